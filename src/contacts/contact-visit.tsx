/** Where contacts are looked at: the desk and the admin have the same pages, each in its own frame. */

import type { ComponentChildren } from "preact"
import { AdminPage } from "../../views/admin/frame"
import { Saved } from "../../views/components/saved"
import { ListPage } from "../../views/operator/list-page"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import { createAdminPage } from "../http/admin-page"
import { htmlPage } from "../http/html"
import { asPage } from "../http/page-request"
import { themeOf } from "../http/theme"

type Shown = {
  title: string
  /** Of the admin's column. */
  width?: "list" | "table"
  back?: { href: string; label: string }
  intro?: string
  actions?: ComponentChildren
  body: ComponentChildren
  status?: number
}
/** Who asks, whom they may see, and their page around what is shown. */
export type Visit = { person: Person; seenBy: string | null; show: (it: Shown) => Response }

export type OnVisit = (
  request: Request,
  act: (visit: Visit) => Response | Promise<Response>,
) => Response | Promise<Response>

const savedWords: Record<string, string> = {
  saved: "Saved.",
  merged: "Merged. It can be undone below.",
  parted: "Undone.",
}

const savedBy = (request: Request) => savedWords[new URL(request.url).searchParams.get("done") ?? ""]

/** Operators see the contacts of the chatbots they hold a seat of. */
export const createDeskVisit =
  (auth: Auth): OnVisit =>
  (request, act) =>
    asPage(request, "/operator", () => {
      const person = auth.operator(request)
      const show = ({ title, back, intro, actions, body, status }: Shown) =>
        htmlPage(
          <ListPage title={title} theme={themeOf(request)} viewer={person} at="contacts" back={back} actions={actions}>
            {intro ? <p class="soft">{intro}</p> : null}
            <Saved>{savedBy(request)}</Saved>
            <div class="contact-body">{body}</div>
          </ListPage>,
          status,
        )
      return act({ person, seenBy: person.id, show })
    })

/** Owners see them all. */
export function createAdminVisit(auth: Auth): OnVisit {
  const page = createAdminPage(auth)
  return (request, act) =>
    page(request, (person, frame) => {
      const show = ({ status, body, ...more }: Shown) =>
        htmlPage(
          <AdminPage frame={{ ...frame, saved: savedBy(request) ?? frame.saved }} section="contacts" {...more}>
            {body}
          </AdminPage>,
          status,
        )
      return act({ person, seenBy: null, show })
    })
}
