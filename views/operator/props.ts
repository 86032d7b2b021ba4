/** What the desk's views are given: the shapes of the contract's JSON, so that the read models are shown as they are. */

import type { Receipt } from "../../src/conversations/receipt"
import type { FlagVerdict } from "../../src/escalation/judgement-store"
import type { Actor, ConversationState, EventBody, Evidence, SignalKind } from "../../src/events/event"

export type { Actor, ConversationState, Evidence, SignalKind }

type Named = { id: string; name: string }

/** One line of `GET /api/v1/conversations`. Times are ISO 8601. */
export type ConversationItem = {
  id: string
  state: ConversationState
  chatbot: Named
  queue: Named | null
  assignee: Named | null
  /** `name` is null for a visitor who has not said it. */
  visitor: { id: string; name: string | null; page?: string | null }
  preview: { text: string; actor: Actor["kind"] }
  /** Of a search: the newest message that has one of its words, where it is not the visitor's name that has them. */
  match?: string
  /** Why it was last escalated, in the flag's own words. */
  reason: { kind: SignalKind; text: string; score?: number } | null
  brief: string | null
  waitingSince: string | null
  /** Until when somebody was to come: what was promised to whoever waits. */
  promisedAt: string | null
  /** When they are told something new, and everybody is called again. */
  deadlineAt: string | null
  position: number | null
  /** Higher goes first among those who wait. */
  priority: number
  /** Where an automatic queue works: whom it is offered to just now, and until when. */
  offer: { operator: Named; expiresAt: string } | null
  unread: number
  updatedAt: string
}

/** An event as the contract shows it: its head, and the payload of its type beside it. */
export type TimelineEvent = {
  id: number
  conversationId: string
  at: string
  actor: Actor
  clientId?: string
  /** Of messages: the text as sanitised HTML. */
  html?: string
} & Shown

type Shown = EventBody extends infer Body
  ? Body extends { type: infer Type; payload: infer Payload }
    ? { type: Type } & Payload
    : never
  : never

export type EventOf<Type extends TimelineEvent["type"]> = Extract<TimelineEvent, { type: Type }>

export type PageView = { url: string; title: string; at: string }

export type Context = {
  page: PageView | null
  referrer: string | null
  campaign: Record<string, string> | null
  trail: PageView[]
  visits: number
  earlier: { id: string; at: string; state: ConversationState; preview: string }[]
  device: string | null
  locale: string | null
  /** What they write, where that is clear; otherwise their browser's. */
  language: string | null
  timezone: string | null
  /** The visit of now, or the last one. */
  site: { isHere: boolean; isCutOff: boolean; landing: string; arrivedAt: string; lastSeenAt: string } | null
  /** What the business's website says of them. */
  attributes: Record<string, string | number | boolean>
  /** How ready they look to buy; null where they are not there. */
  intent: IntentView | null
}

export type IntentView = { score: number; isHigh: boolean; reasons: { rule: string; points: number; text: string }[] }

export type IdentityView = { id: string; email: string | null; verified: boolean; emailVerified: boolean }

export type Contact = {
  /** None where only the website has said who it is. */
  id: string | null
  name: string | null
  email: string | null
  phone: string | null
  company: string | null
  fields: Record<string, string>
  stage?: string | null
  tags?: string[]
  /** Signed by the embedding site, as opposed to typed by the visitor. */
  verified?: boolean
  /** Who the site says that they are, and what of it is signed. */
  identity?: IdentityView
  notes?: { text: string; at: string; by: string }[]
}

export type Signal = {
  eventId: number
  at: string
  kind: SignalKind
  score: number
  evidence: Evidence[]
  /** Which of the owner's rules, where it is one. */
  rule?: { id: string; name: string }
  verdict?: Verdict
}

export type Verdict = FlagVerdict

export type Tried = {
  eventId: number
  at: string
  query: string
  sources: { title: string; url: string; score: number }[]
  confidence: number
  outcome: "replied" | "escalated"
  failure?: string
  /** What the model would have needed to know, in its words. */
  missing?: string
}

/** `GET /api/v1/conversations/:id`. */
export type ConversationDetail = {
  conversation: ConversationItem
  events: TimelineEvent[]
  context: Context
  contact: Contact | null
  signals: Signal[]
  /** How frustrated the visitor's messages were, oldest first. */
  mood: { eventId: number; at: string; score: number }[]
  tried: Tried[]
  brief: string | null
  /** How far the AI may go on alone, since an operator handed it back; in words. */
  bounds: { text: string; by: string; until: string | null } | null
  /** Details that the visitor's messages hold, and that nobody has confirmed. */
  proposals: { field: "name" | "email" | "phone" | "company"; value: string; eventId: number }[]
  /** How it ended, and what the visitor thought of it. */
  closure: { outcome: string | null; tags: string[]; rating: { score: number; comment?: string } | null } | null
  /** The last event that is in `events`; the stream goes on from there. */
  lastEventId: number
  /** Up to here it stood on the visitor's screen. */
  visitorReadId: number
  /** How far the newest words of an operator or the AI have got; null where the visitor has answered them. */
  receipt: Receipt | null
}

export type Availability = "online" | "away" | "offline"

/** Whoever sits at the desk. */
export type Viewer = { id: string; name: string; email: string; availability: Availability; isOwner: boolean }
