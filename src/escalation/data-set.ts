import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type Row = Record<string, unknown> & { text: string }

/** The rows of every .jsonl file in the folders under `directory` whose names begin so, by file name. A file that is
 * not there, a line that is not JSON and a row without its text are left out. */
export function readSets(
  directory: string,
  beginning: string,
  isRow: (row: unknown) => boolean = hasText,
): Map<string, Row[]> {
  const sets = new Map<string, Row[]>()
  for (const folder of listed(directory).filter((name) => name.startsWith(beginning))) {
    for (const file of listed(join(directory, folder)).filter((name) => name.endsWith(".jsonl"))) {
      const rows = readFileSync(join(directory, folder, file), "utf8")
        .split("\n")
        .flatMap(parsed)
        .filter(isRow)
      if (rows.length > 0) sets.set(`${folder}/${file.slice(0, -".jsonl".length)}`, rows as Row[])
    }
  }
  return sets
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory).sort()
  } catch {
    return []
  }
}

function parsed(line: string): unknown[] {
  try {
    return line.trim() ? [JSON.parse(line)] : []
  } catch {
    return []
  }
}

const hasText = (row: unknown) => typeof (row as Row | null)?.text === "string"
