import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import { LinkButton } from "../../views/components/button"
import { ContactBody, type ContactProps } from "../../views/contacts/contact"
import { NewContact } from "../../views/contacts/contact-details"
import { ContactList } from "../../views/contacts/list"
import { MergeBody } from "../../views/contacts/merge"
import { type ContactView, contactPath, nameOf, type Place } from "../../views/contacts/props"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { type Form, readForm, refusalOf, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { iso } from "../http/iso"
import { pageOf } from "../http/paging"
import type { ContactChange } from "./commands"
import type { ContactParts } from "./contact-parts"
import { type Contact, type ContactStore, contactBefore, cursorOfContact, newestContact } from "./contact-store"
import { createAdminVisit, createDeskVisit, type OnVisit, type Visit } from "./contact-visit"
import { csvResponse, exportContacts } from "./export-contacts"

type Deps = {
  auth: Auth
  contacts: ContactStore
  people: PersonStore
  contactParts: ContactParts
  now: () => number
}

const perPage = 50
const happenedPerPage = 50
const mostCandidates = 20

/** The same pages in the desk, for operators, and in the admin, for owners. */
export const contactPages = (deps: Deps) =>
  new Elysia({ name: "contact-pages", detail: { hide: true } }).use(deskPages(deps)).use(adminPages(deps))

/** Without the types of each route, which nobody asks for here and which two places would multiply. */
type Pages = Elysia

const deskPages = (deps: Deps): Pages =>
  pagesAt(deps, { base: "/operator/contacts", isAdmin: false }, createDeskVisit(deps.auth))

function adminPages(deps: Deps) {
  const { auth, contacts, people, contactParts } = deps
  const place: Place = { base: "/admin/contacts", isAdmin: true }
  const page = createAdminPage(auth)
  return pagesAt(deps, place, createAdminVisit(auth))
    .get("/admin/contacts.csv", ({ request }) =>
      page(request, async () => csvResponse(await exportContacts(contacts, people))),
    )
    .get("/admin/contacts/:id/erase", ({ request, params }) =>
      page(request, (_, frame) => {
        const contact = contacts.getSeen(params.id, null)
        const who = nameOf(contact)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="contacts"
            title={`Erase ${who}?`}
            action={contactPath(place, contact.id, "/erase")}
            back={{ href: contactPath(place, contact.id), label: who }}
            word="Erase for ever"
          >
            <p>
              {contact.email && contact.email !== who ? `${contact.email}: all` : "All"} that is known of them goes:
              details, visits, conversations, your team's notes, emails and the files they sent. This cannot be undone.
            </p>
            <p>
              The Slack app deletes its threads about them. What your team wrote in Slack, and single lines there (a
              booking, who looked ready to buy), stay until you delete them; so does what was sent to other programs,
              such as HubSpot.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/admin/contacts/:id/erase", ({ request, params }) =>
      page(request, async (owner) => {
        await contactParts.eraseContact(owner, params.id)
        return redirectTo("/admin/contacts?done=erased")
      }),
    )
}

function pagesAt(deps: Deps, place: Place, onVisit: OnVisit): Pages {
  const { contacts, people, contactParts, now } = deps
  const { commands, merging, readTimeline } = contactParts
  const { isAdmin } = place
  const base: string = place.base
  const pathOf = (id: string, rest = "") => contactPath(place, id, rest)

  const owners = () => people.listOperators().map(({ id, name }) => ({ id, name }))

  const viewOf = (contact: Contact): ContactView => ({
    ...contact,
    verified: merging.isVerified(contact.id),
    createdAt: iso(contact.createdAt),
    updatedAt: iso(contact.updatedAt),
  })

  function twinsOf(id: string, seenBy: string | null) {
    return merging.twinsOf(id).flatMap((twin) => {
      const found = findSeen(twin, seenBy)
      return found ? [{ id: twin, name: nameOf(found), email: found.email }] : []
    })
  }

  function findSeen(id: string, seenBy: string | null): Contact | undefined {
    try {
      return contacts.getSeen(id, seenBy)
    } catch (error) {
      if (error instanceof AppError && error.code === "not_found") return undefined
      throw error
    }
  }

  function contactPage(
    { seenBy, show }: Visit,
    id: string,
    more: Partial<Pick<ContactProps, "form" | "note" | "removed">> & { status?: number; before?: string } = {},
  ): Response {
    const contact = contacts.getSeen(id, seenBy)
    const { status, before, ...shown } = more
    const timeline = readTimeline(contact, seenBy, { cursor: before, limit: happenedPerPage })
    return show({
      title: nameOf(contact),
      width: "list",
      back: { href: base, label: "Contacts" },
      actions: (
        <>
          <LinkButton href={pathOf(id, "/merge")} icon="users" small>
            Merge…
          </LinkButton>
          {isAdmin ? (
            <>
              <LinkButton href={pathOf(id, "/export")} icon="download" small>
                Export
              </LinkButton>
              <LinkButton href={pathOf(id, "/erase")} icon="trash-2" small>
                Erase…
              </LinkButton>
            </>
          ) : null}
        </>
      ),
      body: (
        <ContactBody
          place={place}
          contact={viewOf(contact)}
          timeline={timeline.items.map((item) => ({ ...item, at: iso(item.at) }))}
          earlier={timeline.next}
          isFirst={!before}
          stages={contacts.listStages()}
          owners={owners()}
          fields={contacts.listFields()}
          tags={contacts.listTags()}
          twins={twinsOf(id, seenBy)}
          now={now()}
          {...shown}
        />
      ),
      ...(status ? { status } : {}),
    })
  }

  return new Elysia({ name: `contact-pages-${base}`, detail: { hide: true } })
    .get(base, ({ request }) =>
      onVisit(request, ({ seenBy, show }) => {
        const query = new URL(request.url).searchParams
        const text = (name: string) => query.get(name)?.trim().slice(0, 200) ?? ""
        const filter = { words: text("q"), tag: text("tag"), stageId: text("stage"), ownerId: text("owner") }
        const seen = seenBy === null ? {} : { seenBy }
        const found = contacts.search(contactBefore(text("cursor")), { ...filter, ...seen }, perPage + 1)
        const { items, next } = pageOf(found, perPage, cursorOfContact)
        const stages = contacts.listStages()
        const total = contacts.count(seenBy)
        return show({
          title: "Contacts",
          width: "table",
          ...(isAdmin ? { intro: "Visitors who told who they are, and people you imported." } : {}),
          actions: (
            <>
              {isAdmin ? (
                <>
                  <LinkButton href={`${base}/settings`} icon="settings" title="Set up" class="contact-tool">
                    <span>Set up</span>
                  </LinkButton>
                  <LinkButton href={`${base}/import`} icon="upload" title="Import" class="contact-tool">
                    <span>Import</span>
                  </LinkButton>
                  {total > 0 ? (
                    <LinkButton href="/admin/contacts.csv" icon="download" title="Download as CSV" class="contact-tool">
                      <span>Download as CSV</span>
                    </LinkButton>
                  ) : null}
                </>
              ) : null}
              <LinkButton href={`${base}/new`} icon="plus">
                Add
              </LinkButton>
            </>
          ),
          body: (
            <ContactList
              place={place}
              contacts={items.map((contact) => ({
                ...contact,
                stage: stages.find(({ id }) => id === contact.stageId)?.name ?? null,
                owner: contact.ownerId ? (people.find(contact.ownerId)?.name ?? null) : null,
                createdAt: iso(contact.createdAt),
              }))}
              filter={filter}
              stages={stages}
              owners={owners()}
              tags={contacts.listTags()}
              total={total}
              next={next}
              now={now()}
            />
          ),
        })
      }),
    )

    .get(`${base}/new`, ({ request }) => onVisit(request, (visit) => newPage(visit)))
    .post(`${base}/new`, ({ request }) =>
      onVisit(request, (visit) =>
        takeForm(
          request,
          async (form) => {
            const { id } = await commands.create(visit.person, changeOf(form))
            return redirectTo(pathOf(id))
          },
          (refused, status) => newPage(visit, refused, status),
        ),
      ),
    )

    .get(`${base}/:id`, ({ request, params }) =>
      onVisit(request, (visit) => {
        const before = new URL(request.url).searchParams.get("before")
        return contactPage(visit, params.id, before ? { before: before.slice(0, 200) } : {})
      }),
    )
    .post(`${base}/:id`, ({ request, params: { id } }) =>
      onVisit(request, (visit) =>
        takeForm(
          request,
          async (form) => {
            contacts.getSeen(id, visit.seenBy)
            await commands.update(id, changeOf(form))
            return redirectTo(`${pathOf(id)}?done=saved`)
          },
          (refused, status) => contactPage(visit, id, { form: refused, status }),
        ),
      ),
    )
    .post(`${base}/:id/notes`, ({ request, params: { id } }) =>
      onVisit(request, async (visit) => {
        const text = (await readForm(request)).text("text")
        contacts.getSeen(id, visit.seenBy)
        try {
          await commands.addNote(visit.person, id, text)
          return redirectTo(pathOf(id))
        } catch (error) {
          const { status, errors } = refusalOf(error)
          return contactPage(visit, id, { note: { text, error: errors.text ?? "It could not be saved." }, status })
        }
      }),
    )
    .post(`${base}/:id/notes/:note/remove`, ({ request, params: { id, note } }) =>
      onVisit(request, async (visit) => {
        contacts.getSeen(id, visit.seenBy)
        const { text } = await commands.removeNote(visit.person, id, note, isAdmin)
        return contactPage(visit, id, { removed: text })
      }),
    )

    .get(`${base}/:id/merge`, ({ request, params: { id } }) =>
      onVisit(request, ({ seenBy, show }) => {
        const query = new URL(request.url).searchParams
        const kept = contacts.getSeen(id, seenBy)
        const other = query.get("with") ? contacts.getSeen(query.get("with")!, seenBy) : undefined
        const words = query.get("q")?.trim().slice(0, 200) ?? ""
        const seen = seenBy === null ? {} : { seenBy }
        const found = words ? contacts.search(newestContact, { words, ...seen }, mostCandidates + 1) : []
        return show({
          title: `Merge ${nameOf(kept)}`,
          back: { href: pathOf(id), label: nameOf(kept) },
          body: (
            <MergeBody
              place={place}
              kept={viewOf(kept)}
              candidates={found
                .filter((each) => each.id !== id)
                .map((each) => ({ ...each, name: nameOf(each) }))
                .slice(0, mostCandidates)}
              words={words}
              other={other && viewOf(other)}
            />
          ),
        })
      }),
    )
    .post(`${base}/:id/merge`, ({ request, params: { id } }) =>
      onVisit(request, async ({ person, seenBy }) => {
        const other = (await readForm(request)).text("with")
        for (const each of [id, other]) contacts.getSeen(each, seenBy)
        await merging.merge(person, id, other)
        return redirectTo(`${pathOf(id)}?done=merged`)
      }),
    )
    .post(`${base}/:id/merges/:merge/undo`, ({ request, params: { id, merge } }) =>
      onVisit(request, async ({ person, seenBy }) => {
        contacts.getSeen(id, seenBy)
        await merging.undo(person, id, merge)
        return redirectTo(`${pathOf(id)}?done=parted`)
      }),
    )
    .post(`${base}/:id/apart`, ({ request, params: { id } }) =>
      onVisit(request, async ({ seenBy }) => {
        const other = (await readForm(request)).text("other")
        for (const each of [id, other]) contacts.getSeen(each, seenBy)
        await merging.keepApart(id, other)
        return redirectTo(`${pathOf(id)}?done=saved`)
      }),
    )

  function newPage({ show }: Visit, form?: ContactProps["form"], status?: number): Response {
    return show({
      title: "Add a contact",
      back: { href: base, label: "Contacts" },
      body: <NewContact place={place} form={form} />,
      ...(status ? { status } : {}),
    })
  }
}

/** Only what the form has: a field that is not on it stays as it is. */
function changeOf(form: Form): ContactChange {
  const names = Object.keys(form.values())
  const pick = Object.fromEntries(
    ["name", "email", "phone", "company", "stageId", "ownerId"]
      .filter((name) => names.includes(name))
      .map((name) => [name, form.text(name)]),
  )
  const fields = Object.fromEntries(
    names.filter((name) => name.startsWith("field:")).map((name) => [name.slice("field:".length), form.text(name)]),
  )
  return { ...pick, fields, ...(names.includes("tags") ? { tags: [form.text("tags")] } : {}) }
}
