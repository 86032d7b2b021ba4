import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions, Page } from "playwright-core"
import { launchBrowser } from "./browser"
import { people, signIn as signInAt, startDemoServer } from "./demo-server"
import { intercept } from "./intercept"
import { violations } from "./violations"

const { owner } = people
// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)

const signIn = (options?: BrowserContextOptions) => signInAt(browser, `${server.url}/admin`, owner, options)
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click()
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click()
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

/** From nothing to a chatbot that answers and somebody who can take over. */
async function setUp(page: Page, name: string): Promise<string> {
  await follow(page, "Chatbots")
  await follow(page, "New chatbot")
  await page.getByLabel("Name").fill(name)
  await page.getByLabel("Your website").fill("https://www.shop.example/start")
  await press(page, "Make the chatbot")
  await says(page, "Your chatbot is there.")
  const id = new URL(page.url()).pathname.split("/")[3]!

  await follow(page, "Text")
  await page.getByLabel("Title").fill("Parking")
  await page.getByLabel("Text").fill("Parking behind the shop is free for two hours on every day of the week.")
  await press(page, "Add")
  await says(page, "Added.")
  await follow(page, "Question and answer")
  await page.getByLabel("Question").fill("Can I bring my dog?\nAre pets allowed?")
  await page.getByLabel("Answer").fill("Yes, dogs are welcome on a lead.")
  await press(page, "Add")
  await says(page, "2 sources, 2 pieces to answer from")

  await follow(page, "Ask it")
  await page.getByLabel("Ask as a visitor would").fill("Are pets allowed?")
  await press(page, "Ask")
  await says(page, "Would answer")
  await says(page, "Yes, dogs are welcome on a lead.")
  return id
}

async function addOperator(page: Page, chatbot: string, name: string): Promise<void> {
  await page.goto(`${server.url}/admin/team/new`)
  await page.getByLabel("Name").fill(name)
  await page.getByLabel("Email").fill(`${name.toLowerCase()}@shop.example`)
  await page.getByLabel(chatbot).check()
  await press(page, "Add")
}

describe("a newcomer's first ten minutes", () => {
  test("sign in, make a chatbot, teach it, ask it, copy the snippet, add an operator, meet the seat limit", async () => {
    const page = await signIn({ permissions: ["clipboard-read", "clipboard-write"] })
    const id = await setUp(page, "Atelier")

    await page.goto(`${server.url}/admin/chatbots/${id}/website`)
    expect(await page.getByLabel("Websites that may carry the chat").inputValue()).toBe("https://www.shop.example")
    await press(page, "Copy the snippet")
    await says(page, "Copied")
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `<script src="${server.url}/widget.js" data-chatbot="${id}" async></script>`,
    )

    await page.goto(`${server.url}/admin/team`)
    await page.getByRole("textbox", { name: "Atelier" }).fill("1")
    await press(page, "Save the seats of Atelier")
    await says(page, "Saved.")
    await addOperator(page, "Atelier", "Fia")
    await says(page, "Fia is in the team")
    const password = (await page.locator("#sign-in").textContent())!.split("\n").at(-1)!
    await addOperator(page, "Atelier", "Gil")
    await says(page, "Atelier has 1 seat, and it is taken.")
    expect(await page.getByLabel("Name").inputValue()).toBe("Gil")
    await follow(page, "Change the number of seats")
    await page.getByRole("textbox", { name: "Atelier" }).fill("2")
    await press(page, "Save the seats of Atelier")
    await addOperator(page, "Atelier", "Gil")
    await says(page, "Gil is in the team")

    // What was shown once is what signs in.
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "fia@shop.example", password, role: "operator" }),
    })
    expect(answer.status).toBe(200)
  })

  test("all of it works without JavaScript", async () => {
    const page = await signIn({ javaScriptEnabled: false })
    const id = await setUp(page, "Bakery")
    await addOperator(page, "Bakery", "Hal")
    await says(page, "Hal is in the team")

    await page.goto(`${server.url}/admin/chatbots/${id}/person`)
    await page.locator(".rule-new").click()
    await page.getByLabel("What it is about").last().fill("Cakes for weddings")
    await page.getByLabel("Words or phrases").last().fill("wedding cake")
    await press(page, "Add rule")
    await says(page, "wedding cake")
    await page.goto(`${server.url}/admin/chatbots/${id}/content/ask`)
    await page.getByLabel("Ask as a visitor would").fill("Do you make a wedding cake?")
    await press(page, "Ask")
    await says(page, "Would call a person")
    await page.goto(`${server.url}/admin/chatbots/${id}`)
    await follow(page, "Delete…")
    await says(page, "at once and for ever")
    await press(page, "Delete for ever")
    await says(page, "Deleted.")
    expect(await page.getByRole("link", { name: "Bakery" }).count()).toBe(0)
  })
})

describe("forms", () => {
  test("what was typed stays, with what is wrong beside the field", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/looks`)
    await page.getByLabel("Your colour", { exact: true }).fill("teal")
    await page.getByLabel("Font").fill("Inter")
    await press(page, "Save")

    await says(page, "Write the colour like #3e63dd.")
    const color = page.getByLabel("Your colour", { exact: true })
    expect(await color.inputValue()).toBe("teal")
    expect(await color.getAttribute("aria-invalid")).toBe("true")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("color")
    expect(await page.getByLabel("Font").inputValue()).toBe("Inter")
  })

  test("a colour may be written in three digits: the field beside it, the advice and what is saved follow", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/looks`)
    await page.getByLabel("Your colour", { exact: true }).fill("#C11")

    await page.getByText(/^Good to read: [5-7]\.\d : 1 on white/).waitFor()
    expect(await page.locator("input[type=color]").inputValue()).toBe("#cc1111")
    await press(page, "Save")
    await says(page, "Saved.")
    expect(await page.getByLabel("Your colour", { exact: true }).inputValue()).toBe("#cc1111")
  })

  test("a change that is not saved yet says so, and the slider says what it means", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/person`)
    const slider = page.getByLabel("Calls a person")
    await slider.focus()
    for (let i = 0; i < 9; i += 1) await page.keyboard.press("ArrowRight")
    await says(page, "Early: whenever a person might help.")
    await says(page, "Not saved yet")

    await press(page, "Save")

    await says(page, "Saved.")
    expect(await page.getByLabel("Calls a person").inputValue()).toBe("0.95")
    expect(server.app.parts.chatbots.get("demo").escalation.sensitivity).toBe(0.95)
  })

  test("on a slow connection a second click adds nothing a second time", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/replies/new`)
    await page.getByLabel("Title").fill("Sent once")
    await page.getByLabel("Text").fill("Once is enough.")
    let times = 0
    await intercept(page, "**/admin/replies", async (route) => {
      if (route.request().method() === "POST") times += 1
      await new Promise((done) => setTimeout(done, 600))
      await route.continue()
    })
    await page.getByRole("button", { name: "Add" }).evaluate((button: HTMLButtonElement) => {
      button.click()
      setTimeout(() => button.click(), 200)
    })
    await says(page, "Added.")
    expect(times).toBe(1)
  })

  test("to save one form of a page does not lose in silence what was typed in another", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/settings`)
    const address = page.getByLabel("Address, for a server of your own")
    await address.fill("https://models.example")
    await page.getByLabel("A sentence to try").fill("Where is my parcel?")
    const asked = page.waitForEvent("dialog")
    await page.getByRole("button", { name: "Save" }).first().click({ noWaitAfter: true })
    const dialog = await asked
    expect(dialog.type()).toBe("beforeunload")
    await dialog.dismiss()
    expect(await address.inputValue()).toBe("https://models.example")
    // Whoever stays can save after all.
    page.once("dialog", (again) => again.accept())
    await page.getByRole("button", { name: "Save" }).first().click()
    await page.waitForURL((url) => url.pathname !== "/admin/settings" || url.search !== "" || url.hash !== "")
  })

  test("several files are uploaded at once, and a wrong one is named", async () => {
    const page = await signIn()
    await page.goto(`${server.url}/admin/chatbots/demo/content/new/file`)
    const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })
    await page
      .getByLabel("Files")
      .setInputFiles([file("lockers.md", "# Lockers\n\nOne euro a day."), file("photo.jpg", "no picture")])
    await press(page, "Upload")

    await says(page, "Added: Lockers.")
    await says(page, "photo.jpg: Only PDF, Word (.docx), HTML, Markdown, text and CSV files can be read.")
  })

  test("an operator's session opens no page of the admin", async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${server.url}/operator/sign-in`)
    await page.getByLabel("Email").fill("ana@example.com")
    await page.getByLabel("Password").fill(owner.password)
    await press(page, "Sign in")
    await page.waitForURL(/\/operator$/)
    for (const path of ["", "/chatbots", "/chatbots/demo", "/team", "/contacts", "/contacts.csv", "/settings"]) {
      const response = await page.request.get(`${server.url}/admin${path}`, { maxRedirects: 0 })
      expect(response.status()).toBe(303)
    }
  })

  test("a form that another website sends is refused", async () => {
    const page = await signIn()
    const response = await page.request.post(`${server.url}/admin/chatbots/demo/delete`, {
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    })

    expect(response.status()).toBe(403)
    expect(server.app.parts.chatbots.find("demo")).toBeDefined()
  })
})

const pages = [
  "/admin",
  "/admin/chatbots",
  "/admin/chatbots/new",
  "/admin/chatbots/demo",
  "/admin/chatbots/demo/limits",
  "/admin/chatbots/demo/languages",
  "/admin/chatbots/import",
  "/admin/guide",
  "/admin/guide/demo/content",
  "/admin/guide/demo/website",
  "/admin/chatbots/demo/person",
  "/admin/chatbots/demo/looks",
  "/admin/chatbots/demo/website",
  "/admin/chatbots/demo/delete",
  "/admin/chatbots/demo/content",
  "/admin/chatbots/demo/content?q=refund",
  "/admin/chatbots/demo/content/ask",
  "/admin/chatbots/demo/content/passages",
  "/admin/chatbots/demo/content/passages?filter=warnings",
  "/admin/chatbots/demo/content/passages/1",
  "/admin/chatbots/demo/content/gaps",
  "/admin/chatbots/demo/content/golden",
  "/admin/chatbots/demo/content/synonyms",
  "/admin/chatbots/demo/content/new/text",
  "/admin/chatbots/demo/content/new/file",
  "/admin/chatbots/demo/content/new/qa",
  "/admin/team",
  "/admin/team/new",
  "/admin/contacts",
  "/admin/settings",
  "/admin/settings/log",
  "/openapi",
]

describe("every page of the admin", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test(`has nothing that axe finds and nothing that is wider than the screen, ${colorScheme}, ${width} px`, async () => {
        const page = await signIn({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
        const problems: string[] = []
        page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`))
        for (const path of [...pages, ...(await pagesOfThings())]) {
          await page.goto(server.url + path)
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          if (overflow > 0) problems.push(`${path}: ${overflow} px too wide`)
          problems.push(...(await violations(page)).map((found) => `${path}: ${found}`))
        }

        expect(problems).toEqual([])
      })
    }
  }
})

test("on a phone the header stands still under the open section, whatever the owner is called", async () => {
  const page = await signIn({ viewport: { width: 390, height: 844 } })
  const { people, db } = server.app.parts
  const [person] = people.list().filter(({ isOwner }) => isOwner)
  const renamed = (name: string) =>
    db.write((tx) => people.update(tx, { ...person!, name, disabledAt: person!.disabledAt }))
  await renamed("Maximiliane-Katharina von Hohenstein")
  await page.goto(`${server.url}/admin/settings`)

  expect(await page.locator(".admin-side").evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBe(0)
  expect((await page.locator(".admin-side .logo").boundingBox())!.x).toBeGreaterThanOrEqual(0)
  await renamed(person!.name)
})

test("on every page of the admin each label is that of a field, and buttons of one page are told apart", async () => {
  const page = await signIn()
  const problems: string[] = []
  for (const path of [...pages, ...(await pagesOfThings())]) {
    await page.goto(server.url + path)
    const found = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id)
      const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two have the id ${id}`)
      const labels = [...document.querySelectorAll("label")].filter(({ control }) => !control)
      const names = [...document.querySelectorAll("main .card-head ~ * button, main li button, main tr button")]
        .filter((button) => button.checkVisibility())
        .map((button) => `${button.getAttribute("aria-label") ?? button.textContent}`.trim())
      const same = names.filter((name, at) => name !== "Save" && names.indexOf(name) !== at)
      return [
        ...twice,
        ...labels.map(({ textContent }) => `no field: ${textContent}`),
        ...new Set(same.map((name) => `several buttons: ${name}`)),
      ]
    })
    problems.push(...found.map((each) => `${path}: ${each}`))
  }
  expect(problems).toEqual([])
})

/** Those whose address holds an id, with something on them. */
async function pagesOfThings(): Promise<string[]> {
  const { contacts, knowledge, people } = server.app.parts
  await server.app.parts.db.write((tx) => contacts.merge(tx, "rosa", { name: "Rosa", email: "rosa@example.com" }, 0))
  const source = knowledge.list("demo")[0]!.id
  const person = people.list()[1]!.id
  return [
    `/admin/chatbots/demo/content/${source}`,
    `/admin/chatbots/demo/content/${source}/delete`,
    `/admin/team/${person}`,
    `/admin/team/${person}/disable`,
    "/admin/contacts/rosa/erase",
  ]
}
