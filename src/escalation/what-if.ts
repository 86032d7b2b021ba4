import { wishAfter } from "./human-request"
import { beginning, decide, type Weighed } from "./policy"
import type { Rule } from "./rule"
import { matchRules, type RuleContext, type RuleMatch } from "./rules"
import type { Decision, JudgementSettings, SignalKind, TurnFeatures } from "./types"
import { countUnresolved } from "./unresolved"

/** A past conversation, as far as deciding again needs it: a record a visitor turn and no text. */
export type PastConversation = { id: string; turns: PastTurn[] }
type PastTurn = TurnFeatures & { at?: number; context?: Omit<RuleContext, "words" | "frustration"> }

export type Plan = { settings: JudgementSettings; rules: readonly Rule[] }
export type Deciding = {
  conversation: string
  turn: number
  decision: Decision
  reason: SignalKind
  rule?: string
  at?: number
}

/** `conversations`: in how many a person was called, however often in each; `times`: when, for the load it means. */
type Called = { conversations: number; escalations: number; offers: number; times: number[] }

export type WhatIf = {
  conversations: number
  before: Called
  after: Called
  /** Escalated only under the new plan, and only under the old one, each with the message that decided. */
  added: Deciding[]
  removed: Deciding[]
  /** Escalated under both, at another message. */
  moved: { before: Deciding; after: Deciding }[]
  /** In how many conversations each rule of the new plan would have held, by its id. */
  held: Map<string, number>
}

/** Decides past conversations again, under the plan as it is and as it would be: one after the other, as they are read. */
export function createWhatIf(now: Plan, then: Plan) {
  const none = (): Called => ({ conversations: 0, escalations: 0, offers: 0, times: [] })
  const result: WhatIf = {
    conversations: 0,
    before: none(),
    after: none(),
    added: [],
    removed: [],
    moved: [],
    held: new Map(),
  }
  return {
    result,
    add(conversation: PastConversation): void {
      result.conversations++
      const held = new Set<string>()
      const before = replay(conversation, now)
      const after = replay(conversation, then, held)
      for (const rule of held) result.held.set(rule, (result.held.get(rule) ?? 0) + 1)
      count(result.before, before)
      count(result.after, after)
      const [was, will] = [before.find(isEscalation), after.find(isEscalation)]
      if (will && !was) result.added.push(will)
      else if (was && !will) result.removed.push(was)
      else if (was && will && was.turn !== will.turn) result.moved.push({ before: was, after: will })
    },
  }
}

/** Every offer and escalation that the plan would have made, in order. @param held gets the rules that would have held. */
export function replay({ id, turns }: PastConversation, { settings, rules }: Plan, held?: Set<string>): Deciding[] {
  const deciding: Deciding[] = []
  let progress = beginning()
  let episode: PastTurn[] = []
  /** Whether what is said next to the visitor offers a person. */
  let offers = false
  /** A rule of this plan answered in the episode, so that no answer was looked for there. */
  let isAltered = false
  for (const [turn, stored] of turns.entries()) {
    if (stored.fresh) [episode, isAltered] = [[], false]
    const asked = asIf(stored, offers)
    const { confidence, aiRequest, ...byWords } = asked
    if (stored.fresh || stored.afterAnswer) offers = false
    episode.push(asked)

    // As it is judged live: by the words alone first, and only then with the answer that was looked for.
    let { weighed, next } = decide(progress, byWords, settings)
    const matches =
      rules.length > 0 && weighed.open.escalate
        ? matchesOf(rules, asked, isAltered ? countUnresolved(episode) : undefined)
        : []
    for (const { rule } of held ? matches : []) held!.add(rule.id)
    let found = withRules(weighed, matches)
    if (found.decision !== "escalate" && matches.some(({ action }) => action.kind === "answer")) {
      isAltered ||= confidence !== undefined
      episode[episode.length - 1] = byWords
    } else if (found.decision !== "escalate") {
      ;({ weighed, next } = decide(progress, asked, settings))
      found = withRules(weighed, matches)
      // Not sure, it says so and asks whether to get a person.
      offers ||= confidence !== undefined && confidence < settings.minimumConfidence
    }
    const { decision, reason, rule } = found
    progress = rule ? { ...next, escalated: decision === "escalate", sinceOffer: 0 } : next
    if (decision === "answer" || !reason) continue
    offers ||= decision === "offer"
    deciding.push({ conversation: id, turn, decision, reason, ...(rule ? { rule: rule.name } : {}), at: stored.at })
  }
  return deciding
}

/** The turn as it would have been read after an offer of a person, or without one. What an older version kept does not
 * say enough for that, and what was written after a person had been there hangs on no plan. */
function asIf(stored: PastTurn, offered: boolean): PastTurn {
  if (!stored.afterAnswer || stored.fresh || offered === (stored.offered ?? false)) return stored
  const { offered: _, declined: __, ...turn } = stored
  const wish = wishAfter(stored.reply ?? { asks: 0 }, offered)
  return {
    ...turn,
    request: wish.request,
    ...(wish.declined ? { declined: true } : {}),
    ...(offered ? { offered: true } : {}),
  }
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

function matchesOf(rules: readonly Rule[], { context, words, frustration }: PastTurn, unresolved: number | undefined) {
  const unresolvedMessages = unresolved ?? context?.unresolvedMessages
  return matchRules(rules, { ...context, words, frustration, ...(unresolvedMessages ? { unresolvedMessages } : {}) })
}

const isEscalation = ({ decision }: Deciding) => decision === "escalate"

function count(into: Called, deciding: Deciding[]): void {
  if (deciding.some(isEscalation)) into.conversations++
  for (const { decision, at } of deciding) {
    if (decision === "offer") into.offers++
    else {
      into.escalations++
      if (at !== undefined) into.times.push(at)
    }
  }
}
