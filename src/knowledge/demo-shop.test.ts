import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { createBuiltInAnswerer } from "../assistant/built-in"
import { unsureIn } from "../assistant/wording"
import { openContent } from "../testing/content"

// Some three hundred questions, beside whatever else the machine does.
setDefaultTimeout(60_000)

const demo = join(import.meta.dir, "../../data/demo")
type Asked = { question: string; pages: string[]; contains: string }
const questions: Asked[] = readFileSync(join(demo, "questions.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line))

const pageOf = new Map<string, string>()
const { knowledge, addChatbot, close } = openContent()

beforeAll(async () => {
  await addChatbot("demo")
  for (const name of readdirSync(join(demo, "content")).filter((file) => file.endsWith(".md"))) {
    const text = readFileSync(join(demo, "content", name), "utf8")
    pageOf.set((await knowledge.add("demo", { kind: "file", text })).url ?? "", name)
  }
})

afterAll(close)

test("most questions to the demo shop find a right page first, and nearly all among the first three", () => {
  const answerable = questions.filter(({ pages }) => pages.length > 0)
  let first = 0
  let three = 0
  for (const { question, pages } of answerable) {
    const found = knowledge.retrieve("demo", question, 3).passages.map(({ url }) => pageOf.get(url ?? "")!)
    if (pages.includes(found[0]!)) first += 1
    if (found.some((page) => pages.includes(page))) three += 1
  }

  expect(first / answerable.length).toBeGreaterThan(0.77)
  expect(three / answerable.length).toBeGreaterThan(0.88)
})

/** What the built-in answerer says to a visitor's messages. */
const say = async (...texts: string[]): Promise<string> => {
  const history = texts.map((text) => ({ role: "visitor" as const, name: "", text, at: 0 }))
  const common = { chatbotId: "demo", chatbotName: "Demo", persona: "", locale: "en", page: undefined, threshold: 0.4 }
  const { answer } = createBuiltInAnswerer({ retrieve: knowledge.retrieve, readQuestions: knowledge.readQuestions })
  return (await answer({ ...common, history }, () => {}, new AbortController().signal)).text
}

test("most answers hold what was asked for", async () => {
  const plain = (text: string) => text.toLowerCase().replace(/[*|[\]]/g, " ")
  let right = 0
  for (const { question, contains } of questions.filter(({ pages }) => pages.length > 0)) {
    const text = plain(await say(question))
    const wanted = plain(contains)
      .split(/[^\p{L}\p{N}€.:–%]+/u)
      .filter(Boolean)
    if (wanted.filter((word) => text.includes(word)).length >= 0.8 * wanted.length) right += 1
  }

  expect(right).toBeGreaterThanOrEqual(68)
})

test.each([
  ["how do I clean suede", "suede eraser"],
  ["cancel my order", "Cancel freely"],
  ["How much does Luma Club cost", "€39 a year"],
  ["How long does delivery take?", "2–4 working days"],
  ["What does delivery cost and how long does it take?", "2–4 working days"],
  ["How much is Luma Club and can I cancel it?", "Account → Luma Club → Cancel"],
  ["Where are you and when are you open?", "Thursday"],
  ["delivery?", "2–4 working days"],
  ["returns", "30 days"],
  ["discounts", "Students"],
  ["where is my order", "lumashoes.example/track"],
  ["Hello! I was wondering whether you could tell me if you ship to Germany and how much that is", "€9.90"],
  ["I want to return a sale item, how long do I have and who pays for the postage?", "14 days"],
  ["hwo much is expres delivry", "€9.95"],
  ["what time do you close on sundays", "**Sunday**: Shop 13:00–17:00"],
  ["are you open at the weekend", "- **Saturday**: Shop 9:30–18:00 · Repair counter 10:00–14:00\n- **Sunday**"],
  ["where are you located", "9 Saddler's Lane"],
  ["where is the shop", "9 Saddler's Lane"],
  ["whats your address", "9 Saddler's Lane"],
  ["how do i contact you", "020 913 0142"],
  ["how can I get in touch", "hello@lumashoes.example"],
  ["who do i call about a repair", "repairs@lumashoes.example"],
  ["how long does a repair take", "30 minutes, while you wait"],
  ["is there a warranty", "24 months"],
  ["are you hiring", "CV"],
])("“%s” is answered from the passage about it", async (question, words) => {
  expect(await say(question)).toContain(words)
})

test.each([
  "Are umbrellas sold here?",
  "do you sell umbrellas",
  "What's the weather like today?",
  "will it rain tomorrow",
  "who is the CEO of Apple",
  "what is the wifi password in the shop",
  "How do I reset my Garmin watch?",
  "order 4411",
  "My order number is LS-2048399",
])("“%s” is not answered from what is merely near", async (question) => {
  expect(await say(question)).toBe(unsureIn("en"))
})

test("what is answered with confidence is right, and what the pages do not hold is mostly refused", () => {
  const sure = questions
    .map(({ question, pages }) => ({ pages, ...knowledge.retrieve("demo", question, 1) }))
    .filter(({ confidence }) => confidence >= 0.6)
  const right = sure.filter(({ pages, passages }) => pages.includes(pageOf.get(passages[0]!.url ?? "")!))
  const unanswerable = questions.filter(({ pages }) => pages.length === 0)
  const refused = unanswerable.filter(({ question }) => knowledge.retrieve("demo", question).confidence < 0.5)

  expect(sure.length).toBeGreaterThan(40)
  expect(right.length / sure.length).toBeGreaterThan(0.85)
  expect(refused.length / unanswerable.length).toBeGreaterThan(0.75)
})
