import { isKnownToAsk, otherWordings } from "./owner-synonyms"
import type { createPassageIndex, Retrieval, Retrieve, RetrievedPassage } from "./retrieve"
import type { SourceStore } from "./source-store"
import { translationsOf } from "./translate"

type Deps = {
  retrieve: Retrieve
  /** Groups of words that mean the same in this business. */
  synonymsOf: (chatbotId: string) => readonly (readonly string[])[]
  pinnedOf: SourceStore["pinnedOf"]
  isWrittenIn: ReturnType<typeof createPassageIndex>["isWrittenIn"]
}

const mostPinned = 5
/** What is found as surely as this is not looked for in another language; less will do where the own one is there, too. */
const sureEnough = 0.7
const sureOfOwn = 0.4
/** A pinned passage that fits nearly as well goes first. */
const nearlyAsWell = 0.9

const wordedAs =
  (wording: string) =>
  (passage: RetrievedPassage): RetrievedPassage =>
    passage.why ? { ...passage, why: { ...passage.why, wording } } : passage

/**
 * Searching, with what the owner said of it: words that mean the same, and passages that are always considered. What is asked
 * in another language than the content's is looked for in the content's, too.
 */
export function createConsider({ retrieve, synonymsOf, pinnedOf, isWrittenIn }: Deps): Retrieve {
  function search(chatbotId: string, question: string, limit: number | undefined): Retrieval {
    const plain = retrieve(chatbotId, question, limit)
    const groups = synonymsOf(chatbotId)
    const inOwnWords = groups.length > 0 && isKnownToAsk(question, groups) ? otherWordings(question, groups) : []
    const translations =
      plain.confidence < sureEnough
        ? translationsOf(question, (language) => isWrittenIn(chatbotId, language)).filter(
            ({ isNeeded }) => isNeeded || plain.confidence < sureOfOwn,
          )
        : []
    let best = plain
    const consider = (asked: string, language?: Retrieval["language"]) => {
      const found = retrieve(chatbotId, asked, limit)
      if (found.confidence <= best.confidence) return
      best = { ...found, asked, passages: found.passages.map(wordedAs(asked)), ...(language ? { language } : {}) }
    }
    for (const asked of inOwnWords) consider(asked)
    for (const { text, language } of translations) consider(text, language)
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
