import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { createDatabase, type Database } from "./database"
import { type Connection, connect } from "./driver"
import { migrate } from "./migrate"
import { migrations } from "./migrations"

export type Opened = { db: Database; file: string; migratedFrom: number; version: number }

/**
 * Opens `baton.db` in `folder`, brought up to date. An older file is copied beside itself before it is changed.
 * @throws if the folder cannot be written, the file is not a database, or it is newer than this program.
 */
export function openDatabase(folder: string, ring: (topic: string) => void): Opened {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, "baton.db")
  const isNew = !existsSync(file)
  const writer = connect(file)
  try {
    setUp(writer)
    const { from, to } = migrate(writer, migrations, (version) => {
      if (!isNew && version > 0)
        writer.prepare("VACUUM INTO ?").run(join(folder, `baton-before-${version}-${Date.now()}.db`))
    })
    const reader = connect(file, { readonly: true })
    reader.pragma("cache_size = -16000")
    reader.pragma("mmap_size = 268435456")
    return { db: createDatabase(writer, reader, ring), file, migratedFrom: from, version: to }
  } catch (error) {
    writer.close()
    throw error
  }
}

function setUp(writer: Connection): void {
  writer.pragma("journal_mode = WAL")
  // Four times the usual: what each message writes anew is then written to the file itself a quarter as often.
  writer.pragma("wal_autocheckpoint = 4000")
  writer.pragma("synchronous = FULL")
  writer.pragma("foreign_keys = ON")
  writer.pragma("busy_timeout = 5000")
  writer.pragma("cache_size = -32000")
  writer.pragma("temp_store = MEMORY")
}
