import type { TriggerCount } from "../../src/escalation/judgement-store"
import type { RuleChange } from "../../src/escalation/rule-undo"
import type { TriedPlan } from "../../src/escalation/try-plan"
import { Button, IconButton, LinkButton } from "../components/button"
import { Card } from "../components/card"
import { Empty } from "../components/empty"
import { Icon } from "../components/icon"
import { Table } from "../components/table"
import { Tabs } from "../components/tabs"
import { flags } from "../operator/words"
import { AdminForm, type FormState, Group, Slider } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { RuleItem, type RuleLine, type TemplateLine, Templates } from "./rule-parts"
import { summaryOf, TrialSize, WhatIf } from "./what-if"

type Head = { id: string; name: string }
type Props = {
  frame: AdminFrame
  chatbot: Head
  chatbots: Head[]
  form: FormState
  rules: RuleLine[]
  templates: TemplateLine[]
  report: TriggerCount[]
  tried?: TriedPlan | undefined
  /** Over how many conversations a change is tried. */
  last: number
  /** What was just done to the rules, with what it means. */
  undo?: (RuleChange & { tried: TriedPlan }) | undefined
  /** What is to be known of what was last pressed. */
  told?: string | undefined
}

export const rulesPath = (chatbotId: string, rest = "") => `/admin/rules/${encodeURIComponent(chatbotId)}${rest}`
const rulePath = (chatbotId: string, ruleId: string) => rulesPath(chatbotId, `/rule/${encodeURIComponent(ruleId)}`)

export const callingWords = [
  "Rarely: only when a visitor asks for a person or is clearly upset.",
  "Seldom: when things go clearly wrong.",
  "In between: as thousands of judged conversations suggest.",
  "Readily: at the first signs of trouble.",
  "Early: whenever a person might help.",
]

export const surenessWords = [
  "It answers almost everything, and is wrong more often. ({})",
  "It answers when it has found something close. ({})",
  "It answers when it is fairly sure. ({})",
  "It answers only when it is quite sure, and hands over the rest. ({})",
]

export function RulesPage(props: Props) {
  const { frame, chatbot, chatbots, form, rules, templates, report, tried, last, undo, told } = props
  const { values, errors = {}, error } = form
  const path = rulesPath(chatbot.id)
  return (
    <AdminPage
      frame={frame}
      section="rules"
      title="Rules"
      tab={chatbot.name}
      intro="When the AI carries on, and when a person is called."
      actions={
        <LinkButton href={rulesPath(chatbot.id, "/new")} icon="plus" variant="primary">
          Add a rule
        </LinkButton>
      }
    >
      {chatbots.length > 1 ? (
        <Tabs
          label="Chatbot"
          tabs={chatbots.map(({ id, name }) => ({ href: rulesPath(id), label: name, current: id === chatbot.id }))}
        />
      ) : null}
      <AdminForm
        action={path}
        errors={errors}
        error={error}
        more={
          <Button name="do" value="try" hx-post={path} hx-target="#what-if" hx-swap="outerHTML">
            See what would change
          </Button>
        }
      >
        <Group title="How early it calls a person">
          <Slider
            label="Calls a person"
            name="sensitivity"
            value={values.sensitivity ?? "0.5"}
            step={0.05}
            low="Rarely"
            high="Early"
            words={callingWords}
            help="A visitor who asks for a person always gets one."
          />
          <Slider
            label="How sure it must be of an answer"
            name="threshold"
            value={values.threshold ?? "0.5"}
            step={0.05}
            low="Answer freely"
            high="Only when sure"
            words={surenessWords}
            help="Below this it says that it does not know, and offers a person. Twice in a row, one is called."
          />
          <TrialSize last={last} />
        </Group>
        <WhatIf tried={tried} />
      </AdminForm>
      <div id="rule-area">
        {told ? (
          <p class="rule-undo" role="status" tabIndex={-1} autofocus>
            {told}
          </p>
        ) : null}
        {undo ? <Undo change={undo} action={rulesPath(chatbot.id, "/undo")} /> : null}
        <Card title="Your rules" id="rules">
          {rules.length === 0 ? (
            <Empty icon="flag" title="No rules yet">
              <p>For instance: always call a person when a visitor asks about wholesale prices.</p>
            </Empty>
          ) : (
            <>
              <p class="soft">
                {rules.length > 1
                  ? "Rules go from top to bottom: of those that call, offer or answer, only the first that applies takes effect."
                  : "Every message is checked against it before anything is answered."}
              </p>
              <ol class="rule-list">
                {rules.map((rule, index) => (
                  <RuleItem
                    rule={rule}
                    path={rulePath(chatbot.id, rule.id)}
                    redraws="#rule-area"
                    remove={<Copies rule={rule} />}
                  >
                    <Moves {...rule} isFirst={index === 0} isLast={index === rules.length - 1} />
                  </RuleItem>
                ))}
              </ol>
            </>
          )}
        </Card>
      </div>
      <Card title="Ready-made rules" id="templates">
        <p class="soft">Add a set, then change it as you like. You can see first what it would have done.</p>
        <Templates action={rulesPath(chatbot.id, "/templates")} templates={templates} canTry />
      </Card>
      <Card title="How the flags were judged" id="report">
        <Report counts={report} />
      </Card>
    </AdminPage>
  )
}

/** What was done, what it means, and the way back. */
function Undo({ change, action }: { change: RuleChange & { tried: TriedPlan }; action: string }) {
  const { id, before, after, said, tried } = change
  const isFelt =
    tried.added.length + tried.removed.length + tried.moved > 0 || tried.offers.before !== tried.offers.after
  return (
    <section class="rule-undo" aria-label="What was changed">
      <div class="rule-undo-line">
        <Icon name="circle-check" />
        <p role="status">
          {said}
          {tried.conversations > 0 ? <span class="soft"> {summaryOf(tried)}</span> : null}
        </p>
        <form
          method="post"
          action={action}
          hx-post={action}
          hx-target="#rule-area"
          hx-select="#rule-area"
          hx-swap="outerHTML"
        >
          {/* What had the focus is gone with the rule: the way back is the next thing there is. */}
          <Button id="undo" small icon="undo-2" name="undo" value={id} autofocus={after.length < before.length}>
            Undo
          </Button>
        </form>
      </div>
      {isFelt ? (
        <details>
          <summary>Which ones</summary>
          <WhatIf tried={tried} id="undo-effect" />
        </details>
      ) : null}
    </section>
  )
}

type MovesProps = { id: string; name: string; isFirst: boolean; isLast: boolean }

function Moves({ id, name, isFirst, isLast }: MovesProps) {
  return (
    <>
      <IconButton
        type={isFirst ? "button" : "submit"}
        class="is-up"
        id={`up-${id}`}
        icon="chevron-down"
        label={`Move “${name}” up`}
        name="do"
        value="up"
        aria-disabled={isFirst ? "true" : undefined}
      />
      <IconButton
        type={isLast ? "button" : "submit"}
        id={`down-${id}`}
        icon="chevron-down"
        label={`Move “${name}” down`}
        name="do"
        value="down"
        aria-disabled={isLast ? "true" : undefined}
      />
    </>
  )
}

function Copies({ rule: { id, name } }: { rule: RuleLine }) {
  return (
    <>
      <IconButton
        type="submit"
        id={`copy-${id}`}
        icon="copy"
        label={`Duplicate “${name}”`}
        name="do"
        value="duplicate"
      />
      <IconButton type="submit" icon="trash-2" label={`Delete “${name}”`} name="do" value="delete" />
    </>
  )
}

function Report({ counts }: { counts: TriggerCount[] }) {
  if (counts.length === 0) {
    return (
      <Empty icon="thumbs-up" title="Nothing flagged yet">
        <p>
          Operators judge each flag with one key: right, too early, too late or not needed. Their verdicts add up here.
        </p>
      </Empty>
    )
  }
  return (
    <Table
      caption="Flags of the last 90 days and what operators thought of them"
      columns={[
        { label: "What called" },
        { label: "Flags", number: true },
        { label: "Right", number: true },
        { label: "Too early", number: true },
        { label: "Too late", number: true },
        { label: "Not needed", number: true },
      ]}
      isStacked
    >
      {counts.map(({ kind, rule, flags: count, right, too_early, too_late, not_needed }) => (
        <tr>
          <td>{rule ? `Rule “${rule}”` : (flags[kind as keyof typeof flags]?.word ?? kind)}</td>
          <td class="number" data-label="Flags">
            {count}
          </td>
          <td class="number" data-label="Right">
            {right}
          </td>
          <td class="number" data-label="Too early">
            {too_early}
          </td>
          <td class="number" data-label="Too late">
            {too_late}
          </td>
          <td class="number" data-label="Not needed">
            {not_needed}
          </td>
        </tr>
      ))}
    </Table>
  )
}

export function NoChatbotPage({ frame }: { frame: AdminFrame }) {
  return (
    <AdminPage frame={frame} section="rules" title="Rules">
      <Empty icon="bot" title="No chatbot yet">
        <p>Rules belong to a chatbot. Make one first.</p>
        <LinkButton href="/admin/chatbots/new" variant="primary">
          Make a chatbot
        </LinkButton>
      </Empty>
    </AdminPage>
  )
}
