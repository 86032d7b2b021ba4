import type { Database } from "../db/database"

export type SynonymGroup = { id: string; words: string[] }
export type SynonymStore = ReturnType<typeof createSynonymStore>

type Row = { id: string; words: string }

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createSynonymStore(db: Database) {
  const sql = "SELECT id, words FROM synonym_groups WHERE chatbot_id = ? ORDER BY created_at, id"
  const list = db.onRead<[string], Row>(sql)
  const listNow = db.inWrite<[string], Row>(sql)
  const insert = db.inWrite<[string, string, string, number]>(
    "INSERT INTO synonym_groups (id, chatbot_id, words, created_at) VALUES (?, ?, ?, ?)",
  )
  const remove = db.inWrite<[string, string]>("DELETE FROM synonym_groups WHERE chatbot_id = ? AND id = ?")
  const toGroup = ({ id, words }: Row): SynonymGroup => ({ id, words: JSON.parse(words) as string[] })
  return {
    list: (chatbotId: string): SynonymGroup[] => list.all(chatbotId).map(toGroup),
    wordsOf: (chatbotId: string): string[][] => list.all(chatbotId).map(({ words }) => JSON.parse(words) as string[]),
    listInWrite: (chatbotId: string): SynonymGroup[] => listNow.all(chatbotId).map(toGroup),
    insertInWrite: (id: string, chatbotId: string, words: readonly string[], at: number): void =>
      void insert.run(id, chatbotId, JSON.stringify(words), at),
    removeInWrite: (chatbotId: string, id: string): boolean => remove.run(chatbotId, id).changes > 0,
  }
}
