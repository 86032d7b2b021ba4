import { afterAll, beforeAll, expect, test } from "bun:test"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ content: false })
})
afterAll(() => app.stop())

test("the first heading of the desk says where one is, with a conversation open and without", async () => {
  const dana = await app.operator("dana")
  const noa = await app.visitor()
  const { conversationId } = await noa.say("Hello")

  for (const path of ["/operator", `/operator/conversations/${conversationId}`]) {
    const { body } = await dana.call("GET", path)
    expect(body).toContain("<h2")
    expect(/<h[1-6]/.exec(body)?.[0]).toBe("<h1")
  }
})
