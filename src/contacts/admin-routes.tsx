import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import { ContactsPage } from "../../views/admin/contacts"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { htmlPage } from "../http/html"
import { pageOf } from "../http/paging"
import { csvResponse, newestContact } from "./api-routes"
import type { ContactStore } from "./contact-store"
import type { EraseContact } from "./erase-contact"

type Deps = { auth: Auth; contacts: ContactStore; eraseContact: EraseContact; now: () => number }

const base = "/admin/contacts"
const perPage = 50

export const contactAdminRoutes = ({ auth, contacts, eraseContact, now }: Deps) => {
  const page = createAdminPage(auth)
  return new Elysia({ name: "contact-admin", prefix: "/admin", detail: { hide: true } })
    .get("/contacts", ({ request }) =>
      page(request, (_, frame) => {
        const query = new URL(request.url).searchParams
        const words = query.get("q")?.trim().slice(0, 200) ?? ""
        const found = contacts.search(query.get("cursor") ?? newestContact, words, perPage + 1)
        const { items, next } = pageOf(found, perPage, ({ id }) => id)
        const rows = items.map(({ id, name, email, phone, company, createdAt }) => ({
          id,
          name,
          email,
          phone,
          company,
          createdAt: new Date(createdAt).toISOString(),
        }))
        return htmlPage(
          <ContactsPage frame={frame} contacts={rows} words={words} total={contacts.count()} next={next} now={now()} />,
        )
      }),
    )
    .get("/contacts.csv", ({ request }) => page(request, () => csvResponse(contacts)))
    .get("/contacts/:id/erase", ({ request, params }) =>
      page(request, (_, frame) => {
        const contact = contacts.find(params.id)
        if (!contact) throw new AppError("not_found", "There is no such contact. It may have been erased.")
        const who = contact.name ?? contact.email ?? contact.phone ?? "this contact"
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="contacts"
            title={`Erase ${who}?`}
            action={`${base}/${encodeURIComponent(contact.id)}/erase`}
            back={{ href: base, label: "Contacts" }}
            word="Erase for ever"
          >
            <p>
              {contact.email && contact.email !== who ? `${contact.email}: all` : "All"} that is known of them goes:
              details, visits, conversations, your team's notes and the files they sent. This cannot be undone.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/contacts/:id/erase", ({ request, params }) =>
      page(request, async (owner) => {
        await eraseContact(owner, params.id)
        return done(base, "erased")
      }),
    )
}
