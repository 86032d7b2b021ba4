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
