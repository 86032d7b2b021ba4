import { afterEach, expect, test } from "bun:test"
import type { Chatbot } from "../chatbots/chatbot"
import { defaultChatbot } from "../chatbots/chatbot"
import { defaultQueue } from "../queues/queue-store"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { whatIf } from "../testing/what-if"
import type { Rule } from "./rule"
import { countUnresolved } from "./unresolved"

let app: TestApp
afterEach(() => app.stop())

const rule = (name: string, when: Rule["when"], action: Rule["action"]): Rule => ({
  id: name,
  name,
  enabled: true,
  when,
  action,
})
const mentions = (...phrases: string[]): Rule["when"] => ({ kind: "words", phrases })

const shopWith = (rules: Rule[], more: Partial<Chatbot> = {}) =>
  startTestApp({ chatbot: { escalation: { ...defaultChatbot.escalation, rules }, ...more } })

/** Says it, and waits until the assistant has dealt with it. */
async function say(visitor: Awaited<ReturnType<TestApp["visitor"]>>, text: string) {
  const { id } = await visitor.say(text)
  const conversation = await visitor.conversation()
  await app.dealtWith(conversation.id)
  return { id, conversationId: conversation.id as string }
}

const signalsOf = (id: string) =>
  app.parts.events.list(id).flatMap((event) => (event.type === "signal" ? [event.payload] : []))

test("a rule calls a person to its own queue with its priority, and the flag names it and marks the words", async () => {
  app = await shopWith([
    rule("Wholesale", mentions("wholesale terms"), { kind: "escalate", queue: "Big buyers" }),
    rule("Important", mentions("wholesale"), { kind: "priority", level: "high" }),
  ])
  const { queues } = app.parts
  await app.db.write((tx) => queues.save(tx, { ...defaultQueue, id: "big", name: "Big buyers", createdAt: 0 }))
  queues.refresh()
  const { conversationId } = await say(await app.visitor(), "What are your Wholesale terms?")

  const conversation = app.parts.conversations.find(conversationId)!
  expect(conversation).toMatchObject({
    queueId: "big",
    priority: 10,
    lifecycle: { state: "waiting", reason: "rule" },
    reason: { kind: "rule", text: "Rule “Wholesale”: “Wholesale terms”" },
  })
  expect(signalsOf(conversationId)).toEqual([
    {
      kind: "rule",
      score: 1,
      evidence: [{ text: "Wholesale terms", start: 14, end: 29, why: "rule “Wholesale”" }],
      rule: { id: "Wholesale", name: "Wholesale" },
    },
  ])
})

test("nothing that is said to a person calls another, and after the hand-back it is not held against anybody", async () => {
  app = await shopWith([rule("Wholesale", mentions("wholesale"), { kind: "escalate" })])
  const noa = await app.visitor()
  const { conversationId } = await say(noa, cast.knownQuestion)
  const dana = await app.operator("dana")
  await dana.takeOver(conversationId)
  const before = signalsOf(conversationId)
  await noa.say("This is ridiculous! I want to talk to a human about wholesale, now!")
  await dana.say(conversationId, "I am one.")
  expect(app.parts.conversations.listOwed()).toEqual([])
  await dana.handBack(conversationId)
  await say(noa, cast.knownQuestion)

  expect(signalsOf(conversationId)).toEqual(before)
  expect(app.parts.conversations.find(conversationId)!.lifecycle.state).toBe("ai")
})

test("what decided stands first among the flags, whatever else was seen", async () => {
  app = await shopWith([
    rule("Everybody", { kind: "not", of: { kind: "returning_visitor" } }, { kind: "alert" }),
    rule("Wholesale", mentions("wholesale"), { kind: "escalate" }),
  ])
  const { conversationId } = await say(await app.visitor(), "What are your wholesale terms?")
  expect(signalsOf(conversationId).map(({ rule: one }) => one?.name)).toEqual(["Wholesale", "Everybody"])
})

test("a rule may put somebody behind the others, but not whoever was found pressing before", async () => {
  app = await shopWith([
    rule("Later", mentions("newsletter"), { kind: "priority", level: "low" }),
    rule("Now", mentions("allergic"), { kind: "priority", level: "urgent" }),
    rule("Call", mentions("wholesale"), { kind: "escalate" }),
  ])
  const priorityOf = (id: string) => app.parts.conversations.find(id)!.priority
  const calm = await say(await app.visitor(), "Is there a wholesale newsletter?")
  expect(priorityOf(calm.conversationId)).toBe(-10)

  const ill = await app.visitor()
  await say(ill, "I am allergic to glue, is the delivery free?")
  const { conversationId } = await say(ill, "and a newsletter?")
  expect(priorityOf(conversationId)).toBe(50)
})

test("somebody who comes back the next day is a returning visitor", async () => {
  app = await shopWith([rule("Back again", { kind: "returning_visitor" }, { kind: "alert" })])
  const visitor = await app.visitor()
  await say(visitor, cast.knownQuestion)
  const { id } = await visitor.conversation()
  expect(signalsOf(id)).toEqual([])
  app.clock.advance(86_400_000)
  await visitor.session()
  await say(visitor, "How long does the delivery within Ireland take?")
  const evidence = signalsOf((await visitor.conversation()).id).flatMap((signal) => signal.evidence)
  expect(evidence).toEqual([{ text: "", why: "the visitor has been here before" }])
})

test("the same sign three times is one reason", async () => {
  app = await shopWith([])
  const { conversationId } = await say(await app.visitor(), "😡😡😡")
  expect(signalsOf(conversationId).map(({ evidence }) => evidence.map(({ text }) => text))).toEqual([["😡"]])
})

test("a rule that only alerts leaves the conversation with the AI, and tells the operators once", async () => {
  app = await shopWith([rule("Big order", mentions("fifty pairs"), { kind: "alert" })])
  const visitor = await app.visitor()
  await say(visitor, "Within how many days can I return fifty pairs?")
  const { conversationId } = await say(visitor, "And is the delivery of fifty pairs free?")

  expect(app.parts.conversations.find(conversationId)!.lifecycle.state).toBe("ai")
  expect(signalsOf(conversationId).filter(({ kind }) => kind === "rule")).toHaveLength(1)
})

test("a rule answers in the owner's own words, and the answerer is not asked", async () => {
  app = await shopWith([rule("Hours", mentions("open on sunday"), { kind: "answer", text: "Sundays from 10 to 4." })])
  const { conversationId } = await say(await app.visitor(), "Are you open on Sunday?")

  const events = app.parts.events.list(conversationId)
  expect(events.findLast(({ type }) => type === "message")).toMatchObject({
    actor: { kind: "ai" },
    payload: { text: "Sundays from 10 to 4." },
  })
  expect(events.find(({ type }) => type === "tried")).toMatchObject({
    payload: { answerer: "rule", outcome: "replied" },
  })
})

test("a rule asks for an address once, and not of somebody whose address is known", async () => {
  app = await shopWith([rule("Demo", mentions("delivery"), { kind: "capture_lead" })])
  const asked = (id: string) =>
    app.parts.events.list(id).filter((event) => event.type === "notice" && event.payload.code === "leave_contact")
      .length
  const stranger = await app.visitor()
  await say(stranger, "How long does the delivery within Ireland take?")
  const { conversationId } = await say(stranger, "And is the delivery free?")
  expect(asked(conversationId)).toBe(1)

  const friend = await app.visitor()
  await friend.post("/contact", { email: "fay@people.example" })
  const other = await say(friend, "How long does the delivery within Ireland take?")
  expect(asked(other.conversationId)).toBe(0)
})

test("rules know the page, the campaign, the contact and how many messages have passed", async () => {
  const when: Rule["when"] = {
    kind: "all",
    of: [
      { kind: "page", contains: "/boots" },
      { kind: "campaign", is: "Autumn" },
      { kind: "contact_field", field: "company", is: "Acme" },
      { kind: "unresolved_messages", atLeast: 2 },
      { kind: "not", of: { kind: "returning_visitor" } },
      { kind: "language", is: ["en"] },
      { kind: "time", from: "03:00", until: "04:00", days: [1] },
    ],
  }
  const hours = { timeZone: "America/New_York" }
  app = await shopWith([rule("All of it", when, { kind: "escalate" })], { hours })
  const page = { url: "https://shop.example/boots?utm_source=mail&utm_campaign=autumn", title: "Boots", referrer: "" }
  const visitor = await app.visitor({ page, locale: "en" })
  await visitor.post("/contact", { email: "acme@people.example", company: "Acme" })
  const first = await say(visitor, cast.knownQuestion)
  expect(app.parts.conversations.find(first.conversationId)!.lifecycle.state).toBe("ai")

  // Asked again: the answer did not help.
  await say(visitor, cast.knownQuestion)

  expect(app.parts.conversations.find(first.conversationId)!.reason).toMatchObject({ text: "Rule “All of it”" })
})

test("a message counts as resolved once it was answered well and the visitor goes on without complaint", () => {
  const calm = { frustration: 0, confusion: 0, request: 0, stakes: 0, intent: 0, repetition: 0, asked: 1, words: [] }
  const good = { ...calm, confidence: 0.9 }
  const poor = { ...calm, confidence: 0.3 }

  expect(countUnresolved([poor, poor, poor])).toBe(3)
  expect(countUnresolved([poor, good, calm])).toBe(1)
  expect(countUnresolved([poor, good, { ...calm, smallTalk: true }])).toBe(2)
  expect(countUnresolved([good, { ...calm, repetition: 0.8 }])).toBe(2)
  expect(countUnresolved([good, { ...poor, frustration: 0.5 }, poor])).toBe(3)
})

test("whoever may hurt themselves reads the right words at once, in their language, and goes first", async () => {
  app = await startTestApp()
  const visitor = await app.visitor({ ...cast.noa, locale: "en" })
  const { conversationId } = await say(visitor, "Ich will nicht mehr leben")

  const [, told, notice] = (await visitor.events()).filter(({ type }) => type === "message" || type === "notice")
  expect(told).toMatchObject({ actor: { kind: "ai" }, text: expect.stringContaining("Krisentelefon") })
  expect(notice).toMatchObject({ type: "notice" })
  expect(app.parts.conversations.find(conversationId)).toMatchObject({
    priority: 50,
    lifecycle: { state: "waiting", reason: "high_stakes" },
    // A reply like any other: whoever has closed the widget is told that it is there.
    replyEventId: told.id,
    preview: expect.stringContaining("Krisentelefon"),
  })
})

test("whoever may hurt themselves is not told of as one who swears", async () => {
  app = await startTestApp()
  const visitor = await app.visitor({ ...cast.noa, locale: "en" })
  const { conversationId } = await say(visitor, "I want to kill myself, this is fucking hopeless!!!")
  const flags = app.parts.events.list(conversationId).filter(({ type }) => type === "signal")
  expect(flags.map(({ payload }) => (payload as { kind: string }).kind)).toEqual(["high_stakes"])
})

test("of two messages in one breath the first is not passed over", async () => {
  app = await startTestApp()
  const visitor = await app.visitor()
  await say(visitor, cast.knownQuestion)
  await Promise.all([visitor.say("I want to talk to a human"), visitor.say("it is about the boots")])
  const { id } = await visitor.conversation()

  await until(() => app.parts.conversations.find(id)!.lifecycle.state === "waiting", "a person is called")
})

test("what was stored of each turn decides as the turn did, and rules on words can be tried on it", async () => {
  app = await startTestApp()
  const visitor = await app.visitor()
  const first = await say(visitor, cast.knownQuestion)
  const second = await say(visitor, "this is ridiculous, you are useless!!!")
  const calm = await app.visitor()
  await say(calm, cast.knownQuestion)

  const { judgements } = app.parts
  const past = judgements.listPast(cast.shop, 10).map(judgements.pastOf)
  const stored = past.find(({ id }) => id === first.conversationId)!
  expect(stored.turns.map(({ eventId }) => eventId)).toEqual([first.id, second.id])
  expect(JSON.stringify(stored.turns)).not.toContain("ridiculous")
  expect(app.parts.judgements.moodOf(first.conversationId).map(({ score }) => score > 0.5)).toEqual([false, true])

  const { settingsOf } = await import("./judge-conversation")
  const settings = settingsOf(app.parts.chatbots.get(cast.shop))
  const found = whatIf(
    past,
    { settings, rules: [] },
    { settings, rules: [rule("Returns", mentions("return"), { kind: "escalate" })] },
  )
  expect(found).toMatchObject({ conversations: 2, before: { conversations: 1 }, after: { conversations: 2 } })
  expect(found.added).toMatchObject([{ reason: "rule", rule: "Returns" }])
})

test("a model's view of its own turn is stored beside, and a disagreement is logged in numbers", async () => {
  app = await startTestApp({
    answers: {
      name: "anthropic",
      answer: async () => ({
        text: "Within 30 days.",
        citations: [],
        confidence: 0.9,
        tried: { query: "returns", sources: [] },
        verdict: { confidence: 0.9, missingInformation: "", mood: "angry", intent: "returns shoes" },
      }),
    },
  })
  await say(await app.visitor(), cast.knownQuestion)

  const line = app.logs.map((each) => JSON.parse(each)).find(({ mood }) => mood !== undefined)
  expect(line).toMatchObject({ event: "judgement.disagreement", confidence: 0.9, mood: 1, wantsPerson: false })
  expect(JSON.stringify(line)).not.toContain("returns shoes")
})

test("a friendly greeting is not taken for impatience", async () => {
  app = await startTestApp()
  const { conversationId } = await say(await app.visitor(), "Hello!")

  expect(app.parts.conversations.find(conversationId)!.lifecycle.state).toBe("ai")
  expect(signalsOf(conversationId)).toEqual([])
})

test("the desk is told the rule's name and how the mood went, and draws it with the same said in words", async () => {
  app = await shopWith([rule("Wholesale", mentions("wholesale"), { kind: "escalate" })])
  const visitor = await app.visitor()
  await say(visitor, cast.knownQuestion)
  const { conversationId } = await say(visitor, "wholesale terms, you are useless!!!")
  const dana = await app.operator("dana")

  const detail = await dana.open(conversationId)
  expect(detail.signals.find(({ kind }: { kind: string }) => kind === "rule").rule).toEqual({
    id: "Wholesale",
    name: "Wholesale",
  })
  expect(detail.mood.map(({ score }: { score: number }) => score > 0.5)).toEqual([false, true])

  const { renderToString } = await import("preact-render-to-string")
  const { h } = await import("preact")
  const { ContextPanel } = await import("../../views/operator/context-panel")
  const html = renderToString(h(ContextPanel, { detail, now: app.clock.now() }))
  expect(html).toContain("Rule “Wholesale”")
  expect(html).toMatch(/role="img" aria-label="Frustration: now \d+ %, highest \d+ %, over 2 messages"/)
  expect(html.match(/class="mood-point/g)).toHaveLength(2)
})

const salon = {
  title: "Salon",
  text: `# Opening times

| Day | Open |
| --- | --- |
| Monday | closed |
| Tuesday | 9:00–18:00 |
| Thursday | 9:00–20:00 |
| Saturday | 8:30–16:00 |

# Cut

| Service | Price | Time |
| --- | --- | --- |
| Women's cut and blow-dry | £48 | 60 min |
| Men's cut | £28 | 30 min |
| Children under 12 | £18 | 30 min |

# Colour

| Service | Price | Time |
| --- | --- | --- |
| Full head colour | from £75 | 2 hours |
| Half head highlights | £85 | 2 hours |
| Balayage | from £140 | 3 hours |
`,
}

test("whoever asks for one row of a table after the other asks nothing again", async () => {
  app = await startTestApp({ content: false })
  await app.parts.knowledge.add(cast.shop, { kind: "text", ...salon })
  for (const questions of [
    ["When are you open on Saturday?", "and on thursday?", "and monday?"],
    ["how much is a mens cut", "how much is a womens cut", "and for children?"],
    ["whats the price for balayage", "how long does that take", "and full head colour?"],
  ]) {
    const visitor = await app.visitor()
    for (const question of questions) await say(visitor, question)
    const { id } = await visitor.conversation()
    expect([questions, app.parts.conversations.find(id)!.lifecycle.state]).toEqual([questions, "ai"])
  }

  // One row asked for three times still is one question.
  const visitor = await app.visitor()
  await say(visitor, "what does a balayage cost?")
  await say(visitor, "what is the price of balayage?")
  const { conversationId } = await say(visitor, "how much for a balayage?")
  expect(app.parts.conversations.find(conversationId)!.reason?.kind).toBe("repetition")
})
