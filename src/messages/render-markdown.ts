/** Markdown as written → HTML that is safe to put into a page. The only place that makes HTML of what people wrote. Pure. */

import { marked } from "marked"
import sanitizeHtml from "sanitize-html"

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => escapes[char]!)

/** Nothing in it that Markdown would read as more than words: most of what visitors write, and a hundred times faster. */
const plain = /^[^\n*_`#>[\]!|~<&\\:@+=-]*$/
const listLike = /^\s*\d+[.)]\s/

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    "p",
    "br",
    "strong",
    "em",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
  ],
  allowedAttributes: { a: ["href", "rel", "target"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  transformTags: {
    h1: "h3",
    h2: "h4",
    a: sanitizeHtml.simpleTransform("a", { rel: "noopener noreferrer nofollow", target: "_blank" }),
  },
}

export function renderMarkdown(text: string): string {
  if (plain.test(text) && !listLike.test(text)) return `<p>${escapeHtml(text)}</p>`
  return sanitizeHtml(marked.parse(text, { async: false, gfm: true, breaks: true }), options).trim()
}

/** Around words that a search found. No text has these: they are no characters. */
export const foundMarks = ["\uFDD0", "\uFDD1"] as const

const anyMark = /[\uFDD0\uFDD1]|%EF%B7%9[01]/gi

/** The same, with what was found in `<mark>`. An address is not marked: it would lead elsewhere. */
export function renderFound(text: string): string {
  return renderMarkdown(text)
    .replace(/<[^>]*>/g, (tag) => tag.replace(anyMark, ""))
    .replace(/\uFDD0([^<\uFDD0\uFDD1]*)\uFDD1/g, "<mark>$1</mark>")
    .replace(anyMark, "")
}

/** A title in pieces, in turn as it is and as it was found. */
export const foundPieces = (title: string): string[] => title.split(/[\uFDD0\uFDD1]/)
