/** What an owner does to single passages, and how it outlives a new reading of their page. Pure. */

import { wordsOf } from "./words"

/** A passage as its page is cut. */
type Part = { headings: string; text: string }

/** What the owner made of one passage: other words, switched off, always considered. */
export type Care = {
  id: number
  headings: string
  /** The words of the page when it was taken in hand, or those that were looked at since. */
  original: string
  text: string | null
  isOff: boolean
  isPinned: boolean
  /** What the page says now, where that is something else. */
  changed: string | null
  isGone: boolean
}

type TendedPart = Part & { isOff: boolean; isPinned: boolean; careId: number | null }

// Under the same headings a passage is soon the same one; elsewhere its words have to be.
const alikeInPlace = 0.35
const alikeElsewhere = 0.7

/**
 * A page was read again: its new passages with the owner's care put on those that are still the same. The owner's words
 * are never lost: where the page has none like them any more, they stay as a passage of their own.
 */
export function applyCare(parts: readonly Part[], cares: readonly Care[]): { parts: TendedPart[]; cares: Care[] } {
  const tended: TendedPart[] = parts.map((part) => ({ ...part, isOff: false, isPinned: false, careId: null }))
  const found = new Map<Care, number>()
  const take = (fits: (care: Care, part: TendedPart) => number) => {
    for (const care of cares) {
      if (found.has(care)) continue
      let best = -1
      let bestFit = 0
      for (const [index, part] of tended.entries()) {
        const fit = part.careId === null ? fits(care, part) : 0
        if (fit > bestFit) {
          best = index
          bestFit = fit
        }
      }
      if (best < 0) continue
      found.set(care, best)
      tended[best]!.careId = care.id
    }
  }
  take((care, part) => (isSame(care, part.text) ? (care.headings === part.headings ? 2 : 1) : 0))
  take((care, part) => {
    const alike = Math.max(likenessOfWords(care.original, part.text), likenessOfWords(care.text ?? "", part.text))
    const least = care.headings === part.headings ? alikeInPlace : alikeElsewhere
    return alike >= least ? alike : 0
  })

  const after: Care[] = []
  for (const care of cares) {
    const index = found.get(care)
    if (index === undefined) {
      after.push({ ...care, changed: null, isGone: true })
      if (care.text !== null)
        tended.push({
          headings: care.headings,
          text: care.text,
          isOff: care.isOff,
          isPinned: care.isPinned,
          careId: care.id,
        })
      continue
    }
    const part = tended[index]!
    const next = seen({ ...care, isGone: false, headings: part.headings }, part.text)
    part.isOff = next.isOff
    part.isPinned = next.isPinned
    if (next.text !== null) part.text = next.text
    if (isIdle(next)) part.careId = null
    after.push(next)
  }
  return { parts: tended, cares: after }
}

/** Nothing is left of it to be remembered. */
export const isIdle = (care: Pick<Care, "text" | "isOff" | "isPinned">): boolean =>
  care.text === null && !care.isOff && !care.isPinned

const isSame = ({ original, changed }: Care, text: string) => text === original || text === changed

function seen(care: Care, now: string): Care {
  // The page says by itself now what the owner had it say.
  if (care.text === now) return { ...care, text: null, original: now, changed: null }
  if (care.text === null) return { ...care, original: now, changed: null }
  return { ...care, changed: now === care.original ? null : now }
}

/** Share of words that two texts have in common, 0 to 1. */
export function likenessOfWords(a: string, b: string): number {
  const first = wordsOf(a)
  const second = wordsOf(b)
  if (first.length === 0 || second.length === 0) return 0
  const left = new Map<string, number>()
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of second) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    shared += 1
  }
  return (2 * shared) / (first.length + second.length)
}
