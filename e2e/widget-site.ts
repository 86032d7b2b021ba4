/** A real Baton and, on another origin, the website of a business that carries its widget. */

import type { BrowserContext, Page } from "playwright-core"
import type { Chatbot } from "../src/chatbots/chatbot"
import { createCaller, createOperatorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { people, startDemoServer } from "./demo-server"

/** @param env further settings, by their names in the environment. */
export async function startWidgetSite(env: Record<string, string> = {}) {
  const server = await startDemoServer(env)
  const { url } = server

  /** Websites of a test's own, by their path. */
  const others = new Map<string, { html: string; headers: Record<string, string> }>()
  // Pages of the shop: what a test needs of its host stands in the address.
  const shop = Bun.serve({
    port: 0,
    hostname: "localhost",
    fetch(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === "/favicon.ico") return new Response(null, { status: 204 })
      const other = others.get(pathname)
      if (other) return new Response(other.html, { headers: other.headers })
      const headers: Record<string, string> = { "content-type": "text/html; charset=utf-8" }
      if (pathname === "/strict") {
        headers["content-security-policy"] =
          `default-src 'none'; script-src ${url}; connect-src ${url}; require-trusted-types-for 'script'; trusted-types 'none'`
      }
      const stub = searchParams.has("stub")
        ? "<script>window.Baton = window.Baton || function () { (Baton.q = Baton.q || []).push(arguments) }</script>"
        : ""
      const attributes = searchParams.get("attributes") ?? ""
      const chatbot = searchParams.get("chatbot") ?? "demo"
      const way = searchParams.get("server") ?? url
      return new Response(
        `<!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop ${pathname}</title>${stub}
        <script src="${way}/widget.js" data-chatbot="${chatbot}" ${attributes} async></script></head>
        <body><main><h1>Shoes</h1><a href="/returns">Returns</a></main></body></html>`,
        { headers },
      )
    },
  })
  const origin = `http://localhost:${shop.port}`

  /** Changes the demo chatbot as its owner would. */
  async function configure(changes: Partial<Chatbot>): Promise<void> {
    const { db, chatbots } = server.app.parts
    const chatbot = { ...chatbots.get("demo"), ...changes }
    await db.write((tx) => chatbots.save(tx, chatbot))
    chatbots.refresh()
  }
  const original = server.app.parts.chatbots.get("demo")
  const reset = () => configure({ ...original, origins: [origin] })
  await reset()

  const signIn = await createCaller(() => url)("POST", "/api/v1/session", { ...people.operator, role: "operator" })
  const operator = createOperatorClient(() => url, signIn.body.token, signIn.body.user)

  return {
    url,
    origin,
    operator,
    configure,
    reset,
    /**
     * Another website; returns its address. `$tag` in its text stands for the script tag, `$url` for Baton's address.
     * @param headers of its answer, where `$url` may stand too
     */
    host(html: string, headers: Record<string, string> = {}): string {
      const path = `/host-${others.size}`
      const fill = (text: string) =>
        text
          .replaceAll("$tag", `<script src="${url}/widget.js" data-chatbot="demo" async></script>`)
          .replaceAll("$url", url)
      const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]))
      others.set(path, { html: fill(html), headers: { "content-type": "text/html; charset=utf-8", ...own } })
      return origin + path
    },
    get parts() {
      return server.app.parts
    },
    goDown: server.goDown,
    comeBack: server.comeBack,
    async stop(): Promise<void> {
      await shop.stop(true)
      await server.stop()
    },
    /** The conversation of this context's visitor, as the operators see it; what was said a moment ago may begin it yet. */
    conversationOf: (page: Page): Promise<string> =>
      until(async () => {
        const visitor = await page.evaluate(() => localStorage["baton:demo:visitor"] as string)
        return server.app.parts.conversations.findLatestOfVisitor(visitor)?.id
      }, "this visitor has a conversation"),
    /** The words of all messages of a conversation, as stored. */
    async stored(id: string): Promise<string[]> {
      const { events } = await operator.open(id)
      return events
        .filter((event: { type: string }) => event.type === "message")
        .map((event: { text: string }) => event.text)
    },
  }
}

/** Opens a page of the shop and the widget on it. */
export async function openWidget(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await page.locator(".launcher").click()
  await page.locator(".panel[open]").waitFor()
  return page
}

export async function say(page: Page, text: string): Promise<void> {
  await page.locator(".line textarea").fill(text)
  await page.locator(".line textarea").press("Enter")
}

/** What the thread shows, messages only, in order. */
export const shown = (page: Page): Promise<string[]> => page.locator(".thread [data-by] .text").allTextContents()
