/** What answers a visitor, whoever it is: the port that the built-in answerer and a model both serve. */

import type { Limits } from "../chatbots/limits"
import type { StandingBounds } from "../conversations/bounds"
import type { SlotOffer } from "../events/event"
import type { WhyFound } from "../knowledge/why-found"

export type Citation = { title: string; url: string; quote: string }

/** A passage that was considered, as the operator sees it under «tried». */
type ConsideredSource = { passageId: number; title: string; url: string; score: number }

/** A file that came with a message; only its kind is proven, the name is whatever somebody called it. */
export type SentFile = { id: string; name: string; type: string; size: number }

/** What was said so far, oldest first, as the answerer may know it. Operators' words and whispers are facts with a name. */
export type TurnMessage = {
  role: "visitor" | "ai" | "operator" | "whisper" | "handback"
  name: string
  /** Empty where only files were sent. */
  text: string
  at: number
  files?: readonly SentFile[]
  /** What the assistant suggested under it. */
  suggestions?: readonly string[]
}

/** What the calendar says to a model, and what follows from it. */
export type TimesAnswer = {
  text: string
  /** Times may be chosen under the answer. */
  slots?: SlotOffer
  isBooked?: true
  /** What was wished does not fit: a person takes it. */
  needsPerson?: string
}

/** Times that may be looked up and booked in this turn. */
export type Times = {
  find(wish: { kind?: "booking" | "callback"; from?: string; people?: number }): TimesAnswer
  book(wish: {
    slot: string
    name?: string
    email?: string
    phone?: string
    people?: number
    note?: string
  }): Promise<TimesAnswer>
}

export type TurnRequest = {
  chatbotId: string
  chatbotName: string
  persona: string
  /** BCP 47, the visitor's. */
  locale: string
  history: readonly TurnMessage[]
  /** How far an operator who handed the conversation back lets the AI go on alone. */
  bounds?: StandingBounds | undefined
  /** The visitor's time zone, as their browser names it; untrusted. */
  timezone?: string | undefined
  /** Where there is something to book. */
  times?: Times | undefined
  /** Contents that the visitor's page or form gave; untrusted. */
  page: { url: string; title: string } | undefined
  /** Below this confidence an answer is not given. 0 to 1. */
  threshold: number
  /** What the owner holds the AI to. */
  limits?: Limits
  /** The name of the operator for whom a reply is drafted, who reads it before anybody else does. */
  draftsFor?: string
  /** Nobody will see what may have been meant, and looking for it costs as much as several questions. */
  suggestsNothing?: boolean | undefined
}

export type Answer = {
  /** Markdown, with [1], [2] … where a citation is meant. */
  text: string
  citations: Citation[]
  /** 0 to 1: how likely this answers the question. */
  confidence: number
  tried: { query: string; sources: ConsideredSource[] }
  /** Why each passage was found, by its id: for whoever tries a question, not for the log. */
  why?: ReadonlyMap<number, WhyFound>
  /** Times may be chosen under it. */
  slots?: SlotOffer
  /** Where it is not sure: what may have been meant. Each, asked as it stands, is answered. */
  suggestions?: readonly string[]
  /** The text itself asks whether to get a person: two buttons stand under it. */
  asks?: true
  /** Of several questions those without an answer; to a visitor the text says so, and asks whether to get a person. */
  open?: readonly string[]
  /** The assistant's own typed wish for a person; never expressed in the text. */
  wantsPerson?: { reason: string }
  /** Why what was made is not said; then `text` says that it is not sure. */
  heldBack?: string
  /** What a model says of its own answer, in a typed call. One more signal, never the only one. */
  verdict?: { confidence: number | undefined; missingInformation: string; mood: string; intent: string }
}

/** What an answer rests on: what it cites, or else what was found first. */
export const leadingTitles = ({ citations, tried }: Pick<Answer, "citations" | "tried">): string[] =>
  (citations.length > 0 ? citations : tried.sources.slice(0, 1)).map(({ title }) => title)

/** Why there is no answer. Each ends in an escalation. */
export type AnswerFailure =
  | "timeout"
  | "rate_limited"
  | "overloaded"
  | "provider_error"
  | "refused"
  | "cut_off"
  | "unparsable"
  | "misconfigured"

export class AnswererError extends Error {
  override name = "AnswererError"
  constructor(
    readonly failure: AnswerFailure,
    message: string,
  ) {
    super(message)
  }
}

export type Answerer = {
  readonly name: "built-in" | "anthropic"
  /**
   * @param onText called with each piece of text as it is made; what was shown is replaced by the finished answer.
   * @param signal aborted when an operator takes over; the answerer stops at once and rejects with the signal's reason.
   * @throws AnswererError for every failure of the provider.
   */
  answer(request: TurnRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<Answer>
}
