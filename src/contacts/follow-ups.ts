import type { Person, PersonStore } from "../accounts/person-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { FollowUp, FollowUpStore } from "./follow-up-store"

type Deps = {
  db: Database
  followUps: FollowUpStore
  people: PersonStore
  now: () => number
  newId: () => string
}

export type FollowUpCommands = ReturnType<typeof createFollowUpCommands>
type NewFollowUp = {
  chatbotId: string
  conversationId: string | null
  contactId: string | null
  text: string
  dueAt: number
  ownerId?: string | undefined
}

type FollowUpChange = { text?: string | undefined; dueAt?: number | undefined; ownerId?: string | undefined }

/** Follow-ups: who has promised what to whom, until when. */
export function createFollowUpCommands({ db, followUps, people, now, newId }: Deps) {
  /** Whoever of the chatbot's operators has the fewest open; a task that is everybody's is nobody's. */
  function chooseOwner(tx: Tx, chatbotId: string): string | null {
    const seated = people.listSeated(chatbotId)
    const counted = seated.map(({ id }) => ({ id, open: followUps.countOpenOf(tx, id) }))
    return counted.sort((a, b) => a.open - b.open || (a.id < b.id ? -1 : 1))[0]?.id ?? null
  }

  function check<T extends { chatbotId: string; text: string; dueAt: number; ownerId: string | null }>(
    followUp: T,
    isOwnerKept = false,
  ): Pick<T, "text" | "dueAt" | "ownerId"> {
    const text = followUp.text.trim()
    if (!text) throw new AppError("validation", "Say what is to be done.", { field: "text" })
    if (text.length > 500) throw new AppError("validation", "At most 500 characters.", { field: "text" })
    if (!Number.isFinite(followUp.dueAt))
      throw new AppError("validation", "Write a time in ISO 8601.", { field: "dueAt" })
    if (!isOwnerKept && !people.listSeated(followUp.chatbotId).some(({ id }) => id === followUp.ownerId))
      throw new AppError("validation", "This person holds no seat of this chatbot.", { field: "ownerId" })
    return { text, dueAt: followUp.dueAt, ownerId: followUp.ownerId }
  }

  function add(tx: Tx, { ownerId: wanted, ...rest }: NewFollowUp): FollowUp {
    const ownerId = wanted === undefined ? chooseOwner(tx, rest.chatbotId) : wanted
    const followUp = { ...rest, id: newId(), ownerId, createdAt: now() }
    followUps.insert(tx, followUp)
    return { ...followUp, doneAt: null, doneBy: null }
  }

  return {
    add,

    /** One open task for each conversation is enough: it says where to look. */
    addOnce(tx: Tx, followUp: NewFollowUp & { conversationId: string }): FollowUp {
      return followUps.findOpenOfConversation(tx, followUp.conversationId) ?? add(tx, followUp)
    },

    /** @throws AppError `validation` */
    addByOperator(
      person: Person,
      followUp: Omit<NewFollowUp, "contactId"> & { contactId: string | null },
    ): Promise<FollowUp> {
      const checked = check({ ...followUp, ownerId: followUp.ownerId ?? person.id })
      return db.write((tx) => add(tx, { ...followUp, ...checked }))
    },

    /** What the change leaves out stays. @throws AppError `validation`, `not_found` */
    update(id: string, person: Person, change: FollowUpChange): Promise<FollowUp> {
      return db.write((tx) => {
        const found = followUps.findForOperator(tx, id, person.id)
        if (!found) throw new AppError("not_found", "There is no such follow-up, or it is not yours to see.")
        const { text = found.text, dueAt = found.dueAt, ownerId = found.ownerId } = change
        const isSame = ownerId === found.ownerId
        // Whose seat is gone may stay the owner until somebody gives it to another.
        const next = { ...found, ...check({ chatbotId: found.chatbotId, text, dueAt, ownerId }, isSame) }
        followUps.savePlan(tx, next)
        return next
      })
    },

    /** @param isDone false opens it again. @throws AppError `not_found` */
    mark(id: string, person: Person, isDone: boolean): Promise<FollowUp> {
      return db.write((tx) => {
        const found = followUps.findForOperator(tx, id, person.id)
        if (!found) throw new AppError("not_found", "There is no such follow-up, or it is not yours to see.")
        if ((found.doneAt !== null) === isDone) return found
        const done = isDone ? { doneAt: now(), doneBy: person.id } : { doneAt: null, doneBy: null }
        followUps.setDone(tx, id, done.doneAt, done.doneBy)
        return { ...found, ...done }
      })
    },
  }
}
