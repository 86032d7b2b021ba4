import { Elysia, t } from "elysia"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import { holderSignal } from "../conversations/announce-names"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Receipts } from "../conversations/receipts"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { cursorOf } from "../events/cursor"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { EventStreams } from "../events/event-stream"
import type { Ephemeral, Signals } from "../events/signals"
import { chatbotTopic, chatbotVisitorsTopic, visitorTopic } from "../events/topics"
import { optionalText } from "../http/call-schema"
import { type Host, keepOpen } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import { type PostMessage, unknownVisitor } from "../messages/post-message"
import { type EventFrames, toPublicEvent } from "../messages/public-event"
import type { AvailabilityBoard } from "../queues/availability"
import type { Positions } from "../queues/positions"
import type { Connections } from "../visitors/connections"
import { isPreviewPage, type Presence } from "../visitors/presence"
import type { VisitorOf } from "../visitors/visitor-of"
import type { VisitorStore } from "../visitors/visitor-store"
import type { IntentWatch } from "./intent-watch"
import { readByTeam } from "./read-by-team"
import { isSaidTwice } from "./said-twice"
import { visitorActor } from "./visitor-actor"

type Deps = {
  db: Database
  host: Host
  chatbots: Pick<ChatbotStore, "find">
  people: Pick<PersonStore, "find">
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  events: EventStore
  commands: ConversationCommands
  postMessage: PostMessage
  visitorOf: VisitorOf
  streams: EventStreams
  frameOf: EventFrames["frameOf"]
  jsonOf: EventFrames["jsonOf"]
  signals: Signals
  positions: Positions
  presence: Presence
  connections: Connections
  receipts: Pick<Receipts, "tell">
  intent: IntentWatch
  origins: Origins
  limits: RateLimits
  now: () => number
}

const created: ResponseInit = { status: 201, headers: { "content-type": "application/json" } }
const tags = { detail: { tags: ["Visitor"] } }

/** The visitor's side of a conversation: messages, stream, typing, reading, rating, closing. */
export const visitorConversationRoutes = (deps: Deps) => {
  const {
    db,
    host,
    chatbots,
    people,
    board,
    visitors,
    contacts,
    conversations,
    events,
    commands,
    postMessage,
    visitorOf,
  } = deps
  const {
    streams,
    frameOf,
    jsonOf,
    signals,
    positions,
    presence,
    connections,
    receipts,
    intent,
    origins,
    limits,
    now,
  } = deps
  const address = (request: Request) => origins.address(request, host.server)

  /**
   * How far the visitor has read, and their page has got. Written only where it says something new of the newest
   * reply.
   */
  async function note(conversation: Conversation, readUpTo: number, renderedUpTo: number): Promise<void> {
    const { id, chatbotId, lastEventId, replyEventId, visitorReadId, visitorRenderedId, lifecycle } = conversation
    const readId = Math.min(readUpTo, lastEventId)
    const renderedId = Math.min(renderedUpTo, lastEventId)
    const isRead = readId > visitorReadId
    const isRendered = renderedId >= replyEventId && replyEventId > Math.max(visitorReadId, visitorRenderedId)
    if (!isRead && !isRendered) return
    await db.write((tx) => conversations.noteVisitorRead(tx, id, readId, renderedId))
    if (isRead) signals.send(chatbotTopic(chatbotId), { event: "read", data: { conversationId: id, eventId: readId } })
    // What the AI says is followed only by whoever looks, and they are told by the clock.
    if (lifecycle.state === "human") receipts.tell(id)
  }

  /** Who asks for what comes after an event has everything up to it. */
  function noteCursor(conversation: Conversation | undefined, cursor: number): void {
    // It is said again with the next question: a disk that refuses keeps nobody from reading.
    if (conversation) note(conversation, 0, cursor).catch(() => {})
  }

  /** After a restart of the server nothing else says so. They came when their visit began, and not just now. */
  function stillThere(id: string, chatbotId: string, request: Request): void {
    const isPreview = isPreviewPage(visitors.listTrail(id).at(-1)?.url ?? "", origins.own(request))
    presence.see(id, chatbotId, visitors.findVisit(id)?.visit.startedAt ?? now(), isPreview)
  }

  /** What is told and never stored, to whoever has missed it. */
  function missedBy(current: Conversation | undefined): Ephemeral[] {
    const eventId = current ? readByTeam(current) : 0
    const told = positions.of(current)
    if (current?.lifecycle.state === "human") {
      const holder = people.find(current.lifecycle.operatorId)
      if (holder) told.push(holderSignal(holder.name, board.isAnybodyOnline(current.chatbotId)))
    }
    return eventId > 0 ? [...told, { event: "read", data: { eventId } }] : told
  }

  return new Elysia({ name: "widget-conversation", prefix: "/api/widget" })
    .get(
      "/stream",
      ({ request, headers, query }) => {
        const { id, chatbotId } = visitorOf(request)
        if (!visitors.find(id)) throw unknownVisitor()
        const release = limits.hold("streams", id)
        const after = cursorOf(headers["last-event-id"], events.latestId)
        if (after > 0) noteCursor(conversations.findLatestOfVisitor(id), after)
        keepOpen(host, request)
        const response = streams.stream<StoredEvent>({
          topic: visitorTopic(id),
          signalTopics: [visitorTopic(id), chatbotVisitorsTopic(chatbotId)],
          after,
          read: (cursor) => events.visibleToVisitor(id, cursor),
          committedId: events.committedId,
          frameOf: (event) => frameOf(event, "both"),
          signal: request.signal,
          // A visitor must not sit before a chat that nobody can answer any more.
          mayContinue: () => chatbots.find(chatbotId) !== undefined,
          line: query.by === undefined ? undefined : `${id} ${query.by}`,
          onOpen: () => connections.opened(id),
          onEnd: () => {
            release()
            connections.ended(id)
          },
        })
        for (const signal of missedBy(conversations.findLatestOfVisitor(id))) signals.send(visitorTopic(id), signal)
        if (!presence.known(id)) stillThere(id, chatbotId, request)
        return response
      },
      {
        query: t.Object({
          by: t.Optional(
            t.String({ maxLength: 40, description: "Names a browser: its new stream ends the one before" }),
          ),
        }),
        detail: { tags: ["Visitor"], summary: "Server-sent events of this visitor's conversation" },
      },
    )

    .get(
      "/events",
      ({ request, query }) => {
        const { id, chatbotId } = visitorOf(request)
        if (!visitors.find(id)) throw unknownVisitor()
        const after = cursorOf(query.after, events.latestId)
        if (presence.known(id)) presence.touch(id)
        else stillThere(id, chatbotId, request)
        connections.polled(id)
        const found = events.visibleToVisitor(id, after)
        const current = conversations.findLatestOfVisitor(id)
        noteCursor(current, after)
        return {
          events: found.map((event) => toPublicEvent(event, "both")),
          signals: missedBy(current),
          state: current?.lifecycle.state ?? null,
          lastEventId: found.at(-1)?.id ?? after,
        }
      },
      {
        query: t.Object({ after: t.Optional(t.Integer({ minimum: 0 })) }),
        detail: { tags: ["Visitor"], summary: "The same by polling, where streams are buffered on the way" },
      },
    )

    .post(
      "/messages",
      async ({ request, body: { clientId, text = "", attachmentIds } }) => {
        const visitor = visitorOf(request)
        await limits.use("message", visitor.id)
        await limits.use("address", () => address(request))
        const { id } = visitor
        presence.touch(id)
        const greeting = presence.known(id)?.greeting ?? undefined
        const event = await postMessage.fromVisitor(visitor, { clientId, text, attachmentIds }, greeting)
        void intent.spoke(id, event.conversationId)
        // As their own stream just wrote it.
        return new Response(`{"event":${jsonOf(event, "both")}}`, created)
      },
      {
        // Said beforehand, or the framework asks the request for its body as a stream first, which costs more than to read it.
        parse: "json",
        body: t.Object({
          clientId: t.String(),
          text: t.Optional(t.String()),
          attachmentIds: t.Optional(t.Array(t.String())),
        }),
        detail: {
          tags: ["Visitor"],
          summary: "Say something; the first message starts the conversation",
          responses: { 201: { description: "Said, and on disk" } },
        },
      },
    )

    .post(
      "/human",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        await limits.use("calls", () => address(request))
        const locale = visitors.find(visitor.id)?.locale ?? visitor.locale
        const why = body?.reason?.trim()
        const reason = {
          kind: "visitor_request",
          text: why ? `Asked for a person: “${why}”` : "Asked for a person",
          score: 1,
        }
        const evidence = [{ text: why ?? "", why: "pressed “Talk to a person”" }]
        const conversation = await commands.requestPerson(
          visitor.id,
          reason,
          [{ kind: "visitor_request", score: 1, evidence }],
          (tx) => {
            if (!visitors.findInWrite(tx, visitor.id)) throw unknownVisitor()
            return postMessage.startAnnounced(tx, { ...visitor, locale })
          },
        )
        set.status = 202
        return { conversationId: conversation.id, state: conversation.lifecycle.state }
      },
      {
        body: t.Optional(t.Nullable(t.Object({ reason: optionalText(500) }))),
        detail: { tags: ["Visitor"], summary: "Ask for a person" },
      },
    )

    .post(
      "/typing",
      async ({ request, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const conversation = conversations.findLatestOfVisitor(visitor.id)
        if (conversation && conversation.lifecycle.state !== "closed") {
          const data = {
            conversationId: conversation.id,
            actor: visitorActor(contacts, visitors.find(visitor.id), visitor.id),
            typing: true,
          }
          signals.send(chatbotTopic(visitor.chatbotId), { event: "typing", data })
        }
        set.status = 204
      },
      tags,
    )

    .post(
      "/read",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const conversation = conversations.findLatestOfVisitor(visitor.id)
        if (body.renderedId !== undefined) connections.acknowledged(visitor.id)
        if (conversation) await note(conversation, body.eventId, body.renderedId ?? 0)
        set.status = 204
      },
      {
        body: t.Object({
          eventId: t.Integer({ minimum: 0, description: "Up to here it stood on their screen" }),
          renderedId: t.Optional(
            t.Integer({ minimum: 0, description: "Up to here it is in the thread of their page, seen or not" }),
          ),
        }),
        detail: { tags: ["Visitor"], summary: "How far the visitor has read, and their page has got" },
      },
    )

    .post(
      "/rating",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        await db.write((tx) => {
          const conversation = conversations.findLatestOfVisitorInWrite(tx, visitor.id)
          if (!conversation) throw new AppError("conflict", "There is no conversation to rate yet.")
          const comment = body.comment?.trim()
          const actor = visitorActor(contacts, visitors.findInWrite(tx, visitor.id), visitor.id)
          conversations.saveRating(tx, conversation.id, body.score)
          const event = { type: "rating", payload: { score: body.score, ...(comment ? { comment } : {}) } } as const
          if (!isSaidTwice(events, conversation.id, event)) commands.append(tx, conversation, actor, event)
        })
        set.status = 204
      },
      {
        body: t.Object({ score: t.Integer({ minimum: 1, maximum: 5 }), comment: optionalText(2000) }),
        detail: { tags: ["Visitor"], summary: "Rate the conversation" },
      },
    )

    .post(
      "/close",
      async ({ request }) => {
        const { id } = visitorOf(request)
        await limits.use("small", id)
        const conversation = await commands.closeByVisitor(id)
        return { conversation: conversation ? { id: conversation.id, state: conversation.lifecycle.state } : null }
      },
      { detail: { tags: ["Visitor"], summary: "End the conversation" } },
    )
}
