/** `npm run restore file`: puts a backup in place. What was there is kept aside, never deleted. */

import { createReadStream, createWriteStream, existsSync } from "node:fs"
import { mkdir, readdir, rename, rm } from "node:fs/promises"
import { dirname, join, normalize, resolve, sep } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { parseArgs } from "node:util"
import { createGunzip } from "node:zlib"
import { readConfig } from "../config"
import { databaseFile, inspectDatabase, isInUse, latestVersion } from "../db/inspect"
import { readTar } from "../db/tar"

/** @returns the exit code. */
export async function restore(args: string[], env = process.env, say: (line: string) => void = console.log) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { force: { type: "boolean", default: false } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (!file) throw new Error("Name the backup to restore: npm run restore FILE")
    const { dataFolder } = readConfig(env)
    const { kept } = await restoreBackup(resolve(file), dataFolder, values.force)
    say(`${dataFolder} now holds what ${file} held.`)
    if (kept) say(`What was there before is in ${kept}; delete it when you no longer need it.`)
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
  const database = join(dataFolder, databaseFile)
  const isThere = existsSync(database)
  if (isThere && !force) {
    throw new Error(`${dataFolder} holds data already. Add --force to replace it; what is there is then kept aside.`)
  }
  if (isThere && isInUse(database)) throw new Error(`A server is using ${dataFolder}. Stop it first, then restore.`)

  const stamp = Date.now()
  // Inside the data folder: it may be a mount of its own, and moving must not copy.
  const unpacked = join(dataFolder, `restoring-${stamp}`)
  await mkdir(join(unpacked, "uploads"), { recursive: true })
  try {
    await unpack(file, unpacked)
    check(join(unpacked, databaseFile), file)
    const old = (await readdir(dataFolder)).filter((name) => name.startsWith(databaseFile) || name === "uploads")
    const kept = old.length > 0 ? join(dataFolder, `before-restore-${stamp}`) : undefined
    if (kept) await mkdir(kept)
    for (const name of old) await rename(join(dataFolder, name), join(kept!, name))
    await rename(join(unpacked, "uploads"), join(dataFolder, "uploads"))
    // The database last: without it a start would begin afresh, so until here the old state is the only one.
    await rename(join(unpacked, databaseFile), database)
    return kept ? { kept } : {}
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}

async function unpack(file: string, folder: string): Promise<void> {
  const gunzip = createReadStream(file).pipe(createGunzip())
  try {
    await readTar(gunzip as AsyncIterable<Uint8Array>, async (name, content) => {
      const path = join(folder, normalize(name))
      const isOurs = name === databaseFile || path.startsWith(join(folder, "uploads") + sep)
      if (!isOurs) throw new Error(`${name} does not belong into a backup of Baton.`)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(Readable.from(content), createWriteStream(path, { mode: 0o600 }))
    })
  } catch (error) {
    throw new Error(`${file} cannot be restored: ${(error as Error).message}`)
  }
}

function check(database: string, file: string): void {
  if (!existsSync(database)) throw new Error(`${file} holds no database of Baton.`)
  const { version, problems } = inspectDatabase(database)
  if (problems.length > 0) throw new Error(`The database in ${file} is damaged: ${problems[0]}.`)
  if (version > latestVersion) {
    throw new Error(`${file} was written by a newer Baton (version ${version} of the database). Run that one.`)
  }
}

if (import.meta.main) process.exit(await restore(process.argv.slice(2)))
