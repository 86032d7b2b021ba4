import type { Database } from "../db/database"
import { AppError } from "../errors"
import { foundMarks } from "../messages/render-markdown"
import type { Care } from "./passages"
import { type CareRow, type SourceKind, toCare } from "./source-store"
import { wordsOf } from "./words"

export const passageFilters = ["", "edited", "changed", "pinned", "off"] as const
export type PassageFilter = (typeof passageFilters)[number]

/** A passage as its owner sees it, with where it came from and what was made of it. */
export type TendedPassage = {
  id: number
  documentId: string
  /** `pages`: two stands for more. */
  source: { id: string; kind: SourceKind; title: string; pages: number }
  title: string
  headings: string
  questions: string[]
  text: string
  url: string | undefined
  isOff: boolean
  isPinned: boolean
  care: Care | undefined
  /** When the words of its page last changed, and when the page was last looked at. */
  changedAt: number
  readAt: number | undefined
  /** Of a search: the same with marks around what was found. */
  found?: { title: string; headings: string; text: string }
}

type Row = {
  id: number
  document_id: string
  source_id: string
  kind: SourceKind
  source_title: string
  pages: number
  title: string
  headings: string
  questions: string
  text: string
  url: string | null
  is_off: number
  is_pinned: number
  care: string | null
  changed_at: number
  read_at: number | null
  found_title?: string
  found_headings?: string
  found_text?: string
}

export type PassageStore = ReturnType<typeof createPassageStore>

const columns = `
  p.id, p.document_id, d.source_id, s.kind, s.title AS source_title,
  (SELECT count(*) FROM (SELECT 1 FROM documents WHERE source_id = s.id LIMIT 2)) AS pages,
  p.title, p.headings, p.questions, p.text, p.url, p.is_off, p.is_pinned, d.updated_at AS changed_at,
  (SELECT read_at FROM website_pages w WHERE w.source_id = d.source_id AND w.url = d.url) AS read_at,
  (SELECT json_object('id', id, 'headings', headings, 'original', original, 'text', text, 'is_off', is_off,
     'is_pinned', is_pinned, 'changed', changed, 'is_gone', is_gone)
   FROM passage_care c WHERE c.id = p.care_id) AS care`
const from = `
  FROM passages p JOIN documents d ON d.id = p.document_id JOIN knowledge_sources s ON s.id = d.source_id`
const tended = `p.care_id IN (SELECT c.id FROM passage_care c JOIN knowledge_sources k ON k.id = c.source_id
  WHERE k.chatbot_id = p.chatbot_id AND`
const conditions: Record<PassageFilter, string> = {
  "": "1",
  edited: `${tended} c.text IS NOT NULL)`,
  changed: `${tended} (c.changed IS NOT NULL OR c.is_gone = 1))`,
  pinned: "p.is_pinned = 1",
  off: "p.is_off = 1",
}

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createPassageStore(db: Database) {
  const select = (filter: PassageFilter) =>
    db.onRead<{ chatbot: string; source: string | null; after: number; limit: number }, Row>(
      `SELECT ${columns} ${from}
       WHERE p.chatbot_id = $chatbot AND ($source IS NULL OR d.source_id = $source) AND p.id > $after
         AND ${conditions[filter]}
       ORDER BY p.id LIMIT $limit`,
    )
  /** By its own rank the index sorts before it marks: only what is shown is marked. */
  const search = (filter: PassageFilter) =>
    db.onRead<
      { chatbot: string; source: string | null; match: string; skip: number; limit: number; from: string; to: string },
      Row
    >(
      `SELECT ${columns}, highlight(passages_fts, 1, $from, $to) AS found_title,
         highlight(passages_fts, 2, $from, $to) AS found_headings, highlight(passages_fts, 4, $from, $to) AS found_text
       FROM passages_fts CROSS JOIN passages p ON p.id = passages_fts.rowid
         CROSS JOIN documents d ON d.id = p.document_id CROSS JOIN knowledge_sources s ON s.id = d.source_id
       WHERE passages_fts MATCH $match AND rank MATCH 'bm25(0.0, 4.0, 3.0, 3.0, 1.0)'
         AND p.chatbot_id = $chatbot AND ($source IS NULL OR d.source_id = $source) AND ${conditions[filter]}
       ORDER BY rank LIMIT $limit OFFSET $skip`,
    )
  const lists = new Map(
    passageFilters.map((filter) => [filter, { all: select(filter), found: search(filter) }] as const),
  )
  const find = db.onRead<[string, number], Row>(`SELECT ${columns} ${from} WHERE p.chatbot_id = ? AND p.id = ?`)
  const findNow = db.inWrite<[string, number], Row>(`SELECT ${columns} ${from} WHERE p.chatbot_id = ? AND p.id = ?`)
  const counts = db.onRead<{ chatbot: string; source: string | null }, Record<Exclude<PassageFilter, "">, number>>(`
    SELECT count(*) FILTER (WHERE ${conditions.edited}) AS edited,
      count(*) FILTER (WHERE ${conditions.changed}) AS changed,
      count(*) FILTER (WHERE ${conditions.pinned}) AS pinned, count(*) FILTER (WHERE ${conditions.off}) AS off
    FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE p.chatbot_id = $chatbot AND ($source IS NULL OR d.source_id = $source)`)
  const insertCare = db.inWrite<
    [string, string, string, string, string | null, number, number, string | null, number, number]
  >(
    `INSERT INTO passage_care
       (source_id, document_key, headings, original, text, is_off, is_pinned, changed, is_gone, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  )
  const updateCare = db.inWrite<[string, string | null, number, number, string | null, number, number, number]>(
    `UPDATE passage_care
     SET original = ?, text = ?, is_off = ?, is_pinned = ?, changed = ?, is_gone = ?, updated_at = ? WHERE id = ?`,
  )
  const removeCare = db.inWrite<[number]>(`DELETE FROM passage_care WHERE id = ?`)
  const whole = db.inWrite<[number], Record<string, string | number | null>>(`SELECT * FROM passages WHERE id = ?`)
  const remove = db.inWrite<[number]>(`DELETE FROM passages WHERE id = ?`)
  const insert = db.inWrite<Record<string, string | number | null>>(
    `INSERT INTO passages
       (id, document_id, chatbot_id, position, title, headings, questions, text, url, is_off, is_pinned, care_id)
     VALUES ($id, $document_id, $chatbot_id, $position, $title, $headings, $questions, $text, $url, $is_off, $is_pinned,
       $care_id)`,
  )

  return {
    /** In the order of their pages; of a search the best first. `after`: the last id seen, or of a search how many. */
    list(
      chatbotId: string,
      wish: { source?: string | undefined; filter?: PassageFilter; words?: string; after?: number; limit: number },
    ): TendedPassage[] {
      const { source = null, filter = "", words = "", after = 0, limit } = wish
      const values = { chatbot: chatbotId, source, limit }
      const { all, found } = lists.get(filter)!
      if (!words.trim()) return all.all({ ...values, after }).map(toTended)
      // A word that stands there whole counts once more than one that only begins so.
      const asked = wordsOf(words).map((word) => `("${word}" OR "${word}"*)`)
      if (asked.length === 0) return []
      const match = `chatbot_id : "${chatbotId.replaceAll('"', "")}" AND {title headings questions text} : (${asked.join(" AND ")})`
      const [from, to] = foundMarks
      return found.all({ ...values, match, skip: after, from, to }).map(toTended)
    },
    count(chatbotId: string, source?: string): Record<Exclude<PassageFilter, "">, number> {
      return counts.get({ chatbot: chatbotId, source: source ?? null })!
    },
    find(chatbotId: string, id: number): TendedPassage | undefined {
      const row = find.get(chatbotId, id)
      return row && toTended(row)
    },
    /** @throws AppError `not_found` */
    get: (chatbotId: string, id: number): TendedPassage => found(find.get(chatbotId, id)),
    getInWrite: (chatbotId: string, id: number): TendedPassage => found(findNow.get(chatbotId, id)),
    /** Puts this care on the passage, which then says what the care says. No care: as it was read. */
    tendInWrite(passage: TendedPassage, care: Omit<Care, "id"> | undefined, text: string, at: number): void {
      const row = whole.get(passage.id)!
      let careId = passage.care?.id ?? null
      if (!care && careId !== null) {
        removeCare.run(careId)
        careId = null
      } else if (care && careId !== null) {
        const [isOff, isPinned, isGone] = [care.isOff ? 1 : 0, care.isPinned ? 1 : 0, care.isGone ? 1 : 0]
        updateCare.run(care.original, care.text, isOff, isPinned, care.changed, isGone, at, careId)
      } else if (care) {
        const { headings, original, changed } = care
        const [isOff, isPinned, isGone] = [care.isOff ? 1 : 0, care.isPinned ? 1 : 0, care.isGone ? 1 : 0]
        const key = keyOf(passage)
        const made = insertCare.get(
          ...([passage.source.id, key, headings, original, care.text] as const),
          ...([isOff, isPinned, changed, isGone, at] as const),
        )
        careId = (made as { id: number }).id
      }
      // Taken out and put in again, because what searches the text follows only that.
      remove.run(passage.id)
      const [isOff, isPinned] = [care?.isOff ? 1 : 0, care?.isPinned ? 1 : 0]
      insert.run({ ...row, text, is_off: isOff, is_pinned: isPinned, care_id: careId })
    },
    /** What stayed only by the owner's care. */
    removeInWrite(passage: TendedPassage): void {
      if (passage.care) removeCare.run(passage.care.id)
      remove.run(passage.id)
    },
  }
}

/** By what a document is found again after its source was read again. */
function keyOf({ source, url, questions }: TendedPassage): string {
  if (source.kind === "website") return url ?? ""
  return source.pages > 1 ? (questions[0] ?? "") : ""
}

function found(row: Row | undefined): TendedPassage {
  if (!row) throw new AppError("not_found", "This piece of content is not there any more: its page was read again.")
  return toTended(row)
}

function toTended(row: Row): TendedPassage {
  return {
    id: row.id,
    documentId: row.document_id,
    source: { id: row.source_id, kind: row.kind, title: row.source_title, pages: row.pages },
    title: row.title,
    headings: row.headings,
    questions: row.questions ? row.questions.split("\n") : [],
    text: row.text,
    url: row.url ?? undefined,
    isOff: row.is_off === 1,
    isPinned: row.is_pinned === 1,
    care: row.care === null ? undefined : toCare(JSON.parse(row.care) as CareRow),
    changedAt: row.changed_at,
    readAt: row.read_at ?? undefined,
    ...(row.found_text === undefined
      ? {}
      : { found: { title: row.found_title!, headings: row.found_headings!, text: row.found_text } }),
  }
}
