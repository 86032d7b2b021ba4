import { expect, test } from "bun:test"
import { cursorOf } from "./cursor"
import { createDoorbell } from "./doorbell"

test("the bell reaches every listener of its topic, whatever happens to one of them", () => {
  const faults: unknown[] = []
  const heard: string[] = []
  const doorbell = createDoorbell((error) => faults.push(error))
  doorbell.listen("a", () => heard.push("first"))
  doorbell.listen("a", () => {
    throw new Error("broken")
  })
  const stop = doorbell.listen("a", () => heard.push("last"))
  doorbell.listen("b", () => heard.push("other"))

  doorbell.ring("a")
  stop()
  doorbell.ring("a")

  expect(heard).toEqual(["first", "last", "first"])
  expect(faults.length).toBe(2)
  expect(doorbell.listenerCount).toBe(3)
})

test("a cursor that is none begins at the beginning, and one from the future at the present", () => {
  const latest = () => 10
  expect(
    ["7", "10", "11", "9e15", "-1", "x", "", null, undefined, "1.5"].map((given) => cursorOf(given, latest)),
  ).toEqual([7, 10, 10, 10, 0, 0, 0, 0, 0, 0])
})
