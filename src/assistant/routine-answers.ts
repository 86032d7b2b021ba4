/** What goes before any answerer: subjects that are a person's, times that the calendar knows, and hours. */

import { isDay } from "../knowledge/days"
import type { AnswerHours } from "../queues/answer-hours"
import type { Answer, Answerer, Citation, TurnRequest } from "./answerer"
import { allowedLocale } from "./guard"
import { namedIn, questionsIn } from "./questions-in"
import { withoutGreeting } from "./small-talk"
import { personsTopic } from "./topics"
import { thingsIn } from "./what-is-asked"
import { lastOf, nothingTried, show } from "./whole-answer"
import { leftOpenIn } from "./wording"
import { lastAskedOfDay } from "./wordings-of"

/** Answers routine questions for a free time, where there are times to book. */
export type AnswerAvailability = (
  chatbotId: string,
  question: string,
  locale: string,
  timeZone: string | undefined,
  before?: string,
) => Pick<Answer, "text" | "slots" | "wantsPerson"> | undefined

/** Any answerer, for as long as the owner leaves a subject to it: the rest goes to a person before anything is asked. */
export function withTopics(answerer: Answerer): Answerer {
  return {
    name: answerer.name,
    async answer(request, onText, signal) {
      const question = lastOf(request.history)?.text.trim() ?? ""
      const topic = request.limits && personsTopic(request.limits, question)
      if (topic === undefined) return answerer.answer(request, onText, signal)
      const reason = `Goes to a person: ${topic}`
      return { text: "", citations: [], confidence: 0, tried: nothingTried(question), wantsPerson: { reason } }
    },
  }
}

/** Any answerer, with routine questions for a time answered from the calendar: there a model has nothing to guess. */
export function withTimes(answerer: Answerer, answerAvailability: AnswerAvailability | undefined): Answerer {
  return {
    name: answerer.name,
    async answer(request, onText, signal) {
      signal.throwIfAborted()
      return answerTimes(request, answerAvailability) ?? answerer.answer(request, onText, signal)
    },
  }
}

/**
 * The built-in answerer, with the hours behind the content: what is asked of today or a date the calendar knows better,
 * and of the week in general what the business itself wrote goes first.
 */
export function withHours(answerer: Answerer, answerHours: AnswerHours["answer"]): Answerer {
  return {
    name: answerer.name,
    async answer(request, onText, signal) {
      signal.throwIfAborted()
      const question = lastOf(request.history)?.text.trim() ?? ""
      const locale = allowedLocale(request.limits, request.locale)
      const hoursFor = (asked: string) =>
        asked ? answerHours(request.chatbotId, asked, locale, request.timezone) : undefined
      const said = withoutGreeting(question, locale)
      const parts = partsOf(said, hoursFor)
      const known = parts.map(hoursFor)
      if (parts.length > 1 && known.some((found) => found !== undefined)) {
        const answer = await answerParts(answerer, request, parts, known, signal)
        if (!answer.wantsPerson) await show(answer.text, onText, signal)
        return answer
      }
      const found = hoursFor(question)
      if (!found) return answerer.answer(request, onText, signal)
      if (!isOfMoment(found.asked)) {
        const answer = await answerer.answer(request, onText, signal)
        if (answer.wantsPerson || answer.confidence >= request.threshold) return answer
      }
      await show(found.text, onText, signal)
      return { text: found.text, citations: [], confidence: 1, tried: nothingTried(question) }
    },
  }
}

type FoundHours = NonNullable<ReturnType<AnswerHours["answer"]>>
const isOfMoment = ({ about, ...asked }: FoundHours["asked"]): boolean =>
  about === "now" || (about === "day" && "isMoment" in asked && asked.isMoment)

/** Its questions; of one question that names the hours beside something else, both. */
function partsOf(said: string, hoursFor: (asked: string) => FoundHours | undefined): string[] {
  const questions = questionsIn(said)
  if (questions.length > 1 || !hoursFor(said)) return questions
  const named = namedIn(said)
  const isElse = (part: string) => hoursFor(part) === undefined && thingsIn(part).some((thing) => !isDay(thing))
  const beside = named.filter(isElse)
  // “Are you open on Monday and Tuesday?” names nothing else.
  return beside.length > 0 && beside.length < named.length && named.some((part) => hoursFor(part)) ? named : questions
}

/** As if the visitor's newest message said this. */
const asking = (request: TurnRequest, text: string): TurnRequest => {
  const at = request.history.findLastIndex(({ role }) => role === "visitor")
  return { ...request, history: request.history.map((message, k) => (k === at ? { ...message, text } : message)) }
}

/** The hours among the questions of one message, and what the content says to the others, or that it says nothing. */
async function answerParts(
  answerer: Answerer,
  request: TurnRequest,
  parts: readonly string[],
  known: readonly (FoundHours | undefined)[],
  signal: AbortSignal,
): Promise<Answer> {
  const locale = allowedLocale(request.limits, request.locale)
  const isSure = ({ confidence }: Answer) => confidence >= request.threshold
  const others = parts.filter((_, at) => known[at] === undefined)
  const said: Pick<Answer, "text" | "citations">[] = []
  let open: readonly string[] = []
  let rest: Answer | undefined
  for (const [at, part] of parts.entries()) {
    const hours = known[at]
    if (hours) {
      // What the business itself wrote of the week in general goes first.
      const written = isOfMoment(hours.asked)
        ? undefined
        : await answerer.answer(asking(request, part), () => {}, signal)
      said.push(written && isSure(written) && !written.open ? written : { text: hours.text, citations: [] })
    } else if (!rest) {
      rest = await answerer.answer(asking(request, others.join(" ")), () => {}, signal)
      if (rest.wantsPerson) return rest
      open = isSure(rest) ? (rest.open ?? []) : others
      if (isSure(rest)) said.push({ ...rest, text: withoutEnd(rest.text, leftOpenIn(locale, open)) })
    }
  }
  // One passage may say both.
  const { text, citations } = inOne(said.filter(({ text }, at) => said.findIndex((each) => each.text === text) === at))
  const isTold = open.length > 0 && request.draftsFor === undefined
  return {
    text: isTold ? `${text}\n\n${leftOpenIn(locale, open)}` : text,
    citations,
    confidence: rest && isSure(rest) ? rest.confidence : 1,
    tried: rest?.tried ?? nothingTried(parts.join(" ")),
    ...(rest?.why ? { why: rest.why } : {}),
    ...(open.length > 0 ? { open } : {}),
  }
}

const withoutEnd = (text: string, end: string): string =>
  text.endsWith(end) ? text.slice(0, -end.length).trimEnd() : text

/** One after the other, the numbers of their sources going on. */
function inOne(answers: readonly Pick<Answer, "text" | "citations">[]): Pick<Answer, "text" | "citations"> {
  const citations: Citation[] = []
  const texts = answers.map((answer) => {
    const before = citations.length
    citations.push(...answer.citations)
    return answer.text.replace(/\[(\d+)\](?!\()/g, (mark, number: string) =>
      Number(number) <= answer.citations.length ? `[${Number(number) + before}]` : mark,
    )
  })
  return { text: texts.join("\n\n"), citations }
}

/** When there is a free time is in no content: the calendar knows. */
export function answerTimes(
  request: TurnRequest,
  answerAvailability: AnswerAvailability | undefined,
): Answer | undefined {
  const question = lastOf(request.history)?.text.trim() ?? ""
  const before = lastAskedOfDay(request)
  const found = question && answerAvailability?.(request.chatbotId, question, request.locale, request.timezone, before)
  if (!found) return undefined
  return { ...found, citations: [], confidence: found.wantsPerson ? 0 : 1, tried: nothingTried(question) }
}
