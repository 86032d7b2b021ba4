/** Who does something in a conversation, as its log names them. Pure. */

import type { Person } from "../accounts/person-store"
import type { Actor } from "../events/event"

export const systemActor: Actor = { kind: "system", id: "system", name: "Baton" }
export const operatorActor = ({ id, name }: Pick<Person, "id" | "name">): Actor => ({ kind: "operator", id, name })
/** By the name that they have not given. */
export const unnamedVisitor = (id: string): Actor => ({ kind: "visitor", id, name: "Visitor" })
