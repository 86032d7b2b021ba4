/** The names by which other programs know what happened. Pure. */

import type { StoredEvent } from "../events/event"

/** With what each means, for the admin page and the API's description. */
export const webhookEvents = {
  "message.created": "Somebody wrote: visitor, AI or operator",
  "conversation.flagged": "A sign that a person is needed, with its evidence",
  "conversation.waiting": "A visitor waits for a person",
  "conversation.taken_over": "An operator has taken a conversation over",
  "conversation.handed_back": "An operator has handed a conversation back to the AI",
  "conversation.closed": "A conversation has ended",
  "conversation.assigned": "A conversation was offered, passed on or put in a queue",
  "note.created": "An operator wrote a note",
  "recap.created": "A conversation was closed with a recap",
  "contact.captured": "A visitor left details",
  "booking.changed": "A callback or booking was made or changed",
  "rating.given": "A visitor rated a conversation",
} as const

export type WebhookEvent = keyof typeof webhookEvents

export const isWebhookEvent = (name: string): name is WebhookEvent => Object.hasOwn(webhookEvents, name)

const byState = {
  waiting: "conversation.waiting",
  human: "conversation.taken_over",
  ai: "conversation.handed_back",
  closed: "conversation.closed",
} as const

/** Undefined for what is no other program's concern. */
export function webhookEventOf(event: StoredEvent): WebhookEvent | undefined {
  switch (event.type) {
    case "message":
      return "message.created"
    case "state":
      return byState[event.payload.to]
    case "signal":
      return "conversation.flagged"
    case "assignment":
      return "conversation.assigned"
    case "note":
      return "note.created"
    case "recap":
      return "recap.created"
    case "contact":
      return "contact.captured"
    case "booking":
      return "booking.changed"
    case "rating":
      return "rating.given"
    default:
      return undefined
  }
}
