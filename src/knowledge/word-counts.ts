import type { AskedWords } from "./asked-words"
import type { TextCollection } from "./text-collection"

/** As BM25 has them. */
export const saturation = 1.2
const lengthPart = 0.6
/** What a word on the page, or in the heading, counts beside one in the text. */
const pageShare = 0.6
export const headingShare = 2
const windowWords = 30
/** So many passages say what a page is about. */
const mostOfPage = 300

type Page = { length: number; counts: Float64Array }

/** How often the words of one question stand in passages, in their headings and on their pages. */
export function createWordCounter(collection: TextCollection, { weights, rarities, slotOf }: AskedWords) {
  const { words, headingWords, groups, members, averageLength } = collection
  const pages = new Map<number, Page>()
  const counts = new Float64Array(weights.length)
  const seen = new Int32Array(weights.length)
  const inHeading = new Uint8Array(weights.length)

  /** What the whole page is about counts a little for each of its passages: “it” and “this plan” are named elsewhere. */
  function pageOf(group: number): Page | undefined {
    const list = members.get(group)!
    if (list.length < 2) return undefined
    const known = pages.get(group)
    if (known) return known
    const page = { length: 0, counts: new Float64Array(weights.length) }
    pages.set(group, page)
    for (const index of list.length > mostOfPage ? list.slice(0, mostOfPage) : list) {
      const ids = words[index]!
      for (let i = headingWords[index]!; i < ids.length; i++) {
        const slot = slotOf[ids[i]!]!
        if (slot > 0) page.counts[slot - 1]! += 1
      }
      page.length += ids.length - headingWords[index]!
    }
    // What stands on a page once says nothing about its other passages.
    for (let slot = 0; slot < page.counts.length; slot++) if (page.counts[slot]! < 2) page.counts[slot] = 0
    return page
  }

  /** How often each asked word stands in the text; @returns how much of the question comes together within a window. */
  function countWords(ids: Uint32Array, named: number): number {
    counts.fill(0)
    seen.fill(-1_000_000)
    let close = 0
    let inWindow = 0
    for (let i = 0; i < ids.length - named; i++) {
      const leaving = i - windowWords
      if (leaving >= 0) {
        const old = slotOf[ids[named + leaving]!]!
        if (old > 0 && seen[old - 1] === leaving) inWindow -= weights[old - 1]!
      }
      const slot = slotOf[ids[named + i]!]! - 1
      if (slot < 0) continue
      counts[slot]! += 1
      if (i - seen[slot]! >= windowWords) inWindow += weights[slot]!
      seen[slot] = i
      if (inWindow > close) close = inWindow
    }
    return close
  }

  /** BM25 over text, heading and page, from what `countWords` has counted, and how much of the question each holds. */
  function weighWords(ids: Uint32Array, named: number, group: number) {
    inHeading.fill(0)
    for (let i = 0; i < named; i++) {
      const slot = slotOf[ids[i]!]!
      if (slot > 0) inHeading[slot - 1] = 1
    }
    const page = pageOf(group)
    const bodyLength = ids.length - named
    let score = 0
    let covered = 0
    let heading = 0
    let onPage = 0
    for (let slot = 0; slot < weights.length; slot++) {
      const own = counts[slot]!
      const onPageRate = page ? (page.counts[slot]! / page.length) * averageLength : 0
      const isNamed = inHeading[slot] === 1
      const count = own + (isNamed ? headingShare : 0) + pageShare * Math.min(onPageRate, 2)
      if (count > 0)
        score +=
          (rarities[slot]! * count * (saturation + 1)) /
          (count + saturation * (1 - lengthPart + (lengthPart * bodyLength) / (averageLength || 1)))
      if (own > 0 || isNamed) covered += weights[slot]!
      if (isNamed) heading += weights[slot]!
      if (own > 0 || onPageRate > 0) onPage += weights[slot]!
    }
    return { score, covered, heading, onPage }
  }

  return (index: number) => {
    const ids = words[index]!
    const named = headingWords[index]!
    const close = countWords(ids, named)
    return { close, ...weighWords(ids, named, groups[index]!) }
  }
}
