import type { AskedWords } from "./asked-words"
import type { Lexicon } from "./lexicon"
import type { TextCollection } from "./text-collection"
import { product } from "./vectors"

/** How well sentences and lines of headings fit one question, by words that are alike and by what they mean as a whole. */
export function createFits(
  lexicon: Lexicon,
  { words, headingWords, headingLines, ends, sentenceVectors }: TextCollection,
  { words: asked, wordWeights, totalWeight }: AskedWords,
  vector: Float32Array | undefined,
) {
  const alike = alikeTo(lexicon, asked)
  /** How well each asked word was met: anywhere in the passage, and in the sentence or line that is read. */
  const best = new Float64Array(asked.length)
  const bestHere = new Float64Array(asked.length)

  function reach(id: number): number {
    const list = alike.get(id)
    if (!list) return 0
    let most = 0
    for (let i = 0; i < list.length; i++) {
      const { k, value } = list[i]!
      if (value > bestHere[k]!) bestHere[k] = value
      if (value > most) most = value
    }
    return most
  }
  const keepBest = () => {
    for (let j = 0; j < best.length; j++) if (bestHere[j]! > best[j]!) best[j] = bestHere[j]!
  }

  /** Of the sentences below the heading the one that holds most of the question, and the one nearest to it in meaning. */
  function readSentences(index: number, ids: Uint32Array, named: number) {
    const own = ends[index]!
    const lines = headingLines[index]!
    let sentence = 0
    let sentenceMeaning = 0
    let start = named
    for (let k = lines; k < own.length; k++) {
      const end = own[k]!
      bestHere.fill(0)
      for (let i = start; i < end; i++) reach(ids[i]!)
      sentence = Math.max(sentence, dot(bestHere, wordWeights))
      keepBest()
      const meant = vector ? product(vector, sentenceVectors[index]!, (k - lines) * vector.length) / 127 : 0
      if (meant > sentenceMeaning) sentenceMeaning = meant
      start = end
    }
    return { sentence: sentence / totalWeight, sentenceMeaning }
  }

  /** How well a line of the heading and the question cover each other. */
  function fitOf(ids: Uint32Array, from: number, to: number): number {
    bestHere.fill(0)
    let used = 0
    let all = 0
    for (let i = from; i < to; i++) {
      if (lexicon.informativeAt(ids[i]!) === 0) continue
      const weight = lexicon.weightAt(ids[i]!)
      used += weight * reach(ids[i]!)
      all += weight
    }
    keepBest()
    const forth = dot(bestHere, wordWeights) / totalWeight
    const back = used / (all || 1)
    return forth + back > 0 ? (2 * forth * back) / (forth + back) : 0
  }

  function readHeading(index: number, ids: Uint32Array, named: number) {
    const lines = headingLines[index]!
    if (lines === 0) return { titleFits: 0, headingFits: 0, pathFits: 0 }
    const own = ends[index]!
    const pathFits = fitOf(ids, 0, named)
    let titleFits = 0
    let headingFits = pathFits
    for (let k = 0; k < lines; k++) {
      const fits = fitOf(ids, k === 0 ? 0 : own[k - 1]!, own[k]!)
      if (k === 0) titleFits = fits
      headingFits = Math.max(headingFits, fits)
    }
    return { titleFits, headingFits, pathFits }
  }

  return (index: number) => {
    const ids = words[index]!
    const named = headingWords[index]!
    best.fill(0)
    const read = { ...readSentences(index, ids, named), ...readHeading(index, ids, named) }
    return { ...read, near: dot(best, wordWeights) / totalWeight }
  }
}

/** For each word of the collection that is like one that was asked: which one, and how alike. */
function alikeTo(lexicon: Lexicon, asked: readonly string[]): Map<number, { k: number; value: number }[]> {
  const found = new Map<number, { k: number; value: number }[]>()
  for (const [k, word] of asked.entries()) {
    const { ids, values } = lexicon.alike(word)
    for (let i = 0; i < ids.length; i++) {
      const list = found.get(ids[i]!)
      if (list) list.push({ k, value: values[i]! })
      else found.set(ids[i]!, [{ k, value: values[i]! }])
    }
  }
  return found
}

function dot(a: Float64Array, b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
