import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { type ContactStore, getBackTo } from "../contacts/contact-store"
import type { FollowUpCommands } from "../contacts/follow-ups"
import type { Conversation } from "../conversations/conversation-store"
import type { Tx } from "../db/database"
import type { VisitorStore } from "../visitors/visitor-store"
import { fallbackText, momentText, stillNobodyText } from "./fallback-text"
import { hoursFor, isTimeZone, nextOpening } from "./hours"
import type { QueueStore } from "./queue-store"

type Deps = {
  chatbots: ChatbotStore
  queues: Pick<QueueStore, "find">
  visitors: VisitorStore
  contacts: ContactStore
  followUps: Pick<FollowUpCommands, "addOnce">
  /** Whether whoever left an address is written to when somebody is back. */
  emailsWhenBack: () => boolean
  isAnybodyOnline: (chatbotId: string) => boolean
  /** Whether there is a free time for a call. */
  hasCallback: (chatbotId: string) => boolean
  now: () => number
}

export type Fallback = ReturnType<typeof createFallback>
/** With how they are reached already, so that they are not asked for it below the words that say so. */
type NobodyNotice = { text: string; slots?: { kind: "callback" }; email?: string; phone?: string }

/** How long after somebody is back a follow-up is due. */
const followUpMs = 3600_000

/** What goes on when nobody is online: the conversation never just dies, and nothing is said that cannot be kept. */
export function createFallback(deps: Deps) {
  const { chatbots, queues, visitors, contacts, followUps, emailsWhenBack, isAnybodyOnline, hasCallback, now } = deps

  const hoursOf = (chatbot: Chatbot, { queueId }: Conversation) =>
    hoursFor(chatbot, queueId === null ? undefined : queues.find(queueId))

  function knownOf(tx: Tx, visitorId: string) {
    const visitor = visitors.findInWrite(tx, visitorId)
    const contact = visitor?.contactId ? contacts.getInWrite(tx, visitor.contactId) : undefined
    // What the business's website vouches for is as good as what they left.
    const vouched = visitor?.identity?.emailVerified ? visitor.identity : undefined
    const email = contact?.email ?? vouched?.email
    return { visitor, contact, email, isReachable: !!(email || contact?.phone), name: contact?.name ?? vouched?.name }
  }

  /** The task, where this chatbot makes them and there is somebody to get back to. */
  function takeUp(tx: Tx, conversation: Conversation, chatbot: Chatbot, known: ReturnType<typeof knownOf>): void {
    if (!chatbot.fallback.captureContact || !known.isReachable) return
    const { contact, email, name } = known
    const at = now()
    const opening = nextOpening(hoursOf(chatbot, conversation), at) ?? at
    followUps.addOnce(tx, {
      chatbotId: chatbot.id,
      conversationId: conversation.id,
      contactId: contact?.id ?? null,
      // An address that no contact holds stands nowhere else.
      text: getBackTo(
        name && email && !contact?.email ? `${name} (${email})` : (name ?? email ?? contact?.phone ?? ""),
      ),
      dueAt: opening + followUpMs,
    })
  }

  return {
    /**
     * What is said when nobody is there, and, in the same write, what makes it true.
     * @param isTold it was said in full already in this wait.
     */
    nobodyIsThere(tx: Tx, conversation: Conversation, isTold: boolean): NobodyNotice {
      const chatbot = chatbots.get(conversation.chatbotId)
      const known = knownOf(tx, conversation.visitorId)
      const { visitor, contact, email } = known
      takeUp(tx, conversation, chatbot, known)
      const { fallback } = chatbot
      const hours = hoursOf(chatbot, conversation)
      const at = now()
      const opening = hours && nextOpening(hours, at)
      // While it is open somebody may come at any moment: no time can be named.
      const back = opening !== undefined && opening > at ? opening : undefined
      const zone = isTimeZone(visitor?.timezone) ? visitor.timezone : (hours?.timeZone ?? "UTC")
      const moment = back === undefined ? undefined : momentText(conversation.locale, zone, back, at)
      const reached = email ? { email } : contact?.phone ? { phone: contact.phone } : {}
      if (isTold) return { text: stillNobodyText(conversation.locale, moment), ...reached }
      const callback = !!fallback.callback && hasCallback(chatbot.id)
      const keepsAnswering = !!fallback.keepAnswering && chatbot.aiEnabled
      const text = fallbackText(conversation.locale, {
        back: moment,
        keepsAnswering,
        emailsWhenBack: !!fallback.keepAnswering && emailsWhenBack(),
        address: email,
        followsUp: fallback.captureContact,
        isReachable: known.isReachable,
        email: fallback.email,
        callback,
      })
      return { text, ...(callback ? { slots: { kind: "callback" as const } } : {}), ...reached }
    },

    /** A visitor who waits for nobody has said how to reach them. */
    contactGiven(tx: Tx, conversation: Conversation): void {
      if (conversation.lifecycle.state !== "waiting" || isAnybodyOnline(conversation.chatbotId)) return
      takeUp(tx, conversation, chatbots.get(conversation.chatbotId), knownOf(tx, conversation.visitorId))
    },

    /** Whether the AI may go on trying while somebody waits. */
    keepsAnswering(chatbotId: string): boolean {
      const { aiEnabled, fallback } = chatbots.get(chatbotId)
      return aiEnabled && !!fallback.keepAnswering && !isAnybodyOnline(chatbotId)
    },
  }
}
