import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { at, createShopVisits, sign } from "../testing/shop-visits"
import { until } from "../testing/until"
import { defaultIntent, type IntentSettings } from "../visitors/intent"

setDefaultTimeout(20_000)

const visits = createShopVisits()
const { begin, end, list, one, withSettings } = visits

beforeEach(begin)
afterEach(end)

describe("high intent", () => {
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
  const told = () => visits.slack.heard.map(({ json }) => (json as { text: string }).text)
  const settled = () => until(() => visits.app.parts.alerts.outbox.sendingCount === 0, "the outbox is quiet")

  test("the moment it becomes high it is told in the desk and in Slack: once a visit", async () => {
    await withRules()
    const desk = visits.dana.stream()
    await until(() => visits.app.parts.streams.count > 0, "the desk listens")
    const noa = await visits.app.visitor(at("/pricing", { attributes: { cart: 20 } }))
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
    visits.app.clock.advance(31 * 60_000)
    await noa.post("/pages", { url: "https://shop.example/pricing" })
    await until(() => told().length === 2, "the next visit is told")
    await desk.cut()
  })

  test("of whoever is erased no alert is kept, though there was no conversation yet and they signed in only later", async () => {
    await withRules()
    await visits.withSecret()
    const identity = { id: "u1", hash: sign("u1") }
    const laptop = await visits.app.visitor(at("/account", { identity }))
    const { contact } = await laptop.post("/contact", { name: "Eve Erased", email: "eve@mail.example" })
    const looking = () => visits.app.visitor(at("/pricing", { attributes: { cart: 1234 } }))
    const [phone, other] = [await looking(), await looking()]
    await until(() => told().length === 2, "Slack is told of both")
    await settled()
    await visits.app.call("POST", `/api/widget/${cast.shop}/session`, { ...at("/a", { identity }), token: phone.token })
    expect(visits.app.parts.visitors.find(phone.id)).toBeUndefined()
    const kept = () =>
      visits.app.db
        .onRead<[], { payload: string }>("SELECT payload FROM deliveries WHERE kind = 'intent'")
        .all()
        .map(({ payload }) => /visitors\/([\w-]+)/.exec(payload)![1]!)
    expect(kept().sort()).toEqual([phone.id, other.id].sort())

    await (await visits.app.owner()).api("POST", `/contacts/${contact.id}/erase`)

    expect(kept()).toEqual([other.id])
  })

  test("who then speaks is flagged with the reasons, and nobody is disturbed a second time", async () => {
    await withRules()
    const noa = await visits.app.visitor(at("/pricing", { attributes: { cart: 100 } }))
    await until(() => told().length === 1, "Slack is told")
    const { conversationId } = await noa.say(cast.knownQuestion)
    const flags = async () =>
      (await visits.dana.open(conversationId)).signals.filter(({ kind }: { kind: string }) => kind === "high_intent")
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
    const noa = await visits.app.visitor(at("/pricing"))
    const { conversationId } = await noa.say(cast.knownQuestion)
    await noa.post("/attributes", { attributes: { cart: 100 } })
    await until(async () => (await visits.dana.open(conversationId)).signals.length > 0, "the flag stands there")
    await until(() => told().length > 0, "Slack is told")
    expect(told()[0]).toContain("worth a look")
  })

  test("time alone can make the difference, without a further page", async () => {
    await withRules()
    const noa = await visits.app.visitor(at("/pricing"))
    visits.app.clock.advance(30_000)
    await visits.app.tick()
    expect((await one(noa.id)).intent.isHigh).toBeFalse()
    visits.app.clock.advance(31_000)
    await visits.app.tick()
    await until(async () => (await one(noa.id)).intent.isHigh, "a minute has passed")
    expect((await one(noa.id)).intent.score).toBe(70)
  })

  test("without alerts nobody is told; the desk shows the score all the same", async () => {
    await withRules({ alert: false })
    const noa = await visits.app.visitor(at("/pricing", { attributes: { cart: 100 } }))
    const { conversationId } = await noa.say(cast.knownQuestion)
    await until(async () => (await visits.dana.open(conversationId)).signals.length > 0, "the flag stands there")
    expect((await one(noa.id)).intent.isHigh).toBeTrue()
    await settled()
    expect(told()).toEqual([])
  })

  test("a greeting comes with the page, once they answer it is the AI's first word, and it starts no conversation alone", async () => {
    await withRules({ greeting: "Questions about our prices?" })
    const noa = await visits.app.visitor(at("/pricing"))
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
    const noa = await visits.app.visitor(at("/", { attributes: { ok: 1, bad: ["x"] } }))
    expect(noa.first.refused).toHaveProperty("bad")
    expect((await one(noa.id)).attributes).toEqual({ ok: 1 })
    const wrong = await noa.call("POST", "/api/widget/attributes", { attributes: { fine: 1, "<b>": 2 } })
    expect(wrong.status).toBe(400)
    expect(wrong.body.field).toBe("attributes.<b>")
    expect((await one(noa.id)).attributes).toEqual({ ok: 1 })
  })
})
