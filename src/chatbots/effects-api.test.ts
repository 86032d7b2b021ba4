/** Owners who change settings by the API are told what that does, as the admin's forms tell it. */

import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { knownQuestion, noa, shop } from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { answers, type Received, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

setDefaultTimeout(30_000)

let app: TestApp
let owner: OperatorClient
beforeEach(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterEach(() => app.stop())

const path = `/chatbots/${shop}`
const golden = "Can I return unworn shoes?"
const subject = { limits: { topics: ["unworn shoes"] } }
const keepGolden = () => owner.api("POST", `${path}/golden`, { question: golden, source: "Returns" })
const topics = async () => (await owner.api("GET", path)).limits.topics

test("what a change would break is told before it is made, and nothing is saved", async () => {
  await keepGolden()
  const effects = await owner.api("POST", `${path}/effects`, subject)
  expect(effects).toMatchObject({
    breaks: true,
    golden: { tried: 1, mended: [] },
    model: { answers: 0, failure: null },
  })
  expect(effects.golden.broken[0].question).toBe(golden)
  expect(effects.golden.broken[0].after).toContain("A person is called")
  expect(await topics()).toEqual([])
  expect(await owner.api("POST", `${path}/effects`, {})).toMatchObject({ breaks: false, golden: { broken: [] } })
})

test("a plain PUT saves as ever; one that asks tells the effects, and one that says so is refused where it breaks", async () => {
  await keepGolden()
  const refused = await refusal(owner.api("PUT", `${path}?effects=refuse`, subject))
  expect(refused.problem).toMatchObject({ status: 409, code: "conflict", effects: { breaks: true } })
  expect(await topics()).toEqual([])

  const told = await owner.api("PUT", `${path}?effects=tell`, subject)
  expect(told).toMatchObject({ id: shop, limits: subject.limits, effects: { breaks: true } })
  const back = await owner.api("PUT", `${path}?effects=refuse`, { limits: { topics: [] } })
  expect(back).toMatchObject({ limits: { topics: [] }, effects: { breaks: false, golden: { mended: [golden] } } })

  const plain = await owner.api("PUT", path, subject)
  expect(plain).not.toHaveProperty("effects")
  expect(await topics()).toEqual(["unworn shoes"])
})

test("sureness and synonyms show on what visitors asked last", async () => {
  const visitor = await app.visitor(noa)
  await visitor.say(knownQuestion)
  const strict = await owner.api("POST", `${path}/effects`, { escalation: { threshold: 1 } })
  expect(strict.recent.tried).toBe(1)
  expect(strict.recent.changed[0]).toMatchObject({ question: knownQuestion, verdict: "worse" })

  await owner.api("POST", `${path}/golden`, { question: "What about wellies?", source: "Returns" })
  const synonyms = { synonyms: [["wellies", "unworn shoes"]] }
  expect(await owner.api("POST", `${path}/effects`, synonyms)).toMatchObject({
    golden: { mended: ["What about wellies?"] },
  })
  expect((await owner.api("GET", `${path}/synonyms`)).items).toEqual([])
})

test("what is wrong is refused with its field; only owners ask; no model, no trial with one", async () => {
  const wrong = await refusal(owner.api("POST", `${path}/effects`, { escalation: { threshold: 7 } }))
  expect(wrong.problem).toMatchObject({ status: 400, field: "escalation.threshold" })
  const lonely = await refusal(owner.api("POST", `${path}/effects`, { synonyms: [["alone"]] }))
  expect(lonely.status).toBe(400)
  const none = await refusal(owner.api("POST", `${path}/effects`, { withModel: true }))
  expect(none.problem).toMatchObject({ status: 400, field: "withModel" })
  const dana = await app.operator("dana")
  expect((await refusal(dana.api("POST", `${path}/effects`, {}))).status).toBe(403)
  expect((await refusal(owner.api("POST", "/chatbots/nobody/effects", {}))).status).toBe(404)
  expect((await refusal(owner.api("PUT", `${path}?effects=perhaps`, {}))).status).toBe(400)
})

test("with a model a tone is shown on its own answers, within the day's budget", async () => {
  await app.stop()
  const otherwise = ({ body }: Received) =>
    answers(JSON.stringify(body).includes("formal") ? "Kindly within 30 days." : "Within 30 days!", verdict(0.9))
  app = await startTestApp({ answers: "model", content: true, otherwise })
  owner = await app.owner()
  await (await app.visitor(noa)).say(knownQuestion)
  const used = async () => (await owner.api("GET", "/settings")).model.answersToday
  await until(async () => (await used()) === 1, "the visitor is answered")

  const { recent, model } = await owner.api("POST", `${path}/effects`, { limits: { tone: "formal" }, withModel: true })
  expect(recent.changed[0].after).toContain("Kindly within 30 days.")
  expect(model).toEqual({ answers: 2, failure: null })
  expect(await used()).toBe(3)
})

test("the API's description names it", async () => {
  const spec = (await app.call("GET", "/openapi.json")).body
  const effects = spec.paths["/api/v1/chatbots/{id}/effects"].post
  expect(effects.summary).toContain("What a change of the settings would do")
  expect(JSON.stringify(spec.paths["/api/v1/chatbots/{id}"].put.parameters)).toContain("refuse")
})
