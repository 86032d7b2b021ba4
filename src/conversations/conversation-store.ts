import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Lifecycle, State } from "./lifecycle"
import { type OpenCounts, openCounts } from "./open-words"
import { previewOf } from "./preview"

/** Why a person is called: the strongest signal in a word, and in words. */
export type EscalationReason = {
  kind: string
  text: string
  score: number
  /** Who wanted it back: they are asked first. */
  operatorId?: string
}

export type Conversation = {
  id: string
  chatbotId: string
  visitorId: string
  queueId: string | null
  locale: string
  lifecycle: Lifecycle
  /** Counts changes of holder, so that slow work can tell that it was overtaken. */
  revision: number
  /** Evidence up to this event was used up by a hand-back. */
  episodeEventId: number
  /** The visitor's message that the assistant still owes an answer. */
  turnDue: number | null
  /** Higher goes first among those who wait. */
  priority: number
  /** Whom it is offered to just now. */
  offeredTo: string | null
  createdAt: number
  updatedAt: number
  lastEventId: number
  replyEventId: number
  visitorEventId: number
  /** Up to here the visitor had it on their screen. */
  visitorReadId: number
  /** Up to here their page has it in the thread, where that is further. */
  visitorRenderedId: number
  operatorReadId: number
  /** What was said last, and by whom: `visitor`, `ai` or `operator`; empty before anything is. */
  preview: string
  previewActor: string
  reason: EscalationReason | null
  recap: string | null
  rating: number | null
}

/** What every message needs to know of the visitor who writes it, and of their latest conversation. */
type Writer = {
  locale: string
  name: string
  /** `isOnly`: whether it is the visitor's only one. */
  latest: { id: string; state: State; locale: string; isOnly: boolean } | undefined
}
type WriterRow = {
  locale: string
  name: string
  id: string | null
  state: State
  spoken: string
  has_others: 0 | 1
}

/** Whether an operator holds it who did not say the last word: the visitor waits for theirs. */
export const awaitsOperator = ({ lifecycle, previewActor }: Conversation): boolean =>
  lifecycle.state === "human" && previewActor !== "operator"

export type ConversationStore = ReturnType<typeof createConversationStore>

export type ConversationRow = {
  id: string
  chatbot_id: string
  visitor_id: string
  queue_id: string | null
  locale: string
  state: State
  operator_id: string | null
  waiting_since: number | null
  waiting_reason: string | null
  deadline_at: number | null
  closed_at: number | null
  revision: number
  episode_event_id: number
  turn_due: number | null
  priority: number
  offered_to: string | null
  created_at: number
  updated_at: number
  last_event_id: number
  reply_event_id: number
  visitor_event_id: number
  visitor_read_id: number
  visitor_rendered_id: number
  operator_read_id: number
  preview: string
  preview_actor: string
  reason: string | null
  recap: string | null
  rating: number | null
}

/** Writers that are remembered: those of the last minutes, whose next message needs no search. */
const writersHeld = 20_000

// The cast is for speed: SQLite plans this anew for each bare parameter, since the value could change the plan, and the
// planning takes ten times as long as the reading.
const latestOfVisitorSql =
  "SELECT * FROM whole_conversations WHERE visitor_id = CAST(? AS TEXT) ORDER BY created_at DESC, id DESC LIMIT 1"

export function createConversationStore(db: Database) {
  const insert = db.inWrite<
    [string, string, string, string | null, string, State, number | null, string | null, number | null, number]
  >(`
    INSERT INTO conversations
      (id, chatbot_id, visitor_id, queue_id, locale, state, waiting_since, waiting_reason, deadline_at, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const inWriteById = db.inWrite<[string], ConversationRow>("SELECT * FROM whole_conversations WHERE id = ?")
  const inWriteOne = db.inWrite<[string], { one: 1 }>("SELECT 1 AS one FROM conversations WHERE id = ?")
  const inWriteLatest = db.inWrite<[string], ConversationRow>(latestOfVisitorSql)
  // Few columns, and one statement: this is read for every message.
  const writerOf = db.inWrite<[string], WriterRow>(`
    SELECT v.locale, coalesce(k.name, v.identity ->> '$.name', 'Visitor') AS name, c.id, c.state, c.locale AS spoken,
      EXISTS (SELECT 1 FROM conversations o WHERE o.visitor_id = v.id AND o.id <> c.id) AS has_others
    FROM visitors v LEFT JOIN contacts k ON k.id = v.contact_id
    LEFT JOIN conversations c ON c.id =
      (SELECT id FROM conversations WHERE visitor_id = v.id ORDER BY created_at DESC, id DESC LIMIT 1)
    WHERE v.id = CAST(? AS TEXT)`)
  const writers = new Map<string, Writer>()
  const forgetWriter = (visitorId: string) => void writers.delete(visitorId)
  db.onChange("visitors", ["locale", "identity", "contact_id"], "id", forgetWriter)
  db.onChange("conversations", ["visitor_id", "state", "created_at", "locale"], "visitor_id", forgetWriter)
  db.onChange("contacts", ["name"], "id", () => writers.clear())
  db.onRollback(() => writers.clear())
  const setLifecycle = db.inWrite<Record<string, unknown>>(`
    UPDATE conversations SET
      state = $state, operator_id = $operator_id, waiting_since = $waiting_since, waiting_reason = $waiting_reason,
      deadline_at = $deadline_at, closed_at = $closed_at, revision = revision + 1,
      turn_due = CASE WHEN $state = 'ai' THEN turn_due ELSE NULL END,
      queued_at = CASE WHEN $state = 'waiting' THEN $at END, offered_to = NULL, offer_expires_at = NULL
    WHERE id = $id`)
  const setVisitorMessage = db.inWrite<[number, number, string, number, string]>(`
    UPDATE conversation_progress SET
      last_event_id = ?, visitor_event_id = ?, preview = ?, preview_actor = 'visitor', updated_at = ?
    WHERE conversation_id = ?`)
  const setReply = db.inWrite<[number, number, string, string, number, string]>(`
    UPDATE conversation_progress SET last_event_id = ?, reply_event_id = ?, preview = ?, preview_actor = ?, updated_at = ?
    WHERE conversation_id = ?`)
  const setLastEvent = db.inWrite<[number, number, string]>(
    "UPDATE conversation_progress SET last_event_id = ?, updated_at = ? WHERE conversation_id = ?",
  )
  const setUpdated = db.inWrite<[number, string]>(
    "UPDATE conversation_progress SET updated_at = ? WHERE conversation_id = ?",
  )
  const setTurnDone = db.inWrite<[string, number]>(
    "UPDATE conversations SET turn_due = NULL WHERE id = ? AND turn_due <= ?",
  )
  const setTurnDue = db.inWrite<[number, string]>("UPDATE conversations SET turn_due = ? WHERE id = ?")
  const setReason = db.inWrite<[string | null, string]>("UPDATE conversations SET reason = ? WHERE id = ?")
  const setEpisode = db.inWrite<[number, string]>("UPDATE conversations SET episode_event_id = ? WHERE id = ?")
  const setDeadline = db.inWrite<[number, string]>("UPDATE conversations SET deadline_at = ? WHERE id = ?")
  const setQueue = db.inWrite<[string | null, string]>(
    "UPDATE conversations SET queue_id = ?, entered_queue_id = NULL WHERE id = ?",
  )
  const setEnteredQueue = db.inWrite<[string], { queue_id: string | null }>(`
    UPDATE conversations SET queue_id = coalesce(entered_queue_id, queue_id), entered_queue_id = NULL WHERE id = ?
    RETURNING queue_id`)
  const heldBy = db.inWrite<[string], { id: string }>(
    "SELECT id FROM whole_conversations WHERE state = 'human' AND operator_id = ? ORDER BY updated_at, id",
  )
  const setPriority = db.inWrite<[number, string]>("UPDATE conversations SET priority = ? WHERE id = ?")
  const endOffers = db.inWrite<[string | null, string]>(`
    UPDATE offers SET outcome = CASE WHEN person_id = ? THEN 'accepted' ELSE 'withdrawn' END
    WHERE conversation_id = ? AND outcome = 'open'`)
  const setRecap = db.inWrite<[string, string]>("UPDATE conversations SET recap = ? WHERE id = ?")
  const setLocale = db.inWrite<[string, string]>("UPDATE conversations SET locale = ? WHERE id = ?")
  const setRating = db.inWrite<[number, string]>("UPDATE conversations SET rating = ? WHERE id = ?")
  const setVisitorRead = db.inWrite<[number, number, string]>(`
    UPDATE conversation_progress SET
      visitor_read_id = max(visitor_read_id, ?), visitor_rendered_id = max(visitor_rendered_id, ?)
    WHERE conversation_id = ?`)
  const setOperatorRead = db.inWrite<[number, string, number]>(
    "UPDATE conversation_progress SET operator_read_id = ? WHERE conversation_id = ? AND operator_read_id < ?",
  )

  const upsertVerdict = db.inWrite<[number, string, string, number]>(`
    INSERT INTO flag_feedback (event_id, person_id, verdict, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (event_id) DO UPDATE SET
      person_id = excluded.person_id, verdict = excluded.verdict, created_at = excluded.created_at`)

  const byId = db.onRead<[string], ConversationRow>("SELECT * FROM whole_conversations WHERE id = ?")
  const latest = db.onRead<[string], ConversationRow>(latestOfVisitorSql)
  const ofVisitor = db.onRead<[string, number], ConversationRow>(
    "SELECT * FROM whole_conversations WHERE visitor_id = ? ORDER BY created_at DESC, id DESC LIMIT ?",
  )
  const seatedById = db.onRead<[string, string], ConversationRow>(
    "SELECT * FROM whole_conversations WHERE id = ? AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)",
  )
  const owed = db.onRead<[], { id: string }>(
    "SELECT id FROM conversations WHERE turn_due IS NOT NULL ORDER BY turn_due",
  )
  const overdue = db.onRead<[number], { id: string }>(
    "SELECT id FROM conversations WHERE deadline_at IS NOT NULL AND deadline_at <= ? ORDER BY deadline_at",
  )
  const held = db.onRead<[], { id: string; chatbot_id: string; operator_id: string }>(
    "SELECT id, chatbot_id, operator_id FROM conversations WHERE state = 'human'",
  )
  const countHeldBy = db.onRead<[string], { n: number }>(
    "SELECT count(*) AS n FROM conversations WHERE state = 'human' AND operator_id = ?",
  )
  const openOfChatbot = db.onRead<[string], { state: State; n: number }>(`
    SELECT state, count(*) AS n FROM conversations WHERE state IN ('ai', 'waiting', 'human') AND chatbot_id = ?
    GROUP BY state`)
  const waiting = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM conversations WHERE state = 'waiting'")
  const waitingBefore = db.onRead<[string | null, number, number, number, string], { n: number }>(`
    SELECT count(*) AS n FROM conversations
    WHERE state = 'waiting' AND queue_id IS ? AND (priority > ? OR (priority = ? AND (waiting_since, id) < (?, ?)))`)

  const places = db.onRead<[], { id: string; place: number }>(`
    SELECT id, row_number() OVER (PARTITION BY queue_id ORDER BY priority DESC, waiting_since, id) AS place
    FROM conversations WHERE state = 'waiting'`)

  const placeInLine = ({ queueId, priority, id }: Conversation, since: number) =>
    waitingBefore.get(queueId, priority, priority, since, id)!.n + 1

  return {
    insert(
      _: Tx,
      conversation: Pick<Conversation, "id" | "chatbotId" | "visitorId" | "queueId" | "locale" | "createdAt"> & {
        lifecycle: Extract<Lifecycle, { state: "ai" | "waiting" }>
      },
    ): void {
      const waiting = conversation.lifecycle.state === "waiting" ? conversation.lifecycle : undefined
      insert.run(
        conversation.id,
        conversation.chatbotId,
        conversation.visitorId,
        conversation.queueId,
        conversation.locale,
        conversation.lifecycle.state,
        waiting?.since ?? null,
        waiting?.reason ?? null,
        waiting?.deadlineAt ?? null,
        conversation.createdAt,
      )
    },

    /** @throws AppError `not_found` */
    getInWrite(_: Tx, id: string): Conversation {
      const row = inWriteById.get(id)
      if (!row) throw missing()
      return fromRow(row)
    },

    isThere: (_: Tx, id: string): boolean => inWriteOne.get(id) !== undefined,

    findLatestOfVisitorInWrite(_: Tx, visitorId: string): Conversation | undefined {
      const row = inWriteLatest.get(visitorId)
      return row && fromRow(row)
    },

    /** As this write sees them. Who writes much is remembered until something of it changes. */
    findWriter(_: Tx, visitorId: string): Writer | undefined {
      const held = writers.get(visitorId)
      if (held) return held
      const row = writerOf.get(visitorId)
      if (!row) return undefined
      const { locale, name, id, state, spoken } = row
      const isOnly = row.has_others === 0
      const writer = { locale, name, latest: id === null ? undefined : { id, state, locale: spoken, isOnly } }
      writers.set(visitorId, writer)
      if (writers.size > writersHeld) writers.delete(writers.keys().next().value!)
      return writer
    },

    /** Replaces who holds it and counts the revision up. A turn that is owed survives only where the AI holds it. */
    saveLifecycle(_: Tx, id: string, lifecycle: Lifecycle, at: number): void {
      setLifecycle.run({ id, at, ...columnsOf(lifecycle) })
      setUpdated.run(at, id)
    },

    /** @param owesTurn whether the assistant now owes an answer to this message. */
    noteVisitorMessage(_: Tx, id: string, eventId: number, text: string, owesTurn: boolean, at: number): void {
      setVisitorMessage.run(eventId, eventId, previewOf(text), at, id)
      if (owesTurn) setTurnDue.run(eventId, id)
    },
    noteReply(_: Tx, id: string, eventId: number, text: string, by: "ai" | "operator", at: number): void {
      setReply.run(eventId, eventId, previewOf(text), by, at, id)
    },
    noteEvent: (_: Tx, id: string, eventId: number, at: number) => void setLastEvent.run(eventId, at, id),
    /** The assistant has dealt with everything up to this message. */
    finishTurn: (_: Tx, id: string, upTo: number) => void setTurnDone.run(id, upTo),
    oweTurn: (_: Tx, id: string, eventId: number) => void setTurnDue.run(eventId, id),
    saveReason: (_: Tx, id: string, reason: EscalationReason | null) =>
      void setReason.run(reason && JSON.stringify(reason), id),
    startEpisode: (_: Tx, id: string, after: number) => void setEpisode.run(after, id),
    saveDeadline: (_: Tx, id: string, at: number) => void setDeadline.run(at, id),
    /** Back into the queue by which it entered, before it overflowed. */
    reenterQueue: (_: Tx, id: string): string | null => setEnteredQueue.get(id)!.queue_id,
    listHeldByInWrite: (_: Tx, operatorId: string): string[] => heldBy.all(operatorId).map(({ id }) => id),
    saveQueue: (_: Tx, id: string, queueId: string | null) => void setQueue.run(queueId, id),
    savePriority: (_: Tx, id: string, priority: number) => void setPriority.run(priority, id),
    /** Whoever took it accepted; for everybody else the offer is gone. */
    endOffers: (_: Tx, id: string, takenBy: string | null) => void endOffers.run(takenBy, id),
    saveRecap: (_: Tx, id: string, recap: string) => void setRecap.run(recap, id),
    /** The language it goes on in. */
    saveLocale: (_: Tx, id: string, locale: string) => void setLocale.run(locale, id),
    saveRating: (_: Tx, id: string, score: number) => void setRating.run(score, id),
    saveVerdict: (_: Tx, eventId: number, personId: string, verdict: string, at: number) =>
      void upsertVerdict.run(eventId, personId, verdict, at),
    /** How far the visitor has read, and how far their page has got. */
    noteVisitorRead: (_: Tx, id: string, readId: number, renderedId: number) =>
      void setVisitorRead.run(readId, renderedId, id),
    noteOperatorRead: (_: Tx, id: string, eventId: number) => void setOperatorRead.run(eventId, id, eventId),

    find(id: string): Conversation | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },

    /** Looked up through the operator's seats: what they may not see is not there. @throws AppError `not_found` */
    getForOperator(id: string, personId: string): Conversation {
      const row = seatedById.get(id, personId)
      if (!row) throw missing()
      return fromRow(row)
    },

    findLatestOfVisitor(visitorId: string): Conversation | undefined {
      const row = latest.get(visitorId)
      return row && fromRow(row)
    },

    /** Newest first. */
    listOfVisitor: (visitorId: string, limit: number): Conversation[] => ofVisitor.all(visitorId, limit).map(fromRow),

    /** Conversations whose visitor is owed an answer of the assistant: what a restart has to take up again. */
    listOwed: (): string[] => owed.all().map(({ id }) => id),
    /** Waiting conversations past their deadline. */
    listOverdue: (now: number): string[] => overdue.all(now).map(({ id }) => id),
    listHeld: () => held.all().map((row) => ({ id: row.id, chatbotId: row.chatbot_id, operatorId: row.operator_id })),
    countOpen: (chatbotId: string): OpenCounts => openCounts(openOfChatbot.all(chatbotId)),
    countHeldBy: (operatorId: string): number => countHeldBy.get(operatorId)!.n,
    countWaiting: (): number => waiting.get()!.n,
    /** Everybody's place in the line of their queue, from 1: for lists, which would count all before each. */
    placesInLine: (): Map<string, number> => new Map(places.all().map(({ id, place }) => [id, place])),
    /** Place in the line of its queue, from 1. */
    positionOf: (conversation: Conversation): number | undefined =>
      conversation.lifecycle.state === "waiting" ? placeInLine(conversation, conversation.lifecycle.since) : undefined,
  }
}

const missing = () => new AppError("not_found", "There is no such conversation, or it is not yours to see.")

function columnsOf(lifecycle: Lifecycle) {
  const waiting = lifecycle.state === "waiting" ? lifecycle : undefined
  return {
    state: lifecycle.state,
    operator_id: lifecycle.state === "human" ? lifecycle.operatorId : null,
    waiting_since: waiting?.since ?? null,
    waiting_reason: waiting?.reason ?? null,
    deadline_at: waiting?.deadlineAt ?? null,
    closed_at: lifecycle.state === "closed" ? lifecycle.at : null,
  }
}

export function fromRow(row: ConversationRow): Conversation {
  return {
    id: row.id,
    chatbotId: row.chatbot_id,
    visitorId: row.visitor_id,
    queueId: row.queue_id,
    locale: row.locale,
    lifecycle: lifecycleOf(row),
    revision: row.revision,
    episodeEventId: row.episode_event_id,
    turnDue: row.turn_due,
    priority: row.priority,
    offeredTo: row.offered_to,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastEventId: row.last_event_id,
    replyEventId: row.reply_event_id,
    visitorEventId: row.visitor_event_id,
    visitorReadId: row.visitor_read_id,
    visitorRenderedId: row.visitor_rendered_id,
    operatorReadId: row.operator_read_id,
    preview: row.preview,
    previewActor: row.preview_actor,
    reason: row.reason ? JSON.parse(row.reason) : null,
    recap: row.recap,
    rating: row.rating,
  }
}

/** The table's CHECKs guarantee the columns that each state needs. */
function lifecycleOf(row: ConversationRow): Lifecycle {
  switch (row.state) {
    case "ai":
      return { state: "ai" }
    case "waiting":
      return { state: "waiting", since: row.waiting_since!, reason: row.waiting_reason!, deadlineAt: row.deadline_at! }
    case "human":
      return { state: "human", operatorId: row.operator_id! }
    case "closed":
      return { state: "closed", at: row.closed_at! }
  }
}
