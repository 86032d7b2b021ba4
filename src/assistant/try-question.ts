import type { Chatbot } from "../chatbots/chatbot"
import type { Conversation } from "../conversations/conversation-store"
import { localeAfter } from "../conversations/locale"
import type { Signal } from "../conversations/moves"
import type { Judge, Judgement } from "../escalation/judgement"
import type { StoredEvent } from "../events/event"
import { sharedWords, type WhyFound } from "../knowledge/why-found"
import { type Answer, type Answerer, AnswererError, type TurnMessage } from "./answerer"
import { withChoices } from "./turn-history"
import { unsureText } from "./wording"

type Deps = {
  answererFor: (chatbot: Chatbot) => Answerer
  judge: Judge
  /** For an answerer that names no passages of its own, and for their texts. */
  findPassage: (id: number) => { title: string; headings: string; text: string; url: string | undefined } | undefined
  now: () => number
}

/** What was asked before in the same trial, and what was said to it. */
export type TrialTurn = {
  question: string
  answer: string
  confidence: number
  source: string
  isUnsure: boolean
  suggestions: string[]
}

export type TrialOptions = {
  /** Earlier turns, oldest first. */
  earlier?: readonly TrialTurn[]
  /** In place of the chatbot's own, as where content is tried that is not stored. */
  answerer?: Answerer
  findPassage?: Deps["findPassage"]
  /** Only the answer counts, as where many questions are asked again. */
  suggestsNothing?: boolean
}

export type Trial = {
  question: string
  /** `unsure`: it says that it does not know and offers a person. */
  outcome: "answers" | "unsure" | "calls_person"
  /** What the visitor would read; null where a person is called instead. */
  answer: {
    text: string
    citations: { title: string; url: string; quote: string }[]
    /** What may have been meant, as buttons under it. */
    suggestions?: readonly string[]
  } | null
  confidence: number | null
  threshold: number
  /** `why`: what the score is made of; null where it was not found but named to be always considered. */
  passages: { id: number; title: string; text: string; url: string; score: number; why: TrialWhy | null }[]
  /** What was noticed in the visitor's words. */
  signals: Signal[]
  /** Why a person would be called or offered, in the words that an operator reads. */
  reason: string | null
  answerer: "built-in" | "anthropic"
  failure: string | null
}

/** Why a passage was found; the words of the question that stand in it, and in what it is called. */
type TrialWhy = WhyFound & { words: string[]; titleWords: string[] }

export type TryQuestion = ReturnType<typeof createTryQuestion>

/** A question as a visitor would ask it, through the same answerer and judgement, with nothing kept. */
export function createTryQuestion({ answererFor, judge, findPassage, now }: Deps) {
  return async function tryQuestion(
    chatbot: Chatbot,
    question: string,
    signal: AbortSignal,
    { earlier = [], ...given }: TrialOptions = {},
  ): Promise<Trial> {
    const { threshold } = chatbot.escalation
    const answerer = given.answerer ?? answererFor(chatbot)
    const { languages } = chatbot.limits
    const said = [...earlier.map((turn) => turn.question), question]
    const locale = said.reduce((spoken, text) => localeAfter(text, spoken, languages), chatbot.locale)
    const conversation = { episodeEventId: 0, locale } as Conversation
    const events = eventsOf(chatbot, earlier, question, now())
    const common = { question, threshold, answerer: answerer.name }
    const nothing = { answer: null, confidence: null, passages: [], failure: null }

    const first = judge({ chatbot, conversation, events, answer: undefined })
    if (first.decision === "escalate")
      return { ...common, ...nothing, signals: first.signals, outcome: "calls_person", reason: wordsOf(first) }
    if (first.answer) {
      const answer = { text: first.answer, citations: [] }
      return { ...common, ...nothing, signals: first.signals, outcome: "answers", answer, reason: "A rule answers" }
    }

    let answer: Answer
    try {
      answer = await answerer.answer(
        {
          chatbotId: chatbot.id,
          chatbotName: chatbot.name,
          persona: chatbot.persona,
          limits: chatbot.limits,
          locale,
          history: historyOf(chatbot, earlier, question, now()),
          page: undefined,
          threshold,
          suggestsNothing: given.suggestsNothing,
        },
        () => {},
        signal,
      )
    } catch (error) {
      if (!(error instanceof AnswererError)) throw error
      const failure = error.failure.replaceAll("_", " ")
      const { signals } = first
      return { ...common, ...nothing, signals, outcome: "calls_person", reason: "The AI could not answer", failure }
    }

    const second = judge({ chatbot, conversation, events, answer })
    const passages = answer.tried.sources.flatMap(({ passageId, title, url, score }) => {
      const found = (given.findPassage ?? findPassage)(passageId)
      const heading = found?.headings ? `${title} › ${found.headings}` : title
      if (!found) return []
      const known = answer.why?.get(passageId)
      const why = known && {
        ...known,
        words: sharedWords(answer.tried.query, found.text),
        titleWords: sharedWords(answer.tried.query, heading),
      }
      return [{ id: passageId, title: heading, text: found.text, url, score, why: why ?? null }]
    })
    const { confidence, text, citations, suggestions = [] } = answer
    const reason = second.decision === "answer" ? null : wordsOf(second)
    const seen = { ...common, confidence, passages, signals: second.signals, reason, failure: null }
    if (second.decision === "escalate" || !text.trim()) return { ...seen, outcome: "calls_person", answer: null }
    if (confidence < threshold)
      return {
        ...seen,
        outcome: "unsure",
        answer: { text: unsureText(locale, suggestions), citations: [], suggestions },
      }
    return { ...seen, outcome: "answers", answer: { text, citations } }
  }
}

const wordsOf = ({ reason }: Judgement): string => reason?.text ?? "Needs a person"

function historyOf(chatbot: Chatbot, earlier: readonly TrialTurn[], question: string, at: number): TurnMessage[] {
  return withChoices([
    ...earlier.flatMap((turn): TurnMessage[] => [
      { role: "visitor", name: "Visitor", text: turn.question, at },
      { role: "ai", name: chatbot.name, text: turn.answer, suggestions: turn.suggestions, at },
    ]),
    { role: "visitor", name: "Visitor", text: question, at },
  ])
}

/** The log as it would be, for the judgement. */
function eventsOf(chatbot: Chatbot, earlier: readonly TrialTurn[], question: string, at: number): StoredEvent[] {
  const events: StoredEvent[] = []
  const add = (type: string, kind: "visitor" | "ai", payload: unknown) => {
    const actor = { kind, id: "", name: kind === "ai" ? chatbot.name : "Visitor" }
    const head = { id: events.length + 1, conversationId: "", chatbotId: chatbot.id, clientId: null, actor, at }
    // Type and payload belong together at each call below, which is more than one signature can say.
    events.push({ ...head, type, payload } as unknown as StoredEvent)
  }
  for (const { question: asked, answer, confidence, source, isUnsure, suggestions } of earlier) {
    add("message", "visitor", { text: asked })
    const upTo = events.length
    const sources = source ? [{ passageId: 0, title: source, url: "", score: 0 }] : []
    add("tried", "ai", { query: asked, sources, confidence, answerer: "", outcome: "replied", upTo })
    add("message", "ai", { text: answer, confidence, ...(isUnsure ? { offer: true, suggestions } : {}) })
  }
  add("message", "visitor", { text: question })
  return events
}
