import type { Database, Tx } from "../db/database"

export type Identity = { id: string; email?: string | undefined; name?: string | undefined; verified: boolean }
export type Visitor = {
  id: string
  chatbotId: string
  contactId: string | null
  locale: string
  timezone: string
  device: string
  identity: Identity | null
  createdAt: number
  lastSeenAt: number
}
export type Campaign = Record<string, string>
export type Visit = {
  id: number
  landingUrl: string
  referrer: string
  campaign: Campaign
  startedAt: number
  lastSeenAt: number
}
export type PageView = { url: string; title: string; at: number }

export type VisitorStore = ReturnType<typeof createVisitorStore>

type Row = {
  id: string
  chatbot_id: string
  contact_id: string | null
  locale: string
  timezone: string
  device: string
  identity: string | null
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
}

const trailLength = 200

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
  const touchVisit = db.inWrite<[number, number]>("UPDATE visits SET last_seen_at = ? WHERE id = ?")
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
  const trail = db.onRead<[string], PageView>(
    "SELECT url, title, at FROM (SELECT * FROM page_views WHERE visitor_id = ? ORDER BY id DESC LIMIT 50) ORDER BY id",
  )

  return {
    save(_: Tx, it: Omit<Visitor, "contactId">): void {
      const identity = it.identity && JSON.stringify(it.identity)
      upsert.run(it.id, it.chatbotId, it.locale, it.timezone, it.device, identity, it.createdAt, it.lastSeenAt)
    },
    findInWrite(_: Tx, id: string): Visitor | undefined {
      const row = inWriteById.get(id)
      return row && fromRow(row)
    },
    linkContact: (_: Tx, id: string, contactId: string) => void setContact.run(contactId, id),

    /** A page of the trail. After half an hour of silence it starts a new visit; the same page twice in a row is one. */
    addPage(_: Tx, visitorId: string, page: { url: string; title: string; referrer: string }, at: number): void {
      let visit = latestVisit.get(visitorId)
      if (!visit || at - visit.last_seen_at > 30 * 60_000) {
        const campaign = JSON.stringify(campaignOf(page.url))
        insertVisit.run(visitorId, page.url, page.referrer, campaign, at, at)
        visit = latestVisit.get(visitorId)!
      } else {
        touchVisit.run(at, visit.id)
        if (lastPage.get(visitorId)?.url === page.url) return
      }
      insertPage.run(visit.id, visitorId, page.url, page.title, at)
      trimTrail.run(visitorId, visitorId, trailLength)
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
    listVisits: (visitorId: string): Visit[] =>
      visits.all(visitorId).map((row) => ({
        id: row.id,
        landingUrl: row.landing_url,
        referrer: row.referrer,
        campaign: JSON.parse(row.campaign),
        startedAt: row.started_at,
        lastSeenAt: row.last_seen_at,
      })),
    /** The last pages, oldest first. */
    listTrail: (visitorId: string): PageView[] => trail.all(visitorId),
  }
}

/** `utm_source=…&utm_campaign=…` → `{source, campaign}`. */
function campaignOf(url: string): Campaign {
  const campaign: Campaign = {}
  for (const [name, value] of URL.parse(url)?.searchParams ?? []) {
    if (name.startsWith("utm_")) campaign[name.slice(4)] = value.slice(0, 200)
  }
  return campaign
}

const fromRow = (row: Row): Visitor => ({
  id: row.id,
  chatbotId: row.chatbot_id,
  contactId: row.contact_id,
  locale: row.locale,
  timezone: row.timezone,
  device: row.device,
  identity: row.identity ? JSON.parse(row.identity) : null,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
})
