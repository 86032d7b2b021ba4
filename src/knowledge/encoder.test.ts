import { expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { knownMeaning, readPhrasings, readQuestions } from "./encode-apart"
import { createEncoder, type Loops, likenessOfMeanings, packMeaning } from "./encoder"
import file from "./encoder.bin" with { type: "file" }

const encoder = createEncoder(readFileSync(file))
const likeness = (a: string, b: string) =>
  likenessOfMeanings(packMeaning(encoder.encode(a)), packMeaning(encoder.encode(b)))

/** The sums of encoder.c, one after another. */
function plainLoops(memory: WebAssembly.Memory): Loops {
  const { buffer } = memory
  return {
    round_inputs(x, rounded, scale, inputs, tokens) {
      for (let t = 0; t < tokens; t++) {
        const from = new Float32Array(buffer, x + 4 * t * inputs, inputs)
        const most = from.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
        new Float32Array(buffer, scale, tokens)[t] = most / 16383
        new Int16Array(buffer, rounded + 2 * t * inputs, inputs).set(from.map((value) => (value * 16383) / (most || 1)))
      }
    },
    multiply(w, wScale, bias, x, xScale, y, rows, inputs, tokens) {
      const [scales, biases] = [new Float32Array(buffer, wScale, rows), new Float32Array(buffer, bias, rows)]
      const out = new Float32Array(buffer, y, rows * tokens)
      for (let t = 0; t < tokens; t++) {
        const scale = new Float32Array(buffer, xScale, tokens)[t]!
        const inputsOf = new Int16Array(buffer, x + 2 * t * inputs, inputs)
        for (let r = 0; r < rows; r++) {
          const weights = new Int8Array(buffer, w + r * inputs, inputs)
          let sum = 0
          for (let i = 0; i < inputs; i++) sum += weights[i]! * inputsOf[i]!
          out[t * rows + r] = biases[r]! + sum * scales[r]! * scale
        }
      }
    },
  }
}

test("what is asked in other words is nearer than what shares its words and asks something else", () => {
  expect(likeness("I forgot my password", "how do I sign in again?")).toBeGreaterThan(
    likeness("I forgot my password", "I forgot my umbrella in your shop"),
  )
  expect(likeness("how much does it cost?", "what is the price?")).toBeGreaterThan(
    likeness("how much does it cost?", "how much does it weigh?"),
  )
})

test("the quick loops give what plain sums give, for any number of pieces", () => {
  const plain = createEncoder(readFileSync(file), plainLoops)
  for (const text of ["refund", "Where is my refund?"])
    for (const [i, value] of plain.encode(text).entries()) expect(encoder.encode(text)[i]!).toBeCloseTo(value, 3)
})

test("a text is cut into the pieces that are likeliest; what no piece has is one unknown piece", () => {
  expect(encoder.piecesOf("how do I reset my password?")).toHaveLength(8)
  expect(encoder.piecesOf("HOW  do i\nReset my password?")).toEqual(encoder.piecesOf("how do I reset my password?"))
  expect(encoder.piecesOf("😀😀😀")).toHaveLength(2)
})

test("nothing said means nothing, and a pasted page is read only so far", () => {
  expect(encoder.encode(" \n").every((value) => value === 0)).toBe(true)
  expect(encoder.piecesOf("what it is ".repeat(1000)).length).toBeLessThanOrEqual(64)
  expect(Math.hypot(...encoder.encode("\u0000 \ud800 ".repeat(100)))).toBeCloseTo(1, 3)
})

test("read in a thread of its own it is the same", async () => {
  const texts = Array.from({ length: 9 }, (_, k) => `where is order number ${k}?`)
  expect(await readPhrasings([...texts, texts[0]!])).toBe(true)
  await readQuestions(["can I have my money back?"], Number.POSITIVE_INFINITY)

  const long = "where is my parcel? ".repeat(200)
  await readQuestions([long], Number.POSITIVE_INFINITY)

  for (const text of [...texts, "can I have my money back?", long])
    expect(knownMeaning(text)).toEqual(packMeaning(encoder.encode(text)))
})
