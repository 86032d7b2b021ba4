import { expect, test } from "bun:test"
import { previewOf } from "./preview"

test("words that do not fit into a row end with a whole word and say that they go on", () => {
  const said =
    "The coastal path starts at our door. We rent bicycles for 15 euros and e-bikes for 28 euros per day, ".repeat(3)
  const preview = previewOf(said)
  expect(preview).toEndWith("…")
  expect(preview.length).toBeLessThanOrEqual(160)
  expect(said.startsWith(`${preview.slice(0, -1)} `)).toBe(true)
})

test("short words stay as they are, and a word without an end is cut where it must be", () => {
  expect(previewOf("Is the pool heated?")).toBe("Is the pool heated?")
  expect(previewOf("x".repeat(300))).toBe(`${"x".repeat(159)}…`)
  expect(previewOf(`a${"🏖".repeat(200)}`).isWellFormed()).toBe(true)
})
