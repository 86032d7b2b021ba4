import { beginning, decide } from "./policy"
import { matchRules, type Rule, type RuleContext } from "./rules"
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

export type WhatIf = {
  conversations: number
  before: { escalations: number; offers: number }
  after: { escalations: number; offers: number }
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
    before: { escalations: 0, offers: 0 },
    after: { escalations: 0, offers: 0 },
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
    const rule = rules.length === 0 || next.escalated ? undefined : ruledBy(rules, features)
    if (weighed.decision !== "escalate" && rule && (rule.decision === "escalate" || weighed.decision === "answer")) {
      deciding.push({
        conversation: id,
        turn,
        decision: rule.decision,
        reason: "rule",
        rule: rule.name,
        at: features.at,
      })
      progress = { ...next, escalated: rule.decision === "escalate", sinceOffer: 0 }
    } else if (weighed.decision !== "answer" && weighed.reason) {
      deciding.push({ conversation: id, turn, decision: weighed.decision, reason: weighed.reason, at: features.at })
    }
  }
  return deciding
}

function ruledBy(
  rules: readonly Rule[],
  turn: PastConversation["turns"][number],
): { decision: Decision; name: string } | undefined {
  const matches = matchRules(rules, { ...turn.context, words: turn.words, frustration: turn.frustration })
  const deciding = matches.find(({ action }) => action.kind === "escalate" || action.kind === "offer")
  if (!deciding) return undefined
  return { decision: deciding.action.kind === "escalate" ? "escalate" : "offer", name: deciding.rule.name }
}

const isEscalation = ({ decision }: Deciding) => decision === "escalate"

function count(into: { escalations: number; offers: number }, deciding: Deciding[]): void {
  for (const { decision } of deciding) {
    if (decision === "escalate") into.escalations++
    else into.offers++
  }
}
