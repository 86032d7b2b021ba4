/** How far the newest words of an operator or the AI have got with their visitor, and what an operator is told of it. Pure. */

import type { Link } from "../visitors/connections"

/**
 * *sent*: on disk here, and not known to be on the visitor's page. *delivered*: their page has it in the thread, which is
 * closed, covered or scrolled away. *seen*: it stood on their screen. *undelivered*: their page has not got it, and will
 * not just now. *emailed*: it went after them.
 */
export type ReceiptState = "sent" | "delivered" | "seen" | "undelivered" | "emailed"

/**
 * Why nothing more happens by itself. *left*: they have gone. *cut_off*: their page was connected and is no more.
 * *chat_closed*: they are on the website with the chat closed, which then holds no connection. *silent*: connected, as it
 * seems, but their page does not answer. *elsewhere*: they have begun another conversation since.
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

export type ReceiptFacts = {
  /** The newest message of an operator or the AI. */
  reply: { id: number; at: number }
  visitorEventId: number
  readId: number
  renderedId: number
  link: Link
  /** When they were last heard of otherwise: a page that they opened. */
  heardAt: number
  /** Their page is open, as far as is known: they have not said goodbye. */
  isOnPage: boolean
  /** Of all their conversations the one that the widget shows. */
  isLatest: boolean
  email: Continuation | undefined
  now: number
}

/** From one page to the next the connection goes and comes. */
const betweenPagesMs = 5000
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

function absenceOf(
  { reply, link, heardAt, isOnPage, isLatest, now }: ReceiptFacts,
  isRendered: boolean,
): Absence | null {
  if (!isLatest) return "elsewhere"
  if (link.by === "stream") {
    const isLate = now - Math.max(reply.at, link.since) >= answersWithinMs
    return link.acknowledges && !isRendered && isLate ? "silent" : null
  }
  if (link.by === "polling" || now - Math.max(link.since, heardAt) < betweenPagesMs) return null
  if (!isOnPage) return "left"
  return link.lostAt === null ? "chat_closed" : "cut_off"
}

/** It went out while their page was connected, and that page does not say what it has: it may well be there. */
const isUnknown = ({ reply, link, isLatest }: ReceiptFacts) =>
  isLatest && !link.acknowledges && link.by === null && (link.lostAt ?? 0) > reply.at
