import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Card } from "../components/card"
import { Empty } from "../components/empty"
import { Choice, TextArea, TextField } from "../components/field"
import { Tabs } from "../components/tabs"
import { AdminForm, CopyBox, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { RuleItem, type RuleLine, type TemplateLine, Templates } from "./rule-parts"

type Head = { id: string; name: string }
type Props = {
  frame: AdminFrame
  chatbot: Head
  chatbots: Head[]
  intent: FormState
  site: { live: boolean; keepAddress: boolean }
  rules: RuleLine[]
  templates: TemplateLine[]
  hasSecret: boolean
  /** One that was made just now: shown this once. */
  secret?: string | undefined
}

export const visitorsPath = (chatbotId: string, rest = "") => `/admin/visitors/${encodeURIComponent(chatbotId)}${rest}`
const rulePath = (chatbotId: string, ruleId: string) => visitorsPath(chatbotId, `/rule/${encodeURIComponent(ruleId)}`)

export function VisitorSettingsPage(props: Props) {
  const { frame, chatbot, chatbots, intent, site, rules, templates, hasSecret, secret } = props
  return (
    <AdminPage
      frame={frame}
      section="visitors"
      title="Visitors"
      width="list"
      tab={chatbot.name}
      intro="Who is on your website, who looks ready to buy, and who may say who they are."
      actions={
        <LinkButton href={visitorsPath(chatbot.id, "/new")} icon="plus" variant="primary">
          Add a rule
        </LinkButton>
      }
    >
      {chatbots.length > 1 ? (
        <Tabs
          label="Chatbot"
          tabs={chatbots.map(({ id, name }) => ({ href: visitorsPath(id), label: name, current: id === chatbot.id }))}
        />
      ) : null}
      {secret ? <NewSecret secret={secret} /> : null}
      <Rules chatbotId={chatbot.id} rules={rules} templates={templates} />
      <WhenHigh chatbotId={chatbot.id} form={intent} />
      <Site chatbotId={chatbot.id} {...site} />
      <Identity chatbotId={chatbot.id} hasSecret={hasSecret} />
    </AdminPage>
  )
}

function Rules({ chatbotId, rules, templates }: { chatbotId: string } & Pick<Props, "rules" | "templates">) {
  return (
    <>
      <Card title="Who looks ready to buy" id="intent">
        {rules.length === 0 ? (
          <Empty icon="target" title="No rules yet">
            <p>For instance: 40 points for looking at the prices, 30 for coming back. Start with a set below.</p>
          </Empty>
        ) : (
          <>
            <p class="soft">The points of all rules that apply are added up, from 0 to 100.</p>
            <ol class="rule-list">
              {rules.map((rule) => (
                <RuleItem rule={rule} path={rulePath(chatbotId, rule.id)} />
              ))}
            </ol>
          </>
        )}
      </Card>
      <Card title="Ready-made rules" id="templates">
        <p class="soft">Add a set, then change it as you like.</p>
        <Templates action={visitorsPath(chatbotId, "/templates")} templates={templates} />
      </Card>
    </>
  )
}

function WhenHigh({ chatbotId, form }: { chatbotId: string; form: FormState }) {
  const { values, errors = {}, error } = form
  return (
    <Card title="When somebody looks ready to buy">
      <AdminForm action={visitorsPath(chatbotId, "/intent")} errors={errors} error={error}>
        <TextField
          label="From this score on"
          name="threshold"
          type="number"
          min={1}
          max={100}
          value={values.threshold}
          error={errors.threshold}
        />
        <Choice
          name="alert"
          label="Tell the operators, once a visit"
          help="In the desk, on their devices and in Slack: when such a visitor lands, or in their conversation if they have begun one."
          checked={values.alert !== undefined}
        />
        <TextArea
          label="Greet them with"
          name="greeting"
          value={values.greeting}
          rows={2}
          maxLength={300}
          error={errors.greeting}
          placeholder="Questions about our prices? Ask away."
          help="Appears beside the closed chat, once per visit. Leave empty to say nothing unasked. A visitor who answers talks to the AI, which knows what it said."
        />
      </AdminForm>
    </Card>
  )
}

function Site({ chatbotId, live, keepAddress }: { chatbotId: string } & Props["site"]) {
  return (
    <Card title="On the website" id="site">
      <AdminForm action={visitorsPath(chatbotId, "/site")}>
        <Choice
          name="live"
          label="Live visitors"
          help="The closed chat, too, stays connected to the server: you see exactly who is there, and what an operator or a greeting says appears at once. When off, each page makes one small request, and what is said appears on the next page."
          checked={live}
        />
        <Choice
          name="keepAddress"
          label="Keep the network address of each visit"
          help="When off, an address is used against floods and then forgotten. If you keep it, your privacy notice has to say so. Switching it off erases what was kept."
          checked={keepAddress}
        />
      </AdminForm>
    </Card>
  )
}

function NewSecret({ secret }: { secret: string }) {
  return (
    <Callout icon="key-round" tone="waiting">
      <p>
        <strong>This is the secret. It is shown only now.</strong> Keep it on your server, never in a web page.
      </p>
      <CopyBox id="identity-secret" text={secret} label="Secret" />
    </Callout>
  )
}

const serverCode = `// On your server, for the customer who is signed in:
const hash = crypto.createHmac("sha256", SECRET)
  .update(customer.id + "\\n" + customer.email)
  .digest("hex")`
const pageCode = `Baton("identify", { id: customer.id, email: customer.email, name: customer.name, hash })
Baton("set", { plan: "gold", "cart value": 129.5, vip: true })
Baton("reset") // when they sign out`

function Identity({ chatbotId, hasSecret }: { chatbotId: string; hasSecret: boolean }) {
  return (
    <Card title="Customers who are signed in" id="identity">
      <p>
        {hasSecret
          ? "A secret is set: who a customer is counts only with your server's signature. Verified customers find their conversations on every device."
          : "Your website may say who a visitor is, but without a secret anybody could claim it: the desk then shows “not verified”."}
      </p>
      <div class="button-row identity-acts">
        {hasSecret ? (
          <>
            <LinkButton href={visitorsPath(chatbotId, "/secret")}>Make another secret…</LinkButton>
            <LinkButton href={visitorsPath(chatbotId, "/secret/remove")} variant="quiet">
              Remove it…
            </LinkButton>
          </>
        ) : (
          <form method="post" action={visitorsPath(chatbotId, "/secret")}>
            <Button icon="key-round">Make a secret</Button>
          </form>
        )}
      </div>
      <details>
        <summary>What to put on your website</summary>
        <CopyBox id="identity-server" text={serverCode} label="Code for your server" />
        <CopyBox id="identity-page" text={pageCode} label="Code for your pages" />
        <p class="field-help">
          Without an email address sign the id alone; an address that is not signed counts as not verified. Up to 50
          details with <code>set</code>: texts of up to 200 characters, numbers, true or false; null removes one. All of
          it may be called before the chat has loaded.
        </p>
      </details>
    </Card>
  )
}

export function NoVisitorsPage({ frame }: { frame: AdminFrame }) {
  return (
    <AdminPage frame={frame} section="visitors" title="Visitors">
      <Empty icon="bot" title="No chatbot yet">
        <p>Visitors come to a chatbot. Make one first.</p>
        <LinkButton href="/admin/chatbots/new" variant="primary">
          Make a chatbot
        </LinkButton>
      </Empty>
    </AdminPage>
  )
}
