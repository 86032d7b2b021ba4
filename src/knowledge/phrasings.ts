import { likenessOfMeanings } from "./encoder"
import { type Lexicon, weightIn } from "./lexicon"
import { cosine, vectorOfWords } from "./vectors"

/**
 * Learns which entry a question means from the ways in which it was asked before: regression over a kernel of four
 * likenesses (words aligned by meaning, the words' vectors, letters, the meaning of the whole sentence). Closed form, so that
 * learning is exact, repeatable and needs no rounds. Where a sentence's meaning was not read, the other three decide.
 */
export type PhrasingModel = ReturnType<typeof createPhrasingModel> extends Generator<void, infer Model> ? Model : never
/** Work in pieces of a millisecond or so: who runs it may do something else between two of them. */
export type Pieces = Generator<void, void>
export type Phrasing = { entry: number; words: readonly string[]; meaning?: Int8Array | undefined }

const kernel = { sharpness: 3, ridge: 0.1, aligned: 1, vector: 1, letters: 1, sentence: 3 }
// Learning takes the cube of this; of more phrasings each entry's first ones are learnt, as many of each.
const mostLearnt = 1800

type Row = {
  entry: number
  ids: Uint32Array
  weights: Float32Array
  totalWeight: number
  vector: Float32Array | undefined
  grams: Map<number, number>
}

export type PhrasingMatch = {
  /** By entry: what learning says, about 0 to 1. */
  scores: Float64Array
  /** By entry: its best likeness, 0 to 1, and which phrasing has it. */
  nearest: Float64Array
  nearestAt: Int32Array
}

/** Takes the phrasings in, with pauses; `learn` does the rest. */
export function* createPhrasingModel(lexicon: Lexicon, entries: number, phrasings: readonly Phrasing[]) {
  const gramIds = new Map<string, number>()
  const phrasingsWithGram: number[] = []
  for (const { words } of phrasings) {
    const ids = new Set<number>()
    for (const gram of gramsOf(words)) {
      let id = gramIds.get(gram)
      if (id === undefined) {
        id = gramIds.size
        gramIds.set(gram, id)
        phrasingsWithGram.push(0)
      }
      ids.add(id)
    }
    for (const id of ids) phrasingsWithGram[id]! += 1
    yield
  }
  const rows: Row[] = []
  const byGram = new Map<number, [number, number][]>()
  for (const { entry, words } of phrasings) {
    const row = rowOf(entry, words)
    for (const [gram, weight] of row.grams) {
      const list = byGram.get(gram)
      if (list) list.push([rows.length, weight])
      else byGram.set(gram, [[rows.length, weight]])
    }
    rows.push(row)
    yield
  }
  const weightOfId = new Float32Array(lexicon.size)
  for (let id = 0; id < weightOfId.length; id++) weightOfId[id] = weightIn(lexicon, lexicon.wordAt(id))

  const listed: number[][] = Array.from({ length: lexicon.size }, () => [])
  for (const [index, row] of rows.entries()) for (const id of row.ids) listed[id]!.push(index)
  const rowsWith = listed.map((list) => Uint32Array.from(list))
  // Scratch for `likenesses`, which runs once a phrasing while learning: made once, cleared by what was touched.
  const bestOfRow = new Float64Array(rows.length)
  const touchedRows = new Uint32Array(rows.length)
  const bestOfId = new Float64Array(lexicon.size)
  const touchedIds = new Uint32Array(lexicon.size)

  function rowOf(entry: number, words: readonly string[]): Row {
    const distinct = [...new Set(words)]
    const grams = new Map<number, number>()
    let square = 0
    const counts = new Map<string, number>()
    for (const gram of gramsOf(words)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
    for (const [gram, count] of counts) {
      const id = gramIds.get(gram)
      const rarity = Math.log((phrasings.length + 1) / ((id === undefined ? 0 : phrasingsWithGram[id]!) + 0.5))
      const weight = (1 + Math.log(count)) * Math.max(rarity, 0)
      square += weight * weight
      if (id !== undefined) grams.set(id, weight)
    }
    const length = Math.sqrt(square) || 1
    for (const [id, weight] of grams) grams.set(id, weight / length)
    const weights = Float32Array.from(distinct, (word) => weightIn(lexicon, word))
    const ids = Uint32Array.from(distinct.flatMap((word) => lexicon.idOf(word) ?? []))
    return {
      entry,
      ids,
      weights,
      totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
      vector: vectorOfWords(words),
      grams,
    }
  }

  /** How alike a question is to each phrasing, 0 to 1. */
  function likenesses(words: readonly string[], meaning: Int8Array | undefined): Float64Array {
    const asked = rowOf(-1, words)
    const letters = new Float64Array(rows.length)
    for (const [gram, weight] of asked.grams)
      for (const [index, other] of byGram.get(gram) ?? []) letters[index]! += weight * other
    // The words that weigh most, so that a long story costs no more than a question.
    const chosen = [...new Set(words)]
      .map((word, index) => ({ word, weight: asked.weights[index]! }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 24)
    const askedWeight = chosen.reduce((sum, { weight }) => sum + weight, 0) || 1
    const forth = new Float64Array(rows.length)
    const back = new Float64Array(rows.length)
    let idCount = 0
    for (const { word, weight } of chosen) {
      const { ids, values } = lexicon.alike(word)
      let rowCount = 0
      for (let k = 0; k < ids.length; k++) {
        const id = ids[k]!
        const value = values[k]!
        if (bestOfId[id] === 0) touchedIds[idCount++] = id
        if (value > bestOfId[id]!) bestOfId[id] = value
        const list = rowsWith[id]!
        for (let at = 0; at < list.length; at++) {
          const index = list[at]!
          const best = bestOfRow[index]!
          if (best === 0) touchedRows[rowCount++] = index
          if (value > best) bestOfRow[index] = value
        }
      }
      for (let at = 0; at < rowCount; at++) {
        const index = touchedRows[at]!
        forth[index]! += weight * bestOfRow[index]!
        bestOfRow[index] = 0
      }
    }
    for (let at = 0; at < idCount; at++) {
      const id = touchedIds[at]!
      const share = bestOfId[id]! * weightOfId[id]!
      for (const index of rowsWith[id]!) back[index]! += share
      bestOfId[id] = 0
    }

    const out = new Float64Array(rows.length)
    const parts = kernel.aligned + kernel.vector + kernel.letters
    const share = meaning ? kernel.sentence / (parts + kernel.sentence) : 0
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!
      const covered = forth[index]! / askedWeight
      const used = back[index]! / (row.totalWeight || 1)
      const aligned = covered + used > 0 ? (2 * covered * used) / (covered + used) : 0
      const meant = asked.vector && row.vector ? cosine(asked.vector, row.vector) : 0
      const said = (kernel.aligned * aligned + kernel.vector * meant + kernel.letters * letters[index]!) / parts
      const known = phrasings[index]!.meaning
      out[index] = share > 0 && known ? said + share * (likenessOfMeanings(meaning!, known) - said) : said
    }
    return out
  }

  let learnt: Float64Array | undefined
  const taught = taughtOf(phrasings, entries)

  /** Learns, with a pause after each small piece of the work. Until it is done the nearest phrasings decide. */
  function* learn(): Pieces {
    const size = taught.length
    if (size === 0 || size > mostLearnt) return
    const matrix = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      const { words, meaning } = phrasings[taught[i]!]!
      const like = likenesses(words, meaning)
      for (let j = 0; j < size; j++) matrix[i * size + j] = Math.exp(kernel.sharpness * (like[taught[j]!]! - 1))
      yield
    }
    const entryAt = (i: number) => rows[taught[i]!]!.entry
    const perEntry = new Float64Array(entries)
    for (let i = 0; i < size; i++) perEntry[entryAt(i)]! += 1
    // An entry with few phrasings counts as much as one with many.
    let mean = 0
    for (let i = 0; i < size; i++) mean += 1 / perEntry[entryAt(i)]! / size
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) {
        const both = (matrix[i * size + j]! + matrix[j * size + i]!) / 2
        matrix[i * size + j] = both
        matrix[j * size + i] = both
      }
      yield
    }
    for (let i = 0; i < size; i++) matrix[i * size + i] = 1 + kernel.ridge * mean * perEntry[entryAt(i)]! + 1e-6
    yield
    if (!(yield* factorise(matrix, size))) return
    const targets = new Float64Array(size * entries)
    for (let i = 0; i < size; i++) targets[i * entries + entryAt(i)] = 1
    yield* solve(matrix, size, targets, entries)
    learnt = targets
  }

  const entriesWithPhrasings = new Set(rows.map(({ entry }) => entry))
  const idsOfEntry = new Map<number, Set<number>>()
  for (const row of rows) {
    let ids = idsOfEntry.get(row.entry)
    if (!ids) {
      ids = new Set()
      idsOfEntry.set(row.entry, ids)
    }
    for (const id of row.ids) ids.add(id)
  }

  return {
    size: rows.length,
    learn,
    entriesWithPhrasings,
    /** Share of what the question says that this entry's phrasings say too. */
    coverage(words: readonly string[], entry: number): number {
      const own = idsOfEntry.get(entry)
      let total = 0
      let covered = 0
      for (const word of new Set(words)) {
        const weight = weightIn(lexicon, word)
        total += weight
        const { ids, values } = lexicon.alike(word)
        let best = 0
        for (let i = 0; i < ids.length; i++) if (values[i]! > best && own?.has(ids[i]!)) best = values[i]!
        covered += weight * best
      }
      return covered / (total || 1)
    },
    match(words: readonly string[], meaning?: Int8Array): PhrasingMatch {
      const like = likenesses(words, meaning)
      const scores = new Float64Array(entries)
      const nearest = new Float64Array(entries)
      const nearestAt = new Int32Array(entries).fill(-1)
      for (let i = 0; i < rows.length; i++) {
        const entry = rows[i]!.entry
        if (like[i]! <= nearest[entry]!) continue
        nearest[entry] = like[i]!
        nearestAt[entry] = i
      }
      for (let i = 0; learnt && i < taught.length; i++) {
        const factor = Math.exp(kernel.sharpness * (like[taught[i]!]! - 1))
        const start = i * entries
        for (let e = 0; e < entries; e++) scores[e]! += factor * learnt[start + e]!
      }
      if (!learnt) fallingSums(rows, like, scores)
      return { scores, nearest, nearestAt }
    },
  }
}

/** Which phrasings are learnt: the first, second, third … of every entry, as long as there is room. */
function taughtOf(phrasings: readonly Phrasing[], entries: number): number[] {
  if (phrasings.length <= mostLearnt) return phrasings.map((_, index) => index)
  const seen = new Uint32Array(entries)
  const round = Uint32Array.from(phrasings, ({ entry }) => seen[entry]!++)
  const inRound = new Uint32Array(Math.max(...seen, 1))
  for (const each of round) inRound[each]! += 1
  let rounds = 1
  for (let count = inRound[0]!; count + (inRound[rounds] ?? 0) <= mostLearnt; rounds++) count += inRound[rounds]!
  return phrasings.flatMap((_, index) => (round[index]! < rounds ? [index] : []))
}

/** An entry's best phrasings count, each next one less. */
function fallingSums(rows: readonly Row[], like: Float64Array, scores: Float64Array): void {
  const best = new Map<number, number[]>()
  for (let i = 0; i < rows.length; i++) {
    const entry = rows[i]!.entry
    const list = best.get(entry)
    if (list) list.push(like[i]!)
    else best.set(entry, [like[i]!])
  }
  for (const [entry, list] of best) {
    list.sort((a, b) => b - a)
    let sum = 0
    let total = 0
    for (let k = 0; k < Math.min(5, list.length); k++) {
      sum += list[k]! / (k + 1)
      total += 1 / (k + 1)
    }
    scores[entry] = (sum / total) ** 2
  }
}

function gramsOf(words: readonly string[]): string[] {
  const text = ` ${words.join(" ")} `
  const grams: string[] = []
  for (const size of [3, 4]) for (let i = 0; i + size <= text.length; i++) grams.push(text.slice(i, i + size))
  return grams
}

/** Cholesky, in place, lower triangle. False if the matrix is not positive definite. */
function* factorise(matrix: Float64Array, size: number): Generator<void, boolean> {
  for (let i = 0; i < size; i++) {
    const rowI = i * size
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size
      let sum = matrix[rowI + j]!
      // Four sums side by side: one alone would wait for itself at every step.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      let k = 0
      for (; k + 3 < j; k += 4) {
        a += matrix[rowI + k]! * matrix[rowJ + k]!
        b += matrix[rowI + k + 1]! * matrix[rowJ + k + 1]!
        c += matrix[rowI + k + 2]! * matrix[rowJ + k + 2]!
        d += matrix[rowI + k + 3]! * matrix[rowJ + k + 3]!
      }
      for (; k < j; k++) a += matrix[rowI + k]! * matrix[rowJ + k]!
      sum -= a + b + c + d
      if (i === j) {
        if (sum <= 1e-9) return false
        matrix[rowI + i] = Math.sqrt(sum)
      } else matrix[rowI + j] = sum / matrix[rowJ + j]!
    }
    yield
  }
  return true
}

/** Solves for many right-hand sides at once, in place. */
function* solve(lower: Float64Array, size: number, sides: Float64Array, count: number): Pieces {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) {
      const factor = lower[i * size + k]!
      if (factor !== 0) for (let c = 0; c < count; c++) sides[i * count + c]! -= factor * sides[k * count + c]!
    }
    const pivot = lower[i * size + i]!
    for (let c = 0; c < count; c++) sides[i * count + c]! /= pivot
    yield
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) {
      const factor = lower[k * size + i]!
      if (factor !== 0) for (let c = 0; c < count; c++) sides[i * count + c]! -= factor * sides[k * count + c]!
    }
    const pivot = lower[i * size + i]!
    for (let c = 0; c < count; c++) sides[i * count + c]! /= pivot
    yield
  }
}
