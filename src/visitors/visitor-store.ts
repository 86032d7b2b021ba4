import type { Database, Tx } from "../db/database"
import type { Attributes } from "./attributes"
import type { Identity } from "./identity"

export type { Identity }
export type Visitor = {
  id: string
  chatbotId: string
  contactId: string | null
  locale: string
  timezone: string
  device: string
  identity: Identity | null
  /** What the business's website says of them. */
  attributes: Attributes
  createdAt: number
  lastSeenAt: number
}
type Campaign = Record<string, string>
type Visit = {
  id: number
  landingUrl: string
  referrer: string
  campaign: Campaign
  startedAt: number
  lastSeenAt: number
  /** When their browser said goodbye; null while it has not. */
  leftAt: number | null
  /** Kept only where the owner wants it. */
  address: string | null
  /** When it was told that they look ready to buy. */
  alertedAt: number | null
}
type PageView = { url: string; title: string; at: number }

export type VisitorStore = ReturnType<typeof createVisitorStore>

type Row = {
  id: string
  chatbot_id: string
  contact_id: string | null
  locale: string
  timezone: string
  device: string
  identity: string | null
  attributes: string
  created_at: number
  last_seen_at: number
}
type VisitRow = {
  id: number
  landing_url: string
  referrer: string
  campaign: string
  started_at: number
  last_seen_at: number
  left_at: number | null
  address: string | null
  alerted_at: number | null
}

const trailLength = 200
/** After so much silence it is another visit. */
const visitEndsMs = 30 * 60_000
const mostCampaignParts = 8

export function createVisitorStore(db: Database) {
  const upsert = db.inWrite<[string, string, string, string, string, string | null, number, number]>(`
    INSERT INTO visitors (id, chatbot_id, locale, timezone, device, identity, created_at, last_seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      locale = excluded.locale, timezone = excluded.timezone, device = excluded.device,
      identity = coalesce(excluded.identity, identity), last_seen_at = excluded.last_seen_at`)
  const setContact = db.inWrite<[string, string]>("UPDATE visitors SET contact_id = ? WHERE id = ?")
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM visitors WHERE id = ?")
  const insertVisit = db.inWrite<[string, string, string, string, number, number]>(`
    INSERT INTO visits (visitor_id, landing_url, referrer, campaign, started_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)`)
  const latestVisit = db.inWrite<[string], VisitRow>(
    "SELECT * FROM visits WHERE visitor_id = ? ORDER BY id DESC LIMIT 1",
  )
  const touchVisit = db.inWrite<[number, number]>("UPDATE visits SET last_seen_at = ?, left_at = NULL WHERE id = ?")
  const endVisit = db.inWrite<[number, number, number]>("UPDATE visits SET last_seen_at = ?, left_at = ? WHERE id = ?")
  const setAddress = db.inWrite<[string, number]>("UPDATE visits SET address = ? WHERE id = ?")
  const dropAddresses = db.inWrite<[string]>(`
    UPDATE visits SET address = NULL
    WHERE address IS NOT NULL AND visitor_id IN (SELECT id FROM visitors WHERE chatbot_id = ?)`)
  const setAlerted = db.inWrite<[number, number]>(
    "UPDATE visits SET alerted_at = ? WHERE id = ? AND alerted_at IS NULL",
  )
  const attributeNames = db.onRead<[string], { name: string }>(`
    SELECT DISTINCT e.key AS name
    FROM (SELECT attributes FROM visitors WHERE chatbot_id = ? AND attributes <> '{}' LIMIT 2000) v, json_each(v.attributes) e
    ORDER BY name LIMIT 100`)
  const setAttributes = db.inWrite<[string, string]>("UPDATE visitors SET attributes = ? WHERE id = ?")
  const withVerifiedId = db.inWrite<[string, string], Row>(`
    SELECT * FROM visitors WHERE chatbot_id = ? AND identity ->> '$.id' = ? AND identity IS NOT NULL
      AND identity ->> '$.verified' ORDER BY created_at, id LIMIT 1`)
  // Whatever hangs on a visitor, also what later steps of the schema add.
  const moves = db
    .onRead<[], { name: string; column: string }>(`
      SELECT tables.name, keys."from" AS column
      FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
      WHERE tables.type = 'table' AND keys."table" = 'visitors'`)
    .all()
    .map(({ name, column }) =>
      db.inWrite<[string, string]>(`UPDATE OR IGNORE ${name} SET ${column} = ? WHERE ${column} = ?`),
    )
  // What they attached and have not sent yet is still theirs to send.
  const moveUploads = db.inWrite<{ to: string; from: string }>(
    "UPDATE attachments SET uploaded_by = $to WHERE visitor_id = $to AND uploaded_by = $from",
  )
  const insertPage = db.inWrite<[number, string, string, string, number]>(
    "INSERT INTO page_views (visit_id, visitor_id, url, title, at) VALUES (?, ?, ?, ?, ?)",
  )
  const trimTrail = db.inWrite<[string, string, number]>(`
    DELETE FROM page_views WHERE visitor_id = ?
      AND id <= (SELECT id FROM page_views WHERE visitor_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`)
  const lastPage = db.inWrite<[string], PageView>(
    "SELECT url, title, at FROM page_views WHERE visitor_id = ? ORDER BY id DESC LIMIT 1",
  )

  const ofContact = db.inWrite<[string], { id: string }>("SELECT id FROM visitors WHERE contact_id = ?")
  const withEmail = db.inWrite<[string], { id: string }>(
    "SELECT id FROM visitors WHERE identity IS NOT NULL AND lower(json_extract(identity, '$.email')) = lower(?)",
  )
  const remove = db.inWrite<[string]>("DELETE FROM visitors WHERE id = ?")
  const countElsewhere = db.onRead<[string, string], { n: number }>(`
    SELECT count(DISTINCT visitors.id) AS n FROM visitors JOIN visits ON visits.visitor_id = visitors.id
    WHERE chatbot_id = ? AND instr(landing_url, ?) <> 1`)
  const byId = db.onRead<[string], Row>("SELECT * FROM visitors WHERE id = ?")
  const visits = db.onRead<[string], VisitRow>("SELECT * FROM visits WHERE visitor_id = ? ORDER BY id")
  const lastVisit = db.onRead<[string], VisitRow & { n: number }>(`
    SELECT *, (SELECT count(*) FROM visits WHERE visitor_id = v.visitor_id) AS n
    FROM visits v WHERE visitor_id = ? ORDER BY id DESC LIMIT 1`)
  const pagesOfVisit = db.onRead<[string, number], PageView>(`
    SELECT url, title, at FROM (
      SELECT * FROM page_views WHERE visitor_id = ? AND visit_id = ? ORDER BY id DESC LIMIT 100
    ) ORDER BY id`)
  const trail = db.onRead<[string], PageView>(
    "SELECT url, title, at FROM (SELECT * FROM page_views WHERE visitor_id = ? ORDER BY id DESC LIMIT 50) ORDER BY id",
  )

  return {
    save(_: Tx, it: Omit<Visitor, "contactId" | "attributes">): void {
      const identity = it.identity && JSON.stringify(it.identity)
      upsert.run(it.id, it.chatbotId, it.locale, it.timezone, it.device, identity, it.createdAt, it.lastSeenAt)
    },
    findInWrite(_: Tx, id: string): Visitor | undefined {
      const row = inWriteById.get(id)
      return row && fromRow(row)
    },
    linkContact: (_: Tx, id: string, contactId: string) => void setContact.run(contactId, id),

    /**
     * A page of the trail. After half an hour of silence, or by another campaign, it starts a new visit; the same page
     * twice in a row is one.
     * @param isHere their page is open, as its connection says: however long it took to read, they never went.
     * @returns the visit, and whether it is a new one.
     */
    addPage(
      _: Tx,
      visitorId: string,
      page: { url: string; title: string; referrer: string },
      at: number,
      isHere = false,
    ): { id: number; startedAt: number; isNew: boolean } {
      const visit = latestVisit.get(visitorId)
      const campaign = JSON.stringify(campaignOf(page.url))
      const isNew =
        !visit ||
        (!isHere && at - visit.last_seen_at > visitEndsMs) ||
        (campaign !== "{}" && campaign !== visit.campaign)
      let id = visit?.id ?? 0
      if (isNew) {
        id = Number(insertVisit.run(visitorId, page.url, page.referrer, campaign, at, at).lastInsertRowid)
      } else {
        touchVisit.run(at, id)
      }
      if (isNew || lastPage.get(visitorId)?.url !== page.url) {
        insertPage.run(id, visitorId, page.url, page.title, at)
        trimTrail.run(visitorId, visitorId, trailLength)
      }
      return { id, startedAt: isNew ? at : visit.started_at, isNew }
    },
    /** Their browser said goodbye; the next page of theirs takes it back. */
    leave(_: Tx, visitorId: string, at: number): void {
      const visit = latestVisit.get(visitorId)
      if (visit) endVisit.run(Math.max(at, visit.last_seen_at), at, visit.id)
    },
    saveAddress: (_: Tx, visitId: number, address: string) => void setAddress.run(address, visitId),
    dropAddresses: (_: Tx, chatbotId: string) => void dropAddresses.run(chatbotId),
    /** @returns whether this visit had not been told of before. */
    noteAlerted: (_: Tx, visitId: number, at: number): boolean => setAlerted.run(at, visitId).changes > 0,
    /** What the website has said of its visitors so far, by name. */
    listAttributeNames: (chatbotId: string): string[] => attributeNames.all(chatbotId).map(({ name }) => name),
    saveAttributes: (_: Tx, id: string, attributes: Attributes) =>
      void setAttributes.run(JSON.stringify(attributes), id),
    /** Whose signed identity this is. */
    findVerifiedInWrite(_: Tx, chatbotId: string, identityId: string): Visitor | undefined {
      const row = withVerifiedId.get(chatbotId, identityId)
      return row && fromRow(row)
    },
    /** Two browsers turned out to be one person: all of the one's becomes the other's, and the one is gone. */
    join(_: Tx, fromId: string, toId: string): void {
      for (const move of moves) move.run(toId, fromId)
      moveUploads.run({ to: toId, from: fromId })
      remove.run(fromId)
    },

    ofContactInWrite: (_: Tx, contactId: string): string[] => ofContact.all(contactId).map(({ id }) => id),
    /** Those whom the business's website introduced with this email address. */
    withEmailInWrite: (_: Tx, email: string): string[] => withEmail.all(email).map(({ id }) => id),
    /** With their visits, conversations and the rows of their files. */
    remove: (_: Tx, id: string) => void remove.run(id),
    /** Those who came on another website than this server, which carries the preview and the demo. */
    countOnWebsites: (chatbotId: string, own: string): number => countElsewhere.get(chatbotId, own)!.n,

    find(id: string): Visitor | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    listVisits: (visitorId: string): Visit[] => visits.all(visitorId).map(visitOf),
    /** The visit of now or the last one, with how many there were. */
    findVisit(visitorId: string): { visit: Visit; count: number } | undefined {
      const row = lastVisit.get(visitorId)
      return row && { visit: visitOf(row), count: row.n }
    },
    /** Oldest first. */
    listPages: (visitorId: string, visitId: number): PageView[] => pagesOfVisit.all(visitorId, visitId),
    /** The last pages, oldest first. */
    listTrail: (visitorId: string): PageView[] => trail.all(visitorId),
  }
}

/** `utm_source=…&utm_campaign=…` → `{source, campaign}`. */
function campaignOf(url: string): Campaign {
  const campaign: Campaign = {}
  for (const [name, value] of URL.parse(url)?.searchParams ?? []) {
    if (!/^utm_[a-z_]{1,30}$/.test(name) || !value) continue
    campaign[name.slice(4)] = value.slice(0, 200)
    if (Object.keys(campaign).length >= mostCampaignParts) break
  }
  return campaign
}

const visitOf = (row: VisitRow): Visit => ({
  id: row.id,
  landingUrl: row.landing_url,
  referrer: row.referrer,
  campaign: JSON.parse(row.campaign),
  startedAt: row.started_at,
  lastSeenAt: row.last_seen_at,
  leftAt: row.left_at,
  address: row.address,
  alertedAt: row.alerted_at,
})

const fromRow = (row: Row): Visitor => ({
  id: row.id,
  chatbotId: row.chatbot_id,
  contactId: row.contact_id,
  locale: row.locale,
  timezone: row.timezone,
  device: row.device,
  identity: row.identity ? JSON.parse(row.identity) : null,
  attributes: JSON.parse(row.attributes),
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
})
