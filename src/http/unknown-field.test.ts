import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { t } from "elysia"
import * as cast from "../testing/cast"
import { newClientId, type OperatorClient, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { type Schema, unknownFieldIn } from "./unknown-field"

const schema = t.Object({
  assigneeId: t.Optional(t.Nullable(t.String())),
  note: t.Optional(t.String()),
  tags: t.Optional(t.Array(t.String())),
  fallback: t.Optional(t.Nullable(t.Object({ captureContact: t.Boolean() }))),
  members: t.Optional(t.Array(t.Object({ personId: t.String() }))),
  fields: t.Optional(t.Record(t.String(), t.String())),
}) as Schema

test.each([
  [{ asigneeId: "x" }, "asigneeId", "assigneeId"],
  [{ assignee_id: "x" }, "assignee_id", "assigneeId"],
  [{ AssigneeID: "x" }, "AssigneeID", "assigneeId"],
  [{ nota: "x" }, "nota", "note"],
  [{ note: "x", fallback: { captureContcat: true } }, "fallback.captureContcat", "captureContact"],
  [{ members: [{ personId: "a" }, { personID: "b" }] }, "members.1.personID", "personId"],
])("%j has a slip", (value, field, nearest) => {
  expect(unknownFieldIn(schema, value, false)).toMatchObject({ field, nearest })
})

test.each([
  [{ id: "1", createdAt: "…", note: "x", more: { deep: 1 } }],
  // The right one is there, so this is another.
  [{ tags: ["a"], tag: "a" }],
  // One of a thing and many of it are two names; and what is empty loses nothing.
  [{ note: "x", tag: "a", member: 1, field: "y" }],
  [{ note: "x", asigneeId: null, membrs: [] }],
  [{ fields: { fiels: "x", anything: "y" } }],
  [{ fallback: null, members: [], assigneeId: null }],
  [{}],
  [null],
  ["text"],
  [[1]],
])("%j has none", (value) => {
  expect(unknownFieldIn(schema, value, false)).toBeUndefined()
  expect(unknownFieldIn(schema, value, true)).toBeUndefined()
})

test("a change of which nothing is known would change nothing", () => {
  expect(unknownFieldIn(schema, { greeting: "Hi" }, true)).toMatchObject({ field: "greeting", nearest: undefined })
  expect(unknownFieldIn(schema, { greeting: "Hi" }, false)).toBeUndefined()
})

describe("over HTTP", () => {
  let app: TestApp
  let owner: OperatorClient
  let dana: OperatorClient
  beforeAll(async () => {
    app = await startTestApp({ content: false, env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
    owner = await app.owner()
    dana = await app.operator("dana")
  })
  afterAll(() => app.stop())

  test("a misspelt field is refused with what was meant, and nothing is changed", async () => {
    const path = `/chatbots/${cast.shop}`
    const before = await owner.api("GET", path)

    const { problem } = await refusal(owner.api("PUT", path, { name: "Other", aiEnabld: false }))

    expect(problem).toMatchObject({ status: 400, code: "validation", field: "aiEnabld", nearest: "aiEnabled" })
    expect(problem.detail).toBe("This call has no field “aiEnabld”. Did you mean “aiEnabled”?")
    expect(await owner.api("GET", path)).toEqual(before)
    const { conversationId } = await (await app.visitor()).say("Hello")
    const slip = await refusal(dana.api("POST", `/conversations/${conversationId}/transfer`, { operatorID: dana.id }))
    expect(slip.problem).toMatchObject({ status: 400, nearest: "operatorId" })
    expect((await refusal(owner.api("PUT", path, { greeting: "Hi" }))).problem.detail).toContain("welcome")
  })

  test("whoever may not is told that, and not what is wrong", async () => {
    const slip = { aiEnabld: false }
    expect((await app.call("PUT", `/api/v1/chatbots/${cast.shop}`, slip)).status).toBe(401)
    expect((await dana.call("PUT", `/api/v1/chatbots/${cast.shop}`, slip)).status).toBe(403)
  })

  test("a visitor's call is answered whatever else it carries", async () => {
    const noa = await app.visitor({ ...cast.noa, pages: 3, localle: "de" })
    const event = await noa.say("Hello", newClientId(), { atachmentIds: [], version: 1, clientID: "x" })
    expect(event.text).toBe("Hello")
    expect((await noa.post("/contact", { name: "Noa", emial: "x" })).contact.name).toBe("Noa")
  })

  test("a misspelt parameter of a list is refused with what was meant: all there is would look like what was asked for", async () => {
    const refused = async (who: OperatorClient, path: string) => (await refusal(who.api("GET", path))).problem

    expect(await refused(dana, "/conversations?stat=waiting")).toMatchObject({
      status: 400,
      code: "validation",
      field: "stat",
      nearest: "state",
      detail: "This call has no parameter “stat”. Did you mean “state”?",
    })
    expect((await refused(dana, "/conversations?asignee=me&limit=1")).nearest).toBe("assignee")
    expect((await refused(owner, "/contacts?Q=kim")).nearest).toBe("q")
    expect((await app.call("GET", "/api/v1/conversations?stat=waiting")).status).toBe(401)
    expect((await owner.call("GET", "/api/v1/conversations?stat=waiting")).status).toBe(403)
  })

  test("parameters that programs add for themselves change nothing, and a visitor's call takes any", async () => {
    const added =
      "utm_source=x&utm_campaign=y&gclid=1&fbclid=2&_=17&t=1&ts=2&v=3&cb=4&nocache=1&format=json&sort=at&page=2&stat="
    for (const path of ["/conversations", "/me"])
      expect((await dana.call("GET", `/api/v1${path}?${added}`)).status).toBe(200)
    for (const path of [
      "/contacts",
      "/chatbots",
      "/reports",
      "/webhooks",
      "/audit",
      "/queues",
      "/deliveries",
      "/replies",
    ])
      expect([path, (await owner.call("GET", `/api/v1${path}?${added}`)).status]).toEqual([path, 200])
    expect((await dana.call("GET", "/api/v1/conversations?state=waiting&stat=x")).status).toBe(200)
    const noa = await app.visitor()
    expect((await noa.call("GET", `/api/widget/events?after=0&aftr=1&${added}`)).status).toBe(200)
  })

  test("what a call answers may be sent back as it is, and with a client's own fields", async () => {
    const bot = `/chatbots/${cast.shop}`
    const queue = (await owner.api("GET", "/queues")).items[0].id
    const made = async (path: string, body: object) => {
      const answer = await owner.api("POST", path, body)
      const whole = answer.id ? answer : Object.values(answer as object).find((each) => each?.id)
      return `${path}/${whole.id}`
    }
    const { conversationId } = await (await app.visitor()).say("Hello")
    const webhook = await made("/webhooks", { url: "http://127.0.0.1:9/x", events: ["conversation.closed"] })
    const contact = await made("/contacts", { name: "Kim", email: "kim@mail.example" })
    const type = await made(`${bot}/booking-types`, { name: "Call", kind: "callback", minutes: 15 })
    const reply = await made("/replies", { title: "Hi", text: "Hello" })
    const person = (await owner.api("GET", "/operators")).items[0].id
    const task = await dana.api("POST", "/follow-ups", { conversationId, text: "Call" })
    const again: [OperatorClient, "PUT" | "PATCH", string, string?][] = [
      [owner, "PUT", bot],
      [owner, "PUT", `/queues/${queue}`, "/queues"],
      [owner, "PUT", `/operators/${person}`, "/operators"],
      [owner, "PUT", webhook, "/webhooks"],
      [owner, "PATCH", contact],
      [owner, "PUT", type, `${bot}/booking-types`],
      [owner, "PUT", reply, "/replies"],
      [owner, "PUT", `${bot}/visitor-settings`],
      [owner, "PUT", `${bot}/rules`],
      [owner, "PUT", "/retention"],
      [owner, "PUT", "/settings"],
      [owner, "PUT", "/contact-stages"],
      [owner, "PUT", "/contact-fields"],
      [dana, "PUT", `/follow-ups/${task.followUp.id}`, "/follow-ups"],
    ]
    for (const [who, method, path, list] of again) {
      const found = await who.api("GET", list ?? path)
      const id = path.split("/").at(-1)
      const whole = list ? found.items.find((each: { id: string }) => each.id === id) : found
      for (const body of [whole, ...Object.values(whole).filter((each) => each && typeof each === "object")]) {
        if (Array.isArray(body)) continue
        const { body: answer } = await who.call(method, `/api/v1${path}`, { ...body, myOwn: 1, version: "2" })
        expect([path, answer?.nearest ?? null]).toEqual([path, null])
      }
    }
    const whole = await owner.api("GET", bot)
    expect((await owner.call("PUT", `/api/v1${bot}`, { ...whole, myOwn: 1 })).status).toBe(200)
  })
})
