/** The vocabulary of the log: what may happen in a conversation, who did it, and who may know. Pure. */

import type { HandBack } from "../conversations/bounds"

type ActorKind = "visitor" | "ai" | "operator" | "system"
export type Actor = { kind: ActorKind; id: string; name: string }

export type ConversationState = "ai" | "waiting" | "human" | "closed"
export type SignalKind =
  | "frustration"
  | "confusion"
  | "repetition"
  | "high_stakes"
  | "low_confidence"
  | "rule"
  | "visitor_request"
  | "high_intent"
  | "ai_request"
  | "ai_failure"
  /** A second model, asked in doubt, thinks that a person is needed. */
  | "second_opinion"
  /** The visitor's words led out of the bounds that an operator set when they handed it back. */
  | "bound"
export type NoticeCode =
  | "waiting"
  | "still_waiting"
  | "no_operator"
  | "operator_joined"
  | "operator_away"
  | "operator_left"
  | "transferred"
  | "overflow"
  | "leave_contact"
  | "handed_back"
  | "closed"

type Citation = { title: string; url: string; quote: string }
export type AttachmentRef = { id: string; name: string; type: string; size: number; url: string }
export type Evidence = { text: string; start?: number; end?: number; why: string }
/** Times may be chosen under it: of one type, or of the first of its kind. */
export type SlotOffer = { kind: "booking" | "callback"; type?: string }

/** Each type of stored event with its payload. */
export type EventBody =
  | {
      type: "message"
      payload: {
        text: string
        attachments?: AttachmentRef[]
        citations?: Citation[]
        confidence?: number
        /** The assistant asks whether a person should come: two buttons stand under it. */
        offer?: true
        /** What may have been meant, as buttons: each is said as it stands. */
        suggestions?: readonly string[]
        slots?: SlotOffer
        /** The assistant asks whether to note these: a bare yes to it is a yes. */
        keeps?: { name?: string; email?: string; phone?: string; company?: string }
      }
    }
  | {
      type: "notice"
      /** `email` and `phone` of `no_operator`: how this visitor is reached already. */
      payload: { code: NoticeCode; text: string; slots?: SlotOffer; email?: string; phone?: string }
    }
  | { type: "state"; payload: { from: ConversationState; to: ConversationState; reason?: string } }
  | { type: "note"; payload: { text: string } }
  | { type: "recap"; payload: { text: string; outcome?: string; tags?: string[] } }
  /** `handBack`: what came along with a conversation that was handed back. */
  | { type: "whisper"; payload: { text: string; handBack?: HandBack } }
  | {
      type: "signal"
      /** `rule`: which of the owner's, where it is one. */
      payload: {
        kind: SignalKind
        score: number
        evidence: Evidence[]
        rule?: { id: string; name: string }
        /** The operators were alerted to it before: nobody is disturbed a second time. */
        told?: true
      }
    }
  | {
      type: "tried"
      payload: {
        query: string
        sources: { passageId: number; title: string; url: string; score: number }[]
        confidence: number
        answerer: string
        /** Why nothing was said, if nothing was. */
        outcome: "replied" | "escalated"
        failure?: string
        /** A model's words on what the visitor wants, and on what it would have needed to know. */
        intent?: string
        missing?: string
        /** The visitor's newest message that was taken in: a later one is still to be answered. */
        upTo?: number
      }
    }
  | { type: "assignment"; payload: { queueId: string | null; operatorId: string | null; reason: string } }
  | {
      type: "contact"
      payload: { name?: string; email?: string; phone?: string; company?: string; fields?: Record<string, string> }
    }
  | {
      type: "booking"
      /** `start` and `end` are ISO 8601; `text` says it whole, in the visitor's language. */
      payload: {
        action: "booked" | "moved" | "cancelled"
        bookingId: string
        kind: SlotOffer["kind"]
        name: string
        start: string
        end: string
        timeZone: string
        people: number
        contact: { name?: string; email?: string; phone?: string }
        note?: string
        text: string
      }
    }
  | { type: "rating"; payload: { score: number; comment?: string } }

export type EventType = EventBody["type"]
export type Audience = "both" | "operators"

/** Who may see each type; the reading statements select by the column that this fills. */
export const audienceOf: Record<EventType, Audience> = {
  message: "both",
  notice: "both",
  state: "both",
  contact: "both",
  booking: "both",
  rating: "both",
  note: "operators",
  whisper: "operators",
  recap: "operators",
  signal: "operators",
  tried: "operators",
  assignment: "operators",
}

type EventHead = {
  /** Grows by commit order over the whole server; the SSE `id:` and every cursor. */
  id: number
  conversationId: string
  chatbotId: string
  actor: Actor
  clientId: string | null
  /** Epoch milliseconds. */
  at: number
}

export type StoredEvent = EventHead & EventBody
export type MessageEvent = EventHead & Extract<EventBody, { type: "message" }>

/** What a client sees: the contract's one shape, history and streams alike. */
export type PublicEvent = {
  id: number
  conversationId: string
  at: string
  type: EventType
  actor: Actor
  clientId?: string
} & Record<string, unknown>

export const isMessage = (event: StoredEvent): event is MessageEvent => event.type === "message"
