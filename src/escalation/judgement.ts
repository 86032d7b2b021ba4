import type { Answer } from "../assistant/answerer"
import type { Chatbot } from "../chatbots/chatbot"
import type { Conversation, EscalationReason } from "../conversations/conversation-store"
import type { Signal } from "../conversations/moves"
import type { SignalKind, StoredEvent } from "../events/event"
import type { RuleContext } from "./rules"
import type { Doubt, Opinion, Pull } from "./second-opinion"
import type { Decision, TurnFeatures } from "./types"

/** What the judgement says of a conversation: on the visitor's words alone, or with the answer that would be given. */
export type Judgement = {
  decision: Decision
  reason: EscalationReason | undefined
  signals: Signal[]
  /** What each message showed that was judged here, oldest first: kept, so that it need not be read again. */
  turns: JudgedTurn[]
  /** The queue that a rule names, by its id or its name. */
  queue?: string
  priority?: number
  /** The words of a rule, in place of an answer. */
  answer?: string
  /** What the visitor reads at once where much is at stake. */
  say?: string
  asksContact: boolean
  /** Where another reading of the newest message would change the decision. */
  doubt?: Doubt
}

export type JudgedTurn = {
  /** The visitor's message. */
  eventId: number
  at: number
  features: TurnFeatures
  context: Omit<RuleContext, "words" | "frustration" | "likeness">
  decision: Decision
  reason: SignalKind | null
  /** The name of the rule that decided. */
  rule: string | null
}

export type Judge = (input: {
  chatbot: Chatbot
  conversation: Conversation
  events: readonly StoredEvent[]
  answer: Answer | undefined
  /** What rules may ask about the visitor. */
  facts?: RuleContext
  /** What earlier messages showed, by their place in the log. */
  known?: ReadonlyMap<number, TurnFeatures>
  /** What a second model said of the newest message, and what that comes to. */
  second?: { opinion: Opinion; pull: Pull } | undefined
}) => Judgement
