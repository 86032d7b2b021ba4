import { sentencesOf } from "./chunk"
import type { Lexicon } from "./lexicon"
import { weightIn } from "./lexicon"
import { cosine, vectorOfWords, weightOfWord } from "./vectors"
import { isFunctionWord, wordsOf } from "./words"

/** Scores passages of running text against a question. Nothing here is learnt from one collection. */
export type TextModel = ReturnType<typeof createTextModel>
export type Text = { group: number; heading: string; body: string }

/** How well a passage answers, each 0 to 1 (`meaning` −1 to 1), so that they compare across collections. */
export const textFeatures = [
  "words",
  "phrases",
  "meaning",
  "covered",
  "near",
  "heading",
  "headingFits",
  "titleFits",
  "pathFits",
  "page",
  "fits",
  "close",
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
const mostRead = 60_000

export function createTextModel(lexicon: Lexicon, texts: readonly Text[]) {
  const bodies: Uint32Array[] = []
  const headings: Uint32Array[] = []
  const vectors: (Float32Array | undefined)[] = []
  const kinds = new Uint8Array(texts.length)
  const sentenceEnds: number[][] = []
  // A byte a number: of all that is kept for a passage this is most.
  const sentenceVectors: Int8Array[] = []
  const headingLines: Uint32Array[][] = []
  let totalLength = 0
  let quick = new Uint8Array(0)
  let scores = new Float32Array(0)
  for (const [index, text] of texts.entries()) {
    const heading = wordsOf(text.heading)
    const sentences = unitsOf(text.body).map(wordsOf)
    const body = sentences.flat()
    const ids = lexicon.add([...heading, ...body])
    headings.push(ids.slice(0, heading.length))
    bodies.push(ids.slice(heading.length))
    vectors.push(vectorOfWords([...heading, ...body], weightOfInformative))
    kinds[index] = kindsOf(text.body)
    let end = 0
    sentenceEnds.push(
      sentences.map((words) => {
        end += words.length
        return end
      }),
    )
    sentenceVectors.push(pack(sentences.map((words) => vectorOfWords(words, weightOfInformative))))
    const lines = text.heading
      .split(/\n| › /)
      .map(wordsOf)
      .filter((words) => words.length > 0)
    // The whole path first, then the title and each heading by itself.
    if (lines.length > 0) lines.unshift(lines.flat())
    headingLines.push(lines.map((line) => Uint32Array.from(line, (word) => lexicon.idOf(word)!)))
    totalLength += body.length
  }
  const averageLength = totalLength / Math.max(texts.length, 1)
  const pages = countPages()

  // What the whole page is about counts a little for each of its passages: “it” and “this plan” are named elsewhere.
  function countPages(): Map<number, { length: number; counts: Map<number, number> }> {
    const sizes = new Map<number, number>()
    for (const { group } of texts) sizes.set(group, (sizes.get(group) ?? 0) + 1)
    const found = new Map<number, { length: number; counts: Map<number, number> }>()
    for (const [index, { group }] of texts.entries()) {
      if (sizes.get(group)! < 2) continue
      let page = found.get(group)
      if (!page) {
        page = { length: 0, counts: new Map() }
        found.set(group, page)
      }
      for (const id of bodies[index]!) {
        const stem = lexicon.stemAt(id)
        page.counts.set(stem, (page.counts.get(stem) ?? 0) + 1)
      }
      page.length += bodies[index]!.length
    }
    // What stands on a page once says nothing about its other passages, and would take most of the memory.
    for (const page of found.values()) for (const [stem, count] of page.counts) if (count < 2) page.counts.delete(stem)
    return found
  }

  const postings = invert()

  /** For each stem the passages that it is in. */
  function invert(): { starts: Uint32Array; passages: Uint32Array } {
    const stemsIn = (index: number) => {
      const stems = new Set<number>()
      for (const id of headings[index]!) stems.add(lexicon.stemAt(id))
      for (const id of bodies[index]!) stems.add(lexicon.stemAt(id))
      return stems
    }
    const starts = new Uint32Array(lexicon.stemCount + 1)
    for (let stem = 0; stem < lexicon.stemCount; stem++) starts[stem + 1] = starts[stem]! + lexicon.unitsWith(stem)
    const next = starts.slice()
    const passages = new Uint32Array(starts[lexicon.stemCount]!)
    for (let index = 0; index < texts.length; index++)
      for (const stem of stemsIn(index)) passages[next[stem]!++] = index
    return { starts, passages }
  }

  return {
    size: texts.length,
    /** The passages that share the rarest words with the question, or words that mean the same. */
    sharing(words: readonly string[], limit: number): number[] {
      const stems = new Map<number, number>()
      for (const word of new Set(words)) {
        if (isFunctionWord(word)) continue
        const weight = weightIn(lexicon, word)
        const { ids, values } = lexicon.alike(word)
        for (let i = 0; i < ids.length; i++) {
          if (values[i]! < 0.5) continue
          const stem = lexicon.stemAt(ids[i]!)
          stems.set(stem, Math.max(stems.get(stem) ?? 0, weight * values[i]!))
        }
      }
      if (scores.length < texts.length) scores = new Float32Array(texts.length)
      const touched: number[] = []
      let read = 0
      for (const [stem, weight] of [...stems].sort((a, b) => lexicon.unitsWith(a[0]) - lexicon.unitsWith(b[0]))) {
        const end = postings.starts[stem + 1]!
        read += end - postings.starts[stem]!
        if (read > mostRead && touched.length > 0) break
        for (let at = postings.starts[stem]!; at < end; at++) {
          const index = postings.passages[at]!
          if (scores[index] === 0) touched.push(index)
          scores[index]! += weight
        }
      }
      const found = best(touched, (index) => scores[index]!, limit)
      for (const index of touched) scores[index] = 0
      return found
    },
    /** The candidates that a quick look finds best. */
    preselect(words: readonly string[], candidates: readonly number[], limit: number): number[] {
      if (candidates.length <= limit) return [...candidates]
      let asked = [...new Set(words.filter((word) => !isFunctionWord(word)))]
      if (asked.length === 0) asked = [...new Set(words)]
      if (quick.length < lexicon.size) quick = new Uint8Array(lexicon.size)
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
      const vector = vectorOfWords(words)
      const counts = new Float64Array(slots.length)
      const scored = candidates.map((index) => {
        counts.fill(0)
        const body = bodies[index]!
        for (let i = 0; i < body.length; i++) counts[quick[body[i]!]!]! += 1
        const named = headings[index]!
        for (let i = 0; i < named.length; i++) counts[quick[named[i]!]!]! += headingShare
        let score = 0
        for (let slot = 1; slot < slots.length; slot += 2) {
          const { weight } = slots[slot]!
          const count = counts[slot]! + 0.5 * counts[slot + 1]!
          score += (weight * count) / (count + saturation)
        }
        const own = vectors[index]
        return { index, score: score + (vector && own ? 0.5 * cosine(vector, own) : 0) }
      })
      for (const id of touched) quick[id] = 0
      return scored
        .sort((a, b) => b.score - a.score || a.index - b.index)
        .slice(0, limit)
        .map(({ index }) => index)
    },
    /** Features of each candidate, in their order. */
    features(words: readonly string[], candidates: readonly number[]): TextFeatures[] {
      let asked = [...new Set(words.filter((word) => !isFunctionWord(word)))]
      if (asked.length === 0) asked = [...new Set(words)]
      const stems = new Map<number, { rarity: number; slot: number }>()
      const weights: number[] = []
      let totalRarity = 0
      let totalWeight = 0
      for (const word of asked) {
        const stemId = lexicon.stemIdOf(word)
        const weight = weightIn(lexicon, word)
        totalWeight += weight
        const rarity = lexicon.rarity(stemId)
        totalRarity += rarity
        if (stemId !== undefined && !stems.has(stemId)) {
          stems.set(stemId, { rarity, slot: weights.length })
          weights.push(weight)
        }
      }
      totalRarity ||= 1
      totalWeight ||= 1
      const vector = vectorOfWords(words)
      const alike = alikeTo(asked)
      const askedWeights = asked.map((word) => weightIn(lexicon, word))
      const pairs = pairsOf(words)
      const pairsFound = candidates.map((index) => findPairs(bodies[index]!, pairs))
      const pairWeights = Array.from(pairs.keys(), (_, k) => {
        const count = pairsFound.reduce((sum, found) => sum + (found[k] ? 1 : 0), 0)
        return Math.log(1 + (candidates.length - count + 0.5) / (count + 0.5))
      })
      const totalPairs = pairWeights.reduce((sum, weight) => sum + weight, 0) || 1
      const wanted = kindsAsked(words)

      return candidates.map((index, at) => {
        const body = bodies[index]!
        const counts = new Map<number, number>()
        let close = 0
        let inWindow = 0
        const seen = new Int32Array(weights.length).fill(-1_000_000)
        for (let i = 0; i < body.length; i++) {
          const stem = lexicon.stemAt(body[i]!)
          const leaving = i - windowWords
          if (leaving >= 0) {
            const old = stems.get(lexicon.stemAt(body[leaving]!))
            if (old && seen[old.slot] === leaving) inWindow -= weights[old.slot]!
          }
          const hit = stems.get(stem)
          if (!hit) continue
          counts.set(stem, (counts.get(stem) ?? 0) + 1)
          if (i - seen[hit.slot]! >= windowWords) inWindow += weights[hit.slot]!
          seen[hit.slot] = i
          if (inWindow > close) close = inWindow
        }
        const inHeading = new Set<number>()
        for (const id of headings[index]!) inHeading.add(lexicon.stemAt(id))
        const page = pages.get(texts[index]!.group)
        let score = 0
        let covered = 0
        let heading = 0
        let onPage = 0
        for (const [stem, { rarity, slot }] of stems) {
          const own = counts.get(stem) ?? 0
          const onPageRate = page ? ((page.counts.get(stem) ?? 0) / page.length) * averageLength : 0
          const named = inHeading.has(stem)
          const count = own + (named ? headingShare : 0) + pageShare * Math.min(onPageRate, 2)
          if (count > 0)
            score +=
              (rarity * count * (saturation + 1)) /
              (count + saturation * (1 - lengthPart + (lengthPart * body.length) / (averageLength || 1)))
          if (own > 0 || named) covered += weights[slot]!
          if (named) heading += weights[slot]!
          if (own > 0 || onPageRate > 0) onPage += weights[slot]!
        }
        let near = 0
        let sentence = 0
        let headingFits = 0
        let titleFits = 0
        let pathFits = 0
        {
          const best = new Float64Array(asked.length)
          const bestHere = new Float64Array(asked.length)
          const reach = (id: number, into: Float64Array): number => {
            let most = 0
            const list = alike.get(id)
            if (!list) return 0
            for (let i = 0; i < list.length; i++) {
              const { k, value } = list[i]!
              if (value > into[k]!) into[k] = value
              if (value > most) most = value
            }
            return most
          }
          let start = 0
          for (const end of sentenceEnds[index]!) {
            bestHere.fill(0)
            for (let i = start; i < end; i++) reach(body[i]!, bestHere)
            sentence = Math.max(sentence, dot(bestHere, askedWeights))
            for (let k = 0; k < best.length; k++) best[k] = Math.max(best[k]!, bestHere[k]!)
            start = end
          }
          for (const [place, line] of headingLines[index]!.entries()) {
            bestHere.fill(0)
            let used = 0
            let all = 0
            for (const id of line) {
              const word = lexicon.wordAt(id)
              if (isFunctionWord(word)) continue
              const weight = weightIn(lexicon, word)
              used += weight * reach(id, bestHere)
              all += weight
            }
            const forth = dot(bestHere, askedWeights) / totalWeight
            const back = used / (all || 1)
            const both = forth + back > 0 ? (2 * forth * back) / (forth + back) : 0
            if (place === 0) pathFits = both
            else if (place === 1) titleFits = both
            headingFits = Math.max(headingFits, both)
            for (let k = 0; k < best.length; k++) best[k] = Math.max(best[k]!, bestHere[k]!)
          }
          near = dot(best, askedWeights)
        }
        let sentenceMeaning = -1
        const packed = sentenceVectors[index]!
        if (vector)
          for (let first = 0; first < packed.length; first += vector.length) {
            let sum = 0
            for (let i = 0; i < vector.length; i++) sum += vector[i]! * packed[first + i]!
            if (sum / 127 > sentenceMeaning) sentenceMeaning = sum / 127
          }
        const own = vectors[index]
        let pairScore = 0
        for (const [k, found] of pairsFound[at]!.entries()) if (found) pairScore += pairWeights[k]!
        return {
          words: score / (totalRarity * (saturation + 1)),
          phrases: pairScore / totalPairs,
          meaning: vector && own ? cosine(vector, own) : 0,
          covered: covered / totalWeight,
          near: near / totalWeight,
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
    },
    /** The passages nearest in meaning, for questions that share no word with their answer. */
    nearest(words: readonly string[], limit: number): number[] {
      const vector = vectors.length <= mostScanned ? vectorOfWords(words, weightOfInformative) : undefined
      if (!vector) return []
      const found: { index: number; score: number }[] = []
      let least = Number.NEGATIVE_INFINITY
      for (let index = 0; index < vectors.length; index++) {
        const other = vectors[index]
        if (!other) continue
        const score = cosine(vector, other)
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
  function pairsOf(words: readonly string[]): Map<number, number> {
    const pairs = new Map<number, number>()
    for (let i = 1; i < words.length; i++) {
      const first = lexicon.stemIdOf(words[i - 1]!)
      const second = lexicon.stemIdOf(words[i]!)
      if (first === undefined || second === undefined) continue
      const key = first * mostStems + second
      if (!pairs.has(key)) pairs.set(key, pairs.size)
    }
    return pairs
  }

  function findPairs(body: Uint32Array, pairs: ReadonlyMap<number, number>): boolean[] {
    const found = Array.from({ length: pairs.size }, () => false)
    if (pairs.size === 0 || body.length === 0) return found
    const firsts = new Set(Array.from(pairs.keys(), (key) => Math.floor(key / mostStems)))
    let first = lexicon.stemAt(body[0]!)
    for (let i = 1; i < body.length; i++) {
      const second = lexicon.stemAt(body[i]!)
      const place = firsts.has(first) ? pairs.get(first * mostStems + second) : undefined
      if (place !== undefined) found[place] = true
      first = second
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

function pack(vectors: readonly (Float32Array | undefined)[]): Int8Array {
  const known = vectors.filter((vector) => vector !== undefined)
  const packed = new Int8Array(known.reduce((sum, vector) => sum + vector.length, 0))
  for (const [row, vector] of known.entries())
    for (let i = 0; i < vector.length; i++) packed[row * vector.length + i] = Math.round(vector[i]! * 127)
  return packed
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

const numbers = 1
const dates = 2
const shares = 4

function kindsOf(text: string): number {
  return (
    (/\d/.test(text) ? numbers : 0) |
    (/\b(?:19|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d ?(?:am|pm|days?|hours?|weeks?|months?)\b|\d\d:\d\d/i.test(
      text,
    )
      ? dates
      : 0) |
    (/\d ?%|per ?cent/i.test(text) ? shares : 0)
  )
}

function kindsAsked(words: readonly string[]): number {
  const text = ` ${words.join(" ")} `
  if (/ (?:percentage|percent|share|proportion) /.test(text)) return shares
  if (/ (?:when|what time|what year|what date|what day|how long|how soon|how fast) /.test(text)) return dates
  if (/ (?:how many|how much|how old|what number|price|cost|costs|fee|what age|rate) /.test(text)) return numbers
  return 0
}
