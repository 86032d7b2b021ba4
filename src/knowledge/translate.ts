/** Questions in the words of another language, as far as the glossary goes; what it does not have stays as it is. Pure. */

import { smallWords } from "../languages/small-words"
import { writtenLanguage } from "../languages/written-language"
import { type GlossaryLanguage, glossaryLanguages, meanings } from "./glossary"
import { saysNothingIn } from "./light-words"
import { isFunctionWord, wordsOf } from "./words"

/** One way to say a meaning, as words are compared; of a beginning the last word may go on. */
type Way = { words: readonly string[]; isBeginning: boolean; meaning: number }
type Ways = { byFirst: ReadonlyMap<string, readonly Way[]>; beginnings: readonly Way[]; small: ReadonlySet<string> }

/** “l’hôtel” and “dell’ospite” are two words. */
const elision = /(?<!\p{L})((?:qu|jusqu|lorsqu|dell|all|nell|sull|dall|un|[ldcjmnst]))[’']/giu
const readWords = (text: string): string[] => wordsOf(text.replace(elision, "$1 "))

const readWays = (language: GlossaryLanguage): Ways => {
  const ways = meanings.flatMap(({ ways }, meaning) =>
    ways[language].map((way): Way => ({ words: readWords(way), isBeginning: way.endsWith("*"), meaning })),
  )
  // The longest first; of ways as long as each other, the one that stands first in the glossary.
  const sorted = [...ways].sort((a, b) => b.words.length - a.words.length || a.meaning - b.meaning)
  return {
    byFirst: Map.groupBy(
      sorted.filter(({ words, isBeginning }) => !isBeginning || words.length > 1),
      ({ words }) => words[0]!,
    ),
    beginnings: sorted
      .filter(({ words, isBeginning }) => isBeginning && words.length === 1)
      .sort((a, b) => b.words[0]!.length - a.words[0]!.length),
    small: new Set(smallWords[language].flatMap(readWords)),
  }
}

const known = new Map<GlossaryLanguage, Ways>()
function waysIn(language: GlossaryLanguage): Ways {
  let ways = known.get(language)
  if (!ways) {
    ways = readWays(language)
    known.set(language, ways)
  }
  return ways
}

/** What a question comes to: meanings by their numbers, and words that are in no glossary. */
type Reading = { parts: (number | string)[]; translated: number; left: number }

const joiningLanguages: readonly GlossaryLanguage[] = ["de", "nl"]
const leastPart = 3
const links = ["", "s", "n", "en", "es", "er", "e"]

function wayAt(words: readonly string[], at: number, { byFirst, beginnings }: Ways): Way | undefined {
  const found = byFirst.get(words[at]!)?.find((way) =>
    way.words.every((word, k) => {
      const said = words[at + k]
      const isLast = k === way.words.length - 1
      return said === word || (isLast && way.isBeginning && said?.startsWith(word))
    }),
  )
  return found ?? beginnings.find(({ words: [beginning] }) => words[at]!.startsWith(beginning!))
}

/** “Kinderfahrrad”: both of its parts, where both are known. */
function partsOfCompound(word: string, { byFirst }: Ways): [Way, Way] | undefined {
  const alone = (part: string) => byFirst.get(part)?.find(({ words }) => words.length === 1)
  for (let cut = leastPart; cut <= word.length - leastPart; cut++) {
    const second = alone(word.slice(cut))
    if (!second) continue
    for (const link of links) {
      if (!word.slice(0, cut).endsWith(link)) continue
      const first = alone(word.slice(0, cut - link.length))
      if (first && cut - link.length >= leastPart) return [first, second]
    }
  }
  return undefined
}

function read(words: readonly string[], language: GlossaryLanguage): Reading {
  const ways = waysIn(language)
  const isLight = saysNothingIn([...words])
  const reading: Reading = { parts: [], translated: 0, left: 0 }
  const take = ({ meaning }: Way) => {
    if (!reading.parts.includes(meaning)) reading.parts.push(meaning)
    if (!meanings[meaning]!.isAsking) reading.translated += 1
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const way = wayAt(words, at, ways)
    if (way) {
      take(way)
      at += way.words.length - 1
      continue
    }
    if (ways.small.has(word) || isFunctionWord(word)) continue
    const compound = joiningLanguages.includes(language) ? partsOfCompound(word, ways) : undefined
    if (compound) {
      compound.forEach(take)
      continue
    }
    if (isLight(word)) continue
    reading.parts.push(word)
    if (!/^\d+$/.test(word)) reading.left += 1
  }
  return reading
}

type Translation = {
  language: GlossaryLanguage
  text: string
  /** Nothing of the content is in the question's own language. */
  isNeeded: boolean
}

/** More words than this are a story, of which too little would be understood. */
const mostWords = 30

/**
 * The question in the words of each other language that the content is written in, none where too little of it is known.
 * @param isWrittenIn whether the content, or a good part of it, is in that language.
 */
export function translationsOf(question: string, isWrittenIn: (language: GlossaryLanguage) => boolean): Translation[] {
  const words = readWords(question)
  if (words.length === 0 || words.length > mostWords) return []
  const into = glossaryLanguages.filter(isWrittenIn)
  if (into.length === 0) return []
  const from = languageOf(question, words, into)
  if (!from) return []
  const { parts, translated, left } = read(words, from)
  if (translated === 0 || left > translated) return []
  return into
    .filter((language) => language !== from)
    .map((language) => ({
      language,
      isNeeded: !into.includes(from),
      text: parts.map((part) => (typeof part === "string" ? part : meanings[part]!.ways[language][0]!)).join(" "),
    }))
}

/** As it is written; of what is too short to tell, the one that knows most of its words, unless the content's does, too. */
function languageOf(
  question: string,
  words: readonly string[],
  into: readonly GlossaryLanguage[],
): GlossaryLanguage | undefined {
  const written = writtenLanguage(question)
  if (written) return glossaryLanguages.find((language) => language === written)
  const knownIn = (language: GlossaryLanguage) => {
    const { translated, left } = read(words, language)
    return translated / (translated + left || 1)
  }
  const best = glossaryLanguages.reduce((best, each) => (knownIn(each) > knownIn(best) ? each : best))
  return into.some((language) => knownIn(language) >= knownIn(best)) ? undefined : best
}
