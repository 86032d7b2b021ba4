import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

/** A chatbot that was exported, here or on another server. */
export function ChatbotImportPage({ frame, form }: { frame: AdminFrame; form: FormState }) {
  const { errors = {}, error } = form
  return (
    <AdminPage
      frame={frame}
      section="chatbots"
      title="Import a chatbot"
      back={{ href: "/admin/chatbots", label: "Chatbots" }}
      intro="A file that was exported here or on another server: settings, rules, hours and content. It becomes a new chatbot; nothing that you have is changed."
    >
      <AdminForm
        action="/admin/chatbots/import"
        errors={errors}
        error={error}
        save="Import"
        icon="upload"
        upload
        guard={false}
      >
        <div class="field">
          <label for="file">File</label>
          <input
            id="file"
            name="file"
            type="file"
            accept=".json,application/json"
            required
            aria-invalid={errors.file ? "true" : undefined}
            aria-describedby="file-help"
          />
          <p class="field-help" id="file-help">
            Its name ends in .baton.json. People, conversations and secrets are never in it.
          </p>
          {Object.values(errors).map((message) => (
            <p class="field-error">{message}</p>
          ))}
        </div>
      </AdminForm>
    </AdminPage>
  )
}
