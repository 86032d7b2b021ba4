import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { cursorOfPlace, oldestPlace, pageOf, placeOf } from "../http/paging"

/** Something that a person has promised to do for somebody, open until it is done. */
export type FollowUp = {
  id: string
  chatbotId: string
  conversationId: string | null
  contactId: string | null
  ownerId: string | null
  text: string
  dueAt: number
  createdAt: number
  doneAt: number | null
  doneBy: string | null
}

export type FollowUpStore = ReturnType<typeof createFollowUpStore>

type Row = {
  id: string
  chatbot_id: string
  conversation_id: string | null
  contact_id: string | null
  owner_id: string | null
  text: string
  due_at: number
  created_at: number
  done_at: number | null
  done_by: string | null
}

export function createFollowUpStore(db: Database) {
  const insert = db.inWrite<Record<string, unknown>>(`
    INSERT INTO follow_ups (id, chatbot_id, conversation_id, contact_id, owner_id, text, due_at, created_at)
    VALUES ($id, $chatbotId, $conversationId, $contactId, $ownerId, $text, $dueAt, $createdAt)`)
  const openOfConversation = db.inWrite<[string], Row>(
    "SELECT * FROM follow_ups WHERE conversation_id = ? AND done_at IS NULL",
  )
  const seatedById = db.inWrite<[string, string], Row>(
    "SELECT * FROM follow_ups WHERE id = ? AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)",
  )
  const setDone = db.inWrite<[number | null, string | null, string]>(
    "UPDATE follow_ups SET done_at = ?, done_by = ? WHERE id = ?",
  )
  const setPlan = db.inWrite<[string, string | null, number, string]>(
    "UPDATE follow_ups SET text = ?, owner_id = ?, due_at = ? WHERE id = ?",
  )
  const seatedOnRead = db.onRead<[string, string], Row>(
    "SELECT * FROM follow_ups WHERE id = ? AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)",
  )
  const openOf = db.inWrite<[string], { n: number }>(
    "SELECT count(*) AS n FROM follow_ups WHERE owner_id = ? AND done_at IS NULL",
  )
  const open = db.onRead<[string, number, string, number], Row>(`
    SELECT * FROM follow_ups WHERE done_at IS NULL
      AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?) AND (due_at, id) > (?, ?)
    ORDER BY due_at, id LIMIT ?`)
  const done = db.onRead<[string, number, string, number], Row>(`
    SELECT * FROM follow_ups WHERE done_at IS NOT NULL
      AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?) AND (done_at, id) < (?, ?)
    ORDER BY done_at DESC, id DESC LIMIT ?`)

  const byId = db.onRead<[string], Row>("SELECT * FROM follow_ups WHERE id = ?")
  const anyDue = db.onRead<[number, number], { id: string }>(
    "SELECT id FROM follow_ups WHERE done_at IS NULL AND due_at > ? AND due_at <= ? LIMIT 1",
  )
  const dueNow = db.inWrite<[number, number], Row>(
    "SELECT * FROM follow_ups WHERE done_at IS NULL AND due_at > ? AND due_at <= ? ORDER BY due_at, id",
  )
  // What is nobody's is everybody's.
  const dueOf = db.onRead<[number, string, string], { n: number }>(`
    SELECT count(*) AS n FROM follow_ups WHERE done_at IS NULL AND due_at <= ? AND (owner_id = ? OR owner_id IS NULL)
      AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)`)

  return {
    /** Of these, what is neither done nor moved to later. */
    listStillDue: (ids: string[], at: number): FollowUp[] =>
      ids.flatMap((id) => byId.all(id).map(fromRow)).filter(({ doneAt, dueAt }) => doneAt === null && dueAt <= at),
    hasDue: (after: number, until: number): boolean => anyDue.get(after, until) !== null,
    listDueInWrite: (_: Tx, after: number, until: number): FollowUp[] => dueNow.all(after, until).map(fromRow),
    /** Of an operator, as somebody who sees them. */
    countDueOf: (personId: string, at: number): number => dueOf.get(at, personId, personId)!.n,
    insert: (_: Tx, it: Omit<FollowUp, "doneAt" | "doneBy">) => void insert.run(it),
    findOpenOfConversation(_: Tx, conversationId: string): FollowUp | undefined {
      const row = openOfConversation.get(conversationId)
      return row && fromRow(row)
    },
    /** Looked up through the operator's seats: what they may not see is not there. */
    findForOperator(_: Tx, id: string, personId: string): FollowUp | undefined {
      const row = seatedById.get(id, personId)
      return row && fromRow(row)
    },
    setDone: (_: Tx, id: string, at: number | null, by: string | null) => void setDone.run(at, by, id),
    savePlan: (_: Tx, { id, text, ownerId, dueAt }: Pick<FollowUp, "id" | "text" | "ownerId" | "dueAt">) =>
      void setPlan.run(text, ownerId, dueAt, id),
    /** @throws AppError `not_found` */
    getForOperator(id: string, personId: string): FollowUp {
      const row = seatedOnRead.get(id, personId)
      if (!row) throw new AppError("not_found", "There is no such follow-up, or it is not yours to see.")
      return fromRow(row)
    },
    countOpenOf: (_: Tx, personId: string): number => openOf.get(personId)!.n,
    /** Those due first come first. @throws AppError `validation` for a cursor that is none. */
    listOpen(personId: string, limit: number, cursor?: string) {
      const { at, id } = placeOf(cursor, oldestPlace)
      const found = open.all(personId, at, id, limit + 1).map(fromRow)
      return pageOf(found, limit, (last) => cursorOfPlace({ at: last.dueAt, id: last.id }))
    },
    /** What was done last comes first. @throws AppError `validation` for a cursor that is none. */
    listDone(personId: string, limit: number, cursor?: string) {
      const { at, id } = placeOf(cursor)
      const found = done.all(personId, at, id, limit + 1).map(fromRow)
      return pageOf(found, limit, (last) => cursorOfPlace({ at: last.doneAt!, id: last.id }))
    },
  }
}

const fromRow = (row: Row): FollowUp => ({
  id: row.id,
  chatbotId: row.chatbot_id,
  conversationId: row.conversation_id,
  contactId: row.contact_id,
  ownerId: row.owner_id,
  text: row.text,
  dueAt: row.due_at,
  createdAt: row.created_at,
  doneAt: row.done_at,
  doneBy: row.done_by,
})
