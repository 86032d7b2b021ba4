/**
 * Transient news: typing, pieces of an answer, presence. No id, never stored, may be lost; whoever listens gets it
 * now or not at all. What matters is always an event as well.
 */

export type Ephemeral = {
  event:
    | "typing"
    | "delta"
    | "presence"
    | "people"
    | "queue"
    | "page"
    | "viewing"
    | "read"
    | "receipt"
    | "reconnect"
    | "visitors"
    | "promising"
    | "greeting"
    | "erased"
  data: unknown
}
export type Signals = ReturnType<typeof createSignals>

export function createSignals() {
  const listeners = new Map<string, Set<(signal: Ephemeral) => void>>()
  return {
    send(topic: string, signal: Ephemeral): void {
      for (const listener of listeners.get(topic) ?? []) listener(signal)
    },
    /** To everybody, such as «reconnect» before a stop. */
    sendToAll(signal: Ephemeral): void {
      for (const here of listeners.values()) for (const listener of here) listener(signal)
    },
    /** Returns the function that stops listening. */
    listen(topic: string, listener: (signal: Ephemeral) => void): () => void {
      const here = listeners.get(topic) ?? new Set()
      listeners.set(topic, here.add(listener))
      return () => {
        here.delete(listener)
        if (here.size === 0 && listeners.get(topic) === here) listeners.delete(topic)
      }
    },
    countListeners: (topic: string): number => listeners.get(topic)?.size ?? 0,
    hasListeners: (topic: string): boolean => listeners.has(topic),
  }
}
