import { Elysia, t } from "elysia"
import type { ContactStore } from "../contacts/contact-store"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import { optionalText } from "../http/call-schema"
import type { RateLimits } from "../http/rate-limit"
import { unknownVisitor } from "../messages/post-message"
import type { Fallback } from "../queues/fallback"
import type { VisitorOf } from "../visitors/visitor-of"
import type { VisitorStore } from "../visitors/visitor-store"
import { checkContact, checkFieldCount } from "./check-contact"
import { isSaidTwice } from "./said-twice"
import { visitorActor } from "./visitor-actor"

type Deps = {
  db: Database
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  commands: ConversationCommands
  events: Pick<EventStore, "list">
  fallback: Pick<Fallback, "contactGiven">
  visitorOf: VisitorOf
  limits: RateLimits
  now: () => number
  newId: () => string
}

/** The contact details a visitor leaves. */
export const visitorContactRoutes = (deps: Deps) => {
  const { db, visitors, contacts, conversations, commands, events, fallback, visitorOf, limits, now, newId } = deps

  return new Elysia({ name: "widget-contact", prefix: "/api/widget" }).post(
    "/contact",
    async ({ request, body }) => {
      const visitor = visitorOf(request)
      await limits.use("small", visitor.id)
      const details = checkContact(body)
      const contact = await db.write((tx) => {
        const found = visitors.findInWrite(tx, visitor.id)
        if (!found) throw unknownVisitor()
        const known = found.contactId ? contacts.findInWrite(tx, found.contactId) : undefined
        if (details.fields) checkFieldCount({ ...known?.fields, ...details.fields })
        const saved = contacts.merge(tx, found.contactId ?? newId(), details, now())
        visitors.linkContact(tx, visitor.id, saved.id)
        const { consent: wording } = visitor.chatbot.contactForm ?? {}
        if (wording) {
          const consent = { id: newId(), contactId: saved.id, visitorId: visitor.id, at: now() }
          contacts.addConsent(tx, { ...consent, source: "form", wording })
        }
        const conversation = conversations.findLatestOfVisitorInWrite(tx, visitor.id)
        if (conversation) {
          const event = { type: "contact", payload: details } as const
          if (!isSaidTwice(events, conversation.id, event))
            commands.append(tx, conversation, visitorActor(contacts, found, visitor.id), event)
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
}
