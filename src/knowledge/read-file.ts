/** The text of the files that people have: PDF, Word, HTML, Markdown, text and CSV. */

import { inflateRawSync } from "node:zlib"
import { parse } from "csv-parse/sync"
import mammoth from "mammoth"
import { getDocumentProxy } from "unpdf"
import { giveWay } from "../jobs/give-way"
import { extractPage, markdownOf } from "./extract"

export type FileKind = "pdf" | "docx" | "html" | "text" | "csv"
type Pair = { questions: string[]; answer: string }
/** `title`: what the file calls itself. `pairs`: a list of questions with their answers, each found by its own. */
export type FileText = { title?: string; text: string; pairs?: Pair[] }

/** What is wrong with a file, as the end of a sentence that begins with its name. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile"
  constructor(
    message: string,
    readonly reason: "unsupported" | "too_large" | "broken" | "empty" = "broken",
  ) {
    super(message)
  }
}

const mostPages = 1000
const mostRows = 5000
const mostMs = 30_000
const mostUnpacked = 100 * 1024 * 1024

/** @throws UnreadableFile */
export async function readFileText(bytes: Uint8Array, kind: FileKind): Promise<FileText> {
  if (bytes.length === 0) throw new UnreadableFile("The file is empty.", "empty")
  const read = await readers[kind](bytes)
  if (!read.text.trim() && !read.pairs?.length) throw new UnreadableFile("There is no text in this file.", "empty")
  return read
}

const readers: Record<FileKind, (bytes: Uint8Array) => Promise<FileText> | FileText> = {
  pdf: readPdf,
  docx: readDocx,
  html(bytes) {
    const html = decodePage(bytes)
    try {
      const { title, markdown } = extractPage(html, "https://localhost/")
      return { text: markdown, ...(title ? { title } : {}) }
    } catch (error) {
      throw new UnreadableFile((error as Error).message, "too_large")
    }
  },
  text: (bytes) => ({ text: decode(bytes) }),
  csv: (bytes) => readCsv(decode(bytes)),
}

async function readPdf(bytes: Uint8Array): Promise<FileText> {
  const until = performance.now() + mostMs
  if (!Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-"))
    throw new UnreadableFile("This is called a PDF but is none.")
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>
  try {
    // The reader takes the bytes for its own; the caller's stay whole.
    pdf = await inTime(getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }), until)
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    if ((error as Error).name === "PasswordException")
      throw new UnreadableFile("This PDF is protected by a password. Save it without one.")
    throw new UnreadableFile("This PDF is broken. Save it again, or print it to a new PDF.")
  }
  try {
    if (pdf.numPages > mostPages)
      throw new UnreadableFile(`This PDF has ${pdf.numPages} pages; ${mostPages} can be read. Split it.`, "too_large")
    const pages: string[] = []
    for (let at = 1; at <= pdf.numPages; at++) {
      const page = await inTime(pdf.getPage(at), until)
      const { items } = await inTime(page.getTextContent(), until)
      pages.push(linesOf(items as { str?: string; hasEOL?: boolean; transform?: number[]; height?: number }[]))
      await giveWay()
    }
    const text = withPriceLists(pages.filter(Boolean).join("\n\n"))
    if (!text)
      throw new UnreadableFile(
        "This PDF holds pictures of pages and no text. Run text recognition over it first.",
        "empty",
      )
    const { info } = await inTime(pdf.getMetadata(), until)
    const title = String((info as { Title?: unknown }).Title ?? "").trim()
    return { text, ...(title && !saysNothing.test(title) ? { title } : {}) }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile("This PDF is broken. Save it again, or print it to a new PDF.")
  } finally {
    void pdf.loadingTask.destroy()
  }
}

/** What a program calls a file whose writer called it nothing. */
const saysNothing =
  /^(?:untitled|about:|unbenannt|unnamed|sin t[ií]tulo|sans titre|senza nome|naamloos|document ?\d*$|dokument ?\d*$|microsoft word|powerpoint|slide \d|https?:)|\.\w{2,4}$/i

/** A gap between two lines that is wider than the lines are high is a new paragraph. */
function linesOf(items: { str?: string; hasEOL?: boolean; transform?: number[]; height?: number }[]): string {
  let text = ""
  let last: number | undefined
  for (const { str = "", hasEOL, transform, height = 0 } of items) {
    const y = transform?.[5]
    if (str.trim() && y !== undefined) {
      if (last !== undefined && last - y > Math.max(height, 6) * 1.9) text = `${text.trimEnd()}\n\n`
      last = y
    }
    text += str + (hasEOL ? "\n" : "")
  }
  return text
    .replace(/(\p{Ll})-\n(\p{Ll})/gu, "$1$2")
    .replace(/[ \t]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

const price =
  /^(.{2,80}?)[\s.·…_]+((?:(?:ab|from|dès|desde|vanaf|da)\s+)?(?:(?:€|£|\$|CHF|EUR)\s?\d[\d.,]*|\d[\d.,]*(?:,-)?\s?(?:€|£|\$|CHF|EUR|Euro)))$/i

/** “Job … Price”: the head of such a list, and no heading. */
const headOfPrices =
  /^(\p{L}+(?: \p{L}+)?)[\s.·…_]+((?:price|cost|preis|kosten|precio|prix|tarif|preço|prezzo|prijs)\p{L}*(?: (?:in|en|inc[l.]*)? ?\p{L}+| ?[€£$])?)$/iu

/** Lines that end in a price become a table: who asks for one of them gets that one. The line above names them. */
function withPriceLists(text: string): string {
  const lines = text.split("\n")
  const made: string[] = []
  // Two of them one after the other are a list; in a file that has one, a single one is a list as well.
  const fewest = lines.some((line, at) => price.test(line) && price.test(lines[at + 1] ?? "")) ? 1 : 2
  for (let at = 0; at < lines.length; ) {
    const rows: string[] = []
    while (price.test(lines[at + rows.length] ?? "")) rows.push(lines[at + rows.length]!)
    if (rows.length < fewest) {
      made.push(lines[at++]!)
      continue
    }
    while (made.at(-1) === "") made.pop()
    const above = made.at(-1) ?? ""
    const isHead = headOfPrices.test(above)
    if (isHead) made.pop()
    else if (above && above.length <= 40 && !/[\d.!?:,;|]/.test(above)) made.splice(-1, 1, "", `## ${above}`)
    const cells = rows.map((row) =>
      price
        .exec(row)!
        .slice(1, 3)
        .map((cell) => cell.trim().replaceAll("|", "/")),
    )
    const [, thing = "", value = ""] = isHead ? headOfPrices.exec(above)! : []
    made.push(
      "",
      `| ${thing} | ${value} |`,
      "| --- | --- |",
      ...cells.map(([name, value]) => `| ${name} | ${value} |`),
      "",
    )
    at += rows.length
  }
  return made
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

async function readDocx(bytes: Uint8Array): Promise<FileText> {
  // Old Word files, and those with a password, are the same kind of container.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new UnreadableFile("This is protected by a password, or an old .doc. Save it as .docx without a password.")
  if (!isUnpackable(bytes)) throw new UnreadableFile("This is called a Word document but is none, or it is broken.")
  try {
    const { value } = await inTime(mammoth.convertToHtml({ buffer: Buffer.from(bytes) }), performance.now() + mostMs)
    return { text: markdownOf(value) }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile("This Word document is broken. Open it and save it again.")
  }
}

/**
 * Whether a zip has a directory, and unpacked is not too large. Its directory may lie about the sizes: each file is
 * unpacked here, as far as there is room, before whoever would unpack it without a limit does.
 * @throws UnreadableFile for a bomb.
 */
function isUnpackable(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end -= 1
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return false
  const tooLarge = () => new UnreadableFile("Unpacked, this document is too large.", "too_large")
  let at = view.getUint32(end + 16, true)
  let room = mostUnpacked
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return false
    const packed = view.getUint32(at + 20, true)
    if (view.getUint32(at + 24, true) > room) throw tooLarge()
    const local = view.getUint32(at + 42, true)
    if (local + 30 > bytes.length) return false
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (start + packed > bytes.length) return false
    const isDeflated = view.getUint16(at + 10, true) === 8
    try {
      room -= isDeflated ? inflatedSize(bytes.subarray(start, start + packed), room) : packed
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge()
      return false
    }
    if (room < 0) throw tooLarge()
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return true
}

const inflatedSize = (packed: Uint8Array, most: number) =>
  inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }).length

const questionNames = /^(questions?|q|frage|fragen|pregunta|domanda|vraag|faq)$/i
const answerNames = /^(answers?|a|antwort|antworten|respuesta|réponse|reponse|risposta|antwoord)$/i

function readCsv(whole: string): FileText {
  // Excel names the mark between its columns in a line of its own.
  const named = /^\uFEFF?"?sep=([,;|\t])"?\r?\n/i.exec(whole)
  const text = named ? whole.slice(named[0].length) : whole
  const [head = ""] = text.split(/\r?\n/, 1)
  const counts = [",", ";", "\t", "|"].map((mark) => ({ mark, count: head.split(mark).length }))
  const delimiter = named?.[1] ?? counts.sort((a, b) => b.count - a.count)[0]!.mark
  let rows: string[][]
  try {
    rows = parse(text, {
      delimiter,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      to: mostRows + 2,
      trim: true,
    })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const line = /line (\d+)/.exec(message)?.[1]
    throw new UnreadableFile(
      code === "CSV_QUOTE_NOT_CLOSED" && line
        ? `This is no readable CSV: in line ${line} a quotation mark opens that is never closed.`
        : `This is no readable CSV: ${message.replace(/\.?$/, ".")}`,
    )
  }
  if (rows.length > mostRows + 1)
    throw new UnreadableFile(`This has more than ${mostRows.toLocaleString("en")} rows. Split it.`, "too_large")
  const [names = [], ...lines] = rows
  const question = names.findIndex((name) => questionNames.test(name))
  const answer = names.findIndex((name) => answerNames.test(name))
  if (question !== -1 && answer !== -1) {
    const pairs = lines.flatMap((row) => {
      const questions = (row[question] ?? "")
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean)
      const said = (row[answer] ?? "").trim()
      return questions.length > 0 && said ? [{ questions, answer: said }] : []
    })
    if (pairs.length === 0) throw new UnreadableFile("No row has both a question and an answer.", "empty")
    return { text: "", pairs }
  }
  // Each row says what its columns are called: alone it must still make sense.
  const said = lines.map((row) =>
    row.flatMap((cell, at) => (cell ? [names[at] ? `${names[at]}: ${cell}` : cell] : [])).join("; "),
  )
  return { text: said.filter(Boolean).join("\n\n") }
}

/** A saved web page may say itself how it is written. */
function decodePage(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString("latin1")
  const named = /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1]
  if (named && !/^utf-?8$/i.test(named) && isNotUtf8(bytes)) {
    try {
      return new TextDecoder(named as "utf-8").decode(bytes)
    } catch {
      // No encoding that anybody knows: as any other text.
    }
  }
  return decode(bytes)
}

/** UTF-8, or what a byte order mark says, or how older programs of Windows write. */
function decode(bytes: Uint8Array): string {
  const isText = (text: string) => !text.includes("\u0000")
  const marked = encodingOf(bytes)
  if (marked) {
    const text = new TextDecoder(marked).decode(bytes)
    // Any two bytes are some letter of UTF-16; only a few in a row are a text.
    if (isText(text) && /[\s\p{L}]{3}/u.test(text)) return text
  } else if (!isNotUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes)
    if (isText(text)) return text
  } else {
    const text = isMacRoman(bytes) ? decodeWith("macintosh", bytes) : decodeWindows(bytes)
    if (text !== undefined) return text
    if (!bytes.some(isControl))
      throw new UnreadableFile(
        "This is not UTF-8, and which letters it holds cannot be told for certain: they would come out garbled. Open it where it was written and save it as UTF-8: in Excel as “CSV UTF-8”, in Notepad or TextEdit with the encoding UTF-8.",
        "unsupported",
      )
  }
  throw new UnreadableFile("This is called a text but is none. Save it as UTF-8 text.", "unsupported")
}

function encodingOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be"
  // Without a mark: of most letters one of the two bytes is nought, and always the same one.
  const some = bytes.subarray(0, 2000)
  const noughts = [0, 0]
  for (let at = 0; at < some.length; at++) if (some[at] === 0) noughts[at % 2]! += 1
  const most = some.length * 0.3
  if (noughts[1]! > most && noughts[0] === 0) return "utf-16le"
  if (noughts[0]! > most && noughts[1] === 0) return "utf-16be"
  return undefined
}

function isNotUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    return false
  } catch {
    return true
  }
}

/**
 * Western, else Central European: what Excel writes there. Whatever would come out garbled is undefined: wrong letters
 * would be learnt and quoted.
 */
function decodeWindows(bytes: Uint8Array): string | undefined {
  let high = 0
  let letters = 0
  for (const byte of bytes) {
    if (isControl(byte)) return undefined
    if (byte >= 0xc0) high += 1
    if (byte >= 0xc0 || isLatin(byte)) letters += 1
  }
  // Where every second letter is none of the Latin alphabet it is another one: Cyrillic, Greek.
  if (high > letters * 0.35) return undefined
  return decodeWith("windows-1252", bytes) ?? decodeWith("windows-1250", bytes)
}

/** Undefined where what stands between letters is none of what stands there. */
function decodeWith(name: string, bytes: Uint8Array): string | undefined {
  const text = new TextDecoder(name as "utf-8").decode(bytes)
  return /[\u0080-\u009f]|\p{L}[^\p{L}\p{M}\p{P}\p{N}\s·´`]\p{L}|\p{L}[¿¡]\p{L}/u.test(text) ? undefined : text
}

/**
 * What older programs of a Mac write has its small letters with marks where Windows has quotes, dashes and a few rare
 * letters. Those rare ones alone prove nothing: “š” and “ž” are all that some texts have.
 */
function isMacRoman(bytes: Uint8Array): boolean {
  let macs = 0
  let windows = 0
  let isTold = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (isControl(byte)) return false
    const before = isLatin(bytes[at - 1] ?? 0)
    const after = isLatin(bytes[at + 1] ?? 0)
    if (byte < 0x80 || !(before || after)) continue
    if (byte >= 0xe0 || polishLetters.has(byte)) windows += 1
    else if (macLetters.has(byte)) macs += 1
    if (neverWindows.has(byte) || (before && after && neverWithin.has(byte))) isTold = true
  }
  return isTold && macs > windows * 2
}

// Á à â ä ã ç é è ê ë ì î ï ñ… in the order of that alphabet; not those where Windows has the signs that texts are full of.
const macLetters = new Set([
  ...[0x83, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90],
  ...[0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa7],
])
/** On Windows no letter, or next to never one: ç è ê ù ü there. */
const neverWindows = new Set([0x8d, 0x8f, 0x90, 0x9d, 0x9f])
/** On Windows signs that stand within no word: á à ã ß. */
const neverWithin = new Set([0x87, 0x88, 0x8b, 0xa7])
const polishLetters = new Set([0xa3, 0xb3, 0xb9, 0xbf])

const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13
const isLatin = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122

async function inTime<T>(work: Promise<T>, until: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new UnreadableFile(`Reading it took longer than ${mostMs / 1000} seconds.`, "too_large"))
    timer = setTimeout(fail, Math.max(0, until - performance.now()))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
