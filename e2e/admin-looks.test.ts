import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions, Page } from "playwright-core"
import { pictures, pngOf } from "../src/testing/files"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn as signInAt, startDemoServer } from "./demo-server"

const { owner } = people
// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)

const signIn = (options?: BrowserContextOptions) => signInAt(browser, `${server.url}/admin`, owner, options)
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click()
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

describe("the picture of the AI", () => {
  const looks = () => `${server.url}/admin/chatbots/demo/looks`
  const image = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer })
  const chosen = () => server.app.parts.chatbots.get("demo").appearance.avatar
  const loaded = async () => Buffer.from(await (await fetch(`${server.url}${chosen()}`)).arrayBuffer())

  test("is seen before it is saved, made as small as it is ever shown, and goes when it is told to", async () => {
    const page = await signIn()
    await page.goto(looks())
    const face = page.frameLocator(".preview-frame").locator(".face")
    await face.getByText("L").waitFor()
    await page.getByLabel("A picture from your device").setInputFiles(image("photo.png", pngOf(1600, 900)))
    await face.locator("img").waitFor()
    await page.locator("#picture-face img").waitFor()
    expect(chosen()).toBeUndefined()

    await press(page, "Save")
    await says(page, "Saved.")
    const bytes = await loaded()
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([256, 256])
    await face.locator("img").waitFor()
    // Saved again without a word of it, it stays.
    await press(page, "Save")
    await says(page, "Saved.")
    expect((await loaded()).equals(bytes)).toBe(true)

    await page.getByLabel("Remove it").check()
    await face.getByText("L").waitFor()
    await press(page, "Save")
    await says(page, "Saved.")
    expect(chosen()).toBeUndefined()
    await page.getByLabel("A picture from your device").waitFor()
  })

  test("works without a script; what cannot be taken says why, and a file that is to be chosen again says so", async () => {
    const page = await signIn({ javaScriptEnabled: false })
    await page.goto(looks())
    const field = page.getByLabel("A picture from your device")
    await field.setInputFiles(image("logo.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")))
    await press(page, "Save")
    await says(page, "An SVG can carry a program")
    expect(await field.getAttribute("aria-invalid")).toBe("true")

    await field.setInputFiles(image("face.png", pictures["image/png"]))
    await page.getByLabel("Your colour", { exact: true }).fill("teal")
    await press(page, "Save")
    await says(page, "Choose the picture again")
    await page.getByLabel("Your colour", { exact: true }).fill("#17545f")
    await field.setInputFiles(image("face.png", pictures["image/png"]))
    await press(page, "Save")
    await says(page, "Saved.")
    expect((await loaded()).equals(pictures["image/png"])).toBe(true)

    await page.getByLabel("Another picture").setInputFiles(image("face.gif", pictures["image/gif"]))
    await press(page, "Save")
    await says(page, "Saved.")
    expect((await loaded()).equals(pictures["image/gif"])).toBe(true)
    await page.getByLabel("Remove it").check()
    await press(page, "Save")
    await page.locator("summary", { hasText: "address of a picture" }).click()
    await page.getByLabel("Address", { exact: true }).fill("http://shop.example/face.png")
    await press(page, "Save")
    await says(page, "starts with https://")
  })
})

describe("the preview beside a chatbot's settings", () => {
  const widget = (page: Page) => page.frameLocator(".preview-frame")
  const choose = (page: Page, name: string) => page.locator(".preview").getByText(name, { exact: true }).click()
  const panel = (page: Page) => widget(page).locator(".panel[open]")
  /** How far the button stands from the right and from the bottom of the window that the frame shows. */
  const distances = (page: Page) =>
    widget(page)
      .locator(".launcher")
      .evaluate((it) => {
        const { right, bottom } = it.getBoundingClientRect()
        return `${innerWidth - right},${innerHeight - bottom}`
      })

  test("is the real widget and leaves the cursor where it is", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo`)
    await page.getByLabel("Name").focus()
    await widget(page).getByText("Ask me about orders").waitFor()

    expect(await page.evaluate(() => document.activeElement?.id)).toBe("name")
  })

  test("shows what is typed before it is saved, without being loaded again and without asking the server", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/looks`)
    await widget(page).getByText("Ask me about orders").waitFor()
    const asked: string[] = []
    page.on("request", (request) => asked.push(request.url()))
    await page.getByLabel("Your colour", { exact: true }).fill("#b3261e")
    const brand = () =>
      widget(page)
        .locator("baton-chat")
        .evaluate((it) => it.shadowRoot?.querySelector<HTMLElement>(".frame")?.style.getPropertyValue("--brand"))
    await until(
      async () => (await brand())?.replaceAll(" ", "") === "rgb(179,38,30)",
      "the preview is in the new colour",
    )
    expect(asked).toEqual([])

    await page.goto(`${server.url}/admin/chatbots/demo`)
    await page.getByLabel("Welcome").fill("Grüezi! What can we do?")
    await widget(page).getByText("Grüezi! What can we do?").waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("welcome")
    expect(server.app.parts.chatbots.get("demo").welcome).not.toContain("Grüezi")
  })

  test("shows the closed button as well, on a phone and on a computer, and stays so on the next page", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/looks`)
    await panel(page).waitFor()
    const width = () =>
      widget(page)
        .locator("body")
        .evaluate(() => innerWidth)
    expect(await width()).toBeLessThan(480)
    await choose(page, "Closed")
    await panel(page).waitFor({ state: "detached" })
    await widget(page).locator(".launcher").waitFor()
    await choose(page, "Computer")
    await until(async () => (await width()) >= 640, "it is as wide as a computer's window")
    expect((await page.locator(".preview-frame").boundingBox())!.width).toBeLessThan(430)

    await page.goto(`${server.url}/admin/chatbots/demo/website`)
    await widget(page).locator(".launcher").waitFor()
    expect(await panel(page).count()).toBe(0)
    expect(await width()).toBeGreaterThanOrEqual(640)
    await choose(page, "Open")
    await panel(page).waitFor()
    await choose(page, "Phone")
    await until(async () => (await width()) < 480, "it is as narrow as a phone")
    expect(await page.evaluate(() => document.activeElement?.getAttribute("value"))).toBe("phone")

    // Tried in the frame itself, the choice follows.
    await widget(page).locator(".head .tool").click()
    await page.getByRole("radio", { name: "Closed", checked: true }).waitFor()
    await widget(page).locator(".launcher").click()
    await page.getByRole("radio", { name: "Open", checked: true }).waitFor()
    await panel(page).waitFor()
  })

  test("turns to where a change can be seen: the button, where it is closed; its distances, where they count", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/looks`)
    await panel(page).waitFor()
    await page.getByLabel("Words on it").fill("Chat with us")
    await widget(page).getByRole("button", { name: "Chat with us" }).waitFor()

    const on = (device: string) => page.getByRole("group", { name: `Distance on a ${device}, in pixels` })
    await on("computer").getByLabel("From the bottom").fill("64")
    await until(async () => (await distances(page)) === "20,64", "on a computer it stands higher")
    await on("phone").getByLabel("From the side").fill("0")
    await until(async () => (await distances(page)) === "0,64", "on a phone it stands at the edge")
    await page.getByLabel("When it is shown").selectOption("yes")
    await widget(page).getByText("There is no button").waitFor()
    expect(await widget(page).locator(".launcher").isVisible()).toBe(false)

    await press(page, "Save")
    await says(page, "Saved.")
    const { label, bottom, phoneSide, phoneBottom, hidden } = server.app.parts.chatbots.get("demo").appearance
    expect([label, bottom, phoneSide, phoneBottom, hidden]).toEqual(["Chat with us", "64", "0", undefined, "yes"])
    await page.getByLabel("When it is shown").selectOption("")
    for (const name of ["Words on it"]) await page.getByLabel(name).fill("")
    for (const field of [on("computer").getByLabel("From the bottom"), on("phone").getByLabel("From the side")])
      await field.fill("")
    await press(page, "Save")
    await says(page, "Saved.")
  })

  test("speaks the language whose words are being written", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/languages`)
    await widget(page).getByText("Talk to a person").waitFor()
    await page.getByLabel("Language", { exact: true }).selectOption("de")
    await widget(page).getByText("Mit einem Menschen sprechen").waitFor()
    // What is empty they read in the chatbot's own words.
    await widget(page).getByText("Ask me about orders").waitFor()
    await page.getByLabel("Welcome").fill("Hallo! Was darf es sein?")
    await widget(page).getByText("Hallo! Was darf es sein?").waitFor()
    await page.getByLabel("Words on the button").fill("Schreib uns")
    await widget(page).getByRole("button", { name: "Schreib uns" }).waitFor()
    await press(page, "Save")
    await says(page, "Saved.")
    expect(server.app.parts.chatbots.get("demo").texts.de).toMatchObject({ label: "Schreib uns" })

    await page.getByRole("group", { name: "German" }).getByLabel("Words on the button").fill("")
    await page.getByRole("group", { name: "German" }).getByLabel("Welcome").fill("")
    await press(page, "Save")
    await says(page, "Saved.")
    expect(server.app.parts.chatbots.get("demo").texts).toEqual({})
  })
})
