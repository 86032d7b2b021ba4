import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator"
import type { Booking } from "./booking-store"

type Invitation = { method: "REQUEST" | "CANCEL"; ics: string }
type InvitationFacts = {
  summary: string
  /** What else there is to know of it, one thing a line. */
  details: string[]
  /** Whose calendar it is for: calendars take it by the address. */
  attendee: { email: string; name?: string | undefined }
  business: string
  organiser: string
  link: string
  now: number
}

/**
 * What calendars understand. The id stays and the sequence grows, so that a moved appointment moves and a cancelled one
 * goes, instead of standing there twice.
 */
export function writeInvitation(
  booking: Booking,
  { summary, details, attendee, business, organiser, link, now }: InvitationFacts,
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
    summary,
    description: [...details, link].join("\n"),
    url: link,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: business, email: organiser },
  })
  const { email, name } = attendee
  event.createAttendee({ email, ...(name ? { name } : {}), rsvp: false })
  return { method: isCancelled ? "CANCEL" : "REQUEST", ics: calendar.toString() }
}
