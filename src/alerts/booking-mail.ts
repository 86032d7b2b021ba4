import type { PersonStore } from "../accounts/person-store"
import type { BookingMail } from "../bookings/commands"
import type { createAlertParts } from "./alert-parts"
import { addressOf } from "./alert-settings"
import { escaped } from "./slack-blocks"
import { teamOf } from "./team"

type Alerts = Pick<ReturnType<typeof createAlertParts>, "alertSettings" | "enqueueComposed" | "tellSlack">

/** What a booking tells, in its own transaction. @param alerts are made after what tells through them. */
export function createBookingMail(people: Pick<PersonStore, "list" | "listSeated">, alerts: () => Alerts): BookingMail {
  return {
    canSend: () => alerts().alertSettings.smtp() !== undefined,
    from: () => addressOf(alerts().alertSettings.smtp()?.from ?? ""),
    send: (tx, letter, { isToTeam, ...more }) =>
      alerts().enqueueComposed(tx, letter, { ...more, kind: isToTeam ? "team" : "letter" }),
    teamOf: (chatbotId) => teamOf(people, chatbotId),
    announce: (tx, text, about) => alerts().tellSlack(tx, escaped(text), about),
  }
}
