import { describe, expect, setDefaultTimeout, test } from "bun:test"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { password, startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, opened, visitor } = deskScene(server, browser)

describe("the operator desk", () => {
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
    expect(await page.textContent("#open h1")).toBe("<b>Bold</b>")
    expect(await page.locator(".message img, .message a[href^=javascript]").count()).toBe(0)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
