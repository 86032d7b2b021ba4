import type { Database } from "../db/database"
import { applyCare, type Care, isIdle } from "./passages"

export type SourceKind = "website" | "file" | "text" | "qa"
type SourceStatus = "pending" | "reading" | "ready" | "failed"

export type Source = {
  id: string
  chatbotId: string
  kind: SourceKind
  title: string
  url: string | undefined
  status: SourceStatus
  error: string | undefined
  pages: number
  passages: number
  createdAt: number
  updatedAt: number
}

export type StoredPassage = {
  id: number
  documentId: string
  position: number
  title: string
  headings: string
  questions: string[]
  text: string
  url: string | undefined
  /** Always considered, by the owner's word. */
  isPinned?: boolean
}

export type NewDocument = {
  id: string
  title: string
  url: string | undefined
  text: string
  questions: readonly string[]
  contentHash: string
  passages: readonly { headings: string; text: string }[]
}

type SourceRow = {
  id: string
  chatbot_id: string
  kind: SourceKind
  title: string
  url: string | null
  status: SourceStatus
  error: string | null
  pages: number
  passages: number
  created_at: number
  updated_at: number
}

type PassageRow = {
  id: number
  document_id: string
  position: number
  title: string
  headings: string
  questions: string
  text: string
  url: string | null
  is_pinned: number
}

/** What the owner made of a passage, as it is stored. */
export type CareRow = {
  id: number
  headings: string
  original: string
  text: string | null
  is_off: number
  is_pinned: number
  changed: string | null
  is_gone: number
}

/** What a model is told of the content in a list. */
const mostTitles = 60

const passageColumns = "id, document_id, position, title, headings, questions, text, url, is_pinned"

const sourceColumns = `
  id, chatbot_id, kind, title, url, status, error, created_at, updated_at,
  (SELECT count(*) FROM documents WHERE source_id = s.id) AS pages,
  (SELECT count(*) FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.source_id = s.id) AS passages`

export type SourceStore = ReturnType<typeof createSourceStore>

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createSourceStore(db: Database) {
  const list = db.onRead<[string], SourceRow>(
    `SELECT ${sourceColumns} FROM knowledge_sources s WHERE chatbot_id = ? ORDER BY created_at, id`,
  )
  const find = db.onRead<[string, string], SourceRow>(
    `SELECT ${sourceColumns} FROM knowledge_sources s WHERE chatbot_id = ? AND id = ?`,
  )
  const findNow = db.inWrite<[string], { chatbot_id: string }>(`SELECT chatbot_id FROM knowledge_sources WHERE id = ?`)
  const documents = db.onRead<[string], { title: string; text: string; questions: string; content_hash: string }>(
    `SELECT title, text, questions, content_hash FROM documents WHERE source_id = ? ORDER BY id`,
  )
  const sourceWithHash = db.inWrite<[string, string, string], { id: string }>(
    `SELECT s.id FROM documents d JOIN knowledge_sources s ON s.id = d.source_id
     WHERE s.chatbot_id = ? AND s.kind = ? AND d.content_hash = ? LIMIT 1`,
  )
  const insertSource = db.inWrite<[string, string, string, string, string | null, string, number, number]>(
    `INSERT INTO knowledge_sources (id, chatbot_id, kind, title, url, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const updateSource = db.inWrite<[string, string | null, string, string | null, number, string]>(
    `UPDATE knowledge_sources SET title = ?, url = ?, status = ?, error = ?, updated_at = ? WHERE id = ?`,
  )
  const removeSource = db.inWrite<[string, string]>(`DELETE FROM knowledge_sources WHERE chatbot_id = ? AND id = ?`)
  const clear = db.inWrite<[string]>(`DELETE FROM documents WHERE source_id = ?`)
  const insertDocument = db.inWrite<[string, string, string, string, string | null, string, string, string, number]>(
    `INSERT INTO documents (id, source_id, chatbot_id, title, url, text, questions, content_hash, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertPassage = db.inWrite<
    [string, string, number, string, string, string, string, string | null, number, number, number | null]
  >(
    `INSERT INTO passages
       (document_id, chatbot_id, position, title, headings, questions, text, url, is_off, is_pinned, care_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const careOf = db.inWrite<[string, string], CareRow>(
    `SELECT id, headings, original, text, is_off, is_pinned, changed, is_gone FROM passage_care
     WHERE source_id = ? AND document_key = ? ORDER BY id`,
  )
  const updateCare = db.inWrite<[string, string, string | null, string | null, number, number]>(
    `UPDATE passage_care SET headings = ?, original = ?, text = ?, changed = ?, is_gone = ? WHERE id = ?`,
  )
  const removeCare = db.inWrite<[number]>(`DELETE FROM passage_care WHERE id = ?`)
  const touch = db.inWrite<[string]>(
    `INSERT INTO knowledge_versions (chatbot_id, version) VALUES (?, 1)
     ON CONFLICT (chatbot_id) DO UPDATE SET version = version + 1`,
  )
  const version = db.onRead<[string], { version: number }>(
    `SELECT version FROM knowledge_versions WHERE chatbot_id = ?`,
  )
  const passages = db.onRead<[string], PassageRow>(
    `SELECT ${passageColumns} FROM passages WHERE chatbot_id = ? AND is_off = 0 ORDER BY id`,
  )
  const somePassages = db.onRead<[string, number, number], PassageRow>(
    `SELECT ${passageColumns} FROM passages WHERE chatbot_id = ? AND id > ? AND is_off = 0 ORDER BY id LIMIT ?`,
  )
  const pinned = db.onRead<[string], PassageRow>(
    `SELECT ${passageColumns} FROM passages WHERE chatbot_id = ? AND is_pinned = 1 AND is_off = 0 ORDER BY id`,
  )
  const passagesOfSource = db.onRead<[string], PassageRow>(
    `SELECT p.id, document_id, position, p.title, headings, p.questions, p.text, p.url, is_pinned
     FROM passages p JOIN documents d ON d.id = p.document_id WHERE d.source_id = ? ORDER BY d.id, position`,
  )
  const passage = db.onRead<[number], PassageRow>(`SELECT ${passageColumns} FROM passages WHERE id = ?`)
  const searched = db.onRead<[number], PassageRow>(`SELECT ${passageColumns} FROM passages WHERE id = ? AND is_off = 0`)
  // Not ordered by bm25(): it counts every passage of the chatbot for each search, and the ranking has its own measure.
  const search = db.onRead<[string, number], { id: number }>(
    `SELECT rowid AS id FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?`,
  )

  const titles = db.onRead<[string, number], { title: string }>(
    `SELECT DISTINCT d.title FROM knowledge_sources s JOIN documents d ON d.source_id = s.id
     WHERE s.chatbot_id = ? AND EXISTS (SELECT 1 FROM passages p WHERE p.document_id = d.id AND p.is_off = 0) LIMIT ?`,
  )

  const setStatus = db.inWrite<[string, string | null, number, string]>(
    `UPDATE knowledge_sources SET status = ?, error = ?, updated_at = ? WHERE id = ?`,
  )
  const removeDocument = db.inWrite<[string]>(`DELETE FROM documents WHERE id = ?`)

  function addDocument(
    chatbotId: string,
    sourceId: string,
    document: NewDocument,
    at: number,
    key = document.url ?? "",
  ): void {
    const { id, title, url, text, contentHash } = document
    const questions = JSON.stringify(document.questions)
    insertDocument.run(id, sourceId, chatbotId, title, url ?? null, text, questions, contentHash, at)
    const asked = document.questions.join("\n")
    const { parts, cares } = applyCare(document.passages, careOf.all(sourceId, key).map(toCare))
    for (const care of cares) {
      if (isIdle(care)) removeCare.run(care.id)
      else updateCare.run(care.headings, care.original, care.text, care.changed, care.isGone ? 1 : 0, care.id)
    }
    for (const [position, part] of parts.entries()) {
      const [isOff, isPinned] = [part.isOff ? 1 : 0, part.isPinned ? 1 : 0]
      insertPassage.run(
        ...([id, chatbotId, position, title, part.headings, asked, part.text, url ?? null] as const),
        ...([isOff, isPinned, part.careId] as const),
      )
    }
  }

  return {
    list: (chatbotId: string): Source[] => list.all(chatbotId).map(toSource),
    find(chatbotId: string, id: string): Source | undefined {
      const row = find.get(chatbotId, id)
      return row && toSource(row)
    },
    /** What the source was made of, to be shown in a form and changed. */
    documentsOf: (sourceId: string) =>
      documents.all(sourceId).map(({ title, text, questions }) => ({
        title,
        text,
        questions: JSON.parse(questions) as string[],
      })),
    /** Counts every change of a chatbot's content, so that what was built from it can tell that it is old. */
    versionOf: (chatbotId: string): number => version.get(chatbotId)?.version ?? 0,
    /** What is searched: without what the owner switched off. */
    passagesOf: (chatbotId: string): StoredPassage[] => passages.all(chatbotId).map(toPassage),
    /** The same, so many at a time, after the one with this id. */
    readPassages: (
      chatbotId: string,
      { after, limit }: { after: number | undefined; limit: number },
    ): StoredPassage[] => somePassages.all(chatbotId, after ?? 0, limit).map(toPassage),
    findSearched(id: number): StoredPassage | undefined {
      const row = searched.get(id)
      return row && toPassage(row)
    },
    /** What its pages, files and answers are called: the first ones, which is where a website begins. */
    titlesOf: (chatbotId: string): string[] => titles.all(chatbotId, mostTitles).map(({ title }) => title),
    pinnedOf: (chatbotId: string): StoredPassage[] => pinned.all(chatbotId).map(toPassage),
    passagesOfSource: (sourceId: string): StoredPassage[] => passagesOfSource.all(sourceId).map(toPassage),
    findPassage(id: number): StoredPassage | undefined {
      const row = passage.get(id)
      return row && toPassage(row)
    },
    /** Passages that hold any of the words, in no order. */
    search(chatbotId: string, words: readonly string[], limit: number): number[] {
      if (words.length === 0) return []
      const any = words.map((word) => `"${word.replaceAll('"', "")}"`).join(" OR ")
      const match = `chatbot_id : "${chatbotId.replaceAll('"', "")}" AND {title headings questions text} : (${any})`
      return search.all(match, limit).map(({ id }) => id)
    },
    belongsInWrite: (chatbotId: string, id: string): boolean => findNow.get(id)?.chatbot_id === chatbotId,
    findSameInWrite: (chatbotId: string, kind: SourceKind, contentHash: string): string | undefined =>
      sourceWithHash.get(chatbotId, kind, contentHash)?.id,
    insertInWrite(source: {
      id: string
      chatbotId: string
      kind: SourceKind
      title: string
      url?: string
      at: number
    }) {
      insertSource.run(
        source.id,
        source.chatbotId,
        source.kind,
        source.title,
        source.url ?? null,
        "pending",
        source.at,
        source.at,
      )
    },
    updateInWrite(
      id: string,
      change: { title: string; url?: string; status: SourceStatus; error?: string; at: number },
    ) {
      updateSource.run(change.title, change.url ?? null, change.status, change.error ?? null, change.at, id)
    },
    removeInWrite(chatbotId: string, id: string): boolean {
      const { changes } = removeSource.run(chatbotId, id)
      if (changes > 0) touch.run(chatbotId)
      return changes > 0
    },
    /** Puts these documents in the place of all that the source had. */
    replaceDocumentsInWrite(chatbotId: string, sourceId: string, all: readonly NewDocument[], at: number): void {
      clear.run(sourceId)
      for (const document of all)
        addDocument(chatbotId, sourceId, document, at, all.length > 1 ? (document.questions[0] ?? "") : "")
      touch.run(chatbotId)
    },
    /** One document among others; `touchInWrite` follows when what is built from the content is to be built again. */
    addDocumentInWrite: addDocument,
    removeDocumentInWrite: (id: string) => void removeDocument.run(id),
    touchInWrite: (chatbotId: string) => void touch.run(chatbotId),
    setStatusInWrite(id: string, status: SourceStatus, error: string | undefined, at: number): void {
      setStatus.run(status, error ?? null, at, id)
    },
  }
}

function toSource(row: SourceRow): Source {
  return {
    id: row.id,
    chatbotId: row.chatbot_id,
    kind: row.kind,
    title: row.title,
    url: row.url ?? undefined,
    status: row.status,
    error: row.error ?? undefined,
    pages: row.pages,
    passages: row.passages,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toPassage(row: PassageRow): StoredPassage {
  return {
    id: row.id,
    documentId: row.document_id,
    position: row.position,
    title: row.title,
    headings: row.headings,
    questions: row.questions ? row.questions.split("\n") : [],
    text: row.text,
    url: row.url ?? undefined,
    isPinned: row.is_pinned === 1,
  }
}

export function toCare(row: CareRow): Care {
  const { id, headings, original, text, changed } = row
  return {
    ...{ id, headings, original, text, changed },
    isOff: row.is_off === 1,
    isPinned: row.is_pinned === 1,
    isGone: row.is_gone === 1,
  }
}
