import { expect, test } from "bun:test"
import { fromSlackText, meantForColleagues } from "./slack-text"

test.each([
  [
    "Write to <mailto:help@shop.example|help@shop.example> or <tel:+34600|+34 600>",
    "Write to help@shop.example or +34 600",
  ],
  ["<mailto:help@shop.example>", "help@shop.example"],
  ["See <https://shop.example/a?b=1&amp;c=2>", "See https://shop.example/a?b=1&c=2"],
  [
    "<https://shop.example|shop.example> and <https://shop.example/size|our table>",
    "https://shop.example and [our table](https://shop.example/size)",
  ],
  // What somebody typed is what arrives: not a sign that they wrote about.
  ["Write &amp;lt; for a smaller-than sign", "Write &lt; for a smaller-than sign"],
  ["It is *really* ~not~ 2 * 3 * 4", "It is **really** ~~not~~ 2 * 3 * 4"],
  ["Type `*this*` and &lt;that&gt;", "Type `*this*` and <that>"],
  ["```\n*as* it is &amp; was\n```", "```\n*as* it is & was\n```"],
])("%j in Slack is %j for the visitor", (there, here) => {
  expect(fromSlackText(there)).toBe(here)
})

test.each([
  "note: she is a regular",
  "*Note:* she is a regular",
  "Internal - do not tell her",
  "  FYI: paid twice",
  "todo: call the courier",
  "nota: es cliente",
  "Notiz: zahlt immer spät",
])("%j is kept from the visitor: it looks like a note", (text) => {
  expect(meantForColleagues(text)).toBe("prefix")
})

test.each([
  "<@U0ELI> can you?",
  "<@W0ELI> can you?",
  "<!here> help",
  "<!channel> help",
  "<!everyone>",
  "<!subteam^S0|@crew>",
])("%j is kept from the visitor: it names a colleague", (text) => {
  expect(meantForColleagues(text)).toBe("mention")
})

test.each([
  "Please note: the shop is closed",
  "A private-label shoe",
  "Noted, thank you",
  "Notes of lemon",
  "See <#C0SHOES|shoes>",
])("%j is for the visitor", (text) => {
  expect(meantForColleagues(text)).toBeUndefined()
})
