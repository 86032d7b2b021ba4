import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import { gzipSync } from "node:zlib"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { pdfOf } from "../testing/files"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { links, page, redirect, startTestWebsite, type TestWebsite, words } from "../testing/website"

setDefaultTimeout(30_000)

let app: TestApp
let site: TestWebsite
let owner: OperatorClient
const sources = `/chatbots/${cast.shop}/sources`

afterEach(async () => {
  await app?.stop()
  await site?.stop()
})

async function start(pages: Parameters<typeof startTestWebsite>[0]): Promise<void> {
  site = startTestWebsite(pages)
  app = await startTestApp({ content: false, env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
  owner = await app.owner()
}

type Progressing = { state: string; read: number; queued: number; waitUntil: string | null }
type Shown = { id: string; status: string; error: string | null; pages: number; passages: number; website: Progressing }
const add = async (more: Record<string, unknown> = {}): Promise<Shown> =>
  (await owner.api("POST", sources, { kind: "website", url: site.url, ...more })).source
const get = async (id: string): Promise<Shown> => (await owner.api("GET", `${sources}/${id}`)).source
const again = (id: string) => owner.api("POST", `${sources}/${id}/reading`, {})

const finished = (id: string) =>
  until(async () => {
    const source = await get(id)
    return source.website.state === "done" ? source : undefined
  }, "the website is read")
async function read(more: Record<string, unknown> = {}): Promise<Shown> {
  return finished((await add(more)).id)
}
async function pagesOf(id: string, state = ""): Promise<Record<string, string>> {
  const { items } = await owner.api("GET", `${sources}/${id}/pages?limit=500&state=${state}`)
  return Object.fromEntries(
    items.map((it: { url: string; state: string; reason: string | null }) => {
      const { pathname, search } = new URL(it.url)
      return [pathname + search, it.reason ? `${it.state}: ${it.reason}` : it.state]
    }),
  )
}
const textOf = (id: string) =>
  app.parts.knowledge
    .documentsOf(id)
    .map(({ text }) => text)
    .join("\n")

describe("what most pages of a website say", () => {
  const foot =
    "<div><div>Quay Bikes, 18 Quay Street, Galway · <a href='tel:+35391555027'>+353 91 555 027</a></div><div>Tue–Fri 9.30–18.00, Sun closed</div></div>"
  /** As themes make them that name nothing: a banner above, how to reach them below. */
  const bare = (title: string, body: string, banner = "Free helmet with every bike in December!") =>
    `<!doctype html><html lang="en"><head><title>${title} — Quay Bikes</title></head><body><div>${banner}</div>
     <div>${links("/", "/hire", "/bikes", "/visit")}</div><div><h2>${title}</h2>${body}</div>${foot}</body></html>`
  const passagesOf = (id: string) =>
    app.parts.knowledge.passagesOfSource(id).map(({ headings, text }) => ({ headings, text }))
  const shop = () =>
    start({
      "/": bare("Ride", "<p>New and used bikes, and a workshop that tells you the price first.</p>"),
      "/hire": bare("Hire", "<p>A hybrid costs 25 euros a day, an e-bike 45 euros.</p>"),
      "/bikes": bare("Bikes", "<p>Bikes for children from 190 euros, for adults from 450 euros.</p>"),
      "/visit": bare("Visit", "<p>Two minutes from the station, and no steps at the door.</p>"),
    })

  test("is kept on one of them, away from what that page says itself, and found by what it is", async () => {
    await shop()
    const { id } = await read()
    const passages = passagesOf(id)
    const having = (words: string) => passages.filter(({ text }) => text.includes(words))
    for (const words of ["Free helmet", "18 Quay Street", "Sun closed"]) expect(having(words)).toHaveLength(1)
    expect(having("18 Quay Street")[0]!.headings).toBe("Address, phone number and email")
    expect(having("Sun closed")).toEqual([{ headings: "Opening hours", text: "Tue–Fri 9.30–18.00, Sun closed" }])
    expect(having("25 euros a day")).toEqual([
      { headings: "", text: "A hybrid costs 25 euros a day, an e-bike 45 euros." },
    ])
    expect(having("workshop")[0]!.text).not.toContain("Quay Street")
  })

  test("is judged anew with each reading, and pages that stay the same are written no second time", async () => {
    await shop()
    const { id } = await read()
    const before = app.parts.knowledge.passagesOfSource(id).map((passage) => passage.id)
    await again(id)
    await finished(id)
    expect(app.parts.knowledge.passagesOfSource(id).map((passage) => passage.id)).toEqual(before)

    const banner = "Closed on the first of May."
    for (const [path, title] of [
      ["/hire", "Hire"],
      ["/bikes", "Bikes"],
      ["/visit", "Visit"],
    ] as const)
      site.pages.set(path, bare(title, `<p>All about ${title}, in a sentence of its own.</p>`, banner))
    await again(id)
    await finished(id)
    const having = (words: string) => passagesOf(id).filter(({ text }) => text.includes(words))
    expect(having("Closed on the first of May")).toHaveLength(1)
    expect(having("Free helmet")).toHaveLength(1)
    expect(having("18 Quay Street")).toHaveLength(1)
  })

  test("stays where only two pages are alike", async () => {
    await start({
      "/": bare("Ride", "<p>New and used bikes, and a workshop that tells you the price first.</p>"),
      "/hire": bare("Hire", "<p>A hybrid costs 25 euros a day, an e-bike 45 euros.</p>"),
    })
    const { id } = await read()
    expect(passagesOf(id).filter(({ text }) => text.includes("Free helmet"))).toHaveLength(2)
  })
})

describe("reading a website", () => {
  test("its pages are found by links, read without menus and banners, and answer questions with their address", async () => {
    await start({
      "/": page(
        "Luma Shoes",
        words("shoes") + links("/returns", "/shipping?utm_source=home", "/photo.jpg", "mailto:a@b.c"),
      ),
      "/returns": page(
        "Returns",
        "<p>You can send shoes back within 30 days. They must not have been worn outside.</p>",
      ),
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
    const { passages } = app.parts.knowledge.retrieve(cast.shop, "how long does a parcel to spain take")
    expect(passages[0]).toMatchObject({ title: "Shipping", url: `${site.url}/shipping` })
    expect(site.paths.filter((path) => path.includes("photo"))).toEqual([])
    expect(site.asked.every(({ agent }) => agent.includes("BatonBot/"))).toBeTrue()
    expect(site.mostOpen).toBeLessThanOrEqual(3)
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
        const refusal = app.db.write(() => {
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
      "/robots.txt": () => `User-agent: *\nAllow: /\nSitemap: ${site.url}/index.xml`,
      "/index.xml": () => xml(`<sitemapindex><sitemap><loc>${site.url}/one.xml</loc></sitemap></sitemapindex>`),
      "/one.xml": () =>
        xml(
          `<urlset><url><loc>${site.url}/hidden?a=1&amp;b=2</loc></url><url><loc>https://other.example/</loc></url></urlset>`,
        ),
      "/hidden": page("Hidden"),
    })

    const source = await read()

    expect(Object.keys(await pagesOf(source.id))).toEqual(["/", "/hidden?a=1&b=2"])

    const byItself = await read({ url: `${site.url}/one.xml` })
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
        new Response(`<urlset>${addresses.join("").replaceAll("https://site", site.url)}</urlset>`, {
          headers: { "content-type": "application/xml" },
        }),
    })
    const { db } = app.parts
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
    expect(site.paths).not.toContain("/private/a")
    expect(site.paths).not.toContain("/blog/a")
  })

  test("only what a pattern names is read, and the start shows the way", async () => {
    await start({
      "/": page("Start", links("/help/one", "/shop/one")),
      "/help/one": page("Help"),
      "/shop/one": page("Shop"),
    })

    const source = await read({ include: ["/help/*"] })

    expect(await pagesOf(source.id, "read")).toEqual({ "/help/one": "read" })
    expect(site.paths).not.toContain("/shop/one")
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
    const canonical = () => `<link rel="canonical" href="${site.url}/a">`
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
})

describe("traps", () => {
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
        return page(
          `Day ${day}`,
          words(`day ${day}`) + links(`/calendar/2026/${day + 1}`, `/calendar/2026/${day + 900}`),
        )
      },
    })

    const source = await read({ maxDepth: 10, maxPages: 500 })

    const found = await pagesOf(source.id)
    expect(Object.keys(found).filter((path) => path.startsWith("/calendar")).length).toBeLessThanOrEqual(31)
    expect(Object.values(found).filter((it) => it.includes("a row of pages without end")).length).toBeGreaterThan(0)
    expect(found["/grow/grow/grow"]).toBe("skipped: Its address repeats itself: a row of pages without end.")
    expect(found["/self"]).toBe("skipped: It leads to itself.")
    expect(found["/loop/b"]).toBe("skipped: It leads to /loop/a.")
    expect(site.asked.length).toBeLessThan(60)
  })

  test("the limit of pages holds", async () => {
    await start({
      "/": page("Start", words("all") + links(...Array.from({ length: 30 }, (_, at) => `/p${at}`))),
      "*": (request) => page(new URL(request.url).pathname),
    })

    const source = await read({ maxPages: 5 })

    expect(source).toMatchObject({ pages: 5, website: { read: 5 } })
    expect(Object.values(await pagesOf(source.id, "skipped"))).toContain("skipped: Over the limit of 5 pages.")
    expect(site.asked.length).toBeLessThan(15)
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
    site.pages.delete("/robots.txt")
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
    await site.stop()

    const source = await read()

    expect(source).toMatchObject({ status: "failed", pages: 0 })
    expect(source.error).toBe("Nobody answers at this address: the connection was refused (ECONNREFUSED).")
  })
})

describe("waiting, and reading again", () => {
  test("after a 429 nothing is asked until its Retry-After is over", async () => {
    let busy = true
    await start({
      "/": page("Start", words("all") + links("/busy")),
      "/busy": () => (busy ? new Response("", { status: 429, headers: { "retry-after": "120" } }) : page("Busy")),
    })

    const { id } = await add()
    await until(async () => (await get(id)).website.waitUntil, "it waits")
    await until(async () => app.parts.crawler.progressOf(id).secondsLeft === null, "the run ends")
    const before = site.asked.length
    await app.tick()
    app.clock.advance(60_000)
    await app.tick()
    expect(site.asked.length).toBe(before)
    busy = false
    app.clock.advance(61_000)
    await app.tick()

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
      new Map(app.parts.knowledge.passagesOfSource(source.id).map(({ title, documentId }) => [title, documentId]))
    const first = documentIds()
    site.pages.set("/hours", page("Hours", `<p>We are open from ten to eight on all working days.</p>${links("/new")}`))
    site.pages.set("/new", page("New"))
    site.pages.set("/shaky", new Response("", { status: 500 }))
    site.pages.delete("/old")
    site.asked.length = 0

    app.clock.advance(25 * 60 * 60_000)
    await app.tick()
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
    expect(site.asked.find(({ path }) => path === "/")?.conditional).toBeTrue()
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

    site.pages.set("/down", page("Up again"))
    await again(id)
    await finished(id)
    expect(await pagesOf(id, "read")).toEqual({ "/": "read", "/hall": "read", "/down": "read" })
    // Nobody is told for ever of what is not there.
    expect(await pagesOf(id)).not.toHaveProperty("/dead")

    await owner.api("PUT", `${sources}/${id}`, { exclude: [], maxDepth: 3 })
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

    await app.restart({ clean })

    const source = await finished(id)
    expect(source).toMatchObject({ status: "ready", pages: 21 })
    const twice = site.paths.filter((path, at) => path.startsWith("/p") && site.paths.indexOf(path) !== at)
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

    const paused = (await owner.api("POST", `${sources}/${id}/pause`, {})).source
    const before = site.asked.length
    const { read } = (await get(id)).website
    await app.tick()
    expect(paused.website.state).toBe("paused")
    expect(paused.website.queued).toBeGreaterThan(0)
    // Long enough for several more pages, if it still went on.
    await Bun.sleep(700)
    expect(site.asked.length).toBe(before)
    expect((await get(id)).website.read).toBe(read)
    await again(id)
    await until(async () => (await get(id)).website.read > paused.website.read, "more pages are read")
    const cancelled = (await owner.api("DELETE", `${sources}/${id}/reading`)).source
    expect(site.asked.length).toBeGreaterThan(before)
    expect(cancelled).toMatchObject({ status: "ready", website: { state: "cancelled", queued: 0, nextAt: null } })
    expect(cancelled.pages).toBeLessThan(120)
    const atCancel = site.asked.length
    await Bun.sleep(700)
    expect(site.asked.length).toBe(atCancel)
    expect(await get(id)).toMatchObject({ status: "ready", pages: cancelled.pages })
    await again(id)
    await until(async () => (await get(id)).website.queued > 0, "the reading begins")
    await owner.api("DELETE", `${sources}/${id}`)

    expect((await refusal(get(id))).status).toBe(404)
    expect(app.parts.knowledge.passagesOf(cast.shop)).toEqual([])
  })
})

test("a website that only speaks http is read though its address was given without, or as https", async () => {
  await start({ "/": page("Old Shop", "<p>The old shop opens at nine on every working day.</p>") })
  for (const url of [site.url.replace("http://", ""), site.url.replace("http:", "https:")]) {
    const read = await finished((await add({ url })).id)
    expect(read).toMatchObject({ status: "ready", error: null, pages: 1 })
    expect(await pagesOf(read.id)).toEqual({ "/": "read" })
    await owner.api("DELETE", `${sources}/${read.id}`)
  }
})
