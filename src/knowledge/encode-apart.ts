/**
 * Reads what sentences mean in a thread of its own (encoder.ts takes some 5 ms each), and remembers it. Whoever compares
 * sentences takes what is known; whoever can wait asks for it to be read before. Everything works without, less well.
 */

import { startThread, type Thread } from "../jobs/thread"
import { mostLetters } from "./encoder"

export type EncodingTask = { texts: readonly string[] }
export type EncodingAnswer = { meanings: Int8Array[] } | { error: string }

/** Half a kilobyte each, and the text. */
const mostKnown = 20_000
/** A question that comes meanwhile waits for no more than these. */
const textsAtOnce = 4
/** A visitor does not wait longer for the difference that it makes. */
const longestWaitMs = 400
/** A thread that has nothing to do is given up: it holds some ten megabytes. */
const idleMs = 120_000
const mostMsForSome = 20_000
/** After a failure nothing is tried for so long. */
const restMs = 300_000
/** With more than this in line the next question would be late anyway. */
const mostQuestions = 100

const known = new Map<string, Int8Array>()
/** What is to be read, questions before phrasings; with them whoever waits. */
const questions = new Map<string, (() => void)[]>()
const phrasings = new Map<string, (() => void)[]>()
let thread: Thread | undefined
let reading: { texts: string[]; waiting: (() => void)[] } | undefined
let timer: ReturnType<typeof setTimeout> | undefined
/** What the encoder does not look at is not kept either. */
const readPart = (text: string): string => text.slice(0, mostLetters)
let restsUntil = 0
const rests = () => performance.now() < restsUntil
/** Without content that was learnt from questions, a question's meaning is of no use. */
let isWanted = false

/** What a text means, if that was read already. */
export function knownMeaning(text: string): Int8Array | undefined {
  return known.get(readPart(text))
}

/** Whether it is worth asking for. */
export function canBeRead(text: string): boolean {
  return !rests() && !known.has(readPart(text))
}

/** Settles when all of them are known. @returns false if they cannot be. */
export async function readPhrasings(texts: readonly string[]): Promise<boolean> {
  isWanted = true
  await read(texts, phrasings)
  return !rests()
}

/** Settles when they are known, or when a question should not wait any longer for it. */
export async function readQuestions(texts: readonly string[], mostMs = longestWaitMs): Promise<void> {
  if (!isWanted) return
  if (!Number.isFinite(mostMs)) return read(texts, questions)
  if (questions.size >= mostQuestions) return
  const isRead = read(texts, questions)
  let late: ReturnType<typeof setTimeout> | undefined
  const isLate = new Promise<void>((resolve) => {
    late = setTimeout(resolve, mostMs)
  })
  await Promise.race([isRead, isLate])
  clearTimeout(late)
}

async function read(texts: readonly string[], queue: Map<string, (() => void)[]>): Promise<void> {
  const missing = [...new Set(texts.map(readPart))].filter((text) => !known.has(text))
  if (missing.length === 0 || rests()) return
  const all = missing.map(
    (text) =>
      new Promise<void>((resolve) => {
        const waiting = queue.get(text)
        if (waiting) waiting.push(resolve)
        else queue.set(text, [resolve])
      }),
  )
  goOn()
  await Promise.all(all)
}

function goOn(): void {
  if (reading) return
  clearTimeout(timer)
  const queue = questions.size > 0 ? questions : phrasings
  const some = [...take(queue, textsAtOnce)]
  if (some.length === 0) {
    // A thread at rest keeps no process alive.
    thread?.unref()
    timer = setTimeout(end, idleMs)
    timer.unref()
    return
  }
  reading = { texts: some.map(([text]) => text), waiting: some.flatMap(([, waiting]) => waiting) }
  timer = setTimeout(giveUp, mostMsForSome)
  thread ??= start()
  thread.ref()
  thread.postMessage({ texts: reading.texts } satisfies EncodingTask)
}

function* take(queue: Map<string, (() => void)[]>, count: number): Generator<[string, (() => void)[]]> {
  for (const entry of queue) {
    if (count-- <= 0) return
    queue.delete(entry[0])
    yield entry
  }
}

function start(): Thread {
  const started = startThread("knowledge/encoding-worker.ts")
  started.onmessage = ({ data }: MessageEvent<EncodingAnswer>) => {
    if (thread !== started) return
    if ("error" in data) return giveUp()
    for (const [k, text] of reading?.texts.entries() ?? []) remember(text, data.meanings[k]!)
    settle()
  }
  started.onerror = (event) => {
    event.preventDefault()
    if (thread === started) giveUp()
  }
  return started
}

function remember(text: string, meaning: Int8Array): void {
  known.set(text, meaning)
  if (known.size > mostKnown) known.delete(known.keys().next().value!)
}

function settle(): void {
  const done = reading
  reading = undefined
  for (const resolve of done?.waiting ?? []) resolve()
  goOn()
}

function giveUp(): void {
  restsUntil = performance.now() + restMs
  end()
  for (const queue of [questions, phrasings]) {
    for (const waiting of queue.values()) for (const resolve of waiting) resolve()
    queue.clear()
  }
  settle()
}

function end(): void {
  thread?.terminate()
  thread = undefined
}
