import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { type ConversationCommands, type Signal, systemActor } from "../conversations/commands"
import type { Conversation, ConversationStore, EscalationReason } from "../conversations/conversation-store"
import { isAssistants } from "../conversations/lifecycle"
import type { Database, Tx } from "../db/database"
import { type Actor, isMessage, type StoredEvent } from "../events/event"
import { type EventStore, visitorTopic } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { VisitorStore } from "../visitors/visitor-store"
import { type Answer, type Answerer, AnswererError, type TurnMessage } from "./answerer"
import { unsureText } from "./wording"

export type TurnOutcome = "replied" | "escalated" | "overtaken"

/** What the judgement says of a conversation: on the visitor's words alone, or with the answer that would be given. */
export type Judgement = {
  decision: "answer" | "offer" | "escalate"
  reason: EscalationReason | undefined
  signals: Signal[]
}
export type Judge = (input: {
  chatbot: Chatbot
  conversation: Conversation
  events: readonly StoredEvent[]
  answer: Answer | undefined
}) => Judgement

export type TurnDeps = {
  db: Database
  conversations: ConversationStore
  events: EventStore
  commands: ConversationCommands
  chatbots: ChatbotStore
  visitors: VisitorStore
  signals: Signals
  /** Asked for each turn: the owner may have entered a key meanwhile. */
  answererFor: (chatbot: Chatbot) => Answerer
  judge: Judge
  newId: () => string
}

/** Signals that operators with a seat of this chatbot get. */
export const chatbotTopic = (chatbotId: string) => `chatbot:${chatbotId}`

const trialLength = 30

/**
 * One answer of the assistant. Thinking takes seconds and happens outside any transaction, so an operator may take over
 * meanwhile: what was thought is then dropped, in the same transaction that would have said it.
 */
export function createTakeTurn(deps: TurnDeps) {
  const { db, conversations, events, commands, chatbots, visitors, signals, answererFor, judge, newId } = deps

  function requestOf(conversation: Conversation, chatbot: Chatbot, stored: StoredEvent[]) {
    const page = visitors.listTrail(conversation.visitorId).at(-1)
    return {
      chatbotId: chatbot.id,
      chatbotName: chatbot.name,
      persona: chatbot.persona,
      locale: conversation.locale,
      history: stored.flatMap(toTurnMessage).slice(-trialLength),
      page: page && { url: page.url, title: page.title },
      threshold: chatbot.escalation.threshold,
    }
  }

  /** @param onText called when the first words were shown: from then on the turn is let finish. */
  return async function takeTurn(id: string, signal: AbortSignal, onText: () => void): Promise<TurnOutcome> {
    const before = conversations.find(id)
    if (!before || before.turnDue === null || !isAssistants(before.lifecycle)) return "overtaken"
    const upTo = before.turnDue
    const chatbot = chatbots.get(before.chatbotId)
    const actor: Actor = { kind: "ai", id: chatbot.id, name: chatbot.name }
    const turn = newId()
    const topics = [visitorTopic(before.visitorId), chatbotTopic(chatbot.id)]
    const tell = (event: "delta" | "typing", data: Record<string, unknown>) => {
      for (const topic of topics) signals.send(topic, { event, data: { conversationId: id, ...data } })
    }

    /** Says nothing if the holder changed: then whoever holds it speaks. */
    const settle = (write: (tx: Tx, current: Conversation) => TurnOutcome): Promise<TurnOutcome> =>
      db.write((tx) => {
        const current = conversations.getInWrite(tx, id)
        return current.revision === before.revision ? write(tx, current) : "overtaken"
      })

    const escalate = (tx: Tx, current: Conversation, reason: EscalationReason, found: Signal[]): TurnOutcome => {
      commands.escalateInWrite(tx, current, { actor: systemActor, reason, signals: found })
      return "escalated"
    }

    if (!chatbot.aiEnabled) {
      // Switched off since the conversation began: whom the AI no longer serves goes to a person, as a new visitor would.
      const reason = { kind: "live_chat", text: "The AI is switched off", score: 1 }
      return settle((tx, current) => escalate(tx, current, reason, []))
    }
    const stored = events.list(id)
    const first = judge({ chatbot, conversation: before, events: stored, answer: undefined })
    if (first.decision === "escalate") {
      return settle((tx, current) => escalate(tx, current, reasonOf(first), first.signals))
    }

    tell("typing", { actor, typing: true })
    let shown = 0
    let answer: Answer
    const answerer = answererFor(chatbot)
    try {
      answer = await answerer.answer(
        requestOf(before, chatbot, stored),
        (piece) => {
          if (signal.aborted) return
          if (shown === 0) onText()
          tell("delta", { turn, offset: shown, text: piece })
          shown += piece.length
        },
        signal,
      )
    } catch (error) {
      tell("delta", { turn, cancelled: true })
      tell("typing", { actor, typing: false })
      if (signal.aborted) return "overtaken"
      const failure = error instanceof AnswererError ? error.failure : "provider_error"
      return settle((tx, current) => {
        commands.append(tx, current, actor, {
          type: "tried",
          payload: {
            query: queryOf(stored),
            sources: [],
            confidence: 0,
            answerer: answerer.name,
            outcome: "escalated",
            failure,
            upTo,
          },
        })
        const text = `The AI could not answer (${failure.replaceAll("_", " ")})`
        const found: Signal = { kind: "ai_failure", score: 1, evidence: [{ text: failure, why: text }] }
        return escalate(tx, current, { kind: "ai_failure", text, score: 1 }, [found])
      })
    }

    const second = heeding(answer, judge({ chatbot, conversation: before, events: stored, answer }))
    const outcome = await settle((tx, current) => {
      const { tried, confidence, text, citations } = answer
      const escalates = second.decision === "escalate"
      commands.append(tx, current, actor, {
        type: "tried",
        payload: { ...tried, confidence, answerer: answerer.name, outcome: escalates ? "escalated" : "replied", upTo },
      })
      if (escalates) return escalate(tx, current, reasonOf(second), second.signals)
      for (const found of second.signals) commands.append(tx, current, systemActor, { type: "signal", payload: found })
      // Below the threshold it says so, and never guesses; a person is offered once, not in every line.
      const isSure = confidence >= chatbot.escalation.threshold
      const said = {
        ...(isSure ? { text, citations } : { text: unsureText(current.locale) }),
        confidence,
        ...(second.decision === "offer" ? { offer: true as const } : {}),
      }
      const event = commands.append(tx, current, actor, { type: "message", payload: said }, turn)
      conversations.noteReply(tx, id, event.id, said.text, "ai", event.at)
      conversations.finishTurn(tx, id, upTo)
      return "replied"
    })
    // The finished message replaces what was streamed; where there is none, the partial answer is taken back.
    if (outcome !== "replied") tell("delta", { turn, cancelled: true })
    tell("typing", { actor, typing: false })
    return outcome
  }
}

/**
 * Nothing to say is no answer, and a wish for a person is a wish, whatever the judgement thinks of the evidence: the
 * visitor is never left with silence, nor with an “I'll get somebody” that calls nobody.
 */
function heeding(answer: Answer, judged: Judgement): Judgement {
  if (judged.decision === "escalate" || (answer.text.trim() && !answer.wantsPerson)) return judged
  const kind = answer.wantsPerson ? "ai_request" : "ai_failure"
  const said = answer.wantsPerson?.reason ?? ""
  const text = answer.wantsPerson ? `The AI asks for a person: “${said}”` : "The AI had nothing to say"
  const evidence = [{ text: said, why: answer.wantsPerson ? "the AI asks for a person" : "an empty answer" }]
  const signals: Signal[] = [{ kind, score: 1, evidence }, ...judged.signals.filter((signal) => signal.kind !== kind)]
  return { decision: "escalate", reason: { kind, text, score: 1 }, signals }
}

const reasonOf = ({ reason, signals }: Judgement): EscalationReason =>
  reason ?? { kind: signals[0]?.kind ?? "low_confidence", text: "Needs a person", score: signals[0]?.score ?? 1 }

const queryOf = (stored: readonly StoredEvent[]): string =>
  stored.filter(isMessage).findLast(({ actor }) => actor.kind === "visitor")?.payload.text ?? ""

function toTurnMessage(event: StoredEvent): TurnMessage[] {
  const { actor, at } = event
  if (event.type === "whisper") return [{ role: "whisper", name: actor.name, text: event.payload.text, at }]
  if (event.type === "notice" && event.payload.code === "handed_back") {
    return [{ role: "handback", name: actor.name, text: event.payload.text, at }]
  }
  if (!isMessage(event) || actor.kind === "system") return []
  return [{ role: actor.kind, name: actor.name, text: event.payload.text, at }]
}
