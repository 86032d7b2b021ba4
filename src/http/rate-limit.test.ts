import { afterEach, expect, setSystemTime, test } from "bun:test"
import { AppError } from "../errors"
import { createRateLimits } from "./rate-limit"

afterEach(() => void setSystemTime())

/** What somebody is refused with, if they are. */
async function refusalOf(act: () => unknown): Promise<AppError["extra"] | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return error.extra
    throw error
  }
}

test("thirty wrong passwords from one address are enough, whichever accounts they were for", async () => {
  const limits = createRateLimits(true)
  const wrong = (account: number, address: string) =>
    refusalOf(() => limits.countSignIn(`${account}@shop.example`, address))
  for (let account = 0; account < 30; account++) expect(await wrong(account, "203.0.113.9")).toBeUndefined()

  expect((await wrong(30, "203.0.113.9"))?.retryAfter).toBeGreaterThan(0)
  expect(await wrong(0, "198.51.100.7")).toBeUndefined()
})

test("an office of people who sign in without a mistake is never held up", async () => {
  const limits = createRateLimits(true)
  for (let person = 0; person < 60; person++) {
    const account = `${person}@shop.example`
    expect(await refusalOf(() => limits.countSignIn(account, "203.0.113.9"))).toBeUndefined()
    await limits.forgetSignIn(account, "203.0.113.9")
  }
})

test("a stream that ends twice makes room for one", async () => {
  const limits = createRateLimits(true)
  const open = () => limits.hold("streams", "noa")
  const [first] = Array.from({ length: 20 }, open)
  expect(await refusalOf(open)).toEqual({ retryAfter: 5 })
  first!()
  first!()

  open()
  expect(await refusalOf(open)).toEqual({ retryAfter: 5 })
})

test("nobody is told to come back in no time", async () => {
  const limits = createRateLimits(true)
  const send = () => limits.use("message", "noa")
  for (let i = 0; i < 30; i++) await send()
  setSystemTime(new Date(Date.now() + 29_950))

  expect(await refusalOf(send)).toEqual({ retryAfter: 1 })
})

test("switched off, as for a load test, nothing is counted", async () => {
  const limits = createRateLimits(false)
  for (let i = 0; i < 100; i++) {
    await limits.use("message", "noa")
    await limits.countSignIn("dana@shop.example", "203.0.113.9")
    limits.hold("streams", "noa")
  }
})

test("a clock that is set back by a day does not tell anybody to come back tomorrow", async () => {
  const limits = createRateLimits(true)
  const tooMany = () => refusalOf(() => limits.use("message", "noa"))
  for (let i = 0; i < 30; i++) expect(await tooMany()).toBeUndefined()
  expect((await tooMany())?.retryAfter).toBeLessThanOrEqual(30)

  setSystemTime(new Date(Date.now() - 24 * 3600_000))

  expect((await tooMany())?.retryAfter).toBeLessThanOrEqual(30)
})
