import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { password, people, signIn, startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"
import { listen } from "./heard"
import { violations } from "./violations"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, opened, visitor } = deskScene(server, browser)

/** What stands before the letter of a shortcut, as style sheets say it. */
const commandKey = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.querySelector(".key-command")!, "::before").content)

describe("the desk by whatever means", () => {
  test("on a Mac the shortcuts are those of a Mac", async () => {
    const page = await signIn(browser, `${server.url}/operator`, people.operator)
    expect(await commandKey(page)).toBe('"Ctrl+"')
    await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }))
    await page.reload()
    await until(async () => (await commandKey(page)) === '"⌘"', "the desk has seen the keyboard")
    await page.context().close()
  })

  test("the keyboard does the whole job", async () => {
    const { page } = await desk(ana)
    const guest = await visitor("Kim Oh")
    await guest.say("hello there, I want to talk to a human being")
    await page.waitForSelector("#rows-waiting .row:has-text('Kim Oh')")
    // Others may be waiting too: down to hers.
    for (let n = 0; n < 10; n++) {
      await page.keyboard.press("j")
      if (await page.evaluate(() => document.activeElement?.textContent?.includes("Kim Oh"))) break
    }
    await page.keyboard.press("Enter")
    await page.waitForSelector("h1:has-text('Kim Oh')")
    await page.keyboard.press("t")
    // Faster than the server: what is typed after taking over is what is written to the visitor, not shortcuts.
    await page.keyboard.type("he is here")
    await page.waitForSelector('#composer[data-holder="human"]')
    expect(await page.inputValue("#composer-text")).toBe("he is here")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer-text")
    await page.keyboard.type(" now")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".entry:has-text('he is here now')")
    await page.keyboard.press("Escape")
    await page.keyboard.press("n")
    await page.keyboard.type("keyboard note")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".paper-note:has-text('keyboard note')")
    await page.keyboard.press("Escape")
    await page.keyboard.press("1")
    await page.waitForSelector('.verdict[aria-pressed="true"]')
    await page.keyboard.press("?")
    await page.waitForSelector("#shortcuts[open]")
    await page.keyboard.press("Escape")
    await page.keyboard.press("ControlOrMeta+k")
    await page.waitForSelector("#search-text")
    await page.keyboard.type("kim")
    await page.waitForSelector(".search-hit:has-text('Kim Oh')")
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await page.waitForSelector("#recap")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector('#composer[data-holder="closed"]')
    await page.context().close()
  })

  test("every form works without a script", async () => {
    const guest = await visitor("Pia Moss")
    await guest.say("hello")
    await guest.askForPerson()
    const { page } = await desk(ana, { javaScriptEnabled: false })
    await page.click(".row:has-text('Pia Moss') a")
    await page.click("button:has-text('Take over') >> nth=0")
    expect(await page.textContent("#composer-says")).toBe("You are talking with Pia Moss")

    await page.fill("#composer-text", "Written without a script")
    await page.click("#composer-form button[type=submit]")
    expect(await page.textContent("#timeline")).toContain("Written without a script")

    await page.check("input[value=note]", { force: true })
    await page.fill("#composer-text", "A plain note")
    await page.click("#composer-form button[type=submit]")
    expect(await page.textContent(".paper-note")).toContain("A plain note")

    await page.click("#availability summary")
    await page.click("#availability button:has-text('Away')")
    expect(await page.textContent("#availability summary")).toContain("Away")
    await page.click("#availability summary")
    await page.click("#availability button:has-text('Online')")

    await page.click("a:has-text('Hand back')")
    await page.fill("#note", "Be brief")
    await page.click("button:has-text('Hand back')")
    expect(await page.textContent("#composer-says")).toBe("AI is answering")

    await page.click("header a:has-text('Close')")
    await page.click("button:has-text('Close')")
    expect(await page.textContent("#composer-says")).toBe("This conversation is closed")

    await page.click("a.search-button")
    await page.fill("#search-text", "pia")
    await page.keyboard.press("Enter")
    expect(await page.textContent("#search-results")).toContain("Pia Moss")
    await page.context().close()
  })

  test("a refusal without a script keeps what was typed", async () => {
    const guest = await visitor("Eva Long")
    await guest.say("hello")
    await guest.askForPerson()
    const { page } = await desk(ana, { javaScriptEnabled: false })
    const other = await desk(ben, { javaScriptEnabled: false })
    await page.click(".row:has-text('Eva Long') a")
    await other.page.goto(page.url())
    await other.page.click("button:has-text('Take over') >> nth=0")
    await page.fill("#composer-text", "My careful answer")
    await page.click("#composer-form button[type=submit]")

    expect(await page.textContent(".composer-problem")).toContain("Ben holds this conversation")
    expect(await page.inputValue("#composer-text")).toBe("My careful answer")
    await page.context().close()
    await other.page.context().close()
  })

  test("what is written from right to left is read from right to left", async () => {
    const { page } = await desk(ana)
    const guest = await visitor("Samira Haddad")
    await guest.say("متى يصل طلبي؟")
    await page.click(".row:has-text('Samira Haddad') a")
    const words = page.locator("#timeline .prose", { hasText: "متى يصل طلبي؟" })
    await words.waitFor()
    expect(await words.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl")
    await page.context().close()
  })

  test("with the keyboard alone: sign in, open, take over, reply, hand back, take over again and close; each word is read out once", async () => {
    // Another zone than the server's: its times are written anew in the browser.
    const page = await (await browser.newContext({ timezoneId: "Asia/Tokyo" })).newPage()
    await page.goto(`${server.url}/operator`)
    // The browser gives the focus with the first picture, which may come after the page: letters before that go nowhere.
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "email")
    await page.keyboard.type(people.operator.email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(password)
    await page.keyboard.press("Enter")
    await page.waitForSelector("#list")
    const guest = await visitor("Kay Board")
    await guest.say("Where is my parcel?")
    await guest.askForPerson()
    await page.locator("#rows-waiting .row", { hasText: "Kay Board" }).waitFor()
    const isOpen = () => page.locator("#open", { hasText: "Where is my parcel?" }).count()
    for (let n = 0; n < 20 && !(await isOpen()); n++) {
      await page.keyboard.press("j")
      const row = await page.evaluate(() => document.activeElement?.closest("a")?.getAttribute("href"))
      if (!row) continue
      await page.keyboard.press("Enter")
      // The next key would leave a row whose conversation is still on its way.
      await until(
        () =>
          page.evaluate((path) => !!path?.endsWith(`/${document.getElementById("open")?.dataset.conversation}`), row),
        "what was chosen is open",
      )
    }
    await page.locator("#open", { hasText: "Where is my parcel?" }).waitFor()

    const takeOver = async () => {
      await page.keyboard.press("t")
      await page.waitForSelector('#composer[data-holder="human"]')
      const inComposer = () => page.evaluate(() => document.activeElement?.id === "composer-text")
      await until(inComposer, "the cursor is in the composer")
    }
    const heard = await listen(page)
    await takeOver()
    await page.keyboard.type("It comes on Friday.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('It comes on Friday.')")
    await guest.say("Wonderful, Friday it is")
    await page.waitForSelector(".message.by-visitor:has-text('Wonderful')")

    await page.keyboard.press("Escape")
    await page.keyboard.press("h")
    await page.waitForSelector("#act[open] #note")
    expect(await page.locator("#act").evaluate((dialog) => dialog.matches(":modal"))).toBe(true)
    await page.keyboard.type("Parcel on Friday")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.keyboard.press("Escape")
    await takeOver()
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await page.waitForSelector("#act[open] #recap")
    await page.keyboard.press("Escape")
    await page.waitForSelector("#act[open]", { state: "detached" })
    await page.keyboard.press("e")
    await page.waitForSelector("#act[open] #recap")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector("#act[open]", { state: "detached" })
    await until(
      async () => (await guest.events()).some(({ text }) => text?.startsWith("This conversation is closed")),
      "it is closed",
    )

    const all = await heard()
    // The AI quotes what was said, and a recap does.
    const times = (words: string) => all.filter((said) => said.includes(words) && !/AI|Recap/.test(said)).length
    for (const words of ["It comes on Friday.", "Wonderful, Friday it is"])
      expect([words, times(words)]).toEqual([words, 1])
    expect(all.filter((said) => /^[\d: ]+$|^Sending|^Sent$/.test(said))).toEqual([])
    await page.context().close()
  })

  test("on a phone one column at a time, with a way back", async () => {
    const { page } = await opened("Tom Hill", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    expect(await page.isVisible("#list")).toBe(false)
    await page.click("a.context-toggle")
    await page.waitForSelector("#context >> text=Page now")
    expect(await page.isVisible("#context")).toBe(true)
    await page.click(".context-head a")
    await page.click("a.back")
    await page.waitForSelector("#list >> visible=true")
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.context().close()
  })

  test("one long word of a visitor makes nothing of what is known of them wider than its column", async () => {
    const guest = await visitor("Long Word")
    // Two questions without an answer call a person, and are quoted.
    for (const end of ["", " now"]) {
      const question = `Where is ${"x".repeat(300)}${end}?`
      await guest.say(question)
      await until(async () => (await guest.events()).at(-1)!.text !== question, "it is dealt with")
    }
    const { page } = await desk(ana, { viewport: { width: 1400, height: 900 } })
    await page.click(".row:has-text('Long Word') a")
    await page.waitForSelector("#context .evidence-list >> visible=true")
    const tooWide = await page.locator("#context *").evaluateAll((all) => {
      const right = document.querySelector("#context")!.getBoundingClientRect().right
      return all.filter((it) => it.getBoundingClientRect().right > right + 1).map((it) => it.outerHTML.slice(0, 80))
    })
    expect(tooWide).toEqual([])
    await page.context().close()
  })

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}`, async () => {
      const { page } = await opened("Axel Stone", { colorScheme })
      await check(page, "the waiting conversation")
      const base = page.url()
      for (const act of ["handback", "closure", "transfer"]) {
        await page.goto(`${base}/${act}`)
        await check(page, act)
      }
      await page.goto(`${server.url}/operator`)
      await check(page, "the desk")
      await page.keyboard.press("?")
      await page.waitForSelector("#shortcuts[open]")
      await check(page, "the keyboard list")
      await page.keyboard.press("Escape")
      await page.keyboard.press("ControlOrMeta+k")
      await page.waitForSelector("#search-text")
      await check(page, "the search")
      await page.goto(base)
      await page.click('[data-act="takeover"]')
      await page.waitForSelector('#composer[data-holder="human"]')
      await page.click("label.kind:has-text('Note')")
      await page.fill("#composer-text", "a note")
      await page.keyboard.press("ControlOrMeta+Enter")
      await page.waitForSelector(".paper-note")
      await check(page, "a held conversation with a note")
      await page.click('[data-act="close"]')
      await page.waitForSelector("#recap")
      await check(page, "the closing dialog")
      await page.context().close()
      const stranger = await browser.newPage({ colorScheme })
      await stranger.goto(`${server.url}/operator/sign-in`)
      await check(stranger, "the sign-in")
      await stranger.context().close()
    })
  }

  test("the next conversation is opened within the content policy, also after the composer was drawn larger", async () => {
    const { page } = await opened("Drawn Larger")
    const next = await visitor("Drawn Next")
    await next.say("Hello")
    await next.askForPerson()
    // A row that came by itself opens like any other: without loading the desk anew.
    await page.locator('.row:has-text("Drawn Next") a[data-htmx-powered]').waitFor()
    await page.evaluate(() => {
      Object.assign(window, { refused: [] })
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
        Reflect.get(window, "refused").push(violatedDirective),
      )
      // As dragging its corner does.
      document.querySelector<HTMLElement>("#composer-text")!.style.height = "120px"
    })
    await page.click('.row:has-text("Drawn Next") a')
    await page.locator('#composer-text[aria-label*="Drawn Next"]').waitFor()
    // What settles later would have done so by the next answer of the server.
    await page.click('.row:has-text("Drawn Larger") a')
    await page.locator('#composer-text[aria-label*="Drawn Larger"]').waitFor()

    expect(await page.evaluate(() => Reflect.get(window, "refused"))).toEqual([])
    await page.context().close()
  })
})

async function check(page: Page, where: string): Promise<void> {
  const found = await violations(page)
  expect({ where, found }).toEqual({ where, found: [] })
}
