import { inSlices } from "../jobs/in-slices"
import { countWords } from "./chunk"
import { type Contradiction, searchContradictions } from "./contradictions"
import type { Knowledge } from "./knowledge"
import type { PassageStore, TendedPassage } from "./passage-store"
import { pastDateIn } from "./past-date"

type Deps = {
  knowledge: Knowledge
  passages: PassageStore
  /** Whether an answerer reads it at all: what gives orders to an AI is left out. */
  isHeeded: (passage: { title: string; headings: string; text: string }) => boolean
  now: () => number
}

type Warnings = {
  contradictions: Contradiction[]
  stale: { id: number; why: string }[]
  thin: { id: number; why: string }[]
  /** Speaks to the AI instead of to people, and is therefore never used. */
  orders: { id: number; why: string }[]
}

const dayMs = 24 * 60 * 60_000
const mostLookedAt = 20_000
const readAtOnce = 200
const oldMs = 365 * dayMs
const unreadMs = 14 * dayMs
const fewWords = 6
const ordersWhy =
  "It tells an AI what to do, as strangers write into reviews and file names. It is never quoted or used."

/** Kept until the content changes, and for a day: what is out of date depends on the date. */
export function createWarnings({ knowledge, passages, isHeeded, now }: Deps) {
  const kept = new Map<string, { version: number; day: number; warnings: Promise<Warnings> }>()

  function* readAll(chatbotId: string): Generator<undefined, TendedPassage[]> {
    const all: TendedPassage[] = []
    while (all.length <= mostLookedAt) {
      const some = passages.list(chatbotId, { after: all.at(-1)?.id ?? 0, limit: readAtOnce })
      all.push(...some)
      if (some.length < readAtOnce) break
      yield
    }
    return all
  }

  async function look(chatbotId: string, at: number): Promise<Warnings> {
    const all = await inSlices(readAll(chatbotId))
    const looked = all.slice(0, mostLookedAt).filter(({ isOff }) => !isOff)
    return {
      contradictions: await inSlices(searchContradictions(looked)),
      stale: await inSlices(gather(looked, (passage) => staleOf(passage, at))),
      thin: await inSlices(gather(looked, thinOf)),
      orders: await inSlices(
        gather(looked, (passage) => (isHeeded(passage) ? [] : [{ id: passage.id, why: ordersWhy }])),
      ),
    }
  }

  return function warningsOf(chatbotId: string): Promise<Warnings> {
    const at = now()
    const [version, day] = [knowledge.versionOf(chatbotId), Math.floor(at / dayMs)]
    const found = kept.get(chatbotId)
    if (found?.version === version && found.day === day) return found.warnings
    const warnings = look(chatbotId, at)
    kept.set(chatbotId, { version, day, warnings })
    // It is looked at again when it is asked for again.
    warnings.catch(() => kept.delete(chatbotId))
    if (kept.size > 50) kept.delete(kept.keys().next().value!)
    return warnings
  }
}

function* gather<T>(all: readonly TendedPassage[], look: (one: TendedPassage) => T[]): Generator<undefined, T[]> {
  const found: T[] = []
  for (const [index, one] of all.entries()) {
    found.push(...look(one))
    if (index % 50 === 49) yield
  }
  return found
}

function staleOf(passage: TendedPassage, at: number): { id: number; why: string }[] {
  const { id, text, changedAt, readAt, source } = passage
  const past = pastDateIn(text, at)
  if (past) return [{ id, why: `It speaks of ${past}, which is over.` }]
  if (source.kind === "website" && readAt !== undefined && at - readAt > unreadMs)
    return [{ id, why: "Its page could not be read again for two weeks." }]
  if (source.kind !== "website" && at - changedAt > oldMs)
    return [{ id, why: "Nobody has changed it for a year. Is it still true?" }]
  return []
}

function thinOf({ id, text, source, questions }: TendedPassage): { id: number; why: string }[] {
  // “€10, once, for newcomers” under its heading is an answer, and so is a telephone number.
  if (source.kind === "qa" || questions.length > 0 || /\d|@/.test(text)) return []
  const words = countWords(text)
  return words < fewWords
    ? [{ id, why: `${words === 1 ? "One word" : `${words} words`}: hardly an answer to anything.` }]
    : []
}
