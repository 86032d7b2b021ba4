/** What the assistant says when it does not know, or cannot look, in the visitor's language. Pure. */

import type { GlossaryLanguage } from "../knowledge/glossary"
import { dateStyleOf, languageOf, sentencesIn } from "../languages/sentences"

/** To a file without words, where nothing can look into it. */
export const unseenText = (locale: string): string => sentencesIn(locale).answers.unseenFile

/** @param suggestions what may have been meant; it stands under the text. */
export function unsureText(locale: string, suggestions: readonly string[] = []): string {
  const { unsure, didYouMean } = sentencesIn(locale).answers
  return suggestions.length > 0 ? didYouMean : unsure
}

/** What is said when the content does not hold the answer. */
export const unsureIn = (locale: string): string => sentencesIn(locale).answers.notFound

/** What is said of the questions that the content does not hold, after what it does hold. */
export function leftOpenIn(locale: string, questions: readonly string[]): string {
  const { leftOpen, quotes } = sentencesIn(locale).answers
  const quoted = questions.map((question) => quotes.replace("{}", () => question))
  const listed = new Intl.ListFormat(dateStyleOf(locale)).format(quoted)
  return leftOpen.replace("{}", () => listed)
}

/** Said before what is quoted in another language than the visitor's; questions come in no other than these. */
const foundElsewhere: Partial<Record<string, string>> = {
  en: "I found this only in another language ({}):",
  de: "Das habe ich nur in einer anderen Sprache gefunden ({}):",
  es: "Solo lo he encontrado en otro idioma ({}):",
  fr: "Je ne l’ai trouvé que dans une autre langue ({}) :",
  it: "L’ho trovato solo in un’altra lingua ({}):",
  pt: "Só encontrei isto noutra língua ({}):",
  nl: "Dit heb ik alleen in een andere taal gevonden ({}):",
} satisfies Record<GlossaryLanguage, string>

/** @param language of what is quoted. Undefined where it is the visitor's own. */
export function foundIn(locale: string, language: GlossaryLanguage): string | undefined {
  const own = languageOf(locale)
  if (own === language) return undefined
  const name = new Intl.DisplayNames([dateStyleOf(locale)], { type: "language" }).of(language) ?? language
  // In the middle of a sentence; `Intl` gives it as it begins one.
  const isWrittenSmall = /^(?:es|fr|it|pt)$/.test(own)
  return foundElsewhere[own]?.replace("{}", () => (isWrittenSmall ? name.toLowerCase() : name))
}

/** What an operator said, as theirs. */
export const toldIn = (locale: string, name: string, text: string): string =>
  sentencesIn(locale)
    .answers.told.replace("{}", () => text)
    .replace("{name}", () => name)
