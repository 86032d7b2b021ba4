import { expect, test } from "bun:test"
import type { AppError } from "../errors"
import { createVisitorTokens } from "./visitor-token"

const day = 24 * 3600_000
const noa = { visitorId: "noa", chatbotId: "shop" }

test("a token that lived for half a year has expired, also for a process that never saw it", () => {
  let at = Date.parse("2026-11-23T08:00:00Z")
  const start = () => createVisitorTokens({ key: "the server's own", now: () => at })
  const token = start().issue(noa)
  const whatIs = (tokens: ReturnType<typeof start>) => {
    try {
      return tokens.verify(token).visitorId
    } catch (error) {
      return (error as AppError).message
    }
  }
  const running = start()

  at += 179 * day
  expect([whatIs(running), whatIs(start())]).toEqual(["noa", "noa"])
  at += day
  const expired = "This visitor token has expired. Start a new session."
  expect([whatIs(running), whatIs(start())]).toEqual([expired, expired])
})
