import type { AuditStore } from "../accounts/audit-store"
import { peopleTopic } from "../accounts/commands"
import type { Person, PersonStore } from "../accounts/person-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Rule } from "../escalation/rule"
import type { EventStore } from "../events/event-store"
import type { AttachmentStore } from "../messages/attachment-store"
import type { QueueStore } from "../queues/queue-store"
import { type Chatbot, defaultChatbot, hasUploadedPicture, picturePath, welcomeIn } from "./chatbot"
import { type ChatbotChange, changeChatbot } from "./chatbot-change"
import type { ChatbotStore } from "./chatbot-store"
import type { NewPicture, PictureStore } from "./picture-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  pictures: PictureStore
  people: PersonStore
  queues: Pick<QueueStore, "list" | "hasInWrite">
  events: Pick<EventStore, "forgetRecent">
  attachments: Pick<AttachmentStore, "filesOfChatbot" | "removeFiles">
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type ChatbotCommands = ReturnType<typeof createChatbotCommands>

/** Making and changing chatbots. Each change is checked whole, written with its audit entry, and seen by the next request. */
export function createChatbotCommands(deps: Deps) {
  const { db, chatbots, pictures, people, queues, events, attachments, audit, now, newId } = deps

  function check(tx: Tx, chatbot: Chatbot): void {
    if (chatbot.queueId && !queues.hasInWrite(tx, chatbot.queueId))
      throw new AppError("validation", "There is no such queue.", { field: "queueId" })
    if (chatbot.seats === null) return
    const taken = people.countSeatsOfOthers(tx, chatbot.id, "")
    if (chatbot.seats < taken) {
      const have = taken === 1 ? "1 person has a seat" : `${taken} people have a seat`
      throw new AppError("validation", `${have} here. Take seats away from people first, or set at least ${taken}.`, {
        field: "seats",
      })
    }
  }

  /** By id or by name. A queue that went must lock neither the other settings nor the other rules: what a rule named before,
   * it may go on naming. */
  function checkQueues({ escalation }: Chatbot, before: readonly Rule[] = []): void {
    const named = before.flatMap(({ action }) => (action.kind === "escalate" && action.queue ? [action.queue] : []))
    const own = queues.list().flatMap(({ id, name }) => [id, name])
    const known = new Set([...own, ...named].map((queue) => queue.toLowerCase()))
    for (const [at, { action }] of escalation.rules.entries()) {
      if (action.kind !== "escalate" || !action.queue || known.has(action.queue.toLowerCase())) continue
      const message = `There is no queue “${action.queue}”. Choose one of yours, or none.`
      throw new AppError("validation", message, { field: `rules.${at}.action.queue` })
    }
  }

  return {
    /** @throws AppError `validation` */
    async create(person: Person, given: ChatbotChange & { name: string }): Promise<Chatbot> {
      const at = now()
      const welcome = welcomeIn(given.locale)
      const empty: Chatbot = { ...defaultChatbot, welcome, id: newId(), name: "", createdAt: at, updatedAt: at }
      // Waiting visitors stand in a queue: the first one, until the owner chooses another.
      const chatbot = changeChatbot({ ...empty, queueId: queues.list()[0]?.id ?? null }, given, newId)
      if (given.escalation?.rules) checkQueues(chatbot)
      await db.write((tx) => {
        check(tx, chatbot)
        chatbots.save(tx, chatbot)
        audit.note(tx, person.id, "chatbot.created", chatbot.name, at)
      })
      chatbots.refresh()
      return chatbot
    },

    /**
     * What the change leaves out stays. A picture takes the place of the one before, and one that is no longer shown
     * goes. @throws AppError `not_found`, `validation`
     */
    async update(person: Person, id: string, change: ChatbotChange, picture?: NewPicture): Promise<Chatbot> {
      const changed = await db.write((tx) => {
        const at = now()
        const before = chatbots.getInWrite(tx, id)
        const chatbot = { ...changeChatbot(before, change, newId), updatedAt: at }
        if (picture) {
          const pictureId = newId()
          chatbot.appearance = { ...chatbot.appearance, avatar: picturePath(pictureId) }
          pictures.save(tx, { ...picture, id: pictureId, chatbotId: id, createdAt: at })
        } else if (!hasUploadedPicture(chatbot.appearance)) pictures.removeOf(tx, id)
        check(tx, chatbot)
        if (change.escalation?.rules) checkQueues(chatbot, before.escalation.rules)
        chatbots.save(tx, chatbot)
        const parts = [...Object.keys(change), ...(picture ? ["picture"] : [])].join(", ")
        audit.note(tx, person.id, "chatbot.updated", `${chatbot.name}: ${parts}`, at)
        return chatbot
      })
      chatbots.refresh()
      return changed
    },

    /** Takes everything of it along: content, visitors, conversations, files. @throws AppError `not_found` */
    async remove(person: Person, id: string): Promise<void> {
      const files = await db.write((tx) => {
        const { name } = chatbots.getInWrite(tx, id)
        const found = attachments.filesOfChatbot(tx, id)
        chatbots.remove(tx, id)
        events.forgetRecent(tx)
        audit.note(tx, person.id, "chatbot.deleted", name, now())
        // Before the bell: by it streams look whether there is still something to listen to.
        tx.afterCommit(chatbots.refresh)
        // The seats go with it.
        tx.ring(peopleTopic)
        return found
      })
      await attachments.removeFiles(files)
    },
  }
}
