/**
 * What a whole sentence means, as 512 numbers: Google's Universal Sentence Encoder “lite” (two transformer layers over 8,000
 * pieces of words), in whole numbers of 8 bits, made by make-encoder.ts. A question of twelve pieces takes some 5 ms, so that
 * it runs in a thread of its own (encode-apart.ts).
 */
export type Encoder = { encode(text: string): Float32Array; piecesOf(text: string): number[] }

/** The two loops that take the time; places are counted in bytes of the shared memory. */
export type Loops = {
  round_inputs(x: number, rounded: number, scale: number, inputs: number, tokens: number): void
  multiply(
    ...places: [w: number, wScale: number, bias: number, x: number, xScale: number, y: number, ...sizes: Sizes]
  ): void
}
type Sizes = [rows: number, inputs: number, tokens: number]

/** Where a part of the file begins, counted from the end of its header, and how many bytes it has. */
export type Header = { parts: Record<string, [start: number, bytes: number]> }

export const encoderMagic = 0x42454e43
export const dimensionsOfMeaning = 512
// A question has a dozen; of a pasted page the beginning says what it is about.
const mostPieces = 64
export const mostLetters = 600
const widest = 1536
const heads = 4
const tiny = 1e-6
/** The loops keep their stack below. */
const firstPlace = 131_072
const pageBytes = 65_536
const unknownPiece = 0
/** The first pieces stand for no letters. */
export const reservedPieces = 6

// Of 512 numbers whose squares make 1, hardly one is larger than a third.
const packing = 380

/** In a byte a number. */
export function packMeaning(meaning: Float32Array): Int8Array {
  return Int8Array.from(meaning, (value) => Math.max(-127, Math.min(127, Math.round(value * packing))))
}

/** How alike two packed meanings are, −1 to 1. */
export function likenessOfMeanings(one: Int8Array, other: Int8Array): number {
  let even = 0
  let odd = 0
  for (let i = 0; i < one.length; i += 2) {
    even += one[i]! * other[i]!
    odd += one[i + 1]! * other[i + 1]!
  }
  return (even + odd) / packing ** 2
}

/** What it exports is written in its own code, where no type can see it. */
const compiled = (memory: WebAssembly.Memory, code: Uint8Array<ArrayBuffer>): Loops =>
  new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } }).exports as unknown as Loops

/** @param loopsIn tests compare with other loops. */
export function createEncoder(file: Uint8Array, loopsIn = compiled): Encoder {
  const view = new DataView(file.buffer, file.byteOffset, 8)
  if (view.getUint32(0) !== encoderMagic) throw new Error("The sentence encoder is not in the expected format.")
  const headerEnd = 8 + view.getUint32(4, true)
  const { parts } = JSON.parse(new TextDecoder().decode(file.subarray(8, headerEnd))) as Header
  const payload = file.subarray(headerEnd)

  let end = firstPlace + payload.length
  const take = (bytes: number) => {
    const place = Math.ceil(end / 16) * 16
    end = place + bytes
    return place
  }
  const [residual, hidden, wide, joined] = [
    take(mostPieces * 512 * 4),
    take(mostPieces * 512 * 4),
    take(mostPieces * widest * 4),
    take(mostPieces * 512 * 4),
  ]
  const rounded = take(mostPieces * widest * 2)
  const roundedScale = take(mostPieces * 4)
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / pageBytes) })
  new Uint8Array(memory.buffer).set(payload, firstPlace)
  const floatsAt = (place: number, count: number) => new Float32Array(memory.buffer, place, count)
  const placeOf = (name: string) => firstPlace + parts[name]![0]
  const floats = (name: string) => floatsAt(placeOf(name), parts[name]![1] / 4)
  const bytesOf = (name: string) => payload.slice(parts[name]![0], parts[name]![0] + parts[name]![1])
  const loops = loopsIn(memory, bytesOf("loops"))

  const pieces = new TextDecoder().decode(bytesOf("pieces")).split("\n")
  const scores = floats("pieceScores")
  const idOf = new Map<string, number>()
  for (let id = reservedPieces; id < pieces.length; id++) idOf.set(pieces[id]!, id)
  const longest = pieces.reduce((most, piece) => Math.max(most, piece.length), 0)
  const leastScore = scores.reduce((least, score) => Math.min(least, score), 0) - 10

  /** The likeliest way to cut the text into pieces. */
  function piecesOf(text: string): number[] {
    const plain = text.slice(0, mostLetters).normalize("NFKC").toLowerCase().trim()
    if (!plain) return []
    const said = `▁${plain.replace(/\s+/g, "▁")}`
    const best = new Float64Array(said.length + 1).fill(Number.NEGATIVE_INFINITY)
    const cameFrom = new Int32Array(said.length + 1)
    const piece = new Int32Array(said.length + 1)
    best[0] = 0
    for (let from = 0; from < said.length; from++)
      for (let to = from + 1; to <= Math.min(said.length, from + longest); to++) {
        const id = idOf.get(said.slice(from, to)) ?? (to === from + 1 ? unknownPiece : undefined)
        if (id === undefined) continue
        const score = best[from]! + (id === unknownPiece ? leastScore : scores[id]!)
        if (score <= best[to]!) continue
        best[to] = score
        cameFrom[to] = from
        piece[to] = id
      }
    const found: number[] = []
    for (let at = said.length; at > 0; at = cameFrom[at]!)
      if (piece[at] !== unknownPiece || found.at(-1) !== unknownPiece) found.push(piece[at]!)
    return found.reverse().slice(0, mostPieces)
  }

  const embeddings = new Int8Array(memory.buffer, placeOf("embeddings"), parts.embeddings![1])
  const embeddingScale = floats("embeddingsScale")
  const timing = floats("timing")
  const centre = floats("centre")

  /** Adds `bias` too. */
  function multiply(name: string, from: number, to: number, inputs: number, tokens: number): void {
    const rows = parts[`${name}Scale`]![1] / 4
    loops.round_inputs(from, rounded, roundedScale, inputs, tokens)
    const [weights, scale, bias] = [placeOf(name), placeOf(`${name}Scale`), placeOf(`${name}Bias`)]
    loops.multiply(weights, scale, bias, rounded, roundedScale, to, rows, inputs, tokens)
  }

  function normaliseLayer(name: string, from: number, to: number, width: number, tokens: number): void {
    const [scale, bias] = [floats(`${name}Scale`), floats(`${name}Bias`)]
    const [x, y] = [floatsAt(from, width * tokens), floatsAt(to, width * tokens)]
    for (let start = 0; start < x.length; start += width) {
      let mean = 0
      for (let i = 0; i < width; i++) mean += x[start + i]!
      mean /= width
      let spread = 0
      for (let i = 0; i < width; i++) spread += (x[start + i]! - mean) ** 2
      const factor = 1 / Math.sqrt(spread / width + tiny)
      for (let i = 0; i < width; i++) y[start + i] = (x[start + i]! - mean) * factor * scale[i]! + bias[i]!
    }
  }

  /** Each token looks at all: from queries, keys and values that stand side by side in `wide`. */
  function attend(width: number, tokens: number): void {
    const [from, to] = [floatsAt(wide, 3 * width * tokens), floatsAt(joined, width * tokens)]
    const size = width / heads
    const factor = 1 / Math.sqrt(size)
    const shares = new Float64Array(tokens)
    to.fill(0)
    for (let head = 0; head < width; head += size)
      for (let t = 0; t < tokens; t++) {
        const query = 3 * width * t + head
        let most = Number.NEGATIVE_INFINITY
        for (let other = 0; other < tokens; other++) {
          const key = 3 * width * other + width + head
          let sum = 0
          for (let i = 0; i < size; i++) sum += from[query + i]! * from[key + i]!
          shares[other] = sum * factor
          most = Math.max(most, shares[other]!)
        }
        let total = 0
        for (let other = 0; other < tokens; other++) {
          shares[other] = Math.exp(shares[other]! - most)
          total += shares[other]!
        }
        for (let other = 0; other < tokens; other++) {
          const value = 3 * width * other + 2 * width + head
          const share = shares[other]! / total
          for (let i = 0; i < size; i++) to[width * t + head + i]! += share * from[value + i]!
        }
      }
  }

  function add(from: number, to: number, count: number): void {
    const [x, y] = [floatsAt(from, count), floatsAt(to, count)]
    for (let i = 0; i < count; i++) y[i]! += x[i]!
  }

  function layer(number: 0 | 1, tokens: number): void {
    const width = number === 0 ? 256 : 512
    const name = (part: string) => `layer${number}.${part}`
    normaliseLayer(name("before"), residual, hidden, width, tokens)
    multiply(name("look"), hidden, wide, width, tokens)
    attend(width, tokens)
    if (number === 0) {
      // The first layer is narrower than the second: what goes past it is widened.
      multiply(name("widen"), residual, hidden, width, tokens)
      floatsAt(residual, 512 * tokens).set(floatsAt(hidden, 512 * tokens))
    }
    multiply(name("join"), joined, hidden, width, tokens)
    add(hidden, residual, 512 * tokens)
    normaliseLayer(name("between"), residual, hidden, 512, tokens)
    multiply(name("think"), hidden, wide, 512, tokens)
    const thought = floatsAt(wide, widest * tokens)
    for (let i = 0; i < thought.length; i++) if (thought[i]! < 0) thought[i] = 0
    multiply(name("conclude"), wide, hidden, widest, tokens)
    add(hidden, residual, 512 * tokens)
  }

  return {
    piecesOf,
    /** Of length 1, and counted from what any sentence means; noughts for a text without letters. */
    encode(text) {
      const ids = piecesOf(text)
      const meaning = new Float32Array(dimensionsOfMeaning)
      if (ids.length === 0) return meaning
      const x = floatsAt(residual, 256 * ids.length)
      for (const [t, id] of ids.entries())
        for (let i = 0; i < 256; i++) {
          const wave = timing[i % 128]! * t
          x[256 * t + i] =
            2 * embeddings[256 * id + i]! * embeddingScale[id]! + (i < 128 ? Math.sin(wave) : Math.cos(wave))
        }
      layer(0, ids.length)
      layer(1, ids.length)
      const all = floatsAt(residual, 512 * ids.length)
      const mean = floatsAt(joined, 512)
      mean.fill(0)
      for (let i = 0; i < all.length; i++) mean[i % 512]! += all[i]! / ids.length
      multiply("sum", joined, hidden, 512, 1)
      const found = floatsAt(hidden, 512)
      let square = 0
      for (let i = 0; i < 512; i++) {
        meaning[i] = Math.tanh(found[i]!)
        square += meaning[i]! ** 2
      }
      for (let i = 0; i < 512; i++) meaning[i] = meaning[i]! / Math.sqrt(square) - centre[i]!
      square = 0
      for (const value of meaning) square += value * value
      for (let i = 0; i < 512; i++) meaning[i]! /= Math.sqrt(square) || 1
      return meaning
    },
  }
}
