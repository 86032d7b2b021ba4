/** The invariants of a handover, checked against the log as an auditor would. Played by `handover.test.ts`. */

import { expect } from "bun:test"
import type { StoredEvent } from "../events/event"
import type { StreamFrame } from "./read-stream"
import type { TestApp } from "./test-app"

/** What a client was told is kept. `after`: the newest id that anybody had been told of when this was sent. */
export type Ack = { id: number; text: string; clientId: string; after: number }

/** The log of one conversation, replayed: who held it, who spoke, what was promised. */
export function auditConversation({ parts }: TestApp, id: string): void {
  const row = parts.conversations.find(id)!
  const log = parts.events.list(id)
  let state = "ai"
  let holder: string | null = null
  let moves = 0
  let lastVisitor: StoredEvent | undefined
  let lastReply: StoredEvent | undefined
  let answered = true
  let lastTried = ""
  let newEvidence = true
  /** Whoever waits has read that nobody is there: only then the AI goes on meanwhile. */
  let isNobodyThere = false
  const mayAiSpeak = () => state === "ai" || (state === "waiting" && isNobodyThere)

  log.forEach((event, index) => {
    const next = log.slice(index + 1)
    const beforeNextMove = next.slice(0, next.findIndex(({ type }) => type === "state") >>> 0)
    const where = `${id} at event ${event.id}`
    switch (event.type) {
      case "state": {
        expect(`${where}: from ${event.payload.from}`).toBe(`${where}: from ${state}`)
        state = event.payload.to
        moves += 1
        holder = null
        isNobodyThere = false
        if (state === "human") {
          const assignment = beforeNextMove.find(({ type }) => type === "assignment")
          holder = assignment?.type === "assignment" ? assignment.payload.operatorId : null
          expect(holder).not.toBeNull()
          // The visitor reads who is there before anything that person writes.
          const joined = beforeNextMove.findIndex((it) => it.type === "notice" && it.payload.code === "operator_joined")
          const spoke = beforeNextMove.findIndex(({ type, actor }) => type === "message" && actor.kind === "operator")
          expect(joined).not.toBe(-1)
          if (spoke !== -1) expect(joined).toBeLessThan(spoke)
        }
        if (state === "waiting") {
          // Something true to read, in the same breath, and the team is told.
          const notices = beforeNextMove.flatMap((it) => (it.type === "notice" ? [it.payload.code] : []))
          expect(["waiting", "no_operator", "transferred", "operator_left"]).toContain(notices[0]!)
          expect(beforeNextMove.some(({ type }) => type === "assignment")).toBe(true)
          const { reason } = event.payload
          const isAiOwn =
            event.actor.kind === "system" && !["ai_failure", "ai_request", "operator_left"].includes(reason!)
          if (isAiOwn && !newEvidence) throw new Error(`${where}: the same evidence escalates twice (${reason})`)
        }
        if (state === "ai") newEvidence = false
        return
      }
      case "message": {
        const { kind } = event.actor
        if (kind === "visitor") {
          lastVisitor = event
          answered = false
          newEvidence = true
          expect(`${where}: ${state}`).not.toBe(`${where}: closed`)
          return
        }
        lastReply = event
        if (kind === "ai") {
          if (!mayAiSpeak()) throw new Error(`${where}: the AI speaks in ${state}`)
          if (lastVisitor?.type === "message" && lastTried === lastVisitor.payload.text) answered = true
        } else {
          expect(`${where}: ${event.actor.id} speaks`).toBe(`${where}: ${holder} speaks`)
          answered = true
        }
        return
      }
      case "tried":
        lastTried = event.payload.query
        if (!mayAiSpeak()) throw new Error(`${where}: the AI tries in ${state}`)
        return
      case "notice":
        if (event.payload.code === "no_operator") isNobodyThere = true
    }
  })

  expect(row.lifecycle.state as string).toBe(state)
  expect(row.lifecycle.state === "human" ? row.lifecycle.operatorId : null).toBe(holder)
  expect(row.revision).toBe(1 + moves)
  expect(row.lastEventId).toBe(log.at(-1)!.id)
  expect(row.visitorEventId).toBe(lastVisitor?.id ?? 0)
  expect(row.replyEventId).toBe(lastReply?.id ?? 0)
  expect(row.turnDue).toBeNull()
  if (row.lifecycle.state === "waiting") expect(row.lifecycle.deadlineAt).toBeGreaterThan(row.lifecycle.since)
  if (state === "ai" && !answered) throw new Error(`${id}: silence after event ${lastVisitor!.id}`)
}

/** An acknowledged write is in the log once, as it was sent, after all that was known when it was sent. */
export function auditAcks({ parts }: TestApp, acks: readonly Ack[]): void {
  for (const { id, text, clientId, after } of acks) {
    const event = parts.events.find(id)
    expect(event).toMatchObject({ clientId, payload: { text } })
    expect(id).toBeGreaterThan(after)
  }
  const ids = acks.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
}

/** Nothing of the operators' own, no reasons, and no word of the AI while somebody else has the conversation. */
export function auditVisitorsView(frames: readonly StreamFrame[]): void {
  const states = new Map<string, string>()
  for (const { event, data } of frames) {
    expect([
      "message",
      "notice",
      "state",
      "contact",
      "rating",
      "typing",
      "delta",
      "presence",
      "queue",
      "read",
      "reconnect",
    ]).toContain(event)
    expect(data).not.toHaveProperty("reason")
    expect(data).not.toHaveProperty("confidence")
    if (event === "state") states.set(data.conversationId, data.to)
    if (event === "delta" && data.text !== undefined)
      expect(`delta in ${states.get(data.conversationId) ?? "ai"}`).toBe("delta in ai")
  }
}
