import { createHash } from "node:crypto"
import type { SafePage } from "../alerts/safe-fetch"
import { cutPage, type Page } from "./chunk"
import { extractPage } from "./extract"
import { readFileText, UnreadableFile } from "./read-file"
import { pagesAmong } from "./website-address"

export const mostPageBytes = 5 * 1024 * 1024

/** What a page of a website says, or why it says nothing. */
export type PageText =
  | {
      title: string
      text: string
      hash: string
      /** As `pagesAmong` gives them, which takes its time too. */
      links: string[]
      canonical: string | undefined
      mayIndex: boolean
      /** Cut here already: it takes its time where there is much. */
      cut: Page
    }
  | { failure: string }

/** Scripts, and an empty place for what they draw. */
const isDrawn = /<script\b[\s\S]*<(?:div|main)\b[^>]*>\s*<\/|<(?:div|main|app-root)\b[^>]*>\s*<\/[\s\S]*<script\b/i
/** Also that of a language, such as `/de/`. */
const isFront = /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?(?:index\.\w+)?$/i
const wanted = /^\s*(?:text\/(?:html|plain|markdown)|application\/(?:xhtml\+xml|pdf))\b/i
export const isWanted = (contentType: string): boolean => !contentType || wanted.test(contentType)

/** @param isStart where the reading begins: there, or on the front page, it is read what stands around all of them. */
export async function readPage(url: string, { headers, body }: SafePage, isStart = false): Promise<PageText> {
  const type = headers["content-type"] ?? ""
  if (!body) return { failure: `Not a page to read (${type.split(";")[0]?.trim() || "of no named type"}).` }
  const name = decodeURIComponentSafely(url.split("/").at(-1) ?? "")
  try {
    if (/pdf/i.test(type)) {
      const { text, title = nameOfFile(name) } = await readFileText(body, "pdf")
      return textOf(title, text)
    }
    const written = decode(body, type)
    if (/^\s*text\/(?:plain|markdown)/i.test(type)) return textOf(name, written)
    const { title, markdown, around, links, canonical, mayIndex, mayFollow } = extractPage(written, url)
    const { hostname, pathname } = new URL(url)
    const of = title || hostname
    // Once for the whole website.
    if (!markdown && links.length === 0 && isDrawn.test(written))
      return { failure: "A script draws this page in the browser; as it is sent, there is no text on it." }
    const text = around && (isStart || isFront.test(pathname)) ? `${markdown}\n\n${around}` : markdown
    return { ...textOf(of, text), links: mayFollow ? pagesAmong(links) : [], canonical, mayIndex }
  } catch (error) {
    if (error instanceof UnreadableFile) return { failure: error.message }
    return { failure: `It could not be understood: ${(error as Error).message}` }
  }
}

/** “price-list_2026.pdf” is a “Price list 2026”. */
function nameOfFile(name: string): string {
  const words = name
    .replace(/\.pdf$/i, "")
    .replace(/[-_+]+/g, " ")
    .trim()
  return words ? words[0]!.toUpperCase() + words.slice(1) : name
}

const textOf = (title: string, text: string) => ({
  ...{ title, text, hash: hashOf(title, text), cut: cutPage(text, title) },
  ...{ links: [], canonical: undefined, mayIndex: true },
})
export const hashOf = (...parts: string[]) => createHash("sha256").update(parts.join("\u0000")).digest("base64url")

/** By its byte order mark, else by the head of the answer, else by the page's own word, else UTF-8. */
function decode(bytes: Uint8Array, type: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes)
  const start = Buffer.from(bytes.subarray(0, 2048)).toString("latin1")
  const named = /charset=["']?([\w-]+)/i.exec(type)?.[1] ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1]
  try {
    return new TextDecoder((named ?? "utf-8") as "utf-8").decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
