import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { AppError } from "../errors"
import { dana, olga, password, shop } from "../testing/cast"
import { readStream } from "../testing/read-stream"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { createAuditStore } from "./audit-store"
import { hashPassword } from "./commands"
import { createOwnAccount } from "./own-account"
import { createSessionStore, hashToken } from "./session-store"

setDefaultTimeout(60_000)

let app: TestApp
afterEach(() => app.stop())

const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"

/** Dana at another browser. */
async function signedIn(userAgent: string, word = password) {
  const answer = await app.call(
    "POST",
    "/api/v1/session",
    { email: dana.email, password: word, role: "operator" },
    { "user-agent": userAgent },
  )
  const headers = { authorization: `Bearer ${answer.body.token}` }
  return {
    status: answer.status,
    token: answer.body.token as string,
    call: (method: string, path: string, body?: unknown) => app.call(method, `/api/v1${path}`, body, headers),
  }
}

const change = { current: password, password: "quite another word" }

describe("one's own account", () => {
  test("a new password signs every other browser out, and leaves the one that it was changed in and keys for programs", async () => {
    app = await startTestApp()
    const key = await app.operator("dana")
    const [here, there] = [await signedIn(chrome), await signedIn(phone)]
    expect((await there.call("GET", "/me")).status).toBe(200)

    expect((await here.call("PUT", "/me/password", change)).body).toEqual({ ended: 1 })

    expect((await there.call("GET", "/me")).status).toBe(401)
    expect((await here.call("GET", "/me")).status).toBe(200)
    expect(await key.api("GET", "/me")).toMatchObject({ name: "Dana" })
    expect((await signedIn(chrome)).status).toBe(401)
    expect((await signedIn(chrome, change.password)).status).toBe(200)
    const owner = await app.owner()
    const { items } = await owner.api("GET", "/audit")
    expect(items[0]).toMatchObject({ action: "password.changed", subject: "Dana" })
  })

  test("the stream of a browser that was signed out ends", async () => {
    app = await startTestApp()
    const [here, there] = [await signedIn(chrome), await signedIn(phone)]
    const stream = await fetch(`${app.url}/api/v1/stream`, { headers: { authorization: `Bearer ${there.token}` } })
    const reader = stream.body!.getReader()
    await reader.read()

    await here.call("PUT", "/me/password", change)

    let isDone = false
    while (!isDone) isDone = (await reader.read()).done
    expect(isDone).toBeTrue()
  })

  test("so does that of one browser that is signed out from another, and signing out everywhere else leaves this one", async () => {
    app = await startTestApp()
    const [here, there, third] = [await signedIn(chrome), await signedIn(phone), await signedIn(phone)]
    const stream = readStream(`${app.url}/api/v1/stream`, { token: there.token })
    await stream.response
    await here.call("DELETE", `/me/sessions/${hashToken(there.token)}`)
    await stream.untilOver(5000)

    const cookie = `baton_operator=${here.token}`
    const form = { cookie, origin: app.url, "content-type": "application/x-www-form-urlencoded" }
    expect((await app.call("POST", "/operator/account/sessions/end-others", "", form)).status).toBe(303)
    expect([(await here.call("GET", "/me")).status, (await third.call("GET", "/me")).status]).toEqual([200, 401])
  })

  test("what is wrong is said beside its field, and changes nothing", async () => {
    app = await startTestApp()
    const here = await signedIn(chrome)
    const refused = async (given: object) => (await here.call("PUT", "/me/password", { ...change, ...given })).body

    expect(await refused({ current: "not this one" })).toMatchObject({ code: "validation", field: "current" })
    expect(await refused({ password: "short" })).toMatchObject({ code: "validation", field: "password" })
    expect(await refused({ password })).toMatchObject({ code: "validation", field: "password" })
    expect((await signedIn(chrome)).status).toBe(200)
  })

  test("wrong passwords are counted with those of the sign-in; what else is wrong is not", async () => {
    app = await startTestApp({ rateLimits: true })
    const here = await signedIn(chrome)
    const put = async (given: object) => (await here.call("PUT", "/me/password", { ...change, ...given })).status
    for (let tries = 0; tries < 8; tries++) expect(await put({ password: "short" })).toBe(400)
    for (let tries = 0; tries < 5; tries++) {
      expect(await put({ current: "a guess" })).toBe(400)
      expect(await put({ current: "a guess", password: "short" })).toBe(400)
    }

    const answer = await here.call("PUT", "/me/password", change)

    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0)
    expect((await signedIn(chrome)).status).toBe(429)
  })

  test("tries are counted for the person, however the address is written", async () => {
    app = await startTestApp({ rateLimits: true })
    const guess = async (email: string) =>
      (await app.call("POST", "/api/v1/session", { email, password: "a guess", role: "operator" })).status
    const written = [
      "dana@shop.example",
      "Dana@shop.example",
      "DANA@shop.example",
      "dana@Shop.example",
      " dana@shop.example ",
    ]
    for (const email of written) expect(await guess(email)).toBe(401)

    expect(await guess("dAna@shop.example")).toBe(429)
  })

  test("shows where one is signed in and when one was there last, and signs out there", async () => {
    app = await startTestApp()
    const here = await signedIn(chrome)
    app.clock.advance(60_000)
    const there = await signedIn(phone)
    app.clock.advance(20 * 60_000)
    await there.call("GET", "/me")
    const list = async () => (await here.call("GET", "/me/sessions")).body.items
    const seenAt = new Date(app.clock.now()).toISOString()

    // Noted beside the request, which does not wait for it.
    const isNoted = async () =>
      (await list()).some(({ lastSeenAt }: { lastSeenAt: string }) => lastSeenAt === seenAt) || undefined
    await until(isNoted, "it is noted when they were there last")
    const [first, second] = await list()
    expect([first.browser, second.browser].sort()).toEqual(["Chrome on Linux", "Safari on iOS"])
    const other = [first, second].find(({ isCurrent }) => !isCurrent)
    expect(other).toMatchObject({ browser: "Safari on iOS", lastSeenAt: seenAt })
    expect((await here.call("DELETE", `/me/sessions/${other.id}`)).status).toBe(204)

    expect((await there.call("GET", "/me")).status).toBe(401)
    expect((await list()).map(({ browser }: { browser: string }) => browser)).toEqual(["Chrome on Linux"])
    expect((await here.call("DELETE", `/me/sessions/${other.id}`)).status).toBe(404)
  })

  test("shows only where one is still signed in, the browser of today first", async () => {
    app = await startTestApp()
    await signedIn(phone)
    app.clock.advance(13 * 24 * 3600_000)
    const here = await signedIn(chrome)
    const list = async () =>
      (await here.call("GET", "/me/sessions")).body.items.map(({ browser }: { browser: string }) => browser)

    expect(await list()).toEqual(["Chrome on Linux", "Safari on iOS"])
    app.clock.advance(2 * 24 * 3600_000)
    expect(await list()).toEqual(["Chrome on Linux"])
  })

  test("keys for programs are no browsers: not listed among them, and not ended as one", async () => {
    app = await startTestApp()
    const key = await app.operator("dana")
    const here = await signedIn(chrome)

    expect((await here.call("GET", "/me/sessions")).body.items).toHaveLength(1)
    expect((await here.call("DELETE", `/me/sessions/${hashToken(key.token)}`)).status).toBe(404)
    expect(await key.api("GET", "/me")).toMatchObject({ name: "Dana" })
    // Nor is a browser revoked as if it were a key.
    const owner = await app.owner()
    expect((await owner.call("DELETE", `/api/v1/tokens/${hashToken(here.token)}`)).status).toBe(404)
    expect((await here.call("GET", "/me")).status).toBe(200)
  })

  test("who said that they are away stays away when they sign in; who was offline is there", async () => {
    app = await startTestApp()
    const here = await signedIn(chrome)
    const availability = async () => (await (await signedIn(phone)).call("GET", "/me")).body.availability
    expect(await availability()).toBe("online")

    await here.call("PUT", "/me/availability", { availability: "away" })
    expect(await availability()).toBe("away")
    await here.call("PUT", "/me/availability", { availability: "offline" })
    expect(await availability()).toBe("online")
  })

  test("nobody signs somebody else out, and an owner has an account too", async () => {
    app = await startTestApp()
    const here = await signedIn(chrome)
    const { token } = (await app.call("POST", "/api/v1/session", { email: olga.email, password, role: "owner" })).body
    const owner = (method: string, path: string, body?: unknown) =>
      app.call(method, `/api/v1${path}`, body, { authorization: `Bearer ${token}` })
    const { items } = (await here.call("GET", "/me/sessions")).body

    expect((await owner("DELETE", `/me/sessions/${items[0].id}`)).status).toBe(404)
    expect((await here.call("GET", "/me")).status).toBe(200)
    expect((await owner("PUT", "/me/password", change)).status).toBe(200)
  })

  test("an owner without a seat at the desk has the page in the admin", async () => {
    app = await startTestApp()
    const signIn = async () =>
      (await app.call("POST", "/api/v1/session", { email: olga.email, password, role: "owner" })).body.token as string
    const [token, other] = [await signIn(), await signIn()]
    const form = { origin: app.url, "content-type": "application/x-www-form-urlencoded" }
    const page = (path: string, cookie = `baton_owner=${token}`) => app.call("GET", path, undefined, { cookie })
    expect((await page("/admin")).body).toContain('href="/admin/account"')
    expect((await page("/admin/account")).body).toContain(olga.email)

    const changed = await app.call(
      "POST",
      "/admin/account/password",
      new URLSearchParams({ ...change, again: change.password }).toString(),
      { ...form, cookie: `baton_owner=${token}` },
    )

    expect([changed.status, changed.headers.get("location")]).toEqual([303, "/admin/account?done=password"])
    expect((await page("/admin/account?done=password")).body).toContain("Your password is changed.")
    expect((await page("/admin/account", `baton_owner=${other}`)).status).toBe(303)
    expect((await page("/admin/account", `baton_operator=${(await signedIn(chrome)).token}`)).status).toBe(303)
  })

  test("whoever signs in with the old password in the moment in which it is changed is not signed in", async () => {
    app = await startTestApp()
    const person = app.parts.people.list().find(({ email }) => email === dana.email)!
    const passwordHash = await hashPassword(change.password)
    const { accounts, people } = app.parts
    const signingIn = accounts.signIn(dana.email, password, "operator").then(
      () => "signed in",
      (error: AppError) => error.code,
    )
    await app.db.write((tx) => people.savePassword(tx, person.id, passwordHash))

    expect(await signingIn).toBe("unauthorized")
    expect((await signedIn(chrome, change.password)).status).toBe(200)
  })

  test("a password that an owner sets while one changes one's own is the one that counts", async () => {
    app = await startTestApp()
    const { people } = app.parts
    const [sessions, audit] = [createSessionStore(app.db), createAuditStore(app.db)]
    const own = createOwnAccount({ db: app.db, people, sessions, audit, now: app.clock.now })
    const person = people.list().find(({ email }) => email === dana.email)!
    const passwordHash = await hashPassword("what the owner says")
    const changing = own.changePassword(person, "token", change).then(
      () => "changed",
      (error: AppError) => error.extra.field,
    )
    await app.db.write((tx) => people.savePassword(tx, person.id, passwordHash))

    expect(await changing).toBe("current")
    expect((await signedIn(chrome, "what the owner says")).status).toBe(200)
  })

  test("is a page with plain forms, which keep nobody's password", async () => {
    app = await startTestApp()
    await signedIn(phone)
    const { token } = await signedIn(chrome)
    const headers = { cookie: `baton_operator=${token}`, origin: app.url }
    const send = (path: string, fields: Record<string, string>) =>
      app.call("POST", path, new URLSearchParams(fields).toString(), {
        ...headers,
        "content-type": "application/x-www-form-urlencoded",
      })
    const page = await app.call("GET", "/operator/account", undefined, headers)
    expect(page.body).toContain("Safari on iOS")

    const unlike = await send("/operator/account/password", { ...change, again: "another again" })
    expect([unlike.status, unlike.body.includes("This is not the same as above.")]).toEqual([400, true])
    expect(unlike.body).not.toContain(change.password)
    const done = await send("/operator/account/password", { ...change, again: change.password })
    expect([done.status, done.headers.get("location")]).toEqual([303, "/operator/account?done=password"])
    const after = await app.call("GET", "/operator/account?done=password", undefined, headers)
    expect(after.body).toContain("Your password is changed.")
    expect(after.body).not.toContain("Safari on iOS")
    const foreign = await app.call("POST", "/operator/account/sessions/end-others", "", {
      ...headers,
      origin: "https://evil.example",
      "content-type": "application/x-www-form-urlencoded",
    })
    expect(foreign.status).toBe(403)
  })
})

test("what changes something is done by a cookie only from a page of ours, whatever the method", async () => {
  app = await startTestApp()
  const { token } = await signedIn(chrome)
  const cookie = `baton_operator=${token}`
  const away = { availability: "away" }
  const from = (origin: string) =>
    Promise.all([
      app.call("PUT", "/api/v1/me/availability", away, { cookie, origin }),
      app.call("DELETE", `/api/v1/me/sessions/${hashToken("none of theirs")}`, undefined, { cookie, origin }),
      app.call("POST", "/api/v1/conversations/none/takeover", {}, { cookie, origin }),
      app.call("GET", "/api/v1/me", undefined, { cookie, origin }),
    ])

  expect((await from("https://evil.example")).map(({ status }) => status)).toEqual([403, 403, 403, 200])
  expect((await from(app.url)).map(({ status }) => status)).toEqual([200, 404, 404, 200])
})

test("of two owners who take the role from each other in the same moment, one stays owner", async () => {
  app = await startTestApp()
  const { accounts, people } = app.parts
  const given = { name: "Otto", email: "otto@shop.example", password, isOwner: true, isOperator: false, seats: [] }
  await accounts.addPerson(given)
  const owners = () => people.list().filter(({ isOwner }) => isOwner)
  expect(owners()).toHaveLength(2)

  const done = await Promise.allSettled(
    owners().map(({ id, name, email }) =>
      accounts.updatePerson(id, { name, email, isOwner: false, isOperator: true, disabled: false, seats: [] }),
    ),
  )

  expect(done.map(({ status }) => status)).toEqual(["fulfilled", "rejected"])
  expect(owners()).toHaveLength(1)
})

test("whoever is disabled in the moment in which they sign in gets nowhere, also once they are enabled again", async () => {
  app = await startTestApp()
  const { accounts, people } = app.parts
  const person = people.list().find(({ email }) => email === dana.email)!
  const outcome = (signingIn: Promise<unknown>) =>
    signingIn.then(
      () => "signed in",
      (error: AppError) => error.code,
    )
  const signingIn = outcome(accounts.signIn(dana.email, password, "operator"))
  await accounts.updatePerson(person.id, { disabled: true })
  expect(await signingIn).toBe("unauthorized")
  expect(await outcome(accounts.createApiToken(person, "operator", "a program"))).toBe("unauthorized")

  await accounts.updatePerson(person.id, { disabled: false })
  expect(await outcome(accounts.signIn(dana.email, password, "operator"))).toBe("signed in")
})

test("of two changes to one person in the same moment neither undoes the other", async () => {
  app = await startTestApp()
  const [owner, { accounts, people }] = [await app.owner(), app.parts]
  const { id } = people.list().find(({ email }) => email === dana.email)!
  const put = (change: object) => owner.api("PUT", `/operators/${id}`, change)

  // The one with a password takes as long as it takes to hash it.
  await Promise.all([put({ name: "Dana D.", password: "quite another word" }), put({ disabled: true })])
  expect(people.find(id)).toMatchObject({ name: "Dana D.", disabledAt: app.clock.now() })

  await put({ disabled: false })
  await Promise.all([
    accounts.updatePerson(id, { seats: [shop] }),
    accounts.updatePerson(id, { seats: [] }),
    accounts.updatePerson(id, { name: "Dana" }),
  ])
  expect(people.listSeats(id)).toEqual([])
})

test("an owner with a seat opens the desk with their one sign-in, and is there for visitors only in the desk", async () => {
  app = await startTestApp({ env: { BATON_TRUST_PROXY: "1" } })
  const { accounts, board } = app.parts
  const both = { name: "Otto", email: "otto@shop.example", password, isOwner: true, isOperator: true, seats: [shop] }
  const { id } = await accounts.addPerson(both)
  await accounts.setAvailability(id, "online")
  const form = new URLSearchParams({ email: both.email, password }).toString()
  const signIn = (more: Record<string, string> = {}) => {
    const headers = { origin: app.url, "content-type": "application/x-www-form-urlencoded", ...more }
    return app.call("POST", "/admin/sign-in", form, { ...headers, "sec-fetch-site": "same-origin" })
  }
  const cookieOf = async (more?: Record<string, string>) => (await signIn(more)).headers.get("set-cookie")!
  const cookie = (await cookieOf()).split(";")[0]!

  expect((await app.call("GET", "/admin", undefined, { cookie })).status).toBe(200)
  expect(board.isPresent(id)).toBeFalse()
  expect((await app.call("GET", "/operator", undefined, { cookie })).status).toBe(200)
  expect(board.isPresent(id)).toBeTrue()
  // No script reads it, and no other website sends it along.
  expect(await cookieOf()).toContain("; HttpOnly; SameSite=Lax")
  // Behind TLS the cookie goes over nothing else.
  expect(await cookieOf()).not.toContain("Secure")
  expect(await cookieOf({ "x-forwarded-proto": "https" })).toContain("; Secure")
})
