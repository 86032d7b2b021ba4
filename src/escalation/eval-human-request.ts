import { asSent, type DataSet } from "./data-set"
import { judge } from "./judge"
import { precisionRecall } from "./measures"
import { defaultSettings, thresholdsOf } from "./policy"
import { type SetResult, setResult } from "./set-result"
import type { JudgementDeps, Turn } from "./types"

export function evaluateHumanRequest({ set, rows }: DataSet, deps: JudgementDeps): SetResult {
  const threshold = thresholdsOf(defaultSettings).request
  const times: number[] = []
  const scored = rows.flatMap((row) => {
    const asks = row.human === true ? 1 : row.human === false ? 0 : row.human
    if (asks !== 0 && asks !== 1) return []
    const before: Turn[] = typeof row.prev_bot === "string" ? [{ role: "ai", text: asSent(row.prev_bot) }] : []
    const start = performance.now()
    const { features } = judge([...before, { role: "visitor", text: row.text }], defaultSettings, deps)
    times.push(performance.now() - start)
    const hard = row.kind === "hard_negative" || row.kind === "negated"
    return [{ score: features.request, positive: asks === 1, hard }]
  })
  const { precision, recall, f1 } = precisionRecall(scored, threshold)
  const hard = scored.filter((row) => row.hard)
  const hardRate = hard.filter(({ score }) => score >= threshold).length / hard.length
  return setResult(set, rows.length, { precision, recall, f1, hard_negative_rate: hardRate }, times)
}
