import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { createVisitorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn } from "./demo-server"
import { openWidget, say, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

/** A small phone, and what is left of it above its keyboard. */
const phone = { width: 360, height: 740 }
const overKeyboard = { width: 360, height: 320 }
const touch = { viewport: phone, hasTouch: true, isMobile: true }

const site = await startWidgetSite()
const browser = await launchBrowser(site)
await site.operator.setAvailability("online")

/** What does not fit: wider than the screen, or too small for a finger. Links within a text are as high as its lines. */
const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector("baton-chat")?.shadowRoot ?? document
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} wide`)
    for (const element of root.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary")) {
      const { width, height, left, right, top, bottom } = element.getBoundingClientRect()
      const isShown =
        width > 1 &&
        height > 1 &&
        bottom > 0 &&
        top < innerHeight &&
        left < innerWidth &&
        element.checkVisibility({ opacityProperty: true })
      if (!isShown || element.closest(".text, .prose, .quote, p, .skip-link")) continue
      const label = element.closest("label")?.getBoundingClientRect()
      const name = `${element.localName}.${element.className} “${(element.ariaLabel ?? element.textContent ?? "").trim().slice(0, 20)}”`
      // The ways of the desk stand in a line that scrolls.
      if (right > innerWidth + 1 && !element.closest(".top-bar nav")) found.push(`${name} ends at ${Math.round(right)}`)
      const around = getComputedStyle(element, "::after")
      const [wide, high] =
        around.position === "absolute" ? [parseFloat(around.width) || 0, parseFloat(around.height) || 0] : [0, 0]
      if (Math.max(width, wide, label?.width ?? 0) < 40 || Math.max(height, high, label?.height ?? 0) < 40)
        found.push(`${name} is ${Math.round(width)} × ${Math.round(height)}`)
    }
    return found
  })

/** Whether all of them stand on the screen, none over another. */
async function stand(page: Page, ...selectors: string[]): Promise<void> {
  const { height } = page.viewportSize()!
  const isWhole = (box: { y: number; height: number } | null) => box && box.y >= 0 && box.y + box.height <= height + 1
  const measure = () => Promise.all(selectors.map((selector) => page.locator(selector).first().boundingBox()))
  // The page follows a keyboard in its own time.
  const boxes = await until(
    async () => {
      const all = await measure()
      return all.every(isWhole) ? all : undefined
    },
    `${selectors.join(", ")} stand whole on the screen`,
  )
  for (const [at, box] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const isApart =
        box!.y + box!.height <= other!.y + 1 ||
        other!.y + other!.height <= box!.y + 1 ||
        box!.x + box!.width <= other!.x + 1 ||
        other!.x + other!.width <= box!.x + 1
      expect(isApart).toBe(true)
    }
  }
}

test("the widget on a small phone: each state fits, and over the keyboard the line is whole", async () => {
  const page = await openWidget(await browser.newContext(touch), site.origin)
  await page.locator(".panel").evaluate((panel) => Promise.all(panel.getAnimations().map(({ finished }) => finished)))
  const line = [".line textarea", ".line .tool", ".go"]
  const fits = async () => {
    expect(await misfits(page)).toEqual([])
    await stand(page, ".head", ...line, ".person")
  }
  await fits()
  await say(page, "How do I return shoes?")
  await page.locator(".chip").first().tap()
  await page.locator(".quote").waitFor()
  await fits()
  await say(page, "Do you sell elephants?")
  await page.locator(".offer:visible").waitFor()
  await fits()

  await page.setViewportSize(overKeyboard)
  await fits()
  await page
    .locator(".line textarea")
    .fill("A longer question, which takes several lines of a small phone, so that the field grows. ".repeat(3))
  await fits()
  await page.locator(".line textarea").fill("")
  await page.setViewportSize(phone)

  const id = await site.conversationOf(page)
  await site.operator.say(id, "Hello, Ana here")
  await page.locator(".row.human .text").waitFor()
  await fits()
  await site.operator.close(id)
  await page.locator(".stars .tool").nth(3).tap()
  await page.locator("form.card textarea").waitFor()
  await fits()
  await page.setViewportSize(overKeyboard)
  await fits()
})

test("the desk on a small phone: the list and a conversation fit, and over the keyboard the reply can be written and sent", async () => {
  const shop = await openWidget(await browser.newContext(), site.origin)
  await say(shop, "Where is my refund?")
  await shop.locator(".person").click()
  await shop.locator(".badge", { hasText: "Waiting" }).waitFor()
  const page = await signIn(browser, `${site.url}/operator`, people.operator, touch)
  await page.locator("#rows-waiting .row a").first().waitFor()
  expect(await misfits(page)).toEqual([])
  await page.locator("#rows-waiting .row a").first().tap()
  await page.locator('[data-act="takeover"]').tap()
  await page.locator('#composer[data-holder="human"] #composer-text').waitFor()
  expect(await misfits(page)).toEqual([])
  await stand(page, ".conversation-header", "#composer-text", "#composer-form .button-primary")

  await page.locator("#composer-text").tap()
  await page.setViewportSize(overKeyboard)
  await stand(page, ".conversation-header", ".kinds", "#composer-text", "#composer-form .button-primary")
  expect(await misfits(page)).toEqual([])
  const room = (await page.locator("#timeline-scroll").boundingBox())!
  expect(room.height).toBeGreaterThan(60)
  await page.locator("#composer-text").fill("It is on its way, and here is a longer word about it. ".repeat(6))
  await stand(page, ".conversation-header", "#composer-text", "#composer-form .button-primary")
  await page.locator("#composer-form .button-primary").tap()
  await page.locator(".message.by-operator", { hasText: "It is on its way" }).waitFor()
})

test("the desk and the pages beside it fit a small phone, whatever a visitor is called and writes", async () => {
  const page = { url: `${site.origin}/`, title: "Shop", referrer: "" }
  const visitor = await createVisitorClient(
    () => site.url,
    "demo",
    { page, locale: "en", timezone: "UTC" },
    { origin: site.origin },
  )
  await visitor.post("/contact", { name: "Wolfeschlegelsteinhausenbergerdorff".repeat(2), email: "w@mail.example" })
  const { conversationId } = await visitor.say(
    `Donau${"dampfschifffahrts".repeat(20)} https://example.com/${"x".repeat(150)}`,
  )
  await visitor.askForPerson()
  await site.operator.api("POST", "/follow-ups", {
    ...{ conversationId, text: "Call back", dueAt: new Date(Date.now() + 86_400_000).toISOString() },
  })
  const { slots } = (await visitor.call("GET", "/api/widget/slots?kind=booking")).body
  const contact = { name: "Wolfeschlegelsteinhausenbergerdorff", email: `${"w".repeat(50)}@mail.example` }
  await visitor.post("/bookings", { slot: slots[0].slot, kind: "booking", contact })
  const desk = await signIn(browser, `${site.url}/operator`, people.operator, touch)

  for (const path of [
    ...[
      "",
      `/conversations/${conversationId}`,
      "/team",
      "/visitors",
      "/follow-ups",
      "/bookings",
      "/contacts",
      "/account",
      "/closed",
    ],
  ]) {
    await desk.goto(`${site.url}/operator${path}`)
    await desk.locator("h1").first().waitFor({ state: "attached" })
    expect([path, await misfits(desk)]).toEqual([path, []])
    const cutOff = desk
      .locator(".table-scroll")
      .evaluateAll((all) =>
        all.filter((table) => table.scrollWidth > table.clientWidth).map(({ ariaLabel }) => ariaLabel),
      )
    expect([path, await cutOff]).toEqual([path, []])
    const current = desk.locator('.top-bar [aria-current="page"]')
    if (await current.count())
      await until(async () => {
        const box = await current.boundingBox()
        return box && box.x >= 0 && box.x + box.width <= phone.width
      }, `the way to ${path} is in sight`)
  }
})
