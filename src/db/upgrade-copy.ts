/** The copy that is kept of a database before a newer program changes it. */

import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Connection } from "./driver"

const form = /^baton-before-\d+-(\d+)\.db$/
/** Of an upgrade that is tried again and again, too: a start that fails must not fill the disk. */
const mostKept = 2
/** It holds what owners have had erased since, so it does not stay for ever. */
const keptMs = 30 * 24 * 3600_000

/** Newest first. */
function listCopies(folder: string): { path: string; at: number }[] {
  const found = readdirSync(folder).flatMap((name) => {
    const at = form.exec(name)?.[1]
    return at === undefined ? [] : [{ path: join(folder, name), at: Number(at) }]
  })
  return found.sort((a, b) => b.at - a.at)
}

const half = (name: string) => name.startsWith("baton-before-") && /\.db(-journal|\.part|\.part-journal)$/.test(name)

/** @throws a sentence where there is no room for it; nothing of it is left then. */
export function keepCopy(db: Connection, folder: string, version: number, now: number): void {
  for (const name of readdirSync(folder).filter(half)) rmSync(join(folder, name), { force: true })
  const path = join(folder, `baton-before-${version}-${now}.db`)
  const part = `${path}.part`
  try {
    db.prepare("VACUUM INTO ?").run(part)
    flush(part)
    renameSync(part, path)
  } catch (error) {
    for (const name of [part, `${part}-journal`]) rmSync(name, { force: true })
    if ((error as { code?: string }).code !== "SQLITE_FULL") throw error
    throw new Error(
      `before an upgrade the database is copied beside itself, and the disk has no room for that. Make room for three times its ${sizeOf(db)}, and start again.`,
      { cause: error },
    )
  }
  for (const { path: old } of listCopies(folder).slice(mostKept)) rmSync(old, { force: true })
}

/** @returns how many there were. */
export function removeOldCopies(folder: string, now: number): number {
  const old = listCopies(folder).filter(({ at }) => at < now - keptMs)
  for (const { path } of old) rmSync(path, { force: true })
  return old.length
}

function flush(path: string): void {
  const file = openSync(path, "r+")
  fsyncSync(file)
  closeSync(file)
}

function sizeOf(db: Connection): string {
  const [pages, bytes] = ["page_count", "page_size"].map((name) => Number(db.pragma(name, { simple: true })))
  return `${Math.ceil((pages! * bytes!) / 1e6)} MB`
}
