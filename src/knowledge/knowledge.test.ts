import { afterEach, beforeEach, expect, test } from "bun:test"
import type { Database } from "../db/database"
import { type Content, openContent } from "../testing/content"
import { readQuestions } from "./encode-apart"
import { createPassageFiling } from "./file-passages"
import type { Knowledge } from "./knowledge"
import { createPassageIndex } from "./retrieve"

let content: Content
let db: Database
let knowledge: Knowledge
const rung: string[] = []

beforeEach(async () => {
  content = openContent((topic) => rung.push(topic))
  ;({ db, knowledge } = content)
  await content.addChatbot("shop")
  await content.addChatbot("other-shop")
})

afterEach(() => content.close())

const delivery = `---
title: Delivery
url: https://shop.example/delivery
---
# Delivery

We deliver to Ireland and to the whole European Union.

## Times

Parcels to Spain take four to six working days. Parcels within Ireland arrive in two days.

## Prices

Delivery is free above 80 euros. Below that it costs 4.95 euros.
`

const returns = `# Returns

You can send shoes back within 30 days. They must not have been worn outside.
`

test("an added page is ready, counted and found with its title, headings and link", async () => {
  const source = await knowledge.add("shop", { kind: "file", text: delivery })
  await knowledge.add("shop", { kind: "text", text: returns })

  const { passages } = knowledge.retrieve("shop", "how long does a parcel to spain take")

  expect(source).toMatchObject({ title: "Delivery", status: "ready", pages: 1, passages: 3 })
  expect(passages[0]).toMatchObject({ title: "Delivery", headings: "Times", url: "https://shop.example/delivery" })
})

test("the same content twice is one source", async () => {
  const first = await knowledge.add("shop", { kind: "file", text: delivery })
  const second = await knowledge.add("shop", { kind: "file", text: delivery })

  expect(second.id).toBe(first.id)
  expect(knowledge.list("shop")).toHaveLength(1)
})

test("a question and answer is found by another way of asking", async () => {
  await knowledge.add("shop", { kind: "text", text: returns })
  await knowledge.add("shop", {
    kind: "qa",
    questions: ["Can I pay with Bitcoin?", "Do you accept crypto currency?"],
    answer: "No. We take cards and PayPal.",
  })

  const { passages } = knowledge.retrieve("shop", "is cryptocurrency a way to pay")

  expect(passages[0]!.text).toBe("No. We take cards and PayPal.")
})

test("replaced content answers at once and the old is gone", async () => {
  const { id } = await knowledge.add("shop", { kind: "text", title: "Delivery", text: delivery })
  expect(knowledge.retrieve("shop", "price of delivery").passages[0]!.text).toContain("4.95")

  await knowledge.replace("shop", id, { kind: "text", title: "Delivery", text: "Delivery now costs 7 euros." })

  const { passages } = knowledge.retrieve("shop", "price of delivery")
  expect(passages.map(({ text }) => text)).toEqual(["Delivery now costs 7 euros."])
})

test("a deleted source is found no more, in the index either", async () => {
  const { id } = await knowledge.add("shop", { kind: "text", text: returns })
  expect(knowledge.retrieve("shop", "send shoes back").passages).toHaveLength(1)

  await knowledge.remove("shop", id)

  expect(knowledge.retrieve("shop", "send shoes back").passages).toEqual([])
  expect(knowledge.list("shop")).toEqual([])
  expect(db.onRead<[], unknown>(`SELECT rowid FROM passages_fts WHERE passages_fts MATCH 'shoes'`).all()).toEqual([])
})

test("another chatbot's content is never found", async () => {
  await knowledge.add("other-shop", { kind: "text", text: returns })
  expect(knowledge.retrieve("other-shop", "send shoes back").passages).toHaveLength(1)

  expect(knowledge.retrieve("shop", "send shoes back").passages).toEqual([])
})

test("content is changed only under its own chatbot", async () => {
  const { id } = await knowledge.add("shop", { kind: "text", text: returns })

  expect(knowledge.remove("other-shop", id)).rejects.toThrow("not there any more")
  expect(knowledge.replace("other-shop", id, { kind: "text", text: "x" })).rejects.toThrow("not there any more")
  expect(() => knowledge.get("other-shop", id)).toThrow("not there any more")
})

test("empty content is refused with what to do", () => {
  expect(knowledge.add("shop", { kind: "text", text: "  \n" })).rejects.toThrow("There is no text")
  expect(knowledge.add("shop", { kind: "qa", questions: [" "], answer: "x" })).rejects.toThrow("at least one question")
})

test("a change rings the chatbot's bell", async () => {
  await knowledge.add("shop", { kind: "text", text: returns })

  expect(rung).toContain("knowledge:shop")
})

test("what it is about can be told in a list, without what was switched off, and to nobody else", async () => {
  const { id } = await knowledge.add("shop", { kind: "file", title: "Delivery", text: delivery })
  await knowledge.add("shop", { kind: "text", title: "Returns", text: returns })
  expect(knowledge.titlesOf("shop")).toEqual(["Delivery", "Returns"])
  expect(knowledge.titlesOf("other-shop")).toEqual([])

  await db.write(() =>
    db
      .inWrite<[string]>(
        "UPDATE passages SET is_off = 1 WHERE document_id IN (SELECT id FROM documents WHERE source_id = ?)",
      )
      .run(id),
  )

  expect(knowledge.titlesOf("shop")).toEqual(["Returns"])
})

test("a question with quotes, stars and brackets is only a question", async () => {
  await knowledge.add("shop", { kind: "text", text: returns })

  for (const question of [
    `"shoes" AND (`,
    "shoes*",
    "NOT title:shoes",
    "^shoes + -",
    "'); DROP TABLE passages; --",
    "",
  ])
    expect(() => knowledge.retrieve("shop", question)).not.toThrow()
})

test("words that are also names of things in JavaScript are words", async () => {
  await knowledge.add("shop", {
    kind: "text",
    title: "Sets",
    text: "The constructor set has a toString and a hasOwnProperty.",
  })

  expect(knowledge.retrieve("shop", "constructor set __proto__").passages).toHaveLength(1)
})

const manyQuestions = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    questions: [`What does part number ${i} cost?`, `price of number ${i}`],
    answer: `Part ${i} costs ${i} euros.`,
  }))

test("an index that takes long is built without holding up anything else, and questions are answered meanwhile", async () => {
  await knowledge.add("shop", { kind: "file", title: "Parts", pairs: manyQuestions(120) })
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)

  const isReady = knowledge.prepare("shop", Number.POSITIVE_INFINITY)
  const meanwhile = knowledge.retrieve("shop", "how much is part number 77")
  await isReady
  clearInterval(timer)

  expect(turns).toBeGreaterThan(10)
  expect(meanwhile.passages[0]!.text).toBe("Part 77 costs 77 euros.")
  expect(knowledge.retrieve("shop", "how much is part number 78").passages[0]!.text).toBe("Part 78 costs 78 euros.")
}, 120_000)

test("what was made ready after a start is not read again for the first question", async () => {
  await knowledge.add("shop", { kind: "text", text: returns })
  await knowledge.add("other-shop", { kind: "text", text: delivery })
  let reads = 0
  const { store } = knowledge
  const readPassages: typeof store.readPassages = (...asked) => {
    reads += 1
    return store.readPassages(...asked)
  }
  const index = createPassageIndex({ ...store, readPassages })

  await index.warmUp(["shop", "other-shop"])

  expect(reads).toBe(2)
  expect(index.retrieve("shop", "send shoes back").passages[0]!.title).toBe("Returns")
  expect(index.retrieve("other-shop", "price of delivery").passages[0]!.title).toBe("Delivery")
  expect(reads).toBe(2)
})

test("a question in words of its own is found by what it means as a whole", async () => {
  const faq: [string[], string][] = [
    [["I forgot my password", "I cannot log in to my account"], "Ask for a new one on the first page."],
    [["I forgot my umbrella in your shop", "did somebody find my umbrella?"], "What was left behind is kept."],
    [["how much does it cost?", "what do you charge for it?"], "Nine euros."],
    [["how much does it weigh?", "is it heavy?"], "Nine kilos."],
    [["when do you open?", "are you open on Sunday?"], "From nine to six."],
    [["are you hiring?", "do you have a job for me?"], "Write to Marta."],
  ]
  const pairs = faq.map(([questions, answer]) => ({ questions, answer }))
  await knowledge.add("shop", { kind: "file", title: "Questions", pairs })
  await knowledge.prepare("shop", Number.POSITIVE_INFINITY)
  const question = "I want to work for you"
  const before = knowledge.retrieve("shop", question)

  await readQuestions([question], Number.POSITIVE_INFINITY)

  const after = knowledge.retrieve("shop", question)
  expect(after.passages[0]!.text).toBe("Write to Marta.")
  expect(after.evidence.phrasing!.likeness).toBeGreaterThan(before.evidence.phrasing!.likeness + 0.1)
})

test("while much is taken in, what was deleted is not quoted any more, and what was there is still found", async () => {
  const { id } = await knowledge.add("shop", { kind: "text", text: delivery })
  await knowledge.add("shop", { kind: "text", text: returns })
  await knowledge.prepare("shop")
  expect(knowledge.retrieve("shop", "price of delivery").passages[0]!.title).toBe("Delivery")

  await knowledge.add("shop", { kind: "file", title: "Parts", pairs: manyQuestions(120) })
  await knowledge.remove("shop", id)

  expect(knowledge.retrieve("shop", "price of delivery").passages.map(({ title }) => title)).not.toContain("Delivery")
  expect(knowledge.retrieve("shop", "send shoes back").passages[0]!.title).toBe("Returns")
  await knowledge.prepare("shop", Number.POSITIVE_INFINITY)
  expect(knowledge.retrieve("shop", "what does part number 12 cost").passages[0]!.text).toBe("Part 12 costs 12 euros.")
}, 120_000)

test.each([
  [
    "Chinese",
    [
      "# 配送\n\n爱尔兰境内的包裹两天内送达。",
      "# 退款\n\n您可以在三十天内退货,我们会全额退款。",
      "# 营业时间\n\n商店周一至周五九点开门。",
    ],
    "退货后多久能退款",
    "全额退款",
  ],
  [
    "Japanese",
    [
      "# 配送\n\n国内のお届けには二日かかります。",
      "# 返品\n\n三十日以内であれば返品できます。",
      "# 営業時間\n\n店は九時に開きます。",
    ],
    "返品はできますか",
    "返品できます",
  ],
  [
    "Thai",
    ["# การจัดส่ง\n\nพัสดุจะถึงภายในสองวัน", "# การคืนสินค้า\n\nคุณสามารถคืนสินค้าได้ภายในสามสิบวัน", "# เวลาเปิด\n\nร้านเปิดเก้าโมง"],
    "อยากคืนสินค้าได้ไหม",
    "สามสิบวัน",
  ],
  [
    "Spanish without its accents",
    [
      "# Envíos\n\nEl envío a Málaga tarda dos días.",
      "# Devolución\n\nLa devolución es gratuita.",
      "# Horario\n\nAbrimos a las nueve.",
    ],
    "cuanto cuesta una devolucion",
    "gratuita",
  ],
])("content in %s is found by a question in it", async (_, texts, question, found) => {
  for (const text of texts) await knowledge.add("shop", { kind: "text", text })

  expect(knowledge.retrieve("shop", question).passages[0]!.text).toContain(found)
})

test("a long document is found by all of its words, some of which come into the full-text index after it was added", async () => {
  const found = (word: string) =>
    db.onRead<[string], { n: number }>("SELECT count(*) AS n FROM passages_fts WHERE passages_fts MATCH ?").get(word)!.n
  const waiting = () => db.onRead<[], { n: number }>("SELECT count(*) AS n FROM unfiled_passages").get()!.n
  const section = (n: number) =>
    `## Part ${n}\n\n${`The machine number ${n} hums along and is oiled by hand. `.repeat(12)}`
  const text = Array.from({ length: 60 }, (_, n) => section(n)).join("\n\n")
  const { id } = await knowledge.add("shop", { kind: "text", title: "Equipment", text })
  const all = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM passages").get()!.n
  expect(found("machine")).toBeGreaterThan(0)
  expect(waiting()).toBeGreaterThan(0)
  expect(found("machine") + waiting()).toBe(all)

  await createPassageFiling(db).run()

  expect(found("machine")).toBe(all)
  expect(waiting()).toBe(0)
  await knowledge.replace("shop", id, { kind: "text", title: "Equipment", text: text.replaceAll("machine", "engine") })
  expect(found("machine")).toBe(0)
  // Taken away before all of it came in.
  await knowledge.remove("shop", id)
  expect([found("engine"), waiting()]).toEqual([0, 0])
  await db.write(() => void db.inWrite<[]>("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')").run())
})
