import type { Context, ConversationDetail, ConversationItem, Verdict } from "../../views/operator/props"
import type { PersonStore } from "../accounts/person-store"
import { defaultChatbot } from "../chatbots/chatbot"
import type { ContactStore } from "../contacts/contact-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { ConversationState, StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { iso } from "../http/iso"
import { cursorOfPlace, newestPlace, oldestPlace, placeOf } from "../http/paging"
import { inSlices } from "../jobs/in-slices"
import type { VisitorStore } from "../visitors/visitor-store"
import { type SeenOfVisitor, whereaboutsOf } from "../visitors/whereabouts"
import { boundsInWords, standingBounds } from "./bounds"
import type { Proposal } from "./capture-details"
import type { ClosureStore } from "./closure-store"
import { type Conversation, type ConversationRow, type ConversationStore, fromRow } from "./conversation-store"
import { writeBrief } from "./recap"
import type { Receipt } from "./receipt"
import { findIn, wantedWords } from "./search-conversations"
import { toTimelineEvent } from "./timeline-event"

type Deps = {
  db: Database
  conversations: ConversationStore
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

export type ConversationReader = ReturnType<typeof createConversationReader>
type ConversationPage = { items: ConversationItem[]; next: string | null }
type ListFilter = {
  state?: string | undefined
  queue?: string | undefined
  /** `me`, `none` or a person's id. */
  assignee?: string | undefined
  chatbot?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

type JoinedRow = ConversationRow & {
  chatbot_name: string
  queue_name: string | null
  operator_name: string | null
  offered_name: string | null
  offer_expires_at: number | null
  visitor_name: string | null
  page_url: string | null
  promise_seconds: number | null
}

/** What a search looks at first, before it reads what was said. */
type FindableRow = Pick<ConversationRow, "id" | "closed_at" | "updated_at" | "waiting_since"> & {
  name: string | null
  email: string | null
  identity_name: string | null
}
type Placed = Pick<ConversationRow, "id" | "closed_at" | "updated_at" | "waiting_since">

const seated = "c.chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person)"
const select = `
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
const selectFindable = `
  SELECT c.id, c.closed_at, c.updated_at, c.waiting_since, k.name, k.email, v.identity ->> '$.name' AS identity_name
  FROM whole_conversations c
  JOIN visitors v ON v.id = c.visitor_id
  LEFT JOIN contacts k ON k.id = v.contact_id
  WHERE ${seated}`

/** Looked through before anything else goes on. */
const lookedAtOnce = 40
const searchSliceMs = 2

/** What is closed stands where it was closed, whatever is rated or noted later. */
const movedAt = ({ closed_at, updated_at }: Pick<ConversationRow, "closed_at" | "updated_at">): number =>
  closed_at ?? updated_at

const briefsHeld = 1000

/** What operators read: the list, and one conversation with everything known of its visitor. */
export function createConversationReader({
  db,
  conversations,
  events,
  visitors,
  contacts,
  people,
  moodOf,
  ...deps
}: Deps) {
  const { hereOf, seenOf, receiptOf, now } = deps
  type Filter = Record<string, string | number | null>
  const filters = `
    AND ($queue IS NULL OR c.queue_id = $queue)
    AND ($chatbot IS NULL OR c.chatbot_id = $chatbot)
    AND ($assignee IS NULL OR ($assignee = 'none' AND c.operator_id IS NULL) OR c.operator_id = $assignee)`
  // Each by an index of its own: with one statement for all of them the closed ones of years are looked through each time.
  function listing<Row extends Placed>(columns: string) {
    const page = (which: string, at: string, [order, sign]: ["ASC", ">"] | ["DESC", "<"]) =>
      db.onRead<Filter, Row>(`${columns} AND ${which} ${filters}
        AND (${at}, c.id) ${sign} ($at, $id) ORDER BY ${at} ${order}, c.id ${order} LIMIT $limit`)
    const longestWaiting = page("c.state = 'waiting'", "c.waiting_since", ["ASC", ">"])
    const newestIn = page("c.state = $state", "c.updated_at", ["DESC", "<"])
    const newestOpen = page("c.state IN ('ai', 'waiting', 'human')", "c.updated_at", ["DESC", "<"])
    const newestClosed = page("c.closed_at IS NOT NULL", "c.closed_at", ["DESC", "<"])
    return (wanted: Filter & { limit: number }): Row[] => {
      switch (wanted.state) {
        case "waiting":
          return longestWaiting.all(wanted)
        case "closed":
          return newestClosed.all(wanted)
        case null:
          // Only with a person is it somebody's: the closed ones of years need not be looked through.
          if (wanted.assignee !== null && wanted.assignee !== "none")
            return newestIn.all({ ...wanted, state: "human" satisfies ConversationState })
          return [...newestOpen.all(wanted), ...newestClosed.all(wanted)]
            .sort((a, b) => movedAt(b) - movedAt(a) || (a.id < b.id ? 1 : -1))
            .slice(0, wanted.limit)
        default:
          return newestIn.all(wanted)
      }
    }
  }
  const find = listing<JoinedRow>(select)
  const findable = listing<FindableRow>(selectFindable)
  const said = db.onRead<[string], { text: string }>(
    "SELECT payload ->> '$.text' AS text FROM conversation_events WHERE conversation_id = ? AND type = 'message' ORDER BY id",
  )
  const one = db.onRead<{ person: string; id: string }, JoinedRow>(`${select} AND c.id = $id`)
  // By itself: within another statement the whole log would be looked through for it.
  const unread = db.onRead<[string, number], { n: number }>(`
    SELECT count(*) AS n FROM conversation_events
    WHERE conversation_id = ? AND id > ? AND type = 'message' AND actor_kind = 'visitor'`)
  const earlier = db.onRead<{ visitor: string; contact: string | null; id: string }, ConversationRow>(`
    SELECT * FROM whole_conversations WHERE id <> $id AND visitor_id IN
      (SELECT id FROM visitors WHERE id = $visitor OR ($contact IS NOT NULL AND contact_id = $contact))
    ORDER BY created_at DESC LIMIT 20`)
  const verdicts = db.onRead<[string], { event_id: number; verdict: Verdict }>(`
    SELECT event_id, verdict FROM flag_feedback WHERE event_id IN (SELECT id FROM conversation_events WHERE conversation_id = ?)`)
  const counts = db.onRead<{ person: string }, { state: string; mine: number; n: number }>(`
    SELECT state, coalesce(operator_id = $person, 0) AS mine, count(*) AS n FROM conversations
    WHERE chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person) AND state IN ('ai', 'waiting', 'human')
    GROUP BY 1, 2`)
  const countWaiting = db.onRead<[string], { n: number }>(`
    SELECT count(*) AS n FROM conversations
    WHERE state = 'waiting' AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)`)

  const briefs = new Map<string, { upTo: number; from: number; brief: string }>()
  /** Each desk lists whoever waits, again and again: written once for what has been said. */
  function briefOf({ id, last_event_id: upTo, episode_event_id: from }: JoinedRow): string {
    const held = briefs.get(id)
    if (held?.upTo === upTo && held.from === from) return held.brief
    const brief = writeBrief(events.list(id, from), from)
    if (briefs.size >= briefsHeld) briefs.clear()
    briefs.set(id, { upTo, from, brief })
    return brief
  }

  /** @param places in their lines, where more than one waits. */
  function toItem(row: JoinedRow, places?: ReadonlyMap<string, number>): ConversationItem {
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
      preview: { text: row.preview, actor: (row.preview_actor || "visitor") as ConversationItem["preview"]["actor"] },
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

  /** @throws AppError `validation` for a state or cursor that is none. */
  function toFilter(personId: string, filter: ListFilter) {
    // What is left empty is not asked for.
    const given = (value: string | undefined) => value?.trim() || undefined
    const [state, cursor] = [given(filter.state), given(filter.cursor)]
    const [queue, chatbot, assignee] = [given(filter.queue), given(filter.chatbot), given(filter.assignee)]
    if (state && !["ai", "waiting", "human", "closed"].includes(state)) {
      throw new AppError("validation", "state must be ai, waiting, human or closed.", { field: "state" })
    }
    // Always a place to go on from: “or none” would look through all that stands before it.
    const place = placeOf(cursor, state === "waiting" ? oldestPlace : newestPlace)
    const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200)
    const wanted = {
      person: personId,
      state: state ?? null,
      queue: queue ?? null,
      chatbot: chatbot ?? null,
      assignee: (assignee === "me" ? personId : assignee) ?? null,
      ...place,
    }
    return { wanted, limit }
  }

  const momentOf = (row: Placed, state: string | null) => (state === "waiting" ? row.waiting_since! : movedAt(row))
  const cursorAt = (row: Placed, state: string | null) => cursorOfPlace({ at: momentOf(row, state), id: row.id })

  type Found = { row: FindableRow; match: string }

  function* lookThrough(
    wanted: ReturnType<typeof toFilter>["wanted"],
    words: readonly string[],
    most: number,
    signal: AbortSignal | undefined,
  ): Generator<undefined, Found[]> {
    const found: Found[] = []
    for (let place = wanted; ; ) {
      const rows = findable({ ...place, limit: lookedAtOnce })
      for (const row of rows) {
        if (signal?.aborted) return found
        const names = [row.name, row.email, row.identity_name].filter((name) => name !== null)
        const match = findIn({ names, said: () => said.all(row.id).map(({ text }) => text) }, words)
        if (match !== undefined) found.push({ row, match })
        if (found.length === most) return found
        yield
      }
      const last = rows.at(-1)
      if (!last || rows.length < lookedAtOnce) return found
      place = { ...place, at: momentOf(last, wanted.state), id: last.id }
    }
  }

  function item(id: string, personId: string): ConversationItem | undefined {
    const row = one.get({ person: personId, id })
    return row && toItem(row)
  }

  return {
    item,

    /** @throws AppError `validation` for a state or cursor that is none. */
    list(personId: string, filter: ListFilter): ConversationPage {
      const { wanted, limit } = toFilter(personId, filter)
      const rows = find({ ...wanted, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const isLine = shown.filter(({ state }) => state === "waiting").length > 1
      const places = isLine ? conversations.placesInLine() : undefined
      const items = shown.map((row) => toItem(row, places))
      return { items, next: rows.length > limit && last ? cursorAt(last, wanted.state) : null }
    },

    /**
     * As `list`, of those that have all words of `query` in them, in the visitor's name or in what was said. What was said in
     * years is looked through a few conversations at a time, so that nobody who chats waits for it.
     * @param signal given up by whoever asked: what was found until then is the answer.
     * @throws AppError `validation` for a state or cursor that is none.
     */
    async search(personId: string, query: string, filter: ListFilter, signal?: AbortSignal): Promise<ConversationPage> {
      const { wanted, limit } = toFilter(personId, filter)
      const found = await inSlices(lookThrough(wanted, wantedWords(query), limit + 1, signal), searchSliceMs)
      const shown = found.slice(0, limit)
      const last = shown.at(-1)?.row
      const items = shown.flatMap(({ row, match }) => {
        const shownItem = item(row.id, personId)
        return shownItem ? [match ? { ...shownItem, match } : shownItem] : []
      })
      return { items, next: found.length > limit && last ? cursorAt(last, wanted.state) : null }
    },

    /** How many conversations this operator sees, by who holds them. */
    counts(personId: string): { waiting: number; mine: number; ai: number; colleagues: number } {
      const result = { waiting: 0, mine: 0, ai: 0, colleagues: 0 }
      for (const { state, mine, n } of counts.all({ person: personId })) {
        if (state === "human") result[mine ? "mine" : "colleagues"] += n
        else if (state === "waiting" || state === "ai") result[state] += n
      }
      return result
    },

    /** Asked for by every page beside the desk whenever something moved: the others are many, who waits is few. */
    countWaiting: (personId: string): number => countWaiting.get(personId)!.n,

    /** @throws AppError `not_found` when it is not this operator's to see. */
    detail(id: string, personId: string): ConversationDetail {
      const row = one.get({ person: personId, id })
      if (!row) throw new AppError("not_found", "There is no such conversation, or it is not yours to see.")
      const stored = events.list(id)
      const visitor = visitors.find(row.visitor_id)!
      const contact = visitor.contactId ? contacts.find(visitor.contactId) : undefined
      const given = new Map(verdicts.all(id).map(({ event_id, verdict }) => [event_id, verdict]))
      const brief = writeBrief(stored, row.episode_event_id) || null
      const notes = contacts.listNotes(id, visitor.contactId)
      const { identity } = visitor
      return {
        conversation: toItem(row),
        events: stored.map(toTimelineEvent),
        context: contextOf(id, visitor.id, visitor.contactId, row.locale),
        contact:
          contact || identity || notes.length > 0
            ? {
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
            : null,
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
    },
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

  function contextOf(id: string, visitorId: string, contactId: string | null, language: string): Context {
    const visitor = visitors.find(visitorId)!
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
      earlier: earlier.all({ visitor: visitorId, contact: contactId, id }).map((row) => ({
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
