import type { Lexicon } from "./lexicon"
import { weightIn } from "./lexicon"
import { isFunctionWord } from "./words"

export type AskedWords = {
  /** Each once, and what it weighs. */
  words: string[]
  wordWeights: number[]
  totalWeight: number
  totalRarity: number
  /** Of each stem among them. */
  weights: number[]
  rarities: number[]
  /** For each word of the collection the stem that it stands for, counted from 1; 0 for none. */
  slotOf: Int16Array
}

/** The words that a question is about; of one that has none, all. */
export function informative(asking: readonly string[]): string[] {
  const found = [...new Set(asking.filter((word) => !isFunctionWord(word)))]
  return found.length > 0 ? found : [...new Set(asking)]
}

export function createAskedWords(lexicon: Lexicon) {
  let slotOf = new Int16Array(0)

  return {
    /** What `use` makes of a question's words, which are gone afterwards: the list of all words is the same each time. */
    with<T>(asking: readonly string[], use: (asked: AskedWords) => T): T {
      if (slotOf.length < lexicon.size) slotOf = new Int16Array(Math.ceil(lexicon.size * 1.3))
      const words = informative(asking)
      const known = new Set<number>()
      const touched: number[] = []
      const weights: number[] = []
      const rarities: number[] = []
      let totalRarity = 0
      const wordWeights = words.map((word) => weightIn(lexicon, word))
      for (const [k, word] of words.entries()) {
        const stemId = lexicon.stemIdOf(word)
        const rarity = lexicon.rarity(stemId)
        totalRarity += rarity
        if (stemId === undefined || known.has(stemId)) continue
        known.add(stemId)
        weights.push(wordWeights[k]!)
        rarities.push(rarity)
        for (const id of lexicon.idsOf(stemId)) {
          slotOf[id] = weights.length
          touched.push(id)
        }
      }
      const totalWeight = wordWeights.reduce((sum, weight) => sum + weight, 0)
      try {
        return use({
          words,
          wordWeights,
          totalWeight: totalWeight || 1,
          totalRarity: totalRarity || 1,
          weights,
          rarities,
          slotOf,
        })
      } finally {
        for (const id of touched) slotOf[id] = 0
      }
    },
  }
}
