import type { Evidence } from "./confidence"
import { createRanking, type Entry, type Ranker } from "./rank"
import type { SourceStore, StoredPassage } from "./source-store"

export type RetrievedPassage = StoredPassage & { score: number }
export type Retrieval = {
  /** What was searched for, with the spelling as it was understood. */
  query: string
  /** The wording that found it, where the owner's synonyms gave another than the question's own. */
  asked?: string
  /** How likely the first passage answers, 0 to 1. */
  confidence: number
  passages: RetrievedPassage[]
  /** What the confidence was judged by. */
  evidence: Evidence
  /** How much a word tells the content's passages apart, 0 to 1. */
  rarity: (word: string) => number
}

export type Retrieve = (chatbotId: string, question: string, limit?: number) => Retrieval

// Few chatbots are asked at a time; those that rest are built again when they are asked.
const mostBuilt = 20

/** Searches a chatbot's content. What is built from the content is kept until the content changes. */
export function createRetrieve(store: SourceStore): Retrieve {
  const built = new Map<string, { version: number; ranker: Ranker; passages: StoredPassage[] }>()

  function current(chatbotId: string) {
    const version = store.versionOf(chatbotId)
    let found = built.get(chatbotId)
    if (found?.version !== version) {
      const passages = store.passagesOf(chatbotId)
      const places = new Map(passages.map(({ id }, index) => [id, index]))
      const ranker = createRanking(passages.map(toEntry), (words, limit) =>
        store.search(chatbotId, words, limit).flatMap((id) => places.get(id) ?? []),
      )
      found = { version, ranker, passages }
    }
    // The one asked last goes to the end, the one that rested longest leaves.
    built.delete(chatbotId)
    built.set(chatbotId, found)
    if (built.size > mostBuilt) built.delete(built.keys().next().value!)
    return found
  }

  return (chatbotId, question, limit = 6) => {
    const { ranker, passages } = current(chatbotId)
    const { confidence, ranked, words, evidence } = ranker.rank(question, limit)
    return {
      query: words.join(" "),
      confidence,
      evidence,
      rarity: ranker.rarity,
      passages: ranked.map(({ index, score }) => ({ ...passages[index]!, score })),
    }
  }
}

function toEntry(passage: StoredPassage): Entry {
  return {
    id: String(passage.id),
    group: passage.documentId,
    title: passage.title,
    headings: passage.headings,
    questions: passage.questions,
    text: passage.text,
  }
}
