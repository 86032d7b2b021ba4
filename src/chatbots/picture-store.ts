import type { Database, Tx } from "../db/database"
import { picturePath } from "./chatbot"

export type NewPicture = { type: string; bytes: Uint8Array<ArrayBuffer> }
type Picture = NewPicture & { id: string; chatbotId: string; createdAt: number }

export type PictureStore = ReturnType<typeof createPictureStore>

/** The pictures that owners uploaded: one for a chatbot, gone with it. */
export function createPictureStore(db: Database) {
  const remove = db.inWrite<[string]>("DELETE FROM pictures WHERE chatbot_id = ?")
  const insert = db.inWrite<[string, string, string, Uint8Array, number]>(
    "INSERT INTO pictures (id, chatbot_id, type, bytes, created_at) VALUES (?, ?, ?, ?, ?)",
  )
  const byId = db.onRead<[string], NewPicture>("SELECT type, bytes FROM pictures WHERE id = ?")

  const find = (id: string): NewPicture | undefined => byId.get(id)

  return {
    /** In place of the chatbot's one before. */
    save(_: Tx, { id, chatbotId, type, bytes, createdAt }: Picture): void {
      remove.run(chatbotId)
      insert.run(id, chatbotId, type, bytes, createdAt)
    },
    removeOf: (_: Tx, chatbotId: string): void => void remove.run(chatbotId),
    find,
    findByPath: (path: string): NewPicture | undefined => find(path.slice(picturePath("").length)),
  }
}
