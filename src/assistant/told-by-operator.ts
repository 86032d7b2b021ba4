import { sentencesOf } from "../knowledge/chunk"
import { stem } from "../knowledge/stem"
import { similarity, weightOfWord } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import type { TurnMessage } from "./answerer"

type Told = { name: string; text: string; confidence: number }

/** What an operator said in this conversation is a fact that may be repeated, with the name of who said it. */
export function toldByOperator(history: readonly TurnMessage[], question: string): Told | undefined {
  const asked = new Map<string, number>()
  for (const word of wordsOf(question)) if (!isFunctionWord(word)) asked.set(stem(word), weightOfWord(word))
  let total = 0
  for (const weight of asked.values()) total += weight
  if (total === 0) return undefined
  let best: Told | undefined
  for (const { role, name, text } of history) {
    if (role !== "operator") continue
    for (const sentence of sentencesOf(text)) {
      let covered = 0
      for (const root of new Set(wordsOf(sentence).map(stem))) covered += asked.get(root) ?? 0
      const likeness = 0.7 * (covered / total) + 0.3 * Math.max(0, similarity(question, sentence))
      if (likeness < 0.45) continue
      const confidence = Math.min(0.95, 0.5 + 0.5 * likeness)
      // Of two statements the later one holds.
      if (!best || confidence >= best.confidence - 0.1) best = { name, text: sentence, confidence }
    }
  }
  return best
}
