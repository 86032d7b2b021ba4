/** What the log of a conversation says to whoever answers it. Pure. */

import { isMessage, type StoredEvent } from "../events/event"
import { choiceOf } from "../languages/choice"
import type { TurnMessage } from "./answerer"

const historyLength = 30

/** The latest, and every word of an operator however old: a promise does not expire. */
export function historyOf(stored: readonly StoredEvent[]): TurnMessage[] {
  const all = withChoices(stored.flatMap(toTurnMessage))
  return all.filter(({ role }, index) => index >= all.length - historyLength || (role !== "visitor" && role !== "ai"))
}

/** “The second one” is read as what was suggested second: whoever answers need not know what stood under the question. */
export function withChoices(messages: readonly TurnMessage[]): TurnMessage[] {
  let suggested: readonly string[] = []
  return messages.map((message) => {
    const { role, text, suggestions = [] } = message
    if (role === "visitor") return { ...message, text: choiceOf(text, suggested) ?? text }
    suggested = suggestions
    return message
  })
}

/** The visitor's newest words. */
export const queryOf = (stored: readonly StoredEvent[]): string =>
  stored.filter(isMessage).findLast(({ actor }) => actor.kind === "visitor")?.payload.text ?? ""

export const visitorsWords = (stored: readonly StoredEvent[]): string[] =>
  stored.filter(isMessage).flatMap(({ actor, payload }) => (actor.kind === "visitor" ? [payload.text] : []))

/** What the visitor asked after an event and has had no answer to. */
export function unansweredAfter(stored: readonly StoredEvent[], after: number): string[] {
  const answered = stored.reduce((upTo, event) => {
    const isAnswer = event.type === "tried" && event.payload.outcome === "replied"
    return isAnswer ? Math.max(upTo, event.payload.upTo ?? event.id) : upTo
  }, after)
  return stored
    .filter(isMessage)
    .filter(({ id, actor }) => id > answered && actor.kind === "visitor")
    .map(({ payload }) => payload.text)
}

function toTurnMessage(event: StoredEvent): TurnMessage[] {
  const { actor, at } = event
  if (event.type === "whisper") {
    const { text, handBack } = event.payload
    // What was decided stands like what was said: either answerer may repeat it.
    const facts = (handBack?.facts ?? []).map(
      (fact): TurnMessage => ({ role: "operator", name: actor.name, text: fact, at }),
    )
    return text ? [...facts, { role: "whisper", name: actor.name, text, at }] : facts
  }
  if (event.type === "notice" && event.payload.code === "handed_back") {
    return [{ role: "handback", name: actor.name, text: event.payload.text, at }]
  }
  if (!isMessage(event) || actor.kind === "system") return []
  const { text, attachments = [], suggestions } = event.payload
  const files = attachments.map(({ id, name, type, size }) => ({ id, name, type, size }))
  const more = { ...(files.length > 0 ? { files } : {}), ...(suggestions ? { suggestions } : {}) }
  return [{ role: actor.kind, name: actor.name, text, at, ...more }]
}
