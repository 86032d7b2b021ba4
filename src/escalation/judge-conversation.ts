import type { Answer } from "../assistant/answerer"
import type { Chatbot } from "../chatbots/chatbot"
import type { EscalationReason } from "../conversations/conversation-store"
import type { Signal } from "../conversations/moves"
import type { Evidence, SignalKind, StoredEvent } from "../events/event"
import { choiceOf } from "../languages/choice"
import { judge } from "./judge"
import type { Judge, JudgedTurn, Judgement } from "./judgement"
import { defaultSettings, doubtful } from "./policy"
import type { Rule } from "./rule"
import { timeIn, zoneOf } from "./rule-facts"
import { evidenceOf, matchRules, type RuleContext, type RuleMatch } from "./rules"
import { explain, type Opinion, urgencyOf } from "./second-opinion"
import { stakesText } from "./stakes-text"
import type {
  Decision,
  FoundEntry,
  JudgementDeps,
  JudgementSettings,
  StakesKind,
  Turn,
  TurnFeatures,
  Verdict,
} from "./types"
import { countUnresolved } from "./unresolved"
import { withRules } from "./what-if"

/** A visitor's message among the turns, with its place in the log. */
type Asked = { eventId: number; at: number; turn: number; isPending: boolean }
type Found = {
  judged: JudgedTurn
  verdict: Verdict
  decision: Decision
  rule?: Rule
  matches: RuleMatch[]
  text: string
  /** What rules could know of it. */
  seen: RuleContext
}

/**
 * The judgement on a conversation as the log has it: what the words and answers say, and the owner's rules. Every message
 * that has not been judged yet is judged in turn, so that of two sent in one breath neither is passed over.
 */
export function createJudge(deps: JudgementDeps): Judge {
  return ({ chatbot, conversation, events, answer, facts = {}, known = new Map(), second }) => {
    const episode = events.filter(({ id }) => id > conversation.episodeEventId)
    const { turns, asked } = toTurns(episode, answer)
    const settings = settingsOf(chatbot)
    const features = asked.map(({ eventId }) => known.get(eventId))
    const zone = zoneOf(chatbot)
    const found: Found[] = []

    for (const [index, { eventId, at, turn, isPending }] of asked.entries()) {
      const isLast = index === asked.length - 1
      if (!isLast && (!isPending || features[index])) continue
      const situation = {
        ...(isLast && answer?.wantsPerson ? { aiRequest: 1 } : {}),
        ...(isLast && second ? { opinion: second.pull } : {}),
      }
      const verdict = judge(turns.slice(0, turn + 1), settings, deps, situation, features as TurnFeatures[])
      const own: TurnFeatures = {
        ...verdict.features,
        ...situation,
        ...(index === 0 && conversation.episodeEventId > 0 ? { fresh: true } : {}),
      }
      features[index] = own
      const text = turns[turn]!.text
      const context: JudgedTurn["context"] = {
        ...facts,
        time: timeIn(zone, at),
        unresolvedMessages: countUnresolved(features.slice(0, index + 1)),
      }
      const seen: RuleContext = {
        ...context,
        words: own.words,
        frustration: own.frustration,
        likeness: (example) => deps.similarity(text, example),
      }
      const matches = verdict.open.escalate ? matchRules(chatbot.escalation.rules, seen) : []
      const { decision, reason, rule } = withRules(verdict, matches)
      const judged = { eventId, at, features: own, context, decision, reason, rule: rule?.name ?? null }
      const texts = asked.slice(0, index + 1).map((one) => turns[one.turn]!.text)
      const explained = withDoubts(verdict, features.slice(0, index + 1), texts, settings)
      found.push({ judged, verdict: explained, decision, ...(rule ? { rule } : {}), matches, text, seen })
      if (decision === "escalate") break
    }
    return toJudgement(found, episode, answer, facts, conversation.locale ?? chatbot.locale, second?.opinion)
  }
}

export const settingsOf = ({ escalation }: Pick<Chatbot, "escalation">): JudgementSettings => ({
  ...defaultSettings,
  sensitivity: escalation.sensitivity,
  minimumConfidence: escalation.threshold,
})

/** The turns in the order of the talk: an answer stands behind the message it answers, though another came meanwhile. */
function toTurns(events: readonly StoredEvent[], answer: Answer | undefined): { turns: Turn[]; asked: Asked[] } {
  const entries: { turn: Turn; eventId: number; at: number }[] = []
  let found: FoundEntry[] | undefined
  let suggested: readonly string[] = []
  let answered = 0
  let upTo = 0
  for (const event of events) {
    if (event.type === "tried") {
      found = toFound(event.payload.sources)
      upTo = event.payload.upTo ?? event.id
      if (event.payload.outcome === "replied") answered = Math.max(answered, upTo)
    }
    if (event.type !== "message" || event.actor.kind === "system") continue
    const { text, confidence, offer, citations, suggestions = [] } = event.payload
    const role = event.actor.kind
    const turn: Turn = {
      role,
      text,
      ...(role === "ai" && confidence !== undefined ? { confidence } : {}),
      ...(role === "ai" && found ? { found } : {}),
      ...(role === "ai" && citations ? { quoted: rowsOf(citations) } : {}),
      ...(role === "ai" ? { offeredPerson: offer === true } : {}),
      ...(role === "visitor" && choiceOf(text, suggested) !== undefined ? { isChoice: true } : {}),
    }
    if (role !== "visitor") suggested = suggestions
    const later = role === "ai" ? entries.findIndex((one) => one.turn.role === "visitor" && one.eventId > upTo) : -1
    entries.splice(later < 0 ? entries.length : later, 0, { turn, eventId: event.id, at: event.at })
  }
  const last = entries.at(-1)
  if (answer && last?.turn.role === "visitor") {
    const { confidence, tried, citations } = answer
    last.turn = { ...last.turn, confidence, found: toFound(tried.sources), quoted: rowsOf(citations) }
  }
  return {
    turns: entries.map(({ turn }) => turn),
    asked: entries.flatMap(({ turn: { role }, eventId, at }, turn) =>
      role === "visitor" ? [{ eventId, at, turn, isPending: eventId > answered }] : [],
    ),
  }
}

const toFound = (sources: readonly { passageId: number; score: number }[]): FoundEntry[] =>
  sources.map(({ passageId, score }) => ({ id: String(passageId), score }))

/** Several rows of one entry stand in one quote, see answer-from.ts. */
const rowsOf = (citations: readonly { quote: string }[]): string[] =>
  citations.flatMap(({ quote }) => quote.split("; "))

function toJudgement(
  found: readonly Found[],
  episode: readonly StoredEvent[],
  answer: Answer | undefined,
  facts: RuleContext,
  locale: string,
  opinion: Opinion | undefined,
): Judgement {
  const turns = found.map(({ judged }) => judged)
  const deciding = found.toSorted((a, b) => rank[b.decision] - rank[a.decision])[0]
  if (!deciding) return { decision: "answer", reason: undefined, signals: [], turns, asksContact: false }
  const { verdict, decision, rule, matches, judged } = deciding
  const mood = worthKeeping(deciding, answer, opinion)
  // What a rule decided leaves nothing to be in doubt about.
  const { doubt } = found.at(-1)!.verdict
  const byRule = matches
    .filter((match) => isTold(match, decision) && !wasAlerted(match, episode))
    // What decided stands first.
    .toSorted((a, b) => Number(b.rule === rule) - Number(a.rule === rule))
    .map(
      ({ rule: one }): Signal => ({
        kind: "rule",
        score: 1,
        evidence: evidenceOf(one, deciding.text, deciding.seen),
        rule: { id: one.id, name: one.name },
      }),
    )
  const signals = rule ? [...byRule, ...mood] : [...mood, ...byRule]
  const stakes = judged.features.stakesKind
  const actions = matches.map(({ action }) => action)
  const escalation = actions.find((action) => action.kind === "escalate")
  const text = actions.find((action) => action.kind === "answer")
  const priority = actions.find((action) => action.kind === "priority")
  const urgent = decision === "escalate" && stakes ? stakesPriority[stakes] : undefined
  return {
    decision,
    reason: rule
      ? { kind: "rule", text: ruleReason(rule, signals), score: 1 }
      : reasonOf({ ...verdict, decision }, signals),
    signals,
    turns,
    ...(doubt && !rule ? { doubt } : {}),
    asksContact: actions.some(({ kind }) => kind === "capture_lead") && !isReachable(facts) && !wasAsked(episode),
    ...(decision === "escalate" && escalation?.queue ? { queue: escalation.queue } : {}),
    ...(priority || urgent ? { priority: Math.max(urgent ?? -1000, priority ? levels[priority.level] : -1000) } : {}),
    ...(text && decision !== "escalate" ? { answer: text.text } : {}),
    ...(decision === "escalate" && stakes && (judged.reason === "high_stakes" || stakes !== "money")
      ? { say: stakesText(stakes, locale) }
      : {}),
  }
}

/** Its name, and the visitor's words where it is about words. */
function ruleReason(rule: Rule, signals: readonly Signal[]): string {
  const quoted = signals
    .find((signal) => signal.rule?.id === rule.id)
    ?.evidence.find(({ start }) => start !== undefined)
  return quoted ? `Rule “${rule.name}”: “${quoted.text}”` : `Rule “${rule.name}”`
}

const rank: Record<Decision, number> = { answer: 0, offer: 1, escalate: 2 }
const levels = { low: -10, normal: 0, high: 10, urgent: 50 } as const
const stakesPriority: Partial<Record<StakesKind, number>> = { self_harm: 50, safety: 50, legal: 10 }

/** What operators are to read: a rule that calls, offers or alerts; not one that answers or sorts by itself. */
const isTold = ({ action }: RuleMatch, decision: Decision): boolean =>
  action.kind === "alert" ||
  (action.kind === "escalate" && decision === "escalate") ||
  (action.kind === "offer" && decision !== "answer")

/** A rule that only alerts does so once an episode, however often its words come. */
const wasAlerted = ({ rule, action }: RuleMatch, episode: readonly StoredEvent[]): boolean =>
  action.kind === "alert" && episode.some((event) => event.type === "signal" && event.payload.rule?.id === rule.id)

const wasAsked = (episode: readonly StoredEvent[]): boolean =>
  episode.some((event) => event.type === "notice" && event.payload.code === "leave_contact")

const isReachable = ({ contact }: RuleContext): boolean => Boolean(contact?.email || contact?.phone)

/** The questions that stayed without an answer, in the visitor's words: a number alone explains nothing. */
function withDoubts(
  verdict: Verdict,
  features: readonly (TurnFeatures | undefined)[],
  texts: readonly string[],
  { minimumConfidence, unansweredOf }: JudgementSettings,
): Verdict {
  if (verdict.reason !== "low_confidence") return verdict
  const count = verdict.numbers.find(({ decided }) => decided)?.value ?? 1
  const evidence = features
    .flatMap((one, index) =>
      one?.confidence !== undefined && !one.smallTalk ? [{ text: texts[index]!, confidence: one.confidence }] : [],
    )
    .slice(-unansweredOf.window)
    .filter(({ confidence }, index, all) => index === all.length - 1 || confidence < minimumConfidence * doubtful)
    .slice(-count)
    .map(({ text, confidence }): Evidence => {
      const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
      return { text: short, why: `the AI was ${Math.round(confidence * 100)} % sure of its answer` }
    })
    .toReversed()
  const signals = verdict.signals.map((signal) => (signal.kind === "low_confidence" ? { ...signal, evidence } : signal))
  return { ...verdict, signals }
}

const longestQuote = 160

/** What decided, and any mood that an operator would want to see; the rest is noise in the desk. */
function worthKeeping(
  { verdict: { decision, reason, signals, features, doubt }, text }: Found,
  answer: Answer | undefined,
  opinion: Opinion | undefined,
): Signal[] {
  // Whoever is in danger is not told of as one who swears.
  const isInDanger = features.stakesKind === "self_harm"
  // What cannot be explained is not flagged.
  const kept = signals.filter(({ kind, score, evidence }) =>
    kind === reason
      ? decision !== "answer"
      : score >= 0.5 && evidence.length > 0 && !(kind === "frustration" && isInDanger),
  )
  // What decided stands first: it is what an operator's verdict is about.
  kept.sort((a, b) => Number(b.kind === reason) - Number(a.kind === reason))
  if (reason === "ai_request" && answer?.wantsPerson) {
    kept.unshift({
      kind: "ai_request",
      score: 1,
      evidence: [{ text: answer.wantsPerson.reason, why: "the AI asks for a person" }],
    })
  }
  if (reason === "second_opinion" && opinion && doubt)
    kept.unshift({ kind: "second_opinion", score: urgencyOf(opinion), evidence: explain(opinion, doubt, text) })
  return kept.map(({ kind, score, evidence }: { kind: SignalKind; score: number; evidence: Evidence[] }) => ({
    kind,
    score: Math.round(score * 100) / 100,
    // Three times the same sign is one reason.
    evidence: evidence.filter(
      ({ text, why }, at) => evidence.findIndex((one) => one.text === text && one.why === why) === at,
    ),
  }))
}

const words: Record<SignalKind, string> = {
  frustration: "Sounds frustrated",
  confusion: "Seems confused",
  repetition: "Asked the same again",
  high_stakes: "High stakes",
  low_confidence: "The AI has no confident answer",
  rule: "A rule",
  visitor_request: "Asked for a person",
  high_intent: "Ready to buy",
  ai_request: "The AI asks for a person",
  ai_failure: "The AI could not answer",
  second_opinion: "Noticed by a second model",
  bound: "An operator wanted it back",
}

function reasonOf({ decision, reason, numbers }: Verdict, signals: Signal[]): EscalationReason | undefined {
  if (decision === "answer" || !reason) return undefined
  const signal = signals.find(({ kind }) => kind === reason)
  const quoted = signal?.evidence[0]?.text
  const score = signal?.score ?? numbers.find(({ decided }) => decided)?.value ?? 1
  return { kind: reason, text: quoted ? `${words[reason]}: “${quoted}”` : words[reason], score }
}
