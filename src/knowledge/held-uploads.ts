import type { NewSource } from "./index-source"

/** Files that were read and wait for their owner's second look, so that nobody has to choose them again. */
type Held = { ownerId: string; place: string; sources: readonly NewSource[] }

const keptMs = 60 * 60_000
/** In memory: beyond this the oldest are forgotten, and at a restart all. */
const mostCharacters = 20_000_000

export function createHeldUploads({ now, newId }: { now: () => number; newId: () => string }) {
  const held = new Map<string, Held & { at: number; size: number }>()

  function forgetOld(): void {
    let newer = 0
    for (const [id, { at, size }] of [...held].reverse()) {
      if (newer > mostCharacters || now() - at > keptMs) held.delete(id)
      newer += size
    }
  }

  return {
    hold(it: Held): string {
      const id = newId()
      held.set(id, { ...it, at: now(), size: JSON.stringify(it.sources).length })
      forgetOld()
      return id
    },
    /** Once, and only for whom they are held, where they were sent. */
    take(id: string, ownerId: string, place: string): readonly NewSource[] | undefined {
      forgetOld()
      const found = held.get(id)
      if (found?.ownerId !== ownerId || found.place !== place) return undefined
      held.delete(id)
      return found.sources
    },
  }
}
