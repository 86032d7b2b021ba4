import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { box, converse, head, sent, withReporter } from "./widget-host-page"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)

const consoleOf = (page: Page): string[] => {
  const list: string[] = []
  page.on("console", (message) => message.text().includes("Baton") && list.push(message.text()))
  return list
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
    await converse(site, page)
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
    await converse(site, page)
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
    await converse(site, page)
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

  test.each([
    ["to the last letter", 0],
    ["but for what is small", 30],
  ])("a store that the host has filled %s costs nobody their conversation", async (_, room) => {
    const context = await browser.newContext()
    await context.addInitScript((room) => {
      localStorage.room = "x".repeat(room)
      let size = 4_000_000
      while (size > 0)
        try {
          localStorage[`fill${Math.random()}`] = "x".repeat(size)
        } catch {
          size = Math.floor(size / 2)
        }
      localStorage.removeItem("room")
    }, room)
    const page = await openWidget(context, site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    await page.reload()
    await page.locator(".panel[open]").waitFor()
    await page.locator(".mine", { hasText: "Hello" }).waitFor()
    expect(await page.locator(".mine", { hasText: "Hello" }).count()).toBe(1)
    // Another tab keeps to itself, and waits for no word of this one.
    const other = await openWidget(context, site.origin)
    await say(other, "How do I return shoes?")
    await other.locator(".row.ai .chip").first().waitFor()
  })

  test("whoever signs out after the host has filled the store is not there for whoever comes next", async () => {
    const context = await browser.newContext()
    const page = await openWidget(context, site.origin)
    await say(page, "Hello")
    await sent(page, "Hello")
    const token = () => page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith(":token")))
    expect(await token()).toBeTrue()
    await page.evaluate(() => {
      for (let size = 4_000_000; size > 0; )
        try {
          localStorage[`fill${Math.random()}`] = "x".repeat(size)
        } catch {
          size = Math.floor(size / 2)
        }
    })
    await say(page, "The store is full")
    await sent(page, "The store is full")
    await page.evaluate(() => (Reflect.get(window, "Baton") as (act: string) => void)("reset"))
    await page.locator(".mine").first().waitFor({ state: "detached" })
    const next = await openWidget(context, site.origin)
    await say(next, "Somebody else")
    await sent(next, "Somebody else")
    expect(await next.locator(".mine").count()).toBe(1)
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
