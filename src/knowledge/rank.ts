import { confidenceOf, type Evidence, textScore } from "./confidence"
import { canBeRead, knownMeaning } from "./encode-apart"
import { likenessOfMeanings } from "./encoder"
import { createLexicon, repairEveryday } from "./lexicon"
import { createPhrasingModel, type Phrasing, type PhrasingMatch, type PhrasingModel, type Pieces } from "./phrasings"
import { meantBy } from "./synonyms"
import { createTextModel, type TextFeatures } from "./texts"
import { type Part, partsOfText, sumOfParts, type WhyFound } from "./why-found"
import { isEnglish, wordsOf } from "./words"

/** What is ranked: a passage of a page, or an answer with the ways in which it was asked for. */
export type Entry = {
  /** The page or document that it is a part of. */
  group: string
  title: string
  headings: string
  questions: readonly string[]
  text: string
}

/** `place` is what `add` gave the entry. */
type Ranked = { place: number; score: number; why: WhyFound }
type Ranking = { confidence: number; ranked: Ranked[]; words: readonly string[]; evidence: Evidence }

export type Ranker = ReturnType<typeof createRanker>

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

/** What so many sentences mean is compared with a question's in two milliseconds; of more, words and letters decide alone. */
const mostMeant = 4000

/** A phrasing of more entries than this is left out. */
const mostShared = 3

type Said = { words: readonly string[]; text: string; meaning: Int8Array | undefined }
type Held = { isTitled: boolean; text: number | undefined; phrasings: readonly Said[] }

/**
 * The one ranking, of the product and of its evaluation. Entries come and go one by one, each at once; what is learnt from
 * questions is learnt again by `learn`, and until that is done it stays as it was.
 */
export function createRanker() {
  const held = new Map<number, Held>()
  const groups = new Map<string, number>()
  const placeOfText: number[] = []
  const textLexicon = createLexicon()
  const textModel = createTextModel(textLexicon)
  let places = 0
  let isLearnt = true
  /** Whether the meaning of all phrasings was known when they were learnt. */
  let isMeant = true
  let phrasingLexicon = createLexicon()
  let phrasingModel: PhrasingModel | undefined
  /** By the model's number of an entry, and by its number of a phrasing. */
  let asked: number[] = []
  let known: Said[] = []

  function repair(words: readonly string[]): string[] {
    const inEnglish = isEnglish(words)
    return words.map((word) => {
      if (phrasingLexicon.has(word) || textLexicon.has(word)) return word
      const byPhrasing = phrasingLexicon.repair(word)
      const repaired = byPhrasing === word ? textLexicon.repair(word) : byPhrasing
      return repaired === word && inEnglish ? repairEveryday(word) : repaired
    })
  }

  function countPhrasings(): number {
    let count = 0
    for (const { phrasings } of held.values()) count += phrasings.length
    return count
  }

  /** The phrasings whose meaning can be read and was not. */
  function unread(): string[] {
    const found: string[] = []
    if (countPhrasings() > mostMeant) return found
    for (const { phrasings } of held.values())
      for (const said of phrasings) {
        said.meaning ??= knownMeaning(said.text)
        if (!said.meaning && canBeRead(said.text)) found.push(said.text)
      }
    return found
  }

  /**
   * Learns how entries are asked for, from all that are there when it begins.
   * @param mostInVain with more phrasings than this, nothing is learnt as long as the meaning of some is still to be read.
   */
  function* learn(mostInVain = Number.POSITIVE_INFINITY): Pieces {
    if (isLearnt && isMeant) return
    const isRead = unread().length === 0
    if (isLearnt && !isRead) return
    const isInVain = !isRead && countPhrasings() > mostInVain
    if (isInVain && phrasingModel) return
    isLearnt = !isInVain
    isMeant = isRead
    const lexicon = createLexicon()
    const phrasings: Phrasing[] = []
    const numbered: number[] = []
    const taught: Said[] = []
    const uses = new Map<string, number>()
    for (const { phrasings: said } of held.values())
      for (const { words } of said) uses.set(words.join(" "), (uses.get(words.join(" ")) ?? 0) + 1)
    for (const [place, { phrasings: said }] of held) {
      if (said.length === 0) continue
      // What many are called, such as the name of the list that they came in, tells none of them from another.
      const own = said.filter(({ words }) => uses.get(words.join(" "))! <= mostShared)
      for (const each of own.length > 0 ? own : said) {
        phrasings.push({ entry: numbered.length, words: each.words, meaning: each.meaning })
        taught.push(each)
        lexicon.add(each.words)
      }
      numbered.push(place)
      yield
    }
    const model = phrasings.length > 0 ? yield* createPhrasingModel(lexicon, numbered.length, phrasings) : undefined
    const take = () => {
      phrasingLexicon = lexicon
      phrasingModel = model
      asked = numbered
      known = taught
    }
    // The first time something is better than nothing.
    if (!phrasingModel) take()
    if (isInVain) return
    yield
    if (model) yield* model.learn()
    take()
  }

  return {
    /** Makes ready what the first question would otherwise wait for. */
    *settle(): Pieces {
      while (textLexicon.cutSome()) yield
    },
    /** @returns the entry's place; found from now on, by its questions once they are learnt. */
    add(entry: Entry): number {
      const place = places++
      const isText = Boolean(entry.text.trim())
      let text: number | undefined
      if (isText) {
        if (!groups.has(entry.group)) groups.set(entry.group, groups.size)
        const heading = [entry.title, entry.headings, ...entry.questions.slice(0, 10)].filter(Boolean).join("\n")
        text = textModel.add({ group: groups.get(entry.group)!, heading, body: entry.text })
        placeOfText[text] = place
      }
      const isAsked = entry.questions.length > 0 || !isText
      const phrasings = (isAsked ? [...new Set([...entry.questions, entry.title])] : [])
        .map((text) => ({ text, said: wordsOf(text) }))
        .filter(({ said }) => said.length > 0)
        .map(({ text, said }) => ({ text, words: [...said, ...meantBy(said)], meaning: undefined }))
      if (phrasings.length > 0) isLearnt = false
      held.set(place, { isTitled: Boolean(entry.title || entry.headings), text, phrasings })
      return place
    },
    /** Not found any more, from now on. */
    remove(place: number): void {
      const entry = held.get(place)
      if (!entry) return
      held.delete(place)
      if (entry.text !== undefined) textModel.remove(entry.text)
      if (entry.phrasings.length > 0) isLearnt = false
    },
    learn,
    unread,
    get isLearnt() {
      return isLearnt && isMeant
    },
    get size() {
      return held.size
    },
    /** How many places are taken by what is gone. */
    get waste() {
      return places - held.size
    },
    get phrasings() {
      return countPhrasings()
    },
    /** Whether the content, or a good part of it, is in that language. */
    isWrittenIn: textLexicon.isWrittenIn,
    /** How much a word tells this content's passages apart, 0 to 1: in a shoe shop “shoes” tells nothing. */
    rarity: (word: string): number =>
      Math.min(1, Math.max(0, textLexicon.rarity(textLexicon.stemIdOf(word)) / Math.log(textLexicon.units + 2))),
    rank(question: string, limit = 10): Ranking {
      const said = repair(wordsOf(question).slice(0, mostWordsRead))
      const words = [...said, ...meantBy(said)]
      const scores = new Map<number, number>()
      const byPhrasing = phrasingModel?.match(words, knownMeaning(question))
      if (byPhrasing)
        for (let e = 0; e < asked.length; e++)
          if (held.has(asked[e]!)) scores.set(asked[e]!, phrasingShare * byPhrasing.scores[e]!)

      const featuresOf = new Map<number, TextFeatures>()
      const votes = new Map<number, number>()
      if (textModel.size > 0 && words.length > 0) {
        const candidates = new Set(textModel.sharing(words, candidatesByWords))
        for (const at of textModel.nearest(words, candidatesByMeaning)) candidates.add(at)
        const list = textModel.preselect(words, [...candidates], looked)
        const found = textModel.features(words, list)
        const byPage = new Map<number, number[]>()
        const scored = found.map((features, k) => {
          const place = placeOfText[list[k]!]!
          featuresOf.set(place, features)
          const score = textScore(features, held.get(place)!.isTitled)
          const group = textModel.groupOf(list[k]!)
          const onPage = [...(byPage.get(group) ?? []), score].sort((a, b) => b - a)
          byPage.set(group, onPage)
          return { place, score, group }
        })
        // Another passage of the same page that also fits says that it is the right page.
        for (const { place, score, group } of scored) {
          const onPage = byPage.get(group)!
          const other = onPage[0] === score ? onPage[1] : onPage[0]
          const vote = pageVote * Math.max(other ?? 0, 0)
          votes.set(place, vote)
          scores.set(place, (scores.get(place) ?? 0) + score + vote)
        }
      }

      const order = topOf(scores, Math.max(limit, leastOrdered))
      const best = order[0]
      const evidence = gather(words, best, order, byPhrasing, featuresOf)
      return {
        confidence: best === undefined || words.length === 0 ? 0 : confidenceOf(evidence),
        ranked: order.slice(0, limit).map((place) => ({
          place,
          score: scores.get(place)!,
          why: explain(question, place, byPhrasing, featuresOf.get(place), votes.get(place) ?? 0),
        })),
        words,
        evidence,
      }
    },
  }

  function explain(
    question: string,
    place: number,
    byPhrasing: PhrasingMatch | undefined,
    features: TextFeatures | undefined,
    vote: number,
  ): WhyFound {
    const parts: Part[] = features ? partsOfText(features, held.get(place)!.isTitled) : []
    parts.push({ by: "page", score: vote })
    const number = byPhrasing ? asked.indexOf(place) : -1
    if (!byPhrasing || number < 0) return { parts: sumOfParts(parts) }
    parts.push({ by: "asked", score: phrasingShare * byPhrasing.scores[number]! })
    const nearest = known[byPhrasing.nearestAt[number]!]
    if (!nearest) return { parts: sumOfParts(parts) }
    const meant = knownMeaning(question)
    const meaning = meant && nearest.meaning ? { meaning: likenessOfMeanings(meant, nearest.meaning) } : {}
    return {
      parts: sumOfParts(parts),
      asked: { text: nearest.text, likeness: byPhrasing.nearest[number]!, ...meaning },
    }
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
    const number = byPhrasing ? asked.indexOf(best) : -1
    if (byPhrasing && phrasingModel && number >= 0) {
      const score = byPhrasing.scores[number]!
      let second = 0
      for (let e = 0; e < byPhrasing.scores.length; e++)
        if (e !== number && byPhrasing.scores[e]! > second) second = byPhrasing.scores[e]!
      evidence.phrasing = {
        score,
        margin: score - second,
        likeness: byPhrasing.nearest[number]!,
        covered: phrasingModel.coverage(words, number),
      }
    }
    const features = featuresOf.get(best)
    if (features) {
      const { isTitled } = held.get(best)!
      const next = order.find((place) => place !== best && featuresOf.has(place))
      const score = textScore(features, isTitled)
      const second = next === undefined ? 0 : textScore(featuresOf.get(next)!, held.get(next)!.isTitled)
      evidence.text = { ...features, score, margin: score - second, isTitled }
    }
    return evidence
  }
}

function topOf(scores: ReadonlyMap<number, number>, limit: number): number[] {
  return [...scores]
    .filter(([, score]) => score > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([place]) => place)
}
