/** In which language a conversation goes on. Pure. */

import { languageOf, spokenLanguage } from "../languages/sentences"
import { writtenLanguage } from "../languages/written-language"

/**
 * The locale a conversation goes on in after a message: the one it has, unless the message is clearly in another
 * language that Baton speaks and the owner allows.
 * @param allowed languages the owner limits the assistant to; none is every one.
 */
export function localeAfter(text: string, current: string, allowed: readonly string[]): string {
  const written = writtenLanguage(text, current)
  // Chinese is told from the rest, not the one way of writing it from the other.
  if (!written || !spokenLanguage(written) || isSame(written, current)) return current
  // Neighbours: one message tells too little of which of the two it is to take somebody's own away.
  if (neighbours.includes(written) && neighbours.includes(languageOf(current))) return current
  return isAllowed(allowed, written) ? written : current
}

const neighbours: readonly string[] = ["da", "no"]

/** The visitor's own where it is allowed, else the owner's first. */
export function localeWithin(allowed: readonly string[], locale: string): string {
  return isAllowed(allowed, locale) ? locale : (allowed[0] ?? locale)
}

const isAllowed = (allowed: readonly string[], locale: string): boolean =>
  allowed.length === 0 || allowed.some((each) => isSame(each, locale))

/** Norwegian has more than one code. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [languagePart(one), languagePart(other)]
  return first === second || (languageOf(first) === "no" && languageOf(second) === "no")
}

const languagePart = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? ""
