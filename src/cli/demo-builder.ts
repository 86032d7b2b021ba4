/**
 * From an empty server to a chatbot on a website, and a gap in what it knows that is found and closed. Everything through
 * the pages and calls that an owner's and a visitor's browser use, against a website of this machine.
 */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { readConfig } from "../config"
import { startServer } from "../server"
import { until } from "../testing/until"
import { page, redirect, startTestWebsite, links as to, words } from "../testing/website"
import { call } from "./client"
import type { Scene } from "./play"

// biome-ignore lint/suspicious/noExplicitAny: what was answered is read freely
type Json = any

const owner = { email: "owner@quay.example", password: "the owner's password" }
const gap = "Do you engrave bicycle bells with a name?"

export async function playBuilder(scene: Scene): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "baton-builder-"))
  const shop = startTestWebsite({
    "/": page(
      "Quay Bikes",
      words("bicycles") + to("/hire", "/repairs", "/returns", "/film", "/old", "/private/prices"),
    ),
    "/hire": page("Hire", "<p>A bicycle costs 18 euros a day and 90 euros a week. A helmet is included.</p>"),
    "/repairs": page("Repairs", "<p>A puncture is repaired while you wait. A full service takes two days.</p>"),
    "/returns": page("Returns", "<p>Unused parts can be returned within 30 days of purchase with the receipt.</p>"),
    "/old": redirect("http://10.0.0.1/inside"),
    "/film": new Response("x", { headers: { "content-type": "video/mp4" } }),
    "/robots.txt": "User-agent: *\nDisallow: /private/",
  })
  const server = await startServer(
    readConfig({
      ...{ PORT: "0", HOST: "127.0.0.1", BATON_DATA: folder, BATON_DEMO: "0", LOG_LEVEL: "error" },
      ...{ BATON_ALLOW_PRIVATE: "127.0.0.1", BATON_OWNER_EMAIL: owner.email, BATON_OWNER_PASSWORD: owner.password },
    }),
    () => {},
  )
  const patience = { timeoutMs: 20_000, everyMs: 20 }
  try {
    scene.title("A chatbot on one's website, from nothing")

    scene.step("The owner signs in to an empty server and is led to the guide")
    const { token } = await call<Json>(`${server.url}/api/v1/session`, "POST", undefined, { ...owner, role: "owner" })
    const api = (method: string, path: string, body?: unknown) =>
      call<Json>(`${server.url}/api/v1${path}`, method, token, body)
    const cookie = await signIn(server.url)
    const overview = await open(`${server.url}/admin`, cookie)
    scene.holds((await api("GET", "/chatbots")).items.length === 0, "there is no chatbot")
    scene.holds(overview.includes('href="/admin/guide"'), "the first page leads to the guide")

    scene.step("A name and an address: Baton reads the website while the owner goes on")
    const started = performance.now()
    const made = await submit(`${server.url}/admin/guide`, cookie, {
      name: "Quay Bikes",
      website: shop.url,
      locale: "en",
    })
    const id = /\/admin\/guide\/([^/]+)\/content$/.exec(made)?.[1] ?? ""
    scene.holds(id, "the chatbot is made, and the guide goes on")
    const live = await liveParts(`${server.url}/admin/guide/${id}/stream`, cookie)
    const read = await until(() => live.find("guide-reading", /read<\/h2>/), "the website is read", patience)
    const [, counts] = /(\d+ pages found[^<;]*)/.exec(read) ?? []
    scene.desk(`${counts}, after ${((performance.now() - started) / 1000).toFixed(1)} s`)
    scene.holds(read.includes("4 read, 3 skipped"), "told live: four pages read, three skipped, each with its reason")
    scene.holds(/robots\.txt/.test(read) && /video\/mp4/.test(read), "why pages were skipped stands there")
    scene.holds(!shop.paths.includes("/private/prices"), "what robots.txt forbids was not asked for")

    scene.step("Asked, it answers from the website")
    const ask = (question: string, chatbot = id) => api("POST", `/chatbots/${chatbot}/try`, { question })
    const first = await ask("What does it cost to hire a bicycle for a week?")
    scene.ai(
      first.answer?.text ?? "",
      first.answer?.citations.map(({ title }: Json) => title),
    )
    scene.holds(
      first.outcome === "answers" && first.answer.text.includes("90 euros"),
      "with the price that stands there",
    )

    scene.step("Its look: a colour that can be read, and a limit")
    await submit(`${server.url}/admin/guide/${id}/looks`, cookie, {
      ...{
        welcome: "Hello! Ask about hire and repairs.",
        suggestions: "What does hire cost?",
        "appearance.color": "#17545f",
      },
    })
    await api("PUT", `/chatbots/${id}`, {
      limits: { never: ["best in town"], topics: ["insurance claim"], length: "short" },
    })
    const held = await ask("I want to make an insurance claim")
    scene.holds(held.outcome === "calls_person", "an insurance claim goes to a person, as the owner wants it")

    scene.step("The snippet is pasted; the first page that is opened with it is seen")
    const snippet = (await api("GET", `/chatbots/${id}`)).snippet
    shop.pages.set("/", page("Quay Bikes", words("bicycles") + snippet))
    const visitor = await visit(server.url, id, shop.url)
    const seen = await until(() => live.find("guide-sighting", /Baton sees it/), "it is seen", patience)
    scene.holds(seen.includes(shop.url), `told live: the widget is on ${shop.url}`)
    const stranger = await visit(server.url, id, "https://copycat.example").catch((error: Error) => error)
    scene.holds(stranger instanceof Error, "a website that is not on the list gets nothing")
    live.stop()

    scene.step("A visitor asks what stands nowhere: it says so, and the gap is kept")
    const { event } = await visitor("POST", "/messages", { clientId: crypto.randomUUID(), text: gap })
    scene.visitor("Visitor", gap)
    const said = await until(
      async () =>
        (await visitor("GET", `/events?after=${event.id}`)).events.find(({ actor }: Json) => actor.kind !== "visitor"),
      "it says something",
      patience,
    )
    scene.ai(said.text ?? said.code ?? "")
    const [found] = await until(
      async () => {
        const { items } = await api("GET", `/chatbots/${id}/gaps`)
        return items.length > 0 && items
      },
      "the gap is kept",
      patience,
    )
    scene.holds(found.question === gap, "the owner sees the question among those that were not answered")

    scene.step("The owner answers it once; asked again, it knows")
    const answer = "Yes, we engrave a bell with a name for 12 euros, while you wait."
    await api("POST", `/chatbots/${id}/gaps/${found.id}/answer`, { questions: [gap], answer })
    const again = await ask(gap)
    scene.ai(again.answer?.text ?? "")
    scene.holds(again.outcome === "answers" && again.answer.text.includes("12 euros"), "the same question is answered")

    scene.step("It leaves as one file, and comes in again as another chatbot that knows the same")
    const file = await api("GET", `/chatbots/${id}/export`)
    const copy = await api("POST", "/chatbots/import", { ...file, chatbot: { ...file.chatbot, name: "Quay Bikes 2" } })
    const [hire, bell] = [
      await ask("What does it cost to hire a bicycle for a week?", copy.id),
      await ask(gap, copy.id),
    ]
    scene.holds(copy.id !== id && hire.outcome === "answers" && bell.outcome === "answers", "with an id of its own")
    const broken = await api("POST", "/chatbots/import", { ...file, version: 9 }).catch((error: Error) => error.message)
    scene.holds(String(broken).includes("newer than this server"), "a file of a later version is refused in words")

    scene.step("Its own page, for those without a website")
    const own = await fetch(`${server.url}/c/${id}`)
    const text = await own.text()
    scene.holds(own.ok && text.includes("<title>Quay Bikes</title>") && text.includes("widget.js"), `at /c/${id}`)
    await api("PUT", `/chatbots/${id}`, { hasPage: false })
    scene.holds((await fetch(`${server.url}/c/${id}`)).status === 404, "switched off, it is gone")
  } finally {
    await server.stop()
    await shop.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function signIn(url: string): Promise<string> {
  const response = await post(`${url}/admin/sign-in`, "", { ...owner, next: "/admin" })
  const cookies = response.headers.getSetCookie().map((each) => each.split(";")[0])
  return cookies.join("; ")
}

const open = async (url: string, cookie: string): Promise<string> => (await fetch(url, { headers: { cookie } })).text()

function post(url: string, cookie: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: new URL(url).origin },
    body: new URLSearchParams(fields),
  })
}

/** Where a form that was sent leads. */
async function submit(url: string, cookie: string, fields: Record<string, string>): Promise<string> {
  const response = await post(url, cookie, fields)
  if (response.status !== 303) throw new Error(`${url} answered ${response.status}.`)
  return new URL(response.headers.get("location") ?? "", url).pathname
}

/** The guide's stream, as its page hears it. */
async function liveParts(url: string, cookie: string) {
  const controller = new AbortController()
  const { body } = await fetch(url, { headers: { cookie }, signal: controller.signal })
  const parts = new Map<string, string>()
  void (async () => {
    let text = ""
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body!) {
        const frames = (text + decoder.decode(chunk, { stream: true })).split("\n\n")
        text = frames.pop()!
        for (const frame of frames) {
          const data = /^data: (.*)$/m.exec(frame)?.[1]
          if (!data) continue
          const { id, html } = JSON.parse(data)
          parts.set(id, html)
        }
      }
    } catch {
      // Stopped by us.
    }
  })()
  return {
    find(id: string, form: RegExp): string | undefined {
      const html = parts.get(id)?.replaceAll("&amp;", "&")
      return html && form.test(html) ? html : undefined
    },
    stop: () => controller.abort(),
  }
}

/** A browser that opened a page of that website, with the widget in it. */
async function visit(url: string, chatbot: string, site: string) {
  const ask = async (method: string, path: string, token: string, body?: unknown): Promise<Json> => {
    const response = await fetch(`${url}/api/widget${path}`, {
      method,
      headers: {
        origin: site,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${response.status}`)
    return response.json()
  }
  const session = { page: { url: `${site}/`, title: "Quay Bikes", referrer: "" }, locale: "en" }
  const { token } = await ask("POST", `/${chatbot}/session`, "", session)
  return (method: string, path: string, body?: unknown) => ask(method, path, token, body)
}
