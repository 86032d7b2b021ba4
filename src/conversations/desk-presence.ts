import type { PersonStore } from "../accounts/person-store"
import type { Signals } from "../events/signals"
import { operatorTopic } from "../events/topics"
import type { AvailabilityBoard } from "../queues/availability"

type Deps = {
  people: PersonStore
  signals: Signals
  board: Pick<AvailabilityBoard, "isPresent">
  countVisitors: (chatbotIds: string[]) => number
}

/** Tells each desk how many visitors are there; silent while nothing changed. */
export function createDeskPresence({ people, signals, board, countVisitors }: Deps) {
  const told = new Map<string, number>()
  return function announce(): void {
    for (const person of people.list()) {
      if (!person.isOperator || !board.isPresent(person.id)) {
        told.delete(person.id)
        continue
      }
      const visitors = countVisitors(people.listSeats(person.id))
      if (told.get(person.id) === visitors) continue
      told.set(person.id, visitors)
      signals.send(operatorTopic(person.id), { event: "presence", data: { visitors } })
    }
  }
}
