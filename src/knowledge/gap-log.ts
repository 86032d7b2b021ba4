import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { giveWay } from "../jobs/give-way"
import type { SettingStore } from "../settings/setting-store"
import { asksSomething } from "./gap-groups"
import type { GapReason, GapStore } from "./gap-store"

type Deps = {
  db: Database
  events: Pick<EventStore, "listAfter" | "latestId" | "list" | "find">
  chatbots: ChatbotStore
  gaps: GapStore
  settings: SettingStore
  now: () => number
}

const cursorKey = "gaps-cursor"
const batchSize = 300
const batchesAtOnce = 10
/** What was asked last is looked for among so many events. */
const lookedBack = 3000
/** Events that show nothing are read again after a crash; not more than so many. */
const unsavedEvents = 3000
/** Answered, but by a hair. */
const narrow = 0.08
const keptMs = 180 * 24 * 60 * 60_000
/** The owner wants a person for some things; a gap is what nobody wanted a person for. */
const speaksOfGap: readonly string[] = ["repetition", "frustration", "confusion", "visitor_request"]

type Found = { why: GapReason | "well_rated"; confidence: number | null; eventId: number }

/** Follows the log for questions that were served badly. Reads behind what happens, in slices, each event once. */
export function createGapLog({ db, events, chatbots, gaps, settings, now }: Deps) {
  let saved = settings.find<number>(cursorKey) ?? 0
  let cursor = saved
  let cleanedAt = 0

  function readEvent(event: StoredEvent): Found[] {
    if (event.type === "tried") {
      const { confidence, outcome, failure, upTo, answerer } = event.payload
      if (upTo === undefined || answerer === "rule") return []
      const threshold = chatbots.find(event.chatbotId)?.escalation.threshold ?? 0
      const found = (why: GapReason): Found[] => [{ why, confidence, eventId: upTo }]
      if (failure) return found("failed")
      if (confidence < threshold) return found("unanswered")
      return outcome === "replied" && confidence < threshold + narrow ? found("barely") : []
    }
    // What was only noticed, and called nobody, ended with the answer.
    if (event.type === "state" && event.payload.to === "waiting" && speaksOfGap.includes(event.payload.reason ?? "")) {
      const { reason } = event.payload
      const question =
        reason === "frustration"
          ? questionBehindAnger(event.conversationId, event.id)
          : lastQuestion(event.conversationId, event.id, reason === "visitor_request")
      return question ? [{ why: "escalated", confidence: null, eventId: question.id }] : []
    }
    if (event.type === "rating" && (event.payload.score <= 2 || event.payload.score >= 4)) {
      const question = lastQuestion(event.conversationId, event.id, false, true)
      const why = event.payload.score <= 2 ? "badly_rated" : "well_rated"
      return question ? [{ why, confidence: null, eventId: question.id }] : []
    }
    return []
  }

  /** Anger at how one was served often asks nothing itself; what was asked before it does. */
  function questionBehindAnger(conversationId: string, before: number) {
    const last = lastQuestion(conversationId, before)
    if (last?.type !== "message" || /[?？؟]/.test(last.payload.text)) return last
    return lastQuestion(conversationId, last.id) ?? last
  }

  /** @param isAskedFor the last message only asks for a person: what came before it was not served. */
  function lastQuestion(conversationId: string, before: number, isAskedFor = false, isAnswered = false) {
    const messages = events.list(conversationId).filter(({ id, type }) => type === "message" && id < before)
    const asked = messages.filter(({ actor }) => actor.kind === "visitor")
    const fits = (event: StoredEvent) =>
      event.type === "message" &&
      asksSomething(event.payload.text) &&
      (!isAnswered || messages.find(({ id, actor }) => id > event.id && actor.kind !== "visitor")?.actor.kind === "ai")
    return (isAskedFor ? asked.slice(0, -1) : asked).findLast(fits)
  }

  function isWorthIt({ eventId }: Found): boolean {
    const event = events.find(eventId)
    return event?.type === "message" && event.actor.kind === "visitor" && asksSomething(event.payload.text)
  }

  return {
    /** What visitors asked last, the newest first, each once. */
    askedLast(chatbotId: string, most: number): string[] {
      const found = new Map<string, string>()
      for (const event of events.listAfter(Math.max(0, events.latestId() - lookedBack), lookedBack).toReversed()) {
        if (found.size >= most) break
        if (event.chatbotId !== chatbotId || event.type !== "message" || event.actor.kind !== "visitor") continue
        const text = event.payload.text.trim()
        const key = text.toLowerCase()
        if (text.length <= 500 && !found.has(key) && asksSomething(text)) found.set(key, text)
      }
      return [...found.values()]
    },
    /** Reads on from where it stopped. */
    async runDue(): Promise<void> {
      const at = now()
      if (at - cleanedAt > 60 * 60_000) {
        cleanedAt = at
        await db.write(() => gaps.removeOldInWrite(at - keptMs))
      }
      for (let batch = 0; batch < batchesAtOnce; batch++) {
        const list = events.listAfter(cursor, batchSize)
        const last = list.at(-1)?.id
        if (last === undefined) return
        const found = list.flatMap(readEvent).filter(isWorthIt)
        if (found.length > 0 || last - saved >= unsavedEvents) {
          await db.write((tx) => {
            for (const { why, confidence, eventId } of found) gaps.noteInWrite(why, confidence, eventId)
            settings.save(tx, cursorKey, last, at)
          })
          saved = last
        }
        cursor = last
        await giveWay()
      }
    },
  }
}
