import type { Database, Tx } from "../db/database"
import type { Statement } from "../db/driver"
import { type Actor, audienceOf, type EventBody, type EventType, type StoredEvent } from "./event"
import { createKnownClientIds } from "./known-client-ids"
import { createRecentEvents } from "./recent-events"
import { operatorsTopic } from "./topics"

export type EventStore = ReturnType<typeof createEventStore>

type Row = {
  id: number
  conversation_id: string
  chatbot_id: string
  type: EventType
  actor_kind: Actor["kind"]
  actor_id: string
  actor_name: string
  client_id: string | null
  payload: string
  at: number
}

type NewEvent = EventBody & {
  conversationId: string
  chatbotId: string
  visitorId: string
  actor: Actor
  clientId?: string | undefined
  at: number
}

type Inserted = [string, string, string, string, string | null, string, number]

const columns = "id, conversation_id, chatbot_id, type, actor_kind, actor_id, actor_name, client_id, payload, at"

/**
 * Events at the end of the log that are found by looking through them, which takes a fifth of a millisecond for so many. The
 * more are filed at once, the more of them share a page. On an ordinary day the clock is there first.
 */
const unfiledAtMost = 4000

/** Events that a stream is given at once; it asks for the next when it has sent them. */
const mostForAStream = 200

export function createEventStore(db: Database) {
  const inserts = new Map<string, Statement<Inserted>>()
  /** What an event says by one of few words stands in the statement: SQLite need not be handed it anew for each message. */
  function insertOf(type: EventType, by: Actor["kind"]): Statement<Inserted> {
    const key = `${type} ${by}`
    const known = inserts.get(key)
    if (known) return known
    const statement = db.inWrite<Inserted>(`
      INSERT INTO events
        (type, audience, actor_kind, conversation_id, chatbot_id, actor_id, actor_name, client_id, payload, at)
      VALUES ('${type}', '${audienceOf[type]}', '${by}', ?, ?, ?, ?, ?, ?, ?)`)
    inserts.set(key, statement)
    return statement
  }
  const byClientId = db.inWrite<[string, string], Row>(
    `SELECT ${columns} FROM conversation_events WHERE conversation_id = ? AND client_id = ?`,
  )
  const clientIdsOf = db.inWrite<[string], { client_id: string }>(
    "SELECT client_id FROM conversation_events WHERE conversation_id = ? AND client_id IS NOT NULL",
  )
  const conversationsOf = db.inWrite<[string], { id: string }>("SELECT id FROM conversations WHERE visitor_id = ?")
  const inConversation = db.inWrite<[string, number], Row>(
    `SELECT ${columns} FROM conversation_events WHERE conversation_id = ? AND id > ? ORDER BY id`,
  )
  const fileUpTo = db.inWrite<[number]>(`
    INSERT INTO filed_events SELECT conversation_id, id FROM events
    WHERE id > (SELECT up_to FROM filing) AND id <= ? ORDER BY conversation_id, id`)
  const setFiled = db.inWrite<[number]>("UPDATE filing SET up_to = ?")

  const ofConversation = db.onRead<[string, number, number], Row>(
    `SELECT ${columns} FROM conversation_events WHERE conversation_id = ? AND id > ? ORDER BY id LIMIT ?`,
  )
  const visibleOfConversation = db.onRead<[string, number], Row>(
    `SELECT ${columns} FROM conversation_events WHERE conversation_id = ? AND id > ? AND audience = 'both' ORDER BY id`,
  )
  const forVisitor = db.onRead<[string, number, number], Row>(`
    SELECT ${columns} FROM conversation_events
    WHERE conversation_id IN (SELECT id FROM conversations WHERE visitor_id = ?) AND id > ? AND audience = 'both'
    ORDER BY id LIMIT ?`)
  const forOperator = db.onRead<[number, string, number], Row>(`
    SELECT ${columns} FROM events
    WHERE id > ? AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)
    ORDER BY id LIMIT ?`)
  const everything = db.onRead<[number, number], Row>(`SELECT ${columns} FROM events WHERE id > ? ORDER BY id LIMIT ?`)
  const lastRow = db.onRead<[], { id: number | null }>("SELECT MAX(id) AS id FROM events")
  const one = db.onRead<[number], Row>(`SELECT ${columns} FROM events WHERE id = ?`)
  const seatsOf = db.onRead<[string], { chatbot_id: string }>("SELECT chatbot_id FROM seats WHERE person_id = ?")

  // Asked for each desk at each commit. Nothing is read for a desk between a change of them and its commit.
  const seatsHeld = new Map<string, string[]>()
  db.onChange("seats", ["chatbot_id", "person_id"], "person_id", (personId) => void seatsHeld.delete(personId))
  function seatedAt(personId: string): string[] {
    const held = seatsHeld.get(personId) ?? seatsOf.all(personId).map((seat) => seat.chatbot_id)
    seatsHeld.set(personId, held)
    return held
  }

  const latestId = (): number => lastRow.get()!.id ?? 0
  let committedId = latestId()
  const recentForOperators = createRecentEvents(committedId)
  // What visitors may not see is not in theirs, as their statement cannot select it.
  const recentForVisitors = createRecentEvents(committedId)
  const filed = db.onRead<[], { up_to: number }>("SELECT up_to FROM filing")
  let filedId = filed.get()!.up_to
  let isFiling = false
  const known = createKnownClientIds((id) => clientIdsOf.all(id).map((row) => row.client_id))
  db.onRollback(known.forget)

  /** Writes down how to find what is at the end of the log; what is not filed yet is found by looking through it. */
  async function file(): Promise<void> {
    if (isFiling || filedId >= committedId) return
    isFiling = true
    try {
      filedId = await db.write(() => {
        const upTo = committedId
        fileUpTo.run(upTo)
        setFiled.run(upTo)
        return upTo
      })
    } finally {
      isFiling = false
    }
  }

  /** @returns the event with the id that the log gave it. */
  function write(tx: Tx, event: NewEvent): StoredEvent {
    const { conversationId, chatbotId, visitorId, actor, clientId = null, at, type, payload } = event
    const { lastInsertRowid } = insertOf(type, actor.kind).run(
      conversationId,
      chatbotId,
      actor.id,
      actor.name,
      clientId,
      JSON.stringify(payload),
      at,
    )
    tx.ring(operatorsTopic)
    const id = Number(lastInsertRowid)
    const stored = { id, conversationId, chatbotId, actor, clientId, at, type, payload } as StoredEvent
    tx.afterCommit(() => {
      committedId = id
      recentForOperators.add(stored, chatbotId)
      if (audienceOf[type] === "both") recentForVisitors.add(stored, visitorId)
      // A refusal of the disk is met by the next message too, and told to its writer.
      if (id - filedId >= unfiledAtMost) file().catch(() => {})
    })
    return stored
  }

  /** @returns undefined, having written nothing, when the conversation holds an event of this `clientId` already. */
  function appendOnce(tx: Tx, event: NewEvent & { clientId: string }): StoredEvent | undefined {
    if (!known.add(event.conversationId, event.clientId)) return undefined
    try {
      return write(tx, event)
    } catch (error) {
      known.forget()
      throw error
    }
  }

  function append(tx: Tx, event: NewEvent): StoredEvent {
    const { clientId } = event
    if (clientId === undefined) return write(tx, event)
    const stored = appendOnce(tx, { ...event, clientId })
    if (!stored) throw new Error("This conversation holds an event of this clientId already.")
    return stored
  }

  function findByClientId(_: Tx, conversationId: string, clientId: string): StoredEvent | undefined {
    return known.has(conversationId, clientId) ? fromRow(byClientId.get(conversationId, clientId)) : undefined
  }

  return {
    append,

    appendOnce,

    /** For a conversation that is made in this write. */
    begin: (_: Tx, conversationId: string): void => known.begin(conversationId),

    /** Before something is removed from the log: from then on readers ask the file. */
    forgetRecent(tx: Tx): void {
      known.forget()
      tx.afterCommit(() => {
        recentForOperators.forget(committedId)
        recentForVisitors.forget(committedId)
      })
    },

    /** To be called now and then, and before the end: the more is filed, the less there is to look through. */
    file,

    /** The first result of a repeated write, if there is one. */
    findByClientId,

    /** The same over all conversations of a visitor: a repeat may arrive after its conversation was closed. */
    findByClientIdOfVisitor(tx: Tx, visitorId: string, clientId: string): StoredEvent | undefined {
      for (const { id } of conversationsOf.all(visitorId)) {
        const found = findByClientId(tx, id, clientId)
        if (found) return found
      }
      return undefined
    },

    /** Everything after `after`, seen from inside a write. */
    listInWrite: (_: Tx, conversationId: string, after: number): StoredEvent[] =>
      inConversation.all(conversationId, after).map((row) => fromRow(row)!),

    /** Everything, for operators' pages. */
    list: (conversationId: string, after = 0, limit = 5000): StoredEvent[] =>
      ofConversation.all(conversationId, after, limit).map((row) => fromRow(row)!),

    /** What the visitor may see of one conversation. */
    listVisible: (conversationId: string, after = 0): StoredEvent[] =>
      visibleOfConversation.all(conversationId, after).map((row) => fromRow(row)!),

    /** What a visitor's stream continues with: over all of their conversations. */
    visibleToVisitor: (visitorId: string, after: number): StoredEvent[] =>
      recentForVisitors.after(after, mostForAStream, [visitorId]) ??
      forVisitor.all(visitorId, after, mostForAStream).map((row) => fromRow(row)!),

    /** What an operator's stream continues with: every conversation of the chatbots they hold a seat of. */
    visibleToOperator(personId: string, after: number): StoredEvent[] {
      if (after >= committedId) return []
      return (
        recentForOperators.after(after, mostForAStream, seatedAt(personId)) ??
        forOperator.all(after, personId, mostForAStream).map((row) => fromRow(row)!)
      )
    },

    /** What happened since, in all conversations: for what follows the whole log. */
    listAfter: (after: number, limit: number): StoredEvent[] =>
      recentForOperators.after(after, limit) ?? everything.all(after, limit).map((row) => fromRow(row)!),

    find: (id: number): StoredEvent | undefined => fromRow(one.get(id)),

    latestId,
    /** The newest committed event's id, from memory: up to it a reader has seen everything there is. */
    committedId: (): number => committedId,
  }
}

function fromRow(row: Row): StoredEvent
function fromRow(row: Row | undefined): StoredEvent | undefined
function fromRow(row: Row | undefined): StoredEvent | undefined {
  if (!row) return undefined
  return {
    id: row.id,
    conversationId: row.conversation_id,
    chatbotId: row.chatbot_id,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    clientId: row.client_id,
    at: row.at,
    type: row.type,
    payload: JSON.parse(row.payload),
  } as StoredEvent
}
