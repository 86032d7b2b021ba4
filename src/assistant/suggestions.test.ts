import { afterAll, beforeAll, expect, test } from "bun:test"
import { defaultLimits } from "../chatbots/limits"
import { sentencesIn } from "../languages/sentences"
import * as cast from "../testing/cast"
import { openContent } from "../testing/content"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp } from "../testing/test-app"
import type { TurnRequest } from "./answerer"
import { createBuiltInAnswerer } from "./built-in"

const { knowledge, addChatbot, close } = openContent()
const movers = `# Hartley Removals

## How to book
Ask for a quote, accept it by e-mail, and pay a deposit of 20 %. The rest is due on the day of the move, by card.

## What a move costs
A studio costs from £280, a two-bedroom flat from £450. We give a fixed quote after a video call, which costs nothing.

## On the day
The crew arrives between 8 and 9 in the morning. Furniture is taken apart and put together again at no extra cost.

## Storage
We keep your things in locked containers: £24 a week. The minimum is two weeks.`

beforeAll(async () => {
  await addChatbot("movers")
  await knowledge.add("movers", { kind: "file", text: movers })
  await knowledge.add("movers", {
    kind: "file",
    title: "FAQ",
    pairs: [{ questions: ["Can you move my piano?"], answer: "An upright costs £120 extra." }],
  })
  await knowledge.prepare("movers", Number.POSITIVE_INFINITY)
})
afterAll(close)

function ask(text: string, change: Partial<TurnRequest> = {}) {
  const history = [{ role: "visitor" as const, name: "", text, at: 0 }]
  const asked = { chatbotId: "movers", chatbotName: "Hartley", persona: "", locale: "en", history, page: undefined }
  const request = { ...asked, threshold: 0.4, ...change }
  return createBuiltInAnswerer({ ...knowledge }).answer(request, () => {}, new AbortController().signal)
}

test("what is found, but not surely enough to be said, is suggested by its heading, and asked like that is answered", async () => {
  const { confidence, text, suggestions = [] } = await ask("what hour will your people be here")
  expect(confidence).toBeLessThan(0.4)
  expect(text).not.toContain("crew")
  expect(suggestions).toContain("On the day")

  for (const each of suggestions) expect((await ask(each)).confidence).toBeGreaterThanOrEqual(0.4)
  expect((await ask("On the day")).text).toContain("between 8 and 9")
})

test("where nobody will see them, as with golden questions, none are looked for, and the answer is the same", async () => {
  const asked = "what hour will your people be here"
  const { suggestions, ...shown } = await ask(asked)
  const { suggestions: none, ...unseen } = await ask(asked, { suggestsNothing: true })

  expect(suggestions).not.toBeEmpty()
  expect(none).toBeUndefined()
  expect(unseen).toEqual(shown)
})

test("questions and answers are suggested by their question", async () => {
  const { suggestions } = await ask("my grandmother's old upright", { threshold: 0.95 })

  expect(suggestions).toContain("Can you move my piano?")
})

test("what has nothing to do with the content suggests nothing, nor does a draft for an operator, nor a sure answer", async () => {
  expect((await ask("what is the meaning of life")).suggestions).toBeUndefined()
  expect((await ask("what hour will your people be here", { draftsFor: "Dana" })).suggestions).toBeUndefined()
  expect((await ask("how much is storage")).suggestions).toBeUndefined()
})

test("what the owner never wants said is not suggested, neither in its name nor in its answer", async () => {
  const suggested = async (never: string[]) =>
    (await ask("what hour will your people be here", { limits: { ...defaultLimits, never } })).suggestions ?? []
  expect(await suggested([])).toEqual(expect.arrayContaining(["On the day", "How to book"]))

  expect(await suggested(["on the day"])).not.toContain("On the day")
  expect(await suggested(["deposit of 20 %"])).not.toContain("How to book")
})

test("what was suggested and is chosen is answered, and asks nothing again", async () => {
  const app = await startTestApp({ answers: "built-in", content: false })
  try {
    const { parts } = app
    await parts.knowledge.add(cast.shop, { kind: "file", text: movers })
    await parts.knowledge.prepare(cast.shop, Number.POSITIVE_INFINITY)
    const noa = await app.visitor()
    const stream = noa.stream()
    await noa.say("what hour will your people be here")
    const { data } = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")
    expect(data.offer).toBe(true)
    expect(data.suggestions).toContain("On the day")
    expect(data.text).toBe(sentencesIn("en").answers.didYouMean)
    const { id } = await noa.conversation()

    const place = data.suggestions.indexOf("On the day") + 1
    await noa.say(`number ${place}, please`)
    await stream.find(({ event, data }) => event === "message" && data.text.includes("between 8 and 9"))
    expect(parts.conversations.find(id)!.lifecycle.state).toBe("ai")
    // The same words from somebody to whom they were not suggested ask again.
    const [chosen, repeated] = [await repetitionOf(id), await repetitionAfter(["On the day", "On the day"])]
    expect(chosen).toBe(0)
    expect(repeated).toBeGreaterThan(0.75)

    async function repetitionAfter(said: string[]) {
      const other = await app.visitor()
      for (const text of said) {
        await other.say(text)
        await app.dealtWith((await other.conversation()).id)
      }
      return repetitionOf((await other.conversation()).id)
    }
    function repetitionOf(id: string) {
      return [...parts.judgements.featuresOf(id).values()].at(-1)!.repetition
    }
  } finally {
    await app.stop()
  }
})

test("a model that is not sure suggests the same", async () => {
  const app = await startTestApp({ answers: "model", content: false })
  try {
    const { knowledge } = app.parts
    await knowledge.add(cast.shop, { kind: "file", text: movers })
    await knowledge.prepare(cast.shop, Number.POSITIVE_INFINITY)
    const noa = await app.visitor()
    const stream = noa.stream()
    app.provider.reply(answers("Perhaps at noon.", verdict(0.1)))
    await noa.say("what hour will your people be here")
    const unsure = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")
    expect(unsure.data.text).toBe(sentencesIn("en").answers.didYouMean)
    expect(unsure.data.suggestions).toContain("On the day")

    app.provider.reply(answers("Between 8 and 9.", verdict(0.9)))
    await noa.say("On the day")
    const { data } = await stream.find(({ event, data }) => event === "message" && data.text.startsWith("Between"))
    expect(data.suggestions).toBeUndefined()
  } finally {
    await app.stop()
  }
})
