import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { newClientId } from "../src/testing/clients"
import { createMailServer } from "../src/testing/receivers"
import { until } from "../src/testing/until"
import { defaultIntent } from "../src/visitors/intent"
import { launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { violations } from "./violations"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const mail = await createMailServer()
const site = await startWidgetSite({ SMTP_URL: mail.url })
const browser = await launchBrowser(site, mail)
afterEach(async () => {
  await site.reset()
  await settings({ live: false, intent: defaultIntent })
})

const settings = (more: object) =>
  site.parts.db.write((tx) => {
    const { visitorSettings } = site.parts
    visitorSettings.save(tx, "demo", { ...visitorSettings.get("demo"), ...more }, Date.now())
  })
const visitorOf = (page: Page) => page.evaluate(() => localStorage["baton:demo:visitor"] as string)
const write = (id: string, text: string) =>
  site.operator.api("POST", `/visitors/${id}/messages`, { clientId: newClientId(), text })
const baton = (page: Page, command: string, value?: unknown) =>
  page.evaluate(
    ([name, given]) => (window as unknown as { Baton: (...call: unknown[]) => void }).Baton(name, given),
    [command, value],
  )

async function land(context: BrowserContext, address = site.origin): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await page.locator(".launcher").waitFor()
  return page
}
describe("the closed widget", () => {
  test("with live visitors on shows an operator's first word at once, beside the launcher; the panel goes on with it", async () => {
    await settings({ live: true })
    const context = await browser.newContext({ reducedMotion: "reduce" })
    const page = await land(context, `${site.origin}/strict`)
    const id = await visitorOf(page)
    await until(async () => (await site.operator.api("GET", `/visitors/${id}`)).visitor.isReachable, "it listens")

    const { conversationId } = await write(id, "Can I **help** you with [sizes](/sizes)?")
    await page.locator(".nudge .words", { hasText: "Can I help you with sizes?" }).waitFor()
    expect(await page.locator(".nudge .by").textContent()).toBe("Ana")
    expect(await page.locator(".count").textContent()).toBe("1")
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body")
    expect(await violations(page)).toEqual([])

    await page.locator(".nudge .say").click()
    await page.locator(".panel[open] .row.human strong", { hasText: "help" }).waitFor()
    expect(await page.locator(".nudge").count()).toBe(0)
    await say(page, "Yes please")
    await until(async () => (await site.stored(conversationId)).includes("Yes please"), "it goes to the operator")
    expect((await site.operator.open(conversationId)).conversation.state).toBe("human")
  })

  test("without, it hears of it with the next page of a single-page site; put away, it stays away", async () => {
    const page = await land(await browser.newContext())
    await write(await visitorOf(page), "Hello there")
    await page.evaluate(() => history.pushState({}, "", "/boots"))
    await page.locator(".nudge", { hasText: "Hello there" }).waitFor()
    await page.getByRole("button", { name: "Dismiss" }).click()
    await page.locator(".nudge").waitFor({ state: "detached" })
    await page.reload()
    await page.locator(".count").waitFor()
    expect(await page.locator(".nudge").count()).toBe(0)
  })

  test("greets whoever looks ready to buy; the answer goes to the AI, which knows what it said", async () => {
    const rule = { id: "p", name: "Prices", enabled: true, points: 80, all: [{ kind: "page", contains: "/pricing" }] }
    await settings({ intent: { ...defaultIntent, rules: [rule], greeting: "Questions about <b>our</b> prices?" } })
    const context = await browser.newContext()
    const page = await land(context, `${site.origin}/pricing`)
    await page.locator(".nudge .words", { hasText: "Questions about <b>our</b> prices?" }).waitFor()
    // It is still there on the next page, until it is opened or put away.
    await page.goto(`${site.origin}/returns`)
    await page.locator(".nudge .say").click()
    await page.locator(".panel[open] .hello p", { hasText: "Questions about" }).waitFor()
    await say(page, "Yes, how do returns work?")
    await page.locator(".row.ai").nth(1).waitFor()
    expect((await shown(page)).slice(0, 2)).toEqual(["Questions about <b>our</b> prices?", "Yes, how do returns work?"])
    await page
      .locator(".tool", { has: page.locator("svg") })
      .first()
      .click()
    expect(await page.locator(".nudge").count()).toBe(0)
  })

  test("says goodbye when its page is closed, and the tab that is looked at next is the page they are on", async () => {
    const context = await browser.newContext()
    const [first, second] = [await land(context, `${site.origin}/a`), await land(context, `${site.origin}/b`)]
    const id = await visitorOf(first)
    const see = async () => (await site.operator.api("GET", `/visitors/${id}`)).visitor
    expect((await see()).page.url).toContain("/b")
    await second.close({ runBeforeUnload: false })
    await until(() => site.parts.presence.known(id)?.leftAt, "the browser says goodbye")
    await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
    await until(async () => (await see()).page.url.endsWith("/a"), "they are on the other tab")
    expect(site.parts.presence.known(id)?.leftAt).toBeNull()
  })
})

describe("the host page", () => {
  test("says what it knows of its visitor before the script is there, in the one request", async () => {
    const context = await browser.newContext()
    const bodies: string[] = []
    context.on("request", (request) => request.url().startsWith(site.url) && bodies.push(request.postData() ?? ""))
    const page = await context.newPage()
    await page.addInitScript(() => {
      const stub = (...call: unknown[]) => stub.q.push(call)
      stub.q = [] as unknown[]
      Object.assign(window, { Baton: stub })
      stub("set", { plan: "<script>alert(1)</script>", "cart value": 99.5 })
      stub("set", { vip: true })
    })
    await page.goto(site.origin)
    await page.locator(".launcher").waitFor()
    const id = await visitorOf(page)
    expect(site.parts.visitors.find(id)?.attributes).toEqual({
      plan: "<script>alert(1)</script>",
      "cart value": 99.5,
      vip: true,
    })
    expect(bodies.filter(Boolean).length).toBe(1)
  })

  test("signs somebody out: the next visitor of this browser reads nothing of theirs", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    await baton(page, "identify", { id: "c-1", name: "Marta" })
    await say(page, "My secret")
    await page.locator(".mine .meta", { hasText: /Sent|Seen/ }).waitFor()
    const before = await visitorOf(page)
    await baton(page, "reset")
    await until(async () => (await visitorOf(page)) !== before, "it is another visitor")
    await page.locator(".mine").waitFor({ state: "detached" })
    await baton(page, "identify", { id: "c-2", name: "Jo" })
    await say(page, "Hello")
    await page.locator(".mine .meta", { hasText: /Sent|Seen/ }).waitFor()
    expect(await site.stored(await site.conversationOf(page))).not.toContain("My secret")
  })
})

test("after a conversation the transcript is sent where the visitor wants it, whether rated or not", async () => {
  const page = await openWidget(await browser.newContext({ reducedMotion: "reduce" }), `${site.origin}/strict`)
  await say(page, "How do I return shoes?")
  await page.locator(".row.ai").first().waitFor()
  const id = await site.conversationOf(page)
  await site.operator.takeOver(id)
  await site.operator.close(id)
  await page.getByRole("button", { name: "Email me the transcript" }).click()
  await page.locator("form.card input[type=email]").fill("not an address@")
  expect(await violations(page)).toEqual([])
  await page.locator("form.card input[type=email]").fill("marta@example.com")
  await page.keyboard.press("Enter")
  await page.getByRole("status").filter({ hasText: "On its way to marta@example.com." }).waitFor()
  await until(() => mail.mails.length > 0, "the letter arrives")
  expect(mail.mails[0]!.to).toContain("marta@example.com")
  expect(mail.mails[0]!.parts.map(({ content }) => content).join()).toContain("How do I return shoes?")
  // Of two stars the one that was pressed last counts, on whatever way the first one was held up.
  let [asked, answered] = [0, 0]
  await intercept(page, "**/rating", async (route) => {
    if (asked++ === 0) await until(() => answered > 0, "the other is answered", { timeoutMs: 500 }).catch(() => {})
    await route.fulfill({ response: await route.fetch() })
    answered++
  })
  await page.locator(".stars button").nth(1).click()
  await page.locator(".stars button").nth(4).click()
  await until(() => answered === 2, "both are kept")
  expect(site.parts.conversations.find(id)?.rating).toBe(5)
  await page.locator(".card .main").click()
  await page.locator(".stars").waitFor({ state: "detached" })
  // After a reload only the transcript is offered: it was rated.
  await page.reload()
  await page.getByRole("button", { name: "Email me the transcript" }).waitFor()
  expect(await page.locator(".stars").count()).toBe(0)
})
