import type { Database } from "../db/database"
import { createSourceIndex } from "./index-source"
import { createRetrieve } from "./retrieve"
import { createSourceStore } from "./source-store"

export type Knowledge = ReturnType<typeof createKnowledge>

/** All that a chatbot knows: its sources, and what answers a question. */
export function createKnowledge(deps: { db: Database; now: () => number; newId: () => string }) {
  const store = createSourceStore(deps.db)
  return {
    ...createSourceIndex({ ...deps, store }),
    retrieve: createRetrieve(store),
    findPassage: store.findPassage,
    passagesOf: store.passagesOf,
    passagesOfSource: store.passagesOfSource,
    versionOf: store.versionOf,
  }
}
