import type { Database, Tx } from "../db/database"

export type SettingStore = ReturnType<typeof createSettingStore>

/** What an owner may change at run time, and what the server made once for itself (keys). Each key has one type at its user. */
export function createSettingStore(db: Database) {
  const upsert = db.inWrite<[string, string, number]>(`
    INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`)
  const byKeyInWrite = db.inWrite<[string], { value: string }>("SELECT value FROM settings WHERE key = ?")
  const byKey = db.onRead<[string], { value: string }>("SELECT value FROM settings WHERE key = ?")

  return {
    save: (_: Tx, key: string, value: unknown, at: number) => void upsert.run(key, JSON.stringify(value), at),
    findInWrite<T>(_: Tx, key: string): T | undefined {
      const row = byKeyInWrite.get(key)
      return row && (JSON.parse(row.value) as T)
    },
    find<T>(key: string): T | undefined {
      const row = byKey.get(key)
      return row && (JSON.parse(row.value) as T)
    },
  }
}
