import { afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { newClientId } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

test("a proxy that sends each request twice doubles nothing that operators read, and both answers are the same", async () => {
  const noa = await app.visitor(cast.noa)
  const requests: [string, Record<string, unknown>][] = [
    ["messages", { clientId: newClientId(), text: "Hello there" }],
    ["human", {}],
    ["contact", { name: "Noa", email: "noa@mail.example" }],
    ["rating", { score: 4, comment: "quick" }],
    ["close", {}],
  ]
  for (const [path, body] of requests) {
    const [first, second] = [
      await noa.call("POST", `/api/widget/${path}`, body),
      await noa.call("POST", `/api/widget/${path}`, body),
    ]
    expect(second, path).toEqual(first)
  }

  const dana = await app.operator("dana")
  const { events } = await dana.open((await noa.conversation()).id)
  const count = (type: string) => events.filter((event: { type: string }) => event.type === type).length
  expect(events.filter(({ text }: { text: string }) => text === "Hello there")).toHaveLength(1)
  expect({ contact: count("contact"), rating: count("rating") }).toEqual({ contact: 1, rating: 1 })
})

test("the same said again after something else is news", async () => {
  const noa = await app.visitor(cast.noa)
  await noa.say("Hello there")
  const email = { email: "noa@mail.example" }
  await noa.post("/contact", email)
  await noa.post("/contact", { email: "noa@work.example" })
  await noa.post("/contact", email)

  const { events } = await (await app.operator("dana")).open((await noa.conversation()).id)
  expect(events.filter(({ type }: { type: string }) => type === "contact")).toHaveLength(3)
})
