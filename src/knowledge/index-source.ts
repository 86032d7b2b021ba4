import { createHash } from "node:crypto"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { cutPage, plainOf } from "./chunk"
import type { NewDocument, Source, SourceKind, SourceStore } from "./source-store"

export type NewSource =
  | { kind: "text" | "file"; title?: string; url?: string; text: string }
  | { kind: "qa"; questions: readonly string[]; answer: string; url?: string }
  /** A list of questions with their answers, as one file. */
  | { kind: "file"; title: string; url?: string; pairs: readonly { questions: readonly string[]; answer: string }[] }

const mostCharacters = 2_000_000

/** Adding, replacing and deleting what a chatbot is trained on. */
export function createSourceIndex(deps: { db: Database; store: SourceStore; now: () => number; newId: () => string }) {
  const { db, store, now, newId } = deps

  function get(chatbotId: string, id: string): Source {
    const source = store.find(chatbotId, id)
    if (!source) throw new AppError("not_found", "This content is not there any more.")
    return source
  }

  return {
    /**
     * Adds a source, cut and searchable when the promise settles. The same content twice is one source.
     * @throws AppError `validation` when there is nothing in it, or too much.
     */
    async add(chatbotId: string, source: NewSource): Promise<Source> {
      const documents = toDocuments(source, newId)
      const [document] = documents
      const id = await db.write((tx) => {
        const same = store.findSameInWrite(chatbotId, source.kind, document.contentHash)
        if (same) return same
        const created = newId()
        const at = now()
        const { title, url } = document
        store.insertInWrite({ id: created, chatbotId, kind: source.kind, title, url, at })
        store.replaceDocumentsInWrite(chatbotId, created, documents, at)
        store.updateInWrite(created, { title, url, status: "ready", at })
        tx.ring(topicOf(chatbotId))
        return created
      })
      return get(chatbotId, id)
    },

    /** @throws AppError `not_found`, `validation` as `add`. */
    async replace(chatbotId: string, id: string, source: NewSource): Promise<Source> {
      const documents = toDocuments(source, newId)
      const [document] = documents
      await db.write((tx) => {
        if (!store.belongsInWrite(chatbotId, id))
          throw new AppError("not_found", "This content is not there any more. Add it again.")
        const at = now()
        store.replaceDocumentsInWrite(chatbotId, id, documents, at)
        store.updateInWrite(id, { title: document.title, url: document.url, status: "ready", at })
        tx.ring(topicOf(chatbotId))
      })
      return get(chatbotId, id)
    },

    /** @throws AppError `not_found`. */
    async remove(chatbotId: string, id: string): Promise<void> {
      await db.write((tx) => {
        if (!store.removeInWrite(chatbotId, id)) throw new AppError("not_found", "This content is not there any more.")
        tx.ring(topicOf(chatbotId))
      })
    },

    /** @throws AppError `not_found`. */
    get,
    list: (chatbotId: string): Source[] => store.list(chatbotId),
    documentsOf: store.documentsOf,
  }
}

/** Rung when a chatbot's content changes. */
export function topicOf(chatbotId: string): string {
  return `knowledge:${chatbotId}`
}

/** The first stands for the whole: its title and link are the source's, and by its hash the same is found again. */
function toDocuments(source: NewSource, newId: () => string): [NewDocument, ...NewDocument[]] {
  if (!("pairs" in source)) return [toDocument(source, newId())]
  const { title, url, pairs } = source
  const contentHash = hash("file", title, url ?? "", JSON.stringify(pairs))
  const documents = pairs.map(({ questions, answer }): NewDocument => {
    const passages = [{ headings: questions[0] ?? "", text: answer }]
    return { id: newId(), title, url, text: answer, questions, contentHash, passages }
  })
  const [first, ...more] = documents
  if (!first) throw new AppError("validation", "There is no question with an answer in this.", { field: "file" })
  return [first, ...more]
}

function toDocument(source: Exclude<NewSource, { pairs: unknown }>, id: string): NewDocument {
  const text = source.kind === "qa" ? source.answer.trim() : source.text.trim()
  if (text.length > mostCharacters)
    throw new AppError("too_large", "This text is longer than 2 million characters. Split it into several.")
  if (source.kind === "qa") {
    const questions = [...new Set(source.questions.map((question) => question.trim()).filter(Boolean))]
    if (questions.length === 0) throw new AppError("validation", "Write at least one question.", { field: "questions" })
    if (!text) throw new AppError("validation", "Write the answer.", { field: "answer" })
    const contentHash = hash("qa", ...questions, text, source.url ?? "")
    const passages = [{ headings: "", text }]
    return { id, title: questions[0]!, url: source.url, text, questions, contentHash, passages }
  }
  const page = cutPage(text, source.title)
  if (page.passages.length === 0)
    throw new AppError("validation", "There is no text in this. Add something to answer from.", { field: "text" })
  const title = source.title || page.title || beginningOf(source.text)
  const url = source.url ?? page.url
  const contentHash = hash(source.kind, title, url ?? "", text)
  return { id, title, url, text, questions: [], contentHash, passages: page.passages }
}

/** Its first line, at most so much of it that no word is cut. */
function beginningOf(text: string): string {
  const line = plainOf(text.split("\n").find((each) => /[\p{L}\p{N}]/u.test(each)) ?? "").trim()
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, "")}…`
}

function hash(kind: SourceKind, ...parts: string[]): string {
  return createHash("sha256")
    .update([kind, ...parts].join("\u0000"))
    .digest("base64url")
}
