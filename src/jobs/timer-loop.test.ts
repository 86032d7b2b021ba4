import { expect, test } from "bun:test"
import { createLog } from "../log"
import { createTimerLoop } from "./timer-loop"

test("a stop waits for the job that is under way, and begins no other", async () => {
  let at = 0
  const log = createLog("info", () => at)
  const { promise, resolve } = Promise.withResolvers<void>()
  const did: string[] = []
  const job = async () => {
    did.push("begun")
    await promise
    did.push("ended")
  }
  const timers = createTimerLoop({ now: () => at, log, jobs: [{ name: "slow", everyMs: 10, run: job }] })
  at = 10
  void timers.tick()

  const stopped = timers.stop().then(() => did.push("stopped"))
  await Bun.sleep(0)
  expect(did).toEqual(["begun"])
  resolve()
  await stopped

  expect(did).toEqual(["begun", "ended", "stopped"])
})

test("a job that fails is logged, and is tried again at its next time", async () => {
  const lines: string[] = []
  let at = 0
  let tries = 0
  const job = () => {
    tries += 1
    throw new Error("broken")
  }
  const log = createLog(
    "info",
    () => at,
    (line) => lines.push(line),
  )
  const timers = createTimerLoop({ now: () => at, log, jobs: [{ name: "bad", everyMs: 10, run: job }] })
  for (at = 10; at <= 20; at += 10) await timers.tick()
  await timers.stop()

  expect(tries).toBe(2)
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["job.failed", "job.failed"])
})

test("when the clock is set back by a day, jobs go on at their usual pace", async () => {
  const day = 24 * 3600_000
  let at = 10 * day
  let runs = 0
  const job = () => {
    runs += 1
  }
  const log = createLog("info", () => at)
  const timers = createTimerLoop({ now: () => at, log, jobs: [{ name: "steady", everyMs: 1000, run: job }] })
  at += 1000
  await timers.tick()

  at -= day
  for (let i = 0; i < 4; i++) {
    await timers.tick()
    at += 500
  }
  await timers.stop()

  expect(runs).toBe(2)
})
