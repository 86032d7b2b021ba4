import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { holdLock, launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"
import { intercept } from "./intercept"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, opened, visitor } = deskScene(server, browser)

describe("the connection of the desk", () => {
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

  test("whoever was away while their conversation went back to the line, or to a colleague, is told when they are back", async () => {
    const { parts } = server.app
    const person = parts.people.list().find(({ email }) => email === ana.email)!
    for (const { name, isTaken, told } of [
      { name: "Lena Lost", isTaken: false, told: "Your conversation with Lena Lost went back in line." },
      { name: "Theo Taken", isTaken: true, told: "Your conversation with Theo Taken went back in line." },
    ]) {
      const { page, guest } = await opened(name)
      await page.click('[data-act="takeover"]')
      await page.waitForSelector('#composer[data-holder="human"]')
      const id = await guest.conversationId()
      await intercept(page, "**/operator/stream*", (route) => route.abort())
      await page.goto(`${server.url}/operator`)
      await page.waitForSelector(`#rows-mine .row:has-text("${name}")`)
      await page.waitForSelector("#link-bar:not([hidden])")
      // What was said before it went stands before that in the log.
      await guest.say("Is anybody there?")
      await parts.commands.returnToQueue(id, person.id, "gone")
      if (isTaken) await parts.commands.takeOver(id, parts.people.list().find(({ email }) => email === ben.email)!)
      await page.unroute("**/operator/stream*")
      await page.waitForSelector(`.toast:has-text("${told}")`)
      await page.context().close()
    }
  })

  test("what a conversation was opened with stands there once, though the connection brings it too", async () => {
    const { page, guest } = await opened("Dora Twice")
    await intercept(page, "**/operator/stream*", (route) => route.abort())
    await page.goto(`${server.url}/operator`)
    await page.waitForSelector("#link-bar:not([hidden])")
    await guest.say("Said meanwhile")
    await page.click('.row:has-text("Dora Twice") a')
    await page.waitForSelector(".message.by-visitor:has-text('Said meanwhile')")
    await page.unroute("**/operator/stream*")
    await page.waitForSelector("#link-bar", { state: "hidden" })
    await guest.say("Said afterwards")
    await page.waitForSelector(".message.by-visitor:has-text('Said afterwards')")

    expect(await page.locator(".message.by-visitor", { hasText: "Said meanwhile" }).count()).toBe(1)
    await page.context().close()
  })

  test("what was true of the newest words before does not take the place of what is", async () => {
    const { page, guest } = await opened("Lia Late")
    await page.click('[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const conversationId = await guest.conversationId()
    await page.fill("#composer-text", "Here I am")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('Here I am')")
    await guest.read()
    const seen = page.locator(".message:has-text('Here I am') .receipt.seen")
    await seen.waitFor()
    const { signals } = server.app.parts
    const [at, of] = await seen.evaluate((mark: HTMLElement) => [Number(mark.dataset.at), mark.dataset.of] as const)
    const tell = (when: number, words: string) => {
      const html = `<p class="receipt" data-of="${of}" data-at="${when}">${words}</p>`
      signals.send("chatbot:demo", { event: "receipt", data: { conversationId, html } })
    }
    tell(at - 1, "Came late")
    // What comes after it has come shows that it has come.
    const actor = { kind: "visitor", id: "v", name: "Visitor" }
    signals.send("chatbot:demo", { event: "typing", data: { conversationId, actor, typing: true } })
    await page.waitForSelector("#typing:has-text('Lia Late is typing')")
    expect(await seen.count()).toBe(1)

    tell(at + 60_000, "Came in time")
    await page.locator(".receipt", { hasText: "Came in time" }).waitFor()
    await page.context().close()
  })

  test("a connection that dies without a word is said to be lost, and is found again", async () => {
    const { page, context } = await desk(ana)
    await page.clock.install()
    await page.reload()
    const isOpen = () => server.app.parts.streams.count === 1
    await until(isOpen, "the desk listens")
    // From here on nothing comes, and nothing is refused either: a tunnel, a proxy that has forgotten.
    await intercept(context, "**/operator/stream*", () => {})
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

    await context.unroute("**/operator/stream*")
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
})
