import type { Person } from "../accounts/person-store"
import { tagsOf } from "../contacts/contact-field"
import type { ContactStore } from "../contacts/contact-store"
import type { Tx } from "../db/database"
import { AppError } from "../errors"
import type { VisitorStore } from "../visitors/visitor-store"
import { isOutcome, outcomes } from "./closure"
import type { ClosureStore } from "./closure-store"
import type { ConversationCommands } from "./commands"
import type { Conversation } from "./conversation-store"

type Deps = {
  commands: Pick<ConversationCommands, "close">
  visitors: Pick<VisitorStore, "findInWrite">
  contacts: Pick<ContactStore, "addNote" | "findInWrite" | "listStages" | "save">
  closures: Pick<ClosureStore, "save">
  now: () => number
  newId: () => string
}

export type Closing = ReturnType<typeof createClosing>

type ClosingWords = {
  /** `auto` writes one. */
  recap?: string | undefined
  crmNote?: string | undefined
  outcome?: string | undefined
  tags?: string[] | undefined
}

/** Closing with a recap, a CRM note, how it ended and tags, in one write; shared by the API and the desk. */
export function createClosing({ commands, visitors, contacts, closures, now, newId }: Deps) {
  /** @throws AppError `validation`, and what `close` throws. */
  return async (id: string, person: Person, words: ClosingWords = {}): Promise<Conversation> => {
    const text = words.crmNote?.trim()
    const outcome = words.outcome || null
    if (outcome !== null && !isOutcome(outcome))
      throw new AppError("validation", `How it ended is one of: ${outcomes.join(", ")}.`, { field: "outcome" })
    const closure = { outcome, tags: tagsOf(words.tags ?? []) }
    return commands.close(id, person, words.recap, closure, (tx, { visitorId }) => {
      closures.save(tx, id, closure, person.id, now())
      const contactId = visitors.findInWrite(tx, visitorId)?.contactId ?? null
      if (contactId && outcome === "lead") takeAsLead(tx, contactId)
      if (!text) return
      contacts.addNote(tx, {
        id: newId(),
        conversationId: id,
        contactId,
        personId: person.id,
        text,
        createdAt: now(),
      })
    })
  }

  /** Whoever is called a lead stands in the first stage, unless they have one. */
  function takeAsLead(tx: Tx, contactId: string): void {
    const contact = contacts.findInWrite(tx, contactId)
    const [first] = contacts.listStages()
    if (contact && contact.stageId === null && first)
      contacts.save(tx, { ...contact, stageId: first.id, updatedAt: now() })
  }
}
