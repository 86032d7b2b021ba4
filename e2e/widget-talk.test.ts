import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import { visitorTopic } from "../src/events/topics"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { intercept } from "./intercept"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(async () => {
  await site.reset()
  await site.operator.setAvailability("online")
})

const open = async () => openWidget(await browser.newContext({ locale: "en-GB" }), site.origin)

describe("a conversation in the widget", () => {
  test("an answer names its sources; a chip opens the quoted words and the link", async () => {
    const page = await open()

    await say(page, "How do I return shoes?")
    const chip = page.locator(".chip").first()
    await chip.waitFor()
    await chip.click()

    expect(await chip.getAttribute("aria-expanded")).toBe("true")
    expect((await page.locator(".quote p").textContent())?.length).toBeGreaterThan(10)
    expect(await page.locator(".quote a").getAttribute("href")).toStartWith(`${site.url}/demo/help/`)
    await page.locator(".mine .meta", { hasText: "Seen" }).waitFor()
  })

  test("the time beside an answer is written as where the visitor lives", async () => {
    for (const [locale, form] of [
      ["en-GB", /^\d\d:\d\d$/],
      ["en-US", /^\d{1,2}:\d\d\s[AP]M$/],
    ] as const) {
      const page = await openWidget(await browser.newContext({ locale }), site.origin)
      await say(page, "How do I return shoes?")
      await page.locator(".chip").first().waitFor()
      expect(await page.locator(".by time").last().textContent()).toMatch(form)
    }
  })

  test("an answer is shown while it is being written; one that was withdrawn is taken away", async () => {
    const page = await open()
    await say(page, "How do I return shoes?")
    await page.locator(".chip").first().waitFor()
    const topic = visitorTopic(await page.evaluate(() => localStorage["baton:demo:visitor"]))
    const delta = (data: object) => site.parts.signals.send(topic, { event: "delta", data: { turn: "next", ...data } })
    const partial = (text: string) => page.locator(".live .text").getByText(text, { exact: true }).waitFor()

    delta({ offset: 0, text: "It takes two" })
    await partial("It takes two")
    delta({ offset: 99, text: " of a piece that was lost before" })
    delta({ offset: 12, text: " days." })
    await partial("It takes two days.")
    delta({ cancelled: true })
    await page.locator(".live .row").waitFor({ state: "detached" })
    delta({ offset: 0, text: "Too late" })
    site.parts.signals.send(topic, {
      event: "typing",
      data: { actor: { kind: "operator", name: "Ana" }, typing: true },
    })
    await page.locator(".live .dots").waitFor()

    expect(await page.locator(".live .text").count()).toBe(0)
    expect((await shown(page)).length).toBe(2)
    await page.locator(".live .dots").waitFor({ state: "detached", timeout: 15_000 })
  })

  test("where it is not sure, what may have been meant is a tap away", async () => {
    const page = await open()
    await say(page, "is it possible to get it gift wrapped")
    const choice = page.locator(".offer .pill", { hasText: "Returning something bought with a gift card" })
    await choice.click()
    await page.locator(".row.ai").nth(1).waitFor()

    expect(await page.locator(".row.mine .text").allTextContents()).toEqual([
      "is it possible to get it gift wrapped",
      "Returning something bought with a gift card",
    ])
    // One choice is made; the buttons do not stay behind.
    await choice.waitFor({ state: "hidden" })
  })

  test("from the AI to a person, back, to the end and to a new conversation, in one window", async () => {
    const page = await open()
    const panel = page.locator(".panel")
    const badge = page.locator(".badge")
    expect(await badge.textContent()).toBe("AI assistant")

    await say(page, "What does delivery cost?")
    await page.locator(".row.ai").first().waitFor()
    await page.locator(".person").click()
    await badge.filter({ hasText: "Waiting for a person" }).waitFor()
    await page.locator(".band", { hasText: "Number 1 in line" }).waitFor()
    expect(await page.locator(".person").getAttribute("aria-disabled")).toBe("true")
    const id = await site.conversationOf(page)

    await site.operator.takeOver(id)
    await page.locator(".notice", { hasText: "You're now chatting with Ana." }).waitFor()
    await badge.filter({ hasText: "Ana is here" }).waitFor()
    expect(await panel.getAttribute("class")).toContain("human")
    await site.operator.say(id, "Hi, **Ana** here, see [the table](/demo/help/sizes).")
    await page.locator(".row.human strong", { hasText: "Ana" }).waitFor()
    expect(await page.locator(".row.human a").getAttribute("href")).toBe(`${site.url}/demo/help/sizes`)

    await page.locator(".line textarea").pressSequentially("Hello Ana")
    await page.locator(".line textarea").press("Enter")
    await page.locator(".mine", { hasText: "Hello Ana" }).locator(".meta", { hasText: "Sent" }).waitFor()
    await site.operator.api("POST", `/conversations/${id}/typing`, {})
    await page.locator(".live .human .dots").waitFor()
    await site.operator.say(id, "One moment.")
    await page.locator(".mine", { hasText: "Hello Ana" }).locator(".meta", { hasText: "Seen" }).waitFor()
    expect(await page.locator(".dots").count()).toBe(0)

    await site.operator.handBack(id)
    await badge.filter({ hasText: "AI assistant" }).waitFor()
    await site.operator.takeOver(id)
    await site.operator.close(id)
    await badge.filter({ hasText: "Closed" }).waitFor()
    await page.locator(".stars button").nth(3).click()
    await until(
      async () => (await site.operator.open(id)).events.some((event: { type: string }) => event.type === "rating"),
      "the star alone is kept",
    )
    await page.locator(".card textarea").fill("Quick and kind")
    await page.locator(".card .main").click()
    await page.locator(".notice", { hasText: "Thank you." }).waitFor()
    expect(await page.locator(".card").count()).toBe(0)

    await say(page, "What are your opening hours?")
    await badge.filter({ hasText: "AI assistant" }).waitFor()
    await page.locator(".row.ai").last().waitFor()
    expect(await site.conversationOf(page)).not.toBe(id)
  })

  test("a message that the server refuses for good says why and comes back to be edited", async () => {
    const page = await open()
    const long = "a ".repeat(4100).trim()

    await say(page, long)
    const refused = page.locator(".mine.bad")
    await refused.waitFor()

    expect(await refused.locator(".meta").textContent()).toContain("8000")
    expect(await page.locator(".line textarea").inputValue()).toBe(long)
    await say(page, "Shorter then")
    await page.locator(".mine .meta", { hasText: /Sent|Seen/ }).waitFor()
    expect(await page.locator(".mine").count()).toBe(1)
  })

  test("a table, a quote and code that an operator writes are read as what they are, inside the window", async () => {
    const page = await open()
    await say(page, "Which of my orders is late?")
    const id = await site.conversationOf(page)
    const cells = ["Order", "Courier", "Tracking number", "Expected"]
    const table = [cells, cells.map(() => ":---"), ["10023", "DHL Express", "JD014600003828392837", "**2 December**"]]
    const lines = table.map((row) => `| ${row.join(" | ")} |`)

    await site.operator.say(id, ["Here:", "", ...lines, "", "> as promised", "", "a | b is no table"].join("\n"))

    const drawn = page.locator(".thread table")
    await drawn.waitFor()
    expect(await drawn.locator("th").allTextContents()).toEqual(cells)
    expect(await drawn.locator("td strong").textContent()).toBe("2 December")
    expect(await page.locator(".thread blockquote").textContent()).toBe("as promised")
    await page.getByText("a | b is no table", { exact: true }).waitFor()
    const fits = await drawn.evaluate((it) => [it.scrollWidth > it.clientWidth, it.parentElement!.scrollWidth])
    expect(fits).toEqual([true, await drawn.evaluate((it) => it.parentElement!.clientWidth)])
  })

  test("what somebody types is words, never markup or script", async () => {
    const page = await open()
    const hostile = [
      `<img src=x onerror="window.hit=1">`,
      `[click](javascript:window.hit=1)`,
      `<script>window.hit=1</script>`,
      `**<b onmouseover=alert(1)>bold</b>**`,
    ]
    await say(page, "hello")
    await page.locator(".mine").waitFor()
    const id = await site.conversationOf(page)
    await site.operator.takeOver(id)
    for (const text of hostile) {
      await say(page, text)
      await site.operator.say(id, text)
    }
    await until(async () => (await shown(page)).filter((text) => text === hostile[2]).length === 2, "all is shown")

    expect(await page.evaluate(() => "hit" in window)).toBe(false)
    expect(await page.locator(".thread img, .thread script, .thread b").count()).toBe(0)
    expect(await page.locator('.thread a[href^="javascript"]').count()).toBe(0)
  })

  test("a file is attached, sent and shown; a picture as a picture", async () => {
    const page = await open()
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    )

    await page.locator("input[type=file]").setInputFiles({ name: "shoe.png", mimeType: "image/png", buffer: png })
    await page.locator(".tray .file", { hasText: "shoe.png" }).waitFor()
    await say(page, "This one")

    await page.locator(".mine .file img[alt='shoe.png']").waitFor()
    expect(await page.locator(".tray .file").count()).toBe(0)

    // What the server says instead of the file is not kept under its name.
    const kept: string[] = []
    page.on("download", (download) => kept.push(download.suggestedFilename()))
    const card = page.locator(".mine .file")
    await intercept(page, "**/attachments/**", (route) => route.fulfill({ status: 503, json: { detail: "Not now" } }))
    await card.click()
    await card.getByRole("alert").waitFor()
    await page.unroute("**/attachments/**")
    const download = page.waitForEvent("download")
    await card.click()
    await download
    expect(kept).toEqual(["shoe.png"])
    expect(await card.getByRole("alert").count()).toBe(0)
  })

  test("a file on its way can be given up", async () => {
    const page = await open()
    await intercept(page, "**/attachments", () => {})
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("hello") })
    await page.locator(".tray .file button").click()
    await until(async () => (await page.locator(".tray .file").count()) === 0, "it is gone")
    await say(page, "Never mind")
    await page.locator(".mine", { hasText: "Never mind" }).waitFor()
  })

  test("a large photograph is made smaller on its way, and looks as it did", async () => {
    const page = await open()
    const sizes = await page.evaluate(async () => {
      const canvas = document.createElement("canvas")
      canvas.width = 3000
      canvas.height = 2000
      const brush = canvas.getContext("2d")!
      const noise = brush.createImageData(3000, 2000)
      for (let at = 0; at < noise.data.length; at++) noise.data[at] = at % 4 === 3 ? 255 : (at * 2654435761) >>> 24
      brush.putImageData(noise, 0, 0)
      brush.fillStyle = "#f00"
      brush.fillRect(0, 0, 1500, 2000)
      const blob: Blob = await new Promise((resolve) => canvas.toBlob((made) => resolve(made!), "image/jpeg", 0.95))
      const chooser = document.querySelector("baton-chat")!.shadowRoot!.querySelector<HTMLInputElement>("[type=file]")!
      const files = new DataTransfer()
      files.items.add(new File([blob], "IMG_0001.JPEG", { type: "image/jpeg" }))
      chooser.files = files.files
      chooser.dispatchEvent(new Event("change"))
      return blob.size
    })
    await page.locator(".tray .file", { hasText: "IMG_0001.jpg" }).waitFor()
    await say(page, "Look")
    const shown = page.locator(".mine .file img[alt='IMG_0001.jpg']")
    await shown.waitFor()
    const seen = await shown.evaluate(async (element) => {
      const image = element as HTMLImageElement
      await image.decode()
      const canvas = document.createElement("canvas")
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const brush = canvas.getContext("2d")!
      brush.drawImage(image, 0, 0)
      const [red, green] = brush.getImageData(10, 10, 1, 1).data
      return {
        width: image.naturalWidth,
        height: image.naturalHeight,
        red,
        green,
        bytes: (await (await fetch(image.src)).blob()).size,
      }
    })
    expect(sizes).toBeGreaterThan(700_000)
    expect(seen).toMatchObject({ width: 2000, height: 1333 })
    expect(seen.red).toBeGreaterThan(230)
    expect(seen.green).toBeLessThan(30)
    expect(seen.bytes).toBeLessThan(sizes)
  })

  test("with nobody online a way to be reached is asked for, once", async () => {
    await site.operator.setAvailability("offline")
    const page = await open()
    await page.locator(".person").click()
    const card = page.locator("form.card")
    await card.waitFor()

    await card.locator("input[name=email]").fill("marta@example.com")
    await card.locator(".main").click()
    await page.locator(".notice", { hasText: "Thank you, we have your details." }).waitFor()

    await page.reload()
    await page.locator(".badge", { hasText: "Waiting" }).waitFor()
    expect(await page.locator("form.card").count()).toBe(0)
  })

  test("an answer that arrives while the panel is closed is counted on the launcher, and read by being seen", async () => {
    const page = await open()
    await say(page, "hello")
    await page.locator(".person").click()
    await page.locator(".badge", { hasText: "Waiting" }).waitFor()
    await page.keyboard.press("Escape")
    const id = await site.conversationOf(page)

    await site.operator.say(id, "Ana here")
    await page.locator(".count", { hasText: "1" }).waitFor()
    expect(await page.locator(".launcher").getAttribute("aria-label")).toBe("Open chat, 1 unread")
    await page.locator(".launcher").click()
    await page.locator(".row.human", { hasText: "Ana here" }).waitFor()

    expect(await page.locator(".count").count()).toBe(0)
    await until(() => site.parts.conversations.find(id)?.visitorReadId, "the operator knows that it was on screen")
  })

  test("an expired token costs nothing: a new session, and the message arrives", async () => {
    const page = await open()
    await page.evaluate(() => {
      localStorage["baton:demo:token"] = "expired"
    })

    await say(page, "Am I still here?")

    await page
      .locator(".mine", { hasText: "Am I still here?" })
      .locator(".meta", { hasText: /Sent|Seen/ })
      .waitFor()
    expect((await shown(page)).filter((text) => text === "Am I still here?").length).toBe(1)
  })
})
