import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import type { Browser } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { type DemoServer, startDemoServer } from "./demo-server"
import { ana, deskScene } from "./desk-scene"

setDefaultTimeout(120_000)

let server: DemoServer
let browser: Browser
const { desk, visitor } = deskScene(
  () => server,
  () => browser,
)
const withAi = 130
const guests: Awaited<ReturnType<typeof visitor>>[] = []

beforeAll(async () => {
  server = await startDemoServer()
  browser = await launchBrowser()
  for (let n = 0; n < withAi; n += 10)
    guests.push(
      ...(await Promise.all(
        Array.from({ length: 10 }, async (_, i) => {
          const guest = await visitor(`Guest ${String(n + i).padStart(3, "0")}`)
          await guest.say("How long does delivery take?")
          return guest
        }),
      )),
    )
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test("a list that is longer than what is shown says how many there are, stays true, and goes on", async () => {
  const { page, context } = await desk(ana)
  const counts = () => page.locator('[data-count="ai"]').allTextContents()
  const rows = page.locator("#rows-ai .row")
  expect(await rows.count()).toBe(100)
  expect(new Set(await counts())).toEqual(new Set([String(withAi)]))

  // One of those that are not shown, and somebody new.
  const shown = new Set(await page.locator("#rows-ai .row-who").allTextContents())
  const hidden = Array.from({ length: withAi }, (_, n) => `Guest ${String(n).padStart(3, "0")}`).filter(
    (name) => !shown.has(name),
  )
  await guests[Number(hidden[0]!.slice(-3))]!.askForPerson()
  await page.waitForSelector(`#rows-waiting .row:has-text("${hidden[0]}")`)
  await until(async () => (await counts()).every((text) => text === String(withAi - 1)), "it is counted")
  expect(await page.title()).toStartWith("(1)")

  await page.click("#section-ai .list-cut a")
  await until(async () => (await rows.count()) === withAi - 1, "all are shown")
  expect(await page.locator("#section-ai .list-cut").count()).toBe(0)
  expect(new Set(await page.locator("#rows-ai .row").evaluateAll((all) => all.map(({ id }) => id))).size).toBe(
    withAi - 1,
  )
  expect(new Set(await counts())).toEqual(new Set([String(withAi - 1)]))
  await context.close()
})

test("the counts at the top lead to their lists, and without a script the rest of a list is a page", async () => {
  const { page, context } = await desk(ana, { viewport: { width: 1280, height: 600 } })
  await page.click(".count-item a[data-jump=ai]")
  const top = () => page.locator("#section-ai").evaluate((section) => section.getBoundingClientRect().top)
  await until(async () => (await top()) < 300, "the list is in sight")
  expect(new URL(page.url()).hash).toBe("")
  const next = (await page.locator("#section-ai .list-cut a").getAttribute("href"))!
  await page.goto(server.url + next)
  expect(await page.textContent("h1")).toBe("Conversations with the AI")
  expect(await page.locator("tbody tr").count()).toBe(withAi - 1 - 100)
  await page.goto(`${server.url}/operator/closed`)
  expect(await page.textContent("main")).toContain("Nothing is closed yet")
  await context.close()
})
