import type { ContactStore } from "../contacts/contact-store"
import { unnamedVisitor } from "../conversations/actors"
import type { Actor } from "../events/event"
import type { Visitor } from "../visitors/visitor-store"

/** A visitor as their operators read it: by the name they left, else by what the website says. */
export function visitorActor(contacts: Pick<ContactStore, "find">, visitor: Visitor | undefined, id: string): Actor {
  const contact = visitor?.contactId ? contacts.find(visitor.contactId) : undefined
  const name = contact?.name ?? visitor?.identity?.name
  return name == null ? unnamedVisitor(id) : { kind: "visitor", id, name }
}
