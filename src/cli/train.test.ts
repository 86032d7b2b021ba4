import { expect, test } from "bun:test"
import { join } from "node:path"

const root = join(import.meta.dir, "..", "..")

test("a part that is misspelt is named, and not taken for nothing to do", () => {
  const command = [process.execPath, join(root, "src", "cli", "train.ts"), "--data", "nowhere", "--only", "moood"]
  const { stderr, exitCode } = Bun.spawnSync(command, { cwd: root })

  expect(exitCode).toBe(1)
  expect(stderr.toString()).toContain("moood")
  expect(stderr.toString()).toContain("confidence, mood, repetition")
}, 120_000)
