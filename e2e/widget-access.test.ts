import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { listen } from "./heard"
import { violations } from "./violations"
import { openWidget, say, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
await site.operator.setAvailability("offline")
afterEach(site.reset)

describe("everybody can use the widget", () => {
  test("with the keyboard alone: open, write, break a line, send, read a source, close", async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(site.origin)
    await page.locator(".launcher").waitFor()
    const focused = () =>
      page.evaluate(() => document.querySelector("baton-chat")!.shadowRoot!.activeElement?.className ?? "")

    // Past the page's own link.
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    expect(await focused()).toBe("launcher")
    await page.keyboard.press("Enter")
    await page.locator(".panel[open]").waitFor()
    expect(await page.evaluate(() => document.querySelector("baton-chat")!.shadowRoot!.activeElement?.localName)).toBe(
      "textarea",
    )

    await page.keyboard.type("How do I")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("return shoes?")
    await page.keyboard.press("Enter")
    await page.locator(".chip").first().waitFor()
    expect(await page.locator(".mine .text").textContent()).toBe("How do I\nreturn shoes?")

    while (!(await focused()).includes("chip")) await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await page.locator(".quote").waitFor()

    await page.keyboard.press("Escape")
    await page.locator(".panel[open]").waitFor({ state: "detached" })
    expect(await focused()).toBe("launcher")
    await page.keyboard.press("Space")
    await page.locator(".panel[open]").waitFor()
  })

  test("an Enter that ends a word of an input method sends nothing", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    const area = page.locator(".line textarea")
    await area.fill("にほん")
    await area.evaluate((it) =>
      it.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, composed: true }),
      ),
    )
    await area.evaluate((it) =>
      it.dispatchEvent(
        new KeyboardEvent("keydown", {
          key: "Enter",
          keyCode: 229,
          bubbles: true,
          composed: true,
        } as KeyboardEventInit),
      ),
    )

    expect(await page.locator(".mine").count()).toBe(0)
    await area.press("Enter")
    await page.locator(".mine", { hasText: "にほん" }).waitFor()
  })

  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing: empty, answered, offering a person, with a file, waiting with a form, with a person, closed (${colorScheme})`, async () => {
      const page = await openWidget(await browser.newContext({ colorScheme }), site.origin)
      expect(await violations(page)).toEqual([])

      await say(page, "How do I return shoes?")
      await page.locator(".chip").first().click()
      expect(await violations(page)).toEqual([])

      await say(page, "Do you sell elephants?")
      await page.locator(".offer:visible").waitFor()
      const file = { name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from("paid") }
      await page.locator("input[type=file]").setInputFiles(file)
      await page.locator(".tray .file").waitFor()
      expect(await violations(page)).toEqual([])
      await say(page, "This is my receipt")
      await page.locator(".mine .file").waitFor()

      if (await page.locator(".person:not([aria-disabled=true])").count()) await page.locator(".person").click()
      await page.locator("form.card").waitFor()
      expect(await violations(page)).toEqual([])

      const id = await site.conversationOf(page)
      await site.operator.say(id, "Ana here, see https://example.com")
      await page.locator(".row.human .text").waitFor()
      expect(await violations(page)).toEqual([])

      await say(page, "a".repeat(9000))
      await page.locator(".mine.bad").waitFor()
      await site.operator.close(id)
      await page.locator(".stars").waitFor()
      expect(await violations(page)).toEqual([])
    })

  test("on a phone it is a full sheet, modal, with targets of 44 px and no sideways scroll", async () => {
    const context = await browser.newContext({ viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true })
    const page = await openWidget(context, site.origin)
    await say(page, "How do I return shoes?")
    await page.locator(".chip").first().waitFor()

    // It slides in: the last of it may still be on its way.
    await page.locator(".panel").evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)))
    expect(await page.locator(".panel").boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 700 })
    expect(await page.locator(".panel").evaluate((panel) => panel.matches(":modal"))).toBe(true)
    expect(await page.locator(".launcher").isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
    for (const target of [".head .tool", ".line .tool", ".go", ".person"]) {
      const box = (await page.locator(target).first().boundingBox())!
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    }
    await page.locator(".head .tool").tap()
    await page.locator(".launcher").waitFor()
  })

  test("over a phone's keyboard the line and the newest words stay in view", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext({ viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true })
    const page = await openWidget(context, site.origin)
    for (let n = 1; n <= 8; n++) await say(page, `Line ${n}`)
    await page.locator(".mine", { hasText: "Line 8" }).waitFor()
    await page.locator(".panel").evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)))

    // The keyboard takes half of the visual viewport; the page itself stays as high as it was.
    await page.evaluate(() => {
      Object.defineProperty(visualViewport, "height", { get: () => 350, configurable: true })
      visualViewport!.dispatchEvent(new Event("resize"))
    })
    const bottom = async (selector: string) => {
      const box = (await page.locator(selector).last().boundingBox())!
      return box.y + box.height
    }
    await until(async () => (await bottom(".panel")) === 350, "the panel ends where the keyboard begins")
    expect(await bottom(".line textarea")).toBeLessThanOrEqual(350)
    const line = (await page.locator(".line").boundingBox())!.y
    await until(async () => (await bottom(".row")) <= line + 1, "the newest words are above the line")

    await page.evaluate(() => {
      Object.defineProperty(visualViewport, "height", { get: () => 700, configurable: true })
      visualViewport!.dispatchEvent(new Event("resize"))
    })
    await until(async () => (await bottom(".panel")) === 700, "and is whole again without it")
  })

  test("the focus is never lost: an offer taken or refused, a file taken back, a form and a rating sent", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    const pressed = async (selector: string) => {
      const target = page.locator(selector).last()
      await target.focus()
      await target.press("Enter")
    }
    const inField = (after: string) =>
      until(
        () =>
          page.evaluate(
            () => document.querySelector("baton-chat")!.shadowRoot!.activeElement?.localName === "textarea",
          ),
        `the focus is in the field after ${after}`,
      )
    await pressed(".hello .pill")
    await inField("a suggestion")
    await say(page, "Do you sell elephants?")
    await page.locator(".offer:visible").waitFor()
    await pressed(".offer .pill")
    await inField("a refused offer")
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") })
    await pressed(".tray .tool")
    await inField("a file taken back")

    await say(page, "Do you sell unicorns?")
    await page.locator(".offer .main:visible, form.card").first().waitFor()
    if (await page.locator(".offer .main:visible").count()) {
      await pressed(".offer .main:visible")
      await inField("an offer taken")
    }
    await page.locator("form.card input[type=email]").fill("jo@mail.example")
    await pressed("form.card .main")
    await inField("the form")

    await site.operator.close(await site.conversationOf(page))
    await pressed(".stars .tool")
    await page.locator("form.card textarea").fill("Quick")
    await pressed("form.card .main")
    await inField("the rating")

    // Whoever went back to the page is not fetched.
    await page.locator("h1").click()
    await site.operator.say(await site.conversationOf(page), "One more thing").catch(() => {})
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body")
  })

  test("each word that arrives is announced once, one's own and their receipts not at all", async () => {
    await site.operator.setAvailability("online")
    try {
      const page = await openWidget(await browser.newContext(), site.origin)
      const heard = await listen(page)
      await say(page, "How do I return shoes?")
      await page.locator(".chip").first().waitFor()
      await page.locator(".person").click()
      await page.locator(".badge", { hasText: "Waiting" }).waitFor()
      const id = await site.conversationOf(page)
      await site.operator.say(id, "Ana here, hello")
      await page.locator(".row.human .text").waitFor()
      await say(page, "Thank you, Ana")
      await until(async () => (await site.stored(id)).includes("Thank you, Ana"), "the last word arrives")
      await site.operator.say(id, "With pleasure")
      await page.locator(".row.human .text", { hasText: "With pleasure" }).waitFor()

      const all = await heard()
      const times = (words: string) => all.filter((said) => said.includes(words)).length
      for (const words of ["How do I return", "Thank you, Ana", "Sent", "Seen", "…"])
        expect([words, times(words)]).toEqual([words, 0])
      for (const words of [
        "AI assistant",
        "Waiting for a person",
        "chatting with Ana",
        "Ana here, hello",
        "With pleasure",
      ])
        expect([words, times(words)]).toEqual([words, 1])

      // What was not sent is told at once.
      await say(page, "a".repeat(9000))
      await page.locator(".mine.bad").waitFor()
      expect((await heard()).at(-1)).toContain("9000 characters")
    } finally {
      await site.operator.setAvailability("offline")
    }
  })

  test("what arrives is announced politely, what is still being written is not", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    expect(await page.locator(".panel").evaluate((panel) => [panel.localName, panel.ariaLabel])).toEqual([
      "dialog",
      "Luma Shoes",
    ])
    expect(await page.locator(".thread").getAttribute("role")).toBe("log")
    expect(await page.locator(".live").getAttribute("aria-hidden")).toBe("true")
    expect(await page.locator(".badge").getAttribute("role")).toBe("status")
  })

  test("nothing moves for those who asked for that", async () => {
    const page = await openWidget(await browser.newContext({ reducedMotion: "reduce" }), site.origin)
    await say(page, "hello")
    await page.locator(".person").click()
    await page.locator(".badge", { hasText: "Waiting" }).waitFor()
    expect(await page.evaluate(() => document.querySelector("baton-chat")!.shadowRoot!.getAnimations().length)).toBe(0)
  })

  test("who reads from right to left has it laid out so, in their words, and other words in their own direction", async () => {
    const context = await browser.newContext({ locale: "ar-EG" })
    const page = await openWidget(context, site.origin)
    await say(page, "أين طلبي؟")
    await page.locator(".person", { hasText: "التحدث إلى شخص" }).click()
    await page.locator(".notice").first().waitFor()

    const looks = await page.evaluate(() => {
      const root = document.querySelector("baton-chat")!.shadowRoot!
      const of = (selector: string) => root.querySelector(selector)!
      const box = (selector: string) => of(selector).getBoundingClientRect()
      return {
        dir: (of(".frame") as HTMLElement).dir,
        mineIsLeft: box(".mine").left - box(".log").left < box(".log").right - box(".mine").right,
        bar: getComputedStyle(of(".row.ai")).borderRightWidth,
        headerBar: getComputedStyle(of(".head")).backgroundPositionX,
        welcome: getComputedStyle(of(".hello p")).direction,
      }
    })

    expect(looks).toMatchObject({ dir: "rtl", mineIsLeft: true, bar: "3px", welcome: "ltr" })
    expect(looks.headerBar).toStartWith("100%")
    await page.locator(".card label", { hasText: "البريد الإلكتروني" }).waitFor()
    expect(await page.locator("baton-chat").evaluate((it) => getComputedStyle(it.ownerDocument.body).direction)).toBe(
      "ltr",
    )
  })

  test("it weighs at most 14 kB as it is served", async () => {
    const answer = await fetch(`${site.url}/widget.js`, {
      headers: { "accept-encoding": "gzip" },
      decompress: false,
    } as RequestInit)
    expect(answer.headers.get("content-encoding")).toBe("gzip")
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(14_000)
  })
})
