import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import { AppError } from "../errors"
import { ownerDetail as detail, optionalText } from "../http/call-schema"
import { iso } from "../http/iso"
import { pageOf, pageQuery } from "../http/paging"
import type { ContactParts } from "./contact-parts"
import { type Contact, type ContactStore, contactBefore, cursorOfContact } from "./contact-store"
import { mostCsvLines, readCsv } from "./contacts-csv"
import { csvResponse, exportContacts } from "./export-contacts"

type Deps = { auth: Auth; contacts: ContactStore; people: PersonStore; contactParts: ContactParts }

const change = t.Object({
  name: optionalText(200),
  email: optionalText(254),
  phone: optionalText(60),
  company: optionalText(200),
  stageId: optionalText(100),
  ownerId: optionalText(100),
  tags: t.Optional(t.Array(t.String({ maxLength: 60 }), { maxItems: 50 })),
  fields: t.Optional(t.Record(t.String({ maxLength: 60 }), t.String({ maxLength: 1000 }))),
})
const days = t.Object({
  closed: t.Nullable(t.Integer({ minimum: 1, maximum: 3650 })),
  visitors: t.Nullable(t.Integer({ minimum: 1, maximum: 3650 })),
})

/** The people who told who they are: found, kept, merged, moved in and out, and erased on request. */
export const contactApiRoutes = ({ auth, contacts, people, contactParts }: Deps) => {
  const { commands, merging, importing, exportPerson, eraseContact, readTimeline, retention } = contactParts
  const publicContact = ({ createdAt, updatedAt, ...contact }: Contact) => ({
    ...contact,
    stage: contacts.listStages().find(({ id }) => id === contact.stageId) ?? null,
    verified: merging.isVerified(contact.id),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  })

  return new Elysia({ name: "contact-api", prefix: "/api/v1" })
    .get(
      "/contacts",
      ({ request, query }) => {
        auth.owner(request)
        const { limit = 50, cursor, q, tag, stage, owner } = query
        const filter = { words: q?.trim() ?? "", tag, stageId: stage, ownerId: owner }
        const found = contacts.search(contactBefore(cursor), filter, limit + 1)
        const { items, next } = pageOf(found, limit, cursorOfContact)
        return { items: items.map(publicContact), next }
      },
      {
        query: t.Object({
          ...pageQuery,
          q: t.Optional(t.String({ maxLength: 200 })),
          tag: t.Optional(t.String({ maxLength: 60 })),
          stage: t.Optional(t.String({ maxLength: 100, description: "A stage's id" })),
          owner: t.Optional(t.String({ maxLength: 100, description: "A person's id, or none" })),
        }),
        ...detail("Contacts, newest first"),
      },
    )
    .get(
      "/contacts.csv",
      async ({ request }) => {
        auth.owner(request)
        return csvResponse(await exportContacts(contacts, people))
      },
      detail("All contacts as a table for a spreadsheet"),
    )
    .post(
      "/contacts",
      async ({ request, body, set }) => {
        const contact = await commands.create(auth.owner(request), body)
        set.status = 201
        return { contact: publicContact(contact) }
      },
      { body: change, ...detail("Add a contact by hand") },
    )
    .get(
      "/contacts/:id",
      ({ request, params }) => {
        auth.owner(request)
        const contact = contacts.getSeen(params.id, null)
        const { items, next } = readTimeline(contact, null)
        return {
          contact: publicContact(contact),
          timeline: items.map((item) => ({ ...item, at: iso(item.at) })),
          timelineNext: next,
          consents: contacts.listConsents(params.id).map((consent) => ({ ...consent, at: iso(consent.at) })),
          samePerson: merging.twinsOf(params.id),
        }
      },
      detail("A contact with what happened with them; `timelineNext` is the cursor of what happened earlier"),
    )
    .get(
      "/contacts/:id/timeline",
      ({ request, params, query }) => {
        auth.owner(request)
        const { items, next } = readTimeline(contacts.getSeen(params.id, null), null, { limit: 50, ...query })
        return { items: items.map((item) => ({ ...item, at: iso(item.at) })), next }
      },
      { query: t.Object(pageQuery), ...detail("Everything that happened with a contact, newest first") },
    )
    .patch(
      "/contacts/:id",
      async ({ request, params, body }) => {
        auth.owner(request)
        return { contact: publicContact(await commands.update(params.id, body)) }
      },
      { body: change, ...detail("Change a contact; what is not named stays, what is empty goes") },
    )
    .post(
      "/contacts/:id/notes",
      async ({ request, params, body, set }) => {
        const note = await commands.addNote(auth.owner(request), params.id, body.text)
        set.status = 201
        return { note: { ...note, createdAt: iso(note.createdAt) } }
      },
      { body: t.Object({ text: t.String() }), ...detail("Note something on a contact") },
    )
    .post(
      "/contacts/:id/merge",
      async ({ request, params, body }) => {
        const { contact, mergeId } = await merging.merge(auth.owner(request), params.id, body.with)
        return { contact: publicContact(contact), mergeId }
      },
      { body: t.Object({ with: t.String() }), ...detail("Merge another contact into this one; it can be undone") },
    )
    .delete(
      "/contacts/:id/merges/:merge",
      async ({ request, params }) => ({
        contact: publicContact(await merging.undo(auth.owner(request), params.id, params.merge)),
      }),
      detail("Undo a merge; the other contact is there again"),
    )
    .post(
      "/contacts/import",
      async ({ request, body }) => {
        const owner = auth.owner(request)
        const table = readCsv(new Uint8Array(await body.file.arrayBuffer()))
        const mapping = body.mapping ? mappingOf(table.heads, body.mapping) : importing.guess(table.heads)
        return importing.run(owner, table, mapping, body.dryRun === "true" || body.dryRun === "1")
      },
      {
        body: t.Object({
          file: t.File(),
          mapping: t.Optional(t.Unknown({ description: 'JSON: {"column": "email", …}; guessed without' })),
          dryRun: t.Optional(t.String({ description: "true: say what would happen, and change nothing" })),
        }),
        ...detail(`Import a CSV of at most ${mostCsvLines} lines; known email addresses are brought up to date`),
      },
    )
    .get(
      "/contacts/:id/export",
      ({ request, params }) => exportPerson(auth.owner(request), params.id),
      detail("Everything that is kept of a person: a tar of JSON and the files they sent"),
    )
    .post(
      "/contacts/:id/erase",
      async ({ request, params }) => {
        const { conversationsOf } = await eraseContact(auth.owner(request), params.id)
        return { erased: true, visitors: conversationsOf }
      },
      detail("Erase a person: contact, visits, conversations, notes, letters and files"),
    )

    .get(
      "/contact-stages",
      ({ request }) => {
        auth.owner(request)
        return { items: contacts.listStages(), next: null }
      },
      detail("The stages a lead goes through, in their order"),
    )
    .put(
      "/contact-stages",
      async ({ request, body }) => {
        await commands.saveStages(auth.owner(request), body.stages)
        return { items: contacts.listStages(), next: null }
      },
      {
        body: t.Object({ stages: t.Array(t.Object({ id: t.Optional(t.String()), name: t.String() })) }),
        ...detail("Name the stages; those not named go"),
      },
    )
    .get(
      "/contact-fields",
      ({ request }) => {
        auth.owner(request)
        return { items: contacts.listFields(), next: null }
      },
      detail("The fields of your own"),
    )
    .put(
      "/contact-fields",
      async ({ request, body }) => {
        await commands.saveFields(auth.owner(request), body.fields)
        return { items: contacts.listFields(), next: null }
      },
      {
        body: t.Object({
          fields: t.Array(
            t.Object({
              key: t.Optional(t.String()),
              label: t.String(),
              kind: t.String({ description: "text, number, date, yes_no or choice" }),
              options: t.Optional(t.Array(t.String())),
            }),
          ),
        }),
        ...detail("Set the fields of your own; those not named go"),
      },
    )
    .get(
      "/retention",
      ({ request }) => {
        auth.owner(request)
        return { ...retention.read(), removed: retention.listReports() }
      },
      detail("After how many days what goes by itself, and what went"),
    )
    .put(
      "/retention",
      async ({ request, body }) => {
        await retention.save(auth.owner(request), { all: body.all, chatbots: body.chatbots ?? {} })
        return { ...retention.read(), removed: retention.listReports() }
      },
      {
        body: t.Object({ all: days, chatbots: t.Optional(t.Record(t.String(), days)) }),
        ...detail("Say after how many days what goes; null: it is kept"),
      },
    )
}

/** A column's name to what it is. @throws AppError `validation` */
function mappingOf(heads: readonly string[], given: unknown): string[] {
  let wanted = given
  try {
    if (typeof given === "string") wanted = JSON.parse(given)
  } catch {
    wanted = undefined
  }
  if (typeof wanted !== "object" || wanted === null)
    throw new AppError("validation", 'Write the mapping as JSON: {"column": "email"}.', { field: "mapping" })
  const named = wanted as Record<string, unknown>
  return heads.map((head) => (typeof named[head] === "string" ? named[head] : ""))
}
