import { Elysia, t } from "elysia"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Sightings } from "../chatbots/sightings"
import { wordsFor } from "../chatbots/texts"
import type { ContactStore } from "../contacts/contact-store"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { cursorOf } from "../events/cursor"
import type { Actor, StoredEvent } from "../events/event"
import { type EventStore, visitorTopic } from "../events/event-store"
import type { EventStreams } from "../events/event-stream"
import type { Signals } from "../events/signals"
import { type Host, keepOpen } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import type { AttachmentStore } from "../messages/attachment-store"
import { maxFileBytes } from "../messages/attachment-store"
import { type PostMessage, unknownVisitor, type VisitorRef } from "../messages/post-message"
import { type EventFrames, toPublicEvent } from "../messages/public-event"
import type { AvailabilityBoard } from "../queues/availability"
import type { Fallback } from "../queues/fallback"
import { type Hours, isOpen, nextOpening } from "../queues/hours"
import type { Positions } from "../queues/positions"
import type { SettingStore } from "../settings/setting-store"
import { mergeAttributes, readAttributes } from "../visitors/attributes"
import { checkIdentity, type GivenIdentity } from "../visitors/identity"
import type { Presence } from "../visitors/presence"
import { identitySecretKey, type VisitorSettingStore } from "../visitors/visitor-settings"
import type { Identity, Visitor, VisitorStore } from "../visitors/visitor-store"
import type { VisitorTokens } from "../visitors/visitor-token"
import { createBeginSession } from "./begin-session"
import type { IntentWatch } from "./intent-watch"
import { newsHeader, type OriginCheck } from "./origin-check"

type Deps = {
  db: Database
  host: Host
  chatbots: ChatbotStore
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  events: EventStore
  commands: ConversationCommands
  postMessage: PostMessage
  attachments: AttachmentStore
  tokens: VisitorTokens
  streams: EventStreams
  frameOf: EventFrames["frameOf"]
  jsonOf: EventFrames["jsonOf"]
  signals: Signals
  board: AvailabilityBoard
  positions: Positions
  fallback: Pick<Fallback, "contactGiven">
  hoursOf: (chatbotId: string) => Hours | undefined
  settings: SettingStore
  visitorSettings: VisitorSettingStore
  presence: Presence
  intent: IntentWatch
  /** Whether a transcript could be sent. */
  canMail: () => boolean
  origins: Origins
  originCheck: OriginCheck
  sightings: Pick<Sightings, "note">
  limits: RateLimits
  now: () => number
  newId: () => string
}

const created: ResponseInit = { status: 201, headers: { "content-type": "application/json" } }

/** Signals that every visitor of a chatbot gets. */
export const chatbotVisitorsTopic = (chatbotId: string) => `visitors-of:${chatbotId}`
/** Signals to the operators of a chatbot. */
const operatorsOf = (chatbotId: string) => `chatbot:${chatbotId}`

const page = t.Object(
  {
    url: t.String({ maxLength: 2000 }),
    title: t.Optional(t.String({ maxLength: 500 })),
    referrer: t.Optional(t.String({ maxLength: 2000 })),
  },
  { description: "The page that the visitor is on" },
)
const attributeRecord = t.Record(t.String(), t.Unknown(), {
  description: "What the website says of the visitor: text, numbers, true or false; null removes",
})
const optionalText = (maxLength: number) => t.Optional(t.Nullable(t.String({ maxLength })))

/** The visitor's API. The token says who it is; it is never in a URL. */
export const widgetApiRoutes = (deps: Deps) => {
  const { db, host, chatbots, visitors, contacts, conversations, events, commands, postMessage } = deps
  const {
    attachments,
    tokens,
    streams,
    frameOf,
    jsonOf,
    signals,
    board,
    positions,
    settings,
    origins,
    originCheck,
    sightings,
    limits,
  } = deps
  const { fallback, visitorSettings, presence, intent, canMail, now, newId } = deps
  const beginSession = createBeginSession(deps)

  /** @throws AppError `unauthorized`, `forbidden` */
  function visitorOf(request: Request): VisitorRef & { chatbot: Chatbot } {
    const header = request.headers.get("authorization") ?? ""
    if (!header.startsWith("Bearer "))
      throw new AppError("unauthorized", "Send the visitor token as Authorization: Bearer.")
    const { visitorId, chatbotId } = tokens.verify(header.slice(7))
    const chatbot = chatbots.get(chatbotId)
    originCheck.check(chatbot, request)
    return { id: visitorId, chatbotId, locale: chatbot.locale, chatbot }
  }

  const address = (request: Request) => origins.address(request, host.server)
  const actorOf = (visitor: Visitor | undefined, id: string): Actor => ({ kind: "visitor", id, name: nameOf(visitor) })
  const nameOf = (visitor: Visitor | undefined) =>
    (visitor?.contactId ? contacts.find(visitor.contactId)?.name : undefined) ?? visitor?.identity?.name ?? "Visitor"

  function identityOf(chatbotId: string, given: GivenIdentity | null | undefined): Identity | null {
    if (!given) return null
    const identity = checkIdentity(given, settings.find<string>(identitySecretKey(chatbotId)) || undefined)
    if (identity) return identity
    throw new AppError("unauthorized", "The identity is not signed with this chatbot's secret.", {
      field: "identity.hash",
    })
  }

  /** They came to a page. */
  async function arrive(visitorId: string, chatbotId: string, startedAt: number) {
    const entry = presence.see(visitorId, chatbotId, startedAt)
    await intent.look(entry)
    return entry
  }

  function claimOf(token: string | null | undefined, chatbotId: string): string | undefined {
    if (!token) return undefined
    try {
      const claim = tokens.verify(token)
      return claim.chatbotId === chatbotId && visitors.find(claim.visitorId) ? claim.visitorId : undefined
    } catch (error) {
      // An old or foreign token is no reason to refuse a visitor: they begin afresh.
      if (error instanceof AppError) return undefined
      throw error
    }
  }

  function currentOf(visitorId: string): {
    current: Conversation | undefined
    shown: ReturnType<typeof toPublicEvent>[]
  } {
    const current = conversations.findLatestOfVisitor(visitorId)
    return {
      current,
      shown: current ? events.listVisible(current.id).map((event) => toPublicEvent(event, "both")) : [],
    }
  }

  /** A website that carries the widget is noted: its owner sees that it works. */
  async function see(chatbot: Chatbot, request: Request, url: string): Promise<void> {
    const origin = request.headers.get("origin")
    const isElsewhere = origin !== null && origin !== new URL(origins.own(request)).origin
    originCheck.check(chatbot, request)
    if (isElsewhere) await sightings.note(chatbot.id, origin, url, true)
  }

  const publicChatbot = (chatbot: Chatbot, locale: string) => ({
    name: chatbot.name,
    ...wordsOf(chatbot, locale),
    aiEnabled: chatbot.aiEnabled,
    online: board.isAnybodyOnline(chatbot.id),
    appearance: chatbot.appearance,
    locale: chatbot.locale,
    hours: openingOf(deps.hoursOf(chatbot.id), now()),
    live: visitorSettings.get(chatbot.id).live,
    transcripts: canMail(),
  })

  const tags = { detail: { tags: ["Visitor"] } }

  return new Elysia({ name: "widget-api", prefix: "/api/widget" })
    .post(
      "/:chatbot/session",
      async ({ request, params, body }) => {
        const chatbot = chatbots.get(params.chatbot)
        await limits.use("session", () => address(request))
        await see(chatbot, request, body.page?.url ?? "")
        const attributes = readAttributes(body.attributes)
        const { visitorId: id, visit } = await beginSession({
          chatbotId: chatbot.id,
          known: claimOf(body.token, chatbot.id),
          identity: identityOf(chatbot.id, body.identity),
          attributes,
          locale: body.locale || chatbot.locale,
          timezone: body.timezone ?? "",
          device: deviceOf(request.headers.get("user-agent") ?? ""),
          page: body.page ? pageOf(body.page) : undefined,
          address: visitorSettings.get(chatbot.id).keepAddress ? address(request) : undefined,
        })
        const entry = visit && (await arrive(id, chatbot.id, visit.startedAt))
        const { current, shown } = currentOf(id)
        const isOpen = current !== undefined && current.lifecycle.state !== "closed"
        return {
          token: tokens.issue({ visitorId: id, chatbotId: chatbot.id }),
          visitorId: id,
          chatbot: publicChatbot(chatbot, body.locale || chatbot.locale),
          conversation: current
            ? { id: current.id, state: current.lifecycle.state, events: shown, lastEventId: shown.at(-1)?.id ?? 0 }
            : null,
          ...(entry?.greeting && !isOpen ? { greeting: entry.greeting } : {}),
          ...(Object.keys(attributes.refused).length > 0 ? { refused: attributes.refused } : {}),
        }
      },
      {
        params: t.Object({ chatbot: t.String() }),
        body: t.Object({
          token: optionalText(500),
          page: t.Optional(t.Nullable(page)),
          locale: t.Optional(t.String({ maxLength: 35 })),
          timezone: t.Optional(t.String({ maxLength: 60 })),
          attributes: t.Optional(t.Nullable(attributeRecord)),
          identity: t.Optional(
            t.Nullable(
              t.Object({
                id: t.String({ minLength: 1, maxLength: 200 }),
                email: optionalText(200),
                name: optionalText(200),
                hash: optionalText(200),
              }),
            ),
          ),
        }),
        detail: { tags: ["Visitor"], summary: "Begin or continue a visitor's session" },
      },
    )

    .get(
      "/stream",
      ({ request, headers }) => {
        const { id, chatbotId } = visitorOf(request)
        keepOpen(host, request)
        const response = streams.stream<StoredEvent>({
          topic: visitorTopic(id),
          signalTopics: [visitorTopic(id), chatbotVisitorsTopic(chatbotId)],
          after: cursorOf(headers["last-event-id"], events.latestId),
          read: (after) => events.visibleToVisitor(id, after),
          committedId: events.committedId,
          frameOf: (event) => frameOf(event, "both"),
          signal: request.signal,
        })
        positions.tell(id)
        // After a restart of the server nothing else says that they are still there.
        if (!presence.known(id)) presence.see(id, chatbotId, visitors.findVisit(id)?.visit.startedAt ?? now())
        return response
      },
      { detail: { tags: ["Visitor"], summary: "Server-sent events of this visitor's conversation" } },
    )

    .get(
      "/events",
      ({ request, query }) => {
        const { id } = visitorOf(request)
        presence.touch(id)
        const found = events.visibleToVisitor(id, query.after ?? 0)
        const current = conversations.findLatestOfVisitor(id)
        return {
          events: found.map((event) => toPublicEvent(event, "both")),
          signals: positions.of(current).map((signal) => ({ event: signal.event, data: signal.data })),
          state: current?.lifecycle.state ?? null,
          lastEventId: found.at(-1)?.id ?? query.after ?? 0,
        }
      },
      {
        query: t.Object({ after: t.Optional(t.Numeric({ minimum: 0 })) }),
        detail: { tags: ["Visitor"], summary: "The same by polling, where streams are buffered on the way" },
      },
    )

    .post(
      "/messages",
      async ({ request, body }) => {
        const visitor = visitorOf(request)
        await limits.use("message", visitor.id)
        await limits.use("address", () => address(request))
        const { id } = visitor
        presence.touch(id)
        const greeting = presence.known(id)?.greeting ?? undefined
        const event = await postMessage.fromVisitor(visitor, { ...body, text: body.text ?? "" }, greeting)
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
        detail: { tags: ["Visitor"], summary: "Say something; the first message starts the conversation" },
      },
    )

    .post(
      "/human",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
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
      "/pages",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const at = now()
        const visit = await db.write((tx) =>
          visitors.findInWrite(tx, visitor.id) ? visitors.addPage(tx, visitor.id, pageOf(body), at) : undefined,
        )
        const conversation = conversations.findLatestOfVisitor(visitor.id)
        if (conversation) {
          const data = {
            conversationId: conversation.id,
            url: body.url,
            title: body.title ?? "",
            at: new Date(at).toISOString(),
          }
          signals.send(operatorsOf(visitor.chatbotId), { event: "page", data })
        }
        const entry = visit && (await arrive(visitor.id, visitor.chatbotId, visit.startedAt))
        const isOpen = conversation !== undefined && conversation.lifecycle.state !== "closed"
        // Who holds no stream is told with the next page that somebody has something to say.
        if (!signals.hasListeners(visitorTopic(visitor.id))) {
          if (isOpen && conversation.replyEventId > conversation.visitorReadId) set.headers[newsHeader] = "unread"
          else if (entry?.greeting && !isOpen)
            set.headers[newsHeader] = `greeting=${encodeURIComponent(entry.greeting)}`
        }
        set.status = 204
      },
      { body: page, detail: { tags: ["Visitor"], summary: "A page of the visitor's trail" } },
    )

    .post(
      "/leave",
      async ({ request, body, set }) => {
        // As a browser closes a page it sends only plain text, without headers of one's own.
        const token = typeof body === "string" ? body.trim() : ""
        const { visitorId, chatbotId } = tokens.verify(token)
        originCheck.check(chatbots.get(chatbotId), request)
        await limits.use("small", visitorId)
        await db.write((tx) => visitors.leave(tx, visitorId, now()))
        presence.leave(visitorId)
        set.status = 204
      },
      { parse: "text", detail: { tags: ["Visitor"], summary: "The page is being closed; the body is the token" } },
    )

    .post(
      "/attributes",
      async ({ request, body }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const given = readAttributes(body.attributes)
        const [wrong] = Object.entries(given.refused)
        if (wrong) throw new AppError("validation", String(wrong[1]), { field: `attributes.${wrong[0]}` })
        const attributes = await db.write((tx) => {
          const found = visitors.findInWrite(tx, visitor.id)
          if (!found) throw unknownVisitor()
          const merged = mergeAttributes(found.attributes, given)
          visitors.saveAttributes(tx, visitor.id, merged)
          return merged
        })
        const entry = presence.known(visitor.id)
        if (entry) await arrive(visitor.id, visitor.chatbotId, entry.arrivedAt)
        return { attributes }
      },
      {
        body: t.Object({ attributes: attributeRecord }),
        detail: { tags: ["Visitor"], summary: "What the website says of its visitor" },
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
            actor: actorOf(visitors.find(visitor.id), visitor.id),
            typing: true,
          }
          signals.send(operatorsOf(visitor.chatbotId), { event: "typing", data })
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
        if (conversation) {
          const eventId = Math.min(body.eventId, conversation.lastEventId)
          await db.write((tx) => conversations.noteVisitorRead(tx, conversation.id, eventId))
          signals.send(operatorsOf(visitor.chatbotId), {
            event: "read",
            data: { conversationId: conversation.id, eventId },
          })
        }
        set.status = 204
      },
      { body: t.Object({ eventId: t.Integer({ minimum: 0 }) }), ...tags },
    )

    .post(
      "/contact",
      async ({ request, body }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const details = checkContact(body)
        const contact = await db.write((tx) => {
          const found = visitors.findInWrite(tx, visitor.id)
          if (!found) throw unknownVisitor()
          const saved = contacts.merge(tx, found.contactId ?? newId(), details, now())
          visitors.linkContact(tx, visitor.id, saved.id)
          const { consent: wording } = visitor.chatbot.contactForm ?? {}
          if (wording) {
            const consent = { id: newId(), contactId: saved.id, visitorId: visitor.id, at: now() }
            contacts.addConsent(tx, { ...consent, source: "form", wording })
          }
          const conversation = conversations.findLatestOfVisitorInWrite(tx, visitor.id)
          if (conversation) {
            commands.append(tx, conversation, actorOf(found, visitor.id), { type: "contact", payload: details })
            fallback.contactGiven(tx, conversation)
          }
          return saved
        })
        const { id, name, email, phone, company, fields } = contact
        return { contact: { id, name, email, phone, company, fields } }
      },
      {
        body: t.Object({
          name: optionalText(200),
          email: optionalText(200),
          phone: optionalText(60),
          company: optionalText(200),
          fields: t.Optional(t.Record(t.String({ maxLength: 60 }), t.String({ maxLength: 1000 }))),
        }),
        detail: { tags: ["Visitor"], summary: "Leave contact details" },
      },
    )

    .post(
      "/attachments",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("upload", visitor.id)
        if (!visitors.find(visitor.id)) throw unknownVisitor()
        const owner = { chatbotId: visitor.chatbotId, visitorId: visitor.id, uploadedBy: visitor.id }
        const { id, name, type, size } = await attachments.add(body.file, owner)
        set.status = 201
        return { id, name, type, size, url: `/api/widget/attachments/${id}` }
      },
      {
        body: t.Object({ file: t.File() }),
        detail: { tags: ["Visitor"], summary: `Upload a file of at most ${maxFileBytes / 1024 / 1024} MB` },
      },
    )

    .get(
      "/attachments/:id",
      ({ request, params }) => {
        const visitor = visitorOf(request)
        const found = attachments.find(params.id)
        if (!found || found.visitorId !== visitor.id) throw new AppError("not_found", "There is no such file.")
        return attachments.respond(found)
      },
      tags,
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
          const actor = actorOf(visitors.findInWrite(tx, visitor.id), visitor.id)
          conversations.saveRating(tx, conversation.id, body.score)
          commands.append(tx, conversation, actor, {
            type: "rating",
            payload: { score: body.score, ...(comment ? { comment } : {}) },
          })
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
        const conversation = await commands.closeByVisitor(visitorOf(request).id)
        return { conversation: conversation ? { id: conversation.id, state: conversation.lifecycle.state } : null }
      },
      { detail: { tags: ["Visitor"], summary: "End the conversation" } },
    )
}

/** Whether the doors are open, and when they next are: null where no opening is set. */
function openingOf(hours: Hours | undefined, at: number) {
  const next = nextOpening(hours, at)
  return { open: isOpen(hours, at), nextOpening: next === undefined ? null : new Date(next).toISOString() }
}

const pageOf = ({ url, title = "", referrer = "" }: { url: string; title?: string; referrer?: string }) => ({
  url,
  title,
  referrer,
})

/** “Chrome on Android”: enough to help somebody, too little to follow them. */
export function deviceOf(userAgent: string): string {
  const browser = /Edg\//.test(userAgent)
    ? "Edge"
    : /OPR\//.test(userAgent)
      ? "Opera"
      : /Firefox\//.test(userAgent)
        ? "Firefox"
        : /Chrome\//.test(userAgent)
          ? "Chrome"
          : /Safari\//.test(userAgent)
            ? "Safari"
            : ""
  const system = /iPhone|iPad/.test(userAgent)
    ? "iOS"
    : /Android/.test(userAgent)
      ? "Android"
      : /Windows/.test(userAgent)
        ? "Windows"
        : /Mac OS X/.test(userAgent)
          ? "macOS"
          : /Linux/.test(userAgent)
            ? "Linux"
            : ""
  return [browser, system].filter(Boolean).join(" on ")
}

function checkContact(body: {
  name?: string | null
  email?: string | null
  phone?: string | null
  company?: string | null
  fields?: Record<string, string>
}) {
  const text = (value: string | null | undefined) => value?.trim() || undefined
  const details = {
    ...(text(body.name) ? { name: text(body.name) } : {}),
    ...(text(body.email) ? { email: text(body.email) } : {}),
    ...(text(body.phone) ? { phone: text(body.phone) } : {}),
    ...(text(body.company) ? { company: text(body.company) } : {}),
    ...(body.fields && Object.keys(body.fields).length > 0 ? { fields: body.fields } : {}),
  }
  if (Object.keys(details).length === 0)
    throw new AppError("validation", "Give at least one way to reach you.", { field: "email" })
  if (details.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(details.email)) {
    throw new AppError("validation", "This is not an email address.", { field: "email" })
  }
  if (details.phone && !/\d{3}/.test(details.phone.replace(/\D/g, ""))) {
    throw new AppError("validation", "This is not a phone number.", { field: "phone" })
  }
  return details
}

/** In the visitor's language, as far as the owner wrote them in it. */
function wordsOf(chatbot: Chatbot, locale: string): Pick<Chatbot, "welcome" | "suggestions" | "contactForm"> {
  const { welcome, suggestions, prompt } = wordsFor(chatbot, locale)
  const { contactForm: form } = chatbot
  // What they agree to is read before it is sent: it stands with the words above the fields.
  const above = [prompt, form?.consent].filter(Boolean).join(" ")
  return { welcome, suggestions, contactForm: form && { fields: form.fields, prompt: above } }
}
