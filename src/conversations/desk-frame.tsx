import { renderToString } from "preact-render-to-string"
import { ConversationTitle } from "../../views/operator/conversation"
import { Row } from "../../views/operator/row"
import { Entry } from "../../views/operator/timeline"
import { visitorName } from "../../views/operator/words"
import type { Person } from "../accounts/person-store"
import type { EventType, StoredEvent } from "../events/event"
import type { ConversationStore } from "./conversation-store"
import type { ConversationReader } from "./read-model"
import type { Receipts } from "./receipts"
import { toTimelineEvent } from "./timeline-event"
import type { Viewers } from "./viewers"

type Deps = {
  reader: ConversationReader
  conversations: Pick<ConversationStore, "find">
  receipts: Pick<Receipts, "draw">
  viewers: Pick<Viewers, "list">
  now: () => number
}

/** After these the header says something else. */
const changesHeader = new Set<EventType>(["state", "assignment", "contact"])
const remembered = 2000

/**
 * The desk's frames: what an event adds to the open conversation, and its row in the list. Rendered once, by the views
 * of the page, and then the same bytes for every operator who may see it.
 */
export function createDeskFrames({ reader, conversations, receipts, viewers, now }: Deps) {
  const cache = new Map<number, Uint8Array>()
  const encoder = new TextEncoder()

  return function deskFrameOf(event: StoredEvent, person: Pick<Person, "id">): Uint8Array {
    const held = cache.get(event.id)
    if (held) return held
    const data = JSON.stringify(render(event, person))
    const frame = encoder.encode(`id: ${event.id}\nevent: desk\ndata: ${data}\n\n`)
    cache.set(event.id, frame)
    if (cache.size > remembered) cache.delete(cache.keys().next().value!)
    return frame
  }

  /** With the words it comes how far they have got, where somebody looks. */
  function receiptOf({ conversationId, type, actor }: StoredEvent): { receipt?: string } {
    if (type !== "message" || actor.kind === "visitor" || viewers.list(conversationId).length === 0) return {}
    const conversation = conversations.find(conversationId)
    return conversation ? { receipt: receipts.draw(conversation) } : {}
  }

  function render(event: StoredEvent, person: Pick<Person, "id">) {
    const { id, conversationId, type } = event
    const item = reader.item(conversationId, person.id)
    // Erased meanwhile: the event has nothing left to show, but the cursor moves on.
    if (!item) return { id, conversationId, type }
    const shown = toTimelineEvent(event)
    const message = renderToString(<Entry event={shown} />)
    return {
      id,
      conversationId,
      type,
      ...(message ? { message } : {}),
      ...receiptOf(event),
      // Who did it: whoever loses or gets a conversation is told by whom.
      ...(type === "state" ? { by: { id: event.actor.id, name: event.actor.name } } : {}),
      ...(type === "state" || type === "booking" ? { who: visitorName(item.visitor) } : {}),
      ...(changesHeader.has(type)
        ? {
            header: renderToString(
              <ConversationTitle item={item} context={reader.detail(conversationId, person.id).context} now={now()} />,
            ),
          }
        : {}),
      row: {
        id: item.id,
        html: renderToString(<Row item={item} now={now()} />),
        state: item.state,
        assigneeId: item.assignee?.id ?? null,
        waitingSince: item.waitingSince,
        unread: item.unread,
      },
    }
  }
}
