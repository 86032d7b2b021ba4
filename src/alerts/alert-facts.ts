import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import { writeBrief } from "../conversations/recap"
import { zoneOf } from "../escalation/rule-facts"
import type { EventStore } from "../events/event-store"
import { isTimeZone } from "../queues/hours"
import type { Visitor, VisitorStore } from "../visitors/visitor-store"

type Deps = {
  conversations: ConversationStore
  events: EventStore
  visitors: VisitorStore
  contacts: ContactStore
  chatbots: ChatbotStore
  publicUrl: () => string
}

/** What an alert says, whichever way it goes. Read when it is sent: what it says is true at that moment. */
export type AlertFacts = {
  conversation: Conversation
  chatbot: string
  /** The business's own. */
  timeZone: string
  /** Name, email, or “A visitor”. */
  visitor: string
  reason: string
  /** What they want, and what was tried. */
  brief: string
  page: string | null
  waitingSince: number | null
  /** Where a visitor's answer to a letter is read, as the owner has said. */
  replyTo: string | null
  link: string
}

export type AlertFactReader = ReturnType<typeof createAlertFacts>

export function createAlertFacts({ conversations, events, visitors, contacts, chatbots, publicUrl }: Deps) {
  const contactOf = (visitor: Visitor | undefined) =>
    visitor?.contactId ? contacts.find(visitor.contactId) : undefined

  return {
    /** Undefined when it is gone meanwhile. */
    read(conversationId: string | null): AlertFacts | undefined {
      const conversation = conversationId === null ? undefined : conversations.find(conversationId)
      if (!conversation) return undefined
      const visitor = visitors.find(conversation.visitorId)
      const contact = contactOf(visitor)
      const { lifecycle } = conversation
      const chatbot = chatbots.find(conversation.chatbotId)
      const zone = chatbot ? zoneOf(chatbot) : "UTC"
      return {
        conversation,
        chatbot: chatbot?.name ?? "",
        timeZone: isTimeZone(zone) ? zone : "UTC",
        visitor: contact?.name ?? visitor?.identity?.name ?? contact?.email ?? visitor?.identity?.email ?? "A visitor",
        reason: conversation.reason?.text ?? (lifecycle.state === "waiting" ? waitWords(lifecycle.reason) : ""),
        brief: writeBrief(events.list(conversation.id), conversation.episodeEventId) || conversation.preview,
        page: visitors.listTrail(conversation.visitorId).at(-1)?.url ?? null,
        waitingSince: lifecycle.state === "waiting" ? lifecycle.since : null,
        replyTo: chatbot?.fallback.email ?? null,
        link: `${publicUrl()}/operator/conversations/${encodeURIComponent(conversation.id)}`,
      }
    },
    /** Where a visitor can be written to: an address that they gave, or one that the business's website vouches for. */
    emailOf(visitorId: string): string | undefined {
      const visitor = visitors.find(visitorId)
      const { identity } = visitor ?? {}
      return contactOf(visitor)?.email ?? (identity?.emailVerified ? identity.email : undefined)
    },
  }
}

/** For waits that no signal explains. */
const waitWords = (reason: string): string =>
  ({
    live_chat: "Wrote to the live chat",
    operator_left: "Their operator had to leave",
    transfer: "Passed on by a colleague",
  })[reason] ?? reason.replaceAll("_", " ")
