import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"

export type ContactDetails = {
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  company?: string | undefined
  fields?: Record<string, string> | undefined
}
/** A person who has told us who they are, however many browsers they use. */
export type Contact = {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  fields: Record<string, string>
  createdAt: number
  updatedAt: number
}
export type CrmNote = { id: string; conversationId: string; personId: string; text: string; createdAt: number }

export type ContactStore = ReturnType<typeof createContactStore>

type Row = Omit<Contact, "fields" | "createdAt" | "updatedAt"> & {
  fields: string
  created_at: number
  updated_at: number
}
type NoteRow = { id: string; conversation_id: string; person_id: string; text: string; created_at: number }

export function createContactStore(db: Database) {
  const upsert = db.inWrite<
    [string, string | null, string | null, string | null, string | null, string, number, number]
  >(`
    INSERT INTO contacts (id, name, email, phone, company, fields, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
      company = excluded.company, fields = excluded.fields, updated_at = excluded.updated_at`)
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM contacts WHERE id = ?")
  const insertNote = db.inWrite<[string, string | null, string, string, string, number]>(`
    INSERT INTO crm_notes (id, contact_id, conversation_id, person_id, text, created_at) VALUES (?, ?, ?, ?, ?, ?)`)
  const byId = db.onRead<[string], Row>("SELECT * FROM contacts WHERE id = ?")
  const page = db.onRead<[string, number], Row>("SELECT * FROM contacts WHERE id > ? ORDER BY id LIMIT ?")
  const newest = db.onRead<{ before: string; like: string; limit: number }, Row>(`
    SELECT * FROM contacts WHERE id < $before
      AND ($like = '' OR name LIKE $like ESCAPE '!' OR email LIKE $like ESCAPE '!' OR phone LIKE $like ESCAPE '!'
           OR company LIKE $like ESCAPE '!')
    ORDER BY id DESC LIMIT $limit`)
  const count = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM contacts")
  const sameEmail = db.inWrite<[string], { id: string }>("SELECT id FROM contacts WHERE email = ?")
  const remove = db.inWrite<[string]>("DELETE FROM contacts WHERE id = ?")
  const notes = db.onRead<[string, string], NoteRow>(`
    SELECT id, conversation_id, person_id, text, created_at FROM crm_notes
    WHERE conversation_id = ? OR contact_id = ? ORDER BY created_at`)

  return {
    /** Adds what is new; what was known and is not said again stays. */
    merge(_: Tx, id: string, details: ContactDetails, at: number): Contact {
      const row = inWriteById.get(id)
      const known = row && fromRow(row)
      const contact: Contact = {
        id,
        name: details.name ?? known?.name ?? null,
        email: details.email ?? known?.email ?? null,
        phone: details.phone ?? known?.phone ?? null,
        company: details.company ?? known?.company ?? null,
        fields: { ...known?.fields, ...details.fields },
        createdAt: known?.createdAt ?? at,
        updatedAt: at,
      }
      const { name, email, phone, company, fields, createdAt, updatedAt } = contact
      upsert.run(id, name, email, phone, company, JSON.stringify(fields), createdAt, updatedAt)
      return contact
    },
    addNote(_: Tx, note: CrmNote & { contactId: string | null }): void {
      insertNote.run(note.id, note.contactId, note.conversationId, note.personId, note.text, note.createdAt)
    },
    find(id: string): Contact | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    getInWrite(_: Tx, id: string): Contact {
      const row = inWriteById.get(id)
      if (!row) throw new AppError("not_found", "There is no such contact. It may have been erased.")
      return fromRow(row)
    },
    withEmailInWrite: (_: Tx, email: string): string[] => sameEmail.all(email).map(({ id }) => id),
    remove: (_: Tx, id: string) => void remove.run(id),
    count: (): number => count.get()!.n,
    /** Newest first; `words` are looked for in name, email, phone and company. */
    search(before: string, words: string, limit: number): Contact[] {
      const like = words ? `%${words.replace(/[!%_]/g, "!$&")}%` : ""
      return newest.all({ before, like, limit }).map(fromRow)
    },
    list: (after: string, limit: number): Contact[] => page.all(after, limit).map(fromRow),
    listNotes: (conversationId: string, contactId: string | null): CrmNote[] =>
      notes.all(conversationId, contactId ?? "").map((row) => ({
        id: row.id,
        conversationId: row.conversation_id,
        personId: row.person_id,
        text: row.text,
        createdAt: row.created_at,
      })),
  }
}

const fromRow = ({ created_at, updated_at, fields, ...row }: Row): Contact => ({
  ...row,
  fields: JSON.parse(fields),
  createdAt: created_at,
  updatedAt: updated_at,
})
