/** Two things at once at the desk: what comes late, in another order, or in between. */

import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page, Route } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"
import { holdBack } from "./hold-back"
import { intercept } from "./intercept"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, opened, signInOver, visitor } = deskScene(server, browser)

const rowOf = (name: string) => `.row:has-text(${JSON.stringify(name)}) a`
const text = "#composer-text"
const send = "ControlOrMeta+Enter"
/** Of several tabs the first one has the stream, however slowly its scripts come. */
const leads = (page: Page) =>
  page.waitForFunction(async () =>
    (await navigator.locks.query()).held?.some(({ name }) => name?.startsWith("baton-desk-")),
  )

describe("two things at once at the desk", () => {
  test("what was sent after the question does not stay in a composer that was drawn anew meanwhile", async () => {
    const guest = await visitor("Ada Asked")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(rowOf("Ada Asked"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.fill(text, "Two days, I promise")
    await page.keyboard.press(send)
    await page.waitForSelector("#confirm-takeover[open]")
    await guest.askForPerson()
    await page.waitForSelector('#composer[data-holder="waiting"]')
    await page.click("#confirm-takeover button[value=yes]")
    await page.waitForSelector(".message.by-operator:has-text('Two days, I promise')")
    await page.waitForSelector('#composer[data-holder="human"]')

    expect(await page.inputValue(text)).toBe("")
  })

  test("a message that is in the conversation is not said to be unsent because its answer was lost", async () => {
    const { page } = await opened("Lia Lost")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    await intercept(page, "**/messages", async (route) => {
      await route.fetch()
      await page.waitForSelector(".message.by-operator:has-text('It is on its way')")
      await route.abort()
    })
    const failed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/messages"))
    await page.fill(text, "It is on its way")
    await page.keyboard.press(send)
    await failed
    await page.evaluate(() => new Promise((done) => setTimeout(done)))

    expect(await page.inputValue(text)).toBe("")
    expect(await page.locator("#composer-problem").textContent()).toBe("")
  })

  test("words that were given back with what was begun after them go when they turn out to have arrived", async () => {
    const { page, guest } = await opened("Max Merged")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const { promise, resolve } = Promise.withResolvers<Route>()
    await intercept(page, "**/messages", resolve)
    await page.fill(text, "It is on its way")
    await page.keyboard.press(send)
    const lost = await promise
    await page.click("label.kind:has-text('Note')")
    await page.fill(text, "She is nice")
    await lost.abort()
    await until(async () => (await page.inputValue(text)).startsWith("It is on its way"), "it is given back")
    // A reply and a note together are for colleagues only.
    expect(await page.locator("input[name=kind]:checked").getAttribute("value")).toBe("note")
    const { url, fields } = { url: lost.request().url(), fields: lost.request().postData() ?? "" }
    await page.unroute("**/messages")
    const form = { headers: { "content-type": "application/x-www-form-urlencoded", origin: server.url }, data: fields }
    expect((await page.request.post(url, form)).status()).toBeLessThan(300)
    await page.waitForSelector(".message.by-operator:has-text('It is on its way')")

    expect(await page.inputValue(text)).toBe("She is nice")
    await page.keyboard.press(send)
    await page.waitForSelector(".paper-note:has-text('She is nice')")
    const said = (await guest.events()).map(({ text }) => text ?? "")
    expect(said.filter((words) => /on its way|She is nice/.test(words))).toEqual(["It is on its way"])
  })

  test("a question about one conversation is not answered over another", async () => {
    const other = await visitor("Uma Under")
    await other.askForPerson()
    const guest = await visitor("Quin Question")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(rowOf("Quin Question"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.fill(text, "Two days, I promise")
    await page.keyboard.press(send)
    await page.waitForSelector("#confirm-takeover[open]")
    // As a notification that is clicked does.
    await page.locator(rowOf("Uma Under")).evaluate((link: HTMLElement) => link.click())
    await page.waitForSelector('#open[data-title="Uma Under"]')

    expect(await page.locator("dialog[open]").count()).toBe(0)
    await page.click(rowOf("Quin Question"))
    await page.waitForSelector('#open[data-title="Quin Question"]')
    expect(await page.inputValue(text)).toBe("Two days, I promise")
    expect((await guest.events()).some(({ text }) => text?.includes("I promise"))).toBeFalse()
  })

  test("a reply whose writer has not heard what was answered meanwhile is held up, and shows it", async () => {
    const guest = await visitor("Una Unheard")
    await guest.say("How long does delivery take?")
    const spoken = async () => (await guest.events()).filter(({ type }) => type === "message").length
    await until(async () => (await spoken()) === 2, "the AI has answered")
    const { page } = await desk(ana)
    await intercept(page, "**/operator/stream*", (route) => route.abort())
    await page.reload()
    await page.click(rowOf("Una Unheard"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    await guest.say("Can I return shoes that I have worn?")
    await until(async () => (await spoken()) === 4, "the AI has answered again")
    await page.fill(text, "Two days")
    await page.keyboard.press(send)
    await page.click("#confirm-takeover button[value=yes]")

    await page.waitForSelector("#composer-problem .missed .message")
    expect(await page.inputValue(text)).toBe("Two days")
    expect((await guest.events()).some(({ text }) => text === "Two days")).toBeFalse()
  })

  test("a draft that was asked for beside one conversation does not come beside another", async () => {
    const { page } = await desk(ana)
    for (const [name, words] of [
      ["Olga Other", "Do you sell gift cards?"],
      ["Dora Draft", "How long does delivery take?"],
    ] as const) {
      const guest = await visitor(name)
      await guest.askForPerson()
      // Somebody is there and they wait: the AI answers nothing, and there is something to draft for.
      await guest.say(words)
    }
    await page.click(rowOf("Dora Draft"))
    await page.waitForSelector('#open[data-title="Dora Draft"]')
    const held = await holdBack(page, "**/draft", (request) => request.method() === "POST")
    await page.click('[data-act="draft"]')
    await held.isAsked()
    await page.click(rowOf("Olga Other"))
    await page.waitForSelector('#open[data-title="Olga Other"]')
    held.letGo()
    await held.isAnswered()
    await page.evaluate(async () => (await fetch("/operator/counts")).text())
    expect(await page.locator("#reply-draft").textContent()).toBe("")

    await page.click('[data-act="draft"]')
    await page.waitForSelector("#reply-draft .reply-draft:not(.is-busy)")
  })

  test("a click on a row counts though its conversation goes on while the button is down", async () => {
    const guest = await visitor("Cleo Click")
    await guest.askForPerson()
    const { page } = await desk(ana)
    await page.waitForSelector(rowOf("Cleo Click"))
    await page.hover(rowOf("Cleo Click"))
    await page.mouse.down()
    await guest.say("one more word")
    // What came after it has come, too: the list says so, and waits.
    await (await visitor("Coco Later")).askForPerson()
    await page.waitForSelector("#list-news:not([hidden])")
    await page.mouse.up()

    await page.waitForSelector('#open[data-title="Cleo Click"]')
    await page.waitForSelector(".row:has-text('one more word')")
  })

  test("a form that did not come is not the one that was left in another conversation", async () => {
    const other = await visitor("Otto Other")
    await other.askForPerson()
    const { page } = await opened("Fay Form")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    await page.click('[data-act="close"]')
    await page.waitForSelector("#act[open]")
    await page.keyboard.press("Escape")
    await page.click(rowOf("Otto Other"))
    await page.waitForSelector('#open[data-title="Otto Other"]')
    await intercept(page, "**/closure", (route) => route.fulfill({ status: 503, body: "no" }))
    await page.click('[data-act="close"]')
    await page.waitForSelector(".toast-danger:has-text('could not do that')")
    await page.unroute("**/closure")
    await intercept(page, "**/closure", (route) => route.abort())
    await page.click('[data-act="close"]')
    await page.waitForSelector(".toast-danger:has-text('cannot be reached')")
    await page.unroute("**/closure")
    await page.click('[data-act="close"]')

    await page.waitForSelector("#act[open]:has-text('Otto Other')")
    expect(await page.locator("#act").textContent()).not.toContain("Fay Form")
  })

  test("a button works from the moment at which it stands there, without the page being loaded anew", async () => {
    const guest = await visitor("Nia Now")
    await guest.askForPerson()
    const { page } = await opened("Mia Meanwhile")
    await page.evaluate(() => {
      document.body.dataset.same = "yes"
      // As soon as it can be seen, and so before anybody could be quicker.
      new MutationObserver((_, observer) => {
        const button = document.querySelector<HTMLElement>('#open[data-title="Nia Now"] button[data-act="takeover"]')
        if (!button) return
        observer.disconnect()
        button.click()
      }).observe(document.body, { childList: true, subtree: true })
    })
    await page.click(rowOf("Nia Now"))
    await page.waitForSelector('#open[data-title="Nia Now"] #composer[data-holder="human"]')

    expect(await page.locator("body").getAttribute("data-same")).toBe("yes")
  })

  test("what is typed after / looks for a reply also while the replies are on their way", async () => {
    const { page } = await opened("Sam Slash")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    await page.keyboard.press("Escape")
    await page.waitForSelector(".row-link:focus")
    const held = await holdBack(page, "**/replies")
    await page.keyboard.type("/he")
    await held.isAsked()
    held.letGo()
    await page.waitForSelector("#reply-search")

    // H hands back and E closes, where nothing is being written.
    expect(await page.locator("dialog[open]").count()).toBe(0)
    expect(await page.inputValue("#reply-search")).toBe("he")
    expect(await page.inputValue(text)).toBe("")
  })

  test("the composer says who holds the conversation, though what was asked before is answered last, or not at all", async () => {
    const guest = await visitor("Tia Taken")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(rowOf("Tia Taken"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    const first = await holdBack(page, "**/composer")
    await guest.askForPerson()
    await first.isAsked()
    const { commands, people } = server.app.parts
    const bens = people.list().find(({ email }) => email === ben.email)!
    await commands.takeOver(await guest.conversationId(), bens)
    await page.waitForSelector("#rows-colleagues .row:has-text('Tia Taken')")
    first.letGo()
    await page.waitForSelector("#composer:has-text('Ben is talking')")

    await page.unroute("**/composer")
    await intercept(page, "**/composer", (route) => route.abort())
    await commands.handBack(await guest.conversationId(), bens)
    await page.waitForSelector("#rows-ai .row:has-text('Tia Taken')")
    await page.waitForSelector(".toast-danger:has-text('cannot be reached')")
    // All that was told of it has been taken by now, and nothing more is told.
    await page.evaluate(async () => (await fetch("/operator/counts")).text())
    await page.unroute("**/composer")
    await page.waitForSelector('#composer[data-holder="ai"]')
  })

  test("where somebody else has signed in meanwhile, a tab that was left open is theirs, too", async () => {
    const { page, context } = await desk(ana)
    await leads(page)
    const second = await context.newPage()
    await second.goto(`${server.url}/operator/team`)
    await signInOver(context, ben)
    await page.evaluate(() => {
      dispatchEvent(new Event("offline"))
      dispatchEvent(new Event("online"))
    })

    for (const tab of [page, second]) await tab.waitForSelector("summary[aria-label='Ben: account']")
  })

  test("a tab that gets the stream says that the connection is back", async () => {
    const { page, context } = await desk(ana)
    await leads(page)
    const second = await context.newPage()
    await second.goto(`${server.url}/operator`)
    await second.waitForSelector("#list")
    const stream = "**/operator/stream*"
    await intercept(context, stream, (route) => route.abort())
    // Of the line that there is nothing may come any more: it would say that the line is back.
    server.app.parts.signals.sendToAll({ event: "reconnect", data: {} })
    for (const tab of [page, second]) await tab.waitForSelector("#link-bar:not([hidden])")
    await context.unroute(stream)
    await page.close()
    await second.waitForSelector("#link-bar", { state: "hidden" })
  })
})
