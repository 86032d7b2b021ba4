import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { knownQuestion, shop } from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { draftOf, personalIn, substanceOf } from "./draft-answer"
import { asksSomething, groupGaps } from "./gap-groups"
import type { GapQuestion } from "./gap-store"

setDefaultTimeout(30_000)

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

const path = `/chatbots/${shop}`

async function ask(question: string) {
  const visitor = await app.visitor()
  await visitor.say(question)
  await until(async () => (await visitor.events()).some(({ actor }) => actor.kind !== "visitor"), "it answers")
  return { visitor, id: (await visitor.conversation()).id as string }
}
async function gapsOf(owner: Awaited<ReturnType<TestApp["owner"]>>) {
  app.clock.advance(3000)
  await app.tick()
  return (await owner.api("GET", `${path}/gaps`)).items
}

test("an unanswered question becomes a gap, an operator's reply its draft, and the owner's yes an answer", async () => {
  const owner = await app.owner()
  const dana = await app.operator("dana")
  const { id } = await ask("Do you repair broken umbrellas?")
  await ask("Can you fix my broken umbrella?")
  await ask(knownQuestion)
  await dana.takeOver(id)
  await dana.say(id, "Hi there! We mend broken umbrellas for 12 euros, within a week. Let me know if that helps.")

  const gaps = await gapsOf(owner)
  expect(gaps).toHaveLength(1)
  expect(gaps[0]).toMatchObject({ count: 2, conversations: 2, state: "open" })

  const { draft } = await owner.api("GET", `${path}/gaps/${gaps[0].id}`)
  expect(draft.answer).toBe("We mend broken umbrellas for 12 euros, within a week.")
  expect(draft.questions).toHaveLength(2)
  // Nothing was learnt yet.
  expect((await owner.api("POST", `${path}/try`, { question: draft.questions[0] })).outcome).not.toBe("answers")

  await owner.api("POST", `${path}/gaps/${gaps[0].id}/answer`, draft)
  const again = await owner.api("POST", `${path}/try`, { question: draft.questions[0] })
  expect(again.answer.text).toContain("12 euros")
  expect((await gapsOf(owner))[0].state).toBe("answered")
})

test("whoever gets angry at an answer shows that their question was served badly, and has asked nothing new", async () => {
  const owner = await app.owner()
  const { visitor, id } = await ask(knownQuestion)
  await visitor.say("This is useless, I already told you twice!!")
  await until(async () => (await visitor.conversation()).state === "waiting", "a person is called")
  await app.dealtWith(id)
  const [gap, ...others] = await gapsOf(owner)
  expect(gap).toMatchObject({ question: knownQuestion, reasons: { escalated: 1 } })
  expect(others).toEqual([])

  const angry = await app.visitor()
  await angry.say("Where is my bloody parcel, you useless idiots?!")
  await until(async () => (await angry.conversation())?.state === "waiting", "a person is called")
  const questions = (await gapsOf(owner)).map(({ question }: { question: string }) => question)
  expect(questions).toContain("Where is my bloody parcel, you useless idiots?!")
})

test("what a visitor chose among what was suggested is a draft too, behind an operator's own words", async () => {
  const owner = await app.owner()
  const text =
    "# Removals\n\n## On the day\nThe crew arrives between 8 and 9 in the morning.\n\n## Storage\nIt costs £24 a week."
  await app.parts.knowledge.add(shop, { kind: "file", text })
  await app.parts.knowledge.prepare(shop, Number.POSITIVE_INFINITY)
  const { visitor, id } = await ask("what hour will your people be here")
  await visitor.say("On the day")
  await app.dealtWith(id)

  const [gap] = await gapsOf(owner)
  const { draft } = await owner.api("GET", `${path}/gaps/${gap.id}`)
  expect(draft.questions).toEqual(["what hour will your people be here"])
  expect(draft.answer).toBe("The crew arrives between 8 and 9 in the morning.")

  const dana = await app.operator("dana")
  await dana.takeOver(id)
  await dana.say(id, "They come between eight and nine in the morning, never later.")
  const behind = await owner.api("GET", `${path}/gaps/${gap.id}`)
  expect(behind.draft.answer).toBe("They come between eight and nine in the morning, never later.")
})

test("a draft points out the name of the visitor that the operator's reply was written to", async () => {
  const owner = await app.owner()
  const dana = await app.operator("dana")
  const { visitor, id } = await ask("Do you repair broken umbrellas?")
  await visitor.post("/contact", { name: "Marta Ruiz", email: "marta@mail.example" })
  await visitor.say("Please tell me.")
  await dana.takeOver(id)
  await dana.say(id, "We mend broken umbrellas for 12 euros within a week, so yours will be fine, Marta.")

  const [gap] = await gapsOf(owner)
  const { draft } = await owner.api("GET", `${path}/gaps/${gap.id}`)
  expect(draft.answer).toContain("Marta")
  expect(draft.personal).toEqual(["Marta"])
})

test("a gap that is set aside stays aside, and is taken up again by undoing it", async () => {
  const owner = await app.owner()
  await ask("Do you repair broken umbrellas?")
  const [gap] = await gapsOf(owner)

  await owner.api("POST", `${path}/gaps/${gap.id}/dismiss`)
  expect((await gapsOf(owner))[0].state).toBe("dismissed")
  await ask("Could you repair my broken umbrella?")
  expect((await gapsOf(owner))[0]).toMatchObject({ state: "dismissed", count: 2 })
  await owner.api("POST", `${path}/gaps/${gap.id}/reopen`)
  expect((await gapsOf(owner))[0].state).toBe("open")
})

test("what is rated badly is a gap though it was answered, and an erased conversation leaves none", async () => {
  const owner = await app.owner()
  const { visitor } = await ask(knownQuestion)
  await visitor.post("/rating", { score: 1 })

  const [gap] = await gapsOf(owner)
  expect(gap).toMatchObject({ question: knownQuestion, reasons: { badly_rated: 1 } })
  await app.db.write((tx) => app.parts.visitors.remove(tx, visitor.id))
  expect(await gapsOf(owner)).toEqual([])
})

test("a question is a gap where a person was called after it, and not where asking again was only noticed", async () => {
  const owner = await app.owner()
  const { visitor, id } = await ask(knownQuestion)
  const answers = async () => (await visitor.events()).filter(({ actor }) => actor.kind === "ai").length
  await visitor.say(knownQuestion)
  await until(async () => (await answers()) === 2, "it answers again")
  const noticed = () =>
    app.parts.events.list(id).flatMap((event) => (event.type === "signal" ? [event.payload.kind] : []))
  expect(noticed()).toEqual(["repetition"])
  expect(await gapsOf(owner)).toEqual([])

  await visitor.say("I want to talk to a person")
  await until(async () => (await visitor.conversation()).state === "waiting", "somebody is called")
  const [gap] = await gapsOf(owner)
  expect(gap).toMatchObject({ question: knownQuestion, reasons: { escalated: 1 } })
})

test("the log is read once: a restart counts nothing twice", async () => {
  const owner = await app.owner()
  await ask("Do you repair broken umbrellas?")
  expect((await gapsOf(owner))[0].count).toBe(1)
  await app.restart()

  expect((await gapsOf(await app.owner()))[0].count).toBe(1)
})

test("greetings and letters without sense are no gaps, and other chatbots' gaps are not shown", async () => {
  const owner = await app.owner()
  await ask("qwrt zzkpl xx")
  expect(await gapsOf(owner)).toEqual([])
  await ask("Do you repair broken umbrellas?")
  expect(await gapsOf(owner)).toHaveLength(1)
  expect((await owner.api("GET", "/chatbots/counter/gaps")).items).toEqual([])
})

const question = (text: string, eventId: number, more: Partial<GapQuestion> = {}): GapQuestion => ({
  ...{ eventId, conversationId: `c${eventId}`, text, why: "unanswered", confidence: 0.1, at: 1000 },
  ...{ state: "open", settledAt: undefined, sourceId: undefined },
  ...more,
})

test("what is asked in another language, or all in small words, is a gap too", async () => {
  const questions = [
    "Verkauft ihr auch Perücken?",
    "¿Vendéis pelucas?",
    "Vendez-vous des perruques ?",
    "Where are you?",
  ]
  expect(questions.filter((question) => !asksSomething(question))).toEqual([])
  expect(asksSomething("was kostet bei euch eine dauerwelle")).toBeTrue()
  const none = ["Guten Morgen", "Hallo, wie geht's", "Merci beaucoup", "asdf qwrt?", "Hi there", "why?", "???"]
  expect(none.filter(asksSomething)).toEqual([])

  const owner = await app.owner()
  for (const question of ["Verkauft ihr auch Perücken?", "Verkauft ihr Perücken?", "Guten Morgen"]) await ask(question)
  const gaps = await gapsOf(owner)
  expect(gaps.map(({ count }: { count: number }) => count)).toEqual([2])
})

test("questions are grouped by what they ask and not by how", () => {
  const texts = [
    "Do you ship to Canada?",
    "Can I get a delivery to Canada?",
    "is there parking near the shop",
    "Where can I park my car?",
    "Do you sell gift cards for children?",
    "do u deliver to canada??",
  ]
  const groups = groupGaps(
    texts.map((text, index) => question(text, index + 1)),
    2000,
  )
  const grouped = groups.map(({ questions }) => questions.map(({ eventId }) => eventId).sort())

  expect(grouped).toContainEqual([1, 2, 6])
  expect(grouped).toContainEqual([3, 4])
  expect(grouped).toContainEqual([5])
})

test("a draft leaves out what was said to one person, and names what is one person's own", () => {
  expect(draftOf("Hello Marta, thanks for waiting! Let me check. Yes, we deliver to Malta in five days.")).toBe(
    "Yes, we deliver to Malta in five days.",
  )
  expect(substanceOf("Hi! One moment please.")).toBe(0)
  expect(personalIn("Your order 48213 goes to ana@example.com, Marta.", ["Marta Ruiz"])).toEqual([
    "ana@example.com",
    "order 48213",
    "Marta",
  ])
  expect(personalIn("Delivery takes 5 days and costs 4.95.", ["Marta Ruiz"])).toEqual([])
})

test("an operator's reply put forward is asked of the owner, and only by whoever may see the conversation", async () => {
  const owner = await app.owner()
  const [dana, uri] = [await app.operator("dana"), await app.operator("uri")]
  const { id } = await ask(knownQuestion)
  await dana.takeOver(id)
  const { id: eventId } = await dana.say(id, "Within 30 days, and we pay for the label.")
  const path = `/api/v1/conversations/${id}/suggestions`

  expect((await uri.call("POST", path, { eventId })).status).toBe(404)
  expect((await dana.call("POST", path, { eventId: 1 })).status).toBe(400)
  expect(await gapsOf(owner)).toEqual([])
  expect((await dana.call("POST", path, { eventId })).status).toBe(204)
  const [gap] = await gapsOf(owner)
  expect(gap.question).toBe(knownQuestion)
  const { draft } = await owner.api("GET", `/chatbots/${shop}/gaps/${gap.id}`)
  expect(draft.answer).toBe("Within 30 days, and we pay for the label.")
})
