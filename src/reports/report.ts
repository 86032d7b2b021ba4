import type { ModelViews } from "../assistant/model-views"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { JudgementStore, TriggerCount } from "../escalation/judgement-store"
import { zoneOf } from "../escalation/rule-facts"
import type { Decision } from "../escalation/types"
import type { ConversationState } from "../events/event"
import { inSlices } from "../jobs/in-slices"
import { createFirstEventSince } from "./first-event"
import { type Begun, type Move, precisionOf, type Summary, summarise } from "./summary"

export type Trigger = TriggerCount & { precision: number | null }
/** A message of which a model thought something else than what was noticed in it. */
export type Disagreement = {
  conversationId: string
  eventId: number
  at: string
  message: string
  frustration: number
  decision: Decision
} & Omit<ModelViews, "disagrees">
/** `given` of second opinions that came in time; the newest disagreements, and how many there were. */
export type ModelsReport = {
  secondOpinions: { given: number; changed: number }
  disagreements: { count: number; newest: Disagreement[] }
}
export type Report = Summary & {
  /** Null: all of them. */
  chatbot: string | null
  /** In which the days begin and end. */
  timeZone: string
  /** Epoch milliseconds; `to` is no longer in it. */
  from: number
  to: number
  triggers: Trigger[]
  models: ModelsReport
}
export type ReadReport = ReturnType<typeof createReport>

type Deps = {
  db: Database
  chatbots: ChatbotStore
  judgements: Pick<JudgementStore, "countByTrigger" | "listViewed" | "textOf">
}
type MoveRow = {
  conversationId: string
  at: number
  from: ConversationState
  to: ConversationState
  reason: string | null
}
type BegunRow = { id: string; chatbotId: string; at: number; rating: number | null; isClosed: 0 | 1 }

const dayMs = 86_400_000
export const mostDays = 366
const mostDisagreements = 50
// Looked through before anything else goes on.
const eventsAtOnce = 2000
const conversationsAtOnce = 2000

/** What happened at one chatbot, or at all, in a period. Even a busy year is read in slices, while chats go on. */
export function createReport({ db, chatbots, judgements }: Deps) {
  const conversationsFrom = db.onRead<[string, number], BegunRow>(`
    SELECT id, chatbot_id AS chatbotId, created_at AS at, rating, state = 'closed' AS isClosed FROM conversations
    WHERE id > ? ORDER BY id LIMIT ?`)
  const firstEventSince = createFirstEventSince(db)
  const moves = db.onRead<[string, number, number], MoveRow>(`
    SELECT conversation_id AS conversationId, at, payload ->> '$.from' AS "from", payload ->> '$.to' AS "to",
      payload ->> '$.reason' AS reason
    FROM events WHERE type = 'state' AND chatbot_id = ? AND id >= ? AND id < ? ORDER BY id`)

  function* pieces(chatbotId: string | null, from: number, to: number): Generator<undefined, Report> {
    const chosen = chatbotId === null ? chatbots.list() : [chatbots.get(chatbotId)]
    const timeZone = chosen.length === 1 ? zoneOf(chosen[0]!) : "UTC"
    const dayOf = daysIn(timeZone)
    const [first, end] = [firstEventSince(from), firstEventSince(to)]
    const found: Begun[] = []
    const moved: Move[] = []
    const chosenIds = new Set(chosen.map(({ id }) => id))
    for (let after: string | undefined = ""; after !== undefined; ) {
      const rows: BegunRow[] = conversationsFrom.all(after, conversationsAtOnce)
      for (const { id, chatbotId, at, rating, isClosed } of rows)
        if (chosenIds.has(chatbotId) && at >= from && at < to) found.push({ id, at, rating, isClosed: isClosed === 1 })
      after = rows.at(-1)?.id
      yield
    }
    for (const { id } of chosen) {
      for (let at = first; at < end; at += eventsAtOnce) {
        for (const { reason, ...row } of moves.all(id, at, Math.min(at + eventsAtOnce, end)))
          moved.push({ ...row, ...(reason ? { reason } : {}) })
        yield
      }
    }
    const days = new Set<string>()
    for (let at = from; at < to && days.size < mostDays; at += dayMs / 2) days.add(dayOf(at))
    if (days.size < mostDays) days.add(dayOf(to - 1))
    return {
      ...summarise(found, moved, [...days], dayOf),
      chatbot: chatbotId,
      timeZone,
      from,
      to,
      triggers: judgements
        .countByTrigger(chatbotId, from, to)
        .map((counts) => ({ ...counts, precision: precisionOf(counts) })),
      models: modelsIn(chatbotId, first, to),
    }
  }

  /** @param from epoch milliseconds, as `to`, which is no longer in it. @throws AppError `not_found` */
  return (chatbotId: string | null, from: number, to: number): Promise<Report> => inSlices(pieces(chatbotId, from, to))

  function modelsIn(chatbotId: string | null, first: number, to: number): ModelsReport {
    const viewed = judgements.listViewed(chatbotId, first, to)
    const seconds = viewed.flatMap(({ views }) => views.second ?? [])
    const different = viewed.filter(({ views }) => views.disagrees)
    return {
      secondOpinions: { given: seconds.length, changed: seconds.filter(({ changed }) => changed).length },
      disagreements: {
        count: different.length,
        newest: different.slice(0, mostDisagreements).map(({ views: { disagrees: _, ...views }, at, ...turn }) => ({
          ...turn,
          ...views,
          at: new Date(at).toISOString(),
          message: judgements.textOf(turn.eventId),
        })),
      },
    }
  }
}

/**
 * The day of a moment where the business is, as 2026-11-23. A day is looked up by its quarter of an hour, on which every
 * time zone agrees with itself.
 */
function daysIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
  const known = new Map<number, string>()
  return (at) => {
    const quarter = Math.floor(at / 900_000)
    const day = known.get(quarter) ?? format.format(at)
    known.set(quarter, day)
    return day
  }
}
