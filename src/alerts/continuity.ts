import type { Conversation } from "../conversations/conversation-store"
import type { Continuation } from "../conversations/receipt"
import type { AlertFactReader } from "./alert-facts"
import type { AlertSettings } from "./alert-settings"
import type { OutboxStore } from "./outbox-store"

type Deps = {
  alertSettings: Pick<AlertSettings, "times" | "smtp">
  facts: Pick<AlertFactReader, "emailOf">
  store: Pick<OutboxStore, "findLatest" | "findLastSent">
  now: () => number
}

export type Continuity = ReturnType<typeof createContinuity>

/** Between two letters to somebody who has left. */
const spacingMs = 15 * 60_000
/** The follower of the log writes it down a moment after the reply. */
const untilWrittenDownMs = 2000

export const continuityKey = (conversationId: string) => `continuity:${conversationId}`

/** How an operator's words go after a visitor who has left: decided as they are written, and once more as they are sent. */
export function createContinuity({ alertSettings, facts, store, now }: Deps) {
  /** Where and when what stands unread would go; undefined where nothing goes. */
  function plan({ visitorId, visitorReadId, replyEventId }: Conversation): { to: string; at: number } | undefined {
    const { continuityAfter } = alertSettings.times()
    if (continuityAfter === 0 || !alertSettings.smtp() || visitorReadId >= replyEventId) return undefined
    const to = facts.emailOf(visitorId)
    return to === undefined ? undefined : { to, at: now() + continuityAfter * 60_000 }
  }

  /** When the next letter of this conversation may go at the earliest. */
  const freeAt = (conversationId: string): number => {
    const last = store.findLastSent(continuityKey(conversationId))
    // By a clock that was set back since, it would lie in the future.
    return last ? Math.min(last.finishedAt ?? 0, now()) + spacingMs : 0
  }

  return {
    plan,
    freeAt,
    /** What has become of an operator's reply, or will. */
    of(conversation: Conversation, reply: { id: number; at: number }): Continuation | undefined {
      const row = store.findLatest(continuityKey(conversation.id))
      if (row?.state === "pending") {
        if (!alertSettings.smtp()) return undefined
        const isFailing = row.attempts > 0 && row.answer !== null
        const at = Math.max(row.nextAt, freeAt(conversation.id))
        return { state: isFailing ? "failing" : "planned", to: row.target, at }
      }
      const finishedAt = row?.finishedAt ?? 0
      if (row?.state === "sent" && (row.eventId ?? 0) >= reply.id)
        return { state: "sent", to: row.target, at: finishedAt }
      if (row?.state === "dead" && finishedAt >= reply.at) return { state: "refused", to: row.target, at: finishedAt }
      if (now() - reply.at >= untilWrittenDownMs) return undefined
      const planned = plan(conversation)
      return planned && { state: "planned", ...planned }
    },
  }
}
