import { Button } from "../components/button"
import { Choice, Select, TextField } from "../components/field"
import { Table } from "../components/table"
import { AdminForm, CopyBox, type FormState, fieldsOf } from "./form"
import { type Trial, TrialResult } from "./trial"

export type SlackAppCardProps = {
  slackApp:
    | { isOn: boolean; channel: string; team: string; hasAppToken: boolean; hasSigningSecret: boolean }
    | undefined
  /** How the connection is, where there is one. */
  slackSocket: { is: "off" | "connecting" | "connected" } | { is: "failed"; words: string }
  manifests: { socket: string; posted: string }
  slackLinks: { personId: string; person: string; name: string; slackUserId: string }[]
  operators: { id: string; name: string }[]
  slackAppForm: FormState
  slackLinkForm: FormState
  slackAppTrial?: Trial | undefined
}

export type SlackCardProps = {
  slack: { host: string; fromEnvironment: boolean } | undefined
  slackForm: FormState
  slackTrial?: Trial | undefined
}

/** Telling a channel, and no more. */
export function SlackCard({ slack, slackForm, slackTrial }: SlackCardProps) {
  const { errors = {}, error } = slackForm
  const fieldOf = fieldsOf(slackForm)
  return (
    <section class="card card-stack" id="slack">
      <div class="card-head">
        <h2>Alerts in Slack</h2>
        <span class="badge">
          {slack ? (slack.fromEnvironment ? "From the configuration" : "Set up") : "Not set up"}
        </span>
      </div>
      <p class="soft">
        A message in a channel when somebody waits: who, why, what they want, and a button to the desk. Nothing written
        in Slack reaches a visitor this way.
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
          {...fieldOf("url")}
          id="slack-url"
          placeholder={
            slack ? `Saved: ${slack.host}. Enter a new one to replace it` : "https://hooks.slack.com/services/…"
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
      <TrialResult trial={slackTrial} good="Slack accepted it." />
    </section>
  )
}

/** Talking both ways: a thread for each conversation, and replies in it by operators. */
export function SlackAppCard(props: SlackAppCardProps) {
  const { slackApp, slackAppForm, slackAppTrial } = props
  const { values, errors = {}, error } = slackAppForm
  const fieldOf = fieldsOf(slackAppForm)
  const kept = (isThere: boolean | undefined, example: string) =>
    isThere ? "Saved. Enter a new one to replace it" : example
  return (
    <section class="card card-stack" id="slack-app">
      <div class="card-head">
        <h2>Answering from Slack</h2>
        <span class="badge">{badgeOf(props)}</span>
      </div>
      <p class="soft">
        A thread for each conversation that needs a person. Only a reply in that thread, by somebody linked to an
        operator below, reaches the visitor, and it takes the conversation over. Notes, handing back and closing are
        buttons. While this is on, alerts come through it and the incoming webhook above is not used.
      </p>
      <SetUp {...props} />
      <AdminForm
        action="/admin/alerts/slack-app#slack-app"
        errors={errors}
        error={error}
        more={
          slackApp ? (
            <Button name="act" value="remove">
              Remove
            </Button>
          ) : null
        }
      >
        <TextField
          label="Bot token"
          name="botToken"
          type="password"
          error={errors.botToken}
          placeholder={kept(slackApp !== undefined, "xoxb-…")}
          help="“OAuth & Permissions”, after installing. Kept on this server and never shown again."
          autocomplete="off"
        />
        <TextField
          label="App-level token"
          name="appToken"
          type="password"
          error={errors.appToken}
          placeholder={kept(slackApp?.hasAppToken, "xapp-…")}
          help="For Socket Mode: “Basic Information”, “App-Level Tokens”, with the scope connections:write."
          autocomplete="off"
        />
        <TextField
          label="Signing secret"
          name="signingSecret"
          type="password"
          error={errors.signingSecret}
          placeholder={kept(slackApp?.hasSigningSecret, "Only without Socket Mode")}
          help="Instead of the app-level token, if Slack should post to this server."
          autocomplete="off"
        />
        <TextField
          label="Channel ID"
          {...fieldOf("channel")}
          placeholder="C0123ABCDEF"
          help="At the end of the channel’s details. Invite the app there: /invite @Baton"
          autocomplete="off"
        />
        <Choice
          name="isOn"
          value="on"
          checked={values.isOn === "on"}
          label="Alerts and replies through this app"
          help="Off: nothing is posted, and what is written in Slack reaches nobody."
        />
      </AdminForm>
      {slackApp ? (
        <form class="button-row" method="post" action="/admin/alerts/slack-app/test#slack-app">
          <Button icon="send-horizontal">Send a test to the channel</Button>
        </form>
      ) : null}
      <TrialResult trial={slackAppTrial} good="It is in the channel." />
      {slackApp ? <Links {...props} /> : null}
    </section>
  )
}

function badgeOf({ slackApp, slackSocket }: SlackAppCardProps): string {
  if (!slackApp) return "Not set up"
  if (!slackApp.isOn) return `Off · ${slackApp.team}`
  if (!slackApp.hasAppToken) return `On · ${slackApp.team}`
  const words = { off: "Off", connecting: "Connecting", connected: "Connected", failed: "Not connected" }
  return `${words[slackSocket.is]} · ${slackApp.team}`
}

function SetUp({ slackApp, slackSocket, manifests }: SlackAppCardProps) {
  return (
    <>
      {slackApp?.isOn && slackSocket.is === "failed" ? (
        <p class="form-error" role="status">
          {slackSocket.words} Until then, nothing written in Slack reaches a visitor.
        </p>
      ) : null}
      <details class="set-up">
        <summary>How to set it up, in five minutes</summary>
        <ol class="steps">
          <li>
            Open{" "}
            <a href="https://api.slack.com/apps?new_app=1" target="_blank" rel="noopener">
              api.slack.com/apps
            </a>
            , choose “From a manifest”, your workspace, and paste this:
            <CopyBox id="manifest-socket" text={manifests.socket} label="Manifest" />
          </li>
          <li>Press “Install to Workspace”, and copy the bot token into the field below.</li>
          <li>
            Under “Basic Information”, “App-Level Tokens”, make a token with the scope connections:write, and copy it
            too. This server opens the connection: it needs no public address.
          </li>
          <li>In the channel for alerts write /invite @Baton, and copy the channel’s ID.</li>
          <li>Save, send a test, and link your operators.</li>
        </ol>
        <p class="soft">
          The app may read messages in channels it is in (to see replies), write there, mark messages as sent, and see
          names and who is active.
        </p>
        <details class="set-up">
          <summary>Without Socket Mode: Slack posts to this server</summary>
          <p class="soft">
            Only if this server has a public https address. Use this manifest and the signing secret instead of the
            app-level token; save first, then install, because Slack contacts this server at once.
          </p>
          <CopyBox id="manifest-posted" text={manifests.posted} label="Manifest for posted events" />
        </details>
      </details>
    </>
  )
}

function Links({ slackLinks, operators, slackLinkForm }: SlackAppCardProps) {
  const { errors = {}, error } = slackLinkForm
  const fieldOf = fieldsOf(slackLinkForm)
  return (
    <>
      <h3>Who is who</h3>
      {slackLinks.length > 0 ? (
        <Table
          caption="Linked operators"
          columns={[{ label: "Operator" }, { label: "In Slack" }, { label: "Act", isUnseen: true }]}
        >
          {slackLinks.map(({ personId, person, name, slackUserId }) => (
            <tr>
              <td>{person}</td>
              <td>
                {name} <span class="soft">{slackUserId}</span>
              </td>
              <td>
                <form method="post" action="/admin/alerts/slack-links#slack-app">
                  <input type="hidden" name="unlink" value={personId} />
                  <Button small aria-label={`Unlink ${person}`}>
                    Unlink
                  </Button>
                </form>
              </td>
            </tr>
          ))}
        </Table>
      ) : (
        <p class="soft">
          Nobody yet. Operators link themselves: in Slack they press a button under an alert, and confirm it in Baton.
          Or say here who is who.
        </p>
      )}
      {operators.length > 0 ? (
        <AdminForm action="/admin/alerts/slack-links#slack-app" errors={errors} error={error} save="Link" guard={false}>
          <Select
            label="Operator"
            {...fieldOf("personId")}
            options={operators.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField
            label="Member ID in Slack"
            {...fieldOf("slackUserId")}
            placeholder="U0123ABCDEF"
            help="In their Slack profile, under the three dots: “Copy member ID”."
            autocomplete="off"
          />
        </AdminForm>
      ) : null}
    </>
  )
}
