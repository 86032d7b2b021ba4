import type { Opinion } from "../escalation/second-opinion"
import { describeError, type Log } from "../log"
import type { OpinionBudget } from "../settings/opinion-budget"
import type { TurnMessage } from "./answerer"
import { type AskOpinion, createAskOpinion } from "./ask-opinion"

/** A server that the model may be asked at, and whom to ask there. */
export type Connection = {
  apiKey: string
  baseUrl?: string | undefined
  model?: string | undefined
  answering?: string | undefined
}

type Deps = {
  /** Undefined where no model is configured. Asked for each time: the owner may change it. */
  connection: () => Connection | undefined
  budget: Pick<OpinionBudget, "mayAsk" | "count" | "countChange">
  log: Log
  now: () => number
}

export type SecondOpinions = ReturnType<typeof createSecondOpinions>

const failuresInRow = 3
const restMs = 5 * 60_000

/** Second opinions, as far as the owner's settings and the day's number go. One that cannot be had is simply not there. */
export function createSecondOpinions({ connection, budget, log, now }: Deps) {
  let held: { key: string; ask: AskOpinion } | undefined
  let failures = 0
  let restsUntil = 0

  function askerFor(found: Connection): AskOpinion {
    const key = JSON.stringify(found)
    if (held?.key !== key) {
      held = { key, ask: createAskOpinion(found) }
      failures = restsUntil = 0
    }
    return held.ask
  }

  function canAsk(): boolean {
    const found = connection()
    if (!found || !budget.mayAsk()) return false
    askerFor(found)
    // A server that cannot do it is left alone for a while, instead of making each visitor in doubt wait for it.
    return now() >= restsUntil
  }

  return {
    canAsk,
    /** Never rejects, and not later than its patience: without an opinion the decision stands as it was. */
    async ask(history: readonly TurnMessage[], reply: string, signal: AbortSignal): Promise<Opinion | undefined> {
      const found = connection()
      if (!found || signal.aborted || !canAsk()) return undefined
      const ask = askerFor(found)
      const startedAt = now()
      try {
        await budget.count()
        const opinion = await ask(history, reply, signal)
        failures = 0
        return opinion
      } catch (error) {
        if (signal.aborted) return undefined
        if (++failures >= failuresInRow) {
          failures = 0
          restsUntil = now() + restMs
        }
        // The kind only: what went wrong may repeat what somebody wrote.
        log.info("second_opinion.missing", {
          kind: error instanceof Error ? error.name : "unknown",
          ms: now() - startedAt,
        })
        return undefined
      }
    },
    /** The turn is settled by then: a number that cannot be kept must not undo it. */
    noteChange: () =>
      budget.countChange().catch((error: unknown) => log.warn("second_opinion.uncounted", describeError(error))),
  }
}
