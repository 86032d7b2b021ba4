import { expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { readFileApart } from "../knowledge/read-apart"

/** How far a thread of this process stands behind, by proc(5): the 19th field of its `stat`. */
function niceOf(thread: string | number): number {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8")
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16])
}

function niceOfThreads(): number[] {
  return readdirSync("/proc/self/task").flatMap((thread) => {
    try {
      return [niceOf(thread)]
    } catch {
      // It ended meanwhile.
      return []
    }
  })
}

test.skipIf(process.platform !== "linux")("the thread that reads files stands behind the one that serves", async () => {
  const own = niceOf(process.pid)

  await readFileApart(new TextEncoder().encode("We open at nine."), "text")

  expect(Math.max(...niceOfThreads())).toBeGreaterThan(own)
  expect(niceOf(process.pid)).toBe(own)
})
