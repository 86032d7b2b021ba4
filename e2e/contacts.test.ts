import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions, Page } from "playwright-core"
import * as cast from "../src/testing/cast"
import { startTestApp } from "../src/testing/test-app"
import { launchBrowser } from "./browser"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const app = await startTestApp({ content: false })
const browser = await launchBrowser(app)
const owner = await app.owner()
const dana = await app.operator("dana")

/** Signed in to the desk and to the admin. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-GB", ...options })
  const { url } = app
  await context.addCookies([
    { name: "baton_operator", value: dana.token, url },
    { name: "baton_owner", value: owner.token, url },
  ])
  return context.newPage()
}

test("an operator notes what was recognised, finds the person, writes a note and takes it back", async () => {
  const noa = await app.visitor()
  await noa.say("This is Noa from Acme Tools Ltd, I am at noa@acme.example")
  const { id } = await noa.conversation()
  const page = await open()
  await page.goto(`${app.url}/operator/conversations/${id}`)

  await page.getByRole("button", { name: "Note noa@acme.example as their Email" }).click()
  await page.getByRole("link", { name: "noa@acme.example", exact: true }).first().waitFor()
  await page.getByRole("button", { name: "Note Noa as their Name" }).click()
  await page.getByRole("link", { name: "Everything about them" }).click()
  await page.getByRole("heading", { name: "Noa" }).waitFor()
  await page.getByLabel("Note").fill("Wants a catalogue")
  await page.getByRole("button", { name: "Add the note" }).click()
  await page.getByRole("button", { name: "Remove the note: Wants a catalogue" }).click()
  await page.getByText("The note is removed.").waitFor()
  await page.getByRole("button", { name: "Undo" }).click()
  await page.getByText("Wants a catalogue").waitFor()
  await page.getByLabel("Email").fill("no address")
  await page.getByRole("button", { name: "Save" }).click()

  await page.getByText("This is not an email address.").waitFor()
  expect(await page.getByLabel("Email").inputValue()).toBe("no address")
  await page.context().close()
})

test("whoever is erased leaves an open desk at once, and the operator is told", async () => {
  const eve = await app.visitor()
  await eve.say("Please forget me")
  const { contact } = await eve.post("/contact", { name: "Eve", email: "eve@mail.example" })
  const { id } = await eve.conversation()
  const page = await open()
  await page.goto(`${app.url}/operator/conversations/${id}`)
  await page.locator(`#row-${id}`).waitFor()

  await owner.api("POST", `/contacts/${contact.id}/erase`)

  await page.locator(`#row-${id}`).waitFor({ state: "detached" })
  await page.getByText("This conversation was erased.").waitFor()
  await page.waitForURL(`${app.url}/operator`)
  await page.context().close()
})

test("whoever is erased while they wait before an open chat reads no more of it, and begins anew with what they were typing", async () => {
  const page = await open()
  await page.goto(`${app.url}/c/${cast.shop}`)
  const box = page.getByRole("textbox", { name: /message/i })
  await box.fill("Hello, it is Mallory")
  await box.press("Enter")
  await page.getByText("Hello, it is Mallory").first().waitFor()
  const token = await page.evaluate((key) => localStorage.getItem(key), `baton:${cast.shop}:token`)
  const mallory = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${app.url}/api/widget/contact`, {
    method: "POST",
    headers: { ...mallory, "content-type": "application/json" },
    body: JSON.stringify({ name: "Mallory", email: "mallory@mail.example" }),
  })
  const { contact } = (await answer.json()) as { contact: { id: string } }
  await box.fill("half a sent")

  await owner.api("POST", `/contacts/${contact.id}/erase`)

  await page.getByText("Hello, it is Mallory").first().waitFor({ state: "detached" })
  expect((await fetch(`${app.url}/api/widget/events`, { headers: mallory })).status).toBe(401)
  expect(await box.inputValue()).toBe("half a sent")
  await box.fill("Somebody new")
  await box.press("Enter")
  await page.getByText("Somebody new").first().waitFor()
  await page.context().close()
})

test("on a phone what is done with all contacts stands in one row with the heading, each under its name", async () => {
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.post("/contact", { name: "Noa Berg", email: "berg@mail.example" })
  const page = await open({ viewport: { width: 390, height: 800 } })
  await page.goto(`${app.url}/admin/contacts`)
  const tops = []
  for (const name of ["Set up", "Import", "Download as CSV", "Add"]) {
    const box = (await page.getByRole("link", { name, exact: true }).boundingBox())!
    tops.push(Math.round(box.y + box.height / 2))
  }
  const heading = (await page.getByRole("heading", { level: 1 }).boundingBox())!

  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThanOrEqual(1)
  expect(Math.abs(heading.y + heading.height / 2 - tops[0]!)).toBeLessThan(20)
})

test("the pages hold to the accessibility rules, light and dark, and none is wider than a phone", async () => {
  const noa = await app.visitor()
  await noa.say("Hello")
  const { contact } = await noa.post("/contact", { name: "Noa Berg", email: "berg@mail.example" })
  const paths = [
    ...["/operator/contacts", "/operator/contacts/new", `/operator/contacts/${contact.id}`],
    ...[`/operator/contacts/${contact.id}/merge?q=noa`, "/admin/contacts", `/admin/contacts/${contact.id}`],
    ...["/admin/contacts/settings", "/admin/contacts/import", "/admin/contacts/hubspot"],
  ]
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await open({ viewport: { width: 390, height: 800 }, colorScheme, bypassCSP: true })
    for (const path of paths) {
      await page.goto(app.url + path)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([path, await violations(page), Math.max(0, overflow)]).toEqual([path, [], 0])
    }
    await page.context().close()
  }
})
