import { afterEach, beforeEach, expect, test } from "bun:test"
import { defaultQueue } from "../queues/queue-store"
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

const pricing = {
  name: "Asks about shoes",
  when: { kind: "any", of: [{ kind: "words", phrases: ["unworn shoes"] }, { kind: "returning_visitor" }] },
  action: { kind: "escalate", queue: "Team" },
}
const rulesPath = `/chatbots/${cast.shop}/rules`
const whatIfPath = `/chatbots/${cast.shop}/what-if`

test("rules are read back as they were written, with an id each", async () => {
  await owner.api("PUT", rulesPath, { rules: [pricing, { name: "Words", phrases: ["a lawyer"], enabled: false }] })

  expect((await owner.api("GET", rulesPath)).items).toEqual([
    { ...pricing, id: expect.any(String), enabled: true },
    {
      id: expect.any(String),
      name: "Words",
      enabled: false,
      when: { kind: "words", phrases: ["a lawyer"] },
      action: { kind: "escalate" },
    },
  ])
})

test.each([
  [{ name: "", phrases: ["x"] }, "rules.0.name"],
  [{ name: "No words", phrases: [" "] }, "rules.0.when.phrases"],
  [{ ...pricing, when: { kind: "all", of: [{ kind: "page", contains: "" }] } }, "rules.0.when.of.0.contains"],
  [{ ...pricing, when: { kind: "weather" } }, "rules.0.when.kind"],
  [{ ...pricing, action: { kind: "escalate", queue: "Nowhere" } }, "rules.0.action.queue"],
  [{ name: "Does nothing", when: pricing.when }, "rules.0.action"],
])("%j is refused, and the problem names %s", async (rule, field) => {
  const { status, problem } = await refusal(owner.api("PUT", rulesPath, { rules: [rule] }))
  expect([status, problem.code, problem.field]).toEqual([400, "validation", field])
})

test("a change tried on the past shows what it would add and remove, with the message and the verdict, and keeps nothing", async () => {
  const calm = await app.ask(cast.knownQuestion)
  const angry = await app.ask("this is ridiculous, you are useless!!!")
  const dana = await app.operator("dana")
  const flag = (await dana.open(angry)).signals[0]
  await dana.api("POST", `/conversations/${angry}/flag-feedback`, { eventId: flag.eventId, verdict: "too_early" })

  const more = await owner.api("POST", whatIfPath, { rules: [pricing] })
  expect(more).toMatchObject({
    conversations: 2,
    before: 1,
    after: 2,
    added: [
      { id: calm, message: cast.knownQuestion, reason: "rule", rule: "Asks about shoes", at: expect.any(String) },
    ],
    removed: [],
    perHour: { before: 1, after: 2 },
  })
  const topic = { ...pricing, when: { kind: "topic", examples: ["how long may unworn shoes be returned"] } }
  expect(await owner.api("POST", whatIfPath, { escalation: { rules: [topic] } })).toMatchObject({ before: 1, after: 2 })

  const bold = await owner.api("POST", whatIfPath, { escalation: { sensitivity: 0, threshold: 0.1 }, last: 10 })
  expect(bold.before - bold.after).toBe(bold.removed.length - bold.added.length)
  expect((await owner.api("GET", rulesPath)).items).toEqual([])
  expect(app.parts.judgements.verdictOn(angry, 0)).toBe("too_early")
})

test("a plan that could not be saved is refused, and operators and strangers may neither read nor try", async () => {
  expect((await refusal(owner.api("POST", whatIfPath, { escalation: { sensitivity: 2 } }))).problem).toMatchObject({
    code: "validation",
    field: "escalation.sensitivity",
  })
  const dana = await app.operator("dana")
  for (const [method, path] of [
    ["GET", rulesPath],
    ["POST", whatIfPath],
    ["GET", "/reports/escalations"],
  ] as const)
    expect((await refusal(dana.api(method, path, method === "POST" ? {} : undefined))).status).toBe(403)
})

test("the report adds the verdicts up by trigger, and rules by their name", async () => {
  await owner.api("PUT", rulesPath, { rules: [pricing] })
  const dana = await app.operator("dana")
  for (const verdict of ["right", "right", "not_needed"]) {
    const id = await app.ask(cast.knownQuestion)
    const { signals } = await dana.open(id)
    const eventId = signals.find(({ kind }: { kind: string }) => kind === "rule").eventId
    await dana.api("POST", `/conversations/${id}/flag-feedback`, { eventId, verdict })
  }

  const { items } = await owner.api("GET", `/reports/escalations?chatbot=${cast.shop}`)
  expect(items).toContainEqual({
    kind: "rule",
    rule: "Asks about shoes",
    flags: 3,
    right: 2,
    too_early: 0,
    too_late: 0,
    not_needed: 1,
  })
  expect((await owner.api("GET", "/reports/escalations?to=2020-01-01")).items).toEqual([])
})

test("a queue that goes locks neither the other rules nor the order", async () => {
  const { queues } = app.parts
  await app.db.write((tx) => queues.save(tx, { ...defaultQueue, id: "big", name: "Big buyers", createdAt: 0 }))
  queues.refresh()
  const big = { ...pricing, id: "big", action: { kind: "escalate", queue: "big" } }
  const other = { id: "other", name: "Other", phrases: ["other"] }
  await owner.api("PUT", rulesPath, { rules: [big, other] })
  await owner.api("DELETE", "/queues/big")

  const { items } = await owner.api("PUT", rulesPath, { rules: [{ ...other, enabled: false }, big] })
  expect(items.map(({ id }: { id: string }) => id)).toEqual(["other", "big"])
  const moved = { ...other, phrases: undefined, when: pricing.when, action: { kind: "escalate", queue: "nowhere" } }
  const { problem } = await refusal(owner.api("PUT", rulesPath, { rules: [big, moved] }))
  expect(problem.field).toBe("rules.1.action.queue")
})

test("a rule is one in the reports, whatever it was called meanwhile, and another of its name is another", async () => {
  const named = (id: string, name: string, phrase: string) => ({ id, name, phrases: [phrase] })
  await owner.api("PUT", rulesPath, { rules: [named("a", "Prices", "wholesale"), named("b", "Terms", "retail")] })
  await app.ask("wholesale?")
  await owner.api("PUT", rulesPath, { rules: [named("a", "Terms", "wholesale"), named("b", "Terms", "retail")] })
  await app.ask("wholesale!")
  await app.ask("retail")
  const { items } = await owner.api("GET", "/reports/escalations")
  const byRule = items.filter(({ kind }: { kind: string }) => kind === "rule")
  expect(byRule.map((one: { rule: string; flags: number }) => [one.rule, one.flags])).toEqual([
    ["Terms", 2],
    ["Terms", 1],
  ])
})

test("the load that a change would mean is told by the hour, and how often each rule would have held", async () => {
  await app.ask("What do wholesale orders cost?")
  await app.ask("and wholesale boots?")
  app.clock.advance(3 * 3_600_000)
  await app.ask("wholesale laces?")
  await app.ask(cast.knownQuestion)
  const alert = { id: "alert", name: "Told", when: pricing.when, action: { kind: "alert" } }
  const wholesale = { id: "call", name: "Call", phrases: ["wholesale"] }
  const { load, rules, after, perHour } = await owner.api("POST", whatIfPath, { rules: [alert, wholesale] })

  expect([after, load.busiest, load.hours]).toEqual([3, { before: 0, after: 2 }, 3])
  expect(load.byHour.map((one: { after: number }) => one.after)).toEqual(
    Array.from({ length: 24 }, (_, hour) => ({ 8: 2, 11: 1 })[hour] ?? 0),
  )
  expect(perHour.after).toBe(1)
  expect(rules).toEqual([
    { id: "alert", name: "Told", held: expect.any(Number) },
    { id: "call", name: "Call", held: 3 },
  ])
})
