import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(90_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)

/** Addresses of the widget's calls, as the context makes them. */
function watch(context: BrowserContext): string[] {
  const calls: string[] = []
  context.on("request", (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === site.url && request.method() !== "OPTIONS") calls.push(pathname)
  })
  return calls
}
const arrived = (page: Page, text: string) =>
  page
    .locator(".mine", { hasText: text })
    .locator(".meta", { hasText: /Sent|Seen/ })
    .waitFor({ timeout: 40_000 })
const times = (list: string[], text: string) => list.filter((each) => each === text).length

describe("the widget and the network", () => {
  test("until it is opened it makes one small request, and no stream", async () => {
    const context = await browser.newContext()
    const calls = watch(context)
    const page = await context.newPage()
    await page.goto(site.origin)
    await page.locator(".launcher").waitFor()
    await page.waitForLoadState("networkidle")
    expect(calls).toEqual(["/widget.js", "/api/widget/demo/session"])

    await page.locator(".launcher").click()
    await until(() => calls.includes("/api/widget/stream"), "it opens the stream when it is opened")
  })

  test("eight tabs hold one stream and are one visitor; nothing is lost or doubled, also when the leading tab closes", async () => {
    await site.configure({ aiEnabled: false })
    await until(() => site.parts.streams.count === 0, "the pages of the test before are gone")
    const context = await browser.newContext({ viewport: { width: 500, height: 500 } })
    const pages = await Promise.all(Array.from({ length: 8 }, () => context.newPage()))
    await Promise.all(pages.map((page) => page.goto(site.origin)))
    for (const page of pages) await page.locator(".launcher").click()
    const visitors = await Promise.all(pages.map((page) => page.evaluate(() => localStorage["baton:demo:visitor"])))
    expect(new Set(visitors).size).toBe(1)

    // All write at once, each in its own tab.
    await Promise.all(pages.map((page, i) => say(page, `from tab ${i}`)))
    await until(async () => (await shown(pages[7]!)).length === 8, "the last tab shows all", { timeoutMs: 30_000 })
    // Its own words a tab shows at once; the stream may still be on its way.
    await until(() => site.parts.streams.count > 0, "a stream is open")
    expect(site.parts.streams.count).toBe(1)

    const id = await site.conversationOf(pages[0]!)
    const expected = new Set(pages.map((_, i) => `from tab ${i}`))
    let open = pages
    for (let round = 0; round < 4; round++) {
      await site.operator.say(id, `reply ${round}`)
      await say(open[1]!, `and then ${round}`)
      // The first is the oldest, and so the one that leads.
      await open[0]!.close()
      open = open.slice(1)
      expected.add(`reply ${round}`).add(`and then ${round}`)
    }

    await until(async () => (await site.stored(id)).length === expected.size, "all is stored", { timeoutMs: 30_000 })
    const stored = await site.stored(id)
    expect(new Set(stored)).toEqual(expected)
    for (const page of open) {
      await until(async () => (await shown(page)).length >= stored.length, "each tab shows all", { timeoutMs: 30_000 })
      expect(await shown(page)).toEqual(stored)
    }
    await until(() => site.parts.streams.count === 1, "one stream is left")
  })

  test("without Web Locks one tab leads all the same", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }))
    await until(() => site.parts.streams.count === 0, "the pages of the test before are gone")
    const pages = [await openWidget(context, site.origin), await openWidget(context, site.origin)]
    for (const [i, page] of pages.entries()) await say(page, `from tab ${i}`)
    for (const page of pages)
      await until(async () => (await shown(page)).length === 2, "both show both", { timeoutMs: 20_000 })

    // Its own words a tab shows at once; the stream may still be on its way.
    await until(() => site.parts.streams.count > 0, "a stream is open")
    expect(site.parts.streams.count).toBe(1)
    await pages[0]!.close()
    await say(pages[1]!, "alone")
    await arrived(pages[1]!, "alone")
  })

  test("offline the text is kept and says so; back online it goes, in order and once", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await say(page, "hello")
    await arrived(page, "hello")

    await context.setOffline(true)
    await say(page, "first")
    await say(page, "second")
    await page.locator(".mine.late", { hasText: "first" }).locator("text=Not sent yet. Trying again…").waitFor()
    await context.setOffline(false)
    await arrived(page, "second")

    const id = await site.conversationOf(page)
    const own = (await site.stored(id)).filter((text) => ["hello", "first", "second"].includes(text))
    expect(own).toEqual(["hello", "first", "second"])
    expect((await shown(page)).filter((text) => own.includes(text))).toEqual(own)
  })

  test("what waits survives a reload", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await intercept(context, "**/api/widget/messages", (route) => route.abort())
    await say(page, "do not lose me")
    await page.locator(".mine.late").waitFor()

    await page.reload()
    await page.locator(".mine.late", { hasText: "do not lose me" }).waitFor()
    await context.unroute("**/api/widget/messages")
    await arrived(page, "do not lose me")

    expect(times(await site.stored(await site.conversationOf(page)), "do not lose me")).toBe(1)
    expect(times(await shown(page), "do not lose me")).toBe(1)
  })

  test("a lost answer does not send a message twice", async () => {
    const context = await browser.newContext()
    // The stream would tell of the message too; what is tried here is the outbox alone.
    await intercept(context, "**/api/widget/stream*", (route) => route.abort())
    const page = await openWidget(context, site.origin)
    let lost = 0
    await intercept(context, "**/api/widget/messages", async (route) => {
      if (lost++ > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })

    await say(page, "once only")
    await arrived(page, "once only")

    expect(lost).toBeGreaterThan(1)
    expect(times(await site.stored(await site.conversationOf(page)), "once only")).toBe(1)
    expect(times(await shown(page), "once only")).toBe(1)
  })

  test("a server that is gone for a moment is found again, and what was said meanwhile is caught up with", async () => {
    await site.configure({ aiEnabled: false })
    const page = await openWidget(await browser.newContext(), site.origin)
    await say(page, "before")
    await arrived(page, "before")

    await site.goDown()
    await say(page, "while it was gone")
    await page.locator(".mine.late", { hasText: "while it was gone" }).locator("text=Not sent yet").waitFor()
    await page.locator(".band", { hasText: "Reconnecting…" }).waitFor()
    await site.comeBack()
    const id = await site.conversationOf(page)
    await site.operator.say(id, "we are back")
    await arrived(page, "while it was gone")
    await page.locator(".row.human", { hasText: "we are back" }).waitFor({ timeout: 40_000 })
    await page.locator(".band", { hasText: "Reconnecting…" }).waitFor({ state: "hidden", timeout: 40_000 })

    const stored = await site.stored(id)
    expect(stored.toSorted()).toEqual(["before", "we are back", "while it was gone"])
    expect(await shown(page)).toEqual(stored)
  })

  test("a stream that a proxy holds back is replaced by short questions", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    const calls = watch(context)
    await intercept(context, "**/api/widget/stream*", () => {})
    const page = await openWidget(context, site.origin)
    await say(page, "is anybody there?")
    await arrived(page, "is anybody there?")

    await site.operator.say(await site.conversationOf(page), "yes")
    await page.locator(".row.human", { hasText: "yes" }).waitFor()

    expect(times(calls, "/api/widget/events")).toBeGreaterThan(0)
    expect(times(calls, "/api/widget/stream")).toBe(1)
    expect(await page.locator(".band:visible", { hasText: "Reconnecting…" }).count()).toBe(0)
  })

  test("after half a minute of silence the stream is opened anew", async () => {
    const context = await browser.newContext()
    const calls = watch(context)
    const page = await context.newPage()
    await page.clock.install()
    await page.goto(site.origin)
    await page.locator(".launcher").click()
    await until(() => times(calls, "/api/widget/stream") === 1, "the stream is opened")
    // The fake clock makes the silence; the answer's first bytes must have come before it.
    await say(page, "hello")
    await arrived(page, "hello")

    // Bytes may still have been on their way and break the silence: then it takes another.
    await until(async () => {
      await page.clock.fastForward(26_000)
      return times(calls, "/api/widget/stream") >= 2
    }, "it is opened again")
  })

  test("a limit is respected for as long as the server says", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    const at: number[] = []
    await intercept(context, "**/api/widget/messages", (route) => {
      at.push(performance.now())
      if (at.length > 1 || route.request().method() === "OPTIONS") return route.continue()
      return route.fulfill({
        status: 429,
        headers: {
          "access-control-allow-origin": site.origin,
          "access-control-expose-headers": "retry-after",
          "retry-after": "3",
          "content-type": "application/problem+json",
        },
        body: JSON.stringify({ code: "rate_limited", detail: "Wait." }),
      })
    })

    await say(page, "patience")
    await arrived(page, "patience")

    expect(at[1]! - at[0]!).toBeGreaterThan(2900)
  })

  test("a file on its way stands in the tray, and what is sent meanwhile goes with it", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    let letThrough = () => {}
    const isHeld = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await intercept(context, "**/api/widget/attachments", async (route) => {
      await isHeld
      await route.continue()
    })
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "leak.txt", mimeType: "text/plain", buffer: Buffer.from("drip") })
    await page.locator(".tray .file", { hasText: "leak.txt" }).waitFor()
    await say(page, "This is how it looks")
    await page.locator(".line textarea").focus()
    expect(await page.locator(".mine").count()).toBe(0)
    expect(await page.locator(".line textarea").inputValue()).toBe("This is how it looks")

    letThrough()
    const sent = page.locator(".mine", { hasText: "This is how it looks" })
    await sent.locator(".file", { hasText: "leak.txt" }).waitFor()
    await arrived(page, "This is how it looks")
    expect(await page.locator(".tray .file").count()).toBe(0)
    expect(await page.locator(".line textarea").inputValue()).toBe("")
  })

  test("files on their way are not those of whoever comes after its visitor was signed out", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    const isHeld = Promise.withResolvers<void>()
    let asked = 0
    await intercept(context, "**/api/widget/attachments", async (route) => {
      asked++
      await isHeld.promise
      await route.fulfill({ response: await route.fetch() })
    })
    const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from("drip") })
    await page.locator("input[type=file]").setInputFiles([file("mine.txt"), file("mine too.txt")])
    await until(() => asked === 1, "the first is sent")
    await page.evaluate(() => Reflect.get(window, "Baton")("reset"))
    await page.locator(".tray .file").waitFor({ state: "detached" })
    const settled = page.waitForResponse("**/api/widget/attachments")
    isHeld.resolve()
    await settled
    await say(page, "I am somebody else")
    await arrived(page, "I am somebody else")

    expect(asked).toBe(1)
    expect(await page.locator(".panel").textContent()).not.toContain("mine")
  })

  test("a file whose way is cut says so, keeps what was written, and sends nothing without it", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await intercept(context, "**/api/widget/attachments", (route) => route.abort("connectionreset"))
    await page.locator(".line textarea").fill("See the picture")
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "leak.txt", mimeType: "text/plain", buffer: Buffer.from("drip") })
    await page.locator(".notice", { hasText: "leak.txt: Please try again." }).waitFor()
    expect(await page.locator(".tray .file").count()).toBe(0)
    expect(await page.locator(".line textarea").inputValue()).toBe("See the picture")
    expect(await page.locator(".mine").count()).toBe(0)

    await context.unroute("**/api/widget/attachments")
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "leak.txt", mimeType: "text/plain", buffer: Buffer.from("drip") })
    await page.locator(".tray .file", { hasText: "leak.txt" }).waitFor()
    await page.locator(".line textarea").press("Enter")
    await arrived(page, "See the picture")
    await page.reload()
    await page.locator(".mine .file", { hasText: "leak.txt" }).waitFor()
  })

  test("where every third request fails, all of it arrives once and in order", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    let asked = 0
    await intercept(context, "**/api/widget/{messages,stream*,read,typing}", (route) => {
      asked += 1
      return asked % 3 === 0 ? route.abort("connectionreset") : route.continue()
    })
    const lines = Array.from({ length: 8 }, (_, n) => `Unsteady ${n}`)
    for (const line of lines) await say(page, line)
    await arrived(page, "Unsteady 7")
    const id = await site.conversationOf(page)
    expect((await site.stored(id)).filter((text) => text.startsWith("Unsteady"))).toEqual(lines)
    expect((await shown(page)).filter((text) => text.startsWith("Unsteady"))).toEqual(lines)
  })

  test("over a slow line it says what waits, loses nothing that is being typed, and catches up", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    const wire = await context.newCDPSession(page)
    const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
    await wire.send("Network.emulateNetworkConditions", slow)
    const lines = ["Slow 1", "Slow 2", "Slow 3"]
    for (const line of lines) await say(page, line)
    expect(await page.locator(".mine .meta", { hasText: "…" }).count()).toBeGreaterThan(0)
    await page.locator(".line textarea").fill("half a thought")
    await arrived(page, "Slow 3")
    const id = await site.conversationOf(page)

    await wire.send("Network.emulateNetworkConditions", { ...slow, offline: true })
    await say(page, "Slow 4")
    await page.locator(".line textarea").fill("half a thought")
    await page.locator(".mine .meta", { hasText: "Not sent yet" }).waitFor()
    await page.locator(".band", { hasText: "No connection" }).waitFor({ timeout: 60_000 })
    await site.operator.say(id, "Are you still there?")
    expect(await page.locator(".line textarea").inputValue()).toBe("half a thought")
    await wire.send("Network.emulateNetworkConditions", slow)
    await page.locator(".row.human", { hasText: "Are you still there?" }).waitFor({ timeout: 40_000 })
    await arrived(page, "Slow 4")
    expect(times(await shown(page), "Are you still there?")).toBe(1)
    expect((await shown(page)).filter((text) => text.startsWith("Slow"))).toEqual([...lines, "Slow 4"])
    expect((await site.stored(id)).filter((text) => text.startsWith("Slow"))).toEqual([...lines, "Slow 4"])
    expect(await page.locator(".line textarea").inputValue()).toBe("half a thought")
  })

  test("where the browser keeps nothing, it works in the one tab", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("Access is denied", "SecurityError")
          },
        })
    })
    const page = await openWidget(context, site.origin)
    await say(page, "How do I return shoes?")
    await page.locator(".chip").first().waitFor()
    expect(times(await shown(page), "How do I return shoes?")).toBe(1)
  })
})
