/** Wakes streams when something was committed. Carries no data: a stream reads the log itself. */

export type Doorbell = ReturnType<typeof createDoorbell>

/** @param onError told when a listener throws; the others hear the bell all the same. */
export function createDoorbell(onError: (error: unknown) => void = reportError) {
  const listeners = new Map<string, Set<() => void>>()

  return {
    ring(topic: string): void {
      for (const listener of listeners.get(topic) ?? []) {
        try {
          listener()
        } catch (error) {
          onError(error)
        }
      }
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
