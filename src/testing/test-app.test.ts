import { afterEach, expect, test } from "bun:test"
import { knownQuestion, noa } from "./cast"
import { answers, verdict } from "./messages-server"
import { startTestApp, type TestApp } from "./test-app"

let app: TestApp
afterEach(() => app.stop())

test("a visitor asks, the built-in answerer answers, an operator takes over, and a restart keeps all of it", async () => {
  app = await startTestApp()
  const visitor = await app.visitor(noa)
  const dana = await app.operator("dana")
  const stream = visitor.stream()

  await visitor.say(knownQuestion)
  const answer = await stream.find(({ data }) => data.actor?.kind === "ai" && data.text, "an answer")
  const { id } = await visitor.conversation()
  await dana.takeOver(id)
  await stream.find(({ data }) => data.code === "operator_joined", "the notice")
  await app.restart()

  expect(answer.data.text).toContain("30 days")
  await stream.untilOver()
  expect(stream.of("reconnect").length).toBeGreaterThan(0)
  const before = stream.ids
  expect((await visitor.events()).map(({ id }) => id)).toEqual(before)
})

test("a killed process leaves what was acknowledged, and the model's answer comes from the real SDK", async () => {
  app = await startTestApp({ answers: "model" })
  app.provider.reply(answers("Ask me anything about our shoes.", verdict(0.95)))
  const visitor = await app.visitor(noa)
  const stream = visitor.stream()

  await visitor.say("Can you help me with shoes?")
  await stream.find(
    ({ data }) => data.actor?.kind === "ai" && data.text === "Ask me anything about our shoes.",
    "an answer",
  )
  await app.restart({ clean: false })

  await stream.untilOver()
  expect((await visitor.events()).map(({ text }) => text)).toEqual([
    "Can you help me with shoes?",
    "Ask me anything about our shoes.",
  ])
})
