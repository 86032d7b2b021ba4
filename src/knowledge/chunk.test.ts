import { expect, test } from "bun:test"
import { countWords, cutPage, plainOf, sentencesOf } from "./chunk"

test("front matter gives title and link, headings give the path", () => {
  const page = cutPage(
    '---\ntitle: "Returns"\nurl: /returns\nextra: x\n---\n# Returns\n\nTop.\n\n## By post\n\n### Label\n\nPrint it.\n',
  )

  expect(page).toEqual({
    title: "Returns",
    url: "/returns",
    passages: [
      { headings: "", text: "Top." },
      { headings: "By post › Label", text: "Print it." },
    ],
  })
})

test("the first heading is the title where there is no front matter, and else the name that was given", () => {
  expect(cutPage("# Sizes\n\nText.").title).toBe("Sizes")
  expect(cutPage("Just text.", "notes").title).toBe("notes")
})

test("long text is cut between sentences into passages that can be quoted", () => {
  const sentence = "The quick brown fox jumps over the lazy dog near the river bank today."
  const { passages } = cutPage(Array.from({ length: 60 }, () => sentence).join(" "))

  expect(passages.length).toBeGreaterThan(4)
  for (const { text } of passages) {
    expect(countWords(text)).toBeLessThanOrEqual(220)
    expect(text.endsWith("today.")).toBe(true)
  }
})

test("a table and a list stay whole, with the line that introduces them", () => {
  const table = `Prices:\n\n| Where | Price |\n| --- | --- |\n${Array.from({ length: 80 }, (_, i) => `| Place ${i} | €${i} |`).join("\n")}`
  const { passages } = cutPage(table)

  expect(passages).toHaveLength(1)
  expect(passages[0]!.text).toBe(table)
})

test("a paragraph that begins in bold is no part of the list before it", () => {
  const { passages } = cutPage(
    "| Work | Ready in |\n| --- | --- |\n| Heels | 2 days |\n\n**Express** costs more.\n\n*All* prices hold.",
  )

  expect(passages.map(({ text }) => text).join("\n\n")).toContain(
    "| Heels | 2 days |\n\n**Express** costs more.\n\n*All*",
  )
})

test("nothing of the text is lost", () => {
  const source = "# A\n\nOne. Two.\n\n- x\n- y\n\n```\ncode\n```\n\n## B\n\nThree."
  const text = cutPage(source)
    .passages.map((passage) => passage.text)
    .join("\n")

  for (const part of ["One. Two.", "- x\n- y", "code", "Three."]) expect(text).toContain(part)
})

test("sentences end at full stops but not at abbreviations, prices or dates", () => {
  expect(sentencesOf("It costs e.g. 4.95 euros. Ask Mr. Byrne! ¿Cuándo? Am 3. Mai.")).toEqual([
    "It costs e.g. 4.95 euros.",
    "Ask Mr. Byrne!",
    "¿Cuándo?",
    "Am 3. Mai.",
  ])
})

test("marks of Markdown are no part of the words", () => {
  expect(plainOf("**Free** from [€75](/prices), see `code` and *this*")).toBe("Free from €75, see code and this")
})

test("a long text without spaces is cut as one with spaces is", () => {
  const paragraph = "我们会在两天之内把您的包裹送到您家门口,您不需要支付任何额外的费用。".repeat(8)
  const { passages } = cutPage(`# 配送\n\n${paragraph}\n\n${paragraph}\n\n${paragraph}`)

  expect(passages.length).toBeGreaterThan(2)
})

test("sentences are found in a moment however the text is built: whoever sends it holds up everybody", () => {
  for (const unit of ["!?", " ", "\n", "…", "!)", '?"', ". ", "a.\n ", "。"]) {
    const began = performance.now()
    sentencesOf(`a${unit.repeat(100_000 / unit.length)}b`)
    expect([unit, performance.now() - began < 5000]).toEqual([unit, true])
  }
  expect(sentencesOf("Really?! Yes… \n  So it is.")).toEqual(["Really?!", "Yes…", "So it is."])
})
