/** Words that mean the same in one business: “wellies” are its “rain boots”. Pure. */

import { AppError } from "../errors"
import { stem } from "./stem"
import { wordsOf } from "./words"

const mostGroups = 200
const mostWords = 12
const longestWord = 60
/** Each costs a search. */
const mostWordings = 6

type Groups = readonly (readonly string[])[]

/** @throws AppError `validation` */
export function readGroup(given: readonly string[], others: Groups): string[] {
  const refuse = (message: string) => new AppError("validation", message, { field: "words" })
  const words = [...new Map(given.map((word) => [keyOf(word), word.trim()])).entries()]
    .filter(([key]) => key)
    .map(([, word]) => word)
  if (words.length < 2) throw refuse("Write at least two that mean the same, with a comma between them.")
  if (words.length > mostWords) throw refuse(`${mostWords} at most in one group. Make another for the rest.`)
  const long = words.find((word) => word.length > longestWord)
  if (long) throw refuse(`“${long.slice(0, 30)}…” is too long: words and short phrases only.`)
  if (others.length >= mostGroups) throw refuse(`There are ${mostGroups} groups already.`)
  const known = new Set(words.map(keyOf))
  const same = others.find((group) => group.length === known.size && group.every((word) => known.has(keyOf(word))))
  if (same) throw refuse("These are a group already.")
  return words
}

/** Whether any of these words is in the question. */
export const isKnownToAsk = (question: string, groups: Groups): boolean => {
  const asked = stemsOf(question)
  return groups.some((group) => group.some((word) => placeOf(asked, stemsOf(word)) >= 0))
}

/** The question in the other words that mean the same. */
export function otherWordings(question: string, groups: Groups): string[] {
  const words = wordsOf(question)
  const asked = words.map(stem)
  const found: string[] = []
  for (const group of groups)
    for (const said of group) {
      const phrase = stemsOf(said)
      const at = placeOf(asked, phrase)
      if (at < 0) continue
      for (const other of group) {
        if (other === said) continue
        const wording = [...words.slice(0, at), ...wordsOf(other), ...words.slice(at + phrase.length)].join(" ")
        if (!found.includes(wording)) found.push(wording)
      }
    }
  return found.slice(0, mostWordings)
}

const stemsOf = (text: string) => wordsOf(text).map(stem)
const keyOf = (text: string) => stemsOf(text).join(" ")

function placeOf(words: readonly string[], phrase: readonly string[]): number {
  if (phrase.length === 0) return -1
  for (let at = 0; at + phrase.length <= words.length; at++)
    if (phrase.every((word, index) => words[at + index] === word)) return at
  return -1
}
