import type { AfterReading } from "../../views/admin/website-effects"
import type { Content } from "./content"
import type { Crawler } from "./crawl"
import type { Knowledge } from "./knowledge"
import type { Source } from "./source-store"
import type { PageState } from "./website"

type Deps = { knowledge: Knowledge; crawler: Crawler; content: Pick<Content, "effectsOfReading" | "passages"> }

const pagesShown = 100

/** What the page of a website shows: how its reading stands, its pages, and what the reading did. */
export function createWebsiteView({ knowledge, crawler, content }: Deps) {
  function readingOf({ id, title, url, error, passages }: Source) {
    const site = crawler.websites.find(id)!
    const at = (moment: number | undefined) => (moment === undefined ? null : new Date(moment).toISOString())
    return {
      ...{ id, title, passages, startUrl: url ?? site.startUrl, error: error ?? null, state: site.state },
      ...crawler.progressOf(id),
      waitUntil: at(site.waitUntil),
      nextAt: at(site.nextAt),
      finishedAt: at(site.finishedAt),
    }
  }

  /** What the reading did to the golden questions, and of each that is worse the piece that it is answered from now. */
  async function afterReading(source: Source): Promise<AfterReading | undefined> {
    const found = content.effectsOfReading(source, crawler.websites.find(source.id)!)
    if (found?.state !== "asked" || found.worse.length === 0) return found
    await knowledge.readQuestions(
      source.chatbotId,
      found.worse.map(({ question }) => question),
    )
    const worse = found.worse.map((each) => {
      const [first] = knowledge.retrieve(source.chatbotId, each.question, 1).passages
      const passage = first && content.passages.find(source.chatbotId, first.id)
      return { ...each, piece: passage?.source.id === source.id ? passage.id : null }
    })
    return { ...found, worse }
  }

  /** A page of the list of pages, as the address asks for it. */
  function listOf(id: string, asked: URLSearchParams) {
    const given = asked.get("show") ?? ""
    const show = (["read", "skipped", "queued", "gone"].includes(given) ? given : "") as PageState | ""
    const after = Number(asked.get("after")) || 0
    const found = crawler.websites.listPages(id, show, after, pagesShown + 1)
    const rows = found.slice(0, pagesShown).map(({ url, title, state, reason }) => ({
      ...{ url, state },
      title: title ?? null,
      reason: reason ?? null,
    }))
    return { show, rows, next: found.length > pagesShown ? String(found[pagesShown - 1]!.id) : null }
  }

  /** @param asked which of its pages, as the address says. */
  return async (source: Source, asked: URLSearchParams) => ({
    website: readingOf(source),
    list: listOf(source.id, asked),
    after: await afterReading(source),
  })
}
