/** So many times its limit may be held while no conversation is loaded or begins. */
const mostOver = 10

/**
 * The clientIds of the conversations that are being written in, as the writing connection sees them: whether a message
 * is a repeat is answered without an index that every message would have to write. What it does not hold is loaded from
 * the log; nothing is in it that is not there, and after a rollback it begins afresh.
 */
export function createKnownClientIds(load: (conversationId: string) => Iterable<string>, limit = 100_000) {
  const byConversation = new Map<string, Set<string>>()
  let count = 0

  function of(conversationId: string): Set<string> {
    return byConversation.get(conversationId) ?? hold(conversationId, load(conversationId))
  }

  function hold(conversationId: string, known: Iterable<string>): Set<string> {
    const ids = new Set(known)
    byConversation.set(conversationId, ids)
    count += ids.size + 1
    trim(conversationId)
    return ids
  }

  /** The longest held first: most of those are over. */
  function trim(current: string): void {
    if (count <= limit) return
    for (const [oldest, itsIds] of byConversation) {
      if (count <= limit) break
      if (oldest === current) continue
      byConversation.delete(oldest)
      count -= itsIds.size + 1
    }
  }

  return {
    /** A conversation that begins in this write: there is nothing of it in the log to look for. */
    begin(conversationId: string): void {
      if (!byConversation.has(conversationId)) hold(conversationId, [])
    },

    has: (conversationId: string, clientId: string): boolean => of(conversationId).has(clientId),
    /** For what is about to be written; if nothing comes of it, `forget`. @returns false for one that is known already. */
    add(conversationId: string, clientId: string): boolean {
      const ids = of(conversationId)
      const before = ids.size
      const isNew = ids.add(clientId).size > before
      if (isNew) {
        count += 1
        // Far above it only: where many write much, each that was let go would be loaded again with its next message.
        if (count > limit * mostOver) trim(conversationId)
      }
      return isNew
    },
    /** What is written was taken back, or removed. */
    forget(): void {
      byConversation.clear()
      count = 0
    },
    /** For tests: how many are held. */
    get size(): number {
      return count
    },
  }
}
