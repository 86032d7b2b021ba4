import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { pageOf, pageQuery } from "../http/paging"
import type { Contact, ContactStore } from "./contact-store"
import { contactsCsv } from "./contacts-csv"
import type { EraseContact } from "./erase-contact"

type Deps = { auth: Auth; contacts: ContactStore; eraseContact: EraseContact }

const detail = (summary: string) => ({ detail: { tags: ["Owner"], summary } })
/** Greater than every id. */
export const newestContact = "\uffff"
const mostExported = 100_000

const publicContact = ({ createdAt, updatedAt, ...contact }: Contact) => ({
  ...contact,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
})

/** The people who told who they are: a list, an export, and erasure on request. */
export const contactApiRoutes = ({ auth, contacts, eraseContact }: Deps) =>
  new Elysia({ name: "contact-api", prefix: "/api/v1" })
    .get(
      "/contacts",
      ({ request, query }) => {
        auth.owner(request)
        const limit = query.limit ?? 50
        const found = contacts.search(query.cursor ?? newestContact, query.q?.trim() ?? "", limit + 1)
        const { items, next } = pageOf(found, limit, ({ id }) => id)
        return { items: items.map(publicContact), next }
      },
      {
        query: t.Object({ ...pageQuery, q: t.Optional(t.String({ maxLength: 200 })) }),
        ...detail("Contacts, newest first"),
      },
    )
    .get(
      "/contacts.csv",
      ({ request }) => {
        auth.owner(request)
        return csvResponse(contacts)
      },
      detail("All contacts as a table for a spreadsheet"),
    )
    .post(
      "/contacts/:id/erase",
      async ({ request, params }) => {
        const { conversationsOf } = await eraseContact(auth.owner(request), params.id)
        return { erased: true, visitors: conversationsOf }
      },
      detail("Erase a person: contact, visits, conversations, notes and files"),
    )

export const csvResponse = (contacts: ContactStore): Response =>
  new Response(contactsCsv(contacts.search(newestContact, "", mostExported)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="contacts.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  })
