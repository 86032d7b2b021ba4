import { Button, LinkButton } from "../components/button"
import { Choice, Select, TextField } from "../components/field"
import { ChatbotFrame, type ChatbotHead, chatbotPath, SeePreview } from "./chatbot-frame"
import { FirstWords } from "./first-words"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import type { AdminFrame } from "./frame"
import { localesWith } from "./locales"

type Props = { frame: AdminFrame; chatbot: ChatbotHead; form: FormState }

export function ChatbotBasicsPage({ frame, chatbot, form }: Props) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="basics">
      <AdminForm action={chatbotPath(chatbot.id)} errors={errors} error={error} more={<SeePreview />}>
        <Group title="Who answers">
          <Choice
            name="aiEnabled"
            label="The AI answers first"
            help="It answers from your content and calls a person when one is needed. Off: every visitor goes straight to your team."
            checked={values.aiEnabled !== undefined}
          />
        </Group>
        <Group title="What visitors read">
          <TextField
            label="Name"
            {...fieldOf("name")}
            help="At the top of the chat; usually your shop's name."
            maxLength={60}
            required
          />
          <FirstWords values={values} errors={errors} />
          <Select
            label="Language"
            {...fieldOf("locale", "en")}
            options={localesWith(values.locale ?? "en")}
            help="Buttons follow the visitor's browser, and answers follow the language they write in, if Baton speaks it; otherwise this one is used."
          />
        </Group>
      </AdminForm>
      <section class="danger-zone">
        <div>
          <h2>Export or duplicate</h2>
          <p class="soft">
            Everything in one file: settings, rules, hours, content and stored replies. Or a second chatbot like it.
          </p>
        </div>
        <div class="button-row">
          <LinkButton href={`${chatbotPath(chatbot.id)}/export`} icon="download" download>
            Export
          </LinkButton>
          <form method="post" action={`${chatbotPath(chatbot.id)}/duplicate`}>
            <Button icon="copy">Duplicate</Button>
          </form>
        </div>
      </section>
      <section class="danger-zone">
        <div>
          <h2>Delete this chatbot</h2>
          <p class="soft">With its content, visitors and conversations. This cannot be undone.</p>
        </div>
        <LinkButton href={`${chatbotPath(chatbot.id)}/delete`} icon="trash-2">
          Delete…
        </LinkButton>
      </section>
    </ChatbotFrame>
  )
}
