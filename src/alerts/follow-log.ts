import type { Database, Tx } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { operatorsTopic } from "../events/topics"
import { describeError, type Log } from "../log"
import type { SettingStore } from "../settings/setting-store"

/** Something to write because of an event. */
export type Act = (tx: Tx) => void

type Deps = {
  db: Database
  doorbell: Doorbell
  events: EventStore
  settings: Pick<SettingStore, "find" | "save">
  /** Whether anything is told to anybody at all. */
  isWanted: () => boolean
  /** Whether a conversation is still there, as the write sees it: it may have been erased since its events were read. */
  isThere: (tx: Tx, conversationId: string) => boolean
  /** What an event causes. Reads as it likes; most events cause nothing. */
  plan: (event: StoredEvent) => Act[]
  now: () => number
  log: Log
}

const cursorKey = "alerts-cursor"
const batchSize = 500
/** Events that cause nothing are read again after a crash; not more than so many. */
const unsavedEvents = 5000
/** What happens in one moment is read at once: shorter than anybody notices, and few reads under load. */
const gatherMs = 15
const retryMs = 1000

/**
 * Turns events into deliveries. The rows and the place in the log are one write, so an event causes its deliveries
 * exactly once, whatever is killed when; the visitor's own write is finished long before. While nothing is configured
 * nothing is read, and what is configured later hears only of what happens later.
 */
export function createLogFollower({ db, doorbell, events, settings, isWanted, isThere, plan, now, log }: Deps) {
  /** Null: nobody is told anything. */
  let cursor: number | null = null
  let saved = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let isStopped = false

  function planned(event: StoredEvent): Act[] {
    try {
      return plan(event)
    } catch (error) {
      // One event that cannot be told must not keep all later ones from being told.
      log.error("alerts.plan_failed", { eventId: event.id, type: event.type, ...describeError(error) })
      return []
    }
  }

  async function catchUp(): Promise<void> {
    while (cursor !== null && !isStopped) {
      const batch = events.listAfter(cursor, batchSize)
      const last = batch.at(-1)?.id
      if (last === undefined) return
      const acts = batch.flatMap((event) => planned(event).map((act) => ({ act, id: event.conversationId })))
      if (acts.length > 0 || last - saved >= unsavedEvents) {
        await db.write((tx) => {
          for (const { act, id } of acts) if (isThere(tx, id)) act(tx)
          settings.save(tx, cursorKey, last, now())
        })
        saved = last
      }
      if (cursor !== null) cursor = last
    }
  }

  function schedule(afterMs = gatherMs): void {
    if (timer || running || isStopped) return
    timer = setTimeout(run, afterMs)
  }

  function run(): void {
    timer = undefined
    const before = cursor
    running = catchUp()
      .then(() => cursor !== null && cursor < events.latestId())
      .catch((error: unknown) => {
        if (!isStopped) log.error("alerts.follow_failed", { after: before, ...describeError(error) })
        return undefined
      })
      .then((hasMore) => {
        running = undefined
        if (hasMore === undefined) schedule(retryMs)
        else if (hasMore) schedule()
      })
  }

  const stopListening = doorbell.listen(operatorsTopic, () => {
    if (cursor !== null) schedule()
  })

  return {
    /** In the transaction that configures something: from here on. Whoever follows already keeps their place. */
    noteChange(tx: Tx): void {
      const from = cursor === null ? events.latestId() : null
      if (from !== null) settings.save(tx, cursorKey, from, now())
      tx.afterCommit(() => {
        if (!isWanted()) cursor = null
        else if (from !== null && cursor === null) {
          cursor = from
          saved = from
        }
        if (cursor !== null) schedule()
      })
    },
    async start(): Promise<void> {
      const stored = settings.find<number | null>(cursorKey) ?? null
      if (!isWanted()) {
        // Otherwise all that happens while nobody is told would be told when somebody is again.
        if (stored !== null) await db.write((tx) => settings.save(tx, cursorKey, null, now()))
        return
      }
      const latest = events.latestId()
      cursor = Math.min(stored ?? latest, latest)
      saved = cursor
      if (stored === null) await db.write((tx) => settings.save(tx, cursorKey, latest, now()))
      schedule(0)
    },
    get isFollowing(): boolean {
      return cursor !== null
    },
    /** Whether everything that has happened has become deliveries, where it does. */
    get isCaughtUp(): boolean {
      return cursor === null || (running === undefined && cursor >= events.latestId())
    },
    async stop(): Promise<void> {
      isStopped = true
      stopListening()
      clearTimeout(timer)
      await running
    },
  }
}
