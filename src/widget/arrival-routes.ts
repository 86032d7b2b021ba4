import { Elysia, t } from "elysia"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Sightings } from "../chatbots/sightings"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import { optionalText } from "../http/call-schema"
import { deviceOf } from "../http/device"
import type { Host } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import { unknownVisitor } from "../messages/post-message"
import { toPublicEvent } from "../messages/public-event"
import type { SettingStore } from "../settings/setting-store"
import { mergeAttributes, readAttributes } from "../visitors/attributes"
import type { Connections } from "../visitors/connections"
import { checkIdentity, type GivenIdentity } from "../visitors/identity"
import { isPreviewPage, type Presence } from "../visitors/presence"
import type { VisitorOf } from "../visitors/visitor-of"
import { identitySecretKey } from "../visitors/visitor-settings"
import type { Identity, VisitorStore } from "../visitors/visitor-store"
import type { VisitorTokens } from "../visitors/visitor-token"
import { createBeginSession } from "./begin-session"
import type { IntentWatch } from "./intent-watch"
import { newsHeader, type OriginCheck } from "./origin-check"
import { createPublicChatbot } from "./public-chatbot"
import { readByTeam } from "./read-by-team"

type Deps = Parameters<typeof createBeginSession>[0] &
  Parameters<typeof createPublicChatbot>[0] & {
    db: Database
    host: Host
    chatbots: ChatbotStore
    visitors: VisitorStore
    conversations: ConversationStore
    events: EventStore
    visitorOf: VisitorOf
    tokens: VisitorTokens
    signals: Signals
    settings: SettingStore
    presence: Presence
    connections: Connections
    intent: IntentWatch
    origins: Origins
    originCheck: OriginCheck
    sightings: Pick<Sightings, "note">
    limits: RateLimits
    now: () => number
  }

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

/** A visitor's arrival, moves between pages, and departure. */
export const arrivalRoutes = (deps: Deps) => {
  const { db, host, chatbots, visitors, conversations, events, visitorOf, tokens, signals, settings, presence } = deps
  const { connections, intent, origins, originCheck, sightings, limits, visitorSettings, now } = deps
  const beginSession = createBeginSession(deps)
  const publicChatbot = createPublicChatbot(deps)
  const address = (request: Request) => origins.address(request, host.server)

  function identityOf(chatbotId: string, given: GivenIdentity | null | undefined): Identity | null {
    if (!given) return null
    const identity = checkIdentity(given, settings.find<string>(identitySecretKey(chatbotId)) || undefined)
    if (identity) return identity
    throw new AppError("unauthorized", "The identity is not signed with this chatbot's secret.", {
      field: "identity.hash",
    })
  }

  /** They came to a page. */
  async function arrive(visitorId: string, chatbotId: string, startedAt: number, isPreview: boolean) {
    const entry = presence.see(visitorId, chatbotId, startedAt, isPreview)
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

  /** A website that carries the widget is noted: its owner sees that it works. @throws AppError `forbidden` */
  async function noteWebsite(chatbot: Chatbot, request: Request, url: string): Promise<void> {
    const origin = request.headers.get("origin")
    const isElsewhere = origin !== null && origin !== new URL(origins.own(request)).origin
    originCheck.check(chatbot, request)
    if (isElsewhere) await sightings.note(chatbot.id, origin, url, true)
  }

  return new Elysia({ name: "widget-arrival", prefix: "/api/widget" })
    .post(
      "/:chatbot/session",
      async ({ request, params, body }) => {
        const chatbot = chatbots.get(params.chatbot)
        await limits.use("session", () => address(request))
        await noteWebsite(chatbot, request, body.page?.url ?? "")
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
        const isPreview = isPreviewPage(body.page?.url ?? "", origins.own(request))
        const entry = visit && (await arrive(id, chatbot.id, visit.startedAt, isPreview))
        const { current, shown } = currentOf(id)
        const isOpen = current !== undefined && current.lifecycle.state !== "closed"
        return {
          token: tokens.issue({ visitorId: id, chatbotId: chatbot.id }),
          visitorId: id,
          chatbot: publicChatbot(chatbot, body.locale || chatbot.locale),
          conversation: current
            ? {
                id: current.id,
                state: current.lifecycle.state,
                events: shown,
                lastEventId: shown.at(-1)?.id ?? 0,
                readId: readByTeam(current, shown),
              }
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
        detail: { tags: ["Visitor"], security: [], summary: "Begin or continue a visitor's session" },
      },
    )

    .post(
      "/pages",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        const at = now()
        const isHere = connections.of(visitor.id).by !== null
        const visit = await db.write((tx) =>
          visitors.findInWrite(tx, visitor.id) ? visitors.addPage(tx, visitor.id, pageOf(body), at, isHere) : undefined,
        )
        const conversation = conversations.findLatestOfVisitor(visitor.id)
        if (conversation) {
          const data = {
            conversationId: conversation.id,
            url: body.url,
            title: body.title ?? "",
            at: new Date(at).toISOString(),
          }
          signals.send(chatbotTopic(visitor.chatbotId), { event: "page", data })
        }
        const isPreview = isPreviewPage(body.url, origins.own(request))
        const entry = visit && (await arrive(visitor.id, visitor.chatbotId, visit.startedAt, isPreview))
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
        connections.left(visitorId)
        set.status = 204
      },
      {
        parse: "text",
        detail: { tags: ["Visitor"], security: [], summary: "The page is being closed; the body is the token" },
      },
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
        if (entry) await arrive(visitor.id, visitor.chatbotId, entry.arrivedAt, entry.isPreview)
        return { attributes }
      },
      {
        body: t.Object({ attributes: attributeRecord }),
        detail: { tags: ["Visitor"], summary: "What the website says of its visitor" },
      },
    )
}

const pageOf = ({ url, title = "", referrer = "" }: { url: string; title?: string; referrer?: string }) => ({
  url,
  title,
  referrer,
})
