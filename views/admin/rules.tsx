import type { TriggerCount } from "../../src/escalation/judgement-store"
import type { TriedPlan } from "../../src/escalation/try-plan"
import { Button, IconButton, LinkButton } from "../components/button"
import { Card } from "../components/card"
import { Empty } from "../components/empty"
import { Table } from "../components/table"
import { Tabs } from "../components/tabs"
import { flags } from "../operator/words"
import { AdminForm, type FormState, Group, Slider } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { RuleItem, type RuleLine, type TemplateLine, Templates } from "./rule-parts"
import { WhatIf } from "./what-if"

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

export function RulesPage(props: Props) {
  const { frame, chatbot, chatbots, form, rules, templates, report, tried } = props
  const { values, errors = {}, error } = form
  const path = rulesPath(chatbot.id)
  return (
    <AdminPage
      frame={frame}
      section="rules"
      title="Rules"
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
            help="A visitor who asks for a person always gets one. “See what would change” tries it on your last conversations, without saving."
          />
        </Group>
        <WhatIf tried={tried} />
      </AdminForm>
      <Card title="Your rules" id="rules">
        {rules.length === 0 ? (
          <Empty icon="flag" title="No rule yet">
            <p>For instance: always call a person when a visitor asks about wholesale prices.</p>
          </Empty>
        ) : (
          <>
            <p class="soft">The upper one goes first.</p>
            <ol class="rule-list">
              {rules.map((rule, index) => (
                <RuleItem rule={rule} path={rulePath(chatbot.id, rule.id)}>
                  <Moves name={rule.name} isFirst={index === 0} isLast={index === rules.length - 1} />
                </RuleItem>
              ))}
            </ol>
          </>
        )}
      </Card>
      <Card title="Ready-made rules" id="templates">
        <p class="soft">Add a set, then change it as you like.</p>
        <Templates action={rulesPath(chatbot.id, "/templates")} templates={templates} />
      </Card>
      <Card title="How the flags were judged" id="report">
        <Report counts={report} />
      </Card>
    </AdminPage>
  )
}

function Moves({ name, isFirst, isLast }: { name: string; isFirst: boolean; isLast: boolean }) {
  return (
    <>
      <IconButton
        type="submit"
        class="is-up"
        icon="chevron-down"
        label={`Move “${name}” up`}
        name="do"
        value="up"
        disabled={isFirst}
      />
      <IconButton
        type="submit"
        icon="chevron-down"
        label={`Move “${name}” down`}
        name="do"
        value="down"
        disabled={isLast}
      />
    </>
  )
}

function Report({ counts }: { counts: TriggerCount[] }) {
  if (counts.length === 0) {
    return (
      <Empty icon="thumbs-up" title="Nothing flagged yet">
        <p>Operators answer each flag with one key: right, too early, too late or not needed. It adds up here.</p>
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
    >
      {counts.map(({ kind, rule, flags: count, right, too_early, too_late, not_needed }) => (
        <tr>
          <td>{rule ? `Rule “${rule}”` : (flags[kind as keyof typeof flags]?.word ?? kind)}</td>
          <td class="number">{count}</td>
          <td class="number">{right}</td>
          <td class="number">{too_early}</td>
          <td class="number">{too_late}</td>
          <td class="number">{not_needed}</td>
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
