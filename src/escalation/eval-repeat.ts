import { type Row, readSets } from "./data-set"
import { auroc, precisionRecall } from "./measures"
import { repeats } from "./repetition"
import { type SetResult, setResult } from "./set-result"
import type { JudgementDeps } from "./types"

export function evaluateRepetition(directory: string, deps: JudgementDeps): SetResult[] {
  return [...readSets(directory, "a2_repeat", isPair)].map(([set, rows]) => {
    const times: number[] = []
    const scored = rows.map((row) => {
      const start = performance.now()
      const score = repeats(String(row.a), String(row.b), deps)
      times.push(performance.now() - start)
      return { score, positive: row.repeat === 1 }
    })
    return setResult(set, rows.length, { auroc: auroc(scored), f1: precisionRecall(scored, 0.5).f1 }, times)
  })
}

const isPair = (row: unknown) => {
  const { a, b, repeat } = (row ?? {}) as Row
  return typeof a === "string" && typeof b === "string" && (repeat === 0 || repeat === 1)
}
