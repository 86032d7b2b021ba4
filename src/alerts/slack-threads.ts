import type { PersonStore } from "../accounts/person-store"
import { boundsInWords, type HandBack } from "../conversations/bounds"
import type { Database } from "../db/database"
import { isMessage, type StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { AlertFactReader, AlertFacts } from "./alert-facts"
import type { Act } from "./follow-log"
import type { Outbox, Outcome } from "./outbox"
import type { SlackApp } from "./slack-app"
import type { SlackMessage } from "./slack-blocks"
import type { SlackStore, SlackThread } from "./slack-store"
import { isFromSlack } from "./slack-text"
import { calledMessage, headMessage, linesMessage, type ThreadLine } from "./slack-thread-blocks"
import { newsOf } from "./what-to-tell"

type Deps = {
  db: Database
  app: SlackApp
  store: SlackStore
  outbox: () => Outbox
  events: EventStore
  people: PersonStore
  facts: AlertFactReader
  now: () => number
}

export type SlackThreads = ReturnType<typeof createSlackThreads>

/** The target of the app's deliveries: another one than the incoming webhook's, so that neither waits for the other. */
export const slackAppTarget = "slack-app"
const expiresMs = 24 * 3600_000
const firstLines = 12
/** Why an alert has to stay as it is: the workspace closes messages after a while, or another installation wrote it. */
const stands = new Set(["edit_window_closed", "cant_update_message"])

/** What is told in a thread. Signals and tries are for the desk. */
const told = new Set<StoredEvent["type"]>(["message", "state", "assignment", "note", "whisper", "recap", "contact"])

/**
 * A thread for each conversation that called a person. What stands in Slack follows the log: a delivery does not say what
 * to write, only that something happened, and is caught up with when it is sent. So nothing is out of order, a Slack that
 * was down for an hour shows what is true then, and what nobody waits for any more is never posted.
 */
export function createSlackThreads({ db, app, store, outbox, events, people, facts, now }: Deps) {
  /** Conversations that are followed. Kept beside the table, so that most events cost no look into it. */
  const open = new Set<string>()
  const running = new Map<string, Promise<unknown>>()

  function plan(event: StoredEvent): Act[] {
    const { conversationId: id } = event
    const settings = app.active()
    if (!settings) return []
    const news = newsOf(event)
    const begins = news?.is === "waiting" || news?.is === "flagged"
    if (!begins && !(open.has(id) && told.has(event.type))) return []
    open.add(id)
    return [
      (tx) => {
        if (begins) store.openThread(tx, id, settings.channel, now())
        outbox().enqueue(tx, {
          channel: "slack",
          kind: "thread",
          target: slackAppTarget,
          key: `slack-thread:${id}`,
          conversationId: id,
          eventId: event.id,
          payload: { is: "thread" },
          expiresAt: now() + expiresMs,
        })
      },
    ]
  }

  async function catchUp(id: string): Promise<Outcome> {
    const settings = app.active()
    const found = facts.read(id)
    const thread = store.findThread(id)
    if (!settings) return { is: "withdrawn", answer: "The Slack app is switched off" }
    if (!found || !thread) {
      open.delete(id)
      return { is: "withdrawn", answer: "The conversation is gone" }
    }
    const log = events.list(id)
    const posted = await putHead(thread, settings.channel, found, log)
    if ("is" in posted) {
      // Never posted and wanted no more: what happens there is nobody's news, until it calls again.
      if (posted.is === "withdrawn") open.delete(id)
      return posted
    }
    for (const { message, upTo, isCall } of messagesOf(log, posted, found)) {
      const answer = await app.call("chat.postMessage", {
        channel: posted.channel,
        thread_ts: posted.ts,
        ...(isCall ? { reply_broadcast: true } : {}),
        unfurl_links: false,
        ...message,
      })
      if (!answer.ok) return answer.outcome
      await db.write((tx) => store.noteMirrored(tx, id, upTo))
    }
    if (found.conversation.lifecycle.state === "closed") open.delete(id)
    else open.add(id)
    return { is: "sent", answer: "ok" }
  }

  /** Posts the message that the thread hangs on, or edits it if it would say something else now. */
  async function putHead(
    thread: SlackThread,
    channel: string,
    found: AlertFacts,
    log: readonly StoredEvent[],
  ): Promise<Outcome | (SlackThread & { ts: string })> {
    const { conversation } = found
    const { lifecycle } = conversation
    const flagged = log
      .filter(({ id }) => id > conversation.episodeEventId)
      .map(newsOf)
      .findLast((news) => news?.is === "flagged")
    const why = flagged?.is === "flagged" ? flagged.why : undefined
    const holder = lifecycle.state === "human" ? people.find(lifecycle.operatorId)?.name : undefined
    const closing = log.findLast((event) => event.type === "state" && event.payload.to === "closed")
    const closedBy = closing?.actor.kind === "visitor" ? found.visitor : closing?.actor.name
    const message = headMessage({ facts: found, holder, closedBy, flagged: why })
    const says = JSON.stringify([lifecycle, conversation.reason?.text, holder, why])

    if (thread.ts !== null) {
      if (thread.head === says) return { ...thread, ts: thread.ts }
      const edited = await app.call("chat.update", { channel: thread.channel, ts: thread.ts, ...message })
      if (edited.ok || stands.has(edited.error)) {
        await db.write((tx) => store.noteHead(tx, thread.conversationId, says))
        return { ...thread, ts: thread.ts }
      }
      // Somebody deleted it: whoever waits is told anew.
      if (edited.error !== "message_not_found") return edited.outcome
    }
    if (lifecycle.state !== "waiting" && !(lifecycle.state === "ai" && why))
      return { is: "withdrawn", answer: "Nobody is waiting any more" }
    const answer = await app.call("chat.postMessage", { channel, unfurl_links: false, ...message })
    if (!answer.ok) return answer.outcome
    // The answer of this call; the client types all answers as one.
    const { ts, channel: place = channel } = answer.result as unknown as { ts: string; channel?: string }
    const isThere = await db.write((tx) => store.notePosted(tx, thread.conversationId, place, ts, says))
    if (!isThere) {
      // Erased while it was on its way: nothing would know of it later.
      await app.call("chat.delete", { channel: place, ts })
      return { is: "withdrawn", answer: "The conversation is gone" }
    }
    return { ...thread, channel: place, ts, head: says }
  }

  type Told = { message: SlackMessage; upTo: number; isCall?: boolean }

  function messagesOf(log: readonly StoredEvent[], { mirroredEventId }: SlackThread, found: AlertFacts): Told[] {
    const lineOf = (event: StoredEvent) => lineFor(event, found.visitor)
    const last = log.at(-1)?.id ?? 0
    if (mirroredEventId === 0) {
      const lines = log.filter(isMessage).flatMap(lineOf).slice(-firstLines)
      return lines.length > 0 ? [{ message: linesMessage(lines, "The conversation so far"), upTo: last }] : []
    }
    const isWaiting = found.conversation.lifecycle.state === "waiting"
    const result: Told[] = []
    let lines: ThreadLine[] = []
    let upTo = mirroredEventId
    const flush = () => {
      if (lines.length > 0) result.push({ message: linesMessage(lines), upTo })
      lines = []
    }
    for (const event of log) {
      if (event.id <= mirroredEventId) continue
      const call = isWaiting ? callOf(event, found) : undefined
      if (call) {
        flush()
        result.push({ message: calledMessage(call), upTo: event.id, isCall: true })
      } else lines.push(...lineOf(event))
      upTo = event.id
    }
    flush()
    return result
  }

  return {
    plan,
    /** One after another for each conversation: two at once would tell the same twice. */
    async sync(id: string): Promise<Outcome> {
      const before = running.get(id)
      const mine = (async () => {
        await before?.catch(() => undefined)
        return catchUp(id)
      })()
      running.set(id, mine)
      try {
        return await mine
      } finally {
        if (running.get(id) === mine) running.delete(id)
      }
    },
    start(): void {
      for (const id of store.listOpen()) open.add(id)
    },
  }

  /** What the whole channel is told again. */
  function callOf(event: StoredEvent, { visitor, reason, waitingSince }: AlertFacts): string | undefined {
    const news = newsOf(event)
    if (news?.is !== "waiting") return undefined
    if (event.type === "state") return `${visitor} is waiting for a person again${reason ? `: ${reason}` : ""}`
    const minutes = Math.floor((event.at - (waitingSince ?? event.at)) / 60_000)
    return `${visitor} is still waiting (${minutes === 1 ? "1 minute" : `${minutes} minutes`})`
  }
}

function whispered({ text, handBack }: { text: string; handBack?: HandBack }, name: string): ThreadLine[] {
  const { facts = [], bounds } = handBack ?? {}
  const words = [text, ...facts, ...(bounds ? [boundsInWords(bounds, name)] : [])].filter(Boolean)
  return words.length > 0 ? [{ is: "said", who: `${name} to the AI`, text: words.join("\n") }] : []
}

function lineFor(event: StoredEvent, visitor: string): ThreadLine[] {
  const { actor } = event
  switch (event.type) {
    case "message": {
      // What was written in this thread stands there already.
      if (isFromSlack(event.clientId)) return []
      const { text, attachments = [], suggestions = [] } = event.payload
      const files = attachments.map(({ name }) => `📎 ${name}`)
      const who = actor.kind === "visitor" ? visitor : actor.kind === "ai" ? `${actor.name} (AI)` : actor.name
      return [
        {
          is: "said",
          who,
          text: [text, ...suggestions.map((each) => `• ${each}`), ...files].filter(Boolean).join("\n"),
        },
      ]
    }
    case "note":
      return [{ is: "said", who: `Note by ${actor.name}, for colleagues`, text: event.payload.text }]
    case "whisper":
      return whispered(event.payload, actor.name)
    case "recap":
      return [{ is: "said", who: "Recap", text: event.payload.text }]
    case "contact":
      return [{ is: "happened", text: `${visitor} left contact details` }]
    case "state": {
      const who = actor.kind === "visitor" ? visitor : actor.name
      const { from, to } = event.payload
      if (to === "human") return [{ is: "happened", text: `${who} took over` }]
      if (to === "closed") return [{ is: "happened", text: `${who} closed the conversation` }]
      if (to === "ai") return [{ is: "happened", text: `${who} handed it back to the AI` }]
      return from === "waiting" ? [] : [{ is: "happened", text: `${visitor} waits for a person` }]
    }
    default:
      return []
  }
}
