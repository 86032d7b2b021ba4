import { confidenceOf, type Evidence, textScore } from "./confidence"
import { createLexicon } from "./lexicon"
import { createPhrasingModel, type Phrasing, type PhrasingMatch } from "./phrasings"
import { meantBy } from "./synonyms"
import { createTextModel, type TextFeatures } from "./texts"
import { isFunctionWord, wordsOf } from "./words"

/** What is ranked: a passage of a page, or an answer with the ways in which it was asked for. */
export type Entry = {
  id: string
  /** The page or document that it is a part of. */
  group: string
  title: string
  headings: string
  questions: readonly string[]
  text: string
}

export type Ranked = { id: string; index: number; score: number }
export type Ranking = { confidence: number; ranked: Ranked[]; words: readonly string[]; evidence: Evidence }

/** Finds entries that hold any of the words, by their place in the list of entries. */
export type FindByWords = (words: readonly string[], limit: number) => number[]

export type Ranker = ReturnType<typeof createRanking>

// A question may be a pasted page; time per question must stay bounded.
const mostWordsRead = 120
// An entry that has both is judged by how it was asked before rather than by the words of its answer.
const phrasingShare = 3
const pageVote = 0.1
// The confidence looks at the next best too, however few are wanted.
const leastOrdered = 10
const candidatesByWords = 100
const candidatesByMeaning = 40
/** How many passages are looked at closely. */
export const looked = 50
const mostFound = 200

/**
 * The one ranking, of the product and of its evaluation. Small enough to be built whenever the content changes.
 * @param findByWords the full-text search over the same entries.
 */
export function createRanking(entries: readonly Entry[], findByWords: FindByWords) {
  const groups = new Map<string, number>()
  const isTitled = entries.map(({ title, headings }) => Boolean(title || headings))
  const textual = entries.flatMap((entry, index) => (entry.text.trim() ? [index] : []))
  const textOf = new Map(textual.map((index, at) => [index, at]))
  const texts = textual.map((index) => {
    const entry = entries[index]!
    if (!groups.has(entry.group)) groups.set(entry.group, groups.size)
    const heading = [entry.title, entry.headings, ...entry.questions.slice(0, 10)].filter(Boolean).join("\n")
    return { group: groups.get(entry.group)!, heading, body: entry.text }
  })
  const textLexicon = createLexicon()
  const textModel = createTextModel(textLexicon, texts)

  const phrasings: Phrasing[] = []
  for (const [index, entry] of entries.entries()) {
    if (entry.questions.length === 0 && entry.text.trim()) continue
    for (const text of new Set([...entry.questions, entry.title])) {
      const said = wordsOf(text)
      if (said.length > 0) phrasings.push({ entry: index, words: [...said, ...meantBy(said)] })
    }
  }
  const phrasingLexicon = createLexicon()
  for (const { words } of phrasings) phrasingLexicon.add(words)
  const phrasingModel = createPhrasingModel(phrasingLexicon, entries.length, phrasings)

  function repair(words: readonly string[]): string[] {
    return words.map((word) => {
      if (phrasingLexicon.has(word) || textLexicon.has(word)) return word
      const repaired = phrasingLexicon.repair(word)
      return repaired === word ? textLexicon.repair(word) : repaired
    })
  }

  return {
    size: entries.length,
    /** How much a word tells this content's passages apart, 0 to 1: in a shoe shop “shoes” tells nothing. */
    rarity: (word: string): number =>
      Math.min(1, Math.max(0, textLexicon.rarity(textLexicon.stemIdOf(word)) / Math.log(textLexicon.units + 2))),
    rank(question: string, limit = 10): Ranking {
      const said = repair(wordsOf(question).slice(0, mostWordsRead))
      const words = [...said, ...meantBy(said)]
      const scores = new Float64Array(entries.length)
      const byPhrasing = phrasingModel.size > 0 ? phrasingModel.match(words) : undefined
      if (byPhrasing) for (let e = 0; e < scores.length; e++) scores[e] = phrasingShare * byPhrasing.scores[e]!

      const featuresOf = new Map<number, TextFeatures>()
      if (textModel.size > 0 && words.length > 0) {
        const candidates = new Set<number>()
        for (const index of findByWords(rarest(words), mostFound)) {
          const at = textOf.get(index)
          if (at !== undefined) candidates.add(at)
        }
        for (const at of textModel.sharing(words, candidatesByWords)) candidates.add(at)
        for (const at of textModel.nearest(words, candidatesByMeaning)) candidates.add(at)
        const list = textModel.preselect(words, [...candidates], looked)
        const found = textModel.features(words, list)
        const byPage = new Map<number, number[]>()
        for (const [k, features] of found.entries()) {
          const index = textual[list[k]!]!
          featuresOf.set(index, features)
          const score = textScore(features, isTitled[index]!)
          const { group } = texts[list[k]!]!
          byPage.set(
            group,
            [...(byPage.get(group) ?? []), score].sort((a, b) => b - a),
          )
        }
        // Another passage of the same page that also fits says that it is the right page.
        for (const [k, features] of found.entries()) {
          const index = textual[list[k]!]!
          const score = textScore(features, isTitled[index]!)
          const onPage = byPage.get(texts[list[k]!]!.group)!
          const other = onPage[0] === score ? onPage[1] : onPage[0]
          scores[index]! += score + pageVote * Math.max(other ?? 0, 0)
        }
      }

      const order = topOf(scores, Math.max(limit, leastOrdered))
      const best = order[0]
      const evidence = gather(words, best, order, byPhrasing, featuresOf)
      return {
        confidence: best === undefined || words.length === 0 ? 0 : confidenceOf(evidence),
        ranked: order.slice(0, limit).map((index) => ({ id: entries[index]!.id, index, score: scores[index]! })),
        words,
        evidence,
      }
    },
  }

  function gather(
    words: readonly string[],
    best: number | undefined,
    order: readonly number[],
    byPhrasing: PhrasingMatch | undefined,
    featuresOf: ReadonlyMap<number, TextFeatures>,
  ): Evidence {
    const evidence: Evidence = {}
    if (best === undefined) return evidence
    if (byPhrasing && phrasingModel.entriesWithPhrasings.has(best)) {
      const score = byPhrasing.scores[best]!
      let second = 0
      for (let e = 0; e < byPhrasing.scores.length; e++)
        if (e !== best && byPhrasing.scores[e]! > second) second = byPhrasing.scores[e]!
      evidence.phrasing = {
        score,
        margin: score - second,
        likeness: byPhrasing.nearest[best]!,
        covered: phrasingModel.coverage(words, best),
      }
    }
    const features = featuresOf.get(best)
    if (features) {
      const next = order.find((index) => index !== best && featuresOf.has(index))
      const score = textScore(features, isTitled[best]!)
      const second = next === undefined ? 0 : textScore(featuresOf.get(next)!, isTitled[next]!)
      evidence.text = { ...features, score, margin: score - second, isTitled: isTitled[best]! }
    }
    return evidence
  }

  // The rarest words first, and no more of them than can be looked at in time: in a large collection the frequent ones
  // would bring in every passage and decide nothing.
  function rarest(words: readonly string[]): string[] {
    const known = [...new Set(words)].filter((word) => textLexicon.has(word))
    const informative = known.filter((word) => !isFunctionWord(word))
    const byRarity = (informative.length > 0 ? informative : known)
      .map((word) => ({ word, count: textLexicon.unitsWith(textLexicon.stemIdOf(word)) }))
      .sort((a, b) => a.count - b.count)
    const terms: string[] = []
    let total = 0
    for (const { word, count } of byRarity) {
      if (terms.length > 0 && total + count > mostFound) break
      terms.push(word)
      total += count
    }
    return terms
  }
}

function topOf(scores: Float64Array, limit: number): number[] {
  const order: number[] = []
  for (let index = 0; index < scores.length; index++) if (scores[index]! > 0) order.push(index)
  return order.sort((a, b) => scores[b]! - scores[a]!).slice(0, limit)
}
