/** Reading a website: which pages are found, and what becomes of each. */

import { expect, setDefaultTimeout, test } from "bun:test"
import { gzipSync } from "node:zlib"
import * as cast from "../testing/cast"
import { pdfOf } from "../testing/files"
import { createWebsiteReading, sources } from "../testing/reading-website"
import { links, page, words } from "../testing/website"

setDefaultTimeout(30_000)

const reading = createWebsiteReading()
const { start, add, finished, read, pagesOf, textOf } = reading

test("its pages are found by links, read without menus and banners, and answer questions with their address", async () => {
  await start({
    "/": page(
      "Luma Shoes",
      words("shoes") + links("/returns", "/shipping?utm_source=home", "/photo.jpg", "mailto:a@b.c"),
    ),
    "/returns": page("Returns", "<p>You can send shoes back within 30 days. They must not have been worn outside.</p>"),
    "/shipping": () =>
      new Response(gzipSync(page("Shipping", "<p>Parcels to Spain take four to six working days.</p>")), {
        headers: { "content-type": "text/html", "content-encoding": "gzip" },
      }),
  })

  const source = await read()

  expect(source).toMatchObject({
    status: "ready",
    error: null,
    pages: 3,
    website: { read: 3, queued: 0, state: "done" },
  })
  expect(textOf(source.id)).not.toMatch(/privacy|Accept all|GmbH|Home/)
  const { passages } = reading.app.parts.knowledge.retrieve(cast.shop, "how long does a parcel to spain take")
  expect(passages[0]).toMatchObject({ title: "Shipping", url: `${reading.site.url}/shipping` })
  expect(reading.site.paths.filter((path) => path.includes("photo"))).toEqual([])
  expect(reading.site.asked.every(({ agent }) => agent.includes("BatonBot/"))).toBeTrue()
  expect(reading.site.mostOpen).toBeLessThanOrEqual(3)
})

test("no link is lost when other writes of the same commit are refused, and the commit is made again", async () => {
  const pages = Array.from({ length: 12 }, (_, n) => `/page-${n}`)
  const bodies = pages.map((path, n) => [path, page(path, words(path) + links(pages[n + 1] ?? "/"))])
  await start({ "/": page("Start", links(pages[0]!)), ...Object.fromEntries(bodies) })
  let isReading = true
  const refused = (async () => {
    let count = 0
    // Now and then, so that some come behind the reading's own in the same commit, and none before it.
    for (; isReading; count++) {
      const refusal = reading.app.db.write(() => {
        throw new Error("refused")
      })
      refusal.catch(() => {})
      for (let turn = 0; turn < 4; turn++) await new Promise((next) => setImmediate(next))
    }
    return count
  })()

  const source = await read({ maxDepth: 10 })

  isReading = false
  expect(await refused).toBeGreaterThan(20)
  expect(Object.keys(await pagesOf(source.id, "read"))).toHaveLength(11)
})

test("a sitemap leads to pages that nothing links to, also through an index", async () => {
  const xml = (body: string) => new Response(body, { headers: { "content-type": "application/xml" } })
  await start({
    "/": page("Start"),
    "/robots.txt": () => `User-agent: *\nAllow: /\nSitemap: ${reading.site.url}/index.xml`,
    "/index.xml": () => xml(`<sitemapindex><sitemap><loc>${reading.site.url}/one.xml</loc></sitemap></sitemapindex>`),
    "/one.xml": () =>
      xml(
        `<urlset><url><loc>${reading.site.url}/hidden?a=1&amp;b=2</loc></url><url><loc>https://other.example/</loc></url></urlset>`,
      ),
    "/hidden": page("Hidden"),
  })

  const source = await read()

  expect(Object.keys(await pagesOf(source.id))).toEqual(["/", "/hidden?a=1&b=2"])

  const byItself = await read({ url: `${reading.site.url}/one.xml` })
  expect(await pagesOf(byItself.id)).toMatchObject({
    "/one.xml": "skipped: A sitemap: it only leads to the pages.",
    "/hidden?a=1&b=2": "read",
  })
})

test("a long sitemap is taken in some addresses at a time: what is written meanwhile does not wait for all of them", async () => {
  const addresses = Array.from({ length: 3000 }, (_, n) => `<url><loc>https://site/page-${10_000 + n}</loc></url>`)
  await start({
    "/": page("Start"),
    "/sitemap.xml": () =>
      new Response(`<urlset>${addresses.join("").replaceAll("https://site", reading.site.url)}</urlset>`, {
        headers: { "content-type": "application/xml" },
      }),
  })
  const { db } = reading.app.parts
  const known = db.inWrite<[string], { count: number }>(
    "SELECT count(*) AS count FROM website_pages WHERE source_id = ?",
  )

  const { id } = await add({ maxPages: 2000 })
  const counts: number[] = [0]
  while (counts.at(-1)! <= 3000) counts.push((await db.write(() => known.get(id)!)).count)

  expect(Math.max(...counts.map((count, n) => count - (counts[n - 1] ?? 0)))).toBeLessThan(1000)
})

test("robots.txt, patterns, depth and the page's own wish are obeyed, and each page says why it was skipped", async () => {
  await start({
    "/": page("Start", links("/private/a", "/blog/a", "/deep/1", "/quiet")),
    "/robots.txt": "User-agent: *\nDisallow: /\n\nUser-agent: BatonBot\nDisallow: /private/",
    "/blog/a": page("Blog"),
    "/deep/1": page("Deep one", words("one") + links("/deep/2")),
    "/deep/2": page("Deep two", words("two") + links("/deep/three")),
    "/quiet": page("Quiet", words("silence"), '<meta name="robots" content="noindex">'),
  })

  const source = await read({ exclude: ["/blog"], maxDepth: 2 })

  expect(await pagesOf(source.id)).toEqual({
    "/": "skipped: There is no text on it to answer from.",
    "/private/a": "skipped: The website's robots.txt asks not to read it.",
    "/blog/a": "skipped: Left out by your pattern.",
    "/deep/1": "read",
    "/quiet": "skipped: The page asks not to be indexed.",
    "/deep/2": "read",
    "/deep/three": "skipped: More than 2 links away from the start.",
  })
  expect(reading.site.paths).not.toContain("/private/a")
  expect(reading.site.paths).not.toContain("/blog/a")
})

test("only what a pattern names is read, and the start shows the way", async () => {
  await start({
    "/": page("Start", links("/help/one", "/shop/one")),
    "/help/one": page("Help"),
    "/shop/one": page("Shop"),
  })

  const source = await read({ include: ["/help/*"] })

  expect(await pagesOf(source.id, "read")).toEqual({ "/help/one": "read" })
  expect(reading.site.paths).not.toContain("/shop/one")
})

test("wrong types, huge, empty, broken, missing and far pages are skipped with the reason; a PDF is read", async () => {
  await start({
    "/": page(
      "Start",
      words("all") + links("/film", "/huge", "/empty", "/gone", "/error", "/login", "/list.pdf", "/bad.pdf"),
    ),
    "/film": new Response("x", { headers: { "content-type": "video/mp4" } }),
    "/huge": () => page("Huge", "x".repeat(6 * 1024 * 1024)),
    "/empty": "<html><body><nav>Menu</nav></body></html>",
    "/error": new Response("Oh", { status: 500 }),
    "/login": new Response("No", { status: 403 }),
    "/list.pdf": new Response(pdfOf(["All prices of the year in one list."]), {
      headers: { "content-type": "application/pdf" },
    }),
    "/bad.pdf": new Response("%PDF-1.4 nothing", { headers: { "content-type": "application/pdf" } }),
  })

  const source = await read()

  expect(await pagesOf(source.id)).toEqual({
    "/": "read",
    "/film": "skipped: Not a page to read (video/mp4).",
    "/huge": "skipped: It is larger than 5 MB.",
    "/empty": "skipped: There is no text on it to answer from.",
    "/gone": "skipped: It is not there (404).",
    "/error": "skipped: The website answered with an error (500).",
    "/login": "skipped: It is not open to the public (403).",
    "/list.pdf": "read",
    "/bad.pdf": "skipped: This PDF is broken. Save it again, or print it to a new PDF.",
  })
})

test("the same page under several addresses is one", async () => {
  const canonical = () => `<link rel="canonical" href="${reading.site.url}/a">`
  await start({
    "/": page("Start", words("all") + links("/b", "/copy", "/a", "/x", "/y")),
    "/a": () => page("Prices", words("prices"), canonical()),
    "/b": () => page("Prices B", words("prices"), canonical()),
    "/copy": () => page("Prices", words("prices")),
    "/x": () => page("X", words("x"), `<link rel="canonical" href="/y">`),
    "/y": () => page("Y", words("y"), `<link rel="canonical" href="/x">`),
  })

  const source = await read()

  const found = await pagesOf(source.id)
  expect(found["/b"]).toBe("skipped: The same page as /a.")
  expect([found["/a"], found["/copy"]].sort()).toEqual(["read", expect.stringMatching(/^skipped: The same words as/)])
  expect([found["/x"], found["/y"]]).toContain("read")
})

test("a website that only speaks http is read though its address was given without, or as https", async () => {
  await start({ "/": page("Old Shop", "<p>The old shop opens at nine on every working day.</p>") })
  for (const url of [reading.site.url.replace("http://", ""), reading.site.url.replace("http:", "https:")]) {
    const read = await finished((await add({ url })).id)
    expect(read).toMatchObject({ status: "ready", error: null, pages: 1 })
    expect(await pagesOf(read.id)).toEqual({ "/": "read" })
    await reading.owner.api("DELETE", `${sources}/${read.id}`)
  }
})
