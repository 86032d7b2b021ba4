import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { SettingStore } from "../settings/setting-store"
import type { Removal, Removed } from "./remove-people"

/** Days after which something goes; null: it stays. */
export type RetentionDays = {
  /** Conversations, since they were closed. */
  closed: number | null
  /** Visitors who left no details, since they were last seen; with their visits and conversations. */
  visitors: number | null
}
type RetentionSettings = {
  all: RetentionDays
  /** What a chatbot has of its own, instead. */
  chatbots: Record<string, RetentionDays>
}
type RetentionReport = {
  day: string
  chatbotId: string
  conversations: number
  visitors: number
  files: number
}

type Deps = {
  db: Database
  settings: SettingStore
  chatbots: Pick<ChatbotStore, "list" | "find">
  removal: Removal
  audit: AuditStore
  now: () => number
}

type What = keyof RetentionDays
/** `at`: when something last happened with it. */
type Candidate = { id: string; chatbotId: string; at: number; mayGo: 0 | 1 }

const key = "retention"
const nothing: RetentionDays = { closed: null, visitors: null }
const dayMs = 24 * 3600_000
/** So many leave in one write: no visitor's message stands behind more. */
const atOnce = 20
/** So many are looked at together, and so often in one run. */
const lookedAt = 500
const mostStretches = 20
const longestDays = 3650
const mostReports = 60

/** Removes what is older than the owner allows, automatically and in small pieces; the admin shows how much it was. */
export function createRetention({ db, settings, chatbots, removal, audit, now }: Deps) {
  // Walked in the order of their ids, a stretch at a time: no index is kept for what is asked so seldom.
  const conversations = db.onRead<[string, number], Candidate>(`
    SELECT id, chatbot_id AS chatbotId, updated_at AS at, state = 'closed' AS mayGo FROM whole_conversations
    WHERE id > ? ORDER BY id LIMIT ?`)
  const visitors = db.onRead<[string, number], Candidate>(`
    SELECT id, chatbot_id AS chatbotId, last_seen_at AS at, contact_id IS NULL AS mayGo FROM visitors
    WHERE id > ? ORDER BY id LIMIT ?`)
  // Looked at again inside the write: they may have come back, or left their details, a moment ago.
  // What somebody has promised to come back to waits for them: the task would go with it.
  const isPromised = "EXISTS (SELECT 1 FROM follow_ups f WHERE f.conversation_id = c.id AND f.done_at IS NULL)"
  const isOldConversation = db.inWrite<[string, number], { n: number }>(`
    SELECT count(*) AS n FROM whole_conversations c
    WHERE id = ? AND state = 'closed' AND updated_at < ? AND NOT ${isPromised}`)
  const isOldVisitor = db.inWrite<[string, number, number], { n: number }>(`
    SELECT count(*) AS n FROM visitors v WHERE id = ? AND contact_id IS NULL AND last_seen_at < ?
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.visitor_id = v.id AND (c.state <> 'closed' OR ${isPromised}))
      AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.visitor_id = v.id AND b.cancelled_at IS NULL AND b.ends_at > ?)`)
  const addReport = db.inWrite<[string, string, number, number, number, number]>(`
    INSERT INTO retention_reports (day, chatbot_id, conversations, visitors, files, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, chatbot_id) DO UPDATE SET conversations = conversations + excluded.conversations,
      visitors = visitors + excluded.visitors, files = files + excluded.files, at = excluded.at`)
  const reports = db.onRead<[number], RetentionReport>(`
    SELECT day, chatbot_id AS chatbotId, conversations, visitors, files FROM retention_reports
    ORDER BY day DESC, chatbot_id LIMIT ?`)
  /** How far they have been looked through; from the start again after each round. */
  const places = { closed: "", visitors: "" }
  let isStopped = false

  const read = (): RetentionSettings => ({
    all: nothing,
    chatbots: {},
    ...settings.find<Partial<RetentionSettings>>(key),
  })

  /** One piece of one chatbot's, and its line in the report, in one write. */
  async function remove(chatbotId: string, what: What, take: (tx: Tx) => Removed[]): Promise<void> {
    const removed = await db.write((tx) => {
      const found = take(tx)
      if (found.length === 0) return found
      const gone = found.reduce((sum, each) => sum + each.conversations.length, 0)
      const files = found.reduce((sum, each) => sum + each.files.length, 0)
      const at = now()
      const today = new Date(at).toISOString().slice(0, 10)
      addReport.run(today, chatbotId, gone, what === "visitors" ? found.length : 0, files, at)
      return found
    })
    if (removed.length > 0) await removal.finish(removed)
  }

  function takeIn(what: What, found: readonly Candidate[], before: number): (tx: Tx) => Removed[] {
    if (what === "closed")
      return (tx) =>
        found
          .filter(({ id }) => isOldConversation.get(id, before)!.n > 0)
          .map(({ id, chatbotId }) => removal.conversation(tx, { id, chatbotId }))
    return (tx) =>
      found.filter(({ id }) => isOldVisitor.get(id, before, now())!.n > 0).map(({ id }) => removal.visitor(tx, id))
  }

  /** The next stretch of all there are. @returns whether the end has been reached. */
  async function walk(what: What, daysOf: (chatbotId: string) => RetentionDays): Promise<boolean> {
    const found = (what === "closed" ? conversations : visitors).all(places[what], lookedAt)
    const byChatbot = Map.groupBy(
      found.filter(({ mayGo }) => mayGo === 1),
      ({ chatbotId }) => chatbotId,
    )
    for (const [chatbotId, all] of byChatbot) {
      const days = daysOf(chatbotId)[what]
      if (days === null) continue
      const before = now() - days * dayMs
      const old = all.filter(({ at }) => at < before)
      for (let start = 0; start < old.length && !isStopped; start += atOnce)
        await remove(chatbotId, what, takeIn(what, old.slice(start, start + atOnce), before))
    }
    const isEnd = found.length < lookedAt
    places[what] = isEnd ? "" : found.at(-1)!.id
    return isEnd
  }

  function checked(days: RetentionDays, field: string): RetentionDays {
    for (const [name, value] of Object.entries(days))
      if (value !== null && (!Number.isInteger(value) || value < 1 || value > longestDays))
        throw new AppError("validation", `Write days as a whole number from 1 to ${longestDays}, or nothing.`, {
          field: `${field}.${name}`,
        })
    return { closed: days.closed, visitors: days.visitors }
  }

  return {
    read,
    listReports: (): RetentionReport[] => reports.all(mostReports),

    /** @throws AppError `validation` */
    async save(person: Person, wanted: RetentionSettings): Promise<void> {
      const all = checked(wanted.all, "all")
      const own = Object.entries(wanted.chatbots).filter(([id]) => chatbots.find(id))
      const checkedOwn = Object.fromEntries(own.map(([id, days]) => [id, checked(days, id)]))
      await db.write((tx) => {
        settings.save(tx, key, { all, chatbots: checkedOwn }, now())
        audit.note(tx, person.id, "settings.changed", "What is removed with age", now())
      })
    },

    /** For the timer loop: a part of them all; the next run goes on. */
    async run(): Promise<void> {
      const { all, chatbots: own } = read()
      const daysOf = (chatbotId: string) => own[chatbotId] ?? all
      for (const what of ["closed", "visitors"] as const) {
        if (![all, ...Object.values(own)].some((days) => days[what] !== null)) continue
        for (let stretch = 0; stretch < mostStretches && !isStopped; stretch++) if (await walk(what, daysOf)) break
      }
    },
    stop(): void {
      isStopped = true
    },
  }
}
