/** Wakes streams when something was committed. Carries no data: a stream reads the log itself. */

export type Doorbell = ReturnType<typeof createDoorbell>

export function createDoorbell() {
  const listeners = new Map<string, Set<() => void>>()

  return {
    ring(topic: string): void {
      for (const listener of listeners.get(topic) ?? []) listener()
    },

    /** Returns the function that stops listening. */
    listen(topic: string, listener: () => void): () => void {
      const here = listeners.get(topic) ?? new Set()
      listeners.set(topic, here.add(listener))
      return () => {
        here.delete(listener)
        if (here.size === 0 && listeners.get(topic) === here) listeners.delete(topic)
      }
    },

    /** For tests and the metrics page: what a leak would make grow. */
    get listenerCount(): number {
      let count = 0
      for (const { size } of listeners.values()) count += size
      return count
    },
  }
}
