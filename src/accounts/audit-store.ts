import type { Database, Tx } from "../db/database"

type AuditEntry = { id: number; personId: string | null; action: string; subject: string; at: number }
export type AuditStore = ReturnType<typeof createAuditStore>

type Row = { id: number; person_id: string | null; action: string; subject: string; at: number }

/** Who changed what. Append-only; a subject names things by id or name and never holds a secret or a visitor's details. */
export function createAuditStore(db: Database) {
  const insert = db.inWrite<[string, string, string, number]>(
    "INSERT INTO audit (person_id, action, subject, at) VALUES (?, ?, ?, ?)",
  )
  const before = db.onRead<[number, number], Row>("SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?")

  return {
    /** @param action noun and past participle: `chatbot.updated`. @returns the entry's id. */
    note: (_: Tx, personId: string, action: string, subject: string, at: number): number =>
      Number(insert.run(personId, action, subject, at).lastInsertRowid),
    find(id: number): AuditEntry | undefined {
      const row = before.all(id + 1, 1)[0]
      if (row?.id !== id) return undefined
      const { person_id, ...entry } = row
      return { ...entry, personId: person_id }
    },
    /** Newest first. */
    list: (beforeId: number, limit: number): AuditEntry[] =>
      before.all(beforeId, limit).map(({ person_id, ...row }) => ({ ...row, personId: person_id })),
  }
}
