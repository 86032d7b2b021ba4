/** Content without a server: a real database in a folder of its own, chatbots in it, and the knowledge over them. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { defaultChatbot } from "../chatbots/chatbot"
import { createChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { openDatabase } from "../db/open"
import { createKnowledge } from "../knowledge/knowledge"

export type Content = ReturnType<typeof openContent>

/** @param ring is told the topics that something changed in. */
export function openContent(ring: (topic: string) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "baton-content-"))
  const { db } = openDatabase(folder, ring)
  let lastId = 0
  return {
    db,
    knowledge: createKnowledge({ db, now: () => 1_000, newId: () => `id-${++lastId}` }),
    addChatbot: (id: string, locale?: string) => addChatbot(db, id, locale),
    async close(): Promise<void> {
      await db.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A chatbot that has nothing of its own but its id and its language. */
export function addChatbot(db: Database, id: string, locale = "en"): Promise<void> {
  const chatbot = { ...defaultChatbot, id, name: "Shop", locale, createdAt: 0, updatedAt: 0 }
  return db.write((tx) => createChatbotStore(db).save(tx, chatbot))
}

/** The chatbot `shop` and its visitor `noa` as rows that every version of the database takes: for tests of what a migration does. */
export const rowsOfShop = `
  INSERT INTO chatbots (id, name, ai_enabled, persona, welcome, suggestions, origins, locale, escalation, fallback, hours,
    contact_form, appearance, created_at, updated_at)
    VALUES ('shop', 'Shop', 1, '', '', '[]', '[]', 'en', '{}', '{}', '{}', '{}', '{}', 1, 1);
  INSERT INTO visitors (id, chatbot_id, locale, timezone, device, created_at, last_seen_at)
    VALUES ('noa', 'shop', 'en', '', '', 1, 1);`
