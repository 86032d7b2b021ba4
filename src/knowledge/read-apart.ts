/** Reads pages and files in a thread of its own: however large they are, no chat waits for them. */

import type { SafePage } from "../alerts/safe-fetch"
import { startThread, type Thread } from "../jobs/thread"
import { type FileKind, type FileText, UnreadableFile } from "./read-file"
import type { PageText } from "./read-page"

export type ReadingTask =
  | { kind: "page"; url: string; answer: SafePage; isStart: boolean }
  | { kind: "file"; bytes: Uint8Array; type: FileKind }
export type ReadingAnswer =
  | { page: PageText }
  | { file: FileText }
  | { unreadable: { message: string; reason: UnreadableFile["reason"] } }
  | { error: string }

type Waiting = { task: ReadingTask; resolve: (answer: ReadingAnswer) => void }

const mostMs = 45_000
/** A thread that has nothing to do is given up: it holds some ten megabytes. */
const idleMs = 20_000
const tooLong: ReadingAnswer = { unreadable: { message: "It takes too long to read.", reason: "too_large" } }

let thread: Thread | undefined
let next = 0
const waiting = new Map<number, Waiting>()
let timer: ReturnType<typeof setTimeout> | undefined

/** @param isStart where the reading of a website begins. */
export async function readPageApart(url: string, answer: SafePage, isStart: boolean): Promise<PageText> {
  const read = await ask({ kind: "page", url, answer, isStart })
  if ("page" in read) return read.page
  if ("unreadable" in read) return { failure: read.unreadable.message }
  return { failure: `It could not be understood: ${"error" in read ? read.error : "nothing came of it"}` }
}

/** @throws UnreadableFile */
export async function readFileApart(bytes: Uint8Array, type: FileKind): Promise<FileText> {
  const read = await ask({ kind: "file", bytes, type })
  if ("file" in read) return read.file
  if ("unreadable" in read) throw new UnreadableFile(read.unreadable.message, read.unreadable.reason)
  throw new Error("error" in read ? read.error : "The file was not read.")
}

function ask(task: ReadingTask): Promise<ReadingAnswer> {
  return new Promise((resolve) => {
    const id = ++next
    waiting.set(id, { task, resolve })
    thread ??= start()
    thread.ref()
    thread.postMessage({ id, task })
    if (waiting.size === 1) watch()
  })
}

function start(): Thread {
  const started = startThread("knowledge/reading-worker.ts")
  started.onmessage = ({ data: { id, answer } }: MessageEvent<{ id: number; answer: ReadingAnswer }>) =>
    settle(id, answer)
  started.onerror = (event) => {
    event.preventDefault()
    if (thread === started) giveUp({ error: event.message })
  }
  return started
}

function settle(id: number, answer: ReadingAnswer): void {
  waiting.get(id)?.resolve(answer)
  waiting.delete(id)
  watch()
}

/** The first in line is the one that is being read; when it takes too long, it goes with its thread, and the rest begins anew. */
function watch(): void {
  clearTimeout(timer)
  if (waiting.size === 0) {
    // A thread at rest keeps no process alive.
    thread?.unref()
    timer = setTimeout(end, idleMs)
    timer.unref()
  } else timer = setTimeout(giveUp, mostMs, tooLong)
}

function giveUp(answer: ReadingAnswer): void {
  end()
  const [first] = waiting.keys()
  if (first === undefined) return
  const rest = [...waiting].filter(([id]) => id !== first)
  if (rest.length > 0) thread = start()
  for (const [id, { task }] of rest) thread!.postMessage({ id, task })
  settle(first, answer)
}

function end(): void {
  thread?.terminate()
  thread = undefined
}
