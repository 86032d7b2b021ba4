import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { violations } from "./violations"
import { openWidget, say, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
await site.operator.setAvailability("offline")

/** A visitor who asked for a person while nobody is there, and opened the times for a call. */
async function openTimes(page: Page): Promise<void> {
  await page.locator(".person").click()
  await page.getByRole("button", { name: /Choose a time|Zeit wählen/ }).click()
  await page.locator("form.card .picks .pill").first().waitFor()
}

test("a call is booked by keyboard alone, under the strictest policy, in the visitor's own time zone", async () => {
  const context = await browser.newContext({ timezoneId: "America/New_York", locale: "en-GB" })
  // What browsers before 2023 lack.
  await context.addInitScript(() => Reflect.deleteProperty(Map, "groupBy"))
  const page = await openWidget(context, `${site.origin}/strict`)
  await openTimes(page)

  await page.getByText("Time (America/New_York)").waitFor()
  // The focus stands on the first day; the days come before the times.
  const times = page.getByRole("group", { name: "Time (America/New_York)" }).getByRole("button")
  await times.first().focus()
  await page.keyboard.press("Enter")
  expect(await times.first().getAttribute("aria-pressed")).toBe("true")
  const words = (await times.first().textContent())!
  await page.getByLabel("Phone").focus()
  await page.keyboard.type("+353 1 234 5678")
  await page.keyboard.press("Enter")

  await page
    .getByRole("status")
    .filter({ hasText: /^Booked: Callback/ })
    .waitFor()
  const conversation = await site.operator.open(await site.conversationOf(page))
  const booking = conversation.events.find(({ type }: { type: string }) => type === "booking")
  const time = new Date(booking.start).toLocaleTimeString("en-GB", {
    timeZone: "America/New_York",
    hour: "numeric",
    minute: "2-digit",
  })
  expect(time).toBe(words)
  expect(booking.contact.phone).toBe("+353 1 234 5678")
})

test("a time that was just taken is said, and the next free ones stand there with what was typed", async () => {
  const pages = await Promise.all(
    ["en-GB", "de-DE"].map(async (locale) => openWidget(await browser.newContext({ locale }), site.origin)),
  )
  for (const page of pages) {
    await openTimes(page)
    await page.locator("form.card .picks").nth(1).getByRole("button").first().click()
    await page.locator("form.card input[name=phone]").fill("+353 1 234 5678")
  }
  const [first, second] = pages as [Page, Page]
  await first.getByRole("button", { name: /^Book / }).click()
  await first
    .getByRole("status")
    .filter({ hasText: /^Booked: / })
    .waitFor()
  await second.getByRole("button", { name: /buchen$/ }).click()

  await second.getByRole("alert").filter({ hasText: "Diese Zeit wurde gerade vergeben" }).waitFor()
  await second.locator("form.card .picks").nth(1).getByRole("button").first().click()
  expect(await second.locator("form.card input[name=phone]").inputValue()).toBe("+353 1 234 5678")
  await second.getByRole("button", { name: /buchen$/ }).click()
  await second
    .getByRole("status")
    .filter({ hasText: /^Gebucht: / })
    .waitFor()
})

test("the times and the form have no accessibility violations", async () => {
  const page = await openWidget(await browser.newContext({ reducedMotion: "reduce" }), site.origin)
  await openTimes(page)
  await page.locator("form.card .picks").nth(1).getByRole("button").first().click()
  expect(await violations(page)).toEqual([])
})

test("who left an address in an earlier conversation is told that they are written to there, and is not asked for one", async () => {
  const page = await openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)
  const form = page.locator("form.card", { hasText: "How can we reach you?" })
  await page.locator(".person").click()
  await form.locator("input[name=email]").fill("nora@example.com")
  await form.getByRole("button", { name: "Send" }).click()
  await page.locator(".notice", { hasText: "we have your details" }).waitFor()
  const first = await site.conversationOf(page)
  await site.operator.takeOver(first)
  await site.operator.close(first)
  await site.operator.setAvailability("offline")

  await say(page, "I want to talk to a person")
  await until(async () => (await site.conversationOf(page)) !== first, "a second conversation has begun")
  const said = page.locator(".notice", { hasText: "Nobody from our team is online" })
  await until(async () => (await said.count()) === 2, "they are told again that nobody is there")
  await page.locator(".badge", { hasText: "Waiting" }).waitFor()
  expect(await form.count()).toBe(0)
})

test("who has left their details is not asked for them once more to book a call", async () => {
  const page = await openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)
  await page.locator(".person").click()
  const card = page.locator("form.card", { hasText: "How can we reach you?" })
  await card.locator("input[name=name]").fill("Nora Byrne")
  await card.locator("input[name=email]").fill("nora@example.com")
  await card.getByRole("button", { name: "Send" }).click()
  await page.locator(".notice", { hasText: "we have your details" }).waitFor()
  await page.getByRole("button", { name: "Choose a time" }).click()
  const times = page.locator("form.card")
  await times.getByRole("group", { name: /^Time/ }).getByRole("button").first().click()

  expect(await times.locator("input[name=name]").inputValue()).toBe("Nora Byrne")
  expect(await times.locator("input[name=email]").inputValue()).toBe("nora@example.com")
  expect(await times.locator("input[name=phone]").inputValue()).toBe("")
})
