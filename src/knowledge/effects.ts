import type { Trial, TrialOptions, TryQuestion } from "../assistant/try-question"
import type { Chatbot } from "../chatbots/chatbot"
import { inSlices } from "../jobs/in-slices"
import { type Stated, searchContradictions } from "./contradictions"
import { inShort, resultOf } from "./golden"
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
}

/** A change of the content that is only thought of. */
export type Draft =
  | { changed: Stated }
  /** `replaces`: the source in whose place it comes. */
  | { added: Added | readonly Stated[]; replaces?: string | undefined }
  | { without: readonly number[] }
type Added = { questions: readonly string[]; text: string; url?: string | undefined }

export type Effects = {
  isSerious: boolean
  broken: { question: string; before: string; after: string }[]
  mended: { question: string }[]
  tried: number
  contradictions: { mine: string; other: string; title: string }[]
  asked: { question: string; outcome: Trial["outcome"]; answer: string }[]
}

// Each is asked twice, while somebody waits.
const mostTried = 200
const mostPassages = 20_000

/** What a change would do, before it is done: golden questions that break, what it contradicts, what it answers. */
export function createEffects({ knowledge, golden, ask, answererWith }: Deps) {
  return async function effectsOf(
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
      contradictions: contradictions.map(({ first, second }) => ({
        mine: first.sentence,
        other: second.sentence,
        title: titles.get(second.id)!,
      })),
    }
    if (list.length > 0 || questions.length > 0) {
      const retrieve = await knowledge.retrieveAfter(chatbot.id, { passages: () => then })
      const passages = new Map(then.map((passage) => [passage.id, passage]))
      const before = { answerer: answererWith(knowledge.retrieve) }
      const after = { answerer: answererWith(retrieve), findPassage: (id: number) => passages.get(id) }
      let since = performance.now()
      for (const one of list) {
        const old = resultOf(one, await ask(chatbot, one.question, signal, before))
        const fresh = resultOf(one, await ask(chatbot, one.question, signal, after))
        if (old.passed && !fresh.passed)
          effects.broken.push({ question: one.question, before: inShort(old), after: inShort(fresh) })
        if (!old.passed && fresh.passed) effects.mended.push({ question: one.question })
        if (performance.now() - since < 25) continue
        // Chats go first.
        await new Promise((resolve) => setTimeout(resolve, 5))
        since = performance.now()
      }
      for (const question of questions) {
        const trial = await ask(chatbot, question, signal, after)
        const { outcome, answer } = resultOf(
          { question, outcome: "answers", source: undefined, wording: undefined },
          trial,
        )
        effects.asked.push({ question, outcome, answer })
      }
    }
    const isUnanswered = effects.asked.some(({ outcome }) => outcome !== "answers")
    effects.isSerious = effects.broken.length > 0 || effects.contradictions.length > 0 || isUnanswered
    return effects
  }
}

/** Their ids are below those of what is stored. */
function passagesOf(added: Added | readonly Stated[]): StoredPassage[] {
  const common = { documentId: "draft", position: 0 }
  if ("questions" in added) {
    const { questions, text, url } = added
    const title = questions[0] ?? ""
    return [{ ...common, id: -1, title, headings: "", questions: [...questions], text, url }]
  }
  return added.map(({ title, headings, text }, index) => {
    const shown = { id: -1 - index, title, headings, text }
    return { ...common, ...shown, questions: [], url: undefined }
  })
}
