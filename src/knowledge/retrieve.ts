import { inSlices } from "../jobs/in-slices"
import type { ListedLanguage } from "../languages/small-words"
import type { Evidence } from "./confidence"
import { readPhrasings } from "./encode-apart"
import type { GlossaryLanguage } from "./glossary"
import type { Pieces } from "./phrasings"
import { createRanker, type Entry, type Ranker } from "./rank"
import type { SourceStore, StoredPassage } from "./source-store"
import type { WhyFound } from "./why-found"
import { isFunctionWord, wordsOf } from "./words"

export type RetrievedPassage = StoredPassage & { score: number; why?: WhyFound }
export type Retrieval = {
  /** What was searched for, with the spelling as it was understood. */
  query: string
  /** The wording that found it, where the owner's synonyms or another language gave another than the question's own. */
  asked?: string
  /** The language of that wording, where the content is in another than the question. */
  language?: GlossaryLanguage
  /** How likely the first passage answers, 0 to 1. */
  confidence: number
  passages: RetrievedPassage[]
  /** What the confidence was judged by. */
  evidence: Evidence
  /** How much a word tells the content's passages apart, 0 to 1. */
  rarity: (word: string) => number
}

export type Retrieve = (chatbotId: string, question: string, limit?: number) => Retrieval

export type Searched = Pick<SourceStore, "versionOf" | "readPassages" | "search" | "findSearched">

type Built = {
  version: number
  ranker: Ranker
  /** By the ranker's place. */
  passages: Map<number, StoredPassage>
  places: Map<number, number>
  /** What is running, if something is. */
  work: Promise<void> | undefined
  /** What waits for the meaning of phrasings. */
  reading: Promise<void> | undefined
  isWhole: boolean
}

// Few chatbots are asked at a time; those that rest are built again when they are asked.
const mostBuilt = 20
/** Rows read in one go. */
const readAtOnce = 200
/** How long the work may keep the chats waiting before it lets them go first. */
const sliceMs = 2
/** Up to so many changes are taken in before a question is answered; more are taken in beside it. */
const changesAtOnce = 60
/** Up to so many phrasings are learnt before a question is answered: a tenth of a second. */
const learntAtOnce = 300
/** A visitor does not wait longer than this for an index that is not there yet. */
const longestWaitMs = 2000
/** What is gone leaves holes; with more of them than this and than passages, all is built anew. */
const leastWaste = 500
/** So many passages stand in for an index that is not there yet. */
const standIns = 100

/**
 * Searches a chatbot's content. What was built from it is brought up to date, piece by piece, with what changed; while that
 * takes time, questions are answered from what there was.
 */
export function createPassageIndex(store: Searched) {
  const all = new Map<string, Built>()

  function builtFor(chatbotId: string): Built {
    const found = all.get(chatbotId) ?? emptyOf()
    // The one asked last goes to the end, the one that rested longest leaves.
    all.delete(chatbotId)
    all.set(chatbotId, found)
    if (all.size > mostBuilt) all.delete(all.keys().next().value!)
    return found
  }

  /** Brings the index up to date with the store. */
  function* update(chatbotId: string, built: Built): Pieces {
    const version = store.versionOf(chatbotId)
    const { places, passages, ranker } = built
    if (version !== built.version) {
      const seen = new Set<number>()
      for (let after: number | undefined; ; ) {
        const rows: StoredPassage[] = store.readPassages(chatbotId, { after, limit: readAtOnce })
        for (const row of rows) {
          seen.add(row.id)
          const place = places.get(row.id)
          const known = place === undefined ? undefined : passages.get(place)
          if (known && isSame(known, row)) {
            passages.set(place!, row)
            continue
          }
          const added = ranker.add(toEntry(row))
          passages.set(added, row)
          places.set(row.id, added)
          if (place !== undefined) drop(built, place)
          yield
        }
        after = rows.at(-1)?.id
        if (rows.length < readAtOnce) break
        yield
      }
      for (const [id, place] of [...places]) {
        if (seen.has(id)) continue
        places.delete(id)
        drop(built, place)
        yield
      }
      yield* ranker.settle()
      built.version = version
      built.isWhole = true
      yield
    }
    yield* ranker.learn(learntAtOnce)
  }

  function isCurrent(chatbotId: string, built: Built): boolean {
    return built.isWhole && built.version === store.versionOf(chatbotId) && built.ranker.isLearnt && !built.work
  }

  /** Goes on in pieces, until nothing is left to do. */
  function begin(chatbotId: string, built: Built, pieces = update(chatbotId, built)): Promise<void> {
    built.work ??= inSlices(pieces, sliceMs)
      .then(async () => {
        if (built.ranker.waste <= built.ranker.size + leastWaste) return
        const anew = emptyOf()
        await inSlices(update(chatbotId, anew), sliceMs)
        if (all.get(chatbotId) === built) all.set(chatbotId, anew)
      })
      .finally(() => {
        built.work = undefined
        addMeanings(chatbotId, built)
      })
    return built.work
  }

  /** What the phrasings mean is read in a thread of its own; then they are learnt anew with it. */
  function addMeanings(chatbotId: string, built: Built): void {
    if (built.reading) return
    const unread = built.ranker.unread()
    if (unread.length === 0) return
    built.reading = readPhrasings(unread)
      .then(() => {
        built.reading = undefined
        return begin(chatbotId, built)
      })
      // It throws again when it is asked again.
      .catch(() => {})
  }

  async function makeReady(chatbotId: string, built: Built): Promise<void> {
    await begin(chatbotId, built)
    await built.reading
  }

  /** Takes in at once what is quickly taken in, and the rest beside what else goes on. */
  function bringUp(chatbotId: string): Built {
    const built = builtFor(chatbotId)
    if (built.work || isCurrent(chatbotId, built)) return built
    // Where nobody prepared for a first question it waits, because an empty index would answer nothing.
    const most = built.isWhole ? changesAtOnce : Number.POSITIVE_INFINITY
    const pieces = update(chatbotId, built)
    for (let changes = 0; changes < most; ) {
      if (pieces.next().done) {
        // What is learnt at once lacks what the sentences mean.
        addMeanings(chatbotId, built)
        return built
      }
      if (built.version !== store.versionOf(chatbotId)) changes += 1
      else if (built.ranker.phrasings > learntAtOnce) break
    }
    // It throws again when it is asked again.
    begin(chatbotId, built, pieces).catch(() => {})
    return built
  }

  /** An index of the few passages that the store's own search finds, until there is a whole one. */
  function standIn(chatbotId: string, question: string): Built {
    const words = wordsOf(question)
    const informative = words.filter((word) => !isFunctionWord(word))
    const built = emptyOf()
    for (const id of store.search(chatbotId, informative.length > 0 ? informative : words, standIns)) {
      const passage = store.findSearched(id)
      if (passage) built.passages.set(built.ranker.add(toEntry(passage)), passage)
    }
    for (const _ of built.ranker.learn());
    return built
  }

  function retrieve(chatbotId: string, question: string, limit = 6): Retrieval {
    let built = bringUp(chatbotId)
    if (!built.isWhole) built = standIn(chatbotId, question)
    const isBehind = built.work !== undefined
    for (;;) {
      const { confidence, ranked, words, evidence } = built.ranker.rank(question, limit)
      const passages = ranked.map(({ place, score, why }) => ({ ...built.passages.get(place)!, score, why }))
      // What was deleted or changed a moment ago is not quoted any more.
      const gone = isBehind ? ranked.filter((_, k) => !isStill(passages[k]!)) : []
      if (gone.length === 0)
        return { query: words.join(" "), confidence, evidence, rarity: built.ranker.rarity, passages }
      for (const { place } of gone) {
        built.places.delete(built.passages.get(place)!.id)
        drop(built, place)
      }
    }
  }

  return {
    /** After a start: one chatbot's content after the other, so that no visitor is the first to wait for it. */
    async warmUp(chatbotIds: readonly string[]): Promise<void> {
      for (const chatbotId of chatbotIds.slice(0, mostBuilt)) await makeReady(chatbotId, builtFor(chatbotId))
    },
    /**
     * Settles when what changed is taken in, or when a question should not wait any longer for it. Whoever can wait asks
     * after this; whoever cannot gets what there is.
     * @param mostMs how long at most.
     */
    async prepare(chatbotId: string, mostMs = longestWaitMs): Promise<void> {
      const built = builtFor(chatbotId)
      if (isCurrent(chatbotId, built)) return
      const isReady = makeReady(chatbotId, built)
      if (!Number.isFinite(mostMs)) return isReady
      let timer: ReturnType<typeof setTimeout> | undefined
      const isLate = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, mostMs)
      })
      await Promise.race([isReady, isLate])
      clearTimeout(timer)
    },
    retrieve,
    /** Whether the content, or a good part of it, is in that language, as far as it is known already. */
    isWrittenIn: (chatbotId: string, language: ListedLanguage): boolean =>
      all.get(chatbotId)?.ranker.isWrittenIn(language) ?? false,
  }

  function isStill(passage: StoredPassage): boolean {
    const now = store.findSearched(passage.id)
    return now !== undefined && isSame(now, passage)
  }
}

function emptyOf(): Built {
  return {
    version: -1,
    ranker: createRanker(),
    passages: new Map(),
    places: new Map(),
    work: undefined,
    reading: undefined,
    isWhole: false,
  }
}

function drop(built: Built, place: number): void {
  built.ranker.remove(place)
  built.passages.delete(place)
}

function isSame(a: StoredPassage, b: StoredPassage): boolean {
  return (
    a.text === b.text &&
    a.title === b.title &&
    a.headings === b.headings &&
    a.documentId === b.documentId &&
    a.questions.length === b.questions.length &&
    a.questions.every((question, k) => question === b.questions[k])
  )
}

function toEntry(passage: StoredPassage): Entry {
  return {
    group: passage.documentId,
    title: passage.title,
    headings: passage.headings,
    questions: passage.questions,
    text: passage.text,
  }
}
