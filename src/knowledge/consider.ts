import { isKnownToAsk, otherWordings } from "./owner-synonyms"
import type { Retrieval, Retrieve, RetrievedPassage } from "./retrieve"
import type { SourceStore } from "./source-store"

type Deps = {
  retrieve: Retrieve
  /** Groups of words that mean the same in this business. */
  synonymsOf: (chatbotId: string) => readonly (readonly string[])[]
  pinnedOf: SourceStore["pinnedOf"]
}

const mostPinned = 5
/** A pinned passage that fits nearly as well goes first. */
const nearlyAsWell = 0.9

const wordedAs =
  (wording: string) =>
  (passage: RetrievedPassage): RetrievedPassage =>
    passage.why ? { ...passage, why: { ...passage.why, wording } } : passage

/** Searching, with what the owner said of it: words that mean the same, and passages that are always considered. */
export function createConsider({ retrieve, synonymsOf, pinnedOf }: Deps): Retrieve {
  function search(chatbotId: string, question: string, limit: number | undefined): Retrieval {
    const plain = retrieve(chatbotId, question, limit)
    const groups = synonymsOf(chatbotId)
    if (groups.length === 0 || !isKnownToAsk(question, groups)) return plain
    let best = plain
    for (const asked of otherWordings(question, groups)) {
      const found = retrieve(chatbotId, asked, limit)
      if (found.confidence > best.confidence) best = { ...found, asked, passages: found.passages.map(wordedAs(asked)) }
    }
    return best
  }

  return (chatbotId, question, limit) => {
    const found = search(chatbotId, question, limit)
    const pinned = pinnedOf(chatbotId)
    if (pinned.length === 0) return found
    const [first] = found.passages
    const ids = new Set(found.passages.map(({ id }) => id))
    const more = pinned.filter(({ id }) => !ids.has(id)).slice(0, mostPinned)
    const near = first && !first.isPinned && found.passages.find(({ isPinned }) => isPinned)
    const leads = near && near.score >= nearlyAsWell * first.score
    const ranked = leads ? [near, ...found.passages.filter((each) => each !== near)] : found.passages
    return { ...found, passages: [...ranked, ...more.map((passage) => ({ ...passage, score: 0 }))] }
  }
}
