import type { Trial, TrialOptions, TryQuestion } from "../assistant/try-question"
import type { Chatbot } from "../chatbots/chatbot"
import { contradictionsWith, type Stated } from "./contradictions"
import { inShort, resultOf } from "./golden"
import type { GoldenStore } from "./golden-store"
import type { ContentDraft, Knowledge } from "./knowledge"
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
  | { added: { questions: readonly string[]; text: string; url?: string | undefined }; replaces?: string | undefined }

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
const draftId = -1

/** What a change would do, before it is done: golden questions that break, what it contradicts, what it answers. */
export function createEffects({ knowledge, golden, ask, answererWith }: Deps) {
  return async function effectsOf(
    chatbot: Chatbot,
    draft: Draft,
    questions: readonly string[],
    signal: AbortSignal,
  ): Promise<Effects> {
    const now = knowledge.passagesOf(chatbot.id)
    const gone = new Set(
      "added" in draft && draft.replaces ? knowledge.passagesOfSource(draft.replaces).map(({ id }) => id) : [],
    )
    const mine: Stated =
      "changed" in draft
        ? draft.changed
        : { id: draftId, title: draft.added.questions[0] ?? "", headings: "", text: draft.added.text }
    const content: ContentDraft = {
      passages: (all) => {
        if ("changed" in draft)
          return all.map((passage) => (passage.id === mine.id ? { ...passage, text: mine.text } : passage))
        return [...all.filter(({ id }) => !gone.has(id)), passageOf(draft.added)]
      },
    }
    const others = now.filter(({ id }) => !gone.has(id))
    const contradictions = others.length > mostPassages ? [] : contradictionsWith(mine, others)
    const list = golden.list(chatbot.id).slice(0, mostTried)
    const effects: Effects = {
      ...{ isSerious: false, broken: [], mended: [], tried: list.length, asked: [] },
      contradictions: contradictions.map(({ first, second }) => {
        const [own, other] = first.id === mine.id ? [first, second] : [second, first]
        const { title } = others.find(({ id }) => id === other.id)!
        return { mine: own.sentence, other: other.sentence, title }
      }),
    }
    if (list.length > 0 || questions.length > 0) {
      const then = knowledge.retrieveAfter(chatbot.id, content)
      const passages = new Map(content.passages!(now).map((passage) => [passage.id, passage]))
      const before = { answerer: answererWith(knowledge.retrieve) }
      const after = { answerer: answererWith(then), findPassage: (id: number) => passages.get(id) }
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

function passageOf({
  questions,
  text,
  url,
}: {
  questions: readonly string[]
  text: string
  url?: string | undefined
}): StoredPassage {
  const title = questions[0] ?? ""
  return {
    ...{ id: draftId, documentId: "draft", position: 0, headings: "" },
    ...{ title, questions: [...questions], text, url },
  }
}
