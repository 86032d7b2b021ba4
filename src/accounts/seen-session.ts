import type { Database } from "../db/database"
import type { Session, SessionStore } from "./session-store"

type Deps = { db: Database; sessions: Pick<SessionStore, "saveSeen">; now: () => number }

const keptEveryMs = 5 * 60_000
const mostHeld = 10_000

/** Notes now and then that somebody was here: a write with each request would cost more than it tells. */
export function createSeenSession({ db, sessions, now }: Deps) {
  const kept = new Map<string, number>()
  return function seen({ tokenHash, kind, seenAt }: Session): void {
    const at = now()
    if (kind !== "browser" || at - Math.max(seenAt, kept.get(tokenHash) ?? 0) < keptEveryMs) return
    if (kept.size >= mostHeld) kept.clear()
    kept.set(tokenHash, at)
    // A time that is not kept is kept with the next request.
    db.write((tx) => sessions.saveSeen(tx, tokenHash, at)).catch(() => kept.delete(tokenHash))
  }
}
