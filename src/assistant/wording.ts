/** What the assistant says when it does not know, or cannot look, in the visitor's language. Pure. */

import { dateStyleOf, sentencesIn } from "../languages/sentences"

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

/** What an operator said, as theirs. */
export const toldIn = (locale: string, name: string, text: string): string =>
  sentencesIn(locale)
    .answers.told.replace("{}", () => text)
    .replace("{name}", () => name)
