import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { until } from "../testing/until"
import { createDatabase, type Database, type Tx } from "./database"
import { connect } from "./driver"
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

const add = (id: string) => (tx: Tx) => {
  db.inWrite<[string]>("INSERT INTO queues (id, name, created_at) VALUES (?, 'Team', 1)").run(id)
  tx.ring(id)
  return id
}
const ids = () =>
  db
    .onRead<[], { id: string }>("SELECT id FROM queues ORDER BY id")
    .all()
    .map(({ id }) => id)
const refuse = (why: string) => (): never => {
  throw new Error(why)
}

test("what arrives together shares a commit, and each gets its own result", async () => {
  const results = await Promise.all(["a", "b", "c"].map((id) => db.write(add(id))))

  expect(results).toEqual(["a", "b", "c"])
  expect(ids()).toEqual(["a", "b", "c"])
  expect(db.commits).toBe(1)
  expect(rung).toEqual(["a", "b", "c"])
})

test("a refusal before the first change leaves the others of its batch alone", async () => {
  const results = await Promise.allSettled([db.write(add("a")), db.write(refuse("no")), db.write(add("b"))])

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
  expect(ids()).toEqual(["a", "b"])
})

test("a refusal after a change takes back its own changes and bells, and nothing of the others", async () => {
  const seen: string[] = []
  const half = (tx: Tx) => {
    add("half")(tx)
    tx.afterCommit(() => seen.push("half"))
    throw new Error("no")
  }
  const whole = (id: string) => (tx: Tx) => {
    tx.afterCommit(() => seen.push(id))
    return add(id)(tx)
  }

  const results = await Promise.allSettled([db.write(whole("a")), db.write(half), db.write(whole("b"))])

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
  expect(ids()).toEqual(["a", "b"])
  expect(rung).toEqual(["a", "b"])
  expect(seen).toEqual(["a", "b"])
})

test("a refusal alone in its batch leaves nothing, and the next write is taken", async () => {
  const half = (tx: Tx) => {
    add("half")(tx)
    throw new Error("no")
  }

  await expect(db.write(half)).rejects.toThrow("no")
  await db.write(add("next"))

  expect(ids()).toEqual(["next"])
})

test("a statement refused by the table, and answered by the writer, is no refusal of the write", async () => {
  await db.write(add("a"))
  const tryAgain = (tx: Tx) => {
    try {
      add("a")(tx)
    } catch {
      add("b")(tx)
    }
  }

  await Promise.all([db.write(tryAgain), db.write(add("c"))])

  expect(ids()).toEqual(["a", "b", "c"])
})

test("a commit that is refused is told to all who are in it, leaves nothing of them, and the next write is taken", async () => {
  const takenBack: string[] = []
  db.onRollback(() => takenBack.push("taken back"))
  // What it names is looked for at the end only, as a full disk is met there.
  const unfounded = (tx: Tx) => {
    db.inWrite<[]>("PRAGMA defer_foreign_keys = ON").run()
    db.inWrite<[]>("INSERT INTO queue_members (queue_id, person_id) VALUES ('nowhere', 'nobody')").run()
    tx.ring("unfounded")
  }
  const [other, refused] = await Promise.allSettled([db.write(add("a")), db.write(unfounded)])

  expect([other.status, refused.status]).toEqual(["rejected", "rejected"])
  expect(takenBack.length).toBeGreaterThan(0)
  expect([ids(), rung]).toEqual([[], []])
  expect(await db.write(add("b"))).toBe("b")
  expect([ids(), rung]).toEqual([["b"], ["b"]])
})

test("what is done after a commit is done before anybody is woken, who would look for it", async () => {
  await db.write((tx) => {
    add("a")(tx)
    tx.afterCommit(() => rung.push("remembered"))
  })

  expect(rung).toEqual(["remembered", "a"])
})

test("a store that takes no write for a moment says so, and takes the next one", async () => {
  await db.write(() => {
    const refusing = "CREATE TRIGGER refusing BEFORE UPDATE ON liveness BEGIN SELECT RAISE(ABORT, 'no room'); END"
    db.inWrite<[]>(refusing).run()
  })

  expect(db.isWritable()).toBeFalse()
  expect(await db.write(add("a"))).toBe("a")
  expect(ids()).toEqual(["a"])
})

test("a commit is on the disk before anybody is told: not only handed to the system", () => {
  expect(db.inWrite<[], { synchronous: number }>("PRAGMA synchronous").get()!.synchronous).toBe(2)
})

test("readers see a change only once it is committed", async () => {
  let during: string[] = []
  await db.write((tx) => {
    add("a")(tx)
    during = ids()
  })

  expect(during).toEqual([])
  expect(ids()).toEqual(["a"])
})

test("an asynchronous write is refused and leaves nothing", async () => {
  const written = db.write(async (tx) => void add("a")(tx))

  await expect(written).rejects.toThrow("must not await")
  expect(ids()).toEqual([])
})

test("what is queued at the close is committed; what comes later is refused", async () => {
  const queued = db.write(add("a"))
  await db.close()
  await db.close()

  expect(await queued).toBe("a")
  await expect(db.write(add("b"))).rejects.toThrow("closed")
  db = openDatabase(folder, () => {}).db
  expect(ids()).toEqual(["a"])
})

test("who watches a table is told of each row that is added, removed or changed where they look, cascades included", async () => {
  const told: string[] = []
  db.onChange("queues", ["name"], "id", (id) => told.push(`queue ${id}`))
  db.onChange("queue_members", ["preference"], "queue_id", (id) => told.push(`member of ${id}`))
  const run = (sql: string) => db.write(() => void db.inWrite<[]>(sql).run())
  const after = async (sql: string) => {
    told.length = 0
    await run(sql)
    return [...new Set(told)]
  }

  await run(
    "INSERT INTO people (id, email, name, password_hash, is_owner, is_operator, created_at) VALUES ('p', 'p@x.example', 'P', '', 0, 1, 1)",
  )
  expect(await after("INSERT INTO queues (id, name, created_at) VALUES ('a', 'Team', 1)")).toEqual(["queue a"])
  await run("INSERT INTO queue_members (queue_id, person_id, preference) VALUES ('a', 'p', 1)")
  expect(await after("UPDATE queues SET created_at = 2 WHERE id = 'a'")).toEqual([])
  expect(await after("UPDATE queues SET name = 'Others' WHERE id = 'a'")).toEqual(["queue a"])
  expect((await after("DELETE FROM queues WHERE id = 'a'")).sort()).toEqual(["member of a", "queue a"])
})

test("while another program has the file locked, writes wait and everything else goes on; then each is there once", async () => {
  const other = connect(join(folder, "baton.db"))
  other.exec("BEGIN IMMEDIATE")
  let isWritten = false
  const written = db.write(add("a")).then(() => {
    isWritten = true
  })
  let turns = 0
  await until(() => ++turns > 20, "the loop turns")
  expect(isWritten).toBeFalse()
  expect(db.isWritable()).toBeFalse()
  const more = db.write(add("b"))

  other.exec("COMMIT")
  await Promise.all([written, more])

  expect(ids()).toEqual(["a", "b"])
  other.close()
})

test("a lock that does not end refuses what waits for it, keeps nothing of that, and the next write after it is taken", async () => {
  const [writer, other] = [connect(join(folder, "baton.db"), { timeout: 0 }), connect(join(folder, "baton.db"))]
  const impatient = createDatabase(writer, connect(join(folder, "baton.db"), { readonly: true }), () => {}, 300)
  const insert = impatient.inWrite<[string]>("INSERT INTO queues (id, name, created_at) VALUES (?, 'Team', 1)")
  other.exec("BEGIN IMMEDIATE")

  const refused = await Promise.allSettled(["a", "b"].map((id) => impatient.write(() => void insert.run(id))))
  other.exec("COMMIT")
  await impatient.write(() => void insert.run("c"))

  expect(refused.map((it) => it.status === "rejected" && it.reason.code)).toEqual(["SQLITE_BUSY", "SQLITE_BUSY"])
  expect(ids()).toEqual(["c"])

  // Another lock is waited for anew, however long the one before was.
  other.exec("BEGIN IMMEDIATE")
  const later = impatient.write(() => void insert.run("d"))
  let turns = 0
  await until(() => ++turns > 3, "the loop turns")
  other.exec("COMMIT")
  await later
  expect(ids()).toEqual(["c", "d"])
  other.close()
  await impatient.close()
})
