import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Choice, TextField } from "../components/field"
import { Table } from "../components/table"
import { Term } from "../components/term"
import { Exact, exactly } from "../components/time"
import type { DeliveryRow } from "./alerts-deliveries"
import { AdminForm, CopyBox, type FormState, fieldsOf, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { type Trial, TrialResult } from "./trial"

type WebhookPageProps = {
  frame: AdminFrame
  webhook: {
    id: string
    url: string
    secret: string
    oldSecretUntil: string | null
    disabled: string | null
    failures: number
    failingSince: string | null
  }
  form: FormState
  /** Name and meaning of each event. */
  events: Record<string, string>
  deliveries: DeliveryRow[]
  trial?: Trial | undefined
}

const base = "/admin/alerts/webhooks"
const states: Record<string, string> = {
  pending: "Waiting",
  sent: "Sent",
  dead: "Not delivered",
  withdrawn: "Withdrawn",
}

/** One webhook: what it is told, its secret, and what was sent. */
export function WebhookPage({ frame, webhook, form, events, deliveries, trial }: WebhookPageProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = `${base}/${encodeURIComponent(webhook.id)}`
  return (
    <AdminPage
      frame={frame}
      section="alerts"
      title="A program to notify"
      width="table"
      back={{ href: "/admin/alerts", label: "Alerts" }}
    >
      {webhook.disabled ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>
            <strong>This one is off.</strong> {webhook.disabled}. What happens meanwhile is not sent to it.
          </p>
        </Callout>
      ) : webhook.failures > 0 ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>
            It has failed {webhook.failures} times in a row
            {webhook.failingSince ? (
              <>
                {" "}
                since <Exact at={webhook.failingSince} />
              </>
            ) : null}
            . After two days it is switched off.
          </p>
        </Callout>
      ) : null}
      <section class="card card-stack">
        <AdminForm action={path} errors={errors} error={error}>
          <TextField label="Address" {...fieldOf("url")} inputMode="url" autocomplete="off" />
          <TextField
            label="What it is for"
            name="description"
            value={values.description ?? ""}
            maxLength={200}
            autocomplete="off"
          />
          <Group title="What it is sent" help="None chosen: everything.">
            {Object.entries(events).map(([name, meaning]) => (
              <Choice
                label={meaning}
                help={<code>{name}</code>}
                name="events"
                value={name}
                checked={values[`event:${name}`] !== undefined}
              />
            ))}
          </Group>
          <Choice
            label="On"
            help="Off: nothing is sent, nothing is kept for later."
            name="enabled"
            checked={values.enabled !== undefined}
          />
        </AdminForm>
        <form class="button-row" method="post" action={`${path}/test`}>
          <Button icon="send-horizontal">Send a test</Button>
        </form>
        <TrialResult trial={trial} good="It was accepted." />
      </section>

      <Secret path={path} webhook={webhook} />
      <Sent path={path} deliveries={deliveries} />
      <div class="button-row">
        <LinkButton href={`${path}/delete`} icon="trash-2">
          Remove this webhook
        </LinkButton>
      </div>
    </AdminPage>
  )
}

function Secret({ path, webhook }: Pick<WebhookPageProps, "webhook"> & { path: string }) {
  return (
    <section class="card card-stack" id="secret">
      <div class="card-head">
        <h2>Secret</h2>
      </div>
      <p class="soft">Your program uses it to check that a request came from here.</p>
      <CopyBox id="webhook-secret" label="The secret" text={webhook.secret} />
      {webhook.oldSecretUntil ? (
        <p class="soft">
          The previous one also signs until <Exact at={webhook.oldSecretUntil} />.
        </p>
      ) : null}
      <form class="button-row" method="post" action={`${path}/secret#secret`}>
        <Button icon="repeat-2">Make a new secret</Button>
      </form>
    </section>
  )
}

function Sent({ path, deliveries }: Pick<WebhookPageProps, "deliveries"> & { path: string }) {
  return (
    <section class="card card-stack" id="log">
      <div class="card-head">
        <h2>What was sent</h2>
      </div>
      {deliveries.length === 0 ? (
        <p class="soft">Nothing yet.</p>
      ) : (
        <Table caption="What was sent" columns={logColumns}>
          {deliveries.map((row) => (
            <tr>
              <td class="log-time">
                <Exact at={row.createdAt} />
              </td>
              <td>{row.kind}</td>
              <td>{states[row.state] ?? row.state}</td>
              <td class="number">{row.attempts}</td>
              <td>
                {row.answer}
                {row.state === "pending" && row.attempts > 0 ? (
                  <>
                    ; again <Exact at={row.nextAt} />
                  </>
                ) : null}
              </td>
              <td>
                {row.state === "pending" ? null : (
                  <form method="post" action={`${path}/deliveries/${encodeURIComponent(row.id)}/redeliver`}>
                    <Button small aria-label={`Send again: ${row.kind} of ${exactly(row.createdAt)}`}>
                      Send again
                    </Button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}

const logColumns = [
  { label: "When" },
  { label: "Event" },
  { label: "State" },
  { label: "Attempts", number: true },
  { label: "Answer" },
  { label: "Act", isUnseen: true },
]

type WebhookRow = {
  id: string
  url: string
  description: string
  events: string[]
  failures: number
  disabled: string | null
}

export type WebhooksCardProps = { webhooks: WebhookRow[]; webhookForm: FormState }

/** All that are told. */
export function WebhooksCard({ webhooks, webhookForm }: WebhooksCardProps) {
  const { values, errors = {}, error } = webhookForm
  const fieldOf = fieldsOf(webhookForm)
  return (
    <section class="card card-stack" id="webhooks">
      <div class="card-head">
        <h2>Other programs</h2>
        <a href="https://www.standardwebhooks.com/">How it is signed</a>
      </div>
      <p class="soft">
        Programs, your own or others', are notified as things happen. Each notification is repeated until it is
        answered. <Term>webhooks.</Term>
      </p>
      {webhooks.length > 0 ? (
        <Table caption="Programs to notify" columns={[{ label: "Address" }, { label: "Events" }, { label: "State" }]}>
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
          {...fieldOf("url")}
          id="webhook-url"
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
