import { afterAll, beforeAll, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import type { Booking } from "../bookings/booking-store"
import * as cast from "../testing/cast"
import type { OperatorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { pageOf } from "./paging"

let app: TestApp
let dana: OperatorClient
let owner: OperatorClient
const day = 24 * 3600_000

beforeAll(async () => {
  app = await startTestApp({ content: false })
  dana = await app.operator("dana")
  owner = await app.owner()
})
afterAll(() => app.stop())

// biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
type Item = any

/** Every item of a list, a few at a time. */
async function whole(who: OperatorClient, path: string): Promise<Item[]> {
  const all: Item[] = []
  for (let cursor: string | null = ""; cursor !== null; ) {
    const mark = path.includes("?") ? "&" : "?"
    const page: Item = await who.api("GET", `${path}${mark}limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    expect(page.items.length).toBeLessThanOrEqual(3)
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

/** What a page of the desk links to as its next one. */
async function deskPages(path: string, word: string): Promise<string[]> {
  const pages: string[] = []
  for (let next: string | undefined = path; next; ) {
    const cookie = `${cookieNames.operator}=${dana.token}`
    const body: string = (await app.call("GET", next, undefined, { cookie })).body
    pages.push(body)
    next = new RegExp(`href="([^"]+)"[^>]*>${word}<`).exec(body)?.[1]?.replaceAll("&amp;", "&")
    if (pages.length > 20) throw new Error("The pages do not end.")
  }
  return pages
}

test("follow-ups, open and done, page to their end, those of one moment too", async () => {
  const { conversationId } = await (await app.visitor()).say("Call me")
  const dueAt = (at: number) => new Date(app.clock.now() + Math.floor(at / 2) * day).toISOString()
  const { chatbotId } = app.parts.conversations.find(conversationId)!
  for (let at = 0; at < 230; at++)
    await dana.api("POST", "/follow-ups", { conversationId, text: `Task ${at}.`, dueAt: dueAt(at) })
  expect(chatbotId).toBe(cast.shop)

  const open = await whole(dana, "/follow-ups")
  expect(open.map(({ text }) => text).toSorted()).toEqual(
    Array.from({ length: 230 }, (_, at) => `Task ${at}.`).toSorted(),
  )
  expect(open.map((each) => each.dueAt)).toEqual(open.map((each) => each.dueAt).toSorted())
  const pages = await deskPages("/operator/follow-ups", "Due later")
  expect(pages.length).toBeGreaterThan(1)
  for (const { text } of open) expect(pages.some((page) => page.includes(text))).toBeTrue()

  for (const { id } of open.slice(0, 60)) await dana.api("POST", `/follow-ups/${id}/done`)
  const done = await whole(dana, "/follow-ups?state=done")
  expect(new Set(done.map(({ id }) => id))).toEqual(new Set(open.slice(0, 60).map(({ id }) => id)))
  const older = await deskPages("/operator/follow-ups", "Done earlier")
  for (const { text } of done) expect(older.some((page) => page.includes(text))).toBeTrue()
})

test("behind a last page that is full there is none", () => {
  const page = (found: number[]) => pageOf(found, 2, String)
  expect(page([1, 2])).toEqual({ items: [1, 2], next: null })
  expect(page([1, 2, 3])).toEqual({ items: [1, 2], next: "2" })
  expect(page([])).toEqual({ items: [], next: null })
})

test("bookings page to their end", async () => {
  const noa = await app.visitor()
  const store = app.parts.bookingStore
  await app.db.write((tx) => {
    for (let at = 0; at < 215; at++) {
      const startsAt = app.clock.now() + (1 + Math.floor(at / 2)) * 3600_000
      const booking: Booking = {
        ...{ id: `booking-${at}`, chatbotId: cast.shop, typeId: null, visitorId: noa.id, conversationId: null },
        ...{
          kind: "booking",
          name: `Fitting ${at}.`,
          startsAt,
          endsAt: startsAt + 1,
          contact: {},
          note: "",
          people: 1,
        },
        ...{
          locale: "en",
          timeZone: "UTC",
          clientId: null,
          sequence: 0,
          createdAt: at,
          updatedAt: at,
          cancelledAt: null,
        },
      }
      store.insert(tx, booking, { from: startsAt, to: startsAt + 1 })
    }
  })

  const found = await whole(dana, "/bookings")
  expect(new Set(found.map(({ id }) => id)).size).toBe(215)
  expect(found).toHaveLength(215)
  expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).toSorted())
  const pages = await deskPages("/operator/bookings", "Later")
  for (const { name } of found) expect(pages.some((page) => page.includes(name))).toBeTrue()
})

test("closed conversations page to their end, in the desk too", async () => {
  const ids: string[] = []
  for (let at = 0; at < 60; at++) {
    const visitor = await app.visitor()
    ids.push((await visitor.say(`Question ${at}.`)).conversationId)
    await visitor.close()
  }

  const pages = await deskPages("/operator/closed", "Closed earlier")
  expect(pages.length).toBeGreaterThan(1)
  for (const id of ids) expect(pages.some((page) => page.includes(`/operator/conversations/${id}`))).toBeTrue()
  const desk = (await app.call("GET", "/operator", undefined, { cookie: `${cookieNames.operator}=${dana.token}` })).body
  expect(desk).toContain('href="/operator/closed"')
  const uri = await app.operator("uri")
  const cookie = `${cookieNames.operator}=${uri.token}`
  expect((await app.call("GET", "/operator/closed", undefined, { cookie })).body).not.toContain("Question 59.")
})

test("a cursor that no list gave is refused everywhere, with its name", async () => {
  for (const [who, path] of [
    [dana, "/conversations"],
    [dana, "/conversations?state=waiting"],
    [dana, "/conversations?q=boots"],
    [dana, "/bookings"],
    [dana, "/follow-ups"],
    [dana, "/follow-ups?state=done"],
    [owner, "/contacts"],
    [owner, "/audit"],
    [owner, "/deliveries"],
    [owner, `/chatbots/${cast.shop}/passages`],
  ] as const) {
    for (const cursor of ["banana", "-1", "' OR 1=1 --", "9".repeat(40), `${"9".repeat(40)}.x`]) {
      const mark = path.includes("?") ? "&" : "?"
      const { status, body } = await who.call("GET", `/api/v1${path}${mark}cursor=${encodeURIComponent(cursor)}`)
      expect([path, cursor, status, body.code, body.field]).toEqual([path, cursor, 400, "validation", "cursor"])
    }
  }
})

test("contacts page to their end by the cursor that they give", async () => {
  for (let at = 0; at < 8; at++) {
    const visitor = await app.visitor()
    await visitor.post("/contact", { name: `Person ${at}`, email: `p${at}@mail.example` })
  }
  const found = await whole(owner, "/contacts")
  expect(new Set(found.map(({ email }) => email))).toEqual(
    new Set(Array.from({ length: 8 }, (_, at) => `p${at}@mail.example`)),
  )
})
