/** A log of years must cost no more to ask than one of a day: no statement of the product looks through all of it. */

import { afterAll, expect, test } from "bun:test"
import { join } from "node:path"
import { startTestApp } from "../testing/test-app"
import { type Connection, connect, Sqlite, type Statement } from "./driver"

const original = Sqlite.prototype.prepare as (this: Connection, sql: string) => Statement<unknown[]>
const prepared = new Set<string>()
// What it returns depends on what it is asked with; here it is only handed on.
Sqlite.prototype.prepare = function (this: Connection, sql: string) {
  prepared.add(sql)
  return original.call(this, sql)
} as never
afterAll(() => {
  Sqlite.prototype.prepare = original as never
})

type Step = { opcode: string; p1: number; p2: number }

/** The tables of these that a statement goes through from the first row on. */
function walksThrough(db: Connection, sql: string, roots: Map<number, string>): string[] {
  const explain = original.call(db, `EXPLAIN ${sql}`)
  const bare = sql.replace(/'[^']*'/g, "''").replace(/--.*$/gm, "")
  const named = Object.fromEntries([...bare.matchAll(/[$:@](\w+)/g)].map(([, name]) => [name, null]))
  const places = Array.from(bare.matchAll(/\?/g), () => null)
  const steps = explain.all(...[...places, ...(Object.keys(named).length > 0 ? [named] : [])]) as Step[]
  // In order: the steps of triggers, which count their cursors anew, stand after those of the statement.
  const cursors = new Map<number, string | undefined>()
  const found = new Set<string>()
  for (const { opcode, p1, p2 } of steps) {
    if (opcode.startsWith("Open")) cursors.set(p1, /Read|Write/.test(opcode) ? roots.get(p2) : undefined)
    const table = opcode === "Rewind" ? cursors.get(p1) : undefined
    if (table) found.add(table)
  }
  return [...found]
}

test("no statement looks through the whole log", async () => {
  const app = await startTestApp()
  try {
    const db = connect(join(app.folder, "baton.db"), { readonly: true })
    const roots = new Map(
      (
        original
          .call(db, "SELECT name, rootpage FROM sqlite_schema WHERE name IN ('events', 'filed_events')")
          .all() as { name: string; rootpage: number }[]
      ).map(({ name, rootpage }) => [rootpage, name]),
    )
    expect(roots.size).toBe(2)
    expect(walksThrough(db, "SELECT count(*) FROM events WHERE actor_name = ?", roots)).toEqual(["events"])

    // What leaves, leaves in numbers: nothing that points to it is looked for in whole tables.
    const all = new Map(
      (
        original
          .call(
            db,
            "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'filing'",
          )
          .all() as { name: string; rootpage: number }[]
      ).map(({ name, rootpage }) => [rootpage, name]),
    )
    expect(walksThrough(db, "DELETE FROM conversations WHERE id = ?", all)).toEqual([])
    expect(walksThrough(db, "DELETE FROM visitors WHERE id = ?", all)).toEqual([])

    const found = [...prepared]
      .filter((sql) => /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)/i.test(sql) && /events\b/.test(sql))
      .filter((sql) => walksThrough(db, sql, roots).length > 0)
    db.close()

    expect([...prepared].filter((sql) => /conversation_events/.test(sql)).length).toBeGreaterThan(10)
    expect(found).toEqual([])
  } finally {
    await app.stop()
  }
})
