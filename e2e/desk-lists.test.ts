import { beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { ana, deskScene } from "./desk-scene"

setDefaultTimeout(120_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
const { desk, opened, visitor } = deskScene(server, browser)

const withAi = 130
const guests: Awaited<ReturnType<typeof visitor>>[] = []
beforeAll(async () => {
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

test("a count of nobody leads nowhere: the conversation that is open stays", async () => {
  const { page } = await opened("Opal Open")
  await page.waitForSelector("#section-mine", { state: "hidden" })
  await page.evaluate(() => Object.assign(window, { marker: "still here" }))
  await page.locator("a[data-jump=mine]").press("Enter")
  await page.locator("a[data-jump=waiting]").press("Enter")
  await until(
    () => page.evaluate(() => document.activeElement?.matches("#section-waiting .row-link") ?? false),
    "it led",
  )
  expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
  expect(await page.locator("h1:has-text('Opal Open')").count()).toBe(1)
  await page.context().close()
})

test("what the mouse rests on stays under it when rows come in above", async () => {
  const { page, context } = await desk(ana, { viewport: { width: 1280, height: 600 } })
  await page.click(".count-item a[data-jump=ai]")
  await page.mouse.move(150, 400)
  const under = () =>
    page.evaluate(() => {
      const row = document.elementFromPoint(150, 400)?.closest(".row")
      return [row?.id, row?.getBoundingClientRect().top]
    })
  const before = await under()
  const shown = new Set(await page.locator("#rows-ai .row-who").allTextContents())
  const hidden = guests.findIndex((_, n) => n > 0 && !shown.has(`Guest ${String(n).padStart(3, "0")}`))
  await guests[hidden]!.say("And to Spain?")
  // Nothing moves while the mouse does, and then it rests.
  await page
    .locator(`#rows-ai .row:has-text("Guest ${String(hidden).padStart(3, "0")}")`)
    .waitFor({ state: "attached" })

  expect(await under()).toEqual(before)
  await context.close()
})

test("a row says that a draft waits in it, until it is sent or emptied", async () => {
  const { page, context } = await desk(ana)
  await page.locator("#rows-ai .row-link").first().click()
  await page.waitForSelector("#composer-text")
  const name = (await page.locator("#open").getAttribute("data-title"))!
  const row = page.locator(".row", { hasText: name })
  await page.fill("#composer-text", "I shall look")
  expect(await row.locator(".row-draft").count()).toBe(0)
  await page.locator("#rows-ai .row-link").nth(2).click()
  await row.locator(".row-draft").waitFor()
  await guests[Number(name.slice(-3))]!.say("Are you there?")
  await row
    .filter({ hasText: /Are you there|AI:/ })
    .locator(".row-draft")
    .waitFor()
  await page.reload()
  await row.locator(".row-draft").waitFor()

  await row.locator("a").click()
  await page.waitForSelector(`#open[data-title="${name}"]`)
  await page.fill("#composer-text", "")
  await page.locator("#rows-ai .row-link").nth(3).click()
  await page.waitForSelector(`#open:not([data-title="${name}"])`)
  expect(await row.locator(".row-draft").count()).toBe(0)
  await context.close()
})
