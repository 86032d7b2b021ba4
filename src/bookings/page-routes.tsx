import { Elysia, t } from "elysia"
import { AppointmentPage } from "../../views/appointment"
import { BookingsPage } from "../../views/operator/bookings"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import type { Host } from "../http/host"
import { htmlPage, redirectTo } from "../http/html"
import { iso } from "../http/iso"
import type { Origins } from "../http/origin"
import { asPage } from "../http/page-request"
import { pageQuery } from "../http/paging"
import { problemOf } from "../http/problem"
import type { RateLimits } from "../http/rate-limit"
import { themeOf } from "../http/theme"
import { directionOf } from "../languages/sentences"
import type { Booking, BookingStore } from "./booking-store"
import type { BookingCommands } from "./commands"
import { bookingWords, timeText } from "./wording"

type Deps = {
  auth: Auth
  host: Host
  origins: Origins
  limits: RateLimits
  chatbots: ChatbotStore
  store: BookingStore
  bookings: BookingCommands
  now: () => number
}

const shownBookings = 100
const word = t.Optional(t.String({ maxLength: 200 }))

/** The operators' list and its API, and the page behind the link in a visitor's letter. */
export const bookingPageRoutes = ({ auth, host, origins, limits, chatbots, store, bookings, now }: Deps) => {
  const shown = (booking: Booking) => ({
    id: booking.id,
    chatbot: { id: booking.chatbotId, name: chatbots.find(booking.chatbotId)?.name ?? "" },
    conversationId: booking.conversationId,
    kind: booking.kind,
    name: booking.name,
    start: iso(booking.startsAt),
    end: iso(booking.endsAt),
    timeZone: booking.timeZone,
    contact: booking.contact,
    note: booking.note,
    people: booking.people,
    cancelledAt: booking.cancelledAt === null ? null : iso(booking.cancelledAt),
  })

  function page(booking: Booking, path: string, status = 200, problem?: string): Response {
    const { locale, timeZone, name, startsAt, endsAt, cancelledAt } = booking
    const words = bookingWords(locale)
    const what = `${name}, ${timeText(locale, timeZone, startsAt)}`
    const isOver = endsAt <= now()
    return htmlPage(
      <AppointmentPage
        lang={locale}
        dir={directionOf(locale)}
        business={chatbots.find(booking.chatbotId)?.name ?? ""}
        title={(cancelledAt === null ? words.booked : words.cancelled).replace("{}", what)}
        words={words}
        path={path}
        isOpen={cancelledAt === null && !isOver}
        isOver={cancelledAt === null && isOver}
        slots={bookings
          .alternatives(booking)
          .map(({ slot, start }) => ({ slot, text: timeText(locale, timeZone, Date.parse(start)) }))}
        problem={problem}
      />,
      status,
      // The address is the key: it goes to nobody else.
      { "referrer-policy": "no-referrer" },
    )
  }

  async function act(request: Request, id: string, signature: string, change: () => Promise<Booking>) {
    await limits.use("address", origins.address(request, host.server))
    const path = `/appointments/${encodeURIComponent(id)}/${encodeURIComponent(signature)}`
    const booking = bookings.ofLink(id, signature)
    try {
      // Each change is a letter to an address that somebody typed, and to the team.
      await limits.use("letters", origins.address(request, host.server))
      await change()
      return redirectTo(path)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return page(booking, path, problemOf(error).status, error.message)
    }
  }

  return new Elysia({ name: "booking-pages" })
    .get(
      "/api/v1/bookings",
      ({ request, query }) => {
        const person = auth.operator(request)
        const { chatbot, cursor, limit = 50 } = query
        const from = query.from === undefined ? now() : Date.parse(query.from)
        if (!Number.isFinite(from)) throw new AppError("validation", "Write a date in ISO 8601.", { field: "from" })
        const { items, next } = store.listForOperator(person.id, from, { chatbot, limit, cursor })
        return { items: items.map(shown), next }
      },
      {
        query: t.Object({ ...pageQuery, from: t.Optional(t.String()), chatbot: t.Optional(t.String()) }),
        detail: { tags: ["Operator"], summary: "Bookings and callbacks, soonest first" },
      },
    )
    .get(
      "/operator/bookings",
      ({ request, query }) =>
        asPage(request, "/operator", () => {
          const person = auth.operator(request)
          const zoneOf = (booking: Booking) => {
            const hours = booking.typeId ? bookings.zoneOf(booking.typeId) : undefined
            return hours ?? "UTC"
          }
          const { items, next } = store.listForOperator(person.id, now(), {
            limit: shownBookings,
            cursor: query.cursor,
          })
          const rows = items.map((booking) => ({
            ...shown(booking),
            time: timeText("en", zoneOf(booking), booking.startsAt),
          }))
          return htmlPage(
            <BookingsPage
              theme={themeOf(request)}
              viewer={person}
              bookings={rows}
              next={next}
              isFirst={query.cursor === undefined}
            />,
          )
        }),
      { query: t.Object({ cursor: pageQuery.cursor }), detail: { hide: true } },
    )
    .get(
      "/appointments/:id/:signature",
      ({ request, params: { id, signature } }) =>
        asPage(request, "/", () =>
          page(
            bookings.ofLink(id, signature),
            `/appointments/${encodeURIComponent(id)}/${encodeURIComponent(signature)}`,
          ),
        ),
      { detail: { hide: true } },
    )
    .post(
      "/appointments/:id/:signature/cancel",
      ({ request, params: { id, signature } }) =>
        asPage(request, "/", () => act(request, id, signature, () => bookings.cancel(id))),
      { detail: { hide: true } },
    )
    .post(
      "/appointments/:id/:signature/move",
      ({ request, params: { id, signature }, body }) =>
        asPage(request, "/", () => act(request, id, signature, () => bookings.move(id, body?.slot ?? ""))),
      { body: t.Optional(t.Nullable(t.Object({ slot: word }))), detail: { hide: true } },
    )
}
