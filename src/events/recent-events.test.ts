import { expect, test } from "bun:test"
import type { StoredEvent } from "./event"
import { createRecentEvents } from "./recent-events"

const event = (id: number) => ({ id }) as StoredEvent
const idsOf = (events: StoredEvent[] | undefined) => events?.map(({ id }) => id)

function filled(count: number, size: number) {
  const recent = createRecentEvents(0, size)
  for (let id = 1; id <= count; id++) recent.add(event(id), id % 2 === 0 ? "even" : "odd")
  return recent
}

test("a reader gets what is its own and new to it, oldest first, at most a page", () => {
  const recent = filled(9, 100)

  expect(idsOf(recent.after(0, 10, ["even"]))).toEqual([2, 4, 6, 8])
  expect(idsOf(recent.after(4, 10, ["even"]))).toEqual([6, 8])
  expect(idsOf(recent.after(4, 1, ["even"]))).toEqual([6])
  expect(idsOf(recent.after(5, 3, ["even", "odd"]))).toEqual([6, 7, 8])
  expect(idsOf(recent.after(6, 10))).toEqual([7, 8, 9])
  expect(recent.after(0, 10, ["somebody else"])).toEqual([])
})

test("what it no longer holds completely it does not answer", () => {
  const recent = filled(10, 5)

  expect(recent.after(4, 10, ["even"])).toBeUndefined()
  expect(idsOf(recent.after(5, 10, ["even"]))).toEqual([6, 8, 10])
})

test("events from before it began, and forgotten ones, are asked of the file", () => {
  const recent = createRecentEvents(7)
  recent.add(event(8), "a")

  expect(recent.after(6, 10, ["a"])).toBeUndefined()
  expect(idsOf(recent.after(7, 10, ["a"]))).toEqual([8])

  recent.forget(8)

  expect(recent.after(7, 10, ["a"])).toBeUndefined()
  expect(recent.after(8, 10, ["a"])).toEqual([])
})
