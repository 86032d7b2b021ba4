import type { Trial, TrialOptions, TryQuestion } from "../assistant/try-question"
import type { Chatbot } from "../chatbots/chatbot"
import { inSlices } from "../jobs/in-slices"
import type { DraftPassage } from "./content-draft"
import { type Stated, searchContradictions } from "./contradictions"
import { type Golden, inShort, resultOf } from "./golden"
import type { GoldenStore } from "./golden-store"
import type { Knowledge } from "./knowledge"
import type { Retrieve } from "./retrieve"
import type { StoredPassage } from "./source-store"

type Deps = {
  knowledge: Knowledge
  golden: GoldenStore
  ask: TryQuestion
  /** The answerer that needs no model: what is only tried costs nothing and is the same each time. */
  answererWith: (retrieve: Retrieve) => NonNullable<TrialOptions["answerer"]>
  /** What visitors of this chatbot asked last, the newest first. */
  askedLast: (chatbotId: string, most: number) => string[]
}

/** A change of the content that is only thought of. */
export type Draft =
  | { changed: Stated }
  /** `replaces`: the source in whose place it comes. */
  | { added: readonly DraftPassage[]; replaces?: string | undefined }
  | { without: readonly number[] }
/** A change of the settings that is only thought of. `synonyms`: all groups as they would be. */
export type SettingsDraft = { settings?: Chatbot; synonyms?: readonly (readonly string[])[] }

export type Effects = {
  isSerious: boolean
  /** `source`: what it would be answered from. */
  broken: { question: string; before: string; after: string; source: string }[]
  mended: { question: string }[]
  tried: number
  contradictions: { mine: string; other: string; title: string }[]
  asked: { question: string; outcome: Trial["outcome"]; answer: string }[]
  /** Where settings change: what visitors asked last, and how otherwise it would be answered. */
  recent?: {
    tried: number
    changed: { question: string; verdict: "better" | "worse" | "other"; before: string; after: string }[]
    /** Asked of the model; then how many of its answers that took. */
    modelAnswers: number
    failure: string | undefined
  }
}

/** One side of a comparison: who is asked, and by what means. */
type Side = { chatbot: Chatbot; options: TrialOptions }

// Each is asked twice, while somebody waits.
const mostTried = 200
const mostPassages = 20_000
const mostRecent = 25
/** Each costs two answers of the model. */
export const mostWithModel = 5

/** What a change would do, before it is done: golden questions that break, what it contradicts, what it answers. */
export function createEffects({ knowledge, golden, ask, answererWith, askedLast }: Deps) {
  /** Each question on both sides; chats go first. */
  async function* onBoth<T extends { question: string }>(
    list: readonly T[],
    before: Side,
    after: Side,
    signal: AbortSignal,
  ) {
    let since = performance.now()
    for (const one of list) {
      const old = await ask(before.chatbot, one.question, signal, before.options)
      const fresh = await ask(after.chatbot, one.question, signal, after.options)
      yield { one, old, fresh }
      if (performance.now() - since < 25) continue
      await new Promise((resolve) => setTimeout(resolve, 5))
      since = performance.now()
    }
  }

  function noteGolden(effects: Effects, one: Golden, before: Trial, after: Trial): void {
    const old = resultOf(one, before)
    const fresh = resultOf(one, after)
    if (old.passed && !fresh.passed)
      effects.broken.push({ question: one.question, before: inShort(old), after: inShort(fresh), source: fresh.source })
    if (!old.passed && fresh.passed) effects.mended.push({ question: one.question })
  }

  async function effectsOf(
    chatbot: Chatbot,
    draft: Draft,
    questions: readonly string[],
    signal: AbortSignal,
  ): Promise<Effects> {
    const now = await knowledge.readAll(chatbot.id)
    const gone = new Set(
      "without" in draft
        ? draft.without
        : "added" in draft && draft.replaces
          ? knowledge.passagesOfSource(draft.replaces).map(({ id }) => id)
          : [],
    )
    const added = "added" in draft ? passagesOf(draft.added) : []
    const then = [
      ...now.flatMap((passage) => {
        if (gone.has(passage.id)) return []
        return "changed" in draft && passage.id === draft.changed.id
          ? { ...passage, text: draft.changed.text }
          : passage
      }),
      ...added,
    ]
    const mine = new Set("changed" in draft ? [draft.changed.id] : added.map(({ id }) => id))
    const isLooked = mine.size > 0 && then.length <= mostPassages
    const contradictions = isLooked ? await inSlices(searchContradictions(then, mine)) : []
    const titles = new Map(then.map(({ id, title }) => [id, title]))
    const list = golden.list(chatbot.id).slice(0, mostTried)
    const effects: Effects = {
      ...{ isSerious: false, broken: [], mended: [], tried: list.length, asked: [] },
      contradictions: onlyOnce(
        contradictions.map(({ first, second }) => ({
          mine: first.sentence,
          other: second.sentence,
          title: titles.get(second.id)!,
        })),
      ),
    }
    if (list.length > 0 || questions.length > 0) {
      const retrieve = await knowledge.retrieveAfter(chatbot.id, { passages: () => then })
      const passages = new Map(then.map((passage) => [passage.id, passage]))
      const before = { chatbot, options: { answerer: answererWith(knowledge.retrieve) } }
      const findPassage = (id: number) => passages.get(id)
      const after = { chatbot, options: { answerer: answererWith(retrieve), findPassage } }
      for await (const { one, old, fresh } of onBoth(list, before, after, signal)) noteGolden(effects, one, old, fresh)
      for (const question of questions) {
        const trial = await ask(chatbot, question, signal, after.options)
        const { outcome, answer } = seenOf(question, trial)
        effects.asked.push({ question, outcome, answer })
      }
    }
    const isUnanswered = effects.asked.some(({ outcome }) => outcome !== "answers")
    effects.isSerious = effects.broken.length > 0 || effects.contradictions.length > 0 || isUnanswered
    return effects
  }

  /**
   * The same for settings. By the answerer that needs no model all golden questions are asked; a model costs, so it is
   * asked a handful, only where the owner wishes it, and within the day's budget.
   */
  async function effectsOfSettings(
    chatbot: Chatbot,
    draft: SettingsDraft,
    withModel: boolean,
    signal: AbortSignal,
  ): Promise<Effects> {
    const all = golden.list(chatbot.id).slice(0, mostTried)
    const list = withModel ? all.slice(0, mostWithModel - 1) : all
    const most = withModel ? mostWithModel - list.length : mostRecent
    const isGolden = new Set(all.map(({ question }) => question.toLowerCase()))
    const questions = askedLast(chatbot.id, most + all.length)
      .filter((question) => !isGolden.has(question.toLowerCase()))
      .slice(0, most)
      .map((question) => ({ question }))
    const recent: NonNullable<Effects["recent"]> = { tried: 0, changed: [], modelAnswers: 0, failure: undefined }
    const effects: Effects = {
      isSerious: false,
      broken: [],
      mended: [],
      tried: 0,
      contradictions: [],
      asked: [],
      recent,
    }
    if (list.length + questions.length === 0) return effects

    await knowledge.prepare(chatbot.id)
    const retrieve = draft.synonyms
      ? await knowledge.retrieveAfter(chatbot.id, { synonyms: draft.synonyms })
      : knowledge.retrieve
    const optionsOf = (found: Retrieve): TrialOptions => (withModel ? {} : { answerer: answererWith(found) })
    const before = { chatbot, options: optionsOf(knowledge.retrieve) }
    const after = { chatbot: draft.settings ?? chatbot, options: optionsOf(retrieve) }
    /** What was not asked of the same answerer on both sides says nothing: the budget may have ended in between. */
    const isFair = (old: Trial, fresh: Trial): boolean => {
      for (const { answerer } of [old, fresh]) if (answerer === "anthropic") recent.modelAnswers += 1
      recent.failure = old.failure ?? fresh.failure ?? undefined
      if (!recent.failure && old.answerer !== fresh.answerer) recent.failure = "the day's budget is spent"
      return recent.failure === undefined
    }
    for await (const { one, old, fresh } of onBoth(list, before, after, signal)) {
      if (!isFair(old, fresh)) break
      effects.tried += 1
      noteGolden(effects, one, old, fresh)
    }
    if (!recent.failure)
      for await (const { one, old, fresh } of onBoth(questions, before, after, signal)) {
        if (!isFair(old, fresh)) break
        recent.tried += 1
        const was = seenOf(one.question, old)
        const is = seenOf(one.question, fresh)
        if (was.outcome === is.outcome && was.answer === is.answer) continue
        const verdict = was.passed === is.passed ? "other" : is.passed ? "better" : "worse"
        const reason = is.outcome === "calls_person" && fresh.reason ? ` (${fresh.reason})` : ""
        recent.changed.push({ ...one, verdict, before: inShort(was), after: inShort(is) + reason })
      }
    effects.isSerious = effects.broken.length > 0
    return effects
  }

  return { effectsOf, effectsOfSettings }
}

/** A page may have come in twice, by two ways. */
function onlyOnce(all: Effects["contradictions"]): Effects["contradictions"] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
}

const seenOf = (question: string, trial: Trial) =>
  resultOf({ question, outcome: "answers", source: undefined, wording: undefined }, trial)

/** Their ids are below those of what is stored. */
const passagesOf = (added: readonly DraftPassage[]): StoredPassage[] =>
  added.map(({ title, headings, text, questions = [], url }, index) => ({
    ...{
      id: -1 - index,
      documentId: `draft ${questions.length > 0 ? index : title}`,
      position: index,
      title,
      headings,
      text,
    },
    ...{ questions: [...questions], url },
  }))
