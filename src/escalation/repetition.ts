import { gramOverlap } from "./similarity"
import { toPlain } from "./text"
import type { JudgementDeps, Signal } from "./types"

/** How surely `later` asks again what `earlier` asked, 0 … 1. Meaning finds other words for the same thing, letters
 * find the same word misspelt. */
export function repeats(earlier: string, later: string, { similarity }: JudgementDeps): number {
  const a = toPlain(earlier)
  const b = toPlain(later)
  if (a.text === b.text && a.text !== "") return 1
  // Fitted on pairs of questions; shared whole words add nothing once meaning and letters are known.
  const logit = 3.14 * similarity(earlier, later) + 3.43 * gramOverlap(a, b) - 1.68
  return 1 / (1 + Math.exp(-logit))
}

/** `earlier` are the questions asked before in this episode, oldest first. */
export function detectRepetition(text: string, earlier: string[], deps: JudgementDeps): Signal {
  let score = 0
  let again = ""
  for (const question of earlier) {
    const likeness = repeats(question, text, deps)
    if (likeness > score) {
      score = likeness
      again = question
    }
  }
  const evidence = score < 0.75 ? [] : [{ text, start: 0, end: text.length, why: `asked before: “${again}”` }]
  return { kind: "repetition", score, evidence }
}
