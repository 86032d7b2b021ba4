import { afterAll, beforeAll, expect, test } from "bun:test"
import { shop } from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

const megabyte = 1024 * 1024
let app: TestApp
let owner: Awaited<ReturnType<TestApp["owner"]>>
let dana: Awaited<ReturnType<TestApp["operator"]>>

beforeAll(async () => {
  app = await startTestApp()
  ;[owner, dana] = await Promise.all([app.owner(), app.operator("dana")])
})
afterAll(() => app.stop())

const sources = `/api/v1/chatbots/${shop}/sources`
const json = { "content-type": "application/json" }
const as = (token: string) => ({ authorization: `Bearer ${token}` })

function upload(size: number): FormData {
  const form = new FormData()
  form.set("kind", "file")
  form.set("file", new File(["Parcels leave at noon. ".padEnd(size)], "parcels.txt"))
  return form
}

/** Sent in pieces, so that nothing says beforehand how much is coming. */
function inPieces(text: string): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent >= text.length) return controller.close()
      controller.enqueue(new TextEncoder().encode(text.slice(sent, sent + 64 * 1024)))
      sent += 64 * 1024
    },
  })
}

const send = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { method: "POST", redirect: "manual", headers, body })

test("a large upload is taken from an owner and from nobody else", async () => {
  expect((await send(sources, upload(14 * megabyte), as(owner.token))).status).toBe(202)

  const strangers: Record<string, string>[] = [{}, as("not-a-token"), { cookie: "baton_owner=not-a-token" }]
  for (const headers of strangers) {
    const refused = await send(sources, upload(14 * megabyte), headers)
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ code: "unauthorized" })
  }
  const operators = await send(sources, upload(14 * megabyte), as(dana.token))
  expect(operators.status).toBe(413)
})

test("signed out in the meantime, a large form of the admin leads to the sign-in", async () => {
  const form = upload(14 * megabyte)
  const answer = await send(`/admin/chatbots/${shop}/content/new/file`, form, { cookie: "baton_owner=gone" })
  expect(answer.status).toBe(303)
  expect(answer.headers.get("location")).toBe("/admin/sign-in")
})

test("a long text is taken from an owner, and only that much of it from a stranger", async () => {
  const text = JSON.stringify({ kind: "text", title: "Long", text: "Parcels leave at noon. ".padEnd(megabyte) })
  expect((await send(sources, text, json)).status).toBe(401)
  expect((await send(sources, text, { ...json, ...as(owner.token) })).status).toBe(202)
  expect((await send(sources, JSON.stringify({ kind: "text" }), json)).status).toBe(401)
  const beyond = "x".repeat(6 * megabyte)
  expect((await send(sources, beyond, { ...json, ...as(owner.token) })).status).toBe(413)
})

test("what is sent in pieces is held to the same limits, with nothing said of its length", async () => {
  const session = `/api/widget/${shop}/session`
  const small = await send(session, inPieces(JSON.stringify({ locale: "en" })), json)
  expect(small.status).toBe(200)
  expect(await small.json()).toHaveProperty("token")
  const padded = JSON.stringify({ locale: "en", more: "x".repeat(megabyte) })
  expect((await send(session, inPieces(padded), json)).status).toBe(413)

  const text = JSON.stringify({ kind: "text", title: "Pieces", text: "Parcels leave at one. ".padEnd(megabyte) })
  expect((await send(sources, inPieces(text), json)).status).toBe(401)
  expect((await send(sources, inPieces(text), { ...json, ...as(dana.token) })).status).toBe(413)
  expect((await send(sources, inPieces(text), { ...json, ...as(owner.token) })).status).toBe(202)
  const beyond = "x".repeat(6 * megabyte)
  expect((await send(sources, inPieces(beyond), { ...json, ...as(owner.token) })).status).toBe(413)
})

test("who sends in pieces is known by the same address as who does not", async () => {
  const limited = await startTestApp({ rateLimits: true })
  const wrong = JSON.stringify({ email: "nobody@shop.example", password: "wrong", role: "owner" })
  const statuses: number[] = []
  for (const body of [wrong, wrong, wrong, inPieces(wrong), inPieces(wrong), wrong]) {
    const headers = { ...json }
    statuses.push((await fetch(`${limited.url}/api/v1/session`, { method: "POST", headers, body })).status)
  }
  await limited.stop()
  // Five wrong passwords for one account from one address.
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
})
