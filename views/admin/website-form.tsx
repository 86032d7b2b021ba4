import { TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { type ContentHead, contentPath } from "./content"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

type FormPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  form: FormState
  source?: { id: string; title: string }
}

/** A website to learn from: its address is enough. */
export function WebsiteFormPage({ frame, chatbot, form, source }: FormPageProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = contentPath(chatbot.id)
  const own = source && `${path}/${encodeURIComponent(source.id)}`
  const usual: Record<string, string> = { include: "", exclude: "", maxPages: "200", maxDepth: "4" }
  const isOpen = Object.entries(usual).some(([name, value]) => errors[name] || (values[name] ?? value) !== value)
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={source ? `What is read of ${source.title}` : "Add your website"}
      back={own ? { href: own, label: source.title } : { href: path, label: `Content of ${chatbot.name}` }}
      intro="Every page that the start leads to is read, without menus and banners, and read again each day. Your robots.txt is obeyed."
    >
      <AdminForm
        action={own ? `${own}/settings` : `${path}/new/website`}
        errors={errors}
        error={error}
        save={source ? "Save and read again" : "Read it"}
        icon={source ? undefined : "globe"}
      >
        <TextField
          label="Address"
          {...fieldOf("url")}
          help="The front page, or a sitemap. Only pages of this website are read."
          placeholder="https://your-shop.example"
          inputMode="url"
          autocomplete="url"
          maxLength={1000}
        />
        <details class="rule" open={isOpen || source !== undefined}>
          <summary>
            <span class="rule-new">
              <Icon name="settings" /> Limits, and what to leave out
            </span>
          </summary>
          <div class="group-fields">
            <TextArea
              label="Only these"
              {...fieldOf("include")}
              help="One per line, such as /help/*. Empty: all pages."
              rows={2}
            />
            <TextArea label="Not these" {...fieldOf("exclude")} help="One per line, such as /blog or *.pdf." rows={2} />
            <TextField label="Pages at most" {...fieldOf("maxPages", "200")} help="Up to 5,000." inputMode="numeric" />
            <TextField label="Links away from the start at most" {...fieldOf("maxDepth", "4")} inputMode="numeric" />
          </div>
        </details>
      </AdminForm>
    </AdminPage>
  )
}
