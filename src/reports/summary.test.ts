import { expect, test } from "bun:test"
import type { ConversationState } from "../events/event"
import { type Move, precisionOf, summarise } from "./summary"

const minute = 60_000
const dayOf = (at: number) => `day ${Math.floor(at / 86_400_000)}`
const begun = (id: string, at = 0, more = {}) => ({ id, at, rating: null, isClosed: false, ...more })
const move = (conversationId: string, at: number, from: ConversationState, to: ConversationState, reason?: string) =>
  ({ conversationId, at, from, to, ...(reason ? { reason } : {}) }) satisfies Move

test("who carried a conversation is told by who held it last, and a wait by what ended it", () => {
  const report = summarise(
    [
      begun("alone", 0, { rating: 5, isClosed: true }),
      begun("helped"),
      begun("carried", 0, { rating: 2 }),
      begun("lost"),
    ],
    [
      move("helped", 0, "ai", "waiting", "frustration"),
      move("carried", 0, "ai", "waiting", "visitor_request"),
      move("lost", 0, "ai", "waiting", "visitor_request"),
      move("helped", 2 * minute, "waiting", "human"),
      move("carried", minute, "waiting", "human"),
      move("helped", 3 * minute, "human", "ai"),
      move("lost", 9 * minute, "waiting", "closed"),
    ],
    ["day 0", "day 1"],
    dayOf,
  )

  expect(report.outcomes).toEqual({ ai: 1, assisted: 1, handed_over: 1, nobody_came: 1 })
  expect(report.escalations).toEqual([
    { reason: "visitor_request", count: 2 },
    { reason: "frustration", count: 1 },
  ])
  expect(report.waits).toMatchObject({ answered: 2, left: 1, waiting: 0, medianMs: minute, p90Ms: 2 * minute })
  expect(report.waits.withinMinute).toBe(1)
  expect(report).toMatchObject({ conversations: 4, closed: 1, ratings: { count: 2, mean: 3.5 } })
  expect(report.days).toEqual([
    { day: "day 0", conversations: 4, ai: 1, escalations: 3, medianWaitMs: minute },
    { day: "day 1", conversations: 0, ai: 0, escalations: 0, medianWaitMs: null },
  ])
})

test("going back to the queue is a new wait and no new call", () => {
  const { escalations, waits } = summarise(
    [begun("a")],
    [
      move("a", 0, "ai", "waiting", "rule"),
      move("a", 1000, "waiting", "human"),
      move("a", 2000, "human", "waiting", "returned"),
    ],
    [],
    dayOf,
  )
  expect(escalations).toEqual([{ reason: "rule", count: 1 }])
  expect(waits).toMatchObject({ answered: 1, waiting: 1 })
})

test("who waits on in another queue has not left, and has waited since the first one", () => {
  const { escalations, waits, days } = summarise(
    [begun("a"), begun("b")],
    [
      move("a", 0, "ai", "waiting", "rule"),
      move("b", 0, "ai", "waiting", "rule"),
      move("a", 2 * minute, "waiting", "waiting", "transfer"),
      move("b", 2 * minute, "waiting", "waiting", "transfer"),
      move("a", 3 * minute, "waiting", "human"),
    ],
    ["day 0"],
    dayOf,
  )
  expect(escalations).toEqual([{ reason: "rule", count: 2 }])
  expect(waits).toMatchObject({ answered: 1, left: 0, waiting: 1, medianMs: 3 * minute })
  expect(days[0]!.medianWaitMs).toBe(3 * minute)
})

test("of nothing judged there is no precision", () => {
  const none = { right: 0, too_early: 0, too_late: 0, not_needed: 0 }
  expect(precisionOf(none)).toBeNull()
  expect(precisionOf({ ...none, right: 2, not_needed: 1 })).toBe(0.667)
})
