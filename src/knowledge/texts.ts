import { sentencesOf } from "./chunk"
import { kindsAsked, kindsOf } from "./kinds-of-answer"
import type { Lexicon } from "./lexicon"
import { weightIn } from "./lexicon"
import { addRow, dimensionsOfVectors, normalise, product, vectorOfWords, weightOfWord } from "./vectors"
import { isFunctionWord, wordsOf } from "./words"

type Text = { group: number; heading: string; body: string }

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

const saturation = 1.2
const lengthPart = 0.6
const pageShare = 0.6
const headingShare = 2
const windowWords = 30
const mostStems = 2 ** 24
// Comparing with each passage's vector is quick only so far; in a larger collection words find enough.
const mostScanned = 8000
const mostRead = 40_000
/** So many passages say what a page is about. */
const mostOfPage = 300

export function createTextModel(lexicon: Lexicon, texts: readonly Text[] = []) {
  /** The words of the heading, then those of the body; undefined where a passage was taken out. */
  const words: (Uint32Array | undefined)[] = []
  const gone: number[] = []
  /** How many words of it are heading, and how many lines the heading has. */
  const headingWords: number[] = []
  const headingLines: number[] = []
  /** Where each line of the heading ends, then where each sentence of the body ends, counted in words of all. */
  const ends: Uint32Array[] = []
  // A byte a number: of all that is kept for a passage this is most. Nothing but noughts for what has no known word.
  const sentenceVectors: Int8Array[] = []
  const vectors: (Int8Array | undefined)[] = []
  const kinds: number[] = []
  const groups: number[] = []
  const members = new Map<number, number[]>()
  /** For each stem the passages that it is in. */
  const postings: number[][] = []
  let present = 0
  let totalLength = 0
  let quick = new Uint8Array(0)
  let scores = new Float32Array(0)
  let askedSlot = new Int16Array(0)
  let pairPart = new Uint32Array(0)
  let pairRound = 0
  for (const text of texts) add(text)

  /** @returns its place, which no other passage gets. */
  function add(text: Text): number {
    const index = words.length
    const lines = text.heading
      .split(/\n| › /)
      .map(wordsOf)
      .filter((line) => line.length > 0)
    const sentences = unitsOf(text.body).map(wordsOf)
    const heading = lines.flat()
    const all = [...heading, ...sentences.flat()]
    const ids = lexicon.add(all)
    words.push(ids)
    gone.push(0)
    headingWords.push(heading.length)
    headingLines.push(lines.length)
    let end = 0
    ends.push(
      Uint32Array.from([...lines, ...sentences], (line) => {
        end += line.length
        return end
      }),
    )
    const dimensions = dimensionsOfVectors()
    const sum = new Float32Array(dimensions)
    const part = new Float32Array(dimensions)
    const addAll = (into: Float32Array, from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const weight = lexicon.informativeAt(ids[i]!)
        if (weight > 0) addRow(into, lexicon.rowAt(ids[i]!), weight)
      }
    }
    addAll(sum, 0, heading.length)
    let start = heading.length
    const packed = new Int8Array(sentences.length * dimensions)
    for (const [k, sentence] of sentences.entries()) {
      part.fill(0)
      addAll(part, start, start + sentence.length)
      start += sentence.length
      for (let i = 0; i < dimensions; i++) sum[i]! += part[i]!
      if (normalise(part)) for (let i = 0; i < dimensions; i++) packed[k * dimensions + i] = Math.round(part[i]! * 127)
    }
    sentenceVectors.push(packed)
    const vector = normalise(sum)
    vectors.push(vector && Int8Array.from(vector, (value) => Math.round(value * 127)))
    kinds.push(kindsOf(text.body))
    groups.push(text.group)
    const page = members.get(text.group)
    if (page) page.push(index)
    else members.set(text.group, [index])
    for (const stem of lexicon.stemsIn(ids)) {
      while (postings.length <= stem) postings.push([])
      postings[stem]!.push(index)
    }
    present += 1
    totalLength += all.length - heading.length
    return index
  }

  /** Never found again. Its place in the lists stays taken until all is built anew. */
  function remove(index: number): void {
    const ids = words[index]
    if (!ids) return
    lexicon.remove(ids)
    totalLength -= ids.length - headingWords[index]!
    gone[index] = 1
    words[index] = undefined
    vectors[index] = undefined
    sentenceVectors[index] = new Int8Array(0)
    present -= 1
    const page = members.get(groups[index]!)!
    page.splice(page.indexOf(index), 1)
    if (page.length === 0) members.delete(groups[index]!)
  }

  return {
    add,
    remove,
    groupOf: (index: number): number => groups[index]!,
    /** How many passages there are. */
    get size() {
      return present
    },
    /** The passages that share the rarest words with the question, or words that mean the same. */
    sharing(asked: readonly string[], limit: number): number[] {
      const stems = new Map<number, number>()
      const informative = asked.filter((word) => !isFunctionWord(word))
      for (const word of new Set(informative.length > 0 ? informative : asked)) {
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
      let asked = [...new Set(asking.filter((word) => !isFunctionWord(word)))]
      if (asked.length === 0) asked = [...new Set(asking)]
      if (quick.length < lexicon.size) quick = new Uint8Array(Math.ceil(lexicon.size * 1.3))
      const touched: number[] = []
      const slots: { weight: number; like: number }[] = [{ weight: 0, like: 0 }]
      for (const word of asked.slice(0, 60)) {
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
      let asked = [...new Set(asking.filter((word) => !isFunctionWord(word)))]
      if (asked.length === 0) asked = [...new Set(asking)]
      if (askedSlot.length < lexicon.size) askedSlot = new Int16Array(Math.ceil(lexicon.size * 1.3))
      // Each stem that was asked for has a slot; the words of the collection that stand for it point there, counted from 1.
      const slotOfStem = new Map<number, number>()
      const touched: number[] = []
      const weights: number[] = []
      const rarities: number[] = []
      let totalRarity = 0
      let totalWeight = 0
      for (const word of asked) {
        const stemId = lexicon.stemIdOf(word)
        const weight = weightIn(lexicon, word)
        totalWeight += weight
        const rarity = lexicon.rarity(stemId)
        totalRarity += rarity
        if (stemId === undefined || slotOfStem.has(stemId)) continue
        slotOfStem.set(stemId, weights.length)
        weights.push(weight)
        rarities.push(rarity)
        for (const id of lexicon.idsOf(stemId)) {
          askedSlot[id] = weights.length
          touched.push(id)
        }
      }
      totalRarity ||= 1
      totalWeight ||= 1
      const vector = vectorOfWords(asking)
      const alike = alikeTo(asked)
      const askedWeights = asked.map((word) => weightIn(lexicon, word))
      const pairs = pairsOf(asking)
      const pairsFound = candidates.map((index) => findPairs(index, pairs))
      const pairWeights = Array.from(pairs.keys(), (_, k) => {
        const count = pairsFound.reduce((sum, found) => sum + (found[k] ? 1 : 0), 0)
        return Math.log(1 + (candidates.length - count + 0.5) / (count + 0.5))
      })
      const totalPairs = pairWeights.reduce((sum, weight) => sum + weight, 0) || 1
      const wanted = kindsAsked(asking)
      const averageLength = totalLength / Math.max(present, 1)
      const pages = new Map<number, { length: number; counts: Float64Array }>()
      const counts = new Float64Array(weights.length)
      const seen = new Int32Array(weights.length)
      const inHeading = new Uint8Array(weights.length)
      const best = new Float64Array(asked.length)
      const bestHere = new Float64Array(asked.length)

      /** What the whole page is about counts a little for each of its passages: “it” and “this plan” are named elsewhere. */
      const pageOf = (group: number) => {
        const list = members.get(group)!
        if (list.length < 2) return undefined
        let page = pages.get(group)
        if (page) return page
        page = { length: 0, counts: new Float64Array(weights.length) }
        pages.set(group, page)
        for (const index of list.length > mostOfPage ? list.slice(0, mostOfPage) : list) {
          const ids = words[index]!
          for (let i = headingWords[index]!; i < ids.length; i++) {
            const slot = askedSlot[ids[i]!]!
            if (slot > 0) page.counts[slot - 1]! += 1
          }
          page.length += ids.length - headingWords[index]!
        }
        // What stands on a page once says nothing about its other passages.
        for (let slot = 0; slot < page.counts.length; slot++) if (page.counts[slot]! < 2) page.counts[slot] = 0
        return page
      }
      const reach = (id: number, into: Float64Array): number => {
        const list = alike.get(id)
        if (!list) return 0
        let most = 0
        for (let i = 0; i < list.length; i++) {
          const { k, value } = list[i]!
          if (value > into[k]!) into[k] = value
          if (value > most) most = value
        }
        return most
      }
      /** How often each asked word stands in the text; @returns how much of the question comes together within a window. */
      const countWords = (ids: Uint32Array, named: number): number => {
        counts.fill(0)
        seen.fill(-1_000_000)
        let close = 0
        let inWindow = 0
        for (let i = 0; i < ids.length - named; i++) {
          const leaving = i - windowWords
          if (leaving >= 0) {
            const old = askedSlot[ids[named + leaving]!]!
            if (old > 0 && seen[old - 1] === leaving) inWindow -= weights[old - 1]!
          }
          const slot = askedSlot[ids[named + i]!]! - 1
          if (slot < 0) continue
          counts[slot]! += 1
          if (i - seen[slot]! >= windowWords) inWindow += weights[slot]!
          seen[slot] = i
          if (inWindow > close) close = inWindow
        }
        return close
      }
      /** BM25 over text, heading and page, from what `countWords` has counted, and how much of the question each holds. */
      const weighWords = (ids: Uint32Array, named: number, group: number) => {
        inHeading.fill(0)
        for (let i = 0; i < named; i++) {
          const slot = askedSlot[ids[i]!]!
          if (slot > 0) inHeading[slot - 1] = 1
        }
        const page = pageOf(group)
        const bodyLength = ids.length - named
        let score = 0
        let covered = 0
        let heading = 0
        let onPage = 0
        for (let slot = 0; slot < weights.length; slot++) {
          const own = counts[slot]!
          const onPageRate = page ? (page.counts[slot]! / page.length) * averageLength : 0
          const isNamed = inHeading[slot] === 1
          const count = own + (isNamed ? headingShare : 0) + pageShare * Math.min(onPageRate, 2)
          if (count > 0)
            score +=
              (rarities[slot]! * count * (saturation + 1)) /
              (count + saturation * (1 - lengthPart + (lengthPart * bodyLength) / (averageLength || 1)))
          if (own > 0 || isNamed) covered += weights[slot]!
          if (isNamed) heading += weights[slot]!
          if (own > 0 || onPageRate > 0) onPage += weights[slot]!
        }
        return { score, covered, heading, onPage }
      }
      const keepBest = () => {
        for (let j = 0; j < best.length; j++) if (bestHere[j]! > best[j]!) best[j] = bestHere[j]!
      }
      /** Of the sentences below the heading the one that holds most of the question, and the one nearest to it in meaning. */
      const readSentences = (index: number, ids: Uint32Array, named: number) => {
        const own = ends[index]!
        const lines = headingLines[index]!
        let sentence = 0
        let sentenceMeaning = -1
        let start = named
        for (let k = lines; k < own.length; k++) {
          const end = own[k]!
          bestHere.fill(0)
          for (let i = start; i < end; i++) reach(ids[i]!, bestHere)
          sentence = Math.max(sentence, dot(bestHere, askedWeights))
          keepBest()
          const meant = vector ? product(vector, sentenceVectors[index]!, (k - lines) * vector.length) / 127 : 0
          if (meant > sentenceMeaning) sentenceMeaning = meant
          start = end
        }
        return { sentence, sentenceMeaning }
      }
      /** How well a line of the heading and the question cover each other. */
      const fitOf = (ids: Uint32Array, from: number, to: number): number => {
        bestHere.fill(0)
        let used = 0
        let all = 0
        for (let i = from; i < to; i++) {
          if (lexicon.informativeAt(ids[i]!) === 0) continue
          const weight = lexicon.weightAt(ids[i]!)
          used += weight * reach(ids[i]!, bestHere)
          all += weight
        }
        keepBest()
        const forth = dot(bestHere, askedWeights) / totalWeight
        const back = used / (all || 1)
        return forth + back > 0 ? (2 * forth * back) / (forth + back) : 0
      }
      const readHeading = (index: number, ids: Uint32Array, named: number) => {
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

      const found = candidates.map((index, at): TextFeatures => {
        const ids = words[index]!
        const named = headingWords[index]!
        best.fill(0)
        const close = countWords(ids, named)
        const { score, covered, heading, onPage } = weighWords(ids, named, groups[index]!)
        const { sentence, sentenceMeaning } = readSentences(index, ids, named)
        const { titleFits, headingFits, pathFits } = readHeading(index, ids, named)
        let pairScore = 0
        for (const [k, isFound] of pairsFound[at]!.entries()) if (isFound) pairScore += pairWeights[k]!
        return {
          words: score / (totalRarity * (saturation + 1)),
          phrases: pairScore / totalPairs,
          meaning: meaningOf(vector, index),
          covered: covered / totalWeight,
          near: dot(best, askedWeights) / totalWeight,
          heading: heading / totalWeight,
          page: onPage / totalWeight,
          fits: wanted === 0 ? 0 : wanted & kinds[index]! ? 1 : -1,
          close: close / totalWeight,
          sentence: sentence / totalWeight,
          sentenceMeaning: Math.max(sentenceMeaning, 0),
          headingFits,
          titleFits,
          pathFits,
        }
      })
      for (const id of touched) askedSlot[id] = 0
      return found
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

  /** For each word of the collection that is like one that was asked: which one, and how alike. */
  function alikeTo(asked: readonly string[]): Map<number, { k: number; value: number }[]> {
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

  /** Neighbouring words of the question, each pair with its place. */
  function pairsOf(asked: readonly string[]): Map<number, number> {
    const pairs = new Map<number, number>()
    pairRound += 1
    if (pairPart.length < lexicon.size) pairPart = new Uint32Array(Math.ceil(lexicon.size * 1.3))
    for (let i = 1; i < asked.length; i++) {
      const first = lexicon.stemIdOf(asked[i - 1]!)
      const second = lexicon.stemIdOf(asked[i]!)
      if (first === undefined || second === undefined) continue
      const key = first * mostStems + second
      if (!pairs.has(key)) pairs.set(key, pairs.size)
      for (const id of lexicon.idsOf(first)) pairPart[id] = pairRound
      for (const id of lexicon.idsOf(second)) pairPart[id] = pairRound
    }
    return pairs
  }

  /** Where both words of a pair were asked for, which most neighbours are not. */
  function findPairs(index: number, pairs: ReadonlyMap<number, number>): boolean[] {
    const found = Array.from({ length: pairs.size }, () => false)
    const ids = words[index]!
    if (pairs.size === 0) return found
    for (let i = headingWords[index]! + 1; i < ids.length; i++) {
      if (pairPart[ids[i - 1]!]! !== pairRound || pairPart[ids[i]!]! !== pairRound) continue
      const place = pairs.get(lexicon.stemAt(ids[i - 1]!) * mostStems + lexicon.stemAt(ids[i]!))
      if (place !== undefined) found[place] = true
    }
    return found
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

function dot(a: Float64Array, b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Sentences, list items and table rows. */
function unitsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .flatMap((block) => (/^\s*(?:[-*+•|]|\d+[.)])/m.test(block) ? block.split("\n") : sentencesOf(block)))
}

function weightOfInformative(word: string): number {
  return isFunctionWord(word) ? 0 : weightOfWord(word)
}
