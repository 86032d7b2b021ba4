import type { StoredEvent } from "./event"

/**
 * The end of the log, as it was committed, in memory. Nothing is in it that is not in the file, and what it cannot answer
 * completely it does not answer: a reader then asks the file. A commit makes SQLite's reading connection forget its pages,
 * so that a thousand streams that each ask for the one new event would read the same pages a thousand times.
 */
export function createRecentEvents(from: number, size = 2000) {
  /** Everything committed after this id is held. */
  let complete = from
  let order: { id: number; key: string }[] = []
  const byKey = new Map<string, StoredEvent[]>()

  /** Half at a time: to drop one for each that comes would move all of them. */
  function trim(): void {
    complete = order[size - 1]!.id
    for (const key of new Set(order.slice(0, size).map((it) => it.key))) {
      const kept = byKey.get(key)!.filter(({ id }) => id > complete)
      if (kept.length > 0) byKey.set(key, kept)
      else byKey.delete(key)
    }
    order = order.slice(size)
  }

  function newest(key: string, after: number): StoredEvent[] {
    const events = byKey.get(key)
    if (!events) return []
    // Readers are near the end: from there back to where this one stands.
    let start = events.length
    while (start > 0 && events[start - 1]!.id > after) start -= 1
    return events.slice(start)
  }

  return {
    /** In the order of commits. @param key under which readers ask for it. */
    add(event: StoredEvent, key: string): void {
      order.push({ id: event.id, key })
      const events = byKey.get(key)
      if (events) events.push(event)
      else byKey.set(key, [event])
      if (order.length >= 2 * size) trim()
    },
    /** @returns at most `limit` events of these keys with id > after, oldest first; undefined if older ones may exist. */
    after(after: number, limit: number, keys: string[] = [...byKey.keys()]): StoredEvent[] | undefined {
      if (after < complete) return undefined
      const found = keys.length === 1 ? newest(keys[0]!, after) : keys.flatMap((key) => newest(key, after))
      if (keys.length > 1) found.sort((a, b) => a.id - b.id)
      return found.length > limit ? found.slice(0, limit) : found
    },
    /** @param upTo the newest committed id. */
    forget(upTo: number): void {
      order = []
      byKey.clear()
      complete = upTo
    },
  }
}
