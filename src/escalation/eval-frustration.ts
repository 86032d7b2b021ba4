import { asSent, type DataSet, type Row } from "./data-set"
import { judge } from "./judge"
import { auroc, precisionRecall } from "./measures"
import { defaultSettings, thresholdsOf } from "./policy"
import { type SetResult, setResult } from "./set-result"
import type { JudgementDeps, Turn } from "./types"

type Scored = { score: number; confused: number; row: Row }

/** Each text as the newest message of a chat, judged as the product judges it. */
export function evaluateFrustration({ set, rows }: DataSet, deps: JudgementDeps): SetResult {
  const threshold = thresholdsOf(defaultSettings).frustration.escalate
  const times: number[] = []
  const scored = rows.map((row): Scored => {
    const before: Turn[] = typeof row.prev_bot === "string" ? [{ role: "ai", text: asSent(row.prev_bot) }] : []
    const start = performance.now()
    const { features } = judge([...before, { role: "visitor", text: row.text }], defaultSettings, deps)
    times.push(performance.now() - start)
    return { score: features.frustration, confused: features.confusion, row }
  })
  const english = scored.filter(({ row }) => row.english !== false)
  return setResult(set, rows.length, { ...figures(english, threshold), ...confusion(scored) }, times)
}

function figures(scored: Scored[], threshold: number): Record<string, number> {
  const labelled = scored.flatMap(({ score, row }) => {
    const positive = isFrustrated(row)
    return positive === undefined ? [] : [{ score, positive }]
  })
  if (labelled.length === 0) return {}
  const { precision, recall, f1, alarms } = precisionRecall(labelled, threshold)
  if (!labelled.some(({ positive }) => positive)) return { alarm_rate: alarms / labelled.length }
  return { auroc: auroc(labelled), precision, recall, f1 }
}

/** Level 2 against 0, frustrated and hostile against neutral; what is neither is left out. */
function isFrustrated({ level, label }: Row): boolean | undefined {
  if (typeof level === "number") return level === 2 ? true : level === 0 ? false : undefined
  if (label === "frustrated" || label === "hostile") return true
  return label === "neutral" ? false : undefined
}

function confusion(scored: Scored[]): Record<string, number> {
  const labelled = scored.flatMap(({ confused, row }) => {
    if (typeof row.confused === "boolean") return [{ score: confused, positive: row.confused }]
    if (row.label === "confused" || row.label === "neutral")
      return [{ score: confused, positive: row.label === "confused" }]
    return []
  })
  return labelled.some(({ positive }) => positive) ? { confused_auroc: auroc(labelled) } : {}
}
