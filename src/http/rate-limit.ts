import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import { AppError } from "../errors"

/** What is public is limited: so many in so many seconds, by key. */
const limits = {
  /** Sessions of the widget, by address: a page view each. */
  session: { points: 240, duration: 60 },
  /** Messages of one visitor: fast typing, not a flood. */
  message: { points: 30, duration: 30 },
  /** Messages from one address: an office behind one router. */
  address: { points: 240, duration: 60 },
  /** Everything small: typing, read, pages. */
  small: { points: 120, duration: 60 },
  /** What writes a letter to an address that somebody typed, by network address. */
  letters: { points: 20, duration: 600 },
  /** Calls for a person, by address: each disturbs somebody. */
  calls: { points: 90, duration: 60 },
  upload: { points: 20, duration: 300 },
  /** Files of visitors from one address: whoever begins anew for each of them fills the disk, too. */
  uploadAddress: { points: 60, duration: 300 },
  /** Wrong passwords, by account and address; a right one is not counted. */
  signIn: { points: 5, duration: 60 },
  /** Wrong passwords from one address, whichever accounts they were for. */
  signInAddress: { points: 30, duration: 300 },
} as const

type Limit = keyof typeof limits

/** What one may have open at a time. A browser holds one stream for all its tabs. */
const mostAtOnce = { streams: 20 } as const
const secondsUntilFree = 5
export type RateLimits = ReturnType<typeof createRateLimits>

export function createRateLimits(isOn: boolean) {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, options]) => [name, new RateLimiterMemory({ keyPrefix: name, ...options })]),
  ) as Record<Limit, RateLimiterMemory>

  const held = new Map<string, number>()
  const refuse = (after: RateLimiterRes, what: string, limit: Limit) => {
    // Never longer than it lasts, which a clock that was set back would make it.
    const retryAfter = Math.min(Math.max(1, Math.ceil(after.msBeforeNext / 1000)), limits[limit].duration)
    return new AppError("rate_limited", `${what} Try again in ${retryAfter} s.`, { retryAfter })
  }

  async function consume(limit: Limit, key: string, what: string): Promise<void> {
    try {
      await limiters[limit].consume(key)
    } catch (error) {
      if (error instanceof RateLimiterRes) throw refuse(error, what, limit)
      throw error
    }
  }

  return {
    /**
     * @param keyOf asked only where limits are on.
     * @throws AppError `rate_limited` with `retryAfter` in seconds.
     */
    async use(limit: Limit, keyOf: string | (() => string)): Promise<void> {
      if (isOn) await consume(limit, typeof keyOf === "string" ? keyOf : keyOf(), "That was too many at once.")
    },

    /**
     * @returns what lets go of it again, once.
     * @throws AppError `rate_limited` when as many are open already.
     */
    hold(what: keyof typeof mostAtOnce, key: string): () => void {
      if (!isOn) return () => {}
      const name = `${what} ${key}`
      const count = held.get(name) ?? 0
      if (count >= mostAtOnce[what])
        throw new AppError("rate_limited", `No more than ${mostAtOnce[what]} ${what} can be open at once.`, {
          retryAfter: secondsUntilFree,
        })
      held.set(name, count + 1)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = held.get(name)! - 1
        if (left > 0) held.set(name, left)
        else held.delete(name)
      }
    },
    /**
     * Counted before the password is looked at, so that a hundred tries at once are a hundred and not none.
     * @throws AppError `rate_limited` when there were too many already.
     */
    async countSignIn(account: string, address: string): Promise<void> {
      if (!isOn) return
      await consume("signIn", `${account}|${address}`, "Too many wrong passwords.")
      await consume("signInAddress", address, "Too many wrong passwords.")
    },
    /** A right one does not count, and what was mistyped before it is forgotten. */
    async forgetSignIn(account: string, address: string): Promise<void> {
      if (!isOn) return
      await limiters.signIn.delete(`${account}|${address}`)
      await limiters.signInAddress.reward(address)
    },
  }
}
