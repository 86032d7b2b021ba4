import type { Database } from "./database"
import { removeOldCopies } from "./upgrade-copy"

/** What the store needs now and then, for the timer loop. */
export function createUpkeep({ db, folder }: { db: Database; folder: string }) {
  return [
    { name: "tidying", everyMs: 60_000, run: db.tidy },
    { name: "upgrade-copies", everyMs: 3600_000, run: (now: number) => void removeOldCopies(folder, now) },
  ]
}
