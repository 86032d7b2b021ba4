/** In which language a conversation goes on. Pure. */

import { writtenLanguage } from "../languages/written-language"
import { spokenLanguages } from "./notices"

/**
 * The locale a conversation goes on in after a message: the one it has, unless the message is clearly in another
 * language that Baton has words in and the owner allows.
 * @param allowed languages the owner limits the assistant to; none is every one.
 */
export function localeAfter(text: string, current: string, allowed: readonly string[]): string {
  const written = writtenLanguage(text, current)
  if (!written || written === languagePart(current) || !spokenLanguages.includes(written)) return current
  return allowed.length === 0 || allowed.includes(written) ? written : current
}

/** The visitor's own where it is allowed, else the owner's first. */
export function localeWithin(allowed: readonly string[], locale: string): string {
  return allowed.length === 0 || allowed.includes(languagePart(locale)) ? locale : (allowed[0] ?? locale)
}

const languagePart = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? ""
