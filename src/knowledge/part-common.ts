/** After a website was read: what most of its pages say is taken out of all but one. */

import type { Database } from "../db/database"
import { giveWay } from "../jobs/give-way"
import { inSlices } from "../jobs/in-slices"
import { writtenLanguage } from "../languages/written-language"
import { cutPage } from "./chunk"
import { hashOf } from "./read-page"
import { createCommonBlocks, leastPages, partCommon } from "./said-everywhere"
import type { SourceStore } from "./source-store"
import type { Website } from "./website"
import type { PageWords, WebsiteStore } from "./website-store"

const pagesAtOnce = 10
/** So many pages tell what most of them say. */
const mostCounted = 400
/** So much of a page tells its language. */
const enoughToTell = 4000
/** Pages written at one time: each costs a few milliseconds, and chats go on in between. */
const writtenAtOnce = 3

type Deps = { db: Database; sources: SourceStore; websites: WebsiteStore; now: () => number }

/**
 * A page's own words stay as they were read: what is common may be another thing after the next reading. Stops when
 * something of the website is changed meanwhile.
 */
export function createPartCommon({ db, sources, websites, now }: Deps) {
  function* pagesOf(sourceId: string): Generator<PageWords> {
    for (let after = 0; ; ) {
      const pages = websites.listTexts(sourceId, after, pagesAtOnce)
      yield* pages
      if (pages.length < pagesAtOnce) return
      after = pages.at(-1)!.id
    }
  }

  function* findCommon(sourceId: string): Generator<undefined, Map<string, string>> {
    const common = createCommonBlocks()
    // Where the reading began it is kept, wherever it stands as well.
    const front = [...websites.listTexts(sourceId, 0, pagesAtOnce)].find(({ depth }) => depth === 0)
    if (front) common.add(front.documentId, front.text)
    let counted = front ? 1 : 0
    for (const { documentId, text } of pagesOf(sourceId)) {
      if (counted >= mostCounted) break
      if (documentId === front?.documentId) continue
      common.add(documentId, text)
      counted += 1
      yield
    }
    return counted < leastPages ? new Map() : common.find()
  }

  return async function part({ sourceId, chatbotId }: Website, signal: AbortSignal): Promise<void> {
    const common = await inSlices(findCommon(sourceId))
    let changed: { page: PageWords; text: string; hash: string }[] = []
    let language: string | undefined
    const write = async () => {
      const all = changed
      changed = []
      await db.write(() => {
        const at = now()
        for (const { page, text, hash } of all) {
          if (websites.documentOfInWrite(page.id) !== page.documentId) continue
          sources.removeDocumentInWrite(page.documentId)
          const { title, url } = page
          const { passages } = cutPage(text, title)
          const document = {
            id: page.documentId,
            title,
            url,
            text: page.text,
            questions: [],
            contentHash: hash,
            passages,
          }
          sources.addDocumentInWrite(chatbotId, sourceId, document, at)
        }
      })
    }
    for (const page of pagesOf(sourceId)) {
      await giveWay()
      if (signal.aborted) return
      language ??= writtenLanguage(page.text.slice(0, enoughToTell))
      const text = partCommon({ ...page, id: page.documentId, markdown: page.text, language }, common)
      const hash = text === page.text ? page.readHash : hashOf(page.title, text)
      if (hash === undefined || hash === page.contentHash) continue
      changed.push({ page, text, hash })
      if (changed.length >= writtenAtOnce) await write()
    }
    if (changed.length > 0) await write()
  }
}
