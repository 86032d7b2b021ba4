import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { holdLock, launchBrowser } from "./browser"
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

describe("the operator desk", () => {
  test("on a Mac the shortcuts are those of a Mac", async () => {
    const page = await signIn(browser, `${server.url}/operator`, people.operator)
    expect(await commandKey(page)).toBe('"Ctrl+"')
    await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }))
    await page.reload()
    await until(async () => (await commandKey(page)) === '"⌘"', "the desk has seen the keyboard")
    await page.context().close()
  })

  test("a wrong password is answered with a sentence and keeps the address; the right one leads where one wanted to go", async () => {
    const page = await browser.newPage()
    await page.goto(`${server.url}/operator/conversations/none`)
    await page.fill("#email", ana.email)
    await page.fill("#password", "wrong")
    await page.click("button:has-text('Sign in')")

    expect(await page.textContent('[role="alert"]')).toContain("No operator with this email address and password")
    expect(await page.inputValue("#email")).toBe(ana.email)

    await page.fill("#password", password)
    await page.keyboard.press("Enter")
    await page.waitForURL("**/operator/conversations/none")
    expect(await page.textContent("main")).toContain("There is no such conversation")
    await page.context().close()
  })

  test("a visitor who asks for a person appears by themselves; one click takes over without a reload", async () => {
    const { page } = await desk(ana)
    await page.evaluate(() => Object.assign(window, { marker: "still here" }))
    const marta = await visitor("Marta Ruiz")
    await marta.say("Where is my refund?")
    await marta.askForPerson()

    const row = page.locator("#rows-waiting .row", { hasText: "Marta Ruiz" })
    await row.waitFor()
    expect(await row.locator(".row-why").textContent()).toContain("person")
    expect(await page.title()).toStartWith("(1)")
    await row.locator("a").click()
    await page.waitForSelector('#composer[data-holder="waiting"]')
    await page.click('[data-act="takeover"]')

    await page.waitForSelector('#composer[data-holder="human"]')
    await page.waitForSelector("#rows-mine .row")
    await page.waitForSelector(".turn-human")
    expect(await page.locator("#rows-waiting .row").count()).toBe(0)
    expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
    expect((await marta.events()).some(({ text }) => text === "You're now chatting with Ana.")).toBe(true)
    await page.context().close()
  })

  test("write, note, hand back with a word for the AI, close with a recap: each stands in the log once", async () => {
    const { page, guest } = await opened("Nora Bell")
    await page.click('[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    await page.fill("#composer-text", "I am looking at it now.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('I am looking at it now.')")
    await page.waitForSelector(".is-pending", { state: "detached" })
    expect(await page.locator(".message:has-text('I am looking at it now.')").count()).toBe(1)

    await guest.say("thanks")
    await page.waitForSelector(".message.by-visitor:has-text('thanks')")

    await page.click("label.kind:has-text('Note')")
    await page.fill("#composer-text", "Refund was stuck.")
    await page.click("#composer-form button[type=submit]")
    await page.waitForSelector(".paper-note:has-text('Refund was stuck.')")
    await page.waitForSelector(".is-pending", { state: "detached" })

    await page.click('[data-act="handback"]')
    await page.fill("#act #note", "The refund comes on Wednesday")
    await page.click("#act button:has-text('Hand back')")
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.waitForSelector(".paper-whisper:has-text('Wednesday')")

    await page.click('[data-act="close"]')
    await page.waitForSelector("#act[open]")
    expect(await page.inputValue("#recap")).toContain("Wanted:")
    await page.fill("#crmNote", "Prefers email.")
    await page.click("#act .dialog-actions button")
    await page.waitForSelector('#composer[data-holder="closed"]')
    await page.waitForSelector(".turn-closed")
    const said = await guest.events()
    expect(said.filter(({ text }) => text === "I am looking at it now.").length).toBe(1)
    expect(said.some(({ type }) => type === "note" || type === "recap" || type === "whisper")).toBe(false)
    await page.context().close()
  })

  test("the team's page shows what waits by itself", async () => {
    const { page } = await desk(ben)
    await page.goto(`${server.url}/operator/team`)
    expect(await page.locator('nav [aria-current="page"]').textContent()).toContain("Team")
    await page.evaluate(() => Object.assign(window, { marker: "still here" }))
    const wanda = await visitor("Wanda Waits")
    await wanda.askForPerson()
    await page.locator("#team").getByRole("link", { name: "Wanda Waits" }).waitFor()
    expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
    await page.context().close()
  })

  test("two operators take over at once: one has it, the other reads who", async () => {
    const first = await opened("Ida Lund")
    const { page: second } = await desk(ben)
    await second.goto(first.page.url())
    await Promise.all([first.page.click('[data-act="takeover"]'), second.click('[data-act="takeover"]')])

    const pages = [first.page, second]
    for (const page of pages) await page.waitForSelector('#composer[data-holder="human"]')
    const says = await Promise.all(pages.map((page) => page.textContent("#composer-says")))
    expect(says.filter((words) => words === "You are talking with Ida Lund").length).toBe(1)
    expect(says.filter((words) => /^(Ana|Ben) is talking with Ida Lund$/.test(words ?? "")).length).toBe(1)
    for (const page of pages) await page.context().close()
  })

  test("what was typed stays when a colleague was quicker, and can be taken over on purpose", async () => {
    const first = await opened("Omar Said")
    const { page: second } = await desk(ben)
    await second.goto(first.page.url())
    await second.fill("#composer-text", "Let me help you with that")
    await first.page.click('[data-act="takeover"]')
    await second.waitForSelector("#composer-says:has-text('Ana is talking')")

    expect(await second.inputValue("#composer-text")).toBe("Let me help you with that")
    await second.keyboard.press("Escape")
    await second.keyboard.press("t")
    await second.click("#act button:has-text('Take over')")
    await second.waitForSelector("#composer-says:has-text('You are talking')")
    await first.page.waitForSelector("#composer-says:has-text('Ben is talking')")
    await first.page.waitForSelector(".toast:has-text('Ben took over your conversation with Omar Said.')")
    await first.page.context().close()
    await second.context().close()
  })

  test("passed on with a note, the colleague hears of it; who goes offline with visitors is asked first", async () => {
    const first = await opened("Pia Roth")
    const { page: second } = await desk(ben)
    await first.page.click('[data-act="takeover"]')
    await first.page.waitForSelector("#composer-says:has-text('You are talking')")
    await first.page.click('[data-act="transfer"]')
    await first.page.click("#act label:has-text('Ben')")
    await first.page.fill("#act textarea[name=note]", "She wants the boots in 38")
    await first.page.click("#act button:has-text('Pass it on')")
    await second.click(".toast:has-text('Ana passed Pia Roth on to you.') a")
    await second.waitForSelector("#composer-says:has-text('You are talking with Pia Roth')")
    await second.waitForSelector(".paper-note:has-text('She wants the boots in 38')")

    await second.click("#availability summary")
    await second.click("#availability button[value=offline]")
    await second.waitForSelector("#act[open] p:has-text('You hold')")
    await second.click("#act button:has-text('Go offline')")
    await second.waitForSelector("#availability summary:has-text('Offline')")
    await first.page.waitForSelector("#composer-says:has-text('is waiting for a person')")
    await second.click("#availability summary")
    await second.click("#availability button[value=online]")
    await second.waitForSelector("#availability summary:has-text('Online')")
    await first.page.context().close()
    await second.context().close()
  })

  test("eight tabs share one stream, and a hidden one hears as well as the one in front", async () => {
    const { page, context } = await desk(ana)
    const tabs: Page[] = [page]
    for (let n = 1; n < 8; n++) {
      const tab = await context.newPage()
      await tab.goto(`${server.url}/operator`)
      tabs.push(tab)
    }
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
    })
    const zoe = await visitor("Zoe Park")
    await zoe.say("hello")
    await zoe.askForPerson()

    for (const tab of tabs) await tab.waitForSelector("#rows-waiting .row:has-text('Zoe Park')")
    expect(server.app.parts.streams.count).toBe(1)

    // The tab that reads the stream goes: another one takes its place, and misses nothing.
    await page.close()
    await zoe.say("are you there?")
    await tabs[1]!.waitForSelector("#rows-waiting .row:has-text('are you there?')")
    expect(server.app.parts.streams.count).toBe(1)
    await context.close()
  })

  test("somebody who waits is announced once, with why, and the notification goes when a colleague has taken it", async () => {
    const { page, context } = await desk(ana)
    await context.addInitScript(() => {
      const shown: { title: string; body: string; open: boolean }[] = []
      class Fake {
        static permission = "granted"
        entry: { title: string; body: string; open: boolean }
        constructor(title: string, { body }: { body: string }) {
          this.entry = { title, body, open: true }
          shown.push(this.entry)
        }
        close() {
          this.entry.open = false
        }
      }
      Object.assign(window, { Notification: Fake, shown })
      document.hasFocus = () => false
    })
    await page.reload()
    const second = await context.newPage()
    await second.goto(`${server.url}/operator`)
    const guest = await visitor("Quin Ash")
    await guest.say("I want to talk to a human")
    await page.waitForSelector("#rows-waiting .row:has-text('Quin Ash')")
    await second.waitForSelector("#rows-waiting .row:has-text('Quin Ash')")

    const shown = async () =>
      (await Promise.all([page, second].map((tab) => tab.evaluate(() => Reflect.get(window, "shown"))))).flat()
    await until(async () => (await shown()).length > 0, "it is notified")
    const [first, ...others] = await shown()
    expect(others).toEqual([])
    expect(first).toMatchObject({ title: "Quin Ash is waiting", open: true })
    expect(first.body).toContain("Asked for a person")

    const { page: colleague } = await desk(ben)
    await colleague.click(".row:has-text('Quin Ash') a")
    await colleague.click('[data-act="takeover"]')
    await page.waitForSelector("#rows-colleagues .row:has-text('Quin Ash')")
    await until(async () => (await shown()).every(({ open }) => !open), "it is withdrawn")
    expect((await shown()).length).toBe(1)
    await context.close()
    await colleague.context().close()
  })

  test("a restart of the server shows a bar, and afterwards everything that came meanwhile", async () => {
    const { page, guest } = await opened("Rui Costa")
    await page.click('[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    await page.fill("#composer-text", "One moment, please.")
    await server.goDown()
    await page.waitForSelector("#link-bar:not([hidden])")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".composer-problem:has-text('Not sent')")
    expect(await page.inputValue("#composer-text")).toBe("One moment, please.")

    await server.comeBack()
    await guest.say("still there?")
    await page.waitForSelector("#link-bar", { state: "hidden", timeout: 20_000 })
    await page.waitForSelector(".message.by-visitor:has-text('still there?')")
    // What was said of the lost connection is true no longer.
    await page.waitForSelector(".composer-problem:has-text('The connection is back')")
    expect(await page.locator(".toast", { hasText: "cannot be reached" }).count()).toBe(0)
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('One moment, please.')")
    expect((await guest.events()).filter(({ text }) => text === "One moment, please.").length).toBe(1)
    await page.context().close()
  })

  test("a connection that dies without a word is said to be lost, and is found again", async () => {
    const { page, context } = await desk(ana)
    await page.clock.install()
    await page.reload()
    const isOpen = () => server.app.parts.streams.count === 1
    await until(isOpen, "the desk listens")
    // From here on nothing comes, and nothing is refused either: a tunnel, a proxy that has forgotten.
    await context.route("**/operator/stream*", () => {})
    expect(await page.locator("#link-bar").isVisible()).toBeFalse()

    // Bytes may still have been on their way and break the silence: then it takes another.
    await until(
      async () => {
        await page.clock.fastForward(34_000)
        return page.locator("#link-bar").isVisible()
      },
      "the bar says it",
      { timeoutMs: 20_000, everyMs: 100 },
    )

    await context.unrouteAll()
    await page.clock.fastForward(34_000)
    await page.waitForSelector("#link-bar", { state: "hidden" })
    const guest = await visitor("Ida Holm")
    await guest.askForPerson()
    await page.waitForSelector("#rows-waiting .row:has-text('Ida Holm')")
    await context.close()
  })

  test("a tab that holds the stream and is silent, as one that sleeps, loses it to the one that is looked at", async () => {
    const { page, context } = await desk(ana)
    page.setDefaultTimeout(20_000)
    await until(() => server.app.parts.streams.count === 1, "the desk listens")
    // A page without a word of ours in it: all that is known of a sleeping tab is that it has the lock.
    const sleeper = await context.newPage()
    await sleeper.goto(`${server.url}/healthz`)
    await holdLock(sleeper, "baton-desk-")
    await until(() => server.app.parts.streams.count === 0, "whoever lost the lock ceases to listen")
    const guest = await visitor("Ada Lund")
    await guest.askForPerson()

    await until(() => server.app.parts.streams.count === 1, "it listens again", { timeoutMs: 40_000 })
    await page.waitForSelector("#rows-waiting .row:has-text('Ada Lund')")
    await context.close()
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

  test("what is going on is seen: an answer being written, typing, who looks, what was seen; a takeover ends the answer", async () => {
    const { page, guest } = await opened("Uma Frey")
    const conversationId = page.url().split("/").at(-1)!
    const { signals } = server.app.parts
    const tell = (event: "delta" | "typing", data: object) =>
      signals.send("chatbot:demo", { event, data: { conversationId, ...data } })
    // The stream opens after the page: a signal before it would be lost, as signals may be.
    await page.waitForFunction(() => document.documentElement.classList.contains("has-script"))
    await Bun.sleep(500)
    tell("delta", { turn: "t1", offset: 0, text: "Refunds take " })
    tell("delta", { turn: "t1", offset: 13, text: "five days" })
    tell("typing", { actor: { kind: "visitor", id: "v", name: "Visitor" }, typing: true })
    await page.waitForSelector(".is-streaming:has-text('Refunds take five days')")
    await page.waitForSelector("#typing:has-text('Uma Frey is typing')")

    await page.click('[data-act="takeover"]')
    await page.waitForSelector(".is-streaming", { state: "detached" })
    await page.waitForSelector("#typing:not(:has-text('typing'))", { state: "attached", timeout: 15_000 })

    await page.fill("#composer-text", "Here I am")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('Here I am')")
    await guest.read()
    await page.waitForSelector(".message:has-text('Here I am') .receipt.seen")
    const [words, seen] = [page.locator(".message:has(.seen) .prose"), page.locator(".seen")]
    const [above, below] = [(await words.boundingBox())!, (await seen.boundingBox())!]
    expect(below.y).toBeGreaterThanOrEqual(above.y + above.height)

    const { page: colleague } = await desk(ben)
    await colleague.goto(page.url())
    await page.waitForSelector("#viewing:has-text('Ben is here too')")
    await page.context().close()
    await colleague.context().close()
  })

  test("what is being written stays with its conversation", async () => {
    const { page } = await opened("Vera Nox")
    const other = await visitor("Wim Ode")
    await other.say("hello")
    await page.fill("#composer-text", "half a sentence")
    await page.click(".row:has-text('Wim Ode') a")
    await page.waitForSelector("h1:has-text('Wim Ode')")
    expect(await page.inputValue("#composer-text")).toBe("")

    await page.click(".row:has-text('Vera Nox') a")
    await page.waitForSelector("h1:has-text('Vera Nox')")
    expect(await page.inputValue("#composer-text")).toBe("half a sentence")
    await page.context().close()
  })

  test("writing to somebody whom the AI is answering asks first, once", async () => {
    const guest = await visitor("Xia Wen")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(".row:has-text('Xia Wen') a")
    await page.fill("#composer-text", "I can tell you myself")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector("#confirm-takeover[open]")
    await page.keyboard.press("Escape")
    expect(await page.inputValue("#composer-text")).toBe("I can tell you myself")

    await page.click("#composer-form button[type=submit]")
    await page.click("#confirm-takeover button:has-text('Take over and send')")
    await page.waitForSelector('#composer[data-holder="human"]')
    await page.waitForSelector(".message.by-operator:has-text('I can tell you myself')")
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

  test("while a colleague holds a conversation, what would be refused is not offered", async () => {
    const { page } = await opened("Kim Held")
    await page.click('[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    expect(await page.locator('[data-act="close"], [data-act="transfer"]').count()).toBe(2)
    const other = await desk(ben)
    await other.page.goto(page.url())
    await other.page.waitForSelector('#composer[data-holder="human"]')

    expect(await other.page.locator('[data-act="close"], [data-act="transfer"]').count()).toBe(0)
    await other.page.click('[data-act="takeover"]')
    await other.page.click("dialog[open] button:has-text('Take over')")
    await other.page.waitForSelector('[data-act="close"]')
    await page.context().close()
    await other.page.context().close()
  })

  test("what a visitor writes stays words", async () => {
    const { page, guest } = await opened("<b>Bold</b>")
    const errors: string[] = []
    page.on("pageerror", ({ message }) => errors.push(message))
    await guest.say('<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [x](javascript:alert(1))')
    await page.waitForSelector(".message:has-text('onerror')")

    expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined()
    expect(await page.textContent("h1")).toBe("<b>Bold</b>")
    expect(await page.locator(".message img, .message a[href^=javascript]").count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
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
