import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { Choice, Select, TextField } from "../components/field"
import { Table } from "../components/table"
import { Term } from "../components/term"
import { dayWords, Exact, Relative } from "../components/time"
import { auditSubject, auditWords } from "./audit-words"
import { count } from "./chatbot-list"
import { AdminForm, CopyBox, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type ModelView = {
  hasApiKey: boolean
  fromEnvironment: { hasApiKey: boolean; baseUrl: string | null; model: string | null }
  answerer: "built-in" | "anthropic"
  answersPerDay: number | null
  answersToday: number
  /** Today's answers are used up. */
  isSpent: boolean
  secondOpinions: {
    isOn: boolean
    perDay: number
    askedToday: number
    /** Of those asked today, after how many something else was decided. */
    changedToday: number
  }
}
export type EmbeddingView = {
  hasApiKey: boolean
  fromEnvironment: { hasApiKey: boolean; baseUrl: string | null; model: string | null }
  isOn: boolean
}
type TrialView = { ok: boolean; words: string; ms: number }
export type TokenView = { id: string; name: string; role: string; person: string; createdAt: string; expiresAt: string }
type SettingsPageProps = {
  frame: AdminFrame
  model: ModelView
  /** What to do, where it did not answer the last question. */
  modelTrouble?: string | undefined
  modelForm: FormState
  trial?: TrialView | undefined
  opinionForm: FormState
  embeddings: EmbeddingView
  embeddingForm: FormState
  embeddingTrial?: TrialView | undefined
  tokens: TokenView[]
  tokenForm: FormState
  /** Shown once. */
  newToken?: { name: string; token: string } | undefined
  now: number
}

export function SettingsPage(props: SettingsPageProps) {
  const { frame, tokens, tokenForm, newToken, now } = props
  return (
    <AdminPage frame={frame} section="settings" title="Settings">
      <ModelCard {...props} />
      {props.model.answerer === "built-in" ? null : <OpinionCard {...props} />}
      <EmbeddingCard {...props} />
      <section class="card" id="tokens">
        <div class="card-head">
          <h2>Keys for your own programs</h2>
          <a href="/openapi">What they can do</a>
        </div>
        <p class="soft">
          With a key a program of yours can read and change what you can, so keep it like a password.{" "}
          <Term>bearer tokens of the HTTP API.</Term>
        </p>
        {newToken ? (
          <Callout icon="key-round" tone="human">
            <p>
              <strong>“{newToken.name}” is made.</strong> Copy it now: it is shown this once.
            </p>
            <CopyBox id="token" label="The key" text={newToken.token} />
          </Callout>
        ) : null}
        {tokens.length > 0 ? <TokenTable tokens={tokens} now={now} /> : null}
        <form class="token-form" method="post" action="/admin/settings/tokens#tokens">
          <TextField
            label="What it is for"
            name="name"
            value={tokenForm.values.name ?? ""}
            error={tokenForm.errors?.name}
            placeholder="Newsletter sync"
            maxLength={80}
            autocomplete="off"
          />
          <Select
            label="It acts as"
            name="role"
            value={tokenForm.values.role ?? "owner"}
            error={tokenForm.errors?.role}
            options={[
              { value: "owner", label: "Owner" },
              { value: "operator", label: "Operator" },
            ]}
          />
          <Button icon="key-round">Make a key</Button>
        </form>
      </section>
      <section class="card">
        <div class="card-head">
          <h2>What was changed, and by whom</h2>
          <LinkButton href="/admin/settings/log" icon="history">
            Open the log
          </LinkButton>
        </div>
        <p class="soft">Every change made here or through the API is written down.</p>
      </section>
    </AdminPage>
  )
}

function ModelCard({ model, modelTrouble, modelForm, trial }: SettingsPageProps) {
  const { values, errors = {}, error } = modelForm
  const { fromEnvironment } = model
  return (
    <section class="card" id="model">
      <div class="card-head">
        <h2>The AI that answers</h2>
        <span class="badge" data-holder={modelTrouble ? "danger" : "ai"}>
          {model.answerer === "built-in"
            ? "Baton's own"
            : model.isSpent
              ? "Baton's own until midnight"
              : modelTrouble
                ? "Does not answer"
                : "Connected"}
        </span>
      </div>
      <p class="soft model-help">
        By itself Baton finds the place in your content that answers, and quotes it. Connected to a language model it
        converses. Either way it answers from your content.{" "}
        <Term>the Messages API of Anthropic, or of a server of your own that speaks it.</Term>
      </p>
      <AdminForm
        action="/admin/settings/model#model"
        errors={errors}
        error={error}
        more={
          <Button name="act" value="test" icon="sparkles">
            Test
          </Button>
        }
      >
        {modelTrouble ? (
          <Callout icon="triangle-alert" tone="danger">
            <p>
              <strong>The last question was not answered, so a person was called.</strong>
            </p>
            <p>{modelTrouble} “Test” shows whether it answers now.</p>
          </Callout>
        ) : null}
        {model.answerer !== "built-in" && model.isSpent ? (
          <Callout icon="info" tone="waiting">
            <p>
              The model has given its {model.answersPerDay} answers of today. Baton's own answers go on until midnight
              UTC.
            </p>
          </Callout>
        ) : null}
        <KeyField {...modelForm} isKept={model.hasApiKey} isGiven={fromEnvironment.hasApiKey} />
        <TextField
          label="Address, for a server of your own"
          name="baseUrl"
          value={values.baseUrl ?? ""}
          error={errors.baseUrl}
          placeholder={placeholder(fromEnvironment.baseUrl) || "https://api.anthropic.com"}
          help="Empty: Anthropic's. A server of your own may need no key."
          inputMode="url"
        />
        <TextField
          label="Model"
          name="model"
          value={values.model ?? ""}
          error={errors.model}
          placeholder={placeholder(fromEnvironment.model)}
          help="Empty: a fast and inexpensive one."
          autocomplete="off"
        />
        <TextField
          label="Answers a day, at most"
          name="answersPerDay"
          value={values.answersPerDay ?? ""}
          error={errors.answersPerDay}
          placeholder="No limit"
          help={`Then Baton's own answers go on until midnight UTC. Today the model gave ${count(model.answersToday, "answer", "answers")}.`}
          inputMode="numeric"
          autocomplete="off"
        />
      </AdminForm>
      {trial ? (
        <div id="trial" role="status">
          <Callout icon={trial.ok ? "circle-check" : "circle-alert"} tone={trial.ok ? "human" : "danger"}>
            <p>
              <strong>{trial.ok ? "It answers" : "It does not work yet"}</strong>{" "}
              <span class="number">after {(trial.ms / 1000).toFixed(1)} s.</span>
            </p>
            <p>{trial.ok ? `“${trial.words}” Save to use it.` : trial.words}</p>
          </Callout>
        </div>
      ) : null}
    </section>
  )
}

function OpinionCard({ model, opinionForm }: SettingsPageProps) {
  const { values, errors = {}, error } = opinionForm
  const { isOn, perDay, askedToday, changedToday } = model.secondOpinions
  const isSpent = model.isSpent || askedToday >= perDay
  return (
    <section class="card" id="opinions">
      <div class="card-head">
        <h2>Second opinions</h2>
        <span class="badge" data-holder={isOn && !isSpent ? "ai" : "closed"}>
          {isOn ? (isSpent ? "None until midnight" : "On") : "Off"}
        </span>
      </div>
      <p class="soft model-help">
        Baton notices by itself when a visitor needs a person. Where it is in doubt, it can ask a second model one short
        question about the last few messages. What that says counts only beside what Baton noticed, and by one step: a
        person is offered or called who would not have been, or an offer is left out that was hardly needed. It takes
        back no call, and nothing that a visitor or a rule of yours asks for.
      </p>
      <p class="opinion-count">
        <strong class="number">
          {count(askedToday, "second opinion", "second opinions")} today, {changedToday} changed a decision.
        </strong>{" "}
        <a href="/admin/reports">Where models saw it differently</a>
      </p>
      <AdminForm action="/admin/settings/opinions#opinions" errors={errors} error={error}>
        <Choice
          label="Ask a second, cheaper model when Baton is in doubt"
          help="About one message in fifty. A visitor waits for it two and a half seconds at most; without it, Baton decides alone."
          name="isOn"
          checked={values.isOn !== undefined}
        />
        <TextField
          label="Second opinions a day, at most"
          name="perDay"
          value={values.perDay ?? ""}
          error={errors.perDay}
          placeholder="100"
          help="Counted beside the day's answers; one costs a quarter of an answer, or far less. When either is used up, none is asked until midnight UTC."
          inputMode="numeric"
          autocomplete="off"
        />
        <TextField
          label="Model for second opinions"
          name="model"
          id="opinion-model"
          value={values.model ?? ""}
          error={errors.model}
          help="Empty: the provider's small one. On a server of your own: the model that answers."
          autocomplete="off"
        />
      </AdminForm>
    </section>
  )
}

/** What a key field says of the key that it does not show. */
type KeyFieldProps = FormState & { id?: string; isKept: boolean; isGiven: boolean }
function KeyField({ id, values, errors = {}, isKept, isGiven }: KeyFieldProps) {
  return (
    <>
      <TextField
        label="Key"
        name="apiKey"
        {...(id ? { id } : {})}
        type="password"
        error={errors.apiKey}
        value={values.apiKey ?? ""}
        placeholder={isKept ? "Saved. Write a new one to replace it" : isGiven ? "From the server's configuration" : ""}
        help="From your account there, where it is called an API key. Kept on this server and never shown again."
        autocomplete="off"
      />
      {isKept ? (
        <label class="choice">
          <input type="checkbox" name="forgetKey" checked={values.forgetKey !== undefined} />
          <span>Forget the saved key</span>
        </label>
      ) : null}
    </>
  )
}

const placeholder = (value: string | null) => (value ? `${value} (from the server's configuration)` : "")

function EmbeddingCard({ embeddings, embeddingForm, embeddingTrial: trial }: SettingsPageProps) {
  const { values, errors = {}, error } = embeddingForm
  const { fromEnvironment } = embeddings
  return (
    <section class="card" id="embeddings">
      <div class="card-head">
        <h2>Search by meaning</h2>
        <span class="badge" data-holder={embeddings.isOn ? "ai" : "closed"}>
          {embeddings.isOn ? "On" : "Off"}
        </span>
      </div>
      <p class="soft model-help">
        Baton finds what answers without any service. With one that compares what sentences mean it also finds what says
        the same in quite other words. Your content and the visitors' questions are then sent there. If it is slow or
        away, answers come without it.{" "}
        <Term>
          embeddings, from OpenAI or from a server of your own such as Ollama or llama.cpp, by /v1/embeddings.
        </Term>
      </p>
      <AdminForm
        action="/admin/settings/embeddings#embeddings"
        errors={errors}
        error={error}
        more={
          <Button name="act" value="test" icon="sparkles">
            Try it
          </Button>
        }
      >
        <TextField
          label="Address of the service"
          name="baseUrl"
          id="embedding-address"
          value={values.baseUrl ?? ""}
          error={errors.baseUrl}
          placeholder={placeholder(fromEnvironment.baseUrl) || "https://api.openai.com"}
          help={
            fromEnvironment.baseUrl
              ? "Empty: the one from the server's configuration."
              : "Empty: off. Whoever runs Baton has to name a server in your own network in BATON_ALLOW_PRIVATE."
          }
          inputMode="url"
        />
        <TextField
          label="Model"
          name="model"
          id="embedding-model"
          value={values.model ?? ""}
          error={errors.model}
          placeholder={placeholder(fromEnvironment.model) || "text-embedding-3-small"}
          help="With another one all of your content is prepared anew, in the background."
          autocomplete="off"
        />
        <KeyField
          id="embedding-key"
          {...embeddingForm}
          isKept={embeddings.hasApiKey}
          isGiven={fromEnvironment.hasApiKey}
        />
        <TextField
          label="A sentence to try"
          name="sentence"
          value={values.sentence ?? "Can I get my money back?"}
          help="Sent with “Try it”. Nothing is saved by that."
          maxLength={1000}
          autocomplete="off"
        />
      </AdminForm>
      {trial ? (
        <div id="embedding-trial" role="status">
          <Callout icon={trial.ok ? "circle-check" : "circle-alert"} tone={trial.ok ? "human" : "danger"}>
            <p>
              <strong>{trial.ok ? "It works" : "It does not work yet"}</strong>{" "}
              <span class="number">after {(trial.ms / 1000).toFixed(1)} s.</span>
            </p>
            <p>{trial.ok ? `${trial.words} Save to use it.` : trial.words}</p>
          </Callout>
        </div>
      ) : null}
    </section>
  )
}

function TokenTable({ tokens, now }: { tokens: TokenView[]; now: number }) {
  return (
    <Table
      caption="Keys for your own programs"
      columns={[
        { label: "For" },
        { label: "Acts as" },
        { label: "Made" },
        { label: "Until" },
        { label: <span class="hidden-visually">Act</span> },
      ]}
    >
      {tokens.map((each) => (
        <tr>
          <td>
            <strong>{each.name}</strong>
          </td>
          <td>
            {each.person}, {each.role}
          </td>
          <td>
            <Relative at={each.createdAt} now={now} />
          </td>
          <td class="log-time">{dayWords(each.expiresAt)}</td>
          <td class="number">
            <LinkButton
              href={`/admin/settings/tokens/${encodeURIComponent(each.id)}/revoke`}
              small
              variant="quiet"
              aria-label={`Revoke ${each.name}`}
            >
              Revoke…
            </LinkButton>
          </td>
        </tr>
      ))}
    </Table>
  )
}

export type LogRow = { id: number; at: string; who: string; action: string; subject: string }

export function LogPage({ frame, rows, next }: { frame: AdminFrame; rows: LogRow[]; next: string | null }) {
  return (
    <AdminPage
      frame={frame}
      section="settings"
      title="What was changed"
      width="table"
      back={{ href: "/admin/settings", label: "Settings" }}
    >
      {rows.length === 0 ? (
        <Empty icon="history" title="Nothing was changed yet">
          <p>Whatever somebody changes in the admin or through the API stands here, with who and when.</p>
        </Empty>
      ) : null}
      {rows.length > 0 ? (
        <Table
          caption="Changes, newest first"
          columns={[{ label: "When" }, { label: "Who" }, { label: "What" }]}
          isStacked
        >
          {rows.map(({ at, who, action, subject }) => (
            <tr>
              <td class="log-time">
                <Exact at={at} />
              </td>
              <td>{who}</td>
              <td class="wide">
                {auditWords[action] ?? action} <span class="soft">{auditSubject(action, subject)}</span>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
      {next ? (
        <div class="button-row">
          <LinkButton href={`/admin/settings/log?cursor=${next}`}>Older</LinkButton>
        </div>
      ) : null}
    </AdminPage>
  )
}
