import { TextArea } from "../components/field"
import { ChatbotFrame, type ChatbotHead, chatbotPath } from "./chatbot-frame"
import { AdminForm, CopyBox, type FormState } from "./form"
import type { AdminFrame } from "./frame"

type Props = { frame: AdminFrame; chatbot: ChatbotHead; form: FormState; snippet: string; visitors: number }

export function ChatbotWebsitePage({ frame, chatbot, form, snippet, visitors }: Props) {
  const { values, errors = {}, error } = form
  return (
    <ChatbotFrame frame={frame} chatbot={chatbot} tab="website">
      <section class="card">
        <div class="card-head">
          <h2>1. Allow your website</h2>
        </div>
        <AdminForm action={chatbotPath(chatbot.id, "website")} errors={errors} error={error}>
          <TextArea
            label="Websites that may carry the chat"
            name="origins"
            value={values.origins ?? ""}
            error={errors.origins}
            help="One a line, such as https://www.example.com. With and without www are two. A single * allows every website."
            placeholder={"https://www.example.com\nhttps://example.com"}
            rows={3}
          />
        </AdminForm>
      </section>
      <section class="card" id="snippet-card">
        <div class="card-head">
          <h2>2. Paste this once</h2>
        </div>
        <p class="soft snippet-help">
          Into your website's pages, just before <code>&lt;/body&gt;</code>. In most shop systems: Settings, then
          “custom code” or “footer scripts”.
        </p>
        <CopyBox id="snippet" label="The snippet" text={snippet} />
        <p class="field-help">
          {visitors === 0
            ? "Nobody has come from your website yet. Open it after pasting: the chat button stands in the corner."
            : `It works: ${visitors === 1 ? "1 visitor has" : `${visitors} visitors have`} come from your website.`}
        </p>
      </section>
    </ChatbotFrame>
  )
}
