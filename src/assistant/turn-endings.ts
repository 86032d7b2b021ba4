import { systemActor } from "../conversations/actors"
import type { StandingBounds } from "../conversations/bounds"
import type { KeptDetails } from "../conversations/capture-details"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore, EscalationReason } from "../conversations/conversation-store"
import type { Signal } from "../conversations/moves"
import type { Database, Tx } from "../db/database"
import type { Breach } from "../escalation/breach"
import type { Judgement } from "../escalation/judgement"
import type { Actor } from "../events/event"
import type { QueueStore } from "../queues/queue-store"
import type { Answer } from "./answerer"

export type TurnOutcome = "replied" | "escalated" | "overtaken"

/** One attempt to answer, as it stood when it began. */
export type Turn = {
  /** Of the message that it may end in. */
  clientId: string
  before: Conversation
  actor: Actor
  /** The newest event that it answers. */
  upTo: number
}

type Said = {
  text: string
  confidence: number
  /** The text itself asks whether to get a person. */
  asks?: boolean
  citations?: Answer["citations"]
  suggestions?: Answer["suggestions"]
  slots?: Answer["slots"]
  keeps?: KeptDetails
}

/** What an operator kept for themselves, and what was asked of it. */
export type Broken = { bounds: StandingBounds; breach: Breach }

type Deps = {
  db: Database
  conversations: ConversationStore
  commands: ConversationCommands
  queues: Pick<QueueStore, "findNamed">
}

export type TurnEndings = ReturnType<ReturnType<typeof createTurnEndings>>

/** What a turn may end in: a reply, or a person who is called. */
export function createTurnEndings({ db, conversations, commands, queues }: Deps) {
  /** A queue that is gone leaves the conversation in its own. */
  const queueIdOf = ({ queue }: Judgement): string | undefined => queue && queues.findNamed(queue)?.id

  return ({ clientId, before, actor, upTo }: Turn) => {
    /** Says nothing if the holder changed: then whoever holds it speaks. */
    const settle = (write: (tx: Tx, current: Conversation) => TurnOutcome): Promise<TurnOutcome> =>
      db.write((tx) => {
        const current = conversations.getInWrite(tx, before.id)
        return current.revision === before.revision ? write(tx, current) : "overtaken"
      })

    const escalate = (tx: Tx, current: Conversation, reason: EscalationReason, found: Signal[]): TurnOutcome => {
      commands.escalateInWrite(tx, current, { actor: systemActor, reason, signals: found })
      return "escalated"
    }

    const callPerson = (tx: Tx, current: Conversation, judged: Judgement): TurnOutcome => {
      const { say } = judged
      commands.escalateInWrite(tx, current, {
        actor: systemActor,
        reason: reasonOf(judged),
        signals: judged.signals,
        queueId: queueIdOf(judged),
        priority: priorityOf(current, judged),
        ...(say ? { say: { actor, text: say } } : {}),
      })
      askForContact(tx, current, judged)
      return "escalated"
    }

    /** Back to whoever set the bounds, with the words that broke them. */
    const giveBack = (tx: Tx, current: Conversation, { bounds, breach }: Broken): TurnOutcome => {
      const signal: Signal = { kind: "bound", score: 1, evidence: breach.evidence }
      const reason = { kind: "bound", text: breach.text, score: 1, operatorId: bounds.by.id }
      return escalate(tx, current, reason, [signal])
    }

    const askForContact = (tx: Tx, current: Conversation, { asksContact }: Judgement): void => {
      if (asksContact) commands.notify(tx, current, "leave_contact")
    }

    /** What the assistant says, with what the judgement adds: flags that call nobody, a priority, a wish for an address. */
    const reply = (tx: Tx, current: Conversation, judged: Judgement, said: Said): TurnOutcome => {
      for (const found of judged.signals) commands.append(tx, current, systemActor, { type: "signal", payload: found })
      const priority = priorityOf(current, judged)
      if (priority !== undefined && priority !== current.priority) conversations.savePriority(tx, before.id, priority)
      const { asks, ...words } = said
      const payload = { ...words, ...(asks || judged.decision === "offer" ? { offer: true as const } : {}) }
      const event = commands.append(tx, current, actor, { type: "message", payload }, clientId)
      conversations.noteReply(tx, before.id, event.id, said.text, "ai", event.at)
      askForContact(tx, current, judged)
      conversations.finishTurn(tx, before.id, upTo)
      return "replied"
    }

    return { settle, escalate, callPerson, giveBack, reply }
  }
}

/** A rule may put somebody behind the others, but not whoever was found pressing before. */
const priorityOf = ({ priority: now }: Conversation, { priority }: Judgement): number | undefined =>
  priority === undefined ? undefined : now > 0 ? Math.max(priority, now) : priority

const reasonOf = ({ reason, signals }: Judgement): EscalationReason =>
  reason ?? { kind: signals[0]?.kind ?? "low_confidence", text: "Needs a person", score: signals[0]?.score ?? 1 }
