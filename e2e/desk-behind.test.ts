/** A tab of the desk that comes late to what another tab of the browser has heard long ago. */

import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { ana, deskScene } from "./desk-scene"
import { holdBack } from "./hold-back"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
const { desk, visitor } = deskScene(server, browser)

/** By the tab that leads. */
const moreThanRemembered = 550

const row = (name: string, section: string) => `#rows-${section} .row:has-text(${JSON.stringify(name)})`
const hasStream = (page: Page) =>
  page.waitForFunction(async () =>
    (await navigator.locks.query()).held?.some(({ name }) => name?.startsWith("baton-desk-")),
  )

/** A tab whose page was read now, and whose script comes when it is let go. */
async function slowTab(context: BrowserContext) {
  const page = await context.newPage()
  const script = await holdBack(page, "**/desk.js")
  await page.goto(`${server.url}/operator`, { waitUntil: "commit" })
  await script.isAsked()
  await page.waitForSelector("#list")
  return { page, letGo: script.letGo }
}

test("a tab that has missed more than the tab that leads still knows catches up with all of it", async () => {
  const guest = await visitor("Lena Late")
  await guest.say("How long does delivery take?")
  const { page, context } = await desk(ana)
  await hasStream(page)
  const late = await slowTab(context)
  await late.page.waitForSelector(row("Lena Late", "ai"))
  await guest.askForPerson()
  const { people, postMessage } = server.app.parts
  const anas = people.list().find(({ email }) => email === ana.email)!
  const other = await visitor("Nora Noise")
  await other.askForPerson()
  const id = await other.conversationId()
  const words = Array.from({ length: moreThanRemembered }, (_, at) => `word ${at}`)
  const send = (text: string) => postMessage.fromOperator(id, anas, { clientId: crypto.randomUUID(), text })
  await Promise.all(words.map(send))
  await page.waitForSelector(row("Nora Noise", "mine"))
  await page.waitForSelector(row("Lena Late", "waiting"))
  await (await visitor("Max Marker")).askForPerson()
  await page.waitForSelector(row("Max Marker", "waiting"))
  late.letGo()

  for (const name of ["Lena Late", "Max Marker"]) await late.page.waitForSelector(row(name, "waiting"))
  // And goes on with what is passed on to it.
  await (await visitor("Nina Next")).askForPerson()
  await late.page.waitForSelector(row("Nina Next", "waiting"))
})

test("a tab whose page is older than that of the tab that leads catches up with what was between them", async () => {
  const guest = await visitor("Olaf Older")
  await guest.say("How long does delivery take?")
  const first = await desk(ana)
  const late = await slowTab(first.context)
  await late.page.waitForSelector(row("Olaf Older", "ai"))
  await first.page.close()
  await guest.askForPerson()
  const leading = await first.context.newPage()
  await leading.goto(`${server.url}/operator`)
  await hasStream(leading)
  await leading.waitForSelector(row("Olaf Older", "waiting"))
  late.letGo()

  await late.page.waitForSelector(row("Olaf Older", "waiting"))
  expect(await late.page.locator(row("Olaf Older", "ai")).count()).toBe(0)
})
