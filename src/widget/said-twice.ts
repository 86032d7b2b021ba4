import type { EventBody } from "../events/event"
import type { EventStore } from "../events/event-store"

/** Proxies repeat a request whose answer they lost: the same of a visitor twice in a row, with nothing said between, is once. */
export function isSaidTwice(events: Pick<EventStore, "list">, conversationId: string, { type, payload }: EventBody) {
  const last = events.list(conversationId).findLast((event) => event.type === type || event.type === "message")
  return last?.type === type && Bun.deepEquals(last.payload, payload)
}
