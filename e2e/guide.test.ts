import { expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions } from "playwright-core"
import { call } from "../src/cli/client"
import { page as html, links, startTestWebsite, words } from "../src/testing/website"
import { launchBrowser } from "./browser"
import { password, people, startDemoServer } from "./demo-server"
import { violations } from "./violations"

setDefaultTimeout(90_000)

const returns = "<p>Unworn shoes can be returned within 45 days of delivery. The return label costs nothing.</p>"
const site = startTestWebsite({
  "/": html("Harbour Shoes", words("shoes") + links("/returns", "/delivery", "/film", "/private/x")),
  "/robots.txt": "User-agent: *\nDisallow: /private/",
  "/returns": html("Returns", returns),
  "/delivery": html("Delivery", "<p>Delivery within Ireland takes two working days and costs 4.90 euros.</p>"),
  "/film": new Response("x", { headers: { "content-type": "video/mp4" } }),
})
const server = await startDemoServer({ BATON_ALLOW_PRIVATE: "127.0.0.1", BATON_DEMO: "0" })
const browser = await launchBrowser(server, site)

/** A newcomer whose every click, and every field filled in, is counted. */
async function newcomer(options: BrowserContextOptions = {}) {
  const page = await (await browser.newContext({ locale: "en-GB", ...options })).newPage()
  let actions = 0
  return {
    page,
    get actions() {
      return actions
    },
    async click(role: "button" | "link", name: string | RegExp) {
      actions += 1
      await page.getByRole(role, { name }).first().click()
    },
    async fill(label: string, text: string) {
      actions += 1
      await page.getByLabel(label, { exact: true }).fill(text)
    },
    async open(url: string) {
      actions += 1
      await page.goto(url)
    },
  }
}

const api = <T>(method: string, path: string, token?: string, body?: unknown) =>
  call<T>(`${server.url}/api/v1${path}`, method, token, body)
const signedIn = async (): Promise<string> =>
  (await api<{ token: string }>("POST", "/session", undefined, { ...people.owner, role: "owner" })).token

test("a newcomer goes from sign-in to a trained chatbot on their website in under 25 actions", async () => {
  const me = await newcomer()
  const { page } = me
  await me.open(`${server.url}/admin`)
  await me.fill("Email", "owner@example.com")
  await me.fill("Password", password)
  await me.click("button", "Sign in")
  await me.click("link", "Start")

  await page.getByRole("heading", { name: "Your chatbot in five minutes" }).waitFor()
  expect(await violations(page)).toEqual([])
  await me.fill("Name of your business", "Harbour Shoes")
  await me.fill("Address of your website", site.url)
  await me.click("button", "Go on")

  // Live: nothing is loaded again.
  await page.getByRole("heading", { name: "Your website is read" }).waitFor()
  await page.getByText("5 pages found, 3 read, 2 skipped").waitFor()
  await me.click("link", "Next: try it")
  await page.waitForURL("**/try")
  await me.fill("A customer's question", "How long can I return shoes?")
  await me.click("button", "Ask")
  await page.getByText("within 45 days of delivery").waitFor()
  expect(await violations(page)).toEqual([])
  await me.click("link", "Next: its look")

  await me.fill("Your colour", "#ffee88")
  await page.getByText("Too light on white").waitFor()
  await me.click("button", /^Use #/)
  await page.getByText("Good to read").or(page.getByText("on white")).first().waitFor()
  expect(await violations(page)).toEqual([])
  await me.click("button", "Save and continue")

  await page.getByRole("heading", { name: "Waiting to see it on your website" }).waitFor()
  const snippet = (await page.locator("#snippet").textContent()) ?? ""
  expect(snippet).toContain("/widget.js")
  await me.click("button", "Copy the snippet")
  // The owner pastes it, and opens their website once in another tab.
  site.pages.set("/", html("Harbour Shoes", words("shoes") + snippet))
  const shop = await page.context().newPage()
  await shop.goto(site.url)
  await shop.getByRole("button", { name: "Open chat" }).waitFor()
  await page.getByRole("heading", { name: "Baton sees it on your website" }).waitFor()
  await page.getByText(`It works: the widget is on ${site.url}/`).waitFor()
  expect(await violations(page)).toEqual([])
  // Whoever answers at all answers here, too, without a further step.
  await page.locator("#guide-team").getByText("Ana, at the desk").waitFor()
  await me.click("button", "Finish")
  await page.getByRole("heading", { name: "Overview" }).waitFor()

  expect(me.actions).toBeLessThan(25)
  expect(me.actions).toBeGreaterThan(10)
})

test("without a website and without a script the owner writes what it knows, leaves, and goes on where they were", async () => {
  const me = await newcomer({ javaScriptEnabled: false, viewport: { width: 375, height: 800 }, colorScheme: "dark" })
  const { page } = me
  await me.open(`${server.url}/admin/guide`)
  await me.fill("Email", "owner@example.com")
  await me.fill("Password", password)
  await me.click("button", "Sign in")
  await me.fill("Name of your business", "Quay Bikes")
  await me.fill("Address of your website", "ftp://nowhere")
  await me.click("button", "Go on")
  await page.getByText("Write the website's address").waitFor()
  await me.fill("Address of your website", "")
  await me.click("button", "Go on")
  await page.getByRole("heading", { name: "It knows nothing yet" }).waitFor()
  await me.fill("Text", "# Hire\n\nA bicycle costs 18 euros a day.")
  await me.click("button", "Add this text")
  await page.getByRole("heading", { name: "What it knows", level: 2 }).waitFor()

  await me.click("link", "Finish later")
  await page.getByRole("heading", { name: "Go on with Quay Bikes" }).waitFor()
  await me.click("link", "Go on")
  await me.click("link", "Next: try it")
  await me.fill("A customer's question", "What does a bicycle cost a day?")
  await me.click("button", "Ask")
  await page.getByText("18 euros a day").first().waitFor()
})

test("an owner of another language begins in it, and the chat opens where the website was read", async () => {
  const me = await newcomer({ locale: "de-DE" })
  const { page } = me
  await me.open(`${server.url}/admin/guide`)
  await me.fill("Email", "owner@example.com")
  await me.fill("Password", password)
  await me.click("button", "Sign in")
  expect(await page.getByLabel("Language").inputValue()).toBe("de")
  await me.fill("Name of your business", "Hafenschuhe")
  // Only http is spoken there.
  await me.fill("Address of your website", site.url.replace("http://", ""))
  await me.click("button", "Go on")
  await page.getByRole("heading", { name: "Your website is read" }).waitFor()
  await page.goto(page.url().replace("/content", "/looks"))
  expect(await page.getByLabel("Welcome").inputValue()).toBe("Hallo! Wie können wir helfen?")
  await page.goto(page.url().replace("/looks", "/website"))
  await page.getByText(new RegExp(`It opens on .*${site.url}`)).waitFor()
  await page.getByText("This address works on this computer only").waitFor()
  expect(await violations(page)).toEqual([])
})

test("a website that cannot be read says why in plain words, and its address is corrected in the same place", async () => {
  const gone = startTestWebsite({ "/": html("Pier Tea", words("tea")) })
  const closed = startTestWebsite({ "/robots.txt": "User-agent: *\nDisallow: /", "/": html("Shut", words("tea")) })
  await gone.stop()
  try {
    const me = await newcomer()
    const { page } = me
    await me.open(`${server.url}/admin/guide`)
    await me.fill("Email", "owner@example.com")
    await me.fill("Password", password)
    await me.click("button", "Sign in")
    await me.fill("Name of your business", "Pier Tea")
    await me.fill("Address of your website", gone.url)
    await me.click("button", "Go on")
    await page.getByRole("heading", { name: "Your website could not be read" }).waitFor()
    await page.getByText("Nobody answers at this address").waitFor()
    expect(await violations(page)).toEqual([])
    await me.fill("Address of your website", "nothing at all")
    await me.click("button", "Try again")
    await page.getByText("Write the website's address").waitFor()
    await me.fill("Address of your website", closed.url)
    await me.click("button", "Try again")
    await page.getByText("can let “BatonBot” in there").waitFor()
    await me.fill("Address of your website", site.url)
    await me.click("button", "Try again")
    await page.getByRole("heading", { name: "Your website is read" }).waitFor()
    await page.goto(page.url().replace("/content", "/website"))
    await page.getByText(`It opens on ${site.url}.`).waitFor()
  } finally {
    await closed.stop()
  }
})

test("a snippet on a website that is not allowed is noticed, and allowed with one click", async () => {
  const other = startTestWebsite({})
  try {
    const me = await newcomer()
    const { page } = me
    await me.open(`${server.url}/admin/guide`)
    await me.fill("Email", "owner@example.com")
    await me.fill("Password", password)
    await me.click("button", "Sign in")
    await me.fill("Name of your business", "Pier Tea")
    await me.click("button", "Go on")
    await page.waitForURL("**/content")
    await page.goto(page.url().replace("/content", "/website"))
    const snippet = (await page.locator("#snippet").textContent()) ?? ""
    // As when they looked at their website in the same tab, and came back by the browser's own way.
    for (const type of ["pagehide", "pageshow"])
      await page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type)
    other.pages.set("/", html("Pier Tea", words("tea") + snippet))
    const shop = await page.context().newPage()
    await shop.goto(other.url)
    await me.click("button", `Allow ${other.url}`)
    await page.getByText(`It opens on ${other.url}`).waitFor()
    await shop.reload()
    await page.getByRole("heading", { name: "Baton sees it on your website" }).waitFor()
  } finally {
    await other.stop()
  }
})

test("its own page shows the real widget in the whole window, with its name for whoever shares it; switched off it is gone", async () => {
  const page = await (await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } })).newPage()
  const token = await signedIn()
  type Shown = { id: string; name: string; welcome: string; page: string | null }
  const { items } = await api<{ items: Shown[] }>("GET", "/chatbots", token)
  const chatbot = items[0]!
  await page.goto(`${server.url}/c/${chatbot.id}`)
  expect(await page.title()).toBe(chatbot.name)
  expect(await page.locator('meta[property="og:description"]').getAttribute("content")).toBe(chatbot.welcome)
  const panel = page.getByRole("dialog")
  await panel.waitFor()
  const box = (await panel.boundingBox())!
  expect([box.width, box.height]).toEqual([1280, 800])
  await page.keyboard.press("Escape")
  await panel.waitFor()
  await page.getByPlaceholder("Write a message…").fill("How long can I return shoes?")
  await page.keyboard.press("Enter")
  await page.getByText("How long can I return shoes?").waitFor()
  expect(await violations(page)).toEqual([])

  expect(chatbot.page).toBe(`${server.url}/c/${chatbot.id}`)
  expect((await api<Shown>("PUT", `/chatbots/${chatbot.id}`, token, { hasPage: false })).page).toBeNull()
  expect((await page.goto(`${server.url}/c/${chatbot.id}`))?.status()).toBe(404)
})
