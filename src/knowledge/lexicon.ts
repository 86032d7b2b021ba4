import { editDistance } from "../languages/edit-distance"
import { type ListedLanguage, listedLanguages, smallWords, wordsOnlyOf } from "../languages/small-words"
import { createCompoundIndex, type Making, shareOfCompounding, wordsOfMaking } from "./compounds"
import { isDay } from "./days"
import { saysNothing } from "./light-words"
import { stem } from "./stem"
import { everydayWords, synonymsOf, synonymsOfHead } from "./synonyms"
import {
  addWord,
  dimensionsOfVectors,
  knowsWord,
  normalise,
  product,
  rowOfWord,
  weightAt,
  weightOfWord,
} from "./vectors"
import { isFunctionWord, wordsOf, wordsOfQuestions } from "./words"

/**
 * The words of one collection: how rare each is in it, how alike two are, and how a misspelt one is meant.
 * Words are numbered in the order in which they come, so that two builds of the same content are the same.
 */
type Alike = { ids: Uint32Array; values: Float32Array }

// Below this two words are as alike as any two.
const leastAlike = 0.2
const synonymLikeness = 0.7
/** Where a collection, or a good part of it, is in a language, the small words that only this one has stand in so many of its units. */
const shareOfLanguage = 1 / 3
/** Of what the end of a compound means. */
const headLikeness = 0.5
// With more words than this, comparing each word of a question with all of them would take too long; synonyms remain.
const mostCompared = 12_000

const mostGramsRead = 5000
/** Of more words that share a part, those that stand in most places. */
const mostCompounds = 24
/** A word that stands in so many places itself needs no other to be found. */
const oftenEnough = 20

const onlyOf = new Map<ListedLanguage, readonly string[]>()
/** By their stems, the small words that no other language has. */
function rootsOnlyOf(language: ListedLanguage): readonly string[] {
  let roots = onlyOf.get(language)
  if (!roots) {
    // As words are compared here “às” is “as”, which is English.
    const others = listedLanguages.filter((other) => other !== language).flatMap((other) => smallWords[other])
    const elsewhere = new Set(others.flatMap(wordsOf).map(stem))
    roots = [...new Set(wordsOnlyOf([language]).flatMap(wordsOf).map(stem))].filter((root) => !elsewhere.has(root))
    onlyOf.set(language, roots)
  }
  return roots
}

export type Lexicon = ReturnType<typeof createLexicon>

export function createLexicon() {
  const ids = new Map<string, number>()
  const words: string[] = []
  const stemIds: number[] = []
  const rows: number[] = []
  const informative: number[] = []
  const stems = new Map<string, number>()
  const idsOfStem: number[][] = []
  const byTrigram = new Map<string, number[]>()
  /** In how many units (phrasings or passages) a stem stands. */
  const unitsWith: number[] = []
  let units = 0
  let making: Making | "neither" | undefined
  const alikes = new Map<string, Alike>()
  let flat = new Float32Array(0)
  let flattened = 0
  let cut = 0
  let compounds = createCompoundIndex()
  let counts = new Uint8Array(0)

  /** Grows with the words, so that a few new ones cost no more than themselves. */
  function vectorsOfAll(): Float32Array {
    const dimensions = dimensionsOfVectors()
    if (flat.length < words.length * dimensions) {
      const larger = new Float32Array(Math.ceil(words.length * 1.3) * dimensions)
      larger.set(flat)
      flat = larger
    }
    for (; flattened < words.length; flattened++) flat.set(vectorOf(words[flattened]!) ?? [], flattened * dimensions)
    return flat
  }

  function idOf(word: string): number {
    let id = ids.get(word)
    if (id !== undefined) return id
    id = words.length
    ids.set(word, id)
    words.push(word)
    rows.push(rowOfWord(word))
    informative.push(isFunctionWord(word) ? 0 : weightAt(rows[id]!))
    const root = stem(word)
    let stemId = stems.get(root)
    if (stemId === undefined) {
      stemId = stems.size
      stems.set(root, stemId)
      unitsWith.push(0)
      idsOfStem.push([])
    }
    stemIds.push(stemId)
    idsOfStem[stemId]!.push(id)
    // What was found alike may leave this word out.
    alikes.clear()
    return id
  }

  /** Words with how many groups of three letters they share with this one. */
  function sharingGrams(word: string): { near: number[]; shared: Uint8Array } {
    cutUpTo(words.length)
    if (counts.length < words.length) counts = new Uint8Array(Math.ceil(words.length * 1.3))
    const near: number[] = []
    const lists = trigramsOf(word).map((gram) => byTrigram.get(gram) ?? [])
    let read = 0
    // The rarest first: what half of the words have tells nothing, and takes long.
    for (const list of lists.sort((a, b) => a.length - b.length)) {
      read += list.length
      if (read > mostGramsRead && near.length > 0) break
      for (let at = 0; at < list.length; at++) {
        const id = list[at]!
        if (counts[id] === 0) near.push(id)
        if (counts[id]! < 255) counts[id]! += 1
      }
    }
    const shared = Uint8Array.from(near, (id) => counts[id]!)
    for (const id of near) counts[id] = 0
    return { near, shared }
  }

  /** Kept up only when it is asked for: most words are written rightly. */
  function cutUpTo(end: number): void {
    for (; cut < end; cut++)
      for (const own of trigramsOf(words[cut]!)) {
        const list = byTrigram.get(own)
        if (list) list.push(cut)
        else byTrigram.set(own, [cut])
      }
  }

  const unitsOfStem = (root: string): number => unitsWith[stems.get(root) ?? -1] ?? 0
  const unitsOf = (word: string): number => unitsOfStem(stem(word))

  /** Whether its language, or one of them, writes what belongs together as one word, or puts many endings to it. */
  function makingHere(): Making | "neither" {
    // Asked for each word of a question, and changed only with the collection.
    making ??= findMaking()
    return making
  }

  /** In how many units these stems stand, all counted together. */
  const unitsOfAll = (roots: readonly string[]) => roots.reduce((found, root) => found + unitsOfStem(root), 0)

  function findMaking(): Making | "neither" {
    if (units === 0) return "neither"
    const joining = unitsOfAll(wordsOfMaking.joining)
    const ending = unitsOfAll(wordsOfMaking.ending)
    if (Math.max(joining, ending) < shareOfCompounding * units) return "neither"
    return joining >= ending ? "joining" : "ending"
  }

  function compoundUpTo(end: number): void {
    const here = makingHere()
    if (here !== "neither" && compounds.making !== here) compounds = createCompoundIndex(here)
    for (let id = compounds.size; id < end; id++) compounds.add(words[id]!)
  }

  /** The collection's words that share a part with this one. */
  function sharingParts(word: string): [id: number, value: number][] {
    if (unitsOf(word) >= oftenEnough || makingHere() === "neither") return []
    compoundUpTo(words.length)
    const near = [...compounds.near(word)]
    if (near.length <= mostCompounds) return near
    const worth = ([id, value]: [number, number]) => 1000 * value + Math.min(unitsWith[stemIds[id]!]!, 90)
    // The best of many, without sorting all of them.
    let best = near.splice(0, mostCompounds).sort((a, b) => worth(b) - worth(a))
    for (const each of near)
      if (worth(each) > worth(best.at(-1)!)) best = [...best.slice(0, -1), each].sort((a, b) => worth(b) - worth(a))
    return best
  }

  let seen = new Uint32Array(0)
  let round = 0
  /** The stems of a unit, each once. */
  function stemsIn(list: Uint32Array): number[] {
    if (seen.length < idsOfStem.length) seen = new Uint32Array(Math.ceil(idsOfStem.length * 1.3) + 64)
    round += 1
    const found: number[] = []
    for (let i = 0; i < list.length; i++) {
      const stemId = stemIds[list[i]!]!
      if (seen[stemId] === round) continue
      seen[stemId] = round
      found.push(stemId)
    }
    return found
  }

  return {
    stemsIn,
    /** Makes ready for misspelt words, a few hundred at a time. @returns whether something is left to do. */
    cutSome(): boolean {
      cutUpTo(Math.min(words.length, cut + 300))
      if (makingHere() === "neither") return cut < words.length
      compoundUpTo(Math.min(words.length, compounds.size + 300))
      return cut < words.length || compounds.size < words.length
    },
    /** Takes one unit's words in, and counts each stem once. */
    add(unit: readonly string[]): Uint32Array {
      const list = new Uint32Array(unit.length)
      for (let i = 0; i < unit.length; i++) list[i] = idOf(unit[i]!)
      units += 1
      making = undefined
      for (const stemId of stemsIn(list)) unitsWith[stemId]! += 1
      return list
    },
    /** Takes back what `add` counted; the words stay known. */
    remove(list: Uint32Array): void {
      units -= 1
      making = undefined
      for (const stemId of stemsIn(list)) unitsWith[stemId]! -= 1
    },
    /** Whether the collection, or a good part of it, is in that language. */
    isWrittenIn: (language: ListedLanguage): boolean =>
      units > 0 && unitsOfAll(rootsOnlyOf(language)) >= shareOfLanguage * units,
    /** All words of a stem. */
    idsOf: (stemId: number): readonly number[] => idsOfStem[stemId]!,
    get size() {
      return words.length
    },
    get units() {
      return units
    },
    idOf: (word: string) => ids.get(word),
    wordAt: (id: number) => words[id]!,
    stemAt: (id: number) => stemIds[id]!,
    /** Where the word's vector is, −1 if it has none. */
    rowAt: (id: number) => rows[id]!,
    /** How much the word says about what it stands in: nothing for “the”. */
    informativeAt: (id: number) => informative[id]!,
    stemIdOf: (word: string) => stems.get(stem(word)),
    has: (word: string) => unitsOf(word) > 0,
    unitsWith: (stemId: number | undefined) => (stemId === undefined ? 0 : unitsWith[stemId]!),
    /** As `weightIn`, of one of the collection's own words. */
    weightAt: (id: number): number =>
      Math.max(Math.log((units + 1) / (unitsWith[stemIds[id]!]! + 0.5)), 0.05) * Math.sqrt(weightAt(rows[id]!)),
    /** How much a word tells units apart; a word the collection does not have tells most. */
    rarity(stemId: number | undefined): number {
      const count = stemId === undefined ? 0 : unitsWith[stemId]!
      return Math.log((units + 1) / (count + 0.5))
    },
    /** The collection's words that are like `word`, with how alike they are, 0 to 1; the same stem is 1. */
    alike(word: string): Alike {
      const cached = alikes.get(word)
      if (cached) return cached
      const found = new Map<number, number>()
      const vector = vectorOf(word)
      const root = stems.get(stem(word))
      if (vector && words.length <= mostCompared) {
        const flat = vectorsOfAll()
        for (let id = 0, at = 0; id < words.length; id++, at += vector.length) {
          if (rows[id]! < 0) continue
          const sum = product(vector, flat, at)
          if (sum > leastAlike) found.set(id, sum * sum)
        }
      }
      // A misspelt word has no vector, or that of its misspelling; its letters still say what it is near to.
      if (root === undefined || !vector) {
        const { near, shared } = sharingGrams(word)
        for (const [k, id] of near.entries()) {
          // A word has as many of them as letters.
          const alike = (2 * shared[k]!) / (word.length + words[id]!.length)
          if (alike > 0.5 && alike * alike > (found.get(id) ?? 0)) found.set(id, alike * alike)
        }
      }
      if (root === undefined && makingHere() === "joining")
        for (const other of synonymsOfHead(word))
          for (const id of idsOfStem[stems.get(other) ?? -1] ?? []) found.set(id, headLikeness)
      for (const [id, value] of sharingParts(word)) if (value > (found.get(id) ?? 0)) found.set(id, value)
      const synonyms = synonymsOf(stem(word))
      if (synonyms) {
        const meant = new Set<number>()
        for (const synonym of synonyms) {
          const other = stems.get(synonym)
          if (other !== undefined) meant.add(other)
        }
        for (const other of meant)
          for (const id of idsOfStem[other]!) if ((found.get(id) ?? 0) < synonymLikeness) found.set(id, synonymLikeness)
      }
      if (root !== undefined) for (const id of idsOfStem[root]!) found.set(id, 1)
      const alike = { ids: Uint32Array.from(found.keys()), values: Float32Array.from(found.values()) }
      if (alikes.size >= 2000) alikes.clear()
      alikes.set(word, alike)
      return alike
    },
    /** The collection's own word that was meant, if `word` is not one and hardly a word at all. */
    repair(word: string): string {
      if (
        word.length < 4 ||
        stems.has(stem(word)) ||
        /\d/.test(word) ||
        isDay(word) ||
        saysNothing(word) ||
        isFunctionWord(word)
      )
        return word
      if (knowsWord(word) || sharingParts(word).length > 0) return word
      const allowed = word.length < 8 ? 1 : 2
      let best: string | undefined
      let bestScore = Number.POSITIVE_INFINITY
      for (const id of sharingGrams(word).near) {
        const other = words[id]!
        if (other.length < 4 || Math.abs(other.length - word.length) > allowed) continue
        const distance = editDistance(word, other, allowed)
        if (distance > allowed) continue
        // Of two equally near the one that the collection uses more, and people seldom miss the first letter.
        const score = distance + (other[0] === word[0] ? 0 : 0.6) - Math.min(unitsWith[stemIds[id]!]!, 50) / 200
        if (score < bestScore) {
          bestScore = score
          best = other
        }
      }
      // “how mutch” is no “match”, whatever stands in the collection: a word of questions counts as one it uses often.
      for (const other of best === undefined ? [] : wordsOfQuestions) {
        if (Math.abs(other.length - word.length) > allowed) continue
        const distance = editDistance(word, other, allowed)
        if (distance > allowed) continue
        const score = distance + (other[0] === word[0] ? 0 : 0.6) - 0.25
        if (score < bestScore) {
          bestScore = score
          best = other
        }
      }
      return best ?? word
    },
  }
}

const leastMisspelt = 6

/** The English word that was meant, where the collection has nothing like it: its words for the same are found by that. */
export function repairEveryday(word: string): string {
  if (word.length < leastMisspelt || knowsWord(word)) return word
  const isMeant = (other: string) =>
    other.length >= leastMisspelt &&
    word[0] === other[0] &&
    Math.abs(word.length - other.length) <= 1 &&
    editDistance(word, other, 1) <= 1
  return everydayWords.find(isMeant) ?? word
}

function vectorOf(word: string): Float32Array | undefined {
  const vector = new Float32Array(dimensionsOfVectors())
  return addWord(vector, word, 1) ? normalise(vector) : undefined
}

/** Rarity in the collection tempered by rarity in the language: “please” is not what a question is about. */
export function weightIn(lexicon: Lexicon, word: string): number {
  return Math.max(lexicon.rarity(lexicon.stemIdOf(word)), 0.05) * Math.sqrt(weightOfWord(word))
}

function trigramsOf(word: string): string[] {
  const padded = `^${word}$`
  const grams: string[] = []
  for (let i = 0; i + 3 <= padded.length; i++) grams.push(padded.slice(i, i + 3))
  return grams
}
