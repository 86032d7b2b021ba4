import { Elysia, t } from "elysia"
import { AppError } from "../errors"
import type { Host } from "../http/host"
import { iso } from "../http/iso"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import { isDate, isTimeZone } from "../queues/hours"
import type { VisitorOf } from "../visitors/visitor-of"
import type { VisitorStore } from "../visitors/visitor-store"
import type { Booking } from "./booking-store"
import type { BookingCommands } from "./commands"

type Deps = {
  host: Host
  bookings: BookingCommands
  visitors: VisitorStore
  visitorOf: VisitorOf
  origins: Origins
  limits: RateLimits
  now: () => number
}

const shown = (booking: Booking, link: string) => ({
  id: booking.id,
  kind: booking.kind,
  name: booking.name,
  start: iso(booking.startsAt),
  end: iso(booking.endsAt),
  timeZone: booking.timeZone,
  people: booking.people,
  contact: booking.contact,
  link,
})

/** Free times and bookings, for the visitor whose token it is. */
export const bookingWidgetRoutes = (deps: Deps) => {
  const { host, bookings, visitors, visitorOf, origins, limits, now } = deps

  return new Elysia({ name: "booking-widget", prefix: "/api/widget", detail: { tags: ["Visitor"] } })
    .get(
      "/slots",
      async ({ request, query }) => {
        const { id, chatbotId } = visitorOf(request)
        await limits.use("small", id)
        const from = query.from === undefined ? now() : isDate(query.from) ? query.from : Date.parse(query.from)
        if (Number.isNaN(from)) throw new AppError("validation", "Write a date in ISO 8601.", { field: "from" })
        const zone = visitors.find(id)?.timezone
        return {
          slots: bookings.listSlots(chatbotId, {
            from,
            days: query.days ?? 14,
            ...(query.kind ? { kind: query.kind } : {}),
            ...(query.type ? { type: query.type } : {}),
          }),
          timeZone: isTimeZone(zone) ? zone : "UTC",
        }
      },
      {
        query: t.Object({
          from: t.Optional(
            t.String({ description: "A day, in the time zone of the business, or a moment; now unless told" }),
          ),
          days: t.Optional(t.Integer({ minimum: 1, maximum: 62 })),
          kind: t.Optional(t.Union([t.Literal("booking"), t.Literal("callback")])),
          type: t.Optional(t.String({ maxLength: 100 })),
        }),
        detail: { summary: "Free times" },
      },
    )
    .post(
      "/bookings",
      async ({ request, body, set }) => {
        const { id } = visitorOf(request)
        await limits.use("small", id)
        await limits.use("letters", origins.address(request, host.server))
        const { contact = {}, ...rest } = body
        const given = Object.fromEntries(Object.entries(contact).filter(([, value]) => value)) as Booking["contact"]
        const booking = await bookings.book({ visitorId: id, ...rest, note: rest.note ?? undefined, contact: given })
        set.status = 201
        return { booking: shown(booking, bookings.linkOf(booking)) }
      },
      {
        body: t.Object({
          slot: t.String({ maxLength: 200, description: "`slot` or `start` of a free time" }),
          kind: t.Union([t.Literal("callback"), t.Literal("booking")]),
          contact: t.Optional(
            t.Object({
              name: t.Optional(t.Nullable(t.String({ maxLength: 200 }))),
              email: t.Optional(t.Nullable(t.String({ maxLength: 200 }))),
              phone: t.Optional(t.Nullable(t.String({ maxLength: 60 }))),
            }),
          ),
          note: t.Optional(t.Nullable(t.String({ maxLength: 1000 }))),
          people: t.Optional(t.Integer({ minimum: 1, maximum: 1000 })),
          clientId: t.Optional(t.String({ maxLength: 100 })),
        }),
        detail: { summary: "Book a free time; 409 with the next free ones if it was just taken" },
      },
    )
}
