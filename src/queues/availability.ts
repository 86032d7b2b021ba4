import type { Person, PersonStore } from "../accounts/person-store"

export type AvailabilityBoard = ReturnType<typeof createAvailabilityBoard>

/** How long somebody counts as present after their last stream or request: a reload or a tunnel is no departure. */
const presenceGraceMs = 90_000
/** After so long the conversations of somebody who is gone return to the queue. */
const returnAfterMs = 5 * 60_000
/** A restart is no departure either: desks are back within seconds, and until then nobody is told that none is there. */
const restartGraceMs = 30_000

/**
 * Two things, kept apart: *availability* is what an operator says and is stored; *presence* is what the server sees (a
 * live stream, a request) and outlives the process by a moment only. Who is to be alerted or waited for needs both.
 */
export function createAvailabilityBoard({
  people,
  presentBefore,
  now,
  onChange,
}: {
  people: PersonStore
  /** Who was present when the process before this one ended. */
  presentBefore: readonly string[]
  now: () => number
  /** Called when somebody came or went. */
  onChange: () => void
}) {
  /** How many each session has open. */
  const streams = new Map<string, Map<string, number>>()
  /** Signed out: no grace for a stream that is only just ending. */
  const left = new Set<string>()
  const lastSeen = new Map<string, number>()
  const startedAt = now()
  const comingBack = new Set(presentBefore)

  const isExpected = (personId: string) => comingBack.has(personId) && now() - startedAt < restartGraceMs
  const isPresent = (personId: string) =>
    streams.has(personId) ||
    (!left.has(personId) &&
      (isExpected(personId) || now() - (lastSeen.get(personId) ?? Number.NEGATIVE_INFINITY) < presenceGraceMs))
  const absentFor = (personId: string): number =>
    streams.has(personId) ? 0 : now() - (lastSeen.get(personId) ?? startedAt)
  const isOnline = (person: Person) =>
    person.isOperator && !person.disabledAt && person.availability === "online" && isPresent(person.id)

  return {
    isPresent,
    isOnline,
    isAnybodyOnline: (chatbotId: string, except?: string): boolean =>
      people.listSeated(chatbotId).some((person) => person.id !== except && isOnline(person)),
    listOnline: (chatbotId: string): Person[] => people.listSeated(chatbotId).filter(isOnline),
    /** Milliseconds since somebody was last seen; after a restart everybody was seen at the start. */
    absentFor,
    /** Away for so long that what they hold returns to the queue. */
    isGone: (personId: string): boolean =>
      !isPresent(personId) && (left.has(personId) || absentFor(personId) > returnAfterMs),
    touch(personId: string): void {
      const wasPresent = isPresent(personId)
      left.delete(personId)
      lastSeen.set(personId, now())
      if (!wasPresent) onChange()
    },
    streamOpened(personId: string, session: string): void {
      left.delete(personId)
      const own = streams.get(personId) ?? new Map<string, number>()
      streams.set(personId, own.set(session, (own.get(session) ?? 0) + 1))
      lastSeen.set(personId, now())
      onChange()
    },
    streamEnded(personId: string, session: string): void {
      const own = streams.get(personId)
      const open = (own?.get(session) ?? 1) - 1
      if (open > 0) own?.set(session, open)
      else own?.delete(session)
      if (own?.size === 0) streams.delete(personId)
      lastSeen.set(personId, now())
      if (left.has(personId)) onChange()
    },
    /** Whether they are connected from another browser than the one of this session. */
    isElsewhere: (personId: string, session: string): boolean =>
      [...(streams.get(personId)?.keys() ?? [])].some((each) => each !== session),
    /** Presence ends at once; for whoever is connected from no other browser. */
    signedOut(personId: string): void {
      left.add(personId)
      onChange()
    },
  }
}
