import type { Model } from "./model"
import type { PlainText } from "./text"
import type { Evidence } from "./types"

/** The passage that speaks most for a judgement which no known wording explains: the run of words with the greatest sum. */
export function tellingWords(plain: PlainText, model: Model, why: string): Evidence[] {
  const values = model.byWord(plain)
  let best = { from: 0, to: 0, sum: 0 }
  let from = 0
  let sum = 0
  for (const [at, value] of values.entries()) {
    if (sum <= 0) {
      from = at
      sum = 0
    }
    sum += value
    if (sum > best.sum) best = { from, to: at + 1, sum }
  }
  if (best.to === best.from) return []
  const start = plain.tokens[best.from]!.start
  const end = plain.tokens[best.to - 1]!.end
  return [{ text: plain.original.slice(start, end), start, end, why }]
}
