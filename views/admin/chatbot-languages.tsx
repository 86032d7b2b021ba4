import { Select, TextArea, TextField } from "../components/field"
import { languageName } from "../components/language-name"
import { ChatbotFrame, type ChatbotHead, chatbotPath, SeePreview } from "./chatbot-frame"
import { AdminForm, type FormState, Group } from "./form"
import type { AdminFrame } from "./frame"

type Props = {
  frame: AdminFrame
  chatbot: ChatbotHead
  form: FormState
  /** Those that have words of their own. */
  languages: string[]
  /** All that may be chosen, by their codes. */
  choices: readonly string[]
  /** What they read who have none. */
  own: { locale: string; welcome: string; suggestions: string[]; prompt: string; label: string }
}

/** The owner's words for visitors of other languages; buttons and notices Baton translates itself. */
export function ChatbotLanguagesPage({ frame, chatbot, form, languages, choices, own }: Props) {
  const { values, errors = {}, error } = form
  const others = choices.filter((code) => code !== own.locale.slice(0, 2) && !languages.includes(code))
  const fields = (prefix: string, path: string) => (
    <>
      <TextArea
        label="Welcome"
        name={`${prefix}.welcome`}
        value={values[`${prefix}.welcome`] ?? ""}
        error={errors[`${path}.welcome`]}
        placeholder={own.welcome}
        rows={2}
        data-shows="open"
      />
      <TextArea
        label="Suggested questions"
        name={`${prefix}.suggestions`}
        value={values[`${prefix}.suggestions`] ?? ""}
        error={errors[`${path}.suggestions`]}
        help="Up to six, one per line."
        placeholder={own.suggestions.join("\n")}
        rows={3}
        data-shows="open"
      />
      <TextField
        label="Words on the button"
        name={`${prefix}.label`}
        value={values[`${prefix}.label`] ?? ""}
        error={errors[`${path}.label`]}
        help={own.label ? undefined : "Leave empty for a round button with just the icon."}
        placeholder={own.label}
        maxLength={24}
        data-shows="closed"
      />
      <TextField
        label="Words above the contact form"
        name={`${prefix}.prompt`}
        value={values[`${prefix}.prompt`] ?? ""}
        error={errors[`${path}.prompt`]}
        placeholder={own.prompt}
        maxLength={200}
      />
    </>
  )
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="languages">
      <p class="admin-intro">
        Buttons and notices follow the visitor's browser by themselves. Here are your own words for visitors of other
        languages; what is empty, they read in {languageName(own.locale.slice(0, 2))}. In which languages the AI answers
        is set under <a href={chatbotPath(chatbot.id, "limits")}>Tone and limits</a>.
      </p>
      <AdminForm action={chatbotPath(chatbot.id, "languages")} errors={errors} error={error} more={<SeePreview />}>
        {languages.map((language) => (
          <Group title={languageName(language)} help="Clear all of it to remove the language." language={language}>
            {fields(`texts.${language}`, `texts.${language}`)}
          </Group>
        ))}
        <Group title="Another language" language="new">
          <Select
            label="Language"
            name="language"
            options={[
              { value: "", label: "Choose one" },
              ...others.map((value) => ({ value, label: languageName(value) })),
            ]}
            value={values.language ?? ""}
          />
          {fields("texts.new", `texts.${values.language || "new"}`)}
        </Group>
      </AdminForm>
    </ChatbotFrame>
  )
}
