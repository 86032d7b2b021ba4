import learnt from "./confidence.json"
import type { TextFeatures } from "./texts"

/** What speaks for the best entry, in terms that mean the same in every collection. */
export type Evidence = {
  words: number
  phrasing?: {
    score: number
    margin: number
    total: number
    likeness: number
    nearest: number
    /** Share of what the question says that the entry's phrasings say too, and that any phrasing says. */
    covered: number
    known: number
  }
  text?: TextFeatures & { score: number; margin: number; unknown: number }
}

type Linear = Record<string, number>

/** Learnt by train-confidence.ts, which also changes them here while it learns. */
export const weights: Record<"titled" | "plain" | "phrasing" | "text", Linear> = { ...learnt }

/** How well a passage answers, about 0 to 1. Passages that stand under a title are judged by it too. */
export function textScore(features: TextFeatures, isTitled: boolean): number {
  return linear(isTitled ? weights.titled : weights.plain, features)
}

/** How likely the best entry is the right one, 0 to 1. */
export function confidenceOf(evidence: Evidence): number {
  const byPhrasing = evidence.phrasing && logistic(linear(weights.phrasing, phrasingInputs(evidence)))
  const byText = evidence.text && logistic(linear(weights.text, textInputs(evidence)))
  if (byPhrasing === undefined) return byText ?? 0
  if (byText === undefined) return byPhrasing
  return 1 - (1 - byPhrasing) * (1 - byText)
}

export function phrasingInputs({ words, phrasing }: Evidence): Linear {
  const { score, margin, total, likeness, nearest, covered, known } = phrasing!
  return { one: 1, score, margin, total, likeness, nearest, covered, known, short: 1 / (1 + words) }
}

export function textInputs({ words, text }: Evidence): Linear {
  return { one: 1, ...text!, short: 1 / (1 + words) }
}

function linear(by: Linear, inputs: Linear): number {
  let sum = 0
  for (const name in by) sum += by[name]! * (inputs[name] ?? 0)
  return sum
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
