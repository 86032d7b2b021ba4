import { TextField } from "../components/field"
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
      intro="A file that was exported here or on another server: settings, rules, hours, content and stored replies. It becomes a new chatbot; nothing that you have is changed."
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
        <TextField
          label="File"
          name="file"
          type="file"
          accept=".json,application/json"
          // Whatever place of the file it is: this is the only field.
          error={Object.values(errors).join(" ") || undefined}
          help="Its name ends in .baton.json. People, conversations and secrets are never in it."
          required
        />
      </AdminForm>
    </AdminPage>
  )
}
