/** `npm run backup [file]`: the database and the uploads in one archive, consistent also while the server runs. */

import { createWriteStream, existsSync } from "node:fs"
import { chmod, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { dirname, join, relative, resolve } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { readConfig } from "../config"
import { copyDatabase, databaseFile } from "../db/inspect"
import { type Entry, writeTar } from "../db/tar"

const stampOf = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "")

/** @returns the exit code. */
export async function backup(args: string[]) {
  try {
    const { dataFolder } = readConfig(process.env)
    const path = resolve(args[0] ?? `baton-backup-${stampOf(Date.now())}.tar.gz`)
    const { files, bytes } = await writeBackup(dataFolder, path)
    console.log(`${path}: the database and ${files} ${files === 1 ? "file" : "files"}, ${(bytes / 1e6).toFixed(1)} MB.`)
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
}

/** @throws when there is nothing to copy, or when the file exists already. */
export async function writeBackup(dataFolder: string, path: string): Promise<{ files: number; bytes: number }> {
  const database = join(dataFolder, databaseFile)
  if (!existsSync(database)) throw new Error(`There is no database in ${dataFolder}. Set BATON_DATA to its folder.`)
  if (existsSync(path)) throw new Error(`${path} exists already. Name another file.`)
  const copy = `${path}.database`
  const part = `${path}.part`
  let files = 0
  try {
    await mkdir(dirname(path), { recursive: true })
    // Made empty first, so that what people wrote is at no time readable by others.
    await (await open(copy, "wx", 0o600)).close()
    // The database first: its rows point at files that were on disk before them, so none is missed.
    copyDatabase(database, copy)

    async function* entries(): AsyncGenerator<Entry> {
      yield (await entryOf(copy, databaseFile))!
      for (const file of await listFiles(join(dataFolder, "uploads"))) {
        const entry = await entryOf(file, relative(dataFolder, file).replaceAll("\\", "/"))
        if (!entry) continue
        files += 1
        yield entry
      }
    }
    // It holds what people wrote: readable by this user only.
    const out = createWriteStream(part, { mode: 0o600 })
    await pipeline(Readable.from(writeTar(entries(), Date.now())), createGzip({ level: 6 }), out)
    await flush(part)
    await rename(part, path)
    await chmod(path, 0o600)
    return { files, bytes: (await stat(path)).size }
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === "EACCES" || code === "EROFS" || code === "ENOENT" || code === "EPERM" || code === "ENOTDIR")
      throw new Error(`${path} cannot be written (${code}). Name another file.`)
    if (code !== "SQLITE_FULL" && code !== "ENOSPC") throw error
    throw new Error(`There is no room for ${path}. It takes twice what is in ${dataFolder} while it is made.`)
  } finally {
    for (const half of [copy, `${copy}-journal`, part]) await rm(half, { force: true })
  }
}

/** Opened before it is measured, so that it can be read to its end. Undefined for one that a running server has removed since. */
async function entryOf(file: string, name: string): Promise<Entry | undefined> {
  try {
    const handle = await open(file, "r")
    const { size } = await handle.stat()
    return { name, size, content: handle.createReadStream() as AsyncIterable<Uint8Array> }
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined
    throw error
  }
}

async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+")
  await handle.sync()
  await handle.close()
}

if (import.meta.main) process.exit(await backup(process.argv.slice(2)))
