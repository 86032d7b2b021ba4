import { Elysia } from "elysia"
import { AppError } from "../errors"
import { embedFolder } from "../http/embed" with { type: "macro" }
import { escapeHtml, renderMarkdown } from "../messages/render-markdown"

const pages: Record<string, string> = embedFolder("data/demo/site", [".html", ".css", ".svg"])
const content: Record<string, string> = embedFolder("data/demo/content", [".md"])

const types: Record<string, string> = {
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  html: "text/html; charset=utf-8",
}

type DemoPage = { file: string; title: string; url: string; markdown: string }

/** The demo business's help pages, as the demo chatbot is trained on them. */
export const demoPages: DemoPage[] = Object.entries(content).map(([file, text]) => {
  const [, front = "", body = text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(.+)$`, "m")
      .exec(front)?.[1]
      ?.trim()
      .replace(/^"(.*)"$/, "$1") ?? ""
  return {
    file,
    title: field("title") || file,
    url: field("url") || `/demo/help/${file.replace(/\.md$/, "")}`,
    markdown: body.trim(),
  }
})

/** A shop's website that carries the widget by its public snippet, so that the product can be tried at once. */
export const demoShopRoutes = () =>
  new Elysia({ name: "demo-shop" })
    .get("/demo", () => respond("index.html"), { detail: { hide: true } })
    .get("/demo/help/:slug", ({ params }) => helpPage(params.slug), { detail: { hide: true } })
    .get("/demo/:page", ({ params }) => respond(params.page.includes(".") ? params.page : `${params.page}.html`), {
      detail: { hide: true },
    })

function respond(name: string): Response {
  const text = name === "help.html" ? undefined : pages[name]
  const type = types[name.split(".").at(-1) ?? ""]
  if (text === undefined || !type) throw new AppError("not_found", "There is no such page in the demo shop.")
  return page(text, type)
}

function helpPage(slug: string): Response {
  const found = demoPages.find(({ url }) => url === `/demo/help/${slug}`)
  const template = pages["help.html"]
  if (!found || !template) throw new AppError("not_found", "There is no such page in the demo shop.")
  const html = renderMarkdown(found.markdown.replace(/^# .*\n+/, ""))
    // Links between the pages of the shop stay in the window.
    .replace(/(<a href="\/[^"]*") rel="[^"]*" target="_blank"/g, "$1")
  return page(
    template
      .replaceAll("<!--baton:title-->", () => escapeHtml(found.title))
      .replace("<!--baton:content-->", () => html),
    types.html!,
  )
}

const page = (text: string, type: string) =>
  new Response(text, {
    headers: {
      "content-type": type,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      // Strict on purpose: the demo shows that the widget works under such a policy.
      "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; base-uri 'none'; object-src 'none'",
    },
  })
