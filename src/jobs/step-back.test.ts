import { expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { readFileApart } from "../knowledge/read-apart"

/** How far each thread of this process stands behind, by proc(5): the 19th field of its `stat`. */
function niceOfThreads(): number[] {
  return readdirSync("/proc/self/task").flatMap((thread) => {
    try {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8")
      return [Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16])]
    } catch {
      // It ended meanwhile.
      return []
    }
  })
}

test.skipIf(process.platform !== "linux")("the thread that reads files stands behind the one that serves", async () => {
  const own = Number(readFileSync("/proc/thread-self/stat", "utf8").split(") ").at(-1)!.split(" ")[16])

  await readFileApart(new TextEncoder().encode("We open at nine."), "text")

  const all = niceOfThreads()
  expect(Math.max(...all)).toBeGreaterThan(own)
  expect(all.filter((nice) => nice > own)).toHaveLength(1)
})
