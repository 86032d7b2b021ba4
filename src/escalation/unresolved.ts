/** How long somebody has been asking in vain. Pure. */

import type { TurnFeatures } from "./types"

const asksAnew = { repetition: 0.75, frustration: 0.3, confusion: 0.5, request: 0.5 }
const wellAnswered = 0.6

/** Messages that asked something since the last that was resolved: answered well, with nothing in what came next that says
 * otherwise. What the newest comes to is not known yet. */
export function countUnresolved(features: readonly (TurnFeatures | undefined)[]): number {
  // After a person had been there it starts anew.
  const begun = Math.max(
    0,
    features.findLastIndex((one) => one?.fresh),
  )
  const asked = features.slice(begun).filter((one) => !one?.smallTalk)
  const resolved = asked.findLastIndex((one, index) => {
    const next = asked[index + 1]
    if (!one || !next || (one.confidence ?? 0) < wellAnswered) return false
    return !Object.entries(asksAnew).some(([kind, least]) => next[kind as keyof typeof asksAnew] >= least)
  })
  return asked.length - resolved - 1
}
