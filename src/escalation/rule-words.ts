/** A text as rules about words read it: stems in order, each with its place. */

import { hash } from "./features"
import { stem } from "./similarity"
import { type PlainText, toPlain } from "./text"

export type Word = { hash: number; start: number; end: number }

/** Scripts that put no blank between words: each sign is taken for one, so that a phrase is found inside a sentence. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

export function wordsIn({ tokens, original }: PlainText): Word[] {
  return tokens.flatMap(({ plain, start, end }) => {
    if (!unspaced.test(plain)) return [{ hash: hash(stem(plain)), start, end }]
    let at = start
    return [...original.slice(start, end)].map((sign) => {
      const word = { hash: hash(sign.normalize("NFKC").toLowerCase()), start: at, end: at + sign.length }
      at = word.end
      return word
    })
  })
}

/** Of a message, as they are kept with its features. */
export const hashedWords = (text: string): number[] => wordsIn(toPlain(text)).map((word) => word.hash)

const isMark = (plain: string) => /^[.!?]$/.test(plain)

/** Of a phrase that is looked for: the full stop behind it is nothing that a visitor must write too. */
export function phraseWords(phrase: string): number[] {
  const plain = toPlain(phrase)
  const from = plain.tokens.findIndex(({ plain: word }) => !isMark(word))
  if (from < 0) return wordsIn(plain).map((word) => word.hash)
  const to = plain.tokens.findLastIndex(({ plain: word }) => !isMark(word))
  return wordsIn({ ...plain, tokens: plain.tokens.slice(from, to + 1) }).map((word) => word.hash)
}
