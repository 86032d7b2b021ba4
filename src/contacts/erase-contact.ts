import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { AttachmentStore } from "../messages/attachment-store"
import type { VisitorStore } from "../visitors/visitor-store"
import type { ContactStore } from "./contact-store"

type Deps = {
  db: Database
  contacts: ContactStore
  visitors: VisitorStore
  events: Pick<EventStore, "forgetRecent">
  attachments: Pick<AttachmentStore, "filesOfVisitor" | "deleteFiles">
  audit: AuditStore
  now: () => number
}

export type EraseContact = ReturnType<typeof createEraseContact>

/**
 * Erasure on request: the person's contact and every other with the same email address, their browsers, visits,
 * conversations, notes and files. What is left is that somebody was erased, without saying who.
 */
export function createEraseContact({ db, contacts, visitors, events, attachments, audit, now }: Deps) {
  /** @throws AppError `not_found` */
  return async function eraseContact(owner: Person, id: string): Promise<{ conversationsOf: number }> {
    const { files, erased } = await db.write((tx) => {
      const { email } = contacts.getInWrite(tx, id)
      const contactIds = new Set([id, ...(email ? contacts.withEmailInWrite(tx, email) : [])])
      const visitorIds = new Set(email ? visitors.withEmailInWrite(tx, email) : [])
      for (const contactId of contactIds)
        for (const visitorId of visitors.ofContactInWrite(tx, contactId)) visitorIds.add(visitorId)
      const found = [...visitorIds].flatMap((visitorId) => attachments.filesOfVisitor(tx, visitorId))
      for (const visitorId of visitorIds) visitors.remove(tx, visitorId)
      events.forgetRecent(tx)
      for (const contactId of contactIds) contacts.remove(tx, contactId)
      audit.note(tx, owner.id, "contact.erased", id, now())
      return { files: found, erased: visitorIds.size }
    })
    await attachments.deleteFiles(files)
    return { conversationsOf: erased }
  }
}
