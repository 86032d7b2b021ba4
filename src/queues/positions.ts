import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import type { Ephemeral, Signals } from "../events/signals"
import { visitorTopic, waitingTopic } from "../events/topics"
import { describeError, type Log } from "../log"

export type Positions = ReturnType<typeof createPositions>

/** How many in line are told of each move; further back a place more or less says little. */
const toldAtOnce = 100

/** Tells those who wait where they stand. An estimate is given only once there is something to estimate from. */
export function createPositions(deps: {
  db: Database
  conversations: ConversationStore
  doorbell: Doorbell
  signals: Signals
  now: () => number
  log: Log
}) {
  const { db, conversations, doorbell, signals, now, log } = deps
  const waiting = db.onRead<[number], { visitor_id: string }>(
    "SELECT visitor_id FROM conversations WHERE state = 'waiting' ORDER BY waiting_since LIMIT ?",
  )
  const recentStates = db.onRead<[string, number], { id: string; at: number; was: string; is: string }>(`
    SELECT conversation_id AS id, at, payload ->> '$.from' AS was, payload ->> '$.to' AS "is" FROM events
    WHERE type = 'state' AND chatbot_id = ? AND at > ? ORDER BY events.id DESC LIMIT 300`)
  const enough = 3

  function estimate(conversation: Conversation): number | null {
    const waits = waitsOf(recentStates.all(conversation.chatbotId, now() - 12 * 3600 * 1000)).slice(0, 20)
    if (waits.length < enough) return null
    const sorted = waits.sort((a, b) => a - b)
    return Math.max(10, Math.round(sorted[Math.floor(sorted.length / 2)]! / 1000))
  }

  function of(conversation: Conversation | undefined): Ephemeral[] {
    const position = conversation && conversations.positionOf(conversation)
    if (!conversation || position === undefined) return []
    return [{ event: "queue", data: { position, estimateSeconds: estimate(conversation) } }]
  }

  function tell(visitorId: string): void {
    for (const signal of of(conversations.findLatestOfVisitor(visitorId))) signals.send(visitorTopic(visitorId), signal)
  }

  let scheduled: ReturnType<typeof setTimeout> | undefined
  const stopListening = doorbell.listen(waitingTopic, () => {
    // Several in one moment are one piece of news.
    scheduled ??= setTimeout(() => {
      scheduled = undefined
      try {
        for (const { visitor_id } of waiting.all(toldAtOnce)) {
          if (signals.hasListeners(visitorTopic(visitor_id))) tell(visitor_id)
        }
      } catch (error) {
        // A place in line is news, not a promise: the next move tells it again.
        log.error("positions.failed", describeError(error))
      }
    }, 50)
  })

  return {
    of,
    tell,
    /** The store is about to close: nothing is read after this. */
    stop(): void {
      stopListening()
      clearTimeout(scheduled)
    },
  }
}

/**
 * How long the last ones waited, in milliseconds: from the escalation to the takeover that ended it, newest first.
 * @param states newest first.
 */
function waitsOf(states: { id: string; at: number; was: string; is: string }[]): number[] {
  const taken = new Map<string, number>()
  const waits: number[] = []
  for (const { id, at, was, is } of states) {
    // Passed on to another queue: they go on waiting.
    if (was === is) continue
    const until = taken.get(id)
    if (is === "waiting" && until !== undefined) {
      waits.push(until - at)
      taken.delete(id)
    } else if (was === "waiting" && is === "human") taken.set(id, at)
  }
  return waits
}
