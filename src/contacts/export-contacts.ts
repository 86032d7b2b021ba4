import type { PersonStore } from "../accounts/person-store"
import { type Contact, type ContactStore, newestContact } from "./contact-store"
import { writeCsv } from "./contacts-csv"

const mostExported = 100_000
const perRead = 1000

/** All contacts as a table, in the columns that an import understands. */
export function exportContacts(contacts: ContactStore, people: Pick<PersonStore, "find">): string {
  const all: Contact[] = []
  for (let before = newestContact; all.length < mostExported; ) {
    const found = contacts.search(before, {}, perRead)
    all.push(...found)
    if (found.length < perRead) break
    before = found.at(-1)!.id
  }
  const plans = contacts.listFields()
  const stages = new Map(contacts.listStages().map(({ id, name }) => [id, name]))
  const others = [...new Set(all.flatMap(({ fields }) => Object.keys(fields)))]
    .filter((key) => !plans.some((plan) => plan.key === key))
    .sort()
  const heads = ["name", "email", "phone", "company", "stage", "owner", "tags"]
  const keys = [...plans.map(({ key }) => key), ...others]
  return writeCsv([
    [...heads, ...keys, "created_at", "updated_at", "baton_id"],
    ...all.map((it) => [
      it.name ?? "",
      it.email ?? "",
      it.phone ?? "",
      it.company ?? "",
      stages.get(it.stageId ?? "") ?? "",
      (it.ownerId && people.find(it.ownerId)?.email) || "",
      it.tags.join(", "),
      ...keys.map((key) => it.fields[key] ?? ""),
      new Date(it.createdAt).toISOString(),
      new Date(it.updatedAt).toISOString(),
      it.id,
    ]),
  ])
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
