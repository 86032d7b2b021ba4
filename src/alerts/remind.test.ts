import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { createPushService } from "../testing/push-service"
import { createMailServer, type Mail } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let post: Awaited<ReturnType<typeof createMailServer>>
let app: TestApp
let conversationId: string
beforeEach(async () => {
  post = await createMailServer()
  app = await startTestApp({
    env: { SMTP_URL: post.url, BATON_URL: "https://chat.example", BATON_ALLOW_PRIVATE: "127.0.0.1" },
  })
  // Nobody is reminded of what was long past when it was first looked.
  app.clock.advance(30_000)
  await app.tick()
  const noa = await app.visitor()
  await noa.say("Where is my order?")
  await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
  conversationId = (await noa.conversation()).id
})
afterEach(async () => {
  await app.stop()
  await post.stop()
})

const hour = 3600_000
const text = (mail: Mail) => mail.parts.find(({ type }) => type === "text/plain")!.content
const dueIn = (ms: number) => new Date(app.clock.now() + ms).toISOString()
type Operator = Awaited<ReturnType<TestApp["operator"]>>
async function promise(who: Operator, words: string, dueAt: string) {
  const { followUp } = await who.api("POST", "/follow-ups", { conversationId, text: words, dueAt })
  return followUp as { id: string }
}

async function pass(ms: number): Promise<void> {
  app.clock.advance(ms)
  await app.tick()
  // What that found to be said goes with the next look.
  app.clock.advance(1000)
  await app.tick()
  await until(() => app.isTold(), "everybody is told")
}

test("who has promised something is reminded when it is due, once; who marked it done is not", async () => {
  const dana = await app.operator("dana")
  const eli = await app.operator("eli")
  await promise(dana, "Call Marta back", dueIn(hour))
  const done = await promise(eli, "Send the size chart", dueIn(hour))
  await eli.api("POST", `/follow-ups/${done.id}/done`, {})
  await pass(hour - 60_000)
  expect(post.mails).toEqual([])

  await pass(2 * 60_000)
  await until(() => post.mails.length === 1, "the one who promised it is written to")
  expect(post.mails[0]!.to).toBe(cast.dana.email)
  expect(post.mails[0]!.headers.subject).toBe("Due now: Call Marta back")
  expect(text(post.mails[0]!)).toContain("https://chat.example/operator/follow-ups")
  await pass(24 * hour)
  expect(post.mails).toHaveLength(1)
})

test("what is due together stands in one letter, each with its conversation and how to reach them", async () => {
  const dana = await app.operator("dana")
  await promise(dana, "Write to Noa", dueIn(hour))
  await promise(dana, "Order more boxes", dueIn(hour))
  await pass(hour + 1000)
  await until(() => post.mails.length === 1, "it is one letter")

  expect(post.mails[0]!.headers.subject).toBe("2 follow-ups are due")
  for (const words of [
    "Write to Noa",
    "noa@mail.example",
    `/operator/conversations/${conversationId}`,
    "Order more boxes",
  ])
    expect(text(post.mails[0]!)).toContain(words)
})

test("what is moved is due once more, and whose seat is gone leaves it to the others", async () => {
  const dana = await app.operator("dana")
  const { id } = await promise(dana, "Call Marta back", dueIn(hour))
  await pass(hour + 1000)
  await until(() => post.mails.length === 1, "it is due")
  await dana.api("PUT", `/follow-ups/${id}`, { dueAt: dueIn(hour) })
  const person = app.parts.people.list().find(({ email }) => email === cast.dana.email)!
  await app.parts.accounts.updatePerson(person.id, { seats: [] })
  await pass(hour + 1000)
  await until(() => post.mails.length === 2, "it is due again")

  expect(post.mails[1]!.to).toBe(cast.eli.email)
})

test("the desk says what is due: where nothing is open, and beside the way to it on other pages", async () => {
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const desk = async (who: Operator) => (await who.call("GET", "/operator")).body as string
  await promise(dana, "Call Marta back", dueIn(hour))
  expect(await desk(dana)).not.toContain("follow-up is due")

  app.clock.advance(hour)
  expect(await desk(dana)).toContain("One follow-up is due")
  expect(await desk(eli)).not.toContain("is due")
  const beside = async (who: Operator) => (await who.call("GET", "/operator/now")).body as string
  expect(await beside(dana)).toContain('id="due-now">1<')
  expect(await beside(eli)).toContain('id="due-now" hidden>0<')
})

describe("on their devices", () => {
  let service: ReturnType<typeof createPushService>
  beforeEach(() => {
    service = createPushService()
  })
  afterEach(() => service.stop())

  async function subscribed(name: cast.OperatorName) {
    const who = await app.operator(name)
    await who.setAvailability("online")
    const { id, ...subscription } = service.subscribe()
    await who.api("POST", "/me/push", subscription)
    return { ...who, browser: id }
  }
  const wish = (who: Operator, wishes: Record<string, string>) =>
    who.call("POST", "/operator/alerts/quiet-hours", new URLSearchParams(wishes).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    })

  test("they are reminded, too, of what is still to be done, though they look at the desk", async () => {
    const dana = await subscribed("dana")
    const eli = await subscribed("eli")
    await promise(dana, "Call Marta back", dueIn(hour))
    await promise(dana, "Order more boxes", dueIn(hour))
    await promise(eli, "Send the size chart", dueIn(2 * hour))
    await pass(hour + 1000)
    await until(() => service.pushed.length === 1, "the device is woken")

    expect(service.pushed[0]!.id).toBe(dana.browser)
    expect(service.pushed[0]!.message).toMatchObject({
      type: "reminder",
      path: "/operator/follow-ups",
      title: "2 follow-ups are due",
      body: "Call Marta back\nOrder more boxes",
      canTakeOver: false,
      operator: dana.id,
    })
  })

  test("who has gone home is not woken, and who wishes to be told of none is not told", async () => {
    const dana = await subscribed("dana")
    const eli = await subscribed("eli")
    await dana.setAvailability("offline")
    expect((await wish(eli, { bookings: "on" })).status).toBe(303)
    await promise(dana, "Call Marta back", dueIn(hour))
    await promise(eli, "Order more boxes", dueIn(hour))
    await pass(hour + 1000)
    await until(() => post.mails.length === 1, "one is written to")
    expect(post.mails[0]!.to).toBe(cast.dana.email)
    expect(service.pushed).toEqual([])

    await wish(eli, { bookings: "on", followUps: "on" })
    await promise(eli, "Send the size chart", dueIn(hour))
    await pass(hour + 1000)
    await until(() => post.mails.length === 2 && service.pushed.length === 1, "they are told again")
    expect(post.mails[1]!.to).toBe(cast.eli.email)
    expect(service.pushed[0]!.id).toBe(eli.browser)
  })
})
