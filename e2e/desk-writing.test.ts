import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { password, startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"
import { listen } from "./heard"
import { holdBack } from "./hold-back"
import { intercept } from "./intercept"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, opened, visitor } = deskScene(server, browser)

const rowOf = (name: string) => `.row:has-text(${JSON.stringify(name)}) a`
const text = "#composer-text"
const kindOf = (page: Page) => page.locator('input[name="kind"]:checked').getAttribute("value")
const openName = (page: Page) => page.locator("#open").getAttribute("data-title")
const said = async (guest: { events: () => Promise<{ text?: string }[]> }) =>
  (await guest.events()).map((event) => event.text ?? "")

/** Somebody with whom the AI talks, and somebody who waits, in front of Ana. */
async function two(first: string, second: string) {
  const one = await visitor(first)
  await one.say("Where is my refund?")
  await one.askForPerson()
  const { page, guest } = await opened(second)
  await page.waitForSelector(rowOf(first))
  return { page, one, two: guest }
}

describe("what is written at the desk", () => {
  test("a whisper to the AI is no reply to the visitor when the conversation begins to wait meanwhile", async () => {
    const guest = await visitor("Wanda Whisper")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(rowOf("Wanda Whisper"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.click("label.kind:has-text('Whisper')")
    await page.fill(text, "She is difficult: do offer a refund")
    for (let n = 0; n < " offer a refund".length; n++) await page.keyboard.press("ArrowLeft")
    await guest.askForPerson()
    await page.waitForSelector('#composer[data-holder="waiting"]')
    // Whoever goes on writing does so where they were.
    await page.keyboard.type(" not")

    expect(await page.inputValue(text)).toBe("She is difficult: do not offer a refund")
    expect(await kindOf(page)).toBe("note")
    await page.context().close()
  })

  test("a half-written note stays a note when its writer takes over, and when they look for a stored reply", async () => {
    const { page } = await opened("Nora Note")
    await page.click("label.kind:has-text('Note')")
    await page.fill(text, "Careful, she has complained before")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')

    expect(await page.inputValue(text)).toBe("Careful, she has complained before")
    expect(await kindOf(page)).toBe("note")
    await page.keyboard.press("Escape")
    await page.keyboard.press("/")
    await page.waitForSelector(".toast:has-text('note')")
    expect(await kindOf(page)).toBe("note")
    await page.context().close()
  })

  test("of two conversations that are opened one after the other the second is open", async () => {
    const { page } = await two("Ada First", "Bo Base")
    const third = await visitor("Cy Third")
    await third.askForPerson()
    await page.waitForSelector(rowOf("Cy Third"))
    const idOf = (name: string) => page.locator(".row", { hasText: name }).getAttribute("data-conversation")
    const first = await holdBack(page, `**/operator/conversations/${await idOf("Ada First")}`)
    const last = await holdBack(page, `**/operator/conversations/${await idOf("Cy Third")}`)
    await page.click(rowOf("Ada First"))
    await first.isAsked()
    await page.click(rowOf("Cy Third"))
    await last.isAsked()
    first.letGo()
    last.letGo()

    await page.waitForSelector('#open[data-title="Cy Third"]')
    expect(new URL(page.url()).pathname).toEndWith((await idOf("Cy Third")) ?? "")
    await page.context().close()
  })

  test("whoever goes on writing stays where they write: a conversation that is slow to come does not get the words", async () => {
    const { page } = await two("Dee Slow", "Eve Here")
    const id = await page.locator(".row", { hasText: "Dee Slow" }).getAttribute("data-conversation")
    const slow = await holdBack(page, `**/operator/conversations/${id}`)
    const gone = page.waitForEvent("requestfailed", (request) => request.url().endsWith(`/conversations/${id}`))
    await page.click(rowOf("Dee Slow"))
    await slow.isAsked()
    await page.click(text)
    await page.keyboard.type("Dear Eve, ")
    slow.letGo()
    await gone
    await page.keyboard.type("your shoes are here")

    expect(await openName(page)).toBe("Eve Here")
    expect(await page.inputValue(text)).toBe("Dear Eve, your shoes are here")
    await page.context().close()
  })

  test("a form that was asked for in one conversation does not open over another", async () => {
    const { page } = await two("Flo Other", "Gil Form")
    const form = await holdBack(page, "**/closure")
    await page.click('[data-act="close"]')
    await form.isAsked()
    await page.click(rowOf("Flo Other"))
    await page.waitForSelector('#open[data-title="Flo Other"]')
    const answered = page.waitForResponse("**/closure")
    form.letGo()
    await answered
    await page.click('[data-act="transfer"]')
    await page.waitForSelector("#act[open] form[action$='/transfer']")

    expect(await page.locator("#act").textContent()).not.toContain("Gil Form")
    await page.context().close()
  })

  test("what could not be sent is told in the other conversation that is open, and kept with what was written after it", async () => {
    const { page, two: gus } = await two("Hal Open", "Gus Failed")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const { promise, resolve } = Promise.withResolvers<void>()
    let isCut = true
    await intercept(page, "**/messages", async (route) => {
      await promise
      await (isCut ? route.abort() : route.continue())
    })
    await page.fill(text, "It was sent on Monday.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.fill(text, "And it is yours to keep.")
    await page.click(rowOf("Hal Open"))
    await page.waitForSelector('#open[data-title="Hal Open"]')
    resolve()
    await page.waitForSelector(".toast:has-text('Gus Failed')")
    isCut = false
    await page.click(".toast:has-text('Gus Failed') a")
    await page.waitForSelector('#open[data-title="Gus Failed"]')

    expect(await page.inputValue(text)).toBe("It was sent on Monday.\n\nAnd it is yours to keep.")
    expect(await said(gus)).not.toContain("It was sent on Monday.")
    await page.context().close()
  })

  test("what a full disk does not keep is said to be the server's trouble, and stays where it was typed", async () => {
    const { page, guest } = await opened("Kim Full")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    let isFull = true
    const sent: (string | null)[] = []
    await intercept(page, "**/messages", async (route) => {
      sent.push(new URLSearchParams(route.request().postData() ?? "").get("clientId"))
      if (!isFull) return route.continue()
      return route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" })
    })
    await page.fill(text, "It was sent on Monday.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".composer-problem:has-text('the server could not keep it')")
    expect(await page.inputValue(text)).toBe("It was sent on Monday.")

    isFull = false
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('It was sent on Monday.')")
    // Had the first one arrived all the same, the second would not make two of it.
    expect(sent).toHaveLength(2)
    expect(sent[0]).toBe(sent[1]!)
    expect((await said(guest)).filter((each) => each === "It was sent on Monday.")).toHaveLength(1)
    await page.context().close()
  })

  test("two clicks on a slow line do it once", async () => {
    const { page } = await opened("Lea Twice")
    const held = await holdBack(page, /\/follow-up/, (request) => request.method() === "POST")
    await page.click('[data-act="follow-up"]')
    await page.waitForSelector("#act[open]")
    await page.getByLabel("What is to be done").fill("Call Lea about the refund")
    await page.getByRole("button", { name: "Note it" }).dblclick()
    await held.isAsked()
    held.letGo()
    await page.waitForSelector("#act:not([open])", { state: "attached" })
    // What the second click asks for would be sent when the first is answered, and before this.
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')

    await page.goto(`${server.url}/operator/follow-ups`)
    await page.getByText("Call Lea about the refund").first().waitFor()
    expect(await page.getByText("Call Lea about the refund").count()).toBe(1)
    await page.context().close()
  })

  test("a message that gets no answer holds up nobody else's", async () => {
    const { page, one } = await two("Ivy Free", "Jon Stuck")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const id = await page.locator("#open").getAttribute("data-conversation")
    await intercept(page, `**/conversations/${id}/messages`, () => {})
    await page.fill(text, "This one is stuck")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.click(rowOf("Ivy Free"))
    await page.waitForSelector('#open[data-title="Ivy Free"]')
    await page.fill(text, "This one is not")
    await page.keyboard.press("ControlOrMeta+Enter")

    await until(async () => (await said(one)).includes("This one is not"), "it is sent", { timeoutMs: 10_000 })
    await page.context().close()
  })

  test("who has left the composer is not drawn back into it when a colleague changes something", async () => {
    const { page } = await opened("Kit Focus")
    const id = await page.locator("#open").getAttribute("data-conversation")
    await page.click(text)
    await page.keyboard.type("Hello")
    // Something is swapped while the cursor is in the composer.
    await page.evaluate(
      (id) =>
        Reflect.get(window, "htmx").ajax("GET", `/operator/conversations/${id}/context`, {
          source: "#context",
          target: "#context",
          swap: "outerMorph",
        }),
      id,
    )
    await page.keyboard.press("Escape")
    await page.locator("#list .row-link").first().focus()
    const { page: colleague } = await desk(ben)
    await colleague.goto(page.url())
    await colleague.click('button[data-act="takeover"]')
    await page.waitForSelector("#composer-says:has-text('Ben is talking')")

    expect(await page.evaluate(() => document.activeElement?.className)).toContain("row-link")
    await page.context().close()
    await colleague.context().close()
  })

  test("a recap that was written survives a slip of the mouse, and Escape", async () => {
    const { page } = await opened("Lea Recap")
    await page.click('[data-act="close"]')
    await page.fill("#act #recap", "A long recap that took minutes.")
    const box = (await page.locator("#act #recap").boundingBox())!
    // Words are marked with the mouse, and the button is let go beside the dialog.
    await page.mouse.move(box.x + 100, box.y + 12)
    await page.mouse.down()
    await page.mouse.move(8, box.y + 12, { steps: 4 })
    await page.mouse.up()
    expect(await page.locator("#act").getAttribute("open")).not.toBeNull()

    await page.keyboard.press("Escape")
    await page.waitForSelector("#act[open]", { state: "detached" })
    await page.click('[data-act="close"]')
    await page.waitForSelector("#act[open] #recap")
    expect(await page.inputValue("#act #recap")).toBe("A long recap that took minutes.")
    await page.context().close()
  })

  test("whoever signs in next in the same tab does not find what somebody else was writing", async () => {
    const { page } = await opened("Mia Shared")
    await page.fill(text, "Words of Ana")
    const address = page.url()
    await page.goto(`${server.url}/operator`)
    await page.click("summary[aria-label$='account']")
    await page.click("button:has-text('Sign out')")
    // Ana holds conversations of other tests.
    await page.click("main button:has-text('Sign out')")
    await page.fill("#email", ben.email)
    await page.fill("#password", password)
    await page.keyboard.press("Enter")
    await page.waitForURL("**/operator")
    await page.goto(address)
    await page.waitForSelector(text)

    expect(await page.inputValue(text)).toBe("")
    await page.context().close()
  })
})

describe("what comes into the open conversation", () => {
  test("my own message is read out as what I said; what can be done with it stands beside it, and the keyboard reaches it", async () => {
    const { page } = await opened("Ola Spoken")
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const heard = await listen(page)
    await page.fill(text, "It leaves today.")
    await page.keyboard.press("ControlOrMeta+Enter")
    const message = page.locator(".message.by-operator", { hasText: "It leaves today." })
    await message.getByRole("button", { name: "Make this an answer" }).waitFor()
    await until(async () => (await heard()).some((words) => words.includes("It leaves today.")), "it is read out")

    expect((await heard()).filter((words) => /Make this|Save as/.test(words))).toEqual([])
    const acts = message.getByRole("group", { name: "Acts on this message" })
    expect(await acts.ariaSnapshot()).toBe(
      '- group "Acts on this message":\n  - button "Make this an answer"\n  - link "Save as a reply":\n    - /url: ' +
        `${await acts.getByRole("link").getAttribute("href")}`,
    )
    await page.focus("#timeline-scroll")
    await page.keyboard.press("End")
    const reached = async () => {
      await page.keyboard.press("Tab")
      return page.evaluate(() => document.activeElement?.textContent?.includes("Make this an answer"))
    }
    await until(reached, "the keyboard reaches it")
    await page.evaluate(() => Object.assign(window, { marker: "still here" }))
    await page.keyboard.press("Enter")
    await message.locator(".is-done").waitFor()
    expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
    await page.context().close()
  })

  test("a flag that came while one looks is judged without loading the desk anew", async () => {
    const guest = await visitor("Pam Flagged")
    await guest.say("How long does delivery take?")
    const { page } = await desk(ana)
    await page.click(rowOf("Pam Flagged"))
    await page.waitForSelector('#composer[data-holder="ai"]')
    await page.evaluate(() => Object.assign(window, { marker: "still here" }))
    await guest.say("I want to talk to a human")
    await page.waitForSelector(".flag .verdict")
    const heard = await listen(page)
    await page.keyboard.press("1")
    await page.waitForSelector(".verdict[aria-pressed=true]")
    // Of the four buttons the one that was chosen is said.
    expect((await heard()).filter((said) => /verdict|Too early/.test(said))).toEqual(["Your verdict: Right"])

    expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
    await page.context().close()
  })

  test("of what the search finds it is said how many there are, and that there is nothing", async () => {
    for (const name of ["Quill One", "Quill Two"]) await (await visitor(name)).say("hello")
    const { page } = await desk(ana)
    await page.keyboard.press("ControlOrMeta+k")
    await page.waitForSelector("#search-text:focus")
    const heard = await listen(page)
    await page.keyboard.type("quill")
    await until(async () => (await heard()).includes("2 found"), "how many there are is said")
    await page.keyboard.type(" three")
    await until(async () => (await heard()).includes("No conversation has “quill three” in it."), "that is said too")
    expect((await heard()).filter((said) => said.includes("Quill One"))).toEqual([])
    await page.context().close()
  })
})
