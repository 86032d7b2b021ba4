/** Every address of the product, asked by everybody for whom it is not: a route that is added is asked too. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import type { TSchema } from "@sinclair/typebox"
import { counter, noa, olga, operators, password, sam, shop, unknownQuestion } from "../testing/cast"
import { type Answer, newClientId, type OperatorClient, type VisitorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

type Route = { method: string; path: string; hooks?: { body?: unknown; query?: unknown; detail?: { tags?: string[] } } }
type Call = { method: string; path: string; body?: unknown; headers?: Record<string, string> }

/** What anybody may ask: the doors themselves, what carries its own proof, and what is shown to the world. */
const forAnybody = [
  "GET /",
  "GET /openapi",
  "GET /openapi.json",
  "GET /openapi/without-answers.json",
  "GET /healthz",
  "GET /readyz",
  "GET /metrics",
  "GET /demo",
  "GET /demo/:page",
  "GET /demo/help/:slug",
  "GET /c/:id",
  "GET /pictures/:id",
  "POST /api/v1/session",
  "POST /api/widget/:chatbot/session",
  // A page that is left can send no header.
  "POST /api/widget/leave",
  "GET /appointments/:id/:signature",
  "POST /appointments/:id/:signature/cancel",
  "POST /appointments/:id/:signature/move",
  "GET /continue/:link",
  "POST /continue",
  "POST /mail/returned",
  "POST /slack/events",
  "POST /slack/interactions",
  ...["/operator", "/admin"].flatMap((area) => [`GET ${area}/sign-in`, `POST ${area}/sign-in`, `POST ${area}/theme`]),
  // Leads on to the page of the account, which asks.
  "GET /operator/account/password",
  "GET /admin/account/password",
]

type Door = "visitor" | "operator" | "owner" | "either"

let app: TestApp
let visitor: VisitorClient
let dana: OperatorClient
let uri: OperatorClient
let owner: OperatorClient
let routes: Route[]
/** One of each thing that an address may name, all of the shop. */
let things: Record<string, string>

beforeAll(async () => {
  app = await startTestApp({ content: true })
  ;[visitor, dana, uri, owner] = await Promise.all([
    app.visitor(noa),
    app.operator("dana"),
    app.operator("uri"),
    app.owner(),
  ])
  // Uri answers elsewhere: whoever has some seat has none of the shop.
  await owner.api("PUT", `/operators/${uri.id}`, { seats: [counter] })
  routes = app.parts.routes() as unknown as Route[]
  await visitor.say(`${unknownQuestion} ${findable} ${secret}`)
  await visitor.post("/contact", { name: `Noa ${secret}`, email: "noa@shop.example" })
  const conversation = (await visitor.conversation()).id
  await app.dealtWith(conversation)
  const reply = await dana.say(conversation, `We look it up, ${secret}`)
  const followUp = (
    await dana.api("POST", "/follow-ups", { conversationId: conversation, text: `Call back, ${secret}` })
  ).followUp
  const file = await visitor.upload(new File([secret], `${secret}.txt`))
  await visitor.say("", newClientId(), { attachmentIds: [file.id] })
  const contact = (await dana.open(conversation)).contact.id
  const another = await app.visitor(sam)
  await another.say("Hello")
  const { id: twin } = (await another.post("/contact", { name: "Sam" })).contact
  things = {
    conversations: conversation,
    visitors: visitor.id,
    contacts: contact,
    "follow-ups": followUp.id,
    attachments: file.id,
    chatbots: shop,
    from: String(reply.id),
    list: "human",
    notes: "nothing",
    merges: "nothing",
    twin,
    sessions: "nothing",
  }
})
afterAll(async () => {
  await app.stop()
  expect(app.logs.filter((line) => line.includes("request.failed"))).toEqual([])
})

/** Stands in all that is known of the visitor, and in nothing else. */
const secret = "Zanzibarmarmalade"
/** What she also said, and what she is looked for by: a page says again what was looked for. */
const findable = "quinces"

function doorOf({ method, path, hooks }: Route): Door | undefined {
  if (forAnybody.includes(`${method} ${path}`)) return undefined
  if (path.startsWith("/admin")) return "owner"
  if (path.startsWith("/operator")) return "operator"
  if (path.startsWith("/api/widget/")) return "visitor"
  const [tag] = hooks?.detail?.tags ?? []
  const doors: Record<string, Door> = { Owner: "owner", Operator: "operator", Account: "either" }
  const door = doors[tag ?? ""]
  if (!door) throw new Error(`Whom is ${method} ${path} for? Tag it, or list it among what anybody may ask.`)
  return door
}

const pathOf = (path: string) =>
  path.replace(/\/([\w-]+)\/:\w+|:\w+/g, (_, before: string | undefined) =>
    before === undefined ? "nothing" : `/${before}/${things[before] ?? "nothing"}`,
  )

/** Something that the schema lets through, and no more: what is wrong in it otherwise must not be said to strangers. */
function sampleOf(schema: TSchema, name = "", isSensible = false): unknown {
  // A whole number may also be sent as text, by forms: the number is the plainer one.
  if (schema.anyOf)
    return sampleOf(
      schema.anyOf.find((it: TSchema) => /integer|number/.test(it.type)) ?? schema.anyOf[0],
      name,
      isSensible,
    )
  if (schema.const !== undefined) return schema.const
  if (schema.type === "object") {
    const wanted: string[] = isSensible ? Object.keys(schema.properties ?? {}) : (schema.required ?? [])
    return Object.fromEntries(wanted.map((key) => [key, sampleOf(schema.properties[key], key, isSensible)]))
  }
  if (schema.type === "array") return []
  if (schema.type === "boolean") return true
  if (schema.type === "number" || schema.type === "integer") return schema.minimum ?? 1
  return isSensible ? (sensible()[name] ?? "") : "x".repeat(schema.minLength ?? 0)
}

/** What a colleague with a seat would send. */
const sensible = (): Record<string, string> => ({
  text: "Hello",
  title: "Hello",
  clientId: newClientId(),
  conversationId: things.conversations!,
  ownerId: dana.id,
  operatorId: dana.id,
  eventId: things.from!,
  due: "tomorrow",
  kind: "reply",
  field: "phone",
  value: "+353 1 234 5678",
  with: things.twin!,
  other: things.twin!,
})

function callOf(route: Route, isSensible = false): Call {
  const { method } = route
  const schema = route.hooks?.body as TSchema | undefined
  const base = { method, path: pathOf(route.path) }
  if (method === "GET" || method === "HEAD") return base
  if (schema && JSON.stringify(schema).includes('"File"')) {
    const form = new FormData()
    form.set("file", new File(["x"], "x.txt"))
    return { ...base, body: form }
  }
  if (schema) return { ...base, body: sampleOf(schema, "", isSensible) }
  // What reads a form itself.
  if (!route.path.startsWith("/api/"))
    return {
      ...base,
      body: new URLSearchParams(isSensible ? sensible() : {}).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }
  return base
}

/** Streams do not end, so what they answer with is read off and the line is let go. */
async function ask({ method, path, body, headers }: Call, more: Record<string, string>): Promise<Answer> {
  if (!path.endsWith("/stream")) return app.call(method, path, body, { ...headers, ...more })
  const leave = new AbortController()
  const response = await fetch(app.url + path, { method, headers: more, redirect: "manual", signal: leave.signal })
  const answer = { status: response.status, headers: response.headers, body: "" }
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) leave.abort()
  return answer
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const ownPage = () => ({ origin: app.url })
const nameOf = ({ method, path }: Route) => `${method} ${path}`
const known = (door: Door | undefined) => (route: Route) => doorOf(route) === door

/** Refused for who they are, or led to the sign-in; by an address that only leads on, where it leads. */
async function isTurnedAway(answer: Answer, method: string, headers: Record<string, string>): Promise<boolean> {
  if (answer.status === 401 || answer.status === 403) return true
  if (answer.status !== 302 && answer.status !== 303) return false
  const to = answer.headers.get("location") ?? ""
  if (/^\/(operator|admin)\/sign-in/.test(to)) return true
  return (
    method === "GET" && to.startsWith("/") && isTurnedAway(await ask({ method, path: to }, headers), method, headers)
  )
}

/** What each was answered that was not turned away. */
async function letIn(asked: Route[], headers: Record<string, string>): Promise<string[]> {
  const found: string[] = []
  for (const route of asked) {
    const answer = await ask(callOf(route), headers)
    if (!(await isTurnedAway(answer, route.method, headers)))
      found.push(`${nameOf(route)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 120)}`)
  }
  return found
}

describe("every address", () => {
  test("has somebody whom it is for, and what is said to be for anybody is there", () => {
    expect(routes.length).toBeGreaterThan(400)
    for (const route of routes) doorOf(route)
    const all = routes.map(nameOf)
    expect(forAnybody.filter((each) => !all.includes(each))).toEqual([])
  })

  test("that is for somebody turns away whoever is signed in as nobody, whatever they send", async () => {
    const closed = routes.filter((route) => doorOf(route) !== undefined)
    expect(await letIn(closed, {})).toEqual([])
    expect(await letIn(closed, bearer("nonsense"))).toEqual([])
  })

  test("of the team turns away a visitor, and each of the visitor's an operator and an owner", async () => {
    const team = routes.filter((route) => !["visitor", undefined].includes(doorOf(route)))
    expect(await letIn(team, bearer(visitor.token))).toEqual([])
    const visitors = routes.filter(known("visitor"))
    for (const { token } of [dana, owner]) expect(await letIn(visitors, bearer(token))).toEqual([])
  })

  test("of the owner turns away an operator, by token and by either cookie", async () => {
    const owners = routes.filter(known("owner"))
    for (const headers of [
      bearer(dana.token),
      { ...ownPage(), cookie: `baton_operator=${dana.token}` },
      { ...ownPage(), cookie: `baton_owner=${dana.token}` },
    ])
      expect(await letIn(owners, headers)).toEqual([])
  })

  test("of the operator turns away an owner without a seat, by token and by either cookie", async () => {
    const desk = routes.filter(known("operator"))
    for (const headers of [
      bearer(owner.token),
      { ...ownPage(), cookie: `baton_operator=${owner.token}` },
      { ...ownPage(), cookie: `baton_owner=${owner.token}` },
    ])
      expect(await letIn(desk, headers)).toEqual([])
  })

  test("that changes something refuses a cookie that another website sent", async () => {
    const changing = routes.filter((route) => route.method !== "GET")
    const people = { owner, operator: dana, either: dana }
    for (const [door, { token }] of Object.entries(people)) {
      const cookie = `baton_${door === "owner" ? "owner" : "operator"}=${token}`
      const asked = changing.filter(known(door as Door))
      for (const from of [
        { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
        { "sec-fetch-site": "same-site" },
        { origin: "https://evil.example" },
        {},
      ])
        expect(await letIn(asked, { cookie, ...from } as Record<string, string>)).toEqual([])
    }
  })
})

describe("a seat", () => {
  /** What names something of the shop, or stands for all of it. */
  const ofDesk = () => routes.filter((route) => ["operator", "either"].includes(doorOf(route) ?? ""))
  const namesSomething = ({ path }: Route) =>
    /\/(conversations|visitors|contacts|follow-ups|attachments)\/:/.test(path) || path === "/api/v1/follow-ups"

  test("is needed to see anything of a visitor: without one, no address of the desk says a word of them", async () => {
    const told: Record<string, string[]> = { dana: [], uri: [] }
    for (const [name, { token }] of Object.entries({ dana, uri })) {
      for (const route of ofDesk().filter(({ method, path }) => method === "GET" && !path.endsWith("/stream"))) {
        for (const query of ["", `?q=${findable}`, `?chatbot=${shop}`, "?state=waiting"]) {
          const { path } = callOf(route)
          const answer = await app.call("GET", path + query, undefined, bearer(token))
          if (JSON.stringify(answer.body).includes(secret)) told[name]!.push(nameOf(route))
        }
      }
    }
    expect(new Set(told.dana).size).toBeGreaterThan(15)
    expect(told.uri).toEqual([])
  })

  test("is needed to do anything with what one may name, and what is refused has done nothing", async () => {
    const acts = ofDesk().filter((route) => route.method !== "GET" && namesSomething(route))
    expect(acts.length).toBeGreaterThan(35)
    const before = app.parts.events.latestId()
    const done: string[] = []
    for (const route of acts) {
      const { method, path, body, headers } = callOf(route, true)
      const answer = await app.call(method, path, body, { ...headers, ...bearer(uri.token) })
      if (answer.status !== 404)
        done.push(`${nameOf(route)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 150)}`)
    }
    expect(done).toEqual([])
    expect(app.parts.events.latestId()).toBe(before)

    // Whoever has one is not told that there is no such thing.
    const unknown: string[] = []
    const merging = (route: Route) => Number(route.path.endsWith("/merge"))
    // Last what leaves one of two.
    for (const route of acts.toSorted((a, b) => merging(a) - merging(b))) {
      if (/:(note|merge)\b/.test(route.path)) continue
      const { method, path, body, headers } = callOf(route, true)
      const answer = await app.call(method, path, body, { ...headers, ...bearer(dana.token) })
      if (answer.status === 404) unknown.push(nameOf(route))
    }
    expect(unknown).toEqual([])
  })
})

describe("a visitor", () => {
  test("reads no word of another's, whatever they ask and send", async () => {
    const other = await app.visitor(sam)
    await other.say("Hello")
    const before = await visitor.events()
    for (const route of routes.filter(known("visitor")).filter(({ path }) => !path.endsWith("/stream"))) {
      const { method, path, body } = callOf(route, true)
      const answer = await other.call(method, path, body)
      expect([nameOf(route), JSON.stringify(answer.body).includes(secret)]).toEqual([nameOf(route), false])
    }
    expect(JSON.stringify(await other.session())).not.toContain(secret)
    expect((await other.call("GET", `/api/widget/attachments/${things.attachments}`)).status).toBe(404)
    expect((await visitor.call("GET", `/api/widget/attachments/${things.attachments}`)).status).toBe(200)
    expect(await visitor.events()).toEqual(before)
  })
})

describe("a sign-in", () => {
  const signIn = (area: string, email: string, headers: Record<string, string>) =>
    app.call("POST", `${area}/sign-in`, new URLSearchParams({ email, password }).toString(), {
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    })
  const cookieOf = (answer: Answer) => (answer.headers.get("set-cookie") ?? "").split(";")[0]!

  test("is made on our own page: another website's form signs nobody in as somebody else", async () => {
    for (const [area, { email }] of [
      ["/operator", operators.dana],
      ["/admin", olga],
    ] as const) {
      for (const from of [
        { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
        { origin: "https://evil.example" },
        {},
      ] as Record<string, string>[]) {
        const answer = await signIn(area, email, from)
        expect([area, answer.status, cookieOf(answer)]).toEqual([area, 403, ""])
      }
      expect(cookieOf(await signIn(area, email, ownPage()))).not.toBe("")
    }
  })

  test("holds for two weeks and no longer, a program's key for a year, and neither is good for a day more", async () => {
    const cookie = cookieOf(await signIn("/operator", operators.dana.email, ownPage()))
    const statuses = async () => {
      const page = await app.call("GET", "/operator", undefined, { cookie })
      const api = await app.call("GET", "/api/v1/me", undefined, bearer(dana.token))
      return [page.status, api.status]
    }
    const day = 24 * 3600_000
    app.clock.advance(13 * day)
    expect(await statuses()).toEqual([200, 200])
    app.clock.advance(1 * day)
    expect(await statuses()).toEqual([303, 200])
    app.clock.advance(350 * day)
    expect(await statuses()).toEqual([303, 200])
    app.clock.advance(1 * day)
    expect(await statuses()).toEqual([303, 401])
  })
})
