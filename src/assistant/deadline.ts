import { AnswererError } from "./answerer"

/**
 * `silenceMs`: how long the provider may say nothing, before its first event (retries included) as well as between two:
 * a visitor who sees half an answer waits, too. `overallMs`: the whole turn.
 */
export type Timeouts = { silenceMs: number; overallMs: number }

export type Deadline = ReturnType<typeof startDeadline>

/** Ends a turn from outside, by whoever comes first: the caller's signal or one of two clocks. */
export function startDeadline(caller: AbortSignal, { silenceMs, overallMs }: Timeouts) {
  const controller = new AbortController()
  const stopped = Promise.withResolvers<never>()
  // It may come while nobody is waiting, and is then no unhandled rejection.
  stopped.promise.catch(() => undefined)

  const stop = (reason: unknown) => {
    // Before the abort, so that the race is lost to the reason and not to the error that the abort causes.
    stopped.reject(reason)
    controller.abort(reason)
  }
  const onAbort = () => stop(caller.reason)
  const after = (ms: number, what: string) =>
    setTimeout(() => stop(new AnswererError("timeout", `The model ${what} within ${ms} ms.`)), ms)

  caller.addEventListener("abort", onAbort, { once: true })
  const overall = after(overallMs, "did not finish its answer")
  let silence: NodeJS.Timeout | undefined

  return {
    signal: controller.signal,
    /** Rejects at once when the deadline comes, whether or not the work heeds the signal. */
    race: <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped.promise]),
    wait(ms: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      return Promise.race([promise, stopped.promise]).finally(() => clearTimeout(timer))
    },
    /** From here on the provider has to say something; begun once for a request and its retries. */
    awaitWord() {
      silence ??= after(silenceMs, "said nothing")
    },
    /** It did, and has as long for the next. */
    wordCame() {
      silence?.refresh()
    },
    /** It has said all of it: what is done next is ours. */
    allCame() {
      clearTimeout(silence)
      silence = undefined
    },
    /** Also ends whatever is still on its way. */
    end() {
      clearTimeout(silence)
      clearTimeout(overall)
      caller.removeEventListener("abort", onAbort)
      controller.abort()
    },
  }
}
