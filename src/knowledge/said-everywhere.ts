/**
 * What stands on most pages of a website word for word says nothing of any of them: a banner, a footer that is not called
 * one. It is kept on one page, away from what that page says itself. Pure.
 */

import { aroundWordsIn, headingOfFact, isFact } from "./around-words"
import { withoutEmptySections } from "./link-rows"

/** Of fewer pages, what two have in common tells little. */
export const leastPages = 3
const shareOfPages = 0.5
/** Longer is an article that stands in several places. */
const longestBlock = 1500

const blocksOf = (markdown: string): string[] => markdown.split(/\n{2,}/)
const isHeading = (block: string): boolean => /^#{1,6}\s/.test(block)
const isCounted = (block: string): boolean => block.length <= longestBlock && !isHeading(block)
const flat = (block: string): string => block.replace(/\s+/g, " ").trim()

/** Counts, page by page, in how many each block stands, and where first. */
export function createCommonBlocks() {
  const seen = new Map<string, { pages: number; first: string }>()
  let pages = 0
  return {
    add(id: string, markdown: string): void {
      pages += 1
      for (const block of new Set(blocksOf(markdown).filter(isCounted).map(flat))) {
        const known = seen.get(block)
        if (known) known.pages += 1
        else if (block) seen.set(block, { pages: 1, first: id })
      }
    },
    /** What most pages say, with the first of them; the front page has to be counted first. */
    find(): Map<string, string> {
      const least = Math.max(leastPages, Math.ceil(shareOfPages * pages))
      return new Map(
        [...seen].flatMap(([block, { pages, first }]) => (pages >= least ? [[block, first] as const] : [])),
      )
    },
  }
}

type Parted = { id: string; title: string; markdown: string; language: string | undefined }

/** The page without what most pages say; on the first that says it, under headings of its own. */
export function partCommon({ id, title, markdown, language }: Parted, common: ReadonlyMap<string, string>): string {
  const own: string[] = []
  const kept: string[] = []
  const facts = new Map<string, string[]>()
  let heading = ""
  for (const block of blocksOf(markdown)) {
    if (isHeading(block)) heading = block
    const first = isCounted(block) ? common.get(flat(block)) : undefined
    if (first === undefined) own.push(block)
    else if (first === id) {
      // What has a heading there already is called so, unless that is the heading of what stands before it.
      if (isHeading(own.at(-1) ?? "") && own.at(-1) === heading && !/^#\s/.test(heading)) own.push(block)
      else if (isFact(block)) {
        const name = headingOfFact(block, aroundWordsIn(language))
        facts.set(name, [...(facts.get(name) ?? []), block])
      } else kept.push(block)
    }
  }
  if (own.length === blocksOf(markdown).length) return markdown
  const rest = withoutEmptySections(own.map((text) => ({ text, level: /^#+/.exec(text)?.[0].length ?? 0 })))
  return [
    ...rest.map(({ text }) => text),
    ...(kept.length > 0 ? [`## ${title}`, ...kept] : []),
    ...[...facts].flatMap(([name, said]) => [`## ${name}`, ...said]),
  ]
    .join("\n\n")
    .trim()
}
