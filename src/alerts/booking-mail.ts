import type { PersonStore } from "../accounts/person-store"
import type { BookingMail } from "../bookings/commands"
import type { createAlertParts } from "./alert-parts"
import { addressOf } from "./alert-settings"
import { escaped } from "./slack-blocks"
import { teamOf, whereToStop } from "./team"
import type { PushPayload } from "./web-push"
import { isToldOf } from "./what-to-tell"

type Alerts = Pick<
  ReturnType<typeof createAlertParts>,
  "alertSettings" | "enqueueComposed" | "tellSlack" | "pushTo" | "reachable"
>

/** A call at ten is news until it is made; by then the desk and the calendar say it, too. */
const newsMs = 12 * 3600_000

/** What a booking tells, in its own transaction. @param alerts are made after what tells through them. */
export function createBookingMail(
  people: Pick<PersonStore, "list" | "listSeated">,
  alerts: () => Alerts,
  now: () => number,
): BookingMail {
  return {
    canSend: () => alerts().alertSettings.smtp() !== undefined,
    from: () => addressOf(alerts().alertSettings.smtp()?.from ?? ""),
    send: (tx, letter, more) => alerts().enqueueComposed(tx, letter, more),
    sendToTeam: (tx, letter, more) =>
      alerts().enqueueComposed(tx, { ...letter, footer: `${letter.footer} ${whereToStop}` }, { ...more, kind: "team" }),
    teamOf: (chatbotId) => teamOf(people, chatbotId).filter((person) => isToldOf(person, "bookings")),
    announce: (tx, text, about) => alerts().tellSlack(tx, escaped(text), about),
    notify(tx, person, { bookingId, ...words }, of) {
      if (!alerts().reachable.isToBeTold(person)) return
      const id = `booking:${bookingId}`
      const payload: PushPayload = { is: "words", id, ...words }
      alerts().pushTo(tx, person, { kind: "team", about: id, ...of, payload, expiresAt: now() + newsMs })
    },
  }
}
