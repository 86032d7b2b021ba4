/**
 * Adds up what happened in a period: who carried the conversations, what called people, and how long visitors waited.
 * Pure.
 */

import type { ConversationState } from "../events/event"

/** A conversation that began. `at`: epoch milliseconds, as everywhere here. */
export type Begun = { id: string; at: number; rating: number | null; isClosed: boolean }
/** A change of holder, in the order of the log. */
export type Move = {
  conversationId: string
  at: number
  from: ConversationState
  to: ConversationState
  reason?: string
}

/** How a conversation went, by who held it: the AI alone, a person and then the AI again, a person, or nobody came. */
export type Outcome = "ai" | "assisted" | "handed_over" | "nobody_came"
export const outcomes = ["ai", "assisted", "handed_over", "nobody_came"] as const

export type Waits = {
  /** Visitors who waited and were taken over, left (or were answered by the AI after all), or still wait. */
  answered: number
  left: number
  waiting: number
  medianMs: number | null
  /** Nine in ten waited no longer. */
  p90Ms: number | null
  withinMinute: number
  /** Those who were taken over, by how long they had waited: up to so long, and longer than the span before. */
  spans: { upToMs: number | null; count: number }[]
}

export type DayFigures = {
  day: string
  conversations: number
  ai: number
  escalations: number
  medianWaitMs: number | null
}

export type Summary = {
  conversations: number
  closed: number
  outcomes: Record<Outcome, number>
  /** Calls of a person, by what called, the most frequent first. */
  escalations: { reason: string; count: number }[]
  waits: Waits
  /** `scores`: how many gave 1, 2, 3, 4 and 5. */
  ratings: { count: number; mean: number | null; scores: number[] }
  days: DayFigures[]
}

/** @param days every day of the period, also those on which nothing happened. */
export function summarise(
  begun: readonly Begun[],
  moves: readonly Move[],
  days: readonly string[],
  dayOf: (at: number) => string,
): Summary {
  const movesOf = Map.groupBy(moves, ({ conversationId }) => conversationId)
  const tallies = new Map<string, Tally>(
    days.map((day) => [day, { conversations: 0, ai: 0, escalations: 0, waits: [] }]),
  )
  const tallyAt = (at: number) => tallies.get(dayOf(at))
  const counts: Record<Outcome, number> = { ai: 0, assisted: 0, handed_over: 0, nobody_came: 0 }
  for (const { id, at } of begun) {
    const outcome = outcomeOf(movesOf.get(id) ?? [])
    counts[outcome]++
    const tally = tallyAt(at)
    if (tally) {
      tally.conversations++
      if (outcome === "ai") tally.ai++
    }
  }
  const { reasons, waits, left, waiting } = followCalls(movesOf.values(), tallyAt)
  const rated = begun.flatMap(({ rating }) => rating ?? [])
  return {
    conversations: begun.length,
    closed: begun.filter(({ isClosed }) => isClosed).length,
    outcomes: counts,
    escalations: [...reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
    waits: {
      answered: waits.length,
      left,
      waiting,
      medianMs: quantile(waits, 0.5),
      p90Ms: quantile(waits, 0.9),
      withinMinute: waits.filter((ms) => ms <= minute).length,
      spans: spansOf(waits),
    },
    ratings: {
      count: rated.length,
      mean: rated.length === 0 ? null : Math.round((rated.reduce((a, b) => a + b, 0) / rated.length) * 100) / 100,
      scores: [1, 2, 3, 4, 5].map((score) => rated.filter((one) => one === score).length),
    },
    days: [...tallies].map(([day, { waits, ...counted }]) => ({ day, ...counted, medianWaitMs: quantile(waits, 0.5) })),
  }
}

/** What is added up of one day. */
type Tally = { conversations: number; ai: number; escalations: number; waits: number[] }

/** What called people, and what became of each wait: adds them to their days on the way. */
function followCalls(conversations: Iterable<readonly Move[]>, tallyAt: (at: number) => Tally | undefined) {
  const reasons = new Map<string, number>()
  const waits: number[] = []
  let [left, waiting] = [0, 0]
  for (const moves of conversations) {
    // Whoever goes on waiting in another queue is still in the same wait.
    const turns = moves.filter(({ from, to }) => from !== "waiting" || to !== "waiting")
    for (const [index, move] of turns.entries()) {
      // Going back to the queue is no new call, but it is a new wait.
      if (move.to !== "waiting") continue
      const tally = tallyAt(move.at)
      if (move.from === "ai") {
        const reason = move.reason ?? "unknown"
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        if (tally) tally.escalations++
      }
      const next = turns[index + 1]
      if (!next) waiting++
      else if (next.to === "human") {
        waits.push(next.at - move.at)
        tally?.waits.push(next.at - move.at)
      } else left++
    }
  }
  return { reasons, waits, left, waiting }
}

const minute = 60_000
const spanEnds = [minute, 5 * minute, 15 * minute, 60 * minute, null]

function spansOf(waits: readonly number[]): Waits["spans"] {
  let from = Number.NEGATIVE_INFINITY
  return spanEnds.map((upToMs) => {
    const count = waits.filter((ms) => ms > from && ms <= (upToMs ?? Number.POSITIVE_INFINITY)).length
    from = upToMs ?? from
    return { upToMs, count }
  })
}

function outcomeOf(moves: readonly Move[]): Outcome {
  const lastHuman = moves.findLastIndex(({ to }) => to === "human")
  if (lastHuman >= 0) return moves.slice(lastHuman + 1).some(({ to }) => to === "ai") ? "assisted" : "handed_over"
  const lastWait = moves.findLastIndex(({ to }) => to === "waiting")
  return lastWait >= 0 ? "nobody_came" : "ai"
}

/** The smallest value that this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}

/** Of the flags that operators judged, how many were right; null where none was judged. */
export function precisionOf(counts: { right: number; too_early: number; too_late: number; not_needed: number }) {
  const judged = counts.right + counts.too_early + counts.too_late + counts.not_needed
  return judged === 0 ? null : Math.round((counts.right / judged) * 1000) / 1000
}
