/** How far the newest words of an operator or the AI have got with their visitor, and what an operator is told of it. Pure. */

import { type SeenOfVisitor, whereaboutsOf } from "../visitors/whereabouts"

/**
 * *sent*: on disk here, and not known to be on the visitor's page. *delivered*: their page has it in the thread, which is
 * closed, covered or scrolled away. *seen*: it stood on their screen. *undelivered*: their page has not got it, and will
 * not just now. *emailed*: it went after them.
 */
export type ReceiptState = "sent" | "delivered" | "seen" | "undelivered" | "emailed"

/**
 * Why nothing more happens by itself: where they are instead; or *silent*: connected, as it seems, but their page does not
 * answer; or *elsewhere*: they have begun another conversation since.
 */
export type Absence = "left" | "cut_off" | "chat_closed" | "silent" | "elsewhere"

/** What becomes of it by email. *failing*: the mail server has not taken it yet. */
export type Continuation = {
  state: "planned" | "sent" | "failing" | "refused"
  to: string
  /** When it went or is to go, in epoch milliseconds. */
  at: number
}

export type Receipt = {
  /** The message that it is about. */
  eventId: number
  state: ReceiptState
  absence: Absence | null
  email: { state: Continuation["state"]; to: string; at: string } | null
}

export type ReceiptFacts = SeenOfVisitor & {
  /** The newest message of an operator or the AI. */
  reply: { id: number; at: number }
  visitorEventId: number
  readId: number
  renderedId: number
  /** Of all their conversations the one that the widget shows. */
  isLatest: boolean
  email: Continuation | undefined
}

/** A page that is awake has put it into the thread by then. */
const answersWithinMs = 10_000

/** Undefined where there is nothing to say: they have answered. */
export function receiptOf(facts: ReceiptFacts): Receipt | undefined {
  const { reply, visitorEventId, readId, renderedId, email } = facts
  if (visitorEventId > reply.id) return undefined
  const told = { eventId: reply.id, absence: null, email: null }
  if (readId >= reply.id) return { ...told, state: "seen" }
  const isRendered = renderedId >= reply.id
  const absence = absenceOf(facts, isRendered)
  const sent = email && { state: email.state, to: email.to, at: new Date(email.at).toISOString() }
  if (email?.state === "sent") return { ...told, state: "emailed", absence, email: sent ?? null }
  const rest = { ...told, absence, email: (absence && sent) ?? null }
  if (isRendered) return { ...rest, state: "delivered" }
  return { ...rest, state: absence === null || isUnknown(facts) ? "sent" : "undelivered" }
}

function absenceOf(facts: ReceiptFacts, isRendered: boolean): Absence | null {
  const { reply, link, isLatest, now } = facts
  if (!isLatest) return "elsewhere"
  if (link.by === "stream") {
    const isLate = now - Math.max(reply.at, link.since) >= answersWithinMs
    return link.acknowledges && !isRendered && isLate ? "silent" : null
  }
  const where = whereaboutsOf(facts)
  return where === "connected" || where === "between_pages" ? null : where
}

/** It went out while their page was connected, and that page does not say what it has: it may well be there. */
const isUnknown = ({ reply, link, isLatest }: ReceiptFacts) =>
  isLatest && !link.acknowledges && link.by === null && (link.lostAt ?? 0) > reply.at
