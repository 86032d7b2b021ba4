import { Database as File } from "bun:sqlite"
import { afterEach, beforeEach, expect, test } from "bun:test"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inspectDatabase } from "../db/inspect"
import { lockFolder } from "../db/lock"
import { openDatabase } from "../db/open"
import { until } from "../testing/until"
import { writeBackup } from "./backup"
import { restoreBackup } from "./restore"

let folder: string
let data: string
let archive: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-backup-"))
  data = join(folder, "data")
  archive = join(folder, "copies", "copy.tar.gz")
  mkdirSync(join(data, "uploads"), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const openStore = (path = data) => openDatabase(path, () => {}).db

function writeQueue(db: ReturnType<typeof openStore>, id: string) {
  const insert = db.inWrite<[string]>("INSERT INTO queues (id, name, created_at) VALUES (?, 'Team', 1)")
  return db.write(() => void insert.run(id))
}

async function queuesIn(path: string): Promise<string[]> {
  const db = openStore(path)
  const found = db.onRead<[], { id: string }>("SELECT id FROM queues ORDER BY id").all()
  await db.close()
  return found.map(({ id }) => id)
}

test("a backup made while the server writes comes back whole, with its files", async () => {
  const db = openStore()
  const large = crypto.getRandomValues(new Uint8Array(60_001))
  writeFileSync(join(data, "uploads", "large"), large)
  writeFileSync(join(data, "uploads", "empty"), "")
  for (let i = 0; i < 50; i++) await writeQueue(db, `before-${i}`)
  const during = Array.from({ length: 50 }, (_, i) => writeQueue(db, `during-${i}`))

  const { files } = await writeBackup(data, archive)
  await Promise.all(during)
  await db.close()
  await restoreBackup(archive, join(folder, "other"), false)

  expect(files).toBe(2)
  expect(statSync(archive).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, "copies"))).toEqual(["copy.tar.gz"])
  const there = await queuesIn(join(folder, "other"))
  expect(there.filter((id) => id.startsWith("before-"))).toHaveLength(50)
  expect(new Uint8Array(readFileSync(join(folder, "other", "uploads", "large")))).toEqual(large)
  expect(statSync(join(folder, "other", "uploads", "empty")).size).toBe(0)
  expect(inspectDatabase(join(folder, "other", "baton.db")).problems).toEqual([])
})

test("a file that the server removes while it is copied is left out, and the rest comes back", async () => {
  await openStore().close()
  const uploads = join(data, "uploads")
  const names = Array.from({ length: 100 }, (_, at) => `file-${String(at).padStart(3, "0")}`)
  for (const name of names) writeFileSync(join(uploads, name), crypto.getRandomValues(new Uint8Array(60_000)))

  const copying = writeBackup(data, archive)
  await until(() => existsSync(`${archive}.part`), "the files are being copied", { everyMs: 0 })
  for (const name of readdirSync(uploads).slice(-20)) rmSync(join(uploads, name))
  const { files } = await copying
  await restoreBackup(archive, join(folder, "other"), false)

  expect(files).toBeLessThan(100)
  expect(readdirSync(join(folder, "other", "uploads"))).toHaveLength(files)
})

test("ordinary tar reads a backup", async () => {
  await openStore().close()
  writeFileSync(join(data, "uploads", "a"), "hello")
  await writeBackup(data, archive)

  const { stdout, exitCode } = Bun.spawnSync(["tar", "-tzf", archive])

  expect(exitCode).toBe(0)
  expect(stdout.toString().trim().split("\n")).toEqual(["baton.db", "uploads/a"])
})

test("a restore replaces nothing unless told to, and then keeps what was there", async () => {
  const db = openStore()
  await writeQueue(db, "old")
  await db.close()
  await writeBackup(data, archive)
  const later = openStore()
  await writeQueue(later, "newer")
  await later.close()

  const refused = restoreBackup(archive, data, false)
  await expect(refused).rejects.toThrow("holds data already. Add --force")
  const { kept } = await restoreBackup(archive, data, true)

  expect(await queuesIn(data)).toEqual(["old"])
  expect(await queuesIn(kept!)).toEqual(["newer", "old"])
})

test("a restore is refused while a server uses the folder", async () => {
  const db = openStore()
  await writeQueue(db, "old")
  await writeBackup(data, archive)

  const refused = restoreBackup(archive, data, true)

  await expect(refused).rejects.toThrow("A server is using")
  await writeQueue(db, "still")
  await db.close()
})

test("a broken archive changes nothing", async () => {
  const db = openStore()
  await writeQueue(db, "kept")
  await db.close()
  await writeBackup(data, archive)
  const whole = readFileSync(archive)
  const cut = join(folder, "cut.tar.gz")
  writeFileSync(cut, whole.subarray(0, whole.length / 2))
  const other = join(folder, "other.txt")
  writeFileSync(other, "no archive")

  await expect(restoreBackup(cut, data, true)).rejects.toThrow("cannot be restored")
  await expect(restoreBackup(other, data, true)).rejects.toThrow("cannot be restored")

  expect(readdirSync(data).filter((name) => /restor/.test(name))).toEqual([])
  expect(await queuesIn(data)).toEqual(["kept"])
})

test("an archive cannot write outside the data folder", async () => {
  const evil = join(folder, "evil")
  mkdirSync(evil)
  writeFileSync(join(folder, "escaped"), "x")
  const path = join(folder, "evil.tar.gz")
  Bun.spawnSync([
    "tar",
    "-czPf",
    path,
    "--transform=s,^.*escaped$,uploads/../../escaped-here,",
    join(folder, "escaped"),
  ])

  await expect(restoreBackup(path, data, false)).rejects.toThrow("does not belong into a backup")

  expect(existsSync(join(folder, "escaped-here"))).toBe(false)
})

test("there is nothing to back up without a database, and no file is overwritten", async () => {
  await expect(writeBackup(join(folder, "none"), archive)).rejects.toThrow("There is no database")
  await openStore().close()
  await writeBackup(data, archive)
  await expect(writeBackup(data, archive)).rejects.toThrow("exists already")
})

test("what is no backup is refused in words, and never waited for", async () => {
  const foreign = join(folder, "foreign")
  mkdirSync(foreign)
  const other = new File(join(foreign, "baton.db"), { create: true })
  other.run("CREATE TABLE notes (text TEXT)")
  other.close()
  Bun.spawnSync(["tar", "-czf", join(folder, "foreign.tar.gz"), "-C", foreign, "baton.db"])

  const refused = (path: string) => restoreBackup(path, join(folder, "other"), false)

  await expect(refused(folder)).rejects.toThrow("is no file")
  await expect(refused(join(folder, "foreign.tar.gz"))).rejects.toThrow("is none of Baton")
  writeFileSync(join(folder, "text"), "hello")
  await expect(refused(join(folder, "text"))).rejects.toThrow("This is no backup of Baton, or it is damaged.")
  expect(existsSync(join(folder, "other", "baton.db"))).toBe(false)
})

test("a damaged database is what a restore is for", async () => {
  const db = openStore()
  await writeQueue(db, "saved")
  await db.close()
  await writeBackup(data, archive)
  writeFileSync(join(data, "baton.db"), "garbage ".repeat(1000))

  const { kept } = await restoreBackup(archive, data, true)

  expect(await queuesIn(data)).toEqual(["saved"])
  expect(readFileSync(join(kept!, "baton.db"), "utf8")).toStartWith("garbage")
})

test("the copy of before an upgrade is put back by itself, and the files stay", async () => {
  const db = openStore()
  await writeQueue(db, "before")
  await db.close()
  writeFileSync(join(data, "uploads", "sent"), "hello")
  copyFileSync(join(data, "baton.db"), join(data, "baton-before-20-1796031261206.db"))
  const later = openStore()
  await writeQueue(later, "since")
  await later.close()

  const { kept } = await restoreBackup(join(data, "baton-before-20-1796031261206.db"), data, true)

  expect(await queuesIn(data)).toEqual(["before"])
  expect(await queuesIn(kept!)).toEqual(["before", "since"])
  expect(readFileSync(join(data, "uploads", "sent"), "utf8")).toBe("hello")
})

test("nobody starts a server in the middle of a restore", async () => {
  await openStore().close()
  await writeBackup(data, archive)
  const release = lockFolder(data)

  await expect(restoreBackup(archive, data, true)).rejects.toThrow("A server is using")
  release()

  await restoreBackup(archive, data, true)
})
