import { afterEach, beforeEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startProcess } from "./client"

const root = join(import.meta.dir, "..", "..")
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "baton-run-"))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

const command = [process.execPath, join(root, "src", "cli", "run.mjs"), "src/index.ts"]
const env = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "",
  HOST: "127.0.0.1",
  PORT: "0",
  BATON_DATA: data,
  ...more,
})
const start = (more?: Record<string, string>) => startProcess(command, { cwd: root, env: env(more) })

test("a stop signal reaches the server, which stops cleanly; the second start prints no secret", async () => {
  const first = await start()
  const codes = [await first.stop("SIGTERM")]
  const second = await start()
  codes.push(await second.stop("SIGINT"))

  expect(codes).toEqual([0, 0])
  expect(first.said()).toContain("These sign-ins are shown only once")
  expect(first.said()).toContain("server.stopped")
  expect(second.said()).not.toContain("sign-ins")
}, 120_000)

test("a port in use stops it with one sentence, and touches nothing", async () => {
  const other = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() })
  const { port } = other
  const { stdout, stderr, exitCode } = Bun.spawnSync(command, { cwd: root, env: env({ PORT: String(port) }) })
  await other.stop(true)

  expect(exitCode).toBe(1)
  expect(stdout.toString()).toBe("")
  expect(stderr.toString().trim()).toBe(`Port ${port} is in use. Stop the other program, or set PORT to a free one.`)
}, 120_000)

test("an evaluation without a set to judge is no success", () => {
  const evaluate = (folder: string) => {
    const program = [process.execPath, join(root, "src", "cli", "run.mjs"), "src/cli/eval.ts", "--data", folder]
    const { stdout, stderr, exitCode } = Bun.spawnSync(program, { cwd: root, env: env() })
    return { exitCode, said: stdout.toString(), why: stderr.toString() }
  }
  const missing = evaluate(join(data, "nowhere"))
  const empty = evaluate(data)

  expect([missing.exitCode, missing.said, empty.exitCode, empty.said]).toEqual([1, "", 1, ""])
  expect(missing.why).toContain("There is no folder")
  expect(empty.why).toContain("There is no set under")
}, 120_000)
