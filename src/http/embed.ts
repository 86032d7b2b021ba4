/**
 * Macros: run by the bundler (and by Bun when a source file is loaded), so that what they return is part of the
 * program and the compiled binary needs no folder beside it. Call them with literals only.
 */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dir, "..", "..")

/** The text of a file, by its path from the top folder. */
export const embedText = (path: string): string => readFileSync(join(root, path), "utf8")

/** The texts of a folder's files with one of these endings, by file name. */
export function embedFolder(folder: string, endings: string[]): Record<string, string> {
  const names = readdirSync(join(root, folder)).filter((name) => endings.some((ending) => name.endsWith(ending)))
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, folder, name), "utf8")]))
}

/**
 * A script or style sheet for the browser, with what it imports, without comments and white space.
 * @param format `iife` for a script that other people's pages run: joined, it must leave no name of its own there
 */
export function embedMinified(path: string, format: "esm" | "iife" = "esm"): string {
  // The bundler cannot call itself from a macro; its command can be run.
  const { stdout, stderr, success } = Bun.spawnSync([
    process.execPath,
    "build",
    join(root, path),
    "--minify",
    "--target=browser",
    `--format=${format}`,
  ])
  if (!success) throw new Error(`${path} could not be minified: ${stderr.toString()}`)
  return stdout.toString()
}
