/**
 * `npm test`: types, lint, then every test, browser tests included. What failed is named again at the end: whoever sees
 * only the last lines of a long output must know where to look. The last line is `N passed, N failed`.
 */

import { existsSync } from "node:fs"
import { join } from "node:path"

/** A page compared with another one is long. */
const saidLines = 30
const saidColumns = 300

const root = join(import.meta.dir, "..", "..")
const bin = (name: string) => join(root, "node_modules", ".bin", name)
let passed = 0
let failed = 0
/** What failed, with what was said about it. */
const failures: string[] = []

/** One step that passes or fails as a whole. */
function step(name: string, command: string[]): void {
  console.log(`\n── ${name}`)
  const { exitCode } = Bun.spawnSync(command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] })
  if (exitCode === 0) passed += 1
  else {
    failed += 1
    failures.push(name)
  }
}

/** Runs test files and adds up what the runner counted. */
async function tests(name: string, args: string[]): Promise<void> {
  console.log(`\n── ${name}`)
  const child = Bun.spawn([process.execPath, "test", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  })
  const echo = async (stream: ReadableStream<Uint8Array>) => {
    let text = ""
    const decoder = new TextDecoder()
    for await (const chunk of stream) {
      const piece = decoder.decode(chunk, { stream: true })
      text += piece
      process.stdout.write(piece)
    }
    return text
  }
  const output = (await Promise.all([echo(child.stdout), echo(child.stderr)])).join("\n")
  const exitCode = await child.exited
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}$`, "m").exec(output)?.[1] ?? 0)
  const [ok, bad] = [count("pass"), count("fail")]
  passed += ok
  // A runner that died, or that ran nothing, has not passed.
  const wrong = bad > 0 ? bad : exitCode === 0 && ok > 0 ? 0 : 1
  failed += wrong
  if (wrong > 0) failures.push(...failuresIn(output, name))
}

/** What the runner printed of each failed test: from the last line of the one before to its own. */
function failuresIn(output: string, name: string): string[] {
  const lines = output.split("\n")
  const isOutcome = (line: string) => /^\((pass|fail|skip|todo)\) /.test(line) || /^\S+\.test\.tsx?:$/.test(line)
  const found: string[] = []
  let file = ""
  let from = 0
  for (const [at, line] of lines.entries()) {
    if (!isOutcome(line)) continue
    if (line.startsWith("(fail) ")) {
      const said = lines.slice(Math.max(from, at - saidLines), at + 1).map((one) => one.slice(0, saidColumns))
      found.push([file, ...said].join("\n"))
    }
    if (line.endsWith(":")) file = line
    from = at + 1
  }
  // The runner lists them once more at its end, without what was said.
  const named = [...new Map(found.map((one) => [one.split("\n").at(-1)!, one] as const).toReversed()).values()]
  return named.length > 0 ? named.toReversed() : [`${name}: the runner ended without a count`]
}

/** The browser tests need a real browser; where there is none, Debian's is installed. */
function ensureChromium(): void {
  if (["/usr/bin/chromium", process.env.CHROMIUM_PATH ?? ""].some((path) => path !== "" && existsSync(path))) return
  console.log("\n── Installing Chromium from Debian's packages")
  const sudo = process.getuid?.() === 0 ? [] : ["sudo"]
  const apt = (...args: string[]) =>
    Bun.spawnSync([...sudo, "apt-get", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    })
  apt("update", "-qq")
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")
}

const only = process.argv.slice(2)
step("types", [process.execPath, bin("tsc"), "--noEmit"])
step("lint", [bin("biome"), "check", "."])
// Patience for a busy machine: what is wrong fails long before.
if (only.length > 0) await tests(only.join(" "), [...only, "--timeout", "120000"])
else {
  await tests("unit and integration", ["src", "views", "bench", "--timeout", "120000"])
  ensureChromium()
  await tests("browser", ["e2e", "--timeout", "120000"])
}
for (const [at, failure] of failures.entries()) console.log(`\n── Failed (${at + 1}): ${failure}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
