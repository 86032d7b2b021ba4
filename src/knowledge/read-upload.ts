import { AppError } from "../errors"
import { cutPage } from "./chunk"
import type { NewSource } from "./index-source"

const endings = [".md", ".markdown", ".txt", ".text"]
/** For the file field of the form. */
export const acceptedFiles = [...endings, "text/markdown", "text/plain"].join(",")
const maxBytes = 4 * 1024 * 1024

/**
 * A Markdown or text file as a source. Its own heading is its title; without one, its name is.
 * @throws AppError `unsupported_media`, `too_large`, `validation`, each naming the file.
 */
export async function readUpload(file: File): Promise<NewSource> {
  const refuse = (code: "unsupported_media" | "too_large" | "validation", what: string) =>
    new AppError(code, `${file.name}: ${what}`, { field: "file" })
  if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending)))
    throw refuse("unsupported_media", "Only Markdown (.md) and text (.txt) files can be read.")
  if (file.size > maxBytes) throw refuse("too_large", `A file can have ${maxBytes / 1024 / 1024} MB at most.`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = decode(bytes)
  if (text === undefined || text.includes("\u0000"))
    throw refuse("unsupported_media", "This is called a text but is none. Save it as UTF-8 text.")
  const { title, passages } = cutPage(text)
  if (passages.length === 0) throw refuse("validation", "There is no text in this file.")
  const name = file.name
    .replace(/\.[^.]+$/, "")
    .replace(/[-_]+/g, " ")
    .trim()
  return { kind: "file", text, ...(title ? {} : { title: name || file.name }) }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
