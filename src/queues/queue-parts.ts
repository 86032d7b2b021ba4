/** Builds the queue parts from the dependencies that `app.ts` hands in. */

import type { AuditStore } from "../accounts/audit-store"
import { peopleTopic } from "../accounts/commands"
import type { PersonStore } from "../accounts/person-store"
import type { Session } from "../accounts/session-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ConversationCommands } from "../conversations/commands"
import { awaitsOperator, type Conversation, type ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { Job } from "../jobs/timer-loop"
import type { Log } from "../log"
import type { SettingStore } from "../settings/setting-store"
import { createAssigner } from "./assign"
import type { AvailabilityBoard } from "./availability"
import { createQueueCommands } from "./commands"
import { createPositions } from "./positions"
import type { QueueStore } from "./queue-store"

type Deps = {
  db: Database
  doorbell: Doorbell
  signals: Signals
  queues: QueueStore
  people: PersonStore
  chatbots: ChatbotStore
  settings: SettingStore
  audit: AuditStore
  board: AvailabilityBoard
  conversations: ConversationStore
  commands: ConversationCommands
  events: Pick<EventStore, "latestId">
  log: Log
  now: () => number
  newId: () => string
}

/** A visitor whose operator cannot be reached reads nothing for no longer than this. */
const silenceMs = 60_000

const presentKey = "present-operators"

/** Who was at their desk when the last process ended. */
export const readPresent = (settings: Pick<SettingStore, "find">): string[] => settings.find<string[]>(presentKey) ?? []

export function createQueueParts(deps: Deps) {
  const { db, people, settings, board, conversations, commands, now } = deps
  const assigner = createAssigner({ ...deps, latestEventId: deps.events.latestId })

  /** Signing out ends presence at once; who still sits at another browser keeps what they hold. */
  function signedOut(tx: Tx, { personId, tokenHash }: Pick<Session, "personId" | "tokenHash">): void {
    if (board.isElsewhere(personId, tokenHash)) return
    tx.afterCommit(() => board.signedOut(personId))
    commands.returnAllInWrite(tx, personId, "signed_out")
  }

  async function returnFromAbsent(): Promise<void> {
    const seats = new Map<string, Set<string>>()
    for (const { id, chatbotId, operatorId } of conversations.listHeld()) {
      const seated = seats.get(chatbotId) ?? new Set(people.listSeated(chatbotId).map((person) => person.id))
      seats.set(chatbotId, seated)
      // Who lost the seat cannot even see whom they hold.
      if (!seated.has(operatorId)) await commands.returnToQueue(id, operatorId, "no_seat")
      else if (board.isGone(operatorId)) await commands.returnToQueue(id, operatorId, "gone")
      else if (!board.isPresent(operatorId) && isLeftWaiting(conversations.find(id)))
        await commands.tellAway(id, operatorId)
    }
  }

  const isLeftWaiting = (conversation: Conversation | undefined): boolean =>
    conversation !== undefined && awaitsOperator(conversation) && now() - conversation.updatedAt >= silenceMs

  let kept = readPresent(settings).join()
  async function keepPresent(): Promise<void> {
    const present = people.list().flatMap(({ id, isOperator }) => (isOperator && board.isPresent(id) ? [id] : []))
    if (present.join() === kept) return
    await db.write((tx) => {
      settings.save(tx, presentKey, present, now())
      // Whoever was lost without a word rang no bell: what waits for them alone is to go elsewhere now.
      tx.ring(peopleTopic)
    })
    kept = present.join()
  }

  async function renewPromises(at: number): Promise<void> {
    await Promise.all(conversations.listOverdue(at).map(commands.renewPromise))
  }

  const jobs: Job[] = [
    { name: "promises", everyMs: 1000, run: renewPromises },
    { name: "queues", everyMs: 500, run: () => assigner.runDue() },
    { name: "absent-operators", everyMs: 5000, run: returnFromAbsent },
    { name: "present-operators", everyMs: 5000, run: keepPresent },
  ]

  return { assigner, positions: createPositions(deps), queueCommands: createQueueCommands(deps), signedOut, jobs }
}
