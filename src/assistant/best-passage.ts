/** Which of the passages that were found answers, by what they are called and by what kind of thing is asked for; and how surely. */

import { asksContact, listsWanted, wantedBy } from "../knowledge/answer-from"
import { saysNothing } from "../knowledge/light-words"
import type { Retrieval, RetrievedPassage } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { meantBy, synonymsOf } from "../knowledge/synonyms"
import { weightOfWord } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { writtenLanguage } from "../languages/written-language"
import { fitOf, readAsked } from "./speaks-of"
import { thingsIn } from "./what-is-asked"

const asksPrice = /\bhow much\b|\bcosts?\b|\bpric|\bkost|\bprei|\bcu[aá]nto|\bcombien|\bquanto/i

/** An address for whatever it is, and not for applications or invoices. */
const anybodys =
  /\b(?:info|hello|hi|hallo|hola|hey|bonjour|ciao|contact|contacto|kontakt|mail|office|post|shop|help|service|support|team|welcome|enquiries)@/i
/** Of a question in so few words each is what it is about; in a longer one some are not. */
const fewAsked = 3
/** What was found so nearly as well as the first may answer instead. */
const nearlyAsWell = 0.75
/** So many passages tell which language the content is in. */
const mostHeard = 5
/** Of one to the point this is enough, and of one that is looked for further down. */
const halfAsWell = 0.5
/** Less sure than this, another passage that is hardly behind may answer as well. */
const sureOfOne = 0.65
const hardlyBehind = 0.75
/** With less left of its confidence it says nothing of the main thing. */
const leastSpoken = 0.65
/** A word that is so much of a question is what it is about. */
const mainShare = 0.4

type Near = Names & { passage: RetrievedPassage }
type Names = {
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
  { passages, rarity, confidence }: Pick<Retrieval, "passages" | "rarity" | "confidence">,
): { passage: RetrievedPassage; confidence: number; also?: RetrievedPassage } | undefined {
  const [top] = passages
  if (!top) return undefined
  const language = languageOf(
    passages
      .slice(0, mostHeard)
      .flatMap(({ title, questions, text }) => [title, ...questions, text])
      .join(" "),
  )
  const read = readAsked(question, rarity, language)
  const fits = new Map(passages.map((passage) => [passage, fitOf(read, passage)]))
  const scoreOf = (passage: RetrievedPassage): number => {
    const { isOfAnother, share } = fits.get(passage)!
    // Neighbours on a page are told apart by how well they were found; what was asked in the same way is found too well.
    return isOfAnother || passage.questions.length > 0 ? share * passage.score : passage.score
  }
  const asked = new Map<string, number>()
  for (const word of wordsOf(question))
    if (!isFunctionWord(word)) asked.set(stem(word), weightOfWord(word) * rarity(word))
  const roots = [...asked.keys()]
  const total = [...asked.values()].reduce((sum, weight) => sum + weight, 0) || 1
  const wanted = wantedBy(question)
  // “Was kostet ein Dinkelbrot?” asks for the loaf: what anything else costs is no answer to it.
  const things = wanted ? thingsIn(question).map(stem) : []
  // “Does it expire?” – “How long it is valid”: a heading that says what kind of thing is asked.
  const kindsAsked = wanted ? kindsIn(question) : []
  const isContact = asksContact(question)
  const isToHave = asksPrice.test(question) || things.length < fewAsked

  const best = Math.max(...passages.map(scoreOf))
  const isNear = (passage: RetrievedPassage) =>
    scoreOf(passage) >= (isAskedSo(question, passage) ? halfAsWell : nearlyAsWell) * best ||
    fits.get(passage)!.isToThePoint
  const near = passages.filter(isNear).map(readNames)
  const begins = beginningsOf(passages)
  const isSubjectOnly = wordsOf(subjectIn(question)).length < fewAsked
  const called = calledBy(near, asked, mainShare * total)
  const worth = ({ passage, title, last, path, own }: Near): number => {
    const isPageAsked = isSubjectOnly && title.size > 0 && isIn(roots, title) && isIn([...title], new Set(roots))
    const isNamed = isIn(roots, last) && !isPageAsked
    const isWanted = wanted?.test(passage.text) ?? false
    const isTitled = isIn(things, path)
    const hasThings = isToHave && isIn(things, new Set([...path, ...own]))
    let worth = 1 + (isNamed ? (roots.length > 1 ? 0.35 : 0.25) : 0) + (isTitled ? 0.25 : 0) + (isWanted ? 0.1 : 0)
    if (isWanted && hasThings) worth += 0.4
    if (isWanted && isContact) worth += anybodys.test(passage.text) ? 0.6 : 0.3
    if (isWanted && kindsAsked.some((root) => last.has(root))) worth += 0.25
    if (isWanted && isTitled && listsWanted(question, passage.text)) worth += 0.25
    if (fits.get(passage)!.isToThePoint) worth += 0.6
    // “What do I need to rent a bike?” – “What you need”: a heading that names nothing, in the question's own words.
    if (isAskedSo(question, passage)) worth += 0.6
    if (roots.length > fewAsked) return worth * scoreOf(passage)

    const main = called.get(passage.documentId) ?? []
    for (const root of main) if (last.has(root)) worth += 0.3 * (asked.get(root)! / total)
    if (main.some((root) => !own.has(root))) worth -= 0.25
    // The name of a page asks for what it says first, and a heading that repeats the name is about something beside it.
    if (isPageAsked) worth += passage === begins.get(passage.documentId) ? 0.35 : 0
    else if (!isNamed && isIn(roots, path) && roots.some((root) => last.has(root))) worth += 0.35
    // Whoever names nothing but a subject wants to know what there is to it, and a table says most of that.
    if (isSubjectOnly && isIn(roots, path) && /\n\s*\|[\s:|-]+\|/.test(passage.text)) worth += 0.3
    return worth * scoreOf(passage)
  }
  const bestOf = (list: readonly Near[]) => list.reduce((best, each) => (worth(each) > worth(best) ? each : best))
  let { passage } = bestOf(near)
  // Where it says nothing of the main thing, one that names all that is asked may stand further down.
  if (fits.get(passage)!.share < leastSpoken) {
    const others = passages.filter(
      (each) => fits.get(each)!.least > 0 && scoreOf(each) >= halfAsWell * scoreOf(passage),
    )
    if (others.length > 0) passage = bestOf(others.map(readNames)).passage
  }
  const { share, least, isOfAnother } = fits.get(passage)!
  // A model of language knows other words for the same.
  const byLikeness = isOfAnother ? 0 : (passage.why?.places?.likeness.confidence ?? 0)
  const behind = passage.score >= nearlyAsWell * top.score ? 1 : passage.score / top.score
  const sure = Math.max(confidence * share * behind, least, byLikeness)
  if (sure >= sureOfOne) return { passage, confidence: sure }
  // Which of two it is, is hard to say: both may be read.
  const most = worth(readNames(passage))
  const others = near.filter(
    (each) =>
      each.passage !== passage &&
      worth(each) >= hardlyBehind * most &&
      fits.get(each.passage)!.share >= share &&
      !fits.get(each.passage)!.isOfAnother,
  )
  return { passage, confidence: sure, ...(others.length > 0 ? { also: bestOf(others).passage } : {}) }
}

const pronouns =
  /^(?:you|your|we|our|us|i|me|my|it|they|the|a|an|do|does|to|for|of|in|is|are|sie|ihr|ihre|wir|unser|unsere|ich|mein|meine|es|man|der|die|das|vous|votre|nous|notre|je|usted|su|nosotros|yo|lei|noi|io|u|uw|wij|ik|jullie)$/

/** Whether a heading of small words only asks what the question asks. */
function isAskedSo(question: string, { title, headings }: RetrievedPassage): boolean {
  const heading = headings.split(" › ").at(-1) || title
  if (thingsIn(heading).some((word) => !isFunctionWord(word) && !saysNothing(word))) return false
  const said = wordsOf(heading).filter((word) => !pronouns.test(word))
  const asked = wordsOf(question)
  return said.length >= 2 && said.every((word) => asked.some((other) => isNearly(word, other)))
}

/** “brauchen” and “brauche”. */
const isNearly = (one: string, other: string): boolean =>
  one === other || (one.length >= 5 && other.length >= 5 && one.slice(0, 5) === other.slice(0, 5))

/** What goes before a subject without saying what of it is wanted: “what is …”, “do you have …”. */
const asksOfSubject =
  /^(?:(?:so|and|hi|hello|hey)[ ,]+)?(?:what(?:'s|’s| is| are)|whats|(?:can you )?tell me (?:more )?about|(?:any |more )?info(?:rmation)? (?:on|about)|is there|are there|(?:do|can|could) (?:you|u|i|we) (?:guys )?(?:have|offer|provide|get|do)|was ist|was sind|gibt es|habt ihr|haben sie|qu['’]est[- ]ce que|y a[- ]t[- ]il|avez[- ]vous|qu[eé] es|hay|tienen|tenéis|c['’][èe]|avete|(?:che )?cos['’][èe]|o que [ée]|há|têm|wat is|is er|hebben jullie)\s+(?:an?\s|any\s|some\s|the\s|your\s|eine?n?\s|une?\s|des\s|una?\s|een\s)?/i
const subjectIn = (question: string): string => question.trim().replace(asksOfSubject, "")

/** Whether nothing is said but what the passage is called by: “delivery?”, “gift cards”. */
export function isSubject(question: string, { title, headings }: RetrievedPassage): boolean {
  const words = wordsOf(subjectIn(question))
  const called = new Set(wordsOf(`${title} ${headings}`).map(stem))
  return words.length < fewAsked && words.every((word) => !isFunctionWord(word) && called.has(stem(word)))
}

/** The stems of the words that say what kind of thing is asked, with those of the same meaning. */
function kindsIn(question: string): string[] {
  const said = wordsOf(question)
  const things = new Set(thingsIn(question))
  return [...said, ...meantBy(said)]
    .filter((word) => !isFunctionWord(word) && !things.has(word))
    .map(stem)
    .flatMap((root) => [root, ...(synonymsOf(root) ?? [])])
}

/** By page, the first of what was found of it that says something, and does not only lead to it. */
function beginningsOf(passages: readonly RetrievedPassage[]): Map<string, RetrievedPassage> {
  const first = new Map<string, RetrievedPassage>()
  for (const passage of passages) {
    const known = first.get(passage.documentId)
    const isFirst = known === undefined || passage.position < known.position
    if (isFirst && /\d|^\s*[-*+•|]/m.test(passage.text)) first.set(passage.documentId, passage)
  }
  return first
}

const isIn = (roots: readonly string[], said: ReadonlySet<string>): boolean =>
  roots.length > 0 && roots.every((root) => said.has(root))

const readNames = (passage: RetrievedPassage): Near => ({
  passage,
  ...namesOf([passage.title, passage.headings, passage.text].join(between)),
})

const between = "\u0000"
const mostKept = 300
/** The same passages are found for a question's other wordings, and for the next visitor. */
function kept<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { value: T }>()
  return (text) => {
    const found = known.get(text)
    if (found) return found.value
    const value = read(text)
    if (known.size >= mostKept) known.clear()
    known.set(text, { value })
    return value
  }
}

const languageOf = kept((text) => writtenLanguage(text))

const namesOf = kept((joined): Names => {
  const [title = "", headings = "", text = ""] = joined.split(between)
  const rootsOf = (words: string) => new Set(wordsOf(words).map(stem))
  const last = rootsOf(headings.split(" › ").at(-1) || title)
  return {
    title: headings ? rootsOf(title) : new Set(),
    last,
    path: rootsOf(`${title} ${headings}`),
    own: new Set([...last, ...rootsOf(text)]),
  }
})

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
