import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { cursorOfPlace, placeOf } from "../http/paging"
import type { ContactFieldPlan, Details, FieldKind, Stage } from "./contact-field"

type ContactDetails = {
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
  /** The operator who looks after them. */
  ownerId: string | null
  stageId: string | null
  tags: string[]
  createdAt: number
  updatedAt: number
}
export type CrmNote = { id: string; conversationId: string | null; personId: string; text: string; createdAt: number }
type Consent = { source: "form" | "chat"; wording: string; at: number }
type ContactFilter = {
  /** Looked for in name, email, phone and company. */
  words?: string | undefined
  tag?: string | undefined
  stageId?: string | undefined
  /** A person's id, or `none`. */
  ownerId?: string | undefined
  /** Only those whom this operator may see; without, all. */
  seenBy?: string | undefined
}

/** The task that is made where nobody was there: it names whoever it is about as they are called by now. */
export const getBackTo = (whom: string): string => `Get back to ${whom}`

export type ContactStore = ReturnType<typeof createContactStore>

type Row = Omit<Contact, "fields" | "ownerId" | "stageId" | "tags" | "createdAt" | "updatedAt"> & {
  fields: string
  owner_id: string | null
  stage_id: string | null
  tags: string
  created_at: number
  updated_at: number
}
type NoteRow = { id: string; conversation_id: string | null; person_id: string; text: string; created_at: number }
type FieldRow = { key: string; label: string; kind: FieldKind; options: string }

/** Greater than every id. */
export const newestContact = "\uffff"
/** A contact's place as a list's cursor, and back. @throws AppError `validation` for a cursor that no list gave. */
export const cursorOfContact = ({ id, createdAt }: Contact): string => cursorOfPlace({ at: createdAt, id })
export const contactBefore = (cursor: string | undefined): string => placeOf(cursor).id

const select = `SELECT contacts.*, (SELECT json_group_array(tag) FROM
  (SELECT tag FROM contact_tags WHERE contact_id = contacts.id ORDER BY tag)) AS tags FROM contacts`
/** Whoever has a seat sees those of the seat's chatbots, and those who are nobody's: imported, or never in a chat. */
const isSeen = `($person IS NULL
  OR (EXISTS (SELECT 1 FROM seats WHERE person_id = $person) AND NOT EXISTS (SELECT 1 FROM visitors WHERE contact_id = contacts.id))
  OR EXISTS (SELECT 1 FROM visitors JOIN seats ON seats.chatbot_id = visitors.chatbot_id
             WHERE visitors.contact_id = contacts.id AND seats.person_id = $person))`

export function createContactStore(db: Database) {
  const upsert = db.inWrite<Record<string, unknown>>(`
    INSERT INTO contacts (id, name, email, phone, company, fields, owner_id, stage_id, created_at, updated_at)
    VALUES ($id, $name, $email, $phone, $company, $fields, $ownerId, $stageId, $createdAt, $updatedAt)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
      company = excluded.company, fields = excluded.fields, owner_id = excluded.owner_id, stage_id = excluded.stage_id,
      updated_at = excluded.updated_at`)
  // By the text that the old details made: what an operator has written themselves is left alone.
  const renameTask = db.inWrite<Record<string, unknown>>(`
    UPDATE follow_ups SET text = $begin || $whom
    WHERE contact_id = $id AND done_at IS NULL
      AND text = (SELECT $begin || coalesce(name, email, phone) FROM contacts WHERE id = $id)`)
  const inWriteById = db.inWrite<[string], Row>(`${select} WHERE id = ?`)
  const clearTags = db.inWrite<[string]>("DELETE FROM contact_tags WHERE contact_id = ?")
  const addTag = db.inWrite<[string, string]>(
    "INSERT INTO contact_tags (contact_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING",
  )
  const insertNote = db.inWrite<[string, string | null, string | null, string, string, number]>(`
    INSERT INTO crm_notes (id, contact_id, conversation_id, person_id, text, created_at) VALUES (?, ?, ?, ?, ?, ?)`)
  const noteInWrite = db.inWrite<[string], NoteRow & { contact_id: string | null }>(
    "SELECT * FROM crm_notes WHERE id = ?",
  )
  const removeNote = db.inWrite<[string]>("DELETE FROM crm_notes WHERE id = ?")
  const insertConsent = db.inWrite<[string, string, string, string, string, number]>(
    "INSERT INTO consents (id, contact_id, visitor_id, source, wording, at) VALUES (?, ?, ?, ?, ?, ?)",
  )
  const sameEmail = db.inWrite<[string], { id: string }>("SELECT id FROM contacts WHERE email = ? ORDER BY id")
  const remove = db.inWrite<[string]>("DELETE FROM contacts WHERE id = ?")
  const insertDismissed = db.inWrite<[string, string, string, string, number]>(`
    INSERT INTO details_dismissed (visitor_id, field, value, person_id, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)

  const removeStages = db.inWrite<[string]>(
    "DELETE FROM contact_stages WHERE id NOT IN (SELECT value FROM json_each(?))",
  )
  const saveStage = db.inWrite<[string, string, number, number]>(`
    INSERT INTO contact_stages (id, name, position, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position`)
  // Two stages may swap their names: no name may stand in the way of another while they are saved.
  const freeStageNames = db.inWrite<[]>("UPDATE contact_stages SET name = substr('~' || id, 1, 40)")
  const clearFields = db.inWrite<[]>("DELETE FROM contact_fields")
  const insertField = db.inWrite<[string, string, string, string, number, number]>(
    "INSERT INTO contact_fields (key, label, kind, options, position, created_at) VALUES (?, ?, ?, ?, ?, ?)",
  )

  const byId = db.onRead<[string], Row>(`${select} WHERE id = ?`)
  const seenById = db.onRead<{ id: string; person: string | null }, Row>(`${select} WHERE id = $id AND ${isSeen}`)
  const newest = db.onRead<Record<string, unknown>, Row>(`${select} WHERE id < $before
      AND ($like = '' OR name LIKE $like ESCAPE '!' OR email LIKE $like ESCAPE '!' OR phone LIKE $like ESCAPE '!'
           OR company LIKE $like ESCAPE '!')
      AND ($tag IS NULL OR EXISTS (SELECT 1 FROM contact_tags WHERE contact_id = contacts.id AND tag = $tag))
      AND ($stage IS NULL OR stage_id = $stage)
      AND ($owner IS NULL OR ($owner = 'none' AND owner_id IS NULL) OR owner_id = $owner)
      AND ${isSeen}
    ORDER BY id DESC LIMIT $limit`)
  const count = db.onRead<{ person: string | null }, { n: number }>(
    `SELECT count(*) AS n FROM contacts WHERE ${isSeen}`,
  )
  const notes = db.onRead<[string, string], NoteRow>(`
    SELECT id, conversation_id, person_id, text, created_at FROM crm_notes
    WHERE conversation_id = ? OR contact_id = ? ORDER BY created_at`)
  const consents = db.onRead<[string], Consent>(
    "SELECT source, wording, at FROM consents WHERE contact_id = ? ORDER BY at",
  )
  const dismissed = db.onRead<[string], { field: string; value: string }>(
    "SELECT field, value FROM details_dismissed WHERE visitor_id = ?",
  )
  const stages = db.onRead<[], Stage>("SELECT id, name FROM contact_stages ORDER BY position, id")
  const fields = db.onRead<[], FieldRow>("SELECT key, label, kind, options FROM contact_fields ORDER BY position, key")
  const tags = db.onRead<[], { tag: string }>(`
    SELECT tag FROM (SELECT tag FROM contact_tags UNION ALL SELECT tag FROM conversation_tags)
    GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 200`)

  function save(tx: Tx, contact: Contact): void {
    const { id, name, email, phone, company, ownerId, stageId, createdAt, updatedAt } = contact
    const whom = name ?? email ?? phone
    if (whom !== null) renameTask.run({ id, whom, begin: getBackTo("") })
    const more = { ownerId, stageId, createdAt, updatedAt, fields: JSON.stringify(contact.fields) }
    upsert.run({ id, name, email, phone, company, ...more })
    saveTags(tx, id, contact.tags)
  }

  function saveTags(_: Tx, id: string, wanted: readonly string[]): void {
    clearTags.run(id)
    for (const tag of wanted) addTag.run(id, tag)
  }

  return {
    save,
    /** Adds what is new; what was known and is not said again stays. */
    merge(tx: Tx, id: string, details: ContactDetails, at: number): Contact {
      const row = inWriteById.get(id)
      const known = row ? fromRow(row) : emptyContact(id, at)
      const contact: Contact = {
        ...known,
        name: details.name ?? known.name,
        email: details.email ?? known.email,
        phone: details.phone ?? known.phone,
        company: details.company ?? known.company,
        fields: { ...known.fields, ...details.fields },
        updatedAt: at,
      }
      save(tx, contact)
      return contact
    },
    addTags(_: Tx, id: string, more: readonly string[]): void {
      for (const tag of more) addTag.run(id, tag)
    },
    addNote(_: Tx, note: CrmNote & { contactId: string | null }): void {
      insertNote.run(note.id, note.contactId, note.conversationId, note.personId, note.text, note.createdAt)
    },
    findNoteInWrite(_: Tx, id: string): (CrmNote & { contactId: string | null }) | undefined {
      const row = noteInWrite.get(id)
      return row && { ...noteOf(row), contactId: row.contact_id }
    },
    removeNote: (_: Tx, id: string) => void removeNote.run(id),
    addConsent: (_: Tx, it: Consent & { id: string; contactId: string; visitorId: string }) =>
      void insertConsent.run(it.id, it.contactId, it.visitorId, it.source, it.wording, it.at),
    /** Said not to be this visitor's: it is not proposed again. */
    dismissDetail: (_: Tx, visitorId: string, field: keyof Details, value: string, personId: string, at: number) =>
      void insertDismissed.run(visitorId, field, value, personId, at),
    getInWrite(_: Tx, id: string): Contact {
      const row = inWriteById.get(id)
      if (!row) throw noContact()
      return fromRow(row)
    },
    findInWrite(_: Tx, id: string): Contact | undefined {
      const row = inWriteById.get(id)
      return row && fromRow(row)
    },
    withEmailInWrite: (_: Tx, email: string): string[] => sameEmail.all(email).map(({ id }) => id),
    remove: (_: Tx, id: string) => void remove.run(id),
    /** Those that are not among them go; their contacts then have no stage. */
    saveStages(_: Tx, wanted: readonly Stage[], at: number): void {
      removeStages.run(JSON.stringify(wanted.map(({ id }) => id)))
      freeStageNames.run()
      for (const [position, { id, name }] of wanted.entries()) saveStage.run(id, name, position, at)
    },
    saveFields(_: Tx, wanted: readonly ContactFieldPlan[], at: number): void {
      clearFields.run()
      for (const [position, { key, label, kind, options }] of wanted.entries())
        insertField.run(key, label, kind, JSON.stringify(options), position, at)
    },

    find(id: string): Contact | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    /** @param person an operator, who sees some; null for an owner, who sees all. @throws AppError `not_found` */
    getSeen(id: string, person: string | null): Contact {
      const row = seenById.get({ id, person })
      if (!row) throw noContact()
      return fromRow(row)
    },
    count: (person: string | null = null): number => count.get({ person })!.n,
    /** Newest first. */
    search(before: string, { words = "", tag, stageId, ownerId, seenBy }: ContactFilter, limit: number): Contact[] {
      const like = words ? `%${words.replace(/[!%_]/g, "!$&")}%` : ""
      const filter = { tag: tag || null, stage: stageId || null, owner: ownerId || null, person: seenBy ?? null }
      return newest.all({ before, like, limit, ...filter }).map(fromRow)
    },
    listNotes: (conversationId: string, contactId: string | null): CrmNote[] =>
      notes.all(conversationId, contactId ?? "").map(noteOf),
    listConsents: (contactId: string): Consent[] => consents.all(contactId),
    listDismissed: (visitorId: string) => dismissed.all(visitorId),
    listStages: (): Stage[] => stages.all(),
    listFields: (): ContactFieldPlan[] => fields.all().map((row) => ({ ...row, options: JSON.parse(row.options) })),
    /** Of contacts and conversations, the most used first. */
    listTags: (): string[] => tags.all().map(({ tag }) => tag),
  }
}

export const emptyContact = (id: string, at: number): Contact => ({
  id,
  name: null,
  email: null,
  phone: null,
  company: null,
  fields: {},
  ownerId: null,
  stageId: null,
  tags: [],
  createdAt: at,
  updatedAt: at,
})

const noContact = () => new AppError("not_found", "There is no such contact. It may have been erased.")

const noteOf = (row: NoteRow): CrmNote => ({
  id: row.id,
  conversationId: row.conversation_id,
  personId: row.person_id,
  text: row.text,
  createdAt: row.created_at,
})

const fromRow = ({ created_at, updated_at, owner_id, stage_id, tags, fields, ...row }: Row): Contact => ({
  ...row,
  fields: JSON.parse(fields),
  ownerId: owner_id,
  stageId: stage_id,
  tags: JSON.parse(tags),
  createdAt: created_at,
  updatedAt: updated_at,
})
