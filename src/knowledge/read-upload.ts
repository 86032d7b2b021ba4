import { AppError } from "../errors"
import { cutPage } from "./chunk"
import type { NewSource } from "./index-source"
import { readFileApart } from "./read-apart"
import { type FileKind, UnreadableFile } from "./read-file"

const kinds: Record<string, FileKind> = {
  ...{ ".md": "text", ".markdown": "text", ".txt": "text", ".text": "text" },
  ...{ ".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".csv": "csv" },
}
const maxMegabytes = 20
const codes = {
  unsupported: "unsupported_media",
  too_large: "too_large",
  broken: "validation",
  empty: "validation",
} as const

/**
 * A file as a source. Its own heading is its title; without one, its name is.
 * @throws AppError `unsupported_media`, `too_large`, `validation`, each naming the file.
 */
export async function readUpload(file: File): Promise<NewSource> {
  const refuse = (code: "unsupported_media" | "too_large" | "validation", what: string) =>
    new AppError(code, `${file.name}: ${what}`, { field: "file" })
  const ending = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? ""
  const kind = kinds[ending]
  if (!kind)
    throw refuse(
      "unsupported_media",
      ending === ".doc"
        ? "This is an old Word document. Save it as .docx."
        : "Only PDF, Word (.docx), HTML, Markdown, text and CSV files can be read.",
    )
  if (file.size > maxMegabytes * 1024 * 1024) throw refuse("too_large", `A file can have ${maxMegabytes} MB at most.`)
  try {
    const read = await readFileApart(new Uint8Array(await file.arrayBuffer()), kind)
    const name = file.name
      .replace(/\.[^.]+$/, "")
      .replace(/[-_]+/g, " ")
      .trim()
    if (read.pairs) return { kind: "file", title: name || file.name, pairs: read.pairs }
    const { title, passages } = cutPage(read.text)
    if (passages.length === 0) throw refuse("validation", "There is no text in this file.")
    return { kind: "file", text: read.text, ...(title ? {} : { title: read.title || name || file.name }) }
  } catch (error) {
    if (error instanceof UnreadableFile) throw refuse(codes[error.reason], error.message)
    throw error
  }
}
