import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { placeholders, unknownPlaceholders } from "./reply-placeholders"
import type { StoredReply, StoredReplyStore } from "./stored-reply-store"

type Deps = {
  db: Database
  chatbots: Pick<ChatbotStore, "find">
  storedReplies: StoredReplyStore
  audit: Pick<AuditStore, "note">
  now: () => number
  newId: () => string
}

type StoredReplyChange = { title: string; text: string; chatbotId: string | null }
export type StoredReplyCommands = ReturnType<typeof createStoredReplyCommands>

const titleLength = 60
const textLength = 8000
export const mostReplies = 500

const problem = (field: string, message: string) => new AppError("validation", message, { field })

/** @param siblings the others of the same chatbot. @throws AppError `validation` */
export function readReply(
  given: Pick<StoredReplyChange, "title" | "text">,
  siblings: readonly Pick<StoredReplyChange, "title">[],
): Pick<StoredReplyChange, "title" | "text"> {
  const title = given.title.trim().replace(/\s+/g, " ").replace(/^\/+/, "")
  const text = given.text.trim()
  if (!title || title.length > titleLength)
    throw problem("title", `Give it a title of at most ${titleLength} characters: it is found by that.`)
  if (!text) throw problem("text", "Write what the reply says.")
  if (text.length > textLength) throw problem("text", `A reply has ${textLength} characters at most.`)
  const [unknown] = unknownPlaceholders(text)
  if (unknown) {
    const known = placeholders.map((name) => `{{${name}}}`).join(", ")
    throw problem("text", `${unknown} is unknown. There are ${known}.`)
  }
  if (siblings.some((each) => each.title.toLowerCase() === title.toLowerCase()))
    throw problem("title", "There is a reply of this title already.")
  return { title, text }
}

export function createStoredReplyCommands({ db, chatbots, storedReplies, audit, now, newId }: Deps) {
  function check(given: StoredReplyChange, others: readonly StoredReply[]): StoredReplyChange {
    const { chatbotId } = given
    if (chatbotId !== null && !chatbots.find(chatbotId)) throw problem("chatbotId", "There is no such chatbot.")
    const siblings = others.filter((each) => each.chatbotId === chatbotId)
    return { ...readReply(given, siblings), chatbotId }
  }

  return {
    /** @throws AppError `validation`, `conflict` where there are too many. */
    add: (person: Person, given: StoredReplyChange): Promise<StoredReply> =>
      db.write((tx) => {
        const others = storedReplies.listInWrite(tx)
        if (others.length >= mostReplies)
          throw new AppError("conflict", `There are ${mostReplies} replies already. Delete one that nobody uses.`)
        const at = now()
        const reply = { id: newId(), ...check(given, others), createdAt: at, updatedAt: at }
        storedReplies.save(tx, reply)
        audit.note(tx, person.id, "reply.added", reply.title, at)
        return reply
      }),
    /** @throws AppError `not_found`, `validation` */
    update: (person: Person, id: string, given: Partial<StoredReplyChange>): Promise<StoredReply> =>
      db.write((tx) => {
        const all = storedReplies.listInWrite(tx)
        const before = all.find((each) => each.id === id)
        if (!before) throw new AppError("not_found", "There is no such stored reply.")
        const others = all.filter((each) => each.id !== id)
        const reply = { ...before, ...check({ ...before, ...given }, others), updatedAt: now() }
        storedReplies.save(tx, reply)
        audit.note(tx, person.id, "reply.updated", reply.title, reply.updatedAt)
        return reply
      }),
    /** @throws AppError `not_found` */
    remove: (person: Person, id: string): Promise<void> =>
      db.write((tx) => {
        const was = storedReplies.listInWrite(tx).find((each) => each.id === id)
        if (!was) throw new AppError("not_found", "There is no such stored reply.")
        storedReplies.remove(tx, id)
        audit.note(tx, person.id, "reply.deleted", was.title, now())
      }),
  }
}
