import { describe, expect, test } from "bun:test"
import type { Actor, StoredEvent } from "../events/event"
import { createEventFrames, toPublicEvent } from "./public-event"

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<a href='javascript:alert(1)'>click</a>",
  "[click](javascript:alert(1))",
  "[click](JaVaScRiPt:alert(1))",
  "[click](java\nscript:alert(1))",
  "[click](&#106;avascript:alert(1))",
  "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[click](vbscript:msgbox(1))",
  "[click](//evil.example/x)",
  "![x](javascript:alert(1))",
  '![x](https://evil.example/pixel.png "onload=alert(1)")',
  "[x]: javascript:alert(1)\n\n[x]",
  "<javascript:alert(1)>",
  '[a](https://x.example" onmouseover="alert(1))',
  'https://x.example/"onmouseover="alert(1)',
  "https://x.example/<script>alert(1)</script>",
  "`<script>alert(1)</script>`",
  "```html\n<script>alert(1)</script>\n```",
  "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
  "<style>*{display:none}</style>",
  '<p style="position:fixed" class="composer" id="composer">x</p>',
  "<form action=https://evil.example><input name=password></form>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<<script>script>alert(1)</</script>script>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href=https://evil.example>",
  "<template><script>alert(1)</script></template>",
  "<a hx-get=/operator hx-trigger=load>x</a>",
  "\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>",
  "<!--><img src=x onerror=alert(1)>-->",
  "</p></div><script>alert(1)</script>",
]

const kinds: Actor["kind"][] = ["visitor", "ai", "operator"]
const eventOf = (text: string, kind: Actor["kind"]): StoredEvent => ({
  id: 1,
  conversationId: "c",
  chatbotId: "shop",
  actor: { kind, id: "x", name: "<b>Noa</b>" },
  clientId: null,
  at: 0,
  type: "message",
  payload: { text },
})
const htmlOf = (text: string, kind: Actor["kind"]) => toPublicEvent(eventOf(text, kind), "both").html as string

const tags = /^(p|br|strong|em|del|code|pre|blockquote|ul|ol|li|a|h[3-6]|hr|table|thead|tbody|tr|th|td)$/
const attributes: Record<string, string[]> = { a: ["href", "rel", "target"], ol: ["start"] }

/** Read by a parser, as a browser would, and not by an expression. */
async function unsafeIn(html: string): Promise<string[]> {
  const found: string[] = []
  const rewriter = new HTMLRewriter().on("*", {
    element(element) {
      if (!tags.test(element.tagName)) found.push(element.tagName)
      for (const [name, value] of element.attributes) {
        if (!attributes[element.tagName]?.includes(name)) found.push(`${element.tagName} ${name}`)
        if (name === "href" && !/^(https?:\/\/|mailto:|tel:)/i.test(value)) found.push(`href ${value}`)
      }
      if (element.tagName === "a" && !/noopener/.test(element.getAttribute("rel") ?? "")) found.push("a without rel")
    },
    comments: () => void found.push("comment"),
  })
  await rewriter.transform(new Response(html)).text()
  return found
}

describe("the html of a message", () => {
  test("the check itself finds what is unsafe", async () => {
    expect(await unsafeIn("<script>x</script>")).toEqual(["script"])
    expect(await unsafeIn('<p onclick="x">y</p>')).toEqual(["p onclick"])
    expect(await unsafeIn('<a href="javascript:x" rel="noopener">y</a>')).toEqual(["href javascript:x"])
  })

  for (const kind of kinds) {
    test(`holds nothing that runs, loads or restyles, whatever the ${kind} wrote`, async () => {
      for (const text of hostile)
        expect({ text, unsafe: await unsafeIn(htmlOf(text, kind)) }).toEqual({ text, unsafe: [] })
    })
  }

  test("keeps what is harmless: the operator's and the AI's Markdown, and links in the visitor's words", () => {
    expect(htmlOf("**Yes**, see [returns](https://shop.example/returns)", "operator")).toBe(
      '<p><strong>Yes</strong>, see <a href="https://shop.example/returns" rel="noopener noreferrer nofollow" target="_blank">returns</a></p>',
    )
    expect(htmlOf("**Yes** https://shop.example/a?b=1&c=2.", "visitor")).toBe(
      '<p>**Yes** <a href="https://shop.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">https://shop.example/a?b=1&amp;c=2</a>.</p>',
    )
    expect(htmlOf("1 < 2 & 3", "visitor")).toBe("<p>1 &lt; 2 &amp; 3</p>")
  })

  test("is made in a moment, however the text is built", () => {
    const texts = [
      "*".repeat(8000),
      "[".repeat(8000),
      "> ".repeat(4000),
      "`".repeat(8000),
      "<a ".repeat(2600),
      "![](".repeat(2000),
      "- ".repeat(4000),
      "_a_ ".repeat(2000),
      "https://".repeat(1000),
    ]
    for (const text of texts) {
      for (const kind of kinds) {
        // The time of this process alone: a busy machine is not the text's fault.
        const before = process.cpuUsage()
        htmlOf(text, kind)
        expect({ text: text.slice(0, 8), slow: process.cpuUsage(before).user > 1_500_000 }).toEqual({
          text: text.slice(0, 8),
          slow: false,
        })
      }
    }
  })
})

test("a visitor reads neither why somebody was called nor how sure the AI was of its answer", () => {
  const said = eventOf("Within 30 days.", "ai")
  const answer = { ...said, payload: { text: "Within 30 days.", confidence: 0.4 } } as StoredEvent
  const call = { ...said, type: "state", payload: { from: "ai", to: "waiting", reason: "frustration" } } as StoredEvent

  expect(toPublicEvent(answer, "operators")).toMatchObject({ confidence: 0.4 })
  expect(toPublicEvent(answer, "both")).not.toHaveProperty("confidence")
  expect(toPublicEvent(call, "operators")).toMatchObject({ from: "ai", to: "waiting", reason: "frustration" })
  expect(toPublicEvent(call, "both")).toMatchObject({ from: "ai", to: "waiting" })
  expect(toPublicEvent(call, "both")).not.toHaveProperty("reason")
})

test("a visitor's copy is their own, whoever read the event first", () => {
  const event: StoredEvent = {
    id: 7,
    conversationId: "c",
    chatbotId: "shop",
    actor: { kind: "system", id: "system", name: "Baton" },
    clientId: null,
    at: 0,
    type: "state",
    payload: { from: "ai", to: "waiting", reason: "frustration" },
  }
  const frames = createEventFrames()
  const read = (audience: "both" | "operators") => new TextDecoder().decode(frames.frameOf(event, audience))

  expect(read("operators")).toContain("frustration")
  expect(read("both")).not.toContain("frustration")
  expect(JSON.parse(frames.jsonOf(event, "both"))).not.toHaveProperty("reason")
  expect(read("operators")).toContain("frustration")
})
