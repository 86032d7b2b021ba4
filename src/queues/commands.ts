import type { AuditStore } from "../accounts/audit-store"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Doorbell } from "../events/doorbell"
import { waitingTopic } from "../events/topics"
import { checkHours } from "./hours"
import { deletedWords, isUsed, type Moved, usedWords } from "./moved-words"
import { wouldLoop } from "./pick-operator"
import { defaultQueue, type Queue, type QueueStore } from "./queue-store"

type QueueChange = Partial<Omit<Queue, "id" | "createdAt">>
export type QueueCommands = ReturnType<typeof createQueueCommands>

export function createQueueCommands(deps: {
  db: Database
  doorbell: Doorbell
  queues: QueueStore
  people: PersonStore
  chatbots: ChatbotStore
  conversations: Pick<ConversationStore, "getInWrite">
  commands: Pick<ConversationCommands, "append">
  audit: AuditStore
  now: () => number
  newId: () => string
}) {
  const { db, doorbell, queues, people, chatbots, conversations, commands, audit, now, newId } = deps

  function check(queue: Queue): Queue {
    const problem = (field: string, message: string) => new AppError("validation", message, { field })
    const whole = (field: "offerSeconds" | "overflowSeconds" | "memberLimit", min: number, max: number) => {
      if (Number.isInteger(queue[field]) && queue[field] >= min && queue[field] <= max) return
      throw problem(field, `${field} must be a whole number from ${min} to ${max}.`)
    }
    const name = queue.name.trim()
    if (name === "" || name.length > 80)
      throw problem("name", "A queue needs a name of at most 80 characters: visitors may read it.")
    const twin = queues.list().find((each) => each.id !== queue.id && each.name.toLowerCase() === name.toLowerCase())
    if (twin) throw problem("name", "There is a queue of this name already.")
    whole("offerSeconds", 5, 3600)
    whole("overflowSeconds", 5, 86_400)
    whole("memberLimit", 1, 100)
    if (queue.backupQueueId !== null) {
      if (!queues.find(queue.backupQueueId)) throw problem("backupQueueId", "There is no such backup queue.")
      if (wouldLoop(queue.id, queue.backupQueueId, queues.list())) {
        throw problem(
          "backupQueueId",
          "This backup leads back here: conversations would go round in a circle. Choose another.",
        )
      }
    }
    const seen = new Set<string>()
    for (const { personId, preference } of queue.members) {
      const person = people.find(personId)
      if (!person?.isOperator) throw problem("members", "One of the members is not an operator.")
      if (seen.has(personId)) throw problem("members", `${person.name} is named twice.`)
      if (!Number.isInteger(preference) || preference < 1 || preference > 9)
        throw problem("members", "A preference is a number from 1 to 9.")
      seen.add(personId)
    }
    const hours = queue.hours && checkHours(queue.hours)
    return { ...queue, name, hours: hours ? { ...hours } : null }
  }

  // One change after another: two that share a commit could form a loop that neither of them sees.
  let last: Promise<unknown> = Promise.resolve()
  function change<T>(prepare: () => (tx: Tx) => T): Promise<T> {
    const next = last.then(async () => {
      const result = await db.write(prepare())
      queues.refresh()
      doorbell.ring(waitingTopic)
      return result
    })
    last = next.catch(() => undefined)
    return next
  }

  function whatIsIn(tx: Tx, id: string): Moved {
    const open = queues.listOpenInWrite(tx, id)
    const count = (wanted: string) => open.filter(({ state }) => state === wanted).length
    const entering = queues.listEnteringInWrite(tx, id).map((chatbotId) => chatbots.getInWrite(tx, chatbotId).name)
    return { to: null, waiting: count("waiting"), held: count("human"), withAi: count("ai"), chatbots: entering }
  }

  /** Whoever waits goes on waiting: since when, how urgent and until when they were promised a person stays as it was. */
  function moveAll(tx: Tx, id: string, to: Queue): Moved {
    const moved = whatIsIn(tx, id)
    const at = now()
    const open = queues.listOpenInWrite(tx, id).filter(({ state }) => state !== "ai")
    for (const { id: conversationId, state } of open)
      if (state === "waiting") queues.moveTo(tx, conversationId, to.id, at)
    queues.handOver(tx, id, to.id)
    for (const { id: conversationId, operatorId } of open) {
      const payload = { queueId: to.id, operatorId, reason: "queue_deleted" }
      commands.append(tx, conversations.getInWrite(tx, conversationId), systemActor, { type: "assignment", payload })
    }
    for (const chatbotId of queues.listEnteringInWrite(tx, id))
      chatbots.save(tx, { ...chatbots.getInWrite(tx, chatbotId), queueId: to.id, updatedAt: at })
    return { ...moved, to: { id: to.id, name: to.name } }
  }

  return {
    /** @throws AppError `validation` */
    add: (given: QueueChange & { name: string }): Promise<Queue> =>
      change(() => {
        const queue = check({ ...defaultQueue, ...given, id: newId(), createdAt: now() })
        return (tx) => {
          queues.save(tx, queue)
          return queue
        }
      }),
    /** @throws AppError `not_found`, `validation` */
    update: (id: string, given: QueueChange): Promise<Queue> =>
      change(() => {
        const queue = check({ ...queues.get(id), ...given })
        return (tx) => {
          queues.save(tx, queue)
          return queue
        }
      }),
    /**
     * The queue goes, and what is open in it goes on elsewhere, in one write.
     * @param moveTo the queue that takes what is open here, and the visitors of the chatbots that enter here.
     * @returns what was moved, and the entry in the list of changes that says so.
     * @throws AppError `not_found`, `validation` for a queue that cannot take them, `conflict` while it is used and none is named.
     */
    async remove(owner: Person, id: string, moveTo?: string): Promise<{ moved: Moved; entryId: number }> {
      const done = await change(() => {
        const queue = queues.get(id)
        const to = moveTo === undefined ? undefined : queues.find(moveTo)
        if (moveTo !== undefined && (!to || to.id === id))
          throw new AppError("validation", "Choose another queue that is there to take them.", { field: "moveTo" })
        return (tx) => {
          const moved = to ? moveAll(tx, id, to) : whatIsIn(tx, id)
          if (!to && isUsed(moved)) throw new AppError("conflict", usedWords(moved), { field: "moveTo" })
          queues.remove(tx, id)
          const entryId = audit.note(tx, owner.id, "queue.deleted", deletedWords(queue.name, moved), now())
          return { moved, entryId }
        }
      })
      chatbots.refresh()
      return done
    },
  }
}
