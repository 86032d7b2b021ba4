import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator"
import type { Booking } from "./booking-store"

type Invitation = { method: "REQUEST" | "CANCEL"; ics: string }

/**
 * What calendars understand. The id stays and the sequence grows, so that a moved appointment moves and a cancelled one
 * goes, instead of standing there twice.
 */
export function writeInvitation(
  booking: Booking,
  { business, organiser, link, now }: { business: string; organiser: string; link: string; now: number },
): Invitation {
  const isCancelled = booking.cancelledAt !== null
  const method = isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST
  const calendar = ical({ method, prodId: { company: "Baton", product: "Baton" } })
  const event = calendar.createEvent({
    id: `${booking.id}@baton`,
    sequence: booking.sequence,
    start: new Date(booking.startsAt),
    end: new Date(booking.endsAt),
    stamp: new Date(now),
    summary: `${booking.name} · ${business}`,
    description: link,
    url: link,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: business, email: organiser },
  })
  const { email, name } = booking.contact
  if (email) event.createAttendee({ email, ...(name ? { name } : {}), rsvp: false })
  return { method: isCancelled ? "CANCEL" : "REQUEST", ics: calendar.toString() }
}
