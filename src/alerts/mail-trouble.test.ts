import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import type { SMTPServerOptions } from "smtp-server"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { createCaller } from "../testing/clients"
import { createMailServer } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { mailAdvice, type SmtpError } from "./mail-trouble"

let app: TestApp
let post: Awaited<ReturnType<typeof createMailServer>>
/** What the mail server does with the next letters; undefined: it takes them. */
let behaviour: SMTPServerOptions = {}

const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })
const hour = 3600_000

beforeEach(async () => {
  behaviour = {}
  post = await createMailServer({
    allowInsecureAuth: true,
    onAuth: (auth, session, done) =>
      behaviour.onAuth ? behaviour.onAuth(auth, session, done) : done(null, { user: auth.username ?? "me" }),
    onMailFrom: (address, session, done) =>
      behaviour.onMailFrom ? behaviour.onMailFrom(address, session, done) : done(),
    onRcptTo: (address, session, done) => (behaviour.onRcptTo ? behaviour.onRcptTo(address, session, done) : done()),
  })
  app = await startTestApp({ env: { SMTP_URL: `${post.url}`, BATON_URL: "https://chat.example" } })
})
afterEach(async () => {
  await app.stop()
  await post.stop()
})

const outbox = () => app.parts.alerts.outbox
const rows = () => outbox().store.listOfChannel("email", 50)
const settle = () => until(() => app.isTold(), "nothing is being sent")

const sendLetter = (to = "noa@mail.example", more: { conversationId?: string } = {}) =>
  app.db.write((tx) => app.parts.alerts.enqueueLetter(tx, { to, subject: "Your callback", text: "On Tuesday." }, more))

async function pass(ms: number): Promise<void> {
  app.clock.advance(ms)
  await app.tick()
  await settle()
}

async function asOwner() {
  const { token } = await app.owner()
  return createCaller(
    () => app.url,
    () => ({ cookie: `${cookieNames.owner}=${token}`, "sec-fetch-site": "same-origin" }),
  )
}
const alertsPage = async (): Promise<string> => (await (await asOwner())("GET", "/admin/alerts")).body

test("a letter under way when Baton stops goes out once: the connection ends before the next start sends it", async () => {
  const held: (() => void)[] = []
  behaviour.onRcptTo = (_, __, done) => void held.push(() => done())
  await sendLetter()
  await until(() => held.length === 1, "the letter is under way")

  await app.restart()
  behaviour = {}
  await until(() => post.mails.length === 1, "the next start sends it")
  for (const goOn of held) goOn()
  await sendLetter("ben@mail.example")
  await until(() => post.mails.some(({ to }) => to === "ben@mail.example"), "a later letter is there")

  expect(post.mails.map(({ to }) => to).toSorted()).toEqual(["ben@mail.example", "noa@mail.example"])
})

test("a sender that the mail server refuses is the owner's to set right: the letter waits, and no address is called wrong", async () => {
  behaviour.onMailFrom = (_, __, done) => done(refusal(550, "5.7.1 Sender not allowed"))
  await sendLetter()
  await until(() => rows()[0]?.answer, "it was tried")
  await settle()

  expect(rows()[0]).toMatchObject({ state: "pending", answer: expect.stringContaining("5.7.1 Sender not allowed") })
  expect(rows()[0]!.answer).toContain("chat@shop.example")
})

test("a mail server that does not pass letters on for us is no wrong address either; a mailbox that is none is", async () => {
  behaviour.onRcptTo = ({ address }, _, done) =>
    done(address.startsWith("noa") ? refusal(554, "5.7.1 Relay access denied") : refusal(550, "5.1.1 No mailbox"))
  await sendLetter("noa@mail.example")
  await sendLetter("nobody@mail.example")
  await until(() => rows().every(({ answer }) => answer), "both were tried")
  await settle()

  expect(rows().find(({ target }) => target === "noa@mail.example")?.state).toBe("pending")
  expect(rows().find(({ target }) => target === "nobody@mail.example")).toMatchObject({
    state: "dead",
    answer: "550 5.1.1 No mailbox",
  })
})

test("while letters fail the alerts say how many wait, why, and what to do; pressing the button sends them at once", async () => {
  behaviour.onMailFrom = (_, __, done) => done(refusal(421, "4.3.2 Come back tomorrow"))
  await sendLetter("noa@mail.example")
  await sendLetter("ben@mail.example")
  for (const ms of [0, 60_000, 5 * 60_000, 0.5 * hour, hour]) await pass(ms)
  expect(
    rows().every(({ state, attempts, nextAt }) => state === "pending" && attempts > 2 && nextAt > app.clock.now()),
  ).toBeTrue()

  const page = await alertsPage()
  expect(page).toContain("Not delivered yet")
  expect(page).toContain("2 emails wait")
  expect(page).toContain("4.3.2 Come back tomorrow")

  behaviour = {}
  const form = { "content-type": "application/x-www-form-urlencoded" }
  await (await asOwner())("POST", "/admin/alerts/deliveries/retry", "channel=email", form)
  await until(() => post.mails.length === 2, "both go at once")
  expect(await alertsPage()).not.toContain("Not delivered yet")
})

test("a mail server that is back gets everything that waited for it, as soon as one letter goes through", async () => {
  behaviour.onMailFrom = (_, __, done) => done(refusal(421, "4.3.2 Not now"))
  await sendLetter("noa@mail.example")
  for (const ms of [0, 60_000, 5 * 60_000, 0.5 * hour, hour]) await pass(ms)
  behaviour = {}
  await sendLetter("ben@mail.example")
  await until(() => post.mails.length === 2, "the old one goes with the new one")

  expect(post.mails.map(({ to }) => to)).toEqual(["ben@mail.example", "noa@mail.example"])
})

test("new settings send at once what waited, however long its pause had become", async () => {
  behaviour.onAuth = (_, __, done) => done(refusal(535, "5.7.8 Wrong password"))
  const olga = await app.owner()
  const email = { host: "127.0.0.1", port: post.port, security: "none", user: "me", from: "chat@shop.example" }
  await olga.api("PUT", "/alerts", { email: { ...email, password: "old" } })
  await sendLetter()
  for (const ms of [0, 60_000, 5 * 60_000, 0.5 * hour, hour]) await pass(ms)
  expect(rows()[0]!.answer).toContain("refuses the user name or the password")

  behaviour = {}
  await olga.api("PUT", "/alerts", { email: { ...email, password: "new" } })
  await until(() => post.mails.length === 1, "it goes at once")
})

test("the test letter says in plain words what is wrong and what to do, beside the server's own", async () => {
  behaviour.onMailFrom = (_, __, done) => done(refusal(550, "5.7.1 Sender not allowed"))
  const refused = await app.parts.alerts.email.test("olga@shop.example")
  await post.stop()
  const gone = await app.parts.alerts.email.test("olga@shop.example")
  post = await createMailServer()

  expect(refused).toMatchObject({ ok: false, words: "550 5.7.1 Sender not allowed" })
  expect(refused.advice).toContain("chat@shop.example")
  expect(gone).toMatchObject({ ok: false, advice: expect.stringContaining("Check the name and the port") })
})

test("a letter that is given up is told to the operators, as a refused one is: somebody has promised it", async () => {
  behaviour.onMailFrom = (_, __, done) => done(refusal(421, "4.3.2 Never"))
  const noa = await app.visitor(cast.noa)
  await noa.say("When do you call?")
  const { id } = await noa.conversation()
  await sendLetter("noa@mail.example", { conversationId: id })
  for (let tries = 0; tries < 14 && rows()[0]?.state !== "dead"; tries++) await pass(30 * hour)

  const dana = await app.operator("dana")
  const notes = await until(async () => {
    const { events } = await dana.open(id)
    return events.find(({ type }: { type: string }) => type === "note")
  }, "the note is there")
  expect(notes.text).toContain("noa@mail.example")
  expect(notes.text).toContain("4.3.2 Never")
  const { items } = await dana.api("GET", "/follow-ups")
  expect(items).toMatchObject([{ conversationId: id, text: expect.stringContaining("noa@mail.example") }])
})

test("a visitor who finds nobody is promised no email while letters do not go, and is again when they do", async () => {
  const askedFor = async () => {
    const visitor = await app.visitor(cast.noa)
    await visitor.say("Is anybody there?")
    await visitor.askForPerson()
    const isNotice = ({ code }: { code?: string }) => code === "no_operator"
    const notice = await until(
      async () => (await visitor.events()).find(isNotice),
      "they are told that nobody is there",
    )
    return notice.text as string
  }
  const promise = /email/i
  expect(await askedFor()).toMatch(promise)

  behaviour.onMailFrom = (_, __, done) => done(refusal(421, "4.3.2 Not now"))
  await sendLetter()
  await until(() => rows().some(({ answer }) => answer), "it was tried")
  await settle()
  expect(await askedFor()).not.toMatch(/we('| wi)ll email|write to you by email|email you/i)

  behaviour = {}
  await sendLetter("ben@mail.example")
  await until(() => post.mails.some(({ to }) => to === "noa@mail.example"), "letters go again")
  await settle()
  expect(await askedFor()).toMatch(promise)
})

describe("what is wrong with the mail is told by what to do", () => {
  const smtp = {
    host: "mail.example",
    port: 587,
    security: "starttls",
    user: "me",
    password: "",
    from: "a@b.c",
  } as const
  const cases: [string, Partial<SmtpError>, string][] = [
    ["a wrong password", { code: "EAUTH", responseCode: 535 }, "Write both again"],
    ["an expired certificate", { code: "ESOCKET", originalCode: "CERT_HAS_EXPIRED" }, "has to renew it"],
    ["a self-signed one", { code: "ESOCKET", originalCode: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "NODE_EXTRA_CA_CERTS"],
    ["one for another name", { code: "ESOCKET", originalCode: "ERR_TLS_CERT_ALTNAME_INVALID" }, "for another name"],
    ["TLS at the port of STARTTLS", { code: "ESOCKET", originalCode: "ERR_SSL_WRONG_VERSION_NUMBER" }, "STARTTLS"],
    ["a server without STARTTLS", { code: "ETLS", responseCode: 500 }, "port 465"],
    ["a connection without a word", { code: "ETIMEDOUT", timeoutType: "GREETING_TIMEOUT" }, "says nothing"],
    ["a name that is none", { code: "EDNS" }, "Check how it is written"],
    ["another service", { code: "EPROTOCOL", response: "HTTP/1.1 400 Bad Request" }, "is not a mail server"],
    ["greylisting", { code: "EENVELOPE", command: "RCPT TO", responseCode: 451, response: "451 4.7.1" }, "Baton does"],
  ]
  for (const [what, error, said] of cases)
    test(what, () => expect(mailAdvice(Object.assign(new Error("no"), error), smtp)).toContain(said))
})
