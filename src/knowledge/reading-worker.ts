/** The other end of read-apart.ts: reads one thing after another in a thread of its own. */

import { stepBack } from "../jobs/step-back"
import type { ReadingAnswer, ReadingTask } from "./read-apart"
import { readFileText, UnreadableFile } from "./read-file"
import { readPage } from "./read-page"

async function read(task: ReadingTask): Promise<ReadingAnswer> {
  try {
    if (task.kind === "page") return { page: await readPage(task.url, task.answer, task.isStart) }
    return { file: await readFileText(task.bytes, task.type) }
  } catch (error) {
    if (error instanceof UnreadableFile) return { unreadable: { message: error.message, reason: error.reason } }
    return { error: (error as Error).message }
  }
}

stepBack()

// Reading pauses within a file, and two at once would only take twice as long.
let last = Promise.resolve()
addEventListener("message", ({ data }: MessageEvent<{ id: number; task: ReadingTask }>) => {
  last = last.then(async () => postMessage({ id: data.id, answer: await read(data.task) }))
})
