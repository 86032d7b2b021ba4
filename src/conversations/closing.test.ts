import { afterAll, beforeAll, expect, test } from "bun:test"
import type { StoredEvent } from "../events/event"
import { type OperatorClient, refusal } from "../testing/clients"
import { createHookReceiver } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { promisesIn, writeRecap } from "./recap"

let app: TestApp
let hook: ReturnType<typeof createHookReceiver>
let owner: OperatorClient
let dana: OperatorClient

beforeAll(async () => {
  hook = createHookReceiver()
  app = await startTestApp({ content: false, env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
  owner = await app.owner()
  dana = await app.operator("dana")
})
afterAll(async () => {
  await app.stop()
  hook.stop()
})

test("how it ended and its tags go with the recap to the desk, the contact, the webhook and the stage of a lead", async () => {
  await owner.api("POST", "/webhooks", { url: hook.url, events: ["conversation.closed", "recap.created"] })
  const noa = await app.visitor()
  await noa.say("We need forty pairs")
  const { contact } = await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
  const { id } = await noa.conversation()
  await noa.post("/rating", { score: 4, comment: "quick" })

  await dana.close(id, { recap: "Wants forty pairs", outcome: "lead", tags: ["#Wholesale, spring", "wholesale"] })
  await until(() => hook.heard.length >= 2, "both events")

  const detail = await dana.open(id)
  expect(detail.closure).toEqual({
    outcome: "lead",
    tags: ["spring", "Wholesale"],
    rating: { score: 4, comment: "quick" },
  })
  const closed = hook.heard.map(({ json }) => json as { type: string; data: Record<string, never> })
  const ended = closed.find(({ type }) => type === "conversation.closed")!
  expect(ended.data.conversation).toMatchObject({
    recap: "Wants forty pairs",
    outcome: "lead",
    tags: ["spring", "Wholesale"],
    rating: 4,
  })
  expect(closed.find(({ type }) => type === "recap.created")!.data.event).toMatchObject({ outcome: "lead" })
  const seen = await owner.api("GET", `/contacts/${contact.id}`)
  expect(seen.contact.stage).toMatchObject({ name: "New" })
  expect(seen.timeline.find(({ kind }: { kind: string }) => kind === "conversation").facts).toMatchObject({
    outcome: "lead",
    rating: "4",
  })
  // The visitor reads nothing of it.
  expect(JSON.stringify(await noa.events())).not.toContain("Wholesale")

  // Whoever is further on already does not begin again.
  const stages = await owner.api("GET", "/contact-stages")
  const stageId = stages.items.at(-1).id
  await owner.api("PATCH", `/contacts/${contact.id}`, { stageId })
  await noa.say("Forty more, please")
  await dana.close((await noa.conversation()).id, { outcome: "lead" })
  expect((await owner.api("GET", `/contacts/${contact.id}`)).contact.stageId).toBe(stageId)

  // And who is no lead is made none.
  const sam = await app.visitor()
  await sam.say("Where is my parcel?")
  const left = await sam.post("/contact", { email: "sam@mail.example" })
  const { id: samsId } = await sam.conversation()
  await dana.close(samsId, { outcome: "resolved" })
  expect((await owner.api("GET", `/contacts/${left.contact.id}`)).contact.stageId).toBeNull()
  // Without a word beside it, too, it stands in the log how it ended.
  const said = app.parts.events.list(samsId).flatMap(({ type, payload }) => (type === "recap" ? [payload] : []))
  expect(said).toEqual([{ text: "", outcome: "resolved" }])
})

test("the dialog has the recap to be put right, and refuses what is no outcome", async () => {
  const noa = await app.visitor()
  await noa.say("Where is my parcel?")
  const { id } = await noa.conversation()
  await dana.say(id, "It left today. I will send you the number by Friday.")
  const dialog = (await dana.call("GET", `/operator/conversations/${id}/closure`)).body

  expect(dialog).toContain("Wanted: “Where is my parcel?”")
  expect(dialog).toContain("Promised by Dana: “I will send you the number by Friday.”")
  expect((await refusal(dana.close(id, { outcome: "won" }))).problem.field).toBe("outcome")
  const form = { "content-type": "application/x-www-form-urlencoded" }
  const sent = await dana.call(
    "POST",
    `/operator/conversations/${id}/closure`,
    "outcome=resolved&tags=parcel&recap=",
    form,
  )
  expect(sent.status).toBe(303)
  expect((await dana.open(id)).closure).toMatchObject({ outcome: "resolved", tags: ["parcel"] })
})

test("what a visitor agrees to in the form stands in it, and is kept as they read it", async () => {
  const consent = "By sending this you agree that we may write to you."
  const contactForm = { fields: ["email"], prompt: "How can we reach you?", consent }
  await owner.api("PUT", "/chatbots/shop", { contactForm })
  const noa = await app.visitor()
  const { contact } = await noa.post("/contact", { email: "agreed@mail.example" })

  expect(noa.first.chatbot.contactForm).toEqual({ fields: ["email"], prompt: `How can we reach you? ${consent}` })
  const { consents } = await owner.api("GET", `/contacts/${contact.id}`)
  expect(consents).toEqual([{ source: "form", wording: consent, at: new Date(app.clock.now()).toISOString() }])
})

test("a promise is what somebody binds themselves to, in seven languages; a question binds nobody", () => {
  const said = (text: string) =>
    // Nothing else of an event is looked at.
    promisesIn([{ type: "message", actor: { kind: "operator", id: "d", name: "Dana" }, payload: { text } } as never])
  for (const text of [
    "I’ll call you tomorrow.",
    "You will get the refund within 5 days.",
    "Wir melden uns morgen.",
    "Le llamaremos mañana.",
    "Nous vous rappellerons demain.",
    "Vou enviar o número hoje.",
    "La richiamo domani mattina.",
    "Le invieremo un nuovo pacco.",
    "Ik stuur u morgen een nieuw paar.",
    "U ontvangt het geld binnen vijf dagen.",
  ])
    expect([text, said(text).length]).toEqual([text, 1])
  for (const text of [
    "Shall I call you?",
    "The refund takes 5 days.",
    "Will that do?",
    "Quanto tempo invia?",
    "Belt u ons?",
  ])
    expect([text, said(text).length]).toEqual([text, 0])
  expect(writeRecap([] as StoredEvent[])).toBe("Nothing was said.")
})

test("the brief says what they came for, and not what they told the person who came", async () => {
  const visitor = await app.visitor()
  await visitor.say("Where is my refund?")
  await visitor.askForPerson()
  const { id } = await visitor.conversation()
  await dana.takeOver(id)
  await dana.say(id, "It went out this morning.")
  await visitor.say("Thank you so much! I will look into my account again tomorrow then")

  expect((await dana.open(id)).brief).toStartWith("Wants: “Where is my refund?”")
})

test("the recap says of each appointment what became of it, at the time of its own place", () => {
  const booking = (action: string, start: string) => ({
    type: "booking",
    payload: { action, name: "Fitting", start, timeZone: "Europe/Dublin" },
  })
  const log = [
    booking("booked", "2026-07-06T09:00:00.000Z"),
    booking("moved", "2026-07-07T10:30:00.000Z"),
    booking("cancelled", "2026-07-07T10:30:00.000Z"),
  ]
  expect(writeRecap(log as never).split("\n")).toEqual([
    "Booked: Fitting, 6 Jul 2026, 10:00 (Europe/Dublin).",
    "Moved: Fitting, 7 Jul 2026, 11:30 (Europe/Dublin).",
    "Cancelled: Fitting, 7 Jul 2026, 11:30 (Europe/Dublin).",
  ])
})
