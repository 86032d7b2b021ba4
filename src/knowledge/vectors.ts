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
  return vectors().indexOf.has(word)
}

/** How much a word says about the sentence it is in (smooth inverse frequency), 0 to 1; unknown words say most. */
export function weightOfWord(word: string): number {
  const { indexOf, weights } = vectors()
  const index = indexOf.get(word)
  return index === undefined ? 1 : weights[index]! / 255
}

/** Adds `weight` times the word's vector to `sum`. False if the word is not known. */
export function addWord(sum: Float32Array, word: string, weight: number): boolean {
  const { indexOf, scales, matrix, dimensions } = vectors()
  const index = indexOf.get(word)
  if (index === undefined) return false
  const factor = weight * scales[index]!
  const start = index * dimensions
  for (let i = 0; i < dimensions; i++) sum[i]! += factor * matrix[start + i]!
  return true
}

/** How far a vector points where the word does; the word's own length counts. */
export function dotWithWord(vector: Float32Array, word: string): number {
  const { indexOf, scales, matrix, dimensions } = vectors()
  const index = indexOf.get(word)
  if (index === undefined) return 0
  const start = index * dimensions
  let sum = 0
  for (let i = 0; i < dimensions; i++) sum += vector[i]! * matrix[start + i]!
  return sum * scales[index]!
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
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** How alike in meaning two texts are, −1 to 1; 0 where nothing is known of one of them. */
export function similarity(a: string, b: string): number {
  const first = sentenceVector(a)
  const second = sentenceVector(b)
  return first && second ? cosine(first, second) : 0
}
