import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import * as cast from "../src/testing/cast"
import { startTestApp, type TestApp } from "../src/testing/test-app"
import { launchBrowser } from "./browser"
import { signIn as signInAt } from "./demo-server"
import { violations } from "./violations"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startTestApp()
  for (const text of [cast.knownQuestion, "this is ridiculous, you are useless!!!", "What do wholesale orders cost?"])
    await app.ask(text)
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const signIn = (options?: BrowserContextOptions) =>
  signInAt(browser, `${app.url}/admin/rules/${cast.shop}`, { ...cast.olga, password: cast.password }, options)

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click()
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const rules = () => app.parts.chatbots.get(cast.shop).escalation.rules

/** Takes a picture where `SHOTS` names a folder; for looking, not for judging. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true })
}

test("the owner writes a rule of rows, reads at once what it says and would have done, and saves it", async () => {
  const page = await signIn()
  await page.getByRole("link", { name: "Add a rule" }).click()
  await says(page, /Not complete yet/)
  await page.getByLabel("What it is about").fill("Wholesale")
  await page.getByLabel("Words or phrases").fill("wholesale")
  await says(page, "Call a person when the visitor mentions “wholesale”.")
  await says(page, /would call a person instead of/)

  await press(page, "Add a condition")
  const second = page.getByRole("listitem", { name: "Condition 2" })
  await second.getByLabel("Condition 2", { exact: true }).selectOption("page")
  await second.getByLabel("The address contains").fill("/boots")
  await second.getByLabel("Joined to the one above by").selectOption("or")
  await says(page, "mentions “wholesale” or the visitor is on a page with “/boots”.")
  await page.getByLabel("Do this").selectOption("priority")
  await page.getByLabel("How urgent").selectOption("urgent")
  await says(page, "Set the priority to urgent")
  await shoot(page, "rule-editor")
  await press(page, "Add rule")

  await says(page, "Saved.")
  expect(rules().at(-1)).toMatchObject({
    name: "Wholesale",
    when: { kind: "any", of: [{ kind: "words" }, { kind: "page", contains: "/boots" }] },
    action: { kind: "priority", level: "urgent" },
  })
})

test("what the slider would change is shown before it is saved, and nothing is saved by looking", async () => {
  const page = await signIn()
  await page.getByLabel("Calls a person", { exact: true }).fill("0")
  await press(page, "See what would change")
  await says(page, /Of the last 3 conversations/)
  await shoot(page, "what-if")
  expect(app.parts.chatbots.get(cast.shop).escalation.sensitivity).toBe(0.5)
  await press(page, "Save")
  await says(page, "Saved.")
  expect(app.parts.chatbots.get(cast.shop).escalation.sensitivity).toBe(0)
})

test("without JavaScript a set is added, sorted, switched off, changed and deleted after asking", async () => {
  const page = await signIn({ javaScriptEnabled: false })
  await press(page, /Add: Booking/)
  await says(page, "Added.")
  await press(page, "Move “Custom date or late change” up")
  await page.getByRole("switch", { name: "Custom date or late change" }).click()
  expect(rules().find(({ id }) => id === "booking-custom")!.enabled).toBe(false)
  expect(rules().findIndex(({ id }) => id === "booking-custom")).toBeLessThan(
    rules().findIndex(({ id }) => id === "booking-group"),
  )

  await page.getByRole("link", { name: "Large group or event", exact: true }).click()
  await page.getByRole("combobox", { name: "Condition 1" }).selectOption("unresolved_messages")
  await press(page, "Show the fields of what I chose")
  await page.getByLabel("Messages").fill("500")
  await press(page, "Save rule")
  await says(page, "Say after how many messages, from 1 to 100.")
  await page.getByLabel("Messages").fill("5")
  await page.keyboard.press("Enter")
  await says(page, "Call a person when 5 messages have passed without a resolution.")

  await page.getByRole("link", { name: "Delete “Large group or event”" }).click()
  await says(page, "This would no longer happen.")
  await press(page, "Delete rule")
  await says(page, "Deleted.")
  expect(rules().some(({ id }) => id === "booking-group")).toBe(false)
})

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing and nothing is wider than the screen, ${colorScheme}, ${width} px`, async () => {
      const page = await signIn({ colorScheme, viewport: { width, height: 900 } })
      for (const [name, path] of [
        ["list", ""],
        ["new", "/new"],
      ] as const) {
        await page.goto(`${app.url}/admin/rules/${cast.shop}${path}`)
        if (name === "list") {
          await page.getByLabel("Calls a person", { exact: true }).fill("1")
          await press(page, "See what would change")
          await says(page, /Of the last/)
        }
        await shoot(page, `rules-${name}-${colorScheme}-${width}`)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        expect(await violations(page)).toEqual([])
      }
    })
  }
}
