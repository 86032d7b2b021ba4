import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { at, createShopVisits } from "../testing/shop-visits"

setDefaultTimeout(20_000)

const visits = createShopVisits()
const { begin, end } = visits

beforeAll(begin)
afterAll(end)

describe("an owner's settings", () => {
  test("are read and changed by the API, checked whole; operators change nothing", async () => {
    const owner = await visits.app.owner()
    const path = `/chatbots/${cast.shop}/visitor-settings`
    expect(await owner.api("GET", path)).toMatchObject({ live: false, keepAddress: false, hasIdentitySecret: false })
    const rule = { name: "Prices", points: 40, all: [{ kind: "page", contains: "/pricing" }] }
    const changed = await owner.api("PUT", path, { live: true, intent: { rules: [rule, rule], threshold: 30 } })
    expect(changed).toMatchObject({ live: true, intent: { threshold: 30, alert: true, rules: [rule, rule] } })
    expect(new Set(changed.intent.rules.map(({ id }: { id: string }) => id)).size).toBe(2)
    const wrong = await refusal(owner.api("PUT", path, { intent: { rules: [rule, { ...rule, points: 0 }] } }))
    expect([wrong.status, wrong.problem.field]).toEqual([400, "intent.rules.1.points"])
    expect((await owner.api("GET", path)).intent.rules.length).toBe(2)
    expect((await visits.dana.call("PUT", `/api/v1${path}`, { live: false })).status).toBe(403)
    expect((await visits.app.visitor(at("/"))).first.chatbot.live).toBeTrue()

    const { secret: made } = await owner.api("POST", `/chatbots/${cast.shop}/identity-secret`)
    expect(made.length).toBeGreaterThan(10)
    expect((await refusal(visits.app.visitor(at("/", { identity: { id: "u1" } })))).status).toBe(401)
    expect(JSON.stringify(await owner.api("GET", path))).not.toContain(made)
    expect((await owner.call("DELETE", `/api/v1/chatbots/${cast.shop}/identity-secret`)).status).toBe(204)
    await visits.app.visitor(at("/", { identity: { id: "u1" } }))
    const audited = (await owner.api("GET", "/audit")).items.map(({ action }: { action: string }) => action)
    expect(audited).toContain("identity_secret.made")
  })
})
