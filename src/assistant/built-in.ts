import { inSlices } from "../jobs/in-slices"
import { answerFrom } from "../knowledge/answer-from"
import { countWords, sentencesOf } from "../knowledge/chunk"
import { isDay } from "../knowledge/days"
import { readQuestions as readMeanings } from "../knowledge/encode-apart"
import type { Retrieval, Retrieve, RetrievedPassage } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { knowsWord, similarity, weightOfWord } from "../knowledge/vectors"
import { whyOf } from "../knowledge/why-found"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import type { AnswerHours } from "../queues/answer-hours"
import type { Answer, Answerer, Citation, TurnMessage, TurnRequest } from "./answerer"
import { bestPassage, isSubject } from "./best-passage"
import { allowedLocale, createGuard, heeded, shortened } from "./guard"
import { asksAnything, asksForItself, namedIn, pointsBack, questionsIn } from "./questions-in"
import { answerSmallTalk, withoutGreeting } from "./small-talk"
import { personsTopic } from "./topics"
import { otherWordingsOf, thingsIn, withoutOthers } from "./what-is-asked"
import { leftOpenIn, toldIn, unseenText, unsureIn } from "./wording"

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
/** Passages that are looked at; fewer are told of. */
const looked = 15
const toldOf = 6
/** What is found as surely as this is not looked for in other words. */
const sureEnough = 0.7
/** Of a question in several wordings each is looked for by itself, and others are served in between. */
const sliceMs = 2

/** Answers with the sentences of the chatbot's content that answer, and never with others. Needs no model and no key. */
export function createBuiltInAnswerer(deps: Deps): Answerer {
  const { retrieve, prepare, answerAvailability, readQuestions = (_, questions) => readMeanings(questions) } = deps
  return {
    name: "built-in",
    async answer(given, onText, signal) {
      await prepare?.(given.chatbotId)
      const request = { ...given, locale: allowedLocale(given.limits, given.locale) }
      const said = withoutGreeting(lastOf(request.history)?.text.trim() ?? "", request.locale)
      await readQuestions(request.chatbotId, allWordingsOf(request, said))
      signal.throwIfAborted()
      const answer =
        answerTimes(request, answerAvailability) ??
        within(
          request,
          await inSlices(
            findAnswer((...asked) => heeded(retrieve(...asked)), request),
            sliceMs,
          ),
        )
      signal.throwIfAborted()
      // What is not sure enough to be sent is not shown on the way either.
      if (answer.confidence >= request.threshold) await show(answer.text, onText, signal)
      signal.throwIfAborted()
      return answer
    },
  }
}

/** Its words are the content's own, so that what is left to look at is what the owner forbade, and the length. */
function within(request: TurnRequest, answer: Answer): Answer {
  const problem = createGuard({ limits: request.limits, facts: [answer.text], visitors: [] }).findEarly(answer.text)
  if (problem?.kind !== "forbidden") return { ...answer, text: shortened(answer.text, request.limits) }
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
function answerTimes(request: TurnRequest, answerAvailability: Deps["answerAvailability"]): Answer | undefined {
  const question = lastOf(request.history)?.text.trim() ?? ""
  const found = question && answerAvailability?.(request.chatbotId, question, request.locale, request.timezone)
  if (!found) return undefined
  return { ...found, citations: [], confidence: found.wantsPerson ? 0 : 1, tried: nothingTried(question) }
}

function* findAnswer(retrieve: Retrieve, request: TurnRequest): Generator<undefined, Answer> {
  const last = lastOf(request.history)
  const question = last?.text.trim() ?? ""
  // “This is the invoice” asks nothing: what it is about stands in the file.
  if (last?.files && !asksAnything(question) && request.draftsFor === undefined)
    return { text: unseenText(request.locale), citations: [], confidence: 1, tried: nothingTried(question), asks: true }
  const chat = answerSmallTalk(question, request.locale)
  // “???” asks nothing: what was asked before is not answered once more.
  if (chat || wordsOf(question).length === 0)
    return {
      text: chat ?? unsureIn(request.locale),
      citations: [],
      confidence: chat ? 1 : 0,
      tried: nothingTried(question),
    }

  const said = withoutGreeting(question, request.locale)
  const whole = yield* search(retrieve, request, said, wordingsOf(request, said))
  const parts = questionsIn(said)
  if (parts.length > 1) {
    const several = yield* answerSeveral(retrieve, request, parts, whole)
    if (several) return several
  }
  if (!whole.found) return { text: unsureIn(request.locale), citations: [], ...told(whole, [whole]) }
  const { also } = whole.found
  // What an operator is to send says one thing.
  const isBoth = also !== undefined && request.draftsFor === undefined
  const { text, citations } = layOut(isBoth ? [withName(whole.found), withName(also)] : [whole.found])
  return { text, citations, ...told(whole, [whole]) }
}

/** What was found for one question; `found` is what is said of it, where that is sure enough. */
type Looked = { question: string; retrieval: Retrieval; confidence: number; found: Found | undefined }
type Found = {
  markdown: string
  citation?: Citation
  passage?: RetrievedPassage
  /** Of another passage, where it is hard to say which of the two answers. */
  also?: Found
}

/** What was looked for and found, of several questions in turn; what is quoted is always among it. */
function told({ retrieval, confidence }: Looked, all: readonly Looked[]): Pick<Answer, "confidence" | "tried" | "why"> {
  const most = Math.ceil(toldOf / all.length)
  const passages = new Map<number, RetrievedPassage>()
  for (const { retrieval: each, found } of all) {
    const first = each.passages.slice(0, most)
    const isAmong = !found?.passage || first.some(({ id }) => id === found.passage!.id)
    for (const passage of isAmong ? first : [...first.slice(0, -1), found.passage!]) passages.set(passage.id, passage)
  }
  const sources = Array.from(passages.values(), ({ id, title, url, score }) => ({
    passageId: id,
    title,
    url: url ?? "",
    score: Math.round(score * 1000) / 1000,
  }))
  return { confidence, tried: { query: retrieval.query, sources }, why: whyOf([...passages.values()]) }
}

/**
 * Each question of a message by itself, where more than one finds its answer; where only some do, with what is left
 * open. Undefined where the message is better answered as a whole.
 */
function* answerSeveral(
  retrieve: Retrieve,
  request: TurnRequest,
  questions: readonly string[],
  whole: Looked,
): Generator<undefined, Answer | undefined> {
  const all: Looked[] = []
  for (const [at, question] of questions.entries())
    all.push(yield* search(retrieve, request, question, wordingsOfPart(request, questions, at)))
  const sure = all.filter(({ found }) => found)
  const [first] = sure
  if (!first) return undefined
  const said: Found[] = []
  for (const { found } of sure) {
    const isSaid = said.some(({ markdown }) => markdown.includes(found!.markdown))
    if (!isSaid) said.push(found!)
  }
  const open = all.filter(({ found }) => !found).map(({ question }) => question)
  // What was found for all of it, and for none of them alone, may hold what was not found for a part.
  const isElsewhere = !sure.some(({ found }) => isSameSource(found!, whole.found))
  if (open.length > 0 && whole.found && isElsewhere && whole.confidence >= first.confidence) return undefined
  const { text, citations } = layOut(said)
  const isDraft = request.draftsFor !== undefined
  return {
    ...told(whole, all),
    text: open.length > 0 && !isDraft ? `${text}\n\n${leftOpenIn(request.locale, open)}` : text,
    citations,
    confidence: Math.min(...sure.map(({ confidence }) => confidence)),
    ...(open.length > 0 ? { open } : {}),
  }
}

const isSameSource = (one: Found, other: Found | undefined): boolean =>
  one.citation?.title === other?.citation?.title && one.citation?.url === other?.citation?.url

/** One after the other, each with the number of its source. */
function layOut(found: readonly Found[]): { text: string; citations: Citation[] } {
  const citations: Citation[] = []
  const texts = found.map(({ markdown, citation }) => {
    if (!citation) return markdown
    const known = citations.findIndex(({ title, url }) => title === citation.title && url === citation.url)
    if (known >= 0) citations[known]!.quote += ` ${citation.quote}`
    else citations.push({ ...citation })
    const mark = `[${known >= 0 ? known + 1 : citations.length}]`
    const isSeveral = markdown.includes("\n") || !/^[-*+•] /.test(markdown)
    const isList = /(?:^|\n)\s*(?:[-*+•|]|\d+[.)]|```)[^\n]*$/.test(markdown)
    if (!isList || !isSeveral) return `${markdown} ${mark}`
    // A mark would become part of the last of several items or rows. Alone in a line it says no more than the source
    // that is named under the answer, unless there are several to tell apart.
    return found.length > 1 ? `${markdown}\n\n${mark}` : markdown
  })
  return { text: texts.join("\n\n"), citations }
}

/** What two passages are about says which of them is meant; “Yes, by noon” alone says nothing. */
function withName(found: Found): Found {
  const { title = "", headings = "", questions = [] } = found.passage ?? {}
  const name = questions[0] ?? (headings.split(" › ").at(-1) || title)
  return !name || found.markdown.startsWith("**") ? found : { ...found, markdown: `**${name}**\n\n${found.markdown}` }
}

/** With the spelling that found the passage: “germny” stands in no sentence of it. */
function asUnderstood(asked: string, { query }: Retrieval): string {
  const typed = wordsOf(asked)
  const read = query.split(" ").slice(0, typed.length)
  return read.length < typed.length || read.join(" ") === typed.join(" ") ? asked : read.join(" ")
}

function lastOf(history: readonly TurnMessage[]): TurnMessage | undefined {
  const last = history.findLast(({ role }) => role === "visitor")
  if (!last?.files || last.text.trim()) return last
  // A file without words belongs to the words just before it.
  const answeredAt = history.findLastIndex(({ role }) => role === "ai" || role === "operator")
  const said = ({ role, text }: TurnMessage, at: number) => at > answeredAt && role === "visitor" && text.trim() !== ""
  return history.findLast(said) ?? last
}

function titleOf(title: string, headings: string): string {
  return headings ? `${title} › ${headings}` : title
}

function nothingTried(query: string): Answer["tried"] {
  return { query, sources: [] }
}

/** Of several wordings the one that is found best counts, and what an operator said of it goes before less sure content. */
function* search(
  retrieve: Retrieve,
  request: TurnRequest,
  question: string,
  wordings: readonly string[],
): Generator<undefined, Looked> {
  const all: Judged[] = []
  for (const asked of wordings)
    for (const each of searchesFor(retrieve, request.chatbotId, asked)) {
      all.push(each)
      yield
    }
  const { read, best, retrieval } = all.reduce((best, each) => (sureOf(each) > sureOf(best) ? each : best))
  const confidence = best?.confidence ?? 0
  const said = toldByOperator(request.history, question)
  if (said && said.confidence > confidence) {
    const markdown = said.name === request.draftsFor ? said.text : toldIn(request.locale, said.name, said.text)
    return { question, retrieval, confidence: said.confidence, found: { markdown } }
  }
  if (!best || confidence < request.threshold) return { question, retrieval, confidence, found: undefined }
  const found = quoteFrom(read, retrieval, best.passage)
  const also = best.also && quoteFrom(read, retrieval, best.also)
  const isBoth = also && countWords(found.markdown) <= mostOfBoth && countWords(also.markdown) <= mostOfBoth
  return { question, retrieval, confidence, found: isBoth ? { ...found, also } : found }
}

/** Of two passages that may answer each is short. */
const mostOfBoth = 60

function quoteFrom(read: string, { rarity }: Retrieval, passage: RetrievedPassage): Found {
  const title = titleOf(passage.title, passage.headings)
  const { markdown, quote } = answerFrom(read, passage.text, rarity, isSubject(read, passage), title)
  const citation = { title, url: passage.url ?? "", quote }
  return { markdown: withStatement(read, passage.headings, markdown), citation, passage }
}

/** A heading in so many words says something by itself. */
const wordsOfStatement = 4

/** “Your first class is free”: where the heading is the answer, what stands under it is none without it. */
function withStatement(question: string, headings: string, markdown: string): string {
  const heading = headings.split(" › ").at(-1) ?? ""
  const words = wordsOf(heading)
  if (words.length < wordsOfStatement || heading.endsWith("?")) return markdown
  const said = new Set([...wordsOf(markdown)].map(stem))
  const called = new Set(words.map(stem))
  const isNeeded = thingsIn(question).some((thing) => called.has(stem(thing)) && !said.has(stem(thing)))
  return isNeeded ? `**${heading}**\n\n${markdown}` : markdown
}

type Judged = { read: string; retrieval: Retrieval; best: ReturnType<typeof bestPassage> }
const sureOf = ({ best }: Judged): number => best?.confidence ?? 0

function judged(retrieval: Retrieval, asked: string): Judged {
  const read = asUnderstood(retrieval.asked ?? asked, retrieval)
  return { read, retrieval, best: bestPassage(read, retrieval) }
}

/** The question as it is, and in the words of pages that answer it without a word of it. */
function* searchesFor(retrieve: Retrieve, chatbotId: string, asked: string): Generator<Judged> {
  const plain = judged(retrieve(chatbotId, asked, looked), asked)
  yield plain
  if (sureOf(plain) >= sureEnough) return
  const found = plain.retrieval.passages.map(({ title, headings, text }) => `${title} ${headings} ${text}`)
  for (const wording of otherWordingsOf(plain.read, found)) {
    const retrieval = retrieve(chatbotId, wording, looked)
    yield { read: plain.read, retrieval, best: bestPassage(plain.read, retrieval) }
  }
}

/** A further question that names nothing, or points back, is about what the one before it was about. */
function wordingsOfPart(request: TurnRequest, questions: readonly string[], at: number): string[] {
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

const allWordingsOf = (request: TurnRequest, question: string): string[] => {
  const parts = questionsIn(question)
  const ofParts = parts.length > 1 ? parts.flatMap((_, at) => wordingsOfPart(request, parts, at)) : []
  return [...new Set([...wordingsOf(request, question), ...ofParts])]
}

/** “And to Spain?” is asked again together with what it follows on; what names nothing is asked only so. */
function wordingsOf(request: TurnRequest, question: string): string[] {
  if (!leansOnTheLast(question)) return [question]
  const earlier = request.history
    .filter(({ role, text }) => role === "visitor" && !answerSmallTalk(text, request.locale))
    .slice(0, -1)
    .slice(-2)
    .map(({ text }) => {
      const about = asksForItself(question) ? thingsIn(text).join(" ") : withoutOthers(text, question)
      return `${about} ${question}`.trim()
    })
  return earlier.length > 0 && thingsIn(question).length === 0 ? earlier : [question, ...earlier]
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

async function show(text: string, onText: (piece: string) => void, signal: AbortSignal): Promise<void> {
  const words = text.match(/\s*\S+/g) ?? []
  for (let i = 0; i < words.length; i += wordsAtOnce) {
    signal.throwIfAborted()
    onText(words.slice(i, i + wordsAtOnce).join(""))
    // Others are served between two pieces, and a takeover can come in.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
