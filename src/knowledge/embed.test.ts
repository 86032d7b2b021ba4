import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { type EmbeddingsServer, startEmbeddingsServer } from "../testing/embeddings-server"
import { startTestApp, type TestApp, type TestAppOptions } from "../testing/test-app"
import { until } from "../testing/until"

setDefaultTimeout(30_000)

let app: TestApp
let server: EmbeddingsServer
afterEach(async () => {
  await app.stop()
  await server.stop()
})

// Words that the built-in meanings do not bring together: invented ones.
const concepts = [
  ["zorbling", "wibblestrap"],
  ["refund", "money"],
]
const question = "Do you have a wibblestrap?"
const answer = "Every zorbling is made by hand and costs 80 euros."

async function start(
  options: TestAppOptions & { isOn?: boolean; server?: Parameters<typeof startEmbeddingsServer>[0] } = {},
): Promise<void> {
  const { isOn = true, server: given, ...rest } = options
  server = startEmbeddingsServer({ concepts, ...given })
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" }, ...rest })
  const olga = await app.owner()
  await olga.api("POST", `/chatbots/${cast.shop}/sources`, { kind: "text", title: "Zorblings", text: answer })
  if (isOn) await olga.api("PUT", "/settings", { embeddings: { baseUrl: server.url, model: "test-embed" } })
}

/** The background's next turn. */
async function goOn(ms = 2000): Promise<void> {
  app.clock.advance(ms)
  await app.tick()
}

async function ask(text = question) {
  const { knowledge } = app.parts
  await knowledge.prepare(cast.shop)
  await knowledge.readQuestions(cast.shop, [text])
  return knowledge.retrieve(cast.shop, text)
}
const progress = () => app.parts.knowledge.embeddingOf(cast.shop)!

test("a question in quite other words is found and answered with embeddings, and without them it is not", async () => {
  await start({ isOn: false })
  expect((await ask()).passages[0]?.text ?? "").not.toBe(answer)
  expect((await ask()).confidence).toBeLessThan(0.5)

  const olga = await app.owner()
  await olga.api("PUT", "/settings", { embeddings: { baseUrl: `${server.url}/v1/`, model: "test-embed" } })
  await goOn()
  const { of, made } = progress()
  expect(made).toBe(of)
  expect(of).toBeGreaterThan(2)

  const { passages, confidence } = await ask()
  expect(passages[0]!.text).toBe(answer)
  expect(confidence).toBeGreaterThan(0.5)
  const tried = (await olga.api("POST", `/chatbots/${cast.shop}/try`, { question })) as {
    outcome: string
    answer: unknown
  }
  expect(tried.outcome).toBe("answers")
  expect(JSON.stringify(tried.answer)).toContain("80 euros")
})

test("what the words find stays first, as surely as before, and what nothing answers stays unsure", async () => {
  await start({ isOn: false })
  const before = await ask(cast.knownQuestion)
  const olga = await app.owner()
  await olga.api("PUT", "/settings", { embeddings: { baseUrl: server.url, model: "test-embed" } })
  await goOn()

  const after = await ask(cast.knownQuestion)
  expect(after.passages[0]!.id).toBe(before.passages[0]!.id)
  expect(after.confidence).toBeGreaterThanOrEqual(before.confidence)
  expect((await ask("Who won the cricket in Lahore yesterday?")).confidence).toBeLessThan(0.5)
})

test("only what changed is embedded again, and what is gone goes", async () => {
  await start()
  await goOn()
  const { knowledge } = app.parts
  const olga = await app.owner()
  const count = () => app.db.onRead<[], { count: number }>("SELECT count(*) AS count FROM embeddings").get()!.count
  const all = count()
  const sent = server.texts.length

  // The same page read again: other passages with the same words.
  const source = knowledge.list(cast.shop).find(({ title }) => title === "Zorblings")!
  const again = `# Zorblings\n\n${answer}\n\n# Care\n\nA zorbling is washed by hand, in cold water.`
  await olga.api("PUT", `/chatbots/${cast.shop}/sources/${source.id}`, {
    kind: "text",
    title: "Zorblings",
    text: again,
  })
  await goOn()
  expect(server.texts.slice(sent).some((text) => text.includes("cold water"))).toBeTrue()
  expect(progress().made).toBe(progress().of)

  // What was said before and is said again is sent to nobody.
  const known = server.texts.length
  await olga.api("POST", `/chatbots/${cast.shop}/duplicate`, {})
  await goOn()
  expect(server.texts.slice(known)).toEqual([])

  for (const { id } of app.parts.chatbots.list()) if (id !== cast.shop) await olga.api("DELETE", `/chatbots/${id}`)
  await olga.api("DELETE", `/chatbots/${cast.shop}/sources/${source.id}`)
  await goOn()
  expect(count()).toBe(all - 1)
  expect((await ask()).passages.map(({ text }) => text)).not.toContain(answer)
})

test("it goes on after a restart where it was, and waits as long as the server asks", async () => {
  await start({ isOn: false })
  const olga = await app.owner()
  const text = Array.from({ length: 60 }, (_, n) => `# Part ${n}\n\nPart number ${n} is kept on shelf ${n * 3}.`).join(
    "\n\n",
  )
  await olga.api("POST", `/chatbots/${cast.shop}/sources`, { kind: "text", title: "Parts", text })
  await olga.api("PUT", "/settings", { embeddings: { baseUrl: server.url, model: "test-embed" } })
  await goOn()
  const whole = progress().of
  await olga.api("POST", `/chatbots/${cast.shop}/sources`, {
    ...{ kind: "text", title: "More parts", text: text.replaceAll("Part", "Tool").replaceAll("part", "tool") },
  })
  const { length } = server.requests
  server.fail({}, { status: 429, headers: { "retry-after": "120" } })
  await goOn()
  const half = progress()
  expect(half.made).toBeGreaterThan(whole)
  expect(half.made).toBeLessThan(half.of)
  expect(half.trouble).toContain("too many requests")
  expect(server.requests.length).toBe(length + 2)

  await goOn(60_000)
  expect(server.requests.length).toBe(length + 2)
  await app.restart()
  await goOn()
  expect(progress()).toMatchObject({ made: half.of, of: half.of, trouble: null })
  const twice = server.texts.filter((each) => each.includes("Tool number 1 is"))
  expect(twice).toHaveLength(1)
})

for (const [name, failure, says] of [
  ["429 with Retry-After", { status: 429, headers: { "retry-after": "30" } }, "too many requests"],
  ["500", { status: 500 }, "(500)"],
  ["a cut answer", { isCut: true }, "broke off"],
  ["vectors of another size", { dimensions: 100 }, undefined],
  ["a page instead of JSON", { status: 200, body: "<html>" }, "no embeddings"],
  ["a slow server", { waitMs: 30_000 }, undefined],
] as const) {
  test(`${name}: questions are answered without, in time, and afterwards with it again`, async () => {
    await start()
    await goOn()
    expect((await ask()).passages[0]!.text).toBe(answer)
    server.always(failure)
    const startedAt = performance.now()
    // Not asked before, so that its vector is not known.
    const found = await ask(`${cast.knownQuestion} Please.`)
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    expect(found.confidence).toBeGreaterThan(0.5)

    if (says) {
      const olga = await app.owner()
      await olga.api("POST", `/chatbots/${cast.shop}/sources`, { kind: "text", title: "New", text: "A new word." })
      await goOn()
      expect(progress().trouble).toContain(says)
    }
    server.always(undefined)
    await goOn(10 * 60_000)
    await goOn(10 * 60_000)
    expect(progress()).toMatchObject({ trouble: null, made: progress().of })
    expect((await ask("Is there a wibblestrap?")).passages[0]!.text).toBe(answer)
  })
}

test("a server that is away is not asked for each question", async () => {
  await start()
  await goOn()
  server.always({ status: 500 })
  const { length } = server.requests
  for (let n = 0; n < 8; n++) await ask(`Is this question number ${n}?`)
  expect(server.requests.length - length).toBe(3)
  expect(app.logs.filter((line) => line.includes("embeddings.question_failed"))).toHaveLength(1)
  expect(app.logs.join("")).not.toContain("question number")
})

test("a text that is too long goes without its end, and one that is refused holds up no other", async () => {
  await start({ server: { mostCharacters: 400, refused: "unspeakable" }, isOn: false })
  const olga = await app.owner()
  const add = (title: string, text: string) =>
    olga.api("POST", `/chatbots/${cast.shop}/sources`, { kind: "text", title, text })
  await add("Hats", `A hat with a wide brim. ${"It is made of felt, by hand. ".repeat(20)}`)
  await add("Odd", "This is unspeakable.")
  await add("Last", "The last of them all is short.")
  await olga.api("PUT", "/settings", { embeddings: { baseUrl: server.url, model: "test-embed" } })
  await goOn()
  const { made, of, refused, trouble } = progress()
  expect({ made, refused, trouble }).toEqual({ made: of - 1, refused: 1, trouble: null })
  expect((await ask()).passages[0]!.text).toBe(answer)
  // Nor is it asked again and again.
  const { length } = server.requests
  await add("Later", "Something that came later.")
  await goOn()
  expect(server.requests.length).toBe(length + 1)
})

test("another chatbot's passages are near to nothing", async () => {
  await start()
  const olga = await app.owner()
  const other = (await olga.api("POST", "/chatbots", { name: "Other" })) as { id: string }
  await goOn()
  const { knowledge } = app.parts
  await knowledge.readQuestions(other.id, [question])
  expect(knowledge.retrieve(other.id, question).passages).toEqual([])
  expect((await ask()).passages[0]!.text).toBe(answer)
})

test("another model behind the same name is noticed, and all is made anew", async () => {
  await start()
  await goOn()
  server.becomeAnother()
  await app.restart()
  await goOn()
  expect(progress().made).toBe(progress().of)
  expect((await ask()).passages[0]!.text).toBe(answer)
  expect(app.db.onRead<[], { count: number }>("SELECT count(*) AS count FROM embedding_models").get()!.count).toBe(1)
})

test("the key is sent, and never given out or logged", async () => {
  await start({ server: { key: "sk-embed-secret" }, isOn: false })
  const olga = await app.owner()
  const own = { baseUrl: server.url, model: "test-embed" }
  const trial = async (change: object) =>
    (await olga.api("POST", "/settings/embeddings/test", change)) as { words: string }
  expect((await trial(own)).words).toContain("refuses the key")
  expect(await trial({ ...own, apiKey: "sk-embed-secret" })).toMatchObject({ ok: true })
  expect((await trial({ ...own, apiKey: "sk-embed-secret", model: "other" })).words).toContain(
    "does not know the model",
  )
  expect((await trial({ ...own, baseUrl: `${server.url}/there` })).words).toContain("answers at /v1/embeddings")
  expect((await trial({ ...own, baseUrl: "http://127.0.0.1:9" })).words).toContain("cannot be reached")
  expect((await trial({ ...own, baseUrl: "http://192.168.7.7" })).words).toContain("BATON_ALLOW_PRIVATE")
  expect((await refusal(olga.api("PUT", "/settings", { embeddings: { baseUrl: server.url } }))).problem.code).toBe(
    "validation",
  )

  const shown = await olga.api("PUT", "/settings", { embeddings: { ...own, apiKey: "sk-embed-secret" } })
  expect(shown.embeddings).toMatchObject({ hasApiKey: true, isOn: true, model: "test-embed" })
  await goOn()
  expect(progress().made).toBeGreaterThan(0)
  expect(JSON.stringify([shown, await olga.api("GET", "/settings")])).not.toContain("sk-embed-secret")
  expect(app.logs.join("")).not.toContain("sk-embed-secret")

  // A key stays with the server that it was entered for.
  const moved = await olga.api("PUT", "/settings", { embeddings: { baseUrl: "https://example.com" } })
  expect(moved.embeddings.hasApiKey).toBeFalse()
})

test("null takes the server away as a whole, and what finds by meaning stops; the model likewise", async () => {
  await start()
  await goOn()
  const olga = await app.owner()
  await olga.api("PUT", "/settings", { model: { apiKey: "sk-model-secret", model: "a-model", answersPerDay: 5 } })
  const asked = server.requests.length

  const shown = await olga.api("PUT", "/settings", { embeddings: null, model: null })
  expect(shown.embeddings).toMatchObject({ isOn: false, hasApiKey: false, baseUrl: null, model: null })
  expect(shown.model).toMatchObject({ answerer: "built-in", hasApiKey: false, model: null, answersPerDay: null })
  await ask()
  await goOn()
  expect(server.requests.length).toBe(asked)
})

test("a server that the environment names is used, also inside the house", async () => {
  await start({ isOn: false })
  await app.stop()
  app = await startTestApp({ env: { EMBEDDINGS_BASE_URL: server.url, EMBEDDINGS_MODEL: "test-embed" } })
  await goOn()
  expect(progress()).toMatchObject({ model: "test-embed", made: progress().of })
  await until(() => server.requests.length > 0, "it was asked")
})
