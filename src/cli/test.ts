/**
 * `npm test`: types, lint, then every test, browser tests included. What failed is named again at the end: whoever sees
 * only the last lines of a long output must know where to look. A browser on a busy machine may do a thing seconds late: a
 * browser test that failed runs once more with its file, and is named with what it said even if it passes then. The last
 * line is `N passed, N failed`.
 */

import { existsSync } from "node:fs"
import { join } from "node:path"

/** A page compared with another one is long. */
const saidLines = 30
const saidColumns = 300
/** More than these at once is a fault, and none of the machine's. */
const mostTriedTwice = 3

const root = join(import.meta.dir, "..", "..")
const bin = (name: string) => join(root, "node_modules", ".bin", name)
let passed = 0
let failed = 0
/** What failed, with what was said about it. */
const failures: string[] = []
/** What failed and then passed. */
const unsteady: string[] = []

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

/** What the runner counted, and what failed, with what was said about it. */
type Outcome = { ok: number; bad: number; found: Failure[] }
type Failure = { file: string; test: string; said: string }

/** Runs test files and adds up what the runner counted. */
async function tests(name: string, args: string[], { isTriedTwice = false } = {}): Promise<void> {
  console.log(`\n── ${name}`)
  const { ok, bad, found } = await run(args)
  const again = isTriedTwice && found.length === bad && bad <= mostTriedTwice ? await tryAgain(found) : null
  const left = again ?? { ok: 0, bad, found }
  passed += ok + bad - left.bad
  failed += left.bad
  failures.push(...left.found.map(wordsOf))
  if (left.bad > left.found.length) failures.push(`${name}: the runner ended without a count`)
}

/** The files of what failed, once more and whole. What passes now is said all the same. */
async function tryAgain(first: Failure[]): Promise<Outcome | null> {
  const files = [...new Set(first.map(({ file }) => file))]
  if (files.length === 0) return null
  console.log(`\n── once more: ${files.join(", ")}`)
  const second = await run([...files.map((file) => `./${file}`), "--timeout", "120000"])
  if (second.ok + second.bad === 0) return null
  const still = new Set(second.found.map(keyOf))
  unsteady.push(...first.filter((failure) => !still.has(keyOf(failure))).map(wordsOf))
  return second
}

async function run(args: string[]): Promise<Outcome> {
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
  const [ok, counted] = [count("pass"), count("fail")]
  // A runner that died, or that ran nothing, has not passed.
  const bad = counted > 0 ? counted : exitCode === 0 && ok > 0 ? 0 : 1
  return { ok, bad, found: bad > 0 ? failuresIn(output) : [] }
}

const keyOf = ({ file, test }: Failure) => `${file} ${test}`
const wordsOf = ({ file, said }: Failure) => `${file}:\n${said}`

/** What the runner printed of each failed test: from the last line of the one before to its own. */
function failuresIn(output: string): Failure[] {
  const found = new Map<string, Failure>()
  let file = ""
  let from = 0
  const lines = output.split("\n")
  for (const [at, line] of lines.entries()) {
    const heading = /^(\S+\.test\.tsx?):$/.exec(line)
    if (heading) file = heading[1]!
    else if (!/^\((pass|fail|skip|todo)\) /.test(line)) continue
    const test = /^\(fail\) (.*?)(?: \[[\d.]+ms\])?$/.exec(line)?.[1]
    if (test) {
      const said = lines.slice(Math.max(from, at - saidLines), at + 1).map((one) => one.slice(0, saidColumns))
      const failure = { file, test, said: said.join("\n") }
      // The runner lists them once more at its end, without what was said, and beneath the last file.
      if (![...found.values()].some((known) => known.test === test)) found.set(keyOf(failure), failure)
    }
    from = at + 1
  }
  return [...found.values()]
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
  await tests("browser", ["e2e", "--timeout", "120000"], { isTriedTwice: true })
}
for (const [at, failure] of unsteady.entries())
  console.log(`\n── Passed only when it ran again (${at + 1}); why is to be found: ${failure}`)
for (const [at, failure] of failures.entries()) console.log(`\n── Failed (${at + 1}): ${failure}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
