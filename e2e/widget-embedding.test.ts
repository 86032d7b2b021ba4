import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)

const head =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
/** What the host's own error reporter would be told. */
async function withReporter(context: BrowserContext) {
  const problems: string[] = []
  await context.exposeBinding("report", (_, problem: string) => problems.push(problem))
  await context.addInitScript(() => {
    const { report } = window as unknown as { report: (problem: string) => void }
    window.onerror = (message) => report(`${message}`)
    window.onunhandledrejection = ({ reason }) => report(`${reason}`)
    document.addEventListener("securitypolicyviolation", (event) =>
      report(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  return problems
}
const consoleOf = (page: Page): string[] => {
  const list: string[] = []
  page.on("console", (message) => message.text().includes("Baton") && list.push(message.text()))
  return list
}
const run = (page: Page, command: string, value?: unknown) =>
  page.evaluate(
    ([name, given]) => (window as unknown as { Baton: (...call: unknown[]) => void }).Baton(name, given),
    [command, value],
  )
const visitorOf = (page: Page) => page.evaluate(() => localStorage["baton:demo:visitor"] as string)
const sent = (page: Page, text: string) =>
  page
    .locator(".mine", { hasText: text })
    .locator(".meta", { hasText: /Sent|Seen/ })
    .waitFor()

/** From the question to a person's reply, and the page loaded again: each word once, in order. */
async function converse(page: Page) {
  await say(page, "How do I return shoes?")
  await page.locator(".row.ai .chip").first().waitFor()
  await page.locator(".person").click()
  await page.locator(".badge", { hasText: "Waiting for a person" }).waitFor()
  const id = await site.conversationOf(page)
  await site.operator.takeOver(id)
  await page.locator(".badge", { hasText: "Ana is here" }).waitFor()
  await say(page, "Hello Ana")
  await sent(page, "Hello Ana")
  await site.operator.say(id, "Hi, **Ana** here.")
  await page.locator(".row.human strong", { hasText: "Ana" }).waitFor()
  const before = await shown(page)
  expect(before.filter((text) => text === "Hello Ana")).toHaveLength(1)
  await page.reload()
  await page.locator(".panel[open]").waitFor()
  await page.locator(".row.human strong", { hasText: "Ana" }).waitFor()
  expect(await shown(page)).toEqual(before)
  return id
}
const box = async (page: Page, selector: string) => {
  await page.waitForFunction(() => document.querySelector("baton-chat")!.shadowRoot!.getAnimations().length === 0)
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!
  return [x, y, width, height].map(Math.round)
}

describe("a Content-Security-Policy", () => {
  test("that names Baton's address for scripts and connections, and nothing inline, is enough", async () => {
    const context = await browser.newContext()
    const problems = await withReporter(context)
    const page = await openWidget(
      context,
      site.host(`${head}<title>Strict</title>$tag</head><body><h1>Shop</h1></body></html>`, {
        "content-security-policy":
          "default-src 'self'; script-src 'self' $url; style-src 'self'; img-src 'self' $url blob:; connect-src $url; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      }),
    )
    await converse(page)
    expect(problems).toEqual([])
  })

  test("that knows only a nonce is served by a tag with that nonce, also its looks in browsers before 2023", async () => {
    const context = await browser.newContext()
    const problems = await withReporter(context)
    await context.addInitScript(() => Object.defineProperty(window, "CSSStyleSheet", { value: class {} }))
    const page = await openWidget(
      context,
      site.host(
        `${head}<script nonce="abc" src="$url/widget.js" data-chatbot="demo" defer></script></head><body></body></html>`,
        { "content-security-policy": "script-src 'nonce-abc'; style-src 'nonce-abc'; connect-src $url" },
      ),
    )
    await converse(page)
    expect(await page.locator(".panel").evaluate((it) => getComputedStyle(it).borderRadius)).toBe("16px")
    expect(await page.locator(".chip").evaluate((it) => getComputedStyle(it).borderRadius)).toBe("10px")
    expect(problems).toEqual([])
  })

  test("that forbids the connection is named in the console, once, and not asked again and again", async () => {
    const context = await browser.newContext()
    const problems = await withReporter(context)
    const page = await context.newPage()
    const told = consoleOf(page)
    await page.goto(
      site.host(`${head}$tag</head><body></body></html>`, {
        "content-security-policy": "script-src $url; connect-src 'self'",
      }),
    )
    await until(() => told.find((text) => /^Baton: .*connect-src/.test(text)), "it says what the policy lacks")
    expect(told.find((text) => /^Baton: .*connect-src/.test(text))).toContain(site.url)
    // What makes it try again at once, where it does.
    await page.evaluate(() => {
      dispatchEvent(new Event("online"))
      return fetch("/")
    })
    expect(problems.filter((text) => text.startsWith("connect-src"))).toHaveLength(1)
    expect(await page.locator(".launcher").count()).toBe(0)
  })
})

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
    await converse(page)
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
    await context.route("**/session", async (route) => {
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

describe("the host's page", () => {
  test("hostile styles change nothing of how it looks or where it stands", async () => {
    const plain = await openWidget(await browser.newContext(), site.host(`${head}$tag</head><body></body></html>`))
    const looks = (page: Page) =>
      page.locator(".frame").evaluate((frame) => {
        const read = [".launcher", ".panel", ".head", "h2", ".line textarea", ".person", ".pill"]
        const font = ["fontSize", "lineHeight", "letterSpacing", "color"] as const
        const told = [...font, "display", "visibility", "direction", "cursor", "userSelect", "opacity"] as const
        return read.map((selector) => {
          const it = frame.querySelector(selector)!
          const style = getComputedStyle(it)
          const { x, y, width, height } = it.getBoundingClientRect()
          return {
            selector,
            ...Object.fromEntries(told.map((name) => [name, style[name]])),
            at: [x, y, width, height].map(Math.round).join(),
          }
        })
      })
    await box(plain, ".panel")
    const page = await openWidget(
      await browser.newContext(),
      site.host(`${head}<style>
        html { font-size: 62.5%; letter-spacing: 3px; line-height: 3; visibility: hidden; cursor: none; direction: rtl; word-spacing: 9px; --tall: 40px; --link: red }
        * { all: revert; box-sizing: content-box !important; user-select: none !important; opacity: .5 !important; transition: all 9s !important }
        body { transform: translateX(90px) scale(.5); filter: blur(2px); opacity: 0; overflow: hidden; position: fixed; inset: 0; pointer-events: none;
          display: flex; justify-content: space-between; zoom: .5 }
        div, baton-chat, body > *, html > * { display: none !important; position: static !important; margin: 40px !important }
        html, body { display: block !important }
        button, textarea { font: 40px serif !important; color: lime !important; background: red !important }
        header { position: fixed; inset: 0; z-index: 2147483647; display: block }
        </style>$tag</head><body><header></header></body></html>`),
    )
    await box(page, ".panel")
    expect(await looks(page)).toEqual(await looks(plain))
    await say(page, "Hello")
    await sent(page, "Hello")
  })

  test("its own layout and direction are not moved by it, nor they it; and it is not printed", async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(
      site.host(`${head.replace("<html", '<html dir="rtl"')}
        <style>html{height:100%}body{margin:0;height:100%;display:flex;gap:40px;justify-content:space-between}</style>
        </head><body><i>a</i><b>b</b></body></html>`),
    )
    const places = () =>
      page.evaluate(() => ["i", "b"].map((it) => document.querySelector(it)!.getBoundingClientRect().x))
    const before = await places()
    await page.evaluate((url) => {
      const script = document.createElement("script")
      script.src = `${url}/widget.js`
      script.dataset.chatbot = "demo"
      document.head.append(script)
    }, site.url)
    await page.locator(".launcher").click()
    expect(await places()).toEqual(before)
    expect(await page.evaluate(() => document.documentElement.scrollHeight === innerHeight)).toBe(true)
    expect(await page.locator(".head").evaluate((it) => getComputedStyle(it).direction)).toBe("ltr")

    await page.emulateMedia({ media: "print" })
    expect(await page.locator(".panel").isVisible()).toBe(false)
    expect(await page.locator(".launcher").isVisible()).toBe(false)
  })

  test("on a low window the thread has room beside the line", async () => {
    const page = await openWidget(await browser.newContext({ viewport: { width: 640, height: 360 } }), site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    for (const [width, height] of [
      [640, 360],
      [320, 256],
    ] as const) {
      await page.setViewportSize({ width, height })
      expect((await box(page, ".log"))[3]).toBeGreaterThan(height * 0.38)
      expect((await box(page, ".panel"))[1]).toBeGreaterThanOrEqual(0)
    }
    await page.locator(".tool").first().click()
    await page.locator(".launcher").waitFor()
  })

  test("a body that is swapped leaves the open chat as it is: where one reads, what one types, and with the focus", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    for (let i = 0; i < 8; i++) await say(page, `Line ${i}`)
    await sent(page, "Line 7")
    await page.locator(".line textarea").fill("half a")
    await page.locator(".log").evaluate((log) => {
      log.scrollTop = 60
    })
    await page.evaluate(() => {
      const body = document.createElement("body")
      body.append("Another page")
      document.body.replaceWith(body)
    })
    await page.locator(".panel[open]").waitFor()
    expect(await page.locator(".log").evaluate((log) => log.scrollTop)).toBe(60)
    await page.keyboard.type(" thought")
    expect(await page.locator(".line textarea").inputValue()).toBe("half a thought")
    expect(await page.locator("baton-chat").count()).toBe(1)
  })

  test("a host that throws out what it does not know wins without a struggle, and is not brought to a halt", async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(
      site.host(`${head}<script>
        let thrown = 0
        new MutationObserver((list) => {
          for (const { addedNodes } of list) for (const node of addedNodes) if (node.localName === 'baton-chat') { thrown++; node.remove() }
        }).observe(document, { childList: true, subtree: true })
        </script>$tag</head><body></body></html>`),
    )
    await page.waitForFunction("thrown > 0")
    expect(await page.locator("baton-chat").count()).toBe(0)
  })

  test("a page that is only prepared is no visit until it is looked at", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      let prerendering = true
      Object.defineProperty(document, "prerendering", { get: () => prerendering })
      Object.assign(window, {
        look() {
          prerendering = false
          document.dispatchEvent(new Event("prerenderingchange"))
        },
      })
    })
    const calls: string[] = []
    context.on("request", (request) => calls.push(new URL(request.url()).pathname))
    const page = await context.newPage()
    await page.goto(site.origin)
    await page.waitForFunction(() => (window as unknown as { Baton?: { alive: boolean } }).Baton?.alive)
    expect(calls).not.toContain("/api/widget/demo/session")
    await page.evaluate(() => (window as unknown as { look: () => void }).look())
    await page.locator(".launcher").waitFor()
  })
})

describe("the browser", () => {
  test("of Safari 15.4, Firefox 100 and Chrome 100 lacks what it does not need", async () => {
    const context = await browser.newContext()
    const problems = await withReporter(context)
    await context.addInitScript(() => {
      Reflect.deleteProperty(AbortSignal, "timeout")
      for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "with"])
        Reflect.deleteProperty(Array.prototype, name)
      for (const name of Object.keys(Object.getOwnPropertyDescriptors(Element.prototype)))
        if (name.startsWith("aria")) Reflect.deleteProperty(Element.prototype, name)
      Object.defineProperty(window, "CSSStyleSheet", { value: class {} })
      for (const name of ["locks"]) Object.defineProperty(navigator, name, { value: undefined })
      Object.defineProperty(window, "navigation", { value: undefined })
    })
    const page = await openWidget(context, site.origin)
    await converse(page)
    expect(await page.locator(".launcher").getAttribute("aria-label")).toBe("Close chat")
    expect(await page.locator(".person").getAttribute("aria-disabled")).toBe("true")
    expect(problems).toEqual([])
  })

  test("with seven tabs open that keep nothing, the seventh still talks", async () => {
    const context = await browser.newContext({ viewport: { width: 500, height: 500 } })
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("Access is denied", "SecurityError")
          },
        })
    })
    let last: Page | undefined
    for (let i = 0; i < 7; i++) {
      // The one before is no longer looked at.
      await last?.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true })
        document.dispatchEvent(new Event("visibilitychange"))
      })
      last = await openWidget(context, site.origin)
    }
    await say(last!, "Hello")
    await sent(last!, "Hello")
  })

  test("a store that the host has filled costs nobody their conversation", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      for (const store of [localStorage]) {
        let size = 4_000_000
        while (size > 0)
          try {
            store[`fill${Math.random()}`] = "x".repeat(size)
          } catch {
            size = Math.floor(size / 2)
          }
      }
    })
    const page = await openWidget(context, site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    await page.reload()
    await page.locator(".panel[open]").waitFor()
    await page.locator(".mine", { hasText: "Hello" }).waitFor()
  })

  test("a store that the host empties in the middle costs neither the conversation nor what waits", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    const id = await site.conversationOf(page)
    await context.setOffline(true)
    await say(page, "While away")
    await page.evaluate(() => localStorage.clear())
    await context.setOffline(false)
    await sent(page, "While away")
    expect((await site.stored(id)).filter((text) => text === "While away")).toHaveLength(1)
    expect((await shown(page)).filter((text) => text === "Hello")).toHaveLength(1)
  })
})
