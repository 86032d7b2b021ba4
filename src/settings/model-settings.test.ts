import { afterEach, expect, test } from "bun:test"
import { refusal } from "../testing/clients"
import { answers, createMessagesServer, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
const elsewhere = createMessagesServer({ otherwise: () => answers("Hello there!", verdict(0.9)) })
afterEach(() => app.stop())

const sentTo = (server: typeof elsewhere, from = 0) =>
  JSON.stringify(server.requests.slice(from).map(({ headers }) => [...headers]))

test("the machine's key goes only to the server that the machine names, whichever address an owner writes", async () => {
  app = await startTestApp({ answers: "model", otherwise: () => answers("Hello there!", verdict(0.9)) })
  const owner = await app.owner()
  const tryIt = (change: object) => owner.api("POST", "/settings/model/test", change)

  expect(await tryIt({})).toMatchObject({ ok: true })
  expect(sentTo(app.provider)).toContain("sk-test-secret")
  await tryIt({ baseUrl: elsewhere.url })
  await owner.api("PUT", "/settings", { model: { baseUrl: elsewhere.url } })
  await tryIt({})
  const visitor = await app.visitor()
  const { conversationId } = await visitor.say("Hello?")
  await app.dealtWith(conversationId)

  expect(elsewhere.requests.length).toBeGreaterThan(2)
  expect(sentTo(elsewhere)).not.toContain("sk-test-secret")
})

test("a key that was entered for one server does not go to another, and stays where only the rest is changed", async () => {
  app = await startTestApp()
  const owner = await app.owner()
  const save = async (model: object) => (await owner.api("PUT", "/settings", { model })).model
  await save({ apiKey: "sk-entered", baseUrl: app.provider.url, model: "a-model" })
  expect(await save({ baseUrl: `${app.provider.url}/v1`, model: "another" })).toMatchObject({ hasApiKey: true })

  const before = elsewhere.requests.length
  await owner.api("POST", "/settings/model/test", { baseUrl: elsewhere.url })
  expect(sentTo(elsewhere, before)).not.toContain("sk-entered")
  expect(await save({ baseUrl: elsewhere.url })).toMatchObject({ hasApiKey: false })
  expect(await save({ apiKey: "sk-other", baseUrl: app.provider.url })).toMatchObject({ hasApiKey: true })
  expect(await save({ baseUrl: null })).toMatchObject({ hasApiKey: false })
  expect(await save({ apiKey: "sk-own" })).toMatchObject({ hasApiKey: true })
  // Anthropic's own address, written out, is the same one.
  expect(await save({ baseUrl: "https://api.anthropic.com/" })).toMatchObject({ hasApiKey: true })
})

test("of two changes in one moment neither undoes the other", async () => {
  app = await startTestApp()
  const owner = await app.owner()
  const put = (change: object) => owner.api("PUT", "/settings", change)
  await Promise.all([
    put({ model: { model: "a-model" } }),
    put({ model: { answersPerDay: 7 } }),
    put({ model: { apiKey: "sk-own" }, embeddings: { baseUrl: elsewhere.url, model: "embed" } }),
  ])
  await Promise.all([put({ embeddings: { apiKey: "sk-embed" } }), put({ embeddings: { model: "embed-2" } })])

  expect(await owner.api("GET", "/settings")).toMatchObject({
    model: { model: "a-model", answersPerDay: 7, hasApiKey: true },
    embeddings: { model: "embed-2", hasApiKey: true },
  })
})

test("the machine's key for embeddings goes nowhere else either", async () => {
  const env = {
    EMBEDDINGS_BASE_URL: "http://127.0.0.1:9",
    EMBEDDINGS_API_KEY: "sk-machine",
    EMBEDDINGS_MODEL: "embed",
    BATON_ALLOW_PRIVATE: "127.0.0.1",
  }
  app = await startTestApp({ env, content: false })
  const owner = await app.owner()
  const before = elsewhere.requests.length
  await owner.api("POST", "/settings/embeddings/test", { baseUrl: elsewhere.url, model: "embed" })

  expect(elsewhere.requests.length).toBe(before + 1)
  expect(sentTo(elsewhere, before)).not.toContain("sk-machine")
})

test.each([
  [{ apiKey: "sk own" }, "apiKey"],
  [{ baseUrl: "ftp://models.example" }, "baseUrl"],
  [{ baseUrl: "https://me:secret@models.example" }, "baseUrl"],
  [{ baseUrl: "https://models.example/?key=secret" }, "baseUrl"],
])("what is no key and no address of a server is refused beside its field: %j", async (change, field) => {
  app = await startTestApp({ content: false })
  const { problem } = await refusal((await app.owner()).api("PUT", "/settings", { model: change }))
  expect(problem).toMatchObject({ code: "validation", field })
})
