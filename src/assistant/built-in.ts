import { inSlices } from "../jobs/in-slices"
import { answerFrom } from "../knowledge/answer-from"
import { countWords } from "../knowledge/chunk"
import { readQuestions as readMeanings } from "../knowledge/encode-apart"
import type { Retrieval, Retrieve, RetrievedPassage } from "../knowledge/retrieve"
import { stem } from "../knowledge/stem"
import { whyOf } from "../knowledge/why-found"
import { wordsOf } from "../knowledge/words"
import { isNoneOfThem } from "../languages/choice"
import type { Answer, Answerer, Citation, TurnRequest } from "./answerer"
import { bestPassage, isSubject } from "./best-passage"
import { allowedLocale, createGuard, heeded, shortened } from "./guard"
import { asksAnything, asksForThings, namedIn, questionsIn } from "./questions-in"
import { type AnswerAvailability, answerTimes } from "./routine-answers"
import { answerSmallTalk, withoutGreeting } from "./small-talk"
import { isSamePlace, leastRelated, mostSuggested, suggestionsFrom } from "./suggestions"
import { toldByOperator } from "./told-by-operator"
import { otherWordingsOf, referenceIn, thingsIn } from "./what-is-asked"
import { lastOf, nothingTried, show } from "./whole-answer"
import { foundIn, leftOpenIn, toldIn, unseenText, unsureIn } from "./wording"
import { allWordingsOf, wordingsOf, wordingsOfPart } from "./wordings-of"

type Deps = {
  retrieve: Retrieve
  /** Waits, though not for long, until what changed in the content can be found. */
  prepare?: (chatbotId: string) => Promise<void>
  /** Waits, though not for long, until it is known what questions mean. */
  readQuestions?: (chatbotId: string, questions: readonly string[]) => Promise<void>
  answerAvailability?: AnswerAvailability
}

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
      const said = withoutAddress(withoutGreeting(lastOf(request.history)?.text.trim() ?? "", request.locale))
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

/** The words are the content's own, so that what is left to look at is what the owner forbade. */
function forbiddenIn({ limits }: TurnRequest, text: string) {
  const problem = createGuard({ limits, facts: [text], visitors: [] }).findEarly(text)
  return problem?.kind === "forbidden" ? problem : undefined
}

function within(request: TurnRequest, answer: Answer): Answer {
  const problem = forbiddenIn(request, answer.text)
  if (!problem) return { ...answer, text: shortened(answer.text, request.limits) }
  const heldBack = `${problem.kind}: ${problem.what}`
  return { ...answer, text: unsureIn(request.locale), citations: [], confidence: 0, heldBack }
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

  const heard = request.history.findLast(({ role }) => role !== "visitor")
  if (heard?.suggestions && isNoneOfThem(question))
    return { text: unsureIn(request.locale), citations: [], confidence: 0, tried: nothingTried(question) }

  const said = withoutAddress(withoutGreeting(question, request.locale))
  // The last answer once more would be none to “Order 4411”.
  const reference = referenceIn(said)
  if (reference && !retrieve(request.chatbotId, said, looked).passages.some(({ text }) => text.includes(reference)))
    return { text: unsureIn(request.locale), citations: [], confidence: 0, tried: nothingTried(question) }
  const whole = yield* search(retrieve, request, said, wordingsOf(request, said))
  const parts = partsOf(said, whole)
  if (parts.length > 1) {
    const several = yield* answerSeveral(retrieve, request, parts, whole)
    if (several) return several
  }
  if (!whole.found) {
    const suggestions = yield* suggest(retrieve, request, whole)
    const refused = { text: unsureIn(request.locale), citations: [], ...told(whole, [whole]) }
    return suggestions.length > 0 ? { ...refused, suggestions } : refused
  }
  const { also } = whole.found
  // What an operator is to send says one thing.
  const isBoth = also !== undefined && request.draftsFor === undefined
  const one = asksWho.test(said) ? withName(whole.found) : whole.found
  const { text, citations } = layOut(isBoth ? [withName(whole.found), withName(also)] : [one])
  return { text, citations, ...told(whole, [whole]) }
}

/** Its questions; of one that asks whether there are several things, and finds no answer to all of them, each thing. */
function partsOf(said: string, whole: Looked): string[] {
  const questions = questionsIn(said)
  if (questions.length > 1 || whole.found || !asksForThings(said)) return questions
  const named = namedIn(said)
  const isThing = (part: string, at: number) =>
    thingsIn(part).length > 0 && (at === 0 || wordsOf(part).length <= wordsOfThing)
  return named.length <= mostThings && named.every(isThing) ? named : questions
}
const mostThings = 4
const wordsOfThing = 4

/** What was found for one question; `found` is what is said of it, where that is sure enough. */
type Looked = {
  question: string
  retrieval: Retrieval
  confidence: number
  /** What was found best, sure enough or not. */
  best: RetrievedPassage | undefined
  found: Found | undefined
}
type Found = {
  markdown: string
  citation?: Citation
  passage?: RetrievedPassage
  /** Said before it. */
  note?: string
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

/** Of what was found the names that, asked as they stand, are surely answered by it: no suggestion leads nowhere. */
function* suggest(
  retrieve: Retrieve,
  request: TurnRequest,
  { question, best, retrieval, confidence }: Looked,
): Generator<undefined, string[]> {
  const suggested: string[] = []
  if (!best || confidence < leastRelated || request.draftsFor !== undefined || request.suggestsNothing) return suggested
  const candidates = suggestionsFrom([best, ...retrieval.passages.filter(({ id }) => id !== best.id)])
  for (const { text, passage } of candidates) {
    if (suggested.length === mostSuggested || wordsOf(text).join(" ") === wordsOf(question).join(" ")) continue
    const { found } = yield* search(retrieve, request, text, [text])
    if (!found?.passage || !isSamePlace(found.passage, passage)) continue
    if (!forbiddenIn(request, `${text}\n${found.markdown}`)) suggested.push(text)
  }
  return suggested
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
  const notes = new Set(found.flatMap(({ note }) => note ?? []))
  return { text: [...notes, ...texts].join("\n\n"), citations }
}

const emailAddress = /\S+@\S+\.\p{L}{2,}/u
const fewBeside = 5
/** “…, my mail is anna@mail.example”: how to reach somebody asks nothing, and no content speaks of it. */
function withoutAddress(message: string): string {
  const clauses = message.split(/(?<=[?!.;,])\s+|\n+/)
  const isReach = (clause: string) =>
    emailAddress.test(clause) && !clause.includes("?") && wordsOf(clause.replace(emailAddress, "")).length <= fewBeside
  return clauses.filter((clause) => !isReach(clause)).join(" ") || message
}

/** Under a person's name stands what they do, and not the name once more. */
const asksWho = /^(?:and |so )?(?:who(?:'s|s)?|wer|wem|wen|qui[eé]n(?:es)?|quem|chi|qui est|qui fait)(?!\p{L})/iu

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

function titleOf(title: string, headings: string): string {
  return headings ? `${title} › ${headings}` : title
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
    return { question, retrieval, confidence: said.confidence, best: best?.passage, found: { markdown } }
  }
  const looked = { question, retrieval, confidence, best: best?.passage }
  if (!best || confidence < request.threshold) return { ...looked, found: undefined }
  const { language } = retrieval
  // What an operator is to send they translate themselves.
  const note = language && request.draftsFor === undefined ? foundIn(request.locale, language) : undefined
  const found = { ...quoteFrom(read, retrieval, best.passage), ...(note ? { note } : {}) }
  const also = best.also && quoteFrom(read, retrieval, best.also)
  const isBoth = also && countWords(found.markdown) <= mostOfBoth && countWords(also.markdown) <= mostOfBoth
  return { ...looked, found: isBoth ? { ...found, also } : found }
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
