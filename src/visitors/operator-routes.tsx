import { Elysia, t } from "elysia"
import { VisitorCard, VisitorList, VisitorsPage } from "../../views/operator/visitors"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { Tx } from "../db/database"
import { AppError } from "../errors"
import type { EventStore } from "../events/event-store"
import { operatorDetail as detail } from "../http/call-schema"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { pageQuery } from "../http/paging"
import { problemOf } from "../http/problem"
import { themeOf } from "../http/theme"
import type { PostMessage, VisitorRef } from "../messages/post-message"
import { toPublicEvent } from "../messages/public-event"
import type { OnSite } from "./on-site"
import type { VisitorStore } from "./visitor-store"

type Deps = {
  auth: Auth
  visitors: VisitorStore
  onSite: OnSite
  events: Pick<EventStore, "latestId">
  postMessage: PostMessage
  now: () => number
  newId: () => string
}

/** From where on the list, and what could not be sent. */
type Shown = { cursor?: string | undefined; refused?: { text: string; message: string }; status?: number }

const path = "/operator/visitors"

/** Who is on the website now, for operators; and the first word to one of them. */
export const visitorOperatorRoutes = (deps: Deps) => {
  const { auth, visitors, onSite, events, postMessage, now, newId } = deps

  const page = (request: Request, act: (person: Person) => Response | Promise<Response>) =>
    asPage(request, "/operator", () => act(auth.operator(request)))

  function write(id: string, person: Person, message: { clientId: string; text: string }) {
    onSite.getForOperator(id, person)
    const getVisitor = (tx: Tx): VisitorRef => {
      const visitor = visitors.findInWrite(tx, id)
      if (!visitor) throw new AppError("not_found", "This visitor is no longer known.")
      return { id, chatbotId: visitor.chatbotId, locale: visitor.locale }
    }
    return postMessage.firstFromOperator(getVisitor, person, message)
  }

  function show(
    request: Request,
    person: Person,
    id?: string,
    { cursor, refused, status = 200 }: Shown = {},
  ): Response {
    // Before the reading, as everywhere: what happens in between comes over the stream.
    const asOf = events.latestId()
    return htmlPage(
      <VisitorsPage
        theme={themeOf(request)}
        viewer={person}
        asOf={asOf}
        list={{ ...onSite.list(person, { cursor }), cursor }}
        open={id === undefined ? undefined : { detail: onSite.detail(id, person), clientId: newId(), ...refused }}
        now={now()}
      />,
      status,
    )
  }

  return new Elysia({ name: "visitor-operator" })
    .get("/api/v1/visitors", ({ request, query }) => onSite.list(auth.operator(request), query), {
      query: t.Object(pageQuery),
      ...detail("Who is on the website now, and how many in total; who looks readiest to buy comes first"),
    })
    .get(
      "/api/v1/visitors/:id",
      ({ request, params }) => ({ visitor: onSite.detail(params.id, auth.operator(request)) }),
      detail("One visitor with all that is known of them"),
    )
    .post(
      "/api/v1/visitors/:id/messages",
      async ({ request, params, body, set }) => {
        const event = await write(params.id, auth.operator(request), body)
        set.status = 201
        return { conversationId: event.conversationId, event: toPublicEvent(event, "operators") }
      },
      {
        body: t.Object({ clientId: t.String(), text: t.String() }),
        ...detail("Speak first; 409 with the conversation's id where they are in one already"),
      },
    )

    .get(
      path,
      ({ request, query: { cursor } }) =>
        page(request, (person) =>
          wantsFragment(request)
            ? htmlFragment(<VisitorList {...onSite.list(person, { cursor })} cursor={cursor} now={now()} />)
            : show(request, person, undefined, { cursor }),
        ),
      { query: t.Object({ cursor: pageQuery.cursor }), detail: { hide: true } },
    )
    .get(
      `${path}/:id`,
      ({ request, params }) =>
        page(request, (person) =>
          wantsFragment(request)
            ? htmlFragment(<VisitorCard detail={onSite.detail(params.id, person)} now={now()} />)
            : show(request, person, params.id),
        ),
      { detail: { hide: true } },
    )
    .post(
      `${path}/:id/messages`,
      ({ request, params: { id }, body }) =>
        page(request, async (person) => {
          const { text = "", clientId = "" } = body
          try {
            const event = await write(id, person, { clientId, text })
            return redirectTo(`/operator/conversations/${encodeURIComponent(event.conversationId)}`)
          } catch (error) {
            if (!(error instanceof AppError) || error.code === "not_found" || error.code === "unauthorized") throw error
            return show(request, person, id, {
              refused: { text, message: error.message },
              status: problemOf(error).status,
            })
          }
        }),
      {
        body: t.Object({ text: t.Optional(t.String()), clientId: t.Optional(t.String()) }),
        detail: { hide: true },
      },
    )
}
