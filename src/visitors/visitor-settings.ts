import type { Database, Tx } from "../db/database"
import { defaultIntent, type IntentSettings } from "./intent"

/** What an owner wants done with the visitors of a chatbot. */
export type VisitorSettings = {
  /** Widgets keep a stream though they are closed: who is there is exact, and an operator's word arrives at once. */
  live: boolean
  /** Keeps the network address of each visit. */
  keepAddress: boolean
  intent: IntentSettings
}

export type VisitorSettingStore = ReturnType<typeof createVisitorSettings>

const defaults: VisitorSettings = { live: false, keepAddress: false, intent: defaultIntent }

export function createVisitorSettings(db: Database) {
  const upsert = db.inWrite<[string, string, number]>(`
    INSERT INTO visitor_settings (chatbot_id, value, updated_at) VALUES (?, ?, ?)
    ON CONFLICT (chatbot_id) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`)
  const byId = db.onRead<[string], { value: string }>("SELECT value FROM visitor_settings WHERE chatbot_id = ?")
  // Asked for at every page of every visitor.
  const held = new Map<string, VisitorSettings>()

  return {
    get(chatbotId: string): VisitorSettings {
      let found = held.get(chatbotId)
      if (!found) {
        const row = byId.get(chatbotId)
        found = { ...defaults, ...(row ? (JSON.parse(row.value) as Partial<VisitorSettings>) : {}) }
        held.set(chatbotId, found)
      }
      return found
    },
    save(tx: Tx, chatbotId: string, settings: VisitorSettings, at: number): void {
      upsert.run(chatbotId, JSON.stringify(settings), at)
      tx.afterCommit(() => void held.delete(chatbotId))
    },
  }
}

/** Signs who somebody is; without one nobody can be verified. Only its holder and the owner's own server know it. */
export const identitySecretKey = (chatbotId: string) => `identity-secret:${chatbotId}`
