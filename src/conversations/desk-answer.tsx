import type { VNode } from "preact"
import { FormError } from "../../views/components/field"
import { ActPage } from "../../views/operator/act-page"
import { Composer } from "../../views/operator/composer"
import { BoundsBar, Brief, ConversationActions, ConversationTitle } from "../../views/operator/conversation"
import type { Viewer } from "../../views/operator/props"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import { AppError } from "../errors"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { problemOf } from "../http/problem"
import { themeOf } from "../http/theme"
import type { ConversationReader } from "./read-model"

type Deps = {
  auth: Auth
  reader: Pick<ConversationReader, "detail" | "item">
  now: () => number
  newId: () => string
}

export const deskPath = "/operator"
export type DeskAnswers = ReturnType<typeof createDeskAnswers>

export const viewerOf = ({ id, name, email, availability, isOwner }: Person): Viewer => ({
  id,
  name,
  email,
  availability,
  isOwner,
})
export const conversationPage = (id: string) => `${deskPath}/conversations/${encodeURIComponent(id)}`

/** How the desk answers: a piece for its script, or a whole page without one. */
export function createDeskAnswers({ auth, reader, now, newId }: Deps) {
  /** One handler: who asks, and what a refusal looks like to a person. */
  const page = (request: Request, act: (person: Person) => Response | Promise<Response>) =>
    asPage(request, deskPath, () => act(auth.operator(request)))

  /** After an act: this viewer's composer, and with it the header that says who holds the conversation now. */
  function holderChanged(id: string, person: Person): Response {
    const detail = reader.detail(id, person.id)
    const { conversation, context, brief, bounds, lastEventId } = detail
    const viewer = viewerOf(person)
    return htmlFragment(
      <>
        <Composer conversation={conversation} viewer={viewer} lastSeenEventId={lastEventId} clientId={newId()} />
        <Partial target="#conversation-title">
          <ConversationTitle item={conversation} context={context} now={now()} />
        </Partial>
        <Partial target="#conversation-actions">
          <ConversationActions item={conversation} viewer={viewer} />
        </Partial>
        <Partial target="#brief">
          <Brief text={brief} />
        </Partial>
        <Partial target="#bounds">
          <BoundsBar conversationId={id} bounds={bounds} />
        </Partial>
      </>,
    )
  }

  /** A command from a form: done, the page shows it; refused, the form stands there again with the reason. */
  async function perform(
    request: Request,
    id: string,
    person: Person,
    act: () => Promise<unknown>,
    refused: (message: string, status: number) => Response,
  ): Promise<Response> {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "not_found" || error.code === "unauthorized") throw error
      return refused(error.message, problemOf(error).status)
    }
    return wantsFragment(request) ? holderChanged(id, person) : redirectTo(conversationPage(id))
  }

  const dialog = (request: Request, title: string, form: VNode, status = 200): Response =>
    wantsFragment(request)
      ? htmlFragment(form, status)
      : htmlPage(
          <ActPage title={title} theme={themeOf(request)} viewer={viewerOf(auth.operator(request))}>
            {form}
          </ActPage>,
          status,
        )

  const formError = (message: string, status: number) => htmlFragment(<FormError>{message}</FormError>, status)
  /** A refused form: the reason into the one that stands there, or the form as a page with it. */
  const formAgain =
    (request: Request, title: string, form: (error: string) => VNode) => (message: string, status: number) =>
      wantsFragment(request) ? formError(message, status) : dialog(request, title, form(message), status)

  const conversationOf = (id: string, person: Person) => {
    const item = reader.item(id, person.id)
    if (!item) throw new AppError("not_found", "There is no such conversation, or it is not yours to see.")
    return item
  }

  return { page, holderChanged, perform, dialog, formError, formAgain, conversationOf }
}

/** A region beside the one that was asked for. */
export function Partial({ target, swap = "outerHTML", children }: { target: string; swap?: string; children: VNode }) {
  // An element of htmx that JSX has no name for; a template is the nearest that it knows.
  const Tag = "hx-partial" as unknown as "template"
  return (
    <Tag hx-target={target} hx-swap={swap}>
      {children}
    </Tag>
  )
}
