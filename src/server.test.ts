/** The process as its owner meets it: first and second start, bad configuration, stop. */

import { Database } from "bun:sqlite"
import { afterEach, beforeEach, expect, test } from "bun:test"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createVisitorClient, refusal } from "./testing/clients"
import { answers, createMessagesServer, verdict } from "./testing/messages-server"
import { type ServerProcess, spawnServer, startServerProcess } from "./testing/server-process"
import { until } from "./testing/until"

let folder: string
const running: ServerProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-server-"))
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess(folder, env)
  running.push(server)
  return server
}

/** What a start that is refused prints, and that it ends with 1. */
async function refused(env: Record<string, string>): Promise<string> {
  const server = spawnServer(folder, env)
  expect(await server.ended()).toBe(1)
  expect(server.output.out).toBe("")
  expect(server.output.err).not.toMatch(/^\s+at /m)
  return server.output.err.trim()
}

const rows = (sql: string): unknown[] => {
  const store = new Database(join(folder, "data", "baton.db"), { readonly: true })
  try {
    return store.query(sql).all()
  } finally {
    store.close()
  }
}

test("the first start prints the sign-ins once; a second prints no secret and changes nothing", async () => {
  const first = await start()
  const passwords = [...first.output.out.matchAll(/@example\.com\s+(\S+)/g)].map((match) => match[1]!)
  expect(passwords.length).toBe(2)
  const signIn = (server: ServerProcess, role: string, password: string) =>
    fetch(`${server.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: `${role}@example.com`, password, role }),
    })
  expect((await signIn(first, "owner", passwords[0]!)).status).toBe(200)
  expect((await signIn(first, "operator", passwords[1]!)).status).toBe(200)
  expect(await first.terminate()).toBe(0)
  const everything = ["people", "chatbots", "queues", "seats", "settings", "documents"].map(
    (table) => `SELECT * FROM ${table}`,
  )
  const before = everything.map(rows)

  const second = await start()
  await second.terminate()

  expect(second.output.out).toContain("/operator")
  for (const secret of passwords) expect(second.output.out + second.output.err).not.toContain(secret)
  expect(second.output.out).not.toContain("sign-ins")
  expect(everything.map(rows)).toEqual(before)
  expect(before[5]!.length).toBeGreaterThan(30)
}, 120_000)

test("a first start that is killed half way leaves accounts that were printed, or none; the next completes it", async () => {
  const home = folder
  // In the middle of the content, and before anything is made.
  for (const [index, moment] of ["operator@example.com", 250].entries()) {
    folder = join(home, String(index))
    mkdirSync(folder)
    const server = spawnServer(folder)
    if (typeof moment === "string") await server.untilPrinted(moment)
    else await Bun.sleep(moment)
    server.child.kill("SIGKILL")
    await server.ended()
    const hasPeople = existsSync(join(folder, "data", "baton.db")) && rows("SELECT * FROM sqlite_master").length > 0
    const people = hasPeople ? rows("SELECT * FROM people").length : 0
    // Never one without the other, and never printed before they are kept.
    expect(server.output.out.includes("sign-ins") ? [2] : [0, 2]).toContain(people)

    const next = await start()

    expect(rows("SELECT * FROM people").length).toBe(2)
    expect(rows("SELECT count(*) AS n FROM documents")).toEqual([{ n: 42 }])
    expect(rows("SELECT * FROM seats").length).toBe(1)
    expect(next.output.out.includes("sign-ins")).toBe(people === 0)
    await next.terminate()
  }
  folder = home
}, 120_000)

test("a port in use, a folder that is none, an unknown setting each stop the start with one sentence", async () => {
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() })
  const { port } = taken
  const file = join(folder, "a-file")
  writeFileSync(file, "")
  const outputs = await Promise.all([
    refused({ PORT: String(port) }),
    refused({ BATON_DATA: file }),
    refused({ BATON_DAT: "x" }),
    refused({ PORT: "eighty" }),
    refused({ HOST: "203.0.113.7" }),
  ])
  taken.stop(true)

  expect(outputs[0]).toBe(`Port ${port} is in use. Stop the other program, or set PORT to a free one.`)
  expect(outputs[1]).toContain(`The data folder ${file} cannot be written.`)
  expect(outputs[2]).toContain("BATON_DAT is not a setting of Baton")
  expect(outputs[3]).toContain("PORT is “eighty”")
  expect(outputs[4]).toContain("Baton cannot listen on 203.0.113.7")
  for (const output of outputs) expect(output.split("\n").length).toBe(1)
  // The one whose port was taken has not so much as made a database.
  expect(await Bun.file(join(folder, "data", "baton.db")).exists()).toBeFalse()
}, 120_000)

test("a second Baton on the same port is refused, whatever its data folder: visitors would meet now one and now the other", async () => {
  const first = await start()

  const output = await refused({ PORT: String(first.port), BATON_DATA: join(folder, "other"), NODE_ENV: "production" })

  expect(output).toStartWith(`Port ${first.port} is in use.`)
  expect(existsSync(join(folder, "other", "baton.db"))).toBeFalse()
}, 120_000)

test("a second Baton on the same data folder is refused, and the first goes on; after a kill the folder is free", async () => {
  const first = await start()

  const output = await refused({})

  expect(output).toContain("Another Baton is running on the data folder")
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  await first.kill()
  const next = await start()
  expect((await fetch(`${next.url}/readyz`)).status).toBe(200)
}, 120_000)

test("a database that another program holds locked is told, and opened once that has let go", async () => {
  await (await start()).terminate()
  const other = new Database(join(folder, "data", "baton.db"))
  other.run("BEGIN IMMEDIATE")

  expect(await refused({})).toContain("another program holds it locked. Close that program, and start again.")
  other.run("COMMIT")
  other.close()

  expect((await fetch(`${(await start()).url}/readyz`)).status).toBe(200)
}, 120_000)

test("a file that is no database, or of a newer Baton, is refused in a sentence and left as it is", async () => {
  await (await start()).terminate()
  const file = join(folder, "data", "baton.db")
  const store = new Database(file)
  store.run("PRAGMA user_version = 999")
  store.close()
  expect(await refused({})).toContain("newer than this program knows")

  await Bun.write(file, "this is no database, but long enough to be looked at as if it were one. ".repeat(50))
  expect(await refused({})).toContain("cannot be opened")
  expect(await Bun.file(file).text()).toStartWith("this is no database")
}, 120_000)

test("SIGTERM finishes what was accepted, tells the streams, and leaves one file that opens", async () => {
  const server = await start({ BATON_RATE_LIMITS: "off" })
  const visitors = await Promise.all(Array.from({ length: 8 }, () => createVisitorClient(() => server.url, "demo")))
  const streams = visitors.map((visitor) => visitor.stream())
  await Promise.all(streams.map(({ response }) => response))
  const accepted: number[] = []
  let isDown = false
  const load = visitors.map(async (visitor, index) => {
    for (let count = 0; !isDown; count++) {
      try {
        accepted.push((await visitor.say(`${index} says ${count}`)).id)
      } catch {
        // Not accepted any more.
        isDown = true
      }
    }
  })
  await until(() => accepted.length > 40, "the load is on")

  const code = await server.terminate()
  isDown = true
  await Promise.all(load)
  await Promise.all(streams.map((stream) => stream.untilOver()))

  expect(code).toBe(0)
  for (const stream of streams) expect(stream.of("reconnect").length).toBeGreaterThan(0)
  expect(readdirSync(join(folder, "data")).filter((name) => name.startsWith("baton.db"))).toEqual(["baton.db"])
  const kept = new Set((rows("SELECT id FROM events") as { id: number }[]).map(({ id }) => id))
  expect(accepted.filter((id) => !kept.has(id))).toEqual([])
}, 120_000)

test("SIGTERM does not wait for a client that opens its stream again and again", async () => {
  const server = await start()
  const visitor = await createVisitorClient(() => server.url, "demo")
  await visitor.say("Hello")
  let isOver = false
  const stubborn = (async () => {
    while (!isOver) {
      const stream = visitor.stream()
      await stream.untilOver(30_000)
    }
  })()

  const before = performance.now()
  const code = await server.terminate()
  isOver = true
  await stubborn

  expect(code).toBe(0)
  // It was not cut off, which comes after eight seconds.
  expect(performance.now() - before).toBeLessThan(7500)
}, 120_000)

test("a file that is far too large is refused in words", async () => {
  const server = await start()
  const visitor = await createVisitorClient(() => server.url, "demo")

  const refused = await refusal(visitor.upload(new File([new Uint8Array(20 * 1024 * 1024)], "huge.png")))

  expect(refused.status).toBe(413)
  expect(refused.problem.code).toBe("too_large")
  await visitor.say("Still here")
}, 120_000)

test("no word of a conversation and no secret is in the logs, at any level", async () => {
  const provider = createMessagesServer({ otherwise: () => answers("Platypus answer.", verdict(0.9)) })
  const secret = "sk-ant-a-secret-key"
  const env = {
    LOG_LEVEL: "debug",
    ANTHROPIC_API_KEY: secret,
    ANTHROPIC_BASE_URL: provider.url,
    BATON_OPERATOR_PASSWORD: "wombat password",
    SMTP_URL: "smtp://me:quokka@127.0.0.1:9",
  }
  const server = await start(env)
  const visitor = await createVisitorClient(() => server.url, "demo")
  const stream = visitor.stream()
  await visitor.say("Echidna question")
  await stream.find(({ data }) => data.actor?.kind === "ai" && data.text)
  // What is refused and what breaks is logged too, if at all, without what was in it.
  await visitor.call("POST", "/api/widget/messages", '{"text": "Echidna', { "content-type": "application/json" })
  await visitor.call("POST", "/api/widget/messages", { clientId: "Echidna", text: "Echidna" })
  await visitor.call("POST", "/api/widget/contact", { email: "echidna@example.com", name: "Echidna" })
  await visitor.call("GET", "/api/widget/attachments/%2e%2e%2fEchidna")
  provider.reply({ status: 500, body: "Echidna broke" }, { status: 500, body: "Echidna broke" })
  await visitor.say("Echidna again")
  await stream.find(({ data }) => data.to === "waiting", "the escalation")
  await server.terminate()
  await provider.stop()

  const log = server.output.err
  expect(log).toContain("server.started")
  for (const word of ["chidna", "latypus", secret, "wombat", "quokka", visitor.token]) expect(log).not.toContain(word)
}, 120_000)
