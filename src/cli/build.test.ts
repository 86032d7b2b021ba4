import { afterAll, beforeAll, expect, test } from "bun:test"
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { version } from "../../package.json"
import { build } from "./build"
import { call, openOperator, openVisitor, startProcess } from "./client"

const folder = mkdtempSync(join(tmpdir(), "baton-build-"))
const alone = join(folder, "alone")
const program = join(alone, "baton")
// No PATH, no home, nothing of this checkout: what the program needs it must bring along.
const env = {
  PORT: "0",
  HOST: "127.0.0.1",
  PATH: "/nonexistent",
  HOME: "/nonexistent",
  BATON_OPERATOR_EMAIL: "dana@example.com",
  BATON_OPERATOR_PASSWORD: "correct horse",
}

const run = (...args: string[]) => {
  const { stdout, stderr, exitCode } = Bun.spawnSync([program, ...args], { cwd: alone, env })
  return { out: stdout.toString(), err: stderr.toString(), exitCode }
}

beforeAll(async () => {
  const built = await build({ outfile: join(folder, "built", "baton") })
  Bun.spawnSync(["mkdir", alone])
  copyFileSync(built, program)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("the executable alone in an empty folder holds a whole conversation, stops cleanly and starts again", async () => {
  expect(readdirSync(alone)).toEqual(["baton"])
  const first = await startProcess([program], { cwd: alone, env })
  const dana = await openOperator(first.url, "dana@example.com", "correct horse")
  const desk = await dana.stream()
  const noa = await openVisitor(first.url)
  const widget = await noa.stream()

  const asked = await noa.send("When should a baby get her first shoes?")
  const answer = await widget.next(({ actor, type }) => type === "message" && actor.kind === "ai", { ms: 10_000 })
  await dana.at("POST", `/conversations/${asked.conversationId}/takeover`, {})
  const joined = await widget.next(({ code }) => code === "operator_joined")
  await dana.write(asked.conversationId, "Dana here.")
  await widget.next(({ text }) => text === "Dana here.")
  await desk.next(({ text }) => text === "Dana here.")

  expect(answer.citations?.[0]?.url).toBe("/demo/help/children")
  expect(joined.text).toBe("You're now chatting with Dana.")

  const get = (path: string) => fetch(first.url + path)
  const script = await get("/widget.js")
  expect(script.headers.get("content-type")).toContain("javascript")
  expect(await script.text()).toContain("attachShadow")
  expect(await (await get("/operator/sign-in")).text()).toContain('type="password"')
  expect((await get("/app.css")).status).toBe(200)
  expect((await get("/demo")).status).toBe(200)
  expect(await (await get("/demo/help/delivery-ireland")).text()).toContain("4.95")
  expect(run("doctor", "--health").exitCode).toBe(1) // port 0 of `env` is nobody's
  expect(
    Bun.spawnSync([program, "doctor", "--health"], { cwd: alone, env: { ...env, PORT: String(first.port) } }).exitCode,
  ).toBe(0)
  expect(run("backup", "copy.tar.gz").out).toContain("copy.tar.gz: the database and 0 files")

  expect(await first.stop()).toBe(0)
  expect(first.said()).toContain("owner@example.com")

  const second = await startProcess([program], { cwd: alone, env })
  const again = await openVisitor(second.url, { token: noa.token })
  expect(again.conversation?.state).toBe("human")
  expect(second.said()).not.toContain("owner@example.com")
  expect(await second.stop("SIGINT")).toBe(0)

  expect(run("restore", "copy.tar.gz").exitCode).toBe(1)
  expect(run("restore", "copy.tar.gz", "--force").exitCode).toBe(0)
  const third = await startProcess([program], { cwd: alone, env })
  expect((await openVisitor(third.url, { token: noa.token })).conversation?.id).toBe(asked.conversationId)
  expect(await third.stop()).toBe(0)
}, 120_000)

test("the executable reads a file in a thread of its own", async () => {
  const owner = { email: "owner@shop.example", password: "correct horse" }
  const server = await startProcess([program], {
    cwd: alone,
    env: { ...env, BATON_DATA: "files", BATON_OWNER_EMAIL: owner.email, BATON_OWNER_PASSWORD: owner.password },
  })
  const { token } = await call<{ token: string }>(`${server.url}/api/v1/session`, "POST", undefined, {
    ...owner,
    role: "owner",
  })
  const body = new FormData()
  body.set("kind", "file")
  body.set("file", new File(["<h1>Kites</h1><p>A kite flies on a long string.</p>"], "kites.html"))
  const answer = await fetch(`${server.url}/api/v1/chatbots/demo/sources`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body,
  })

  expect(answer.status).toBe(202)
  expect(await answer.json()).toMatchObject({ source: { title: "Kites", status: "ready", passages: 1 } })
  expect(await server.stop()).toBe(0)
}, 120_000)

test("where SQLite cannot be unpacked, the executable and its doctor say what to change", () => {
  const within = { cwd: alone, env: { ...env, BATON_DATA: "unpacked", BUN_TMPDIR: "/nonexistent" } }
  for (const args of [[], ["doctor"]]) {
    const { stdout, stderr, exitCode } = Bun.spawnSync([program, ...args], { ...within, timeout: 20_000 })
    expect(exitCode).toBe(1)
    expect(stdout.toString() + stderr.toString()).toContain("set BUN_TMPDIR to another folder")
  }
}, 60_000)

test("the executable says what it is and what it can do", () => {
  expect(run("--version").out.trim()).toBe(version)
  expect(run("--help").out).toContain("baton restore FILE")
  expect(run("serv")).toMatchObject({ exitCode: 1, err: expect.stringContaining("There is no command “serv”") })
  expect(run("doctor").out).toContain("✓ The configuration is valid.")
  expect(run("doctor").out).toContain("✓ Sentences are understood")
})

test("a port in use and a bad setting stop it with one sentence", async () => {
  const taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("taken") })
  const { port } = taken
  const start = (more: Record<string, string>) =>
    Bun.spawnSync([program], { cwd: alone, env: { ...env, BATON_DATA: "other", ...more } })

  const blocked = start({ PORT: String(port) })
  const wrong = start({ BATON_RATE_LIMITS: "perhaps" })

  await taken.stop(true)
  expect(blocked.exitCode).toBe(1)
  expect(blocked.stderr.toString().trim()).toBe(
    `Port ${port} is in use. Stop the other program, or set PORT to a free one.`,
  )
  expect(wrong.exitCode).toBe(1)
  expect(wrong.stderr.toString().trim()).toBe("BATON_RATE_LIMITS is “perhaps”; it must be on or off.")
  // Refused before anything was touched.
  expect(existsSync(join(alone, "other", "baton.db"))).toBe(false)
})
