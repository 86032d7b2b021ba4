// Sets the project up and runs one of its programs on the pinned Bun, from a machine with only Node and npm, or only Bun.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..")
const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.bun
const lock = readFileSync(join(root, "bun.lock"), "utf8")
// Holds the lock file that was installed, so that a pull with new dependencies installs them and an ordinary start does not.
const stamp = join(root, "node_modules", ".installed-lock")
const bun = join(root, "node_modules", "bun", "bin", "bun.exe")
const windows = process.platform === "win32"

if (!existsSync(bun) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  const install = ["install", "--frozen-lockfile"]
  const [command, args] =
    process.versions.bun === wanted ? [process.execPath, install] : ["npx", ["--yes", `bun@${wanted}`, ...install]]
  console.error("Installing what is missing …")
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: windows,
  })
  if (status !== 0) {
    console.error(
      `The installation failed${error ? ` (${error.message})` : ""}. Check the network and the disk, then try again.`,
    )
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}

const child = spawn(bun, process.argv.slice(2), { stdio: "inherit" })
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => child.kill(signal))
// npm passes a signal to the shell between it and us, and some shells die of it without a word to their child.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM")
  }, 500).unref()
}
child.on("exit", (code, signal) => process.exit(signal ? 128 : (code ?? 1)))
