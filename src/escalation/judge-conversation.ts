import type { Answer } from "../assistant/answerer"
import type { Judge } from "../assistant/take-turn"
import type { Chatbot, KeywordRule } from "../chatbots/chatbot"
import type { Signal } from "../conversations/commands"
import type { EscalationReason } from "../conversations/conversation-store"
import type { Evidence, SignalKind, StoredEvent } from "../events/event"
import { judge } from "./judge"
import { defaultSettings } from "./policy"
import type { JudgementDeps, JudgementSettings, Turn, Verdict } from "./types"

/** The judgement on a conversation as the log has it: rules of the owner first, then what the words and answers say. */
export function createJudge(deps: JudgementDeps): Judge {
  return ({ chatbot, conversation, events, answer }) => {
    const episode = events.filter(({ id }) => id > conversation.episodeEventId)
    const turns = toTurns(episode, answer)
    const text = turns.findLast(({ role }) => role === "visitor")?.text ?? ""
    const rule = chatbot.escalation.rules.find((each) => each.enabled && findPhrase(each, text))
    if (rule) {
      const evidence = [findPhrase(rule, text)!]
      const reason = { kind: "rule", text: `Rule “${rule.name}”`, score: 1 }
      return { decision: "escalate", reason, signals: [{ kind: "rule", score: 1, evidence }] }
    }
    const situation = answer?.wantsPerson ? { aiRequest: 1 } : {}
    const verdict = judge(turns, settingsOf(chatbot), deps, situation)
    const signals = worthKeeping(verdict, answer)
    return { decision: verdict.decision, reason: reasonOf(verdict, signals), signals }
  }
}

const settingsOf = ({ escalation }: Chatbot): JudgementSettings => ({
  ...defaultSettings,
  eagerness: escalation.sensitivity,
  minimumConfidence: escalation.threshold,
})

function toTurns(events: readonly StoredEvent[], answer: Answer | undefined): Turn[] {
  const turns: Turn[] = []
  let entry: string | undefined
  for (const event of events) {
    if (event.type === "tried") entry = event.payload.sources[0]?.title
    if (event.type !== "message" || event.actor.kind === "system") continue
    const { text, confidence, offer } = event.payload
    const role = event.actor.kind
    turns.push({
      role,
      text,
      ...(role === "ai" && confidence !== undefined ? { confidence } : {}),
      ...(role === "ai" && entry ? { answeredIds: [entry] } : {}),
      ...(role === "ai" ? { offeredPerson: offer === true } : {}),
    })
  }
  const last = turns.at(-1)
  if (answer && last?.role === "visitor") {
    const title = answer.tried.sources[0]?.title
    turns[turns.length - 1] = { ...last, confidence: answer.confidence, ...(title ? { answeredIds: [title] } : {}) }
  }
  return turns
}

/** What decided, and any mood that an operator would want to see; the rest is noise in the desk. */
function worthKeeping({ decision, reason, signals }: Verdict, answer: Answer | undefined): Signal[] {
  const kept = signals.filter(({ kind, score }) =>
    kind === reason ? decision !== "answer" : score >= 0.5 && kind !== "low_confidence",
  )
  if (reason === "ai_request" && answer?.wantsPerson) {
    kept.unshift({
      kind: "ai_request",
      score: 1,
      evidence: [{ text: answer.wantsPerson.reason, why: "the AI asks for a person" }],
    })
  }
  return kept.map(({ kind, score, evidence }) => ({ kind, score: Math.round(score * 100) / 100, evidence }))
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
}

function reasonOf({ decision, reason, numbers }: Verdict, signals: Signal[]): EscalationReason | undefined {
  if (decision === "answer" || !reason) return undefined
  const signal = signals.find(({ kind }) => kind === reason)
  const quoted = signal?.evidence[0]?.text
  const score = signal?.score ?? numbers.find(({ decided }) => decided)?.value ?? 1
  return { kind: reason, text: quoted ? `${words[reason]}: “${quoted}”` : words[reason], score }
}

/** Whole words, whatever their case and accents. */
function findPhrase(rule: KeywordRule, text: string): Evidence | undefined {
  for (const phrase of rule.phrases) {
    const wanted = phrase.trim()
    if (!wanted) continue
    const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+")
    const match = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").exec(text)
    if (match) {
      const { index } = match
      return { text: match[0], start: index, end: index + match[0].length, why: `rule “${rule.name}”` }
    }
  }
  return undefined
}
