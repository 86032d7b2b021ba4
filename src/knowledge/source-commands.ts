import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { SafeFetch } from "../alerts/safe-fetch"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { Crawler } from "./crawl"
import { type NewSource, topicOf } from "./index-source"
import type { Knowledge } from "./knowledge"
import { createSourceStore, type Source } from "./source-store"
import { planOf, type Website, type WebsiteWish } from "./website"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  knowledge: Knowledge
  crawler: Crawler
  /** @throws AppError `validation` where an address leads inside the house. */
  check: SafeFetch["check"]
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type SourceCommands = ReturnType<typeof createSourceCommands>

/** What an owner does to a chatbot's content, with who did it. */
export function createSourceCommands({ db, chatbots, knowledge, crawler, check, audit, now, newId }: Deps) {
  const { websites } = crawler
  const sources = createSourceStore(db)
  const note = (person: Person, action: string, source: Source) =>
    db.write((tx) => audit.note(tx, person.id, action, `${source.title} (${source.kind})`, now()))

  /** @throws AppError `not_found` */
  function getWebsite(chatbotId: string, id: string): { source: Source; site: Website } {
    const source = knowledge.get(chatbotId, id)
    const site = websites.find(source.id)
    if (!site) throw new AppError("not_found", "This content is no website.")
    return { source, site }
  }

  /** Stops what runs, changes where it stands, and goes on if it is to be read. */
  async function turn(person: Person, chatbotId: string, id: string, action: string, change: (site: Website) => void) {
    const { source } = getWebsite(chatbotId, id)
    await crawler.whileHalted(id, () =>
      db.write((tx) => {
        const site = websites.findInWrite(id)
        if (!site) throw new AppError("not_found", "This content is not there any more.")
        change(site)
        audit.note(tx, person.id, action, `${source.title} (website)`, now())
        tx.ring(topicOf(chatbotId))
      }),
    )
    return knowledge.get(chatbotId, id)
  }

  function begin(id: string, startUrl: string): void {
    const at = now()
    websites.beginInWrite(id, at)
    sources.updateInWrite(id, { title: hostOf(startUrl), url: startUrl, status: "reading", at })
  }

  return {
    getWebsite,
    /**
     * Begins to read a website in the background. The same one twice is one source.
     * @throws AppError `not_found`, `validation`
     */
    async addWebsite(person: Person, chatbotId: string, wish: WebsiteWish): Promise<Source> {
      chatbots.get(chatbotId)
      const plan = planOf(wish)
      await check(plan.startUrl, "url")
      const id = await db.write((tx) => {
        const same = websites.findSameInWrite(chatbotId, plan.startUrl)
        if (same) return same
        const created = newId()
        const at = now()
        const title = hostOf(plan.startUrl)
        sources.insertInWrite({ id: created, chatbotId, kind: "website", title, url: plan.startUrl, at })
        websites.insertInWrite(created, chatbotId, plan, at)
        audit.note(tx, person.id, "content.added", `${title} (website)`, at)
        tx.ring(topicOf(chatbotId))
        return created
      })
      crawler.wake()
      return knowledge.get(chatbotId, id)
    },
    /** Changes what is read of a website, and reads it again. @throws AppError `not_found`, `validation` */
    async changeWebsite(person: Person, chatbotId: string, id: string, wish: Partial<WebsiteWish>): Promise<Source> {
      const { site } = getWebsite(chatbotId, id)
      const plan = planOf({ ...site, url: site.startUrl, ...wish })
      if (plan.startUrl !== site.startUrl) await check(plan.startUrl, "url")
      return turn(person, chatbotId, id, "content.changed", () => {
        websites.changePlanInWrite(id, plan)
        begin(id, plan.startUrl)
      })
    },
    /** Goes on where it was paused, else begins anew. Nothing while it is being read. */
    readWebsite: (person: Person, chatbotId: string, id: string): Promise<Source> =>
      turn(person, chatbotId, id, "content.read_again", ({ state, startUrl }) => {
        if (state === "paused") websites.setStateInWrite(id, "reading")
        else if (state !== "reading") begin(id, startUrl)
      }),
    pauseWebsite: (person: Person, chatbotId: string, id: string): Promise<Source> =>
      turn(person, chatbotId, id, "content.paused", ({ state }) => {
        if (state === "reading") websites.setStateInWrite(id, "paused")
      }),
    /** What was read stays; the rest is not looked at, and it is not read again by itself. */
    cancelWebsite: (person: Person, chatbotId: string, id: string): Promise<Source> =>
      turn(person, chatbotId, id, "content.cancelled", ({ state }) => {
        if (state !== "reading" && state !== "paused") return
        const at = now()
        websites.keepQueuedInWrite(id)
        websites.skipQueuedInWrite(id, "Cancelled before it was looked at.")
        websites.endInWrite(id, "cancelled", at, undefined)
        const hasPages = websites.countReadInWrite(id) > 0
        sources.setStatusInWrite(id, hasPages ? "ready" : "failed", hasPages ? undefined : "Cancelled.", at)
        sources.touchInWrite(chatbotId)
      }),
    /** @throws AppError `not_found`, `validation`, `too_large` */
    async add(person: Person, chatbotId: string, given: NewSource): Promise<Source> {
      chatbots.get(chatbotId)
      const source = await knowledge.add(chatbotId, withCheckedUrl(given))
      await note(person, "content.added", source)
      return source
    },
    async replace(person: Person, chatbotId: string, id: string, given: NewSource): Promise<Source> {
      chatbots.get(chatbotId)
      const source = await knowledge.replace(chatbotId, id, withCheckedUrl(given))
      await note(person, "content.changed", source)
      return source
    },
    async remove(person: Person, chatbotId: string, id: string): Promise<void> {
      chatbots.get(chatbotId)
      const source = knowledge.get(chatbotId, id)
      await crawler.whileHalted(id, () => knowledge.remove(chatbotId, id))
      await note(person, "content.deleted", source)
    },
  }
}

const hostOf = (url: string) => new URL(url).host.replace(/^www\./, "")

/** Visitors follow this link from an answer, so it leads to a page and runs nothing. */
function withCheckedUrl(given: NewSource): NewSource {
  if (given.url === undefined) return given
  const { url: typed, ...rest } = given
  const url = typed.trim()
  if (!url) return rest
  const isPath = url.startsWith("/") && !url.startsWith("//")
  if (!isPath && !["http:", "https:"].includes(URL.parse(url)?.protocol ?? ""))
    throw new AppError("validation", "The link needs an address that starts with https://.", { field: "url" })
  return { ...rest, url }
}
