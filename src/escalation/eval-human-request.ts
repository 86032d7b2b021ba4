import { readSets } from "./data-set"
import { judge } from "./judge"
import { precisionRecall } from "./measures"
import { defaultSettings, thresholdsOf } from "./policy"
import { type SetResult, setResult } from "./set-result"
import type { JudgementDeps, Turn } from "./types"

export function evaluateHumanRequest(directory: string, deps: JudgementDeps): SetResult[] {
  const threshold = thresholdsOf(defaultSettings).request
  return [...readSets(directory, "b_human_request")].map(([set, rows]) => {
    const times: number[] = []
    const scored = rows.flatMap((row) => {
      if (row.human !== 0 && row.human !== 1) return []
      const before: Turn[] = typeof row.prev_bot === "string" ? [{ role: "ai", text: row.prev_bot }] : []
      const start = performance.now()
      const { features } = judge([...before, { role: "visitor", text: row.text }], defaultSettings, deps)
      times.push(performance.now() - start)
      return [
        {
          score: features.request,
          positive: row.human === 1,
          hard: row.kind === "hard_negative" || row.kind === "negated",
        },
      ]
    })
    const { precision, recall, f1 } = precisionRecall(scored, threshold)
    const hard = scored.filter((row) => row.hard)
    const hardRate = hard.filter(({ score }) => score >= threshold).length / hard.length
    return setResult(set, rows.length, { precision, recall, f1, hard_negative_rate: hardRate }, times)
  })
}
