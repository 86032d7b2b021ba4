import { afterAll, beforeAll, expect, test } from "bun:test"
import fc from "fast-check"
import { counter, shop } from "../testing/cast"
import type { OperatorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { findIn, folded, wantedWords } from "./search-conversations"

let app: TestApp
let dana: OperatorClient
/** By what was first said in them. */
const ids = new Map<string, string>()

beforeAll(async () => {
  app = await startTestApp({ content: false, chatbot: { aiEnabled: false } })
  dana = await app.operator("dana")
  const talks = [
    {
      chatbot: shop,
      name: "Zoë Ünal",
      says: ["Do you mend boots?", "They are from Zürich, and the LEFT heel is loose."],
    },
    { chatbot: shop, name: "Marta Ruiz", says: ["The left parcel is late.", "100% wool_socks \\ “quoted”"] },
    { chatbot: counter, says: ["Is the heel of my boots done?"] },
    { chatbot: shop, says: ["Bonjour", "où est mon colis ?"] },
  ]
  for (const { chatbot, name, says } of talks) {
    const visitor = await app.visitor({}, chatbot)
    for (const text of says) await visitor.say(text)
    if (name) await visitor.post("/contact", { name, email: `${folded(name).replace(" ", ".")}@mail.example` })
    ids.set(says[0]!, (await visitor.conversation()).id)
    app.clock.advance(60_000)
  }
  await dana.api("POST", `/conversations/${ids.get("Bonjour")}/takeover`, {})
  await dana.api("POST", `/conversations/${ids.get("Bonjour")}/closure`, {})
})
afterAll(() => app.stop())

type Item = { id: string; match?: string; visitor: { name: string | null } }
type Found = { items: Item[]; next: string | null }
const search = (q: string, more = ""): Promise<Found> =>
  dana.api("GET", `/conversations?q=${encodeURIComponent(q)}${more}`)
const firsts = ({ items }: Found) => items.map(({ id }) => [...ids].find(([, each]) => each === id)?.[0])

test("all words have to be there, in any order, whatever their case and accents, in what was said or in the name", async () => {
  expect(firsts(await search("zurich"))).toEqual(["Do you mend boots?"])
  expect(firsts(await search("heel boots"))).toEqual(["Is the heel of my boots done?", "Do you mend boots?"])
  expect(firsts(await search("LEFT marta"))).toEqual(["The left parcel is late."])
  expect(firsts(await search("zoe unal"))).toEqual(["Do you mend boots?"])
  expect(firsts(await search("zoe.unal@mail.example"))).toEqual(["Do you mend boots?"])
  expect(firsts(await search("ou est"))).toEqual(["Bonjour"])
  expect(firsts(await search("left zebra"))).toEqual([])
})

test("signs that SQL or JSON would take for their own are looked for as they are", async () => {
  for (const sign of ["100%", "wool_", "\\", "“quoted”"])
    expect(firsts(await search(sign))).toEqual(["The left parcel is late."])
  expect(firsts(await search("bo_ts"))).toEqual([])
})

test("the message that has the word comes along, unless it was the name", async () => {
  expect((await search("heel is loose")).items[0]?.match).toBe("They are from Zürich, and the LEFT heel is loose.")
  expect((await search("marta")).items[0]).not.toHaveProperty("match")
})

test("state, chatbot and pages narrow a search as they narrow the list", async () => {
  expect(firsts(await search("o", "&state=closed"))).toEqual(["Bonjour"])
  expect(firsts(await search("heel", `&chatbot=${counter}`))).toEqual(["Is the heel of my boots done?"])

  const paged: unknown[] = []
  let next: string | null = null
  do {
    const page: Found = await search("e", `&limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ""}`)
    expect(page.items.length).toBe(1)
    paged.push(...firsts(page))
    next = page.next
  } while (next)
  expect(paged).toEqual(firsts(await search("e")))
  expect(paged.length).toBe(4)
})

test("what is somebody's is listed and found as theirs, and what is nobody's as nobody's", async () => {
  const late = ids.get("The left parcel is late.")!
  await dana.takeOver(late)

  expect(firsts(await dana.api("GET", "/conversations?assignee=me"))).toEqual(["The left parcel is late."])
  expect(firsts(await search("left", "&assignee=me"))).toEqual(["The left parcel is late."])
  expect(firsts(await search("left", "&assignee=none"))).toEqual(["Do you mend boots?"])
  expect(firsts(await dana.api("GET", "/conversations?assignee=none")).length).toBe(3)
})

test("an operator finds only what is theirs to see", async () => {
  const uri = await app.operator("uri")

  expect((await uri.api("GET", "/conversations?q=e")).items).toEqual([])
  expect((await search("e")).items.length).toBe(4)
})

test("the desk's search shows the words where they were said", async () => {
  const page = await app.call("GET", "/operator/search?q=loose", undefined, {
    cookie: `baton_operator=${dana.token}`,
    "hx-request": "true",
    "hx-target": "div#search-results",
  })
  expect(page.body).toContain("the LEFT heel is loose")
  expect(page.body).not.toContain("The left parcel")
})

test("an excerpt has the word in it, however long the message is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<string[]>("größe", "boots", "한국", "colis", "\n"), { maxLength: 200 }),
      fc.nat(200),
      (words: string[], at) => {
        const text = words.toSpliced(at, 0, "needle").join(" ")
        const match = findIn({ names: ["Ana"], said: () => [text] }, wantedWords("NEEDLE"))
        expect(match).toContain("needle")
        expect(match!.length).toBeLessThan(170)
        expect(match).not.toContain("\n")
      },
    ),
  )
})
