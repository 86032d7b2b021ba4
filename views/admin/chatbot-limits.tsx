import { Choice, Select, TextArea } from "../components/field"
import { languageName, ownLanguageName } from "../components/language-name"
import { ChatbotFrame, type ChatbotHead, chatbotPath } from "./chatbot-frame"
import { SettingEffects, type TriedSettings, TryEffects } from "./effects"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import type { AdminFrame } from "./frame"

type Languages = {
  /** All that may be chosen, by their codes; the first are those that Baton speaks by itself. */
  spoken: readonly string[]
  others: readonly string[]
  /** In the order in which they are saved. */
  saved: readonly string[]
}
type Props = {
  frame: AdminFrame
  chatbot: ChatbotHead
  form: FormState
  tried: TriedSettings
  languages: Languages
}

const advice = [
  { value: "medical", label: "Medical advice" },
  { value: "legal", label: "Legal advice" },
  { value: "financial", label: "Financial advice" },
]

/** How it speaks, and what it never does: told to a model, and looked at again in every answer before it is sent. */
export function ChatbotLimitsPage({ frame, chatbot, form, tried, languages }: Props) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="limits">
      <AdminForm
        action={chatbotPath(chatbot.id, "limits")}
        errors={errors}
        error={error}
        save={tried.effects?.isSerious ? "Save anyway" : "Save"}
        more={<TryEffects modelAnswers={tried.modelAnswers} />}
      >
        <SettingEffects {...tried} />
        <Group title="Personality and tone">
          <TextArea
            label="Persona"
            {...fieldOf("persona")}
            help="Who it is and how it talks, in a few sentences. Facts about your business belong in Content, where it can quote them. Used when a model is connected under Settings."
            rows={4}
          />
          <Select
            label="Tone"
            {...fieldOf("limits.tone", "friendly")}
            options={[
              { value: "friendly", label: "Friendly" },
              { value: "plain", label: "Plain" },
              { value: "formal", label: "Formal" },
              { value: "playful", label: "Playful" },
            ]}
          />
          <Select
            label="Answers"
            {...fieldOf("limits.length", "medium")}
            options={[
              { value: "short", label: "Short: a sentence or two" },
              { value: "medium", label: "Medium: a short paragraph or list" },
              { value: "long", label: "Long: in full" },
            ]}
          />
        </Group>
        <AnswerLanguages {...languages} values={values} error={errors["limits.languages"]} />
        <Group
          title="What goes to a person"
          help="It does not answer these, however sure it is: it calls somebody, and says why."
        >
          <div class="choices">
            {advice.map(({ value, label }) => (
              <Choice
                name={`limits.advice.${value}`}
                label={label}
                checked={values[`limits.advice.${value}`] !== undefined}
              />
            ))}
          </div>
          <TextArea
            label="And these subjects"
            {...fieldOf("limits.topics")}
            help="One per line, such as “contract cancellation”. A message with all the words of one goes to a person."
            rows={3}
          />
        </Group>
        <Group
          title="What it never says"
          help="Prices, discounts, refunds and guarantees that are nowhere in your content are held back automatically."
        >
          <TextArea
            label="Words it must not say or promise"
            {...fieldOf("limits.never")}
            help="One per line, such as “lifetime guarantee” or a competitor's name. An answer with them is not sent."
            rows={4}
          />
        </Group>
      </AdminForm>
    </ChatbotFrame>
  )
}

/** By name, each a box to tick: those that Baton speaks and those chosen in sight, the many others folded away. */
function AnswerLanguages({
  spoken,
  others,
  saved,
  values,
  error,
}: Languages & { values: FormState["values"]; error: string | undefined }) {
  const nameOf = (code: string) => `limits.languages.${code}`
  const isChosen = (code: string) => values[nameOf(code)] !== undefined
  const inSight = [...spoken, ...saved.filter((code) => !spoken.includes(code))]
  const folded = others.filter((code) => !inSight.includes(code))
  const box = (code: string) => {
    const own = ownLanguageName(code)
    const name = languageName(code)
    return (
      <Choice
        name={nameOf(code)}
        checked={isChosen(code)}
        label={
          own === name ? (
            name
          ) : (
            <>
              {name}{" "}
              <span class="soft" lang={code}>
                {own}
              </span>
            </>
          )
        }
      />
    )
  }
  const [first] = saved
  return (
    <Group
      title="Answers only in these languages"
      id="languages"
      help={
        first === undefined
          ? "None ticked: it answers in the visitor's own language."
          : `Visitors who write in another one are answered in ${languageName(first)}. None ticked: it answers in the visitor's own.`
      }
    >
      {error ? (
        <p class="field-error" role="alert">
          {error}
        </p>
      ) : null}
      <div class="choices choices-in-columns">{inSight.map(box)}</div>
      <details class="set-up" open={folded.some(isChosen)}>
        <summary>More languages</summary>
        <div class="choices choices-in-columns">{folded.map(box)}</div>
      </details>
    </Group>
  )
}
