import { expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { cutPage } from "./chunk"
import { type Stated, searchContradictions } from "./contradictions"
import { pastDateIn } from "./past-date"

const demo = join(import.meta.dir, "../../data/demo/content")
const shop: Stated[] = readdirSync(demo)
  .map((name) => cutPage(readFileSync(join(demo, name), "utf8")))
  .flatMap(({ title, passages }) => passages.map((passage) => ({ title, ...passage })))
  .map((passage, index) => ({ ...passage, id: index + 1 }))

function findContradictions(passages: readonly Stated[], mine?: ReadonlySet<number>) {
  const pieces = searchContradictions(passages, mine)
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return value
  }
}
const note = (text: string, title = "Notes"): Stated => ({ id: 9999, title, headings: "", text })
const against = (text: string, title?: string) =>
  findContradictions([...shop, note(text, title)], new Set([9999])).map(({ second }) => second.value)

test("the demo shop, whose neighbouring pages carry different numbers on purpose, raises no false alarm", () => {
  expect(shop.length).toBeGreaterThan(250)
  expect(findContradictions(shop)).toEqual([])
})

test("another price, period or term for the same thing is found", () => {
  expect(against("The comfort insole, cut to size, costs €12.", "Orthotics")).toEqual(["€9"])
  expect(against("The link in the email is valid for 30 minutes and works once.", "Account")).toEqual(["60 minutes"])
  expect(against("You have a quote within 5 working days.", "Team orders")).toEqual(["2 working days"])
  expect(against("Tell us within 30 days of the delivery scan.", "Lost parcels")).toEqual(["14 days"])
  expect(against("You have 14 days to change your mind by signing in.", "Account")).toEqual(["7 days"])
})

test("the same value in other words, and another thing in nearly the same words, are no contradiction", () => {
  expect(against("Comfort insole, cut to size: 9.00 euros.", "Orthotics")).toEqual([])
  expect(against("The link in the letter to children is valid for 30 minutes and works once.", "Account")).toEqual([])
  const pair = (a: string, b: string) => findContradictions([{ ...note(a), id: 1 }, note(b)])
  expect(pair("The workshop opens at 9:00 on Monday.", "The workshop opens at 10:00 on Sunday.")).toEqual([])
  expect(pair("The workshop opens at 9 am on Monday.", "The workshop opens on Monday at 9:00.")).toEqual([])
  expect(pair("The workshop opens at 9 am on Monday.", "The workshop opens on Monday at 10:00.")).toHaveLength(1)
})

test("a day that announced something and is over is out of date; history is not", () => {
  const now = Date.UTC(2026, 10, 23)
  expect(pastDateIn("Order by 12 December 2025 and it arrives before Christmas.", now)).toBe("12 December 2025")
  expect(pastDateIn("The sale ends on 24 December 2026.", now)).toBeUndefined()
  expect(pastDateIn("We opened in Galway on 3 May 1998 and were founded by two sisters.", now)).toBeUndefined()
  expect(pastDateIn("Valid from 2025-01-01 until 2027-01-01.", now)).toBeUndefined()
})
