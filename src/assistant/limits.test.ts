/** What an owner sets under «Limits», as a visitor meets it; without a model here, with one in `red-team.test.ts`. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { defaultLimits } from "../chatbots/limits"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { createGuard, shortened } from "./guard"
import { personsTopic } from "./topics"

let app: TestApp
let olga: Awaited<ReturnType<TestApp["owner"]>>
beforeAll(async () => {
  app = await startTestApp()
  olga = await app.owner()
})
afterAll(() => app.stop())

const setTo = (limits: object) => olga.api("PUT", `/chatbots/${cast.shop}`, { limits })
const ask = (question: string) => olga.api("POST", `/chatbots/${cast.shop}/try`, { question })

test("words that are forbidden are not said, also where the content says them; without them it answers", async () => {
  await setTo({ never: ["return label"] })
  const { outcome, answer } = await ask("Is the return label free?")
  expect(outcome).not.toBe("answers")
  expect(answer?.text ?? "").not.toContain("label")

  await setTo({ never: [] })
  expect((await ask("Is the return label free?")).answer.text).toContain("The return label is free")
})

test("a subject of the owner's goes to a person with the reason, in whatever form its words stand", async () => {
  await setTo({ topics: ["unworn shoes"] })
  const { outcome, reason } = await ask("My shoe is unworn, can I return it?")
  expect([outcome, reason]).toEqual(["calls_person", expect.stringContaining("unworn shoes")])

  await setTo({ topics: [] })
  expect((await ask(cast.knownQuestion)).outcome).toBe("answers")
})

test("visitors read the owner's words in their own language, and the chatbot's where there are none", async () => {
  await olga.api("PUT", `/chatbots/${cast.shop}`, {
    welcome: "Hello!",
    suggestions: ["Returns?"],
    texts: { de: { welcome: "Hallo!", suggestions: ["Rückgabe?"] }, fr: { welcome: "Bonjour !" } },
  })
  const wordsIn = async (locale: string) => {
    const { chatbot } = (await app.visitor({ ...cast.noa, locale })).first
    return [chatbot.welcome, ...chatbot.suggestions]
  }
  expect(await wordsIn("de-AT")).toEqual(["Hallo!", "Rückgabe?"])
  expect(await wordsIn("fr")).toEqual(["Bonjour !", "Returns?"])
  expect(await wordsIn("en-GB")).toEqual(["Hello!", "Returns?"])

  await olga.api("PUT", `/chatbots/${cast.shop}`, { texts: { de: null } })
  expect(await wordsIn("de-AT")).toEqual(["Hello!", "Returns?"])
})

describe("advice goes to a person, the shop's own matters do not", () => {
  const table: [string, string | undefined][] = [
    ["How much ibuprofen should I take?", "medical advice"],
    ["Should I sue my landlord?", "legal advice"],
    ["Is it wise to invest my savings in bitcoin?", "financial advice"],
    ["Do you have shoes for people with diabetes?", undefined],
    ["Where do I send my prescription for insoles?", undefined],
    ["Can I get my money back?", undefined],
    ["Is the tax included in the price?", undefined],
    ["Are these boots in stock?", undefined],
    ["Do you offer a legal guarantee on shoes?", undefined],
  ]
  for (const [message, topic] of table)
    test(message, () => expect(personsTopic({ ...defaultLimits, topics: [] }, message)).toBe(topic))
})

describe("the guard", () => {
  const facts = [
    "Boots cost €89.50. Returns within two weeks. Write to help@shop.example. A helmet is included for free.",
  ]
  const guard = createGuard({
    limits: { ...defaultLimits, never: ["best in town"] },
    facts,
    visitors: ["I want 70% off"],
  })
  const table: [string, string | undefined][] = [
    ["Boots cost 89,50 euros.", undefined],
    ["Two pairs of boots cost 179 euros.", undefined],
    ["You can return them within 14 days.", undefined],
    ["We cannot give you 70% off.", undefined],
    ["The helmet is free.", undefined],
    ["Boots cost 79 euros.", "promise"],
    ["You can return them within 20 days.", "promise"],
    ["You get 70% off.", "promise"],
    ["Delivery is free.", "promise"],
    ["Write to boss@shop.example.", "unfounded"],
    ["We are the **best** in town!", "forbidden"],
  ]
  for (const [text, kind] of table)
    test(`${text} → ${kind ?? "said"}`, () => expect<string | undefined>(guard.find(text)?.kind).toBe(kind))
})

test("a short answer ends where a sentence ends", () => {
  const long = Array.from({ length: 40 }, (_, at) => `This is sentence number ${at}.`).join(" ")
  const short = shortened(long, { ...defaultLimits, length: "short" })
  expect(short.length).toBeLessThanOrEqual(421)
  expect(short).toEndWith(".")
  expect(shortened("Just this.", { ...defaultLimits, length: "short" })).toBe("Just this.")
})
