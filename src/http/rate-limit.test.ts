import { afterEach, expect, setSystemTime, test } from "bun:test"
import type { AppError } from "../errors"
import { createRateLimits } from "./rate-limit"

afterEach(() => void setSystemTime())

test("a clock that is set back by a day does not tell anybody to come back tomorrow", async () => {
  const limits = createRateLimits(true)
  const tooMany = () =>
    limits.use("message", "noa").then(
      () => undefined,
      (error: AppError) => error,
    )
  for (let i = 0; i < 30; i++) expect(await tooMany()).toBeUndefined()
  expect((await tooMany())?.extra.retryAfter).toBeLessThanOrEqual(30)

  setSystemTime(new Date(Date.now() - 24 * 3600_000))

  expect((await tooMany())?.extra.retryAfter).toBeLessThanOrEqual(30)
})
