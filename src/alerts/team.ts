import type { Person, PersonStore } from "../accounts/person-store"

/** Whoever answers for a chatbot; with nobody at the desk it is the owners' to know. */
export function teamOf(people: Pick<PersonStore, "list" | "listSeated">, chatbotId: string): Person[] {
  const seated = people.listSeated(chatbotId).filter(({ disabledAt }) => disabledAt === null)
  return seated.length > 0 ? seated : people.list().filter(({ isOwner, disabledAt }) => isOwner && disabledAt === null)
}

/** At the foot of what the team is told by letter. */
export const whereToStop = "Operators switch it off at the desk, under “Alerts on this device”."
