import type { Database } from "../db/database"

/** The first event of the log since a moment. The log is only ordered by when it was written, and that is enough. */
export function createFirstEventSince(db: Database): (at: number) => number {
  const nextFrom = db.onRead<[number], { id: number; at: number }>(
    "SELECT id, at FROM events WHERE id >= ? ORDER BY id LIMIT 1",
  )
  const newest = db.onRead<[], { id: number | null }>("SELECT max(id) AS id FROM events")

  return (at) => {
    let low = 0
    let high = (newest.get()?.id ?? 0) + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const found = nextFrom.get(middle)
      if (!found || found.at >= at) high = middle
      else low = found.id + 1
    }
    return low
  }
}
