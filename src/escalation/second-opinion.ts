/** When a second, cheaper model is asked whether a visitor needs a person, and how far its word counts. Pure. */

import type { Decision, Evidence, SignalKind } from "./types"

/** How upset each mood is that a model may name, 0 … 1. */
export const moods = { pleased: 0, calm: 0, confused: 0.3, frustrated: 0.8, angry: 1 } as const
export type Mood = keyof typeof moods

/** What a second model may name as its reason. A list and no free text: its words would be steered by the visitor's. */
export const opinionReasons = {
  none: "nothing in particular",
  upset: "the visitor is upset",
  lost: "the visitor is lost",
  wants_person: "the visitor wants a person",
  unsolved: "the visitor's matter is not getting solved here",
  risk: "much is at stake",
} as const
export type OpinionReason = keyof typeof opinionReasons

export type Opinion = {
  needsPerson: boolean
  mood: Mood
  asksForPerson: boolean
  reason: OpinionReason
  /** The visitor's words that show it, as the model gave them. Marked only where they really stand. */
  quote: string
}

/** Towards a person, away from one, or neither. */
export type Pull = 1 | 0 | -1

/** A number that was weighed, with what reaching its threshold means. */
export type Weight = {
  kind: SignalKind
  value: number
  threshold: number
  outcome: Decision
  isReached: boolean
  isNear: boolean
}

type Near = Pick<Weight, "kind" | "value" | "threshold">
export type Doubt = {
  /** A little more of it would have meant more than what was decided. */
  up?: Near
  /** It alone carries an offer, and only just. */
  down?: Near
}

/** How far from its threshold a probability counts as near, in odds (e^0.8 = 2.2 times). Chosen in docs/judgement.md. */
const band = 0.8

const oddsOf = (probability: number) => Math.log(probability / (1 - probability))

export const isNear = (value: number, threshold: number): boolean =>
  value > 0 && value < 1 && Math.abs(oddsOf(value) - oddsOf(threshold)) <= band

const rank: Record<Decision, number> = { answer: 0, offer: 1, escalate: 2 }
const raising: SignalKind[] = [
  "frustration",
  "confusion",
  "visitor_request",
  "repetition",
  "low_confidence",
  "high_stakes",
]
// What a visitor feels another reader may see otherwise. Who wants a person, or has much at stake, is not argued with.
const lowering: SignalKind[] = ["frustration", "confusion"]

/** Where the detectors are in doubt about what they decided; undefined where they are not. */
export function doubtOf(weights: readonly Weight[], decision: Decision): Doubt | undefined {
  const above = weights.filter(
    ({ kind, outcome, isReached, isNear }) =>
      isNear && !isReached && rank[outcome] > rank[decision] && raising.includes(kind),
  )
  const carrying = decision === "offer" ? weights.filter(({ isReached }) => isReached) : []
  const isSlight =
    carrying.every(({ kind, isNear }) => isNear && lowering.includes(kind)) &&
    above.every(({ kind }) => lowering.includes(kind))
  const [up] = above
  const down = isSlight ? carrying[0] : undefined
  if (!up && !down) return undefined
  return { ...(up ? { up: nearOf(up) } : {}), ...(down ? { down: nearOf(down) } : {}) }
}

const nearOf = ({ kind, value, threshold }: Weight): Near => ({ kind, value, threshold })

/**
 * Whether a second opinion is worth its price. It is where the detectors are in doubt and no model has looked yet, as
 * before a reply that needs none (a rule's words, the calendar's). A model that answered has said in the same call how the
 * visitor feels: where it agrees with the detectors nothing is left to ask, and where it does not, a third decides.
 */
export function opinionPays(doubt: Doubt | undefined, mood?: string): boolean {
  if (!doubt) return false
  const stance = stanceOf(doubt, mood)
  if (stance === undefined) return true
  return (stance > 0 && doubt.up !== undefined) || (stance < 0 && doubt.down !== undefined)
}

/** Where the model that answered pulls; undefined where it did not say. */
function stanceOf({ up }: Doubt, mood: string | undefined): Pull | undefined {
  if (mood === undefined || !Object.hasOwn(moods, mood)) return undefined
  if (mood === "confused") return up?.kind === "confusion" ? 1 : 0
  return moods[mood as Mood] > 0.5 ? 1 : -1
}

/** What an opinion comes to. Against the model that answered it comes to nothing: of three, two must agree. */
export function pullOf(opinion: Opinion, doubt: Doubt, mood?: string): Pull {
  const { needsPerson, asksForPerson } = opinion
  const isAtEase = !needsPerson && !asksForPerson && moods[opinion.mood] < 0.5
  const pull = needsPerson ? 1 : isAtEase ? -1 : 0
  const stance = stanceOf(doubt, mood)
  return stance === undefined || stance === pull ? pull : 0
}

/** One step at most, and none without a detector near its threshold. */
export function moved(decision: Decision, doubt: Doubt | undefined, pull: number): Decision {
  if (pull > 0 && doubt?.up) return decision === "answer" ? "offer" : "escalate"
  if (pull < 0 && doubt?.down) return "answer"
  return decision
}

/** How upset the model read the visitor, for the flag; who calmly needs a person needs one too. */
export const urgencyOf = ({ mood }: Opinion): number => Math.max(0.5, moods[mood])

/** Why, for an operator: what the model read, in words that really stand there, and what stood near its line. */
export function explain(opinion: Opinion, { up }: Doubt, text: string): Evidence[] {
  const why = `a second model reads: ${opinionReasons[opinion.reason]}`
  const quote = opinion.quote.trim()
  const start = quote === "" ? -1 : text.indexOf(quote)
  const marked = start < 0 ? { text: "", why } : { text: quote, start, end: start + quote.length, why }
  return up ? [marked, { text: "", why: nearWords(up) }] : [marked]
}

const nearWords = ({ kind, value, threshold }: Near): string => {
  const stood: Partial<Record<SignalKind, string>> = {
    frustration: "the frustration noticed",
    confusion: "the confusion noticed",
    low_confidence: "the questions without an answer",
    high_stakes: "what is at stake",
  }
  if (kind === "visitor_request") return "and the visitor may be asking for a person"
  if (kind === "repetition") return "and the same was asked before"
  return `and ${stood[kind]} stood just under the line (${value.toFixed(2)} of ${threshold.toFixed(2)})`
}
