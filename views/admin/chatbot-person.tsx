import { Button, LinkButton } from "../components/button"
import { Choice, FormError, TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { ChatbotFrame, type ChatbotHead, chatbotPath, nobodyOnlineId } from "./chatbot-frame"
import { SettingEffects, type TriedSettings, TryEffects } from "./effects"
import { AdminForm, type FormState, fieldsOf, Group, Slider } from "./form"
import type { AdminFrame } from "./frame"
import { callingWords, rulesPath, surenessWords } from "./rules"

export type WordRule = { id: string; name: string; phrases: string[]; enabled: boolean }
type Props = {
  frame: AdminFrame
  chatbot: ChatbotHead
  form: FormState
  rules: WordRule[]
  tried: TriedSettings
  /** The rule whose form was refused: its id, or `new`. */
  refused?: { id: string; form: FormState } | undefined
}

export function ChatbotPersonPage({ frame, chatbot, form, rules, refused, tried }: Props) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = chatbotPath(chatbot.id, "person")
  const wordsPath = `${chatbotPath(chatbot.id)}/rules`
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="person">
      <AdminForm
        action={path}
        errors={errors}
        error={error}
        save={tried.effects?.isSerious ? "Save anyway" : "Save"}
        more={<TryEffects modelAnswers={tried.modelAnswers} />}
      >
        <SettingEffects {...tried} />
        <Group title="When it calls a person">
          <Slider
            label="Calls a person"
            name="escalation.sensitivity"
            value={values["escalation.sensitivity"] ?? "0.5"}
            step={0.05}
            low="Rarely"
            high="Early"
            words={callingWords}
            help="A visitor who asks for a person always gets one."
          />
          <Slider
            label="How sure it must be of an answer"
            name="escalation.threshold"
            value={values["escalation.threshold"] ?? "0.5"}
            step={0.05}
            low="Answer freely"
            high="Only when sure"
            words={surenessWords}
            help="Below this it says that it does not know and offers a person. Try the effect under Content, “Ask it”."
          />
        </Group>
        <Group title="While visitors wait">
          <TextField
            label="Say something new after (seconds)"
            {...fieldOf("escalation.promiseSeconds")}
            type="number"
            min={10}
            max={3600}
            help="How long somebody waits before they are told again where they are in line. After that, they turn red on the desk."
          />
        </Group>
        <Group
          title="When nobody is online"
          id={nobodyOnlineId}
          help={
            <>
              Visitors are told when you are back, by the hours under{" "}
              <a href={`/admin/bookings/${encodeURIComponent(chatbot.id)}`}>Hours and bookings</a>.
            </>
          }
        >
          <Choice
            name="fallback.keepAnswering"
            label="The AI keeps trying"
            help="It answers what it is sure of while the visitor waits, and stops when one of you is there. With a mail server, visitors who left an address get an email then."
            checked={values["fallback.keepAnswering"] !== undefined}
          />
          <Choice
            name="fallback.captureContact"
            label="Ask for contact details"
            help="So that you can get back to them."
            checked={values["fallback.captureContact"] !== undefined}
          />
          <TextField
            label="Email address to suggest"
            {...fieldOf("fallback.email")}
            type="email"
            help="Said to visitors. Leave it empty to suggest none."
          />
          <Choice
            name="fallback.callback"
            label="Offer a call at a free time"
            help="Needs a booking type of the kind “callback”, under Hours and bookings."
            checked={values["fallback.callback"] !== undefined}
          />
        </Group>
      </AdminForm>
      <section class="card" id="rules">
        <div class="card-head">
          <h2>Words that always call a person</h2>
        </div>
        <p class="soft">
          When a visitor writes one of these, a person is called at once, whatever the AI could have said. For pages,
          times, topics and other actions, see <a href={rulesPath(chatbot.id)}>all rules</a>.
        </p>
        <ul class="rules">
          {rules.map((rule) => (
            <li>
              <RuleDetails
                rule={rule}
                action={`${wordsPath}/${encodeURIComponent(rule.id)}`}
                refused={refused?.id === rule.id ? refused.form : undefined}
              />
            </li>
          ))}
          <li>
            <RuleDetails action={wordsPath} refused={refused?.id === "new" ? refused.form : undefined} />
          </li>
        </ul>
      </section>
    </ChatbotFrame>
  )
}

type RuleDetailsProps = { rule?: WordRule; action: string; refused?: FormState | undefined }

function RuleDetails({ rule, action, refused }: RuleDetailsProps) {
  const stored = rule
    ? { name: rule.name, phrases: rule.phrases.join("\n"), ...(rule.enabled ? { enabled: "on" } : {}) }
    : { enabled: "on" }
  const { values, error }: FormState = refused ?? { values: stored }
  const fieldOf = fieldsOf(refused ?? { values: stored })
  const prefix = rule?.id ?? "new"
  return (
    <details class="rule" open={refused !== undefined}>
      <summary>
        {rule ? (
          <>
            <span class="rule-name">{rule.name}</span>
            <span class="soft rule-phrases">{rule.phrases.join(", ")}</span>
            {rule.enabled ? null : <span class="chip">off</span>}
            <Icon name="pencil" label="Edit" />
          </>
        ) : (
          <span class="rule-new">
            <Icon name="plus" /> Add a rule
          </span>
        )}
      </summary>
      <form class="form" method="post" action={action}>
        <FormError>{error}</FormError>
        <TextField
          label="What it is about"
          {...fieldOf("name")}
          id={`${prefix}-name`}
          help="Operators see it as the reason."
          placeholder="Legal matters"
        />
        <TextArea
          label="Words or phrases"
          {...fieldOf("phrases")}
          id={`${prefix}-phrases`}
          help="One per line. Capitals do not matter; only whole words count."
          placeholder={"lawyer\nlegal action"}
          rows={3}
        />
        <Choice name="enabled" label="In use" checked={values.enabled !== undefined} />
        <div class="button-row">
          <Button variant="primary" small>
            {rule ? "Save rule" : "Add rule"}
          </Button>
          {rule ? (
            <LinkButton href={`${action}/delete`} small variant="quiet">
              Delete…
            </LinkButton>
          ) : null}
        </div>
      </form>
    </details>
  )
}
