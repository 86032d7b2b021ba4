import type { Lexicon } from "./lexicon"
import type { TextCollection } from "./text-collection"

const mostStems = 2 ** 24

/** Neighbours in the question that are neighbours in a passage. */
export function createPairFinder(lexicon: Lexicon, { words, headingWords }: TextCollection) {
  // In which round a word was last part of a pair: kept from one question to the next.
  let partIn = new Uint32Array(0)
  let round = 0

  /** Neighbouring words of the question, each pair with its place. */
  function pairsOf(asked: readonly string[]): Map<number, number> {
    const pairs = new Map<number, number>()
    round += 1
    if (partIn.length < lexicon.size) partIn = new Uint32Array(Math.ceil(lexicon.size * 1.3))
    for (let i = 1; i < asked.length; i++) {
      const first = lexicon.stemIdOf(asked[i - 1]!)
      const second = lexicon.stemIdOf(asked[i]!)
      if (first === undefined || second === undefined) continue
      const key = first * mostStems + second
      if (!pairs.has(key)) pairs.set(key, pairs.size)
      for (const id of lexicon.idsOf(first)) partIn[id] = round
      for (const id of lexicon.idsOf(second)) partIn[id] = round
    }
    return pairs
  }

  /** Where both words of a pair were asked for, which most neighbours are not. */
  function findPairs(index: number, pairs: ReadonlyMap<number, number>): boolean[] {
    const found = Array.from({ length: pairs.size }, () => false)
    const ids = words[index]!
    if (pairs.size === 0) return found
    for (let i = headingWords[index]! + 1; i < ids.length; i++) {
      if (partIn[ids[i - 1]!]! !== round || partIn[ids[i]!]! !== round) continue
      const place = pairs.get(lexicon.stemAt(ids[i - 1]!) * mostStems + lexicon.stemAt(ids[i]!))
      if (place !== undefined) found[place] = true
    }
    return found
  }

  /** For each candidate what share of the question's pairs it has, those that few candidates have for more. */
  return (asking: readonly string[], candidates: readonly number[]): number[] => {
    const pairs = pairsOf(asking)
    const found = candidates.map((index) => findPairs(index, pairs))
    const weights = Array.from(pairs.keys(), (_, k) => {
      const count = found.reduce((sum, each) => sum + (each[k] ? 1 : 0), 0)
      return Math.log(1 + (candidates.length - count + 0.5) / (count + 0.5))
    })
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
    return found.map((each) => each.reduce((sum, isFound, k) => (isFound ? sum + weights[k]! : sum), 0) / total)
  }
}
