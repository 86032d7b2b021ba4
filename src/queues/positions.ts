import { waitingTopic } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import { visitorTopic } from "../events/event-store"
import type { Ephemeral, Signals } from "../events/signals"

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
}) {
  const { db, conversations, doorbell, signals, now } = deps
  const waiting = db.onRead<[number], { visitor_id: string }>(
    "SELECT visitor_id FROM conversations WHERE state = 'waiting' ORDER BY waiting_since LIMIT ?",
  )
  // How long the last ones waited: from the escalation to the takeover that ended it.
  const recentWaits = db.onRead<[string, number], { ms: number }>(`
    SELECT t.at - (SELECT max(w.at) FROM conversation_events w WHERE w.conversation_id = t.conversation_id AND w.type = 'state'
                   AND w.id < t.id AND w.payload ->> '$.to' = 'waiting') AS ms
    FROM (SELECT * FROM events WHERE type = 'state' AND chatbot_id = ? AND at > ?
            AND payload ->> '$.from' = 'waiting' AND payload ->> '$.to' = 'human' ORDER BY id DESC LIMIT 20) t`)
  const enough = 3

  function estimate(conversation: Conversation): number | null {
    const waits = recentWaits
      .all(conversation.chatbotId, now() - 12 * 3600 * 1000)
      .map(({ ms }) => ms)
      .filter((ms) => ms !== null)
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
      for (const { visitor_id } of waiting.all(toldAtOnce)) {
        if (signals.hasListeners(visitorTopic(visitor_id))) tell(visitor_id)
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
