import { renderToString } from "preact-render-to-string"
import { ReceiptMark } from "../../views/operator/receipt"
import type { Continuity } from "../alerts/continuity"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import { chatbotTopic } from "../events/topics"
import type { OnSite } from "../visitors/on-site"
import type { Presence } from "../visitors/presence"
import { type Whereabouts, whereaboutsOf } from "../visitors/whereabouts"
import type { Conversation, ConversationStore } from "./conversation-store"
import { type Receipt, receiptOf } from "./receipt"
import type { Viewers } from "./viewers"

type Deps = {
  conversations: Pick<ConversationStore, "find" | "findLatestOfVisitor">
  events: Pick<EventStore, "find">
  presence: Pick<Presence, "seen" | "announce">
  /** What becomes of an operator's reply by email. */
  continuity: () => Pick<Continuity, "of">
  onSite: Pick<OnSite, "nameOf">
  viewers: Pick<Viewers, "ids">
  signals: Signals
  now: () => number
}

export type Receipts = ReturnType<typeof createReceipts>

/**
 * How far operators' words have got, for those who look. Only conversations that somebody has in front of them are
 * watched for what happens by the clock; nothing of this is stored but how far the visitor and their page have got.
 */
export function createReceipts(deps: Deps) {
  const { conversations, events, presence, continuity, onSite, viewers, signals, now } = deps
  /** What was told of each conversation last. */
  const told = new Map<string, string>()
  /** Where each visitor was when the panel beside their conversation was drawn last. */
  const places = new Map<string, Whereabouts>()

  function of(conversation: Conversation): Receipt | null {
    const { id, visitorId, visitorEventId, visitorReadId, visitorRenderedId, replyEventId } = conversation
    if (replyEventId === 0 || visitorEventId > replyEventId) return null
    const reply = events.find(replyEventId)
    // It may have been erased alone.
    if (!reply) return null
    const facts = {
      reply,
      visitorEventId,
      readId: visitorReadId,
      renderedId: visitorRenderedId,
      ...presence.seen(visitorId),
      isLatest: conversations.findLatestOfVisitor(visitorId)?.id === id,
      email: reply.actor.kind === "operator" ? continuity().of(conversation, reply) : undefined,
    }
    return receiptOf(facts) ?? null
  }

  /** As the desk draws it; empty where there is nothing to say. */
  const draw = (conversation: Conversation, receipt = of(conversation)): string =>
    renderToString(<ReceiptMark receipt={receipt} name={onSite.nameOf(conversation.visitorId) ?? null} at={now()} />)

  /** Tells the desks if something has changed since they were told. */
  function tell(conversationId: string): void {
    const conversation = conversations.find(conversationId)
    const receipt = conversation && of(conversation)
    if (!receipt) return
    const news = JSON.stringify(receipt)
    if (told.get(conversationId) === news) return
    told.set(conversationId, news)
    const data = { conversationId, ...receipt, html: draw(conversation, receipt) }
    signals.send(chatbotTopic(conversation.chatbotId), { event: "receipt", data })
  }

  /** The panel beside the conversation says of its visitor what stands beneath the words, and as soon. */
  function follow(conversationId: string): void {
    const conversation = conversations.find(conversationId)
    if (!conversation) return
    const { visitorId, chatbotId } = conversation
    const place = whereaboutsOf(presence.seen(visitorId))
    const before = places.get(conversationId)
    places.set(conversationId, place)
    if (before !== undefined && before !== place) presence.announce(chatbotId, visitorId)
  }

  return {
    of,
    draw,
    tell,
    /** For the timer loop: a connection that ends, and a wait that is over, say nothing by themselves. */
    look(): void {
      const watched = new Set(viewers.ids())
      for (const kept of [told, places]) for (const id of kept.keys()) if (!watched.has(id)) kept.delete(id)
      for (const id of watched) {
        tell(id)
        follow(id)
      }
    },
  }
}
