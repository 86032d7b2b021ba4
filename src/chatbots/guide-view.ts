import type { ReadingView } from "../../views/admin/guide-content"
import type { GuideTeam } from "../../views/admin/guide-website"
import type { PersonStore } from "../accounts/person-store"
import type { TryQuestion } from "../assistant/try-question"
import type { Content } from "../knowledge/content"
import type { Crawler } from "../knowledge/crawl"
import type { Knowledge } from "../knowledge/knowledge"
import type { Chatbot } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import { ideasFrom, isWorthAsking } from "./guide-ideas"
import type { Sightings } from "./sightings"

type Deps = {
  people: PersonStore
  chatbots: ChatbotStore
  knowledge: Knowledge
  crawler: Crawler
  tryQuestion: TryQuestion
  content: Pick<Content, "hasModel">
  sightings: Sightings
}

/** Of so many headings some are questions. */
const mostTried = 40

/** What the steps of the guide show: what was read, what to ask of it, who answers, where the chat was seen. */
export function createGuideView(deps: Deps) {
  const { people, chatbots, knowledge, crawler, tryQuestion, content, sightings } = deps

  function readingOf(chatbotId: string): ReadingView {
    const all = knowledge.list(chatbotId)
    const website = all.find(({ kind }) => kind === "website")
    const others = all.filter(({ kind }) => kind !== "website").map(({ title }) => title)
    const site = website && crawler.websites.find(website.id)
    if (!website || !site) {
      const nothing = { found: 0, queued: 0, read: 0, skipped: 0, secondsLeft: null, passages: 0 }
      return { state: "none", url: "", ...nothing, error: null, skippedPages: [], others }
    }
    const { queued, read, secondsLeft, ...counted } = crawler.progressOf(website.id)
    // Under its second address a page is no other page, and nothing is wrong with it.
    const repeated = crawler.websites.countRepeated(website.id)
    const [found, skipped] = [counted.found - repeated, counted.skipped - repeated]
    const skippedPages = crawler.websites
      .listPassedOver(website.id, 20)
      .map(({ url, reason }) => ({ url, reason: reason ?? "" }))
    return {
      ...{ state: site.state, url: site.startUrl, found, queued, read, skipped, secondsLeft, skippedPages, others },
      passages: website.passages,
      error: website.error ?? null,
    }
  }

  /** What it read about, to be asked with one click. */
  const ideasOf = (chatbotId: string): string[] => ideasFrom(knowledge.passagesOf(chatbotId), 4)

  /** Of these the ones that it answers, to be offered to visitors. A model is not asked for that: it costs. */
  async function suggestionsOf(chatbot: Chatbot, signal: AbortSignal): Promise<string[]> {
    if (chatbot.suggestions.length > 0) return chatbot.suggestions
    const answered: string[] = []
    for (const idea of ideasFrom(knowledge.passagesOf(chatbot.id), mostTried).filter(isWorthAsking).slice(0, 4)) {
      const trial = content.hasModel() ? undefined : await tryQuestion(chatbot, idea, signal)
      if ((trial?.outcome ?? "answers") === "answers") answered.push(idea)
    }
    return answered.slice(0, 3)
  }

  function teamOf(chatbotId: string): GuideTeam {
    const seated = people.listSeated(chatbotId)
    const free = people.listOperators().filter(({ id }) => !seated.some((each) => each.id === id))
    return { seated: seated.map(({ name }) => name), free: free.map(({ id, name }) => ({ id, name })) }
  }

  const sightingsOf = (id: string) => {
    const { origins: allowed } = chatbots.get(id)
    const may = (origin: string) => allowed.includes("*") || allowed.includes(origin)
    // What was refused and is allowed by now is waited for anew.
    return sightings
      .list(id)
      .filter(({ origin, isAllowed }) => isAllowed || !may(origin))
      .map((each) => ({ ...each, isAllowed: each.isAllowed && may(each.origin) }))
  }

  return { readingOf, ideasOf, suggestionsOf, teamOf, sightingsOf }
}
