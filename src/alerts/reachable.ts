import type { Person, PersonStore } from "../accounts/person-store"
import { isQuiet, quietHoursOf } from "./what-to-tell"

export type Reachable = ReturnType<typeof createReachable>

/** Whom of a chatbot's operators an alert may disturb. */
export function createReachable({ people, now }: { people: PersonStore; now: () => number }) {
  const isDisturbable = (person: Person) => !isQuiet(quietHoursOf(person.preferences), now())
  return {
    isDisturbable,
    /** Of what need not be looked at now: nobody is woken for it who has gone home. */
    isToBeTold: (person: Person) => person.availability !== "offline" && isDisturbable(person),
    /** Those who said that they are there; if there are none, those who are only away. Who has gone home is left alone. */
    list(chatbotId: string): Person[] {
      const seated = people.listSeated(chatbotId).filter(isDisturbable)
      const online = seated.filter(({ availability }) => availability === "online")
      return online.length > 0 ? online : seated.filter(({ availability }) => availability === "away")
    },
  }
}
