import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { newClientId, refusal } from "../testing/clients"
import { at, createShopVisits } from "../testing/shop-visits"
import { until } from "../testing/until"
import { defaultIntent } from "../visitors/intent"

setDefaultTimeout(20_000)

const visits = createShopVisits()
const { begin, end, list, one, withSettings } = visits

beforeAll(begin)
afterAll(end)

describe("a visit", () => {
  test("of the owner to the preview in the admin is none to the website", async () => {
    const preview = `https://chat.example/admin/chatbots/${cast.shop}/preview`
    const owner = await visits.app.visitor({ page: { url: preview, title: "Preview", referrer: "" } })
    const noa = await visits.app.visitor(at("/"))
    const ids = async () => (await list()).map(({ id }: { id: string }) => id)
    expect(await ids()).toContain(noa.id)
    expect(await ids()).not.toContain(owner.id)

    await owner.post("/pages", { url: "https://chat.example/", title: "Luma" })
    expect(await ids()).toContain(owner.id)
  })

  test("is listed with where they came from, what they have seen and for how long, from the one call of a page", async () => {
    const noa = await visits.app.visitor(
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
    visits.app.clock.advance(65_000)
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
    expect(visits.app.clock.now() - Date.parse(found.arrivedAt)).toBe(65_000)
  })

  test("ends with a goodbye, but not from one page to the next; later, or by another campaign, it is another visit", async () => {
    const noa = await visits.app.visitor(at("/a"))
    const isHere = async () => (await one(noa.id)).isHere
    const leave = () =>
      fetch(`${visits.app.url}/api/widget/leave`, {
        method: "POST",
        body: noa.token,
        headers: { "content-type": "text/plain" },
      })
    expect((await leave()).status).toBe(204)
    await noa.session()
    visits.app.clock.advance(20_000)
    expect(await isHere()).toBeTrue()

    await leave()
    visits.app.clock.advance(4_000)
    expect(await isHere()).toBeTrue()
    visits.app.clock.advance(2_000)
    expect(await isHere()).toBeFalse()
    expect(Date.parse((await one(noa.id)).lastSeenAt)).toBe(visits.app.clock.now() - 6_000)

    await noa.post("/pages", { url: "https://shop.example/b" })
    expect((await one(noa.id)).visits).toBe(1)
    await noa.post("/pages", { url: "https://shop.example/b?utm_source=mail" })
    expect((await one(noa.id)).visits).toBe(2)
    visits.app.clock.advance(31 * 60_000)
    expect(await isHere()).toBeFalse()
    await noa.post("/pages", { url: "https://shop.example/c" })
    expect((await one(noa.id)).visits).toBe(3)
    expect((await fetch(`${visits.app.url}/api/widget/leave`, { method: "POST", body: "nonsense" })).status).toBe(401)
  })

  test("whoever holds a stream is there for as long as they hold it, also after a restart", async () => {
    const noa = await visits.app.visitor(at("/a"))
    await visits.app.restart()
    expect((await one(noa.id)).isHere).toBeFalse()
    const stream = noa.stream()
    await until(async () => (await one(noa.id)).isHere, "the stream says that they are there")
    visits.app.clock.advance(3 * 3600_000)
    expect((await one(noa.id)).isHere).toBeTrue()
    expect((await one(noa.id)).isReachable).toBeTrue()
    await stream.cut()
    await until(async () => !(await one(noa.id)).isHere, "they are gone with it")
  })

  test("time on the website counts from the beginning of the visit, however their page comes back after a restart", async () => {
    const [streams, polls] = [await visits.app.visitor(at("/a")), await visits.app.visitor(at("/b"))]
    const open = streams.stream()
    const began = new Date(visits.app.clock.now()).toISOString()
    visits.app.clock.advance(45 * 60_000)
    await open.cut()
    await visits.restart()

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
    const noa = await visits.app.visitor(at("/0"))
    for (let page = 1; page <= 230; page++)
      await noa.post("/pages", { url: `https://shop.example/${page}`, title: "<script>alert(1)</script>" })
    await noa.post("/pages", { url: "javascript:alert(1)", title: "<img src=x onerror=alert(1)>" })
    const rows = visits.app.db.onRead<[string], { n: number }>(
      "SELECT count(*) AS n FROM page_views WHERE visitor_id = ?",
    )
    expect(rows.get(noa.id)!.n).toBe(200)
    const { body } = await visits.app.call("GET", `/operator/visitors/${noa.id}`, undefined, {
      cookie: `baton_operator=${visits.dana.token}`,
    })
    expect(body).toContain("&lt;img src=x")
    expect(body).not.toContain("<img src=x")
    expect(body).not.toContain('href="javascript:')
  })

  test("stands in the conversation's context too: still there or gone, since when, and what the website says", async () => {
    const noa = await visits.app.visitor(at("/start?utm_source=mail", { attributes: { plan: "gold" } }))
    visits.app.clock.advance(90_000)
    await noa.post("/pages", { url: "https://shop.example/now" })
    const { conversationId } = await noa.say(cast.knownQuestion)
    const context = async () => (await visits.dana.open(conversationId)).context
    expect(await context()).toMatchObject({
      page: { url: "https://shop.example/now" },
      campaign: { source: "mail" },
      site: { isHere: true, landing: "https://shop.example/start?utm_source=mail" },
      attributes: { plan: "gold" },
      intent: { score: 0, isHigh: false, reasons: [] },
    })
    await fetch(`${visits.app.url}/api/widget/leave`, { method: "POST", body: noa.token })
    visits.app.clock.advance(11_000)
    const { site, intent } = await context()
    expect(site.isHere).toBeFalse()
    expect(Date.parse(site.lastSeenAt) - Date.parse(site.arrivedAt)).toBe(90_000)
    expect(intent).toBeNull()
  })

  test("network addresses are kept only where the owner wants it, and are gone when they no longer do", async () => {
    const noa = await visits.app.visitor(at("/a"))
    expect((await one(noa.id)).address).toBeNull()
    await withSettings({ keepAddress: true })
    await noa.session()
    expect((await one(noa.id)).address).toBe("127.0.0.1")
    await visits.app.db.write((tx) => visits.app.parts.visitors.dropAddresses(tx, cast.shop))
    expect((await one(noa.id)).address).toBeNull()
    await withSettings({ keepAddress: false })
  })

  test("on a busy website whoever looks ready to buy is listed, however many have come since", async () => {
    const rules = [
      { id: "p", name: "Prices", enabled: true, points: 80, all: [{ kind: "page" as const, contains: "/pricing" }] },
    ]
    await withSettings({ intent: { ...defaultIntent, alert: false, rules } })
    const first = await visits.app.visitor(at("/pricing"))
    await Promise.all(Array.from({ length: 130 }, () => visits.app.visitor(at("/a"))))
    visits.app.clock.advance(1000)
    const items = await list()
    expect(items.length).toBe(100)
    expect(items[0]).toMatchObject({ id: first.id, intent: { score: 80 } })
    await withSettings({ intent: defaultIntent })
  })

  test("an operator without a seat sees nobody, and nobody sees them without being signed in", async () => {
    const noa = await visits.app.visitor(at("/a"))
    const uri = await visits.app.operator("uri")
    expect((await uri.api("GET", "/visitors")).items).toEqual([])
    expect((await refusal(uri.api("GET", `/visitors/${noa.id}`))).status).toBe(404)
    const clientId = newClientId()
    expect((await refusal(uri.api("POST", `/visitors/${noa.id}/messages`, { clientId, text: "Hi" }))).status).toBe(404)
    expect((await visits.app.call("GET", "/api/v1/visitors")).status).toBe(401)
  })
})
