import { Button } from "../components/button"
import { Callout } from "../components/callout"
import { Select, TextField } from "../components/field"
import { Table } from "../components/table"
import { Term } from "../components/term"
import { Exact } from "../components/time"
import { SlackAppCard, type SlackAppCardProps } from "./alerts-slack"
import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { type Trial, TrialResult } from "./trial"

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
type FailingRow = {
  channel: string
  answer: string
  count: number
  /** Where all of it goes to the same. */
  target: string | null
  since: string
  nextAt: string
}
type WebhookRow = {
  id: string
  url: string
  description: string
  events: string[]
  failures: number
  disabled: string | null
}

export type AlertsPageProps = {
  frame: AdminFrame
  email: { hasPassword: boolean; fromEnvironment: boolean } | undefined
  slack: { host: string; fromEnvironment: boolean } | undefined
  publicUrl: { address: string; isGuessed: boolean }
  emailForm: FormState
  bounceForm: FormState
  slackForm: FormState
  timesForm: FormState
  webhookForm: FormState
  emailTrial?: Trial | undefined
  slackTrial?: Trial | undefined
  webhooks: WebhookRow[]
  failing: FailingRow[]
  dead: DeliveryRow[]
  pending: number
} & SlackAppCardProps

export function AlertsPage(props: AlertsPageProps) {
  const { frame, publicUrl, pending } = props
  return (
    <AdminPage
      frame={frame}
      section="alerts"
      title="Alerts"
      intro="Who is told, and how, when a visitor needs a person. Operators set up notifications of their own devices from the desk’s menu."
    >
      {publicUrl.isGuessed ? (
        <Callout icon="info">
          <p>
            Links in emails and in Slack lead to <strong>{publicUrl.address}</strong>. If your visitors and operators
            use another address, set BATON_URL to it.
          </p>
        </Callout>
      ) : null}
      <NotYet {...props} />
      <DeadLetters {...props} />
      <EmailCard {...props} />
      <SlackCard {...props} />
      <SlackAppCard {...props} />
      <TimesCard {...props} />
      <WebhooksCard {...props} />
      {pending > 0 ? (
        <p class="soft">
          {pending === 1 ? "1 delivery is" : `${pending} deliveries are`} waiting to be sent or for their time.
        </p>
      ) : null}
    </AdminPage>
  )
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

function NotYet({ failing }: AlertsPageProps) {
  if (failing.length === 0) return null
  return (
    <section class="card card-stack" id="failing">
      <div class="card-head">
        <h2>Not delivered yet</h2>
      </div>
      <p class="soft">Nothing is lost: Baton tries again by itself for about three days, at ever longer intervals.</p>
      {failing.map(({ channel, answer, count, target, since, nextAt }) => (
        <Callout icon="triangle-alert" tone="waiting">
          <p>
            <strong>
              {thingsOf(channel, count)} {count === 1 ? "waits" : "wait"}
            </strong>
            {target && channel !== "slack" && channel !== "hubspot" ? ` for ${target}` : ""},{" "}
            {count === 1 ? "since" : "the first since"} <Exact at={since} />. Tried again by itself:{" "}
            <Exact at={nextAt} />.
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

function DeadLetters({ dead }: AlertsPageProps) {
  if (dead.length === 0) return null
  return (
    <section class="card card-stack" id="dead">
      <div class="card-head">
        <h2>Could not be delivered</h2>
      </div>
      <p class="soft">
        Refused, or given up after three days of trying. Nothing is lost: send it again once it is repaired.
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

function EmailCard({ email, emailForm, emailTrial, bounceForm, publicUrl, frame }: AlertsPageProps) {
  const { values, errors = {}, error } = emailForm
  return (
    <section class="card card-stack" id="email">
      <div class="card-head">
        <h2>Email</h2>
        <span class="badge">
          {email ? (email.fromEnvironment ? "From the configuration" : "Set up") : "Not set up"}
        </span>
      </div>
      <p class="soft">
        For alerts that nobody reacted to, replies to visitors who have left, transcripts and invitations.
      </p>
      <AdminForm
        action="/admin/alerts/email#email"
        errors={errors}
        error={error}
        more={
          email && !email.fromEnvironment ? (
            <Button name="act" value="remove">
              Remove
            </Button>
          ) : null
        }
      >
        <TextField
          label="Mail server"
          name="host"
          value={values.host ?? ""}
          error={errors.host}
          placeholder="mail.example.com"
          autocomplete="off"
        />
        <Select
          label="Encryption"
          name="security"
          value={values.security ?? "starttls"}
          error={errors.security}
          options={[
            { value: "starttls", label: "The usual (STARTTLS, port 587)" },
            { value: "tls", label: "From the start (TLS, port 465)" },
            { value: "none", label: "None (only for a server on this machine)" },
          ]}
        />
        <TextField
          label="Port"
          name="port"
          value={values.port ?? ""}
          error={errors.port}
          inputMode="numeric"
          help="Empty: the usual one."
        />
        <TextField label="User name" name="user" value={values.user ?? ""} error={errors.user} autocomplete="off" />
        <TextField
          label="Password"
          name="password"
          type="password"
          error={errors.password}
          placeholder={email?.hasPassword ? "Saved. Write a new one to replace it" : ""}
          help="Kept on this server and never shown again."
          autocomplete="new-password"
        />
        <TextField
          label="Sender"
          name="from"
          value={values.from ?? ""}
          error={errors.from}
          placeholder="Luma Shoes <chat@example.com>"
          autocomplete="off"
        />
      </AdminForm>
      {email ? (
        <form class="token-form" method="post" action="/admin/alerts/email/test#email">
          <TextField
            label="Send a test to"
            name="to"
            type="email"
            value={values.to ?? frame.owner.email}
            error={errors.to}
            autocomplete="off"
          />
          <Button icon="send-horizontal">Send a test</Button>
        </form>
      ) : null}
      <TrialResult trial={emailTrial} good="The mail server took it." />
      {email ? <ReturnedLetters bounceForm={bounceForm} publicUrl={publicUrl} /> : null}
    </section>
  )
}

/** What another mail server sends back hours later, after ours took it. */
function ReturnedLetters({ bounceForm, publicUrl }: Pick<AlertsPageProps, "bounceForm" | "publicUrl">) {
  const { values, errors = {}, error } = bounceForm
  return (
    <details class="set-up" open={Boolean(values.address) || Object.keys(errors).length > 0}>
      <summary>Letters that come back later</summary>
      <p class="soft">
        What your mail server refuses at once is shown here and in the conversation. What another one returns hours
        later goes to the sender, unless you give an address for it and have what arrives there, also with a plus and
        anything behind it, posted to <code>{publicUrl.address}/mail/returned</code>: by your mail server (in Postfix:{" "}
        <code>|curl --data-binary @- {publicUrl.address}/mail/returned</code>) or by a service that receives mail. Each
        letter has a return address of its own, signed, so nothing else is accepted.
      </p>
      <AdminForm action="/admin/alerts/returned#email" errors={errors} error={error}>
        <TextField
          label="Address for returned letters"
          name="address"
          value={values.address ?? ""}
          error={errors.address}
          placeholder="returned@example.com"
          help="Empty: they go to the sender."
          autocomplete="off"
        />
      </AdminForm>
    </details>
  )
}

function SlackCard({ slack, slackForm, slackTrial }: AlertsPageProps) {
  const { values, errors = {}, error } = slackForm
  return (
    <section class="card card-stack" id="slack">
      <div class="card-head">
        <h2>Alerts in Slack</h2>
        <span class="badge">
          {slack ? (slack.fromEnvironment ? "From the configuration" : "Set up") : "Not set up"}
        </span>
      </div>
      <p class="soft">
        A message in a channel when somebody waits: who, why, what they want, and a button to the desk. Through this,
        nothing that is written in Slack reaches a visitor.
      </p>
      <AdminForm
        action="/admin/alerts/slack#slack"
        errors={errors}
        error={error}
        more={
          slack && !slack.fromEnvironment ? (
            <Button name="act" value="remove">
              Remove
            </Button>
          ) : null
        }
      >
        <TextField
          label="Address that Slack gives you"
          help="In Slack: create an app, switch on “Incoming Webhooks”, add one to the channel, and copy its address."
          name="url"
          id="slack-url"
          value={values.url ?? ""}
          error={errors.url}
          placeholder={
            slack ? `Saved: ${slack.host}. Write a new one to replace it` : "https://hooks.slack.com/services/…"
          }
          inputMode="url"
          autocomplete="off"
        />
      </AdminForm>
      {slack ? (
        <form class="button-row" method="post" action="/admin/alerts/slack/test#slack">
          <Button icon="send-horizontal">Send a test to Slack</Button>
        </form>
      ) : null}
      <TrialResult trial={slackTrial} good="Slack took it." />
    </section>
  )
}

function TimesCard({ timesForm }: AlertsPageProps) {
  const { values, errors = {}, error } = timesForm
  const field = (name: string, label: string, help: string) => (
    <TextField
      label={label}
      name={name}
      value={values[name] ?? ""}
      error={errors[name]}
      help={help}
      inputMode="numeric"
    />
  )
  return (
    <section class="card card-stack" id="times">
      <div class="card-head">
        <h2>When emails go</h2>
      </div>
      <AdminForm action="/admin/alerts/times#times" errors={errors} error={error}>
        {field(
          "operatorsAfter",
          "To operators, after minutes of waiting",
          "If nobody has taken the conversation. 0: never.",
        )}
        {field("ownersAfter", "To owners, after minutes of waiting", "If still nobody has. 0: never.")}
        {field(
          "continuityAfter",
          "To a visitor who has left, minutes after a reply",
          "An operator’s reply follows by email, with a link that reopens the conversation. 0: never.",
        )}
      </AdminForm>
    </section>
  )
}

function WebhooksCard({ webhooks, webhookForm }: AlertsPageProps) {
  const { values, errors = {}, error } = webhookForm
  return (
    <section class="card card-stack" id="webhooks">
      <div class="card-head">
        <h2>Other programs</h2>
        <a href="https://www.standardwebhooks.com/">How it is signed</a>
      </div>
      <p class="soft">
        Programs of your own, or of others, are told what happens as it happens, until they have answered.{" "}
        <Term>webhooks.</Term>
      </p>
      {webhooks.length > 0 ? (
        <Table
          caption="Programs that are told"
          columns={[{ label: "Address" }, { label: "Events" }, { label: "State" }]}
        >
          {webhooks.map(({ id, url, description, events, failures, disabled }) => (
            <tr>
              <td>
                <a href={`/admin/alerts/webhooks/${encodeURIComponent(id)}`}>{description || url}</a>
              </td>
              <td>{events.length === 0 ? "All" : events.length}</td>
              <td>{disabled ? "Off" : failures > 0 ? `Failing (${failures})` : "On"}</td>
            </tr>
          ))}
        </Table>
      ) : null}
      <AdminForm
        action="/admin/alerts/webhooks#webhooks"
        errors={errors}
        error={error}
        save="Add a program"
        guard={false}
      >
        <TextField
          label="Address"
          name="url"
          id="webhook-url"
          value={values.url ?? ""}
          error={errors.url}
          placeholder="https://example.com/hooks/baton"
          inputMode="url"
          autocomplete="off"
        />
        <TextField
          label="What it is for"
          name="description"
          value={values.description ?? ""}
          maxLength={200}
          autocomplete="off"
        />
      </AdminForm>
      <p class="soft">
        Events, retries and secrets are described in <a href="/openapi">the API</a>.
      </p>
    </section>
  )
}
