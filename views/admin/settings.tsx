import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Select, TextField } from "../components/field"
import { Table } from "../components/table"
import { Term } from "../components/term"
import { dayWords, Relative } from "../components/time"
import { CopyBox, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { EmbeddingCard, type EmbeddingView } from "./settings-embeddings"
import { ModelCard, type ModelView, OpinionCard } from "./settings-model"
import type { TrialView } from "./settings-server"

type TokenView = { id: string; name: string; role: string; person: string; createdAt: string; expiresAt: string }

export type SettingsPageProps = {
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
  const { frame, tokens, newToken, now } = props
  const fieldOf = fieldsOf(props.tokenForm)
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
          With a key, a program of yours can read and change what you can, so guard it like a password.{" "}
          <Term>bearer tokens of the HTTP API.</Term>
        </p>
        {newToken ? (
          <Callout icon="key-round" tone="human">
            <p>
              <strong>“{newToken.name}” is made.</strong> Copy it now: it is shown only once.
            </p>
            <CopyBox id="token" label="The key" text={newToken.token} />
          </Callout>
        ) : null}
        {tokens.length > 0 ? <TokenTable tokens={tokens} now={now} /> : null}
        <form class="token-form" method="post" action="/admin/settings/tokens#tokens">
          <TextField
            label="What it is for"
            {...fieldOf("name")}
            placeholder="Newsletter sync"
            maxLength={80}
            autocomplete="off"
          />
          <Select
            label="It acts as"
            {...fieldOf("role", "owner")}
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
