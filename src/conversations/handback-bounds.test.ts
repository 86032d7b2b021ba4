import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { historyOf } from "../assistant/turn-history"
import type { StoredEvent } from "../events/event"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { lastBoundsOf } from "./bounds"

// For a busy machine.
setDefaultTimeout(20_000)

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

type Bounds = { returnOn?: string[]; only?: string[]; until?: string }

async function talked(said = "I will look into it.") {
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("Hello, I have a question about my wedding order")
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await dana.say(id, said)
  const handBack = (body: { note?: string; facts?: string; bounds?: Bounds | null }) =>
    dana.api("POST", `/conversations/${id}/handback`, body)
  return { noa, id: id as string, dana, handBack }
}
const stateOf = (id: string) => app.parts.conversations.find(id)!.lifecycle.state
const answersOf = async (noa: Awaited<ReturnType<TestApp["visitor"]>>) =>
  (await noa.events()).filter(({ type, actor }) => type === "message" && actor.kind === "ai")

test("asked about what the operator kept, the AI stays silent and the conversation goes back to that operator, saying why", async () => {
  const { noa, id, dana, handBack } = await talked()
  await handBack({ bounds: { returnOn: ["price"] } })
  const eli = await app.operator("eli")
  await eli.setAvailability("online")
  expect((await dana.open(id)).bounds).toEqual({ text: "Back to Dana about “price”", by: "Dana", until: null })
  const before = (await answersOf(noa)).length

  await noa.say(cast.knownQuestion)
  await until(async () => (await answersOf(noa)).length === before + 1, "the AI answers what is free")
  await noa.say("And how much does the express one cost?")
  await until(() => stateOf(id) === "waiting", "it goes back")

  expect(await answersOf(noa)).toHaveLength(before + 1)
  const row = await until(async () => {
    const [found] = await dana.list("state=waiting")
    return found?.offer ? found : undefined
  }, "it is offered")
  expect(row.offer.operator.name).toBe("Dana")
  expect(row.reason).toMatchObject({ kind: "bound", text: "Back to Dana: “price”" })
  const { signals } = await dana.open(id)
  expect(signals.at(-1)).toMatchObject({
    kind: "bound",
    evidence: [{ text: "And how much does the express one cost?" }],
  })
  // The visitor reads of no bounds.
  expect(JSON.stringify(await noa.events())).not.toContain("Back to Dana")
})

test("what an operator kept is offered to nobody else where everybody helps themselves, and to them first where it is offered round", async () => {
  const owner = await app.owner()
  const { noa, id, dana, handBack } = await talked()
  const eli = await app.operator("eli")
  await eli.setAvailability("online")
  // Eli is the one whom the visitor heard last.
  await eli.api("POST", `/conversations/${id}/takeover`, { force: true })
  await eli.say(id, "Dana is at lunch, I am Eli.")
  await dana.api("POST", `/conversations/${id}/takeover`, { force: true })
  const offered = () => app.parts.queues.findWaiting(id)?.offeredTo ?? null
  const comesBack = async () => {
    await handBack({ bounds: { returnOn: ["price"] } })
    await noa.say("And how much does it cost?")
    await until(() => stateOf(id) === "waiting", "it goes back")
  }

  await comesBack()
  await until(() => offered() === dana.id, "Dana is offered it")
  app.clock.advance(31_000)
  await eli.api("GET", "/me")
  await app.tick()
  await until(() => offered() === null, "Dana let it pass")
  await app.tick()
  expect(offered()).toBeNull()

  await owner.api("PUT", `/queues/${cast.team}`, { assignment: "automatic" })
  await until(() => offered() === eli.id, "offered round, it goes on to Eli")
  await dana.takeOver(id)
  await comesBack()
  await until(() => offered() !== null, "it is offered again")
  expect(offered()).toBe(dana.id)
})

test("the same evidence does not call twice: taken and handed back without bounds, the AI answers", async () => {
  const { noa, id, dana, handBack } = await talked()
  await handBack({ bounds: { returnOn: ["return"] } })
  await noa.say(cast.knownQuestion)
  await until(() => stateOf(id) === "waiting", "it goes back")
  await dana.takeOver(id)
  const before = (await answersOf(noa)).length
  await handBack({})
  await until(async () => (await answersOf(noa)).length > before, "the AI answers now")
  expect(stateOf(id)).toBe("ai")
  expect((await dana.open(id)).bounds).toBeNull()
})

test("kept to a topic, the AI answers that and gives back the rest", async () => {
  const { noa, id, handBack } = await talked()
  await handBack({ bounds: { only: ["delivery"] } })
  const before = (await answersOf(noa)).length
  await noa.say("How long does delivery within Ireland take?")
  await until(async () => (await answersOf(noa)).length > before, "it answers")
  expect(stateOf(id)).toBe("ai")
  await noa.say(cast.knownQuestion)
  await until(() => stateOf(id) === "waiting", "it goes back")
  expect(app.parts.conversations.find(id)!.reason?.text).toBe("Back to Dana: not about delivery")
})

test("what an operator kept stays theirs while they are not there: the AI that keeps trying does not answer it either", async () => {
  const { noa, id, dana, handBack } = await talked()
  await handBack({ bounds: { returnOn: ["return"] } })
  await noa.say(cast.knownQuestion)
  await until(() => stateOf(id) === "waiting", "it goes back")
  await dana.setAvailability("offline")
  const before = (await answersOf(noa)).length
  await noa.say(cast.knownQuestion)
  const answer = await until(async () => (await answersOf(noa))[before], "the visitor reads something")

  expect(answer.text).toContain("kept for our team")
  expect(answer.text).not.toContain("30 days")
})

test("what was said before the hand-back is not held against it", async () => {
  const { noa, id, dana, handBack } = await talked()
  await noa.say("And what is the price?")
  await dana.say(id, "I will send it to you.")
  await handBack({ bounds: { returnOn: ["price"] } })
  await noa.say(cast.knownQuestion)
  await until(async () => (await answersOf(noa)).some(({ text }) => text.includes("30 days")), "it answers")

  expect(stateOf(id)).toBe("ai")
})

test("bounds can be lifted, and run out", async () => {
  const { noa, id, dana, handBack } = await talked()
  await handBack({ bounds: { returnOn: ["return"] } })
  await dana.api("DELETE", `/conversations/${id}/bounds`)
  expect((await dana.open(id)).bounds).toBeNull()
  await noa.say(cast.knownQuestion)
  await until(async () => (await answersOf(noa)).some(({ text }) => text.includes("30 days")), "it answers")

  await dana.takeOver(id)
  const until_ = new Date(app.clock.now() + 3600_000).toISOString()
  await handBack({ bounds: { returnOn: ["return"], until: until_ } })
  expect((await dana.open(id)).bounds.until).toBe(until_)
  app.clock.advance(3600_001)
  expect((await dana.open(id)).bounds).toBeNull()
  const before = (await answersOf(noa)).length
  await noa.say("So within how many days can I return unworn shoes?")
  await until(async () => (await answersOf(noa)).length > before, "it answers again")
  expect(stateOf(id)).toBe("ai")
})

test("the form begins with the bounds that the same operator set before, and with nobody else's", async () => {
  const { id, dana, handBack } = await talked()
  await handBack({ bounds: { returnOn: ["price"] } })
  const eli = await app.operator("eli")
  await eli.takeOver(id)
  await eli.api("POST", `/conversations/${id}/handback`, { bounds: { returnOn: ["refund"] } })
  const offeredTo = ({ id: person }: { id: string }) => lastBoundsOf(app.parts.events.list(id), person)?.returnOn
  expect([dana, eli, await app.operator("uri")].map(offeredTo)).toEqual([["price"], ["refund"], undefined])
})

test("bounds that make no sense are refused, naming the field, and the conversation stays where it is", async () => {
  const { id, handBack } = await talked()
  const past = await refusal(handBack({ bounds: { returnOn: ["price"], until: "2020-01-01T00:00:00Z" } }))
  expect(past.problem).toMatchObject({ code: "validation" })
  expect(JSON.stringify(past.problem)).toContain("bounds.until")
  expect((await refusal(handBack({ bounds: { returnOn: ["x".repeat(81)] } }))).status).toBe(400)
  expect(stateOf(id)).toBe("human")
})

test("what was decided is the AI's to tell, with the name of who decided; a word for the AI is not", async () => {
  const { noa, id, handBack } = await talked()
  await handBack({ note: "She is a regular", facts: "The wedding order leaves the workshop on Friday." })
  await noa.say("When does the wedding order leave the workshop?")
  const answer = await until(async () => (await answersOf(noa)).find(({ text }) => text.includes("Friday")), "it tells")

  expect(answer.text).toBe("Dana said: “The wedding order leaves the workshop on Friday.”")
  expect(JSON.stringify(await noa.events())).not.toContain("regular")
  expect(stateOf(id)).toBe("ai")
})

test("a model is not even asked about what the operator kept, and is told of the bounds otherwise", async () => {
  const model = await startTestApp({ answers: "model", otherwise: () => answers("Gladly.", verdict(0.9)) })
  try {
    const noa = await model.visitor()
    const { conversationId: id } = await noa.say("Hello")
    const dana = await model.operator("dana")
    await dana.say(id, "I will look into it.")
    const bounds = { returnOn: ["price"], only: [] }
    await dana.api("POST", `/conversations/${id}/handback`, { facts: "She gets free delivery.", bounds })
    const asked = model.provider.requests.length
    await noa.say("Which colours are there?")
    await until(() => model.provider.requests.length > asked, "the model is asked")
    const { body } = model.provider.requests.at(-1)!
    expect(JSON.stringify(body)).toContain("do not answer about “price”")
    expect(JSON.stringify(body)).toContain("Operator Dana said: She gets free delivery.")
    await until(() => model.parts.runner.runningCount === 0, "the turn is over")

    const before = model.provider.requests.length
    await noa.say("How much do they cost?")
    await until(() => model.parts.conversations.find(id)!.lifecycle.state === "waiting", "it goes back")
    expect(model.provider.requests).toHaveLength(before)
  } finally {
    await model.stop()
  }
})

test("a promise does not expire, however much is said after it", () => {
  const said = (kind: "visitor" | "operator", text: string, id: number): StoredEvent => ({
    ...{ id, conversationId: "c", chatbotId: cast.shop, clientId: null, at: id },
    actor: { kind, id: kind, name: kind },
    type: "message",
    payload: { text },
  })
  const talk = Array.from({ length: 100 }, (_, n) => said("visitor", `message ${n}`, n + 2))
  const history = historyOf([said("operator", "It leaves on Friday.", 1), ...talk])

  expect(history).toHaveLength(31)
  expect(history[0]).toMatchObject({ role: "operator", text: "It leaves on Friday." })
})
