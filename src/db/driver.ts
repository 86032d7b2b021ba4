/**
 * The one place that names the driver. The plain import cannot be embedded by `bun build --compile`; the
 * platform's own entry can, and the bundler keeps only the branch of the platform that it builds for.
 */
import { tmpdir } from "node:os"
import type BetterSqlite from "better-sqlite3"

function load(): typeof BetterSqlite {
  switch (`${process.platform}-${process.arch}`) {
    case "linux-x64":
      return require("better-sqlite3/linux-x64")
    case "linux-arm64":
      return require("better-sqlite3/linux-arm64")
    case "darwin-x64":
      return require("better-sqlite3/darwin-x64")
    case "darwin-arm64":
      return require("better-sqlite3/darwin-arm64")
    case "win32-x64":
      return require("better-sqlite3/win32-x64")
    case "win32-arm64":
      return require("better-sqlite3/win32-arm64")
    default:
      throw new Error(`Baton has no SQLite for ${process.platform} on ${process.arch}.`)
  }
}

export const Sqlite = load()
export type Connection = BetterSqlite.Database

/**
 * Opens a database file.
 * @throws what SQLite says, its `code` beginning with `SQLITE_`; or a sentence where SQLite itself cannot be loaded: the
 * executable lays it into the folder for temporary files first, which a container may have made read-only.
 */
export function connect(file: string, options?: BetterSqlite.Options): Connection {
  try {
    return new Sqlite(file, options)
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_DLOPEN_FAILED") throw error
    throw new Error(
      `SQLite cannot be loaded: ${tmpdir()} cannot be written, or nothing may run from there. Change that (in a read-only container: --tmpfs /tmp:exec), or set BUN_TMPDIR to another folder.`,
      { cause: error },
    )
  }
}
export type Statement<P extends unknown[] | object = unknown[], R = unknown> = BetterSqlite.Statement<
  P extends unknown[] ? P : [P],
  R
>
