import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { DraftReply } from "../assistant/draft-reply"
import type { ContactStore } from "../contacts/contact-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { cursorOf } from "../events/cursor"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { EventStreams } from "../events/event-stream"
import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import { operatorDetail as detail, optionalText } from "../http/call-schema"
import type { Host } from "../http/host"
import { type AttachmentStore, maxFileBytes } from "../messages/attachment-store"
import { checkClientId, checkText } from "../messages/message"
import type { PostMessage } from "../messages/post-message"
import { toPublicEvent } from "../messages/public-event"
import type { AvailabilityBoard } from "../queues/availability"
import type { VisitorStore } from "../visitors/visitor-store"
import { operatorActor } from "./actors"
import type { DetailCapture } from "./capture-details"
import type { Closing } from "./closing"
import { outcomes } from "./closure"
import type { ConversationCommands } from "./commands"
import type { ConversationStore } from "./conversation-store"
import { createJudgeFlag } from "./judge-flag"
import { operatorStream } from "./operator-stream"
import type { ConversationReader } from "./read-model"

export type OperatorDeps = {
  db: Database
  host: Host
  auth: Auth
  people: PersonStore
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  reader: ConversationReader
  events: EventStore
  commands: ConversationCommands
  closing: Closing
  details: Pick<DetailCapture, "decide">
  draftReply: DraftReply
  postMessage: PostMessage
  attachments: AttachmentStore
  streams: EventStreams
  frameOf: (event: StoredEvent, audience: "operators") => Uint8Array
  signals: Signals
  board: AvailabilityBoard
  now: () => number
  newId: () => string
}

const topics = t.Optional(t.Array(t.String({ maxLength: 80 }), { maxItems: 20 }))
const bounds = t.Optional(
  t.Nullable(
    t.Object({
      returnOn: topics,
      only: topics,
      until: t.Optional(t.Nullable(t.String({ description: "ISO 8601; without, until somebody takes it over" }))),
    }),
  ),
)
/** What an operator thinks of a flag. */
export const verdict = t.Union([
  t.Literal("right"),
  t.Literal("too_early"),
  t.Literal("too_late"),
  t.Literal("not_needed"),
])
const words = t.Object({ clientId: t.String(), text: t.String() })

export const operatorApiRoutes = (deps: OperatorDeps) => {
  const {
    db,
    auth,
    people,
    conversations,
    reader,
    events,
    commands,
    closing,
    postMessage,
    attachments,
    frameOf,
    signals,
  } = deps
  const judgeFlag = createJudgeFlag(deps)
  const answer = (id: string, person: Person) => ({ conversation: reader.item(id, person.id) })

  return new Elysia({ name: "operator-api", prefix: "/api/v1" })
    .get(
      "/stream",
      ({ request, headers }) =>
        operatorStream(deps, request, cursorOf(headers["last-event-id"], events.latestId), (event) =>
          frameOf(event, "operators"),
        ),
      detail("Server-sent events of everything this operator may see"),
    )

    .get(
      "/conversations",
      ({ request, query: { q, ...filter } }) => {
        const { id } = auth.operator(request)
        return q?.trim() ? reader.search(id, q, filter, request.signal) : reader.list(id, filter)
      },
      {
        query: t.Object({
          state: t.Optional(t.String()),
          queue: t.Optional(t.String()),
          assignee: t.Optional(t.String({ description: "me, none or a person's id" })),
          chatbot: t.Optional(t.String()),
          q: t.Optional(
            t.String({ maxLength: 200, description: "words, all of which were said or are in the visitor's name" }),
          ),
          cursor: t.Optional(t.String()),
          limit: t.Optional(t.Integer({ minimum: 1, maximum: 200 })),
        }),
        ...detail("Conversations, newest change first; those who wait, longest wait first"),
      },
    )

    .get("/conversations/:id", ({ request, params }) => reader.detail(params.id, auth.operator(request).id), {
      ...detail("One conversation with everything known of its visitor"),
    })

    .post(
      "/conversations/:id/takeover",
      async ({ request, params, body }) => {
        const person = auth.operator(request)
        await commands.takeOver(params.id, person, body?.force === true)
        return answer(params.id, person)
      },
      { body: t.Optional(t.Nullable(t.Object({ force: t.Optional(t.Boolean()) }))), ...detail("Take over") },
    )

    .post(
      "/conversations/:id/messages",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const message = { ...body, text: body.text ?? "" }
        const event = await withPublicMissed(() =>
          postMessage.fromOperator(params.id, person, message, body.lastSeenEventId ?? undefined),
        )
        set.status = 201
        return { event: toPublicEvent(event, "operators") }
      },
      {
        body: t.Object({
          clientId: t.String(),
          text: t.Optional(t.String()),
          attachmentIds: t.Optional(t.Array(t.String())),
          lastSeenEventId: t.Optional(t.Nullable(t.Integer({ minimum: 0 }))),
        }),
        ...detail("Write to the visitor; in ai or waiting this takes the conversation over"),
      },
    )

    .post(
      "/conversations/:id/draft",
      async ({ request, params }) => {
        const { text, sources, confidence, reason, open } = await deps.draftReply(
          params.id,
          auth.operator(request),
          request.signal,
        )
        return { text, sources, confidence, reason, open }
      },
      {
        response: {
          200: t.Object({
            text: t.Nullable(t.String({ description: "Markdown; null where nothing can be said surely" })),
            sources: t.Array(t.Object({ title: t.String(), url: t.String(), quote: t.String() })),
            confidence: t.Number({ description: "0 to 1" }),
            reason: t.Nullable(t.String({ description: "Why there is no text" })),
            open: t.Array(t.String(), { description: "What the visitor also asked and the text does not answer" }),
          }),
        },
        ...detail("Draft a reply to the visitor's newest words, with its sources; nothing is sent or kept"),
      },
    )

    .post(
      "/conversations/:id/notes",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const event = await commands.addNote(params.id, person, checkClientId(body.clientId), checkText(body.text, 0))
        set.status = 201
        return { event: toPublicEvent(event, "operators") }
      },
      { body: words, ...detail("A remark for colleagues; the visitor never sees it") },
    )

    .post(
      "/conversations/:id/whisper",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const event = await commands.whisper(params.id, person, checkClientId(body.clientId), checkText(body.text, 0))
        set.status = 201
        return { event: toPublicEvent(event, "operators") }
      },
      { body: words, ...detail("Steer the AI without taking over") },
    )

    .post(
      "/conversations/:id/handback",
      async ({ request, params, body }) => {
        const person = auth.operator(request)
        await commands.handBack(params.id, person, body?.note ?? undefined, {
          facts: body?.facts,
          bounds: body?.bounds,
        })
        return answer(params.id, person)
      },
      {
        body: t.Optional(t.Nullable(t.Object({ note: optionalText(4000), facts: optionalText(8000), bounds }))),
        ...detail("Hand back to the AI: with a word for it, facts it may repeat, and how far it may go on alone"),
      },
    )
    .delete(
      "/conversations/:id/bounds",
      async ({ request, params }) => {
        const person = auth.operator(request)
        await commands.liftBounds(params.id, person)
        return answer(params.id, person)
      },
      detail("Lift the bounds of a hand-back: the AI may answer everything again"),
    )

    .post(
      "/conversations/:id/closure",
      async ({ request, params, body }) => {
        const person = auth.operator(request)
        const { recap } = await closing(params.id, person, {
          recap: body?.recap ?? undefined,
          crmNote: body?.crmNote ?? undefined,
          outcome: body?.outcome ?? undefined,
          tags: body?.tags,
        })
        return { ...answer(params.id, person), recap }
      },
      {
        body: t.Optional(
          t.Nullable(
            t.Object({
              recap: optionalText(8000),
              crmNote: optionalText(8000),
              outcome: t.Optional(t.Nullable(t.String({ maxLength: 20, description: outcomes.join(", ") }))),
              tags: t.Optional(t.Array(t.String({ maxLength: 60 }), { maxItems: 50 })),
            }),
          ),
        ),
        ...detail("Close, with a recap (`auto` writes one), a CRM note, how it ended and tags"),
      },
    )

    .post(
      "/conversations/:id/details",
      async ({ request, params, body, set }) => {
        await deps.details.decide(params.id, auth.operator(request), body)
        set.status = 204
      },
      {
        body: t.Object({
          field: t.String({ description: "name, email, phone or company, as in `proposals`" }),
          value: t.String({ maxLength: 254 }),
          isTheirs: t.Boolean(),
        }),
        ...detail("Say whether a detail that stood in the visitor's words is theirs; then it is kept"),
      },
    )

    .post(
      "/conversations/:id/transfer",
      async ({ request, params, body }) => {
        const person = auth.operator(request)
        const note = body.note ?? undefined
        if (body.operatorId) await commands.transferToOperator(params.id, person, body.operatorId, note)
        else if (body.queueId) await commands.transferToQueue(params.id, person, body.queueId, note)
        else throw new AppError("validation", "Name a queueId or an operatorId.", { field: "queueId" })
        return answer(params.id, person)
      },
      {
        body: t.Object({ queueId: optionalText(100), operatorId: optionalText(100), note: optionalText(2000) }),
        ...detail("Pass on to a queue or a colleague, with a note for them"),
      },
    )

    .post(
      "/conversations/:id/typing",
      ({ request, params, set }) => {
        const person = auth.operator(request)
        const conversation = conversations.getForOperator(params.id, person.id)
        const data = { conversationId: params.id, actor: operatorActor(person), typing: true }
        // The visitor is told of whoever holds the conversation; colleagues of anybody.
        if (conversation.lifecycle.state === "human" && conversation.lifecycle.operatorId === person.id) {
          signals.send(visitorTopic(conversation.visitorId), { event: "typing", data })
        }
        signals.send(chatbotTopic(conversation.chatbotId), { event: "typing", data })
        set.status = 204
      },
      detail("Tell the others that you are writing"),
    )

    .post(
      "/conversations/:id/read",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const conversation = conversations.getForOperator(params.id, person.id)
        const eventId = Math.min(body.eventId, conversation.lastEventId)
        await db.write((tx) => conversations.noteOperatorRead(tx, params.id, eventId))
        if (conversation.lifecycle.state === "human")
          signals.send(visitorTopic(conversation.visitorId), { event: "read", data: { eventId } })
        set.status = 204
      },
      { body: t.Object({ eventId: t.Integer({ minimum: 0 }) }), ...detail("What you have read") },
    )

    .post(
      "/conversations/:id/flag-feedback",
      async ({ request, params, body, set }) => {
        await judgeFlag(params.id, auth.operator(request), body.eventId, body.verdict)
        set.status = 204
      },
      {
        body: t.Object({
          eventId: t.Optional(t.Integer()),
          verdict,
        }),
        ...detail("Say whether the flag was right"),
      },
    )

    .post(
      "/conversations/:id/attachments",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const { chatbotId, visitorId } = conversations.getForOperator(params.id, person.id)
        const { id, name, type, size } = await attachments.add(body.file, {
          chatbotId,
          visitorId,
          uploadedBy: person.id,
        })
        set.status = 201
        return { id, name, type, size, url: `/api/v1/attachments/${id}` }
      },
      { body: t.Object({ file: t.File() }), ...detail(`Upload a file of at most ${maxFileBytes / 1024 / 1024} MB`) },
    )

    .get(
      "/attachments/:id",
      ({ request, params }) => {
        const person = auth.operator(request)
        const found = attachments.find(params.id)
        if (!found || !people.listSeats(person.id).includes(found.chatbotId))
          throw new AppError("not_found", "There is no such file.")
        return attachments.respond(found)
      },
      detail("A file of a conversation"),
    )
}

/** The events that a refused writer missed, in the contract's shape. */
async function withPublicMissed<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AppError) || !Array.isArray(error.extra.missed)) throw error
    const { missed, ...extra } = error.extra
    throw new AppError(error.code, error.message, {
      ...extra,
      events: (missed as StoredEvent[]).map((event) => toPublicEvent(event, "operators")),
    })
  }
}
