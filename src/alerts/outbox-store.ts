import type { Database, Tx } from "../db/database"
import { newestPlace, type Place } from "../http/paging"

export const channels = ["email", "slack", "webhook", "push", "hubspot"] as const
export type Channel = (typeof channels)[number]
type DeliveryState = "pending" | "sent" | "dead" | "withdrawn"

/** Something that leaves the server. Its id goes along and stays the same over all attempts. */
export type Delivery = {
  id: string
  channel: Channel
  kind: string
  target: string
  key: string | null
  conversationId: string | null
  eventId: number | null
  payload: unknown
  state: DeliveryState
  attempts: number
  nextAt: number
  expiresAt: number | null
  createdAt: number
  finishedAt: number | null
  answer: string | null
}
type NewRow = Omit<Delivery, "state" | "attempts" | "finishedAt" | "answer"> & { visitorId: string | null }
/** What was tried in vain and is tried again, by what was answered. */
export type Failing = {
  channel: Channel
  answer: string
  count: number
  /** Where all of it goes to the same. */
  target: string | null
  since: number
  nextAt: number
}
/** What went along with another delivery, as it was then. */
export type Along = Pick<Delivery, "id" | "eventId">
export type Lane = { channel: Channel; target: string }

type Row = {
  id: string
  channel: Channel
  kind: string
  target: string
  key: string | null
  conversation_id: string | null
  event_id: number | null
  payload: string
  state: DeliveryState
  attempts: number
  next_at: number
  expires_at: number | null
  created_at: number
  finished_at: number | null
  answer: string | null
}

export type OutboxStore = ReturnType<typeof createOutboxStore>

const answerLength = 500

export function createOutboxStore(db: Database) {
  // Who is another by now, since they signed in, is no longer known by this id: that is no fault.
  const insert = db.inWrite<Record<string, unknown>>(`
    INSERT INTO deliveries (id, channel, kind, target, key, conversation_id, visitor_id, event_id, payload, next_at,
      expires_at, created_at)
    VALUES ($id, $channel, $kind, $target, $key, $conversationId, (SELECT id FROM visitors WHERE id = $visitorId),
      $eventId, $payload, $nextAt, $expiresAt, $createdAt)`)
  const openByKey = db.inWrite<[string], Row>("SELECT * FROM deliveries WHERE key = ? AND state = 'pending'")
  const replace = db.inWrite<[string, number | null, number | null, string]>(
    "UPDATE deliveries SET payload = ?, event_id = ?, expires_at = ? WHERE id = ?",
  )
  const dropKey = db.inWrite<[string]>("UPDATE deliveries SET key = NULL WHERE id = ?")
  const begin = db.inWrite<[string]>("UPDATE deliveries SET attempts = attempts + 1 WHERE id = ? AND state = 'pending'")
  const finish = db.inWrite<[DeliveryState, string, number, number | null, string]>(`
    UPDATE deliveries SET state = ?, answer = ?, finished_at = ?, event_id = coalesce(?, event_id)
    WHERE id = ? AND state = 'pending'`)
  const finishAlong = db.inWrite<[string, number, string, number | null]>(`
    UPDATE deliveries SET state = 'sent', answer = ?, finished_at = ?
    WHERE id = ? AND state = 'pending' AND event_id IS ?`)
  const postpone = db.inWrite<[number, string | null, number, string]>(`
    UPDATE deliveries SET next_at = ?, answer = coalesce(?, answer), attempts = attempts - ?
    WHERE id = ? AND state = 'pending'`)
  const again = db.inWrite<[number, string]>(`
    UPDATE deliveries SET state = 'pending', attempts = 0, next_at = ?, expires_at = NULL, finished_at = NULL, key = NULL
    WHERE id = ? AND state <> 'pending'`)
  const hasten = db.inWrite<[number, Channel, string, number]>(`
    UPDATE deliveries SET next_at = ? WHERE channel = ? AND target = ? AND state = 'pending' AND next_at > ?
      AND answer IS NOT NULL`)
  const bringForward = db.inWrite<[number, number, number, number]>(`
    UPDATE deliveries SET next_at = next_at - ?, expires_at = expires_at - ?
    WHERE state = 'pending' AND created_at NOT BETWEEN ? AND ?`)
  const ofConversation = db.inWrite<[string, string], Row>(
    "SELECT * FROM deliveries WHERE conversation_id = ? AND kind = ?",
  )
  const endTarget = db.inWrite<[DeliveryState, string, number, Channel, string]>(`
    UPDATE deliveries SET state = ?, answer = ?, finished_at = ? WHERE channel = ? AND target = ? AND state = 'pending'`)
  const removeTarget = db.inWrite<[Channel, string]>("DELETE FROM deliveries WHERE channel = ? AND target = ?")
  const removeOld = db.inWrite<[DeliveryState, number, number]>(`
    DELETE FROM deliveries WHERE id IN
      (SELECT id FROM deliveries WHERE state = ? AND finished_at < ? LIMIT ?)`)
  const returned = db.inWrite<[string, number, string]>(
    "UPDATE deliveries SET state = 'dead', answer = ?, finished_at = ? WHERE id = ? AND state = 'sent'",
  )
  const latestByKey = db.inWrite<[string], Row>(
    "SELECT * FROM deliveries WHERE key = ? ORDER BY created_at DESC, id DESC LIMIT 1",
  )

  const byId = db.onRead<[string], Row>("SELECT * FROM deliveries WHERE id = ?")
  const lanes = db.onRead<[], Lane & { next_at: number }>(
    "SELECT channel, target, min(next_at) AS next_at FROM deliveries WHERE state = 'pending' GROUP BY channel, target",
  )
  const due = db.onRead<[Channel, string, number, number], Row>(`
    SELECT * FROM deliveries WHERE channel = ? AND target = ? AND state = 'pending' AND next_at <= ?
    ORDER BY next_at LIMIT ?`)
  const later = db.onRead<[Channel, string, number], { next_at: number | null }>(`
    SELECT min(next_at) AS next_at FROM deliveries
    WHERE channel = ? AND target = ? AND state = 'pending' AND next_at > ?`)
  const lastSent = db.onRead<[string], Row>(
    "SELECT * FROM deliveries WHERE key = ? AND state = 'sent' ORDER BY created_at DESC, id DESC LIMIT 1",
  )
  const latest = db.onRead<[string], Row>(
    "SELECT * FROM deliveries WHERE key = ? ORDER BY created_at DESC, id DESC LIMIT 1",
  )
  const ofTarget = db.onRead<[Channel, string, number, string, number], Row>(`
    SELECT * FROM deliveries WHERE channel = ? AND target = ? AND (created_at, id) < (?, ?)
    ORDER BY created_at DESC, id DESC LIMIT ?`)
  const finishedIn = db.onRead<[DeliveryState, number, string, number], Row>(`
    SELECT * FROM deliveries WHERE state = ? AND (finished_at, id) < (?, ?)
    ORDER BY finished_at DESC, id DESC LIMIT ?`)
  const unfinished = db.onRead<[number, string, number], Row>(`
    SELECT * FROM deliveries WHERE state = 'pending' AND (created_at, id) < (?, ?)
    ORDER BY created_at DESC, id DESC LIMIT ?`)
  const newest = db.onRead<[Channel, number], Row>(
    "SELECT * FROM deliveries WHERE channel = ? ORDER BY created_at DESC, id DESC LIMIT ?",
  )
  const latestMoment = db.onRead<[], { at: number | null }>(`
    SELECT max(coalesce((SELECT max(finished_at) FROM deliveries WHERE state = 'sent'), 0),
      coalesce((SELECT max(created_at) FROM deliveries WHERE state = 'pending'), 0)) AS at`)
  const failing = db.onRead<[number], Failing>(`
    SELECT channel, answer, count(*) AS count, CASE WHEN min(target) = max(target) THEN target END AS target,
      min(created_at) AS since, min(next_at) AS nextAt
    FROM deliveries WHERE state = 'pending' AND answer IS NOT NULL
    GROUP BY channel, answer ORDER BY since LIMIT ?`)
  const counts = db.onRead<[], { state: DeliveryState; n: number }>(
    "SELECT state, count(*) AS n FROM deliveries GROUP BY state",
  )

  return {
    insert: (_: Tx, row: NewRow) => void insert.run({ ...row, payload: JSON.stringify(row.payload) }),
    findOpenByKey(_: Tx, key: string): Delivery | undefined {
      const row = openByKey.get(key)
      return row && fromRow(row)
    },
    /** The newest with this key, whatever became of it. */
    findLatestByKey(_: Tx, key: string): Delivery | undefined {
      const row = latestByKey.get(key)
      return row && fromRow(row)
    },
    replace: (_: Tx, id: string, it: Pick<Delivery, "payload" | "eventId" | "expiresAt">) =>
      void replace.run(JSON.stringify(it.payload), it.eventId, it.expiresAt, id),
    dropKey: (_: Tx, id: string) => void dropKey.run(id),
    /** @returns whether it is still to be sent. */
    begin: (_: Tx, id: string): boolean => begin.run(id).changes === 1,
    finish: (
      _: Tx,
      id: string,
      state: Exclude<DeliveryState, "pending">,
      answer: string,
      at: number,
      eventId?: number,
    ) => void finish.run(state, answer.slice(0, answerLength), at, eventId ?? null, id),
    /** What went in another's letter, unless something else stands in its row by now. */
    finishAlong: (_: Tx, { id, eventId }: Along, answer: string, at: number) =>
      void finishAlong.run(answer.slice(0, answerLength), at, id, eventId),
    /** @param uncounted whether what was begun was no attempt after all. */
    postpone: (_: Tx, id: string, until: number, answer: string | null, uncounted: boolean) =>
      void postpone.run(until, answer?.slice(0, answerLength) ?? null, uncounted ? 1 : 0, id),
    /** What was taken came back. @returns whether that is news. */
    noteReturned: (_: Tx, id: string, answer: string, at: number): boolean =>
      returned.run(answer.slice(0, answerLength), at, id).changes === 1,
    /** @returns whether there was anything finished to send again. */
    sendAgain: (_: Tx, id: string, at: number): boolean => again.run(at, id).changes === 1,
    /** What was tried in vain is due. */
    hasten: (_: Tx, { channel, target }: Lane, at: number) => void hasten.run(at, channel, target, at),
    /** The clock was set back by so much, at `from` by the new one: what it is by then was written with the new one. */
    bringForward: (_: Tx, by: number, from: number, until: number) => void bringForward.run(by, by, from, until),
    listOfConversation: (_: Tx, conversationId: string, kind: string): Delivery[] =>
      ofConversation.all(conversationId, kind).map(fromRow),
    endTarget: (_: Tx, lane: Lane, state: "dead" | "withdrawn", answer: string, at: number) =>
      void endTarget.run(state, answer, at, lane.channel, lane.target),
    removeTarget: (_: Tx, lane: Lane) => void removeTarget.run(lane.channel, lane.target),
    /** Forgets what is long finished, a handful at a time. */
    removeOld: (_: Tx, state: Exclude<DeliveryState, "pending">, before: number, limit: number): number =>
      Number(removeOld.run(state, before, limit).changes),

    find(id: string): Delivery | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    /** Targets with something to send, and when: read once, at the start. */
    listLanes: (): (Lane & { nextAt: number })[] =>
      lanes.all().map(({ next_at, ...lane }) => ({ ...lane, nextAt: next_at })),
    listDue: ({ channel, target }: Lane, now: number, limit: number): Delivery[] =>
      due.all(channel, target, now, limit).map(fromRow),
    nextAfter: ({ channel, target }: Lane, now: number): number | undefined =>
      later.get(channel, target, now)?.next_at ?? undefined,
    findLastSent(key: string): Delivery | undefined {
      const row = lastSent.get(key)
      return row && fromRow(row)
    },
    /** The newest with this key, as it is on disk. */
    findLatest(key: string): Delivery | undefined {
      const row = latest.get(key)
      return row && fromRow(row)
    },
    listOfTarget: ({ channel, target }: Lane, limit: number, { at, id }: Place = newestPlace): Delivery[] =>
      ofTarget.all(channel, target, at, id, limit).map(fromRow),
    /** What is finished by when it was, what waits by when it was made; newest first. */
    listInState(state: DeliveryState, limit: number, { at, id }: Place = newestPlace): Delivery[] {
      const rows = state === "pending" ? unfinished.all(at, id, limit) : finishedIn.all(state, at, id, limit)
      return rows.map(fromRow)
    },
    listOfChannel: (channel: Channel, limit: number): Delivery[] => newest.all(channel, limit).map(fromRow),
    /** By the clock of whoever wrote here last. */
    latestMoment: (): number => latestMoment.get()?.at ?? 0,
    /** The oldest first. */
    listFailing: (limit: number): Failing[] => failing.all(limit),
    count(): Record<DeliveryState, number> {
      const result = { pending: 0, sent: 0, dead: 0, withdrawn: 0 }
      for (const { state, n } of counts.all()) result[state] = n
      return result
    },
  }
}

const fromRow = (row: Row): Delivery => ({
  id: row.id,
  channel: row.channel,
  kind: row.kind,
  target: row.target,
  key: row.key,
  conversationId: row.conversation_id,
  eventId: row.event_id,
  payload: JSON.parse(row.payload),
  state: row.state,
  attempts: row.attempts,
  nextAt: row.next_at,
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  answer: row.answer,
})
