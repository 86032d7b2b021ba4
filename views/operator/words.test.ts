import { expect, test } from "bun:test"
import { origin, path, plain, reasonWord, safeHref, visitCount } from "./words"

test("an address is said by its path, a referrer by its host, a campaign by its name", () => {
  expect(path("https://shop.example/returns?utm_source=x")).toBe("/returns")
  expect(path("not an address")).toBe("not an address")
  expect(origin("https://www.google.com/search", null)).toBe("google.com")
  expect(origin("https://www.google.com/", { source: "newsletter", name: "november" })).toBe("newsletter · november")
  expect(origin(null, null)).toBeNull()
})

test("only addresses that a browser may safely follow become links", () => {
  expect(safeHref("https://shop.example/")).toBe("https://shop.example/")
  expect(safeHref("/returns")).toBe("/returns")
  for (const bad of [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "vbscript:x",
  ]) {
    expect(safeHref(bad)).toBeUndefined()
  }
})

test("codes of the log are said in words, also ones that came later than this view", () => {
  expect(reasonWord("frustration")).toBe("frustrated")
  expect(reasonWord("ai_request")).toBe("AI asks for help")
  expect(reasonWord("operator_left")).toBe("the operator had to leave")
  expect(reasonWord("something_new")).toBe("something_new")
})

test("Markdown becomes one plain line, and ordinary words stay as they are", () => {
  expect(plain("**Express** costs [more](/x).\n\n- one")).toBe("Express costs more. one")
  expect(plain("| Work | Ready in |\n| --- | --- |\n| Sole | 5 days |")).toBe("Work Ready in Sole 5 days")
  expect(plain("2 * 3 = 6 and snake case")).toBe("2 * 3 = 6 and snake case")
})

test("visits are counted as people say it", () => {
  expect([1, 2, 3, 4, 11, 12, 21, 112].map(visitCount)).toEqual([
    "first visit",
    "2nd visit",
    "3rd visit",
    "4th visit",
    "11th visit",
    "12th visit",
    "21st visit",
    "112th visit",
  ])
})
