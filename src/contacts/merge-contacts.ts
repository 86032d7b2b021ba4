import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Contact, ContactStore } from "./contact-store"

type Deps = { db: Database; contacts: ContactStore; audit: AuditStore; now: () => number; newId: () => string }

/** What a merge moved, and what both were before: enough to undo it. */
type Before = { kept: Contact; merged: Contact; result: Contact } & Record<Moved, string[]>
type Moved = (typeof moved)[number]
type MergeRow = { id: string; kept_id: string; merged_id: string; before: string; undone_at: number | null }

/** Everything that belongs to a contact by its id. */
const moved = ["visitors", "crm_notes", "follow_ups", "consents"] as const
const forEachTable = <T>(make: (table: Moved) => T): Record<Moved, T> => ({
  visitors: make("visitors"),
  crm_notes: make("crm_notes"),
  follow_ups: make("follow_ups"),
  consents: make("consents"),
})

const details = ["name", "email", "phone", "company", "stageId", "ownerId"] as const

/** Two contacts that are one person. Only people merge; Baton suggests it where the website vouches for both. */
export function createMerging({ db, contacts, audit, now, newId }: Deps) {
  const idsOf = forEachTable((table) =>
    db.inWrite<[string], { id: string }>(`SELECT id FROM ${table} WHERE contact_id = ?`),
  )
  const moveTo = forEachTable((table) =>
    db.inWrite<[string, string, string]>(
      `UPDATE ${table} SET contact_id = ? WHERE contact_id = ? AND id IN (SELECT value FROM json_each(?))`,
    ),
  )
  const insert = db.inWrite<[string, string, string, string, string, number]>(
    "INSERT INTO contact_merges (id, kept_id, merged_id, before, person_id, at) VALUES (?, ?, ?, ?, ?, ?)",
  )
  const passOn = db.inWrite<[string, string]>("UPDATE contact_merges SET kept_id = ? WHERE kept_id = ?")
  const byId = db.inWrite<[string], MergeRow>("SELECT * FROM contact_merges WHERE id = ?")
  const stage = db.inWrite<[string], { id: string }>("SELECT id FROM contact_stages WHERE id = ?")
  const setUndone = db.inWrite<[number, string]>("UPDATE contact_merges SET undone_at = ? WHERE id = ?")
  const apart = db.inWrite<[string, string, number]>(
    "INSERT INTO contacts_apart (one_id, other_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  // The address itself has to be signed: beside a signed id anybody may write somebody else's.
  const vouched = "json_extract(v.identity, '$.emailVerified') = 1"
  const twins = db.onRead<[string], { id: string }>(`
    SELECT DISTINCT o.contact_id AS id FROM visitors v JOIN visitors o
      ON lower(json_extract(o.identity, '$.email')) = lower(json_extract(v.identity, '$.email'))
    WHERE v.contact_id = ? AND v.identity IS NOT NULL AND ${vouched}
      AND o.identity IS NOT NULL AND ${vouched.replace("v.", "o.")} AND o.contact_id <> v.contact_id
      AND NOT EXISTS (SELECT 1 FROM contacts_apart WHERE one_id = min(o.contact_id, v.contact_id)
                      AND other_id = max(o.contact_id, v.contact_id))
    LIMIT 5`)
  const isVouched = db.onRead<[string], { n: number }>(
    `SELECT count(*) AS n FROM visitors v WHERE v.contact_id = ? AND v.identity IS NOT NULL AND json_extract(v.identity, '$.verified') = 1`,
  )

  const move = (_: Tx, table: Moved, ids: readonly string[], from: string, to: string) =>
    void moveTo[table].run(to, from, JSON.stringify(ids))

  return {
    /** Other contacts for whom the website vouches with the same email address, and who were not told apart. */
    twinsOf: (id: string): string[] => twins.all(id).map((row) => row.id),
    isVerified: (id: string): boolean => isVouched.get(id)!.n > 0,

    /**
     * What the kept one says stays; what only the other said is added. @returns the kept one, and by what id it is undone.
     * @throws AppError `not_found`, `validation` for one and the same.
     */
    merge(person: Person, keptId: string, otherId: string): Promise<{ contact: Contact; mergeId: string }> {
      if (keptId === otherId)
        throw new AppError("validation", "These are one contact already. Choose another.", { field: "with" })
      return db.write((tx) => {
        const kept = contacts.getInWrite(tx, keptId)
        const merged = contacts.getInWrite(tx, otherId)
        const result: Contact = {
          ...kept,
          ...Object.fromEntries(details.map((name) => [name, kept[name] ?? merged[name]])),
          fields: { ...merged.fields, ...kept.fields },
          tags: [...new Set([...kept.tags, ...merged.tags])],
          createdAt: Math.min(kept.createdAt, merged.createdAt),
          updatedAt: now(),
        }
        const ids = forEachTable((table) => idsOf[table].all(otherId).map(({ id }) => id))
        const before: Before = { kept, merged, result, ...ids }
        contacts.save(tx, result)
        for (const table of moved) move(tx, table, before[table], otherId, keptId)
        passOn.run(keptId, otherId)
        contacts.remove(tx, otherId)
        const mergeId = newId()
        insert.run(mergeId, keptId, otherId, JSON.stringify(before), person.id, now())
        audit.note(tx, person.id, "contact.merged", `${otherId} into ${keptId}`, now())
        return { contact: result, mergeId }
      })
    },

    /**
     * The other one is there again, with all that came from it; what was changed since stays.
     * @throws AppError `not_found`, `conflict`
     */
    undo(person: Person, keptId: string, mergeId: string): Promise<Contact> {
      return db.write((tx) => {
        const row = byId.get(mergeId)
        if (row?.kept_id !== keptId) throw new AppError("not_found", "This merge is not there any more.")
        if (row.undone_at !== null) throw new AppError("conflict", "This was undone already.")
        const before = JSON.parse(row.before) as Before
        const current = contacts.getInWrite(tx, keptId)
        // A stage that an owner has taken away since is nobody's any more.
        const { stageId } = before.merged
        const merged: Contact = { ...before.merged, stageId: stageId && stage.get(stageId) ? stageId : null }
        contacts.save(tx, merged)
        for (const table of moved) move(tx, table, before[table], keptId, merged.id)
        contacts.save(tx, parted(current, before, now()))
        setUndone.run(now(), mergeId)
        audit.note(tx, person.id, "contact.parted", `${row.merged_id} from ${keptId}`, now())
        return merged
      })
    },

    /** Two after all: it is not suggested again. @throws AppError `not_found` */
    keepApart(one: string, other: string): Promise<void> {
      return db.write((tx) => {
        for (const id of [one, other]) contacts.getInWrite(tx, id)
        const [first, second] = one < other ? [one, other] : [other, one]
        apart.run(first, second, now())
      })
    },
  }
}

/** What the merge brought goes again, unless somebody has changed it since. */
function parted(current: Contact, { kept, merged, result }: Before, at: number): Contact {
  const unchanged = details.filter((name) => current[name] === result[name])
  const fields = { ...current.fields }
  for (const [key, value] of Object.entries(merged.fields))
    if (!(key in kept.fields) && fields[key] === value) delete fields[key]
  return {
    ...current,
    ...Object.fromEntries(unchanged.map((name) => [name, kept[name]])),
    fields,
    tags: current.tags.filter((tag) => kept.tags.includes(tag) || !merged.tags.includes(tag)),
    createdAt: kept.createdAt,
    updatedAt: at,
  }
}
