/**
 * `npm run build`: one executable, `dist/baton`, that needs nothing beside it.
 * `npm run build -- --target=bun-linux-arm64` builds for another machine, `--outfile=PATH` to another place.
 */

import { mkdirSync, statSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { parseArgs } from "node:util"

const root = join(import.meta.dir, "..", "..")

type BuildOptions = { target?: string | undefined; outfile?: string | undefined }

/**
 * Files are embedded by macros and by `type: "file"`, SQLite by its platform's entry; the program then finds them in itself.
 * @returns the path of the executable.
 * @throws with the bundler's messages.
 */
export async function build({ target, outfile }: BuildOptions = {}): Promise<string> {
  const forWindows = target?.includes("windows") ?? process.platform === "win32"
  const named = outfile ? resolve(outfile) : join(root, "dist", "baton")
  // The bundler adds the ending by itself.
  const path = forWindows && !named.endsWith(".exe") ? `${named}.exe` : named
  mkdirSync(dirname(path), { recursive: true })
  const child = Bun.spawn(
    [
      process.execPath,
      "build",
      join(root, "src", "cli", "program.ts"),
      // Threads are programs of their own within the executable, found by their path under `src`.
      join(root, "src", "knowledge", "reading-worker.ts"),
      join(root, "src", "knowledge", "encoding-worker.ts"),
      "--compile",
      "--minify",
      // Names stay in stack traces: a bug report from a binary must be readable.
      "--keep-names",
      // A stray file of another project in the working folder must not change how Baton starts; `.env` may.
      "--no-compile-autoload-bunfig",
      `--outfile=${path}`,
      ...(target ? [`--target=${target}`] : []),
    ],
    { cwd: root, stdout: "pipe", stderr: "pipe" },
  )
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  if (code !== 0) throw new Error(`${out}${err}`.trim())
  return path
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { target: { type: "string" }, outfile: { type: "string" } } })
    const started = performance.now()
    const path = await build(values)
    const megabytes = (statSync(path).size / 1e6).toFixed(0)
    console.log(`${path}  ${megabytes} MB in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
