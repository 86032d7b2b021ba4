import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase } from "../db/open"
import { createSettingStore } from "../settings/setting-store"
import { addChatbot } from "../testing/content"
import { startEmbeddingsServer } from "../testing/embeddings-server"
import { createMailServer } from "../testing/receivers"
import { doctor } from "./doctor"

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "baton-doctor-"))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

async function examine(env: Record<string, string> = {}, args: string[] = []) {
  const lines: string[] = []
  const code = await doctor(args, { BATON_DATA: data, PORT: "0", HOST: "127.0.0.1", ...env }, (line) =>
    lines.push(line),
  )
  return { code, text: lines.join("\n") }
}

const listen = (fetch: () => Response) => Bun.serve({ port: 0, hostname: "127.0.0.1", fetch })

test("a fresh machine is well", async () => {
  const { code, text } = await examine()

  expect(code).toBe(0)
  expect(text).toContain("✓ The configuration is valid.")
  expect(text).toContain("can be written")
  expect(text).toContain("There is no database yet")
})

test("a database that is in use is read without disturbing it", async () => {
  const { db } = openDatabase(data, () => {})

  const { code, text } = await examine()

  expect(code).toBe(0)
  expect(text).toContain("✓ The database is intact.")
  await db.close()
})

test("files that are gone, and what a restore kept aside, are told", async () => {
  const { db } = openDatabase(data, () => {})
  await addChatbot(db, "c")
  for (const sql of [
    `INSERT INTO visitors (id, chatbot_id, locale, timezone, device, created_at, last_seen_at)
      VALUES ('v', 'c', 'en', 'UTC', '', 1, 1)`,
    "INSERT INTO attachments VALUES ('gone', 'c', 'v', 'v', 'a.txt', 'text/plain', 1, 1, NULL)",
  ])
    await db.write(() => void db.inWrite<[]>(sql).run())
  mkdirSync(join(data, "before-restore-1796033372847"))

  const { code, text } = await examine()

  expect(code).toBe(0)
  expect(text).toContain("! 1 files that were sent in chats are not in")
  expect(text).toContain("before-restore-1796033372847 is what was there before a restore")
  await db.close()
})

test("bad configuration is told line by line", async () => {
  const { code, text } = await examine({ PORT: "many", BATON_TYPO: "1" })

  expect(code).toBe(1)
  expect(text).toContain("✗ PORT is “many”")
  expect(text).toContain("✗ BATON_TYPO is not a setting")
})

test("a damaged database is told with what to do", async () => {
  writeFileSync(join(data, "baton.db"), "this is not a database, however long it may be".repeat(100))

  const { code, text } = await examine()

  expect(code).toBe(1)
  expect(text).toContain("Restore a backup")
})

test("it tells another program on the port from Baton itself", async () => {
  const other = listen(() => new Response("hello"))
  const baton = listen(() => Response.json({ status: "ok" }))

  const taken = await examine({ PORT: String(other.port) })
  const running = await examine({ PORT: String(baton.port) })
  const health = await examine({ PORT: String(baton.port) }, ["--health"])
  const noHealth = await examine({ PORT: String(other.port) }, ["--health"])

  expect(taken).toMatchObject({ code: 1, text: expect.stringContaining("in use by another program") })
  expect(running).toMatchObject({ code: 0, text: expect.stringContaining("Baton is running on port") })
  expect([health.code, noHealth.code]).toEqual([0, 1])
  await Promise.all([other.stop(true), baton.stop(true)])
})

test("a model that refuses the key, and a mail server that is none, are told", async () => {
  const model = listen(() => new Response("", { status: 401 }))
  const { port: closed } = model

  const refused = await examine({ ANTHROPIC_BASE_URL: `http://127.0.0.1:${model.port}`, ANTHROPIC_API_KEY: "wrong" })
  await model.stop(true)
  const gone = await examine({
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${closed}`,
    SMTP_URL: `smtp://127.0.0.1:${closed}`,
  })

  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining("refuses the key") })
  expect(gone.code).toBe(1)
  expect(gone.text).toContain("cannot be reached")
  expect(gone.text).toContain("Look at SMTP_URL")
})

test("the mail server that the owner entered is signed in to, and what it says to that is told; nothing is sent", async () => {
  const post = await createMailServer({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: ({ password }, _, done) =>
      password === "right"
        ? done(null, { user: "me" })
        : done(Object.assign(new Error("5.7.8 No"), { responseCode: 535 })),
  })
  const { db } = openDatabase(data, () => undefined)
  const settings = createSettingStore(db)
  const smtp = { host: "127.0.0.1", port: post.port, security: "none", user: "me", from: "chat@shop.example" }
  const entered = async (password: string) => {
    await db.write((tx) => settings.save(tx, "smtp", { ...smtp, password }, Date.now()))
    return examine({})
  }

  const [wrong, right] = [await entered("wrong"), await entered("right")]
  await db.close()
  await post.stop()

  expect(wrong.code).toBe(1)
  expect(wrong.text).toContain("refuses the user name or the password")
  expect(wrong.text).toContain("in the admin, under Alerts")
  expect(right.text).toContain(`The mail server 127.0.0.1:${post.port} takes letters.`)
  expect(post.mails).toEqual([])
})

test("a server for embeddings is really asked, and what it lacks is told", async () => {
  const server = startEmbeddingsServer()
  const named = (model: string) => examine({ EMBEDDINGS_BASE_URL: server.url, EMBEDDINGS_MODEL: model })

  const [works, unknown] = [await named("test-embed"), await named("other")]
  await server.stop()

  expect(works).toMatchObject({ code: 0, text: expect.stringContaining("embeddings of test-embed can be had") })
  expect(unknown).toMatchObject({ code: 0, text: expect.stringContaining("does not know the model “other”") })
  expect((await examine({ EMBEDDINGS_BASE_URL: server.url })).text).toContain("EMBEDDINGS_MODEL is missing")
})

test("a folder that cannot be made is told", async () => {
  writeFileSync(join(data, "file"), "")

  const { code, text } = await examine({ BATON_DATA: join(data, "file", "baton") })

  expect(code).toBe(1)
  expect(text).toContain("cannot be written")
})
