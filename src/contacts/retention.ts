import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { Log } from "../log"
import type { SettingStore } from "../settings/setting-store"
import type { Removal, Removed } from "./remove-people"

/** Days after which something goes; null: it stays. */
export type RetentionDays = {
  /** Conversations, since they were closed. */
  closed: number | null
  /** Visitors who left no details, since they were last seen; with their visits and conversations. */
  visitors: number | null
}
export type RetentionSettings = {
  all: RetentionDays
  /** What a chatbot has of its own, instead. */
  chatbots: Record<string, RetentionDays>
}
export type RetentionReport = {
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
  log: Log
  now: () => number
}

export type Retention = ReturnType<typeof createRetention>

const key = "retention"
const nothing: RetentionDays = { closed: null, visitors: null }
const day = 24 * 3600_000
/** So many leave in one write, and so many rows are looked at: no visitor's message stands behind more. */
const atOnce = 20
const lookedAt = 500
/** One run ends after so many writes, however much is left: the next goes on. */
const mostWrites = 50
const longestDays = 3650

/** What is old goes by itself: in small pieces, as the owner has set it, and the admin shows how much it was. */
export function createRetention({ db, settings, chatbots, removal, audit, log, now }: Deps) {
  const oldConversations = db.inWrite<[string, number, number], { id: string; chatbotId: string }>(`
    SELECT id, chatbot_id AS chatbotId FROM conversations
    WHERE state = 'closed' AND chatbot_id = ? AND updated_at < ? ORDER BY updated_at LIMIT ?`)
  const isOld = "WHERE id > $after AND chatbot_id = $chatbot AND created_at < $before"
  const oldVisitors = db.onRead<Record<string, unknown>, { id: string; isOver: 0 | 1 }>(`
    SELECT id, (contact_id IS NULL AND last_seen_at < $before
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.visitor_id = v.id AND c.state <> 'closed')) AS isOver
    FROM (SELECT * FROM visitors ${isOld} ORDER BY id LIMIT $limit) v`)
  // Looked at again inside the write: they may have come back, or left their details, a moment ago.
  const isStillOver = db.inWrite<[string, number, number], { n: number }>(`
    SELECT count(*) AS n FROM visitors v WHERE id = ? AND contact_id IS NULL AND last_seen_at < ?
      AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.visitor_id = v.id AND c.state <> 'closed')
      AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.visitor_id = v.id AND b.cancelled_at IS NULL AND b.ends_at > ?)`)
  const addReport = db.inWrite<[string, string, number, number, number, number]>(`
    INSERT INTO retention_reports (day, chatbot_id, conversations, visitors, files, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, chatbot_id) DO UPDATE SET conversations = conversations + excluded.conversations,
      visitors = visitors + excluded.visitors, files = files + excluded.files, at = excluded.at`)
  const reports = db.onRead<[number], RetentionReport>(`
    SELECT day, chatbot_id AS chatbotId, conversations, visitors, files FROM retention_reports
    ORDER BY day DESC, chatbot_id LIMIT ?`)
  /** How far the visitors of a chatbot have been looked through; from the start again after each round. */
  const places = new Map<string, string>()
  let isStopped = false

  const read = (): RetentionSettings => ({
    all: nothing,
    chatbots: {},
    ...settings.find<Partial<RetentionSettings>>(key),
  })

  /** One piece, and its line in the report, in one write. @returns how many left. */
  async function remove(
    chatbotId: string,
    visitors: boolean,
    take: (tx: Parameters<Parameters<Database["write"]>[0]>[0]) => Removed[],
  ) {
    const removed = await db.write((tx) => {
      const found = take(tx)
      if (found.length === 0) return found
      const conversations = found.reduce((sum, each) => sum + each.conversations.length, 0)
      const files = found.reduce((sum, each) => sum + each.files.length, 0)
      const at = now()
      const today = new Date(at).toISOString().slice(0, 10)
      addReport.run(today, chatbotId, conversations, visitors ? found.length : 0, files, at)
      return found
    })
    if (removed.length > 0) await removal.finish(removed)
    return removed.length
  }

  /** @returns whether there may be more. */
  async function removeConversations(chatbotId: string, before: number): Promise<boolean> {
    const left = await remove(chatbotId, false, (tx) =>
      oldConversations.all(chatbotId, before, atOnce).map((conversation) => removal.conversation(tx, conversation)),
    )
    return left === atOnce
  }

  async function removeVisitors(chatbot: string, before: number): Promise<boolean> {
    const after = places.get(chatbot) ?? ""
    const found = oldVisitors.all({ after, chatbot, before, limit: lookedAt })
    const over = found.filter(({ isOver }) => isOver === 1).map(({ id }) => id)
    for (let start = 0; start < over.length; start += atOnce) {
      await remove(chatbot, true, (tx) =>
        over
          .slice(start, start + atOnce)
          .filter((id) => isStillOver.get(id, before, now())!.n > 0)
          .map((id) => removal.visitor(tx, id)),
      )
    }
    const last = found.at(-1)
    const isMore = found.length === lookedAt && last !== undefined
    if (isMore) places.set(chatbot, last.id)
    else places.delete(chatbot)
    return isMore
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
    listReports: (limit = 60): RetentionReport[] => reports.all(limit),

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

    /** For the timer loop. */
    async run(): Promise<void> {
      const { all, chatbots: own } = read()
      let writes = 0
      for (const { id } of chatbots.list()) {
        const { closed, visitors } = own[id] ?? all
        const before = (days: number) => now() - days * day
        while (closed !== null && !isStopped && writes++ < mostWrites)
          if (!(await removeConversations(id, before(closed)))) break
        while (visitors !== null && !isStopped && writes++ < mostWrites)
          if (!(await removeVisitors(id, before(visitors)))) break
      }
      if (writes > mostWrites) log.info("retention.goes_on", { writes })
    },
    stop(): void {
      isStopped = true
    },
  }
}
