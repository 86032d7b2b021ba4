import { Elysia } from "elysia"
import { ImportPage, type ImportPageProps } from "../../views/admin/contact-import"
import { ContactSettingsPage, type ContactSettingsProps } from "../../views/admin/contact-settings"
import type { AdminFrame } from "../../views/admin/frame"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { fieldKinds } from "./contact-field"
import type { ContactParts } from "./contact-parts"
import type { ContactStore } from "./contact-store"
import { type CsvTable, readCsv } from "./contacts-csv"
import type { Mapping } from "./import-contacts"
import type { RetentionDays } from "./retention"

type Deps = {
  auth: Auth
  contacts: ContactStore
  chatbots: ChatbotStore
  contactParts: ContactParts
  now: () => number
  newId: () => string
}

const base = "/admin/contacts"
/** A file waits for its columns to be named; the newest few are kept. */
const waitingMs = 30 * 60_000
const mostWaiting = 4
const emptyRows = 2

/** What only owners do with contacts: import, export, and what there is to say about somebody. */
export const contactAdminRoutes = ({ auth, contacts, chatbots, contactParts, now, newId }: Deps) => {
  const { commands, importing, exportPerson, retention } = contactParts
  const page = createAdminPage(auth)
  const waiting = new Map<string, { ownerId: string; name: string; table: CsvTable; at: number }>()

  function keep(ownerId: string, name: string, table: CsvTable): string {
    for (const [id, { at }] of waiting) if (now() - at > waitingMs || waiting.size >= mostWaiting) waiting.delete(id)
    const id = newId()
    waiting.set(id, { ownerId, name, table, at: now() })
    return id
  }

  /** @throws AppError `not_found` */
  function waitingFile(id: string, owner: Person) {
    const found = waiting.get(id)
    if (found?.ownerId !== owner.id)
      throw new AppError("not_found", "This file was not kept so long. Choose it again under Contacts › Import.")
    return found
  }

  function importPage(frame: AdminFrame, more: Partial<ImportPageProps>, status?: number): Response {
    return htmlPage(<ImportPage frame={frame} targets={importing.targets()} {...more} />, status)
  }

  const guessOf = ({ heads }: CsvTable): Mapping => importing.guess(heads)
  const mappingOf = (form: Form, { heads }: CsvTable): Mapping => heads.map((_, at) => form.text(`column${at}`))

  function settingsPage(frame: AdminFrame, more: Partial<ContactSettingsProps> = {}, status?: number): Response {
    const { all, chatbots: own } = retention.read()
    const text = (days: RetentionDays | undefined, name: keyof RetentionDays) => String(days?.[name] ?? "")
    const values: Record<string, string> = {
      "all.closed": text(all, "closed"),
      "all.visitors": text(all, "visitors"),
    }
    for (const { id } of chatbots.list()) {
      values[`own:${id}`] = own[id] ? "on" : ""
      values[`${id}.closed`] = text(own[id] ?? all, "closed")
      values[`${id}.visitors`] = text(own[id] ?? all, "visitors")
    }
    return htmlPage(
      <ContactSettingsPage
        frame={frame}
        stages={contacts.listStages()}
        fields={contacts.listFields()}
        kinds={fieldKinds}
        emptyRows={emptyRows}
        chatbots={chatbots.list().map(({ id, name }) => ({ id, name }))}
        retentionForm={{ values }}
        reports={retention.listReports().map((it) => ({
          ...it,
          chatbot: chatbots.find(it.chatbotId)?.name ?? "A chatbot that is gone",
        }))}
        {...more}
      />,
      status,
    )
  }

  const saving = (
    request: Request,
    name: "stageError" | "fieldError" | "retentionForm",
    save: (owner: Person, form: Form) => Promise<void>,
  ) =>
    page(request, async (owner, frame) => {
      const form = await readForm(request)
      try {
        await save(owner, form)
        return done(`${base}/settings`, "saved")
      } catch (error) {
        const { status, errors, error: whole } = refusalOf(error)
        const words = whole ?? Object.values(errors)[0] ?? ""
        const more = name === "retentionForm" ? { retentionForm: { values: form.values(), errors } } : { [name]: words }
        return settingsPage(frame, more, status)
      }
    })

  return new Elysia({ name: "contact-admin", detail: { hide: true } })
    .get(`${base}/import`, ({ request }) => page(request, (_, frame) => importPage(frame, {})))
    .post(`${base}/import`, ({ request }) =>
      page(request, async (owner, frame) => {
        const [file] = (await readForm(request)).files("file")
        try {
          if (!file || file.size === 0) throw new AppError("validation", "Choose a file first.", { field: "file" })
          const table = readCsv(new Uint8Array(await file.arrayBuffer()))
          if (table.rows.length === 0)
            throw new AppError("validation", "There is nobody in this file, only a first line.", { field: "file" })
          return redirectTo(`${base}/import/${keep(owner.id, file.name, table)}`)
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          return importPage(frame, { problem: errors.file ?? whole }, status)
        }
      }),
    )
    .get(`${base}/import/:id`, ({ request, params: { id } }) =>
      page(request, async (owner, frame) => {
        const { table, name } = waitingFile(id, owner)
        const mapping = guessOf(table)
        return importPage(frame, { file: shownFile(id, name, table), mapping, ...(await trial(owner, table, mapping)) })
      }),
    )
    .post(`${base}/import/:id`, ({ request, params: { id } }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const { table, name } = waitingFile(id, owner)
        const mapping = mappingOf(form, table)
        const file = shownFile(id, name, table)
        if (form.text("act") !== "import")
          return importPage(frame, { file, mapping, ...(await trial(owner, table, mapping)) })
        try {
          const result = await importing.run(owner, table, mapping, false)
          waiting.delete(id)
          return importPage(frame, { result })
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          return importPage(frame, { file, mapping, problem: errors.mapping ?? whole }, status)
        }
      }),
    )
    .get(`${base}/:id/export`, ({ request, params }) => page(request, (owner) => exportPerson(owner, params.id)))

    .get(`${base}/settings`, ({ request }) => page(request, (_, frame) => settingsPage(frame)))
    .post(`${base}/settings/stages`, ({ request }) =>
      saving(request, "stageError", (owner, form) => {
        const ids = form.all("id")
        return commands.saveStages(
          owner,
          form.all("name").map((name, at) => ({ id: ids[at], name })),
        )
      }),
    )
    .post(`${base}/settings/fields`, ({ request }) =>
      saving(request, "fieldError", (owner, form) => {
        const [keys, kinds, options] = [form.all("key"), form.all("kind"), form.all("options")]
        return commands.saveFields(
          owner,
          form.all("label").map((label, at) => ({
            key: keys[at],
            label,
            kind: kinds[at] ?? "text",
            options: options[at]?.split(/[\n,]/),
          })),
        )
      }),
    )
    .post(`${base}/settings/retention`, ({ request }) =>
      saving(request, "retentionForm", (owner, form) => {
        const days = (of: string): RetentionDays => ({
          closed: daysOf(form.text(`${of}.closed`)),
          visitors: daysOf(form.text(`${of}.visitors`)),
        })
        const own = chatbots.list().filter(({ id }) => form.isChecked(`own:${id}`))
        return retention.save(owner, {
          all: days("all"),
          chatbots: Object.fromEntries(own.map(({ id }) => [id, days(id)])),
        })
      }),
    )

  async function trial(owner: Person, table: CsvTable, mapping: Mapping): Promise<Partial<ImportPageProps>> {
    try {
      return { trial: await importing.run(owner, table, mapping, true) }
    } catch (error) {
      const { errors, error: whole } = refusalOf(error)
      return { problem: errors.mapping ?? whole }
    }
  }
}

const daysOf = (text: string): number | null => (text.trim() === "" ? null : Number(text))

const shownFile = (id: string, name: string, { heads, rows }: CsvTable) => ({
  id,
  name,
  lines: rows.length,
  columns: heads.map((head, at) => ({
    head,
    examples: rows
      .slice(0, 20)
      .flatMap(({ cells }) => (cells[at] ? [cells[at].slice(0, 60)] : []))
      .slice(0, 2),
  })),
})
