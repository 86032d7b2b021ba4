import { expect, test } from "bun:test"
import { renderToString } from "preact-render-to-string"
import { Quoted } from "./quoted"

const html = (text: string) => renderToString(<Quoted text={text} />)

test("quoted words keep their own direction, and the sentence around them keeps its own", () => {
  expect(html("Asked for a person: “التحدث مع شخص”")).toBe("Asked for a person: “<bdi>التحدث مع شخص</bdi>”")
  expect(html("Wants: “איפה ההזמנה שלי #5521?”\nThe AI was not sure.")).toBe(
    "Wants: “<bdi>איפה ההזמנה שלי #5521?</bdi>”\nThe AI was not sure.",
  )
})

test("a quote in a quote is one, and a sentence without one is as it was", () => {
  expect(html("Rule “All of it”: “say “no” now”")).toBe("Rule “<bdi>All of it</bdi>”: “<bdi>say “no” now</bdi>”")
  expect(html("Ben had to leave")).toBe("Ben had to leave")
  expect(html("“<b>")).toBe("“<bdi>&lt;b></bdi>")
})
