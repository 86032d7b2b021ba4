/** Readings that wait, are interrupted, and begin anew. */

import { expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { createWebsiteReading, sources } from "../testing/reading-website"
import { until } from "../testing/until"
import { links, page, words } from "../testing/website"

setDefaultTimeout(30_000)

const reading = createWebsiteReading()
const { start, add, get, again, finished, read, pagesOf, textOf } = reading

test("after a 429 nothing is asked until its Retry-After is over", async () => {
  let busy = true
  await start({
    "/": page("Start", words("all") + links("/busy")),
    "/busy": () => (busy ? new Response("", { status: 429, headers: { "retry-after": "120" } }) : page("Busy")),
  })

  const { id } = await add()
  await until(async () => (await get(id)).website.waitUntil, "it waits")
  await until(async () => reading.app.parts.crawler.progressOf(id).secondsLeft === null, "the run ends")
  const before = reading.site.asked.length
  await reading.app.tick()
  reading.app.clock.advance(60_000)
  await reading.app.tick()
  expect(reading.site.asked.length).toBe(before)
  busy = false
  reading.app.clock.advance(61_000)
  await reading.app.tick()

  await finished(id)
  expect(await pagesOf(id)).toEqual({ "/": "read", "/busy": "read" })
})

test("read again, only what changed is indexed again, and pages that vanished are retired", async () => {
  const etag = (body: string) => (request: Request) =>
    request.headers.get("if-none-match") === '"v1"'
      ? new Response(null, { status: 304 })
      : new Response(body, { headers: { "content-type": "text/html", etag: '"v1"' } })
  await start({
    "/": etag(page("Start", words("all") + links("/same", "/hours", "/old", "/shaky"))),
    "/same": page("Same"),
    "/hours": page("Hours", "<p>We are open from nine to six on all working days.</p>"),
    "/old": page("Old"),
    "/shaky": page("Shaky"),
  })
  const source = await read()
  const documentIds = () =>
    new Map(reading.app.parts.knowledge.passagesOfSource(source.id).map(({ title, documentId }) => [title, documentId]))
  const first = documentIds()
  reading.site.pages.set(
    "/hours",
    page("Hours", `<p>We are open from ten to eight on all working days.</p>${links("/new")}`),
  )
  reading.site.pages.set("/new", page("New"))
  reading.site.pages.set("/shaky", new Response("", { status: 500 }))
  reading.site.pages.delete("/old")
  reading.site.asked.length = 0

  reading.app.clock.advance(25 * 60 * 60_000)
  await reading.app.tick()
  await until(async () => (await pagesOf(source.id))["/new"] === "read", "it is read a second time")
  await finished(source.id)

  expect(await pagesOf(source.id)).toEqual({
    "/": "read",
    "/same": "read",
    "/hours": "read",
    "/old": "gone: It is not there (404).",
    "/shaky": "read: The website answered with an error (500).",
    "/new": "read",
  })
  expect(reading.site.asked.find(({ path }) => path === "/")?.conditional).toBeTrue()
  const second = documentIds()
  expect([...second.keys()].sort()).toEqual(["Hours", "New", "Same", "Shaky", "Start"])
  for (const title of ["Start", "Same", "Shaky"]) expect(second.get(title)).toBe(first.get(title)!)
  expect(second.get("Hours")).not.toBe(first.get("Hours"))
  expect(textOf(source.id)).toContain("ten to eight")
  expect(textOf(source.id)).not.toContain("nine to six")
})

test("what failed or was left out comes in later, though the pages that lead to it have not changed", async () => {
  const etag = (body: string) => (request: Request) =>
    request.headers.get("if-none-match") === '"v1"'
      ? new Response(null, { status: 304 })
      : new Response(body, { headers: { "content-type": "text/html", etag: '"v1"' } })
  const down = () => new Response("", { status: 500 })
  await start({
    "/": etag(page("Start", words("all") + links("/down", "/dead", "/blog/one", "/hall"))),
    "/hall": etag(page("Hall", words("the hall") + links("/far"))),
    "/down": down,
    "/blog/one": page("Blog"),
    "/far": page("Far"),
  })
  const { id } = await read({ exclude: ["/blog"], maxDepth: 1 })
  expect(await pagesOf(id, "read")).toEqual({ "/": "read", "/hall": "read" })
  expect(await pagesOf(id)).toHaveProperty("/dead", "skipped: It is not there (404).")

  reading.site.pages.set("/down", page("Up again"))
  await again(id)
  await finished(id)
  expect(await pagesOf(id, "read")).toEqual({ "/": "read", "/hall": "read", "/down": "read" })
  // Nobody is told for ever of what is not there.
  expect(await pagesOf(id)).not.toHaveProperty("/dead")

  await reading.owner.api("PUT", `${sources}/${id}`, { exclude: [], maxDepth: 3 })
  await finished(id)
  expect(Object.keys(await pagesOf(id, "read")).sort()).toEqual(["/", "/blog/one", "/down", "/far", "/hall"])
})

test.each([true, false])("a restart in the middle (in good order: %p) goes on where it stopped", async (clean) => {
  await start({
    "/": page("Start", words("all") + links(...Array.from({ length: 20 }, (_, at) => `/p${at}`))),
    "*": (request) => {
      const { pathname } = new URL(request.url)
      return pathname.startsWith("/p") ? page(pathname) : new Response("", { status: 404 })
    },
  })
  const { id } = await add()
  await until(async () => (await get(id)).website.read >= 5, "some pages are read")

  await reading.app.restart({ clean })

  const source = await finished(id)
  expect(source).toMatchObject({ status: "ready", pages: 21 })
  const twice = reading.site.paths.filter(
    (path, at) => path.startsWith("/p") && reading.site.paths.indexOf(path) !== at,
  )
  expect(twice.length).toBeLessThanOrEqual(3)
})

test("it can be paused, go on, be cancelled, and be deleted while it runs", async () => {
  await start({
    "/": page("Start", words("all") + links(...Array.from({ length: 120 }, (_, at) => `/p${at}`))),
    "*": (request) => {
      const { pathname } = new URL(request.url)
      return pathname.startsWith("/p") ? page(pathname) : new Response("", { status: 404 })
    },
  })
  const { id } = await add()
  await until(async () => (await get(id)).website.read >= 3, "some pages are read")

  const paused = (await reading.owner.api("POST", `${sources}/${id}/pause`, {})).source
  const before = reading.site.asked.length
  const { read } = (await get(id)).website
  await reading.app.tick()
  expect(paused.website.state).toBe("paused")
  expect(paused.website.queued).toBeGreaterThan(0)
  // Long enough for several more pages, if it still went on.
  await Bun.sleep(700)
  expect(reading.site.asked.length).toBe(before)
  expect((await get(id)).website.read).toBe(read)
  await again(id)
  await until(async () => (await get(id)).website.read > paused.website.read, "more pages are read")
  const cancelled = (await reading.owner.api("DELETE", `${sources}/${id}/reading`)).source
  expect(reading.site.asked.length).toBeGreaterThan(before)
  expect(cancelled).toMatchObject({ status: "ready", website: { state: "cancelled", queued: 0, nextAt: null } })
  expect(cancelled.pages).toBeLessThan(120)
  const atCancel = reading.site.asked.length
  await Bun.sleep(700)
  expect(reading.site.asked.length).toBe(atCancel)
  expect(await get(id)).toMatchObject({ status: "ready", pages: cancelled.pages })
  await again(id)
  await until(async () => (await get(id)).website.queued > 0, "the reading begins")
  await reading.owner.api("DELETE", `${sources}/${id}`)

  expect((await refusal(get(id))).status).toBe(404)
  expect(reading.app.parts.knowledge.passagesOf(cast.shop)).toEqual([])
})
