import { afterEach, beforeEach, expect, setSystemTime, test } from "bun:test"
import { Webhook as Signature } from "standardwebhooks"
import * as cast from "../testing/cast"
import { createHookReceiver, createMailServer, type Heard, type HookReceiver } from "../testing/receivers"
import { createSlackServer, slackChannel } from "../testing/slack-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { maxAttempts } from "./retry"

let receiver: HookReceiver
let post: Awaited<ReturnType<typeof createMailServer>>
let app: TestApp
let olga: Awaited<ReturnType<TestApp["owner"]>>
beforeEach(async () => {
  receiver = createHookReceiver()
  post = await createMailServer()
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1", SMTP_URL: post.url } })
  olga = await app.owner()
})
afterEach(async () => {
  setSystemTime()
  await app.stop()
  await receiver.stop()
  await post.stop()
})

// biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
type Json = any
const create = (more: Record<string, unknown> = {}): Promise<Json> =>
  olga.api("POST", "/webhooks", { url: `${receiver.url}/hook`, ...more })
const log = async (id: string): Promise<Json[]> => (await olga.api("GET", `/webhooks/${id}/deliveries`)).items
const bodies = () => receiver.heard.map(({ json }) => json as Json)
const quiet = () => until(() => app.parts.alerts.outbox.sendingCount === 0, "the outbox is quiet")

function verify(heard: Heard, secret: string): unknown {
  setSystemTime(new Date(app.clock.now()))
  return new Signature(secret).verify(heard.body, heard.headers)
}

test("a webhook hears the events it chose, signed by the Standard Webhooks rules, each with the event's id", async () => {
  const hook = await create({ events: ["message.created", "conversation.waiting"], description: "CRM" })
  const noa = await app.visitor()
  const said = await noa.say("Grüße! Is anybody there?")
  await noa.askForPerson()
  await until(() => bodies().some(({ type }) => type === "conversation.waiting"), "it hears of the wait")
  await quiet()

  const first = receiver.heard.find(({ json }) => (json as Json).data.event.id === said.id)!
  expect(first.path).toBe("/hook")
  expect(first.headers["content-type"]).toBe("application/json")
  expect(verify({ ...first, body: Buffer.from(first.body, "latin1").toString("utf8") }, hook.secret)).toMatchObject({
    type: "message.created",
    timestamp: said.at,
    data: {
      event: { id: said.id, type: "message", text: "Grüße! Is anybody there?", actor: { kind: "visitor" } },
      conversation: { id: said.conversationId, chatbot: { id: cast.shop, name: "Luma Shoes" } },
    },
  })
  expect(new Set(bodies().map(({ type }) => type))).toEqual(new Set(["message.created", "conversation.waiting"]))
  const ids = receiver.heard.map(({ headers }) => headers["webhook-id"])
  expect(new Set(ids).size).toBe(ids.length)
  expect((await log(hook.id)).map(({ id }) => id).sort()).toEqual([...ids].sort() as string[])
})

test("what fails is tried again under the same id; the log shows the answer, and a redelivery has the same id too", async () => {
  const hook = await create({ events: ["contact.captured"] })
  receiver.answer(() => new Response("busy", { status: 503 }))
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.post("/contact", { email: "noa@mail.example" })
  await until(() => receiver.heard.length === 1, "it is tried")
  await quiet()
  expect((await log(hook.id))[0]).toMatchObject({ state: "pending", attempts: 1, answer: "503 Service Unavailable" })
  const failures = async () => (await olga.api("GET", `/webhooks/${hook.id}`)).failures
  await until(async () => (await failures()) === 1, "it is counted")

  receiver.answer(() => new Response("ok"))
  app.clock.advance(40_000)
  await app.tick()
  await until(async () => (await log(hook.id))[0].state === "sent", "it is taken")
  // Only failures in a row speak against a receiver.
  await until(async () => (await failures()) === 0, "the count begins anew")
  const [delivery] = await log(hook.id)
  const other = await create({ events: ["recap.created"] })
  const redeliver = (id: string) => olga.call("POST", `/api/v1/webhooks/${id}/deliveries/${delivery.id}/redeliver`)
  expect((await redeliver(other.id)).status).toBe(404)
  expect((await redeliver(hook.id)).status).toBeLessThan(300)
  await until(() => receiver.heard.length === 3, "it is sent again")
  await olga.api("PUT", `/webhooks/${hook.id}`, { enabled: false })
  expect((await redeliver(hook.id)).status).toBe(409)

  expect(new Set(receiver.heard.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([delivery.id]))
})

test("after a rotation both secrets sign for a day, then only the new one", async () => {
  const hook = await create({ events: ["conversation.waiting"] })
  const { secret } = await olga.api("POST", `/webhooks/${hook.id}/secret`)
  await (await app.visitor()).askForPerson()
  await until(() => receiver.heard.length === 1, "it hears")
  await quiet()
  app.clock.advance(25 * 3600_000)
  await (await app.visitor(cast.sam)).askForPerson()
  await until(() => receiver.heard.length === 2, "it hears again")

  const [during, after] = receiver.heard
  const at = (heard: Heard) => {
    setSystemTime(new Date(Number(heard.headers["webhook-timestamp"]) * 1000))
    return (key: string) => new Signature(key).verify(Buffer.from(heard.body, "latin1").toString("utf8"), heard.headers)
  }
  expect(() => at(during!)(hook.secret)).not.toThrow()
  expect(() => at(during!)(secret)).not.toThrow()
  expect(() => at(after!)(secret)).not.toThrow()
  expect(() => at(after!)(hook.secret)).toThrow()
})

test("a change that is under way undoes neither a new secret nor a removal, and two new secrets are two", async () => {
  const hook = await create()
  const { webhooks } = app.parts.alerts
  const person = app.parts.people.find(olga.id)!
  // Another address is looked up first.
  const changing = webhooks.update(person, hook.id, { url: `${receiver.url}/other` })
  const { secret } = await webhooks.rotate(person, hook.id)
  await changing
  expect(webhooks.get(hook.id)).toMatchObject({ url: `${receiver.url}/other`, secret, old: { secret: hook.secret } })

  const [first, second] = await Promise.all([1, 2].map(() => webhooks.rotate(person, hook.id)))
  expect(webhooks.get(hook.id)).toMatchObject({ secret: second!.secret, old: { secret: first!.secret } })

  const late = webhooks.update(person, hook.id, { url: `${receiver.url}/third` }).catch((error) => error.code)
  await webhooks.remove(person, hook.id)
  expect(await late).toBe("not_found")
  expect(webhooks.list()).toEqual([])
})

test("one that fails for days is switched off, its events are dead letters, and the owner is told by email", async () => {
  receiver.answer(() => new Response("no", { status: 500 }))
  const hook = await create({ events: ["conversation.waiting"] })
  await (await app.visitor()).askForPerson()
  await until(() => receiver.heard.length === 1, "it is tried")
  for (let heard = 1; heard < maxAttempts; heard++) {
    await until(async () => (await log(hook.id))[0].attempts === heard && (await log(hook.id))[0].answer, "it failed")
    await until(async () => (await olga.api("GET", `/webhooks/${hook.id}`)).failures === heard, "it is counted")
    await quiet()
    const { state, nextAt } = (await log(hook.id))[0]
    if (state !== "pending") break
    app.clock.advance(Date.parse(nextAt) - app.clock.now())
    await app.tick()
    await until(() => receiver.heard.length > heard, "it is tried again")
  }
  await until(async () => !(await olga.api("GET", `/webhooks/${hook.id}`)).enabled, "it is switched off")
  await until(
    () => post.mails.some(({ headers }) => headers.subject!.includes("was switched off")),
    "the owner is told",
  )

  const [delivery] = await log(hook.id)
  expect(delivery.state).toBe("dead")
  expect(post.mails.find(({ headers }) => headers.subject!.includes("was switched off"))!.to).toBe(cast.olga.email)

  receiver.answer(() => new Response("ok"))
  await olga.api("PUT", `/webhooks/${hook.id}`, { enabled: true })
  await olga.api("POST", `/deliveries/${delivery.id}/send-again`)
  await until(async () => (await log(hook.id))[0].state === "sent", "the dead letter is sent again")
}, 120_000)

test("what was sent is listed page by page to its end, each once, and a cursor that is none is refused", async () => {
  const hook = await create({ events: ["message.created"] })
  const noa = await app.visitor()
  for (let at = 0; at < 7; at++) await noa.say(`One of seven: ${at}`)
  // What the assistant answers is sent, too, also while a person is waited for.
  const { id } = await noa.conversation()
  await until(() => app.parts.conversations.find(id)!.turnDue === null, "everything is answered")
  const said = (await noa.events()).filter(({ type }) => type === "message").length
  await until(async () => (await log(hook.id)).filter(({ state }) => state === "sent").length >= said, "all are sent")
  await quiet()

  for (const path of [`/webhooks/${hook.id}/deliveries`, "/deliveries?state=sent"]) {
    const query = path.includes("?") ? `${path}&` : `${path}?`
    const all = (await olga.api("GET", `${query}limit=200`)).items.map(({ id }: Json) => id)
    const paged: string[] = []
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: Json = await olga.api("GET", `${query}limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      paged.push(...page.items.map(({ id }: Json) => id))
      cursor = page.next
    }
    expect(paged.length).toBeGreaterThanOrEqual(7)
    expect(paged).toEqual(all)
    expect((await olga.call("GET", `/api/v1${query}cursor=nonsense`)).body.field).toBe("cursor")
  }

  receiver.answer(() => new Response("later", { status: 503 }))
  for (let said = 0; said < 4; said++) await noa.say(`And one of four: ${said}`)
  const waiting = async (query = ""): Promise<Json> => olga.api("GET", `/deliveries?state=pending${query}`)
  await until(async () => (await waiting()).items.length >= 4, "some wait")
  await quiet()
  const first = await waiting("&limit=2")
  const rest = await waiting(`&cursor=${encodeURIComponent(first.next)}`)
  // What is tried meanwhile changes its attempts, and what comes meanwhile stands before the first page.
  const idsOf = ({ items }: Json): string[] => items.map(({ id }: Json) => id)
  const all = idsOf(await waiting())
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(all.slice(all.indexOf(first.items[0].id)))
  expect(rest.next).toBeNull()
})

test("a receiver that says it is gone is switched off at once, and one that redirects gets nothing more", async () => {
  receiver.answer(({ path }) =>
    path === "/gone"
      ? new Response("bye", { status: 410 })
      : new Response(null, { status: 302, headers: { location: "/other" } }),
  )
  const gone = await create({ url: `${receiver.url}/gone` })
  const moved = await create({ url: `${receiver.url}/moved` })
  await (await app.visitor()).say("Hello")
  await until(async () => !(await olga.api("GET", `/webhooks/${gone.id}`)).enabled, "it is switched off")
  await until(async () => (await log(moved.id))[0]?.answer, "the other was tried")

  expect((await log(moved.id))[0].answer).toContain("redirects are not followed")
  expect(receiver.heard.filter(({ path }) => path === "/other")).toEqual([])
})

test("that one was switched off stands in Slack too, also where only the app for answering is set up", async () => {
  const slack = createSlackServer()
  await app.stop()
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1", SLACK_API_URL: slack.url } })
  try {
    olga = await app.owner()
    const owner = app.parts.people.list().find(({ isOwner }) => isOwner)!
    const tokens = { botToken: "xoxb-right", appToken: "xapp-right", signingSecret: "" }
    await app.parts.alerts.slackApp.save(owner, { ...tokens, isOn: true, channel: slackChannel })
    receiver.answer(() => new Response("bye", { status: 410 }))
    await create({ events: ["message.created"] })
    await (await app.visitor()).say("Hello")
    const told = await until(() => slack.heads()[0], "Slack is told")
    expect(told.text).toContain("was switched off. It answered 410 Gone.")
  } finally {
    await app.stop()
    await slack.stop()
    app = await startTestApp()
  }
})

test("what waits goes at once when its owner has changed the webhook, and is given up when they switch it off", async () => {
  receiver.answer(() => new Response("busy", { status: 503 }))
  const hook = await create({ events: ["contact.captured"] })
  const leaveDetails = async (who: Record<string, unknown>) => {
    const visitor = await app.visitor(who)
    await visitor.say("Hello")
    const heard = receiver.heard.length
    await visitor.post("/contact", { email: `${visitor.id}@mail.example` })
    await until(() => receiver.heard.length > heard, "it is tried")
    await quiet()
  }
  await leaveDetails(cast.noa)
  expect((await log(hook.id))[0].state).toBe("pending")
  receiver.answer(() => new Response("ok"))
  await olga.api("PUT", `/webhooks/${hook.id}`, { description: "Mended" })
  await until(async () => (await log(hook.id))[0].state === "sent", "it goes without waiting for its next try")

  receiver.answer(() => new Response("busy", { status: 503 }))
  await leaveDetails(cast.sam)
  await olga.api("PUT", `/webhooks/${hook.id}`, { enabled: false })
  expect((await log(hook.id))[0]).toMatchObject({ state: "dead", answer: "The webhook is switched off" })
})

test("the owner makes, reads, changes and removes webhooks; what is wrong is told with its field", async () => {
  const refusedUrl = await olga.call("POST", "/api/v1/webhooks", { url: "http://169.254.169.254/latest" })
  const refusedEvent = await olga.call("POST", "/api/v1/webhooks", { url: receiver.url, events: ["everything"] })
  const dana = await app.operator("dana")
  const refusedOperator = await dana.call("GET", "/api/v1/webhooks")
  const hook = await create()
  const test = await olga.api("POST", `/webhooks/${hook.id}/test`)
  await olga.api("PUT", `/webhooks/${hook.id}`, { enabled: false, description: "Off for now" })
  await (await app.visitor()).say("Hello")
  await Bun.sleep(50)

  expect(refusedUrl).toMatchObject({ status: 400, body: { code: "validation", field: "url" } })
  expect(refusedEvent).toMatchObject({ status: 400, body: { code: "validation", field: "events" } })
  expect(refusedOperator.status).toBe(403)
  expect(hook.secret).toMatch(/^whsec_/)
  expect(test).toEqual({ ok: true, words: "200 OK" })
  expect(bodies().map(({ type }) => type)).toEqual(["test.sent"])
  const { items } = await olga.api("GET", "/webhooks")
  expect(items).toMatchObject([{ id: hook.id, enabled: false, description: "Off for now", events: [] }])
  expect(JSON.stringify(items)).not.toContain("whsec_")
  await olga.call("DELETE", `/api/v1/webhooks/${hook.id}`)
  expect((await olga.call("GET", `/api/v1/webhooks/${hook.id}`)).status).toBe(404)
})
