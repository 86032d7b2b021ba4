/**
 * Which language a text is in, where that is beyond doubt: of one short message as of a page. A wrong answer is worse than
 * none, and what is mixed has none. Pure.
 *
 * Told by words and a few letters, because what has learnt groups of letters errs where it must not. “Told”: the share of
 * texts in the seven languages that Baton speaks; “wrong”: how many of all texts were taken for another of the seven; each
 * library at the threshold where it errs little and still tells something. Messages: the 505 of `messages.tsv`. Shops: the
 * 3,098 of three words and more in the seeds of `escalation/`. Menus: 10,243 phrases of two programs in 58 languages, most
 * of them without a sentence.
 *
 *                      messages       shops          menus         a message    memory
 *                      told  wrong    told  wrong    told  wrong
 *   this               90 %    0      84 %    0      18 %    8        5 µs        1 MB
 *   the one before     42 %    4      52 %    0       8 %    2        5 µs      < 1 MB
 *   eld 2.1, smallest  50 %    9      63 %    0      31 %   81       32 µs       56 MB
 *   tinyld 1.3         66 %   19      76 %    8      41 %  242       90 µs       58 MB
 *   cld3-asm 4.0       60 %    7      73 %   10      46 %   61      145 µs       27 MB
 *   lande 1.0          45 %    9      62 %    4      22 %   91      290 µs       20 MB
 *   franc-min 6.2      36 %   10      44 %   40      26 %  178      105 µs       19 MB
 *
 * The words were chosen with the messages before one's eyes. Of the last 130 none had been listed for when they were
 * first read: 73 % told, and Afrikaans taken for Dutch.
 */

import { listedLanguages, smallWords, tellingWords, typedForms } from "./small-words"

/** Letters that stand in few languages tell something of a word that is not listed. */
const letters: Record<string, string> = {
  de: "ßäöü",
  es: "ñáíóú",
  fr: "çœèêàù",
  pt: "ãõçêâ",
  it: "èìòù",
  sv: "åäö",
  da: "øæå",
  no: "øæå",
  pl: "łżźśąęćń",
  cs: "ěřůžščý",
  sk: "ľĺŕôžščý",
  hr: "žščćđ",
  tr: "ğşıçöü",
  ro: "ăâîșțşţ",
  ca: "çèòï",
  gl: "ñ",
  hu: "őűáéíóöü",
  fi: "äö",
  vi: "ăâđêôơư",
}

/** Writing that few languages share; which it is of those that do is told by letters and words that only one has. */
const scripts: readonly { language: string; script: RegExp; has?: RegExp; hasNot?: RegExp }[] = [
  { language: "ko", script: /\p{Script=Hangul}/u },
  { language: "ja", script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u },
  { language: "zh", script: /\p{Script=Han}/u, has: /[你您们們吗嗎呢这這么麼了哪给給怎请請我的]/u },
  { language: "ar", script: /\p{Script=Arabic}/u, hasNot: /[پچژگکیےٹ]/u },
  { language: "hi", script: /\p{Script=Devanagari}/u, has: /(?:है|हैं|हूँ|हूं|था|क्या|मैं|में)(?!\p{M}|\p{L})/u },
  { language: "he", script: /\p{Script=Hebrew}/u },
  { language: "el", script: /\p{Script=Greek}/u },
  { language: "th", script: /\p{Script=Thai}/u },
]
const otherwiseWritten =
  /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Thai}]/gu
const isOtherwiseWritten = new RegExp(otherwiseWritten.source, "u")

/** What a word is worth by its length: short ones are also something else, somewhere. */
const worth = [0, 0.35, 0.65, 0.9, 1.1]
/** Of a word whose letters were typed without their marks. */
const worthTyped = 0.85
/** Of one that was there before: “Der Herr der Ringe” is a title. */
const worthAgain = 0.3
const worthOfLetter = 0.4
/** What is listed for other languages speaks against this one, what is listed for none against all. */
const against = 0.5
const againstAll = 0.1
const mostAgainstAll = 1
/** Names and products are listed for none, and are no reason. */
const againstName = 0.03

const leastWords = 3
const least = 1.8
const leastOfEachWord = 0.15
/** By so much the next language is behind; by so much more the one they are spoken to in. */
const leastAhead = 0.8
const leastAheadOfOwn = 1.4
/** So much of another language makes it mixed; of the one they are spoken to in, less is enough. */
const mostOfOthers = 0.35
const mostOfOwn = 0.25
/** Longer messages are pasted ones, and longer texts tell no more. */
const readLength = 2000

type Known = { languages: number[]; worths: number[]; most: number }
const known = new Map<string, Known>()
const knownLetters = new Map<string, Known>()

function know(map: Map<string, Known>, key: string, language: number, worth: number): void {
  const found = map.get(key)
  if (!found) map.set(key, { languages: [language], worths: [worth], most: worth })
  else if (!found.languages.includes(language)) {
    found.languages.push(language)
    found.worths.push(worth)
    found.most = Math.max(found.most, worth)
  }
}

for (const [at, language] of listedLanguages.entries()) {
  const words = [...smallWords[language], ...tellingWords[language]]
  const worthOf = (word: string) => worth[Math.min(word.replace("'", "").length || 1, 4)]!
  for (const word of words) know(known, word, at, worthOf(word))
  for (const word of words) for (const typed of typedForms(word)) know(known, typed, at, worthOf(word) * worthTyped)
  for (const letter of letters[language] ?? "") know(knownLetters, letter, at, worthOfLetter)
}

/** What is quoted, an address or a link is not the writer's own language. */
const notTheirs = /[“"«„][^”"»“]*[”"»“]|\S+@\S+|\bhttps?:\S+/gu
const pieces = /[¿¡]|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu
const markedLetter = /[^\p{ASCII}\p{Script=Cyrillic}]/u

/** @param current the language they are spoken to in, which is left only for a message that has next to nothing of it. */
export function writtenLanguage(text: string, current?: string): string | undefined {
  const own = text.slice(0, readLength).replace(notTheirs, " ")
  if (isOtherwiseWritten.test(own)) {
    const latin = own.match(/\p{Script=Latin}+/gu)?.length ?? 0
    const others = own.match(otherwiseWritten)?.length ?? 0
    // A product's name stands in any writing, and a β in any language.
    if (others >= 2 && others >= latin) return languageOfScript(own)
  }

  const said: { known: Known; isAgain: boolean }[] = []
  const seen = new Set<string>()
  let words = 0
  let unlisted = 0
  function read(word: string, isName: boolean): void {
    let found = known.get(word)
    if (!found) {
      unlisted += isName ? againstName : againstAll
      const letter = markedLetter.exec(word)?.[0]
      found = letter === undefined ? undefined : knownLetters.get(letter)
    }
    if (found) said.push({ known: found, isAgain: seen.has(word) })
    seen.add(word)
  }
  for (const piece of own.match(pieces) ?? []) {
    const word = piece.toLowerCase().replaceAll("’", "'")
    if (word !== "¿" && word !== "¡") words += 1
    if (known.has(word) || !word.includes("'")) read(word, word !== piece)
    // “l'envoi” is two words, “don't” the beginning of one and a letter.
    else for (const part of word.match(/[^']+'?/g) ?? []) read(part, word !== piece)
  }
  if (words < leastWords) return undefined

  const count = listedLanguages.length
  const all = new Float64Array(count)
  const fors = new Float64Array(count)
  const shared = new Float64Array(count)
  let most = 0
  for (const { known, isAgain } of said) {
    const share = isAgain ? worthAgain : 1
    most += known.most * share
    for (const [i, at] of known.languages.entries()) {
      all[at]! += known.worths[i]!
      fors[at]! += known.worths[i]! * share
      shared[at]! += known.most * share
    }
  }
  const score = (at: number) => fors[at]! - against * (most - shared[at]!)
  let first = 0
  for (let at = 1; at < count; at++) if (score(at) > score(first)) first = at
  if (score(first) - Math.min(unlisted, mostAgainstAll) < least) return undefined
  if (all[first]! < leastOfEachWord * words) return undefined

  /** What each other language has that the first has not. */
  const besides = new Float64Array(count)
  for (const { known, isAgain } of said) {
    if (known.languages.includes(first)) continue
    for (const [i, at] of known.languages.entries()) besides[at]! += known.worths[i]! * (isAgain ? worthAgain : 1)
  }
  const mine = (listedLanguages as string[]).indexOf(current?.toLowerCase().split(/[-_]/)[0] ?? "")
  for (let at = 0; at < count; at++) {
    if (at === first) continue
    if (score(first) - score(at) < (at === mine ? leastAheadOfOwn : leastAhead)) return undefined
    if (besides[at]! > (at === mine ? mostOfOwn : mostOfOthers) * all[first]!) return undefined
  }
  return listedLanguages[first]
}

function languageOfScript(text: string): string | undefined {
  const found = scripts.find(({ script }) => script.test(text))
  const isTold = found && found.has?.test(text) !== false && !found.hasNot?.test(text)
  return isTold ? found.language : undefined
}

/** Whether a text in it would be told: of any other, what it is taken for says nothing. */
export const isToldApart = (language: string): boolean =>
  (listedLanguages as string[]).includes(language) || scripts.some((each) => each.language === language)
