import type { Chatbot } from "../chatbots/chatbot"
import { type ChatbotChange, changeChatbot } from "../chatbots/chatbot-change"
import { giveWay } from "../jobs/give-way"
import { settingsOf } from "./judge-conversation"
import type { FlagVerdict, JudgementStore, PastTurn } from "./judgement-store"
import type { Condition, RuleInput } from "./rule"
import { timeIn, zoneOf } from "./rule-facts"
import type { JudgementDeps, SignalKind } from "./types"
import { createWhatIf, type Deciding, type Plan } from "./what-if"

type Deps = JudgementDeps & { judgements: JudgementStore; newId: () => string }

/** A conversation that the change would bring, or no longer bring, with the message that decided. */
export type TriedConversation = {
  id: string
  at: string
  message: string
  reason: SignalKind
  /** The rule's name, where one decided. */
  rule: string | null
  /** An answer was looked for there. Where words alone called a person, whether there was one is not known. */
  isAnswerKnown: boolean
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
  /** What it means for whoever answers, by the business's own clock. */
  load: {
    timeZone: string
    /** From the first of these conversations to the last. */
    hours: number
    /** The most calls that came within one hour of the clock. */
    busiest: { before: number; after: number }
    /** All calls by the hour of the day, from 0 to 23. */
    byHour: { before: number; after: number }[]
  }
  /** In how many of the conversations each rule would have held, whatever it does then; in the order of the rules. */
  rules: { id: string; name: string; held: number }[]
}

export type TryPlan = ReturnType<typeof createTryPlan>
export type PlanChange = { escalation?: ChatbotChange["escalation"]; rules?: RuleInput[] | undefined }

const hour = 3_600_000
/** So many conversations are decided, or told of, in one go, before others get a turn: it must not hold up who chats. */
const atOnce = 25
export const mostTried = 20_000

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

  /**
   * @param signal whoever types on has gone on to the next change: what nobody waits for is not finished.
   * @throws AppError `validation` when the change is none that could be saved.
   */
  return async function tryPlan(
    chatbot: Chatbot,
    change: PlanChange,
    last: number,
    signal?: AbortSignal,
  ): Promise<TriedPlan> {
    const { escalation = {}, rules = escalation.rules } = change
    const then = changeChatbot(chatbot, { escalation: { ...escalation, rules } }, newId)
    const [planNow, planThen] = [planOf(chatbot), planOf(then)]
    const asksTopic = [...planNow.rules, ...planThen.rules].some(({ enabled, when }) => enabled && mentionsTopic(when))
    const { add, result } = createWhatIf(planNow, planThen)
    const deciding = new Map<Deciding, PastTurn>()
    let [first, newest] = [Number.POSITIVE_INFINITY, 0]
    for (const [index, id] of judgements.listPast(chatbot.id, last).entries()) {
      if (index > 0 && index % atOnce === 0) await giveWay()
      if (signal?.aborted) break
      const { turns } = judgements.pastOf(id)
      if (turns.length === 0) continue
      const [added, removed] = [result.added.length, result.removed.length]
      add({ id, turns: asksTopic ? withTopics(turns) : turns })
      for (const one of [...result.added.slice(added), ...result.removed.slice(removed)])
        deciding.set(one, turns[one.turn]!)
      first = Math.min(first, turns[0]!.at)
      newest = Math.max(newest, turns.at(-1)!.at)
    }

    async function describeAll(decided: readonly Deciding[]): Promise<TriedConversation[]> {
      const described: TriedConversation[] = []
      for (const one of signal?.aborted ? [] : decided) {
        if (described.length > 0 && described.length % atOnce === 0) await giveWay()
        described.push(describe(one))
      }
      return described
    }

    const describe = (one: Deciding): TriedConversation => {
      const { conversation, reason, rule } = one
      const { eventId, at, confidence } = deciding.get(one)!
      return {
        id: conversation,
        at: new Date(at).toISOString(),
        message: judgements.textOf(eventId),
        reason,
        rule: rule ?? null,
        isAnswerKnown: confidence !== undefined,
        verdict: judgements.verdictOn(conversation, eventId),
      }
    }
    const { before, after, conversations, held } = result
    const [added, removed] = [await describeAll(result.added), await describeAll(result.removed)]
    // A quarter of an hour of the first day must not look like a flood.
    const hours = conversations > 0 ? Math.max(1, (newest - first) / hour) : 1
    return {
      conversations,
      before: before.conversations,
      after: after.conversations,
      offers: { before: before.offers, after: after.offers },
      added,
      removed,
      moved: result.moved.length,
      perHour: { before: rounded(before.escalations / hours), after: rounded(after.escalations / hours) },
      load: { hours: rounded(hours), ...loadOf(before.times, after.times, zoneOf(chatbot)) },
      rules: planThen.rules.map(({ id, name }) => ({ id, name, held: held.get(id) ?? 0 })),
    }
  }
}

/** When the calls come, by the clock on the business's wall. */
function loadOf(before: readonly number[], after: readonly number[], timeZone: string) {
  const byHour = Array.from({ length: 24 }, () => ({ before: 0, after: 0 }))
  const busiest = { before: 0, after: 0 }
  for (const [when, times] of [["before", before] as const, ["after", after] as const]) {
    const inHour = new Map<number, number>()
    for (const at of times) {
      byHour[Math.floor(timeIn(timeZone, at).minutes / 60)]![when]++
      const count = (inHour.get(Math.floor(at / hour)) ?? 0) + 1
      inHour.set(Math.floor(at / hour), count)
      busiest[when] = Math.max(busiest[when], count)
    }
  }
  return { timeZone, busiest, byHour }
}

function once<T>(read: () => T): () => T {
  let held: { value: T } | undefined
  return () => {
    held ??= { value: read() }
    return held.value
  }
}

const planOf = (chatbot: Chatbot): Plan => ({ settings: settingsOf(chatbot), rules: chatbot.escalation.rules })

const rounded = (value: number) => Math.round(value * 100) / 100

function mentionsTopic(condition: Condition): boolean {
  if (condition.kind === "topic") return true
  if (condition.kind === "not") return mentionsTopic(condition.of)
  return (condition.kind === "all" || condition.kind === "any") && condition.of.some(mentionsTopic)
}
