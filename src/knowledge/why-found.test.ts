/** In the playground an owner reads why each passage was found, and the parts give the score. */

import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import type { Trial } from "../assistant/try-question"
import { knownQuestion, shop } from "../testing/cast"
import type { OperatorClient } from "../testing/clients"
import { startEmbeddingsServer } from "../testing/embeddings-server"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp, type TestAppOptions } from "../testing/test-app"
import { until } from "../testing/until"

setDefaultTimeout(30_000)

let app: TestApp
let owner: OperatorClient
afterEach(() => app.stop())

async function start(options?: TestAppOptions): Promise<void> {
  app = await startTestApp(options)
  owner = await app.owner()
}
const ask = (question: string): Promise<Trial> => owner.api("POST", `/chatbots/${shop}/try`, { question })
const add = (source: Record<string, unknown>) => owner.api("POST", `/chatbots/${shop}/sources`, source)
const sum = (parts: readonly { score: number }[]) => parts.reduce((all, { score }) => all + score, 0)

test("a passage of a page is found by its words and its title, which are named, and the parts give the score", async () => {
  await start()
  const [first] = (await ask("How long does delivery within Ireland take?")).passages
  expect(first!.title).toContain("Delivery")
  const { parts, words, titleWords, places } = first!.why!
  expect(words).toContain("ireland")
  expect(titleWords).toEqual(["delivery"])
  expect(parts.map(({ by }) => by)).toContain("words")
  expect(parts.map(({ by }) => by)).toContain("title")
  expect(sum(parts)).toBeCloseTo(first!.score, 1)
  expect(places).toBeUndefined()
})

test("an answer is found by the way of asking that is most like the question", async () => {
  await start()
  await add({ kind: "qa", questions: ["Do you polish my brogues?", "Can brogues be shined?"], answer: "On Mondays." })
  await app.parts.knowledge.prepare(shop, Number.POSITIVE_INFINITY)
  const [first] = (await ask("can you shine brogues")).passages
  expect(first!.text).toBe("On Mondays.")
  const { parts, asked } = first!.why!
  expect(asked!.text).toBe("Can brogues be shined?")
  expect(asked!.likeness).toBeGreaterThan(0.5)
  expect(asked!.meaning).toBeGreaterThan(0.5)
  expect(parts[0]!.by).toBe("asked")
  expect(sum(parts)).toBeCloseTo(first!.score, 1)
})

test("what an owner's synonym found says by which wording", async () => {
  await start()
  await owner.api("POST", `/chatbots/${shop}/synonyms`, { words: ["zoomly", "delivery within Ireland"] })
  const [first] = (await ask("How long is the Zoomly?")).passages
  expect(first!.why!.wording).toContain("delivery within ireland")
})

test("what only the embeddings server finds says so, with its place and how likely it answers", async () => {
  const server = startEmbeddingsServer({ concepts: [["zorbling", "wibblestrap"]] })
  await start({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
  await add({ kind: "text", title: "Zorblings", text: "Every zorbling is made by hand and costs 80 euros." })
  await owner.api("PUT", "/settings", { embeddings: { baseUrl: server.url, model: "test-embed" } })
  app.clock.advance(2000)
  await app.tick()

  const { passages } = await ask("Do you have a wibblestrap?")
  expect(passages[0]!.text).toContain("zorbling")
  const { places } = passages[0]!.why!
  expect(places!.likeness.place).toBe(1)
  expect(places!.likeness.confidence).toBeGreaterThan(0.5)
  expect(places!.likeness.score).toBeGreaterThan(places!.words.score)
  for (const { score, why } of passages)
    expect(why!.places!.words.score + why!.places!.likeness.score).toBeCloseTo(score, 2)

  const { body } = await owner.call(
    "POST",
    `/admin/chatbots/${shop}/content/ask`,
    String(new URLSearchParams({ question: "Do you have a wibblestrap?" })),
    { "content-type": "application/x-www-form-urlencoded" },
  )
  expect(body).toContain("Meaning, by the service you connected: 1st nearest")
  await server.stop()
})

test("with a model it is told too, and none of it goes into the log of a conversation", async () => {
  await start({ answers: "model", content: true, otherwise: () => answers("Within 30 days.", verdict(0.9)) })
  expect((await ask(knownQuestion)).passages[0]!.why!.parts.length).toBeGreaterThan(0)
  const noa = await app.visitor()
  const { conversationId } = await noa.say(knownQuestion)
  const tried = await until(async () => {
    const found = app.parts.events.list(conversationId).filter(({ type }) => type === "tried")
    return found.length > 0 && found
  }, "the answer")
  expect(JSON.stringify(tried)).not.toContain("parts")
})
