import type { Doubt } from "./second-opinion"

/** One message, as the judgement sees it. `confidence` and `found` are those of the retrieval for this exchange:
 * they may stand on the visitor's turn (judged before the answer is posted) or on the AI's turn that followed it. */
export type Turn = {
  role: "visitor" | "ai" | "operator"
  text: string
  confidence?: number
  /** The entries that would answer, the best first. */
  found?: readonly FoundEntry[]
  /** The rows and sentences that the answer quotes. */
  quoted?: readonly string[]
  offeredPerson?: boolean
  /** A visitor's turn that chose what was suggested: it asks nothing again. */
  isChoice?: boolean
}

/** An entry that would answer, by any name it has in the content, with its score in the ranking. */
export type FoundEntry = { id: string; score: number }

export type SignalKind =
  | "frustration"
  | "confusion"
  | "repetition"
  | "visitor_request"
  | "low_confidence"
  | "high_stakes"
  | "high_intent"
  | "rule"
  | "ai_request"
  | "second_opinion"

/** `start` and `end` are offsets in the visitor's own text, so that the desk can mark the words. */
export type Evidence = { text: string; start?: number; end?: number; why: string }

export type Signal = { kind: SignalKind; score: number; evidence: Evidence[] }

export type Decision = "answer" | "offer" | "escalate"

/** A chatbot's settings. `sensitivity` is the slider: 0 calls a person rarely, 1 early. */
export type JudgementSettings = {
  sensitivity: number
  enabled: Record<Exclude<SignalKind, "rule">, boolean>
  /** Below this an answer counts as unanswered. */
  minimumConfidence: number
  /** So many unanswered questions in a row call a person … */
  unansweredInRow: number
  /** … or so many within the last `window` questions. */
  unansweredOf: { count: number; window: number }
  /** The same question for the n-th time calls a person. */
  sameQuestionTimes: number
}

/** Meaning is handed in: word vectors in the product, character n-grams where there are none. `compare` looks only at what two
 * questions are about: how alike their topics are, and how much of each is said in the other. */
export type JudgementDeps = {
  similarity: (a: string, b: string) => number
  compare?: (a: string, b: string) => { topic: number; aligned: number }
}

export type Situation = {
  /** The model asked for a person, by its own structured verdict: 0 … 1. */
  aiRequest?: number
  /** Where a second model pulls, if one was asked: towards a person 1, away from one −1. */
  opinion?: number
}

/** What is kept of one visitor turn: enough to decide again without the text. */
export type TurnFeatures = {
  frustration: number
  confusion: number
  /** A wish for a person, an accepted offer included. */
  request: number
  /** The visitor declined a person in this turn. */
  declined?: boolean
  stakes: number
  stakesKind?: StakesKind
  intent: number
  /** How surely this asks again what an earlier turn of the episode asked. */
  repetition: number
  /** How often this was asked in the episode, this time included. */
  asked: number
  confidence?: number
  /** Greetings and thanks ask nothing: they neither count as unanswered nor reset the count. */
  smallTalk?: boolean
  /** A person wrote before this turn: a new episode begins here. */
  fresh?: boolean
  /** A person was offered in the AI's turn before this one. */
  offered?: boolean
  /** An answer of the AI stands before this one. Under another plan it might have offered a person, or not. */
  afterAnswer?: boolean
  /** What the words say to an offer of a person; none where they say nothing to it. */
  reply?: Reply
  aiRequest?: number
  /** What a second model's opinion came to, where one was asked. */
  opinion?: number
  /** Hashed word stems in order, for replaying rules about words. */
  words: number[]
}

/** What a visitor's words say to a person being offered: that they ask for one anyway, accept, decline, or want none. */
export type Reply = { asks: number; accepts?: true; declines?: true; refuses?: true }

export type StakesKind = "self_harm" | "safety" | "legal" | "money"

export type Verdict = {
  decision: Decision
  reason: SignalKind | null
  signals: Signal[]
  /** The numbers that decided: score against threshold, in the order in which they were weighed. */
  numbers: { kind: SignalKind; value: number; threshold: number; decided: boolean }[]
  /** Nothing was called yet in this episode: a rule may still call, and offer unless an offer was made or declined. */
  open: { escalate: boolean; offer: boolean }
  /** Where another reading of the same words would change the decision. */
  doubt?: Doubt | undefined
  features: TurnFeatures
}
