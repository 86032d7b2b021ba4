import type { Person, PersonStore } from "../accounts/person-store"
import type { TeamCommands } from "../accounts/team-commands"
import type { Database } from "../db/database"
import type { Crawler } from "../knowledge/crawl"
import type { Knowledge } from "../knowledge/knowledge"
import type { SourceCommands } from "../knowledge/source-commands"
import { type Chatbot, normaliseOrigin } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"
import { type GuideStep, type GuideStore, guideSteps } from "./guide-store"

type Deps = {
  db: Database
  people: PersonStore
  team: TeamCommands
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  knowledge: Knowledge
  crawler: Crawler
  sources: SourceCommands
  guides: GuideStore
  now: () => number
}

/** What the guide does for its owner. */
export function createGuideCommands(deps: Deps) {
  const { db, people, team, chatbots, chatbotCommands, knowledge, crawler, sources, guides, now } = deps

  const giveSeat = (owner: Person, personId: string, chatbotId: string) =>
    team.update(owner, personId, { seats: [...people.listSeats(personId), chatbotId] })

  /** In a small business whoever answers at all answers here too; whom to choose of many, the owner says. */
  async function seatAll(owner: Person, { id, seats }: Chatbot): Promise<void> {
    const all = people.listOperators()
    if (seats !== null && all.length > seats) return
    for (const each of all) await giveSeat(owner, each.id, id)
  }

  /** A chatbot that reads its owner's website, with all who answer: whole, or not at all. */
  async function begin(owner: Person, wish: { name: string; locale: string; website: string }): Promise<string> {
    const { name, locale, website } = wish
    const made = await chatbotCommands.create(owner, { name, locale, origins: website ? originsOf(website) : [] })
    try {
      if (website) await sources.addWebsite(owner, made.id, { url: website })
      await seatAll(owner, made)
      await db.write((tx) => guides.save(tx, made.id, "content", now()))
      return made.id
    } catch (error) {
      await chatbotCommands.remove(owner, made.id)
      throw error
    }
  }

  /** The furthest step is kept: going back loses nothing. */
  async function reach(id: string, step: GuideStep): Promise<void> {
    const before = guides.find(id)
    if (before && guideSteps.indexOf(before.step) >= guideSteps.indexOf(step)) return
    await db.write((tx) => guides.save(tx, id, step, now()))
  }

  /** One that could not be read is tried again, or gives way to the right one, also in where the chat may open. */
  async function readWebsite(owner: Person, chatbotId: string, website: string): Promise<void> {
    const wrong = knowledge.list(chatbotId).find(({ kind, pages }) => kind === "website" && pages === 0)
    const { id } = await sources.addWebsite(owner, chatbotId, { url: website })
    if (wrong?.id === id) await sources.readWebsite(owner, chatbotId, id)
    else if (wrong) await sources.remove(owner, chatbotId, wrong.id)
    const old = wrong && wrong.id !== id ? originsOf(wrong.url ?? "") : []
    const kept = chatbots.get(chatbotId).origins.filter((each) => !old.includes(each))
    const added = originsOf(website).filter((each) => !kept.includes(each))
    await chatbotCommands.update(owner, chatbotId, { origins: [...kept, ...added] })
  }

  async function allow(owner: Person, chatbotId: string, origin: string): Promise<void> {
    const { origins: before } = chatbots.get(chatbotId)
    await chatbotCommands.update(owner, chatbotId, { origins: [...before, origin] })
  }

  /** A website may be read elsewhere than was typed, over http or without www: there the chat has to open, too. */
  async function allowWhereRead(owner: Person, id: string): Promise<void> {
    const website = knowledge.list(id).find(({ kind }) => kind === "website")
    const site = website && website.pages > 0 ? crawler.websites.find(website.id) : undefined
    const { origins: before } = chatbots.get(id)
    if (!site || before.length === 0 || before.includes(site.origin) || before.includes("*")) return
    await chatbotCommands.update(owner, id, { origins: [...before, site.origin] })
  }

  const finish = (chatbotId: string) => db.write((tx) => guides.finish(tx, chatbotId, now()))

  return { begin, reach, readWebsite, allow, allowWhereRead, giveSeat, finish }
}

function originsOf(website: string): string[] {
  const origin = normaliseOrigin(website)
  return origin && origin !== "*" ? [origin, ...twinOf(origin)] : []
}

/** With and without www are two origins and one website. */
function twinOf(origin: string): string[] {
  const url = new URL(origin)
  if (/^[\d.:[\]]+$/.test(url.hostname) || url.hostname === "localhost") return []
  url.hostname = url.hostname.startsWith("www.") ? url.hostname.slice(4) : `www.${url.hostname}`
  return url.hostname.split(".").length > 3 && !url.hostname.startsWith("www.") ? [] : [url.origin]
}
