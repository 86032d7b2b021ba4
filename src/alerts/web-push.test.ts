import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { createPushService, type PushService } from "../testing/push-service"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { isQuiet, quietHoursOf } from "./what-to-tell"

// For a busy machine.
setDefaultTimeout(20_000)

let service: PushService
let app: TestApp
beforeEach(async () => {
  service = createPushService()
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
})
afterEach(async () => {
  await app.stop()
  await service.stop()
})

async function subscribed(name: cast.OperatorName) {
  const operator = await app.operator(name)
  await operator.setAvailability("online")
  const browser = service.subscribe()
  const { id, ...subscription } = browser
  await operator.api("POST", "/me/push", subscription)
  return { ...operator, browser: id, subscription }
}

async function askForPerson(who: Record<string, unknown> = cast.noa) {
  const noa = await app.visitor(who)
  const { conversationId } = await noa.say("My order never came")
  await noa.askForPerson()
  return { noa, id: conversationId as string }
}

/** From now on, for the rest of the morning. */
async function beQuiet({ call }: Pick<Awaited<ReturnType<typeof subscribed>>, "call">) {
  const form = new URLSearchParams({ from: "06:00", to: "11:00", timezone: "UTC" })
  const saved = await call("POST", "/operator/alerts/quiet-hours", form.toString(), {
    "content-type": "application/x-www-form-urlencoded",
  })
  expect(saved.status).toBe(303)
}

const quiet = () => until(() => app.isTold(), "everybody is told")
const told = (browser: string) => service.pushed.filter(({ id }) => id === browser).map(({ message }) => message)

test("an operator's browser is woken when somebody waits: encrypted for it, one a conversation, with a time to live", async () => {
  const dana = await subscribed("dana")
  const { id } = await askForPerson()
  await until(() => service.pushed.length === 1, "the browser is woken")

  const [push] = service.pushed
  expect(push!.message).toEqual({
    type: "alert",
    id,
    path: `/operator/conversations/${id}`,
    title: "A visitor is waiting · Luma Shoes",
    body: expect.stringContaining("My order never came"),
    again: false,
    canTakeOver: true,
    operator: dana.id,
  })
  expect(push!.headers).toMatchObject({ ttl: "3600", urgency: "high" })
  expect(push!.headers.topic).toMatch(/^[\w-]{32}$/)
  expect(push!.vapidKey).toBe((await dana.api("GET", "/me/push")).publicKey)
})

test("the notification is withdrawn on every device when somebody has taken the conversation", async () => {
  const dana = await subscribed("dana")
  const eli = await subscribed("eli")
  const { id } = await askForPerson()
  await until(() => service.pushed.length === 2, "both are woken")
  await quiet()
  await dana.takeOver(id)
  await until(() => service.pushed.length === 4, "both are told that it is over")

  for (const { browser } of [dana, eli]) expect(told(browser).map(({ type }) => type)).toEqual(["alert", "settled"])
  expect(told(eli.browser)[1]!.id).toBe(id)
})

test("somebody on the website who looks ready to buy wakes whoever is there, with the way to them", async () => {
  const dana = await subscribed("dana")
  const rule = { name: "Prices", points: 80, all: [{ kind: "page", contains: "/pricing" }] }
  const owner = await app.owner()
  await owner.api("PUT", `/chatbots/${cast.shop}/visitor-settings`, { intent: { rules: [rule] } })
  const noa = await app.visitor({ page: { url: "https://shop.example/pricing", title: "Prices", referrer: "" } })
  await until(() => told(dana.browser).length === 1, "the browser is woken")
  expect(told(dana.browser)[0]).toEqual({
    type: "alert",
    id: `visitor:${noa.id}`,
    path: `/operator/visitors/${noa.id}`,
    title: "A visitor looks ready to buy · Luma Shoes",
    body: expect.stringContaining("Score 80: Prices (/pricing)"),
    again: false,
    canTakeOver: false,
    operator: dana.id,
  })
})

test("in quiet hours, or when they have gone home, nobody is woken", async () => {
  const dana = await subscribed("dana")
  const eli = await subscribed("eli")
  const form = new URLSearchParams({ from: "06:00", to: "09:00", timezone: "UTC" })
  const saved = await dana.call("POST", "/operator/alerts/quiet-hours", form.toString(), {
    "content-type": "application/x-www-form-urlencoded",
  })
  await askForPerson()
  await until(() => service.pushed.length === 1, "one is woken")
  await quiet()
  app.clock.advance(3600_000)
  await eli.setAvailability("offline")
  await askForPerson(cast.sam)
  await until(() => service.pushed.length === 2, "the other is woken")

  expect(saved.status).toBe(303)
  expect(service.pushed.map(({ id }) => id)).toEqual([eli.browser, dana.browser])
})

test("who is only away is woken where nobody is there, and not where somebody is", async () => {
  const [dana, eli] = [await subscribed("dana"), await subscribed("eli")]
  await dana.setAvailability("away")
  await eli.setAvailability("offline")
  await askForPerson()
  await until(() => service.pushed.length === 1, "whoever is away is woken")
  await quiet()
  await eli.setAvailability("online")
  await askForPerson(cast.sam)
  await until(() => service.pushed.length === 2, "whoever is there is woken")
  await quiet()

  expect(service.pushed.map(({ id }) => id)).toEqual([dana.browser, eli.browser])
})

test("quiet hours may go over midnight and are in the operator's own time zone", () => {
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00Z`)
  const night = quietHoursOf({ quietHours: { from: "22:00", to: "07:00", timezone: "Europe/Madrid" } })

  expect(["20:59", "21:00", "23:30", "05:59", "06:00"].map((time) => isQuiet(night, at(time)))).toEqual([
    ...[false, true, true, true, false],
  ])
  for (const wrong of [{ from: "25:00", to: "07:00", timezone: "UTC" }, { from: "1", to: "2" }, null, "night"])
    expect(quietHoursOf({ quietHours: wrong })).toBeUndefined()
  expect(quietHoursOf({ quietHours: { from: "22:00", to: "07:00", timezone: "Mars/Olympus" } })).toBeUndefined()
})

test.each([404, 410])(
  "a browser that has given its subscription up is forgotten, whether the push service knows it no more (404) or says that it is gone (%d)",
  async (status) => {
    const dana = await subscribed("dana")
    service.refuseWith(status)
    await askForPerson()
    await until(async () => (await dana.api("GET", "/me/push")).devices.length === 0, "it is forgotten")

    expect(app.parts.alerts.follower.isFollowing).toBeFalse()
  },
)

test("who holds a conversation with the desk closed is woken by the visitor's answer, and nobody else", async () => {
  const dana = await subscribed("dana")
  const eli = await subscribed("eli")
  const { noa, id } = await askForPerson()
  await until(() => service.pushed.length === 2, "both are woken")
  await quiet()
  await dana.takeOver(id)
  await until(() => service.pushed.length === 4, "both are told that it is over")
  await quiet()
  await noa.say("Hello Dana")
  await Bun.sleep(60)
  expect(service.pushed.length).toBe(4)

  app.clock.advance(100_000)
  await noa.say("Are you there?")
  await until(() => service.pushed.length === 5, "she is woken")

  expect(told(dana.browser).at(-1)).toMatchObject({ title: "A visitor", body: "Are you there?", canTakeOver: false })
  expect(told(eli.browser)).toHaveLength(2)

  await quiet()
  await beQuiet(dana)
  app.clock.advance(100_000)
  await noa.say("Good night then")
  await quiet()
  const written = app.parts.alerts.outbox.store.listOfChannel("push", 50).filter(({ kind }) => kind === "message")
  expect(written).toHaveLength(1)
})

test("what could not be handed over at once is not shown when it has been dealt with meanwhile", async () => {
  const dana = await subscribed("dana")
  const eli = await app.operator("eli")
  await eli.setAvailability("online")
  const { outbox } = app.parts.alerts
  const rows = (kind: string) => outbox.store.listOfChannel("push", 50).filter((row) => row.kind === kind)
  const held: { noa: Awaited<ReturnType<typeof askForPerson>>["noa"]; id: string }[] = []
  for (const who of [cast.noa, cast.sam]) {
    const { noa, id } = await askForPerson(who)
    await dana.takeOver(id)
    held.push({ noa, id })
  }
  await quiet()
  app.clock.advance(100_000)
  service.refuseWith(503)
  const [read, passedOn] = held as [(typeof held)[0], (typeof held)[0]]
  const said = await read.noa.say("This is read in the desk")
  await passedOn.noa.say("This is Eli's now")
  await until(() => rows("message").filter(({ answer }) => answer?.startsWith("503")).length === 2, "both are tried")

  await dana.api("POST", `/conversations/${read.id}/read`, { eventId: said.id })
  await dana.transfer(passedOn.id, { operatorId: eli.id })
  service.refuseWith(undefined)
  await until(async () => {
    app.clock.advance(20_000)
    await eli.api("GET", "/me")
    await app.tick()
    return rows("message").every(({ state }) => state !== "pending")
  }, "both are settled")

  const shown = JSON.stringify(told(dana.browser))
  expect(shown).not.toContain("This is read in the desk")
  expect(shown).not.toContain("This is Eli's now")
})

test("a push service that says when to come back is left alone until then, and a browser is its last owner's", async () => {
  const dana = await subscribed("dana")
  service.refuseWith(429, "600")
  await askForPerson()
  await until(() => service.refused === 1, "it is tried")
  await quiet()
  app.clock.advance(590_000)
  await app.tick()
  await quiet()
  expect(service.refused).toBe(1)
  app.clock.advance(11_000)
  await app.tick()
  await until(() => service.refused === 2, "it is tried again")

  const eli = await app.operator("eli")
  await eli.api("POST", "/me/push", dana.subscription)
  const devices = async (who: Pick<typeof dana, "api">) => (await who.api("GET", "/me/push")).devices.length
  expect([await devices(dana), await devices(eli)]).toEqual([0, 1])
})

test("what a push service will never take is tried once", async () => {
  await subscribed("dana")
  service.refuseWith(413)
  await askForPerson()
  const row = () => app.parts.alerts.outbox.store.listOfChannel("push", 1)[0]
  await until(() => row()?.state === "dead", "it is given up")
  expect([service.refused, row()!.answer]).toEqual([1, "413 not now"])
})

test("one person has alerts on ten devices at most, and tries each of them as often as they like", async () => {
  const dana = await app.operator("dana")
  const device = () => {
    const { id, ...subscription } = service.subscribe()
    return subscription
  }
  const add = (subscription = device()) => dana.call("POST", "/api/v1/me/push", subscription)
  const first = device()
  expect((await add(first)).status).toBeLessThan(300)
  // Also of those that are switched on at once.
  const others = await Promise.all(Array.from({ length: 10 }, () => add()))
  expect(others.filter(({ status }) => status === 409)).toHaveLength(1)
  expect((await add(first)).status).toBeLessThan(300)
  expect(await add()).toMatchObject({ status: 409, body: { detail: expect.stringContaining("10 devices") } })
})

test("whom a conversation is passed on to is woken, and not in their quiet hours", async () => {
  const dana = await app.operator("dana")
  const eli = await subscribed("eli")
  const { id } = await askForPerson()
  await until(() => told(eli.browser).length === 1, "Eli is woken")
  await quiet()
  await dana.takeOver(id)
  await until(() => told(eli.browser).length === 2, "Eli is told that it is over")
  await quiet()
  await dana.transfer(id, { operatorId: eli.id })
  await until(() => told(eli.browser).length === 3, "Eli is woken")
  expect(told(eli.browser)[2]).toMatchObject({ type: "alert", id, title: "A visitor was passed on to you" })

  await quiet()
  app.clock.advance(1000)
  await dana.takeOver(id, { force: true })
  await until(() => told(eli.browser).length === 4, "Eli is told that it is over")
  await beQuiet(eli)
  await dana.transfer(id, { operatorId: eli.id })
  await quiet()
  // What is written down may not have gone yet.
  const written = app.parts.alerts.outbox.store.listOfChannel("push", 50).filter(({ kind }) => kind === "alert")
  expect(written).toHaveLength(2)
  expect(told(eli.browser)).toHaveLength(4)
})

test("a subscription is refused when its address is private or its keys are none, and is nobody else's to remove", async () => {
  const dana = await subscribed("dana")
  const eli = await app.operator("eli")
  const { keys } = dana.subscription
  const refusals = await Promise.all([
    eli.call("POST", "/api/v1/me/push", { endpoint: "https://169.254.169.254/x", keys }),
    eli.call("POST", "/api/v1/me/push", { endpoint: "http://push.example/x", keys }),
    eli.call("POST", "/api/v1/me/push", { ...dana.subscription, keys: { p256dh: "aaaa", auth: "bbbb" } }),
  ])
  await eli.api("DELETE", "/me/push", { endpoint: dana.subscription.endpoint })
  const test = await dana.api("POST", "/me/push/test", { endpoint: dana.subscription.endpoint })

  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400])
  expect((await dana.api("GET", "/me/push")).devices).toHaveLength(1)
  expect(test.ok).toBeTrue()
  expect(told(dana.browser)[0]).toMatchObject({ id: "try", title: "Baton can reach you here" })
})

test("the keys are made once and stay over a restart", async () => {
  const dana = await app.operator("dana")
  const { publicKey } = await dana.api("GET", "/me/push")
  await app.restart()

  expect((await dana.api("GET", "/me/push")).publicKey).toBe(publicKey)
})
