import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Tx } from "../db/database"
import { AppError } from "../errors"
import type { Actor, EventBody, Evidence, NoticeCode, SignalKind, StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { conversationTopic, visitorTopic, waitingTopic } from "../events/topics"
import { operatorActor, systemActor } from "./actors"
import type { Conversation, ConversationStore, EscalationReason } from "./conversation-store"
import { type Command, type Lifecycle, transition } from "./lifecycle"
import { noticeText } from "./notices"

type Deps = {
  conversations: ConversationStore
  events: EventStore
  chatbots: ChatbotStore
  people: PersonStore
  /** Whether an operator who may take this chatbot's conversations is available now. `except`: whoever is just leaving. */
  isAnybodyOnline: (chatbotId: string, except?: string) => boolean
  /** What is said when nobody is there, and what makes it true, in the same write. `isTold`: it was said in this wait. */
  nobodyIsThere: (tx: Tx, conversation: Conversation, isTold: boolean) => Omit<Notice, "code">
  now: () => number
}
type Notice = Extract<EventBody, { type: "notice" }>["payload"]

export type Signal = {
  kind: SignalKind
  score: number
  evidence: Evidence[]
  rule?: { id: string; name: string }
}

/** Why and where a person is called. */
type Escalation = {
  actor: Actor
  reason: EscalationReason
  signals: Signal[]
  /** Another queue than the conversation's own. */
  queueId?: string | undefined
  priority?: number | undefined
  /** What the visitor reads before anything else, where waiting for a person is not enough. */
  say?: { actor: Actor; text: string } | undefined
}

/** Why an operator no longer holds what they held. */
export type Leaving = "gone" | "offline" | "signed_out" | "no_seat"

const returnedPriority = 100
const leavingWords: Record<Leaving, string> = {
  gone: "was gone for too long without a sign",
  offline: "went offline",
  signed_out: "signed out",
  no_seat: "no longer has a seat here",
}

/** The one place where a holder changes, each move inside the write of whoever makes it. State and event are one. */
export function createMoves(deps: Deps) {
  const { conversations, events, chatbots, people, isAnybodyOnline, now } = deps

  type Place = Pick<Conversation, "id" | "chatbotId" | "visitorId">

  /**
   * For a caller that itself notes the event in the conversation's row, with more.
   * @returns undefined, having written nothing, for a `clientId` that the conversation holds already.
   */
  function appendOnce(tx: Tx, place: Place, actor: Actor, body: EventBody, clientId: string): StoredEvent | undefined {
    const { id: conversationId, chatbotId, visitorId } = place
    const event = events.appendOnce(tx, { ...body, conversationId, chatbotId, visitorId, actor, clientId, at: now() })
    if (event) tx.ring(visitorTopic(visitorId))
    return event
  }

  function append(tx: Tx, conversation: Conversation, actor: Actor, body: EventBody, clientId?: string): StoredEvent {
    const { id: conversationId, chatbotId, visitorId } = conversation
    const event = events.append(tx, { ...body, conversationId, chatbotId, visitorId, actor, clientId, at: now() })
    conversations.noteEvent(tx, conversationId, event.id, event.at)
    tx.ring(visitorTopic(visitorId))
    return event
  }

  function notify(tx: Tx, conversation: Conversation, code: NoticeCode, name?: string): StoredEvent {
    const said =
      code === "no_operator"
        ? deps.nobodyIsThere(tx, conversation, isToldAlready(tx, conversation))
        : { text: noticeText(code, conversation.locale, name) }
    return append(tx, conversation, systemActor, { type: "notice", payload: { code, ...said } })
  }

  /** In one wait it is said in full once: the same paragraph again and again is noise. */
  function isToldAlready(tx: Tx, { id, lifecycle }: Conversation): boolean {
    if (lifecycle.state !== "waiting") return false
    const { since } = lifecycle
    return events
      .listInWrite(tx, id, 0)
      .some((event) => event.type === "notice" && event.payload.code === "no_operator" && event.at >= since)
  }

  /** The one place where a holder changes: guard, row, event, in the transaction of whoever calls. */
  function move(tx: Tx, conversation: Conversation, actor: Actor, command: Command, reason?: string): Conversation {
    const lifecycle = transition(conversation.lifecycle, command)
    conversations.saveLifecycle(tx, conversation.id, lifecycle, now())
    if (conversation.offeredTo !== null) {
      conversations.endOffers(tx, conversation.id, lifecycle.state === "human" ? lifecycle.operatorId : null)
    }
    append(tx, conversation, actor, {
      type: "state",
      payload: { from: conversation.lifecycle.state, to: lifecycle.state, ...(reason ? { reason } : {}) },
    })
    tx.ring(conversationTopic(conversation.id))
    // Also when a conversation ends: then somebody has room for the next.
    tx.ring(waitingTopic)
    return { ...conversation, lifecycle, revision: conversation.revision + 1 }
  }

  const deadline = (conversation: Pick<Conversation, "chatbotId">, from: number) =>
    from + chatbots.get(conversation.chatbotId).escalation.promiseSeconds * 1000

  function assign(tx: Tx, conversation: Conversation, actor: Actor, operatorId: string | null, reason: string): void {
    append(tx, conversation, actor, {
      type: "assignment",
      payload: { queueId: conversation.queueId, operatorId, reason },
    })
  }

  const waitNotice = (conversation: Conversation): NoticeCode =>
    isAnybodyOnline(conversation.chatbotId) ? "waiting" : "no_operator"

  /** Back in line is only half of the truth when nobody is there to come. */
  function sayIfNobodyIsThere(tx: Tx, conversation: Conversation, leaving?: string): void {
    if (!isAnybodyOnline(conversation.chatbotId, leaving)) notify(tx, conversation, "no_operator")
  }

  /**
   * Before the assistant says anything to somebody who waits: whoever heard that a person is on their way must not find it
   * answering out of nowhere. @returns whether it had been said.
   */
  function sayOnceNobodyIsThere(tx: Tx, conversation: Conversation): boolean {
    const isTold = isToldAlready(tx, conversation)
    if (!isTold) notify(tx, conversation, "no_operator")
    return isTold
  }

  /**
   * Calls a person. The evidence, the new state, the place in the queue and what the visitor reads are one write, so
   * that nobody is told of a person who was not called, and nobody called without being told why.
   */
  function escalateInWrite(
    tx: Tx,
    found: Conversation,
    { actor, reason, signals, queueId, priority, say }: Escalation,
  ): Conversation {
    for (const signal of signals) append(tx, found, systemActor, { type: "signal", payload: signal })
    if (say) {
      const said = append(tx, found, say.actor, { type: "message", payload: { text: say.text } })
      conversations.noteReply(tx, found.id, said.id, say.text, "ai", said.at)
    }
    const conversation = { ...found, queueId: queueId ?? found.queueId, priority: priority ?? found.priority }
    if (conversation.queueId !== found.queueId) conversations.saveQueue(tx, found.id, conversation.queueId)
    if (conversation.priority !== found.priority) conversations.savePriority(tx, found.id, conversation.priority)
    const at = now()
    const command: Command = { type: "escalate", reason: reason.kind, at, deadlineAt: deadline(conversation, at) }
    const next = move(tx, conversation, actor, command, reason.kind)
    conversations.saveReason(tx, conversation.id, reason)
    assign(tx, next, systemActor, null, reason.kind)
    notify(tx, next, waitNotice(next))
    return { ...next, reason }
  }

  const holderName = (lifecycle: Lifecycle) =>
    lifecycle.state === "human" ? (people.find(lifecycle.operatorId)?.name ?? "A colleague") : ""

  function refuseIfColleagues(conversation: Conversation, person: Person, advice = "Take it over first."): void {
    const { lifecycle } = conversation
    if (lifecycle.state !== "human" || lifecycle.operatorId === person.id) return
    const holder = holderName(lifecycle)
    throw new AppError("conflict", `${holder} holds this conversation. ${advice}`, {
      holder: { id: lifecycle.operatorId, name: holder },
    })
  }

  /** @returns the conversation as it is when the operator holds it, unchanged if they already did. */
  function takeOverInWrite(tx: Tx, conversation: Conversation, person: Person, force: boolean): Conversation {
    const { lifecycle } = conversation
    if (lifecycle.state === "human" && lifecycle.operatorId === person.id) return conversation
    if (!force) refuseIfColleagues(conversation, person, "You may take it over from them.")
    const actor = operatorActor(person)
    const next = move(tx, conversation, actor, { type: "take_over", operatorId: person.id, force })
    assign(tx, next, actor, person.id, lifecycle.state === "human" ? "taken_from_colleague" : "takeover")
    notify(tx, next, "operator_joined", person.name)
    return next
  }

  function returnInWrite(tx: Tx, id: string, operatorId: string, leaving: Leaving): void {
    if (!conversations.isThere(tx, id)) return
    const conversation = conversations.getInWrite(tx, id)
    const { lifecycle } = conversation
    if (lifecycle.state !== "human" || lifecycle.operatorId !== operatorId) return
    const at = now()
    const wait = { reason: "operator_left", at, deadlineAt: deadline(conversation, at) }
    // Whoever has been through this once goes to the front.
    conversations.savePriority(tx, id, Math.max(returnedPriority, conversation.priority))
    // Where it had overflowed to may have nobody left: it begins again in the queue that it entered by.
    const queueId = conversations.reenterQueue(tx, id)
    const next = move(
      tx,
      { ...conversation, queueId },
      systemActor,
      { type: "return_to_queue", ...wait },
      "operator_left",
    )
    const holder = holderName(lifecycle)
    const text = `${holder} ${leavingWords[leaving]}. The conversation went back to the front of the line.`
    append(tx, next, systemActor, { type: "note", payload: { text } })
    assign(tx, next, systemActor, null, "operator_left")
    conversations.saveReason(tx, id, { kind: "operator_left", text: `${holder} had to leave`, score: 1 })
    notify(tx, next, "operator_left", holder)
    sayIfNobodyIsThere(tx, next, operatorId)
  }

  return {
    append,
    appendOnce,
    notify,
    move,
    assign,
    deadline,
    waitNotice,
    sayIfNobodyIsThere,
    sayOnceNobodyIsThere,
    holderName,
    escalateInWrite,
    refuseIfColleagues,
    takeOverInWrite,
    returnInWrite,
  }
}
