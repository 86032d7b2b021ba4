import type { Database } from "../db/database"
import {
  endlessRow,
  type PageState,
  type Website,
  type WebsitePage,
  type WebsitePlan,
  type WebsiteState,
} from "./website"

type Row = {
  source_id: string
  chatbot_id: string
  start_url: string
  origin: string
  include: string
  exclude: string
  max_pages: number
  max_depth: number
  state: WebsiteState
  is_seeded: 0 | 1
  wait_until: number | null
  next_at: number | null
  started_at: number
  finished_at: number | null
}
type PageRow = {
  id: number
  url: string
  depth: number
  state: PageState
  reason: string | null
  title: string | null
  etag: string | null
  last_modified: string | null
  content_hash: string | null
  document_id: string | null
  tries: number
  read_at: number | null
}

type TextRow = {
  id: number
  depth: number
  document_id: string
  title: string
  url: string | null
  text: string
  content_hash: string
  read_hash: string | null
}
/** A page that was read, with the words that it has. */
export type PageWords = {
  id: number
  depth: number
  documentId: string
  title: string
  url: string | undefined
  text: string
  /** Of the words as they were read, and of those that its passages were cut from. */
  readHash: string | undefined
  contentHash: string
}

const pageColumns =
  "id, url, depth, state, reason, title, etag, last_modified, content_hash, document_id, tries, read_at"

export type WebsiteStore = ReturnType<typeof createWebsiteStore>

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createWebsiteStore(db: Database) {
  const find = db.onRead<[string], Row>("SELECT * FROM websites WHERE source_id = ?")
  const findNow = db.inWrite<[string], Row>("SELECT * FROM websites WHERE source_id = ?")
  const same = db.inWrite<[string, string], { source_id: string }>(
    "SELECT source_id FROM websites WHERE chatbot_id = ? AND start_url = ?",
  )
  const due = db.onRead<[number], { source_id: string }>(
    "SELECT source_id FROM websites WHERE state = 'reading' AND coalesce(wait_until, 0) <= ? ORDER BY started_at",
  )
  const stale = db.onRead<[number], { source_id: string }>(
    "SELECT source_id FROM websites WHERE state = 'done' AND next_at <= ?",
  )
  const insert = db.inWrite<[string, string, string, string, string, string, number, number, number]>(
    `INSERT INTO websites (source_id, chatbot_id, start_url, origin, include, exclude, max_pages, max_depth, state, started_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'reading', ?)`,
  )
  const plan = db.inWrite<[string, string, string, string, number, number, string]>(
    "UPDATE websites SET start_url = ?, origin = ?, include = ?, exclude = ?, max_pages = ?, max_depth = ? WHERE source_id = ?",
  )
  const again = db.inWrite<[number, string]>(
    `UPDATE websites SET state = 'reading', is_seeded = 0, wait_until = NULL, next_at = NULL, started_at = ?, finished_at = NULL
     WHERE source_id = ?`,
  )
  const setState = db.inWrite<[WebsiteState, string]>("UPDATE websites SET state = ? WHERE source_id = ?")
  const setSeeded = db.inWrite<[string]>("UPDATE websites SET is_seeded = 1 WHERE source_id = ?")
  const setOrigin = db.inWrite<[string, string]>("UPDATE websites SET origin = ?, is_seeded = 0 WHERE source_id = ?")
  const setWait = db.inWrite<[number, string]>("UPDATE websites SET wait_until = ? WHERE source_id = ?")
  const end = db.inWrite<[WebsiteState, number, number | null, string]>(
    "UPDATE websites SET state = ?, finished_at = ?, next_at = ?, wait_until = NULL WHERE source_id = ?",
  )
  const counts = db.onRead<[string], { state: PageState; count: number }>(
    "SELECT state, count(*) AS count FROM website_pages WHERE source_id = ? GROUP BY state",
  )
  // Under a second address a page is no other page: so the crawler says it.
  const repeated = db.onRead<[string], { count: number }>(
    "SELECT count(*) AS count FROM website_pages WHERE source_id = ? AND state = 'skipped' AND reason LIKE 'The same %'",
  )
  const passedOver = db.onRead<[string, number], PageRow>(
    `SELECT ${pageColumns} FROM website_pages WHERE source_id = ? AND state = 'skipped' AND reason NOT LIKE 'The same %'
     ORDER BY id LIMIT ?`,
  )
  const countNow = db.inWrite<[string], { count: number }>(
    "SELECT count(*) AS count FROM website_pages WHERE source_id = ?",
  )
  const countReadNow = db.inWrite<[string], { count: number }>(
    "SELECT count(*) AS count FROM website_pages WHERE source_id = ? AND document_id IS NOT NULL",
  )
  const queued = db.onRead<[string, number], PageRow>(
    `SELECT ${pageColumns} FROM website_pages WHERE source_id = ? AND state = 'queued' ORDER BY depth, id LIMIT ?`,
  )
  const addresses = db.inWrite<[string], { url: string }>("SELECT url FROM website_pages WHERE source_id = ?")
  const pages = db.onRead<[string, string, string, number, number], PageRow>(
    `SELECT ${pageColumns} FROM website_pages WHERE source_id = ? AND (? = '' OR state = ?) AND id > ? ORDER BY id LIMIT ?`,
  )
  const addPage = db.inWrite<[string, string, number, PageState, string | null]>(
    "INSERT OR IGNORE INTO website_pages (source_id, url, depth, state, reason) VALUES (?, ?, ?, ?, ?)",
  )
  const settle = db.inWrite<
    [
      PageState,
      string | null,
      string | null,
      string | null,
      string | null,
      string | null,
      string | null,
      number,
      number,
    ]
  >(
    `UPDATE website_pages
     SET state = ?, reason = ?, title = ?, etag = ?, last_modified = ?, content_hash = ?, document_id = ?, read_at = ?
     WHERE id = ?`,
  )
  const adopt = db.inWrite<[string, string, number, string, string]>(
    "UPDATE website_pages SET document_id = ?, title = ?, read_at = ? WHERE source_id = ? AND url = ?",
  )
  const countTry = db.inWrite<[number]>("UPDATE website_pages SET tries = tries + 1 WHERE id = ?")
  const sameWords = db.inWrite<[string, string, number], { url: string }>(
    `SELECT url FROM website_pages
     WHERE source_id = ? AND content_hash = ? AND id <> ? AND document_id IS NOT NULL AND state IN ('read', 'queued')`,
  )
  const pageAt = db.inWrite<[string, string], { state: PageState }>(
    "SELECT state FROM website_pages WHERE source_id = ? AND url = ?",
  )
  const texts = db.onRead<[string, number, number], TextRow>(
    `SELECT p.id, p.depth, p.content_hash AS read_hash, d.id AS document_id, d.title, d.url, d.text, d.content_hash
     FROM website_pages p JOIN documents d ON d.id = p.document_id WHERE p.source_id = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
  )
  const pageNow = db.inWrite<[number], { document_id: string | null }>(
    "SELECT document_id FROM website_pages WHERE id = ?",
  )
  const removeRows = db.inWrite<[string, string]>(
    "DELETE FROM website_pages WHERE source_id = ? AND document_id IS NULL AND reason LIKE ? || '%'",
  )
  const removePage = db.inWrite<[number]>("DELETE FROM website_pages WHERE id = ?")
  const removeVersions = db.inWrite<[string]>(
    "UPDATE website_pages SET etag = NULL, last_modified = NULL WHERE source_id = ?",
  )
  const requeue = db.inWrite<[string]>(
    `UPDATE website_pages
     SET state = 'queued', reason = CASE WHEN document_id IS NULL THEN reason END, tries = 0 WHERE source_id = ?`,
  )
  const keepQueued = db.inWrite<[string]>(
    "UPDATE website_pages SET state = 'read' WHERE source_id = ? AND state = 'queued' AND document_id IS NOT NULL",
  )
  const skipQueued = db.inWrite<[string, string]>(
    "UPDATE website_pages SET state = 'skipped', reason = ? WHERE source_id = ? AND state = 'queued' AND document_id IS NULL",
  )

  return {
    find(sourceId: string): Website | undefined {
      const row = find.get(sourceId)
      return row && toWebsite(row)
    },
    findInWrite(sourceId: string): Website | undefined {
      const row = findNow.get(sourceId)
      return row && toWebsite(row)
    },
    findSameInWrite: (chatbotId: string, startUrl: string) => same.get(chatbotId, startUrl)?.source_id,
    /** To be worked on now. */
    listDue: (now: number) => due.all(now).map((row) => row.source_id),
    /** Read long enough ago to be read again. */
    listStale: (now: number) => stale.all(now).map((row) => row.source_id),
    insertInWrite(sourceId: string, chatbotId: string, it: WebsitePlan, at: number): void {
      const { startUrl, include, exclude, maxPages, maxDepth } = it
      const { origin } = new URL(startUrl)
      const lists = [JSON.stringify(include), JSON.stringify(exclude)] as const
      insert.run(sourceId, chatbotId, startUrl, origin, ...lists, maxPages, maxDepth, at)
    },
    changePlanInWrite(sourceId: string, it: WebsitePlan): void {
      const { startUrl, include, exclude, maxPages, maxDepth } = it
      const { origin } = new URL(startUrl)
      plan.run(startUrl, origin, JSON.stringify(include), JSON.stringify(exclude), maxPages, maxDepth, sourceId)
      // Another plan may follow links that this one did not, also those of pages that have not changed.
      removeVersions.run(sourceId)
    },
    /**
     * Everything known is looked at again, also what was skipped: a page that has not changed does not name its links
     * anew. What is skipped keeps its reason until then.
     */
    beginInWrite(sourceId: string, at: number): void {
      removeRows.run(sourceId, endlessRow)
      requeue.run(sourceId)
      again.run(at, sourceId)
    },
    setStateInWrite: (sourceId: string, state: WebsiteState) => void setState.run(state, sourceId),
    setSeededInWrite: (sourceId: string) => void setSeeded.run(sourceId),
    setOriginInWrite: (sourceId: string, origin: string) => void setOrigin.run(origin, sourceId),
    waitInWrite(sourceId: string, pageId: number | undefined, until: number): void {
      setWait.run(until, sourceId)
      if (pageId !== undefined) countTry.run(pageId)
    },
    endInWrite(sourceId: string, state: WebsiteState, at: number, nextAt: number | undefined): void {
      end.run(state, at, nextAt ?? null, sourceId)
    },
    countsOf(sourceId: string): Record<PageState, number> {
      const found = { queued: 0, read: 0, skipped: 0, gone: 0 }
      for (const { state, count } of counts.all(sourceId)) found[state] = count
      return found
    },
    /** Skipped since another address leads to the same. */
    countRepeated: (sourceId: string) => repeated.get(sourceId)!.count,
    /** The others that were skipped. */
    listPassedOver: (sourceId: string, limit: number): WebsitePage[] => passedOver.all(sourceId, limit).map(toPage),
    countInWrite: (sourceId: string) => countNow.get(sourceId)!.count,
    countReadInWrite: (sourceId: string) => countReadNow.get(sourceId)!.count,
    listQueued: (sourceId: string, limit: number): WebsitePage[] => queued.all(sourceId, limit).map(toPage),
    addressesInWrite: (sourceId: string) => addresses.all(sourceId).map(({ url }) => url),
    listPages(sourceId: string, state: PageState | "", after: number, limit: number): WebsitePage[] {
      // What waits to be looked at again is not skipped any more.
      return pages
        .all(sourceId, state, state, after, limit)
        .map(toPage)
        .map((page) => (page.state === "queued" ? { ...page, reason: undefined } : page))
    },
    /** Nothing when the address is known. */
    addPageInWrite(
      sourceId: string,
      url: string,
      depth: number,
      state: PageState = "queued",
      reason?: string,
    ): boolean {
      return addPage.run(sourceId, url, depth, state, reason ?? null).changes > 0
    },
    settleInWrite(page: WebsitePage, at: number): void {
      const { state, reason, title, etag, lastModified, contentHash, documentId, id } = page
      const or = (text: string | undefined) => text ?? null
      settle.run(state, or(reason), or(title), or(etag), or(lastModified), or(contentHash), or(documentId), at, id)
    },
    removePageInWrite: (id: number) => void removePage.run(id),
    /** A page whose text came from a file: it is known as read, and looked at again like any other. */
    adoptInWrite: (sourceId: string, url: string, documentId: string, title: string, at: number) =>
      void adopt.run(documentId, title, at, sourceId, url),
    stateOfInWrite: (sourceId: string, url: string) => pageAt.get(sourceId, url)?.state,
    findSameWordsInWrite: (sourceId: string, hash: string, id: number) => sameWords.get(sourceId, hash, id)?.url,
    /** What its pages say, so many at a time, after the page with this id. */
    listTexts: (sourceId: string, after: number, limit: number): PageWords[] =>
      texts
        .all(sourceId, after, limit)
        .map(({ id, depth, document_id, title, url, text, read_hash, content_hash }) => ({
          ...{ id, depth, documentId: document_id, title, url: url ?? undefined, text },
          ...{ readHash: read_hash ?? undefined, contentHash: content_hash },
        })),
    documentOfInWrite: (pageId: number) => pageNow.get(pageId)?.document_id ?? undefined,
    /** What is new in the queue is not looked at. */
    skipQueuedInWrite: (sourceId: string, reason: string) => void skipQueued.run(reason, sourceId),
    /** What was read before and was to be looked at again stays as it was. */
    keepQueuedInWrite: (sourceId: string) => void keepQueued.run(sourceId),
  }
}

function toWebsite(row: Row): Website {
  return {
    sourceId: row.source_id,
    chatbotId: row.chatbot_id,
    startUrl: row.start_url,
    origin: row.origin,
    include: JSON.parse(row.include),
    exclude: JSON.parse(row.exclude),
    maxPages: row.max_pages,
    maxDepth: row.max_depth,
    state: row.state,
    isSeeded: row.is_seeded === 1,
    waitUntil: row.wait_until ?? undefined,
    nextAt: row.next_at ?? undefined,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
  }
}

function toPage(row: PageRow): WebsitePage {
  return {
    id: row.id,
    url: row.url,
    depth: row.depth,
    state: row.state,
    reason: row.reason ?? undefined,
    title: row.title ?? undefined,
    etag: row.etag ?? undefined,
    lastModified: row.last_modified ?? undefined,
    contentHash: row.content_hash ?? undefined,
    documentId: row.document_id ?? undefined,
    tries: row.tries,
    readAt: row.read_at ?? undefined,
  }
}
