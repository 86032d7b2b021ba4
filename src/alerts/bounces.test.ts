import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { createMailServer } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { readReturn } from "./read-return"

// For a busy machine.
setDefaultTimeout(20_000)

let app: TestApp
let post: Awaited<ReturnType<typeof createMailServer>>
beforeEach(async () => {
  post = await createMailServer()
  app = await startTestApp({ env: { SMTP_URL: post.url } })
})
afterEach(async () => {
  await app.stop()
  await post.stop()
})

const report = (to: string, action = "failed", status = "5.1.1") => `Return-Path: <>
To: ${to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mail.example
Final-Recipient: rfc822; noa@mail.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 <noa@mail.example>: Recipient
    address rejected
--x--`

async function replied() {
  const olga = await app.owner()
  await olga.api("PUT", "/alerts", { returnedTo: "returned@shop.example" })
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("Do you have these in blue?")
  await noa.post("/contact", { email: "noa@mail.example" })
  const dana = await app.operator("dana")
  await dana.say(id, "Yes, which size?")
  await until(() => app.parts.alerts.outbox.store.count().pending > 0, "the reply is to follow")
  app.clock.advance(10 * 60_000)
  await app.tick()
  const mail = await until(() => post.mails.find(({ to }) => to === "noa@mail.example"), "the reply follows")
  await until(() => app.parts.alerts.outbox.sendingCount === 0, "the outbox is quiet")
  return { dana, id, mail }
}
const bring = (text: string) => app.call("POST", "/mail/returned", text, { "content-type": "message/rfc822" })

test("a letter that comes back later is a dead letter, and the operators read it in the conversation, once", async () => {
  const { dana, id, mail } = await replied()
  expect(mail.from).toMatch(/^returned\+id-\d+=[0-9a-f]{16}@shop\.example$/)
  expect(mail.headers.from).toBe("chat@shop.example")
  const notes = async () =>
    (await dana.open(id)).events.filter(
      ({ type, text }: { type: string; text: string }) => type === "note" && text.includes("Returned"),
    )

  expect((await bring(report(mail.from, "delayed", "4.4.1"))).body).toEqual({ result: "ignored" })
  expect((await bring(`To: ${mail.from}\nSubject: I am on holiday\n\nBack on Monday`)).body).toEqual({
    result: "ignored",
  })
  expect(await notes()).toEqual([])
  expect((await bring(JSON.stringify({ raw: report(mail.from) }))).body).toEqual({ result: "noted" })
  expect((await bring(report(mail.from))).body).toEqual({ result: "ignored" })
  expect((await notes()).map(({ text }: { text: string }) => text)).toEqual([
    "The email to noa@mail.example was refused: Returned after it was sent: 550 5.1.1 <noa@mail.example>: Recipient address rejected",
  ])
  expect(app.parts.alerts.outbox.store.listInState("dead", 9)).toHaveLength(1)
})

test("only a letter of ours can come back: what is made up or changed is not found", async () => {
  const { mail } = await replied()
  expect((await bring(report(mail.from.replace(/=[0-9a-f]{4}/, "=0000")))).status).toBe(404)
  expect((await bring(report("somebody@else.example"))).status).toBe(404)
  expect(app.parts.alerts.outbox.store.listInState("dead", 9)).toEqual([])
})

test("it is found beside addresses that somebody made up, and by mail servers that write all letters large", async () => {
  const { mail } = await replied()
  const madeUp = mail.from.replace(/=[0-9a-f]{16}/, "=0123456789abcdef")
  expect((await bring(`X-Forwarded: ${madeUp}\n${report(mail.from.toUpperCase())}`)).body).toEqual({ result: "noted" })
  expect(app.parts.alerts.outbox.store.listInState("dead", 9)).toHaveLength(1)
})

test("without an address for them, letters go out as before", async () => {
  const olga = await app.owner()
  const refused = await olga.call("PUT", "/api/v1/alerts", { returnedTo: "not an address" })
  expect(refused.status).toBe(400)
  expect(app.parts.alerts.bounces.returnPath("id-1")).toBeUndefined()
})

test("a report is read only where it says that a letter failed for good", () => {
  expect(readReturn(report("x"))).toBe("550 5.1.1 <noa@mail.example>: Recipient address rejected")
  expect(readReturn("Action: failed\nStatus: 5.2.2\n")).toBe("5.2.2")
  expect(readReturn(report("x", "relayed", "2.0.0"))).toBeUndefined()
  expect(readReturn(report("x", "failed", "4.2.2"))).toBeUndefined()
  expect(readReturn(report("x", "delayed", "5.1.1"))).toBeUndefined()
  expect(readReturn("Out of office")).toBeUndefined()
})
