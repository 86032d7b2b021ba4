/** Reads websites in the background: politely, a page at a time, from where it stopped. */

import { setTimeout as delay } from "node:timers/promises"
import type { SafeFetch } from "../alerts/safe-fetch"
import type { Database } from "../db/database"
import { describeError, type Log } from "../log"
import { createWebsiteAsking, type Outcome } from "./ask-website"
import { topicOf } from "./index-source"
import { createPartCommon } from "./part-common"
import type { Robots } from "./robots"
import { createSourceStore } from "./source-store"
import { endlessRow, type Progress, type Website, type WebsitePage } from "./website"
import { isEndless, isSameSite, matchesAny, normalise, pagesAmong, readSitemap, rowOf } from "./website-address"
import { createWebsiteStore } from "./website-store"

type CrawlerDeps = {
  db: Database
  /** Refuses private addresses, whatever name stands for them. */
  read: SafeFetch["read"]
  version: string
  log: Log
  now: () => number
  newId: () => string
  /** Between two pages of one worker. */
  pauseMs?: number
  pageMs?: number
}

export type Crawler = ReturnType<typeof createCrawler>

const workers = 3
/** Websites read at one time; the others wait. */
const mostRuns = 2
const mostSitemaps = 20
const sitemapBytes = 10 * 1024 * 1024
/** Of a sitemap, in one write: whoever chats meanwhile waits for one. */
const addressesAtOnce = 100
const againAfterMs = 24 * 60 * 60_000
/** The ranking is built anew after each change that is shown to it: while a website is read, not for each page. */
const touchEveryMs = 5000

type Run = { stop: AbortController; ended: Promise<void>; done: number; startedAt: number; trip?: Trip }
/** What one reading of a website knows. `known` and `rows` are what the file says, kept so as not to ask for each link. */
type Trip = {
  site: Website
  robots: Robots
  known: Set<string>
  rows: Map<string, number>
  /** What was remembered may have been taken back. */
  isStale: boolean
  /** Pages that it has, so as not to count them for each; undefined where that is to be asked. */
  read: number | undefined
  run: Run
  touchedAt: number
}

export function createCrawler(deps: CrawlerDeps) {
  const { db, read, version, log, now, newId, pauseMs = 275, pageMs = 15_000 } = deps
  const sources = createSourceStore(db)
  const websites = createWebsiteStore(db)
  const partCommon = createPartCommon({ db, sources, websites, now })
  const { loadRobots, load, visit, inWords } = createWebsiteAsking({ read, version, now, pageMs })
  const runs = new Map<string, Run>()
  /** Not begun until what is changed about them is written. */
  const held = new Set<string>()
  let isClosed = false
  db.onRollback(() => {
    for (const { trip } of runs.values())
      if (trip) Object.assign(trip, { isStale: true, read: undefined, touchedAt: 0 })
  })

  /** Begins what is due, as far as there is room. */
  function wake(): void {
    if (isClosed) return
    for (const id of websites.listDue(now())) {
      if (runs.size >= mostRuns) return
      if (!runs.has(id) && !held.has(id)) begin(id)
    }
  }

  function begin(id: string): void {
    const run: Run = { stop: new AbortController(), ended: Promise.resolve(), done: 0, startedAt: performance.now() }
    runs.set(id, run)
    run.ended = crawl(id, run)
      .catch(async (error: unknown) => {
        if (isClosed) return
        log.error("website.failed", { source: id, ...describeError(error) })
        const site = websites.find(id)
        if (site) await finish(site, "Something went wrong on our side while reading it.")
      })
      .finally(() => {
        runs.delete(id)
        wake()
      })
  }

  async function halt(id: string): Promise<void> {
    const run = runs.get(id)
    run?.stop.abort()
    await run?.ended
  }

  /** Stops what runs, and lets nothing of it begin before the change is made. */
  async function whileHalted<T>(id: string, change: () => Promise<T>): Promise<T> {
    held.add(id)
    try {
      await halt(id)
      return await change()
    } finally {
      held.delete(id)
      wake()
    }
  }

  async function crawl(id: string, run: Run): Promise<void> {
    const site = websites.find(id)
    const { signal } = run.stop
    if (site?.state !== "reading") return
    const robots = await loadRobots(site, signal)
    if (signal.aborted) return
    if ("ms" in robots) return db.write(() => websites.waitInWrite(id, undefined, now() + robots.ms))
    if ("failure" in robots) {
      if (robots.isUnreached && (await turnToPlain(site, signal))) return crawl(id, run)
      return signal.aborted ? undefined : finish(site, robots.failure)
    }

    const trip: Trip = {
      site,
      robots,
      known: new Set(),
      rows: new Map(),
      isStale: true,
      read: undefined,
      run,
      touchedAt: now(),
    }
    run.trip = trip
    const isToRead = await db.write((tx) => {
      // Paused or cancelled while robots.txt was on its way.
      if (websites.findInWrite(id)?.state !== "reading") return false
      // Not `enqueue`: the start is read whatever the patterns say, for its links.
      websites.addPageInWrite(id, site.startUrl, 0)
      sources.setStatusInWrite(id, "reading", undefined, now())
      tx.ring(topicOf(site.chatbotId))
      return true
    })
    if (!isToRead) return
    if (!site.isSeeded) await seed(trip, signal)

    const inFlight = new Set<number>()
    let wakeIdle = () => {}
    const work = async (): Promise<void> => {
      while (!signal.aborted) {
        const page = websites.listQueued(id, inFlight.size + 1).find((each) => !inFlight.has(each.id))
        if (!page) {
          if (inFlight.size === 0) return wakeIdle()
          await new Promise<void>((wake) => {
            const before = wakeIdle
            wakeIdle = () => {
              before()
              wake()
            }
          })
          continue
        }
        inFlight.add(page.id)
        const refused = refusalOf(trip, page.url, page.depth)
        const outcome = refused ? ({ kind: "drop", reason: refused } as const) : await visit(site, page, signal)
        if (outcome && !signal.aborted) await settle(trip, page, outcome)
        inFlight.delete(page.id)
        run.done += 1
        wakeIdle()
        wakeIdle = () => {}
        if (refused) continue
        // One address at a time where the website asks for a delay.
        await pause(Math.max(pauseMs, robots.delayMs), signal)
      }
      wakeIdle()
    }
    await Promise.all(Array.from({ length: robots.delayMs > 0 ? 1 : workers }, work))
    if (!signal.aborted) await partCommon(site, signal)
    if (!signal.aborted) await finish(site)
  }

  /** Whoever types an address leaves out the protocol: a website that never answered over https may still be an old one. */
  async function turnToPlain(site: Website, signal: AbortSignal): Promise<boolean> {
    const { sourceId, chatbotId, startUrl, origin } = site
    if (!origin.startsWith("https:") || new URL(startUrl).origin !== origin) return false
    const source = sources.find(chatbotId, sourceId)
    if (!source || source.pages > 0) return false
    const plain = startUrl.replace(/^https/, "http")
    try {
      await load(new URL("/robots.txt", plain).href, 500 * 1024, signal)
    } catch {
      // What is told is why https failed: that is what was asked for.
      return false
    }
    await db.write((tx) => {
      if (websites.findInWrite(sourceId)?.startUrl !== startUrl) return
      websites.changePlanInWrite(sourceId, { ...site, startUrl: plain })
      sources.updateInWrite(sourceId, { title: source.title, url: plain, status: "reading", at: now() })
      tx.ring(topicOf(chatbotId))
    })
    return !signal.aborted
  }

  async function seed(trip: Trip, signal: AbortSignal): Promise<void> {
    const { site, robots } = trip
    const waiting = [...new Set([...(/\.xml$/i.test(site.startUrl) ? [site.startUrl] : []), ...robots.sitemaps])]
    if (waiting.length === 0) waiting.push(`${site.origin}/sitemap.xml`)
    const found: string[] = []
    for (let count = 0; count < mostSitemaps && waiting.length > 0 && !signal.aborted; count++) {
      const address = waiting.shift()!
      try {
        const { status, body, headers } = await load(address, sitemapBytes, signal)
        if (status !== 200 || !body) continue
        const isPacked = body[0] === 0x1f && body[1] === 0x8b
        if (isPacked || /text\/html/i.test(headers["content-type"] ?? "")) continue
        const { pages, sitemaps } = readSitemap(new TextDecoder().decode(body))
        found.push(...pages.slice(0, site.maxPages * 2))
        waiting.push(...sitemaps.filter((each) => isSameSite(each, site.origin)))
      } catch (error) {
        // A sitemap is a help: without it the links lead on.
        log.debug("website.no_sitemap", { source: site.sourceId, address, reason: inWords(error) })
      }
    }
    for (let at = 0; at < found.length && !signal.aborted; at += addressesAtOnce) {
      const some = pagesAmong(found.slice(at, at + addressesAtOnce))
      await db.write(() => enqueue(trip, some, 1))
    }
    if (signal.aborted) return
    await db.write(() => websites.setSeededInWrite(site.sourceId))
  }

  /** Why an address is not looked at. */
  function refusalOf({ site, robots }: Trip, url: string, depth: number): string | undefined {
    if (!robots.mayVisit(url)) return "The website's robots.txt asks not to read it."
    if (matchesAny(url, site.exclude)) return "Left out by your pattern."
    if (depth > 0 && site.include.length > 0 && !matchesAny(url, site.include)) return "Outside of your patterns."
    if (depth > site.maxDepth) return `More than ${site.maxDepth} links away from the start.`
    if (isEndless(url)) return "Its address repeats itself: a row of pages without end."
    return undefined
  }

  function countRow({ rows }: Trip, url: string): { row: string; isFull: boolean; isFirstOver: boolean } {
    const found = rowOf(url)
    if (!found) return { row: "", isFull: false, isFirstOver: false }
    const count = (rows.get(found.row) ?? 0) + 1
    rows.set(found.row, count)
    return { row: found.row, isFull: count > found.limit, isFirstOver: count === found.limit + 1 }
  }

  function remember(trip: Trip): void {
    trip.known = new Set(websites.addressesInWrite(trip.site.sourceId))
    trip.rows.clear()
    for (const url of trip.known) countRow(trip, url)
    trip.isStale = false
  }

  /** Inside a write. @param urls as `pagesAmong` gives them. */
  function enqueue(trip: Trip, urls: readonly string[], depth: number): void {
    if (trip.isStale) remember(trip)
    const { site, known } = trip
    const most = site.maxPages * 5 + 500
    for (const url of urls) {
      if (known.size >= most) return
      if (known.has(url) || !url.startsWith(`${site.origin}/`)) continue
      let reason = refusalOf(trip, url, depth)
      if (!reason) {
        const { row, isFull, isFirstOver } = countRow(trip, url)
        // One line for the whole row: each of its pages would say the same.
        if (isFull && !isFirstOver) continue
        if (isFull) reason = `${endlessRow} (${row}).`
      }
      known.add(url)
      websites.addPageInWrite(site.sourceId, url, depth, reason ? "skipped" : "queued", reason)
    }
  }

  async function settle(trip: Trip, page: WebsitePage, outcome: Outcome): Promise<void> {
    const { sourceId, chatbotId } = trip.site
    const at = now()
    await db.write((tx) => {
      const site = websites.findInWrite(sourceId)
      // Deleted, paused or cancelled meanwhile: what the owner said holds.
      if (site?.state !== "reading") return trip.run.stop.abort()
      const kept = { ...page, reason: undefined }
      switch (outcome.kind) {
        case "wait":
          websites.waitInWrite(sourceId, page.id, at + outcome.ms)
          // The timer comes back to it.
          trip.run.stop.abort()
          break
        case "same":
          websites.settleInWrite({ ...kept, state: "read" }, at)
          break
        case "keep":
          websites.settleInWrite({ ...page, state: page.documentId ? "read" : "skipped", reason: outcome.reason }, at)
          break
        case "drop": {
          const { origin } = outcome.to ? new URL(outcome.to) : site
          if (outcome.to && origin !== site.origin) {
            websites.setOriginInWrite(sourceId, origin)
            websites.addPageInWrite(sourceId, outcome.to, 0)
            // Another robots.txt holds there: begun anew.
            trip.run.stop.abort()
          } else if (outcome.to) enqueue(trip, pagesAmong([outcome.to]), page.depth)
          drop(trip, page, outcome.reason, outcome.isGone, at)
          break
        }
        case "read": {
          const refused = index(trip, page, outcome, at)
          if (refused) drop(trip, page, refused, false, at)
        }
      }
      if (at - trip.touchedAt >= touchEveryMs) {
        trip.touchedAt = at
        sources.touchInWrite(chatbotId)
      }
      tx.ring(topicOf(chatbotId))
    })
  }

  /** Inside a write, as those below. */
  function drop(trip: Trip, page: WebsitePage, reason: string, isGone: boolean | undefined, at: number): void {
    // It was not there the last time either.
    if (isGone && !page.documentId && page.reason) {
      websites.removePageInWrite(page.id)
      return
    }
    if (page.documentId) {
      sources.removeDocumentInWrite(page.documentId)
      trip.read = undefined
    }
    const state = isGone && page.documentId ? "gone" : "skipped"
    websites.settleInWrite({ ...page, state, reason, documentId: undefined, contentHash: undefined }, at)
    if (page.documentId) trip.touchedAt = Math.min(trip.touchedAt, at - touchEveryMs)
  }

  /** @returns why it is not taken. */
  function index(
    trip: Trip,
    page: WebsitePage,
    { page: text, answer }: Outcome & { kind: "read" },
    at: number,
  ): string | undefined {
    const { site } = trip
    const { sourceId, chatbotId } = site
    const canonical = text.canonical && normalise(text.canonical)
    // A whole website that calls its front page canonical means nothing by it.
    if (
      canonical &&
      canonical !== page.url &&
      new URL(canonical).origin === site.origin &&
      new URL(canonical).pathname !== "/"
    ) {
      const state = websites.stateOfInWrite(sourceId, canonical)
      if (state !== "skipped" && state !== "gone") {
        enqueue(trip, pagesAmong([canonical]), page.depth)
        if (trip.known.has(canonical)) return `The same page as ${pathOf(canonical)}.`
      }
    }
    enqueue(trip, text.links, page.depth + 1)
    if (!text.mayIndex) return "The page asks not to be indexed."
    if (site.include.length > 0 && !matchesAny(page.url, site.include))
      return "Outside of your patterns; only its links were followed."
    const same = websites.findSameWordsInWrite(sourceId, text.hash, page.id)
    if (same) return `The same words as ${pathOf(same)}.`

    const found = {
      ...page,
      state: "read" as const,
      reason: undefined,
      title: text.title,
      etag: answer.headers.etag,
      lastModified: answer.headers["last-modified"],
      contentHash: text.hash,
    }
    if (page.documentId && page.contentHash === text.hash) {
      websites.settleInWrite(found, at)
      return undefined
    }
    const { title, passages } = text.cut
    if (passages.length === 0) return "There is no text on it to answer from."
    trip.read ??= websites.countReadInWrite(sourceId)
    if (!page.documentId && trip.read >= site.maxPages) {
      websites.skipQueuedInWrite(sourceId, limitReason(site.maxPages))
      return limitReason(site.maxPages)
    }
    if (page.documentId) sources.removeDocumentInWrite(page.documentId)
    else trip.read += 1
    const id = newId()
    const document = { id, title, url: page.url, text: text.text, questions: [], contentHash: text.hash, passages }
    sources.addDocumentInWrite(chatbotId, sourceId, document, at)
    websites.settleInWrite({ ...found, title, documentId: id }, at)
    return undefined
  }

  /** @param failure why nothing at all could be looked at. */
  async function finish({ sourceId, chatbotId, startUrl }: Website, failure?: string): Promise<void> {
    const hasPages = (sources.find(chatbotId, sourceId)?.pages ?? 0) > 0
    const start = websites.listPages(sourceId, "skipped", 0, 100).find(({ url }) => url === startUrl)
    const reason = failure ?? (hasPages ? undefined : `Nothing could be read. ${start?.reason ?? ""}`.trim())
    await db.write((tx) => {
      const at = now()
      // Paused, cancelled or deleted at the last moment: what the owner said holds.
      if (websites.findInWrite(sourceId)?.state !== "reading") return
      websites.keepQueuedInWrite(sourceId)
      websites.skipQueuedInWrite(sourceId, failure ?? "Not reached.")
      websites.endInWrite(sourceId, "done", at, at + againAfterMs)
      sources.setStatusInWrite(sourceId, hasPages ? "ready" : "failed", reason, at)
      sources.touchInWrite(chatbotId)
      tx.ring(topicOf(chatbotId))
    })
  }

  return {
    websites,
    wake,
    whileHalted,
    /** Begins again what was read a day ago. */
    async runDue(): Promise<void> {
      const at = now()
      for (const id of websites.listStale(at)) await db.write(() => websites.beginInWrite(id, at))
      wake()
    },
    progressOf(sourceId: string): Progress {
      const counts = websites.countsOf(sourceId)
      const found = counts.queued + counts.read + counts.skipped + counts.gone
      const run = runs.get(sourceId)
      const perPage = run && run.done >= 3 ? (performance.now() - run.startedAt) / run.done : undefined
      const left = perPage === undefined ? null : Math.ceil((perPage * counts.queued) / 1000)
      return { ...counts, found, secondsLeft: left }
    },
    /** What is in the middle stays queued. */
    async stop(): Promise<void> {
      isClosed = true
      await Promise.all([...runs.keys()].map(halt))
    },
  }
}

const limitReason = (pages: number) => `Over the limit of ${pages.toLocaleString("en")} pages.`

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search

const pause = (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }).catch(() => {})
