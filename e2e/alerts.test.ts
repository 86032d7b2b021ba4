import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { createVisitorClient } from "../src/testing/clients"
import { createHookReceiver, createMailServer } from "../src/testing/receivers"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn, startDemoServer } from "./demo-server"
import { intercept } from "./intercept"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const post = await createMailServer()
const receiver = createHookReceiver()
const server = await startDemoServer({ BATON_ALLOW_PRIVATE: "127.0.0.1" })
const browser = await launchBrowser(server, post, receiver)

const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

test("without JavaScript an owner sets up email and Slack, tries both, and reads what was answered", async () => {
  const page = await signIn(browser, `${server.url}/admin/alerts`, people.owner, { javaScriptEnabled: false })
  await page.getByLabel("Mail server").fill("127.0.0.1")
  await page.getByLabel("Encryption").selectOption("none")
  await page.getByLabel("Port").fill(String(post.port))
  await page.getByLabel("Sender").fill("nobody")
  await page.locator("#email").getByRole("button", { name: "Save" }).click()
  await says(page, "Write the sender's address")
  expect(await page.getByLabel("Port").inputValue()).toBe(String(post.port))
  await page.getByLabel("Sender").fill("Luma Shoes <chat@shop.example>")
  await page.locator("#email").getByRole("button", { name: "Save" }).click()
  await says(page, "Saved.")
  await page.getByRole("button", { name: "Send a test", exact: true }).click()
  await says(page, "The mail server accepted it.")
  await says(page, /250 OK/)
  post.refused.add("gone@shop.example")
  await page.getByLabel("Send a test to").fill("gone@shop.example")
  await page.getByRole("button", { name: "Send a test", exact: true }).click()
  await says(page, /550 5.1.1 No mailbox/)

  await page.getByLabel("Address that Slack gives you").fill("http://10.0.0.7/services/x")
  await page.locator("#slack").getByRole("button", { name: "Save" }).click()
  await says(page, /is a private address/)
  await page.getByLabel("Address that Slack gives you").fill(`${receiver.url}/services/x`)
  await page.locator("#slack").getByRole("button", { name: "Save" }).click()
  await says(page, "Saved.")
  await page.getByRole("button", { name: "Send a test to Slack" }).click()
  await says(page, "Slack accepted it.")
  await page.getByLabel("To operators, after this many minutes of waiting").fill("never")
  await page.locator("#times").getByRole("button", { name: "Save" }).click()
  await says(page, /Minutes are a whole number/)

  expect(post.mails.map(({ to }) => to)).toEqual([people.owner.email])
  expect(receiver.heard.map(({ path }) => path)).toEqual(["/services/x"])
  expect(await page.content()).not.toContain("/services/x")
})

test("a webhook's page shows its secret, its log and what failed, and sends it again; both pages are accessible", async () => {
  const page = await signIn(browser, `${server.url}/admin/alerts`, people.owner)
  await page.locator("#webhooks").getByLabel("Address").fill(`${receiver.url}/crm`)
  await page.getByLabel("What it is for").fill("Our CRM")
  await page.getByRole("button", { name: "Add a program" }).click()
  await says(page, "Added.")
  await page.getByLabel("contact.captured").check()
  await page.getByRole("button", { name: "Save" }).click()
  await says(page, "Saved.")
  expect(await page.getByLabel("contact.captured").isChecked()).toBeTrue()
  await page.getByRole("button", { name: "Send a test" }).click()
  await says(page, "It was accepted.")
  await says(page, /^whsec_/)

  const visitor = await createVisitorClient(() => server.url, "demo", { locale: "en" })
  await visitor.say("Hello")
  await visitor.post("/contact", { email: "noa@mail.example" })
  await until(() => receiver.heard.filter(({ path }) => path === "/crm").length === 2, "it hears")
  const address = page.url().replace(/\/test$|\?.*$/, "")
  const again = page.getByRole("button", { name: /Send again: contact.captured/ })
  await until(async () => {
    await page.goto(address)
    return again.count()
  }, "its log has what it answered")
  expect(await violations(page)).toEqual([])
  await again.click()
  await says(page, "On its way again.")
  await until(() => receiver.heard.filter(({ path }) => path === "/crm").length === 3, "it hears again")
  const ids = receiver.heard.flatMap(({ path, headers, json }) =>
    path === "/crm" && (json as { type: string }).type === "contact.captured" ? [headers["webhook-id"]] : [],
  )
  expect(new Set(ids).size).toBe(1)

  await page.goto(`${server.url}/admin/alerts`)
  expect(await violations(page)).toEqual([])
})

test("the set-up tries permission, sound and push and shows what came of each; quiet hours are kept", async () => {
  const page = await signIn(browser, `${server.url}/operator/alerts`, people.operator, {
    permissions: ["notifications"],
  })
  expect(await violations(page)).toEqual([])
  await page.getByRole("button", { name: "Try alerts" }).click()
  await page.locator('[data-step="permission"][data-result="good"]').waitFor()
  await page.locator('[data-step="sound"]:not([data-result="none"])').waitFor()
  await page.locator('[data-step="push"]:not([data-result="none"])').waitFor({ timeout: 60_000 })

  // No push service is there to subscribe to. Nobody is to believe that what could not be switched off is off.
  await page.evaluate(() => {
    const subscription = { endpoint: "https://push.example/ana", unsubscribe: async () => true }
    Object.assign(PushManager.prototype, { getSubscription: async () => subscription })
  })
  await intercept(page, "**/api/v1/me/push", (route) => route.abort())
  const push = page.locator('[data-step="push"]')
  const switchOff = page.getByRole("button", { name: "Switch off" })
  await switchOff.click()
  await push.getByText("Not switched off").waitFor()
  await page.unroute("**/api/v1/me/push")
  await switchOff.click()
  await push.getByText("Off in this browser.").waitFor()

  await page.getByLabel("Quiet from").fill("22:00")
  await page.getByLabel("Until", { exact: true }).fill("07:00")
  await page.getByLabel("Time zone").selectOption("Europe/Dublin")
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await says(page, "Saved.")
  expect(await page.getByLabel("Quiet from").inputValue()).toBe("22:00")
  await page.getByLabel("Quiet from").fill("23:30")
  await page.getByLabel("Until", { exact: true }).fill("")
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await says(page, "Write both times, such as 22:00 and 07:00.")
  expect(await page.getByLabel("Quiet from").inputValue()).toBe("23:30")
})

test("a link in a letter reopens the visitor's conversation, in another browser, with what was said", async () => {
  const visitor = await createVisitorClient(() => server.url, "demo", { locale: "en" })
  await visitor.say("My order with the red laces never came")
  const link = server.app.parts.alerts.links.make({ visitorId: visitor.id, chatbotId: "demo" })
  const page = await (await browser.newContext()).newPage()
  const { pathname } = new URL(link)
  await page.goto(server.url + pathname)
  await says(page, "Your conversation is open below.")
  await page.getByText("My order with the red laces never came").waitFor()
  // There is nothing else on this page: the conversation has all of it, on a computer, too.
  const { width, height } = page.viewportSize()!
  await until(async () => {
    const panel = await page.locator("baton-chat .panel").boundingBox()
    return panel && panel.width === width && panel.height === height
  }, "the conversation fills the window")
  expect(await violations(page)).toEqual([])

  await page.goto(`${server.url + pathname.slice(0, -3)}abc`)
  await says(page, "This link is not complete.")
})
