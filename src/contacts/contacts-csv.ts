import { parse } from "csv-parse/sync"
import { AppError } from "../errors"

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map(csvLine).join("")}`
}

export const csvLine = (row: readonly string[]): string => `${row.map(cell).join(",")}\r\n`

/** A visitor chose these words, and a spreadsheet would run what begins like a formula. */
function cell(text: string): string {
  const safe = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What `cell` put before a formula's sign goes again, so that what was exported can be imported. */
const unquoted = (text: string) => text.replace(/^'(?=\s*[=+\-@＝＋－＠])/, "")

const mostCsvBytes = 5 * 1024 * 1024
export const mostCsvLines = 20_000
export const mostColumns = 100

export type CsvTable = {
  heads: string[]
  /** `line`: where it stands in the file, as an editor counts. */
  rows: { line: number; cells: string[] }[]
}

/**
 * Any of the usual separators; UTF-8, or what older spreadsheets save.
 * @throws AppError `validation`, `too_large`
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  if (bytes.length > mostCsvBytes)
    throw new AppError("too_large", `A file can have ${mostCsvBytes / 1024 / 1024} MB at most. Split it.`, {
      field: "file",
    })
  const text = decode(bytes)
  const refuse = (message: string) => new AppError("validation", message, { field: "file" })
  if (text.includes("\u0000")) throw refuse("This is no table. Save it as CSV.")
  const head = /^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0] ?? ""
  const separators = [",", ";", "\t"].map((mark) => ({ mark, count: head.split(mark).length }))
  const delimiter = separators.sort((a, b) => b.count - a.count)[0]!.mark
  let parsed: { info: { lines: number }; record: string[] }[]
  try {
    // With `info` each record comes with where it stood, which the types of the library leave out.
    parsed = parse(text, {
      delimiter,
      bom: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      max_record_size: 100_000,
      to: mostCsvLines + 2,
    }) as unknown as typeof parsed
  } catch {
    throw refuse("This file is not whole: somewhere a quoted cell does not end. Save it again as CSV.")
  }
  const [first, ...rest] = parsed
  if (!first || first.record.every((each) => each === "")) throw refuse("This file is empty.")
  if (rest.length > mostCsvLines)
    throw new AppError("too_large", `A file can have ${mostCsvLines} lines at most. Split it.`, { field: "file" })
  if (first.record.length > mostColumns) throw refuse(`A file can have ${mostColumns} columns at most.`)
  // `lines` says where a record ends; one with line breaks in it began earlier.
  return {
    heads: first.record,
    rows: rest.map(({ info, record }) => ({ line: info.lines, cells: record.map(unquoted) })),
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    // Excel's own CSV on Windows.
    return new TextDecoder("windows-1252").decode(bytes)
  }
}
