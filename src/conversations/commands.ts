import type { Person } from "../accounts/person-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { type Actor, isMessage, type StoredEvent } from "../events/event"
import { turnsTopic } from "../events/topics"
import { operatorActor, systemActor, unnamedVisitor } from "./actors"
import { type BoundsInput, checkBounds, checkFacts, type HandBack, standingBounds } from "./bounds"
import type { Closure } from "./closure"
import { awaitsOperator, type Conversation, type EscalationReason } from "./conversation-store"
import type { State } from "./lifecycle"
import { createMoves, type Leaving, type Signal } from "./moves"
import { writeRecap } from "./recap"

type CommandDeps = Parameters<typeof createMoves>[0] & {
  db: Database
  /** Whether an operator has not been seen for so long that what they hold returns to the queue. */
  isGone: (personId: string) => boolean
  hasQueue: (tx: Tx, queueId: string) => boolean
  /** Whether the AI goes on trying for a chatbot's visitors while nobody is there. */
  keepsAnswering: (chatbotId: string) => boolean
}

export type ConversationCommands = ReturnType<typeof createConversationCommands>
type HandBackInput = { facts?: string | null | undefined; bounds?: BoundsInput | null | undefined }

const maxNote = 2000

/** Everything that may change who holds a conversation. State and event are one write: whoever reads one can trust the other. */
export function createConversationCommands(deps: CommandDeps) {
  const { db, conversations, events, chatbots, people, isAnybodyOnline, isGone, hasQueue, keepsAnswering, now } = deps
  const moves = createMoves(deps)
  const { append, appendOnce, notify, move, assign, deadline, waitNotice, sayIfNobodyIsThere, sayOnceNobodyIsThere } =
    moves
  const { escalateInWrite, refuseIfColleagues, takeOverInWrite, returnInWrite, holderName } = moves

  /** Whether the AI may speak: it holds the conversation, or nobody is there and it goes on trying meanwhile. */
  const mayAnswer = (state: State, chatbotId: string): boolean =>
    state === "ai" || (state === "waiting" && keepsAnswering(chatbotId))

  /** One write on a conversation that the operator may see; what they may not see is not there. */
  function onConversation<T>(id: string, person: Person, fn: (tx: Tx, conversation: Conversation) => T): Promise<T> {
    conversations.getForOperator(id, person.id)
    return db.write((tx) => fn(tx, conversations.getInWrite(tx, id)))
  }

  return {
    append,
    appendOnce,
    move,
    notify,
    escalateInWrite,
    takeOverInWrite,
    refuseIfColleagues,
    ownRepeat,
    onConversation,
    mayAnswer,
    waitNotice,
    sayOnceNobodyIsThere,

    /** A visitor asks for a person. Asking again while one is already called or there changes nothing. */
    requestPerson(visitorId: string, reason: EscalationReason, signals: Signal[], start: (tx: Tx) => Conversation) {
      return db.write((tx) => {
        const latest = conversations.findLatestOfVisitorInWrite(tx, visitorId)
        const conversation = !latest || latest.lifecycle.state === "closed" ? start(tx) : latest
        if (conversation.lifecycle.state !== "ai") return conversation
        const actor = unnamedVisitor(visitorId)
        return escalateInWrite(tx, conversation, { actor, reason, signals })
      })
    },

    takeOver: (id: string, person: Person, force = false): Promise<Conversation> =>
      onConversation(id, person, (tx, conversation) => takeOverInWrite(tx, conversation, person, force)),

    /**
     * @param note a word for the AI; it is told, the visitor is not.
     * @param more facts, one a line, that the AI may repeat to the visitor; and how far it may go on alone.
     * @throws AppError `conflict` when a colleague holds it, `validation` for bounds that make no sense.
     */
    handBack(id: string, person: Person, note?: string, more: HandBackInput = {}): Promise<Conversation> {
      const facts = checkFacts(more.facts)
      const bounds = checkBounds(more.bounds, now())
      const given: HandBack = { ...(facts.length > 0 ? { facts } : {}), ...(bounds ? { bounds } : {}) }
      const hasMore = Object.keys(given).length > 0
      return onConversation(id, person, (tx, conversation) => {
        refuseIfColleagues(conversation, person)
        if (!chatbots.get(conversation.chatbotId).aiEnabled) {
          throw new AppError(
            "conflict",
            "The AI of this chatbot is switched off. Close the conversation, or pass it on.",
          )
        }
        const actor = operatorActor(person)
        const next = move(tx, conversation, actor, { type: "hand_back" })
        const text = note?.trim() ?? ""
        if (text || hasMore) {
          const payload = { text, ...(hasMore ? { handBack: given } : {}) }
          append(tx, next, actor, { type: "whisper", payload })
        }
        assign(tx, next, actor, null, "handback")
        // A fresh count: the same evidence does not escalate twice.
        const last = notify(tx, next, "handed_back", person.name)
        conversations.startEpisode(tx, id, last.id)
        if (isUnanswered(events.listInWrite(tx, id, 0))) {
          conversations.oweTurn(tx, id, conversation.visitorEventId)
          tx.ring(turnsTopic)
        }
        return { ...next, episodeEventId: last.id }
      })
    },

    /** The AI may answer everything again. Nothing to lift is no error. */
    liftBounds: (id: string, person: Person): Promise<StoredEvent | undefined> =>
      onConversation(id, person, (tx, conversation) => {
        if (!standingBounds(events.listInWrite(tx, id, 0), now())) return undefined
        const payload = { text: "The bounds are lifted: answer everything again.", handBack: { bounds: null } }
        return append(tx, conversation, operatorActor(person), { type: "whisper", payload })
      }),

    /**
     * @param recap `auto` writes one from the log.
     * @param closure how it ended, as whoever closes it says.
     * @param also what is kept with the closure, in the same write.
     * @throws AppError `conflict` when a colleague holds it or it is closed.
     */
    close(
      id: string,
      person: Person,
      recap?: string,
      closure: Closure = { outcome: null, tags: [] },
      also: (tx: Tx, conversation: Conversation) => void = () => undefined,
    ): Promise<Conversation> {
      return onConversation(id, person, (tx, conversation) => {
        refuseIfColleagues(conversation, person)
        const actor = operatorActor(person)
        const text = recap === "auto" ? writeRecap(events.listInWrite(tx, id, 0)) : recap?.trim()
        const { outcome, tags } = closure
        if (text || outcome || tags.length > 0) {
          const said = { ...(outcome ? { outcome } : {}), ...(tags.length > 0 ? { tags } : {}) }
          append(tx, conversation, actor, { type: "recap", payload: { text: text ?? "", ...said } })
        }
        if (text) conversations.saveRecap(tx, id, text)
        const next = move(tx, conversation, actor, { type: "close", at: now() })
        notify(tx, next, "closed")
        also(tx, next)
        return { ...next, recap: text ?? conversation.recap }
      })
    },

    /** The visitor ends it. Nothing to end is no error: the widget may ask twice. */
    closeByVisitor(visitorId: string): Promise<Conversation | undefined> {
      return db.write((tx) => {
        const conversation = conversations.findLatestOfVisitorInWrite(tx, visitorId)
        if (!conversation || conversation.lifecycle.state === "closed") return conversation
        const actor = unnamedVisitor(visitorId)
        const next = move(tx, conversation, actor, { type: "close", at: now() })
        notify(tx, next, "closed")
        return next
      })
    },

    /**
     * To a colleague, who then holds it.
     * @param note a word for whoever takes care of it now; the visitor does not see it.
     * @throws AppError `validation` when they cannot, `conflict` when they are not there.
     */
    transferToOperator(id: string, person: Person, operatorId: string, note?: string): Promise<Conversation> {
      const words = checkNote(note)
      return onConversation(id, person, (tx, conversation) => {
        refuseIfColleagues(conversation, person)
        // As they are in this write: whoever was disabled a moment ago is given nobody any more.
        const colleague = people.find(operatorId) && people.getInWrite(tx, operatorId)
        if (
          !colleague?.isOperator ||
          colleague.disabledAt ||
          !people.listSeatsInWrite(tx, operatorId).includes(conversation.chatbotId)
        ) {
          throw new AppError("validation", "This person holds no seat of this chatbot.", { field: "operatorId" })
        }
        if (conversation.lifecycle.state === "human" && conversation.lifecycle.operatorId === operatorId)
          return conversation
        // “You're now chatting with Eli” must be true when it is read.
        if (operatorId !== person.id && (colleague.availability === "offline" || isGone(operatorId))) {
          throw new AppError("conflict", `${colleague.name} is not here just now. Pass it to a queue instead.`, {
            field: "operatorId",
          })
        }
        const actor = operatorActor(person)
        const next = move(tx, conversation, actor, { type: "transfer", operatorId })
        if (words) append(tx, next, actor, { type: "note", payload: { text: words } })
        assign(tx, next, actor, operatorId, "transfer")
        notify(tx, next, "operator_joined", colleague.name)
        return next
      })
    },

    /** Back into the line of a queue. @throws AppError `validation` when there is no such queue. */
    transferToQueue(id: string, person: Person, queueId: string, note?: string): Promise<Conversation> {
      const words = checkNote(note)
      return onConversation(id, person, (tx, conversation) => {
        refuseIfColleagues(conversation, person)
        if (!hasQueue(tx, queueId)) {
          throw new AppError("validation", "There is no such queue.", { field: "queueId" })
        }
        const actor = operatorActor(person)
        const at = now()
        const from = conversation.lifecycle.state
        const wait = { reason: "transfer", at, deadlineAt: deadline(conversation, at) }
        conversations.saveQueue(tx, id, queueId)
        const type = from === "ai" ? "escalate" : "return_to_queue"
        const next = move(tx, { ...conversation, queueId }, actor, { type, ...wait }, "transfer")
        if (words) append(tx, next, actor, { type: "note", payload: { text: words } })
        const reason = { kind: "transfer", text: `Passed on by ${person.name}${words ? `: ${words}` : ""}`, score: 1 }
        conversations.saveReason(tx, id, reason)
        assign(tx, next, actor, null, "transfer")
        notify(tx, next, "transferred")
        sayIfNobodyIsThere(tx, next)
        return { ...next, reason }
      })
    },

    /** The holder is gone: the visitor goes to the front of the line, and is told. */
    returnToQueue: (id: string, operatorId: string, leaving: Leaving): Promise<void> =>
      db.write((tx) => returnInWrite(tx, id, operatorId, leaving)),

    /** A visitor waits for an answer of somebody whom nobody can reach: said once, until they answer. */
    tellAway(id: string, operatorId: string): Promise<void> {
      return db.write((tx) => {
        if (!conversations.isThere(tx, id)) return
        const conversation = conversations.getInWrite(tx, id)
        const { lifecycle, replyEventId } = conversation
        if (lifecycle.state !== "human" || lifecycle.operatorId !== operatorId || !awaitsOperator(conversation)) return
        const isTold = events
          .listInWrite(tx, id, replyEventId)
          .some((event) => event.type === "notice" && event.payload.code === "operator_away")
        if (!isTold) notify(tx, conversation, "operator_away", holderName(lifecycle))
      })
    },

    /** Everything that somebody holds. @returns how many. */
    returnAllInWrite(tx: Tx, operatorId: string, leaving: Leaving): number {
      const held = conversations.listHeldByInWrite(tx, operatorId)
      for (const id of held) returnInWrite(tx, id, operatorId, leaving)
      return held.length
    },

    /** The deadline of a wait has passed: alert again and say something true. */
    renewPromise(id: string): Promise<void> {
      return db.write((tx) => {
        // Erased since it was found overdue: nobody is waiting.
        if (!conversations.isThere(tx, id)) return
        const conversation = conversations.getInWrite(tx, id)
        const { lifecycle } = conversation
        const at = now()
        if (lifecycle.state !== "waiting" || lifecycle.deadlineAt > at) return
        conversations.saveDeadline(tx, id, nextDeadline(lifecycle, at))
        assign(tx, conversation, systemActor, null, "deadline_passed")
        notify(tx, conversation, isAnybodyOnline(conversation.chatbotId) ? "still_waiting" : "no_operator")
      })
    },

    addNote: (id: string, person: Person, clientId: string, text: string): Promise<StoredEvent> =>
      onConversation(id, person, (tx, conversation) =>
        once(tx, conversation, person, clientId, () =>
          append(tx, conversation, operatorActor(person), { type: "note", payload: { text } }, clientId),
        ),
      ),

    /** Steers the AI without taking over. @throws AppError `conflict` when the conversation is closed. */
    whisper: (id: string, person: Person, clientId: string, text: string): Promise<StoredEvent> =>
      onConversation(id, person, (tx, conversation) =>
        once(tx, conversation, person, clientId, () => {
          if (conversation.lifecycle.state === "closed") {
            throw new AppError("conflict", "This conversation is closed; the AI says nothing more in it.")
          }
          return append(tx, conversation, operatorActor(person), { type: "whisper", payload: { text } }, clientId)
        }),
      ),
  }

  /** One `clientId`, one event: a repeat gets the first result. */
  function once(tx: Tx, conversation: Conversation, person: Person, clientId: string, write: () => StoredEvent) {
    const repeated = events.findByClientId(tx, conversation.id, clientId)
    return repeated ? ownRepeat(repeated, operatorActor(person)) : write()
  }

  /** What somebody else wrote is not answered as one's own: it may not be for these eyes, and it is not what was sent. */
  function ownRepeat(event: StoredEvent, { kind, id }: Pick<Actor, "kind" | "id">): StoredEvent {
    // A conversation has one visitor, who has another id since they signed in.
    if (event.actor.kind === kind && (kind === "visitor" || event.actor.id === id)) return event
    throw new AppError("conflict", "Somebody else's message has this clientId. Make a new one for each message.", {
      field: "clientId",
    })
  }
}

/** Whether the visitor's last message has had an answer: not every later word of the AI took it in. */
function isUnanswered(log: readonly StoredEvent[]): boolean {
  const last = log.findLast((event) => isMessage(event) && event.actor.kind === "visitor")
  if (!last) return false
  return !log.some(
    (event) =>
      (isMessage(event) && event.actor.kind === "operator" && event.id > last.id) ||
      (event.type === "tried" && event.payload.outcome === "replied" && (event.payload.upTo ?? event.id) >= last.id),
  )
}

/** Each further word comes later than the one before: a line that repeats itself every two minutes is noise. */
function nextDeadline({ since, deadlineAt }: { since: number; deadlineAt: number }, now: number): number {
  return now + Math.max(60_000, 2 * (deadlineAt - since))
}

function checkNote(note: string | undefined): string {
  const words = note?.trim() ?? ""
  if (words.length > maxNote) throw new AppError("validation", `At most ${maxNote} characters.`, { field: "note" })
  return words
}
