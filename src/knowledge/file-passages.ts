import { setTimeout as delay } from "node:timers/promises"
import type { Database } from "../db/database"

/** Each commit waits for the disk, and whoever chats with it: so as many as this takes, and not one by one. */
const sliceMs = 1
const mostAtOnce = 30
/** In between, whoever is chatting goes first. */
const pauseMs = 5

/** Puts what long documents left over into the full-text index, some passages in a write. */
export function createPassageFiling(db: Database) {
  const isAny = db.onRead<[], { id: number }>("SELECT id FROM unfiled_passages LIMIT 1")
  const next = db.inWrite<[number], { id: number }>("SELECT id FROM unfiled_passages ORDER BY id LIMIT ?")
  const file = db.inWrite<[number]>(`
    INSERT INTO passages_fts (rowid, chatbot_id, title, headings, questions, text)
    SELECT id, chatbot_id, title, headings, questions, text FROM passages WHERE id = ?`)
  const strike = db.inWrite<[number]>("DELETE FROM unfiled_passages WHERE id = ?")

  let isStopped = false

  return {
    /** Goes on until nothing is left, or until the server stops; what is left then is taken up by the next one. */
    async run(): Promise<void> {
      while (!isStopped && isAny.get()) {
        await db.write(() => {
          const end = performance.now() + sliceMs
          for (const { id } of next.all(mostAtOnce)) {
            file.run(id)
            strike.run(id)
            if (performance.now() >= end) return
          }
        })
        await delay(pauseMs)
      }
    },
    stop(): void {
      isStopped = true
    },
  }
}
