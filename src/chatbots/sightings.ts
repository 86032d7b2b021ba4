import type { Database } from "../db/database"

type Sighting = { origin: string; url: string; isAllowed: boolean; lastAt: number }
export type Sightings = ReturnType<typeof createSightings>

const noteEveryMs = 60_000
const mostOrigins = 30
const mostRefusals = 200

/** Rung when a chatbot was seen on a website that was not known to carry it. */
export const sightingTopic = (chatbotId: string) => `sightings:${chatbotId}`

/**
 * The websites that were seen to carry a chatbot, including those that may not: whoever pasted the snippet on a
 * website that is not on the list is told so. Anybody may write here, so it is one row a website, seldom, and few of them.
 */
export function createSightings({ db, now }: { db: Database; now: () => number }) {
  const insert = db.inWrite<[string, string, string, number, number, number, string, string, number]>(
    `INSERT INTO sightings (chatbot_id, origin, url, is_allowed, first_at, last_at)
     SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM sightings WHERE chatbot_id = ? AND origin <> ?) < ?
     ON CONFLICT (chatbot_id, origin) DO UPDATE
     SET url = excluded.url, is_allowed = excluded.is_allowed, last_at = excluded.last_at`,
  )
  const all = db.onRead<[string], { origin: string; url: string; is_allowed: number; last_at: number }>(
    "SELECT origin, url, is_allowed, last_at FROM sightings WHERE chatbot_id = ? ORDER BY last_at DESC",
  )
  const noted = new Map<string, number>()
  /** How many were refused since the start: strangers can make up as many as they like, and each is a write. */
  const refused = new Map<string, number>()

  return {
    async note(chatbotId: string, origin: string, url: string, isAllowed: boolean): Promise<void> {
      const key = `${chatbotId} ${origin} ${isAllowed}`
      const at = now()
      if (at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < noteEveryMs) return
      if (noted.size > 5000) noted.clear()
      if (!isAllowed) {
        const count = (refused.get(chatbotId) ?? 0) + 1
        if (count > mostRefusals) return
        refused.set(chatbotId, count)
      }
      noted.set(key, at)
      const page = URL.parse(url)
      const shown = page?.origin === origin ? (origin + page.pathname).slice(0, 500) : origin
      await db.write((tx) => {
        insert.run(chatbotId, origin.slice(0, 300), shown, isAllowed ? 1 : 0, at, at, chatbotId, origin, mostOrigins)
        tx.ring(sightingTopic(chatbotId))
      })
    },
    list: (chatbotId: string): Sighting[] =>
      all.all(chatbotId).map(({ origin, url, is_allowed, last_at }) => ({
        origin,
        url,
        isAllowed: is_allowed === 1,
        lastAt: last_at,
      })),
  }
}
