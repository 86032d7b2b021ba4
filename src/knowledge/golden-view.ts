import type { GoldenRow, RunView } from "../../views/admin/golden"
import { type Golden, inShort } from "./golden"
import type { GoldenStore } from "./golden-store"

const runsShown = 10

/** What got better and what got worse: the last time that all was asked, beside the time before. */
export function goldenRows(golden: GoldenStore, chatbotId: string): { rows: GoldenRow[]; runs: RunView[] } {
  const finished = golden.runsOf(chatbotId).filter(({ finishedAt }) => finishedAt !== undefined)
  const results = finished.slice(0, runsShown).map(({ id }) => golden.resultsOf(id))
  const [last, before] = results
  const rows = golden.list(chatbotId).map((one): GoldenRow => {
    const now = last?.get(one.id)
    const old = before?.get(one.id)
    const isOther = now && old && now.passed !== old.passed
    return {
      ...{ id: one.id, question: one.question, expected: expectedOf(one) },
      passed: now?.passed ?? null,
      change: isOther ? (now.passed ? "better" : "worse") : null,
      now: now ? inShort(now) : "",
      source: now?.source ?? "",
      before: old ? inShort(old) : null,
    }
  })
  const runs = finished.slice(0, runsShown).map(({ id, reason, startedAt }, index) => {
    const all = [...results[index]!.values()]
    const passed = all.filter((each) => each.passed).length
    return { id, reason, at: new Date(startedAt).toISOString(), passed, total: all.length }
  })
  return { rows, runs }
}

function expectedOf({ outcome, source, wording }: Golden): string {
  if (outcome === "calls_person") return "A person answers"
  const words = wording?.split("\n").map((line) => `“${line.trim()}”`)
  return [source && `from ${source}`, words && `with ${words.join(", ")}`].filter(Boolean).join(", ")
}
