import { afterEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
afterEach(() => app.stop())

async function answererOf(text: string): Promise<string> {
  const visitor = await app.visitor()
  await visitor.say(text)
  const { id } = await visitor.conversation()
  const tried = await until(
    () => app.parts.events.list(id).find((event) => event.type === "tried"),
    `“${text}” is answered`,
  )
  return (tried.payload as { answerer: string }).answerer
}

test("after the day's answers of the model the built-in answerer goes on, also after a restart, until midnight", async () => {
  app = await startTestApp({ answers: "model", otherwise: () => answers("Within 30 days.", verdict(0.9)) })
  const owner = await app.owner()
  const { model } = await owner.api("PUT", "/settings", { model: { answersPerDay: 2 } })
  expect(model).toMatchObject({ answersPerDay: 2, answersToday: 0, isSpent: false })

  expect(await answererOf(cast.knownQuestion)).toBe("anthropic")
  expect(await answererOf(cast.knownQuestion)).toBe("anthropic")
  expect(await answererOf(cast.knownQuestion)).toBe("built-in")
  expect((await owner.api("GET", "/settings")).model).toMatchObject({ answersToday: 2, isSpent: true })

  await app.restart()
  expect(await answererOf(cast.knownQuestion)).toBe("built-in")
  app.clock.advance(24 * 3_600_000)
  expect(await answererOf(cast.knownQuestion)).toBe("anthropic")
}, 120_000)

test("many who ask in the same moment are given no more than the day's answers", async () => {
  const held = Promise.withResolvers<void>()
  app = await startTestApp({
    answers: "model",
    otherwise: () => answers(held.promise, "Within 30 days.", verdict(0.9)),
  })
  const owner = await app.owner()
  await owner.api("PUT", "/settings", { model: { answersPerDay: 2 } })

  const asked = Promise.all(Array.from({ length: 8 }, () => answererOf(cast.knownQuestion)))
  await until(() => app.provider.requests.length >= 2, "the model is asked")
  held.resolve()
  expect((await asked).toSorted()).toEqual(["anthropic", "anthropic", ...Array(6).fill("built-in")])
  expect(app.provider.requests).toHaveLength(2)
  expect((await owner.api("GET", "/settings")).model).toMatchObject({ answersToday: 2, isSpent: true })
}, 120_000)

test("a limit is a whole number, or none", async () => {
  app = await startTestApp()
  const owner = await app.owner()
  expect((await refusal(owner.api("PUT", "/settings", { model: { answersPerDay: -1 } }))).problem.code).toBe(
    "validation",
  )
  await owner.api("PUT", "/settings", { model: { answersPerDay: 5 } })
  const { model } = await owner.api("PUT", "/settings", { model: { answersPerDay: null } })
  expect(model.answersPerDay).toBeNull()
})
