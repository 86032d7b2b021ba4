import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { createDatabase, type Database } from "./database"
import { type Connection, connect } from "./driver"
import { migrate } from "./migrate"
import { migrations } from "./migrations"
import { keepCopy } from "./upgrade-copy"

type Opened = { db: Database; file: string; migratedFrom: number; version: number }

/** What takes a while with a large database: whoever waits for the start should know of it. */
export type LongWork = "upgrading" | "compacting"

/**
 * Opens `baton.db` in `folder`, brought up to date. An older file is copied beside itself before it is changed.
 * @param onWork told before something begins that may take a while.
 * @throws if the folder cannot be written, the file is not a database, or it is newer than this program.
 */
export function openDatabase(
  folder: string,
  ring: (topic: string) => void,
  onWork: (what: LongWork) => void = () => {},
): Opened {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, "baton.db")
  const isNew = !existsSync(file)
  const writer = connect(file)
  try {
    setUp(writer)
    const { from, to } = migrate(writer, migrations, (version) => {
      if (isNew || version === 0) return
      onWork("upgrading")
      keepCopy(writer, folder, version, Date.now())
    })
    const isUpgraded = !isNew && from < to
    if (isUpgraded || writer.pragma("auto_vacuum", { simple: true }) !== incremental) compact(writer, folder, onWork)
    // What is erased is overwritten, and not only forgotten. It costs a message nothing that could be measured.
    writer.pragma("secure_delete = ON")
    // From here on a lock that another program holds is waited for between turns of the event loop, not in one.
    writer.pragma("busy_timeout = 0")
    const reader = connect(file, { readonly: true })
    reader.pragma("cache_size = -16000")
    reader.pragma("mmap_size = 268435456")
    return { db: createDatabase(writer, reader, ring), file, migratedFrom: from, version: to }
  } catch (error) {
    writer.close()
    throw error
  }
}

const incremental = 2

function setUp(writer: Connection): void {
  writer.pragma("busy_timeout = 5000")
  // Says something only of a file that is made now; one that is there is asked for it below.
  writer.pragma(`auto_vacuum = ${incremental}`)
  writer.pragma("journal_mode = WAL")
  // Four times the usual: what each message writes anew is then written to the file itself a quarter as often.
  writer.pragma("wal_autocheckpoint = 4000")
  writer.pragma("synchronous = FULL")
  writer.pragma("foreign_keys = ON")
  writer.pragma("cache_size = -32000")
  writer.pragma("temp_store = MEMORY")
}

/**
 * Writes the file anew: an upgrade leaves in its free pages what people wrote, where no erasure would find it. And only
 * after that does the file of a database that an early Baton made get smaller by and by.
 */
function compact(writer: Connection, folder: string, onWork: (what: LongWork) => void): void {
  onWork("compacting")
  try {
    // In a file, since in memory it would need as much of that as the database is large; and on the database's own disk,
    // since a container's /tmp may be memory, too.
    writer.pragma("temp_store = FILE")
    writer.pragma(`temp_store_directory = '${folder.replaceAll("'", "''")}'`)
    writer.pragma(`auto_vacuum = ${incremental}`)
    writer.exec("VACUUM")
    writer.pragma("wal_checkpoint(TRUNCATE)")
  } catch (error) {
    // Without room for it the database is as good as it was.
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown }).code))) throw error
  } finally {
    writer.pragma("temp_store_directory = ''")
    writer.pragma("temp_store = MEMORY")
  }
}
