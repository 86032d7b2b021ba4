import { createAskedWords, informative } from "./asked-words"
import { kindsAsked } from "./kinds-of-answer"
import type { Lexicon } from "./lexicon"
import { weightIn } from "./lexicon"
import { createFits } from "./sentence-fits"
import { createTextCollection, type Text } from "./text-collection"
import { product, vectorOfWords, weightOfWord } from "./vectors"
import { createWordCounter, headingShare, saturation } from "./word-counts"
import { createPairFinder } from "./word-pairs"
import { isFunctionWord } from "./words"

/**
 * How well a passage answers: numbers that compare across collections, each 0 to 1, but `meaning` and `fits` −1 to 1. What
 * is said of words counts rare ones for more.
 */
export const textFeatures = [
  /** How often the words of the question are in the passage, in its heading, and somewhat on its page (as in BM25). */
  "words",
  /** Neighbours in the question that are neighbours here. */
  "phrases",
  /** Likeness of the whole passage's vector and the question's. */
  "meaning",
  /** What share of the question's words stands in it or its heading. */
  "covered",
  /** The same, with words that are only alike. */
  "near",
  /** What share stands in the heading. */
  "heading",
  /** How well question and heading cover each other: its best line, its first line, all of it. */
  "headingFits",
  "titleFits",
  "pathFits",
  /** What share stands in the passage or on its page. */
  "page",
  /** Whether it has a number, date or share, where one is asked for; 0 where none is. */
  "fits",
  /** What share stands within a few lines. */
  "close",
  /** What share the best sentence has, and the likeness of the sentence nearest in meaning. */
  "sentence",
  "sentenceMeaning",
] as const
export type TextFeatures = Record<(typeof textFeatures)[number], number>

// Comparing with each passage's vector is quick only so far; in a larger collection words find enough.
const mostScanned = 8000
const mostRead = 40_000

export function createTextModel(lexicon: Lexicon, texts: readonly Text[] = []) {
  const collection = createTextCollection(lexicon)
  const { words, gone, headingWords, vectors, kinds, groups, postings } = collection
  const askedWords = createAskedWords(lexicon)
  const findPairs = createPairFinder(lexicon, collection)
  let quick = new Uint8Array(0)
  let scores = new Float32Array(0)
  for (const text of texts) collection.add(text)

  return {
    add: collection.add,
    remove: collection.remove,
    groupOf: (index: number): number => groups[index]!,
    /** How many passages there are. */
    get size(): number {
      return collection.size
    },
    /** The passages that share the rarest words with the question, or words that mean the same. */
    sharing(asked: readonly string[], limit: number): number[] {
      const stems = new Map<number, number>()
      for (const word of informative(asked)) {
        const weight = weightIn(lexicon, word)
        const { ids, values } = lexicon.alike(word)
        for (let i = 0; i < ids.length; i++) {
          if (values[i]! < 0.5) continue
          const stem = lexicon.stemAt(ids[i]!)
          stems.set(stem, Math.max(stems.get(stem) ?? 0, weight * values[i]!))
        }
      }
      if (scores.length < words.length) scores = new Float32Array(Math.ceil(words.length * 1.3))
      const touched: number[] = []
      let read = 0
      for (const [stem, weight] of [...stems].sort((a, b) => lexicon.unitsWith(a[0]) - lexicon.unitsWith(b[0]))) {
        const list = postings[stem]
        if (!list) continue
        read += list.length
        if (read > mostRead && touched.length > 0) break
        for (let at = 0; at < list.length; at++) {
          const index = list[at]!
          if (gone[index] === 1) continue
          if (scores[index] === 0) touched.push(index)
          scores[index]! += weight
        }
      }
      const found = best(touched, (index) => scores[index]!, limit)
      for (const index of touched) scores[index] = 0
      return found
    },
    /** The candidates that a quick look finds best. */
    preselect(asking: readonly string[], candidates: readonly number[], limit: number): number[] {
      if (candidates.length <= limit) return [...candidates]
      if (quick.length < lexicon.size) quick = new Uint8Array(Math.ceil(lexicon.size * 1.3))
      const touched: number[] = []
      const slots: { weight: number; like: number }[] = [{ weight: 0, like: 0 }]
      for (const word of informative(asking).slice(0, 60)) {
        const weight = weightIn(lexicon, word)
        const { ids, values } = lexicon.alike(word)
        for (const wanted of [1, 0.5]) {
          slots.push({ weight, like: wanted })
          for (let i = 0; i < ids.length; i++) {
            if (quick[ids[i]!] || values[i]! < wanted) continue
            quick[ids[i]!] = slots.length - 1
            touched.push(ids[i]!)
          }
        }
      }
      const vector = vectorOfWords(asking)
      const counts = new Float64Array(slots.length)
      const scored = candidates.map((index) => {
        counts.fill(0)
        const ids = words[index]!
        const named = headingWords[index]!
        for (let i = 0; i < named; i++) counts[quick[ids[i]!]!]! += headingShare
        for (let i = named; i < ids.length; i++) counts[quick[ids[i]!]!]! += 1
        let score = 0
        for (let slot = 1; slot < slots.length; slot += 2) {
          const { weight } = slots[slot]!
          const count = counts[slot]! + 0.5 * counts[slot + 1]!
          score += (weight * count) / (count + saturation)
        }
        return { index, score: score + 0.5 * meaningOf(vector, index) }
      })
      for (const id of touched) quick[id] = 0
      return scored
        .sort((a, b) => b.score - a.score || a.index - b.index)
        .slice(0, limit)
        .map(({ index }) => index)
    },
    /** Features of each candidate, in their order. */
    features(asking: readonly string[], candidates: readonly number[]): TextFeatures[] {
      const vector = vectorOfWords(asking)
      const phrases = findPairs(asking, candidates)
      const wanted = kindsAsked(asking)
      return askedWords.with(asking, (asked) => {
        const countWords = createWordCounter(collection, asked)
        const fitsOf = createFits(lexicon, collection, asked, vector)
        return candidates.map((index, at): TextFeatures => {
          const { score, close, covered, heading, onPage } = countWords(index)
          return {
            ...fitsOf(index),
            words: score / (asked.totalRarity * (saturation + 1)),
            phrases: phrases[at]!,
            meaning: meaningOf(vector, index),
            covered: covered / asked.totalWeight,
            heading: heading / asked.totalWeight,
            page: onPage / asked.totalWeight,
            fits: wanted === 0 ? 0 : wanted & kinds[index]! ? 1 : -1,
            close: close / asked.totalWeight,
          }
        })
      })
    },
    /** The passages nearest in meaning, for questions that share no word with their answer. */
    nearest(asked: readonly string[], limit: number): number[] {
      const vector = vectors.length <= mostScanned ? vectorOfWords(asked, weightOfInformative) : undefined
      if (!vector) return []
      const found: { index: number; score: number }[] = []
      let least = Number.NEGATIVE_INFINITY
      for (let index = 0; index < vectors.length; index++) {
        if (!vectors[index]) continue
        const score = meaningOf(vector, index)
        if (found.length >= limit && score <= least) continue
        found.push({ index, score })
        if (found.length >= limit * 2) {
          found.sort((a, b) => b.score - a.score)
          found.length = limit
          least = found.at(-1)!.score
        }
      }
      return found
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ index }) => index)
    },
  }

  function meaningOf(vector: Float32Array | undefined, index: number): number {
    const own = vectors[index]
    if (!vector || !own) return 0
    return product(vector, own, 0) / 127
  }
}

/** The `limit` with the highest score, without sorting all of them. */
function best(indexes: readonly number[], scoreOf: (index: number) => number, limit: number): number[] {
  let kept: number[] = []
  let least = Number.NEGATIVE_INFINITY
  const byScore = (a: number, b: number) => scoreOf(b) - scoreOf(a) || a - b
  for (const index of indexes) {
    if (scoreOf(index) <= least) continue
    kept.push(index)
    if (kept.length < limit * 4) continue
    kept = kept.sort(byScore).slice(0, limit)
    least = scoreOf(kept.at(-1)!)
  }
  return kept.sort(byScore).slice(0, limit)
}

function weightOfInformative(word: string): number {
  return isFunctionWord(word) ? 0 : weightOfWord(word)
}
