import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { createVisitorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn, startDemoServer } from "./demo-server"
import { listen } from "./heard"
import { violations } from "./violations"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click()
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

async function ask(question: string) {
  const page = { url: `${server.url}/demo/`, title: "Luma Shoes", referrer: "" }
  const visitor = await createVisitorClient(() => server.url, "demo", { page, locale: "en" })
  await visitor.say(question)
  await until(async () => (await visitor.events()).some(({ actor }) => actor.kind === "ai"), "it answers", {
    timeoutMs: 30_000,
    everyMs: 50,
  })
  return visitor
}

/** What Ana writes to a visitor, as her desk would send it. */
async function reply(conversationId: string, text: string): Promise<void> {
  const call = async (path: string, body: unknown, token = "") => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    })
    expect(response.ok).toBeTrue()
    return response.json()
  }
  const { token } = (await call("/session", { ...people.operator, role: "operator" })) as { token: string }
  await call(`/conversations/${conversationId}/takeover`, {}, token)
  await call(`/conversations/${conversationId}/messages`, { clientId: crypto.randomUUID(), text }, token)
}

test("from a visitor's question that nobody had written down to an answer, with the owner's yes in between", async () => {
  const first = await ask("Do you sell skateboards?")
  await ask("Where can I buy a skateboard from you?")
  const { id } = await first.conversation()
  await reply(
    id,
    "Hi there! We have no skateboards, but Board & Wheels next door sells them. Let me know if that helps.",
  )

  const page = await signIn(browser, `${server.url}/admin/chatbots/demo/content/gaps`, people.owner)
  await says(page, "Questions of the last 90 days")
  await until(
    async () => {
      await page.reload()
      return (await page.getByRole("link", { name: /skateboard/ }).count()) === 1
    },
    "both questions are one gap",
    { timeoutMs: 30_000, everyMs: 500 },
  )
  await page.getByRole("link", { name: /skateboard/ }).click()
  await says(page, "Asked 2 times in 2 conversations")

  // Drafted from what Ana wrote, without what she said to that visitor alone.
  const answer = page.getByLabel("Answer", { exact: true })
  expect(await answer.inputValue()).toBe("We have no skateboards, but Board & Wheels next door sells them.")
  await press(page, "Try it first")
  await says(page, /would be answered/)
  expect(await page.getByRole("button", { name: "Add anyway" }).count()).toBe(0)

  await press(page, "Add the answer")
  await says(page, "Asked again: now it is answered.")
  await press(page, "Keep as golden question")
  await says(page, "Added.")
  expect(await page.getByRole("link", { name: /^(?!Delete).*skateboard/ }).count()).toBe(1)

  const next = await ask("do you sell skateboards")
  expect((await next.events()).at(-1).text).toContain("Board & Wheels")
})

test("a talk in the playground, a passage mended where it stands, and the answer is another at once", async () => {
  const page = await signIn(browser, `${server.url}/admin/chatbots/demo/content/ask`, people.owner)
  await page.getByLabel("Ask as a visitor would").fill("Do you sell skateboards?")
  const heard = await listen(page)
  await press(page, "Ask")
  await says(page, "Would answer")
  await says(page, "How sure it is")
  // What the visitor would read is said once, and not each passage behind it.
  await until(async () => (await heard()).length > 0, "it is said")
  expect(await heard()).toEqual([expect.stringMatching(/^Would answer\. \w/)])
  await says(page, /^Found by /)
  await says(page, /^Its words: .*“skateboards”|The way of asking most like it is/)
  expect(await violations(page)).toEqual([])

  await page.getByText("Edit and ask again").first().click()
  await page
    .getByLabel(/^Words of/)
    .first()
    .fill("We sell no skateboards. Ask at Rolling Home across the street.")
  await page.getByRole("button", { name: "Save and ask again" }).first().press("Enter")
  await says(page, "Saved, and asked again.")
  // The keyboard goes on where the new answer stands.
  await until(() => page.evaluate(() => document.activeElement?.id === "trial"), "the focus is on the answer")
  await says(page, /Rolling Home/)

  await page.getByLabel("Ask on").fill("I want to talk to a person")
  await press(page, "Ask")
  await says(page, /Would call a person, because/)
  await says(page, "Asks for a person")
  expect(await page.locator(".talk").getByText("Do you sell skateboards?").count()).toBe(1)
})
