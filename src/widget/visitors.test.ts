import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import { createHmac } from "node:crypto"
import * as cast from "../testing/cast"
import { newClientId, type OperatorClient, refusal } from "../testing/clients"
import { createHookReceiver, type HookReceiver } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { defaultIntent, type IntentSettings } from "../visitors/intent"
import { identitySecretKey } from "../visitors/visitor-settings"

setDefaultTimeout(20_000)

const secret = "only the shop's server knows it"
const sign = (id: string, email?: string) =>
  createHmac("sha256", secret)
    .update(email ? `${id}\n${email}` : id)
    .digest("hex")
const at = (path: string, more = {}) => ({
  page: { url: `https://shop.example${path}`, title: path, referrer: "" },
  ...more,
})

let app: TestApp
let dana: OperatorClient
let slack: HookReceiver

async function begin() {
  slack = createHookReceiver()
  app = await startTestApp({ env: { SLACK_WEBHOOK_URL: `${slack.url}/x`, BATON_URL: "https://chat.example" } })
  dana = await app.operator("dana")
}
async function end() {
  await app.stop()
  await slack.stop()
}
const list = async () => (await dana.api("GET", "/visitors")).items
const one = async (id: string) => (await dana.api("GET", `/visitors/${id}`)).visitor
const withSecret = () =>
  app.db.write((tx) => app.parts.settings.save(tx, identitySecretKey(cast.shop), secret, app.clock.now()))
const withSettings = (more: Record<string, unknown>) =>
  app.db.write((tx) =>
    app.parts.visitorSettings.save(
      tx,
      cast.shop,
      { ...app.parts.visitorSettings.get(cast.shop), ...more },
      app.clock.now(),
    ),
  )

describe("a visit", () => {
  beforeAll(begin)
  afterAll(end)

  test("of the owner to the preview in the admin is none to the website", async () => {
    const preview = `https://chat.example/admin/chatbots/${cast.shop}/preview`
    const owner = await app.visitor({ page: { url: preview, title: "Preview", referrer: "" } })
    const noa = await app.visitor(at("/"))
    const ids = async () => (await list()).map(({ id }: { id: string }) => id)
    expect(await ids()).toContain(noa.id)
    expect(await ids()).not.toContain(owner.id)

    await owner.post("/pages", { url: "https://chat.example/", title: "Luma" })
    expect(await ids()).toContain(owner.id)
  })

  test("is listed with where they came from, what they have seen and for how long, from the one call of a page", async () => {
    const noa = await app.visitor(
      at("/boots?utm_source=google&utm_campaign=autumn&utm_x1=no", {
        locale: "de-AT",
        timezone: "Europe/Vienna",
        page: {
          url: "https://shop.example/boots?utm_source=google&utm_campaign=autumn",
          title: "Boots",
          referrer: "https://www.google.com/",
        },
      }),
    )
    app.clock.advance(65_000)
    await noa.post("/pages", { url: "https://shop.example/boots/red", title: "Red" })
    await noa.post("/pages", { url: "https://shop.example/boots/red", title: "Red" })

    const found = (await list()).find(({ id }: { id: string }) => id === noa.id)
    expect(found).toMatchObject({
      isHere: true,
      country: "Austria",
      timezone: "Europe/Vienna",
      campaign: { source: "google", campaign: "autumn" },
      referrer: "https://www.google.com/",
      visits: 1,
      pages: 2,
      page: { url: "https://shop.example/boots/red" },
      conversation: null,
      intent: { score: 0, isHigh: false },
    })
    expect(app.clock.now() - Date.parse(found.arrivedAt)).toBe(65_000)
  })

  test("ends with a goodbye, but not from one page to the next; later, or by another campaign, it is another visit", async () => {
    const noa = await app.visitor(at("/a"))
    const isHere = async () => (await one(noa.id)).isHere
    const leave = () =>
      fetch(`${app.url}/api/widget/leave`, {
        method: "POST",
        body: noa.token,
        headers: { "content-type": "text/plain" },
      })
    expect((await leave()).status).toBe(204)
    await noa.session()
    app.clock.advance(20_000)
    expect(await isHere()).toBeTrue()

    await leave()
    app.clock.advance(4_000)
    expect(await isHere()).toBeTrue()
    app.clock.advance(2_000)
    expect(await isHere()).toBeFalse()
    expect(Date.parse((await one(noa.id)).lastSeenAt)).toBe(app.clock.now() - 6_000)

    await noa.post("/pages", { url: "https://shop.example/b" })
    expect((await one(noa.id)).visits).toBe(1)
    await noa.post("/pages", { url: "https://shop.example/b?utm_source=mail" })
    expect((await one(noa.id)).visits).toBe(2)
    app.clock.advance(31 * 60_000)
    expect(await isHere()).toBeFalse()
    await noa.post("/pages", { url: "https://shop.example/c" })
    expect((await one(noa.id)).visits).toBe(3)
    expect((await fetch(`${app.url}/api/widget/leave`, { method: "POST", body: "nonsense" })).status).toBe(401)
  })

  test("whoever holds a stream is there for as long as they hold it, also after a restart", async () => {
    const noa = await app.visitor(at("/a"))
    await app.restart()
    dana = await app.operator("dana")
    expect((await one(noa.id)).isHere).toBeFalse()
    const stream = noa.stream()
    await until(async () => (await one(noa.id)).isHere, "the stream says that they are there")
    app.clock.advance(3 * 3600_000)
    expect((await one(noa.id)).isHere).toBeTrue()
    expect((await one(noa.id)).isReachable).toBeTrue()
    await stream.cut()
    await until(async () => !(await one(noa.id)).isHere, "they are gone with it")
  })

  test("time on the website counts from the beginning of the visit, however their page comes back after a restart", async () => {
    const [streams, polls] = [await app.visitor(at("/a")), await app.visitor(at("/b"))]
    const open = streams.stream()
    const began = new Date(app.clock.now()).toISOString()
    app.clock.advance(45 * 60_000)
    await open.cut()
    await app.restart()
    dana = await app.operator("dana")

    const again = streams.stream()
    await polls.events()

    for (const { id } of [streams, polls]) {
      await until(async () => (await one(id)).isHere, "they are there again")
      expect(await one(id)).toMatchObject({ arrivedAt: began, visits: 1 })
    }
    // Looked at again after so long, it is the same visit: they have been there all the time.
    await streams.post("/pages", { url: "https://shop.example/a" })
    expect(await one(streams.id)).toMatchObject({ arrivedAt: began, visits: 1 })
    await again.cut()
  })

  test("a trail without end keeps its last pages, and what is no address harms nobody", async () => {
    const noa = await app.visitor(at("/0"))
    for (let page = 1; page <= 230; page++)
      await noa.post("/pages", { url: `https://shop.example/${page}`, title: "<script>alert(1)</script>" })
    await noa.post("/pages", { url: "javascript:alert(1)", title: "<img src=x onerror=alert(1)>" })
    const rows = app.db.onRead<[string], { n: number }>("SELECT count(*) AS n FROM page_views WHERE visitor_id = ?")
    expect(rows.get(noa.id)!.n).toBe(200)
    const { body } = await app.call("GET", `/operator/visitors/${noa.id}`, undefined, {
      cookie: `baton_operator=${dana.token}`,
    })
    expect(body).toContain("&lt;img src=x")
    expect(body).not.toContain("<img src=x")
    expect(body).not.toContain('href="javascript:')
  })

  test("stands in the conversation's context too: still there or gone, since when, and what the website says", async () => {
    const noa = await app.visitor(at("/start?utm_source=mail", { attributes: { plan: "gold" } }))
    app.clock.advance(90_000)
    await noa.post("/pages", { url: "https://shop.example/now" })
    const { conversationId } = await noa.say(cast.knownQuestion)
    const context = async () => (await dana.open(conversationId)).context
    expect(await context()).toMatchObject({
      page: { url: "https://shop.example/now" },
      campaign: { source: "mail" },
      site: { isHere: true, landing: "https://shop.example/start?utm_source=mail" },
      attributes: { plan: "gold" },
      intent: { score: 0, isHigh: false, reasons: [] },
    })
    await fetch(`${app.url}/api/widget/leave`, { method: "POST", body: noa.token })
    app.clock.advance(11_000)
    const { site, intent } = await context()
    expect(site.isHere).toBeFalse()
    expect(Date.parse(site.lastSeenAt) - Date.parse(site.arrivedAt)).toBe(90_000)
    expect(intent).toBeNull()
  })

  test("network addresses are kept only where the owner wants it, and are gone when they no longer do", async () => {
    const noa = await app.visitor(at("/a"))
    expect((await one(noa.id)).address).toBeNull()
    await withSettings({ keepAddress: true })
    await noa.session()
    expect((await one(noa.id)).address).toBe("127.0.0.1")
    await app.db.write((tx) => app.parts.visitors.dropAddresses(tx, cast.shop))
    expect((await one(noa.id)).address).toBeNull()
    await withSettings({ keepAddress: false })
  })

  test("on a busy website whoever looks ready to buy is listed, however many have come since", async () => {
    const rules = [
      { id: "p", name: "Prices", enabled: true, points: 80, all: [{ kind: "page" as const, contains: "/pricing" }] },
    ]
    await withSettings({ intent: { ...defaultIntent, alert: false, rules } })
    const first = await app.visitor(at("/pricing"))
    await Promise.all(Array.from({ length: 130 }, () => app.visitor(at("/a"))))
    app.clock.advance(1000)
    const items = await list()
    expect(items.length).toBe(100)
    expect(items[0]).toMatchObject({ id: first.id, intent: { score: 80 } })
    await withSettings({ intent: defaultIntent })
  })

  test("an operator without a seat sees nobody, and nobody sees them without being signed in", async () => {
    const noa = await app.visitor(at("/a"))
    const uri = await app.operator("uri")
    expect((await uri.api("GET", "/visitors")).items).toEqual([])
    expect((await refusal(uri.api("GET", `/visitors/${noa.id}`))).status).toBe(404)
    const clientId = newClientId()
    expect((await refusal(uri.api("POST", `/visitors/${noa.id}/messages`, { clientId, text: "Hi" }))).status).toBe(404)
    expect((await app.call("GET", "/api/v1/visitors")).status).toBe(401)
  })
})

describe("an operator who speaks first", () => {
  beforeAll(begin)
  afterAll(end)

  test("holds the conversation from its first word; it comes over the visitor's stream, once", async () => {
    const noa = await app.visitor(at("/a"))
    const stream = noa.stream()
    await until(async () => (await one(noa.id)).isReachable, "the widget listens")
    const clientId = newClientId()
    const body = { clientId, text: "Can I help?" }
    const first = await dana.api("POST", `/visitors/${noa.id}/messages`, body)
    const again = await dana.api("POST", `/visitors/${noa.id}/messages`, body)
    expect(again.event.id).toBe(first.event.id)

    await until(() => stream.events.some(({ data }) => data?.text === "Can I help?"), "the visitor reads it")
    expect(stream.events.filter(({ data }) => data?.text === "Can I help?").length).toBe(1)
    const { conversation } = await dana.open(first.conversationId)
    expect(conversation).toMatchObject({ state: "human", assignee: { name: "Dana" } })
    await noa.say("Yes please")
    await until(() => app.parts.runner.runningCount === 0, "nobody else answers")
    expect((await noa.events()).filter(({ actor }) => actor.kind === "ai")).toEqual([])
    await stream.cut()
  })

  test("who talks already is written to there; the second of two operators is told so", async () => {
    const noa = await app.visitor(at("/a"))
    const eli = await app.operator("eli")
    const post = (who: OperatorClient) =>
      who.call("POST", `/api/v1/visitors/${noa.id}/messages`, { clientId: newClientId(), text: "Hello" })
    const answers = await Promise.all([post(dana), post(eli)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const [right, wrong] = answers[0]!.status === 201 ? answers : [answers[1], answers[0]]
    expect(wrong!.body.conversationId).toBe(right!.body.conversationId)
  })

  test("who holds no stream hears of it with their next page, and a form without a script does the same", async () => {
    const noa = await app.visitor(at("/a"))
    const answer = await app.call(
      "POST",
      `/operator/visitors/${noa.id}/messages`,
      `text=Hello&clientId=${newClientId()}`,
      {
        cookie: `baton_operator=${dana.token}`,
        "content-type": "application/x-www-form-urlencoded",
        "sec-fetch-site": "same-origin",
      },
    )
    expect(answer.status).toBe(303)
    expect(answer.headers.get("location")).toMatch(/^\/operator\/conversations\//)
    const page = await noa.call("POST", "/api/widget/pages", { url: "https://shop.example/b" })
    expect([page.status, page.headers.get("baton-news")]).toEqual([204, "unread"])
    const { lastEventId } = await noa.conversation()
    await noa.post("/read", { eventId: lastEventId })
    const next = await noa.call("POST", "/api/widget/pages", { url: "https://shop.example/c" })
    expect([next.status, next.headers.get("baton-news")]).toEqual([204, null])
  })
})

describe("who somebody is", () => {
  beforeEach(begin)
  afterEach(end)
  const identified = (id: string, more = {}) => at("/account", { identity: { id, hash: sign(id), ...more } })

  test("with a secret, an identity that is not signed, or signed for another, is refused", async () => {
    await withSecret()
    const hashes = [
      undefined,
      "",
      "zz",
      sign("u2"),
      sign("u1").slice(0, 63),
      `${sign("u1")}00`,
      sign("u1", "a@b.example"),
    ]
    for (const hash of hashes) {
      const { status, problem } = await refusal(app.visitor(at("/", { identity: { id: "u1", hash } })))
      expect(status).toBe(401)
      expect(problem.field).toBe("identity.hash")
    }
    const noa = await app.visitor(identified("u1"))
    expect((await one(noa.id)).identity).toMatchObject({ id: "u1", verified: true })
  })

  test("without a secret it says that nobody vouches for it", async () => {
    const noa = await app.visitor(
      at("/", { identity: { id: "u1", email: "marta@shop.example", name: "Marta", hash: "x" } }),
    )
    expect((await one(noa.id)).identity).toEqual({
      id: "u1",
      email: "marta@shop.example",
      verified: false,
      emailVerified: false,
    })
    const { body } = await app.call("GET", `/operator/visitors/${noa.id}`, undefined, {
      cookie: `baton_operator=${dana.token}`,
    })
    expect(body).toContain("not verified")
    // And finds nobody else's conversations by it.
    await noa.say("My secret")
    const other = await app.visitor(at("/", { identity: { id: "u1", email: "marta@shop.example" } }))
    expect(other.id).not.toBe(noa.id)
    expect(other.first.conversation).toBeNull()
  })

  test("an email address counts only if it is signed too: nobody writes to whom a customer claims to be", async () => {
    await withSecret()
    const email = "marta@shop.example"
    const claimed = await app.visitor(identified("u1", { email }))
    expect((await one(claimed.id)).identity).toMatchObject({ verified: true, emailVerified: false })
    expect(app.parts.alerts.facts.emailOf(claimed.id)).toBeUndefined()
    const signed = await app.visitor(at("/", { identity: { id: "u2", email, hash: sign("u2", email) } }))
    expect((await one(signed.id)).identity).toMatchObject({ verified: true, emailVerified: true })
    expect(app.parts.alerts.facts.emailOf(signed.id)).toBe(email)
  })

  test("a verified visitor finds the conversation on another device, and goes on in it", async () => {
    await withSecret()
    const laptop = await app.visitor(identified("u1"))
    const said = await laptop.say(cast.knownQuestion)
    const phone = await app.visitor(identified("u1"))
    expect(phone.id).toBe(laptop.id)
    expect(phone.first.conversation.id).toBe(said.conversationId)
    expect((await phone.say("And sandals?")).conversationId).toBe(said.conversationId)
  })

  test("whoever signs in keeps the details that are theirs, whatever was typed at this device before", async () => {
    await withSecret()
    const laptop = await app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const { contact: own } = await laptop.post("/contact", { name: "Noa", phone: "+44 20 7946 0958" })
    app.clock.advance(60_000)
    const shared = await app.visitor(at("/a"))
    await shared.say("Hello")
    await shared.post("/contact", { name: "Somebody else", email: "else@mail.example" })

    await app.call("POST", `/api/widget/${cast.shop}/session`, { ...identified("u1"), token: shared.token })
    expect(app.parts.visitors.find(laptop.id)?.contactId).toBe(own.id)
  })

  test("what was said before signing in goes along, with the person who is helping", async () => {
    await withSecret()
    const laptop = await app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const old = (await laptop.conversation()).id
    app.clock.advance(60_000)
    const phone = await app.visitor(at("/a"))
    const { conversationId } = await phone.say("Is anybody there?")
    await dana.takeOver(conversationId)

    const answer = await app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(answer.body.visitorId).toBe(laptop.id)
    expect(answer.body.conversation).toMatchObject({ id: conversationId, state: "human" })
    expect((await dana.open(conversationId)).context.earlier.map(({ id }: { id: string }) => id)).toEqual([old])
    expect((await dana.open(old)).conversation.state).toBe("closed")
    expect((await dana.say(conversationId, "Here I am")).text).toBe("Here I am")
    expect((await laptop.conversation()).id).toBe(conversationId)
    // The browser of before is nobody any more, and its old token begins afresh.
    expect((await phone.call("POST", "/api/widget/messages", { clientId: newClientId(), text: "?" })).status).toBe(401)
  })

  test("nobody who is being helped is moved away from it by signing in", async () => {
    await withSecret()
    const phone = await app.visitor(at("/a"))
    const { conversationId } = await phone.say("Is anybody there?")
    await dana.takeOver(conversationId)
    app.clock.advance(60_000)
    const laptop = await app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const session = () =>
      app.call("POST", `/api/widget/${cast.shop}/session`, { ...identified("u1"), token: phone.token })
    expect((await session()).body).toMatchObject({ visitorId: phone.id, conversation: { id: conversationId } })
    expect((await session()).body).toMatchObject({ visitorId: phone.id, conversation: { id: conversationId } })
    expect((await one(phone.id)).identity.verified).toBeTrue()
  })

  test("a called person is not lost to an idle talk with the AI on this device", async () => {
    await withSecret()
    const laptop = await app.visitor(identified("u1"))
    await laptop.askForPerson()
    const waiting = (await laptop.conversation()).id
    app.clock.advance(60_000)
    const phone = await app.visitor(at("/a"))
    const { conversationId } = await phone.say(cast.knownQuestion)
    const { body } = await app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(body).toMatchObject({ visitorId: laptop.id, conversation: { id: waiting, state: "waiting" } })
    expect((await dana.open(conversationId)).conversation.state).toBe("closed")
  })

  test("the next customer at the same computer begins afresh, signed or not", async () => {
    const first = await app.visitor(at("/", { identity: { id: "u1" } }))
    await first.say("My secret")
    const session = (identity: object) =>
      app.call("POST", `/api/widget/${cast.shop}/session`, { ...at("/"), token: first.token, identity })
    const second = await session({ id: "u2" })
    expect(second.body.visitorId).not.toBe(first.id)
    expect(second.body.conversation).toBeNull()
    await withSecret()
    const third = await session({ id: "u3", hash: sign("u3") })
    expect(third.body.visitorId).not.toBe(first.id)
    expect(app.parts.visitors.find(first.id)?.identity?.id).toBe("u1")
  })

  test("two devices that sign in at the same moment are one visitor", async () => {
    await withSecret()
    const both = await Promise.all([app.visitor(identified("u1")), app.visitor(identified("u1"))])
    expect(both[0]!.id).toBe(both[1]!.id)
  })
})

describe("an owner's settings", () => {
  beforeAll(begin)
  afterAll(end)

  test("are read and changed by the API, checked whole; operators change nothing", async () => {
    const owner = await app.owner()
    const path = `/chatbots/${cast.shop}/visitor-settings`
    expect(await owner.api("GET", path)).toMatchObject({ live: false, keepAddress: false, hasIdentitySecret: false })
    const rule = { name: "Prices", points: 40, all: [{ kind: "page", contains: "/pricing" }] }
    const changed = await owner.api("PUT", path, { live: true, intent: { rules: [rule, rule], threshold: 30 } })
    expect(changed).toMatchObject({ live: true, intent: { threshold: 30, alert: true, rules: [rule, rule] } })
    expect(new Set(changed.intent.rules.map(({ id }: { id: string }) => id)).size).toBe(2)
    const wrong = await refusal(owner.api("PUT", path, { intent: { rules: [rule, { ...rule, points: 0 }] } }))
    expect([wrong.status, wrong.problem.field]).toEqual([400, "intent.rules.1.points"])
    expect((await owner.api("GET", path)).intent.rules.length).toBe(2)
    expect((await dana.call("PUT", `/api/v1${path}`, { live: false })).status).toBe(403)
    expect((await app.visitor(at("/"))).first.chatbot.live).toBeTrue()

    const { secret: made } = await owner.api("POST", `/chatbots/${cast.shop}/identity-secret`)
    expect(made.length).toBeGreaterThan(10)
    expect((await refusal(app.visitor(at("/", { identity: { id: "u1" } })))).status).toBe(401)
    expect(JSON.stringify(await owner.api("GET", path))).not.toContain(made)
    expect((await owner.call("DELETE", `/api/v1/chatbots/${cast.shop}/identity-secret`)).status).toBe(204)
    await app.visitor(at("/", { identity: { id: "u1" } }))
    const audited = (await owner.api("GET", "/audit")).items.map(({ action }: { action: string }) => action)
    expect(audited).toContain("identity_secret.made")
  })
})

describe("high intent", () => {
  beforeEach(begin)
  afterEach(end)
  const rules: IntentSettings["rules"] = [
    { id: "price", name: "Prices", enabled: true, points: 40, all: [{ kind: "page", contains: "/pricing" }] },
    {
      id: "cart",
      name: "Full cart",
      enabled: true,
      points: 30,
      all: [{ kind: "attribute", name: "cart", is: "at_least", value: "100" }],
    },
    { id: "time", name: "Stays", enabled: true, points: 30, all: [{ kind: "seconds", atLeast: 60 }] },
  ]
  const withRules = (more: Partial<IntentSettings> = {}) =>
    withSettings({ intent: { ...defaultIntent, rules, ...more } })
  const told = () => slack.heard.map(({ json }) => (json as { text: string }).text)
  const settled = () => until(() => app.parts.alerts.outbox.sendingCount === 0, "the outbox is quiet")

  test("the moment it becomes high it is told in the desk and in Slack: once a visit", async () => {
    await withRules()
    const desk = dana.stream()
    await until(() => app.parts.streams.count > 0, "the desk listens")
    const noa = await app.visitor(at("/pricing", { attributes: { cart: 20 } }))
    expect((await one(noa.id)).intent).toMatchObject({ score: 40, isHigh: false })
    await noa.post("/attributes", { attributes: { cart: 250, name: "<!channel> & co" } })
    expect((await list())[0]).toMatchObject({ id: noa.id, intent: { score: 70, isHigh: true } })
    await until(() => desk.frames.some(({ event }) => event === "promising"), "the desk is told")
    await until(() => told().length > 0, "Slack is told")
    expect(told()[0]).toContain("A visitor looks ready to buy · Luma Shoes")
    expect(told()[0]).toContain("Full cart (cart 250)")
    expect(told()[0]).toContain(`https://chat.example/operator/visitors/${noa.id}`)

    await noa.post("/pages", { url: "https://shop.example/pricing/team" })
    await settled()
    expect(told().length).toBe(1)
    // Another visit is another chance.
    app.clock.advance(31 * 60_000)
    await noa.post("/pages", { url: "https://shop.example/pricing" })
    await until(() => told().length === 2, "the next visit is told")
    await desk.cut()
  })

  test("who then speaks is flagged with the reasons, and nobody is disturbed a second time", async () => {
    await withRules()
    const noa = await app.visitor(at("/pricing", { attributes: { cart: 100 } }))
    await until(() => told().length === 1, "Slack is told")
    const { conversationId } = await noa.say(cast.knownQuestion)
    const flags = async () =>
      (await dana.open(conversationId)).signals.filter(({ kind }: { kind: string }) => kind === "high_intent")
    await until(async () => (await flags()).length > 0, "the flag stands in the conversation")
    await noa.say("Thank you")
    expect(await flags()).toMatchObject([
      {
        kind: "high_intent",
        score: 0.7,
        evidence: [
          { text: "/pricing", why: "Prices +40" },
          { text: "cart 100", why: "Full cart +30" },
        ],
      },
    ])
    await settled()
    expect(told().filter((text) => text.includes("ready") || text.includes("worth a look")).length).toBe(1)
  })

  test("who is in a conversation already is flagged there, and that is told", async () => {
    await withRules()
    const noa = await app.visitor(at("/pricing"))
    const { conversationId } = await noa.say(cast.knownQuestion)
    await noa.post("/attributes", { attributes: { cart: 100 } })
    await until(async () => (await dana.open(conversationId)).signals.length > 0, "the flag stands there")
    await until(() => told().length > 0, "Slack is told")
    expect(told()[0]).toContain("worth a look")
  })

  test("time alone can make the difference, without a further page", async () => {
    await withRules()
    const noa = await app.visitor(at("/pricing"))
    app.clock.advance(30_000)
    await app.tick()
    expect((await one(noa.id)).intent.isHigh).toBeFalse()
    app.clock.advance(31_000)
    await app.tick()
    await until(async () => (await one(noa.id)).intent.isHigh, "a minute has passed")
    expect((await one(noa.id)).intent.score).toBe(70)
  })

  test("without alerts nobody is told; the desk shows the score all the same", async () => {
    await withRules({ alert: false })
    const noa = await app.visitor(at("/pricing", { attributes: { cart: 100 } }))
    const { conversationId } = await noa.say(cast.knownQuestion)
    await until(async () => (await dana.open(conversationId)).signals.length > 0, "the flag stands there")
    expect((await one(noa.id)).intent.isHigh).toBeTrue()
    await settled()
    expect(told()).toEqual([])
  })

  test("a greeting comes with the page, once they answer it is the AI's first word, and it starts no conversation alone", async () => {
    await withRules({ greeting: "Questions about our prices?" })
    const noa = await app.visitor(at("/pricing"))
    expect(noa.first.greeting).toBeUndefined()
    await noa.post("/attributes", { attributes: { cart: 100 } })
    const answer = await noa.call("POST", "/api/widget/pages", { url: "https://shop.example/pricing/2" })
    expect([answer.status, answer.headers.get("baton-news")]).toEqual([
      204,
      "greeting=Questions%20about%20our%20prices%3F",
    ])
    expect((await noa.session()).greeting).toBe("Questions about our prices?")
    expect(await noa.conversation()).toBeNull()

    await noa.say("Yes, for twenty people")
    const texts = (await noa.events())
      .filter(({ type }) => type === "message")
      .map(({ actor, text }) => [actor.kind, text])
    expect(texts.slice(0, 2)).toEqual([
      ["ai", "Questions about our prices?"],
      ["visitor", "Yes, for twenty people"],
    ])
    expect((await noa.session()).greeting).toBeUndefined()
  })

  test("attributes that nobody can mean are refused by name; in a session they never keep anybody out", async () => {
    const noa = await app.visitor(at("/", { attributes: { ok: 1, bad: ["x"] } }))
    expect(noa.first.refused).toHaveProperty("bad")
    expect((await one(noa.id)).attributes).toEqual({ ok: 1 })
    const wrong = await noa.call("POST", "/api/widget/attributes", { attributes: { fine: 1, "<b>": 2 } })
    expect(wrong.status).toBe(400)
    expect(wrong.body.field).toBe("attributes.<b>")
    expect((await one(noa.id)).attributes).toEqual({ ok: 1 })
  })
})
