/** Cuts a page into passages: one thought each, small enough to quote, with the headings that it stands under. */

import { countUnspaced } from "./words"

type Passage = { headings: string; text: string }
export type Page = { title: string; url: string | undefined; passages: Passage[] }

const leastWords = 40
const idealWords = 140
const mostWords = 220

/** Reads Markdown or plain text; `title` and `url` may stand in front matter, and the first heading is a title too. */
export function cutPage(source: string, fallbackTitle = ""): Page {
  const { matter, body } = readFrontMatter(source.replace(/\r\n?/g, "\n"))
  const blocks = readBlocks(body)
  let title = matter.title ?? ""
  const first = blocks[0]
  if (!title && first?.level === 1) title = first.text
  const passages: Passage[] = []
  const path: string[] = []
  let open: string[] = []
  let size = 0

  const close = () => {
    if (size > 0) passages.push({ headings: headingsOf(path, title || fallbackTitle), text: open.join("\n\n") })
    open = []
    size = 0
  }
  for (const block of blocks) {
    if (block.level > 0) {
      close()
      path.length = Math.min(path.length, block.level - 1)
      while (path.length < block.level - 1) path.push("")
      path.push(block.text)
      continue
    }
    for (const part of block.isProse ? splitProse(block.text) : [block.text]) {
      const words = countWords(part)
      if (size >= leastWords && size + words > (size >= idealWords ? idealWords : mostWords)) close()
      open.push(part)
      size += words
    }
  }
  close()
  return { title: title || fallbackTitle, url: matter.url, passages: joinShort(passages) }
}

function headingsOf(path: readonly string[], title: string): string {
  return path.filter((heading) => heading && heading !== title).join(" › ")
}

// A heading with one line under it says too little alone; it goes to the section before it under the same parent.
function joinShort(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = []
  for (const passage of passages) {
    const last = joined.at(-1)
    const short = countWords(passage.text) < 12
    if (last && short && last.headings === passage.headings && countWords(last.text) < mostWords)
      last.text += `\n\n${passage.text}`
    else joined.push({ ...passage })
  }
  return joined
}

function readFrontMatter(source: string): { matter: { title?: string; url?: string }; body: string } {
  const found = /^---\n([\s\S]*?)\n---\n?/.exec(source)
  if (!found) return { matter: {}, body: source }
  const matter: { title?: string; url?: string } = {}
  for (const line of found[1]!.split("\n")) {
    const pair = /^(title|url):\s*(.+?)\s*$/.exec(line)
    if (pair) matter[pair[1] as "title" | "url"] = pair[2]!.replace(/^(["'])(.*)\1$/, "$2")
  }
  return { matter, body: source.slice(found[0].length) }
}

type Block = { level: number; text: string; isProse: boolean }

function readBlocks(body: string): Block[] {
  const blocks: Block[] = []
  let open: string[] = []
  let fenced = false
  const close = () => {
    const text = open.join("\n").trim()
    open = []
    if (text) blocks.push({ level: 0, text, isProse: !fenced && isProse(text) })
  }
  for (const line of body.split("\n")) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      if (!fenced) close()
      open.push(line)
      if (fenced) close()
      fenced = !fenced
      continue
    }
    if (fenced) {
      open.push(line)
      continue
    }
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line)
    if (heading) {
      close()
      blocks.push({ level: heading[1]!.length, text: plainOf(heading[2]!), isProse: false })
    } else if (line.trim() === "") {
      close()
    } else open.push(line)
  }
  close()
  return joinListItems(blocks)
}

function isProse(text: string): boolean {
  // “**Express repair** costs …” is a sentence.
  return !/^\s*(?:[-*+]\s|•|\d+[.)]\s|\|)/.test(text)
}

// Items of one list may have blank lines between them; a list is quoted whole, and so with the line that introduces it.
function joinListItems(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    const isList = block.level === 0 && !block.isProse
    if (last && last.level === 0 && isList && (!last.isProse || /[:：]\s*$/.test(last.text))) {
      last.text += `\n${last.isProse ? "\n" : ""}${block.text}`
      last.isProse = false
    } else joined.push({ ...block })
  }
  return joined
}

function splitProse(text: string): string[] {
  if (countWords(text) <= mostWords) return [text]
  const parts: string[] = []
  let open = ""
  for (const sentence of sentencesOf(text)) {
    if (open && countWords(open) + countWords(sentence) > idealWords) {
      parts.push(open)
      open = ""
    }
    open = open ? `${open} ${sentence}` : sentence
  }
  if (open) parts.push(open)
  return parts
}

const abbreviations =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|incl|no|nr|st|mr|mrs|ms|dr|vs|ca|z\.B|d\.h|bzw|usw|p\.ej|Sr|Sra|cf|max|min|tel)\.$/i

/** Sentences of running text; line breaks inside a paragraph do not end one. */
export function sentencesOf(text: string): string[] {
  const flat = text.replace(/(?<!\s)\s*\n\s*/g, " ").trim()
  const sentences: string[] = []
  let start = 0
  for (const match of flat.matchAll(/(?<![.!?…])[.!?…]+["'”’)\]]*\s+(?=["'“‘(¿¡[*_]*[\p{Lu}\p{N}¿¡])|[。！？]+/gu)) {
    const end = match.index + match[0].length
    const sentence = flat.slice(start, end).trim()
    if (abbreviations.test(sentence) || /(?:^|\s)\d{1,2}\.$/.test(sentence)) continue
    if (sentence) sentences.push(sentence)
    start = end
  }
  const rest = flat.slice(start).trim()
  if (rest) sentences.push(rest)
  return sentences
}

/** Markdown's marks taken away, so that words can be compared and quoted. */
export function plainOf(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]+>/g, "")
    .replace(/(\*\*|__|~~|`)/g, "")
    .replace(/(^|\W)[*_](\S(?:.*?\S)?)[*_](?=\W|$)/g, "$1$2")
    .trim()
}

export function countWords(text: string): number {
  // Where there are no spaces, two letters are about a word.
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length + Math.floor(countUnspaced(text) / 2)
}
