import type { Database } from "../db/database"

/** The chatbot in whose conversations something happened last: a report of another one would be empty at first sight. */
export function createLastActiveChatbot(db: Database): () => string | undefined {
  const last = db.onRead<[], { chatbot_id: string }>("SELECT chatbot_id FROM events ORDER BY id DESC LIMIT 1")
  return () => last.get()?.chatbot_id
}
