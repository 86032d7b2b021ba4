import { defaultChatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { zoneOf } from "../escalation/rule-facts"
import type { Actor, ConversationState } from "../events/event"
import { inSlices } from "../jobs/in-slices"
import type { GapStore } from "../knowledge/gap-store"
import { createFirstEventSince } from "./first-event"
import { type Begun, type Move, quantile, type Summary, summarise } from "./summary"

/** What happened since midnight where the business is. `days` of the summary are hours: `00` to `23`. */
export type Day = Summary & {
  timeZone: string
  /** From the first word of a visitor to the first of the AI or a person. */
  firstReplyMs: number | null
  /** So many had begun at this hour of the day before. */
  byNowYesterday: number
  conversationsOf: Record<string, number>
}
export type Present = {
  waiting: { count: number; since: number | null; late: number }
  /** Held by a person. */
  withPeople: number
  /** Questions that were answered badly or not at all, and the chatbot that has most of them. */
  gaps: { count: number; chatbotId: string | undefined }
}
export type ReadToday = ReturnType<typeof createToday>

type Deps = { db: Database; chatbots: ChatbotStore; gaps: Pick<GapStore, "countOpen">; now: () => number }
type EventRow = {
  conversationId: string
  type: "message" | "state"
  by: Actor["kind"]
  at: number
  payload: string | null
}
type BegunRow = { id: string; chatbotId: string; at: number; rating: number | null; isClosed: 0 | 1 }
type Read = { summary: Summary; begun: number[]; firstReplyMs: number | null; conversationsOf: Record<string, number> }

// Looked through before anything else goes on.
const eventsAtOnce = 2000
const conversationsAtOnce = 500
/** What a reading took is waited for so many times before the next: a glance must not weigh on the chats. */
const restTimes = 20
const gapsBackMs = 90 * 86_400_000
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"))

/**
 * How today stands at a glance: read from the end of the log, so that its cost grows with today's events, not with all
 * that is stored.
 */
export function createToday({ db, chatbots, gaps, now }: Deps) {
  const firstEventSince = createFirstEventSince(db)
  const newest = db.onRead<[], { id: number | null }>("SELECT max(id) AS id FROM events")
  const between = db.onRead<[number, number], EventRow>(`
    SELECT conversation_id AS conversationId, type, actor_kind AS "by", at,
      CASE WHEN type <> 'message' THEN payload END AS payload
    FROM events WHERE id >= ? AND id < ? AND type IN ('message', 'state') ORDER BY id`)
  const begunAmong = db.onRead<[string, number, number], BegunRow>(`
    SELECT c.id, c.chatbot_id AS chatbotId, c.created_at AS at, c.rating, c.state = 'closed' AS isClosed
    FROM json_each(?) AS asked JOIN conversations c ON c.id = asked.value WHERE c.created_at >= ? AND c.created_at < ?`)
  // Past the first promise, as the desk counts it: what is said anew to whoever waits on makes nobody less late.
  const waiting = db.onRead<[number, number], { count: number; since: number | null; late: number | null }>(`
    SELECT count(*) AS count, min(c.waiting_since) AS since,
      sum(c.waiting_since + coalesce(b.escalation ->> '$.promiseSeconds', ?) * 1000 < ?) AS late
    FROM conversations c JOIN chatbots b ON b.id = c.chatbot_id WHERE c.state = 'waiting'`)
  const held = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM conversations WHERE state = 'human'")
  const any = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM (SELECT 1 FROM conversations LIMIT 1)")

  function* pieces(from: number, to: number, timeZone: string): Generator<undefined, Read> {
    const hourOf = hoursIn(timeZone)
    const [first, end] = [firstEventSince(from), firstEventSince(to)]
    const seen = new Map<string, { asked?: number; replied?: number }>()
    const moves: Move[] = []
    for (let id = first; id < end; id += eventsAtOnce) {
      for (const { conversationId, type, by, at, payload } of between.all(id, Math.min(id + eventsAtOnce, end))) {
        const known = seen.get(conversationId) ?? {}
        seen.set(conversationId, known)
        if (type === "state") {
          const move: { from: ConversationState; to: ConversationState } = JSON.parse(payload!)
          moves.push({ ...move, conversationId, at })
        } else if (by === "visitor") known.asked ??= at
        else if (known.asked !== undefined) known.replied ??= at
      }
      yield
    }
    const begun: Begun[] = []
    const conversationsOf: Record<string, number> = {}
    const ids = [...seen.keys()]
    for (let at = 0; at < ids.length; at += conversationsAtOnce) {
      const asked = JSON.stringify(ids.slice(at, at + conversationsAtOnce))
      for (const { chatbotId, isClosed, ...row } of begunAmong.all(asked, from, to)) {
        begun.push({ ...row, isClosed: isClosed === 1 })
        conversationsOf[chatbotId] = (conversationsOf[chatbotId] ?? 0) + 1
      }
      yield
    }
    const replies = begun.flatMap(({ id }) => {
      const { asked, replied } = seen.get(id)!
      return asked !== undefined && replied !== undefined ? replied - asked : []
    })
    return {
      summary: summarise(begun, moves, hours, hourOf),
      begun: begun.map(({ at }) => at),
      firstReplyMs: quantile(replies, 0.5),
      conversationsOf,
    }
  }

  /** `upTo`: the newest event it was read to. `restsUntil`: by the clock of the process. */
  let today: { key: string; upTo: number | null | undefined; read: Promise<Read>; restsUntil: number } | undefined
  let yesterday: { key: string; read: Promise<Read> } | undefined

  /** The same for all who look, and read again only where something happened. */
  function readToday(from: number, timeZone: string): Promise<Read> {
    const key = `${from} ${timeZone}`
    const upTo = newest.get()?.id
    if (today?.key === key && (today.upTo === upTo || performance.now() < today.restsUntil)) return today.read
    const began = performance.now()
    const read = inSlices(pieces(from, now() + 1, timeZone))
    const entry = { key, upTo, read, restsUntil: Number.POSITIVE_INFINITY }
    today = entry
    const end = () => {
      const at = performance.now()
      entry.restsUntil = at + restTimes * (at - began)
    }
    read.then(end, () => {
      today = undefined
    })
    return read
  }

  function readYesterday(from: number, to: number, timeZone: string): Promise<Read> {
    const key = `${from} ${timeZone}`
    if (yesterday?.key !== key) {
      const read = inSlices(pieces(from, to, timeZone))
      yesterday = { key, read }
      read.catch(() => {
        yesterday = undefined
      })
    }
    return yesterday!.read
  }

  return {
    /** A conversation was ever held here. */
    hasAny: (): boolean => any.get()!.n > 0,

    now(): Present {
      const { count, since, late } = waiting.get(defaultChatbot.escalation.promiseSeconds, now())!
      const open = chatbots
        .list()
        .map(({ id }) => ({ chatbotId: id, count: gaps.countOpen(id, now() - gapsBackMs) }))
        .sort((a, b) => b.count - a.count)
      return {
        waiting: { count, since, late: late ?? 0 },
        withPeople: held.get()!.n,
        gaps: { count: open.reduce((sum, one) => sum + one.count, 0), chatbotId: open[0]?.chatbotId },
      }
    },

    async day(): Promise<Day> {
      const timeZone = zoneOfAll(chatbots.list().map(zoneOf))
      const midnight = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone).startOfDay()
      const from = midnight.epochMilliseconds
      const before = midnight.subtract({ days: 1 }).epochMilliseconds
      const [read, past] = await Promise.all([readToday(from, timeZone), readYesterday(before, from, timeZone)])
      const byNow = now() - from
      return {
        ...read.summary,
        timeZone,
        firstReplyMs: read.firstReplyMs,
        conversationsOf: read.conversationsOf,
        byNowYesterday: past.begun.filter((at) => at - before <= byNow).length,
      }
    },
  }
}

/** Where most of the business is: a zone that was named goes before none. */
function zoneOfAll(zones: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const zone of zones) if (zone !== "UTC") counts.set(zone, (counts.get(zone) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "UTC"
}

/** The hour on the wall there, as `09`. All time zones agree with themselves on a quarter of an hour. */
function hoursIn(timeZone: string): (at: number) => string {
  const known = new Map<number, string>()
  return (at) => {
    const quarter = Math.floor(at / 900_000)
    const hour =
      known.get(quarter) ?? hours[Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).hour]!
    known.set(quarter, hour)
    return hour
  }
}
