/** What a client meets who does not do as the contract says, or who means harm: every refusal says what to change. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { connect } from "node:net"
import { noa, operators, password, sam, shop, website } from "../testing/cast"
import { type Answer, newClientId, type OperatorClient, type VisitorClient } from "../testing/clients"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
let visitor: VisitorClient
let dana: OperatorClient
let owner: OperatorClient
let id: string

beforeAll(async () => {
  app = await startTestApp({ answers: createScriptedAnswerer() })
  ;[visitor, dana, owner] = await Promise.all([app.visitor(noa), app.operator("dana"), app.owner()])
  await visitor.say("Hello")
  id = (await visitor.conversation()).id
})
afterAll(() => app.stop())

const problemOf = ({ status, body }: Answer) => [status, body.code, body.field]

/** A request as no client library would write it. @returns what came back. */
function sendRaw(text: string): Promise<string> {
  return new Promise((settle) => {
    let answer = ""
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1", () => socket.write(text))
    socket.on("data", (chunk) => {
      answer += chunk
    })
    socket.on("close", () => settle(answer))
    socket.on("error", () => settle(answer))
  })
}

describe("a wrong value", () => {
  test("is named to the innermost field, in words that say what is right", async () => {
    const session = `/api/widget/${shop}/session`
    const on = `/api/v1/conversations/${id}`
    for (const [client, path, body, field, words] of [
      [visitor, session, { page: {} }, "page.url", "url"],
      [visitor, session, { page: { url: 5 } }, "page.url", "string"],
      [visitor, session, { page: { url: "x".repeat(3000) } }, "page.url", "2000"],
      [visitor, session, { page: "x" }, "page", "object"],
      [visitor, session, { identity: {} }, "identity.id", "id"],
      [visitor, "/api/widget/human", { reason: 5 }, "reason", "string"],
      [visitor, "/api/widget/human", { reason: "x".repeat(501) }, "reason", "500"],
      [visitor, "/api/widget/rating", { score: 9 }, "score", "whole number from 1 to 5"],
      [visitor, "/api/widget/read", { eventId: 1.5 }, "eventId", "whole number"],
      [dana, `${on}/handback`, { note: 5 }, "note", "string"],
      [dana, `${on}/handback`, { bounds: { returnOn: [5] } }, "bounds.returnOn.0", "string"],
      [dana, `${on}/closure`, { tags: "x" }, "tags", "array"],
      [dana, `${on}/takeover`, { force: "perhaps" }, "force", "boolean"],
      [dana, `${on}/flag-feedback`, { verdict: "maybe" }, "verdict", "right"],
    ] as const) {
      const answer = await client.call("POST", path, body)
      expect([path, ...problemOf(answer)]).toEqual([path, 400, "validation", field])
      expect(answer.body.detail).toContain(words)
    }
  })

  test("in an address is named, too, and none is too large or too broken to be answered", async () => {
    const get = (path: string) => dana.call("GET", path)
    for (const value of ["0", "-1", "201", "1e9", "1.5", "abc", ""]) {
      const answer = await get(`/api/v1/conversations?limit=${value}`)
      expect([value, ...problemOf(answer)]).toEqual([value, 400, "validation", "limit"])
      expect(answer.body.detail).toContain("whole number from 1 to 200")
    }
    for (const path of ["contacts", "audit", "deliveries"]) {
      const answer = await owner.call("GET", `/api/v1/${path}?limit=1.5`)
      expect([path, ...problemOf(answer)]).toEqual([path, 400, "validation", "limit"])
    }
    for (const value of ["0", "63", "1.5", "x"])
      expect(problemOf(await visitor.call("GET", `/api/widget/slots?days=${value}`))).toEqual([
        400,
        "validation",
        "days",
      ])
    for (const value of ["-1", "1.5", "x"])
      expect(problemOf(await visitor.call("GET", `/api/widget/events?after=${value}`))).toEqual([
        400,
        "validation",
        "after",
      ])
  })

  test("a filter that is left empty filters nothing", async () => {
    const all = await dana.list()
    expect(all.length).toBeGreaterThan(0)
    expect(await dana.list("state=&queue=&assignee=&chatbot=&q=&cursor=")).toEqual(all)
  })
})

describe("who may not", () => {
  test("is told so before anything is said of what they sent", async () => {
    const bad: [string, string, unknown][] = [
      ["POST", "/api/v1/chatbots", {}],
      ["POST", "/api/v1/chatbots", "no JSON"],
      ["PUT", `/api/v1/chatbots/${shop}/rules`, {}],
      ["GET", `/api/v1/chatbots/${shop}/gaps/x`, undefined],
      ["POST", "/api/v1/webhooks", {}],
      ["POST", `/api/v1/conversations/${id}/messages`, {}],
      ["POST", `/api/v1/conversations/${id}/notes`, {}],
      ["GET", "/api/v1/conversations?limit=x", undefined],
    ]
    for (const [method, path, body] of bad) {
      for (const token of ["nonsense", visitor.token]) {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
        const answer = await app.call(method, path, body, headers)
        expect([path, ...problemOf(answer)]).toEqual([path, 401, "unauthorized", undefined])
      }
      const wrong = path.includes("/conversations") ? owner : dana
      const answer = await wrong.call(method, path, body, { "content-type": "application/json" })
      expect([path, ...problemOf(answer)]).toEqual([path, 403, "forbidden", undefined])
    }
    for (const [path, body] of [
      ["messages", {}],
      ["read", { eventId: "x" }],
      ["rating", {}],
      ["contact", { name: 5 }],
    ] as const)
      expect(problemOf(await app.call("POST", `/api/widget/${path}`, body))[0]).toBe(401)
  })

  test("a scheme is a scheme in any case of letters", async () => {
    const with_ = (token: string) => ({ authorization: `bearer ${token}` })
    expect((await app.call("GET", "/api/v1/me", undefined, with_(dana.token))).status).toBe(200)
    expect((await app.call("POST", "/api/widget/typing", {}, with_(visitor.token))).status).toBe(204)
  })
})

describe("a wrong way to ask", () => {
  test("a method that an address does not have is 405, with those that it has", async () => {
    for (const [method, path, allowed] of [
      ["GET", "/api/widget/messages", "POST"],
      ["DELETE", "/api/v1/conversations", "GET, HEAD"],
      ["POST", `/api/v1/conversations/${id}`, "GET, HEAD"],
      ["PATCH", `/api/v1/chatbots/${shop}`, "GET, HEAD, PUT, DELETE"],
      ["POST", "/widget.js", "GET, HEAD"],
    ] as const) {
      const answer = await app.call(method, path, undefined)
      expect([path, ...problemOf(answer)]).toEqual([path, 405, "method_not_allowed", undefined])
      expect(answer.headers.get("allow")).toBe(allowed)
    }
    expect((await app.call("GET", "/api/v1/nothing")).status).toBe(404)
  })

  test("a person who mistypes an address reads a page, a program a problem", async () => {
    for (const path of ["/admin/nothing", "/operator/nothing/here", "/nothing"]) {
      const page = await app.call("GET", path, undefined, { accept: "text/html,*/*" })
      expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"])
      expect(page.headers.get("content-security-policy")).toContain("default-src 'self'")
      expect(problemOf(await app.call("GET", path))).toEqual([404, "not_found", undefined])
    }
  })

  test("the head of a stream is refused at once, as it would never end", async () => {
    for (const [path, token] of [
      ["/api/widget/stream", visitor.token],
      ["/api/v1/stream", dana.token],
    ] as const) {
      const answer = await sendRaw(
        `HEAD ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
      )
      expect(answer).toStartWith("HTTP/1.1 405")
      expect(answer).toMatch(/^allow: GET\r$/im)
    }
    expect(app.parts.streams.count).toBe(0)
  }, 20_000)

  test("a host that can be none is refused, and no fault of ours", async () => {
    for (const host of ["shop.example/admin", "me@shop.example", "<script>", "a b", ""]) {
      for (const path of ["/operator", "/admin", "/openapi.json", `/api/v1/chatbots/${shop}`]) {
        const answer = await sendRaw(
          `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${owner.token}\r\nConnection: close\r\n\r\n`,
        )
        expect(`${host}: ${answer.split("\r\n")[0]}`).toBe(`${host}: HTTP/1.1 400 Bad Request`)
      }
    }
    for (const host of ["nas", "shop.example:8080", "[::1]:3000", "under_score.example", "127.0.0.1"])
      expect(await sendRaw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toStartWith(
        "HTTP/1.1 200",
      )
    expect(await sendRaw("GET /healthz HTTP/1.0\r\n\r\n")).toContain(" 200 ")
  })
})

describe("what is private", () => {
  test("is kept by no cache", async () => {
    for (const [client, path] of [
      [dana, "/api/v1/conversations"],
      [dana, `/api/v1/conversations/${id}`],
      [dana, "/api/v1/me"],
      [owner, "/api/v1/contacts"],
      [owner, "/api/v1/settings"],
      [visitor, "/api/widget/events"],
      [visitor, "/api/widget/slots"],
    ] as const) {
      const answer = await client.call("GET", path)
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, 200, "no-store"])
    }
  })

  test("a place to go to after signing in is a path of ours that can stand in a header, or none", async () => {
    for (const [next, leads] of [
      ["/operator/conversations/1?x=%C3%A9", "/operator/conversations/1?x=%C3%A9"],
      ["/operator/\r\nX-Evil: yes", "/operator"],
      ["/operator/é😀", "/operator"],
      ["/operator/\u0000", "/operator"],
      ["//evil.example", "/operator"],
      ["https://evil.example/operator", "/operator"],
      ["/operator\\@evil.example", "/operator"],
    ] as const) {
      const form = new URLSearchParams({ email: operators.dana.email, password, next })
      const answer = await app.call("POST", "/operator/sign-in", form.toString(), {
        "content-type": "application/x-www-form-urlencoded",
        origin: app.url,
      })
      expect([next, answer.status, answer.headers.get("location")]).toEqual([next, 303, leads])
    }
  })
})

describe("what visitors can fill up", () => {
  test("a message in which nothing can be seen is none", async () => {
    for (const text of [
      "",
      " \n\t",
      "\u00a0",
      "\u200b",
      "\u2060\ufeff",
      "\u3164",
      "\u0000",
      "\u202e\u200f",
      "\u00ad",
    ]) {
      const answer = await visitor.call("POST", "/api/widget/messages", { clientId: newClientId(), text })
      expect([JSON.stringify(text), ...problemOf(answer)]).toEqual([JSON.stringify(text), 400, "validation", "text"])
    }
    for (const text of ["👍", "?", "👩‍👩‍👧", "\u200fشكرا", "0", "…"]) expect((await visitor.say(text)).text).toBe(text)
    // What no screen can show is not kept.
    expect((await visitor.say("a\u0000b\u0007c")).text).toBe("abc")
  })

  test("contact details have an end, and their addresses are addresses", async () => {
    const other = await app.visitor(sam)
    const leave = (body: unknown) => other.call("POST", "/api/widget/contact", body)
    const named = (count: number, of: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`${of} ${at}`, "x"]))
    expect((await leave({ fields: named(20, "First") })).status).toBe(200)
    expect(problemOf(await leave({ fields: named(20, "Second") }))).toEqual([400, "validation", "fields"])
    expect(problemOf(await leave({ fields: named(3000, "Third") }))).toEqual([400, "validation", "fields"])
    expect(problemOf(await leave({ fields: { [`k${"k".repeat(60)}`]: "x" } }))).toEqual([400, "validation", "fields"])
    // What was left can be left again.
    expect((await leave({ fields: { ...named(20, "First"), "First 1": "y" } })).status).toBe(200)
    for (const email of ["a,b@x.example", "<a@x.example>", '"a"@x.example', "a@x.example;b", "a@b"])
      expect([email, ...problemOf(await leave({ email }))]).toEqual([email, 400, "validation", "email"])
    expect((await leave({ email: "sam.o'neil+shop@x.example" })).status).toBe(200)
  })

  test("the owners' table has as many columns as can be imported again, whatever visitors write", async () => {
    for (let at = 0; at < 5; at++) {
      const one = await app.visitor({ ...sam })
      const fields = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`Made up ${at}-${n}`, "x"]))
      expect((await one.call("POST", "/api/widget/contact", { fields: { ...fields } })).status).toBe(200)
    }
    const { body } = await owner.call("GET", "/api/v1/contacts.csv")
    const columns = (body as string).split("\r\n")[0]!.split(",")
    expect(columns.length).toBe(100)
    expect(columns.at(-1)).toBe("baton_id")
  })

  test("a file's name is cut between characters, and shows itself as it is", async () => {
    const pixel = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    )
    for (const name of [`${"😀".repeat(59)}ab.png`, `${"😀".repeat(80)}.png`, `${"😀".repeat(58)}abc.png`]) {
      const { name: kept, url } = await visitor.upload(new File([pixel], name))
      expect(kept.isWellFormed()).toBeTrue()
      expect((await visitor.call("GET", url)).status).toBe(200)
    }
    // Right to left, this reads “photo_gpj.exe”.
    expect((await visitor.upload(new File([pixel], "exe.\u202egpj_otohp.png"))).name).toBe("exe._gpj_otohp.png")
  })

  test("one visitor holds so many streams and no more; another is not refused for it", async () => {
    const strict = await startTestApp({ rateLimits: true, answers: createScriptedAnswerer() })
    try {
      const [greedy, calm] = await Promise.all([strict.visitor(noa), strict.visitor(sam)])
      const readers = Array.from({ length: 20 }, () => greedy.stream())
      await until(() => strict.parts.streams.count === 20, "twenty streams are open")

      const refused = await greedy.call("GET", "/api/widget/stream")
      expect(problemOf(refused)).toEqual([429, "rate_limited", undefined])
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
      const other = calm.stream()
      await until(() => strict.parts.streams.count === 21, "another's is open")
      await readers[0]!.cut()
      await until(() => strict.parts.streams.count === 20, "one has ended")
      const again = greedy.stream()
      await until(() => strict.parts.streams.count === 21, "one may be opened again")
      await Promise.all([...readers, other, again].map((reader) => reader.cut()))
    } finally {
      await strict.stop()
    }
  }, 60_000)

  test("nobody's mailbox, no operator and no disk is a target: letters, calls and files from one address have an end", async () => {
    const strict = await startTestApp({ rateLimits: true, answers: createScriptedAnswerer() })
    try {
      const one = await strict.visitor(noa)
      const statuses = async (count: number, path: string, body: object) => {
        const found = new Map<number, number>()
        for (let at = 0; at < count; at++) {
          const { status } = await one.call("POST", path, body)
          found.set(status, (found.get(status) ?? 0) + 1)
        }
        return Object.fromEntries(found)
      }
      const slot = { slot: "none", kind: "booking" }
      expect(await statuses(15, "/api/widget/transcript", { email: "x@else.example" })).toEqual({ 404: 15 })
      expect(await statuses(8, "/api/widget/bookings", slot)).toEqual({ 400: 5, 429: 3 })
      expect(await statuses(93, "/api/widget/human", {})).toEqual({ 202: 90, 429: 3 })
      await one.say("I am still heard")

      const uploads = new Map<number, number>()
      for (let at = 0; at < 5; at++) {
        const fresh = await strict.visitor(sam)
        for (let file = 0; file < 14; file++) {
          const form = new FormData()
          form.set("file", new File(["words"], "note.txt"))
          const { status } = await fresh.call("POST", "/api/widget/attachments", form)
          uploads.set(status, (uploads.get(status) ?? 0) + 1)
        }
      }
      expect(Object.fromEntries(uploads)).toEqual({ 201: 60, 429: 10 })
    } finally {
      await strict.stop()
    }
  }, 60_000)

  test("whoever polls with an id from the future, as after a restored copy, goes on at the present", async () => {
    const { body } = await visitor.call("GET", "/api/widget/events?after=999999999")
    const said = await visitor.say("After that")
    expect(body.lastEventId).toBeLessThan(said.id)
    const next = await visitor.call("GET", `/api/widget/events?after=${body.lastEventId}`)
    expect(next.body.events.map((event: { id: number }) => event.id)).toContain(said.id)
  })
})

test("nothing of all this was a fault of the server", () => {
  expect(app.logs.filter((line) => line.includes('"level":"error"'))).toEqual([])
  expect(website).toStartWith("https://")
})
