/** The what-if against the truth: what it says that a change would do is what the change does to the same conversations. */

import { afterEach, expect, test } from "bun:test"
import type { ChatbotChange } from "../chatbots/chatbot-change"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

const shoes = "https://shop.example"
type Talk = { says: string[]; page?: string; locale?: string; attributes?: Record<string, unknown> }
const talks: Talk[] = [
  { says: [cast.knownQuestion, "thanks"] },
  { says: ["Who won the football match last night?", "yes please"] },
  { says: ["Who won the football match last night?", "no thanks", "What is the capital of Mongolia?"] },
  { says: ["Who won the football match last night?", "What is the capital of Mongolia?"] },
  { says: ["Are you open on Sunday?", "yes please", "What is the capital of Mongolia?"] },
  { says: ["Do you have a price list?", "no", "and a price list for teams?", "ok", "what about wholesale prices?"] },
  { says: ["hmm, that is annoying", "still annoying", "come on, this is ridiculous"] },
  { says: ["I'd like to book a demo for our company", "yes please"] },
  { says: ["I'd like to book a demo for our company", cast.knownQuestion, "and a quote for our company"] },
  { says: ["How long does the delivery take?", "How long does delivery take?", "delivery, how long does it take??"] },
  { says: ["Is the delivery free?"], page: "/pricing?utm_source=mail&utm_campaign=spring" },
  { says: ["Ist die Lieferung kostenlos?"], locale: "de", attributes: { plan: "gold", vip: true } },
  { says: ["I don't want to talk to a person", cast.knownQuestion] },
  { says: ["can I talk to a human please"] },
  { says: ["hello", "Within how many days?", "and the label?", "is it free?", "really?", "for how long?"] },
  { says: ["请问批发价格是多少"] },
]

const rule = (name: string, when: unknown, action: unknown) => ({ name, when, action })
const mentions = (...phrases: string[]) => ({ kind: "words", phrases })
const call = { kind: "escalate" }

const changes: Record<string, ChatbotChange["escalation"]> = {
  "the slider to rarely": { sensitivity: 0 },
  "the slider to early": { sensitivity: 1 },
  "a low threshold": { threshold: 0.1 },
  "a high threshold": { threshold: 0.9 },
  "words that call": { rules: [rule("Prices", mentions("price list", "wholesale"), call)] },
  "words in a script without blanks": { rules: [rule("Prices", mentions("价格"), call)] },
  "words that offer": {
    rules: [rule("Delivery", mentions("delivery", "open on sunday", "football"), { kind: "offer" })],
  },
  "an answer in place of the AI's": {
    rules: [rule("Sunday", mentions("sunday", "football"), { kind: "answer", text: "Sundays from 10 to 4." })],
  },
  "an answer before a call": {
    rules: [
      rule("Answer", mentions("price list"), { kind: "answer", text: "Here it is." }),
      rule("Call", mentions("price"), call),
    ],
  },
  "a count that an answer does not end": {
    rules: [
      rule("Answer", mentions("days"), { kind: "answer", text: "Thirty." }),
      rule("Three in vain", { kind: "unresolved_messages", atLeast: 3 }, call),
    ],
  },
  "the page, the campaign, the language and an attribute": {
    rules: [
      rule(
        "Page",
        {
          kind: "all",
          of: [
            { kind: "page", contains: "/pricing" },
            { kind: "campaign", is: "spring" },
          ],
        },
        call,
      ),
      rule(
        "German gold",
        {
          kind: "all",
          of: [
            { kind: "language", is: ["de"] },
            { kind: "attribute", name: "VIP", is: "true" },
          ],
        },
        call,
      ),
    ],
  },
  "everything but what is calm": {
    rules: [
      rule("Not calm", { kind: "not", of: { kind: "frustration", above: 0.2 } }, { kind: "alert" }),
      rule("Hot", { kind: "frustration", above: 0.3 }, call),
    ],
  },
}

/**
 * Plays every talk until a person is called, or to its end: what was said after a call was not judged.
 * @param upTo where the talks ended before. @returns at which message each called, by the place of the talk.
 */
async function play(upTo: Map<number, Call> = new Map()): Promise<Map<number, Call>> {
  const called = new Map<number, Call>()
  for (const [index, { says, page = "/boots", locale = "en", attributes }] of talks.entries()) {
    const visitor = await app.visitor({ page: { url: shoes + page, title: "", referrer: "" }, locale, attributes })
    const end = upTo.get(index)
    for (const text of says) {
      await visitor.say(text)
      const { id } = await visitor.conversation()
      await app.dealtWith(id)
      const { lifecycle } = app.parts.conversations.find(id)!
      const reason = lifecycle.state === "waiting" ? lifecycle.reason : undefined
      // Where words alone called, no answer was looked for: that there was none, or the same one again, could not be known.
      const isNews = end?.text === text && !byAnswer.has(end.reason) && byAnswer.has(reason ?? "")
      if (reason && !isNews) called.set(index, { text, reason })
      if (reason || end?.text === text) break
    }
  }
  return called
}
type Call = { text: string; reason: string }
const byAnswer = new Set(["low_confidence", "repetition"])

for (const [name, change] of Object.entries(changes)) {
  test(`what ${name} would do is what it does to the same conversations`, async () => {
    app = await startTestApp()
    const before = await play()
    const owner = await app.owner()
    const said = await owner.api("POST", `/chatbots/${cast.shop}/what-if`, { escalation: change })
    expect([said.conversations, said.before]).toEqual([talks.length, before.size])

    await owner.api("PUT", `/chatbots/${cast.shop}`, { escalation: change })
    const after = await play(before)
    const added = [...after].filter(([index]) => !before.has(index)).map(([, { text }]) => text)
    const removed = [...before].filter(([index]) => !after.has(index)).map(([, { text }]) => text)
    const words = (list: { message: string }[]) => list.map(({ message }) => message).toSorted()
    expect({ added: words(said.added), removed: words(said.removed) }).toEqual({
      added: added.toSorted(),
      removed: removed.toSorted(),
    })
    expect(said.after).toBe(after.size)
  }, 120_000)
}
