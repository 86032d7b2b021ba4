import type { ComponentChildren } from "preact"
import { LinkButton } from "../components/button"
import { Choice, FormError, TextField } from "../components/field"
import { Table } from "../components/table"
import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type ContactSettingsProps = {
  frame: AdminFrame
  stages: { id: string; name: string }[]
  fields: { key: string; label: string; kind: string; options: string[] }[]
  kinds: Record<string, string>
  /** Rows for what is to be added. */
  emptyRows: number
  chatbots: { id: string; name: string }[]
  retentionForm: FormState
  reports: { day: string; chatbot: string; conversations: number; visitors: number; files: number }[]
  stageError?: string | undefined
  fieldError?: string | undefined
}

const base = "/admin/contacts/settings"

export function ContactSettingsPage(props: ContactSettingsProps) {
  return (
    <AdminPage
      frame={props.frame}
      section="contacts"
      title="Set up contacts"
      back={{ href: "/admin/contacts", label: "Contacts" }}
      intro="The stages a lead goes through, what you want to know of people, and how long it is kept."
      actions={
        <LinkButton href="/admin/contacts/hubspot" icon="link">
          HubSpot
        </LinkButton>
      }
    >
      <StagesCard {...props} />
      <FieldsCard {...props} />
      <RetentionCard {...props} />
    </AdminPage>
  )
}

type CardProps = { id: string; title: string; help: ComponentChildren; children: ComponentChildren }

function SettingsCard({ id, title, help, children }: CardProps) {
  return (
    <section class="card card-stack" id={id}>
      <div class="card-head">
        <h2>{title}</h2>
      </div>
      <p class="soft">{help}</p>
      {children}
    </section>
  )
}

function StagesCard({ stages, emptyRows, stageError }: ContactSettingsProps) {
  const rows = [...stages, ...Array.from({ length: emptyRows }, () => ({ id: "", name: "" }))]
  return (
    <SettingsCard
      id="stages"
      title="Stages"
      help="In their order. Clear a name to remove a stage: its contacts then have none."
    >
      <AdminForm action={`${base}/stages#stages`} save="Save the stages">
        <FormError>{stageError}</FormError>
        {rows.map(({ id, name }, at) => (
          <div class="stage-row">
            <input type="hidden" name="id" value={id} />
            <input
              class="input"
              name="name"
              value={name}
              maxLength={40}
              autocomplete="off"
              aria-label={`Stage ${at + 1}`}
              placeholder={id ? "" : "Another stage"}
            />
          </div>
        ))}
      </AdminForm>
    </SettingsCard>
  )
}

function FieldsCard({ fields, kinds, emptyRows, fieldError }: ContactSettingsProps) {
  const empty = Array.from({ length: emptyRows }, () => ({ key: "", label: "", kind: "text", options: [] as string[] }))
  return (
    <SettingsCard
      id="fields"
      title="Your own fields"
      help="Besides name, email, phone and company. Operators fill them in; your website may too, under the name in brackets. Clear a name to remove a field: what it held stays with the contacts."
    >
      <AdminForm action={`${base}/fields#fields`} save="Save the fields">
        <FormError>{fieldError}</FormError>
        {[...fields, ...empty].map(({ key, label, kind, options }, at) => (
          <div class="field-row">
            <input type="hidden" name="key" value={key} />
            <input
              class="input"
              name="label"
              value={label}
              maxLength={60}
              autocomplete="off"
              aria-label={`Field ${at + 1}`}
              placeholder={key ? "" : "Another field"}
              title={key ? `Your website's name for it: ${key}` : undefined}
            />
            <select class="select" name="kind" aria-label={`What field ${at + 1} holds`}>
              {Object.entries(kinds).map(([value, word]) => (
                <option value={value} selected={value === kind}>
                  {word}
                </option>
              ))}
            </select>
            <input
              class="input"
              name="options"
              value={options.join(", ")}
              autocomplete="off"
              aria-label={`What there is to choose from in field ${at + 1}`}
              placeholder="For a list: small, medium, large"
            />
            {key ? <small class="soft field-key">[{key}]</small> : null}
          </div>
        ))}
      </AdminForm>
    </SettingsCard>
  )
}

function RetentionCard({ chatbots, retentionForm, reports }: ContactSettingsProps) {
  const { values, errors = {}, error } = retentionForm
  const days = (of: string) => (
    <>
      <TextField
        label="Closed conversations, after days"
        name={`${of}.closed`}
        value={values[`${of}.closed`] ?? ""}
        {...(errors[`${of}.closed`] ? { error: errors[`${of}.closed`] as string } : {})}
        inputMode="numeric"
        placeholder="Kept"
        autocomplete="off"
      />
      <TextField
        label="Visitors without details, after days"
        name={`${of}.visitors`}
        value={values[`${of}.visitors`] ?? ""}
        {...(errors[`${of}.visitors`] ? { error: errors[`${of}.visitors`] as string } : {})}
        inputMode="numeric"
        placeholder="Kept"
        autocomplete="off"
      />
    </>
  )
  return (
    <SettingsCard
      id="retention"
      title="What is deleted with age"
      help="This happens automatically, day and night, a little at a time. A conversation goes with its files and with what the Slack app posted about it; a visitor, with their visits and conversations. Contacts and the notes on them stay until you erase them. Leave empty to keep it."
    >
      <AdminForm action={`${base}/retention#retention`} errors={errors} error={error} save="Save what is deleted">
        <fieldset class="retention-days">
          <legend>All chatbots</legend>
          {days("all")}
        </fieldset>
        {chatbots.map(({ id, name }) => (
          <details class="retention-own" open={Boolean(values[`own:${id}`])}>
            <summary>Different days for {name}</summary>
            <Choice
              name={`own:${id}`}
              checked={Boolean(values[`own:${id}`])}
              label="Different days from those above"
              help="Empty fields then mean that this chatbot's are kept."
            />
            <div class="retention-days">{days(id)}</div>
          </details>
        ))}
      </AdminForm>
      <h3>What was removed</h3>
      {reports.length === 0 ? (
        <p class="soft">Nothing yet.</p>
      ) : (
        <Table
          caption="What was removed"
          columns={[
            { label: "Day" },
            { label: "Chatbot" },
            { label: "Conversations", number: true },
            { label: "Visitors", number: true },
            { label: "Files", number: true },
          ]}
        >
          {reports.map(({ day, chatbot, conversations, visitors, files }) => (
            <tr>
              <td>{day}</td>
              <td>{chatbot}</td>
              <td class="number">{conversations}</td>
              <td class="number">{visitors}</td>
              <td class="number">{files}</td>
            </tr>
          ))}
        </Table>
      )}
    </SettingsCard>
  )
}
