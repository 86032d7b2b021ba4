/** Before settings are saved: what they would change, told on golden questions and on what visitors asked last. */

import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { knownQuestion, noa, shop } from "../testing/cast"
import { answers, type Received, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

setDefaultTimeout(30_000)

let app: TestApp
let owner: Awaited<ReturnType<TestApp["owner"]>>
beforeEach(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterEach(() => app.stop())

const path = `/chatbots/${shop}`

async function send(address: string, fields: Record<string, string>) {
  const response = await fetch(`${app.url}/admin${path}${address}`, {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${owner.token}` },
    body: new URLSearchParams(fields),
  })
  return { status: response.status, text: await response.text() }
}
const limits = async () => (await owner.api("GET", path)).limits
const subject = { "limits.tone": "friendly", "limits.length": "medium", "limits.topics": "unworn shoes" }

test("a limit that breaks a golden question says so before it is saved, and is saved by a second yes", async () => {
  await owner.api("POST", `${path}/golden`, { question: "Can I return unworn shoes?", source: "Returns" })

  const first = await send("/limits", subject)
  expect(first.text).toContain("This would break 1 golden question.")
  expect(first.text).toContain("A person is called")
  expect((await limits()).topics).toEqual([])

  const [, confirmed = ""] = /name="confirmed" value="([^"]*)"/.exec(first.text) ?? []
  const decoded = confirmed.replaceAll("&quot;", '"').replaceAll("&amp;", "&")
  expect((await send("/limits", { ...subject, confirmed: decoded })).status).toBe(303)
  expect((await limits()).topics).toEqual(["unworn shoes"])
})

test("trying a setting shows what visitors asked last, and keeps nothing; one that breaks nothing is saved at once", async () => {
  const visitor = await app.visitor(noa)
  await visitor.say(knownQuestion)

  const strict = { "escalation.sensitivity": "0.5", "escalation.threshold": "1", "escalation.promiseSeconds": "60" }
  const { text } = await send("/person", { ...strict, act: "try" })
  expect(text).toContain("Of the last question that visitors asked, 1 would be answered otherwise")
  expect(text).toContain("Worse")
  expect((await owner.api("GET", path)).escalation.threshold).not.toBe(1)

  expect((await send("/person", { ...strict, "escalation.threshold": "0.1" })).status).toBe(303)
  expect((await owner.api("GET", path)).escalation.threshold).toBe(0.1)
})

test("synonyms are tried on the same questions before they are added", async () => {
  await owner.api("POST", `${path}/golden`, { question: "What about wellies?", source: "Returns" })
  const tried = await send("/content/synonyms", { words: "wellies, unworn shoes", act: "try" })
  expect(tried.status).toBe(200)
  expect(tried.text).toContain("and 1 better")
  expect((await send("/content/synonyms", { words: "wellies, unworn shoes" })).status).toBe(303)
})

test("a model is asked only by its own button, a handful, and within the day's budget", async () => {
  await app.stop()
  const otherwise = ({ body }: Received) =>
    answers(JSON.stringify(body).includes("formal") ? "Kindly within 30 days." : "Within 30 days!", verdict(0.9))
  app = await startTestApp({ answers: "model", content: true, otherwise })
  owner = await app.owner()
  await (await app.visitor(noa)).say(knownQuestion)
  await owner.api("PUT", "/settings", { model: { answersPerDay: 20 } })
  const used = async () => (await owner.api("GET", "/settings")).model.answersToday
  const before = 1
  await until(async () => (await used()) === before, "the visitor is answered")
  const formal = { "limits.tone": "formal", "limits.length": "medium" }
  expect((await send("/limits", { ...formal, act: "try" })).text).toContain("Try with the model (10 answers)")
  expect(await used()).toBe(before)

  const { text } = await send("/limits", { ...formal, act: "model" })
  expect(text).toContain("Different")
  expect(text).toContain("Kindly within 30 days.")
  expect(text).toContain("This took 2 of the model's answers of today.")
  expect(await used()).toBe(before + 2)
})
