/** A database file looked at from outside, while a server may be using it. */

import { connect } from "./driver"
import { migrations } from "./migrations"

export const databaseFile = "baton.db"
export const latestVersion = migrations.length

/**
 * Writes a consistent copy to `to`, which must not exist. A server may go on writing meanwhile.
 * @throws when the file is no database.
 */
export function copyDatabase(file: string, to: string): void {
  const db = connect(file, { readonly: true, fileMustExist: true })
  try {
    db.prepare("VACUUM INTO ?").run(to)
  } finally {
    db.close()
  }
}

/** @throws a sentence that says what to change where SQLite itself cannot be loaded. */
export const tryDriver = () => void connect(":memory:").close()

export type Inspection = { version: number; problems: string[] }

/** @throws when the file is no database at all. */
export function inspectDatabase(file: string): Inspection {
  const db = connect(file, { readonly: true, fileMustExist: true })
  try {
    const version = db.pragma("user_version", { simple: true }) as number
    const integrity = (db.pragma("integrity_check(5)") as { integrity_check: string }[]).map(
      (row) => row.integrity_check,
    )
    const orphans = db.pragma("foreign_key_check") as { table: string }[]
    return {
      version,
      problems: [
        ...integrity.filter((line) => line !== "ok"),
        ...[...new Set(orphans.map(({ table }) => `${table} has rows that point at nothing`))],
      ],
    }
  } finally {
    db.close()
  }
}

/** Whether another process has the database open: SQLite lets nobody have it alone then. */
export function isInUse(file: string): boolean {
  const db = connect(file, { fileMustExist: true, timeout: 200 })
  try {
    db.pragma("locking_mode = EXCLUSIVE")
    db.exec("BEGIN EXCLUSIVE; ROLLBACK")
    return false
  } catch (error) {
    const { code = "" } = error as { code?: string }
    if (code.startsWith("SQLITE_BUSY")) return true
    // Nobody can use what is damaged: a restore is what it needs.
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return false
    throw error
  } finally {
    db.close()
  }
}

/** The files that messages name, by their ids. @throws when the database is none, or older than files. */
export function listFileIds(file: string): string[] {
  const db = connect(file, { readonly: true, fileMustExist: true })
  try {
    return (db.prepare("SELECT id FROM attachments").all() as { id: string }[]).map(({ id }) => id)
  } finally {
    db.close()
  }
}

/** What the owner entered in the admin, without opening the store for writing. */
export function readSetting<T>(file: string, key: string): T | undefined {
  const db = connect(file, { readonly: true, fileMustExist: true })
  try {
    const row = db.prepare("SELECT value FROM settings WHERE key = ?").get(key) as { value: string } | undefined
    return row && (JSON.parse(row.value) as T)
  } finally {
    db.close()
  }
}
