import { expect, test } from "bun:test"
import { noa } from "../testing/cast"
import { startTestApp } from "../testing/test-app"
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

test("of who waits a row has their own words, and not what the AI says to everybody before a person comes", async () => {
  const app = await startTestApp()
  try {
    const visitor = await app.visitor(noa)
    const { conversationId } = await visitor.say("My parcel is wet and smells of fish")
    await app.dealtWith(conversationId)
    const dana = await app.operator("dana")
    const preview = async () => (await dana.list()).find(({ id }) => id === conversationId)!.preview
    expect((await preview()).actor).toBe("ai")
    await visitor.askForPerson()
    expect(await preview()).toEqual({ text: "My parcel is wet and smells of fish", actor: "visitor" })
    await dana.takeOver(conversationId)
    await dana.say(conversationId, "Oh no")
    expect(await preview()).toEqual({ text: "Oh no", actor: "operator" })
  } finally {
    await app.stop()
  }
})
