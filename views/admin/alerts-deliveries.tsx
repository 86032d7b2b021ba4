import { Button } from "../components/button"
import { Callout } from "../components/callout"
import { Table } from "../components/table"
import { Exact } from "../components/time"

export type DeliveryRow = {
  id: string
  channel: string
  kind: string
  target: string
  state: string
  attempts: number
  answer: string | null
  createdAt: string
  nextAt: string
}
/** What was tried in vain and is tried again. */
export type FailingRow = {
  channel: string
  answer: string
  count: number
  /** Where all of it goes to the same. */
  target: string | null
  since: string
  nextAt: string
}
const channels: Record<string, string> = {
  email: "Email",
  slack: "Slack",
  webhook: "Webhook",
  push: "Notification",
  hubspot: "HubSpot",
}

/** “3 emails”, “1 message to hooks.example.com” */
const things: Record<string, [one: string, several: string]> = {
  email: ["email", "emails"],
  slack: ["message to Slack", "messages to Slack"],
  webhook: ["event for another program", "events for another program"],
  push: ["notification", "notifications"],
  hubspot: ["entry for HubSpot", "entries for HubSpot"],
}
const thingsOf = (channel: string, count: number): string => {
  const [one, several] = things[channel] ?? [channel, channel]
  return `${count} ${count === 1 ? one : several}`
}

export function NotYet({ failing }: { failing: FailingRow[] }) {
  if (failing.length === 0) return null
  return (
    <section class="card card-stack" id="failing">
      <div class="card-head">
        <h2>Not delivered yet</h2>
      </div>
      <p class="soft">Nothing is lost: Baton keeps trying for about three days, less and less often.</p>
      {failing.map(({ channel, answer, count, target, since, nextAt }) => (
        <Callout icon="triangle-alert" tone="waiting">
          <p>
            <strong>
              {thingsOf(channel, count)} {count === 1 ? "waits" : "wait"}
            </strong>
            {target && channel !== "slack" && channel !== "hubspot" ? ` for ${target}` : ""},{" "}
            {count === 1 ? "since" : "the first since"} <Exact at={since} />. Next try: <Exact at={nextAt} />.
          </p>
          <p>{answer}</p>
          <form class="button-row" method="post" action="/admin/alerts/deliveries/retry">
            <input type="hidden" name="channel" value={channel} />
            <Button small aria-label={`Try again now: ${channels[channel]}`}>
              Try again now
            </Button>
          </form>
        </Callout>
      ))}
    </section>
  )
}

export function DeadLetters({ dead }: { dead: DeliveryRow[] }) {
  if (dead.length === 0) return null
  return (
    <section class="card card-stack" id="dead">
      <div class="card-head">
        <h2>Could not be delivered</h2>
      </div>
      <p class="soft">
        Refused, or given up after three days of trying. Nothing is lost: send it again once the cause is fixed.
      </p>
      <Table caption="Could not be delivered" columns={deadColumns}>
        {dead.map((row) => (
          <tr>
            <td>{channels[row.channel] ?? row.channel}</td>
            <td>{row.target}</td>
            <td>{row.answer}</td>
            <td class="log-time">
              <Exact at={row.createdAt} />
            </td>
            <td>
              <SendAgain id={row.id} what={`${channels[row.channel]} to ${row.target}`} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  )
}

const deadColumns = [
  { label: "How" },
  { label: "To" },
  { label: "Why not" },
  { label: "From" },
  { label: "Act", isUnseen: true },
]

function SendAgain({ id, what }: { id: string; what: string }) {
  return (
    <form method="post" action={`/admin/alerts/deliveries/${encodeURIComponent(id)}/send-again`}>
      <Button small aria-label={`Send again: ${what}`}>
        Send again
      </Button>
    </form>
  )
}
