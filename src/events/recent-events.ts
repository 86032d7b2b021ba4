import type { StoredEvent } from "./event"

export type RecentEvent = { event: StoredEvent; visitorId: string }

/**
 * The end of the log, as it was committed, in memory. Nothing is in it that is not in the file, and what it cannot answer
 * completely it does not answer: a reader then asks the file. A commit makes SQLite's reading connection forget its pages,
 * so that a thousand streams that each ask for the one new event would read the same pages a thousand times.
 */
export function createRecentEvents(from: number, size = 2000) {
  /** Everything committed after this id is held. */
  let complete = from
  let lastId = from
  let held: RecentEvent[] = []

  return {
    get lastId() {
      return lastId
    },
    /** In the order of commits. */
    add(event: StoredEvent, visitorId: string): void {
      held.push({ event, visitorId })
      lastId = event.id
      if (held.length < 2 * size) return
      // Half at a time: to drop one for each that comes would move all of them.
      complete = held[size - 1]!.event.id
      held = held.slice(size)
    },
    /** @returns at most `limit` fitting events with id > after, oldest first; undefined if older ones may exist. */
    after(after: number, limit: number, fits: (it: RecentEvent) => boolean): StoredEvent[] | undefined {
      if (after < complete) return undefined
      // Readers are near the end: from there back to where this one stands.
      let start = held.length
      while (start > 0 && held[start - 1]!.event.id > after) start -= 1
      const found: StoredEvent[] = []
      for (; start < held.length && found.length < limit; start++) {
        if (fits(held[start]!)) found.push(held[start]!.event)
      }
      return found
    },
    forget(): void {
      held = []
      complete = lastId
    },
  }
}
