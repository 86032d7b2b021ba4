import { createHash } from "node:crypto"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { cutPage } from "./chunk"
import { topicOf } from "./index-source"
import { isIdle } from "./passages"
import { createSourceStore, type NewDocument, type SourceKind } from "./source-store"
import { planOf, type WebsitePlan } from "./website"
import type { WebsiteStore } from "./website-store"

type ContentDocument = { title: string; url: string | null; text: string; questions: string[] }
/** What the owner made of a passage: other words for it, switched off, always considered. */
type ContentCare = {
  /** The page's address, the question of a list, or nothing. */
  page: string
  headings: string
  /** What was read when it was taken in hand; by these words its passage is found. */
  original: string
  text: string | null
  isOff: boolean
  isPinned: boolean
  /** What the page says now, where that is something else. */
  changed: string | null
  isGone: boolean
}
export type ContentEntry = {
  kind: SourceKind
  title: string
  url: string | null
  /** What is read of a website. */
  website?: WebsitePlan
  documents: ContentDocument[]
  passages?: ContentCare[]
}

export type ContentFile = ReturnType<typeof createContentFile>

const mostEntries = 2000
const mostDocuments = 20_000
const mostCares = 20_000
const mostWords = 100_000
const rereadAfterMs = 24 * 60 * 60_000

/** A chatbot's content as it leaves the server, and as it comes in again: its words; ids and passages are made anew. */
export function createContentFile(deps: {
  db: Database
  websites: WebsiteStore
  now: () => number
  newId: () => string
}) {
  const { db, websites, newId } = deps
  const store = createSourceStore(db)
  type Row = { title: string; url: string | null; text: string; questions: string }
  const documents = db.onRead<[string], Row>(
    "SELECT title, url, text, questions FROM documents WHERE source_id = ? ORDER BY id",
  )
  type CareRow = Pick<ContentCare, "page" | "headings" | "original" | "text" | "changed"> &
    Record<"isOff" | "isPinned" | "isGone", number>
  const cares = db.onRead<[string], CareRow>(
    `SELECT document_key AS page, headings, original, text, is_off AS isOff, is_pinned AS isPinned, changed,
       is_gone AS isGone FROM passage_care WHERE source_id = ? ORDER BY id`,
  )
  type NewCare = [string, string, string, string, string | null, string | null, number, number, number, number]
  const insertCare = db.inWrite<NewCare>(
    `INSERT INTO passage_care
       (source_id, document_key, headings, original, text, changed, is_off, is_pinned, is_gone, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  /** Left out where nothing was made of any passage. */
  function caresOf(sourceId: string): { passages?: ContentCare[] } {
    const rows = cares.all(sourceId)
    if (rows.length === 0) return {}
    const passages = rows.map((row) => ({
      ...row,
      ...{ isOff: row.isOff === 1, isPinned: row.isPinned === 1, isGone: row.isGone === 1 },
    }))
    return { passages }
  }

  return {
    exportOf: (chatbotId: string): ContentEntry[] =>
      store.list(chatbotId).map(({ id, kind, title, url }) => {
        const site = kind === "website" ? websites.find(id) : undefined
        return {
          kind,
          title,
          url: url ?? null,
          ...(site ? { website: planFrom(site) } : {}),
          documents: documents.all(id).map((row) => ({ ...row, questions: JSON.parse(row.questions) })),
          ...caresOf(id),
        }
      }),

    /** Cut into passages outside the write: it may be long. The write may run twice, so ids are made before it. */
    prepare(entries: readonly ContentEntry[]) {
      const prepared = entries.map((entry) => ({
        entry,
        id: newId(),
        documents: entry.documents.map((each) => toDocument(entry.kind, each, newId())),
      }))
      return (tx: Tx, chatbotId: string, at: number): void => {
        for (const { entry, id, documents: made } of prepared) {
          const { kind, title, url, website } = entry
          const link = url === null ? {} : { url }
          store.insertInWrite({ id, chatbotId, kind, title, ...link, at })
          // Before the passages, which take it on as they are cut.
          for (const { page, headings, original, text, isOff, isPinned, changed, isGone } of entry.passages ?? []) {
            const words = [id, page, headings, original, text, changed] as const
            insertCare.run(...words, isOff ? 1 : 0, isPinned ? 1 : 0, isGone ? 1 : 0, at)
          }
          for (const document of made) {
            const question = made.length > 1 ? (document.questions[0] ?? "") : ""
            const key = kind === "website" ? (document.url ?? "") : question
            store.addDocumentInWrite(chatbotId, id, document, at, key)
          }
          store.updateInWrite(id, { title, ...link, status: "ready", at })
          if (!website) continue
          websites.insertInWrite(id, chatbotId, website, at)
          for (const [place, { url: address }] of made.entries()) {
            if (!address || !websites.addPageInWrite(id, address, 1, "read")) continue
            websites.adoptInWrite(id, address, made[place]!.id, made[place]!.title, at)
          }
          websites.endInWrite(id, "done", at, at + rereadAfterMs)
        }
        store.touchInWrite(chatbotId)
        tx.ring(topicOf(chatbotId))
      }
    },
  }
}

const planFrom = ({ startUrl, include, exclude, maxPages, maxDepth }: WebsitePlan): WebsitePlan => ({
  ...{ startUrl, include, exclude, maxPages, maxDepth },
})

function toDocument(kind: SourceKind, { title, url, text, questions }: ContentDocument, id: string): NewDocument {
  const contentHash = createHash("sha256")
    .update(
      (questions.length > 0 ? [kind, ...questions, text, url ?? ""] : [kind, title, url ?? "", text]).join("\u0000"),
    )
    .digest("base64url")
  const passages =
    questions.length > 0 ? [{ headings: kind === "qa" ? "" : questions[0]!, text }] : cutPage(text, title).passages
  return { id, title, url: url ?? undefined, text, questions, contentHash, passages }
}

// ---------------------------------------------------------------------------------------- what comes in is checked whole

const kinds: readonly string[] = ["website", "file", "text", "qa"] satisfies SourceKind[]

/** @throws AppError `validation` naming the place. */
export function checkContent(given: unknown): ContentEntry[] {
  const entries = listOf(given, "content", mostEntries)
  let count = 0
  let careCount = 0
  return entries.map((value, at) => {
    const field = `content.${at}`
    const entry = recordOf(value, field)
    const kind = textOf(entry.kind, `${field}.kind`, 20)
    if (!kinds.includes(kind)) throw refuse(`${field}.kind`, `One of ${kinds.join(", ")}.`)
    const documents = listOf(entry.documents, `${field}.documents`, mostDocuments).map((each, place) => {
      const path = `${field}.documents.${place}`
      const document = recordOf(each, path)
      const text = textOf(document.text, `${path}.text`, 2_000_000).trim()
      if (!text) throw refuse(`${path}.text`, "There is no text in this.")
      return {
        title: textOf(document.title, `${path}.title`, 1000),
        url: linkOf(document.url, `${path}.url`),
        text,
        questions: listOf(document.questions ?? [], `${path}.questions`, 200).map((question, index) =>
          textOf(question, `${path}.questions.${index}`, 2000),
        ),
      }
    })
    count += documents.length
    if (count > mostDocuments) throw refuse("content", `At most ${mostDocuments.toLocaleString("en")} documents.`)
    const cares = listOf(entry.passages ?? [], `${field}.passages`, mostCares).map((each, place) =>
      careOf(each, `${field}.passages.${place}`),
    )
    careCount += cares.length
    if (careCount > mostCares)
      throw refuse("content", `At most ${mostCares.toLocaleString("en")} passages with words of their own.`)
    if (kind === "qa" && documents.some(({ questions }) => questions.length === 0))
      throw refuse(`${field}.documents`, "A question with its answer needs a question.")
    return {
      kind: kind as SourceKind,
      title: textOf(entry.title, `${field}.title`, 1000),
      url: linkOf(entry.url, `${field}.url`),
      ...(kind === "website" ? { website: websiteOf(entry.website, `${field}.website`) } : {}),
      documents,
      ...(cares.length > 0 ? { passages: cares } : {}),
    }
  })
}

function careOf(given: unknown, field: string): ContentCare {
  const care = recordOf(given, field)
  const flag = (name: string) => {
    const value = care[name] ?? false
    if (typeof value !== "boolean") throw refuse(`${field}.${name}`, "This is no yes or no.")
    return value
  }
  const words = (name: string) =>
    care[name] === undefined || care[name] === null ? null : textOf(care[name], `${field}.${name}`, mostWords)
  const text = words("text")
  const made: ContentCare = {
    page: textOf(care.page ?? "", `${field}.page`, 2000),
    headings: textOf(care.headings ?? "", `${field}.headings`, 2000),
    original: textOf(care.original, `${field}.original`, mostWords),
    text: text?.trim() ? text : null,
    ...{ isOff: flag("isOff"), isPinned: flag("isPinned"), changed: words("changed"), isGone: flag("isGone") },
  }
  if (isIdle(made)) throw refuse(field, "Nothing was made of this passage.")
  return made
}

function websiteOf(given: unknown, field: string): WebsitePlan {
  const plan = recordOf(given, field)
  const patterns = (value: unknown, name: string) =>
    listOf(value ?? [], `${field}.${name}`, 50).map((each) => textOf(each, `${field}.${name}`, 300))
  const number = (value: unknown) => (typeof value === "number" ? value : undefined)
  return planOf({
    url: textOf(plan.startUrl, `${field}.startUrl`, 2000),
    include: patterns(plan.include, "include"),
    exclude: patterns(plan.exclude, "exclude"),
    maxPages: number(plan.maxPages),
    maxDepth: number(plan.maxDepth),
  })
}

/** Visitors follow it from an answer, so it leads to a page and runs nothing. */
function linkOf(given: unknown, field: string): string | null {
  if (given === null || given === undefined || given === "") return null
  const url = textOf(given, field, 2000)
  const isPath = url.startsWith("/") && !url.startsWith("//")
  if (!isPath && !["http:", "https:"].includes(URL.parse(url)?.protocol ?? ""))
    throw refuse(field, "A link starts with https://.")
  return url
}

export function recordOf(given: unknown, field: string): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw refuse(field, "This is no object.")
  return given as Record<string, unknown>
}

export function listOf(given: unknown, field: string, most: number): unknown[] {
  if (!Array.isArray(given)) throw refuse(field, "This is no list.")
  if (given.length > most) throw refuse(field, `At most ${most.toLocaleString("en")}.`)
  return given
}

export function textOf(given: unknown, field: string, most: number): string {
  if (typeof given !== "string") throw refuse(field, "This is no text.")
  if (given.length > most) throw refuse(field, `At most ${most.toLocaleString("en")} characters.`)
  if (!given.isWellFormed() || given.includes("\u0000")) throw refuse(field, "This text is damaged.")
  return given
}

/** A refusal of what stands there, with its place in the file. */
export function placed<T>(field: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    throw error instanceof AppError ? refuse(field, error.message) : error
  }
}

const refuse = (field: string, message: string) =>
  new AppError("validation", `${message} (In the file at “${field}”.)`, { field })
