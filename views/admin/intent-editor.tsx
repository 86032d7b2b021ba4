import type { IntentDraft, IntentRow } from "../../src/visitors/intent-rows"
import { Button, LinkButton } from "../components/button"
import { Choice, Select, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { AdminForm, type Errors, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { visitorsPath } from "./visitors"

type Checked = { sentence?: string | undefined; errors: Errors }
type Props = {
  frame: AdminFrame
  chatbot: { id: string; name: string }
  /** None for a new rule. */
  ruleId?: string | undefined
  draft: IntentDraft
  checked: Checked
  /** Errors are shown in their fields only once saving was tried. */
  isRefused: boolean
}

export function IntentEditorPage({ frame, chatbot, ruleId, draft, checked, isRefused }: Props) {
  const action = visitorsPath(chatbot.id, ruleId ? `/rule/${encodeURIComponent(ruleId)}` : "/new")
  const errors = isRefused ? checked.errors : {}
  return (
    <AdminPage
      frame={frame}
      section="visitors"
      title={ruleId ? "Change the rule" : "Add a rule"}
      back={{ href: visitorsPath(chatbot.id), label: "Visitors" }}
    >
      <AdminForm
        action={action}
        errors={errors}
        save={ruleId ? "Save rule" : "Add rule"}
        more={<LinkButton href={visitorsPath(chatbot.id)}>Cancel</LinkButton>}
      >
        <IntentFields action={action} draft={draft} errors={errors} />
        <IntentCheck action={action} {...checked} />
      </AdminForm>
    </AdminPage>
  )
}

const kinds: { value: string; label: string }[] = [
  { value: "page", label: "has been on a certain page" },
  { value: "pages", label: "has seen so many pages" },
  { value: "seconds", label: "has been here for so long" },
  { value: "visits", label: "has come so many times" },
  { value: "campaign", label: "came by a campaign" },
  { value: "referrer", label: "came from a certain website" },
  { value: "language", label: "speaks a certain language" },
  { value: "attribute", label: "has a certain detail, such as the cart's value" },
]

type FieldsProps = { action: string; draft: IntentDraft; errors: Errors }

/** All that depends on what was chosen; drawn anew by the server when a choice changes. */
export function IntentFields({ action, draft, errors }: FieldsProps) {
  // Without a script the button beside it does the same.
  const redraw = {
    "hx-post": action,
    "hx-trigger": "change",
    "hx-target": "#rule-fields",
    "hx-swap": "outerHTML",
    "hx-include": "closest form",
    "hx-vals": '{"do":"draw"}',
  }
  return (
    <div id="rule-fields" class="rule-fields">
      {/* What Enter does in a field: otherwise it would press the first button there is. */}
      <button type="submit" class="hidden-visually" tabIndex={-1} aria-hidden="true" />
      <Group title="Name">
        <TextField
          label="What it shows"
          name="name"
          value={draft.name}
          error={errors.name}
          help="Operators read it as the reason."
          placeholder="Looked at the prices"
          maxLength={60}
          autocomplete="off"
        />
        <TextField
          label="Points"
          name="points"
          type="number"
          min={-100}
          max={100}
          value={draft.points}
          error={errors.points}
          help="Below zero it speaks against buying."
        />
        <Choice name="enabled" label="In use" checked={draft.enabled} />
      </Group>
      <Group title="When the visitor …">
        <ol class="rule-rows">
          {draft.rows.map((row, at) => (
            <Row
              row={row}
              at={at}
              count={draft.rows.length}
              redraw={redraw}
              action={action}
              error={errors[`rows.${at}`]}
            />
          ))}
        </ol>
        <div class="button-row">
          <Button small icon="plus" name="do" value="add" hx-post={action} hx-target="#rule-fields" hx-swap="outerHTML">
            And another condition
          </Button>
          <Button small class="without-script" name="do" value="draw">
            Show the fields of what I chose
          </Button>
        </div>
      </Group>
    </div>
  )
}

type RowProps = {
  row: IntentRow
  at: number
  count: number
  action: string
  redraw: Record<string, string>
  error: string | undefined
}

function Row({ row, at, count, action, redraw, error }: RowProps) {
  const name = (part: string) => `rows.${at}.${part}`
  return (
    <li class="rule-row" aria-label={`Condition ${at + 1}`}>
      <div class="rule-row-body">
        <div class="rule-row-head">
          <input type="hidden" name={name("was")} value={row.kind} />
          <select class="select" name={name("kind")} aria-label={`Condition ${at + 1}`} {...redraw}>
            {kinds.map(({ value, label }) => (
              <option value={value} selected={value === row.kind}>
                {label}
              </option>
            ))}
          </select>
          {count > 1 ? (
            <button
              type="submit"
              class="button button-quiet button-icon"
              name="do"
              value={`remove.${at}`}
              aria-label={`Remove condition ${at + 1}`}
              title="Remove"
              hx-post={action}
              hx-target="#rule-fields"
              hx-swap="outerHTML"
            >
              <Icon name="x" />
            </button>
          ) : null}
        </div>
        <RowFields row={row} name={name} error={error} redraw={redraw} />
      </div>
    </li>
  )
}

type RowFieldsProps = Pick<RowProps, "row" | "error" | "redraw"> & { name: (part: string) => string }

function RowFields({ row, name, error, redraw }: RowFieldsProps) {
  const value = { name: name("value"), value: row.value, ...(error ? { error } : {}) }
  const number = { ...value, type: "number", min: 1 } as const
  switch (row.kind) {
    case "page":
      return <TextField {...value} label="The address contains" placeholder="/pricing" />
    case "pages":
      return <TextField {...number} label="Pages in this visit, at least" />
    case "seconds":
      return <TextField {...number} label="Seconds in this visit, at least" placeholder="120" />
    case "visits":
      return <TextField {...number} label="Visits with this one, at least" placeholder="2" />
    case "campaign":
      return (
        <TextField
          {...value}
          label="The campaign contains"
          placeholder="cpc"
          help="As in your links: utm_campaign, utm_source or utm_medium."
        />
      )
    case "referrer":
      return <TextField {...value} label="The website contains" placeholder="google" />
    case "language":
      return <TextField {...value} label="Language" placeholder="de" help="Two letters: en, es, de, fr, pt, it, nl." />
    case "attribute":
      return (
        <>
          <TextField
            label="Detail"
            name={name("name")}
            value={row.name}
            placeholder="cart value"
            help="As your website sets it: Baton(“set”, { “cart value”: 129.5 })."
            {...(error ? { error } : {})}
          />
          <Select
            label="It"
            name={name("is")}
            value={row.is}
            options={[
              { value: "equal", label: "is" },
              { value: "at_least", label: "is this or more" },
              { value: "at_most", label: "is this or less" },
              { value: "set", label: "is there" },
            ]}
            {...redraw}
          />
          {row.is === "set" ? null : <TextField label="Value" name={name("value")} value={row.value} />}
        </>
      )
    default:
      return null
  }
}

/** What the rule says, looked at anew while it is typed. */
export function IntentCheck({ action, sentence, errors }: Checked & { action: string }) {
  return (
    <section
      id="rule-check"
      class="rule-check"
      aria-live="polite"
      aria-label="What this rule does"
      hx-post={action}
      hx-trigger="input from:'closest form' delay:400ms, change from:'closest form' delay:400ms"
      hx-include="closest form"
      hx-vals='{"do":"check"}'
      hx-swap="outerHTML"
    >
      {sentence ? (
        <p class="rule-sentence">
          <Icon name="circle-check" /> {sentence}
        </p>
      ) : (
        <p class="soft">
          <Icon name="info" /> Not complete yet: {Object.values(errors)[0]}
        </p>
      )}
      <Button small class="without-script" name="do" value="check">
        Check it
      </Button>
    </section>
  )
}
