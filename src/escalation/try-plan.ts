import type { Chatbot } from "../chatbots/chatbot"
import { type ChatbotChange, changeChatbot } from "../chatbots/chatbot-change"
import { settingsOf } from "./judge-conversation"
import type { FlagVerdict, JudgementStore, PastTurn } from "./judgement-store"
import type { Condition, RuleInput } from "./rule"
import type { JudgementDeps, SignalKind } from "./types"
import { type Deciding, type Plan, whatIf } from "./what-if"

type Deps = JudgementDeps & { judgements: JudgementStore; newId: () => string }

/** A conversation that the change would bring, or no longer bring, with the message that decided. */
export type TriedConversation = {
  id: string
  at: string
  message: string
  reason: SignalKind
  /** The rule's name, where one decided. */
  rule: string | null
  /** What an operator thought of the flag that was raised there, if one was. */
  verdict: FlagVerdict | null
}

export type TriedPlan = {
  /** How many past conversations were decided again. */
  conversations: number
  /** In how many of them a person is called: as it is, and as it would be. */
  before: number
  after: number
  offers: { before: number; after: number }
  added: TriedConversation[]
  removed: TriedConversation[]
  /** Called in both, at another message. */
  moved: number
  /** Calls an hour over the time in which these conversations took place. */
  perHour: { before: number; after: number }
}

export type TryPlan = ReturnType<typeof createTryPlan>
export type PlanChange = { escalation?: ChatbotChange["escalation"]; rules?: RuleInput[] | undefined }

const hour = 3_600_000

/** A change of thresholds or rules, replayed over the last conversations before it is saved. Nothing is kept. */
export function createTryPlan({ judgements, similarity, newId }: Deps) {
  /** Examples are compared with the words themselves, which are read only where a rule asks for a topic. */
  function withTopics(turns: PastTurn[]): PastTurn[] {
    return turns.map((turn) => {
      const read = once(() => judgements.textOf(turn.eventId))
      const likeness = (example: string) => similarity(read(), example)
      return { ...turn, context: { ...turn.context, likeness } }
    })
  }

  /** @throws AppError `validation` when the change is none that could be saved. */
  return function tryPlan(chatbot: Chatbot, change: PlanChange, last: number): TriedPlan {
    const { escalation = {}, rules = escalation.rules } = change
    const then = changeChatbot(chatbot, { escalation: { ...escalation, rules } }, newId)
    const [planNow, planThen] = [planOf(chatbot), planOf(then)]
    const stored = judgements.listPast(chatbot.id, last)
    const asksTopic = [...planNow.rules, ...planThen.rules].some(({ when }) => mentionsTopic(when))
    const past = asksTopic ? stored.map(({ id, turns }) => ({ id, turns: withTopics(turns) })) : stored
    const found = whatIf(past, planNow, planThen)

    const turnsOf = new Map(stored.map(({ id, turns }) => [id, turns]))
    const describe = ({ conversation, turn, reason, rule }: Deciding): TriedConversation => {
      const { eventId, at } = turnsOf.get(conversation)![turn]!
      return {
        id: conversation,
        at: new Date(at).toISOString(),
        message: judgements.textOf(eventId),
        reason,
        rule: rule ?? null,
        verdict: judgements.verdictOn(conversation),
      }
    }
    const times = stored.flatMap(({ turns }) => [turns[0]!.at, turns.at(-1)!.at])
    // A quarter of an hour of the first day must not look like a flood.
    const hours = times.length > 0 ? Math.max(1, spanOf(times) / hour) : 1
    const { before, after } = found
    return {
      conversations: found.conversations,
      before: before.conversations,
      after: after.conversations,
      offers: { before: before.offers, after: after.offers },
      added: found.added.map(describe),
      removed: found.removed.map(describe),
      moved: found.moved.length,
      perHour: { before: rounded(before.escalations / hours), after: rounded(after.escalations / hours) },
    }
  }
}

function once<T>(read: () => T): () => T {
  let held: { value: T } | undefined
  return () => {
    held ??= { value: read() }
    return held.value
  }
}

const planOf = (chatbot: Chatbot): Plan => ({ settings: settingsOf(chatbot), rules: chatbot.escalation.rules })

/** From the first to the last. Not by a spread: a call takes only so many arguments. */
function spanOf(times: readonly number[]): number {
  let [first, last] = [Number.POSITIVE_INFINITY, 0]
  for (const time of times) {
    first = Math.min(first, time)
    last = Math.max(last, time)
  }
  return last - first
}

const rounded = (value: number) => Math.round(value * 100) / 100

function mentionsTopic(condition: Condition): boolean {
  if (condition.kind === "topic") return true
  if (condition.kind === "not") return mentionsTopic(condition.of)
  return (condition.kind === "all" || condition.kind === "any") && condition.of.some(mentionsTopic)
}
