/** Which events somebody outside is to hear of, and when an operator is not to be disturbed. Pure. */

import type { Person } from "../accounts/person-store"
import type { Actor, StoredEvent } from "../events/event"

export type News =
  /** Somebody waits for a person. `again`: they have been waiting, and it was promised to say so again. */
  | { is: "waiting"; again: boolean }
  /** Worth a look while the AI goes on: a rule of the owner's that alerts, or somebody ready to buy. */
  | { is: "flagged"; why: string }
  /** Nobody waits any more: somebody came, or it ended. */
  | { is: "settled"; by: Actor; to: "ai" | "human" | "closed" }
  /** It is this operator's now, or it is offered to them. */
  | { is: "handed"; personId: string; offered: boolean }
  /** An operator wrote: if the visitor has left, it goes after them by email. */
  | { is: "replied" }
  /** The visitor wrote to the person who holds the conversation. */
  | { is: "asked" }
  /** It is now known where the visitor can be reached. */
  | { is: "reachable" }

export function newsOf(event: StoredEvent): News | undefined {
  switch (event.type) {
    case "state": {
      const { from, to } = event.payload
      if (to === "waiting") return { is: "waiting", again: from === "waiting" }
      return to !== "ai" || from === "waiting" ? { is: "settled", by: event.actor, to } : undefined
    }
    case "signal": {
      const { kind, rule, told } = event.payload
      if (told) return undefined
      if (rule) return { is: "flagged", why: `Rule “${rule.name}”` }
      return kind === "high_intent" ? { is: "flagged", why: "Ready to buy" } : undefined
    }
    case "assignment": {
      const { reason, operatorId } = event.payload
      if (reason === "deadline_passed" || reason === "overflow") return { is: "waiting", again: true }
      // Others are to come now; where somebody holds it, nothing is different for them.
      if (reason === "queue_deleted") return operatorId === null ? { is: "waiting", again: true } : undefined
      if (operatorId === null || operatorId === event.actor.id) return undefined
      if (reason === "offered") return { is: "handed", personId: operatorId, offered: true }
      return reason === "transfer" ? { is: "handed", personId: operatorId, offered: false } : undefined
    }
    case "message":
      if (event.actor.kind === "operator") return { is: "replied" }
      return event.actor.kind === "visitor" ? { is: "asked" } : undefined
    case "contact":
      return event.payload.email ? { is: "reachable" } : undefined
    default:
      return undefined
  }
}

/** What calls nobody, and whoever it is for may do without being told of it. */
export type Tidings = "bookings" | "followUps"

/** Told of everything who has not said otherwise. */
export const isToldOf = ({ preferences }: Pick<Person, "preferences">, what: Tidings): boolean =>
  (preferences.toldOf as Partial<Record<Tidings, boolean>> | undefined)?.[what] !== false

/** From and to as `HH:MM` where the operator is; over midnight if `to` is the earlier one. */
type QuietHours = { from: string; to: string; timezone: string }

/** What an operator has set, if it makes sense. */
export function quietHoursOf(preferences: Record<string, unknown>): QuietHours | undefined {
  const { from, to, timezone } = (preferences.quietHours ?? {}) as Partial<QuietHours>
  const isTime = (text: unknown): text is string => typeof text === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
  return isTime(from) && isTime(to) && from !== to && typeof timezone === "string" && isTimezone(timezone)
    ? { from, to, timezone }
    : undefined
}

export function isQuiet(quiet: QuietHours | undefined, at: number): boolean {
  if (!quiet) return false
  const { from, to, timezone } = quiet
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" }).format(at)
  return from < to ? time >= from && time < to : time >= from || time < to
}

export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined
  } catch {
    // Asking is the only way to learn whether this system knows the zone.
    return false
  }
}
