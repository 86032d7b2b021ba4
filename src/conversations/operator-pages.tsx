import { Elysia, t } from "elysia"
import { ContextPanel } from "../../views/operator/context-panel"
import { NothingOpen, OpenConversation } from "../../views/operator/desk-page"
import { LeaveForm } from "../../views/operator/leave"
import { MoreRows } from "../../views/operator/list"
import { DeskNow } from "../../views/operator/list-page"
import { type RestList, RestPage } from "../../views/operator/rest-page"
import { Search, SearchResults } from "../../views/operator/search"
import { AvailabilityMenu } from "../../views/operator/top-bar"
import { availability } from "../accounts/api-routes"
import type { AccountCommands } from "../accounts/commands"
import { cursorOf } from "../events/cursor"
import { htmlFragment, htmlPage, pageHeaders, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { pageQuery } from "../http/paging"
import { themeOf } from "../http/theme"
import type { ConversationStore } from "./conversation-store"
import { type DeskAnswers, deskPath, Partial, viewerOf } from "./desk-answer"
import { createDeskFrames } from "./desk-frame"
import { operatorStream } from "./operator-stream"
import type { ConversationReader } from "./read-model"
import type { WholeDesk } from "./whole-desk"

type Deps = Parameters<typeof operatorStream>[0] &
  Parameters<typeof createDeskFrames>[0] & {
    accounts: AccountCommands
    conversations: Pick<ConversationStore, "countHeldBy">
    reader: ConversationReader
    answers: DeskAnswers
    wholeDesk: WholeDesk
    /** Follow-ups of an operator that are due. */
    countDue: (personId: string, at: number) => number
    now: () => number
    newId: () => string
  }

const shownOnPage = 50

/** The operator desk: pages and pieces of pages, and where its operator says whether they are there. */
export const operatorPages = (deps: Deps) => {
  const { auth, accounts, people, conversations, reader, events, wholeDesk, countDue, now, newId } = deps
  const deskFrameOf = createDeskFrames(deps)
  const { page, holderChanged, dialog } = deps.answers

  function restPage(request: Request, which: RestList, cursor: string | undefined) {
    return page(request, (person) => {
      const found = reader.list(person.id, { state: which, limit: shownOnPage, cursor })
      if (which !== "closed" && wantsFragment(request))
        return htmlFragment(<MoreRows part={which} {...found} now={now()} />)
      return htmlPage(
        <RestPage
          which={which}
          theme={themeOf(request)}
          viewer={viewerOf(person)}
          {...found}
          isFirst={cursor === undefined}
          now={now()}
        />,
      )
    })
  }

  return new Elysia({ name: "operator-pages", prefix: deskPath, detail: { hide: true } })
    .get("", ({ request }) =>
      page(request, (person) => {
        if (!wantsFragment(request)) return wholeDesk(request, person)
        const counts = reader.counts(person.id)
        return htmlFragment(
          <NothingOpen
            isFirstDay={reader.list(person.id, { limit: 1 }).items.length === 0}
            waiting={counts.waiting}
            withAi={counts.ai}
            seats={people.listSeats(person.id).join()}
            due={countDue(person.id, now())}
          />,
        )
      }),
    )

    .get(
      "/stream",
      ({ request, query }) =>
        asPage(request, deskPath, () => {
          const person = auth.operator(request)
          return operatorStream(deps, request, cursorOf(query.after, events.latestId), (event) =>
            deskFrameOf(event, person),
          )
        }),
      { query: t.Object({ after: t.Optional(t.String()) }) },
    )

    .get(
      "/search",
      ({ request, query }) =>
        page(request, async (person) => {
          const q = query.q?.trim() ?? ""
          const few = { limit: 12 }
          const { items: results } = q
            ? await reader.search(person.id, q, few, request.signal)
            : reader.list(person.id, few)
          const props = { query: q, results, now: now() }
          if (request.headers.get("hx-target")?.endsWith("#search-results"))
            return htmlFragment(<SearchResults {...props} />)
          return dialog(request, "Search", <Search {...props} />)
        }),
      { query: t.Object({ q: t.Optional(t.String({ maxLength: 200 })) }) },
    )

    .get("/closed", ({ request, query: { cursor } }) => restPage(request, "closed", cursor), {
      query: t.Object({ cursor: pageQuery.cursor }),
    })
    .get("/list/:state", ({ request, params, query: { cursor } }) => restPage(request, params.state, cursor), {
      params: t.Object({ state: t.Union([t.Literal("waiting"), t.Literal("human"), t.Literal("ai")]) }),
      query: t.Object({ cursor: pageQuery.cursor }),
    })
    .get("/counts", ({ request }) =>
      page(request, (person) => Response.json(reader.counts(person.id), { headers: pageHeaders })),
    )

    .get("/conversations/:id", ({ request, params }) =>
      page(request, (person) => {
        if (!wantsFragment(request)) return wholeDesk(request, person, { id: params.id })
        const detail = reader.detail(params.id, person.id)
        return htmlFragment(
          <OpenConversation detail={detail} viewer={viewerOf(person)} now={now()} clientId={newId()} />,
        )
      }),
    )

    .get("/conversations/:id/composer", ({ request, params }) =>
      page(request, (person) => holderChanged(params.id, person)),
    )

    .get("/conversations/:id/context", ({ request, params }) =>
      page(request, (person) =>
        htmlFragment(<ContextPanel detail={reader.detail(params.id, person.id)} now={now()} />),
      ),
    )

    .get("/now", ({ request }) =>
      page(request, (person) => {
        // Before the counting, as everywhere.
        const asOf = events.latestId()
        const waiting = reader.countWaiting(person.id)
        return htmlFragment(
          <DeskNow viewer={viewerOf(person)} waiting={waiting} due={countDue(person.id, now())} asOf={asOf} />,
        )
      }),
    )
    .post(
      "/availability",
      ({ request, body }) =>
        page(request, async (person) => {
          const held = conversations.countHeldBy(person.id)
          if (body.availability === "offline" && held > 0 && body.sure !== "true") {
            const ask = <LeaveForm how="offline" held={held} />
            if (!wantsFragment(request)) return dialog(request, "Go offline?", ask)
            return htmlFragment(
              <>
                <AvailabilityMenu viewer={viewerOf(person)} />
                <Partial target="#act" swap="innerHTML">
                  {ask}
                </Partial>
              </>,
            )
          }
          await accounts.setAvailability(person.id, body.availability)
          const viewer = { ...viewerOf(person), availability: body.availability }
          return wantsFragment(request)
            ? htmlFragment(<AvailabilityMenu viewer={viewer} />)
            : redirectTo(backTo(request))
        }),
      { body: t.Object({ availability, sure: t.Optional(t.String()) }) },
    )
}

/** A plain form leads back to the page that it stood on. */
function backTo(request: Request): string {
  const from = URL.parse(request.headers.get("referer") ?? "")
  const places =
    /^\/operator\/(?:(?:conversations|visitors|contacts)(?:\/|$)|(?:team|follow-ups|bookings|alerts|account)$)/
  return from && places.test(from.pathname) ? from.pathname + from.search : deskPath
}
