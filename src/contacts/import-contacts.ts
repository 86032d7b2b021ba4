import type { AuditStore } from "../accounts/audit-store"
import type { Person, PersonStore } from "../accounts/person-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { ContactChange, ContactCommands } from "./commands"
import { type Contact, type ContactStore, emptyContact } from "./contact-store"
import { type CsvTable, mostCsvLines } from "./contacts-csv"

type Deps = {
  db: Database
  contacts: ContactStore
  commands: Pick<ContactCommands, "changed">
  people: Pick<PersonStore, "listOperators">
  audit: AuditStore
  now: () => number
  newId: () => string
}

/** For each column, what it is: `name`, `email` … `field:key`, or empty to leave it out. */
export type Mapping = string[]
type ImportProblem = { line: number; message: string }
type ImportResult = { created: number; updated: number; unchanged: number; problems: ImportProblem[] }

const perWrite = 200
/** As our own export names it: whoever has no email address is found again by it. */
const idColumn = "baton_id"
/** Headers as people and other programs write them. */
const aliases: Record<string, string[]> = {
  name: [
    "name",
    "full name",
    "contact",
    "contact name",
    "nombre",
    "nombre completo",
    "kontakt",
    "nom",
    "nome",
    "kunde",
  ],
  first: ["first name", "firstname", "given name", "vorname", "prénom", "prenom", "primeiro nome"],
  last: [
    "last name",
    "lastname",
    "surname",
    "family name",
    "nachname",
    "apellido",
    "apellidos",
    "sobrenome",
    "apelido",
  ],
  email: [
    "email",
    "e-mail",
    "mail",
    "email address",
    "e-mail address",
    "correo",
    "correo electrónico",
    "e-mail-adresse",
    "courriel",
  ],
  phone: [
    "phone",
    "phone number",
    "telephone",
    "tel",
    "mobile",
    "mobile phone number",
    "teléfono",
    "telefono",
    "telefon",
    "téléphone",
    "telefone",
    "handy",
  ],
  company: [
    "company",
    "company name",
    "organisation",
    "organization",
    "empresa",
    "firma",
    "unternehmen",
    "société",
    "entreprise",
  ],
  stage: ["stage", "lead status", "lifecycle stage", "status", "etapa", "phase"],
  owner: ["owner", "contact owner", "responsable", "zuständig"],
  tags: ["tags", "tag", "labels", "etiquetas", "schlagworte", "étiquettes"],
}

/** People from a file: new ones are added, those whose email address is known are brought up to date. */
export function createContactImport({ db, contacts, commands, people, audit, now, newId }: Deps) {
  /** What the columns probably are, each thing once. */
  function guess(heads: readonly string[]): Mapping {
    const taken = new Set<string>()
    const take = (target: string) => {
      if (taken.has(target)) return ""
      taken.add(target)
      return target
    }
    const plans = contacts.listFields()
    return heads.map((head) => {
      if (head === idColumn) return take("id")
      const plain = head
        .replace(/[_\s]+/g, " ")
        .trim()
        .toLowerCase()
      const found = Object.entries(aliases).find(([, words]) => words.includes(plain))?.[0]
      if (found) return take(found)
      const plan = plans.find(({ key, label }) => key === head || label.toLowerCase() === plain)
      return plan ? take(`field:${plan.key}`) : ""
    })
  }

  /** @throws AppError `validation` */
  function checkMapping({ heads }: CsvTable, mapping: Mapping): void {
    const refuse = (message: string) => new AppError("validation", message, { field: "mapping" })
    const targets = new Set(["id", ...Object.keys(aliases), ...contacts.listFields().map(({ key }) => `field:${key}`)])
    const used = mapping.slice(0, heads.length).filter(Boolean)
    const unknown = used.find((target) => !targets.has(target))
    if (unknown) throw refuse(`There is nothing called “${unknown}”.`)
    const twice = used.find((target, index) => used.indexOf(target) !== index)
    if (twice) throw refuse(`Two columns are “${twice}”. Leave one out.`)
    if (!["name", "first", "last", "email", "phone"].some((target) => used.includes(target)))
      throw refuse("Say which column is the name, the email address or the phone number.")
  }

  function reader({ heads }: CsvTable, mapping: Mapping) {
    const stages = new Map(contacts.listStages().map(({ id, name }) => [name.toLowerCase(), id]))
    const owners = new Map(
      people.listOperators().flatMap(({ id, name, email }) => [
        [email.toLowerCase(), id],
        [name.toLowerCase(), id],
      ]),
    )
    /** Empty cells say nothing: an import adds and corrects, it takes nothing away. */
    return function changeOf(cells: readonly string[]): { id: string; change: ContactChange } {
      if (cells.length > heads.length) throw new AppError("validation", "It has more cells than the first line.")
      const value = (target: string) => {
        const at = mapping.indexOf(target)
        return (at === -1 ? "" : (cells[at] ?? "")).trim()
      }
      const stage = value("stage")
      const stageId = stages.get(stage.toLowerCase())
      if (stage && !stageId) throw new AppError("validation", `There is no stage “${stage.slice(0, 60)}”.`)
      const owner = value("owner")
      const ownerId = owners.get(owner.toLowerCase())
      if (owner && !ownerId) throw new AppError("validation", `There is no operator “${owner.slice(0, 60)}”.`)
      const name = value("name") || [value("first"), value("last")].filter(Boolean).join(" ")
      const said = { name, email: value("email"), phone: value("phone"), company: value("company") }
      const fields = Object.fromEntries(
        mapping.flatMap((target) => {
          const typed = target.startsWith("field:") ? value(target) : ""
          return typed ? [[target.slice("field:".length), typed]] : []
        }),
      )
      const tags = value("tags")
      const change = {
        ...Object.fromEntries(Object.entries(said).filter(([, text]) => text)),
        fields,
        ...(tags ? { tags: [tags] } : {}),
        ...(stageId ? { stageId } : {}),
        ...(ownerId ? { ownerId } : {}),
      }
      return { id: value("id"), change }
    }
  }

  function withKnownTags(known: Contact, change: ContactChange): ContactChange {
    return change.tags ? { ...change, tags: [...known.tags, ...change.tags] } : change
  }

  return {
    guess,
    targets: () => [
      { value: "name", label: "Name" },
      { value: "first", label: "First name" },
      { value: "last", label: "Last name" },
      { value: "email", label: "Email" },
      { value: "phone", label: "Phone" },
      { value: "company", label: "Company" },
      { value: "stage", label: "Stage" },
      { value: "owner", label: "Owner" },
      { value: "tags", label: "Tags" },
      { value: "id", label: "Baton’s own number" },
      ...contacts.listFields().map(({ key, label }) => ({ value: `field:${key}`, label })),
    ],
    /**
     * Each line by itself: one that is wrong is left out and named, the others come in.
     * @param isTrial says what would happen, and changes nothing.
     * @throws AppError `validation` where the mapping makes no sense.
     */
    async run(person: Person, table: CsvTable, mapping: Mapping, isTrial: boolean): Promise<ImportResult> {
      checkMapping(table, mapping)
      const changeOf = reader(table, mapping)
      const result: ImportResult = { created: 0, updated: 0, unchanged: 0, problems: [] }
      const seen = new Map<string, number>()
      for (let start = 0; start < Math.min(table.rows.length, mostCsvLines); start += perWrite) {
        const slice = table.rows.slice(start, start + perWrite)
        // A write may run twice, so it counts for itself and only what was committed is added up.
        const part = await db.write((tx) => {
          const done: ImportResult = { created: 0, updated: 0, unchanged: 0, problems: [] }
          const emails: [string, number][] = []
          for (const { line, cells } of slice) {
            try {
              const { id, change } = changeOf(cells)
              const email = change.email?.toLowerCase()
              const earlier = email && (seen.get(email) ?? emails.find(([other]) => other === email)?.[1])
              if (earlier) throw new AppError("validation", `The same email address as in line ${earlier}.`)
              const named = id ? contacts.findInWrite(tx, id) : undefined
              const [knownId, ...more] = email && !named ? contacts.withEmailInWrite(tx, email) : []
              if (more.length > 0)
                throw new AppError("validation", "Several contacts have this email address. Merge them first.")
              const known = named ?? (knownId ? contacts.getInWrite(tx, knownId) : undefined)
              const before = known ?? emptyContact(newId(), now())
              const after = commands.changed(before, known ? withKnownTags(known, change) : change)
              if (!after.name && !after.email && !after.phone)
                throw new AppError("validation", "No name, no email address and no phone number.")
              if (email) emails.push([email, line])
              if (known && isSame(known, after)) done.unchanged += 1
              else {
                if (!isTrial) contacts.save(tx, after)
                done[known ? "updated" : "created"] += 1
              }
            } catch (error) {
              if (!(error instanceof AppError)) throw error
              done.problems.push({ line, message: error.message })
            }
          }
          return { done, emails }
        })
        for (const [email, line] of part.emails) seen.set(email, line)
        result.created += part.done.created
        result.updated += part.done.updated
        result.unchanged += part.done.unchanged
        result.problems.push(...part.done.problems)
      }
      if (!isTrial) {
        const words = `${result.created} new, ${result.updated} changed`
        await db.write((tx) => audit.note(tx, person.id, "contacts.imported", words, now()))
      }
      return result
    },
  }
}

const isSame = (a: Contact, b: Contact): boolean => {
  const plain = ({ updatedAt: _, tags, ...rest }: Contact) => JSON.stringify([rest, [...tags].sort()])
  return plain(a) === plain(b)
}
