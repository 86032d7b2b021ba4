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
        >
          {bookings.map((booking) => (
            <tr>
              <td>
                <time dateTime={booking.start}>{booking.time}</time>
              </td>
              <td>
                {booking.conversationId ? (
                  <a href={`/operator/conversations/${encodeURIComponent(booking.conversationId)}`}>{booking.name}</a>
                ) : (
                  booking.name
                )}
                {booking.people > 1 ? ` · ${booking.people} people` : ""}
                {booking.cancelledAt ? <span class="chip">cancelled</span> : null}
              </td>
              <td>
                {booking.contact.name ? <span>{booking.contact.name} </span> : null}
                {booking.contact.phone ? <a href={`tel:${booking.contact.phone}`}>{booking.contact.phone} </a> : null}
                {booking.contact.email ? <a href={`mailto:${booking.contact.email}`}>{booking.contact.email}</a> : null}
              </td>
              <td>{booking.note}</td>
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
