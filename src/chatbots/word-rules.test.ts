/** Words that call a person, edited beside a chatbot's other settings: whatever else their rule says is kept. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { shop } from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: Awaited<ReturnType<TestApp["owner"]>>
beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterAll(() => app.stop())

test("to change the words of a rule leaves the queue that it sends people to", async () => {
  await owner.api("POST", "/queues", { name: "Workshop" })
  const when = { kind: "words", phrases: ["repair"] }
  const rules = [{ id: "repairs", name: "Repairs", when, action: { kind: "escalate", queue: "Workshop" } }]
  await owner.api("PUT", `/chatbots/${shop}`, { escalation: { rules } })

  const [before] = app.parts.chatbots.get(shop).escalation.rules
  expect(before!.action).toHaveProperty("queue")

  const response = await fetch(`${app.url}/admin/chatbots/${shop}/rules/repairs`, {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${owner.token}` },
    body: new URLSearchParams({ name: "Repairs", phrases: "repair\nbroken", enabled: "on" }),
  })

  expect(response.status).toBe(303)
  const [rule] = app.parts.chatbots.get(shop).escalation.rules
  expect(rule!.when).toEqual({ kind: "words", phrases: ["repair", "broken"] })
  expect(rule!.action).toEqual(before!.action)
})
