/** How far a passage speaks of what is asked, and what that says of how surely it answers. */

import { asksAddress, asksContact, linesIn, wantedBy } from "../knowledge/answer-from"
import { addressPattern } from "../knowledge/around-words"
import { countWords } from "../knowledge/chunk"
import { createCompoundIndex, endsWithPart, type Making, makingOf, restsOf } from "../knowledge/compounds"
import { isDay } from "../knowledge/days"
import type { Retrieval, RetrievedPassage } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { readInto, sayingsIn, synonymsOf, synonymsOfHead } from "../knowledge/synonyms"
import { cosine, knowsWord, vectorOfWords, weightOfWord } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { daysMeantIn, saidOf, weekdaysIn } from "../languages/weekdays"
import {
  asksHours,
  asksToBuy,
  asksToHire,
  coreIn,
  goodsIn,
  isForHire,
  isOfAnother,
  isOnlyContact,
  isSameMember,
  membersIn,
  namesAbroad,
  objectsIn,
  placesIn,
  thingsIn,
} from "./what-is-asked"

/** What a passage says of what is asked. */
type Fit = {
  /** It is about something else that excludes what is asked: men, where it is children. */
  isOfAnother: boolean
  /** What is left of the confidence in it. */
  share: number
  /** How sure it is in any case, because one place of it names all that is asked. */
  least: number
  /** That place is made for it: a row with the price, an address to write to. */
  isToThePoint: boolean
}

type Asked = ReturnType<typeof readAsked>

/** What is left of the confidence in a passage that … */
const shares = {
  /** … is about another member of a group, or about other countries. */
  ofAnother: 0.4,
  elsewhere: 0.45,
  /** … has no address or number where that is all that is asked. */
  withoutContact: 0.4,
  /** … has nothing that looks like an address where the business is looked for: addresses are written in many ways. */
  withoutAddress: 0.5,
  /** … mentions what is asked without its being for sale. */
  notForSale: 0.5,
  /** … says nothing of lending, where something is to be lent. */
  notForHire: 0.5,
  /** … says nothing of the main thing; in a language whose synonyms are hardly known, and in English. */
  besideElsewhere: 0.4,
  beside: 0.6,
  /** … says nothing of the rarer of two things, in a language whose synonyms are hardly known. */
  partlyElsewhere: 0.5,
  /** … says nothing of the other one of two things. */
  halfBeside: 0.65,
  /** … was asked for in a sentence that means much the same, or little, as a whole. */
  meantAlike: 0.85,
  /** … only on another thing of the same kind: on trees, where it is apple trees. */
  byHead: 0.5,
  partlyAlike: 0.6,
  unlike: 0.55,
  meantOtherwise: 0.7,
  otherwise: 0.5,
}

/** How sure a passage is in any case that names all that is asked … */
const leasts = {
  /** … and is the address or number that is asked for. */
  contact: 0.8,
  /** … as the name of a row, which has what is wanted. */
  row: 0.75,
  /** … as the name of a row, but for whom or what it is for. */
  rowOfCore: 0.5,
  /** … in one line, which has what is wanted, or where nothing certain is wanted; the same of one thing alone. */
  lineWanted: 0.6,
  line: 0.5,
  ofOneWanted: 0.5,
  ofOne: 0.45,
  /** … in what it is called. */
  calledWanted: 0.6,
  called: 0.5,
}

/** A pasted text asks for more than one passage can hold. */
const mostAsked = 12
/** Of a question about so few things each is what it is about; in a longer one some are not. */
const fewAsked = 3
/** Of a longer question so much has to be spoken of. */
const leastHeld = 0.4
/** How rare a word is where people chat, from which on something is about it. */
const leastTelling = 0.7
/** Two words as alike as this are about the same thing. */
const leastAlike = 0.6
/** Two sentences as alike as this mean the same, and two less alike than the other do not. */
const muchAlike = 0.72
const hardlyAlike = 0.4
/** Asked for in so many ways, an entry is known by them as a whole. */
const wellKnown = 4
/** A passage as short as this is one thought. */
const fewWords = 40
/** So many letters at its end are a word of their own, and no ending. */
const leastShared = 6
const leastHead = 4
/** A compound that is found by a whole part of it. */
const leastPart = 0.6

/** What says that something can be bought. */
const isForSale =
  /[€$£]\s?\d|\d\s?(?:€|eur|kr\b)|\b(?:sell|sold|sale|stock|buy|order|range|models?|brands?|available|from|verkauf\w*|kauf\w*|erhältlich|gibt es|ab|vend\w*|achet\w*|disponible\w*|compr\w*|tenemos|acquist\w*|verko\w*|koop|sälj\w*|finns)\b/iu

/** @param language of the content, where it is known. */
export function readAsked(question: string, rarity: Retrieval["rarity"], language: string | undefined) {
  const things = [...new Set(thingsIn(question))]
  return {
    things,
    /** Without what is done with them. */
    objects: objectsIn(things),
    /** What stands before “for”: of a certificate for a flat the certificate. */
    core: coreIn(question, things),
    /** By thing, what the saying that it is a part of comes down to: of “pick up” to collect. */
    meant: sayingsIn(wordsOf(question)),
    wanted: wantedBy(question),
    isContact: asksContact(question) && isOnlyContact(question),
    isAddress: asksAddress(question),
    /** Days of the week, where it asks when the business is open. */
    days: asksHours(question) ? daysMeantIn(saidOf(question)) : [],
    isToHire: asksToHire(question),
    /** In English what is sold is called by the last of the words for it: “cycling jerseys” are jerseys. */
    goods: goodsIn(question, things),
    members: membersIn(wordsOf(question)),
    places: placesIn(question),
    /** Of the content's language, where it is not English. */
    making: makingOf(language),
    isEnglish: language === undefined ? things.every(knowsWord) : language === "en",
    weightOf: (thing: string): number => weightOfWord(thing) * Math.max(rarity(thing), 0.05),
  }
}

const unjudged: Fit = { isOfAnother: false, share: 1, least: 0, isToThePoint: false }

export function fitOf(asked: Asked, passage: RetrievedPassage): Fit {
  const { things, wanted, places } = asked
  const { text } = passage
  if (asked.isContact) {
    const isHere = wanted?.test(text) ?? false
    return isHere
      ? { ...unjudged, least: leasts.contact, isToThePoint: true }
      : { ...unjudged, share: shares.withoutContact }
  }
  if (asked.isAddress && addressPattern.test(text))
    return { ...unjudged, least: isReached(passage) ? leasts.contact : leasts.calledWanted, isToThePoint: true }
  if (asked.isAddress && !asksAddress(headingOf(passage))) return { ...unjudged, share: shares.withoutAddress }
  if (asked.days.length > 0 && tellsHoursOf(asked.days, text))
    return { ...unjudged, least: leasts.lineWanted, isToThePoint: true }
  if (things.length === 0 || things.length > mostAsked) return unjudged

  const { whole, said, members } = readingOf(passage)
  if (isOfAnother(asked.members, members)) return { ...unjudged, isOfAnother: true, share: shares.ofAnother }
  const isOfPlace = (said: string) => namesAbroad(said) || placesIn(said).some((place) => places.includes(place))
  if (places.length > 0 && !isOfPlace(whole)) return { ...unjudged, isOfAnother: true, share: shares.elsewhere }

  const naming: Naming = new Map(things.map((thing) => [thing, namesOf(thing, said, asked)]))
  for (const [word, meant] of asked.meant)
    for (const [name, by] of naming.has(word) ? namesOf(meant, said, asked) : []) naming.get(word)!.set(name, by)
  for (const thing of things)
    if (placesIn(thing).length > 0)
      for (const { word } of said) if (isOfPlace(word)) naming.get(thing)!.set(word, "itself")
  const isNamedIn: IsNamedIn = (here, all = things, isItself = false) =>
    all.every((thing) => {
      for (const [word, by] of naming.get(thing)!)
        if ((by === "itself" || !isItself) && here.some((words) => words.has(word))) return true
      return false
    })
  const share = Math.min(shareOf(asked, passage, naming, said), shareOfTrade(asked, passage, naming, isNamedIn))
  if (share < 1) return { ...unjudged, share }
  return { ...unjudged, ...pointOf(asked, passage, isNamedIn) }
}

const timeOfDay = /\d[:.]\d\d|\d\s?(?:am|pm|uhr|h)(?!\p{L})|\d\s?(?:-|–|to|until|till|bis|à|a|as|às|tot|do)\s?\d/iu

/** Whether one of its lines names one of these days, and a time. */
const tellsHoursOf = (days: readonly number[], text: string): boolean =>
  text.split("\n").some((line) => timeOfDay.test(line) && weekdaysIn(saidOf(line)).some((day) => days.includes(day)))

/** By a word itself, by another of nearly the same meaning, by another compound of the same kind of thing. */
type NamedBy = "itself" | "synonym" | "head"
/** By thing, the words of the passage that name it: it itself, or another of nearly the same meaning. */
type Naming = ReadonlyMap<string, Map<string, NamedBy>>
type Words = ReadonlySet<string>
/** @param isItself no synonym will do. */
type IsNamedIn = (here: readonly Words[], all?: readonly string[], isItself?: boolean) => boolean

/** Whether it says of itself that it is about where the business is. */
const isReached = (passage: RetrievedPassage): boolean =>
  asksAddress(headingOf(passage)) || countWords(passage.text) <= fewWords

const headingOf = ({ title, headings }: RetrievedPassage): string => headings.split(" › ").at(-1) || title

/** How surely it answers because it names all that is asked in one place. */
function pointOf({ things, objects, core, wanted }: Asked, passage: RetrievedPassage, isNamedIn: IsNamedIn) {
  const { called, lines } = readingOf(passage)
  const point = { least: 0, isToThePoint: false }
  if (isNamedIn([called]) && (!wanted || wanted.test(passage.text)))
    point.least = wanted ? leasts.calledWanted : leasts.called
  const inLine = things.length === 1 ? leasts.ofOne : leasts.line
  const inLineWanted = things.length === 1 ? leasts.ofOneWanted : leasts.lineWanted
  const isItself = (thing: string, here: Words) => isNamedIn([called, here], [thing], true)
  // Synonyms are soon about something else: a page on vouchers is not all about gift cards.
  const isNamedBy = (here: Words, all = things) =>
    all.every((thing) => isItself(thing, here) || isNamedIn([here], [thing]))
  for (const { text, name, words } of lines) {
    if (wanted && !wanted.test(text)) continue
    const isRow =
      wanted &&
      isNamedBy(name, objects.length > 0 ? objects : things) &&
      things.some((thing) => isNamedIn([name], [thing]))
    if (isRow) {
      point.least = Math.max(point.least, leasts.row)
      point.isToThePoint = true
    } else if (wanted && core.length > 1 && isNamedBy(name, core)) {
      point.least = Math.max(point.least, leasts.rowOfCore)
      point.isToThePoint = true
    } else if (isNamedBy(words) && 2 * things.filter((thing) => isItself(thing, words)).length >= things.length)
      point.least = Math.max(point.least, wanted ? inLineWanted : inLine)
  }
  return point
}

/** What is left where something is to be sold or lent, and the passage offers it in no such way. */
function shareOfTrade(asked: Asked, passage: RetrievedPassage, naming: Naming, isNamedIn: IsNamedIn): number {
  const { said, members } = readingOf(passage)
  if (asked.isToHire && !isForHire(members)) return shares.notForHire
  if (!asksToBuy(asked.things) || passage.questions.length >= wellKnown) return 1
  const { goods } = asked
  const isSaid = goods === undefined || naming.get(goods)!.size > 0 || isLike(goods, said)
  return isSaid && isOffered(asked, passage, isNamedIn) ? 1 : shares.notForSale
}

/** Whether what is asked for is what the passage is about, or stands where something is for sale. */
function isOffered({ objects }: Asked, passage: RetrievedPassage, isNamedIn: IsNamedIn): boolean {
  if (objects.length === 0) return true
  const { title, headings, questions } = passage
  const heading = (questions[0] ?? headings.split(" › ").at(-1)) || title
  const headed = new Set(wordsOf(heading))
  // “Do I need a mat?” is about mats, and sells none.
  const isAbout = heading.includes("?") ? asksToBuy(thingsIn(heading)) : true
  if (isAbout && isNamedIn([headed], objects) && objectsIn(thingsIn(heading)).length <= 2 * objects.length) return true
  return readingOf(passage).lines.some(
    ({ text, name, words }) =>
      (name.size > 0 || isForSale.test(text)) &&
      2 * objects.filter((object) => isNamedIn([headed, words], [object])).length >= objects.length,
  )
}

type Reading = {
  whole: string
  said: Said[]
  members: number
  called: Words
  /** Its sentences, items and rows, with what a row is called. */
  lines: { text: string; name: Words; words: Words }[]
}

const mostRead = 300
const read = new Map<string, Reading>()

/** The same passages are found for a question's other wordings, and for the next visitor. */
function readingOf({ title, headings, questions, text }: RetrievedPassage): Reading {
  const whole = [title, headings, ...questions, text].join(" ")
  const found = read.get(whole)
  if (found) return found
  const words = [...wordsOf(whole), ...readInto(whole)]
  const lines = linesIn(text)
  if (countWords(text) <= fewWords) lines.push({ name: "", text })
  const reading = {
    whole,
    said: saidIn(words),
    members: membersIn(words),
    called: new Set(wordsOf(`${title} ${headings}`)),
    lines: lines.map(({ name, text }) => ({
      text,
      name: new Set(wordsOf(name)),
      words: new Set([...wordsOf(text), ...readInto(text)]),
    })),
  }
  if (read.size >= mostRead) read.clear()
  read.set(whole, reading)
  return reading
}

/** What is left of the confidence in a passage where it says nothing of what is asked, or not of all. */
function shareOf(asked: Asked, passage: RetrievedPassage, naming: Naming, said: Said[]) {
  const { things, isEnglish, weightOf } = asked
  const isSaid = (thing: string) => naming.get(thing)!.size > 0 || (isEnglish && isLike(thing, said))
  const isKnownWell = passage.questions.length >= wellKnown
  const objects = isKnownWell ? [] : asked.objects
  if (objects.length > 0 && objects.length < things.length && !objects.some(isSaid))
    return isEnglish ? shares.unlike : shares.besideElsewhere
  const most = Math.max(...things.map(weightOf))
  const main = things.filter((thing) => weightOf(thing) >= 0.999 * most)
  const isMainSaid = main.some(isSaid)
  // Of an apple tree the passage on other trees says nothing certain.
  const isByHead = (thing: string) => [...naming.get(thing)!.values()].every((by) => by === "head")
  if (!isEnglish && isMainSaid && things.every(isByHead)) return shares.byHead
  if (passage.questions.length > 0) {
    const isPartlySaid = things.some(isSaid)
    const isSpokenOf = isMainSaid || (isKnownWell && isPartlySaid)
    if (!isEnglish) return isSpokenOf ? 1 : isPartlySaid ? shares.halfBeside : shares.besideElsewhere
    const meaning = passage.why?.asked?.meaning
    if (meaning !== undefined && meaning < hardlyAlike) return isKnownWell ? shares.meantOtherwise : shares.otherwise
    if (isSpokenOf) return 1
    if (meaning !== undefined && meaning >= muchAlike) return shares.meantAlike
    return isPartlySaid ? shares.partlyAlike : shares.unlike
  }
  const beside = isEnglish ? shares.beside : shares.besideElsewhere
  if (things.length < fewAsked) {
    if (!isMainSaid && (most >= leastTelling || things.length === 1))
      return !isEnglish && things.some(isSaid) ? shares.partlyElsewhere : beside
    const isWhole = things.every((thing) => isSaid(thing) || weightOfWord(thing) < leastTelling)
    return (isEnglish ? isWhole : main.every(isSaid)) ? 1 : shares.halfBeside
  }
  let held = 0
  let all = 0
  for (const thing of things) {
    all += weightOfWord(thing)
    if (isSaid(thing)) held += weightOfWord(thing)
  }
  return held >= leastHeld * all ? 1 : beside
}

type Said = { word: string; root: string; vector: Float32Array | undefined }

const saidIn = (words: readonly string[]): Said[] =>
  [...new Set(words)].map((word) => ({ word, root: stem(word), vector: undefined }))

/** The words of the passage that say it: the same one, one of the same meaning, one that it is put together with. */
function namesOf(
  thing: string,
  said: readonly Said[],
  { isEnglish, making }: { isEnglish: boolean; making: Making },
): Map<string, NamedBy> {
  const root = stem(thing)
  const meant = synonymsOf(root)
  const adverbOf = thing.endsWith("ly") ? stem(thing.slice(0, -2)) : undefined
  const verb = isEnglish ? undefined : rootOfVerb(thing)
  const ofHead = isEnglish ? undefined : synonymsOfHead(thing)
  const found = new Map<string, NamedBy>()
  for (const { word, root: other } of said) {
    const isSame = other === root || other === adverbOf || isSameMember(thing, word)
    // “rain” is in no “trainers”, but a “hairdryer” is for hair.
    const isPart = thing.length >= 4 && (isEnglish ? word.startsWith(thing) : word.includes(thing))
    const isElsewhere = !isEnglish && verb && rootOfVerb(word) === verb
    if (isSame || isPart || isElsewhere) found.set(word, "itself")
    else if (meant?.has(other) || ofHead?.has(other)) found.set(word, "synonym")
    else if (!isEnglish && sharesHead(thing, word)) found.set(word, isWritten(thing, word, said) ? "itself" : "head")
  }
  if (isEnglish) return found
  // Both parts of it stand there, one by itself: “Apfelbäume” on a page on “Obstbäume”, in the row “Apfel”.
  for (const { word } of said) {
    if (found.get(word) === "itself" || word.length < leastHead) continue
    const rests = restsOf(thing, word)
    if (
      rests.length > 0 &&
      said.some((other) => other.word !== word && rests.some((rest) => endsWithPart(other.word, rest)))
    )
      found.set(word, "itself")
  }
  const parts = createCompoundIndex(making)
  for (const { word } of said) parts.add(word)
  for (const [id, value] of parts.near(thing)) if (value >= leastPart) found.set(said[id]!.word, "itself")
  return found
}

function isLike(thing: string, said: readonly Said[]): boolean {
  const own = vectorOfWords([thing])
  if (!own) return false
  return said.some((each) => {
    // A night is like a Monday, and is none.
    if (isFunctionWord(each.word) || (isDay(each.word) && !isDay(thing))) return false
    each.vector ??= vectorOfWords([each.word])
    return each.vector !== undefined && cosine(own, each.vector) >= leastAlike
  })
}

/**
 * “Männerhaarschnitt” and “Herrenhaarschnitt”: both are haircuts, whether or not the word stands anywhere by itself. What a
 * word begins with says less of what it is: a “Dauerwelle” does not last.
 */
function sharesHead(thing: string, word: string): boolean {
  if (word.length >= leastHead && thing.endsWith(word)) return true
  const isLong = thing.length >= leastShared && word.length >= leastShared
  return isLong && thing.slice(-leastShared) === word.slice(-leastShared)
}

const particles = new Set(
  "an ab auf aus bei ein her hin los mit nach um vor vorbei weg zu zuruck af bij door mee terug uit".split(" "),
)

/** Whether the rest of it stands there by itself, as in “Rasen mähen” for “rasenmähen”, or only says where to: “vorbeikommen”. */
function isWritten(thing: string, head: string, said: readonly Said[]): boolean {
  if (!thing.endsWith(head)) return false
  const rest = thing.slice(0, -head.length)
  return particles.has(rest) || said.some(({ word }) => word === rest)
}

const endingOfVerb =
  /(?:issez|issons|issent|iamo|amos|emos|imos|aste|ando|endo|iendo|ais|eis|ons|ent|ado|ada|ido|ida|ate|ete|ite|ano|ono|are|ere|ire|er|ez|ir|ar|an|en|as|es|ee?s?|a|e|o|i)$/

/** “garer”, “garez”; “bañar”, “bañamos”: what is left of a verb, or a noun like it, in French, Spanish, Portuguese or Italian. */
function rootOfVerb(word: string): string | undefined {
  const root = word.replace(endingOfVerb, "")
  return root.length >= 4 || (root.length === 3 && word.length >= 5) ? root : undefined
}
