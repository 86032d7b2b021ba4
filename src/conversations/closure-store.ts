import type { Database, Tx } from "../db/database"
import type { Closure, Outcome } from "./closure"

export type ClosureStore = ReturnType<typeof createClosureStore>

export function createClosureStore(db: Database) {
  // What is closed is not opened again, so there is one of each conversation.
  const save = db.inWrite<[string, Outcome, string, number]>(
    "INSERT INTO closures (conversation_id, outcome, person_id, at) VALUES (?, ?, ?, ?)",
  )
  const addTag = db.inWrite<[string, string]>(
    "INSERT INTO conversation_tags (conversation_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING",
  )
  const outcomeOf = db.onRead<[string], { outcome: Outcome }>("SELECT outcome FROM closures WHERE conversation_id = ?")
  const tagsOf = db.onRead<[string], { tag: string }>(
    "SELECT tag FROM conversation_tags WHERE conversation_id = ? ORDER BY tag",
  )

  return {
    save(_: Tx, conversationId: string, { outcome, tags }: Closure, personId: string, at: number): void {
      if (outcome) save.run(conversationId, outcome, personId, at)
      for (const tag of tags) addTag.run(conversationId, tag)
    },
    find: (conversationId: string): Closure => ({
      outcome: outcomeOf.get(conversationId)?.outcome ?? null,
      tags: tagsOf.all(conversationId).map(({ tag }) => tag),
    }),
  }
}
