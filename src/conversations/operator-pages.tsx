import { Elysia, t } from "elysia"
import { Toast } from "../../views/components/toast"
import { HandBackForm, TakeOverForm, TransferForm } from "../../views/operator/act-forms"
import { type ComposerKind, ComposerProblem, type Problem } from "../../views/operator/composer"
import { ContextPanel } from "../../views/operator/context-panel"
import { DeskPage, NothingOpen, OpenConversation } from "../../views/operator/desk-page"
import { Verdicts } from "../../views/operator/flag"
import { LeaveForm } from "../../views/operator/leave"
import { type Cuts, MoreRows } from "../../views/operator/list"
import { DeskNow } from "../../views/operator/list-page"
import { ReplyDraft } from "../../views/operator/reply-draft"
import { type RestList, RestPage } from "../../views/operator/rest-page"
import { Search, SearchResults } from "../../views/operator/search"
import { AvailabilityMenu } from "../../views/operator/top-bar"
import { availability } from "../accounts/api-routes"
import type { AccountCommands } from "../accounts/commands"
import type { Person } from "../accounts/person-store"
import { AppError } from "../errors"
import { cursorOf } from "../events/cursor"
import type { StoredEvent } from "../events/event"
import { readForm } from "../http/form"
import { htmlFragment, htmlPage, pageHeaders, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { pageQuery } from "../http/paging"
import { problemOf } from "../http/problem"
import { themeOf } from "../http/theme"
import { checkClientId, checkText } from "../messages/message"
import { renderMarkdown } from "../messages/render-markdown"
import type { QueueStore } from "../queues/queue-store"
import { type OperatorDeps, operatorStream } from "./api-routes"
import { lastBoundsOf, topicsOf } from "./bounds"
import { conversationPage, type DeskAnswers, deskPath, Partial, viewerOf } from "./desk-answer"
import { createDeskFrames } from "./desk-frame"
import type { Receipts } from "./receipts"
import { toTimelineEvent } from "./timeline-event"
import type { Viewers } from "./viewers"

type Deps = OperatorDeps & {
  accounts: AccountCommands
  queues: Pick<QueueStore, "list">
  viewers: Viewers
  receipts: Receipts
  answers: DeskAnswers
  /** Visitors of these chatbots who are on the site now. */
  countVisitors: (chatbotIds: string[]) => number
}

const shownWaiting = 200
const shownHeld = 200
const shownAi = 100
const shownClosed = 30
const shownOnPage = 50
const word = t.Optional(t.String({ maxLength: 20_000 }))

type HandBackFields = { facts?: string; returnOn?: string; only?: string; hours?: string }

function handBackOf(fields: HandBackFields | null | undefined, at: number) {
  const hours = Number(fields?.hours)
  return {
    facts: fields?.facts,
    bounds: {
      returnOn: topicsOf(fields?.returnOn),
      only: topicsOf(fields?.only),
      until: hours > 0 && hours <= 24 * 30 ? new Date(at + hours * 3600_000).toISOString() : null,
    },
  }
}

/** The operator desk: pages, pieces of pages, and forms that work without a script. */
export const operatorPages = (deps: Deps) => {
  const { db, auth, accounts, people, queues, conversations, reader, events, commands } = deps
  const { postMessage, signals, board, viewers, receipts, countVisitors, now, newId } = deps
  const deskFrameOf = createDeskFrames(deps)
  const { page, perform, holderChanged, dialog, formError, conversationOf } = deps.answers

  /** The beginning of each list, and where those go on that are longer. What somebody holds is shown to them whole. */
  function lists({ id }: Person) {
    const mine = reader.list(id, { state: "human", assignee: "me", limit: shownHeld }).items
    const waiting = reader.list(id, { state: "waiting", limit: shownWaiting })
    const held = reader.list(id, { state: "human", limit: shownHeld })
    const ai = reader.list(id, { state: "ai", limit: shownAi })
    const closed = reader.list(id, { state: "closed", limit: shownClosed }).items
    const others = held.items.filter(({ assignee }) => assignee?.id !== id)
    const cuts = Object.entries({ waiting: waiting.next, human: held.next, ai: ai.next }).filter(([, next]) => next)
    return {
      items: [...waiting.items, ...mine, ...others, ...ai.items, ...closed],
      totals: reader.counts(id),
      cuts: Object.fromEntries(cuts) as Cuts,
    }
  }

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

  type Opened = { id: string; draft?: { kind: ComposerKind; text: string } | undefined; problem?: Problem | undefined }

  function desk(request: Request, person: Person, opened?: Opened, status = 200): Response {
    // Before the reading: what happens in between comes again over the stream, and is shown once.
    const asOf = events.latestId()
    const shownLists = lists(person)
    const open = opened && {
      detail: reader.detail(opened.id, person.id),
      clientId: newId(),
      ...(opened.draft ? { draft: opened.draft } : {}),
      ...(opened.problem ? { problem: opened.problem } : {}),
    }
    return htmlPage(
      <DeskPage
        viewer={viewerOf(person)}
        {...shownLists}
        visitors={countVisitors(people.listSeats(person.id))}
        firstDay={shownLists.items.length === 0}
        theme={themeOf(request)}
        now={now()}
        asOf={asOf}
        repeatsSound={person.preferences.repeatSound === true}
        seats={people.listSeats(person.id).join()}
        {...(open ? { open } : {})}
      />,
      status,
    )
  }

  function transferForm(id: string, person: Person, error?: string, note = "") {
    const conversation = conversationOf(id, person)
    const holder = conversation.assignee?.id ?? null
    const openOf = (assignee: string) => reader.list(person.id, { state: "human", assignee, limit: 200 }).items.length
    const operators = people
      .listSeated(conversation.chatbot.id)
      .filter((colleague) => colleague.id !== person.id && colleague.id !== holder)
      .map((colleague) => ({
        id: colleague.id,
        name: colleague.name,
        availability: board.isPresent(colleague.id) ? colleague.availability : ("offline" as const),
        open: openOf(colleague.id),
      }))
    const others = queues
      .list()
      .filter((queue) => conversation.state !== "waiting" || queue.id !== conversation.queue?.id)
      .map(({ id, name }) => ({
        id,
        name,
        waiting: reader.list(person.id, { state: "waiting", queue: id, limit: 200 }).items.length,
      }))
    return (
      <TransferForm
        conversation={conversation}
        operators={operators}
        queues={others}
        note={note}
        {...(error ? { error } : {})}
      />
    )
  }

  return new Elysia({ name: "operator-pages", prefix: deskPath, detail: { hide: true } })
    .get("", ({ request }) =>
      page(request, (person) => {
        if (!wantsFragment(request)) return desk(request, person)
        const counts = reader.counts(person.id)
        return htmlFragment(
          <NothingOpen
            firstDay={reader.list(person.id, { limit: 1 }).items.length === 0}
            waiting={counts.waiting}
            withAi={counts.ai}
            seats={people.listSeats(person.id).join()}
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
        if (!wantsFragment(request)) return desk(request, person, { id: params.id })
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

    .get("/conversations/:id/takeover", ({ request, params }) =>
      page(request, (person) =>
        dialog(request, "Take over", <TakeOverForm conversation={conversationOf(params.id, person)} />),
      ),
    )
    .post(
      "/conversations/:id/takeover",
      ({ request, params: { id }, body }) =>
        page(request, (person) =>
          perform(
            request,
            id,
            person,
            () => commands.takeOver(id, person, body?.force === "true"),
            (message, status) => {
              if (!wantsFragment(request)) return desk(request, person, { id, problem: { message } }, status)
              return body?.force
                ? formError(message, status)
                : htmlFragment(<Toast tone="danger">{message}</Toast>, status)
            },
          ),
        ),
      { body: t.Optional(t.Nullable(t.Object({ force: t.Optional(t.String()) }))) },
    )

    .get("/conversations/:id/handback", ({ request, params }) =>
      page(request, (person) =>
        dialog(
          request,
          "Hand back",
          <HandBackForm
            conversation={conversationOf(params.id, person)}
            bounds={lastBoundsOf(events.list(params.id), person.id)}
          />,
        ),
      ),
    )
    .post(
      "/conversations/:id/handback",
      ({ request, params: { id }, body }) =>
        page(request, (person) =>
          perform(
            request,
            id,
            person,
            () => commands.handBack(id, person, body?.note, handBackOf(body, now())),
            (message, status) =>
              wantsFragment(request)
                ? formError(message, status)
                : dialog(
                    request,
                    "Hand back",
                    <HandBackForm
                      conversation={conversationOf(id, person)}
                      error={message}
                      note={body?.note ?? ""}
                      facts={body?.facts ?? ""}
                      bounds={{ returnOn: topicsOf(body?.returnOn), only: topicsOf(body?.only) }}
                      hours={body?.hours ?? ""}
                    />,
                    status,
                  ),
          ),
        ),
      {
        body: t.Optional(
          t.Nullable(t.Object({ note: word, facts: word, returnOn: word, only: word, hours: t.Optional(t.String()) })),
        ),
      },
    )
    .post("/conversations/:id/bounds", ({ request, params: { id } }) =>
      page(request, (person) =>
        perform(
          request,
          id,
          person,
          () => commands.liftBounds(id, person),
          (message, status) => htmlFragment(<Toast tone="danger">{message}</Toast>, status),
        ),
      ),
    )

    .get("/conversations/:id/transfer", ({ request, params: { id } }) =>
      page(request, (person) => dialog(request, "Pass on", transferForm(id, person))),
    )
    .post(
      "/conversations/:id/transfer",
      ({ request, params: { id }, body }) =>
        page(request, (person) =>
          perform(
            request,
            id,
            person,
            () => {
              const [, kind, to] = /^(operator|queue):(.+)$/.exec(body?.to ?? "") ?? []
              if (kind === "operator" && to) return commands.transferToOperator(id, person, to, body?.note)
              if (kind === "queue" && to) return commands.transferToQueue(id, person, to, body?.note)
              throw new AppError("validation", "Choose a colleague or a queue.", { field: "to" })
            },
            (message, status) =>
              wantsFragment(request)
                ? formError(message, status)
                : dialog(request, "Pass on", transferForm(id, person, message, body?.note), status),
          ),
        ),
      { body: t.Optional(t.Nullable(t.Object({ to: t.Optional(t.String()), note: word }))) },
    )

    .post(
      "/conversations/:id/messages",
      ({ request, params: { id }, body }) =>
        page(request, async (person) => {
          const { kind = "reply", text = "", clientId = "", lastSeenEventId } = body
          const seen =
            lastSeenEventId && Number.isSafeInteger(Number(lastSeenEventId)) ? Number(lastSeenEventId) : undefined
          try {
            if (kind === "reply") await postMessage.fromOperator(id, person, { clientId, text }, seen)
            else {
              const words = checkText(text, 0)
              const add = kind === "note" ? commands.addNote : commands.whisper
              await add(id, person, checkClientId(clientId), words)
            }
          } catch (error) {
            if (!(error instanceof AppError) || error.code === "not_found" || error.code === "unauthorized") throw error
            const { missed } = error.extra
            const problem: Problem = {
              message: error.message,
              ...(Array.isArray(missed) ? { missed: (missed as StoredEvent[]).map(toTimelineEvent) } : {}),
            }
            const { status } = problemOf(error)
            if (wantsFragment(request)) return htmlFragment(<ComposerProblem problem={problem} />, status)
            return desk(request, person, { id, problem, draft: { kind, text } }, status)
          }
          return wantsFragment(request) ? new Response(null, { status: 204 }) : redirectTo(conversationPage(id))
        }),
      {
        body: t.Object({
          kind: t.Optional(t.Union([t.Literal("reply"), t.Literal("note"), t.Literal("whisper")])),
          text: t.Optional(t.String()),
          clientId: t.Optional(t.String()),
          lastSeenEventId: t.Optional(t.String()),
        }),
      },
    )

    .post("/conversations/:id/draft", ({ request, params: { id } }) =>
      page(request, async (person) => {
        try {
          const drafted = await deps.draftReply(id, person, request.signal)
          const { text } = drafted
          return htmlFragment(<ReplyDraft {...drafted} html={text === null ? "" : renderMarkdown(text)} />)
        } catch (error) {
          if (!(error instanceof AppError) || error.code === "not_found" || error.code === "unauthorized") throw error
          const none = { text: null, html: "", sources: [], confidence: 0, open: [] }
          return htmlFragment(<ReplyDraft {...none} reason={error.message} />, problemOf(error).status)
        }
      }),
    )

    .post(
      "/conversations/:id/flag-feedback",
      ({ request, params: { id }, body }) =>
        page(request, async (person) => {
          conversations.getForOperator(id, person.id)
          const flag = events.find(Number(body.eventId))
          if (flag?.conversationId !== id || flag.type !== "signal") {
            throw new AppError("validation", "There is no such flag in this conversation.", { field: "eventId" })
          }
          await db.write((tx) => conversations.saveVerdict(tx, flag.id, person.id, body.verdict, now()))
          if (!wantsFragment(request)) return redirectTo(conversationPage(id))
          return htmlFragment(<Verdicts conversationId={id} eventId={flag.id} chosen={body.verdict} />)
        }),
      {
        body: t.Object({
          eventId: t.String(),
          verdict: t.Union([
            t.Literal("right"),
            t.Literal("too_early"),
            t.Literal("too_late"),
            t.Literal("not_needed"),
          ]),
        }),
      },
    )

    .post("/conversations/:id/details", ({ request, params: { id } }) =>
      page(request, async (person) => {
        const form = await readForm(request)
        const [field, value] = [form.text("field"), form.text("value")]
        await deps.details.decide(id, person, { field, value, isTheirs: form.text("act") === "keep" })
        if (!wantsFragment(request)) return redirectTo(conversationPage(id))
        return htmlFragment(<ContextPanel detail={reader.detail(id, person.id)} now={now()} />)
      }),
    )

    .post("/conversations/:id/viewing", ({ request, params: { id } }) =>
      page(request, (person) => {
        const conversation = conversations.getForOperator(id, person.id)
        const data = { conversationId: id, operators: viewers.view(id, person) }
        signals.send(`chatbot:${conversation.chatbotId}`, { event: "viewing", data })
        // What a desk missed while it was not connected, or not looked at.
        return new Response(receipts.draw(conversation), { headers: pageHeaders })
      }),
    )

    .get("/now", ({ request }) =>
      page(request, (person) => {
        // Before the counting, as everywhere.
        const asOf = events.latestId()
        const waiting = reader.countWaiting(person.id)
        return htmlFragment(<DeskNow viewer={viewerOf(person)} waiting={waiting} asOf={asOf} />)
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
