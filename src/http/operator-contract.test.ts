/** What operators' clients rely on, call by call: status codes, shapes, who gets in, and what bad input gets. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { noa, operators, password, sam, team } from "../testing/cast"
import { newClientId, type OperatorClient, refusal, type VisitorClient } from "../testing/clients"
import { expectProblem } from "../testing/expect-contract"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let visitor: VisitorClient
let dana: OperatorClient
let eli: OperatorClient
let owner: OperatorClient
let id: string

beforeAll(async () => {
  app = await startTestApp({ answers: createScriptedAnswerer(), env: { BATON_TRUST_PROXY: "1" } })
  ;[visitor, dana, eli, owner] = await Promise.all([
    app.visitor(noa),
    app.operator("dana"),
    app.operator("eli"),
    app.owner(),
  ])
  await visitor.say("Hello")
  id = (await visitor.conversation()).id
})
afterAll(async () => {
  await app.stop()
  // None of these answers was a 500.
  expect(app.logs.filter((line) => line.includes("request.failed"))).toEqual([])
})

describe("the operator's API", () => {
  test("lists, opens and works a conversation from takeover to closure", async () => {
    const { items, next } = await dana.api("GET", "/conversations?state=ai&limit=1")
    expect(items.length).toBe(1)
    const members = [
      "assignee",
      "brief",
      "chatbot",
      "id",
      "position",
      "preview",
      "queue",
      "reason",
      "state",
      "unread",
      "visitor",
      "waitingSince",
    ]
    expect(members.filter((name) => !(name in items[0]))).toEqual([])
    if (next !== null)
      expect((await dana.api("GET", `/conversations?state=ai&limit=1&cursor=${next}`)).items[0].id).not.toBe(
        items[0].id,
      )

    const detail = await dana.open(id)
    expect(
      ["brief", "contact", "context", "conversation", "events", "signals", "tried"].filter((name) => !(name in detail)),
    ).toEqual([])
    const known = ["campaign", "device", "earlier", "locale", "page", "referrer", "timezone", "trail", "visits"]
    expect(known.filter((name) => !(name in detail.context))).toEqual([])

    // Nobody is handed a visitor who is gone: Eli is there.
    await eli.call("GET", "/api/v1/me")
    const base = `/api/v1/conversations/${id}`
    const steps: [string, unknown, number][] = [
      ["takeover", {}, 200],
      ["takeover", undefined, 200],
      ["messages", { clientId: newClientId(), text: "Hello", lastSeenEventId: null }, 201],
      ["notes", { clientId: newClientId(), text: "Knows us" }, 201],
      ["whisper", { clientId: newClientId(), text: "Be kind" }, 201],
      ["typing", {}, 204],
      ["read", { eventId: 1 }, 204],
      ["transfer", { queueId: team }, 200],
      ["takeover", {}, 200],
      ["transfer", { operatorId: eli.id }, 200],
    ]
    for (const [path, body, status] of steps)
      expect(`${path} ${(await dana.call("POST", `${base}/${path}`, body)).status}`).toBe(`${path} ${status}`)
    expect((await eli.call("POST", `${base}/handback`, { note: "Send the label" })).status).toBe(200)
    await visitor.askForPerson()
    expect((await eli.call("POST", `${base}/flag-feedback`, { verdict: "right" })).status).toBe(204)
    const closed = await eli.call("POST", `${base}/closure`, { recap: "auto", crmNote: "Nice" })
    expect(closed.status).toBe(200)
    expect(closed.body.conversation.state).toBe("closed")

    expectProblem(await eli.call("POST", `${base}/messages`, { clientId: newClientId(), text: "Hi" }), 409, "conflict")
    expectProblem(await eli.call("POST", `${base}/takeover`, {}), 409, "conflict")
    expectProblem(await eli.call("POST", `${base}/handback`, {}), 409, "conflict")
    expectProblem(await eli.call("POST", `${base}/closure`, {}), 409, "conflict")
    expectProblem(await eli.call("POST", `${base}/transfer`, { queueId: team }), 409, "conflict")
  })

  test("bad input names its field", async () => {
    await visitor.say("Once more")
    const base = `/api/v1/conversations/${(await visitor.conversation()).id}`
    const cases: [string, string, unknown, number, string][] = [
      ["POST", `${base}/messages`, { clientId: "x", text: "Hi" }, 400, "validation"],
      ["POST", `${base}/messages`, { clientId: newClientId(), text: "" }, 400, "validation"],
      ["POST", `${base}/messages`, { clientId: newClientId(), text: "x".repeat(8001) }, 413, "too_large"],
      ["POST", `${base}/notes`, { clientId: newClientId(), text: " " }, 400, "validation"],
      ["POST", `${base}/transfer`, {}, 400, "validation"],
      ["POST", `${base}/flag-feedback`, { verdict: "maybe" }, 400, "validation"],
      ["GET", "/api/v1/conversations?state=lost", undefined, 400, "validation"],
      ["GET", "/api/v1/conversations?limit=0", undefined, 400, "validation"],
      ["GET", "/api/v1/conversations?cursor=x", undefined, 400, "validation"],
      ["PUT", "/api/v1/me/availability", { availability: "busy" }, 400, "validation"],
      ["GET", "/api/v1/conversations/nothing", undefined, 404, "not_found"],
      ["POST", "/api/v1/conversations/nothing/takeover", {}, 404, "not_found"],
    ]
    for (const [method, path, body, status, code] of cases) {
      const answer = await dana.call(method, path, body)
      expectProblem(answer, status, code)
      if (status === 400) expect(answer.body.field).toBeString()
    }
  })

  test("a verdict is on a flag of the conversation that it is given in", async () => {
    const [one, other] = [await app.visitor(noa), await app.visitor(sam)]
    const flags: { id: number; conversationId: string }[] = []
    for (const each of [one, other]) {
      await each.say("Hi")
      await each.askForPerson()
      flags.push(
        (await dana.open((await each.conversation()).id)).events.findLast(
          (it: { type: string }) => it.type === "signal",
        ),
      )
    }
    const on = (at: number, eventId: number) =>
      dana.call("POST", `/api/v1/conversations/${flags[at]!.conversationId}/flag-feedback`, {
        eventId,
        verdict: "right",
      })

    expectProblem(await on(0, flags[1]!.id), 400, "validation")
    expect((await on(0, flags[0]!.id)).status).toBe(204)
  })

  test("an operator's file goes to the visitor it was chosen for, and to no other", async () => {
    const [one, other] = [await app.visitor(noa), await app.visitor(sam)]
    const ids = [(await one.say("Hi")).conversationId, (await other.say("Hi")).conversationId]
    const form = new FormData()
    form.set("file", new File(["for one"], "invoice.txt"))
    const { id: file } = await dana.api("POST", `/conversations/${ids[0]}/attachments`, form)
    const send = (id: string) => dana.say(id, "", newClientId(), { attachmentIds: [file] })

    expectProblem((await refusal(send(ids[1]))).answer, 400, "validation")
    expectProblem(
      (await refusal(eli.say(ids[0], "", newClientId(), { attachmentIds: [file] }))).answer,
      400,
      "validation",
    )
    expect((await send(ids[0])).attachments).toMatchObject([{ id: file }])
  })

  test("nobody gets in without a token; an owner's opens no desk, an operator's no administration", async () => {
    const op = ["/api/v1/conversations", `/api/v1/conversations/${id}`, "/api/v1/stream"]
    const own = ["/api/v1/chatbots", "/api/v1/operators", "/api/v1/settings", "/api/v1/audit", "/api/v1/contacts"]
    for (const path of [...op, ...own, "/api/v1/me"]) expectProblem(await app.call("GET", path), 401, "unauthorized")
    for (const path of op) expectProblem(await owner.call("GET", path), 403, "forbidden")
    for (const path of own) {
      expect((await owner.call("GET", path)).status).toBe(200)
      expectProblem(await dana.call("GET", path), 403, "forbidden")
    }
    expectProblem(
      await app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${visitor.token}` }),
      401,
      "unauthorized",
    )
  })

  test("pages: the operator's cookie opens no admin page and the owner's no desk, but each its own", async () => {
    const cookie = (role: "operator" | "owner", token: string) => ({ cookie: `baton_${role}=${token}` })
    for (const [path, right, wrong] of [
      ["/operator", cookie("operator", dana.token), cookie("owner", owner.token)],
      ["/admin", cookie("owner", owner.token), cookie("operator", dana.token)],
    ] as const) {
      expect((await app.call("GET", path, undefined, right)).status).toBe(200)
      const answer = await app.call("GET", path, undefined, wrong)
      expect([302, 303, 403]).toContain(answer.status)
      if (answer.status !== 403) expect(answer.headers.get("location")).toStartWith(`${path}/sign-in`)
    }
    // Nor by the other's cookie under one's own name.
    expect((await app.call("GET", "/admin", undefined, cookie("owner", dana.token))).status).not.toBe(200)
  })

  test("pages: at the other's door it is said who one is, and only whose session is over has been signed out", async () => {
    const at = async (path: string, cookie: string) =>
      (await fetch(`${app.url}${path}/sign-in`, { headers: { cookie } })).text()
    const signedOut = "You have been signed out."
    const asOwner = await at("/operator", `baton_owner=${owner.token}`)
    expect(asOwner).toContain("You are signed in as owner, and the desk is for operators")
    expect(asOwner).toMatch(/href="\/admin\/team\/[\w-]+"/)
    expect(await at("/admin", `baton_operator=${dana.token}`)).toContain("You are signed in as operator")
    for (const page of [asOwner, await at("/admin", `baton_operator=${dana.token}`), await at("/operator", "")])
      expect(page).not.toContain(signedOut)

    for (const gone of ["baton_operator=gone", "baton_owner=gone", `baton_operator=gone; baton_owner=${owner.token}`])
      expect(await at("/operator", gone)).toContain(signedOut)
    expect(await at("/admin", `baton_owner=gone; baton_operator=${dana.token}`)).toContain(signedOut)
  })

  test("with a cookie, a write must come from this server's own pages", async () => {
    const cookie = `baton_operator=${dana.token}`
    const post = (headers: Record<string, string>) =>
      app.call("POST", `/api/v1/conversations/${id}/typing`, {}, { cookie, ...headers })
    expect((await post({ origin: app.url })).status).toBe(204)
    expect((await post({ "sec-fetch-site": "same-origin" })).status).toBe(204)

    for (const headers of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site", origin: app.url },
      { "sec-fetch-site": "same-site" },
    ]) {
      expectProblem(await post(headers as Record<string, string>), 403, "forbidden")
    }
    for (const [method, path, body] of [
      ["PUT", "/api/v1/me/availability", { availability: "online" }],
      ["DELETE", "/api/v1/session", undefined],
    ] as const)
      expectProblem(await app.call(method, path, body, { cookie, origin: "https://evil.example" }), 403, "forbidden")
    // As behind a proxy that keeps the address to itself: whoever set it up reads what is missing.
    const { detail } = (await post({ origin: "https://chat.shop.example" })).body
    expect(detail).toContain(new URL(app.url).host)
    expect(detail).toContain("the page is of https://chat.shop.example")
    expect(detail).toContain("BATON_URL")
  })

  test("signing in gives a token that works until it is signed out; whatever was wrong reads the same", async () => {
    const signIn = (body: unknown) => app.call("POST", "/api/v1/session", body)
    const { email } = operators.dana
    const right = await signIn({ email: email.toUpperCase(), password, role: "operator" })
    expect(right.status).toBe(200)
    expect(right.body.user).toMatchObject({ name: "Dana", email, role: "operator" })
    const headers = { authorization: `Bearer ${right.body.token}` }
    expect((await app.call("GET", "/api/v1/me", undefined, headers)).body).toMatchObject({ name: "Dana" })
    expect((await app.call("DELETE", "/api/v1/session", undefined, headers)).status).toBe(204)
    expectProblem(await app.call("GET", "/api/v1/me", undefined, headers), 401, "unauthorized")

    const wrong = await Promise.all([
      signIn({ email, password: "not this one", role: "operator" }),
      signIn({ email: "nobody@shop.example", password, role: "operator" }),
    ])
    for (const answer of wrong) expectProblem(answer, 401, "unauthorized")
    expect(wrong[0]!.body).toEqual(wrong[1]!.body)
    expectProblem(await signIn({ email, password, role: "owner" }), 401, "unauthorized")
    expectProblem(await signIn({ email, password, role: "admin" }), 400, "validation")
  })
})
