/** How far an operator's words have got, over real streams: what the widget says, what connections say, what is kept. */

import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import type { OperatorClient, VisitorClient } from "../testing/clients"
import type { StreamReader } from "../testing/read-stream"
import { createMailServer } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
let noa: VisitorClient
let dana: OperatorClient
let desk: StreamReader
let id: string

async function begin(options: Parameters<typeof startTestApp>[0] = {}): Promise<void> {
  app = await startTestApp({ chatbot: { aiEnabled: false }, ...options })
  noa = await app.visitor()
  dana = await app.operator("dana")
  desk = dana.stream()
  await desk.response
  await noa.say("Where is my refund?")
  id = (await noa.conversation()).id
  await dana.takeOver(id)
  // The pages of before a start have had their time to come back.
  app.clock.advance(31_000)
}
const end = async () => {
  await desk.cut()
  await app.stop()
}

/** As a desk that has the conversation in front of it says every twenty seconds. @returns what stands beneath the words. */
async function look(): Promise<string> {
  const answer = await app.call("POST", `/operator/conversations/${id}/viewing`, "", {
    cookie: `baton_operator=${dana.token}`,
    "sec-fetch-site": "same-origin",
    "hx-request": "true",
  })
  expect(answer.status).toBe(200)
  return answer.body.replace(/<[^>]+>/g, "")
}
const receipt = async () => (await dana.open(id)).receipt
const state = async () => (await receipt())?.state ?? null
/** What the desks were told last. */
const told = () => desk.of("receipt").at(-1)?.data
async function pass(ms: number): Promise<void> {
  app.clock.advance(ms)
  await app.tick()
}
const isGone = () => app.parts.connections.of(noa.id).by === null

/** The widget with a stream: it says what its thread has, and what was on the screen, as the real one does. */
async function connect(): Promise<StreamReader> {
  const stream = noa.stream((await noa.conversation()).lastEventId)
  await stream.response
  return stream
}

describe("what an operator wrote", () => {
  beforeEach(() => begin())
  afterEach(end)

  test("is sent, then on the visitor's page, then seen; each is told at once and kept over a restart", async () => {
    const page = await connect()
    const { id: eventId } = await dana.say(id, "It was paid out this morning.")
    expect(await receipt()).toEqual({ eventId, state: "sent", absence: null, email: null })

    await page.untilId(eventId)
    await noa.post("/read", { eventId: 0, renderedId: eventId })
    await desk.until(() => told()?.state === "delivered", "that it is on the page")
    expect(told()).toMatchObject({ conversationId: id, eventId, absence: null })
    expect(await state()).toBe("delivered")
    await page.cut()
    await desk.cut()
    await app.restart()
    expect(await state()).toBe("delivered")

    desk = dana.stream()
    await desk.response
    await noa.post("/read", { eventId, renderedId: eventId })
    await desk.until(() => told()?.state === "seen", "that it was seen")
    expect(desk.of("read").at(-1)?.data).toEqual({ conversationId: id, eventId })
    await app.restart()
    expect(await state()).toBe("seen")
  })

  test("and the panel beside it say the same of where the visitor is, and as soon", async () => {
    const page = await connect()
    await dana.say(id, "Are you still there?")
    await look()
    await pass(1000)
    const both = async () => {
      const { context, receipt: it } = await dana.open(id)
      return [context.site.isHere, context.site.isCutOff, it.absence]
    }
    expect(await both()).toEqual([true, false, null])
    await page.cut()
    await until(isGone, "the page is gone")
    const before = desk.of("visitors").length
    await pass(5000)
    expect(await both()).toEqual([true, true, "cut_off"])
    await pass(1000)
    await desk.until(() => desk.of("visitors").length > before, "that the panel is to be drawn again")
    const { body: panel } = await app.call("GET", `/operator/conversations/${id}/context`, undefined, {
      cookie: `baton_operator=${dana.token}`,
      "hx-request": "true",
    })
    expect(panel).toContain("Connection interrupted")
    expect(panel).not.toContain("On the website")

    await noa.call("POST", "/api/widget/leave", noa.token)
    expect(await both()).toEqual([false, false, "left"])
    const again = await connect()
    await noa.post("/read", { eventId: 0, renderedId: 1 })
    expect((await both()).slice(0, 2)).toEqual([true, false])
    await Promise.all([again.cut(), noa.call("POST", "/api/widget/leave", noa.token)])
    await until(isGone, "the page is gone again")
    await look()
    const told = desk.of("visitors").length
    await pass(5000)
    expect(await both()).toEqual([false, false, "left"])
    await pass(1000)
    await desk.until(() => desk.of("visitors").length > told, "that they have left")
  })

  test("is not delivered once the page has been away for some seconds, and is as soon as it is back", async () => {
    const page = await connect()
    await noa.post("/read", { eventId: 0, renderedId: 1 })
    await page.cut()
    await until(isGone, "the page is gone")
    const reply = await dana.say(id, "Are you still there?")
    await look()
    await pass(4000)
    expect(await state()).toBe("sent")
    await pass(1000)
    await desk.until(() => told()?.state === "undelivered", "that it is not delivered")
    expect(told()).toMatchObject({ absence: "cut_off" })
    expect(await look()).toBe(
      "Not delivered yet: The visitor’s connection is interrupted. They will see it when it is back.",
    )

    await noa.call("POST", "/api/widget/leave", noa.token)
    expect(await look()).toBe("Not delivered yet: The visitor has left the page. They will see it when they come back.")

    // They come back: who asks for what comes after an event has everything up to it.
    const again = await connect()
    await until(async () => (await state()) === "delivered", "it is on the page")
    expect(told()).toMatchObject({ eventId: reply.id, state: "delivered" })
    await again.cut()
  })

  test("is not delivered to a page that seems to be connected and does not answer", async () => {
    const page = await connect()
    await noa.post("/read", { eventId: 0, renderedId: 1 })
    await dana.say(id, "Are you still there?")
    await look()
    await pass(9000)
    expect(await state()).toBe("sent")
    await pass(1000)
    await desk.until(() => told()?.absence === "silent", "that the page does not answer")
    expect(await look()).toBe("Not delivered yet: The visitor’s page is not responding. They will see it when it does.")
    await page.cut()
  })

  test("to a page that never says what it has stays sent: an old widget is not taken for a dead one", async () => {
    const page = await connect()
    const { id: eventId } = await dana.say(id, "Are you still there?")
    await page.untilId(eventId)
    await pass(60_000)
    expect(await state()).toBe("sent")
    await page.cut()
    await until(isGone, "the page is gone")
    await noa.call("POST", "/api/widget/leave", noa.token)
    await pass(60_000)
    expect(await receipt()).toMatchObject({ state: "sent", absence: "left" })
    expect(await look()).toBe("Sent: The visitor has left the page. They will see it when they come back.")

    // What is read is seen, whatever widget says so.
    await noa.post("/read", { eventId })
    expect(await state()).toBe("seen")
  })

  test("is delivered where no stream gets through, by the next short question", async () => {
    const { lastEventId } = await noa.conversation()
    await noa.events(lastEventId)
    const { id: eventId } = await dana.say(id, "Hello again")
    await pass(15_000)
    expect(await state()).toBe("sent")
    await noa.events(lastEventId)
    expect(await state()).toBe("sent")
    await noa.events(eventId)
    await until(async () => (await state()) === "delivered", "the page has it")
    // It asks no more.
    await pass(46_000)
    expect(await receipt()).toMatchObject({ state: "delivered", absence: "cut_off" })
  })

  test("to somebody with the chat closed says so: it holds no connection, and hears of it with the next page", async () => {
    // The AI had it, and nobody opened a stream.
    const sam = await app.visitor(cast.sam)
    await sam.say("Hallo")
    id = (await sam.conversation()).id
    await dana.takeOver(id)
    await dana.say(id, "Hello Sam")
    await pass(6000)
    expect(await receipt()).toMatchObject({ state: "undelivered", absence: "chat_closed" })
    expect(await look()).toContain(
      "is on the website with the chat closed. They will see it on the next page they open.",
    )
  })

  test("is where one of the visitor's devices has it", async () => {
    const laptop = await connect()
    const phone = await connect()
    await laptop.cut()
    const { id: eventId } = await dana.say(id, "Hello")
    await pass(6000)
    expect(await state()).toBe("sent")
    await phone.untilId(eventId)
    await noa.post("/read", { eventId: 0, renderedId: eventId })
    expect(await state()).toBe("delivered")
    await phone.cut()
  })

  test("is nobody's question once it is answered", async () => {
    await dana.say(id, "Hello")
    await noa.say("There you are")
    expect(await receipt()).toBeNull()
    expect(await look()).toBe("")
  })

  test("is told only of what is theirs: a page cannot be said to have what it never got, nor another's conversation", async () => {
    const sam = await app.visitor(cast.sam)
    await sam.say("Hello")
    const { id: eventId } = await dana.say(id, "Hello Noa")
    await sam.post("/read", { eventId: 0, renderedId: eventId + 1000 })
    expect(await state()).not.toBe("delivered")
    await noa.post("/read", { eventId: 0, renderedId: eventId - 1 })
    expect(await state()).not.toBe("delivered")
    await noa.post("/read", { eventId: 0, renderedId: eventId + 1000 })
    expect(await state()).toBe("delivered")
    // The next one is not on the page before it is written.
    const next = await dana.say(id, "One thing more")
    expect((await receipt()).eventId).toBe(next.id)
    expect(await state()).not.toBe("delivered")
    expect((await noa.call("POST", "/api/widget/read", { eventId: 0, renderedId: -1 })).body.field).toBe("renderedId")
  })

  test("costs no write where it says nothing new", async () => {
    const { id: eventId } = await dana.say(id, "Hello")
    const writes = () => app.parts.conversations.find(id)!.visitorRenderedId
    await noa.post("/read", { eventId: 0, renderedId: eventId })
    expect(writes()).toBe(eventId)
    // A notice comes after it: of the words themselves it says nothing.
    await dana.close(id)
    const { lastEventId } = await noa.conversation()
    expect(lastEventId).toBeGreaterThan(eventId)
    await noa.post("/read", { eventId: 0, renderedId: lastEventId })
    await (await connect()).cut()
    expect(writes()).toBe(eventId)
  })

  test("stands under a closed conversation too, until the visitor begins another", async () => {
    await dana.say(id, "I close this now.")
    await dana.close(id)
    await noa.call("POST", "/api/widget/leave", noa.token)
    await pass(6000)
    expect(await receipt()).toMatchObject({ state: "undelivered", absence: "left" })
    await noa.say("Something else")
    expect(await look()).toBe("Not delivered: The visitor has since started another conversation.")
  })

  test("leaves with the visitor when they are erased, and nobody's desk stumbles over it", async () => {
    await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
    await dana.say(id, "Hello")
    await look()
    await pass(1000)
    const { contact } = await dana.open(id)
    await (await app.owner()).api("POST", `/contacts/${contact.id}/erase`, {})
    await desk.until(() => desk.of("erased").length > 0, "that it was erased")
    await pass(1000)
    expect((await dana.call("GET", `/api/v1/conversations/${id}`)).status).toBe(404)
    expect(app.logs.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})

describe("what the AI wrote", () => {
  beforeEach(() => begin({ chatbot: {} }))
  afterEach(end)

  test("is told of to whoever looks; no email goes after it, and none is promised", async () => {
    const sam = await app.visitor(cast.sam)
    const page = sam.stream()
    await page.response
    await sam.post("/contact", { name: "Sam", email: "sam@mail.example" })
    await sam.say(cast.knownQuestion)
    id = (await sam.conversation()).id
    await app.dealtWith(id)
    const { events } = await dana.open(id)
    const answer = events.findLast(({ type }: { type: string }) => type === "message")
    expect(answer.actor.kind).toBe("ai")
    expect(await receipt()).toEqual({ eventId: answer.id, state: "sent", absence: null, email: null })
    await look()
    await page.untilId(answer.id)
    await sam.post("/read", { eventId: 0, renderedId: answer.id })
    await pass(1000)
    await desk.until(() => told()?.state === "delivered", "that the page has it")
    await page.cut()
    await sam.call("POST", "/api/widget/leave", sam.token)
    await until(() => app.parts.connections.of(sam.id).by === null, "the page is gone")
    await pass(6000)
    expect(await look()).toBe("Delivered, not seen: Sam has left the page. They will see it when they come back.")
  })
})

describe("what is written to somebody who has left an address", () => {
  let post: Awaited<ReturnType<typeof createMailServer>>
  beforeEach(async () => {
    post = await createMailServer()
    await begin({ env: { SMTP_URL: post.url, BATON_URL: "https://chat.example" } })
    await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
    await noa.call("POST", "/api/widget/leave", noa.token)
    await pass(6000)
  })
  afterEach(async () => {
    await end()
    await post.stop()
  })
  const settle = () => until(() => app.isTold(), "everybody is told")
  const clockTime = (at: number) => new Date(at).toISOString().slice(11, 16)

  test("is to be emailed at a time that is said, and then was; once they read it, it was seen", async () => {
    const { id: eventId } = await dana.say(id, "It was paid out this morning.")
    const due = app.clock.now() + 10 * 60_000
    const words = `Not delivered yet: Noa has left the page. If they do not come back, it is emailed to noa@mail.example at ${clockTime(due)}.`
    // Before it is written down as well as after.
    expect(await look()).toBe(words)
    await settle()
    expect(await look()).toBe(words)
    expect((await receipt()).email).toEqual({
      state: "planned",
      to: "noa@mail.example",
      at: new Date(due).toISOString(),
    })
    // A second one goes in the same letter.
    app.clock.advance(4 * 60_000)
    await dana.say(id, "Anything else?")
    await settle()
    expect((await receipt()).email.at).toBe(new Date(due).toISOString())

    await pass(6 * 60_000)
    await settle()
    const sent = `Emailed to noa@mail.example at ${clockTime(due)}`
    await until(async () => (await look()) === sent, "it is emailed")
    expect(post.mails).toHaveLength(1)
    // The next letter keeps its distance from the last one.
    await dana.say(id, "And one more thing.")
    await settle()
    expect((await receipt()).email.at).toBe(new Date(due + 15 * 60_000).toISOString())

    await noa.post("/read", { eventId: eventId + 1000 })
    expect(await receipt()).toMatchObject({ state: "seen", email: null })
  })

  test("goes after a page that keeps its connection and does not answer, as a phone in a pocket does", async () => {
    const page = await connect()
    await noa.post("/read", { eventId: 0, renderedId: 1 })
    await dana.say(id, "It was paid out this morning.")
    await settle()
    await pass(10_000)
    expect(await receipt()).toMatchObject({ state: "undelivered", absence: "silent", email: { state: "planned" } })
    await pass(10 * 60_000)
    await until(() => post.mails.length === 1, "it is emailed")
    expect(app.parts.connections.of(noa.id).by).toBe("stream")

    // One that has it is still there, only not looking: it is waited for.
    const { id: eventId } = await dana.say(id, "Anything else?")
    await noa.post("/read", { eventId: 0, renderedId: eventId })
    await settle()
    await pass(30 * 60_000)
    await settle()
    expect(post.mails).toHaveLength(1)
    await page.cut()
  })

  test("waits while they are there, also where no stream gets through", async () => {
    await noa.events(0)
    const { id: eventId } = await dana.say(id, "It was paid out this morning.")
    await settle()
    for (let i = 0; i < 45; i++) {
      await noa.events(eventId)
      await pass(15_000)
    }
    await settle()
    expect(await receipt()).toMatchObject({ state: "delivered", absence: null, email: null })
    expect(post.mails).toEqual([])
    // They ask no more.
    await pass(10 * 60_000)
    await until(async () => (await state()) === "emailed", "it is emailed")
    expect(post.mails).toHaveLength(1)
  })

  test("and was refused, or cannot be sent just now, says that", async () => {
    post.refused.add("noa@mail.example")
    await dana.say(id, "It was paid out this morning.")
    await settle()
    await pass(10 * 60_000)
    await settle()
    await until(async () => (await receipt())?.email?.state === "refused", "it is refused")
    expect(await look()).toContain("The email to noa@mail.example was refused.")

    post.refused.clear()
    await post.stop()
    await dana.say(id, "Can you give me another address?")
    await settle()
    await pass(10 * 60_000)
    await until(async () => (await receipt())?.email?.state === "failing", "nobody takes it")
    expect(await look()).toContain(
      "The mail server has not taken the email to noa@mail.example yet; Baton will try again.",
    )
  })

  test("is not said to be emailed where the owner wants none, and goes all the same if it was to go before", async () => {
    const olga = await app.owner()
    await olga.api("PUT", "/alerts", { times: { continuityAfter: 0 } })
    await dana.say(id, "Hello")
    await settle()
    expect((await receipt()).email).toBeNull()
    expect(await look()).toEndWith("They will see it when they come back.")

    await olga.api("PUT", "/alerts", { times: { continuityAfter: 5 } })
    await dana.say(id, "Hello again")
    await settle()
    await olga.api("PUT", "/alerts", { times: { continuityAfter: 0 } })
    await dana.say(id, "And once more")
    await settle()
    expect((await receipt()).email?.state).toBe("planned")
    await pass(5 * 60_000)
    await until(() => post.mails.length === 1, "it goes")
  })
})
