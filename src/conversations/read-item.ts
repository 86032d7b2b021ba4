import type { ConversationItem } from "../../views/operator/props"
import { defaultChatbot } from "../chatbots/chatbot"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import { iso } from "../http/iso"
import { type ConversationRow, type ConversationStore, fromRow } from "./conversation-store"
import { previewOf } from "./preview"
import { writeBrief } from "./recap"

type Deps = { db: Database; conversations: ConversationStore; events: EventStore }

export type ItemRow = ConversationRow & {
  chatbot_name: string
  queue_name: string | null
  operator_name: string | null
  offered_name: string | null
  offer_expires_at: number | null
  visitor_name: string | null
  page_url: string | null
  promise_seconds: number | null
}

/** Only conversations that an operator may see. */
export const seated = "c.chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person)"
/** A conversation as a line of the list, of those that the operator sees. */
export const selectItem = `
  SELECT c.*, b.name AS chatbot_name, q.name AS queue_name, p.name AS operator_name, o.name AS offered_name,
    coalesce(k.name, k.email, v.identity ->> '$.name') AS visitor_name,
    (SELECT url FROM page_views WHERE visitor_id = c.visitor_id ORDER BY id DESC LIMIT 1) AS page_url,
    b.escalation ->> '$.promiseSeconds' AS promise_seconds
  FROM whole_conversations c
  JOIN chatbots b ON b.id = c.chatbot_id
  JOIN visitors v ON v.id = c.visitor_id
  LEFT JOIN contacts k ON k.id = v.contact_id
  LEFT JOIN queues q ON q.id = c.queue_id
  LEFT JOIN people p ON p.id = c.operator_id
  LEFT JOIN people o ON o.id = c.offered_to
  WHERE ${seated}`
/** What is closed stands where it was closed, whatever is rated or noted later. */
export const movedAt = ({ closed_at, updated_at }: Pick<ConversationRow, "closed_at" | "updated_at">): number =>
  closed_at ?? updated_at

const briefsHeld = 1000

export type ItemReader = ReturnType<typeof createItemReader>

/** A conversation as it stands in the list. */
export function createItemReader({ db, conversations, events }: Deps) {
  const one = db.onRead<{ person: string; id: string }, ItemRow>(`${selectItem} AND c.id = $id`)
  // By itself: within another statement the whole log would be looked through for it.
  const unread = db.onRead<[string, number], { n: number }>(`
    SELECT count(*) AS n FROM conversation_events
    WHERE conversation_id = ? AND id > ? AND type = 'message' AND actor_kind = 'visitor'`)
  const briefs = new Map<string, { upTo: number; from: number; brief: string }>()
  /** Each desk lists whoever waits, again and again: written once for what has been said. */
  function briefOf({ id, last_event_id: upTo, episode_event_id: from }: ItemRow): string {
    const held = briefs.get(id)
    if (held?.upTo === upTo && held.from === from) return held.brief
    const brief = writeBrief(events.list(id, from), from)
    if (briefs.size >= briefsHeld) briefs.clear()
    briefs.set(id, { upTo, from, brief })
    return brief
  }

  /** What was said last; of who waits what they said, because before a person comes the AI says the same to everybody. */
  function lastWords({ state, preview, preview_actor, visitor_event_id }: ItemRow): ConversationItem["preview"] {
    const said = state === "waiting" && preview_actor === "ai" ? events.find(visitor_event_id) : undefined
    const words = said?.type === "message" ? previewOf(said.payload.text) : ""
    if (words) return { text: words, actor: "visitor" }
    return { text: preview, actor: (preview_actor || "visitor") as ConversationItem["preview"]["actor"] }
  }

  /** @param places in their lines, where more than one waits. */
  function toItem(row: ItemRow, places?: ReadonlyMap<string, number>): ConversationItem {
    const conversation = fromRow(row)
    const { lifecycle } = conversation
    const isOpen = lifecycle.state !== "closed"
    const promise = (row.promise_seconds ?? defaultChatbot.escalation.promiseSeconds) * 1000
    return {
      id: row.id,
      state: row.state,
      chatbot: { id: row.chatbot_id, name: row.chatbot_name },
      queue: row.queue_id && row.queue_name ? { id: row.queue_id, name: row.queue_name } : null,
      assignee: row.operator_id ? { id: row.operator_id, name: row.operator_name ?? "" } : null,
      visitor: { id: row.visitor_id, name: row.visitor_name, page: row.page_url },
      preview: lastWords(row),
      reason: isOpen ? (conversation.reason as ConversationItem["reason"]) : null,
      brief: lifecycle.state === "waiting" ? briefOf(row) : null,
      waitingSince: lifecycle.state === "waiting" ? iso(lifecycle.since) : null,
      promisedAt: lifecycle.state === "waiting" ? iso(lifecycle.since + promise) : null,
      deadlineAt: lifecycle.state === "waiting" ? iso(lifecycle.deadlineAt) : null,
      priority: row.priority,
      offer:
        row.offered_to && row.offer_expires_at
          ? { operator: { id: row.offered_to, name: row.offered_name ?? "" }, expiresAt: iso(row.offer_expires_at) }
          : null,
      position: places?.get(row.id) ?? conversations.positionOf(conversation) ?? null,
      unread: isOpen && row.visitor_event_id > row.operator_read_id ? unread.get(row.id, row.operator_read_id)!.n : 0,
      updatedAt: iso(movedAt(row)),
    }
  }

  function find(id: string, personId: string): ItemRow | undefined {
    return one.get({ person: personId, id })
  }

  function item(id: string, personId: string): ConversationItem | undefined {
    const row = find(id, personId)
    return row && toItem(row)
  }

  return { find, toItem, item }
}
