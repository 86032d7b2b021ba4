/** Why a passage was found, in parts that sum to its score. */

import { weights } from "./confidence"
import { stem } from "./stem"
import type { TextFeatures } from "./texts"
import { isFunctionWord, wordsOf } from "./words"

/** `asked`: the ways in which it was asked for. `page`: other passages of the same page. */
type FoundBy = "words" | "title" | "meaning" | "asked" | "page"
export type Part = { by: FoundBy; score: number }
export type WhyFound = {
  /** They sum to the score; with `places` to the score that the words alone gave it. */
  parts: Part[]
  /** The way of asking that is most like the question; `meaning`: how alike both sentences are as a whole, if that is known. */
  asked?: { text: string; likeness: number; meaning?: number }
  /** The owner's synonyms found it, by this wording. */
  wording?: string
  /** Where vectors are compared too: its place in either list, counted from 1, and what that gives of the score. */
  places?: {
    words: { place: number | undefined; score: number }
    likeness: { place: number | undefined; confidence: number; score: number }
  }
}

const partOf: Record<keyof TextFeatures, FoundBy> = {
  ...{ words: "words", phrases: "words", covered: "words", near: "words", fits: "words", close: "words" },
  ...{ sentence: "words", meaning: "meaning", sentenceMeaning: "meaning", page: "page" },
  ...{ heading: "title", headingFits: "title", titleFits: "title", pathFits: "title" },
}

/** The parts of `textScore`. */
export function partsOfText(features: TextFeatures, isTitled: boolean): Part[] {
  const by = isTitled ? weights.titled : weights.plain
  const sums = new Map<FoundBy, number>()
  for (const [name, part] of Object.entries(partOf)) {
    const value = (by[name] ?? 0) * features[name as keyof TextFeatures]
    sums.set(part, (sums.get(part) ?? 0) + value)
  }
  return [...sums].map(([part, score]) => ({ by: part, score }))
}

/** By the id of each passage. */
export function whyOf(passages: readonly { id: number; why?: WhyFound }[]): ReadonlyMap<number, WhyFound> {
  return new Map(passages.flatMap(({ id, why }) => (why ? [[id, why] as const] : [])))
}

/** The same part once, the greatest first; what is next to nothing is left out. */
export function sumOfParts(parts: readonly Part[]): Part[] {
  const sums = new Map<FoundBy, number>()
  for (const { by, score } of parts) sums.set(by, (sums.get(by) ?? 0) + score)
  return [...sums]
    .map(([by, score]) => ({ by, score }))
    .filter(({ score }) => Math.abs(score) >= 0.005)
    .sort((a, b) => b.score - a.score)
}

/** The words of a question that stand in a text, as they stand there. */
export function sharedWords(question: string, text: string): string[] {
  const asked = new Set(
    wordsOf(question)
      .filter((word) => !isFunctionWord(word))
      .map(stem),
  )
  const found = new Map<string, string>()
  for (const word of wordsOf(text)) {
    const root = stem(word)
    if (asked.has(root) && !found.has(root)) found.set(root, word)
  }
  return [...found.values()]
}
