/** In which words a question is looked for: as it is, and together with what it leans on. */

import { asksAddress } from "../knowledge/answer-from"
import { knowsWord } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { namesOnlyDays, saidOf } from "../languages/weekdays"
import type { TurnRequest } from "./answerer"
import { asksForItself, pointsBack, questionsIn } from "./questions-in"
import { answerSmallTalk } from "./small-talk"
import { thingsIn, withoutOthers } from "./what-is-asked"

/** A further question that names nothing, or points back, is about what the one before it was about. */
export function wordingsOfPart(request: TurnRequest, questions: readonly string[], at: number): string[] {
  const question = questions[at]!
  if (at === 0) return wordingsOf(request, question)
  const isWhole = thingsIn(question).length > 0
  if (isWhole && !pointsBack(question)) return [question]
  const about = questions
    .slice(0, at)
    .map(thingsIn)
    .findLast((things) => things.length > 0)
  if (!about) return [question]
  return [...(isWhole ? [question] : []), `${about.join(" ")} ${question}`]
}

/** All of them, of the message and of each of its questions. */
export const allWordingsOf = (request: TurnRequest, question: string): string[] => {
  const parts = questionsIn(question)
  const ofParts = parts.length > 1 ? parts.flatMap((_, at) => wordingsOfPart(request, parts, at)) : []
  return [...new Set([...wordingsOf(request, question), ...ofParts])]
}

/** “And to Spain?” is asked again together with what it follows on; what names nothing is asked only so. */
export function wordingsOf(request: TurnRequest, question: string): string[] {
  if (!leansOnTheLast(question)) return [question]
  const asked = request.history.filter(({ role, text }) => role === "visitor" && !answerSmallTalk(text, request.locale))
  const before = asked.slice(0, -1)
  const another = lastAskedOfDay(request)
  if (another) return [`${withoutDays(another)} ${question}`]
  const earlier = before.slice(-2).map(({ text }) => {
    const about = asksForItself(question) ? thingsIn(text).join(" ") : withoutOthers(text, question)
    return `${about} ${question}`.trim()
  })
  return earlier.length > 0 && thingsIn(question).length === 0 ? earlier : [question, ...earlier]
}

/** “And on Monday?” asks what was asked of another day, whatever days were named in between. */
export function lastAskedOfDay({ history }: Pick<TurnRequest, "history">): string | undefined {
  const asked = history.flatMap(({ role, text }) => (role === "visitor" ? [text] : []))
  if (!namesOnlyDays(saidOf(asked.at(-1) ?? ""))) return undefined
  return asked.findLast((text) => !namesOnlyDays(saidOf(text)))
}

const withoutDays = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => !namesOnlyDays(saidOf(word)))
    .join(" ")

function leansOnTheLast(question: string): boolean {
  const words = wordsOf(question)
  const informative = words.filter((word) => !isFunctionWord(word))
  // Letters without sense ask nothing, so they do not ask the last thing again either.
  if (informative.length > 0 && !informative.some(knowsWord)) return false
  // “Where are you?” and “how do I get there?” ask for the business, whatever was spoken of.
  if (asksAddress(question)) return false
  if (informative.length <= 1 || words.length <= 3) return true
  if (informative.length > 5) return false
  return /^(?:and|also|what about|how about|what if|or|then|but|so|y|e|und|et|ou|oder|aber|mais|pero|mas)\b|\b(?:it|that|those|these|them|one|ones|same|(?<!\b(?:is|are) )there)\b/i.test(
    question,
  )
}
