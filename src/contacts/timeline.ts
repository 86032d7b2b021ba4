import type { Database } from "../db/database"
import { cursorOfPlace, newestPlace, pageOf, placeOf } from "../http/paging"
import type { Contact } from "./contact-store"

type TimelineKind = "visit" | "conversation" | "note" | "booking" | "follow_up" | "mail" | "consent" | "merge"
/** One thing that happened with somebody, whichever room it comes from. */
type TimelineItem = {
  kind: TimelineKind
  id: string
  at: number
  /** In a few words. */
  title: string
  /** What was said, noted or agreed to. */
  text: string
  by: string | null
  conversationId: string | null
  /** Further facts, such as the outcome or the rating. */
  facts: Record<string, string>
}

export type ReadTimeline = ReturnType<typeof createTimeline>

/** What is shown at first. */
const firstPage = 300

/** What each statement is asked with; an operator sees what happened with the chatbots of their seats. */
type Who = { contact: string; person: string | null; limit: number; at: number; key: string }

/** Older than a place among all kinds; those of one moment stand by their kind and id. */
const older = (kind: TimelineKind, at: string, id: string) =>
  `${at} <= $at AND (${at} < $at OR '${kind}:' || ${id} < $key) ORDER BY ${at} DESC, '${kind}:' || ${id} DESC LIMIT $limit`
const keyOf = ({ kind, id }: Pick<TimelineItem, "kind" | "id">) => `${kind}:${id}`

const ownVisitors = `(SELECT id FROM visitors WHERE contact_id = $contact
  AND ($person IS NULL OR chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person)))`
const ownConversations = `(SELECT id FROM conversations WHERE visitor_id IN ${ownVisitors})`

/** Everything that is known to have happened with a contact, newest first. */
export function createTimeline(db: Database) {
  const visits = db.onRead<Who, Record<string, string | number>>(`
    SELECT v.id, v.started_at AS at, v.landing_url, v.referrer, v.campaign, i.device,
      (SELECT count(*) FROM page_views p WHERE p.visit_id = v.id AND p.visitor_id = v.visitor_id) AS pages
    FROM visits v JOIN visitors i ON i.id = v.visitor_id
    WHERE v.visitor_id IN ${ownVisitors} AND ${older("visit", "v.started_at", "v.id")}`)
  const conversations = db.onRead<Who, Record<string, string | number | null>>(`
    SELECT c.id, c.created_at AS at, c.state, c.preview, c.recap, c.rating, b.name AS chatbot, x.outcome,
      (SELECT group_concat(tag, ', ') FROM conversation_tags t WHERE t.conversation_id = c.id) AS tags
    FROM whole_conversations c JOIN chatbots b ON b.id = c.chatbot_id LEFT JOIN closures x ON x.conversation_id = c.id
    WHERE c.id IN ${ownConversations} AND ${older("conversation", "c.created_at", "c.id")}`)
  const notes = db.onRead<Who, Record<string, string | number | null>>(`
    SELECT n.id, n.created_at AS at, n.text, n.conversation_id, p.name AS who
    FROM crm_notes n LEFT JOIN people p ON p.id = n.person_id
    WHERE (n.contact_id = $contact OR n.conversation_id IN ${ownConversations}) AND ${older("note", "n.created_at", "n.id")}`)
  const bookings = db.onRead<Who, Record<string, string | number | null>>(`
    SELECT id, created_at AS at, name, starts_at, time_zone, note, people, cancelled_at, conversation_id
    FROM bookings WHERE visitor_id IN ${ownVisitors} AND ${older("booking", "created_at", "id")}`)
  const followUps = db.onRead<Who, Record<string, string | number | null>>(`
    SELECT f.id, f.created_at AS at, f.text, f.due_at, f.done_at, f.conversation_id, p.name AS who
    FROM follow_ups f LEFT JOIN people p ON p.id = f.owner_id
    WHERE (f.contact_id = $contact OR f.conversation_id IN ${ownConversations})
      AND ($person IS NULL OR f.chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person))
      AND ${older("follow_up", "f.created_at", "f.id")}`)
  const mails = db.onRead<Who & { email: string }, Record<string, string | number | null>>(`
    SELECT id, created_at AS at, kind, state, answer, conversation_id FROM deliveries
    WHERE channel = 'email' AND target = $email AND kind <> 'alert'
      AND (conversation_id IS NULL OR conversation_id IN ${ownConversations})
      AND ${older("mail", "created_at", "id")}`)
  // Consents and merges are the contact's own, whatever the chatbot; `$person` is named only because it is bound.
  const consents = db.onRead<Who, Record<string, string | number>>(
    `SELECT id, at, source, wording FROM consents WHERE contact_id = $contact AND ($person IS NULL OR 1)
      AND ${older("consent", "at", "id")}`,
  )
  const merges = db.onRead<Who, Record<string, string | number | null>>(`
    SELECT m.id, m.at, m.undone_at, m.before ->> '$.merged.name' AS name, m.before ->> '$.merged.email' AS email, p.name AS who
    FROM contact_merges m LEFT JOIN people p ON p.id = m.person_id
    WHERE m.kept_id = $contact AND ($person IS NULL OR 1) AND ${older("merge", "m.at", "m.id")}`)

  /**
   * @param person an operator, or null for an owner, who sees everything.
   * @throws AppError `validation` for a cursor that is none.
   */
  return function readTimeline(
    { id, email }: Pick<Contact, "id" | "email">,
    person: string | null,
    { cursor, limit = firstPage }: { cursor?: string | undefined; limit?: number | undefined } = {},
  ): { items: TimelineItem[]; next: string | null } {
    const place = placeOf(cursor, newestPlace)
    const who = { contact: id, person, limit: limit + 1, at: place.at, key: place.id }
    const items = [
      ...visits.all(who).map((row) => {
        const campaign = Object.entries(JSON.parse(String(row.campaign))).map(([, value]) => String(value))
        return item("visit", row, {
          title: `Visited ${row.landing_url}`,
          facts: {
            ...given("pages", Number(row.pages) > 1 ? `${row.pages} pages` : ""),
            ...given("from", row.referrer),
            ...given("campaign", campaign.join(" · ")),
            ...given("device", row.device),
          },
        })
      }),
      ...conversations.all(who).map((row) =>
        item("conversation", row, {
          title: `Conversation with ${row.chatbot}`,
          text: String(row.recap ?? row.preview ?? ""),
          conversationId: String(row.id),
          facts: {
            state: String(row.state),
            ...given("outcome", row.outcome),
            ...given("rating", row.rating),
            ...given("tags", row.tags),
          },
        }),
      ),
      ...notes.all(who).map((row) => item("note", row, { title: "Note", text: String(row.text) })),
      ...bookings.all(who).map((row) =>
        item("booking", row, {
          title: row.cancelled_at === null ? `Booked: ${row.name}` : `Cancelled: ${row.name}`,
          text: String(row.note ?? ""),
          facts: {
            start: new Date(Number(row.starts_at)).toISOString(),
            timeZone: String(row.time_zone),
            ...given("people", Number(row.people) > 1 ? row.people : ""),
          },
        }),
      ),
      ...followUps.all(who).map((row) =>
        item("follow_up", row, {
          title: row.done_at === null ? "To follow up" : "Followed up",
          text: String(row.text),
          facts: { due: new Date(Number(row.due_at)).toISOString() },
        }),
      ),
      ...(email ? mails.all({ ...who, email }) : []).map((row) =>
        item("mail", row, {
          title: `Email: ${mailWords[String(row.kind)] ?? "sent"}`,
          facts: { state: String(row.state), ...(row.state === "dead" ? given("answer", row.answer) : {}) },
        }),
      ),
      ...consents.all(who).map((row) =>
        item("consent", row, {
          title: row.source === "form" ? "Agreed, in the form" : "Agreed, in the chat",
          text: String(row.wording),
        }),
      ),
      ...merges.all(who).map((row) =>
        item("merge", row, {
          title: `Merged with ${row.name ?? row.email ?? "another contact"}`,
          facts: row.undone_at === null ? {} : { undone: new Date(Number(row.undone_at)).toISOString() },
        }),
      ),
    ]
    items.sort((a, b) => b.at - a.at || (keyOf(a) < keyOf(b) ? 1 : -1))
    return pageOf(items, limit, (last) => cursorOfPlace({ at: last.at, id: keyOf(last) }))
  }
}

const mailWords: Record<string, string> = {
  letter: "from Baton",
  transcript: "the transcript",
  continuity: "a reply that they had missed",
  back: "an operator is back",
}

const given = (name: string, value: unknown): Record<string, string> =>
  value === null || value === undefined || value === "" ? {} : { [name]: String(value) }

function item(
  kind: TimelineKind,
  row: Record<string, string | number | null>,
  more: { title: string; text?: string; conversationId?: string; facts?: Record<string, string> },
): TimelineItem {
  return {
    kind,
    id: String(row.id),
    at: Number(row.at),
    text: "",
    by: row.who ? String(row.who) : null,
    conversationId: row.conversation_id ? String(row.conversation_id) : null,
    facts: {},
    ...more,
  }
}
