import { beginning, decide, type Weighed } from "./policy"
import type { Rule } from "./rule"
import { matchRules, type RuleContext, type RuleMatch } from "./rules"
import type { Decision, JudgementSettings, SignalKind, TurnFeatures } from "./types"

/** A past conversation, as far as deciding again needs it: a record a visitor turn and no text. */
export type PastConversation = {
  id: string
  turns: (TurnFeatures & { at?: number; context?: Omit<RuleContext, "words" | "frustration"> })[]
}

export type Plan = { settings: JudgementSettings; rules: readonly Rule[] }
export type Deciding = {
  conversation: string
  turn: number
  decision: Decision
  reason: SignalKind
  rule?: string
  at?: number
}

/** `conversations`: in how many a person was called, however often in each. */
type Called = { conversations: number; escalations: number; offers: number }

export type WhatIf = {
  conversations: number
  before: Called
  after: Called
  /** Escalated only under the new plan, and only under the old one, each with the message that decided. */
  added: Deciding[]
  removed: Deciding[]
  /** Escalated under both, at another message. */
  moved: { before: Deciding; after: Deciding }[]
}

/** Decides past conversations again, under the plan as it is and as it would be. */
export function whatIf(past: Iterable<PastConversation>, now: Plan, then: Plan): WhatIf {
  const result: WhatIf = {
    conversations: 0,
    before: { conversations: 0, escalations: 0, offers: 0 },
    after: { conversations: 0, escalations: 0, offers: 0 },
    added: [],
    removed: [],
    moved: [],
  }
  for (const conversation of past) {
    result.conversations++
    const before = replay(conversation, now)
    const after = replay(conversation, then)
    count(result.before, before)
    count(result.after, after)
    const [was, will] = [before.find(isEscalation), after.find(isEscalation)]
    if (will && !was) result.added.push(will)
    else if (was && !will) result.removed.push(was)
    else if (was && will && was.turn !== will.turn) result.moved.push({ before: was, after: will })
  }
  return result
}

/** Every offer and escalation that the plan would have made, in order. */
export function replay({ id, turns }: PastConversation, { settings, rules }: Plan): Deciding[] {
  const deciding: Deciding[] = []
  let progress = beginning()
  for (const [turn, features] of turns.entries()) {
    const { weighed, next } = decide(progress, features, settings)
    progress = next
    const matches = rules.length === 0 || !weighed.open.escalate ? [] : matchesOf(rules, features)
    const { decision, reason, rule } = withRules(weighed, matches)
    if (decision === "answer" || !reason) continue
    deciding.push({ conversation: id, turn, decision, reason, ...(rule ? { rule: rule.name } : {}), at: features.at })
    if (rule) progress = { ...next, escalated: decision === "escalate", sinceOffer: 0 }
  }
  return deciding
}

/** What the judgement found together with what the owner's rules say: the stronger wins, and of equals the judgement. */
export function withRules(
  { decision, reason, open }: Pick<Weighed, "decision" | "reason" | "open">,
  matches: readonly RuleMatch[],
): { decision: Decision; reason: SignalKind | null; rule?: Rule } {
  const deciding = matches.find(({ action }) => action.kind === "escalate" || action.kind === "offer")
  if (!deciding || decision === "escalate") return { decision, reason }
  const { rule, action } = deciding
  if (action.kind === "escalate")
    return open.escalate ? { decision: "escalate", reason: "rule", rule } : { decision, reason }
  return decision === "answer" && open.offer ? { decision: "offer", reason: "rule", rule } : { decision, reason }
}

const matchesOf = (rules: readonly Rule[], { context, words, frustration }: PastConversation["turns"][number]) =>
  matchRules(rules, { ...context, words, frustration })

const isEscalation = ({ decision }: Deciding) => decision === "escalate"

function count(into: Called, deciding: Deciding[]): void {
  if (deciding.some(isEscalation)) into.conversations++
  for (const { decision } of deciding) {
    if (decision === "escalate") into.escalations++
    else into.offers++
  }
}
