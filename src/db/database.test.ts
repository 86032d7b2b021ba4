import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Database } from "./database"
import { lockFolder } from "./lock"
import { openDatabase } from "./open"

let folder: string
let db: Database
let rung: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-db-"))
  rung = []
  db = openDatabase(folder, (topic) => rung.push(topic)).db
})
afterEach(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const save = (key: string) => db.inWrite<[string]>("INSERT INTO settings VALUES (?, '1', 0)").run(key)
const keys = () =>
  db
    .onRead<[], { key: string }>("SELECT key FROM settings ORDER BY key")
    .all()
    .map(({ key }) => key)

test("what arrives together shares a commit, and a refusal takes back only itself", async () => {
  const before = db.commits
  const results = await Promise.allSettled([
    db.write((tx) => {
      tx.ring("first")
      save("a")
    }),
    db.write((tx) => {
      tx.ring("second")
      save("b")
      throw new Error("refused")
    }),
    db.write((tx) => {
      tx.ring("third")
      save("c")
    }),
  ])

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
  expect(keys()).toEqual(["a", "c"])
  expect(db.commits).toBe(before + 1)
  expect(rung).toEqual(["first", "third"])
})

test("whoever is told that it is written can read it, and the bell rings after that", async () => {
  const seen: string[][] = []
  await db.write((tx) => {
    save("a")
    tx.afterCommit(() => seen.push(keys()))
    expect(keys()).toEqual([])
  })

  expect(seen).toEqual([["a"]])
  expect(keys()).toEqual(["a"])
})

test("a write that awaits is refused whole: the transaction would not contain it", async () => {
  const waiting = db.write(async () => void save("a"))

  expect(waiting).rejects.toThrow("must not await")
  await waiting.catch(() => undefined)
  expect(keys()).toEqual([])
})

test("closing keeps what was queued and refuses what comes after", async () => {
  const queued = db.write(() => save("a"))
  await db.close()

  await queued
  expect(db.write(() => save("b"))).rejects.toThrow("closed")
  expect(db.isWritable()).toBeFalse()
  db = openDatabase(folder, () => undefined).db
  expect(keys()).toEqual(["a"])
})

test("the table itself refuses a state that contradicts itself", async () => {
  const columns = "id, chatbot_id, visitor_id, locale, created_at, updated_at, state"
  const insert = (state: string, more = "", values = "") =>
    db.write(() =>
      db
        .inWrite<[]>(
          `INSERT INTO conversations (${columns}${more}) VALUES ('c', 'b', 'v', 'en', 0, 0, '${state}'${values})`,
        )
        .run(),
    )
  for (const [state, more, values] of [
    ["human", "", ""],
    ["waiting", "", ""],
    ["waiting", ", waiting_since, waiting_reason", ", 1, 'x'"],
    ["closed", "", ""],
    ["ai", ", operator_id", ", 'dana'"],
    ["lost", "", ""],
    ["human", ", operator_id, turn_due", ", 'dana', 1"],
  ] as const)
    expect(insert(state, more, values)).rejects.toThrow("CHECK constraint failed")
})

test("a folder is locked once, and free again when the lock is given back", () => {
  const release = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow()

  release()

  lockFolder(folder)()
})
