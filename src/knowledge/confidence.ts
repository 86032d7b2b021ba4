import learnt from "./confidence.json"
import type { TextFeatures } from "./texts"

/** What speaks for the best entry, in terms that mean the same in every collection. */
export type Evidence = {
  phrasing?: {
    /** What learning says of the entry, about 0 to 1, and how far the next one is behind. */
    score: number
    margin: number
    /** How alike the nearest of its phrasings is, 0 to 1. */
    likeness: number
    /** Share of what the question says that its phrasings say too. */
    covered: number
  }
  text?: TextFeatures & { score: number; margin: number; isTitled: boolean }
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
  return Math.max(byPhrasing, byText)
}

// Few inputs, because more of them fit one collection better and the next one worse (docs/retrieval.md).
export function phrasingInputs({ phrasing }: Evidence): Linear {
  const { score, margin, likeness, covered } = phrasing!
  return { one: 1, score, margin, likeness, covered }
}

export function textInputs({ text }: Evidence): Linear {
  const { score, margin, near, close, isTitled } = text!
  // The two scores are learnt apart and so are not on one scale.
  const titled = isTitled ? 1 : 0
  return { one: 1, titled, scoreTitled: titled * score, scorePlain: (1 - titled) * score, margin, near, close }
}

function linear(by: Linear, inputs: Linear): number {
  let sum = 0
  for (const name in by) sum += by[name]! * (inputs[name] ?? 0)
  return sum
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
