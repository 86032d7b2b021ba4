import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import { detectHumanRequest } from "../escalation/human-request"
import { isMessage, type MessageEvent, type StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { createAnswerRequest } from "./answer-request"
import { type Answer, AnswererError } from "./answerer"
import { asksAnything } from "./questions-in"
import { answerSmallTalk } from "./small-talk"
import type { TurnDeps } from "./take-turn"
import { historyOf } from "./turn-history"

type Deps = {
  conversations: Pick<ConversationStore, "getForOperator">
  events: Pick<EventStore, "list">
  chatbots: Pick<ChatbotStore, "get">
  visitors: Pick<VisitorStore, "listTrail" | "find">
  answererFor: TurnDeps["answererFor"]
}

type ReplyDraft = {
  /** Markdown, to be read before it is sent; null where nothing can be said surely. */
  text: string | null
  sources: { title: string; url: string; quote: string }[]
  /** 0 to 1. */
  confidence: number
  /** Why there is no text. */
  reason: string | null
  /** What the visitor also asked and the text does not answer, in their words. */
  open: string[]
  /** The visitor's newest message, which it was drafted for. */
  eventId: number
}

export type DraftReply = ReturnType<typeof createDraftReply>

const questionsAtOnce = 4

/**
 * What the assistant would say, for the operator who answers. It reads and thinks, and writes nothing: no turn, no event,
 * no word to the visitor. Like a turn it is dropped if the conversation moved while it was thought of.
 */
export function createDraftReply({ conversations, events, chatbots, visitors, answererFor }: Deps) {
  /** An operator waits for one at a time: of two the earlier is given up, and costs no more. */
  const asked = new Map<string, AbortController>()
  const requestOf = createAnswerRequest({ visitors })

  return async function draftReply(id: string, person: Person, left: AbortSignal): Promise<ReplyDraft> {
    const conversation = conversations.getForOperator(id, person.id)
    const stored = events.list(id)
    const chatbot = chatbots.get(conversation.chatbotId)
    const answerer = answererFor(chatbot)
    const newest = answerable(conversation.lifecycle, stored, person, answerer.name !== "built-in")
    const { threshold } = chatbot.escalation

    asked.get(person.id)?.abort()
    const own = new AbortController()
    asked.set(person.id, own)
    const signal = AbortSignal.any([own.signal, left])

    // No `times`: a model that drafts must not book.
    const answer = (upTo: number): Promise<Answer> =>
      answerer.answer(
        {
          ...requestOf(
            conversation,
            chatbot,
            historyOf(stored.filter((event) => event.id <= upTo || !isVisitors(event))),
          ),
          draftsFor: person.name,
        },
        () => {},
        signal,
      )

    const answers: Answer[] = []
    // A model reads all that was written; the built-in answerer looks one message up at a time.
    const isBuiltIn = answerer.name === "built-in"
    const written = isBuiltIn ? openMessages(stored, threshold, conversation.locale) : [newest]
    const questions = written.slice(-questionsAtOnce)
    try {
      for (const question of questions) answers.push(await answer(question.id))
    } catch (error) {
      if (signal.aborted) throw new AppError("conflict", "Another draft was asked for meanwhile.")
      if (!(error instanceof AnswererError)) throw error
      const why = error.failure.replaceAll("_", " ")
      throw new AppError("unavailable", `The AI could not draft a reply (${why}). Write it yourself, or try again.`)
    } finally {
      if (asked.get(person.id) === own) asked.delete(person.id)
    }

    const now = conversations.getForOperator(id, person.id)
    if (now.revision !== conversation.revision || events.list(id).findLast(isMessage)?.id !== newest.id)
      throw new AppError("conflict", "The conversation moved on while this was drafted. Ask again.")

    const isSure = ({ confidence, wantsPerson, slots, text }: Answer) =>
      confidence >= threshold && !wantsPerson && !slots && text.trim() !== ""
    const sure = answers.filter(isSure)
    if (sure.length === 0) {
      const confidence = Math.max(...answers.map((it) => it.confidence))
      return { text: null, sources: [], confidence, reason: whyNot(answers), open: [], eventId: newest.id }
    }
    const open = [
      ...written.slice(0, -questionsAtOnce).map(({ payload }) => payload.text),
      ...answers.flatMap((it, at) => (isSure(it) ? (it.open ?? []) : [questions[at]!.payload.text])),
    ].filter(asksAnything)
    const said = new Map(sure.map((it) => [unnumbered(it.text), it]))
    const cited = [...said.values()].flatMap(({ citations }) => citations)
    const sources = new Map(cited.map((source) => [`${source.title} ${source.url}`, source]))
    return {
      text: [...said.keys()].join("\n\n"),
      sources: [...sources.values()],
      confidence: Math.min(...sure.map((it) => it.confidence)),
      reason: null,
      open: open.map((text) => text.replace(/\s+/g, " ").trim()),
      eventId: newest.id,
    }
  }
}

type Lifecycle = ReturnType<ConversationStore["getForOperator"]>["lifecycle"]

/** The message that a draft would answer. @throws where there is none, or it is somebody else's to answer. */
function answerable(
  lifecycle: Lifecycle,
  stored: readonly StoredEvent[],
  person: Person,
  looksIntoFiles: boolean,
): MessageEvent {
  const isTheirs = lifecycle.state === "human" && lifecycle.operatorId === person.id
  if (lifecycle.state !== "waiting" && !isTheirs)
    throw new AppError("conflict", "Drafts are for conversations that wait or that you hold. Take over first.")
  const newest = stored.findLast(isMessage)
  if (newest?.actor.kind !== "visitor")
    throw new AppError("conflict", "The visitor has not written since the last reply: there is nothing to answer.")
  const isSeen = looksIntoFiles && (newest.payload.attachments?.length ?? 0) > 0
  if (!newest.payload.text.trim() && !isSeen)
    throw new AppError("conflict", "The visitor's newest message holds no words to answer.")
  return newest
}

const isVisitors = (event: StoredEvent): event is MessageEvent => isMessage(event) && event.actor.kind === "visitor"

/** What the visitor asked and has had no answer to, oldest first; an “I'm not sure” of the AI is none. Never empty. */
function openMessages(stored: readonly StoredEvent[], threshold: number, locale: string): MessageEvent[] {
  const messages = stored.filter(isMessage)
  const answered = messages.findLastIndex(
    ({ actor, payload }) =>
      actor.kind === "operator" || (actor.kind === "ai" && (payload.confidence ?? 0) >= threshold),
  )
  const open = messages.slice(answered + 1).filter((event) => isVisitors(event) && event.payload.text.trim() !== "")
  const questions = open.filter(({ payload: { text } }) => answerSmallTalk(text, locale) === undefined && !isWish(text))
  return questions.length > 0 ? questions : open.slice(-1)
}

/** A wish for a person is granted by the one who drafts. */
const isWish = (text: string): boolean => detectHumanRequest([{ role: "visitor", text }]).signal.score >= 0.5

function whyNot(answers: readonly Answer[]): string {
  const wish = answers.find(({ wantsPerson }) => wantsPerson)?.wantsPerson?.reason
  if (answers.some(({ slots }) => slots)) return "This asks for a free time: the calendar has those, not the content."
  if (answers.some(({ heldBack }) => heldBack))
    return "What was drafted broke the limits set for the AI, and was dropped."
  if (wish) return `The AI leaves this to you: “${wish}”`
  return "The content holds no answer to this."
}

/** An operator's message has no list of sources for [1] to point to. */
const unnumbered = (text: string): string => text.replace(/\s?\[\d{1,2}\](?!\()/g, "").trim()
