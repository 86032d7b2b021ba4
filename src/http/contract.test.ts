/** What outside clients rely on, call by call: status codes, shapes, and what bad input gets. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { counter, noa, operators, password, sam, shop, website } from "../testing/cast"
import { createCaller, newClientId, type OperatorClient, refusal, type VisitorClient } from "../testing/clients"
import { expectEvent, expectProblem } from "../testing/expect-contract"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let visitor: VisitorClient
let dana: OperatorClient
let id: string

beforeAll(async () => {
  app = await startTestApp({ answers: createScriptedAnswerer(), env: { BATON_TRUST_PROXY: "1" } })
  ;[visitor, dana] = await Promise.all([app.visitor(noa), app.operator("dana")])
  await visitor.say("Hello")
  id = (await visitor.conversation()).id
})
afterAll(() => app.stop())

describe("the visitor's API", () => {
  test("a session gives a token, the chatbot and, once there is one, the conversation", async () => {
    const fresh = await app.visitor(sam)
    const { token, visitorId, chatbot, conversation } = fresh.first

    expect([typeof token, typeof visitorId, conversation]).toEqual(["string", "string", null])
    const members = ["aiEnabled", "appearance", "contactForm", "locale", "name", "online", "suggestions", "welcome"]
    expect(members.filter((name) => !(name in chatbot))).toEqual([])
    const again = await visitor.session()
    expect(again.visitorId).toBe(visitor.id)
    expect(again.conversation).toMatchObject({ id, state: "ai" })
    expect(again.conversation.lastEventId).toBe(again.conversation.events.at(-1).id)
    for (const event of again.conversation.events) expectEvent(event)
  })

  test("a message is answered 201 with the event, and its repeat with the same", async () => {
    const clientId = newClientId()
    const call = () => visitor.call("POST", "/api/widget/messages", { clientId, text: "One **two** <b>" })
    const [first, second] = [await call(), await call()]

    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
    const { event } = first.body
    expectEvent(event)
    expect(event).toMatchObject({ type: "message", clientId, text: "One **two** <b>", attachments: [], citations: [] })
    expect(event.html).toBe("<p>One **two** &lt;b&gt;</p>")
    expect(event.actor).toMatchObject({ kind: "visitor", id: visitor.id })
  })

  test("each further call answers with its status", async () => {
    const other = await app.visitor(noa)
    await other.say("Hi")
    const statuses: [string, unknown, number][] = [
      ["/pages", { url: "https://shop.example/sale", title: "Sale", referrer: "" }, 204],
      ["/typing", {}, 204],
      ["/read", { eventId: 1 }, 204],
      ["/contact", { name: "Noa", email: "noa@mail.example" }, 200],
      ["/human", { reason: "An order" }, 202],
      ["/human", undefined, 202],
      ["/rating", { score: 5, comment: "Good" }, 204],
      ["/close", undefined, 200],
      ["/close", {}, 200],
    ]
    for (const [path, body, status] of statuses) {
      const answer = await other.call("POST", `/api/widget${path}`, body)
      expect(`${path} ${answer.status}`).toBe(`${path} ${status}`)
    }
    const answer = await other.call("POST", "/api/widget/contact", { phone: "+353 91 555 010" })
    expect(answer.body.contact).toMatchObject({ name: "Noa", email: "noa@mail.example", phone: "+353 91 555 010" })
  })

  const bad: [string, string, unknown, number, string, string?][] = [
    ["a message without a clientId", "/messages", { text: "Hi" }, 400, "validation", "clientId"],
    ["a clientId that is no UUID", "/messages", { clientId: "1", text: "Hi" }, 400, "validation", "clientId"],
    ["a message that says nothing", "/messages", { clientId: newClientId(), text: " \n " }, 400, "validation", "text"],
    [
      "a message over the limit",
      "/messages",
      { clientId: newClientId(), text: "x".repeat(8001) },
      413,
      "too_large",
      "text",
    ],
    ["a text that is a number", "/messages", { clientId: newClientId(), text: 7 }, 400, "validation", "text"],
    [
      "a file that is not there",
      "/messages",
      { clientId: newClientId(), text: "Hi", attachmentIds: ["x"] },
      400,
      "validation",
      "attachmentIds",
    ],
    ["a body that is no object", "/messages", [1, 2], 400, "validation"],
    ["a rating of six", "/rating", { score: 6 }, 400, "validation", "score"],
    ["an email address that is none", "/contact", { email: "noa" }, 400, "validation", "email"],
    ["no way to reach anybody", "/contact", {}, 400, "validation", "email"],
    ["a page without an address", "/pages", { title: "x" }, 400, "validation", "url"],
    ["a read mark that is a word", "/read", { eventId: "x" }, 400, "validation", "eventId"],
  ]
  for (const [what, path, body, status, code, field] of bad) {
    test(`${what} is refused with a sentence`, async () => {
      const answer = await visitor.call("POST", `/api/widget${path}`, body)
      expectProblem(answer, status, code)
      if (field) expect(answer.body.field).toBe(field)
    })
  }

  test("a body that is no JSON is refused as such", async () => {
    const answer = await visitor.call("POST", "/api/widget/messages", '{"clientId": ', {
      "content-type": "application/json",
    })
    expectProblem(answer, 400, "validation")
  })

  test("a body beyond all measure is refused before it is read", async () => {
    const answer = await visitor.call("POST", "/api/widget/messages", {
      clientId: newClientId(),
      text: "x".repeat(400_000),
    })
    expectProblem(answer, 413, "too_large")
  })

  test("an unknown chatbot and an unknown address are 404", async () => {
    expectProblem(await app.call("POST", "/api/widget/nobody/session", {}), 404, "not_found")
    expectProblem(await visitor.call("GET", "/api/widget/nothing"), 404, "not_found")
    expectProblem(await app.call("GET", "/no/such/page"), 404, "not_found")
  })

  test("a wrong, foreign, cut or expired token is 401, on every call", async () => {
    const parts = visitor.token.split(".")
    const forged = [`${"x".repeat(8)}.${parts.slice(1).join(".")}`, parts.slice(0, 3).join("."), "", "x", dana.token]
    forged.push(`${visitor.token}.more`, [...parts.slice(0, 2), "zzzzzzzz", parts[3]].join("."))
    const paths: [string, string][] = [
      ["POST", "/messages"],
      ["GET", "/stream"],
      ["GET", "/events"],
      ["POST", "/human"],
      ["POST", "/close"],
      ["GET", "/attachments/x"],
    ]
    const valid = { clientId: newClientId(), text: "Hi" }
    for (const token of forged) {
      const call = createCaller(
        () => app.url,
        () => ({ authorization: `Bearer ${token}` }),
      )
      for (const [method, path] of paths) {
        const body = method === "POST" ? (path === "/messages" ? valid : {}) : undefined
        expectProblem(await call(method, `/api/widget${path}`, body), 401, "unauthorized")
      }
    }
    expectProblem(await app.call("POST", "/api/widget/messages", valid), 401, "unauthorized")
    expectProblem(await app.call("GET", `/api/widget/stream?token=${visitor.token}`), 401, "unauthorized")
  })

  test("a token lives for half a year, and an old one begins a new session instead of an error", async () => {
    const old = await app.visitor(noa)
    // One that was good a moment ago is looked at again.
    expect((await old.call("POST", "/api/widget/typing", {})).status).toBe(204)
    const signIn = { email: operators.dana.email, password, role: "operator" }
    const { token } = (await app.call("POST", "/api/v1/session", signIn)).body
    const me = () => app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${token}` })
    app.clock.advance(13 * 24 * 3600 * 1000)
    expect((await me()).status).toBe(200)
    app.clock.advance(168 * 24 * 3600 * 1000)
    // Nor does a desk stay signed in for ever.
    expectProblem(await me(), 401, "unauthorized")
    expectProblem(await old.call("POST", "/api/widget/typing", {}), 401, "unauthorized")
    expect((await old.session()).visitorId).not.toBe(old.id)
    visitor = await app.visitor(noa)
    await visitor.say("Hello again")
    id = (await visitor.conversation()).id
    dana = await app.operator("dana")
  })

  test("a visitor who was erased is asked to begin again, whatever they do", async () => {
    const gone = await app.visitor(noa)
    await app.db.write(() => app.db.inWrite<[string]>("DELETE FROM visitors WHERE id = ?").run(gone.id))
    const calls: [string, unknown][] = [
      ["/messages", { clientId: newClientId(), text: "Hi" }],
      ["/human", {}],
      ["/contact", { email: "a@b.example" }],
    ]
    for (const [path, body] of calls)
      expectProblem(await gone.call("POST", `/api/widget${path}`, body), 401, "unauthorized")
    for (const path of ["/stream", "/events"])
      expectProblem(await gone.call("GET", `/api/widget${path}`), 401, "unauthorized")
    expect((await gone.call("POST", "/api/widget/close")).status).toBe(200)
    expect((await gone.session()).visitorId).not.toBe(gone.id)
  })
})

describe("other people's websites", () => {
  test("the shop's website gets the answer and the headers that let its page read it", async () => {
    const answer = await app.call("POST", `/api/widget/${shop}/session`, noa, { origin: website })

    expect(answer.status).toBe(200)
    expect(answer.headers.get("access-control-allow-origin")).toBe(website)
    expect(answer.headers.get("vary")).toContain("Origin")
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull()
    const preflight = await app.call("OPTIONS", "/api/widget/messages", undefined, { origin: website })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization")
  })

  test("a foreign website is 403 on every call and can read nothing", async () => {
    for (const origin of ["https://evil.example", "https://shop.example.evil.example", "http://shop.example", "null"]) {
      const session = await app.call("POST", `/api/widget/${shop}/session`, noa, { origin })
      expectProblem(session, 403, "forbidden")
      expect(session.headers.get("access-control-allow-origin")).toBeNull()
      for (const [method, path, body] of [
        ["POST", "/messages", { clientId: newClientId(), text: "Hi" }],
        ["POST", "/human", {}],
        ["GET", "/stream", undefined],
        ["GET", "/events", undefined],
      ] as const) {
        const answer = await visitor.call(method, `/api/widget${path}`, body, { origin })
        expectProblem(answer, 403, "forbidden")
        expect(answer.headers.get("access-control-allow-origin")).toBeNull()
      }
    }
  })

  test("a website of one chatbot carries no other, and a token of one says nothing to another", async () => {
    const { chatbots } = app.parts
    const own = "https://counter.example"
    const before = chatbots.get(counter)
    await app.db.write((tx) => chatbots.save(tx, { ...before, origins: [own] }))
    chatbots.refresh()
    const begin = (chatbot: string, body: object, origin: string) =>
      app.call("POST", `/api/widget/${chatbot}/session`, { ...noa, ...body }, { origin })
    expect((await begin(counter, {}, own)).status).toBe(200)
    expectProblem(await begin(shop, {}, own), 403, "forbidden")
    const message = { clientId: newClientId(), text: "Hi" }
    expectProblem(await visitor.call("POST", "/api/widget/messages", message, { origin: own }), 403, "forbidden")
    expectProblem(
      await app.call("POST", "/api/widget/leave", visitor.token, { origin: own, "content-type": "text/plain" }),
      403,
      "forbidden",
    )

    const [here, there] = [
      await begin(shop, { token: visitor.token }, website),
      await begin(counter, { token: visitor.token }, own),
    ]
    expect(here.body.visitorId).toBe(visitor.id)
    expect(there.body).toMatchObject({ conversation: null })
    expect(there.body.visitorId).not.toBe(visitor.id)
    await app.db.write((tx) => chatbots.save(tx, before))
    chatbots.refresh()
  })

  test("a website is the same with and without its www, and not with anything else before its name", async () => {
    const other = website.replace("https://", "https://www.")
    expect((await app.call("POST", `/api/widget/${shop}/session`, noa, { origin: other })).status).toBe(200)
    for (const origin of [website.replace("//", "//www.www."), website.replace("//", "//www-"), `${other}:8443`])
      expect((await app.call("POST", `/api/widget/${shop}/session`, noa, { origin })).status).toBe(403)
  })

  test("headers that the website's own libraries add to every call keep none from being answered", async () => {
    const asked = (headers: string) =>
      app.call("OPTIONS", "/api/widget/messages", undefined, {
        origin: website,
        "access-control-request-headers": headers,
      })
    const allowed = async (headers: string) => (await asked(headers)).headers.get("access-control-allow-headers")
    expect(await allowed("authorization,traceparent,x-csrf-token")).toEndWith("traceparent,x-csrf-token")
    expect(await allowed("a: b; <script>")).toBe("authorization, content-type, last-event-id")
  })

  test("a host name of any length is served", async () => {
    for (const host of ["x", "pi", "nas", "a.very.long.name.of.a.server.example:8080"]) {
      expect((await app.call("GET", "/healthz", undefined, { host })).status).toBe(200)
    }
  })
})

describe("files", () => {
  const png = Uint8Array.from(
    atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    (c) => c.charCodeAt(0),
  )

  test("an image is kept, sent, and read by the visitor and the operator, each at their own address", async () => {
    const file = await visitor.upload(new File([png], "shoe.png"))
    expect(file).toMatchObject({
      name: "shoe.png",
      type: "image/png",
      size: png.length,
      url: `/api/widget/attachments/${file.id}`,
    })
    const event = await visitor.say("", newClientId(), { attachmentIds: [file.id] })
    expect(event.attachments).toMatchObject([{ id: file.id, url: file.url }])
    const seen = (await dana.open(event.conversationId)).events.at(-1)
    expect(seen.attachments[0].url).toBe(`/api/v1/attachments/${file.id}`)

    const [mine, theirs] = [await visitor.call("GET", file.url), await dana.call("GET", seen.attachments[0].url)]
    for (const answer of [mine, theirs]) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff")
      expect(answer.headers.get("content-security-policy")).toContain("sandbox")
    }
    const [stranger, uri] = [await app.visitor(sam), await app.operator("uri")]
    expectProblem(await stranger.call("GET", file.url), 404, "not_found")
    expectProblem(await uri.call("GET", seen.attachments[0].url), 404, "not_found")
    const stolen = await refusal(stranger.say("", newClientId(), { attachmentIds: [file.id] }))
    expectProblem(stolen.answer, 400, "validation")
  })

  const script = new TextEncoder().encode("<script>alert(1)</script>")
  const wrong: [string, File, number, string][] = [
    ["a page called an image", new File([script], "photo.png"), 415, "unsupported_media"],
    ["an image called a PDF", new File([png], "photo.pdf"), 415, "unsupported_media"],
    ["a page", new File([script], "page.html"), 415, "unsupported_media"],
    ["a drawing with scripts", new File(["<svg onload='x'/>"], "drawing.svg"), 415, "unsupported_media"],
    [
      "a program called a text",
      new File([Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2)], "notes.txt"),
      415,
      "unsupported_media",
    ],
    ["binary data called a text", new File([Uint8Array.of(65, 0, 66)], "notes.txt"), 415, "unsupported_media"],
    ["an empty file", new File([], "empty.txt"), 400, "validation"],
    ["a file over the limit", new File([new Uint8Array(10 * 1024 * 1024 + 1)], "big.png"), 413, "too_large"],
    ["a file far over the limit", new File([new Uint8Array(14 * 1024 * 1024)], "huge.png"), 413, "too_large"],
  ]
  for (const [what, file, status, code] of wrong) {
    test(`${what} is refused`, async () => {
      const { answer, problem } = await refusal(visitor.upload(file))
      expectProblem(answer, status, code)
      // Visitors read it: however far it is over, in the same words.
      if (code === "too_large") expect(problem.detail).toBe("Files can have 10 MB at most.")
    })
  }

  test("a name cannot lead out of the folder, whichever way it is written", async () => {
    const file = await visitor.upload(new File(["hello"], "../../../etc/passwd.txt"))
    expect(file.name).not.toMatch(/[/\\]/)
    for (const path of [
      "../../baton.db",
      "..%2f..%2fbaton.db",
      "%2e%2e/baton.db",
      "....//baton.db",
      "x%00.png",
      "..",
    ]) {
      for (const [client, base] of [
        [visitor, "/api/widget/attachments/"],
        [dana, "/api/v1/attachments/"],
      ] as const) {
        const answer = await client.call("GET", base + path)
        expect([400, 404]).toContain(answer.status)
        expect(JSON.stringify(answer.body)).not.toContain("SQLite")
      }
    }
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/app.css/../../package.json", "/.env"]) {
      expect((await app.call("GET", path)).status).toBe(404)
    }
  })
})

describe("too much", () => {
  test("the sixth wrong password waits, also when all come at once; a right one before that is forgiven", async () => {
    const strict = await startTestApp({ rateLimits: true, answers: createScriptedAnswerer() })
    const signIn = (email: string, word: string) =>
      strict.call("POST", "/api/v1/session", { email, password: word, role: "operator" })
    const { dana: first, eli: second } = operators
    for (let tries = 0; tries < 4; tries++) expect((await signIn(second.email, "wrong one")).status).toBe(401)
    expect((await signIn(second.email, password)).status).toBe(200)
    expect((await signIn(second.email, "wrong one")).status).toBe(401)

    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(first.email, "wrong one")))

    expect(answers.filter(({ status }) => status === 401).length).toBe(5)
    const limited = answers.filter(({ status }) => status === 429)
    expect(limited.length).toBe(7)
    expectProblem(limited[0]!, 429, "rate_limited")
    expect(Number(limited[0]!.headers.get("retry-after"))).toBeGreaterThan(0)
    expect((await signIn(first.email, password)).status).toBe(429)
    await strict.stop()
  }, 120_000)

  test("a visitor who floods is told when to go on, and loses nobody else a message", async () => {
    const strict = await startTestApp({ rateLimits: true, answers: createScriptedAnswerer() })
    const [loud, calm] = await Promise.all([strict.visitor(noa), strict.visitor(sam)])
    const post = () => loud.call("POST", "/api/widget/messages", { clientId: newClientId(), text: "Flood" })
    const answers = await Promise.all(Array.from({ length: 40 }, post))

    const limited = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 201).length).toBe(30)
    expectProblem(limited[0]!, 429, "rate_limited")
    expect(Number(limited[0]!.headers.get("retry-after"))).toBeGreaterThan(0)
    await calm.say("Hello")
    expect((await loud.events()).filter(({ type }) => type === "message").length).toBe(30)
    await strict.stop()
  }, 120_000)
})

describe("the server", () => {
  test("says that it is well, ready and counted, and describes its API", async () => {
    expect((await app.call("GET", "/healthz")).status).toBe(200)
    expect((await app.call("GET", "/readyz")).status).toBe(200)
    const spec = await app.call("GET", "/openapi.json")
    for (const path of ["/api/widget/{chatbot}/session", "/api/widget/messages", "/api/v1/conversations/{id}/takeover"])
      expect(Object.keys(spec.body.paths)).toContain(path)
    const metrics = await app.call("GET", "/metrics", undefined, { "x-forwarded-for": "127.0.0.1" })
    expect(metrics.body).toContain("baton_http_requests_total")
    expectProblem(await app.call("GET", "/metrics", undefined, { "x-forwarded-for": "203.0.113.9" }), 403, "forbidden")
  })

  test("has no 500 among all of these answers", () => {
    expect(app.logs.filter((line) => line.includes("request.failed"))).toEqual([])
  })
})
