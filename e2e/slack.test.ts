import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions } from "playwright-core"
import * as cast from "../src/testing/cast"
import { createSlackServer, slackChannel } from "../src/testing/slack-server"
import { startTestApp } from "../src/testing/test-app"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { signIn as signInAt } from "./demo-server"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const slack = createSlackServer()
Object.assign(slack.names, { U0DANA: "Dana Duarte", U0ELI: "Eli" })
const app = await startTestApp({ env: { SLACK_API_URL: slack.url } })
const browser = await launchBrowser(app, slack)

const signIn = (person: { email: string }, path: string, options?: BrowserContextOptions) =>
  signInAt(browser, app.url + path, { ...person, password: cast.password }, options)

test("without JavaScript an owner sets up answering from Slack, tries it, and says who is who", async () => {
  const page = await signIn(cast.olga, "/admin/alerts", { javaScriptEnabled: false })
  const card = page.locator("#slack-app")
  const manifest = JSON.parse((await card.locator("#manifest-socket").textContent())!)
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } })
  await card.getByLabel("Bot token").fill("xoxb-wrong")
  await card.getByLabel("App-level token").fill("xapp-right")
  await card.getByLabel("Channel ID").fill(slackChannel)
  await card.getByRole("button", { name: "Save" }).click()
  expect(await card.textContent()).toContain("Slack did not accept the bot token: invalid_auth.")
  expect(await card.getByLabel("Channel ID").inputValue()).toBe(slackChannel)

  await card.getByLabel("Bot token").fill("xoxb-right")
  await card.getByLabel("App-level token").fill("xapp-right")
  // The connection may be there before the page is.
  await Promise.all([page.waitForEvent("load"), card.getByRole("button", { name: "Save" }).click()])
  await until(() => slack.connected === 1, "it is connected")
  await page.reload()
  expect(await card.locator(".badge").textContent()).toBe("Connected · Luma Shoes")
  expect(await page.content()).not.toContain("xoxb-right")
  await card.getByRole("button", { name: "Send a test to the channel" }).click()
  expect(await card.textContent()).toContain("It is in the channel.")
  expect(slack.messages.at(-1)?.text).toBe("Baton can reach you here.")

  await card.getByLabel("Operator").selectOption({ label: "Dana" })
  await card.getByLabel("Member ID in Slack").fill("U0NOBODY")
  await card.getByRole("button", { name: "Link", exact: true }).click()
  expect(await card.textContent()).toContain("Slack knows nobody with this member ID.")
  await card.getByLabel("Member ID in Slack").fill("U0DANA")
  await card.getByRole("button", { name: "Link", exact: true }).click()
  expect(await card.locator("table").textContent()).toContain("Dana Duarte")
})

test("an operator links themselves from Slack, without JavaScript, and then answers from there", async () => {
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.askForPerson()
  const head = await until(() => slack.heads().find(({ text }) => text.includes("waiting")), "Slack is told")
  await slack.press("U0ELI", "take_over", head.ts)
  const remark = await until(() => slack.ephemerals.find(({ user }) => user === "U0ELI"), "Eli is asked to link")
  const { pathname, search } = new URL(remark.blocks.flatMap(({ elements = [] }) => elements)[0].url)
  const page = await signIn(cast.eli, "/operator/alerts", { javaScriptEnabled: false })
  await page.goto(app.url + pathname + search)
  expect(await page.locator("main").textContent()).toContain("Link Eli in Luma Shoes to Eli (eli@shop.example)?")
  await page.getByRole("button", { name: "Link this account" }).click()
  expect(await page.locator("main").textContent()).toContain("You are Eli in Luma Shoes.")

  await slack.press("U0ELI", "take_over", head.ts)
  await slack.write("U0ELI", "Hello, this is Eli", head.ts)
  const said = (await noa.events()).filter(({ actor, type }) => type === "message" && actor.kind === "operator")
  expect(said.map(({ text, actor }) => [actor.name, text])).toEqual([["Eli", "Hello, this is Eli"]])
  const withScripts = await signIn(cast.eli, "/operator/slack")
  expect(await violations(withScripts, "main")).toEqual([])
})

test("handing back with bounds: the desk shows them, they can be lifted, and the pages are accessible", async () => {
  const noa = await app.visitor(cast.sam)
  const { conversationId: id } = await noa.say("Hello there")
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await dana.say(id, "I will look into it.")
  const page = await signIn(cast.dana, `/operator/conversations/${id}`)
  await page.click('[data-act="handback"]')
  await page.getByLabel("What you decided or promised").fill("It leaves on Friday.")
  await page.getByLabel("Give it back to me when they ask about").fill("price, refund")
  expect(await violations(page, "#act")).toEqual([])
  await page.locator("#act").getByRole("button", { name: "Hand back" }).click()
  const bar = page.locator("#bounds")
  await bar.getByText("Back to Dana about “price”, “refund”.").waitFor()
  expect(await page.locator(".handed-over").textContent()).toContain("It leaves on Friday.")
  expect(await violations(page, "#main")).toEqual([])

  await bar.getByRole("button", { name: "Lift" }).click()
  await until(() => bar.isHidden(), "the bounds are gone")
  expect((await dana.open(id)).bounds).toBeNull()
  const admin = await signIn(cast.olga, "/admin/alerts")
  expect(await violations(admin, "main")).toEqual([])
})
