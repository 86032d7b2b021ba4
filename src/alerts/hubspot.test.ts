import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import { type OperatorClient, refusal } from "../testing/clients"
import { createHubSpotServer, type HubSpotServer } from "../testing/hubspot-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

// Real requests, on a machine that may be busy.
setDefaultTimeout(30_000)

let hubspot: HubSpotServer
let app: TestApp
let owner: OperatorClient
let dana: OperatorClient

beforeAll(async () => {
  hubspot = createHubSpotServer()
  app = await startTestApp({ content: false, env: { HUBSPOT_API_URL: hubspot.url } })
  owner = await app.owner()
  dana = await app.operator("dana")
  await owner.api("PUT", "/hubspot", { token: hubspot.token })
})
afterEach(() => {
  hubspot.notes.length = 0
  hubspot.contacts.clear()
})
afterAll(async () => {
  await app.stop()
  hubspot.stop()
})

const rows = () => app.parts.alerts.outbox.store.listOfChannel("hubspot", 50)
const rowOf = (conversationId: string, kind: string) =>
  rows().find((row) => row.conversationId === conversationId && row.kind === kind)
const settled = (id: string, kind = "contact") =>
  until(
    () => {
      const row = rowOf(id, kind)
      return row && row.state !== "pending" ? row : undefined
    },
    `the ${kind} is delivered`,
    { timeoutMs: 15_000 },
  )
/** As the hours go by: what failed is tried again. */
const hoursLater = (id: string, kind: string) =>
  until(
    async () => {
      const row = rowOf(id, kind)
      if (row && row.state !== "pending") return row
      // Being asked to wait counts as no attempt: the time has to pass all the same.
      if (row) app.clock.advance(60_000)
      await app.tick()
      return undefined
    },
    `the ${kind} is delivered`,
    { timeoutMs: 15_000 },
  )

async function lead(email: string) {
  const noa = await app.visitor()
  await noa.say("I need forty pairs")
  await noa.post("/contact", { name: "Noa Berg", email, company: "Berg & <Sons>" })
  const { id } = await noa.conversation()
  return { noa, id }
}

test("whoever leaves an address becomes a contact there, and a closure its note", async () => {
  const { id } = await lead("noa@mail.example")
  await until(() => hubspot.contacts.get("noa@mail.example"), "the contact is there")
  await dana.close(id, {
    recap: "Wanted forty pairs\nPromised: an offer <by> Friday",
    crmNote: "Budget 4,000",
    outcome: "lead",
    tags: ["wholesale"],
  })
  await until(() => hubspot.notes.length, "the note is there")

  expect(hubspot.contacts.get("noa@mail.example")!.properties).toEqual({
    email: "noa@mail.example",
    firstname: "Noa",
    lastname: "Berg",
    company: "Berg & <Sons>",
  })
  const [note] = hubspot.notes
  expect(note!.contactIds).toEqual([hubspot.contacts.get("noa@mail.example")!.id])
  const { hs_note_body: body } = note!.properties
  expect(body).toContain("Wanted forty pairs<br>Promised: an offer &lt;by&gt; Friday")
  expect(body).toContain("Budget 4,000")
  expect(body).toContain("Outcome: lead · Tags: wholesale")
  expect(body).toContain(`/operator/conversations/${id}`)
  expect(body).toContain("Closed by Dana")
})

test("a server that is busy or broken gets it later, once", async () => {
  const { id } = await lead("once@mail.example")
  await settled(id)
  hubspot.refuse(/upsert/, () => hubspot.problem(429, "RATE_LIMITS", "Too many", { "retry-after": "2" }))
  hubspot.refuse(/notes$/, () => hubspot.problem(503, "UNAVAILABLE", "Back soon"))
  await dana.close(id, { recap: "Once only" })

  expect(await hoursLater(id, "note")).toMatchObject({ state: "sent" })
  expect(hubspot.notes).toHaveLength(1)
})

test("a server that says when to come back is left alone until then", async () => {
  const { id } = await lead("later@mail.example")
  await settled(id)
  hubspot.refuse(/upsert/, () => hubspot.problem(429, "RATE_LIMITS", "Too many", { "retry-after": "1200" }))
  await dana.close(id, { recap: "Later" })
  const row = () => rowOf(id, "note")
  await until(() => row()?.answer?.startsWith("429"), "it is asked to wait")

  expect(row()!.nextAt - app.clock.now()).toBe(1_200_000)
  expect(await hoursLater(id, "note")).toMatchObject({ state: "sent" })
})

test("a note that arrived although its answer was lost is not written twice", async () => {
  const { id } = await lead("twice@mail.example")
  await settled(id)
  hubspot.loseAnswer(/notes$/)
  await dana.close(id, { recap: "Twice?" })

  expect(await hoursLater(id, "note")).toMatchObject({ state: "sent", attempts: 2 })
  expect(hubspot.notes).toHaveLength(1)
})

test("what HubSpot will never take is a dead letter with its words; nobody without an address is sent", async () => {
  hubspot.refuse(/upsert/, () => hubspot.problem(400, "VALIDATION_ERROR", "Email address is invalid"))
  const { id } = await lead("odd@mail.example")
  const dead = await settled(id)
  const nameless = await app.visitor()
  await nameless.say("Hi")
  await nameless.post("/contact", { phone: "+44 20 7946 0958" })
  const withdrawn = await settled((await nameless.conversation()).id)

  expect(dead).toMatchObject({ state: "dead", answer: "400 Email address is invalid" })
  expect(withdrawn).toMatchObject({ state: "withdrawn" })
  expect((await owner.call("GET", "/admin/alerts")).body).toContain("Email address is invalid")
  await app.parts.alerts.outbox.sendAgain(dead.id)
  await until(() => hubspot.contacts.get("odd@mail.example"), "it went after all")
})

test("a closure's note says what was noted in that conversation, and nothing of an earlier one", async () => {
  const { noa, id } = await lead("again@mail.example")
  await dana.close(id, { recap: "The first talk", crmNote: "Budget 4,000" })
  await until(() => hubspot.notes.length === 1, "the first note is there")
  await noa.say("Me again")
  const { id: second } = await noa.conversation()
  await dana.close(second, { recap: "The second talk", crmNote: "Wants red" })
  await until(() => hubspot.notes.length === 2, "the second note is there")

  const { hs_note_body: body } = hubspot.notes[1]!.properties
  expect(body).toContain("Wants red")
  expect(body).not.toContain("Budget 4,000")
})

test("a name of three words keeps them all", async () => {
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.post("/contact", { name: "Noa van Berg", email: "van@mail.example" })
  const there = await until(() => hubspot.contacts.get("van@mail.example"), "the contact is there")
  expect(there.properties).toMatchObject({ firstname: "Noa", lastname: "van Berg" })
})

test("with a token that is wrong it waits, and goes as soon as it is set right; removed, what waits is withdrawn", async () => {
  await owner.api("PUT", "/hubspot", { token: "pat-wrong-0123456789" })
  const { id } = await lead("patient@mail.example")
  const failed = await until(
    () => rowOf(id, "contact")?.answer?.startsWith("401") && rowOf(id, "contact"),
    "it is refused",
  )
  expect(failed).toMatchObject({ state: "pending" })
  await owner.api("PUT", "/hubspot", { token: hubspot.token })
  await until(() => hubspot.contacts.has("patient@mail.example"), "it goes without waiting for its next try")

  await owner.api("PUT", "/hubspot", { token: "pat-wrong-0123456789" })
  const { id: later } = await lead("late@mail.example")
  await until(() => rowOf(later, "contact")?.answer?.startsWith("401"), "it is refused")
  await owner.api("PUT", "/hubspot", { token: null })
  expect(rowOf(later, "contact")).toMatchObject({ state: "withdrawn", answer: "HubSpot was removed" })
  await owner.api("PUT", "/hubspot", { token: hubspot.token })
})

test("the owner's test makes a real contact; the token is never given out", async () => {
  expect(await owner.api("POST", "/hubspot/test")).toMatchObject({ ok: true })
  expect(hubspot.contacts.has("olga@shop.example")).toBe(true)
  expect(hubspot.notes).toHaveLength(1)
  expect(await owner.api("GET", "/hubspot")).toEqual({ isSetUp: true })
  expect((await owner.call("GET", "/admin/contacts/hubspot")).body).not.toContain(hubspot.token)
  expect(app.logs.join()).not.toContain(hubspot.token)
  expect((await refusal(owner.api("PUT", "/hubspot", { token: "<script>" }))).problem.field).toBe("token")

  await owner.api("PUT", "/hubspot", { token: "pat-wrong-0123456789" })
  const trial = await owner.api("POST", "/hubspot/test")
  expect(trial.ok).toBe(false)
  expect(trial.words).toContain("401")
  expect(trial.words).toContain("HubSpot does not know the token: copy it again")
  await owner.api("PUT", "/hubspot", { token: null })
  expect(await owner.api("POST", "/hubspot/test")).toMatchObject({ ok: false })
})

test("a token that HubSpot does not know is not saved from the page; one that cannot be tried just now is", async () => {
  const typed = (token: string) => {
    const form = new FormData()
    form.set("token", token)
    return owner.call("POST", "/admin/contacts/hubspot", form)
  }
  const isSetUp = async () => (await owner.api("GET", "/hubspot")).isSetUp
  await owner.api("PUT", "/hubspot", { token: null })
  const wrong = await typed("pat-wrong-0123456789")
  expect(wrong.status).toBe(400)
  expect(wrong.body).toContain("HubSpot does not know the token")
  expect(await isSetUp()).toBeFalse()

  hubspot.refuse(/search$/, () => hubspot.problem(503, "UNAVAILABLE", "Back soon"))
  await typed(hubspot.token)
  expect(await isSetUp()).toBeTrue()
  expect(hubspot.notes).toEqual([])
  await owner.api("PUT", "/hubspot", { token: null })
  await typed(hubspot.token)
  expect(await isSetUp()).toBeTrue()
})
