import { Elysia, t } from "elysia"
import { Toast } from "../../views/components/toast"
import { HandBackForm, TakeOverForm, TransferForm } from "../../views/operator/act-forms"
import { ComposerProblem, type Problem } from "../../views/operator/composer"
import { ContextPanel } from "../../views/operator/context-panel"
import { Verdicts } from "../../views/operator/flag"
import { ReplyDraft } from "../../views/operator/reply-draft"
import type { Person } from "../accounts/person-store"
import { AppError } from "../errors"
import type { StoredEvent } from "../events/event"
import { chatbotTopic } from "../events/topics"
import { readForm } from "../http/form"
import { htmlFragment, pageHeaders, redirectTo } from "../http/html"
import { wantsFragment } from "../http/page-request"
import { problemOf } from "../http/problem"
import { checkClientId, checkText } from "../messages/message"
import { renderMarkdown } from "../messages/render-markdown"
import type { QueueStore } from "../queues/queue-store"
import { type OperatorDeps, verdict } from "./api-routes"
import { lastBoundsOf, topicsOf } from "./bounds"
import { conversationPage, type DeskAnswers, deskPath } from "./desk-answer"
import { createJudgeFlag } from "./judge-flag"
import type { Receipts } from "./receipts"
import { toTimelineEvent } from "./timeline-event"
import type { Viewers } from "./viewers"
import type { WholeDesk } from "./whole-desk"

type Deps = Pick<
  OperatorDeps,
  | "db"
  | "people"
  | "conversations"
  | "reader"
  | "events"
  | "commands"
  | "postMessage"
  | "signals"
  | "board"
  | "details"
  | "draftReply"
  | "now"
> & {
  queues: Pick<QueueStore, "list">
  viewers: Viewers
  receipts: Receipts
  answers: DeskAnswers
  wholeDesk: WholeDesk
}

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

/** What an operator does with a conversation, from forms that work without a script. */
export const actPages = (deps: Deps) => {
  const { people, queues, conversations, reader, events, commands, postMessage, signals, board } = deps
  const { viewers, receipts, wholeDesk, now } = deps
  const judgeFlag = createJudgeFlag(deps)
  const { page, perform, dialog, formError, formAgain, conversationOf } = deps.answers

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

  return new Elysia({ name: "act-pages", prefix: deskPath, detail: { hide: true } })
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
              if (!wantsFragment(request)) return wholeDesk(request, person, { id, problem: { message } }, status)
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
            formAgain(request, "Hand back", (error) => (
              <HandBackForm
                conversation={conversationOf(id, person)}
                error={error}
                note={body?.note ?? ""}
                facts={body?.facts ?? ""}
                bounds={{ returnOn: topicsOf(body?.returnOn), only: topicsOf(body?.only) }}
                hours={body?.hours ?? ""}
              />
            )),
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
            formAgain(request, "Pass on", (error) => transferForm(id, person, error, body?.note)),
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
            return wholeDesk(request, person, { id, problem, draft: { kind, text } }, status)
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
          // What is no number is no flag of this conversation.
          const eventId = await judgeFlag(id, person, Number(body.eventId) || -1, body.verdict)
          if (!wantsFragment(request)) return redirectTo(conversationPage(id))
          return htmlFragment(<Verdicts conversationId={id} eventId={eventId} chosen={body.verdict} />)
        }),
      {
        body: t.Object({
          eventId: t.String(),
          verdict,
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
        signals.send(chatbotTopic(conversation.chatbotId), { event: "viewing", data })
        // What a desk missed while it was not connected, or not looked at.
        return new Response(receipts.draw(conversation), { headers: pageHeaders })
      }),
    )
}
