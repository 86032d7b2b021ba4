import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { answers, createMessagesServer, verdict } from "../src/testing/messages-server"
import { until } from "../src/testing/until"
import { holdLock, launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { digTunnel } from "./tunnel"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(120_000)

const provider = createMessagesServer()
const site = await startWidgetSite({ ANTHROPIC_API_KEY: "sk-test-secret", ANTHROPIC_BASE_URL: provider.url })
const browser = await launchBrowser(site, provider)
afterEach(site.reset)

const half = "Of course, let me look at that for you. "
const whole = "Boots are resoled within ten days."
const late = { timeout: 40_000 }

/** An answer of which the first half is said, and the rest once `go` is called. */
function halfAnAnswer() {
  const { promise, resolve: go } = Promise.withResolvers<void>()
  provider.reply(answers({ text: [half] }, promise, { text: [whole] }, verdict(0.95)))
  return { go, asked: provider.requests.length }
}
const partial = (page: Page) => page.locator(".live .text", { hasText: half.trim() })
const arrived = (page: Page, text: string) =>
  page
    .locator(".mine", { hasText: text })
    .locator(".meta", { hasText: /Sent|Seen/ })
    .waitFor(late)

describe("the handover as a visitor sees it", () => {
  test("what a person has read is seen, and still is when the page is loaded again", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    await page.locator(".person").click()
    await say(page, "Where is my order?")
    const id = await site.conversationOf(page)
    await site.operator.takeOver(id)
    await say(page, "It is number 1234")
    const word = (text: string) => page.locator(".mine", { hasText: "number 1234" }).locator(".meta", { hasText: text })
    await word("Sent").waitFor(late)

    await site.operator.api("POST", `/conversations/${id}/read`, { eventId: 10 ** 9 })
    await word("Seen").waitFor(late)
    await page.reload()

    await word("Seen").waitFor(late)
    expect(await word("Sent").count()).toBe(0)
  })

  test("a takeover takes away the half answer that is on the screen, and no word of it comes later", async () => {
    const pages = await twoTabs(await browser.newContext())
    const { go, asked } = halfAnAnswer()
    await say(pages[0]!, "Can you resole my boots, please?")
    for (const page of pages) await partial(page).waitFor(late)
    const id = await site.conversationOf(pages[0]!)

    await site.operator.takeOver(id)
    for (const page of pages) {
      await page.locator(".notice", { hasText: "You're now chatting with Ana." }).waitFor(late)
      await page.locator(".live .row").waitFor({ state: "detached" })
    }
    await until(() => provider.requests[asked]!.isDisconnected, "the model is not listened to any more")
    go()
    await site.operator.say(id, "Ana here, I will see to it.")

    const said = ["Can you resole my boots, please?", "Ana here, I will see to it."]
    expect(await site.stored(id)).toEqual(said)
    for (const page of pages) {
      await page.locator(".row.human", { hasText: "Ana here" }).waitFor(late)
      expect(await shown(page)).toEqual(said)
      expect(await page.locator(".live .text").count()).toBe(0)
    }
  })

  test("a restart in the middle of an answer: the half that was said gives way to the whole, once", async () => {
    const pages = await twoTabs(await browser.newContext())
    const { go } = halfAnAnswer()
    await say(pages[1]!, "How long does it take to resole boots?")
    for (const page of pages) await partial(page).waitFor(late)
    const id = await site.conversationOf(pages[0]!)

    provider.reply(answers({ text: [half, whole] }, verdict(0.95)))
    await site.goDown()
    go()
    await site.comeBack()

    const said = ["How long does it take to resole boots?", half + whole]
    for (const page of pages) {
      await page.locator(".row.ai", { hasText: whole }).waitFor(late)
      await until(async () => (await page.locator(".live .text").count()) === 0, "nothing half said is left")
      expect(await shown(page)).toEqual(said)
    }
    expect(await site.stored(id)).toEqual(said)
  })

  test("a tab that is closed with a message on its way leaves it to the other, which sends it once", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    const [first, second] = await twoTabs(context)
    const { promise, resolve: go } = Promise.withResolvers<void>()
    let tries = 0
    await intercept(context, "**/api/widget/messages", async (route) => {
      tries++
      await promise
      await route.continue().catch(() => {})
    })
    await say(first!, "before it is closed")
    await until(() => tries > 0, "it is on its way")
    await first!.close()
    go()

    await arrived(second!, "before it is closed")
    expect(await site.stored(await site.conversationOf(second!))).toEqual(["before it is closed"])
    expect(await shown(second!)).toEqual(["before it is closed"])
  })

  test("a tab that holds the stream and is silent, as one that sleeps, loses it to the one that is looked at", async () => {
    await site.configure({ aiEnabled: false })
    const context = await browser.newContext()
    // A page without a word of ours in it: all that is known of a sleeping tab is that it has the lock.
    await intercept(context, "**/asleep", (route) => route.fulfill({ contentType: "text/html", body: "<p>zzz" }))
    const page = await openWidget(context, site.origin)
    await say(page, "hello")
    await arrived(page, "hello")
    const sleeper = await context.newPage()
    await sleeper.goto(`${site.origin}/asleep`)
    await holdLock(sleeper, "lead")

    await say(page, "is anybody there?")
    await arrived(page, "is anybody there?")
    await site.operator.say(await site.conversationOf(page), "yes")
    await page.locator(".row.human", { hasText: "yes" }).waitFor(late)
    await until(() => site.parts.streams.count === 1, "one stream is open")
    expect(await shown(page)).toEqual(["hello", "is anybody there?", "yes"])
  })

  test("a network that dies without a word while a message goes out: once it is back, all of it arrives, once", async () => {
    const tunnel = await digTunnel(Number(new URL(site.url).port))
    await site.configure({ aiEnabled: false })
    const page = await openWidget(await browser.newContext(), `${site.origin}/?server=${tunnel.url}`)
    await say(page, "on the train")
    await arrived(page, "on the train")
    const id = await site.conversationOf(page)

    tunnel.enter()
    await say(page, "in the tunnel")
    await site.operator.say(id, "Are you there?")
    await page.locator(".mine.late", { hasText: "in the tunnel" }).locator("text=Not sent yet").waitFor(late)
    expect(await shown(page)).not.toContain("Are you there?")
    tunnel.leave()
    await page.evaluate(() => dispatchEvent(new Event("online")))

    // At once, and not only when the silence has lasted.
    await page.locator(".row.human", { hasText: "Are you there?" }).waitFor({ timeout: 15_000 })
    await arrived(page, "in the tunnel")
    const stored = await site.stored(id)
    expect(stored.toSorted()).toEqual(["Are you there?", "in the tunnel", "on the train"])
    expect(await shown(page)).toEqual(stored)
    tunnel.close()
  })
})

async function twoTabs(context: BrowserContext): Promise<Page[]> {
  const first = await openWidget(context, site.origin)
  await until(() => site.parts.streams.count === 1, "the first tab holds the stream", { timeoutMs: 20_000 })
  return [first, await openWidget(context, site.origin)]
}
