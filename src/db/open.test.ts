/** Upgrades as they happen to whoever runs Baton: with data, with little room, killed half way, and back again. */

import { Database as File } from "bun:sqlite"
import { afterEach, beforeEach, expect, test } from "bun:test"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "./driver"
import { migrate } from "./migrate"
import { migrations } from "./migrations"
import { openDatabase } from "./open"
import { removeOldCopies } from "./upgrade-copy"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-open-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Of each migration that is out there; a new one is added here when it is released. */
// biome-ignore format: a table
const released = [
  "c1174d61a190", "076f8ea3b6a4", "adb54ccc28dd", "d72a3f4d51c8", "f7751a7d04b5",
  "0854fa369d3c", "b058aad43089", "e341572b6534", "2b31961895c4", "b95b6f26a5ca",
  "dee83f8c763a", "8c757f86b550", "71ce4a3c496d", "37e3d64aaa50", "05ed664d3b85",
  "b97be093c4e7", "99e7c8ff62a0", "63c7a6cdb5fe", "bc5d9be27afa", "ca34878f6dce",
  "b6ea09914f4f", "597b70e7750c", "ee31a97d1205", "a4ddb4b69b02", "f6c7ed277b23",
]

const copies = () => readdirSync(folder).filter((name) => name.startsWith("baton-before-"))

/** A database as a program that knew so many steps left it, with a queue of somebody's. */
function leaveOld(version: number, autoVacuum = 0): void {
  rmSync(join(folder, "baton.db"), { force: true })
  const old = new File(join(folder, "baton.db"), { create: true })
  old.run(`PRAGMA auto_vacuum = ${autoVacuum}`)
  old.run("PRAGMA journal_mode = WAL")
  for (const step of migrations.slice(0, version)) old.run(step)
  old.run("INSERT INTO queues (id, name, created_at) VALUES ('kept', 'Team', 1)")
  old.run(`PRAGMA user_version = ${version}`)
  old.close()
}

function queuesIn(name: string): unknown[] {
  const file = new File(join(folder, name), { readonly: true })
  try {
    return file.query("SELECT id FROM queues").values().flat()
  } finally {
    file.close()
  }
}

async function upgrade(onWork?: (what: string) => void): Promise<number> {
  const { db, migratedFrom } = openDatabase(folder, () => {}, onWork)
  await db.close()
  return migratedFrom
}

test("a new folder gets a database, with nothing to copy and nothing to rewrite", async () => {
  const said: string[] = []

  expect(await upgrade((what) => said.push(what))).toBe(0)

  expect([said, copies(), queuesIn("baton.db")]).toEqual([[], [], []])
})

test("a step that fails leaves nothing of itself, and all before it as they were", () => {
  const file = connect(join(folder, "steps.db"))
  const steps = ["CREATE TABLE first (a)", "CREATE TABLE second (a); INSERT INTO nowhere VALUES (1)"]
  expect(() => migrate(file, steps, () => undefined)).toThrow("nowhere")

  const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  expect([tables, file.pragma("user_version", { simple: true })]).toEqual([[{ name: "first" }], 1])
  // Repaired, it goes on from there.
  expect(migrate(file, ["never run again", "CREATE TABLE second (a)"], () => undefined)).toEqual({ from: 1, to: 2 })
  file.close()
})

// Of a database of today, too: what the steps leave in free pages no erasure would find.
test.each([0, 2])(
  "an upgrade says that it begins, keeps a whole copy that opens, and does so once (%d)",
  async (vacuum) => {
    leaveOld(12, vacuum)
    const said: string[] = []

    expect(await upgrade((what) => said.push(what))).toBe(12)
    expect(await upgrade((what) => said.push(what))).toBe(migrations.length)

    expect(said).toEqual(["upgrading", "compacting"])
    expect(copies()).toHaveLength(1)
    expect(queuesIn(copies()[0]!)).toEqual(["kept"])
    expect(queuesIn("baton.db")).toEqual(["kept"])
  },
)

test("the database is written anew beside itself, in a folder of any name", async () => {
  const parent = folder
  folder = join(parent, "Ana's shop")
  mkdirSync(folder)
  leaveOld(migrations.length)

  await upgrade()

  const file = new File(join(folder, "baton.db"), { readonly: true })
  expect(file.query("PRAGMA auto_vacuum").values().flat()).toEqual([2])
  expect(file.query("SELECT id FROM queues").values().flat()).toEqual(["kept"])
  file.close()
  folder = parent
})

test("a copy that was cut short is no copy: the next start removes it, and however often it starts two are kept", async () => {
  writeFileSync(join(folder, "baton-before-9-1700000000000.db.part"), "half a")
  for (const at of [1, 2, 3, 4])
    writeFileSync(join(folder, `baton-before-9-170000000000${at}.db`), "of another upgrade")
  leaveOld(12)

  await upgrade()

  expect(copies()).toHaveLength(2)
  expect(copies().filter((name) => /^baton-before-12-\d+\.db$/.test(name))).toHaveLength(1)
  expect(copies()).toContain("baton-before-9-1700000000004.db")
})

test("copies go after a month, with what was erased meanwhile; other files stay", () => {
  const day = 24 * 3600_000
  const now = Date.UTC(2026, 10, 30)
  const [old, recent] = [now - 31 * day, now - 29 * day].map((at) => `baton-before-12-${at}.db`)
  for (const name of [old!, recent!, "baton.db", "my-own-copy.db"]) writeFileSync(join(folder, name), "")

  expect(removeOldCopies(folder, now)).toBe(1)

  expect(readdirSync(folder).sort()).toEqual([recent!, "baton.db", "my-own-copy.db"])
})

test("a database that a newer Baton wrote is refused, and nothing is copied or changed", () => {
  leaveOld(migrations.length)
  const file = new File(join(folder, "baton.db"))
  file.run(`PRAGMA user_version = ${migrations.length + 1}`)
  file.close()

  expect(() => openDatabase(folder, () => {})).toThrow(/newer than this program knows/)

  expect(copies()).toEqual([])
  expect(queuesIn("baton.db")).toEqual(["kept"])
})

test("what was deleted is overwritten, and the room it took goes back to the disk, in a database of long ago, too", async () => {
  leaveOld(migrations.length)
  const { db } = openDatabase(folder, () => {})
  const add = db.inWrite<[string, string]>("INSERT INTO queues (id, name, created_at) VALUES (?, ?, 1)")
  const remove = db.inWrite<[]>("DELETE FROM queues WHERE id <> 'kept'")
  await db.write(() => {
    for (let i = 0; i < 3500; i++) add.run(`many-${i}`, `A secret of hers: ${"swordfish ".repeat(300)}`)
  })
  await db.tidy()
  const before = statSync(join(folder, "baton.db")).size
  await db.write(() => void remove.run())

  for (let i = 0; i < 4; i++) await db.tidy()

  const after = statSync(join(folder, "baton.db")).size
  expect(before).toBeGreaterThan(13_000_000)
  expect(before - after).toBeGreaterThan(4_000_000)
  const left = ["baton.db", "baton.db-wal"].map((name) => join(folder, name)).filter(existsSync)
  for (const path of left) expect(await Bun.file(path).text()).not.toContain("swordfish")
  await db.close()
  expect(queuesIn("baton.db")).toEqual(["kept"])
}, 60_000)

test("a step that was released is never edited: what it made stands in databases that are out there", () => {
  const hashes = migrations.map((step) =>
    createHash("sha256").update(step.replaceAll("\r\n", "\n")).digest("hex").slice(0, 12),
  )

  expect(hashes).toEqual(released)
})
