/** Whose page it is: of a desk that was left open, where somebody else has signed in in the same browser. */

import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { opened, desk, signInOver } = deskScene(server, browser)

const text = "#composer-text"
const said = ".toast:has-text('Somebody else has signed in')"

const benSignsIn = (page: Page) => signInOver(page.context(), ben)

test("what is written in a page of Ana's is not sent as Ben's, and stays where it was typed", async () => {
  const { page, guest } = await opened("Wes Whose")
  await page.click('button[data-act="takeover"]')
  await page.waitForSelector('#composer[data-holder="human"]')
  await benSignsIn(page)
  await page.fill(text, "I refund it today")
  await page.keyboard.press("ControlOrMeta+Enter")
  await page.waitForSelector(said)

  await page.waitForSelector("#composer-problem:has-text('Ben')")
  expect(await page.inputValue(text)).toBe("I refund it today")
  expect((await guest.events()).some(({ text }) => text?.includes("refund it today"))).toBeFalse()
  await page.click(`${said} a`)
  await page.waitForSelector("summary[aria-label='Ben: account']")
})

test("a button in a page of Ana's does nothing in Ben's name, and the page says why", async () => {
  const { page, guest } = await opened("Wim Whose")
  await page.fill(text, "half a thought")
  await benSignsIn(page)
  await page.click('button[data-act="takeover"]')
  await page.waitForSelector(said)

  expect(await page.inputValue(text)).toBe("half a thought")
  expect((await guest.events()).some(({ type }) => type === "holder")).toBeFalse()
  expect(server.app.parts.conversations.find(await guest.conversationId())?.lifecycle.state).toBe("waiting")
})

test("a page beside the desk does nothing in somebody else's name either", async () => {
  const { page } = await desk(ana)
  await page.goto(`${server.url}/operator/team`)
  await page.waitForSelector("html.has-script #availability")
  await benSignsIn(page)
  const bens = () => server.app.parts.people.list().find(({ email }) => email === ben.email)?.availability
  const before = bens()
  await page.click("#availability summary")
  await page.click("#availability button:has-text('Away')")
  await page.waitForSelector(said)

  expect(bens()).toBe(before!)
})

test("nothing of Ben's comes into a page of Ana's that reads on", async () => {
  const other = await opened("Wyn Whose")
  const { page } = await opened("Wal Whose")
  await page.waitForSelector("#open[data-conversation]")
  const before = await page.getAttribute("#open", "data-conversation")
  await benSignsIn(page)
  await page.click(`.row:has-text("Wyn Whose")`)
  await page.waitForSelector(said)

  expect(await page.getAttribute("#open", "data-conversation")).toBe(before)
  expect(await page.getAttribute("body", "data-operator-name")).toBe("Ana")
  // The same click is answered in a page of Ben's own.
  await page.click(`${said} a`)
  await page.waitForSelector("body[data-operator-name='Ben']")
  await page.click(`.row:has-text("Wyn Whose")`)
  const id = await other.guest.conversationId()
  await page.waitForSelector(`#open[data-conversation="${id}"]`)
})
