import { describe, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Database } from "../db/database"
import { connect } from "../db/driver"
import { migrate } from "../db/migrate"
import { migrations } from "../db/migrations"
import { openDatabase } from "../db/open"
import { rowsOfShop } from "../testing/content"
import { createEventStore } from "./event-store"

/** A database with one chatbot, one visitor and the conversations `a` and `b`, as `before` migrations left it. */
async function withStore(act: (store: ReturnType<typeof open>) => Promise<void>, before = migrations.length) {
  const folder = mkdtempSync(join(tmpdir(), "baton-events-"))
  const file = join(folder, "baton.db")
  const isOld = before < migrations.length
  const raw = connect(file)
  raw.pragma("foreign_keys = ON")
  migrate(raw, migrations.slice(0, before), () => {})
  raw.exec(`${rowsOfShop}
    INSERT INTO conversations (id, chatbot_id, visitor_id, locale, state, created_at${isOld ? ", updated_at" : ""})
      VALUES ('a', 'shop', 'noa', 'en', 'ai', 1${isOld ? ", 1" : ""}), ('b', 'shop', 'noa', 'en', 'ai', 2${isOld ? ", 2" : ""});`)
  if (isOld) {
    raw.exec(`
      INSERT INTO events (id, conversation_id, chatbot_id, type, audience, actor_kind, actor_id, actor_name, client_id, payload, at)
        VALUES (1, 'a', 'shop', 'message', 'both', 'visitor', 'noa', 'Noa', 'old', '{"text":"an old one"}', 1),
               (2, 'b', 'shop', 'message', 'both', 'visitor', 'noa', 'Noa', NULL, '{"text":"another"}', 2),
               (9, 'b', 'shop', 'message', 'both', 'visitor', 'noa', 'Noa', NULL, '{"text":"gone"}', 2);
      DELETE FROM events WHERE id = 9;
      INSERT INTO flag_feedback VALUES (1, 'dana', 'right', 3);`)
  }
  raw.close()
  const store = open(folder)
  try {
    await act(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
}

function open(folder: string) {
  let { db } = openDatabase(folder, () => {})
  let events = createEventStore(db)
  return {
    get db(): Database {
      return db
    },
    get events() {
      return events
    },
    say: (conversationId: string, text: string, clientId: string) =>
      db.write((tx) =>
        events.appendOnce(tx, {
          conversationId,
          chatbotId: "shop",
          visitorId: "noa",
          actor: { kind: "visitor", id: "noa", name: "Noa" },
          at: 5,
          type: "message",
          payload: { text },
          clientId,
        }),
      ),
    texts: (conversationId: string) =>
      events.list(conversationId).map((event) => (event.type === "message" ? event.payload.text : event.type)),
    count: (sql: string) => db.onRead<[], { n: number }>(`SELECT count(*) AS n FROM ${sql}`).get()!.n,
    async reopen(): Promise<void> {
      await db.close()
      db = openDatabase(folder, () => {}).db
      events = createEventStore(db)
    },
    close: () => db.close(),
  }
}

describe("the log", () => {
  test("is found by conversation, in order, whether it is filed or not", () =>
    withStore(async (store) => {
      await store.say("a", "one", "1")
      await store.say("b", "other", "2")
      await store.say("a", "two", "3")
      expect(store.count("filed_events")).toBe(0)
      expect(store.texts("a")).toEqual(["one", "two"])
      await store.events.file()
      expect(store.count("filed_events")).toBe(3)
      await store.say("a", "three", "4")
      expect(store.texts("a")).toEqual(["one", "two", "three"])
      expect(store.events.listVisible("a", 1).map(({ id }) => id)).toEqual([3, 4])
      await store.reopen()
      expect(store.texts("a")).toEqual(["one", "two", "three"])
      expect(store.events.visibleToVisitor("noa", 1).map(({ id }) => id)).toEqual([2, 3, 4])
      await store.events.file()
      await store.events.file()
      expect(store.count("filed_events")).toBe(4)
      expect(store.texts("b")).toEqual(["other"])
    }))

  test("shows a desk what its seats are for, as they are now", () =>
    withStore(async (store) => {
      const seenByDana = () => store.events.visibleToOperator("dana", 0).length
      const change = (sql: string) => store.db.write(() => void store.db.inWrite<[]>(sql).run())
      await change(`INSERT INTO people (id, email, name, password_hash, is_owner, is_operator, created_at)
        VALUES ('dana', 'dana@example.com', 'Dana', '', 0, 1, 1)`)
      await store.say("a", "one", "1")
      expect(seenByDana()).toBe(0)

      await change("INSERT INTO seats (chatbot_id, person_id, created_at) VALUES ('shop', 'dana', 1)")
      expect(seenByDana()).toBe(1)

      const refused = store.db.write(() => {
        store.db.inWrite<[]>("DELETE FROM seats").run()
        throw new Error("refused")
      })
      await expect(refused).rejects.toThrow("refused")
      await store.say("a", "two", "2")
      expect(seenByDana()).toBe(2)

      await change("DELETE FROM seats")
      expect(seenByDana()).toBe(0)
      await change("INSERT INTO seats (chatbot_id, person_id, created_at) VALUES ('shop', 'dana', 1)")
      expect(seenByDana()).toBe(2)
      await change("DELETE FROM people")
      expect(seenByDana()).toBe(0)
    }))

  test("takes a clientId once in a conversation: filed, unfiled, after a restart, twice in one commit", () =>
    withStore(async (store) => {
      const together = await Promise.all([store.say("a", "one", "1"), store.say("a", "one again", "1")])
      expect(together.map((event) => event?.id)).toEqual([1, undefined])
      expect(await store.say("b", "the same id elsewhere", "1")).toBeDefined()
      await store.events.file()
      expect(await store.say("a", "one, filed", "1")).toBeUndefined()
      await store.say("a", "two", "2")
      await store.reopen()
      expect(await store.say("a", "one, later", "1")).toBeUndefined()
      expect(await store.say("a", "two, later", "2")).toBeUndefined()
      expect(store.texts("a")).toEqual(["one", "two"])
      const first = await store.db.write((tx) => store.events.findByClientId(tx, "a", "2"))
      expect(first?.payload).toEqual({ text: "two" })
    }))

  test("what was taken back is no repeat", () =>
    withStore(async (store) => {
      const failed = store.db.write((tx) => {
        store.events.append(tx, {
          conversationId: "a",
          chatbotId: "shop",
          visitorId: "noa",
          actor: { kind: "visitor", id: "noa", name: "Noa" },
          at: 5,
          type: "message",
          payload: { text: "refused" },
          clientId: "1",
        })
        throw new Error("refused")
      })
      const [refused, said] = await Promise.allSettled([failed, store.say("a", "beside it", "2")])
      expect(refused.status).toBe("rejected")
      expect(said.status).toBe("fulfilled")
      expect(await store.say("a", "once more", "1")).toBeDefined()
      expect(store.texts("a")).toEqual(["beside it", "once more"])
    }))

  test("nor is what SQLite took back by itself, as it does on a full disk", () =>
    withStore(async (store) => {
      const undone = store.db.inWrite<[]>("INSERT OR ROLLBACK INTO conversations SELECT * FROM conversations")
      const failed = store.db.write((tx) => {
        store.events.append(tx, {
          conversationId: "a",
          chatbotId: "shop",
          visitorId: "noa",
          actor: { kind: "visitor", id: "noa", name: "Noa" },
          at: 5,
          type: "message",
          payload: { text: "lost" },
          clientId: "1",
        })
        undone.run()
      })
      await expect(failed).rejects.toThrow()
      expect(await store.say("a", "once more", "1")).toBeDefined()
      expect(store.texts("a")).toEqual(["once more"])
    }))

  test("what was refused beside it is taken when it is sent again", () =>
    withStore(async (store) => {
      const undone = store.db.inWrite<[]>("INSERT OR ROLLBACK INTO conversations SELECT * FROM conversations")
      const together = [store.say("a", "beside it", "1"), store.db.write(() => void undone.run())]
      expect((await Promise.allSettled(together)).map(({ status }) => status)).toEqual(["rejected", "rejected"])
      expect(await store.say("a", "sent again", "1")).toBeDefined()
      expect(store.texts("a")).toEqual(["sent again"])
    }))

  test("is filed by itself when much has come", () =>
    withStore(async (store) => {
      for (let i = 0; i < 41; i++)
        await Promise.all(Array.from({ length: 100 }, (_, n) => store.say(n % 2 ? "a" : "b", "x", `${i}-${n}`)))
      // The filing is a write of its own: this one comes after it.
      await store.say("a", "y", "last")
      expect(store.count("filed_events")).toBeGreaterThanOrEqual(4000)
      expect(store.texts("a")).toHaveLength(2051)
    }))

  test("leaves with its conversation, also with its visitor, filed or not", () =>
    withStore(async (store) => {
      await store.say("a", "filed", "1")
      await store.events.file()
      await store.say("a", "not filed", "2")
      await store.say("b", "stays at first", "3")
      await store.db.write(() => void store.db.inWrite<[]>("DELETE FROM conversations WHERE id = 'a'").run())
      expect(store.count("events")).toBe(1)
      expect(store.count("filed_events")).toBe(0)
      await store.db.write(() => void store.db.inWrite<[]>("DELETE FROM visitors WHERE id = 'noa'").run())
      expect(store.count("events")).toBe(0)
    }))

  test("is remembered for no stream once it is removed, neither a visitor's nor a desk's", () =>
    withStore(async (store) => {
      const { db, events } = store
      const from = events.latestId()
      await store.say("a", "goes", "1")
      await store.say("b", "stays", "2")
      const seen = () =>
        [events.visibleToVisitor("noa", from), events.listAfter(from, 10)].map((found) =>
          found.map(({ conversationId }) => conversationId),
        )
      expect(seen()).toEqual([
        ["a", "b"],
        ["a", "b"],
      ])
      await db.write((tx) => {
        db.inWrite<[]>("DELETE FROM conversations WHERE id = 'a'").run()
        events.forgetRecent(tx)
      })
      expect(seen()).toEqual([["b"], ["b"]])
      await store.say("b", "more", "3")
      expect(seen()).toEqual([
        ["b", "b"],
        ["b", "b"],
      ])
    }))

  test("of an older database is kept, with the verdicts on it, and no id is used again", () =>
    withStore(async (store) => {
      expect(store.texts("a")).toEqual(["an old one"])
      expect(store.texts("b")).toEqual(["another"])
      expect(store.count("flag_feedback WHERE verdict = 'right'")).toBe(1)
      expect(await store.say("a", "again", "old")).toBeUndefined()
      expect((await store.say("a", "new", "new"))?.id).toBe(10)
    }, 7))
})
