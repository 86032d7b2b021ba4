import { expect, setDefaultTimeout, test } from "bun:test"
import { join } from "node:path"
import type { BrowserContextOptions, Page } from "playwright-core"
import * as cast from "../src/testing/cast"
import { startTestApp } from "../src/testing/test-app"
import { launchBrowser } from "./browser"
import { signIn } from "./demo-server"
import { violations } from "./violations"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

const app = await startTestApp()
const browser = await launchBrowser(app)

const desk = async (id: string, options: BrowserContextOptions = {}) => {
  const address = `${app.url}/operator/conversations/${id}`
  const page = await signIn(browser, address, { ...cast.dana, password: cast.password }, options)
  await page.waitForSelector("#timeline .flag")
  return page
}
const verdictsOf = (page: Page) =>
  page.$$eval("#timeline .flag", (flags) =>
    flags.map((flag) => [
      flag.querySelector("strong")?.textContent,
      flag.querySelector('[aria-pressed="true"]')?.textContent ?? null,
    ]),
  )

/** Takes a picture where `SHOTS` names a folder; for looking, not for judging. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true })
}

test("why is on the row and in the conversation; a key answers the flag that called; it adds up, and the same evidence calls once", async () => {
  const owner = await app.owner()
  const rule = { name: "Wholesale", when: { kind: "words", phrases: ["wholesale"] }, action: { kind: "escalate" } }
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: [rule] })
  const noa = await app.visitor()
  const text =
    "Your wholesale page is ridiculous and utterly useless, it has been broken for ever and nobody at all cares"
  await noa.say(text)
  const { id } = await noa.conversation()
  await app.dealtWith(id)

  const page = await desk(id, { viewport: { width: 1360, height: 900 } })
  const flagged = (await verdictsOf(page)).map(([word]) => word)
  expect(flagged.length).toBeGreaterThan(1)
  // What decided stands first, and it is what the keys are about, however much was seen beside it.
  const item = (await (await app.operator("dana")).open(id)).conversation
  expect(await page.textContent(`#row-${id} .row-reason`)).toBe(item.reason.text)
  // However long the reason is, the clock is seen.
  const [row, clock] = await Promise.all([
    page.locator(`#row-${id}`).boundingBox(),
    page.locator(`#row-${id} .row-time`).boundingBox(),
  ])
  expect(clock!.x + clock!.width).toBeLessThanOrEqual(row!.x + row!.width)
  expect(await page.locator("#timeline mark.evidence").count()).toBeGreaterThan(0)
  await shoot(page, "flag")
  await page.keyboard.press("2")
  await page.waitForSelector('.verdict[aria-pressed="true"]')
  expect(await verdictsOf(page)).toEqual(flagged.map((word, at) => [word, at === 0 ? "Too early" : null]))
  // Another flag is answered where the focus is.
  await page.locator("#timeline .flag").nth(1).locator(".verdict").first().focus()
  await page.keyboard.press("4")
  await page.waitForSelector('.flag:nth-of-type(n) .verdict[value="not_needed"][aria-pressed="true"]')
  expect(await verdictsOf(page)).toEqual(flagged.map((word, at) => [word, ["Too early", "Not needed"][at] ?? null]))
  expect(await violations(page)).toEqual([])

  const decided = item.reason.kind as string
  const { triggers } = await owner.api("GET", `/reports?chatbot=${cast.shop}`)
  expect(triggers.find(({ kind }: { kind: string }) => kind === decided)).toMatchObject({ flags: 1, too_early: 1 })
  const rarely = { escalation: { sensitivity: 0.5, rules: [] } }
  const { removed } = await owner.api("POST", `/chatbots/${cast.shop}/what-if`, rarely)
  if (decided === "rule") expect(removed).toMatchObject([{ rule: "Wholesale", message: text, verdict: "too_early" }])

  await page.keyboard.press("t")
  await page.waitForSelector('#composer[data-holder="human"]')
  await page.keyboard.press("Escape")
  await page.keyboard.press("h")
  await page.waitForSelector("#act[open]")
  await page.click("#act button:has-text('Hand back')")
  await page.waitForSelector('#composer[data-holder="ai"]')
  await noa.say("Within how many days can I return unworn shoes?")
  await app.dealtWith(id)
  expect(app.parts.conversations.find(id)!.lifecycle.state).toBe("ai")
  expect(await page.locator("#timeline .flag").count()).toBe(flagged.length)
  // It counts anew: what is said now calls again.
  await noa.say("and your wholesale terms?")
  await app.dealtWith(id)
  expect(app.parts.conversations.find(id)!.lifecycle.state).toBe("waiting")
  await page.context().close()
})

test("doubt is explained by the questions that had no answer, and danger is not told of as swearing", async () => {
  const noa = await app.visitor()
  for (const text of ["Who won the football match last night?", "What is the capital of Mongolia?"]) {
    await noa.say(text)
    await app.dealtWith((await noa.conversation()).id)
  }
  const page = await desk((await noa.conversation()).id)
  const evidence = await page.locator("#timeline .flag").last().locator("q").allTextContents()
  expect(evidence).toEqual(["What is the capital of Mongolia?", "Who won the football match last night?"])
  await page.context().close()

  const { signals } = await (await app.operator("dana")).open(await app.ask("I want to kill myself"))
  expect(signals.map(({ kind }: { kind: string }) => kind)).toEqual(["high_stakes"])
})

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test(`the reports say the same in bars, in tables and in files; axe finds nothing, ${colorScheme}, ${width} px`, async () => {
      const address = `${app.url}/admin/reports/${cast.shop}`
      const options = { colorScheme, viewport: { width, height: 900 }, acceptDownloads: true }
      const page = await signIn(browser, address, { ...cast.olga, password: cast.password }, options)
      await page.getByRole("heading", { name: "How long visitors waited" }).waitFor()
      await shoot(page, `reports-${colorScheme}-${width}`)
      const report = await (await app.owner()).api("GET", `/reports?chatbot=${cast.shop}`)
      expect(report.waits.waiting).toBeGreaterThan(0)
      await page.getByText(`${report.waits.waiting} still waiting`).waitFor()

      await page.getByText("Export").click()
      for (const word of ["Day by day", "What called a person", "How long visitors waited", "Ratings"]) {
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: word }).click(),
        ])
        expect(file.suggestedFilename()).toEndWith(".csv")
      }
      const flags = await page.request.get(`${address}/flags.csv`)
      const sum = report.triggers.reduce((all: number, one: { flags: number }) => all + one.flags, 0)
      const lines = (await flags.text()).trim().split("\r\n").slice(1)
      expect(lines.reduce((all, line) => all + Number(line.split(",")[2]), 0)).toBe(sum)
      expect((await page.request.get(`${address}/nothing.csv`)).status()).toBe(404)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(await violations(page)).toEqual([])
      await page.context().close()
    })
  }
}
