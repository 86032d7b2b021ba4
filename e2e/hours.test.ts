import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions, Page } from "playwright-core"
import { startTestApp } from "../src/testing/test-app"
import { launchBrowser } from "./browser"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const app = await startTestApp({ content: false })
const browser = await launchBrowser(app)
const { token } = await app.owner()

async function open(chatbot: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Dublin", ...options })
  await context.addCookies([{ name: "baton_owner", value: token, url: app.url }])
  const page = await context.newPage()
  await page.goto(`${app.url}/admin/bookings/${chatbot}`)
  return page
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click()
const saved = (page: Page) => page.getByText("Saved.", { exact: true }).waitFor()
const hoursOf = (chatbot: string) => app.parts.chatbots.get(chatbot).hours
const lunch = [
  { from: "08:30", to: "12:00" },
  { from: "13:00", to: "17:00" },
]

test("an owner sets a week with a lunch break, copies it, closes a day and adds a holiday", async () => {
  const page = await open("shop")
  await page.getByLabel("At these times").check()
  // Whoever has said nothing is where their browser is.
  expect(await page.getByLabel("Time zone").inputValue()).toBe("Europe/Dublin")

  await page.getByLabel("Monday, from").fill("08:30")
  await page.getByLabel("Monday, until").fill("12:00")
  await press(page, "Add hours on Monday")
  await page.locator('[id="hours.mon.1.from"]:focus').waitFor()
  await page.getByLabel("Monday, from").nth(1).fill("13:00")
  await page.getByLabel("Monday, until").nth(1).fill("17:00")
  await page.getByLabel("Copy Monday to other days").click()
  await page.getByRole("group", { name: "Monday" }).getByRole("button", { name: "To all days" }).click()
  await page.getByText("Copied to all days.").waitFor()
  await page.getByLabel("Sunday: open").uncheck()
  await page.getByLabel("Sunday, from").first().waitFor({ state: "hidden" })
  await press(page, "Add a day")
  await page.getByLabel("Date").fill("2026-12-25")
  await page.getByLabel("Name").fill("Christmas")
  await page.getByLabel("Every year").check()
  expect(hoursOf("shop")).toEqual({})
  // The Enter key saves: it presses none of the small buttons.
  await page.getByLabel("Name").press("Enter")
  await saved(page)

  const days = ["mon", "tue", "wed", "thu", "fri", "sat"]
  expect(hoursOf("shop")).toMatchObject({
    timeZone: "Europe/Dublin",
    weekly: Object.fromEntries(days.map((day) => [day, lunch])),
    exceptions: [{ date: "12-25", ranges: [], name: "Christmas" }],
  })
  expect(await page.getByLabel("Saturday, from").nth(1).inputValue()).toBe("13:00")
})

test("what is wrong is said beside its row, what was typed stays, and leaving asks first", async () => {
  const page = await open("shop")
  await page.getByLabel("At these times").check()
  await page.getByLabel("Tuesday, from").first().fill("10:00")
  await page.getByLabel("Tuesday, until").first().fill("10:00")
  const before = hoursOf("shop")
  await page.getByRole("button", { name: "Save", exact: true }).last().click()

  const tuesday = page.getByRole("group", { name: "Tuesday" })
  await tuesday.getByText("It ends when it starts.").waitFor()
  expect(await page.getByLabel("Tuesday, until").first().inputValue()).toBe("10:00")
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("hours.tue.0.from")
  expect(hoursOf("shop")).toEqual(before)
  await page.getByLabel("Tuesday, until").first().fill("02:00")
  await tuesday.getByText("next day").waitFor()

  await press(page, "Add hours on Wednesday")
  await page.getByText("Not saved yet").waitFor()
  page.once("dialog", (dialog) => void dialog.dismiss())
  await page.getByRole("link", { name: "Contacts" }).click()
  expect(new URL(page.url()).pathname).toBe("/admin/bookings/shop")
})

test("without a script the same rows are added, copied and saved", async () => {
  const page = await open("counter", { javaScriptEnabled: false })
  await page.getByLabel("At these times").check()
  await page.getByLabel("Time zone").selectOption("Europe/Madrid")
  await page.getByLabel("Friday, until").fill("14:00")
  await press(page, "Add hours on Friday")
  await page.getByLabel("Friday, from").nth(1).fill("20:00")
  await page.getByLabel("Friday, until").nth(1).fill("02:00")
  await page.getByLabel("Copy Friday to other days").click()
  await page.getByRole("group", { name: "Friday" }).getByRole("button", { name: "To Monday to Friday" }).click()
  await page.getByRole("button", { name: "Save", exact: true }).last().click()
  await saved(page)

  const late = [
    { from: "09:00", to: "14:00" },
    { from: "20:00", to: "02:00" },
  ]
  expect(hoursOf("counter")).toMatchObject({ timeZone: "Europe/Madrid", weekly: { mon: late, fri: late } })
})

test("the hours hold to the accessibility rules and fit on a phone, light and dark", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await open("shop", { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme })
    await page.getByLabel("At these times").check()
    await press(page, "Add a day")
    await page.getByLabel("Date").first().waitFor()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await page.context().close()
  }
})
