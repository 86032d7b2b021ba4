import { type Doubt, doubtOf, isNear, moved, type Weight } from "./second-opinion"
import type { Decision, JudgementSettings, SignalKind, Situation, TurnFeatures, Verdict } from "./types"
import weights from "./weights.json"

export const defaultSettings: JudgementSettings = {
  sensitivity: 0.5,
  enabled: {
    frustration: true,
    confusion: true,
    repetition: true,
    visitor_request: true,
    low_confidence: true,
    high_stakes: true,
    high_intent: true,
    ai_request: true,
    second_opinion: true,
  },
  minimumConfidence: 0.4,
  unansweredInRow: 2,
  unansweredOf: { count: 3, window: 5 },
  sameQuestionTimes: 3,
}

type Thresholds = {
  frustration: { offer: number; escalate: number }
  confusion: number
  request: number
  aiRequest: number
  stakes: { offer: number; escalate: number }
  intent: number
}

/** The slider in numbers. In its middle stand the thresholds that cross-validation chose; each step moves the odds. */
export function thresholdsOf({ sensitivity }: JudgementSettings): Thresholds {
  const moved = (probability: number, reach: number) => {
    const odds = Math.log(probability / (1 - probability)) + (0.5 - sensitivity) * reach
    return 1 / (1 + Math.exp(-odds))
  }
  // A plain question scores a few per cent: however early, that much frustration is none.
  const reach = sensitivity > 0.5 ? 2.6 : 4
  const escalate = moved(weights.frustration.threshold, reach)
  return {
    frustration: { offer: moved(0.6 * weights.frustration.threshold, reach), escalate },
    confusion: moved(weights.confusion.threshold, 3),
    request: moved(weights.request.threshold, 2),
    aiRequest: moved(0.6, 3),
    stakes: { offer: moved(0.55, 1), escalate: moved(0.75, 2) },
    intent: moved(0.68, 2),
  }
}

export type Weighed = Pick<Verdict, "decision" | "reason" | "numbers" | "open" | "doubt">

/** What has been done in the conversation so far, as far as it binds the next decision. */
export type Progress = {
  /** The episode's turns; an episode begins with the conversation and with each hand-back. */
  episode: TurnFeatures[]
  escalated: boolean
  /** Turns since a person was last offered, and whether the visitor declined. */
  sinceOffer: number
  declined: boolean
}

export const beginning = (): Progress => ({
  episode: [],
  escalated: false,
  sinceOffer: Number.POSITIVE_INFINITY,
  declined: false,
})

/** Takes one visitor turn into account and decides. The same evidence never calls twice: after an escalation it stays
 * silent until a person has been there, and an offer is not repeated over the next turns. */
export function decide(
  progress: Progress,
  turn: TurnFeatures,
  settings: JudgementSettings,
  situation: Situation = {},
): { weighed: Weighed; next: Progress } {
  const before = turn.fresh ? beginning() : progress
  const episode = [...before.episode, turn]
  const declined = before.declined || turn.declined === true
  const sinceOffer = turn.offered ? 1 : before.sinceOffer + 1
  const mayOffer = !declined && sinceOffer > 2
  const silent = before.escalated
  const alone = weigh(episode, settings, situation)
  const doubt = silent ? undefined : worthAsking(alone, { mayOffer, declined })
  const weighed = withOpinion(alone, doubt, turn.opinion ?? situation.opinion ?? 0, settings)
  const decision: Decision = silent ? "answer" : weighed.decision === "offer" && !mayOffer ? "answer" : weighed.decision
  return {
    weighed: {
      ...weighed,
      decision,
      reason: decision === "answer" ? null : weighed.reason,
      open: { escalate: !silent, offer: !silent && mayOffer },
      doubt,
    },
    next: {
      episode,
      escalated: silent || decision === "escalate",
      sinceOffer: decision === "offer" ? 0 : sinceOffer,
      declined,
    },
  }
}

type Alone = Pick<Weighed, "decision" | "reason" | "numbers" | "doubt">

/** Only what could still be done: no offer where one was just made, no person for somebody who declined one. */
function worthAsking({ decision, doubt }: Alone, may: { mayOffer: boolean; declined: boolean }): Doubt | undefined {
  const up = (decision === "answer" ? may.mayOffer : !may.declined) ? doubt?.up : undefined
  const down = may.mayOffer ? doubt?.down : undefined
  return up || down ? { ...(up ? { up } : {}), ...(down ? { down } : {}) } : undefined
}

/** A second model's word counts by one step, and only beside a detector that is in doubt itself. */
function withOpinion(alone: Alone, doubt: Doubt | undefined, pull: number, { enabled }: JudgementSettings): Alone {
  const decision = enabled.second_opinion ? moved(alone.decision, doubt, pull) : alone.decision
  if (decision === alone.decision) return alone
  const numbers = alone.numbers.map((one) => ({ ...one, decided: false }))
  const own = { kind: "second_opinion" as const, value: pull, threshold: Math.sign(pull), decided: true }
  return { ...alone, decision, reason: "second_opinion", numbers: [...numbers, own] }
}

function weigh(episode: TurnFeatures[], settings: JudgementSettings, situation: Situation): Alone {
  const { enabled } = settings
  const thresholds = thresholdsOf(settings)
  const turn = episode.at(-1)!
  const numbers: Verdict["numbers"] = []
  const weights: Weight[] = []
  let decision: Decision = "answer"
  let reason: SignalKind | null = null

  const consider = (
    kind: Exclude<SignalKind, "rule">,
    value: number,
    threshold: number,
    outcome: Decision,
    near = isNear(value, threshold),
  ) => {
    if (!enabled[kind]) return
    const reached = value >= threshold
    const decides = reached && rank[outcome] > rank[decision]
    if (decides) {
      decision = outcome
      reason = kind
    }
    numbers.push({ kind, value, threshold, decided: decides })
    weights.push({ kind, value, threshold, outcome, isReached: reached, isNear: near })
  }

  consider("high_stakes", turn.stakes, thresholds.stakes.escalate, "escalate")
  consider("visitor_request", turn.request, thresholds.request, "escalate")
  consider("ai_request", turn.aiRequest ?? situation.aiRequest ?? 0, thresholds.aiRequest, "escalate")
  consider("frustration", turn.frustration, thresholds.frustration.escalate, "escalate")
  consider("frustration", lastingFrustration(episode, thresholds), thresholds.frustration.escalate, "escalate")
  const { sameQuestionTimes, unansweredOf } = settings
  consider("repetition", turn.asked, sameQuestionTimes, "escalate", turn.asked === sameQuestionTimes - 1)
  const inRow = unansweredInRow(episode, settings)
  consider("low_confidence", inRow, settings.unansweredInRow, "escalate", isHardlyAnswered(episode, settings))
  consider("low_confidence", unansweredLately(episode, settings), unansweredOf.count, "escalate", false)
  consider("high_stakes", turn.stakes, thresholds.stakes.offer, "offer")
  consider("high_intent", turn.intent, thresholds.intent, "offer")
  consider("frustration", turn.frustration, thresholds.frustration.offer, "offer")
  consider(
    "confusion",
    twice(episode, (one) => one.confusion),
    thresholds.confusion,
    "offer",
  )
  // Whoever is that unsure says so and offers a person anyhow.
  consider("low_confidence", inRow, 1, "offer", false)

  // The number that decided is the last one to have raised the decision.
  const deciding = numbers.findLastIndex(({ decided }) => decided)
  return {
    decision,
    reason,
    numbers: numbers.map((one, index) => ({ ...one, decided: index === deciding })),
    doubt: doubtOf(weights, decision),
  }
}

const rank: Record<Decision, number> = { answer: 0, offer: 1, escalate: 2 }

/** Simmering: two turns near the threshold add up, one alone does not. */
function lastingFrustration(episode: TurnFeatures[], { frustration }: Thresholds): number {
  const [before, now] = [episode.at(-2)?.frustration ?? 0, episode.at(-1)!.frustration]
  if (before < frustration.offer || now < frustration.offer) return 0
  return 1 - (1 - before) * (1 - now)
}

const twice = (episode: TurnFeatures[], of: (turn: TurnFeatures) => number): number =>
  episode.length < 2 ? 0 : Math.min(of(episode.at(-1)!), of(episode.at(-2)!))

// What may count as unanswered in a run, in parts of the least confidence; how much surer of an answer a question is by
// itself than its confidence says, as most have one; and how surely the questions of a run must have none on the whole.
// Chosen on composed dialogues.
export const doubtful = 1.4
const [benefit, surelyNone] = [0.6, 0.56]

const oddsOf = (probability: number) => {
  const within = Math.min(0.999, Math.max(0.001, probability))
  return Math.log(within / (1 - within))
}

/** How likely a question had no answer, 0 … 1. */
const unanswered = ({ confidence }: TurnFeatures, { minimumConfidence }: JudgementSettings): number =>
  1 / (1 + Math.exp(oddsOf(confidence!) - oddsOf(minimumConfidence) + benefit))

/** Questions without an answer since the last answered one, counted only while the newest is one of them. Each may be
 * doubtful, for one doubtful answer may still have been right; all of them together hardly have one. */
function unansweredInRow(episode: TurnFeatures[], settings: JudgementSettings): number {
  const asked = questions(episode)
  if (asked.length === 0 || asked.at(-1) !== episode.at(-1)) return 0
  let count = 0
  let sum = 0
  for (const [index, turn] of asked.toReversed().entries()) {
    if (turn.confidence! >= settings.minimumConfidence * doubtful) break
    sum += Math.log(unanswered(turn, settings))
    if (sum / (index + 1) >= Math.log(surelyNone)) count = index + 1
  }
  return count
}

/** The questions that would be enough to call somebody, had they a little less of an answer. */
function isHardlyAnswered(episode: TurnFeatures[], settings: JudgementSettings): boolean {
  const asked = questions(episode)
  const run = asked.slice(-settings.unansweredInRow)
  if (run.length < settings.unansweredInRow || asked.at(-1) !== episode.at(-1)) return false
  if (run.some(({ confidence }) => confidence! >= settings.minimumConfidence * doubtful)) return false
  const sum = run.reduce((all, turn) => all + Math.log(unanswered(turn, settings)), 0)
  return isNear(Math.exp(sum / run.length), surelyNone)
}

function unansweredLately(episode: TurnFeatures[], settings: JudgementSettings): number {
  const lately = questions(episode).slice(-settings.unansweredOf.window)
  const isUnanswered = (turn: TurnFeatures) => unanswered(turn, settings) >= surelyNone
  if (lately.length === 0 || lately.at(-1) !== episode.at(-1) || !isUnanswered(lately.at(-1)!)) return 0
  return lately.filter(isUnanswered).length
}

const questions = (episode: TurnFeatures[]) =>
  episode.filter(({ smallTalk, confidence }) => !smallTalk && confidence !== undefined)
