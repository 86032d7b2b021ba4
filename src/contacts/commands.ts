import type { AuditStore } from "../accounts/audit-store"
import type { Person, PersonStore } from "../accounts/person-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import {
  type ContactFieldPlan,
  checkedDetails,
  type Details,
  fieldKinds,
  fieldValue,
  keyOf,
  mostFields,
  mostStages,
  type Stage,
  tagsOf,
} from "./contact-field"
import { type Contact, type ContactStore, type CrmNote, emptyContact } from "./contact-store"

export type ContactChange = Partial<Record<keyof Details, string | null>> & {
  /** By key; what is empty is taken away. */
  fields?: Record<string, string> | undefined
  /** All of them: what is not named is taken away. */
  tags?: string[] | undefined
  stageId?: string | null | undefined
  ownerId?: string | null | undefined
}

type Deps = {
  db: Database
  contacts: ContactStore
  people: Pick<PersonStore, "find">
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type ContactCommands = ReturnType<typeof createContactCommands>

const longestNote = 4000

/** What people do to contacts, operators and owners alike. Whether somebody may is looked up by whoever calls. */
export function createContactCommands({ db, contacts, people, audit, now, newId }: Deps) {
  /** @throws AppError `validation` naming the field. */
  function changed(contact: Contact, change: ContactChange): Contact {
    const details = checkedDetails(change)
    const fields = { ...contact.fields }
    const plans = new Map(contacts.listFields().map((plan) => [plan.key, plan]))
    for (const [key, typed] of Object.entries(change.fields ?? {})) {
      const plan = plans.get(key)
      // What the website itself passed has no plan: it may be corrected or taken away, not invented.
      if (!plan && !(key in fields))
        throw new AppError("validation", `There is no field “${key}”.`, { field: `field:${key}` })
      const value = plan ? fieldValue(plan, typed) : typed.trim().slice(0, 1000)
      if (value === "") delete fields[key]
      else fields[key] = value
    }
    const { stageId = contact.stageId, ownerId = contact.ownerId } = change
    if (stageId && !contacts.listStages().some(({ id }) => id === stageId))
      throw new AppError("validation", "There is no such stage.", { field: "stageId" })
    if (ownerId && ownerId !== contact.ownerId && !isOperator(ownerId))
      throw new AppError("validation", "There is no such operator.", { field: "ownerId" })
    return {
      ...contact,
      ...details,
      fields,
      tags: change.tags ? tagsOf(change.tags) : contact.tags,
      stageId: stageId || null,
      ownerId: ownerId || null,
      updatedAt: now(),
    }
  }

  function isOperator(id: string): boolean {
    const person = people.find(id)
    return person?.isOperator === true && person.disabledAt === null
  }

  function saved(tx: Tx, contact: Contact): Contact {
    contacts.save(tx, contact)
    return contact
  }

  return {
    changed,

    /** @throws AppError `validation` when it says neither a name nor a way to reach them. */
    async create(person: Person, change: ContactChange): Promise<Contact> {
      const contact = changed(emptyContact(newId(), now()), change)
      if (!contact.name && !contact.email && !contact.phone)
        throw new AppError("validation", "Give a name, an email address or a phone number.", { field: "name" })
      return db.write((tx) => {
        audit.note(tx, person.id, "contact.created", contact.id, now())
        return saved(tx, contact)
      })
    },

    /** @throws AppError `not_found`, `validation` */
    update: (id: string, change: ContactChange): Promise<Contact> =>
      db.write((tx) => saved(tx, changed(contacts.getInWrite(tx, id), change))),

    /** @throws AppError `not_found`, `validation` */
    addNote(person: Person, contactId: string, typed: string): Promise<CrmNote> {
      const text = typed.trim()
      if (!text) throw new AppError("validation", "Write something first.", { field: "text" })
      if (text.length > longestNote)
        throw new AppError("validation", `At most ${longestNote} characters.`, { field: "text" })
      return db.write((tx) => {
        const { id } = contacts.getInWrite(tx, contactId)
        const note = { id: newId(), conversationId: null, personId: person.id, text, createdAt: now() }
        contacts.addNote(tx, { ...note, contactId: id })
        return note
      })
    },

    /** @returns the note, so that it can be written down again. @throws AppError `not_found`, `forbidden` for another's. */
    removeNote(person: Person, contactId: string, noteId: string, isOwner: boolean): Promise<CrmNote> {
      return db.write((tx) => {
        const note = contacts.findNoteInWrite(tx, noteId)
        if (note?.contactId !== contactId) throw new AppError("not_found", "This note is not there any more.")
        if (note.personId !== person.id && !isOwner)
          throw new AppError("forbidden", "Only the person who wrote a note, or an owner, can remove it.")
        contacts.removeNote(tx, noteId)
        return note
      })
    },

    /** New ones have no id yet. @throws AppError `validation` */
    saveStages(person: Person, wanted: readonly { id?: string | undefined; name: string }[]): Promise<void> {
      const known = new Set(contacts.listStages().map(({ id }) => id))
      const stages: Stage[] = []
      for (const { id, name: typed } of wanted) {
        const name = typed.replace(/\s+/g, " ").trim()
        if (!name) continue
        if (name.length > 40)
          throw new AppError("validation", "A stage has at most 40 characters.", { field: "stages" })
        if (stages.some((other) => other.name.toLowerCase() === name.toLowerCase()))
          throw new AppError("validation", `There are two stages “${name}”.`, { field: "stages" })
        stages.push({ id: id && known.has(id) ? id : newId(), name })
      }
      if (stages.length > mostStages)
        throw new AppError("validation", `At most ${mostStages} stages.`, { field: "stages" })
      return db.write((tx) => {
        contacts.saveStages(tx, stages, now())
        audit.note(tx, person.id, "settings.changed", "Stages of contacts", now())
      })
    },

    /** Values of a field that is taken away stay with the contacts, as they were said. @throws AppError `validation` */
    saveFields(
      person: Person,
      wanted: readonly { key?: string | undefined; label: string; kind: string; options?: string[] | undefined }[],
    ): Promise<void> {
      const fields: ContactFieldPlan[] = []
      for (const { key: given, label: typed, kind, options: listed = [] } of wanted) {
        const label = typed.replace(/\s+/g, " ").trim()
        if (!label) continue
        const key = given || keyOf(label)
        const refuse = (message: string) => new AppError("validation", `${label}: ${message}`, { field: "fields" })
        if (!key || key.length > 60 || label.length > 60) throw refuse("at most 60 characters, and some letters.")
        if (!Object.hasOwn(fieldKinds, kind)) throw refuse("choose what it holds.")
        if (["name", "email", "phone", "company", "tags", "stage", "owner"].includes(key))
          throw refuse("every contact has this already.")
        if (fields.some((other) => other.key === key)) throw refuse("there are two of this name.")
        const options = [...new Set(listed.map((each) => each.trim()).filter(Boolean))]
        if (kind === "choice" && options.length < 2) throw refuse("write at least two things to choose from.")
        if (options.length > 50) throw refuse("at most 50 things to choose from.")
        fields.push({ key, label, kind: kind as ContactFieldPlan["kind"], options: kind === "choice" ? options : [] })
      }
      if (fields.length > mostFields)
        throw new AppError("validation", `At most ${mostFields} fields.`, { field: "fields" })
      return db.write((tx) => {
        contacts.saveFields(tx, fields, now())
        audit.note(tx, person.id, "settings.changed", "Fields of contacts", now())
      })
    },

    /** What stood in a message is not this visitor's. */
    dismissDetail: (person: Person, visitorId: string, field: keyof Details, value: string): Promise<void> =>
      db.write((tx) => contacts.dismissDetail(tx, visitorId, field, value, person.id, now())),
  }
}
