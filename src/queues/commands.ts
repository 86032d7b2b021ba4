import type { PersonStore } from "../accounts/person-store"
import { waitingTopic } from "../conversations/commands"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Doorbell } from "../events/doorbell"
import { checkHours } from "./hours"
import { wouldLoop } from "./pick-operator"
import { defaultQueue, type Queue, type QueueStore } from "./queue-store"

export type QueueChange = Partial<Omit<Queue, "id" | "createdAt">>
export type QueueCommands = ReturnType<typeof createQueueCommands>

export function createQueueCommands(deps: {
  db: Database
  doorbell: Doorbell
  queues: QueueStore
  people: PersonStore
  now: () => number
  newId: () => string
}) {
  const { db, doorbell, queues, people, now, newId } = deps

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
  function change<T>(prepare: () => { result: T; write: (tx: Tx) => void }): Promise<T> {
    const next = last.then(async () => {
      const { result, write } = prepare()
      await db.write(write)
      queues.refresh()
      doorbell.ring(waitingTopic)
      return result
    })
    last = next.catch(() => undefined)
    return next
  }

  return {
    /** @throws AppError `validation` */
    add: (given: QueueChange & { name: string }): Promise<Queue> =>
      change(() => {
        const queue = check({ ...defaultQueue, ...given, id: newId(), createdAt: now() })
        return { result: queue, write: (tx) => queues.save(tx, queue) }
      }),
    /** @throws AppError `not_found`, `validation` */
    update: (id: string, given: QueueChange): Promise<Queue> =>
      change(() => {
        const queue = check({ ...queues.get(id), ...given })
        return { result: queue, write: (tx) => queues.save(tx, queue) }
      }),
    /** @throws AppError `not_found`, `conflict` while it is used. */
    remove: (id: string): Promise<void> =>
      change(() => {
        queues.get(id)
        return { result: undefined, write: (tx) => queues.remove(tx, id) }
      }),
  }
}
