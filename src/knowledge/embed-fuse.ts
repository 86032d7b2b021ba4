/** Pure: one order from what words find and what vectors find. */

import type { Retrieval, RetrievedPassage } from "./retrieve"
import type { StoredPassage } from "./source-store"

/** `confidence`: how likely it answers, by its likeness alone. */
type NearPassage = { passage: StoredPassage; confidence: number }

// Both lists are short, so that a first place is to count for more than being in the middle of both.
const flatness = 10
// The words' order is learnt from the content itself and is worth something also where it is sure of nothing; a likeness
// is worth much only where it is great. With a weak model the order then stays nearly what it was (DECISIONS.md).
const leastVoice = { words: 0.3, near: 0.05 }
const likenessPower = 3

/**
 * Reciprocal ranks, each list with as much voice as it is sure of its first: a part number is the words' matter, a question
 * in other words the vectors'. What a list does not have stands behind its last.
 *
 * The confidence stays a probability that the first passage answers: the greater of what the words say of it, if it is
 * their first, and what its likeness says. What either says of another passage counts for nothing.
 */
export function fuse(byWords: Retrieval, near: readonly NearPassage[], limit: number): Retrieval {
  if (near.length === 0) return { ...byWords, passages: byWords.passages.slice(0, limit) }
  const [bestByWords] = byWords.passages
  const voices = {
    words: Math.max(bestByWords ? byWords.confidence : 0, leastVoice.words),
    near: Math.max(near[0]!.confidence ** likenessPower, leastVoice.near),
  }
  const places = new Map<number, { passage: RetrievedPassage; words?: number; near?: number; confidence: number }>()
  for (const [at, passage] of byWords.passages.entries()) places.set(passage.id, { passage, words: at, confidence: 0 })
  for (const [at, { passage, confidence }] of near.entries())
    places.set(passage.id, { passage: { ...passage, score: 0 }, ...places.get(passage.id), near: at, confidence })
  const total = (voices.words + voices.near) / (flatness + 1)
  const share = (voice: number, place: number | undefined, behind: number) =>
    voice / (flatness + 1 + (place ?? behind)) / total
  const ranked = [...places.values()]
    .map((each) => {
      const ofWords = share(voices.words, each.words, byWords.passages.length)
      const ofLikeness = share(voices.near, each.near, near.length)
      return { ...each, ofWords, ofLikeness, score: ofWords + ofLikeness }
    })
    .sort((a, b) => b.score - a.score || b.confidence - a.confidence)
  const [first] = ranked
  const countedFromOne = (place: number | undefined) => (place === undefined ? undefined : place + 1)
  const passages = ranked.slice(0, limit).map(({ passage, score, confidence, ...each }): RetrievedPassage => {
    const places = {
      words: { place: countedFromOne(each.words), score: each.ofWords },
      likeness: { place: countedFromOne(each.near), confidence, score: each.ofLikeness },
    }
    return { ...passage, score, why: { parts: [], ...passage.why, places } }
  })
  const byTheWords = first?.passage.id === bestByWords?.id ? byWords.confidence : 0
  return { ...byWords, confidence: Math.max(byTheWords, first?.confidence ?? 0), passages }
}
