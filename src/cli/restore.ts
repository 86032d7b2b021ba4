/** `npm run restore file`: puts a backup in place. What was there is kept aside, never deleted. */

import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs"
import { chown, copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises"
import { dirname, join, normalize, resolve, sep } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { parseArgs } from "node:util"
import { createGunzip } from "node:zlib"
import { readConfig } from "../config"
import { databaseFile, type Inspection, inspectDatabase, isInUse, latestVersion } from "../db/inspect"
import { FolderTaken, lockFolder } from "../db/lock"
import { readTar } from "../db/tar"

/** @returns the exit code. */
export async function restore(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { force: { type: "boolean", default: false } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (!file) throw new Error("Name the backup to restore: npm run restore FILE")
    const { dataFolder } = readConfig(process.env)
    const { kept } = await restoreBackup(resolve(file), dataFolder, values.force)
    console.log(`${dataFolder} now holds what ${file} held.`)
    if (kept) console.log(`What was there before is in ${kept}; delete it when you no longer need it.`)
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
}

/**
 * Everything is unpacked and checked before anything is moved, so that a broken archive changes nothing.
 * @throws when there is data already and `force` is not set, when a server uses it, or when the archive is not a good backup.
 */
export async function restoreBackup(file: string, dataFolder: string, force: boolean): Promise<{ kept?: string }> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  if (!statSync(file).isFile()) throw new Error(`${file} is no file. Name the backup in it.`)
  const database = join(dataFolder, databaseFile)
  const isThere = existsSync(database)
  if (isThere && !force) {
    throw new Error(`${dataFolder} holds data already. Add --force to replace it; what is there is then kept aside.`)
  }
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  // Held to the end, so that nobody starts in the middle of it.
  let release: (() => void) | undefined
  try {
    release = lockFolder(dataFolder)
    if (isThere && isInUse(database)) throw new FolderTaken()
    return await replace(file, dataFolder)
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    throw new Error(`A server is using ${dataFolder}. Stop it first, then restore.`)
  } finally {
    release?.()
  }
}

/** Put in place by root, it would be nobody's who serves. */
async function giveToOwnerOf(folder: string, names: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  for (const name of names) {
    const path = join(folder, name)
    await chown(path, uid, gid)
    for (const inside of (await stat(path)).isDirectory() ? await readdir(path) : [])
      await chown(join(path, inside), uid, gid)
  }
}

async function replace(file: string, dataFolder: string): Promise<{ kept?: string }> {
  const database = join(dataFolder, databaseFile)
  const stamp = Date.now()
  // Inside the data folder: it may be a mount of its own, and moving must not copy.
  const unpacked = join(dataFolder, `restoring-${stamp}`)
  await mkdir(join(unpacked, "uploads"), { recursive: true })
  try {
    // The copy that is kept before an upgrade is a database alone: the files beside it are still the same.
    const isAlone = await isDatabase(file)
    if (isAlone) await copyFile(file, join(unpacked, databaseFile))
    else await unpack(file, unpacked)
    check(join(unpacked, databaseFile), file)
    const old = (await readdir(dataFolder)).filter(
      (name) => name.startsWith(databaseFile) || (name === "uploads" && !isAlone),
    )
    const kept = old.length > 0 ? join(dataFolder, `before-restore-${stamp}`) : undefined
    if (kept) await mkdir(kept)
    for (const name of old) await rename(join(dataFolder, name), join(kept!, name))
    if (!existsSync(join(dataFolder, "uploads"))) await rename(join(unpacked, "uploads"), join(dataFolder, "uploads"))
    // The database last: without it a start would begin afresh, so until here the old state is the only one.
    await rename(join(unpacked, databaseFile), database)
    await giveToOwnerOf(dataFolder, [databaseFile, "uploads", "baton.lock"])
    return kept ? { kept } : {}
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}

const databaseBegins = "SQLite format 3\0"

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, "r")
  try {
    const { buffer } = await handle.read(Buffer.alloc(databaseBegins.length), 0, databaseBegins.length, 0)
    return buffer.toString("latin1") === databaseBegins
  } finally {
    await handle.close()
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  const gunzip = createGunzip()
  // What goes wrong in reading would otherwise be waited for for ever.
  createReadStream(file)
    .on("error", (error) => gunzip.destroy(error))
    .pipe(gunzip)
  try {
    await readTar(gunzip as AsyncIterable<Uint8Array>, async (name, content) => {
      const path = join(folder, normalize(name))
      const isOurs = name === databaseFile || path.startsWith(join(folder, "uploads") + sep)
      if (!isOurs) throw new Error(`${name} does not belong into a backup of Baton.`)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
    })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const known: Record<string, string> = {
      Z_DATA_ERROR: "This is no backup of Baton, or it is damaged.",
      Z_BUF_ERROR: "It is cut short; copy it again.",
      ENOSPC: "The disk is full.",
    }
    throw new Error(`${file} cannot be restored: ${known[code ?? ""] ?? message}`)
  }
}

function check(database: string, file: string): void {
  if (!existsSync(database)) throw new Error(`${file} holds no database of Baton.`)
  const { version, problems } = inspected(database, file)
  if (version === 0) throw new Error(`The database in ${file} is none of Baton.`)
  if (problems.length > 0) throw new Error(`The database in ${file} is damaged: ${problems[0]}.`)
  if (version > latestVersion) {
    throw new Error(`${file} was written by a newer Baton (version ${version} of the database). Run that one.`)
  }
}

function inspected(database: string, file: string): Inspection {
  try {
    return inspectDatabase(database)
  } catch (error) {
    throw new Error(`The database in ${file} cannot be read: ${(error as Error).message}.`)
  }
}

if (import.meta.main) process.exit(await restore(process.argv.slice(2)))
