import type { ChatbotStore } from "../chatbots/chatbot-store"
import { standingBounds } from "../conversations/bounds"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import { localeWithin } from "../conversations/locale"
import type { Database, Tx } from "../db/database"
import { findBreach } from "../escalation/breach"
import { detectHumanRequest } from "../escalation/human-request"
import type { Actor, EventBody } from "../events/event"
import type { EventStore } from "../events/event-store"
import { languageOf } from "../languages/sentences"
import type { Fallback } from "../queues/fallback"
import { keptForTeamText } from "../queues/fallback-text"
import type { VisitorStore } from "../visitors/visitor-store"
import { createAnswerRequest } from "./answer-request"
import { type Answer, type Answerer, AnswererError, type AnswerFailure, leadingTitles } from "./answerer"
import { asksIfAnybodyIsThere } from "./is-anybody-there"
import type { TurnDeps } from "./take-turn"
import type { TurnOutcome } from "./turn-endings"
import { historyOf, queryOf } from "./turn-history"

type Deps = {
  db: Database
  conversations: ConversationStore
  events: EventStore
  commands: Pick<ConversationCommands, "append" | "mayAnswer" | "sayOnceNobodyIsThere">
  chatbots: ChatbotStore
  visitors: VisitorStore
  answererFor: TurnDeps["answererFor"]
  /** Answers where a model does not; undefined where none is to. */
  standIn: Answerer | undefined
  fallback: Pick<Fallback, "nobodyIsThere">
  /** Hears contact details in what visitors say. */
  details: Pick<TurnDeps["details"], "hear">
  now: () => number
  newId: () => string
}

type Said = Omit<Extract<EventBody, { type: "message" }>["payload"], "attachments">

/** Long ones are about something, which may have an answer. */
const asksForPerson = (text: string): boolean =>
  text.length <= 120 && detectHumanRequest([{ role: "visitor", text }]).signal.score >= 0.5

/** What is sure enough to be said. What wants a person, or asks whether to get one, is not: a person was called already. */
function sureWords({ confidence, wantsPerson, asks, text, citations, slots }: Answer, threshold: number) {
  if (confidence < threshold || wantsPerson || asks || text.trim() === "") return undefined
  return { text, citations, confidence, ...(slots ? { slots } : {}) }
}

const isOutage = (answer: Answer | AnswerFailure | "overtaken"): boolean =>
  typeof answer === "string" && answer !== "overtaken" && answer !== "refused"

/**
 * A turn while a person was called and nobody is there. It never calls a second time, and it says only what it is sure
 * of: for the rest, that it is kept. As in every turn, what was thought is dropped if the holder changed meanwhile, and
 * here also if somebody came online.
 */
export function createAnswerMeanwhile(deps: Deps) {
  const { db, conversations, events, commands, chatbots, answererFor, standIn, fallback, details, now, newId } = deps

  const requestOf = createAnswerRequest(deps)

  return async function answerMeanwhile(id: string, signal: AbortSignal, onText: () => void): Promise<TurnOutcome> {
    const before = conversations.find(id)
    if (!before || before.turnDue === null) return "overtaken"
    const upTo = before.turnDue
    const chatbot = chatbots.get(before.chatbotId)
    const actor: Actor = { kind: "ai", id: chatbot.id, name: chatbot.name }
    const isMine = ({ revision, lifecycle, chatbotId }: Conversation) =>
      revision === before.revision && commands.mayAnswer(lifecycle.state, chatbotId)

    const settle = (write: (tx: Tx, current: Conversation) => TurnOutcome): Promise<TurnOutcome> =>
      db.write((tx) => {
        const current = conversations.getInWrite(tx, id)
        if (isMine(current)) return write(tx, current)
        // Somebody is there now: what was asked is theirs to answer, and no longer owed by the AI.
        if (current.lifecycle.state === "waiting") conversations.finishTurn(tx, id, upTo)
        return "overtaken"
      })

    if (!isMine(before)) return settle(() => "overtaken")
    const stored = events.list(id)
    const query = queryOf(stored)
    const say = (tx: Tx, current: Conversation, said: Said): TurnOutcome => {
      const event = commands.append(tx, current, actor, { type: "message", payload: said }, newId())
      conversations.noteReply(tx, id, event.id, said.text, "ai", event.at)
      conversations.finishTurn(tx, id, upTo)
      return "replied"
    }

    const noteAtOnce = (tx: Tx, current: Conversation, answerer: string) =>
      commands.append(tx, current, actor, {
        type: "tried",
        payload: { query: "", sources: [], confidence: 1, answerer, outcome: "replied", upTo },
      })

    // The notice asked for an address: whoever gives it is thanked.
    const heard = details.hear(before, stored)
    if (heard) {
      const { text, keeps, keep } = heard
      return settle((tx, current) => {
        keep?.(tx, current)
        commands.sayOnceNobodyIsThere(tx, current)
        noteAtOnce(tx, current, "details")
        return say(tx, current, { text, ...(keeps ? { keeps } : {}) })
      })
    }
    const spoken = languageOf(before.locale)
    const asked = asksIfAnybodyIsThere(query, spoken) ?? (asksForPerson(query) ? spoken : undefined)
    if (asked) {
      // Whoever asks is told in full again: that nobody is, when somebody is, and what becomes of what they wrote.
      const locale = localeWithin(chatbot.limits.languages, asked)
      return settle((tx, current) => {
        if (!commands.sayOnceNobodyIsThere(tx, { ...current, locale })) {
          conversations.finishTurn(tx, id, upTo)
          return "replied"
        }
        noteAtOnce(tx, current, "fallback")
        const { text, slots } = fallback.nobodyIsThere(tx, { ...current, locale }, false)
        return say(tx, current, { text, ...(slots ? { slots } : {}) })
      })
    }

    const bounds = standingBounds(stored, now())
    const request = { ...requestOf(before, chatbot, historyOf(stored)), bounds }
    const ask = (whom: Answerer) =>
      whom.answer(request, onText, signal).catch((error: unknown) => {
        if (signal.aborted) return "overtaken" as const
        return error instanceof AnswererError ? error.failure : ("provider_error" as const)
      })
    let answerer = answererFor(chatbot)
    let answer = await ask(answerer)
    // A person was called already and is not there; the content's own words are better than none. A refusal is a judgement.
    if (isOutage(answer) && standIn && standIn !== answerer) {
      answerer = standIn
      answer = await ask(standIn)
    }
    if (answer === "overtaken") return "overtaken"

    const failure = typeof answer === "string" ? answer : undefined
    const found = typeof answer === "string" ? undefined : answer
    // What an operator kept for themselves stays theirs, also while they are not there.
    const isKept = bounds && findBreach(bounds, query, found ? leadingTitles(found) : [])
    const words = found && !isKept ? sureWords(found, chatbot.escalation.threshold) : undefined
    return settle((tx, current) => {
      commands.sayOnceNobodyIsThere(tx, current)
      commands.append(tx, current, actor, {
        type: "tried",
        payload: {
          query: found?.tried.query ?? query,
          sources: found?.tried.sources ?? [],
          confidence: found?.confidence ?? 0,
          answerer: answerer.name,
          outcome: "replied",
          ...(failure ? { failure } : {}),
          upTo,
        },
      })
      return say(tx, current, words ?? { text: keptForTeamText(current.locale) })
    })
  }
}
