import type { Person, PersonStore } from "../accounts/person-store"
import type { Ephemeral, Signals } from "../events/signals"
import { chatbotTopic, operatorTopic, visitorTopic } from "../events/topics"
import type { AvailabilityBoard } from "../queues/availability"
import type { ConversationStore } from "./conversation-store"

type Deps = {
  people: PersonStore
  conversations: Pick<ConversationStore, "find" | "listHeld">
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
  signals: Signals
}
type Named = Pick<Person, "id" | "name">

/** What desks show of people. They put the names where these stand. */
export const namesSignal = (people: Named[]): Ephemeral => ({
  event: "people",
  data: { people: people.map(({ id, name }) => ({ id, name })) },
})

/** With whom a visitor talks, as they are called now: the log keeps what they were called when they wrote. */
export const holderSignal = (operator: string, online: boolean): Ephemeral => ({
  event: "presence",
  data: { online, operator },
})

/** Whoever has somebody's name before them reads the new one when they are renamed: desks of the same chatbots, and their visitors. */
export function createAnnounceNames({ people, conversations, board, signals }: Deps) {
  const shown = new Map(people.list().map(({ id, name }) => [id, name]))
  return function announce(): void {
    for (const person of people.list()) {
      const { id, name } = person
      const was = shown.get(id)
      shown.set(id, name)
      if (was === undefined || was === name) continue
      for (const topic of [operatorTopic(id), ...people.listSeats(id).map(chatbotTopic)])
        signals.send(topic, namesSignal([person]))
      for (const held of conversations.listHeld()) {
        const visitorId = held.operatorId === id && conversations.find(held.id)?.visitorId
        if (visitorId) signals.send(visitorTopic(visitorId), holderSignal(name, board.isAnybodyOnline(held.chatbotId)))
      }
    }
  }
}
