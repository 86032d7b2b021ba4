import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { box, converse, head, sent, withReporter } from "./widget-host-page"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)

const run = (page: Page, command: string, value?: unknown) =>
  page.evaluate(
    ([name, given]) => (window as unknown as { Baton: (...call: unknown[]) => void }).Baton(name, given),
    [command, value],
  )
const visitorOf = (page: Page) => page.evaluate(() => localStorage["baton:demo:visitor"] as string)

describe("the host's code", () => {
  test("libraries that patched the language before it do not change what it says", async () => {
    const context = await browser.newContext()
    const problems = await withReporter(context)
    await context.addInitScript(() => {
      // As Prototype.js 1.6, MooTools and wrappers of fetch did and do.
      const add = (target: object, name: string, value: unknown) => Object.assign(target, { [name]: value })
      add(Array.prototype, "toJSON", function (this: unknown[]) {
        return `[${this.map((each) => JSON.stringify(each)).join(", ")}]`
      })
      add(Array.prototype, "each", Array.prototype.forEach)
      add(Array.prototype, "entries", Array.prototype.slice)
      add(Array, "from", (list: Iterable<unknown>) => [...list])
      add(Object.prototype, "extend", () => {})
      add(String.prototype, "contains", String.prototype.includes)
      add(Element.prototype, "remove", function (this: Element) {
        this.parentNode!.removeChild(this)
        return this
      })
      const original = window.fetch
      add(window, "fetch", (address: string, init: RequestInit) =>
        original(address, { ...init, headers: { ...init?.headers, "x-csrf-token": "1", traceparent: "00-1-1-00" } }),
      )
    })
    const page = await openWidget(context, `${site.origin}/`)
    await converse(site, page)
    expect(problems).toEqual([])
    expect(await page.evaluate(() => JSON.stringify({ list: [1] }))).toBe('{"list":"[1]"}')
  })

  test("a service worker that keeps all that passes through it neither answers from yesterday nor uses up the connections", async () => {
    const worker = new URL(
      site.host(
        `addEventListener("install", () => skipWaiting())
        addEventListener("activate", (event) => event.waitUntil(clients.claim()))
        addEventListener("fetch", (event) => event.respondWith(caches.open("all").then(async (all) => (await all.match(event.request)) ??
          fetch(event.request).then((answer) => {
            if (event.request.method === "GET") all.put(event.request, answer.clone()).catch(() => {})
            return answer
          }))))`,
        { "content-type": "text/javascript", "service-worker-allowed": "/" },
      ),
    ).pathname
    const address = site.host(
      `${head}<script>navigator.serviceWorker.register("${worker}", { scope: "/" })</script>$tag</head><body></body></html>`,
    )
    await until(() => site.parts.streams.count === 0, "the pages of the test before are gone")
    const page = await openWidget(await browser.newContext(), address)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await say(page, "Hello")
    await sent(page, "Hello")
    const id = await site.conversationOf(page)
    for (let visit = 0; visit < 3; visit++) {
      await page.reload()
      await page.locator(".panel[open]").waitFor()
      await site.operator.say(id, `Reply ${visit}`)
      await page.locator(".row.human", { hasText: `Reply ${visit}` }).waitFor()
    }
    expect(await page.evaluate(() => !!navigator.serviceWorker.controller)).toBe(true)
    await until(() => site.parts.streams.count === 1, "one stream is left")
  })

  test("its shortcuts, scroll effects and drop zones are not for what happens in the widget", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      for (const type of [
        "keydown",
        "keypress",
        "keyup",
        "wheel",
        "paste",
        "drop",
        "dragover",
        "focusin",
        "contextmenu",
      ])
        for (const capture of [true, false])
          document.addEventListener(
            type,
            (event) => {
              heard.push(`${type} ${(event.target as Element).localName}`)
              event.preventDefault()
            },
            { capture, passive: false },
          )
    })
    const page = await openWidget(context, `${site.origin}/`)
    await page.keyboard.type("/ask s")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Enter")
    await page
      .locator(".mine", { hasText: "/ask s" })
      .or(page.locator(".mine", { hasText: "/ask s".slice(0, 5) }))
      .waitFor()
    await page.mouse.move(...((await box(page, ".log")).slice(0, 2).map((at) => at + 50) as [number, number]))
    await page.mouse.wheel(0, 10)
    await page.keyboard.press("Escape")
    await page.locator(".panel[open]").waitFor({ state: "detached" })
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    expect(await heard()).toEqual([])
    // They work where they belong.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press("s")
    expect(await heard()).toContain("keydown body")
  })

  test("a dialog of the host that keeps the focus lets it go to the chat", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      for (const capture of [true, false])
        document.addEventListener(
          "focusin",
          ({ target }) => {
            const dialog = document.querySelector("#modal")
            if (dialog && !dialog.contains(target as Node)) dialog.querySelector("input")!.focus()
          },
          capture,
        )
    })
    const page = await context.newPage()
    await page.goto(site.origin)
    await page.evaluate(() => {
      document.body.innerHTML += '<div id="modal" role="dialog" aria-modal="true"><input></div>'
      document.querySelector("main")!.inert = true
      document.querySelector("input")!.focus()
    })
    await page.locator(".launcher").click()
    await page.locator(".line textarea:focus").waitFor()
    await page.keyboard.type("Hello")
    expect(await page.locator(".line textarea").inputValue()).toBe("Hello")
  })

  test("who is told to it while its session is on its way is told to the server", async () => {
    const context = await browser.newContext()
    let letGo = () => {}
    const held = new Promise<void>((done) => {
      letGo = done
    })
    await intercept(context, "**/session", async (route) => {
      await held
      await route.continue()
    })
    const page = await context.newPage()
    const asked = page.waitForRequest("**/session")
    await page.goto(site.origin)
    await asked
    await run(page, "identify", { id: "c-9", name: "Marta" })
    await run(page, "set", { plan: "gold" })
    letGo()
    await page.locator(".launcher").waitFor()
    const visitor = await visitorOf(page)
    await until(() => site.parts.visitors.find(visitor)?.identity?.id === "c-9", "they are known")
    await until(() => site.parts.visitors.find(visitor)?.attributes.plan === "gold", "and what is known of them")
  })

  test("signed out in the middle of things, nothing of theirs is left: no word, no draft, in no tab, also without a connection", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    const other = await openWidget(context, site.origin)
    // Kept for the way back, where it is told of nothing.
    const behind = await context.newPage()
    await behind.addInitScript(() => addEventListener("storage", (event) => event.stopImmediatePropagation(), true))
    await behind.goto(site.origin)
    await run(page, "identify", { id: "c-1", name: "Marta" })
    await say(page, "My secret")
    await sent(page, "My secret")
    for (const each of [other, behind]) {
      if (each === behind) await behind.locator(".launcher").click()
      await each.locator(".mine", { hasText: "My secret" }).waitFor()
    }
    await behind.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })))
    await page.locator(".line textarea").fill("half a secret")
    const before = await visitorOf(page)
    await context.setOffline(true)
    await say(page, "half a secret")
    await page.locator(".line textarea").fill("half a secret")
    await run(page, "reset")
    for (const each of [page, other]) await each.locator(".mine").first().waitFor({ state: "detached" })
    expect(await behind.locator(".mine").count()).toBe(1)
    await behind.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })))
    expect(await behind.locator(".mine").count()).toBe(0)
    expect(await page.locator(".line textarea").inputValue()).toBe("")
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain("secret")
    await context.setOffline(false)
    await until(async () => ((await visitorOf(page)) ?? before) !== before, "it is another visitor")
    await say(page, "Hello")
    await sent(page, "Hello")
    expect(await shown(page)).not.toContain("My secret")
    expect((await site.stored(await site.conversationOf(page))).slice(0, 1)).toEqual(["Hello"])
  })

  test("stopped, it is gone with all that it kept, and makes no call; started, it is there again", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    await run(page, "stop")
    await page.locator("baton-chat").waitFor({ state: "detached" })
    expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])).toEqual([])
    const calls: string[] = []
    page.on("request", (request) => calls.push(request.url()))
    await page.evaluate(() => {
      history.pushState({}, "", "/elsewhere")
      document.dispatchEvent(new Event("visibilitychange"))
      dispatchEvent(new Event("online"))
    })
    await run(page, "open")
    await run(page, "set", { plan: "gold" })
    await until(() => site.parts.streams.count === 0, "its stream has ended")

    await run(page, "start")
    await page.locator(".launcher").click()
    expect(calls[0]).toEndWith("/session")
    await page.locator(".panel[open]").waitFor()
    expect(await shown(page)).toEqual([])
    await say(page, "Hello again")
    await sent(page, "Hello again")
  })
})
