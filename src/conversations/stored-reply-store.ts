import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"

export type StoredReply = {
  id: string
  /** Null: for every chatbot. */
  chatbotId: string | null
  title: string
  /** Markdown with placeholders. */
  text: string
  createdAt: number
  updatedAt: number
}
export type StoredReplyStore = ReturnType<typeof createStoredReplyStore>

type Row = {
  id: string
  chatbot_id: string | null
  title: string
  text: string
  created_at: number
  updated_at: number
}

const fromRow = (row: Row): StoredReply => ({
  id: row.id,
  chatbotId: row.chatbot_id,
  title: row.title,
  text: row.text,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** The team's stored replies. `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createStoredReplyStore(db: Database) {
  const sql = "SELECT * FROM stored_replies ORDER BY title COLLATE NOCASE, id"
  const all = db.onRead<[], Row>(sql)
  const allNow = db.inWrite<[], Row>(sql)
  const upsert = db.inWrite<[string, string | null, string, string, number, number]>(
    `INSERT INTO stored_replies (id, chatbot_id, title, text, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       chatbot_id = excluded.chatbot_id, title = excluded.title, text = excluded.text, updated_at = excluded.updated_at`,
  )
  const remove = db.inWrite<[string]>("DELETE FROM stored_replies WHERE id = ?")
  const list = (): StoredReply[] => all.all().map(fromRow)

  return {
    /** By title. */
    list,
    /** Those of one chatbot and those of all. */
    listFor: (chatbotId: string): StoredReply[] =>
      list().filter((reply) => reply.chatbotId === null || reply.chatbotId === chatbotId),
    /** @throws AppError `not_found` */
    get(id: string): StoredReply {
      const reply = list().find((each) => each.id === id)
      if (!reply) throw new AppError("not_found", "There is no such stored reply.")
      return reply
    },
    listInWrite: (_: Tx): StoredReply[] => allNow.all().map(fromRow),
    save: (_: Tx, { id, chatbotId, title, text, createdAt, updatedAt }: StoredReply): void =>
      void upsert.run(id, chatbotId, title, text, createdAt, updatedAt),
    remove: (_: Tx, id: string): boolean => remove.run(id).changes > 0,
  }
}
