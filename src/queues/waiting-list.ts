/** Who waits in which queue, in the order of their turn. In memory, rebuilt from the store; never the truth itself. */

export type Waiting = {
  conversationId: string
  chatbotId: string
  queueId: string
  since: number
  /** Higher goes first: a visitor whose operator vanished, or what a rule says. */
  priority: number
}

export function createWaitingList() {
  const byQueue = new Map<string, Waiting[]>()
  const byId = new Map<string, Waiting>()

  function remove(conversationId: string): void {
    const held = byId.get(conversationId)
    if (!held) return
    byId.delete(conversationId)
    const line = byQueue.get(held.queueId)!
    line.splice(line.indexOf(held), 1)
    if (line.length === 0) byQueue.delete(held.queueId)
  }

  return {
    remove,
    /** Adds, or moves to where it now belongs. */
    put(waiting: Waiting): void {
      remove(waiting.conversationId)
      const line = byQueue.get(waiting.queueId) ?? []
      line.splice(placeIn(line, waiting), 0, waiting)
      byQueue.set(waiting.queueId, line)
      byId.set(waiting.conversationId, waiting)
    },
    clear(): void {
      byQueue.clear()
      byId.clear()
    },
    /** The line of one queue, first in turn first. */
    line: (queueId: string): readonly Waiting[] => byQueue.get(queueId) ?? [],
    queues: (): string[] => [...byQueue.keys()],
    get size(): number {
      return byId.size
    },
  }
}

/** Where it stands or would stand: by priority, then since when, then id. */
function placeIn(line: readonly Waiting[], waiting: Waiting): number {
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(line[middle]!, waiting)) low = middle + 1
    else high = middle
  }
  return low
}

function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority
  if (a.since !== b.since) return a.since < b.since
  return a.conversationId < b.conversationId
}
