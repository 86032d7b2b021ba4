import type { PersonStore } from "../accounts/person-store"
import { inSlices } from "../jobs/in-slices"
import { type Contact, type ContactStore, newestContact } from "./contact-store"
import { csvLine, mostColumns, writeCsv } from "./contacts-csv"

const mostExported = 100_000
const perRead = 200

/** All contacts as a table, in the columns that an import understands; of many of them while everything else goes on. */
export const exportContacts = (contacts: ContactStore, people: Pick<PersonStore, "find">): Promise<string> =>
  inSlices(pieces(contacts, people))

function* pieces(contacts: ContactStore, people: Pick<PersonStore, "find">): Generator<undefined, string> {
  const all: Contact[] = []
  for (let before = newestContact; all.length < mostExported; ) {
    const found = contacts.search(before, {}, perRead)
    all.push(...found)
    yield
    if (found.length < perRead) break
    before = found.at(-1)!.id
  }
  const plans = contacts.listFields()
  const stages = new Map(contacts.listStages().map(({ id, name }) => [id, name]))
  const heads = ["name", "email", "phone", "company", "stage", "owner", "tags"]
  const tails = ["created_at", "updated_at", "baton_id"]
  const others = otherKeys(all, plans).slice(0, mostColumns - heads.length - tails.length - plans.length)
  const keys = [...plans.map(({ key }) => key), ...others.sort()]
  const lines = [writeCsv([[...heads, ...keys, ...tails]])]
  for (const contact of all) {
    lines.push(
      csvLine([
        contact.name ?? "",
        contact.email ?? "",
        contact.phone ?? "",
        contact.company ?? "",
        stages.get(contact.stageId ?? "") ?? "",
        (contact.ownerId && people.find(contact.ownerId)?.email) || "",
        contact.tags.join(", "),
        ...keys.map((key) => contact.fields[key] ?? ""),
        new Date(contact.createdAt).toISOString(),
        new Date(contact.updatedAt).toISOString(),
        contact.id,
      ]),
    )
    yield
  }
  return lines.join("")
}

/** Fields that nobody planned, the most used first: a website may send any, and visitors could. */
function otherKeys(all: readonly Contact[], plans: readonly { key: string }[]): string[] {
  const planned = new Set(plans.map(({ key }) => key))
  const counts = new Map<string, number>()
  for (const { fields } of all)
    for (const key of Object.keys(fields)) if (!planned.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
}

export const csvResponse = (csv: string): Response =>
  new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="contacts.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  })
