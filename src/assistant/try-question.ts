import type { Chatbot } from "../chatbots/chatbot"
import type { Conversation } from "../conversations/conversation-store"
import type { StoredEvent } from "../events/event"
import { type Answer, type Answerer, AnswererError } from "./answerer"
import type { Judge, Judgement } from "./take-turn"
import { unsureText } from "./wording"

type Deps = {
  answererFor: (chatbot: Chatbot) => Answerer
  judge: Judge
  /** For an answerer that names no passages of its own, and for their texts. */
  findPassage: (id: number) => { title: string; headings: string; text: string; url: string | undefined } | undefined
  now: () => number
}

export type Trial = {
  question: string
  /** `unsure`: it says that it does not know and offers a person. */
  outcome: "answers" | "unsure" | "calls_person"
  /** What the visitor would read; null where a person is called instead. */
  answer: { text: string; citations: { title: string; url: string; quote: string }[] } | null
  confidence: number | null
  threshold: number
  passages: { title: string; text: string; url: string; score: number }[]
  /** Why a person would be called or offered, in the words that an operator reads. */
  reason: string | null
  answerer: "built-in" | "anthropic"
  failure: string | null
}

export type TryQuestion = ReturnType<typeof createTryQuestion>

/** One question as a new visitor would ask it, through the same answerer and judgement, with nothing kept. */
export function createTryQuestion({ answererFor, judge, findPassage, now }: Deps) {
  return async function tryQuestion(chatbot: Chatbot, question: string, signal: AbortSignal): Promise<Trial> {
    const { threshold } = chatbot.escalation
    const answerer = answererFor(chatbot)
    const conversation = { episodeEventId: 0 } as Conversation
    const events = [asked(chatbot, question, now())]
    const common = { question, threshold, answerer: answerer.name }
    const nothing = { answer: null, confidence: null, passages: [], failure: null }

    const first = judge({ chatbot, conversation, events, answer: undefined })
    if (first.decision === "escalate") return { ...common, ...nothing, outcome: "calls_person", reason: wordsOf(first) }

    let answer: Answer
    try {
      answer = await answerer.answer(
        {
          chatbotId: chatbot.id,
          chatbotName: chatbot.name,
          persona: chatbot.persona,
          locale: chatbot.locale,
          history: [{ role: "visitor", name: "Visitor", text: question, at: now() }],
          page: undefined,
          threshold,
        },
        () => {},
        signal,
      )
    } catch (error) {
      if (!(error instanceof AnswererError)) throw error
      const failure = error.failure.replaceAll("_", " ")
      return { ...common, ...nothing, outcome: "calls_person", reason: "The AI could not answer", failure }
    }

    const second = judge({ chatbot, conversation, events, answer })
    const passages = answer.tried.sources.flatMap(({ passageId, title, url, score }) => {
      const found = findPassage(passageId)
      const heading = found?.headings ? `${title} › ${found.headings}` : title
      return found ? [{ title: heading, text: found.text, url, score }] : []
    })
    const { confidence, text, citations } = answer
    const reason = second.decision === "answer" ? null : wordsOf(second)
    const seen = { ...common, confidence, passages, reason, failure: null }
    if (second.decision === "escalate" || !text.trim()) return { ...seen, outcome: "calls_person", answer: null }
    if (confidence < threshold)
      return { ...seen, outcome: "unsure", answer: { text: unsureText(chatbot.locale), citations: [] } }
    return { ...seen, outcome: "answers", answer: { text, citations } }
  }
}

const wordsOf = ({ reason }: Judgement): string => reason?.text ?? "Needs a person"

const asked = (chatbot: Chatbot, text: string, at: number): StoredEvent =>
  ({
    id: 1,
    conversationId: "",
    chatbotId: chatbot.id,
    type: "message",
    actor: { kind: "visitor", id: "", name: "Visitor" },
    clientId: undefined,
    payload: { text },
    at,
  }) as unknown as StoredEvent
