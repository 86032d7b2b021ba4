import * as crmContacts from "@hubspot/api-client/lib/codegen/crm/contacts/index.js"
import * as crmNotes from "@hubspot/api-client/lib/codegen/crm/objects/notes/index.js"
import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Contact, ContactStore } from "../contacts/contact-store"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { SettingStore } from "../settings/setting-store"
import type { VisitorStore } from "../visitors/visitor-store"
import type { Act } from "./follow-log"
import type { Outbox, Outcome } from "./outbox"
import type { Delivery } from "./outbox-store"

/** What is sent is read when it is sent: it is true then, or nobody wants it any more. */
type Payload = { conversationId: string; recapId?: number }

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "hubspotApiUrl">
  contacts: ContactStore
  conversations: ConversationStore
  visitors: VisitorStore
  events: EventStore
  audit: AuditStore
  publicUrl: () => string
  /** Called only after everything is built. */
  outbox: () => Outbox
  now: () => number
  /** In the transaction of every change. */
  onChange: (tx: Tx) => void
}

const key = "hubspot"
const hubspotTarget = "hubspot"
/** HubSpot's own number for “this note is about this contact”. */
const noteToContact = 202
const expiresAfterMs = 4 * 24 * 3600_000

/** Contacts and what was noted about them, to HubSpot, by its official client. */
/** What an owner can do about it. */
const advice: Record<number, string> = {
  401: "HubSpot does not know the token: copy it again from the private app, and save it under Contacts, “Set up”, “HubSpot”.",
  403: "The private app may not do this: let it read and write contacts, and save its token again.",
}

export function createHubSpot(deps: Deps) {
  const { db, settings, config, contacts, conversations, visitors, events, audit, publicUrl, outbox, now, onChange } =
    deps
  const token = () => settings.find<{ token: string } | null>(key)?.token

  function clients(accessToken: string) {
    const server = { accessToken, url: config.hubspotApiUrl }
    const forContacts = crmContacts.createConfiguration({
      authMethods: { oauth2: { accessToken: server.accessToken } },
      baseServer: new crmContacts.ServerConfiguration(server.url, {}),
    })
    const forNotes = crmNotes.createConfiguration({
      authMethods: { oauth2: { accessToken: server.accessToken } },
      baseServer: new crmNotes.ServerConfiguration(server.url, {}),
    })
    return {
      people: new crmContacts.BatchApi(forContacts),
      notes: new crmNotes.BasicApi(forNotes),
      found: new crmNotes.SearchApi(forNotes),
    }
  }

  /** @returns HubSpot's id of the person. @throws what the client throws, or Refusal. */
  async function upsert({ people }: ReturnType<typeof clients>, contact: Contact & { email: string }): Promise<string> {
    const [firstname, ...rest] = contact.name?.split(" ") ?? []
    const said = { firstname, lastname: rest.join(" "), phone: contact.phone, company: contact.company }
    // What we do not know is not sent: an empty value would take theirs away.
    const known = Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : []))
    const properties: Record<string, string> = { email: contact.email, ...Object.fromEntries(known) }
    const answer = await people.upsert({ inputs: [{ idProperty: "email", id: contact.email, properties }] })
    const [saved] = answer.results
    if (saved) return saved.id
    const { errors = [] } = answer as { errors?: { message?: string }[] }
    throw new Refusal(errors[0]?.message ?? "HubSpot did not keep the contact")
  }

  async function countNotes(found: crmNotes.SearchApi, mark: string): Promise<number> {
    // Here and below: the client types these words as enumerations that it does not export as values.
    const filters = [{ propertyName: "hs_note_body", operator: "CONTAINS_TOKEN" as never, value: mark }]
    const answer = await found.doSearch({ filterGroups: [{ filters }], limit: 1, properties: [], sorts: [] } as never)
    return answer.total
  }

  async function attach(
    { notes, found }: ReturnType<typeof clients>,
    personId: string,
    { body, at, mark, isRepeat }: { body: string; at: number; mark: string; isRepeat: boolean },
  ): Promise<void> {
    // An attempt that was cut off may have arrived: a note is not written twice.
    if (isRepeat && (await countNotes(found, mark)) > 0) return
    const types = [{ associationCategory: "HUBSPOT_DEFINED" as never, associationTypeId: noteToContact }]
    await notes.create({
      properties: { hs_note_body: `${body}<p>${mark}</p>`, hs_timestamp: new Date(at).toISOString() },
      associations: [{ to: { id: personId }, types }],
    })
  }

  function contactOf(conversationId: string): Contact | undefined {
    const conversation = conversations.find(conversationId)
    const id = conversation && visitors.find(conversation.visitorId)?.contactId
    return id ? contacts.find(id) : undefined
  }

  function noteOf(event: Extract<StoredEvent, { type: "recap" }>): string {
    const { text, outcome, tags = [] } = event.payload
    const notes = contacts.listNotes(event.conversationId, null)
    const link = `${publicUrl()}/operator/conversations/${encodeURIComponent(event.conversationId)}`
    const lines = [
      text,
      ...notes.map((note) => note.text),
      [outcome && `Outcome: ${outcome.replaceAll("_", " ")}`, tags.length > 0 && `Tags: ${tags.join(", ")}`]
        .filter(Boolean)
        .join(" · "),
    ].filter(Boolean)
    const paragraphs = lines.map((line) => `<p>${escapeHtml(line).replaceAll("\n", "<br>")}</p>`).join("")
    return `${paragraphs}<p>Closed by ${escapeHtml(event.actor.name)} in Baton: <a href="${escapeHtml(link)}">the conversation</a></p>`
  }

  async function attempt(work: () => Promise<string>): Promise<Outcome> {
    try {
      return { is: "sent", answer: await work() }
    } catch (error) {
      if (error instanceof Refusal) return { is: "refused", answer: error.message }
      const { code, body, headers } = error as { code?: unknown; body?: { message?: string }; headers?: unknown }
      if (typeof code !== "number") return { is: "failed", answer: (error as Error).message.split("\n")[0] ?? "" }
      const answer = [`${code} ${body?.message ?? ""}`.trim().slice(0, 300), advice[code]].filter(Boolean).join(" ")
      if (code === 429) return { is: "failed", answer, retryAfterMs: retryAfterOf(headers) }
      // A token that is wrong may be set right: what waits goes then.
      const isForGood = code >= 400 && code < 500 && ![401, 403, 408, 409, 423].includes(code)
      return isForGood ? { is: "refused", answer } : { is: "failed", answer }
    }
  }

  const enqueue = (tx: Tx, payload: Payload, rowKey: string, eventId: number) =>
    void outbox().enqueue(tx, {
      channel: "hubspot",
      target: hubspotTarget,
      kind: payload.recapId ? "note" : "contact",
      key: rowKey,
      conversationId: payload.conversationId,
      eventId,
      payload,
      expiresAt: now() + expiresAfterMs,
    })

  return {
    get isWanted(): boolean {
      return token() !== undefined
    },

    /** Details that somebody left, and a closure by an operator. */
    plan(event: StoredEvent): Act[] {
      if (!token()) return []
      const { conversationId, id } = event
      if (event.type === "contact")
        return [(tx) => enqueue(tx, { conversationId }, `hubspot:contact:${conversationId}`, id)]
      if (event.type === "recap")
        return [(tx) => enqueue(tx, { conversationId, recapId: id }, `hubspot:note:${id}`, id)]
      return []
    },

    async send(delivery: Delivery): Promise<Outcome> {
      const accessToken = token()
      if (!accessToken) return { is: "withdrawn", answer: "HubSpot is not set up any more" }
      const { conversationId, recapId } = delivery.payload as Payload
      const contact = contactOf(conversationId)
      if (!contact?.email) return { is: "withdrawn", answer: "There is no email address to find the contact by" }
      const recap = recapId === undefined ? undefined : events.find(recapId)
      return attempt(async () => {
        const client = clients(accessToken)
        const personId = await upsert(client, { ...contact, email: contact.email! })
        if (recap?.type !== "recap") return "The contact is there"
        const note = { body: noteOf(recap), at: recap.at, mark: markOf(delivery.id), isRepeat: delivery.attempts > 1 }
        await attach(client, personId, note)
        return "The contact is there, with the note"
      })
    },

    /** Whether there is a token; never the token. */
    shown: () => ({ isSetUp: token() !== undefined }),

    /** Null takes it away, and what was still to be sent. @throws AppError `validation` */
    async save(person: Person, typed: string | null): Promise<void> {
      const accessToken = typed?.trim() ? checkedToken(typed) : null
      await db.write((tx) => {
        settings.save(tx, key, accessToken && { token: accessToken }, now())
        audit.note(tx, person.id, "settings.changed", accessToken ? "HubSpot" : "HubSpot removed", now())
        if (!accessToken)
          outbox().endTarget(tx, { channel: "hubspot", target: hubspotTarget }, "withdrawn", "HubSpot was removed")
        onChange(tx)
        outbox().retryChannel(tx, "hubspot")
      })
    },

    /**
     * A token that is typed, before it is saved: nobody is to believe in one that HubSpot does not know. Nothing is written there.
     * @throws AppError `validation`. Where HubSpot cannot be asked, the first delivery finds out.
     */
    async check(typed: string): Promise<void> {
      const { found } = clients(checkedToken(typed))
      const outcome = await inTime(attempt(async () => String(await countNotes(found, "Baton"))))
      if (outcome.is === "failed" && /^40[13] /.test(outcome.answer))
        throw new AppError("validation", outcome.answer, { field: "token" })
    },

    /** A real contact with a real note, at once: the owner's own. */
    async test(person: Pick<Person, "name" | "email">): Promise<{ ok: boolean; words: string }> {
      const accessToken = token()
      if (!accessToken) return { ok: false, words: "There is no token yet" }
      const outcome = await inTime(
        attempt(async () => {
          const client = clients(accessToken)
          const { name, email } = person
          const id = await upsert(client, { name, email, phone: null, company: null } as Contact & { email: string })
          const body = "<p>Baton can reach HubSpot.</p>"
          await attach(client, id, { body, at: now(), mark: "Test", isRepeat: false })
          return `${email} is a contact there, with a note`
        }),
      )
      return { ok: outcome.is === "sent", words: "answer" in outcome ? outcome.answer : "" }
    },
  }
}

/** @throws AppError `validation` */
function checkedToken(typed: string): string {
  const accessToken = typed.trim()
  if (/^[\w.-]{10,400}$/.test(accessToken)) return accessToken
  throw new AppError("validation", "This is not an access token. It looks like pat-eu1-… in HubSpot.", {
    field: "token",
  })
}

const inTime = (outcome: Promise<Outcome>): Promise<Outcome> =>
  Promise.race([outcome, Bun.sleep(10_000).then((): Outcome => ({ is: "failed", answer: "No answer within 10 s" }))])

class Refusal extends Error {
  override name = "Refusal"
}

/** One word, so that a search finds it. */
const markOf = (deliveryId: string) => `Baton${deliveryId.replace(/[^a-zA-Z0-9]/g, "")}`

function retryAfterOf(headers: unknown): number {
  const value = (headers as Record<string, string> | undefined)?.["retry-after"]
  return (Number(value) || 10) * 1000
}

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
