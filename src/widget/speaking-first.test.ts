import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import { newClientId, type OperatorClient } from "../testing/clients"
import { at, createShopVisits } from "../testing/shop-visits"
import { until } from "../testing/until"

setDefaultTimeout(20_000)

const visits = createShopVisits()
const { begin, end, one } = visits

beforeAll(begin)
afterAll(end)

describe("an operator who speaks first", () => {
  test("holds the conversation from its first word; it comes over the visitor's stream, once", async () => {
    const noa = await visits.app.visitor(at("/a"))
    const stream = noa.stream()
    await until(async () => (await one(noa.id)).isReachable, "the widget listens")
    const clientId = newClientId()
    const body = { clientId, text: "Can I help?" }
    const first = await visits.dana.api("POST", `/visitors/${noa.id}/messages`, body)
    const again = await visits.dana.api("POST", `/visitors/${noa.id}/messages`, body)
    expect(again.event.id).toBe(first.event.id)

    await until(() => stream.events.some(({ data }) => data?.text === "Can I help?"), "the visitor reads it")
    expect(stream.events.filter(({ data }) => data?.text === "Can I help?").length).toBe(1)
    const { conversation } = await visits.dana.open(first.conversationId)
    expect(conversation).toMatchObject({ state: "human", assignee: { name: "Dana" } })
    await noa.say("Yes please")
    await until(() => visits.app.parts.runner.runningCount === 0, "nobody else answers")
    expect((await noa.events()).filter(({ actor }) => actor.kind === "ai")).toEqual([])
    await stream.cut()
  })

  test("who talks already is written to there; the second of two operators is told so", async () => {
    const noa = await visits.app.visitor(at("/a"))
    const eli = await visits.app.operator("eli")
    const post = (who: OperatorClient) =>
      who.call("POST", `/api/v1/visitors/${noa.id}/messages`, { clientId: newClientId(), text: "Hello" })
    const answers = await Promise.all([post(visits.dana), post(eli)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const [right, wrong] = answers[0]!.status === 201 ? answers : [answers[1], answers[0]]
    expect(wrong!.body.conversationId).toBe(right!.body.conversationId)

    const sam = await visits.app.visitor(at("/a"))
    const { conversationId } = await sam.say("I am talking to the AI")
    const path = `/api/v1/visitors/${sam.id}/messages`
    const refused = await eli.call("POST", path, { clientId: newClientId(), text: "Hello" })
    expect(refused).toMatchObject({ status: 409, body: { conversationId } })
  })

  test("who holds no stream hears of it with their next page, and a form without a script does the same", async () => {
    const noa = await visits.app.visitor(at("/a"))
    const answer = await visits.app.call(
      "POST",
      `/operator/visitors/${noa.id}/messages`,
      `text=Hello&clientId=${newClientId()}`,
      {
        cookie: `baton_operator=${visits.dana.token}`,
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
