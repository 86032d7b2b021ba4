import { expect, test } from "bun:test"
import { join } from "node:path"

const demo = (...args: string[]) => {
  const command = [process.execPath, join(import.meta.dir, "demo.ts"), ...args]
  const { stdout, stderr, exitCode } = Bun.spawnSync(command, {
    cwd: join(import.meta.dir, "..", ".."),
    env: { ...process.env, NO_COLOR: "1" },
  })
  return { out: stdout.toString(), err: stderr.toString(), exitCode }
}

test("the demo plays the whole flow through the real server, and each step holds", () => {
  const { out, err, exitCode } = demo()

  expect(err).toBe("")
  expect(exitCode).toBe(0)
  expect(out).not.toContain("✗")
  expect(out.trim().split("\n").at(-1)).toMatch(/^All \d+ steps held \(\d+ checks\)\.$/)
}, 120_000)

test("a scenario that does not exist is answered with those that do", () => {
  const { err, exitCode } = demo("nope")

  expect(exitCode).toBe(1)
  expect(err).toStartWith("There is no scenario “nope”. There is: handover (")
})
