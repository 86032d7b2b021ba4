/**
 * The tar format (ustar), as much of it as a backup needs: regular files, streamed, so that a folder of uploads never
 * stands in memory, and readable with every other tool if Baton is not at hand.
 */

const block = 512
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export type Entry = { name: string; size: number; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

function field(header: Uint8Array, offset: number, length: number, text: string): void {
  const bytes = encoder.encode(text)
  if (bytes.length > length) throw new Error(`“${text}” is too long for the archive.`)
  header.set(bytes, offset)
}

const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`
const checksumOf = (header: Uint8Array) =>
  // The field of the sum itself counts as spaces.
  header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 32 : byte), 0)

function headerOf(name: string, size: number, at: number): Uint8Array {
  const header = new Uint8Array(block)
  field(header, 0, 100, name)
  field(header, 100, 8, octal(0o600, 8))
  field(header, 108, 8, octal(0, 8))
  field(header, 116, 8, octal(0, 8))
  field(header, 124, 12, octal(size, 12))
  field(header, 136, 12, octal(Math.floor(at / 1000), 12))
  field(header, 156, 1, "0")
  field(header, 257, 8, "ustar\x0000")
  field(header, 148, 8, `${checksumOf(header).toString(8).padStart(6, "0")}\0 `)
  return header
}

/** @throws when a file turned out shorter or longer than its entry said. */
export async function* writeTar(entries: AsyncIterable<Entry> | Iterable<Entry>, at: number) {
  for await (const { name, size, content } of entries) {
    yield headerOf(name, size, at)
    let written = 0
    for await (const chunk of content) {
      written += chunk.length
      yield chunk
    }
    if (written !== size) throw new Error(`${name} changed while it was read. Try again.`)
    if (size % block > 0) yield new Uint8Array(block - (size % block))
  }
  yield new Uint8Array(2 * block)
}

/** @throws when the stream is no archive, is cut short, or is damaged. */
export async function readTar(
  stream: AsyncIterable<Uint8Array>,
  onFile: (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const chunks = stream[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array(0)

  /** At most `length` bytes; none at the end. */
  async function take(length: number): Promise<Uint8Array> {
    while (held.length === 0) {
      const { value, done } = await chunks.next()
      if (done) return held
      held = value
    }
    const part = held.subarray(0, length)
    held = held.subarray(part.length)
    return part
  }
  async function* run(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      const part = await take(left)
      if (part.length === 0) throw new Error("The archive ends in the middle of a file.")
      left -= part.length
      yield part
    }
  }
  async function takeBlock(): Promise<Uint8Array> {
    const whole = new Uint8Array(block)
    let filled = 0
    for await (const part of run(block)) {
      whole.set(part, filled)
      filled += part.length
    }
    return whole
  }

  for (;;) {
    const header = await takeBlock()
    if (header.every((byte) => byte === 0)) return
    const text = (offset: number, length: number) =>
      decoder
        .decode(header.subarray(offset, offset + length))
        .split("\0")[0]!
        .trim()
    if (Number.parseInt(text(148, 8), 8) !== checksumOf(header))
      throw new Error("This is no archive, or it is damaged.")
    const size = Number.parseInt(text(124, 12), 8)
    const type = text(156, 1)
    const content = run(size)
    if (type === "0" || type === "") await onFile(text(0, 100), content)
    // What the receiver left of it.
    for await (const _ of content);
    if (size % block > 0) for await (const _ of run(block - (size % block)));
  }
}
