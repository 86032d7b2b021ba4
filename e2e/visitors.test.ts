import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContextOptions, Page } from "playwright-core"
import { createCaller, createVisitorClient, type VisitorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { defaultIntent, type IntentRule } from "../src/visitors/intent"
import { launchBrowser } from "./browser"
import { people } from "./demo-server"
import { violations } from "./violations"
import { startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)

const visitor = (path: string, more: Record<string, unknown> = {}): Promise<VisitorClient> =>
  createVisitorClient(() => site.url, "demo", {
    page: { url: `https://luma.example${path}`, title: `Page ${path}`, referrer: "" },
    locale: "en-IE",
    ...more,
  })

async function open(role: "operator" | "owner", path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options })
  const { body } = await createCaller(() => site.url)("POST", "/api/v1/session", { ...people[role], role })
  await context.addCookies([{ name: `baton_${role}`, value: body.token, url: site.url }])
  const page = await context.newPage()
  await page.goto(site.url + path)
  return page
}

describe("the list of visitors", () => {
  test("shows who comes and where they move, by itself; what is being written stays", async () => {
    const page = await open("operator", "/operator/visitors")
    await page.getByText("Nobody is on the website").waitFor()
    const noa = await visitor("/boots", { identity: { id: "c-1", name: "Noa <b>Levi</b>" } })
    await page
      .locator(".visitor", { hasText: "Noa <b>Levi</b>" })
      .locator(".visitor-page", { hasText: "/boots" })
      .waitFor()
    await page.locator(".visitor-link").click()
    await page.locator("#visitor-card h2", { hasText: "Noa" }).waitFor()
    await page.locator("#write textarea").fill("Hello Noa")

    await noa.post("/pages", { url: "https://luma.example/boots/red", title: "Red" })
    await page.locator(".visitor-pages [data-now]", { hasText: "/boots/red" }).waitFor()
    await page.locator(".visitor-page", { hasText: "/boots/red" }).waitFor()
    expect(await page.locator("#write textarea").inputValue()).toBe("Hello Noa")
    expect(await page.locator(".visitor-link[aria-current=true]").count()).toBe(1)
    expect(await violations(page)).toEqual([])

    await page.getByRole("button", { name: "Start the conversation" }).click()
    await page.waitForURL("**/operator/conversations/**")
    await page.locator(".message", { hasText: "Hello Noa" }).waitFor()
    expect((await noa.events()).some(({ text }) => text === "Hello Noa")).toBeTrue()
    // Who talks is written to where they talk.
    await page.goto(`${site.url}/operator/visitors/${noa.id}`)
    await page.getByRole("link", { name: "Open the conversation" }).waitFor()
    expect(await page.locator("#write").count()).toBe(0)
  })

  test("works without a script, on a phone and in the dark", async () => {
    const noa = await visitor("/sale")
    const page = await open("operator", "/operator/visitors", {
      javaScriptEnabled: false,
      viewport: { width: 375, height: 700 },
      colorScheme: "dark",
    })
    await page.locator(`#visitor-${noa.id} a`).click()
    await page.locator("#write textarea").fill("Hello")
    await page.getByRole("button", { name: "Start the conversation" }).click()
    await page.waitForURL("**/operator/conversations/**")
    expect((await noa.events()).some(({ text }) => text === "Hello")).toBeTrue()
  })

  test("somebody who looks ready to buy is said at once, in the desk too, with the way to them", async () => {
    const rule: IntentRule = {
      id: "p",
      name: "Prices",
      enabled: true,
      points: 80,
      all: [{ kind: "page", contains: "/pricing" }],
    }
    await site.parts.db.write((tx) =>
      site.parts.visitorSettings.save(
        tx,
        "demo",
        { live: false, keepAddress: false, intent: { ...defaultIntent, rules: [rule] } },
        Date.now(),
      ),
    )
    const page = await open("operator", "/operator")
    await until(() => site.parts.streams.count > 0, "the desk listens")
    const sam = await visitor("/pricing", { identity: { id: "c-9", name: "Sam Okoro" } })
    const toast = page.locator(".toast", { hasText: "Sam Okoro looks ready to buy" })
    await toast.waitFor()
    expect(await violations(page)).toEqual([])
    await toast.getByRole("link", { name: "See them" }).click()
    await page.waitForURL(`**/operator/visitors/${sam.id}`)
    await page.locator(".visitor-reasons", { hasText: "Prices" }).waitFor()
    expect(await page.locator(".visitor").first().getAttribute("id")).toBe(`visitor-${sam.id}`)
  })
})

describe("an owner", () => {
  test("adds ready-made rules, writes one of their own, and sees what it says while writing", async () => {
    const page = await open("owner", "/admin/visitors/demo")
    await page.getByRole("button", { name: /^Add: A shop/ }).click()
    await page.locator(".rule-item", { hasText: "Full cart" }).waitFor()
    await page.getByRole("link", { name: "Add a rule" }).click()
    await page.getByRole("button", { name: "Add rule" }).click()
    await page.getByText("Give the rule a name.").first().waitFor()
    await page.getByLabel("What it shows").fill("Wholesale")
    await page.getByLabel("Points").fill("55")
    await page.getByLabel("Condition 1", { exact: true }).last().selectOption("attribute")
    await page.getByLabel("Detail").fill("seats")
    await page.getByLabel("It", { exact: true }).selectOption("at_least")
    await page.getByLabel("Value").fill("20")
    await page.locator(".rule-sentence", { hasText: "+55 when the visitor has “seats” that is 20 or more." }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Add rule" }).click()
    await page.locator(".rule-item", { hasText: "Wholesale" }).waitFor()

    await page.getByRole("switch", { name: "Wholesale is in use" }).click()
    await page.locator(".rule-item[data-off]", { hasText: "Wholesale" }).waitFor()
    await page.getByLabel("Delete “Wholesale”").click()
    await page.getByRole("button", { name: "Delete rule" }).click()
    await page.locator(".rule-item", { hasText: "Full cart" }).waitFor()
    expect(await page.locator(".rule-item", { hasText: "Wholesale" }).count()).toBe(0)
    expect(await violations(page)).toEqual([])
  })

  test("makes a secret that is shown once, and removes it after a question", async () => {
    const page = await open("owner", "/admin/visitors/demo")
    await page.getByRole("button", { name: "Make a secret" }).click()
    const secret = (await page.locator("#identity-secret").textContent())!
    expect(secret.length).toBeGreaterThan(20)
    const wrong = await visitor("/", { identity: { id: "u1", hash: "0".repeat(64) } }).catch(({ status }) => status)
    expect(wrong).toBe(401)
    await page.goto(`${site.url}/admin/visitors/demo`)
    expect(await page.content()).not.toContain(secret)
    await page.getByRole("link", { name: "Remove it…" }).click()
    await page.getByRole("button", { name: "Remove" }).click()
    await page.getByRole("button", { name: "Make a secret" }).waitFor()
  })

  test("switches live visitors on, and a score that is none is refused with what was typed", async () => {
    const page = await open("owner", "/admin/visitors/demo")
    await page.getByLabel("Live visitors").check()
    await page.locator("#site").getByRole("button", { name: "Save" }).click()
    await until(() => site.parts.visitorSettings.get("demo").live, "it is on")
    await page.getByLabel("From this score on").fill("400")
    await page.getByLabel("Greet them with").fill("Hello there")
    await page.getByRole("button", { name: "Save" }).first().click()
    await page.getByText("The score is a whole number from 1 to 100.").waitFor()
    expect(await page.getByLabel("Greet them with").inputValue()).toBe("Hello there")
  })
})
