import { expect, test } from "bun:test"
import fc from "fast-check"
import { createCiter, createTextFlow, withoutMarkers } from "./cite"

/** Blocks of text, each cut into pieces; every second one is cited. */
function shown(blocks: string[][]): string {
  let text = ""
  const flow = createTextFlow((piece) => {
    text += piece
  })
  for (const [index, pieces] of blocks.entries()) {
    for (const piece of pieces) flow.say(piece)
    if (index % 2 === 1) flow.cite([1])
  }
  expect(flow.said).toBe(text)
  return text
}

test("an answer reads the same however its stream was cut", () => {
  const piece = fc.stringMatching(/^[ab \n]{0,4}$/)
  fc.assert(
    fc.property(fc.array(fc.array(piece)), (blocks) => {
      const whole = blocks.map((pieces) => [pieces.join("")])
      const letters = blocks.map((pieces) => [...pieces.join("")])

      expect(shown(letters)).toBe(shown(whole))
      expect(shown(blocks)).toBe(shown(whole))
      expect(shown(blocks)).toBe(shown(blocks).trim())
    }),
  )
})

test("a source number stands close behind what it supports, before the white space that follows", () => {
  expect(shown([["Hello. "], ["Within 30 days.\n", "\n"], ["Bye"]])).toBe("Hello. Within 30 days. [1]\n\nBye")
})

test("links and years in brackets are no source numbers", () => {
  expect(withoutMarkers("See [1](https://a.example), [2026] and this [3].")).toBe(
    "See [1](https://a.example), [2026] and this.",
  )
})

test("a source without an address keeps a number of its own, and a long quote is cut", () => {
  const passage = { id: 1, title: "Text", headings: "", url: null, text: "x", score: 1 }
  const citer = createCiter([passage, { ...passage, id: 2 }])

  expect([citer.cite(1, "y".repeat(900), ""), citer.cite(0, "z", ""), citer.cite(1, "w", "")]).toEqual([1, 2, 1])
  expect(citer.cite(2, "v", "")).toBeUndefined()
  expect(citer.citations().map(({ url, quote }) => [url, quote.length])).toEqual([
    ["", 400],
    ["", 1],
  ])
})
