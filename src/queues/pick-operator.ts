/** Who is offered a waiting conversation. Pure: the same board always gives the same answer. */

export type Candidate = {
  id: string
  /** Member of the queue (or holder of a seat, where a queue names no members). */
  isMember: boolean
  /** Says that they take conversations, and is seen by the server. */
  isAvailable: boolean
  /** Conversations they hold now, in this queue and in all; an offer that is under way counts as held. */
  openInQueue: number
  openInAll: number
  /** The most they may hold in all. */
  limit: number
  /** Since when they have had nothing new, epoch milliseconds; the longest idle goes first among equals. */
  idleSince: number
  /** Their own order of preference of this queue, 1 first. */
  preference: number
}

type Wanted = {
  /** The most that one operator may hold in this queue. */
  queueLimit: number
  /** An operator the visitor spoke with before: first, if they are eligible. */
  preferred?: string | undefined
  /** Those to whom it was offered already and who let it pass. */
  passed: readonly string[]
}

/** Member, available, below both limits, and not one who let it pass. */
export const isEligible = (candidate: Candidate, { queueLimit, passed }: Wanted): boolean =>
  candidate.isMember &&
  candidate.isAvailable &&
  candidate.openInQueue < queueLimit &&
  candidate.openInAll < candidate.limit &&
  !passed.includes(candidate.id)

/** Fewest open first; then who prefers this queue; the longest idle breaks ties, and the id what is left. */
export function pickOperator(candidates: readonly Candidate[], wanted: Wanted): string | undefined {
  let best: Candidate | undefined
  for (const candidate of candidates) {
    if (!isEligible(candidate, wanted)) continue
    if (candidate.id === wanted.preferred) return candidate.id
    if (!best || isBefore(candidate, best)) best = candidate
  }
  return best?.id
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.openInAll !== b.openInAll) return a.openInAll < b.openInAll
  if (a.preference !== b.preference) return a.preference < b.preference
  if (a.idleSince !== b.idleSince) return a.idleSince < b.idleSince
  return a.id < b.id
}

type QueueLink = { id: string; backupQueueId: string | null }

/** The queues after `id`, in the order in which a conversation overflows. Loops end where they began. */
export function backupChain(id: string, queues: readonly QueueLink[]): string[] {
  const chain: string[] = []
  let next = queues.find((queue) => queue.id === id)?.backupQueueId ?? null
  while (next !== null && next !== id && !chain.includes(next)) {
    chain.push(next)
    const here: string = next
    next = queues.find((queue) => queue.id === here)?.backupQueueId ?? null
  }
  return chain
}

/** Whether giving `id` this backup would send conversations round in a circle. */
export function wouldLoop(id: string, backupQueueId: string, queues: readonly QueueLink[]): boolean {
  return backupQueueId === id || backupChain(backupQueueId, queues).includes(id)
}
