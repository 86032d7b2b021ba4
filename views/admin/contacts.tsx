import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { TextField } from "../components/field"
import { Table } from "../components/table"
import { Relative } from "../components/time"
import { type AdminFrame, AdminPage } from "./frame"

export type ContactRow = {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  createdAt: string
}
type Props = {
  frame: AdminFrame
  contacts: ContactRow[]
  words: string
  total: number
  next: string | null
  now: number
}

export function ContactsPage({ frame, contacts, words, total, next, now }: Props) {
  const older = next ? `/admin/contacts?${new URLSearchParams({ ...(words ? { q: words } : {}), cursor: next })}` : null
  return (
    <AdminPage
      frame={frame}
      section="contacts"
      title="Contacts"
      intro="Visitors who told who they are. What somebody asks you to erase goes for good: details, conversations and files."
      actions={
        total > 0 ? (
          <LinkButton href="/admin/contacts.csv" icon="download">
            Download as CSV
          </LinkButton>
        ) : null
      }
    >
      {total === 0 ? (
        <Empty icon="contact" title="Nobody yet">
          <p>
            Contacts appear here when visitors leave their details in the chat. What to ask for is set under a chatbot's
            Appearance.
          </p>
        </Empty>
      ) : (
        <>
          <form class="search-row" method="get" action="/admin/contacts">
            <TextField label="Search name, email, phone or company" name="q" type="search" value={words} />
            <Button icon="search">Search</Button>
          </form>
          {contacts.length === 0 ? (
            <p class="soft">
              Nobody matches “{words}”. <a href="/admin/contacts">Show all</a>
            </p>
          ) : (
            <Table
              caption="Contacts, newest first"
              columns={[
                { label: "Name" },
                { label: "Email" },
                { label: "Phone" },
                { label: "Company" },
                { label: "Since" },
                { label: <span class="hidden-visually">Act</span> },
              ]}
            >
              {contacts.map((each) => (
                <tr>
                  <td>
                    <strong>{each.name ?? "–"}</strong>
                  </td>
                  <td>{each.email ? <a href={`mailto:${each.email}`}>{each.email}</a> : "–"}</td>
                  <td>{each.phone ?? "–"}</td>
                  <td>{each.company ?? "–"}</td>
                  <td>
                    <Relative at={each.createdAt} now={now} />
                  </td>
                  <td class="number">
                    <LinkButton
                      href={`/admin/contacts/${encodeURIComponent(each.id)}/erase`}
                      small
                      variant="quiet"
                      aria-label={`Erase ${each.name ?? each.email ?? "this contact"}`}
                    >
                      Erase…
                    </LinkButton>
                  </td>
                </tr>
              ))}
            </Table>
          )}
          {older ? (
            <div class="button-row">
              <LinkButton href={older}>Older</LinkButton>
            </div>
          ) : null}
        </>
      )}
    </AdminPage>
  )
}
