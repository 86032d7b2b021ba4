import { join } from "node:path"
import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Database } from "../db/database"
import { type Entry, writeTar } from "../db/tar"
import type { EventStore } from "../events/event-store"
import { iso } from "../http/iso"
import type { Attachment, AttachmentStore } from "../messages/attachment-store"
import type { Contact, ContactStore } from "./contact-store"
import type { ReadTimeline } from "./timeline"

type Deps = {
  db: Database
  contacts: ContactStore
  events: Pick<EventStore, "list">
  attachments: Pick<AttachmentStore, "listOfVisitor" | "pathOf">
  readTimeline: ReadTimeline
  audit: AuditStore
  now: () => number
}

const encoder = new TextEncoder()

/** Everything that is kept of one person, on request: a tar archive with person.json and the files they sent. */
export function createExportPerson(deps: Deps) {
  const { db, contacts, events, attachments, readTimeline, audit, now } = deps

  /** To the end: what is left out of it would be kept from the person. */
  function* everything(contact: Contact) {
    for (let cursor: string | undefined; ; ) {
      const { items, next } = readTimeline(contact, null, { cursor })
      yield* items
      if (!next) return
      cursor = next
    }
  }
  const visitors = db.onRead<[string], Record<string, unknown> & { id: string }>(
    "SELECT * FROM visitors WHERE contact_id = ? ORDER BY id",
  )
  const visits = db.onRead<[string], Record<string, unknown>>("SELECT * FROM visits WHERE visitor_id = ? ORDER BY id")
  const pages = db.onRead<[string], Record<string, unknown>>(
    "SELECT visit_id, url, title, at FROM page_views WHERE visitor_id = ? ORDER BY id",
  )
  const conversations = db.onRead<[string], { id: string; created_at: number; state: string; recap: string | null }>(
    "SELECT id, created_at, state, recap, rating, locale FROM conversations WHERE visitor_id = ? ORDER BY created_at",
  )
  const bookings = db.onRead<[string], Record<string, unknown>>(
    "SELECT kind, name, starts_at, ends_at, contact, note, people, cancelled_at FROM bookings WHERE visitor_id = ?",
  )

  /** @throws AppError `not_found` */
  return async function exportPerson(owner: Person, id: string): Promise<Response> {
    const contact = contacts.getSeen(id, null)
    await db.write((tx) => audit.note(tx, owner.id, "contact.exported", id, now()))
    const files: Attachment[] = []
    const browsers = visitors.all(id).map((visitor) => {
      files.push(...attachments.listOfVisitor(visitor.id))
      return {
        ...readable(visitor),
        visits: visits.all(visitor.id).map(readable),
        pages: pages.all(visitor.id).map(readable),
        bookings: bookings.all(visitor.id).map(readable),
        conversations: conversations.all(visitor.id).map((conversation) => ({
          ...readable(conversation),
          // What was said to whom; how the desk judged it is the business's own note.
          events: events
            .list(conversation.id)
            .filter(({ type }) => ["message", "notice", "contact", "booking", "rating", "note", "recap"].includes(type))
            .map(({ at, actor, type, payload }) => ({ at: iso(at), actor, type, ...payload })),
        })),
      }
    })
    const { createdAt, updatedAt, ...details } = contact
    const person = {
      exportedAt: iso(now()),
      contact: { ...details, createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
      consents: contacts.listConsents(id).map((it) => ({ ...it, at: iso(it.at) })),
      timeline: [...everything(contact)].map((it) => ({ ...it, at: iso(it.at) })),
      browsers,
      files: files.map((file) => ({
        file: nameIn(file),
        name: file.name,
        type: file.type,
        size: file.size,
        sentAt: iso(file.createdAt),
      })),
    }
    return new Response(streamOf(writeTar(entries(person, files), now())), {
      headers: {
        "content-type": "application/x-tar",
        "content-disposition": `attachment; filename="contact-${id.replace(/[^\w-]/g, "")}.tar"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    })
  }

  async function* entries(person: unknown, files: readonly Attachment[]): AsyncGenerator<Entry> {
    const json = encoder.encode(`${JSON.stringify(person, null, 2)}\n`)
    yield { name: "person.json", size: json.length, content: [json] }
    for (const file of files) {
      const bytes = Bun.file(attachments.pathOf(file.id))
      // A file that is gone from the disk is named in person.json; the rest is still worth having.
      if (!(await bytes.exists())) continue
      // A stream can be read piece by piece in Bun; the types of the browser do not know it.
      yield { name: nameIn(file), size: bytes.size, content: bytes.stream() as unknown as AsyncIterable<Uint8Array> }
    }
  }
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}

/** An archive's names are short; the real one stands in person.json. */
const nameIn = ({ id, name }: Attachment) =>
  join("files", `${id.slice(-36)}${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? ""}`)

/** Moments as people read them, and JSON as it is. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === "number" && (/_at$/.test(name) || name === "at")) return [name, iso(value)]
      if (typeof value === "string" && /^[[{]/.test(value) && /^(identity|campaign|contact|attributes)$/.test(name))
        return [name, JSON.parse(value)]
      return [name, value]
    }),
  )
}
