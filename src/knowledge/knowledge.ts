import type { Database } from "../db/database"
import { inSlices } from "../jobs/in-slices"
import { createConsider } from "./consider"
import type { Embedding } from "./embed"
import { fuse } from "./embed-fuse"
import { readQuestions } from "./encode-apart"
import { createSourceIndex } from "./index-source"
import { createPassageIndex, type Retrieve } from "./retrieve"
import { createSourceStore, type StoredPassage } from "./source-store"
import { createSynonymStore } from "./synonym-store"
import { translationsOf } from "./translate"

/** Content as it would be: nothing of it is stored. */
type ContentDraft = {
  passages?: (now: StoredPassage[]) => StoredPassage[]
  synonyms?: readonly (readonly string[])[]
}

/** Places of the words' finding that are looked at beside the nearest. */
const fused = 20
const readAtOnce = 200

export type Knowledge = ReturnType<typeof createKnowledge>

/** All that a chatbot knows: its sources, and what answers a question. */
export function createKnowledge(deps: {
  db: Database
  now: () => number
  newId: () => string
  /** Compares by the vectors of a server that the owner named. */
  embedding?: Embedding
}) {
  const { embedding } = deps
  const store = createSourceStore(deps.db)
  const index = createPassageIndex(store)
  const synonyms = createSynonymStore(deps.db)

  /** By words, and by what is known of the question's likeness. */
  function withLikeness(retrieve: Retrieve, find: (id: number) => StoredPassage | undefined): Retrieve {
    return (chatbotId, question, limit = 6) => {
      const near = embedding?.nearestOf(chatbotId, question) ?? []
      if (near.length === 0) return retrieve(chatbotId, question, limit)
      const found = near.flatMap(({ id, confidence }) => {
        const passage = find(id)
        return passage ? [{ passage, confidence }] : []
      })
      return fuse(retrieve(chatbotId, question, Math.max(limit, fused)), found, limit)
    }
  }

  /** All that is searched, read some at a time, so that no chat waits for it. */
  function* readAll(chatbotId: string): Generator<void, StoredPassage[]> {
    const all: StoredPassage[] = []
    for (;;) {
      const rows = store.readPassages(chatbotId, { after: all.at(-1)?.id, limit: readAtOnce })
      for (const row of rows) all.push(row)
      if (rows.length < readAtOnce) return all
      yield
    }
  }

  /** What would be found if the content were like this. Built anew beside what goes on, for whoever can wait. */
  async function retrieveAfter(chatbotId: string, draft: ContentDraft): Promise<Retrieve> {
    const now = await inSlices(readAll(chatbotId))
    const then = draft.passages?.(now) ?? now
    const texts = new Map(now.map(({ id, text }) => [id, text]))
    const isNew = ({ id, text }: StoredPassage) => texts.get(id) !== text
    const changed = then.filter(isNew).map(({ id }) => id)
    const placeOf = new Map(then.map(({ id }, place) => [id, place]))
    const unchanged = (id: number) => {
      const passage = then[placeOf.get(id) ?? -1]
      return passage && !isNew(passage) ? passage : undefined
    }
    const tried = createPassageIndex({
      ...store,
      versionOf: () => 0,
      readPassages: (_, { after, limit }) => {
        const from = after === undefined ? 0 : placeOf.get(after)! + 1
        return then.slice(from, from + limit)
      },
      // The words of what is not stored are in no index: it is looked at in any case.
      search: (id, words, limit) => [...changed, ...store.search(id, words, limit)],
    })
    await tried.prepare(chatbotId, Number.POSITIVE_INFINITY)
    return createConsider({
      retrieve: withLikeness(tried.retrieve, unchanged),
      isWrittenIn: tried.isWrittenIn,
      synonymsOf: draft.synonyms ? () => draft.synonyms! : synonyms.wordsOf,
      pinnedOf: () => then.filter(({ isPinned }) => isPinned),
    })
  }

  return {
    ...createSourceIndex({ ...deps, store }),
    retrieve: createConsider({
      retrieve: withLikeness(index.retrieve, store.findSearched),
      isWrittenIn: index.isWrittenIn,
      synonymsOf: synonyms.wordsOf,
      pinnedOf: store.pinnedOf,
    }),
    prepare: index.prepare,
    warmUp: index.warmUp,
    /** Settles when it is known what these questions mean, or when they should not wait any longer for it. */
    readQuestions: async (chatbotId: string, questions: readonly string[]): Promise<void> => {
      // The encoder reads English.
      const inEnglish = (question: string) =>
        translationsOf(question, (language) => language === "en" && index.isWrittenIn(chatbotId, language))
      const read = [...questions, ...questions.flatMap(inEnglish).map(({ text }) => text)]
      await Promise.all([readQuestions(read), embedding?.readQuestions(chatbotId, questions)])
    },
    /** How far its embeddings are; undefined where no server is named. */
    embeddingOf: (chatbotId: string) => embedding?.progressOf(chatbotId),
    readAll: (chatbotId: string): Promise<StoredPassage[]> => inSlices(readAll(chatbotId)),
    retrieveAfter,
    synonyms,
    store,
    findPassage: store.findPassage,
    passagesOf: store.passagesOf,
    passagesOfSource: store.passagesOfSource,
    versionOf: store.versionOf,
    titlesOf: store.titlesOf,
  }
}
