/** Two operators at their desks, and visitors without a browser: the widget's own calls. */

import { expect } from "bun:test"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { type DemoServer, password, people } from "./demo-server"

export const ana = { email: people.operator.email, name: "Ana" }
export const ben = { email: "ben@example.com", name: "Ben" }

type Options = Parameters<Browser["newContext"]>[0]
type Said = { id: number; type: string; text?: string }

/** One more who works for the demo shop, with the password that all of them have. */
export const addOperator = (server: DemoServer, person: { email: string; name: string }) =>
  server.app.parts.accounts.addPerson({ ...person, password, isOwner: false, isOperator: true, seats: ["demo"] })

export function deskScene(server: DemoServer, browser: Browser) {
  /** A signed-in operator with the desk in front of them. */
  async function desk(who: { email: string }, options: Options = {}): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(`${server.url}/operator`)
    await page.fill("#email", who.email)
    await page.fill("#password", password)
    await page.keyboard.press("Enter")
    await page.waitForURL("**/operator")
    return { page, context }
  }

  /**
   * Somebody else signs in in this browser, and has a desk of their own there. There is no moment in which nobody is signed
   * in: a tab that asked for something then would be at the sign-in.
   */
  async function signInOver(context: BrowserContext, who: { email: string; name: string }): Promise<void> {
    const elsewhere = await desk(who)
    await context.addCookies(await elsewhere.context.cookies())
    await elsewhere.context.close()
    const page = await context.newPage()
    await page.goto(`${server.url}/operator`)
    await page.waitForSelector(`body[data-operator-name="${who.name}"] #list`)
  }

  /** Ana, with a conversation open whose visitor waits. */
  async function opened(name: string, options: Options = {}) {
    const guest = await visitor(name)
    await guest.say("Where is my refund?")
    await guest.askForPerson()
    const { page } = await desk(ana, options)
    await page.click(`.row:has-text(${JSON.stringify(name)}) a`)
    await page.waitForSelector("#composer")
    return { page, guest }
  }

  async function visitor(name: string) {
    const { url } = server
    const call = (path: string, token: string, body: unknown) =>
      fetch(`${url}/api/widget/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
    const session = async (token: string) => {
      const page = { url: `${url}/demo`, title: "Luma Shoes", referrer: "https://www.google.com/" }
      const response = await call("demo/session", token, {
        ...(token ? { token } : {}),
        page,
        locale: "en",
        timezone: "Europe/Madrid",
      })
      return (await response.json()) as { token: string; conversation: { id: string; events: Said[] } | null }
    }
    const { token } = await session("")
    const ok = (response: Response) => expect(response.status).toBeLessThan(300)
    ok(await call("contact", token, { name }))
    return {
      say: async (text: string) => ok(await call("messages", token, { clientId: crypto.randomUUID(), text })),
      askForPerson: async () => ok(await call("human", token, {})),
      read: async () =>
        ok(await call("read", token, { eventId: (await session(token)).conversation!.events.at(-1)!.id })),
      events: async () => (await session(token)).conversation?.events ?? [],
      conversationId: async () => (await session(token)).conversation!.id,
    }
  }

  return { desk, opened, signInOver, visitor }
}
