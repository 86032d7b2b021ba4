/** What a website, or whoever types its address, may lead the reading into. */

import { expect, setDefaultTimeout, test } from "bun:test"
import { refusal } from "../testing/clients"
import { createWebsiteReading } from "../testing/reading-website"
import { links, page, redirect, startTestWebsite, words } from "../testing/website"

setDefaultTimeout(30_000)

const reading = createWebsiteReading()
const { start, add, again, finished, read, pagesOf } = reading

test("loops of redirects, repeating folders and endless calendars come to an end", async () => {
  let day = 0
  await start({
    "/": page("Start", words("all") + links("/loop/a", "/self", "/grow/grow", "/calendar/2026/1")),
    "/loop/a": redirect("/loop/b"),
    "/loop/b": redirect("/loop/a"),
    "/self": redirect("/self"),
    "*": (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === "/robots.txt" || pathname === "/sitemap.xml") return new Response("", { status: 404 })
      day += 1
      if (pathname.startsWith("/grow")) return page(`Grow ${day}`, words(`growth ${day}`) + links(`${pathname}/grow`))
      return page(`Day ${day}`, words(`day ${day}`) + links(`/calendar/2026/${day + 1}`, `/calendar/2026/${day + 900}`))
    },
  })

  const source = await read({ maxDepth: 10, maxPages: 500 })

  const found = await pagesOf(source.id)
  expect(Object.keys(found).filter((path) => path.startsWith("/calendar")).length).toBeLessThanOrEqual(31)
  expect(Object.values(found).filter((it) => it.includes("a row of pages without end")).length).toBeGreaterThan(0)
  expect(found["/grow/grow/grow"]).toBe("skipped: Its address repeats itself: a row of pages without end.")
  expect(found["/self"]).toBe("skipped: It leads to itself.")
  expect(found["/loop/b"]).toBe("skipped: It leads to /loop/a.")
  expect(reading.site.asked.length).toBeLessThan(60)
})

test("the limit of pages holds", async () => {
  await start({
    "/": page("Start", words("all") + links(...Array.from({ length: 30 }, (_, at) => `/p${at}`))),
    "*": (request) => page(new URL(request.url).pathname),
  })

  const source = await read({ maxPages: 5 })

  expect(source).toMatchObject({ pages: 5, website: { read: 5 } })
  expect(Object.values(await pagesOf(source.id, "skipped"))).toContain("skipped: Over the limit of 5 pages.")
  expect(reading.site.asked.length).toBeLessThan(15)
})

test("private addresses are refused: typed in, behind a redirect, and for robots.txt", async () => {
  const inside = startTestWebsite({ "*": () => page("Secret") })
  await start({
    "/": page("Start", words("all") + links("/out", "/meta")),
    "/out": () => redirect(inside.url.replace("127.0.0.1", "127.0.0.2")),
    "/meta": redirect("http://169.254.169.254/latest/meta-data/"),
    "/robots.txt": () => redirect(inside.url.replace("127.0.0.1", "127.0.0.3")),
  })

  for (const url of [
    "http://127.0.0.2/",

    "http://[::1]/",
    "http://2130706434/",
    "http://169.254.169.254/",
  ]) {
    const { problem } = await refusal(add({ url }))
    expect(problem).toMatchObject({ code: "validation", field: "url" })
  }
  const source = await read()

  expect(source.status).toBe("failed")
  expect(source.error).toContain("127.0.0.3 is a private address")
  reading.site.pages.delete("/robots.txt")
  await again(source.id)
  const { status } = await finished(source.id)
  expect(status).toBe("ready")
  expect(await pagesOf(source.id)).toMatchObject({
    "/": "read",
    "/out": expect.stringContaining("It leads to another website"),
    "/meta": expect.stringContaining("It leads to another website"),
  })
  expect(inside.asked).toEqual([])
  await inside.stop()
})

test("an address that is none, and limits beyond the limits, are refused beside their field", async () => {
  await start({})
  for (const [wish, field] of [
    [{ url: "" }, "url"],
    [{ url: "ftp://shop.example" }, "url"],
    [{ url: "not an address" }, "url"],
    [{ maxPages: 5001 }, "maxPages"],
    [{ maxDepth: 1.5 }, "maxDepth"],
    [{ exclude: ["*a*a*a*a*a*a*a*a"] }, "exclude"],
  ] as const) {
    expect((await refusal(add(wish))).problem).toMatchObject({ code: "validation", field })
  }
})

test("a website that cannot be reached says so", async () => {
  await start({})
  await reading.site.stop()

  const source = await read()

  expect(source).toMatchObject({ status: "failed", pages: 0 })
  expect(source.error).toBe("Nobody answers at this address: the connection was refused (ECONNREFUSED).")
})
