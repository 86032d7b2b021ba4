import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, BrowserContextOptions } from "playwright-core"
import { startTestApp } from "../src/testing/test-app"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const app = await startTestApp({ content: false })
const browser = await launchBrowser(app)
const dana = await app.operator("dana")

const places = ["contacts", "team", "visitors", "follow-ups", "bookings", "alerts"]

async function signedIn(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB", ...options })
  await context.addCookies([{ name: "baton_operator", value: dana.token, url: app.url }])
  return context
}

async function open(path: string, context: BrowserContext) {
  const page = await context.newPage()
  await page.goto(`${app.url}${path}`)
  return page
}

/** Notes what would be notified, as if nobody looked at the page. */
const fakeNotifications = () => {
  const shown: string[] = []
  class Fake {
    static permission = "granted"
    constructor(title: string) {
      shown.push(title)
    }
    close() {}
  }
  Object.assign(window, { Notification: Fake, shown })
  document.hasFocus = () => false
}

const availability = () => app.parts.people.list().find(({ id }) => id === dana.id)!.availability

test("every page beside the desk has the account, the search and the availability, which changes where one is", async () => {
  await dana.setAvailability("online")
  const context = await signedIn()
  for (const place of places) {
    const page = await open(`/operator/${place}`, context)
    await page.getByLabel("Dana: account").click()
    await page.getByRole("button", { name: "Sign out" }).waitFor()
    await page.keyboard.press("Escape")
    await page.getByLabel("You are online. Change availability").click()
    await page.getByRole("button", { name: /^Away/ }).click()
    await page.getByLabel("You are away. Change availability").waitFor()
    expect(new URL(page.url()).pathname).toBe(`/operator/${place}`)
    expect(availability()).toBe("away")
    await page.keyboard.press("Control+k")
    await page.getByPlaceholder("A name, an email").waitFor()
    await dana.setAvailability("online")
    await page.close()
  }
})

test("who begins to wait is counted and told of on whatever page is open, once", async () => {
  const context = await signedIn()
  await context.addInitScript(fakeNotifications)
  // The page that was opened first leads: it reads the stream for all of them.
  const visitors = await open("/operator/visitors", context)
  await until(() => app.parts.streams.count === 1, "the stream is read")
  const desk = await open("/operator", context)
  const contacts = await open("/operator/contacts", context)
  await contacts.locator("#waiting-now[data-as-of]").waitFor({ state: "attached" })
  expect(await contacts.locator("#waiting-now").isVisible()).toBeFalse()

  const noa = await app.visitor()
  await noa.askForPerson()

  await contacts.locator("#waiting-now", { hasText: "1" }).waitFor()
  await contacts.waitForFunction(() => document.title.startsWith("(1) Contacts"))
  const told = async () => {
    const tabs = await Promise.all(
      [visitors, desk, contacts].map((tab) => tab.evaluate(() => Reflect.get(window, "shown"))),
    )
    return tabs.flat()
  }
  await until(async () => (await told()).length > 0, "it is told")
  expect(await told()).toEqual(["Visitor · /boots is waiting"])
  expect(app.parts.streams.count).toBe(1)

  const { id } = await noa.conversation()
  await dana.takeOver(id)
  await contacts.locator("#waiting-now").waitFor({ state: "hidden" })
})

test("an answer that comes late does not bring back who was waiting before", async () => {
  const page = await open("/operator/contacts", await signedIn())
  await page.locator("#waiting-now[data-as-of]").waitFor({ state: "attached" })
  await until(() => app.parts.streams.count === 1, "the stream is read")
  const late = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  let asked = 0
  await intercept(page, "**/operator/now", async (route) => {
    const isFirst = asked++ === 0
    const answer = await route.fetch()
    if (isFirst) await late.promise
    await route.fulfill({ response: answer })
    if (isFirst) arrived.resolve()
  })
  const noa = await app.visitor()
  await noa.askForPerson()
  await until(() => asked === 1, "it is asked who waits")
  const { id } = await noa.conversation()
  const second = page.waitForResponse("**/operator/now")
  await dana.takeOver(id)
  await second
  const drawn = page.waitForResponse("**/operator/now")
  late.resolve()
  await arrived.promise
  await (await drawn).finished()
  // Whatever is asked after it is answered when the page has taken it.
  await page.evaluate(async () => (await fetch("/operator/counts")).text())

  expect(await page.locator("#waiting-now").isVisible()).toBeFalse()
  expect(await page.title()).toStartWith("Contacts")
})

test("a lost connection is said on these pages, too", async () => {
  const context = await signedIn()
  await until(() => app.parts.streams.count === 0, "the streams of earlier pages are closed")
  const page = await open("/operator/contacts", context)
  await until(() => app.parts.streams.count === 1, "the stream is open")
  const waiting = page.locator("#waiting-now")
  const before = await waiting.textContent()
  const noa = await app.visitor()
  await noa.askForPerson()
  // What is still on its way when the line is cut does not say that it is there.
  await until(async () => (await waiting.textContent()) !== before, "who began to wait is counted")
  await context.setOffline(true)
  await page.getByText("No connection: what you see may be out of date.").waitFor()
  await context.setOffline(false)
  await page.getByText("No connection: what you see may be out of date.").waitFor({ state: "hidden" })
})

test("whoever goes offline while visitors are theirs is asked first, also beside the desk and without a script", async () => {
  const noa = await app.visitor()
  await noa.askForPerson()
  await dana.takeOver((await noa.conversation()).id)
  await dana.setAvailability("online")
  const page = await open("/operator/team", await signedIn())
  await page.getByLabel("You are online. Change availability").click()
  await page.getByRole("button", { name: /^Offline/ }).click()
  await page.getByRole("heading", { name: "Go offline?" }).waitFor()
  await page.getByRole("button", { name: "Close" }).click()
  expect(availability()).toBe("online")

  const plain = await open("/operator/contacts?q=noa", await signedIn({ javaScriptEnabled: false }))
  await plain.getByLabel("You are online. Change availability").click()
  await plain.getByRole("button", { name: /^Away/ }).click()
  await plain.getByLabel("You are away. Change availability").waitFor()
  expect(plain.url()).toBe(`${app.url}/operator/contacts?q=noa`)
  await plain.getByLabel("You are away. Change availability").click()
  await plain.getByRole("button", { name: /^Offline/ }).click()
  await plain.getByRole("button", { name: "Go offline" }).click()
  await plain.waitForURL(`${app.url}/operator`)
  expect(availability()).toBe("offline")
})

test("the header holds to the accessibility rules and fits on a phone, light and dark", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await signedIn({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme })
    for (const place of [...places, "search"]) {
      const page = await open(`/operator/${place}`, context)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.close()
    }
  }
})
