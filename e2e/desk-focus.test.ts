import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { addOperator, ben, deskScene } from "./desk-scene"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { opened, desk } = deskScene(server, browser)

/** What has the focus: by its id, its act, its value, or else what it is. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    if (!(at instanceof HTMLElement)) return ""
    return at.id || at.dataset.act || at.getAttribute("value") || at.className || at.tagName.toLowerCase()
  })

/** Reaches it as the Tab key would, and presses it. */
async function press(page: Page, selector: string) {
  await page.locator(selector).first().focus()
  await page.keyboard.press("Enter")
}

const isAt = (page: Page, what: string) => until(async () => (await focused(page)) === what, `the focus is at ${what}`)

const takeOver = async (page: Page) => {
  await page.keyboard.press("t")
  await page.waitForSelector('#composer[data-holder="human"]')
  await isAt(page, "composer-text")
}

test("out of the composer the keyboard is in the list, at the conversation that is open", async () => {
  const { page } = await opened("Esther Keys")
  await takeOver(page)
  await page.keyboard.press("Escape")
  expect(await page.evaluate(() => document.activeElement?.matches(".row-link[aria-current]"))).toBe(true)
  // From there each key does what it is said to do.
  await page.keyboard.press("n")
  await isAt(page, "composer-text")
  await page.keyboard.press("Escape")
  // Out of the search it goes back to where it came from.
  await page.locator("#composer-text").focus()
  await page.keyboard.press("ControlOrMeta+k")
  await page.waitForSelector("#search-text:focus")
  await page.keyboard.press("Escape")
  expect(await focused(page)).toBe("composer-text")
  // As from anywhere else in the conversation.
  await page.locator('[data-act="handback"]').focus()
  await page.keyboard.press("Escape")
  expect(await page.evaluate(() => document.activeElement?.matches(".row-link[aria-current]"))).toBe(true)
  // Where its row is not to be seen, in the conversation itself.
  await page.locator("#section-mine > summary").click()
  await page.locator("#composer-text").focus()
  await page.keyboard.press("Escape")
  expect(await focused(page)).toBe("main")
  await page.context().close()
})

for (const { act, button, after } of [
  { act: "is handed back", button: "handback", after: "ai" },
  { act: "is closed", button: "close", after: "closed" },
  { act: "is passed to a colleague", button: "transfer", after: "human" },
])
  test(`after it ${act} the keyboard goes on in the conversation`, async () => {
    // A colleague to whom it can be passed.
    if (button === "transfer") await desk(ben)
    const { page } = await opened(`Fay ${button}`)
    await takeOver(page)
    await press(page, `[data-act="${button}"]`)
    await page.waitForSelector("#act[open]")
    if (button === "transfer") {
      // The first thing to choose has the focus, not the cross that closes it.
      await until(
        () => page.evaluate(() => document.activeElement?.matches('#act input[name="to"]') ?? false),
        "the first colleague has the focus",
      )
      await page.keyboard.press("Space")
      await page.keyboard.press("Enter")
    } else await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector("#act[open]", { state: "detached" })
    await page.waitForSelector(`#composer[data-holder="${after}"]`)
    await isAt(page, "main")
    await page.context().close()
  })

test("what is drawn anew where it was pressed keeps the focus", async () => {
  const { page } = await opened("Vera Dict")
  await press(page, '.verdict[value="too_early"]')
  await page.waitForSelector('.verdict[value="too_early"][aria-pressed="true"]')
  await isAt(page, "too_early")

  await press(page, "#availability summary")
  await press(page, '#availability button[value="away"]')
  await page.waitForSelector('#availability summary[aria-label^="You are away"]')
  expect(await page.evaluate(() => document.activeElement?.matches("#availability summary"))).toBe(true)

  // What was opened out of a menu goes back to it.
  await press(page, "summary[aria-label$=account]")
  await press(page, "[data-open-dialog=shortcuts]")
  await page.waitForSelector("#shortcuts[open]")
  await page.keyboard.press("Escape")
  await until(
    () => page.evaluate(() => document.activeElement?.matches("summary[aria-label$=account]") ?? false),
    "the menu has the focus",
  )
  await page.context().close()
})

test("who takes over from a colleague writes next, as whoever takes over does", async () => {
  const { page } = await opened("Tess Over")
  await takeOver(page)
  const { page: other } = await desk(ben)
  await other.locator(".row:has-text('Tess Over') a").first().press("Enter")
  await other.waitForSelector("#composer")
  await other.keyboard.press("t")
  await other.waitForSelector("#act[open]")
  // The question is answered by the next key.
  await other.keyboard.press("Enter")
  await isAt(other, "composer-text")
  // None of it is read as a shortcut.
  await other.keyboard.type("hello, Ben here")
  expect(await other.inputValue("#composer-text")).toBe("hello, Ben here")
  expect(await other.locator("dialog[open]").count()).toBe(0)
  await page.context().close()
  await other.context().close()
})

test("a row that leaves the list for where it is not seen does not take the keyboard along", async () => {
  const { page } = await opened("Rona Row")
  await opened("Sam Row")
  await takeOver(page)
  await page.keyboard.press("Escape")
  await page.keyboard.press("e")
  await page.waitForSelector("#act[open] #recap")
  await page.keyboard.press("ControlOrMeta+Enter")
  await page.waitForSelector('#composer[data-holder="closed"]')
  await page.waitForSelector("#rows-closed .row:has-text('Rona Row')", { state: "attached" })
  // At the next row; at what was closed where its row had left before the dialog did.
  const place = () =>
    page.evaluate(() => {
      const at = document.activeElement
      return at?.matches(".row-link") ? at.textContent : `#${at?.id}`
    })
  await until(async () => (await place()) === "#main" || !/^#|Rona Row/.test((await place()) ?? ""), "it goes on")
  await page.context().close()
})

test("a reply that can no longer be sent is said to be a note from now on", async () => {
  const { page, guest } = await opened("Nora Note")
  await page.keyboard.press("r")
  await page.keyboard.type("I am on it")
  const { page: other } = await desk(ben)
  await other.locator(".row:has-text('Nora Note') a").first().press("Enter")
  await other.waitForSelector("#composer")
  await other.keyboard.press("t")
  await page.waitForSelector('#composer[data-holder="human"]')
  const alert = page.locator("#composer-problem [role=alert]")
  await alert.waitFor()
  expect(await alert.textContent()).toBe(
    "This can no longer be sent as a reply. It is kept here as a note, which only colleagues see.",
  )
  expect(await page.inputValue("#composer-text")).toBe("I am on it")
  // Why is in sight above it.
  const scroll = page.locator("#timeline-scroll")
  const hidden = () => scroll.evaluate((at) => at.scrollHeight - at.scrollTop - at.clientHeight)
  await until(async () => (await hidden()) < 2, "the newest words are in sight")
  await page.keyboard.press("ControlOrMeta+Enter")
  await page.waitForSelector(".paper-note:has-text('I am on it')")
  await until(async () => (await alert.count()) === 0, "it is said no longer")
  expect((await guest.events()).some(({ text }) => text === "I am on it")).toBe(false)
  await page.context().close()
  await other.context().close()
})

test("whoever has left what is drawn anew by the mouse is not fetched back to it", async () => {
  const { page, guest } = await opened("Lea Ving")
  await takeOver(page)
  await page.mouse.click(640, 300)
  expect(await focused(page)).not.toBe("composer-text")
  const before = await focused(page)
  await guest.say("Are you there?")
  await page.waitForSelector(".message.by-visitor:has-text('Are you there?')")
  await page.waitForSelector(".row:has-text('Are you there?')")
  expect(await focused(page)).toBe(before)
  await page.context().close()
})
