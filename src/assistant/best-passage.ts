/** Which of the passages that were found answers, by what they are called and by what kind of thing is asked for. */

import { asksContact, listsWanted, wantedBy } from "../knowledge/answer-from"
import { createCompoundIndex } from "../knowledge/compounds"
import type { Retrieval, RetrievedPassage } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { synonymsOf } from "../knowledge/synonyms"
import { cosine, knowsWord, vectorOfWords, weightOfWord } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { writtenLanguage } from "../languages/written-language"

const asksPrice = /\bhow much\b|\bcosts?\b|\bpric|\bkost|\bprei|\bcu[aá]nto|\bcombien|\bquanto/i
/** Of what asks for a price or a time, the words that only say so. */
const askingRoots =
  /^(?:cost|kost|prezz|preci|pric|prix|prei|prij|much|cuant|cuest|combien|quant|cust|cout|long|take|soon|quick|fast|late|often|time|dauer|lang|duur|tard|demor|dur|viel|lange)/

/** Of a question in so few words each is what it is about; in a longer one some are not. */
const fewAsked = 3
/** What was found so nearly as well as the first may answer instead. */
const nearlyAsWell = 0.75
/** Two words as alike as this are about the same thing. */
const leastAlike = 0.6
/** How rare a word is where people chat, from which on something is about it. */
const leastTelling = 0.9
/** A pasted text asks for more than one passage can hold. */
const mostAsked = 12
/** Of a longer question so much has to be spoken of. */
const leastHeld = 0.4
/** So many letters at its beginning or end are a word of their own, and no ending. */
const leastShared = 6
/** A word that is so much of a question is what it is about. */
const mainShare = 0.4

/** What a question is about, without the words that only ask: of “how long does delivery take” the delivery. */
export const thingsIn = (question: string): string[] =>
  wordsOf(question).filter((word) => !isFunctionWord(word) && !askingRoots.test(word))

type Near = {
  passage: RetrievedPassage
  /** The stems of its page's title where it stands under a heading of its own, of its last heading, and of both and all between. */
  title: Set<string>
  last: Set<string>
  path: Set<string>
  /** Of its last heading and its text. */
  own: Set<string>
}

/**
 * Of passages that were found nearly as well, the one that says in its heading what is asked, or that has what such a
 * question asks for: “opening hours” are not told from a page that mentions them, nor a price where none stands.
 */
export function bestPassage(
  question: string,
  { passages, rarity }: Pick<Retrieval, "passages" | "rarity">,
): RetrievedPassage | undefined {
  const first = passages[0]
  if (!first) return undefined
  const asked = new Map<string, number>()
  for (const word of wordsOf(question))
    if (!isFunctionWord(word)) asked.set(stem(word), weightOfWord(word) * rarity(word))
  const roots = [...asked.keys()]
  const total = [...asked.values()].reduce((sum, weight) => sum + weight, 0) || 1
  const wanted = wantedBy(question)
  // “Was kostet ein Dinkelbrot?” asks for the loaf: what anything else costs is no answer to it.
  const things = wanted ? thingsIn(question).map(stem) : []
  const isContact = asksContact(question)
  const isToHave = asksPrice.test(question) || things.length < fewAsked

  const near = passages.filter(({ score }) => score >= nearlyAsWell * first.score).map(readNames)
  const called = calledBy(near, asked, mainShare * total)
  const worth = ({ passage, last, path, own }: Near): number => {
    const isNamed = isIn(roots, last)
    const isWanted = wanted?.test(passage.text) ?? false
    const isTitled = isIn(things, path)
    const hasThings = isToHave && isIn(things, new Set([...path, ...own]))
    let worth = 1 + (isNamed ? 0.25 : 0) + (isTitled ? 0.25 : 0) + (isWanted ? 0.1 : 0)
    if (isWanted && hasThings) worth += 0.4
    if (isWanted && isContact) worth += 0.3
    if (isWanted && isTitled && listsWanted(question, passage.text)) worth += 0.25
    if (roots.length > fewAsked) return worth * passage.score

    const main = called.get(passage.documentId) ?? []
    for (const root of main) if (last.has(root)) worth += 0.3 * (asked.get(root)! / total)
    if (main.some((root) => !own.has(root))) worth -= 0.25
    if (!isNamed && isIn(roots, path) && roots.some((root) => last.has(root))) worth += 0.35
    // Whoever names nothing but a subject wants to know what there is to it, and a table says most of that.
    if (wordsOf(question).length < fewAsked && isIn(roots, path) && /\n\s*\|[\s:|-]+\|/.test(passage.text)) worth += 0.3
    return worth * passage.score
  }
  return near.reduce((best, each) => (worth(each) > worth(best) ? each : best)).passage
}

/** Whether nothing is said but what the passage is called by: “delivery?”, “gift cards”. */
export function isSubject(question: string, { title, headings }: RetrievedPassage): boolean {
  const words = wordsOf(question)
  const called = new Set(wordsOf(`${title} ${headings}`).map(stem))
  return words.length < fewAsked && words.every((word) => !isFunctionWord(word) && called.has(stem(word)))
}

/**
 * Whether a passage says nothing of what a short question is mainly about, or next to nothing of a longer one, in those
 * words or some of their meaning: whatever else of the question it holds, it is not an answer.
 */
export function isBeside(question: string, passage: RetrievedPassage): boolean {
  const words = [...new Set(wordsOf(question).filter((word) => !isFunctionWord(word)))]
  if (words.length > mostAsked) return false
  // The vectors are English: in another language other words may mean the same without their knowing.
  if (!words.some(knowsWord) || writtenLanguage(passage.text) !== "en") return false
  const said = saidIn(`${passage.title} ${passage.headings} ${passage.text}`)
  if (words.length > fewAsked) {
    let held = 0
    let all = 0
    for (const word of words) {
      all += weightOfWord(word)
      if (saysOf(word, said)) held += weightOfWord(word)
    }
    return held < leastHeld * all
  }
  const main = words.reduce((most, word) => (weightOfWord(word) > weightOfWord(most) ? word : most))
  return weightOfWord(main) >= leastTelling && !saysOf(main, said)
}

/**
 * How much is left of the confidence in an entry that was asked like this before, where it says nothing of what the
 * question is about: “Was kostet ein Hund?” is asked like “Was kostet ein Haarschnitt?”. Whole sentences are understood
 * in English only, so elsewhere likeness in the rest of a question says little.
 */
export function shareOfLikeness(question: string, passage: RetrievedPassage): number {
  const things = [...new Set(thingsIn(question))]
  if (things.length === 0 || things.length > mostAsked) return 1
  const { title, headings, questions, text } = passage
  const all = [title, headings, ...questions, text].join(" ")
  const said = saidIn(all)
  const parts = createCompoundIndex()
  for (const { word } of said) parts.add(word)
  const hasPart = (thing: string) => parts.near(thing).size > 0 || said.some(({ word }) => sharesPart(thing, word))
  if (things.some((thing) => saysOf(thing, said) || hasPart(thing))) return 1
  const language = writtenLanguage(`${question} ${all}`)
  const isEnglish = language === undefined ? things.every(knowsWord) : language === "en"
  return isEnglish ? 0.85 : 0.4
}

type Said = { word: string; root: string; vector: Float32Array | undefined }

/** “Männerhaarschnitt” and “Herrenhaarschnitt”: put together with the same word, which stands nowhere by itself. */
function sharesPart(a: string, b: string): boolean {
  if (a.length < leastShared || b.length < leastShared) return false
  return a.slice(0, leastShared) === b.slice(0, leastShared) || a.slice(-leastShared) === b.slice(-leastShared)
}

const saidIn = (text: string): Said[] =>
  [...new Set(wordsOf(text))].map((word) => ({
    word,
    root: stem(word),
    vector: isFunctionWord(word) ? undefined : vectorOfWords([word]),
  }))

function saysOf(asked: string, said: readonly Said[]): boolean {
  const root = stem(asked)
  const meant = synonymsOf(root)
  const isSame = (other: Said) =>
    other.root === root || meant?.has(other.root) || (asked.length >= 4 && other.word.includes(asked))
  if (said.some(isSame)) return true
  const own = vectorOfWords([asked])
  return own !== undefined && said.some(({ vector }) => vector !== undefined && cosine(own, vector) >= leastAlike)
}

const isIn = (roots: readonly string[], said: ReadonlySet<string>): boolean =>
  roots.length > 0 && roots.every((root) => said.has(root))

function readNames(passage: RetrievedPassage): Near {
  const { title, headings, text } = passage
  const rootsOf = (words: string) => new Set(wordsOf(words).map(stem))
  const last = rootsOf(headings.split(" › ").at(-1) || title)
  return {
    passage,
    title: headings ? rootsOf(title) : new Set(),
    last,
    path: rootsOf(`${title} ${headings}`),
    own: new Set([...last, ...rootsOf(text)]),
  }
}

/**
 * By page, the words that it and one of its sections are called by: of a page on leather and suede the section on suede
 * is the one for suede, and the others, which stand under both words, are not.
 */
function calledBy(near: readonly Near[], asked: ReadonlyMap<string, number>, least: number): Map<string, string[]> {
  const called = new Map<string, string[]>()
  for (const { passage, title, last } of near) {
    const found = called.get(passage.documentId) ?? []
    for (const [root, weight] of asked)
      if (weight >= least && title.has(root) && last.has(root) && !found.includes(root)) found.push(root)
    called.set(passage.documentId, found)
  }
  return called
}
