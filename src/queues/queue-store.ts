import { type OpenCounts, openCounts } from "../conversations/open-words"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"

type Assignment = "open" | "automatic"
type QueueMember = { personId: string; preference: number }
/** A line in which conversations wait for an operator. */
export type Queue = {
  id: string
  name: string
  /** *open*: everybody is told, the first takeover wins. *automatic*: offered to one after another. */
  assignment: Assignment
  /** How long an offer stands before it goes to the next. */
  offerSeconds: number
  /** After so long, or at once if nobody here is available, to the backup queue. */
  overflowSeconds: number
  /** The most that one operator may hold in this queue. */
  memberLimit: number
  backupQueueId: string | null
  /** Null: those of the visitor's chatbot. */
  hours: Record<string, unknown> | null
  /** None named: everybody who holds a seat of the conversation's chatbot. */
  members: QueueMember[]
  createdAt: number
}

/** What a queue is until its owner says otherwise. */
export const defaultQueue: Omit<Queue, "id" | "name" | "createdAt"> = {
  assignment: "open",
  offerSeconds: 30,
  overflowSeconds: 120,
  memberLimit: 5,
  backupQueueId: null,
  hours: null,
  members: [],
}

export type QueueStore = ReturnType<typeof createQueueStore>

type Row = {
  id: string
  name: string
  assignment: Assignment
  offer_seconds: number
  overflow_seconds: number
  member_limit: number
  backup_queue_id: string | null
  hours: string | null
  created_at: number
}
/** How many conversations somebody holds in one queue, offers under way included. */
type Load = { personId: string; queueId: string | null; open: number }
/** A conversation that waits, as the store has it. */
export type WaitingRow = {
  id: string
  chatbotId: string
  visitorId: string
  queueId: string | null
  since: number
  queuedAt: number
  priority: number
  offeredTo: string | null
  offerExpiresAt: number | null
  /** The operator who asked to have it back. */
  wantedBy: string | null
}

type OpenConversation = { id: string; state: "ai" | "waiting" | "human"; operatorId: string | null }

const waitingColumns = `
  id, chatbot_id AS chatbotId, visitor_id AS visitorId, queue_id AS queueId, waiting_since AS since,
  coalesce(queued_at, waiting_since) AS queuedAt, priority, offered_to AS offeredTo, offer_expires_at AS offerExpiresAt,
  reason ->> '$.operatorId' AS wantedBy`

export function createQueueStore(db: Database) {
  const upsert = db.inWrite<Row>(`
    INSERT INTO queues
      (id, name, assignment, offer_seconds, overflow_seconds, member_limit, backup_queue_id, hours, created_at)
    VALUES
      ($id, $name, $assignment, $offer_seconds, $overflow_seconds, $member_limit, $backup_queue_id, $hours, $created_at)
    ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, assignment = excluded.assignment, offer_seconds = excluded.offer_seconds,
      overflow_seconds = excluded.overflow_seconds, member_limit = excluded.member_limit,
      backup_queue_id = excluded.backup_queue_id, hours = excluded.hours`)
  const clearMembers = db.inWrite<[string]>("DELETE FROM queue_members WHERE queue_id = ?")
  const addMember = db.inWrite<[string, string, number]>(
    "INSERT INTO queue_members (queue_id, person_id, preference) VALUES (?, ?, ?)",
  )
  const remove = db.inWrite<[string]>("DELETE FROM queues WHERE id = ?")
  const inWriteById = db.inWrite<[string], { id: string }>("SELECT id FROM queues WHERE id = ?")
  const openIn = db.inWrite<[string], OpenConversation>(`
    SELECT id, state, operator_id AS operatorId FROM conversations
    WHERE state IN ('ai', 'waiting', 'human') AND queue_id = ? ORDER BY priority DESC, waiting_since, id`)
  const enteredBy = db.inWrite<[string], { id: string }>(
    "SELECT id FROM chatbots WHERE queue_id = ? ORDER BY created_at",
  )
  const handOver = db.inWrite<{ id: string; to: string }>(`
    UPDATE conversations SET queue_id = $to, entered_queue_id = nullif(entered_queue_id, $id)
    WHERE state IN ('ai', 'human') AND queue_id = $id`)
  const emptyOut = db.inWrite<{ id: string }>(`
    UPDATE conversations SET queue_id = nullif(queue_id, $id), entered_queue_id = nullif(entered_queue_id, $id)
    WHERE queue_id = $id OR entered_queue_id = $id`)
  const inWriteWaiting = db.inWrite<[string], WaitingRow>(
    `SELECT ${waitingColumns} FROM conversations WHERE id = ? AND state = 'waiting'`,
  )
  const setOffer = db.inWrite<[string | null, number | null, string]>(
    "UPDATE conversations SET offered_to = ?, offer_expires_at = ? WHERE id = ?",
  )
  const setQueue = db.inWrite<[string, number, string]>(
    `UPDATE conversations SET entered_queue_id = coalesce(entered_queue_id, queue_id), queue_id = ?, queued_at = ?,
       offered_to = NULL, offer_expires_at = NULL WHERE id = ?`,
  )
  const insertOffer = db.inWrite<[string, string, string, number, number]>(`
    INSERT INTO offers (conversation_id, queue_id, person_id, waiting_since, offered_at) VALUES (?, ?, ?, ?, ?)`)
  const endOffer = db.inWrite<[string, string]>(
    "UPDATE offers SET outcome = ? WHERE conversation_id = ? AND outcome = 'open'",
  )

  const openOfQueue = db.onRead<[string], { state: OpenConversation["state"]; n: number }>(`
    SELECT state, count(*) AS n FROM conversations WHERE state IN ('ai', 'waiting', 'human') AND queue_id = ?
    GROUP BY state`)
  const all = db.onRead<[], Row>("SELECT * FROM queues ORDER BY created_at, id")
  const members = db.onRead<[], { queue_id: string; person_id: string; preference: number }>(
    "SELECT queue_id, person_id, preference FROM queue_members ORDER BY queue_id, preference, person_id",
  )
  const waitingAll = db.onRead<[], WaitingRow>(`SELECT ${waitingColumns} FROM conversations WHERE state = 'waiting'`)
  const waitingOne = db.onRead<[string], WaitingRow>(
    `SELECT ${waitingColumns} FROM conversations WHERE id = ? AND state = 'waiting'`,
  )
  const changedAfter = db.onRead<[number], { id: number; conversation_id: string }>(`
    SELECT max(id) AS id, conversation_id FROM events WHERE id > ? AND type IN ('state', 'assignment')
    GROUP BY conversation_id ORDER BY 1`)
  const loads = db.onRead<[], Load>(`
    SELECT coalesce(operator_id, offered_to) AS personId, queue_id AS queueId, count(*) AS open FROM conversations
    WHERE (state = 'human' OR (state = 'waiting' AND offered_to IS NOT NULL)) GROUP BY 1, 2`)
  const passed = db.onRead<[string, number], { person_id: string }>(
    "SELECT person_id FROM offers WHERE conversation_id = ? AND waiting_since = ? AND outcome = 'passed'",
  )
  const lastGiven = db.onRead<[], { person_id: string; at: number }>(
    "SELECT person_id, max(offered_at) AS at FROM offers GROUP BY person_id",
  )
  const spokeBefore = db.onRead<[string], { operator_id: string | null }>(`
    SELECT actor_id AS operator_id FROM conversation_events
    WHERE conversation_id IN (SELECT id FROM conversations WHERE visitor_id = ?)
      AND type = 'message' AND actor_kind = 'operator' ORDER BY id DESC LIMIT 1`)

  let held: Map<string, Queue> | undefined
  function map(): Map<string, Queue> {
    if (held) return held
    const listed = members.all()
    held = new Map(
      all.all().map((row) => [
        row.id,
        {
          id: row.id,
          name: row.name,
          assignment: row.assignment,
          offerSeconds: row.offer_seconds,
          overflowSeconds: row.overflow_seconds,
          memberLimit: row.member_limit,
          backupQueueId: row.backup_queue_id,
          hours: row.hours === null ? null : JSON.parse(row.hours),
          members: listed
            .filter(({ queue_id }) => queue_id === row.id)
            .map(({ person_id, preference }) => ({ personId: person_id, preference })),
          createdAt: row.created_at,
        },
      ]),
    )
    return held
  }

  return {
    /** Seen by readers after `refresh`, which commands call when the commit is on disk. */
    save(_: Tx, queue: Queue): void {
      const { members: given, createdAt, ...rest } = queue
      upsert.run({
        id: rest.id,
        name: rest.name,
        assignment: rest.assignment,
        offer_seconds: rest.offerSeconds,
        overflow_seconds: rest.overflowSeconds,
        member_limit: rest.memberLimit,
        backup_queue_id: rest.backupQueueId,
        hours: rest.hours && JSON.stringify(rest.hours),
        created_at: createdAt,
      })
      clearMembers.run(queue.id)
      for (const { personId, preference } of given) addMember.run(queue.id, personId, preference)
    },
    hasInWrite: (_: Tx, id: string): boolean => inWriteById.get(id) !== undefined,
    /** What is not closed and stands in it, whoever holds it; those who wait in the order of their turn. */
    listOpenInWrite: (_: Tx, id: string): OpenConversation[] => openIn.all(id),
    /** The chatbots whose visitors enter by it. */
    listEnteringInWrite: (_: Tx, id: string): string[] => enteredBy.all(id).map((chatbot) => chatbot.id),
    /** Who waits in it is moved one by one, the rest at once: to them nothing changes that they could see. */
    handOver: (_: Tx, id: string, to: string): void => void handOver.run({ id, to }),
    /** What is open in it must have been moved before; what is closed names it no longer. */
    remove(_: Tx, id: string): void {
      emptyOut.run({ id })
      remove.run(id)
    },
    refresh(): void {
      held = undefined
    },

    findWaitingInWrite: (_: Tx, conversationId: string): WaitingRow | undefined =>
      inWriteWaiting.get(conversationId) ?? undefined,
    offer(_: Tx, row: WaitingRow, personId: string, at: number, expiresAt: number): void {
      setOffer.run(personId, expiresAt, row.id)
      insertOffer.run(row.id, row.queueId ?? "", personId, row.since, at)
    },
    /** The offer under way is over, however. */
    endOffer(_: Tx, conversationId: string, outcome: "accepted" | "passed" | "withdrawn"): void {
      setOffer.run(null, null, conversationId)
      endOffer.run(outcome, conversationId)
    },
    moveTo(_: Tx, conversationId: string, queueId: string, at: number): void {
      setQueue.run(queueId, at, conversationId)
      endOffer.run("withdrawn", conversationId)
    },

    list: (): Queue[] => [...map().values()],
    find: (id: string): Queue | undefined => map().get(id),
    /** @throws AppError `not_found` */
    get(id: string): Queue {
      const queue = map().get(id)
      if (!queue) throw new AppError("not_found", "There is no such queue.")
      return queue
    },
    /** By id, or by name in whatever letters: templates of rules know only names. */
    findNamed(wanted: string): Queue | undefined {
      const name = wanted.toLowerCase()
      return map().get(wanted) ?? [...map().values()].find((queue) => queue.name.toLowerCase() === name)
    },
    countOpen: (id: string): OpenCounts => openCounts(openOfQueue.all(id)),
    listWaiting: (): WaitingRow[] => waitingAll.all(),
    findWaiting: (conversationId: string): WaitingRow | undefined => waitingOne.get(conversationId) ?? undefined,
    /** Conversations whose holder or place changed after this event, and the newest event that says so. */
    changedAfter: (eventId: number) => changedAfter.all(eventId),
    listLoads: (): Load[] => loads.all(),
    /** Who let this one pass in its present wait. */
    listPassed: (conversationId: string, since: number): string[] =>
      passed.all(conversationId, since).map(({ person_id }) => person_id),
    lastOffered: (): Map<string, number> => new Map(lastGiven.all().map(({ person_id, at }) => [person_id, at])),
    /** The operator whom this visitor heard last. */
    findFamiliar: (visitorId: string): string | undefined => spokeBefore.get(visitorId)?.operator_id ?? undefined,
  }
}
