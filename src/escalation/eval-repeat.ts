import { knowledgeBasesIn } from "../knowledge/eval-kb"
import { asSent, type DataSet, type Row } from "./data-set"
import type { AskKnowledge } from "./eval-dialogues"
import { auroc, precisionRecall } from "./measures"
import { type Question, repeats } from "./repetition"
import { type SetResult, setResult } from "./set-result"
import type { JudgementDeps } from "./types"

/** A pair is judged as two messages of one chat: with what the content answers to each, where its questions belong to a
 * knowledge base of the folder. The figures by the words alone stand beside. */
export async function evaluateRepetition(
  { set, rows }: DataSet,
  deps: JudgementDeps,
  ask: AskKnowledge,
  bases: KnowledgeOf,
): Promise<SetResult> {
  const times: number[] = []
  const asked: { score: number; positive: boolean }[] = []
  const words: { score: number; positive: boolean }[] = []
  for (const row of rows) {
    const [a, b] = [await toQuestion(row, "a", bases, ask), await toQuestion(row, "b", bases, ask)]
    const positive = row.repeat === 1 || row.repeat === true
    const start = performance.now()
    asked.push({ score: repeats(a, b, deps), positive })
    times.push(performance.now() - start)
    words.push({ score: repeats({ text: a.text }, { text: b.text }, deps), positive })
  }
  const metrics = {
    auroc: auroc(asked),
    f1: precisionRecall(asked, 0.5).f1,
    words_alone_auroc: auroc(words),
    words_alone_f1: precisionRecall(words, 0.5).f1,
  }
  return setResult(set, rows.length, metrics, times)
}

type KnowledgeOf = ReturnType<typeof knowledgeOf>

/** Which knowledge base a question belongs to, by its id, and what it is labelled as asking. */
export function knowledgeOf(directory: string) {
  const bases = new Map<string, { base: string; label: string }>()
  for (const { name, queries } of knowledgeBasesIn(directory))
    for (const { id, answers } of queries) bases.set(id, { base: name, label: String(answers) })
  return {
    baseOf: (id: string) => bases.get(id)?.base,
    labelOf: (id: string) => bases.get(id)?.label,
  }
}

export async function toQuestion(row: Row, side: "a" | "b", bases: KnowledgeOf, ask: AskKnowledge): Promise<Question> {
  const text = asSent(row[side])
  const base = bases.baseOf(String(row[`${side}_id`]))
  const found = base ? await ask(base, text) : undefined
  return found ? { text, confidence: found.confidence, found: found.found } : { text }
}

export const isPair = (row: unknown): boolean => {
  const { a, b, repeat } = (row ?? {}) as Row
  return typeof a === "string" && typeof b === "string" && [0, 1, true, false].includes(repeat as number)
}
