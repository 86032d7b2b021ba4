/** What a visitor may have meant where nothing that was found is sure enough to be said. */

import type { RetrievedPassage } from "../knowledge/retrieve"
import type { Answerer } from "./answerer"

/** Less likely than this, what was found has as good as nothing to do with the question. */
export const leastRelated = 0.12
export const mostSuggested = 3
/** So many are tried at most: each is asked once more before it is suggested. */
const mostTried = 5
/** Found less well than this beside the first, it is about something else. */
const nearlyRelated = 0.45
/** As long as a button may be. */
const longest = 80

type Suggestion = { text: string; passage: RetrievedPassage }

/** What each of them is called, the best first, in words that may be asked as they stand. Each is named once. */
export function suggestionsFrom(passages: readonly RetrievedPassage[]): Suggestion[] {
  const best = Math.max(...passages.map(({ score }) => score))
  const named = new Map<string, Suggestion>()
  for (const passage of passages) {
    const text = nameOf(passage, passages)
    if (!text || text.length > longest || passage.score < nearlyRelated * best || named.has(text)) continue
    named.set(text, { text, passage })
  }
  return [...named.values()].slice(0, mostTried)
}

function nameOf({ title, headings, questions }: RetrievedPassage, all: readonly RetrievedPassage[]): string {
  if (questions[0]) return questions[0]
  // The name of the page that everything stands on tells nothing apart.
  const page = all.every((other) => other.title === title) ? "" : title
  const [heading = "", above = page] = headings.split(" › ").reverse()
  if (!heading || above === heading) return page
  // “Using” alone says nothing; “Gift cards: Using” does.
  return above && !heading.includes(" ") ? `${above}: ${heading}` : heading
}

/** Whether they stand under one heading: a long section is several passages. */
export const isSamePlace = (one: RetrievedPassage, other: RetrievedPassage): boolean =>
  one.id === other.id || (one.documentId === other.documentId && one.headings !== "" && one.headings === other.headings)

/** A model that is not sure has what may have been meant looked up as it is without one. */
export const withSuggestions = (model: Answerer, builtIn: Answerer): Answerer => ({
  name: model.name,
  async answer(request, onText, signal) {
    const answer = await model.answer(request, onText, signal)
    const isSure = answer.confidence >= request.threshold || answer.wantsPerson
    if (isSure || request.draftsFor !== undefined || request.suggestsNothing) return answer
    const { suggestions } = await builtIn.answer(request, () => {}, signal)
    return suggestions ? { ...answer, suggestions } : answer
  },
})
