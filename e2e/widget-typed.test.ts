/** What a visitor is typing while something else happens in the chat is theirs until they send it. */

import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import { launchBrowser } from "./browser"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(async () => {
  await site.reset()
  await site.operator.setAvailability("online")
})

const line = ".line textarea"

test("what is typed on after “send” while a file is on its way is not sent half written", async () => {
  const page = await openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)
  const held = Promise.withResolvers<void>()
  await page.route("**/api/widget/attachments", async (route) => {
    await held.promise
    await route.continue()
  })
  const file = { name: "leak.txt", mimeType: "text/plain", buffer: Buffer.from("drip") }
  await page.locator("input[type=file]").setInputFiles(file)
  await page.locator(".tray .file", { hasText: "leak.txt" }).waitFor()
  await say(page, "This is how it looks")
  await page.locator(line).pressSequentially(" and it")
  const stored = page.waitForResponse("**/api/widget/attachments")
  held.resolve()
  await stored
  await page.locator(".tray .file:has(> span:first-child)").waitFor()

  expect(await page.locator(".mine").count()).toBe(0)
  expect(await page.locator(line).inputValue()).toBe("This is how it looks and it")
  await page.locator(line).pressSequentially(" drips")
  await page.keyboard.press("Enter")
  await page.locator(".mine .file", { hasText: "leak.txt" }).waitFor()
  expect((await shown(page))[0]).toBe("This is how it looks and it drips")
})

test("the card that asks for an address stays while one is being typed, though an operator comes, and is still sent", async () => {
  await site.operator.setAvailability("offline")
  const page = await openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)
  const card = page.locator("form.card", { hasText: "How can we reach you?" })
  await page.locator(".person").click()
  await card.locator("input[name=email]").pressSequentially("nora@exam")
  const id = await site.conversationOf(page)
  await site.operator.setAvailability("online")
  await site.operator.takeOver(id)
  await page.locator(".notice", { hasText: "now chatting with" }).waitFor()

  expect(await card.locator("input[name=email]").inputValue()).toBe("nora@exam")
  await card.locator("input[name=email]").pressSequentially("ple.com")
  await card.getByRole("button", { name: "Send" }).click()
  await page.locator(".notice", { hasText: "we have your details" }).waitFor()
  await card.waitFor({ state: "detached" })
})

test("the card that asks for an address goes when an operator comes, where nothing was typed, or nothing any more", async () => {
  await site.operator.setAvailability("offline")
  const page = await openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)
  const card = page.locator("form.card", { hasText: "How can we reach you?" })
  await page.locator(".person").click()
  await card.locator("input[name=email]").pressSequentially("n")
  await card.locator("input[name=email]").press("Backspace")
  await site.operator.takeOver(await site.conversationOf(page))

  await card.waitFor({ state: "detached" })
})
