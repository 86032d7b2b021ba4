/** Who has which conversation in front of them. In memory only: it expires by itself when a page stops saying so. */

export type Viewers = ReturnType<typeof createViewers>

export const viewingMs = 45_000

export function createViewers({ now }: { now: () => number }) {
  const open = new Map<string, Map<string, { name: string; until: number }>>()

  function list(conversationId: string): string[] {
    const here = open.get(conversationId)
    if (!here) return []
    for (const [id, { until }] of here) if (until <= now()) here.delete(id)
    if (here.size === 0) open.delete(conversationId)
    return [...here.values()].map(({ name }) => name).sort()
  }

  return {
    list,
    /** The conversations that somebody has in front of them. */
    ids: (): string[] => [...open.keys()].filter((id) => list(id).length > 0),
    /** @returns the names to tell of it: a person looks at one conversation at a time, and so left the one before. */
    view(conversationId: string, person: { id: string; name: string }): string[] {
      for (const here of open.values()) here.delete(person.id)
      const here = open.get(conversationId) ?? new Map()
      open.set(conversationId, here.set(person.id, { name: person.name, until: now() + viewingMs }))
      return list(conversationId)
    },
  }
}
