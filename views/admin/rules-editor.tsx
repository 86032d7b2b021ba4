import type { RuleDraft, RuleRow } from "../../src/escalation/rule-rows"
import type { TriedPlan } from "../../src/escalation/try-plan"
import { LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Choice, Select, TextArea, TextField } from "../components/field"
import { AdminForm, type Errors, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { CheckedRule, Condition, Conditions, RuleFieldset, redrawOn, rowName } from "./rule-parts"
import { rulesPath } from "./rules"
import { TrialSize, WhatIf } from "./what-if"

type Checked = {
  /** The rule as a sentence; none while something is missing. */
  sentence?: string | undefined
  errors: Errors
  tried?: TriedPlan | undefined
}
/** What may be chosen from. */
export type RuleChoices = {
  queues: { id: string; name: string }[]
  /** Fields that the owner added to contacts. */
  contactFields: { key: string; label: string }[]
  /** Names of what the website has said of visitors. */
  attributes: string[]
  timeZone: string
}
type Props = {
  frame: AdminFrame
  chatbot: { id: string; name: string }
  /** None for a new rule. */
  ruleId?: string | undefined
  /** None for a rule that is too involved for rows. */
  draft: RuleDraft | undefined
  choices: RuleChoices
  checked: Checked
  last: number
  /** Errors are shown in their fields only once saving was tried. */
  isRefused?: boolean
}

const formId = "rule-form"

export function RuleEditorPage({ frame, chatbot, ruleId, draft, choices, checked, last, isRefused = false }: Props) {
  const action = rulesPath(chatbot.id, ruleId ? `/rule/${encodeURIComponent(ruleId)}` : "/new")
  return (
    <AdminPage
      frame={frame}
      section="rules"
      title={ruleId ? "Change the rule" : "Add a rule"}
      back={{ href: rulesPath(chatbot.id), label: "Rules" }}
      aside={draft ? <RuleCheck action={action} ruleId={ruleId} {...checked} /> : undefined}
    >
      {draft ? (
        <AdminForm
          id={formId}
          action={action}
          errors={isRefused ? checked.errors : {}}
          save={ruleId ? "Save rule" : "Add rule"}
          more={<LinkButton href={rulesPath(chatbot.id)}>Cancel</LinkButton>}
        >
          <RuleFields action={action} draft={draft} choices={choices} errors={isRefused ? checked.errors : {}} />
          <Group title="Before you save">
            <TrialSize last={last} />
          </Group>
        </AdminForm>
      ) : (
        <Callout icon="info">
          <p>{checked.sentence}</p>
          <p>This rule was written through the API and has more parts than fit a form. Change it there.</p>
        </Callout>
      )}
    </AdminPage>
  )
}

const kinds: { value: string; label: string }[] = [
  { value: "words", label: "mentions certain words" },
  { value: "topic", label: "asks about the same as" },
  { value: "page", label: "is on a certain page" },
  { value: "campaign", label: "came by a campaign" },
  { value: "unresolved_messages", label: "has written so many messages without a solution" },
  { value: "frustration", label: "sounds frustrated" },
  { value: "returning_visitor", label: "has been here before" },
  { value: "contact_field", label: "has left contact details" },
  { value: "language", label: "speaks a certain language" },
  { value: "time", label: "writes at a certain time" },
  { value: "attribute", label: "has a certain detail" },
]
const actions: { value: string; label: string }[] = [
  { value: "escalate", label: "Call a person at once" },
  { value: "offer", label: "Offer a person" },
  { value: "alert", label: "Tell the operators, and let the AI go on" },
  { value: "capture_lead", label: "Ask for contact details" },
  { value: "priority", label: "Set how urgent it is" },
  { value: "answer", label: "Answer with these words" },
]

type FieldsProps = {
  action: string
  draft: RuleDraft
  choices: RuleChoices
  errors: Errors
  /** The id at which the keyboard goes on. */
  focus?: string | undefined
}

/** All that depends on what was chosen; drawn anew by the server when a choice changes. */
export function RuleFields({ action, draft, choices, errors, focus }: FieldsProps) {
  return (
    <RuleFieldset>
      <Group title="Name">
        <TextField
          label="What it is about"
          name="name"
          value={draft.name}
          error={errors.name}
          help="Operators see it as the reason."
          placeholder="Wholesale prices"
          maxLength={100}
          autocomplete="off"
        />
        <Choice name="enabled" label="In use" checked={draft.enabled} />
      </Group>
      <Conditions action={action} add="Add a condition" focus={focus}>
        {draft.rows.map((row, at) => (
          <Condition
            at={at}
            count={draft.rows.length}
            action={action}
            kinds={kinds}
            kind={row.kind}
            focus={focus}
            join={at > 0 ? <Join at={at} row={row} /> : null}
            more={
              <label class="rule-not">
                <input type="checkbox" id={rowName(at)("not")} name={rowName(at)("not")} checked={row.not} />
                <span>
                  not<span class="hidden-visually"> so: condition {at + 1} turned round</span>
                </span>
              </label>
            }
          >
            <RowFields row={row} name={rowName(at)} error={errors[`rows.${at}`]} choices={choices} />
          </Condition>
        ))}
      </Conditions>
      {errors.rows ? <p class="field-error">{errors.rows}</p> : null}
      {draft.rows.some(({ join }, at) => at > 0 && join === "or") && draft.rows.length > 2 ? (
        <p class="field-help">“And” binds closer than “or”: the sentence beside it shows how it is read.</p>
      ) : null}
      <Group title="Then">
        <Select label="Do this" name="action.kind" options={actions} value={draft.action.kind} {...redrawOn(action)} />
        <ActionField action={draft.action} queues={choices.queues} error={errors.action} />
      </Group>
      <datalist id="attributes">
        {choices.attributes.map((one) => (
          <option value={one} />
        ))}
      </datalist>
    </RuleFieldset>
  )
}

function Join({ at, row }: { at: number; row: RuleRow }) {
  return (
    <select
      class="select rule-join"
      id={rowName(at)("join")}
      name={rowName(at)("join")}
      aria-label="Joined to the one above by"
    >
      <option value="and" selected={row.join === "and"}>
        and
      </option>
      <option value="or" selected={row.join === "or"}>
        or
      </option>
    </select>
  )
}

type RowFieldsProps = {
  row: RuleRow
  name: (part: string) => string
  error: string | undefined
  choices: RuleChoices
}

function RowFields({ row, name, error, choices }: RowFieldsProps) {
  const value = { name: name("value"), value: row.value, error }
  switch (row.kind) {
    case "words":
      return (
        <TextArea
          {...value}
          label="Words or phrases"
          rows={2}
          help="One per line. Capitals and endings do not matter."
          placeholder={"wholesale\nbulk order"}
        />
      )
    case "topic":
      return (
        <>
          <TextArea
            {...value}
            label="Sentences that mean it"
            rows={2}
            help="One per line. Other words for the same thing are found too."
            placeholder="Can I see the shoes before I buy them?"
          />
          <Select
            label="How near a message must come"
            name={name("likeness")}
            value={row.likeness}
            options={likenessesWith(row.likeness)}
            help="Near is safer. What it would have found is shown with the rule."
          />
        </>
      )
    case "page":
      return (
        <TextField
          {...value}
          label="The address contains"
          placeholder="/pricing"
          help="The page on which the visitor writes."
        />
      )
    case "campaign":
      return <TextField {...value} label="Campaign" help="As in your links: utm_campaign, utm_source or utm_medium." />
    case "unresolved_messages":
      return (
        <TextField
          {...value}
          label="Messages"
          type="number"
          min={1}
          max={100}
          help="Greetings and thanks do not count. After a colleague hands back, counting starts again."
        />
      )
    case "frustration":
      return (
        <TextField
          {...value}
          label="More than (per cent)"
          type="number"
          min={0}
          max={100}
          help="50 is cross, 80 is very upset. The desk shows it beside each flag."
        />
      )
    case "contact_field":
      return (
        <>
          <Select
            label="Which"
            name={name("field")}
            value={row.field || "email"}
            options={contactOptions(choices.contactFields, row.field)}
          />
          <TextField {...value} label="It says" help="Leave it empty for: anything, as long as it is known." />
        </>
      )
    case "language":
      return (
        <TextField
          {...value}
          label="Languages"
          placeholder="German, French"
          autocomplete="off"
          help="Of their browser, or the one they clearly write. Separate several with commas."
        />
      )
    case "time":
      return (
        <>
          <div class="rule-times">
            <TextField label="From" name={name("from")} type="time" value={row.from} error={error} />
            <TextField label="Until" name={name("until")} type="time" value={row.until} />
          </div>
          <p class="field-help">
            By the clock in {choices.timeZone.replaceAll("_", " ")}, like the opening hours. From 22:00 until 06:00 is
            the night that starts on that day.
          </p>
          <fieldset class="rule-days">
            <legend>On these days (none: every day)</legend>
            {days.map((day, index) => (
              <label>
                <input
                  type="checkbox"
                  name={name("days")}
                  value={String((index + 1) % 7)}
                  checked={row.days.includes(String((index + 1) % 7))}
                />{" "}
                {day}
              </label>
            ))}
          </fieldset>
        </>
      )
    case "attribute":
      return (
        <>
          <TextField
            label="Detail"
            name={name("field")}
            value={row.field}
            error={error}
            list="attributes"
            autocomplete="off"
            help="What your website sets for a visitor, or: device, timezone, visits, verified."
          />
          <TextField
            label="It says"
            name={name("value")}
            value={row.value}
            help="Leave it empty for: anything, as long as it is set. Capitals do not matter."
          />
        </>
      )
    default:
      return null
  }
}

const contactOptions = (added: RuleChoices["contactFields"], chosen: string) => {
  const own = ["email", "phone", "name", "company"].map((one) => ({ value: one, label: one }))
  const all = [...own, ...added.map(({ key, label }) => ({ value: key, label }))]
  // Named through the API, or taken away since: it must not turn into another one by looking at it.
  return chosen === "" || all.some(({ value }) => value === chosen) ? all : [...all, { value: chosen, label: chosen }]
}

const likenesses = [
  { value: "0.75", label: "Very near" },
  { value: "", label: "Near" },
  { value: "0.45", label: "Loosely" },
]
const likenessesWith = (chosen: string) =>
  likenesses.some(({ value }) => value === chosen)
    ? likenesses
    : [...likenesses, { value: chosen, label: `As set through the API: ${chosen}` }]

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
const levels = [
  { value: "urgent", label: "Urgent: before everybody else" },
  { value: "high", label: "High" },
  { value: "normal", label: "Normal" },
  { value: "low", label: "Low: after everybody else" },
]

type ActionProps = { action: RuleDraft["action"]; queues: { id: string; name: string }[]; error: string | undefined }

function ActionField({ action, queues, error }: ActionProps) {
  switch (action.kind) {
    case "escalate": {
      const options = [
        { value: "", label: "The chatbot's own" },
        ...queues.map(({ id, name }) => ({ value: id, label: name })),
      ]
      const chosen = queues.find(
        ({ id, name }) => id === action.queue || name.toLowerCase() === action.queue.toLowerCase(),
      )
      return <Select label="Queue" name="action.queue" options={options} value={chosen?.id ?? ""} error={error} />
    }
    case "priority":
      return <Select label="How urgent" name="action.level" options={levels} value={action.level} error={error} />
    case "answer":
      return (
        <TextArea
          label="The answer"
          name="action.text"
          value={action.text}
          rows={3}
          error={error}
          help="Visitors read exactly this, instead of the AI's own words."
        />
      )
    default:
      return null
  }
}

type RuleCheckProps = Checked & { action: string; ruleId: string | undefined }

/** What the rule says, and what it would have done: looked at anew while it is typed. */
export function RuleCheck({ action, ruleId, sentence, errors, tried }: RuleCheckProps) {
  return (
    <CheckedRule action={action} form={formId} sentence={sentence} errors={errors}>
      {tried ? <WhatIf tried={tried} rule={ruleId ?? newRule} id="rule-effect" /> : null}
    </CheckedRule>
  )
}

/** The id under which a rule is tried that has none yet. */
export const newRule = "new"
