import type { Database } from "../db/database"
import { createConsider } from "./consider"
import { createSourceIndex } from "./index-source"
import { createPassageIndex, type Retrieve } from "./retrieve"
import { createSourceStore, type StoredPassage } from "./source-store"
import { createSynonymStore } from "./synonym-store"

/** Content as it would be: nothing of it is stored. */
export type ContentDraft = {
  passages?: (now: StoredPassage[]) => StoredPassage[]
  synonyms?: readonly (readonly string[])[]
}

export type Knowledge = ReturnType<typeof createKnowledge>

/** All that a chatbot knows: its sources, and what answers a question. */
export function createKnowledge(deps: { db: Database; now: () => number; newId: () => string }) {
  const store = createSourceStore(deps.db)
  const index = createPassageIndex(store)
  const synonyms = createSynonymStore(deps.db)

  /** What would be found if the content were like this. Built anew beside what goes on, for whoever can wait. */
  async function retrieveAfter(chatbotId: string, draft: ContentDraft): Promise<Retrieve> {
    const now = store.passagesOf(chatbotId)
    const then = draft.passages?.(now) ?? now
    const texts = new Map(now.map(({ id, text }) => [id, text]))
    const isNew = ({ id, text }: StoredPassage) => texts.get(id) !== text
    const changed = then.filter(isNew).map(({ id }) => id)
    const tried = createPassageIndex({
      ...store,
      versionOf: () => 0,
      readPassages: (_, { after }) => (after === undefined ? then : []),
      // The words of what is not stored are in no index: it is looked at in any case.
      search: (id, words, limit) => [...changed, ...store.search(id, words, limit)],
    })
    await tried.prepare(chatbotId, Number.POSITIVE_INFINITY)
    return createConsider({
      retrieve: tried.retrieve,
      synonymsOf: draft.synonyms ? () => draft.synonyms! : synonyms.wordsOf,
      pinnedOf: () => then.filter(({ isPinned }) => isPinned),
    })
  }

  return {
    ...createSourceIndex({ ...deps, store }),
    retrieve: createConsider({
      retrieve: index.retrieve,
      synonymsOf: synonyms.wordsOf,
      pinnedOf: store.pinnedOf,
    }),
    prepare: index.prepare,
    retrieveAfter,
    synonyms,
    store,
    findPassage: store.findPassage,
    passagesOf: store.passagesOf,
    passagesOfSource: store.passagesOfSource,
    versionOf: store.versionOf,
  }
}
