import { lost } from "./lexicons/confusion"
import { anger, calming } from "./lexicons/frustration"
import { furtherAnger, furtherConfusion } from "./lexicons/further-moods"
import { compileWordings, findHits, type Hit, languageIn, type Wording, widest } from "./patterns"
import type { PlainText } from "./text"

/** What a model has a weight of its own for: wordings, and habits of typing. */
export type Vocabulary = { wordings: readonly Wording[]; style: readonly string[] }

export const styleNames = [
  "exclamations",
  "many_exclamations",
  "question_marks",
  "shouting",
  "all_capitals",
  "one_word",
  "short",
  "long",
  "very_long",
  "greeting",
  "please",
  "thanks",
  "question",
  "groups_2",
  "groups_3",
  "negations_2",
] as const

export const buckets = 1 << 15

/** What a model sees of a text: which wordings it holds, how it is typed, and its words and letters, hashed. */
export type Features = { hits: Hit[]; wordings: number[]; style: number[]; hashed: ReadonlyMap<number, number> }

export const moodVocabulary: Vocabulary = {
  wordings: compileWordings([...anger, ...calming, ...lost, ...furtherAnger, ...furtherConfusion]),
  style: styleNames,
}
const moodPlaces = placesOf(moodVocabulary)

export function moodFeatures(plain: PlainText): Features {
  const hits = findHits(plain, moodVocabulary.wordings)
  return { hits, wordings: wordingsIn(hits, moodPlaces), style: styleOf(plain, hits), hashed: hashedNgrams(plain) }
}

/** In what words and letters were learnt. */
const learntIn: readonly string[] = ["en", "es", "de", "fr", "pt", "it", "nl"]
const none: ReadonlyMap<number, number> = new Map()

/** Without the words and letters of a language in which none were learnt: what they are like says nothing. */
export function asLearnt(plain: PlainText, features: Features): Features {
  const language = languageIn(plain)
  return language === undefined || learntIn.includes(language) ? features : { ...features, hashed: none }
}

export function placesOf({ wordings }: Vocabulary): ReadonlyMap<string, number> {
  return new Map(wordings.map(({ name }, index) => [name, index]))
}

/** Each wording once, however often it is there. */
export const wordingsIn = (hits: readonly Hit[], places: ReadonlyMap<string, number>): number[] => [
  ...new Set(hits.map(({ group }) => places.get(group)!)),
]

function styleOf({ original, text, tokens }: PlainText, hits: Hit[]): number[] {
  const letters = original.replace(/[^\p{L}]/gu, "")
  const capitals = letters.replace(/[^\p{Lu}]/gu, "").length
  const shouted = original.match(/\b[A-Z]{3,}\b/g)?.length ?? 0
  const words = tokens.length
  const exclamations = original.match(/!/g)?.length ?? 0
  // Wordings that overlap say one thing twice: only passages apart from each other add up.
  const apart = widest(hits.filter(({ group }) => !/^(?:calm|not_understood|long_wait)/.test(group)))
  const groups = new Set(apart.map(({ group }) => group.split("/")[0])).size
  const is = (condition: boolean) => (condition ? 1 : 0)
  return [
    is(exclamations > 0),
    is(/!!|!\?|\?!/.test(original)),
    is(/\?\?/.test(original)),
    is(shouted > 0 && letters.length > capitals),
    is(letters.length >= 8 && capitals / letters.length > 0.8 && words >= 2),
    is(words === 1),
    is(words > 1 && words <= 4),
    is(words > 20),
    is(words > 45),
    is(/^(?:hi+|hello|hey|good (?:morning|evening|afternoon)|dear|hii+)(?: |$)/.test(text)),
    is(/(?:^| )(?:please|kindly)(?: |$)/.test(text)),
    is(/(?:^| )(?:thanks|thank you|appreciate)(?: |$)/.test(text)),
    is(/^(?:how|what|where|when|which|can|could|do|does|is|are|may|will)(?: |$)/.test(text)),
    is(groups >= 2),
    is(groups >= 3),
    is(
      (text.match(/(?:^| )(?:not|no|never|nothing|nobody|dont|cant|didnt|wont|isnt|doesnt)(?= |$)/g)?.length ?? 0) >= 2,
    ),
  ]
}

// A message of so many words says each of them in full; in a longer story each says less, or it would add up to anything.
const wordsInFull = 8

function hashedNgrams(plain: PlainText): Map<number, number> {
  const values = new Map<number, number>()
  const byWord = ngramsByWord(plain)
  const share = 1 / Math.sqrt(Math.max(1, byWord.length / wordsInFull))
  for (const grams of byWord)
    for (const { bucket, value } of grams) if (!values.has(bucket)) values.set(bucket, value * share)
  return values
}

/** For each word what ends with it: itself, with the one or two before it, and its letters in fours. */
export function ngramsByWord({ tokens }: PlainText): { bucket: number; value: number }[][] {
  const words = tokens.map(({ plain }) => (/\d/.test(plain) ? "0" : plain))
  const gram = (key: string, value: number) => ({ bucket: hash(key) % buckets, value })
  return words.map((word, i) => {
    const grams = [gram(`1 ${word}`, 1), gram(`2 ${words[i - 1] ?? "^"} ${word}`, 1)]
    if (i >= 2) grams.push(gram(`3 ${words[i - 2]} ${words[i - 1]} ${word}`, 1))
    const padded = `<${word}>`
    for (let j = 0; j + 4 <= padded.length; j++) grams.push(gram(`c ${padded.slice(j, j + 4)}`, 0.5))
    return grams
  })
}

/** FNV-1a: short, and the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
