import { inSlices } from "../jobs/in-slices"
import type { EmbedStore } from "./embed-store"

/** `embedding`: what the passage was compared by. */
export type Near = { id: number; embedding: number; similarity: number }

type Matrix = {
  stamp: string
  ids: number[]
  embeddings: number[]
  /** A byte a dimension, row after row. */
  values: Int8Array
  /** One over each row's length. */
  scales: Float32Array
}
type Held = { matrix: Matrix | undefined; loading: Promise<void> | undefined; nextAt: number }

const sliceMs = 2
const rowsAtOnce = 200
/** As those of the index: few chatbots are asked at a time. */
const mostHeld = 20
/** Content that takes long to load is loaded again seldom, at most for a tenth of the time. */
const restFactor = 9
const quickMs = 20

/** The passages nearest to a vector: all of a chatbot's are looked at, in slices, so that no chat waits for it. */
export function createNearest({ store }: { store: Pick<EmbedStore, "readVectors"> }) {
  const all = new Map<string, Held>()

  function heldOf(key: string): Held {
    const found = all.get(key) ?? { matrix: undefined, loading: undefined, nextAt: 0 }
    all.delete(key)
    all.set(key, found)
    if (all.size > mostHeld) all.delete(all.keys().next().value!)
    return found
  }

  function* load(chatbotId: string, modelId: number, dimensions: number, stamp: string): Generator<void, Matrix> {
    const ids: number[] = []
    const embeddings: number[] = []
    let values = new Int8Array(rowsAtOnce * dimensions)
    let scales = new Float32Array(rowsAtOnce)
    for (let after = 0; ; ) {
      const { rows, isEnd } = store.readVectors(chatbotId, modelId, after)
      for (const { id, embedding, vector } of rows) {
        after = id
        if (vector.length !== dimensions) continue
        const row = ids.length
        if (row === scales.length) {
          values = grown(values, new Int8Array(values.length * 2))
          scales = grown(scales, new Float32Array(scales.length * 2))
        }
        ids.push(id)
        embeddings.push(embedding)
        const signed = new Int8Array(vector.buffer, vector.byteOffset, vector.length)
        values.set(signed, row * dimensions)
        scales[row] = 1 / (lengthOf(signed) || 1)
      }
      if (isEnd) return { stamp, ids, embeddings, values, scales }
      yield
    }
  }

  function reload(held: Held, chatbotId: string, modelId: number, dimensions: number, stamp: string): Promise<void> {
    const startedAt = performance.now()
    held.loading ??= inSlices(load(chatbotId, modelId, dimensions, stamp), sliceMs)
      .then((matrix) => {
        held.matrix = matrix
      })
      .finally(() => {
        const took = performance.now() - startedAt
        held.nextAt = performance.now() + (took < quickMs ? 0 : took * restFactor)
        held.loading = undefined
      })
    return held.loading
  }

  return {
    /**
     * @param stamp tells whether what is held is what is stored.
     * @returns the nearest first.
     */
    async find(
      chatbotId: string,
      model: { id: number; dimensions: number },
      stamp: string,
      question: Float32Array,
      count: number,
    ): Promise<Near[]> {
      const held = heldOf(`${model.id} ${chatbotId}`)
      if (held.matrix?.stamp !== stamp && performance.now() >= held.nextAt) {
        const isLoaded = reload(held, chatbotId, model.id, model.dimensions, stamp)
        // What there was answers meanwhile, unless it is quickly done.
        if (!held.matrix || held.matrix.ids.length < rowsAtOnce) await isLoaded
        else isLoaded.catch(() => {})
      }
      return held.matrix ? inSlices(search(held.matrix, question, count), sliceMs) : []
    },
  }
}

function* search(
  { ids, embeddings, values, scales }: Matrix,
  question: Float32Array,
  count: number,
): Generator<void, Near[]> {
  const dimensions = question.length
  const rows = ids.length
  // Whole numbers multiply faster than what each byte would be turned into.
  let greatest = 0
  for (const value of question) greatest = Math.max(greatest, Math.abs(value))
  const asked = Int16Array.from(question, (value) => Math.round((value / greatest) * 1023))
  const askedScale = 1 / (lengthOf(asked) || 1)
  const best: Near[] = []
  let least = -Infinity
  for (let row = 0; row < rows; ) {
    const end = Math.min(row + 256, rows)
    for (; row < end; row++) {
      const similarity = dot(values, row * dimensions, asked) * scales[row]! * askedScale
      if (best.length === count && similarity <= least) continue
      let at = best.length
      while (at > 0 && best[at - 1]!.similarity < similarity) at--
      best.splice(at, 0, { id: ids[row]!, embedding: embeddings[row]!, similarity })
      if (best.length > count) best.pop()
      least = best.at(-1)!.similarity
    }
    yield
  }
  return best
}

/** Of bytes with 1023 at most the sum of 8,192 products fits into 32 bits. */
function dot(values: Int8Array, from: number, asked: Int16Array): number {
  const dimensions = asked.length
  let [a, b, c, d] = [0, 0, 0, 0]
  let k = 0
  for (; k + 3 < dimensions; k += 4) {
    a = (a + values[from + k]! * asked[k]!) | 0
    b = (b + values[from + k + 1]! * asked[k + 1]!) | 0
    c = (c + values[from + k + 2]! * asked[k + 2]!) | 0
    d = (d + values[from + k + 3]! * asked[k + 3]!) | 0
  }
  for (; k < dimensions; k++) a = (a + values[from + k]! * asked[k]!) | 0
  return a + b + c + d
}

function lengthOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += values[k]! * values[k]!
  return Math.sqrt(sum)
}

function grown<T extends Int8Array | Float32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
