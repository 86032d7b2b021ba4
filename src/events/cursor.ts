/** A cursor from the future (the store was restored from a copy) continues at the present. Pure. */
export function cursorOf(given: string | number | undefined | null, latestId: () => number): number {
  const cursor = Number(given ?? 0)
  return Number.isSafeInteger(cursor) && cursor > 0 ? Math.min(cursor, latestId()) : 0
}
