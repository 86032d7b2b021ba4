/** What a website is asked, and what each of its answers means. It writes nothing. */

import type { SafeFetch, SafePage } from "../alerts/safe-fetch"
import { readPageApart } from "./read-apart"
import { isWanted, mostPageBytes, type PageText } from "./read-page"
import { type Robots, readRobots, userAgentHeader } from "./robots"
import type { Website, WebsitePage } from "./website"
import { isSameSite, normalise, retryAfterMs } from "./website-address"

type Deps = {
  /** Refuses private addresses, whatever name stands for them. */
  read: SafeFetch["read"]
  version: string
  now: () => number
  pageMs: number
}

const mostTries = 5
const mostHops = 5
const longestWaitMs = 6 * 60 * 60_000
const usualWaitMs = 60_000

export type Outcome =
  | { kind: "read"; page: Exclude<PageText, { failure: string }>; answer: SafePage }
  /** Looked at and unchanged. */
  | { kind: "same" }
  /** It is no page any more, or never was: what was indexed of it goes. `to`: the page in its place. */
  | { kind: "drop"; reason: string; isGone?: boolean; to?: string }
  /** It could not be looked at: what was indexed of it stays. */
  | { kind: "keep"; reason: string }
  /** The website asked for a pause. */
  | { kind: "wait"; ms: number }

export function createWebsiteAsking({ read, version, now, pageMs }: Deps) {
  async function loadRobots(
    site: Website,
    signal: AbortSignal,
  ): Promise<Robots | { failure: string; isUnreached?: boolean } | { ms: number }> {
    const address = `${site.origin}/robots.txt`
    try {
      const answer = await load(address, 500 * 1024, signal)
      const ms = waitOf(answer)
      if (ms !== undefined) return { ms }
      if (answer.status >= 500)
        return {
          failure: `The website's robots.txt answers ${answer.status}; until it does better, nothing may be read.`,
        }
      const isThere = answer.status === 200 && answer.body !== undefined
      return readRobots(address, isThere ? new TextDecoder().decode(answer.body) : "")
    } catch (error) {
      return { failure: inWords(error), isUnreached: true }
    }
  }

  /** A request of ours, following redirects, each checked as the first was. For robots.txt and sitemaps. */
  async function load(address: string, maxBytes: number, signal: AbortSignal): Promise<SafePage> {
    let at = address
    for (let hop = 0; ; hop++) {
      const answer = await ask(at, signal, { maxBytes })
      const to = redirectOf(answer, at)
      if (!to || hop === mostHops) return answer
      at = to
    }
  }

  async function ask(
    address: string,
    signal: AbortSignal,
    { maxBytes = mostPageBytes, headers = {}, wants }: Partial<Parameters<SafeFetch["read"]>[1]> = {},
  ): Promise<SafePage> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(pageMs)])
    const given = {
      "user-agent": userAgentHeader(version),
      accept: "text/html,application/xhtml+xml,text/markdown,text/plain,application/pdf;q=0.8,*/*;q=0.1",
      ...headers,
    }
    // The name may be slow to resolve too, before there is a request that could be stopped.
    const late = new Promise<never>((_, reject) => {
      limit.addEventListener("abort", () => reject(limit.reason), { once: true })
    })
    late.catch(() => {})
    const answer = read(address, { headers: given, signal: limit, maxBytes, ...(wants ? { wants } : {}) })
    answer.catch(() => {})
    return Promise.race([answer, late])
  }

  /** Nothing when it was stopped. */
  async function visit(site: Website, page: WebsitePage, signal: AbortSignal): Promise<Outcome | undefined> {
    const headers: Record<string, string> = {}
    if (page.documentId && page.etag) headers["if-none-match"] = page.etag
    if (page.documentId && page.lastModified) headers["if-modified-since"] = page.lastModified
    let answer: SafePage
    try {
      answer = await ask(page.url, signal, { headers, wants: isWanted })
    } catch (error) {
      return signal.aborted ? undefined : { kind: "keep", reason: inWords(error) }
    }
    const { status, isTooLarge } = answer
    const ms = waitOf(answer)
    if (ms !== undefined)
      return page.tries + 1 >= mostTries
        ? { kind: "keep", reason: `The website asked ${mostTries} times to come back later (${status}).` }
        : { kind: "wait", ms }
    if (status === 304 && page.documentId) return { kind: "same" }
    const to = redirectOf(answer, page.url)
    if (to) return moved(site, page, to)
    if (status === 404 || status === 410) return { kind: "drop", reason: `It is not there (${status}).`, isGone: true }
    if (status === 401 || status === 403 || status === 451)
      return { kind: "drop", reason: `It is not open to the public (${status}).` }
    if (status < 200 || status > 299) return { kind: "keep", reason: `The website answered with an error (${status}).` }
    if (isTooLarge) return { kind: "drop", reason: `It is larger than ${mostPageBytes / 1024 / 1024} MB.` }
    const text = await readPageApart(page.url, answer, page.depth === 0)
    if (!("failure" in text)) return { kind: "read", page: text, answer }
    const isSitemap = page.depth === 0 && /\.xml$/i.test(new URL(page.url).pathname)
    return { kind: "drop", reason: isSitemap ? "A sitemap: it only leads to the pages." : text.failure }
  }

  function waitOf({ status, headers }: SafePage): number | undefined {
    const asked = retryAfterMs(headers["retry-after"], now())
    if (status !== 429 && !(status === 503 && asked !== undefined)) return undefined
    return Math.min(longestWaitMs, asked ?? usualWaitMs)
  }

  function inWords(error: unknown): string {
    const { name, message } = error as Error
    if (name === "TimeoutError" || name === "AbortError") return `It took longer than ${pageMs / 1000} seconds.`
    const said = message.startsWith("The connection was refused") ? nobodyThere(message) : message
    return said.endsWith(".") ? said : `${said}.`
  }

  return { loadRobots, load, visit, inWords }
}

function moved(site: Website, page: WebsitePage, location: string): Outcome {
  const to = normalise(location)
  if (!to) return { kind: "drop", reason: "It leads to an address that is none." }
  if (to === page.url) return { kind: "drop", reason: "It leads to itself." }
  const { origin, host, pathname } = new URL(to)
  if (origin === site.origin) return { kind: "drop", reason: `It leads to ${pathname}.`, to }
  if (page.depth === 0 && isSameSite(to, site.startUrl)) return { kind: "drop", reason: `It leads to ${origin}.`, to }
  return { kind: "drop", reason: `It leads to another website, ${host}.` }
}

function redirectOf({ status, headers }: SafePage, base: string): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !headers.location) return undefined
  return URL.parse(headers.location, base)?.href
}

const nobodyThere = (message: string) =>
  `Nobody answers at this address: ${message[0]!.toLowerCase()}${message.slice(1)}`
