import type { IntentDraft, IntentRow } from "../../src/visitors/intent-rows"
import { LinkButton } from "../components/button"
import { Choice, Select, TextField } from "../components/field"
import { AdminForm, type Errors, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { CheckedRule, Condition, Conditions, RuleFieldset, redrawOn, rowName } from "./rule-parts"
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
        id="intent-form"
        action={action}
        errors={errors}
        save={ruleId ? "Save rule" : "Add rule"}
        more={<LinkButton href={visitorsPath(chatbot.id)}>Cancel</LinkButton>}
      >
        <IntentFields action={action} draft={draft} errors={errors} />
        <CheckedRule action={action} form="intent-form" {...checked} />
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

type FieldsProps = {
  action: string
  draft: IntentDraft
  errors: Errors
  /** The id at which the keyboard goes on. */
  focus?: string | undefined
}

/** All that depends on what was chosen; drawn anew by the server when a choice changes. */
export function IntentFields({ action, draft, errors, focus }: FieldsProps) {
  return (
    <RuleFieldset>
      <Group title="Name">
        <TextField
          label="What it shows"
          name="name"
          value={draft.name}
          error={errors.name}
          help="Operators see it as the reason."
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
      <Conditions action={action} add="And another condition" focus={focus}>
        {draft.rows.map((row, at) => (
          <Condition at={at} count={draft.rows.length} action={action} kinds={kinds} kind={row.kind} focus={focus}>
            <RowFields row={row} name={rowName(at)} error={errors[`rows.${at}`]} redraw={redrawOn(action)} />
          </Condition>
        ))}
      </Conditions>
    </RuleFieldset>
  )
}

type RowFieldsProps = {
  row: IntentRow
  name: (part: string) => string
  error: string | undefined
  redraw: Record<string, string>
}

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
      return <TextField {...value} label="Language" placeholder="German" help="That of their browser." />
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
