import { afterAll, beforeAll, expect, test } from "bun:test"
import { createHmac } from "node:crypto"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { createRuleFacts } from "./rule-facts"

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const at = (path: string) => ({ page: { url: `https://shop.example${path}`, title: "", referrer: "" } })
const factsOf = (conversationId: string) => createRuleFacts(app.parts)(app.parts.conversations.find(conversationId)!)

test("rules know the page that somebody is on now, by which campaign they came this time, and that they were here before", async () => {
  const noa = await app.visitor(at("/?utm_source=spring"))
  const { conversationId } = await noa.say("Hello")
  const page = "https://shop.example/?utm_source=spring"
  expect(factsOf(conversationId)).toMatchObject({ page, campaign: ["spring"], returning: false })

  app.clock.advance(24 * 3600_000)
  await noa.post("/pages", at("/?utm_source=autumn&utm_medium=mail").page)
  await noa.post("/pages", at("/boots").page)
  expect(factsOf(conversationId)).toMatchObject({
    page: "https://shop.example/boots",
    campaign: ["autumn", "mail"],
    returning: true,
    attributes: { visits: "2" },
  })
})

test("verified is only whom the website has signed", async () => {
  const claims = async (identity: object) => {
    const { conversationId } = await (await app.visitor({ ...at("/"), identity })).say("Hello")
    return factsOf(conversationId)
  }
  const claimed = await claims({ id: "u1", name: "Marta" })
  expect(claimed.contact).toEqual({ name: "Marta" })
  expect(claimed.attributes).not.toHaveProperty("verified")

  const { secret } = await (await app.owner()).api("POST", `/chatbots/${cast.shop}/identity-secret`)
  const hash = createHmac("sha256", secret).update("u2").digest("hex")
  expect((await claims({ id: "u2", hash })).attributes).toMatchObject({ verified: "yes" })
})
