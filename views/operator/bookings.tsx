import { Empty } from "../components/empty"
import { Table } from "../components/table"
import type { Theme } from "../layout/page"
import { ListPage, Paging } from "./list-page"
import type { Viewer } from "./props"

const path = "/operator/bookings"

type BookingView = {
  id: string
  chatbot: { id: string; name: string }
  conversationId: string | null
  kind: "booking" | "callback"
  name: string
  start: string
  /** In the business's own time zone. */
  time: string
  contact: { name?: string; email?: string; phone?: string }
  note: string
  people: number
  cancelledAt: string | null
}

type Props = { theme: Theme; viewer: Viewer; bookings: BookingView[]; next: string | null; isFirst: boolean }

export function BookingsPage({ theme, viewer, bookings, next, isFirst }: Props) {
  return (
    <ListPage title="Bookings and callbacks" theme={theme} viewer={viewer} at="bookings">
      {bookings.length === 0 && isFirst ? (
        <Empty icon="calendar" title="No bookings">
          <p>Appointments and calls that visitors book in the chat appear here, soonest first.</p>
        </Empty>
      ) : (
        <Table
          caption="Upcoming bookings"
          columns={[{ label: "When" }, { label: "What" }, { label: "Who" }, { label: "Note" }]}
          isStacked
        >
          {bookings.map(({ contact: { name, phone, email }, ...booking }) => (
            <tr>
              <td>
                {booking.conversationId ? (
                  <a href={`/operator/conversations/${encodeURIComponent(booking.conversationId)}`}>
                    <time dateTime={booking.start}>{booking.time}</time>
                  </a>
                ) : (
                  <time dateTime={booking.start}>{booking.time}</time>
                )}
              </td>
              <td>
                {booking.name}
                {booking.people > 1 ? ` · ${booking.people} people` : ""}
                {booking.cancelledAt ? <span class="chip">cancelled</span> : null}
              </td>
              <td class="wide">
                {name ? <div>{name}</div> : null}
                {phone ? (
                  <div>
                    <a href={`tel:${phone}`}>{phone}</a>
                  </div>
                ) : null}
                {email ? (
                  <div>
                    <a href={`mailto:${email}`}>{email}</a>
                  </div>
                ) : null}
              </td>
              <td class={booking.note ? "wide soft" : "nothing"}>{booking.note}</td>
            </tr>
          ))}
        </Table>
      )}
      <Paging
        first={isFirst ? undefined : path}
        next={next && `${path}?cursor=${encodeURIComponent(next)}`}
        word="Later"
      />
    </ListPage>
  )
}
