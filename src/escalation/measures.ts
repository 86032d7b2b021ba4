/** Pure figures over scores and labels. */

export function auroc(scored: { score: number; positive: boolean }[]): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score)
  const positives = sorted.filter(({ positive }) => positive).length
  const negatives = sorted.length - positives
  if (positives === 0 || negatives === 0) return Number.NaN
  let rankSum = 0
  for (let i = 0; i < sorted.length; ) {
    let end = i
    while (end < sorted.length && sorted[end]!.score === sorted[i]!.score) end++
    // Equal scores share the mean of their ranks.
    for (let j = i; j < end; j++) if (sorted[j]!.positive) rankSum += (i + end + 1) / 2
    i = end
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

export function precisionRecall(scored: readonly { score: number; positive: boolean }[], threshold: number) {
  let right = 0
  let alarms = 0
  let positives = 0
  for (const { score, positive } of scored) {
    if (positive) positives++
    if (score < threshold) continue
    alarms++
    if (positive) right++
  }
  const precision = alarms === 0 ? 0 : right / alarms
  const recall = positives === 0 ? 0 : right / positives
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    alarms,
  }
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const rounded = (value: number, digits = 4) => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null)
