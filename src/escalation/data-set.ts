import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type Row = Record<string, unknown> & { text: string }
/** `skipped`: rows that are not JSON, or lack what such a row must have. */
type Rows = { rows: Row[]; skipped: number }
export type DataSet = Rows & { set: string }

/** As long as a message of the product may be: no visitor could have sent more. */
const longestText = 8000

/** Every .jsonl file in the folders under `directory` whose names begin so, by file name; what cannot be read is counted. */
export function readSets(directory: string, beginning: string, isRow: (row: unknown) => boolean = hasText): DataSet[] {
  return listed(directory)
    .filter((name) => name.startsWith(beginning))
    .flatMap((folder) =>
      jsonlIn(join(directory, folder)).map((file) => ({
        set: `${folder}/${file.slice(0, -".jsonl".length)}`,
        ...readRows(join(directory, folder, file), isRow),
      })),
    )
}

export const jsonlIn = (folder: string): string[] => listed(folder).filter((name) => name.endsWith(".jsonl"))

/** Names in order; none of a folder that is not there, or is none. */
export function listed(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

export function readRows(file: string, isRow: (row: unknown) => boolean = hasText): Rows {
  const lines = textOf(file)
    .split("\n")
    .filter((line) => line.trim())
  const rows = lines.flatMap(parsed).filter(isRow) as Row[]
  for (const row of rows) if (typeof row.text === "string") row.text = asSent(row.text)
  return { rows, skipped: lines.length - rows.length }
}

/** Of a text from the data, what a visitor could have sent. */
export const asSent = (text: unknown): string =>
  String(text ?? "")
    .slice(0, longestText)
    .toWellFormed()

function textOf(file: string): string {
  try {
    // Some editors begin a file with a mark of its encoding, which JSON does not know.
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "")
  } catch {
    return ""
  }
}

function parsed(line: string): unknown[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

export const hasText = (row: unknown): boolean => typeof (row as Row | null)?.text === "string"
