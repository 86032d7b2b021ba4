import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Database } from "../db/database"
import type { VisitorStore } from "../visitors/visitor-store"
import type { ContactStore } from "./contact-store"
import type { Removal } from "./remove-people"

type Deps = {
  db: Database
  contacts: ContactStore
  visitors: VisitorStore
  removal: Removal
  audit: AuditStore
  now: () => number
}

/**
 * Erasure on request: the person's contact and every other with the same email address, their browsers, visits,
 * conversations, notes, letters and files. What is left is that somebody was erased, without saying who.
 */
export function createEraseContact({ db, contacts, visitors, removal, audit, now }: Deps) {
  const removeLetters = db.inWrite<[string]>(
    "DELETE FROM deliveries WHERE channel = 'email' AND target = ? COLLATE NOCASE",
  )
  // A merge that was undone leaves with the one that was kept, which need not be this person.
  const removeMerges = db.inWrite<[string]>("DELETE FROM contact_merges WHERE merged_id = ?")

  /** @throws AppError `not_found` */
  return async function eraseContact(owner: Person, id: string): Promise<{ conversationsOf: number }> {
    const { removed, erased } = await db.write((tx) => {
      const { email } = contacts.getInWrite(tx, id)
      const contactIds = new Set([id, ...(email ? contacts.withEmailInWrite(tx, email) : [])])
      const visitorIds = new Set(email ? visitors.withEmailInWrite(tx, email) : [])
      for (const contactId of contactIds)
        for (const visitorId of visitors.ofContactInWrite(tx, contactId)) visitorIds.add(visitorId)
      const removed = [...visitorIds].map((visitorId) => removal.visitor(tx, visitorId))
      for (const contactId of contactIds) {
        contacts.remove(tx, contactId)
        removeMerges.run(contactId)
      }
      if (email) removeLetters.run(email)
      audit.note(tx, owner.id, "contact.erased", id, now())
      return { removed, erased: visitorIds.size }
    })
    await removal.finish(removed)
    return { conversationsOf: erased }
  }
}
