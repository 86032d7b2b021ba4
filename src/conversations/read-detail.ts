import type { Context, ConversationDetail, Verdict } from "../../views/operator/props"
import type { PersonStore } from "../accounts/person-store"
import type { ContactStore } from "../contacts/contact-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { iso } from "../http/iso"
import type { Visitor, VisitorStore } from "../visitors/visitor-store"
import { type SeenOfVisitor, whereaboutsOf } from "../visitors/whereabouts"
import { boundsInWords, standingBounds } from "./bounds"
import type { Proposal } from "./capture-details"
import type { ClosureStore } from "./closure-store"
import { type Conversation, type ConversationRow, fromRow } from "./conversation-store"
import { type ItemReader, seated } from "./read-item"
import { writeBrief } from "./recap"
import type { Receipt } from "./receipt"
import { toTimelineEvent } from "./timeline-event"

type Deps = {
  db: Database
  items: ItemReader
  events: EventStore
  visitors: VisitorStore
  contacts: ContactStore
  people: PersonStore
  /** Details that the visitor's messages hold, and that are not known yet. */
  proposalsOf: (conversation: Conversation, stored: readonly StoredEvent[]) => Proposal[]
  closures: Pick<ClosureStore, "find">
  /** How far the newest words of an operator or the AI have got. */
  receiptOf: (conversation: Conversation) => Receipt | null
  /** How frustrated the messages of a conversation were. */
  moodOf: (conversationId: string) => { eventId: number; at: number; score: number }[]
  /** Whether a visitor is on the website now, and how ready they look to buy. */
  hereOf: (visitorId: string) => { intent: Context["intent"] } | undefined
  /** What tells where they are: the same as beneath the newest words. */
  seenOf: (visitorId: string) => SeenOfVisitor
  now: () => number
}

/** One conversation with everything known of its visitor. */
export function createDetailReader(deps: Deps) {
  const { db, events, visitors, contacts, people, items, moodOf, hereOf, seenOf, receiptOf, now } = deps
  // A contact may have been merged from visitors of several chatbots.
  const earlier = db.onRead<{ visitor: string; contact: string | null; id: string; person: string }, ConversationRow>(`
    SELECT * FROM whole_conversations c WHERE id <> $id AND visitor_id IN
      (SELECT id FROM visitors WHERE id = $visitor OR ($contact IS NOT NULL AND contact_id = $contact)) AND ${seated}
    ORDER BY created_at DESC LIMIT 20`)
  const verdicts = db.onRead<[string], { event_id: number; verdict: Verdict }>(`
    SELECT event_id, verdict FROM flag_feedback WHERE event_id IN (SELECT id FROM conversation_events WHERE conversation_id = ?)`)

  /** @throws AppError `not_found` when it is not this operator's to see. */
  return function readDetail(id: string, personId: string): ConversationDetail {
    const row = items.find(id, personId)
    if (!row) throw new AppError("not_found", "There is no such conversation, or it is not yours to see.")
    const stored = events.list(id)
    const visitor = visitors.find(row.visitor_id)!
    const given = new Map(verdicts.all(id).map(({ event_id, verdict }) => [event_id, verdict]))
    const brief = writeBrief(stored, row.episode_event_id) || null
    return {
      conversation: items.toItem(row),
      events: stored.map(toTimelineEvent),
      context: contextOf(id, personId, visitor, row.locale),
      contact: contactOf(id, visitor),
      signals: stored.flatMap((event) => (event.type === "signal" ? [signalOf(event, given.get(event.id))] : [])),
      mood: moodOf(id).map(({ at, ...point }) => ({ ...point, at: iso(at) })),
      tried: stored.flatMap((event) => (event.type === "tried" ? [triedOf(event)] : [])),
      brief,
      bounds: boundsOf(stored),
      proposals: deps.proposalsOf(fromRow(row), stored),
      closure: closureOf(row, stored),
      lastEventId: stored.at(-1)?.id ?? 0,
      visitorReadId: row.visitor_read_id,
      receipt: receiptOf(fromRow(row)),
    }
  }

  /** What is known of who they are; null where nothing is. */
  function contactOf(id: string, { contactId, identity }: Visitor): ConversationDetail["contact"] {
    const contact = contactId ? contacts.find(contactId) : undefined
    const notes = contacts.listNotes(id, contactId)
    if (!contact && !identity && notes.length === 0) return null
    return {
      id: contact?.id ?? null,
      stage: contacts.listStages().find(({ id: stage }) => stage === contact?.stageId)?.name ?? null,
      tags: contact?.tags ?? [],
      name: contact?.name ?? identity?.name ?? null,
      email: contact?.email ?? identity?.email ?? null,
      phone: contact?.phone ?? null,
      company: contact?.company ?? null,
      fields: contact?.fields ?? {},
      ...(identity
        ? {
            verified: identity.verified,
            identity: {
              id: identity.id,
              email: identity.email ?? null,
              verified: identity.verified,
              emailVerified: identity.emailVerified ?? false,
            },
          }
        : {}),
      notes: notes.map((note) => ({
        text: note.text,
        at: iso(note.createdAt),
        by: people.find(note.personId)?.name ?? "",
      })),
    }
  }

  function boundsOf(stored: readonly StoredEvent[]): ConversationDetail["bounds"] {
    const found = standingBounds(stored, now())
    if (!found) return null
    const { by, until } = found
    return { text: boundsInWords(found, by.name), by: by.name, until: until === null ? null : iso(until) }
  }

  function closureOf(row: ConversationRow, stored: readonly StoredEvent[]): ConversationDetail["closure"] {
    const { outcome, tags } = deps.closures.find(row.id)
    const rating = stored.findLast((event) => event.type === "rating")
    const rated = rating?.type === "rating" ? rating.payload : null
    return outcome || tags.length > 0 || rated ? { outcome, tags, rating: rated } : null
  }

  function contextOf(id: string, person: string, visitor: Visitor, language: string): Context {
    const { id: visitorId, contactId } = visitor
    const visits = visitors.listVisits(visitorId)
    const trail = visitors.listTrail(visitorId).map(({ url, title, at }) => ({ url, title, at: iso(at) }))
    const visit = visits.at(-1)
    const here = hereOf(visitorId)
    const seen = seenOf(visitorId)
    const where = whereaboutsOf(seen)
    return {
      site: visit
        ? {
            isHere: where !== "left",
            isCutOff: where === "cut_off",
            landing: visit.landingUrl,
            arrivedAt: iso(visit.startedAt),
            // A connection that is gone was there until then, whatever page was opened before.
            lastSeenAt: iso(Math.max(visit.lastSeenAt, seen.link.lostAt ?? 0)),
          }
        : null,
      attributes: visitor.attributes,
      intent: here?.intent ?? null,
      page: trail.at(-1) ?? null,
      referrer: visit?.referrer || null,
      campaign: visit && Object.keys(visit.campaign).length > 0 ? visit.campaign : null,
      trail,
      visits: visits.length,
      earlier: earlier.all({ visitor: visitorId, contact: contactId, id, person }).map((row) => ({
        id: row.id,
        at: iso(row.created_at),
        state: row.state,
        preview: row.recap ?? row.preview,
      })),
      device: visitor.device || null,
      locale: visitor.locale || null,
      language: language || null,
      timezone: visitor.timezone || null,
    }
  }
}

function signalOf(event: Extract<StoredEvent, { type: "signal" }>, verdict: Verdict | undefined) {
  return { eventId: event.id, at: iso(event.at), ...event.payload, ...(verdict ? { verdict } : {}) }
}

function triedOf(event: Extract<StoredEvent, { type: "tried" }>) {
  const { query, sources, confidence, outcome, failure, missing } = event.payload
  return {
    ...{ eventId: event.id, at: iso(event.at), query, sources, confidence, outcome },
    ...(failure ? { failure } : {}),
    ...(missing ? { missing } : {}),
  }
}
