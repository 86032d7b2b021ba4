import { Button } from "../components/button"
import { TextField } from "../components/field"
import { Table } from "../components/table"
import { Exact } from "../components/time"
import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { type Trial, TrialResult } from "./trial"

export type HubSpotProps = {
  frame: AdminFrame
  isSetUp: boolean
  form?: FormState | undefined
  trial?: Trial | undefined
  rows: { id: string; kind: string; state: string; answer: string | null; createdAt: string }[]
}

const base = "/admin/contacts/hubspot"

export function HubSpotPage({ frame, isSetUp, form, trial, rows }: HubSpotProps) {
  const { errors = {}, error } = form ?? {}
  return (
    <AdminPage
      frame={frame}
      section="contacts"
      title="HubSpot"
      width="list"
      back={{ href: "/admin/contacts/settings", label: "Set up contacts" }}
      intro="Anyone who leaves an email address becomes a contact in HubSpot, matched by that address. When an operator closes a conversation, the recap and the note about the customer are attached."
    >
      <section class="card card-stack" id="hubspot">
        <div class="card-head">
          <h2>Access token</h2>
          <span class="badge">{isSetUp ? "Set up" : "Not set up"}</span>
        </div>
        <p class="soft">
          In HubSpot under Settings › Integrations › Private apps: make an app that may read and write contacts
          (crm.objects.contacts.read and .write), and copy its access token.
        </p>
        <AdminForm
          action={base}
          errors={errors}
          error={error}
          more={
            isSetUp ? (
              <Button name="act" value="remove">
                Remove
              </Button>
            ) : null
          }
        >
          <TextField
            label="Token"
            name="token"
            type="password"
            {...(errors.token ? { error: errors.token } : {})}
            placeholder={isSetUp ? "Saved. Enter a new one to replace it" : "pat-eu1-…"}
            help="Kept on this server and never shown again."
            autocomplete="off"
          />
        </AdminForm>
        {isSetUp ? (
          <form class="button-row" method="post" action={`${base}/test`}>
            <Button icon="send-horizontal">Send a test</Button>
            <span class="soft">Makes {frame.owner.email} a contact there, with a note.</span>
          </form>
        ) : null}
        <TrialResult trial={trial} good="HubSpot accepted it." />
      </section>
      {rows.length > 0 ? (
        <section class="card card-stack">
          <div class="card-head">
            <h2>What was sent</h2>
          </div>
          <Table
            caption="What was sent to HubSpot"
            columns={[{ label: "When" }, { label: "What" }, { label: "State" }]}
          >
            {rows.map(({ kind, state, answer, createdAt }) => (
              <tr>
                <td class="log-time">
                  <Exact at={createdAt} />
                </td>
                <td>{kind === "note" ? "Contact and note" : "Contact"}</td>
                <td>
                  {states[state] ?? state}
                  {answer ? <span class="soft"> · {answer}</span> : null}
                </td>
              </tr>
            ))}
          </Table>
          <p class="soft">
            What could not be delivered is listed under <a href="/admin/alerts#dead">Alerts</a> and can be sent again.
          </p>
        </section>
      ) : null}
    </AdminPage>
  )
}

const states: Record<string, string> = {
  pending: "On its way",
  sent: "There",
  dead: "Could not be delivered",
  withdrawn: "Withdrawn",
}
