/** How far an operator's words have got, between a real widget and a real desk; and what both say when nothing gets through. */

import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn } from "./demo-server"
import { digTunnel } from "./tunnel"
import { violations } from "./violations"
import { openWidget, say, startWidgetSite } from "./widget-site"

setDefaultTimeout(120_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
let tunnel: Awaited<ReturnType<typeof digTunnel>>
afterEach(() => tunnel?.close())

const late = { timeout: 40_000 }
/** Out of the tunnel the browser says that it is online, and the page looks. */
const comesOut = async (page: Page, desk: Page, receipt: string) => {
  tunnel.leave()
  await until(
    async () => {
      await page.evaluate(() => dispatchEvent(new Event("online")))
      return (await desk.locator(receipt).count()) > 0
    },
    `${receipt} stands beneath the words`,
    { timeoutMs: 40_000, everyMs: 500 },
  )
}

/** A visitor whose widget comes through the tunnel, in the hands of Ana, and her desk, which does not. */
async function talking(install?: (page: Page) => Promise<unknown>) {
  tunnel = await digTunnel(Number(new URL(site.url).port))
  await site.operator.setAvailability("online")
  await site.configure({ aiEnabled: false })
  const context = await browser.newContext({ locale: "en-GB" })
  const page = await context.newPage()
  await install?.(page)
  await page.goto(`${site.origin}/?server=${tunnel.url}`)
  await page.locator(".launcher").click()
  await say(page, "Where is my refund?")
  await page.locator(".mine .meta", { hasText: /Sent|Seen/ }).waitFor(late)
  const id = await site.conversationOf(page)
  await site.operator.takeOver(id)
  await page.locator(".badge", { hasText: "Ana is here" }).waitFor(late)
  const desk = await signIn(browser, `${site.url}/operator/conversations/${id}`, people.operator)
  desk.setDefaultTimeout(40_000)
  return { context, page, id, desk }
}

/** Written in the desk, by hand. */
async function reply(desk: Page, text: string): Promise<void> {
  await desk.fill("#composer-text", text)
  await desk.keyboard.press("ControlOrMeta+Enter")
  await desk.locator(".message.by-operator", { hasText: text }).waitFor()
}
const receiptOf = (desk: Page, text: string) =>
  desk.locator(".message.by-operator", { hasText: text }).locator(".receipt")
/** The states that stand beneath a message from now on, each once. */
const watchStates = (desk: Page) =>
  desk.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { states: seen })
    const note = () => {
      const state = document.querySelector(".receipt-word")?.textContent ?? ""
      if (state && state !== seen.at(-1)) seen.push(state)
    }
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true })
  })
const states = (desk: Page) => desk.evaluate(() => Reflect.get(window, "states") as string[])

describe("beneath the operator's newest words", () => {
  test("stands sent, delivered, seen: each when it is true, without a reload, in a word that is read out with it", async () => {
    const { page, desk } = await talking()
    await page.keyboard.press("Escape")
    await page.locator(".panel[open]").waitFor({ state: "hidden" })
    await watchStates(desk)
    tunnel.enter()
    await reply(desk, "It was paid out this morning.")
    const receipt = receiptOf(desk, "It was paid out")
    expect(await receipt.textContent()).toBe("Sent")
    expect(await receipt.locator("svg").getAttribute("aria-hidden")).toBe("true")

    await comesOut(page, desk, ".receipt.delivered:has-text('Delivered')")
    await page.locator(".count", { hasText: "1" }).waitFor()

    await page.locator(".launcher").click()
    await desk.locator(".receipt.seen", { hasText: "Seen" }).waitFor()
    // On a busy machine the way out may take longer than a page has to answer.
    const steps = (await states(desk)).filter((state) => state !== "Not delivered yet")
    expect(steps).toEqual(["Sent", "Delivered", "Seen"])
    expect(await violations(desk)).toEqual([])

    // Where it was read already it is seen at once; it stands beneath the newest words only, and goes with an answer.
    await reply(desk, "Is there anything else?")
    await receiptOf(desk, "anything else").and(desk.locator(".seen")).waitFor()
    expect(await desk.locator(".receipt").count()).toBe(1)
    await say(page, "No, thank you")
    await desk.locator(".message.by-visitor", { hasText: "No, thank you" }).waitFor()
    expect(await desk.locator(".receipt").count()).toBe(0)
    await desk.reload()
    await desk.locator(".message.by-visitor", { hasText: "No, thank you" }).waitFor()
    expect(await desk.locator(".receipt").count()).toBe(0)
  })

  test("it says so when the visitor's tab is closed, why, and what follows; when they are back it is seen", async () => {
    const { context, page, desk } = await talking()
    await page.close()
    await reply(desk, "Are you still there?")
    const receipt = receiptOf(desk, "Are you still there?")
    await desk.locator(".receipt.is-undelivered").waitFor()
    expect(await receipt.textContent()).toBe(
      "Not delivered yet: The visitor has left the page. They will see it when they come back.",
    )
    // Said to those who do not see it, too.
    expect(await desk.locator("#announce").textContent()).toStartWith("Not delivered yet")
    expect(await violations(desk)).toEqual([])
    // A page that is opened now says the same.
    await desk.reload()
    await desk.locator(".receipt.is-undelivered", { hasText: "has left the page" }).waitFor()

    const back = await context.newPage()
    await back.goto(`${site.origin}/?server=${tunnel.url}`)
    await desk.locator(".receipt.delivered").waitFor()
    await back.locator(".launcher").click()
    await desk.locator(".receipt.seen").waitFor()
  })

  test("of several tabs of the visitor one that shows it is enough", async () => {
    const { context, page, desk } = await talking()
    const second = await openWidget(context, `${site.origin}/?server=${tunnel.url}`)
    // The first one holds the stream, and has its chat closed.
    await page.keyboard.press("Escape")
    await page.locator(".panel[open]").waitFor({ state: "hidden" })
    await reply(desk, "Which size do you need?")
    await desk.locator(".receipt.seen").waitFor()
    await second.close()
    await reply(desk, "42 is left, and 43.")
    await desk.locator(".receipt.delivered").waitFor()
  })

  test("a page that no longer answers is told from one that has it, before any connection ends", async () => {
    const { page, desk } = await talking()
    tunnel.enter()
    await reply(desk, "Are you still there?")
    await desk.locator(".receipt.is-undelivered", { hasText: "page is not responding" }).waitFor()
    await comesOut(page, desk, ".receipt.seen")
  })
})

describe("when nothing gets through any more and nobody says so", () => {
  test("the widget says that it has no connection long before a minute is over, and when it has one again", async () => {
    const { page, id } = await talking((page) => page.clock.install())
    const from = await page.evaluate(() => Date.now())
    tunnel.enter()
    // The seconds of the silence pass at once; the network's own time is as it is.
    await page.clock.fastForward(25_000)
    const band = page.locator(".band", { hasText: "No connection. Reconnecting…" })
    await band.waitFor(late)
    expect((await page.evaluate(() => Date.now())) - from).toBeLessThan(60_000)

    tunnel.leave()
    await site.operator.say(id, "Here again?")
    await until(
      async () => {
        await page.clock.fastForward(10_000)
        return (await page.locator(".row.human", { hasText: "Here again?" }).count()) > 0
      },
      "it finds its way back",
      { timeoutMs: 40_000, everyMs: 500 },
    )
    await band.waitFor({ state: "hidden", ...late })
  })

  test("a message that goes unanswered is reason enough to look: the widget says it without waiting for the silence", async () => {
    const { page } = await talking((page) => page.clock.install())
    await until(() => site.parts.streams.count > 0, "its stream is open")
    tunnel.enter()
    await say(page, "Hello?")
    await page.clock.fastForward(6000)
    await page.locator(".band", { hasText: "No connection." }).waitFor(late)
  })

  test("the desk shows a red bar, also by a reply that goes unanswered; the reply is kept, and everything comes afterwards", async () => {
    tunnel = await digTunnel(Number(new URL(site.url).port))
    await site.configure({ aiEnabled: false })
    const page = await openWidget(await browser.newContext(), site.origin)
    await say(page, "Where is my refund?")
    await page.locator(".mine .meta", { hasText: /Sent|Seen/ }).waitFor(late)
    const id = await site.conversationOf(page)
    await site.operator.takeOver(id)
    const desk = await signIn(browser, `${tunnel.url}/operator/conversations/${id}`, people.operator)
    desk.setDefaultTimeout(40_000)
    await say(page, "Hello?")
    await desk.locator(".message.by-visitor", { hasText: "Hello?" }).waitFor()
    const bar = desk.locator("#link-bar")
    expect(await bar.isVisible()).toBeFalse()

    tunnel.enter()
    await desk.fill("#composer-text", "I am looking at it.")
    await desk.keyboard.press("ControlOrMeta+Enter")
    const from = performance.now()
    await bar.waitFor()
    // By the silence alone it would take twice as long.
    expect(performance.now() - from).toBeLessThan(25_000)
    expect(await bar.textContent()).toContain("No connection: what you see may be out of date. Reconnecting …")
    expect(await bar.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe("rgb(202, 50, 20)")
    expect(await violations(desk)).toEqual([])

    await desk.locator(".composer-problem", { hasText: "Not sent" }).waitFor()
    expect(await desk.inputValue("#composer-text")).toBe("I am looking at it.")
    await say(page, "Are you there?")
    tunnel.leave()
    await desk.locator(".message.by-visitor", { hasText: "Are you there?" }).waitFor()
    await bar.waitFor({ state: "hidden" })
    await desk.locator("#composer-text").focus()
    await desk.keyboard.press("ControlOrMeta+Enter")
    await desk.locator(".receipt.seen").waitFor()
    expect((await site.stored(id)).filter((text) => text === "I am looking at it.").length).toBe(1)
  })
})
