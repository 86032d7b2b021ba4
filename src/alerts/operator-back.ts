import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { AvailabilityBoard } from "../queues/availability"
import type { AlertFactReader } from "./alert-facts"
import type { AlertSettings } from "./alert-settings"
import type { EmailPayload } from "./letters"
import type { Outbox } from "./outbox"

type Deps = {
  db: Database
  outbox: Outbox
  alertSettings: AlertSettings
  facts: AlertFactReader
  chatbots: ChatbotStore
  board: AvailabilityBoard
  now: () => number
}

/** Somebody who only looks in and goes again is not “back”. */
const settleMs = 60_000

/**
 * Visitors who were told that nobody is there, and left an address, are written to when somebody is: once for each wait.
 */
export function createOperatorBack({ db, outbox, alertSettings, facts, chatbots, board, now }: Deps) {
  const left = db.onRead<[string], { id: string; visitor_id: string; waiting_since: number }>(`
    SELECT id, visitor_id, waiting_since FROM conversations c
    WHERE state = 'waiting' AND chatbot_id = ? AND EXISTS (
      SELECT 1 FROM conversation_events WHERE conversation_id = c.id AND type = 'notice' AND at >= c.waiting_since
        AND payload ->> '$.code' = 'no_operator')`)
  const wasOnline = new Map<string, boolean>()

  /** Called when somebody may have come or gone. */
  return async function check(): Promise<void> {
    const came = chatbots.list().filter(({ id }) => {
      const before = wasOnline.get(id) ?? false
      const isOnline = board.isAnybodyOnline(id)
      wasOnline.set(id, isOnline)
      return isOnline && !before
    })
    if (came.length === 0 || !alertSettings.smtp()) return
    const rows = came
      .flatMap(({ id }) => left.all(id))
      .flatMap((row) => {
        const email = facts.emailOf(row.visitor_id)
        return email ? [{ ...row, email }] : []
      })
    if (rows.length === 0) return
    await db.write((tx) => {
      for (const { id, waiting_since: since, email } of rows) {
        const key = `back:${id}:${since}`
        const before = outbox.store.findLatestByKey(tx, key)
        // What was withdrawn told them nothing: whoever came had gone again, or the visitor was there themselves.
        if (before && before.state !== "withdrawn") continue
        const payload: EmailPayload = { is: "back", since }
        outbox.enqueue(tx, {
          channel: "email",
          kind: "back",
          target: email,
          key,
          conversationId: id,
          payload,
          notBefore: now() + settleMs,
          expiresAt: now() + 3600_000,
        })
      }
    })
  }
}
