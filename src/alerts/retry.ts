/** How long to wait before a delivery is tried again. Pure. */

const minute = 60_000
const hour = 60 * minute

const pauses = [0.5 * minute, 2 * minute, 10 * minute, 0.5 * hour, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour]

/** After so many attempts it is a dead letter: about three days. */
export const maxAttempts = pauses.length + 2

/**
 * @param failures how often it failed in a row, from 1.
 * @param chance 0 to 1: spreads those that failed together, so that they do not come back together.
 */
export function pauseAfter(failures: number, chance: number): number {
  const pause = pauses[Math.min(failures, pauses.length) - 1]!
  return Math.round(pause * (0.8 + 0.4 * chance))
}
