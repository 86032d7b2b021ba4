import { readFileSync } from "node:fs"
import file from "./vectors.bin" with { type: "file" }
import { wordsOf } from "./words"

/**
 * Meaning of words without a model server: GloVe vectors pruned, whitened and quantised by make-vectors.ts.
 * Layout, little endian: "BVEC", version, words, dimensions, bytes of the word list (4 × uint32); the word list, joined by
 * line feeds and padded to 4 bytes; a float32 scale for each word; a uint8 weight for each word; the int8 matrix.
 */
type Vectors = {
  dimensions: number
  indexOf: Map<string, number>
  scales: Float32Array
  weights: Uint8Array
  matrix: Int8Array
}

let loaded: Vectors | undefined

// Read at the first question and not at the start: a process that only takes messages does not pay for it.
function vectors(): Vectors {
  loaded ??= read(readFileSync(file))
  return loaded
}

function read(bytes: Uint8Array): Vectors {
  const header = new DataView(bytes.buffer, bytes.byteOffset, 20)
  if (header.getUint32(0) !== 0x42564543) throw new Error("The word vectors are not in the expected format.")
  const count = header.getUint32(8, true)
  const dimensions = header.getUint32(12, true)
  const listBytes = header.getUint32(16, true)
  const list = new TextDecoder().decode(bytes.subarray(20, 20 + listBytes)).trimEnd()
  const indexOf = new Map<string, number>()
  for (const word of list.split("\n")) indexOf.set(word, indexOf.size)
  const start = bytes.byteOffset + 20 + listBytes
  // Copies, because a file's bytes need not begin where a Float32Array may.
  const scales = new Float32Array(bytes.buffer.slice(start, start + count * 4))
  const weights = new Uint8Array(bytes.buffer.slice(start + count * 4, start + count * 5))
  const matrix = new Int8Array(bytes.buffer.slice(start + count * 5, start + count * (5 + dimensions)))
  return { dimensions, indexOf, scales, weights, matrix }
}

export function dimensionsOfVectors(): number {
  return vectors().dimensions
}

export function knowsWord(word: string): boolean {
  return rowOfWord(word) >= 0
}

/** The words of the language that have a vector, the most frequent first. */
export function knownWords(): Iterable<string> {
  return vectors().indexOf.keys()
}

/** How much a word says about the sentence it is in (smooth inverse frequency), 0 to 1; unknown words say most. */
export function weightOfWord(word: string): number {
  return weightAt(rowOfWord(word))
}

/** Where a word's vector is, so that who meets the word often need not look it up again; −1 for an unknown one. */
export function rowOfWord(word: string): number {
  const { indexOf } = vectors()
  // Of a rare thing often only the singular is there.
  return indexOf.get(word) ?? (/[^s]s$/.test(word) ? indexOf.get(word.slice(0, -1)) : undefined) ?? -1
}

export function weightAt(row: number): number {
  return row < 0 ? 1 : vectors().weights[row]! / 255
}

/** Adds `weight` times the word's vector to `sum`. False if the word is not known. */
export function addWord(sum: Float32Array, word: string, weight: number): boolean {
  return addRow(sum, rowOfWord(word), weight)
}

export function addRow(sum: Float32Array, row: number, weight: number): boolean {
  if (row < 0) return false
  const { scales, matrix, dimensions } = vectors()
  const factor = weight * scales[row]!
  const start = row * dimensions
  for (let i = 0; i < dimensions; i++) sum[i]! += factor * matrix[start + i]!
  return true
}

/** The product of a vector with the numbers that begin at `start`. */
export function product(vector: Float32Array, numbers: Float32Array | Int8Array, start: number): number {
  // Four sums side by side: one alone would wait for itself at every step.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < vector.length; i += 4) {
    a += vector[i]! * numbers[start + i]!
    b += vector[i + 1]! * numbers[start + i + 1]!
    c += vector[i + 2]! * numbers[start + i + 2]!
    d += vector[i + 3]! * numbers[start + i + 3]!
  }
  for (; i < vector.length; i++) a += vector[i]! * numbers[start + i]!
  return a + b + (c + d)
}

/** Of length 1; undefined if no word of it is known. `weigh` replaces the general weights by a collection's own. */
export function vectorOfWords(words: readonly string[], weigh = weightOfWord): Float32Array | undefined {
  const sum = new Float32Array(vectors().dimensions)
  let known = false
  for (const word of words) known = addWord(sum, word, weigh(word)) || known
  return known ? normalise(sum) : undefined
}

export function sentenceVector(text: string): Float32Array | undefined {
  return vectorOfWords(wordsOf(text))
}

export function normalise(vector: Float32Array): Float32Array | undefined {
  let square = 0
  for (const value of vector) square += value * value
  if (square === 0) return undefined
  const factor = 1 / Math.sqrt(square)
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor
  return vector
}

/** Of two vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return product(a, b, 0)
}

/** How alike in meaning two texts are, −1 to 1; 0 where nothing is known of one of them. */
export function similarity(a: string, b: string): number {
  const first = sentenceVector(a)
  const second = sentenceVector(b)
  return first && second ? cosine(first, second) : 0
}
