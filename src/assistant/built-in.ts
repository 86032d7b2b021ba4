import { languageOf } from "../conversations/notices"
import { answerFrom, wantedBy } from "../knowledge/answer-from"
import { sentencesOf } from "../knowledge/chunk"
import { readQuestions as readMeanings } from "../knowledge/encode-apart"
import type { Retrieval, Retrieve } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { knowsWord, similarity, weightOfWord } from "../knowledge/vectors"
import { whyOf } from "../knowledge/why-found"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import type { AnswerHours } from "../queues/answer-hours"
import type { Answer, Answerer, TurnMessage, TurnRequest } from "./answerer"
import { allowedLocale, createGuard, isHeeded, shortened } from "./guard"
import { answerSmallTalk, unsureIn } from "./small-talk"
import { personsTopic } from "./topics"

type Deps = {
  retrieve: Retrieve
  /** Waits, though not for long, until what changed in the content can be found. */
  prepare?: (chatbotId: string) => Promise<void>
  /** Waits, though not for long, until it is known what questions mean. */
  readQuestions?: (chatbotId: string, questions: readonly string[]) => Promise<void>
  /** Answers routine questions for a free time, where there are times to book. */
  answerAvailability?: (
    chatbotId: string,
    question: string,
    locale: string,
    timeZone: string | undefined,
  ) => Pick<Answer, "text" | "slots" | "wantsPerson"> | undefined
}

const wordsAtOnce = 4

/** Answers with the sentences of the chatbot's content that answer, and never with others. Needs no model and no key. */
export function createBuiltInAnswerer(deps: Deps): Answerer {
  const { retrieve, prepare, answerAvailability, readQuestions = (_, questions) => readMeanings(questions) } = deps
  return {
    name: "built-in",
    async answer(given, onText, signal) {
      await prepare?.(given.chatbotId)
      const request = { ...given, locale: allowedLocale(given.limits, given.locale) }
      await readQuestions(request.chatbotId, wordingsOf(request, lastOf(request.history)?.text.trim() ?? ""))
      signal.throwIfAborted()
      const answer = answerTimes(request, answerAvailability) ?? within(request, findAnswer(heeding(retrieve), request))
      // What is not sure enough to be sent is not shown on the way either.
      if (answer.confidence >= request.threshold) await show(answer.text, onText, signal)
      signal.throwIfAborted()
      return answer
    },
  }
}

/** What gives orders to an AI is not quoted; where it was found first, nothing else was found surely. */
function heeding(retrieve: Retrieve): Retrieve {
  return (...asked) => {
    const found = retrieve(...asked)
    const passages = found.passages.filter(isHeeded)
    if (passages.length === found.passages.length) return found
    return { ...found, passages, confidence: passages[0] === found.passages[0] ? found.confidence : 0 }
  }
}

/** Its words are the content's own, so that what is left to look at is what the owner forbade, and the length. */
function within(request: TurnRequest, answer: Answer): Answer {
  const problem = createGuard({ limits: request.limits, facts: [answer.text], visitors: [] }).findEarly(answer.text)
  if (!problem) return { ...answer, text: shortened(answer.text, request.limits) }
  const heldBack = `${problem.kind}: ${problem.what}`
  return { ...answer, text: unsureIn(request.locale), citations: [], confidence: 0, heldBack }
}

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
export function withTimes(answerer: Answerer, answerAvailability: Deps["answerAvailability"]): Answerer {
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
      const found = question
        ? answerHours(request.chatbotId, question, allowedLocale(request.limits, request.locale), request.timezone)
        : undefined
      if (!found) return answerer.answer(request, onText, signal)
      const isMoment = found.asked.about === "now" || (found.asked.about === "day" && found.asked.isMoment)
      if (!isMoment) {
        const answer = await answerer.answer(request, onText, signal)
        if (answer.wantsPerson || answer.confidence >= request.threshold) return answer
      }
      await show(found.text, onText, signal)
      return { text: found.text, citations: [], confidence: 1, tried: nothingTried(question) }
    },
  }
}

/** When there is a free time is in no content: the calendar knows. */
function answerTimes(request: TurnRequest, answerAvailability: Deps["answerAvailability"]): Answer | undefined {
  const question = lastOf(request.history)?.text.trim() ?? ""
  const found = question && answerAvailability?.(request.chatbotId, question, request.locale, request.timezone)
  if (!found) return undefined
  return { ...found, citations: [], confidence: found.wantsPerson ? 0 : 1, tried: nothingTried(question) }
}

function findAnswer(retrieve: Retrieve, request: TurnRequest): Answer {
  const question = lastOf(request.history)?.text.trim() ?? ""
  const chat = answerSmallTalk(question, request.locale)
  // “???” asks nothing: what was asked before is not answered once more.
  if (chat || wordsOf(question).length === 0)
    return {
      text: chat ?? unsureIn(request.locale),
      citations: [],
      confidence: chat ? 1 : 0,
      tried: nothingTried(question),
    }

  const { asked, retrieval } = search(retrieve, request, question)
  const sources = retrieval.passages.map(({ id, title, url, score }) => ({
    passageId: id,
    title,
    url: url ?? "",
    score: Math.round(score * 1000) / 1000,
  }))
  const tried = { query: retrieval.query, sources }
  const why = whyOf(retrieval.passages)

  const told = toldByOperator(request.history, question)
  if (told && told.confidence > retrieval.confidence)
    return {
      text: told.name === request.draftsFor ? told.text : quoteOf(told, request.locale),
      citations: [],
      confidence: told.confidence,
      tried,
      why,
    }

  const best = bestFor(retrieval.asked ?? asked, retrieval.passages)
  if (!best || retrieval.confidence < request.threshold)
    return { text: unsureIn(request.locale), citations: [], confidence: retrieval.confidence, tried, why }
  const { markdown, quote } = answerFrom(asUnderstood(retrieval.asked ?? asked, retrieval), best.text, retrieval.rarity)
  // After a list or a table the mark needs a line of its own, or it becomes part of the last of several items or rows.
  const isSeveral = markdown.includes("\n") || !/^[-*+•] /.test(markdown)
  const isList = /(?:^|\n)\s*(?:[-*+•|]|\d+[.)]|```)[^\n]*$/.test(markdown)
  const text = isList && isSeveral ? `${markdown}\n\n[1]` : `${markdown} [1]`
  const citation = { title: titleOf(best.title, best.headings), url: best.url ?? "", quote }
  return { text, citations: [citation], confidence: retrieval.confidence, tried, why }
}

const asksPrice = /\bhow much\b|\bcosts?\b|\bpric|\bkost|\bprei|\bcu[aá]nto|\bcombien|\bquanto/i
const pricingRoots = /^(?:cost|kost|pric|prei|much|cuant|combien|quant|cust|coute)/

/**
 * Of passages that were found nearly as well, the one that says in its heading what is asked, or that has what such a
 * question asks for: “opening hours” are not told from a page that mentions them, nor a price where none stands.
 */
function bestFor(question: string, passages: Retrieval["passages"]): Retrieval["passages"][number] | undefined {
  const first = passages[0]
  if (!first) return undefined
  const asked = new Set(wordsOf(question).flatMap((word) => (isFunctionWord(word) ? [] : [stem(word)])))
  const wanted = wantedBy(question)
  // “Was kostet ein Dinkelbrot?” asks for the loaf: what anything else costs is no answer to it.
  const things = asksPrice.test(question) ? [...asked].filter((root) => !pricingRoots.test(root)) : []
  const isAll = (roots: readonly string[], said: string) => {
    const own = new Set(wordsOf(said).map(stem))
    return roots.length > 0 && roots.every((root) => own.has(root))
  }
  const worth = ({ score, title, headings, text }: typeof first) => {
    const isNamed = isAll([...asked], headings.split(" › ").at(-1) || title) || isAll(things, `${title} ${headings}`)
    const isWanted = wanted?.test(text) ?? false
    const hasThings = isWanted && isAll(things, `${title} ${headings} ${text}`)
    return score * (1 + (isNamed ? 0.25 : 0) + (isWanted ? 0.1 : 0) + (hasThings ? 0.4 : 0))
  }
  const near = passages.filter(({ score }) => score >= 0.75 * first.score)
  return near.reduce((best, each) => (worth(each) > worth(best) ? each : best), first)
}

/** With the spelling that found the passage: “germny” stands in no sentence of it. */
function asUnderstood(asked: string, { query }: Retrieval): string {
  const typed = wordsOf(asked)
  const read = query.split(" ").slice(0, typed.length)
  return read.length < typed.length || read.join(" ") === typed.join(" ") ? asked : read.join(" ")
}

function lastOf(history: readonly TurnMessage[]): TurnMessage | undefined {
  return history.findLast(({ role }) => role === "visitor")
}

function titleOf(title: string, headings: string): string {
  return headings ? `${title} › ${headings}` : title
}

function nothingTried(query: string): Answer["tried"] {
  return { query, sources: [] }
}

/** “And to Spain?” is asked again together with what it follows on, and the better found of the two counts. */
function search(retrieve: Retrieve, request: TurnRequest, question: string): { asked: string; retrieval: Retrieval } {
  const found = wordingsOf(request, question).map((asked) => ({ asked, retrieval: retrieve(request.chatbotId, asked) }))
  return found.reduce((best, each) => (each.retrieval.confidence > best.retrieval.confidence ? each : best))
}

function wordingsOf(request: TurnRequest, question: string): string[] {
  if (!leansOnTheLast(question)) return [question]
  const questions = request.history.filter(
    ({ role, text }) => role === "visitor" && !answerSmallTalk(text, request.locale),
  )
  return [
    question,
    ...questions
      .slice(0, -1)
      .slice(-2)
      .map((earlier) => `${earlier.text} ${question}`),
  ]
}

function leansOnTheLast(question: string): boolean {
  const words = wordsOf(question)
  const informative = words.filter((word) => !isFunctionWord(word))
  // Letters without sense ask nothing, so they do not ask the last thing again either.
  if (informative.length > 0 && !informative.some(knowsWord)) return false
  if (informative.length <= 1 || words.length <= 3) return true
  if (informative.length > 5) return false
  return /^(?:and|also|what about|how about|what if|or|then|but|so|y|e|und|et|ou|oder|aber|mais|pero|mas)\b|\b(?:it|that|those|these|them|one|ones|same|there)\b/i.test(
    question,
  )
}

type Told = { name: string; text: string; confidence: number }

/** What an operator said in this conversation is a fact that may be repeated, with the name of who said it. */
function toldByOperator(history: readonly TurnMessage[], question: string): Told | undefined {
  const asked = new Map<string, number>()
  for (const word of wordsOf(question)) if (!isFunctionWord(word)) asked.set(stem(word), weightOfWord(word))
  let total = 0
  for (const weight of asked.values()) total += weight
  if (total === 0) return undefined
  let best: Told | undefined
  for (const { role, name, text } of history) {
    if (role !== "operator") continue
    for (const sentence of sentencesOf(text)) {
      let covered = 0
      for (const root of new Set(wordsOf(sentence).map(stem))) covered += asked.get(root) ?? 0
      const likeness = 0.7 * (covered / total) + 0.3 * Math.max(0, similarity(question, sentence))
      if (likeness < 0.45) continue
      const confidence = Math.min(0.95, 0.5 + 0.5 * likeness)
      // Of two statements the later one holds.
      if (!best || confidence >= best.confidence - 0.1) best = { name, text: sentence, confidence }
    }
  }
  return best
}

function quoteOf({ name, text }: Told, locale: string): string {
  switch (languageOf(locale)) {
    case "es":
      return `${name} dijo: «${text}»`
    case "de":
      return `${name} hat gesagt: „${text}“`
    case "fr":
      return `${name} a dit : « ${text} »`
    case "pt":
      return `${name} disse: “${text}”`
    case "it":
      return `${name} ha detto: «${text}»`
    case "nl":
      return `${name} zei: “${text}”`
    case "en":
      return `${name} said: “${text}”`
  }
}

async function show(text: string, onText: (piece: string) => void, signal: AbortSignal): Promise<void> {
  const words = text.match(/\s*\S+/g) ?? []
  for (let i = 0; i < words.length; i += wordsAtOnce) {
    signal.throwIfAborted()
    onText(words.slice(i, i + wordsAtOnce).join(""))
    // Others are served between two pieces, and a takeover can come in.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
