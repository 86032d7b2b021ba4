import { gramOverlap, wordOverlap } from "../escalation/similarity"
import { toPlain } from "../escalation/text"

/** Likeness of two texts from their letters and words alone, 0 … 1: what is found with it is found without word vectors. */
export function letterSimilarity(a: string, b: string): number {
  const [first, second] = [toPlain(a), toPlain(b)]
  return Math.min(1, 0.6 * wordOverlap(first, second) + 0.6 * gramOverlap(first, second))
}
