import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import * as cast from "../src/testing/cast"
import { startTestApp } from "../src/testing/test-app"
import { launchBrowser } from "./browser"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const app = await startTestApp()
const browser = await launchBrowser(app)
const { token } = await app.owner()

async function open(path: string, width = 1360, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en-GB", colorScheme })
  await context.addCookies([{ name: "baton_owner", value: token, url: app.url }])
  const page = await context.newPage()
  await page.goto(app.url + path)
  return page
}

const figure = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}`) })

test("the overview begins with setting up, and says how today stands once somebody has written", async () => {
  const page = await open("/admin")
  await page.getByRole("heading", { name: "First steps" }).waitFor()
  expect(await page.getByText("Right now").count()).toBe(0)

  await app.ask(cast.knownQuestion)
  await page.reload()

  await figure(page, "Conversations 1").waitFor()
  await page.getByText("Next: put it on your website").click()
  await page.getByRole("heading", { name: "Teach it" }).waitFor()
})

test("it stays true without being loaded again, and each figure leads to where one acts", async () => {
  const page = await open("/admin")
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  const dana = await app.operator("dana")
  const waiting = await app.ask("Can I talk to a human please?")
  await figure(page, "Waiting for a person 1 longest").waitFor()
  await dana.setAvailability("online")
  await figure(page, "Online 1 of 3 Dana").waitFor()
  await dana.takeOver(waiting)
  await figure(page, "With a person 1").waitFor()
  expect(await page.evaluate(() => Reflect.get(window, "isTheSamePage"))).toBeTrue()

  for (const [name, path] of [
    ["Online", "/admin/team"],
    ["Waiting for a person", "/admin/queues"],
    ["Handed to a person", `/admin/reports/${cast.shop}`],
    ["Questions to look at", "/content/gaps"],
  ] as const) {
    await page.goto(`${app.url}/admin`)
    await figure(page, name).click()
    await page.waitForURL((url) => url.pathname.endsWith(path))
  }
})

test("where it cannot be kept up to date it says so, and goes on as soon as it can", async () => {
  const page = await open("/admin")
  await page.context().setOffline(true)
  await page.locator("#glance[data-stale]").waitFor()
  await page.context().setOffline(false)
  await page.locator("#glance:not([data-stale])").waitFor()
})

test("lists and tables use a wide screen, what is filled in stays as narrow as it reads well, and nothing is wider than a small one", async () => {
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.post("/contact", {
    name: "Noa Weiss",
    email: "noa.weiss@a-company-with-quite-a-long-name-international.example",
    company: "A company with quite a long name GmbH & Co. KG",
  })
  const pages = ["/admin", "/admin/contacts", "/admin/settings/log", `/admin/reports/${cast.shop}`]
  for (const path of pages) {
    const wide = await open(path, 1920)
    expect((await wide.locator(".admin-column").boundingBox())!.width).toBeGreaterThan(1200)
    const small = await open(path, 1024, "dark")
    expect(await small.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    const inside = await small.evaluate(() =>
      [...document.querySelectorAll(".table-scroll")].map((each) => each.scrollWidth - each.clientWidth),
    )
    expect(inside.filter((more) => more > 0)).toEqual([])
  }
  const form = await open("/admin/team/new", 1920)
  expect((await form.getByLabel("Name").boundingBox())!.width).toBeLessThanOrEqual(720)
})

test("the overview holds to the accessibility rules, light and dark, and fits on a phone", async () => {
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [390, 1360]) {
      const page = await open("/admin", width, colorScheme)
      await page.getByText("Right now").waitFor()
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }
})
