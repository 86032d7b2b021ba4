import { AnswererError } from "./answerer"

/** `firstByteMs`: until the provider's first event, retries included. `overallMs`: the whole turn. */
export type Timeouts = { firstByteMs: number; overallMs: number }

export type Deadline = ReturnType<typeof startDeadline>

/** Ends a turn from outside, by whoever comes first: the caller's signal or one of two clocks. */
export function startDeadline(caller: AbortSignal, { firstByteMs, overallMs }: Timeouts) {
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
  let firstByte: ReturnType<typeof setTimeout> | undefined

  return {
    signal: controller.signal,
    /** Rejects at once when the deadline comes, whether or not the work heeds the signal. */
    race: <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped.promise]),
    wait(ms: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      return Promise.race([promise, stopped.promise]).finally(() => clearTimeout(timer))
    },
    awaitFirstByte() {
      firstByte = after(firstByteMs, "said nothing")
    },
    firstByteCame() {
      clearTimeout(firstByte)
    },
    /** Also ends whatever is still on its way. */
    end() {
      clearTimeout(firstByte)
      clearTimeout(overall)
      caller.removeEventListener("abort", onAbort)
      controller.abort()
    },
  }
}
