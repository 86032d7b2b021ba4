import { afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: OperatorClient
beforeEach(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterEach(() => app.stop())

test("a report has what people were called for, how long visitors waited and what operators thought of it", async () => {
  const dana = await app.operator("dana")
  await app.ask(cast.knownQuestion)
  const called = await app.ask("Can I talk to a human please?")
  app.clock.advance(30_000)
  await dana.takeOver(called)
  const { signals } = await dana.open(called)
  await dana.api("POST", `/conversations/${called}/flag-feedback`, { eventId: signals[0].eventId, verdict: "right" })

  const report = await owner.api("GET", `/reports?chatbot=${cast.shop}`)
  expect(report).toMatchObject({
    conversations: 2,
    outcomes: { ai: 1, assisted: 0, handed_over: 1, nobody_came: 0 },
    escalations: [{ reason: "visitor_request", count: 1 }],
    waits: { answered: 1, left: 0, waiting: 0, medianMs: 30_000, withinMinute: 1 },
  })
  expect(report.triggers).toContainEqual(expect.objectContaining({ kind: "visitor_request", right: 1, precision: 1 }))
  expect(report.days.length).toBeGreaterThanOrEqual(30)
  expect(report.days.at(-1)).toMatchObject({ conversations: 2, ai: 1, escalations: 1, medianWaitMs: 30_000 })
  expect(await owner.api("GET", "/reports")).toMatchObject({ conversations: 2 })

  // What happens at another chatbot is in the report of all, and in no other's.
  await (await app.visitor(cast.noa, cast.counter)).say("Is anybody there?")
  expect(await owner.api("GET", `/reports?chatbot=${cast.shop}`)).toMatchObject({
    conversations: 2,
    waits: { waiting: 0 },
  })
  expect(await owner.api("GET", "/reports")).toMatchObject({ conversations: 3, waits: { waiting: 1 } })
})

test("what was before the time is in no figure", async () => {
  await app.ask("Can I talk to a human please?")
  app.clock.advance(10 * 86_400_000)
  const from = new Date(app.clock.now() - 86_400_000).toISOString()
  expect(await owner.api("GET", "/reports")).toMatchObject({ conversations: 1 })

  expect(await owner.api("GET", `/reports?from=${from}`)).toMatchObject({
    conversations: 0,
    escalations: [],
    waits: { waiting: 0 },
  })
})

test("a time that is none is refused, and reports are the owner's alone", async () => {
  const { problem } = await refusal(owner.api("GET", "/reports?from=2027-01-01&to=2026-01-01"))
  expect(problem).toMatchObject({ code: "validation", field: "from" })
  const dana = await app.operator("dana")
  expect((await refusal(dana.api("GET", "/reports"))).status).toBe(403)
})

test("reports begin with the chatbot that somebody wrote to last, and without any with the first", async () => {
  const openReports = async () => {
    const { headers } = await app.call("GET", "/admin/reports", undefined, { cookie: `baton_owner=${owner.token}` })
    return headers.get("location")
  }
  // In the list before the shop.
  await owner.api("POST", "/chatbots", { name: "Atelier" })
  const ids = app.parts.chatbots.list().map(({ id }) => id)
  expect(await openReports()).toBe(`/admin/reports/${ids[0]}`)

  await app.ask(cast.knownQuestion)
  expect(ids[0]).not.toBe(cast.shop)
  expect(await openReports()).toBe(`/admin/reports/${cast.shop}`)
})
