import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { describeError, type Log } from "../log"
import { type Along, type Channel, createOutboxStore, type Delivery, type Lane } from "./outbox-store"
import { maxAttempts, pauseAfter } from "./retry"

export type NewDelivery = {
  channel: Channel
  /** Whom it goes to: an address, a webhook's id. Targets are sent to independently of each other. */
  target: string
  /** What it is, in a word. */
  kind?: string
  /** One open row for each key: a later one replaces what has not been sent. */
  key?: string | undefined
  /** By these it leaves with whom it is about. */
  conversationId?: string | undefined
  visitorId?: string | undefined
  eventId?: number | undefined
  payload: unknown
  /** Not before this moment. */
  notBefore?: number | undefined
  /** Nobody wants it after this moment. */
  expiresAt?: number | undefined
}

/** What came of one attempt. Whoever sends never throws what it can put into words. */
export type Outcome =
  | { is: "sent"; answer: string; eventId?: number; along?: Along[] }
  /** It no longer matters. */
  | { is: "withdrawn"; answer: string }
  /** It is too early. */
  | { is: "postponed"; until: number }
  /** Another attempt would be refused too. */
  | { is: "refused"; answer: string }
  /**
   * `retryAfterMs`: when the other side asked to be left alone until then. `isOfAll`: what failed is the way to all
   * targets of the channel, so that one of them that is reached shows that the others can be. `isOfOne`: the target was
   * reached and would not take this one; the others need not wait for it.
   */
  | { is: "failed"; answer: string; retryAfterMs?: number | undefined; isOfAll?: boolean; isOfOne?: boolean }

export type Send = (delivery: Delivery, signal: AbortSignal) => Promise<Outcome>
type Senders = Record<Channel, Send>

type Deps = {
  db: Database
  senders: Senders
  log: Log
  now: () => number
  newId: () => string
  chance?: () => number
  /** Told of each outcome that has been written down; `isDead` where nothing more is tried. */
  onOutcome?: (delivery: Delivery, outcome: Outcome, isDead: boolean) => void
}

export type Outbox = ReturnType<typeof createOutbox>

type LaneState = Lane & {
  /** When there is something to look for. */
  nextAt: number
  /** Failures in a row, and until when the target is left alone for them. */
  failures: number
  pausedUntil: number
  /** It failed as all of its channel do. */
  isOfAll: boolean
  inFlight: Set<string>
}

/** How many are under way at once, to all targets of a channel and to one of them. */
const widths: Record<Channel, { channel: number; lane: number }> = {
  email: { channel: 4, lane: 1 },
  slack: { channel: 4, lane: 2 },
  webhook: { channel: 64, lane: 4 },
  push: { channel: 32, lane: 2 },
  hubspot: { channel: 2, lane: 2 },
}
/** Of an email only the end: a mail server is given the time that its own limits say. */
const timeLimitMs: Record<Channel, number> = {
  email: 15 * 60_000,
  slack: 10_000,
  webhook: 10_000,
  push: 10_000,
  hubspot: 15_000,
}
const shutdownMs = 2000
/** Clocks are set right by less all the time. */
const clockToleranceMs = 2000
const never = Number.POSITIVE_INFINITY
/** What others ask for, within reason. */
const within = (ms: number) => Math.min(Math.max(ms, 1000), 3600_000)
const day = 24 * 3600_000
const keptMs = { sent: 14 * day, withdrawn: 14 * day, dead: 60 * day } as const

/**
 * Everything that leaves the server goes through here: written down in the transaction of what caused it, sent by a
 * runner afterwards, at least once, under an id that stays the same. What is under way is known only to this process: a
 * row is `pending` until its outcome is on disk, so whatever a crash interrupts is sent again.
 */
export function createOutbox({ db, senders, log, now, newId, chance = Math.random, onOutcome }: Deps) {
  const store = createOutboxStore(db)
  const lanes = new Map<string, LaneState>()
  const busy: Record<Channel, number> = { email: 0, slack: 0, webhook: 0, push: 0, hubspot: 0 }
  const sending = new Map<Promise<void>, AbortController>()
  let isStarted = false
  let isScheduled = false
  /** What the clock showed last. */
  let shownLast = 0

  const laneKey = ({ channel, target }: Lane) => `${channel} ${target}`
  const isInFlight = ({ id, channel, target }: Delivery) =>
    lanes.get(laneKey({ channel, target }))?.inFlight.has(id) ?? false

  function laneOf({ channel, target }: Lane): LaneState {
    const key = laneKey({ channel, target })
    const known = lanes.get(key)
    if (known) return known
    const lane: LaneState = {
      channel,
      target,
      nextAt: never,
      failures: 0,
      pausedUntil: 0,
      isOfAll: false,
      inFlight: new Set(),
    }
    lanes.set(key, lane)
    return lane
  }

  /** A target that fails is left alone for its pause, however much there is for it. */
  function note(lane: Lane, at: number): void {
    const state = laneOf(lane)
    state.nextAt = Math.min(state.nextAt, Math.max(at, state.pausedUntil))
    schedule()
  }

  /** Moments were written down by a clock that went before: all of them come nearer by as much as it was set back. */
  function heedClock(at: number): void {
    const by = shownLast - at
    shownLast = at
    if (by < clockToleranceMs || !isStarted) return
    log.warn("outbox.clock_set_back", { seconds: Math.round(by / 1000) })
    db.write((tx) => store.bringForward(tx, by, at, now()))
      .then(() => {
        for (const lane of lanes.values()) {
          lane.pausedUntil -= by
          lane.nextAt = Math.max(at, lane.pausedUntil)
        }
        schedule()
      })
      .catch((error: unknown) => log.error("outbox.failed", describeError(error)))
  }

  function enqueue(tx: Tx, delivery: NewDelivery): string {
    const { channel, target, kind = channel, key = null, payload } = delivery
    const { conversationId = null, visitorId = null, eventId = null } = delivery
    const at = now()
    heedClock(at)
    const nextAt = delivery.notBefore ?? at
    const expiresAt = delivery.expiresAt ?? null
    const open = key === null ? undefined : store.findOpenByKey(tx, key)
    if (open) {
      const isSame = open.kind === kind && open.channel === channel && open.target === target
      if (open.attempts === 0 && isSame && !isInFlight(open)) {
        store.replace(tx, open.id, { payload, eventId, expiresAt })
        return open.id
      }
      // What may have arrived already must not change under its id, and what goes elsewhere is another one.
      if (isInFlight(open)) store.dropKey(tx, open.id)
      else store.finish(tx, open.id, "withdrawn", "Replaced by a newer one", at)
    }
    const id = newId()
    store.insert(tx, {
      id,
      channel,
      kind,
      target,
      key,
      conversationId,
      visitorId,
      eventId,
      payload,
      nextAt,
      expiresAt,
      createdAt: at,
    })
    tx.afterCommit(() => note({ channel, target }, nextAt))
    return id
  }

  /** What was tried in vain goes at once; what has its time keeps it. */
  function retry(tx: Tx, lane: Lane): void {
    const at = now()
    store.hasten(tx, lane, at)
    tx.afterCommit(() => wake(lane, at))
  }

  function wake(lane: Lane, at: number): void {
    const state = laneOf(lane)
    state.failures = 0
    state.pausedUntil = 0
    state.isOfAll = false
    note(lane, at)
  }

  function retryChannel(tx: Tx, channel: Channel, isMeant: (lane: LaneState) => boolean = () => true): void {
    for (const lane of lanes.values()) if (lane.channel === channel && isMeant(lane)) retry(tx, lane)
  }

  function schedule(): void {
    if (!isStarted || isScheduled) return
    isScheduled = true
    setImmediate(runDue)
  }

  function runDue(): void {
    isScheduled = false
    if (!isStarted) return
    const at = now()
    heedClock(at)
    for (const [key, lane] of lanes) {
      if (lane.nextAt > at) continue
      const { channel, inFlight } = lane
      const width = widths[channel]
      // A target that failed is tried with one before it gets the others.
      const room = Math.min((lane.failures > 0 ? 1 : width.lane) - inFlight.size, width.channel - busy[channel])
      if (room <= 0) continue
      const due = store.listDue(lane, at, room + inFlight.size).filter(({ id }) => !inFlight.has(id))
      for (const delivery of due.slice(0, room)) start(lane, delivery)
      if (due.length >= room) continue
      lane.nextAt = store.nextAfter(lane, at) ?? never
      if (inFlight.size === 0 && due.length === 0 && lane.nextAt === never) lanes.delete(key)
    }
  }

  function start(lane: LaneState, delivery: Delivery): void {
    lane.inFlight.add(delivery.id)
    busy[lane.channel] += 1
    const controller = new AbortController()
    const done = send(lane, delivery, controller).finally(() => {
      lane.inFlight.delete(delivery.id)
      busy[lane.channel] -= 1
      sending.delete(done)
      schedule()
    })
    sending.set(done, controller)
  }

  async function send(lane: LaneState, delivery: Delivery, controller: AbortController): Promise<void> {
    const { id, channel } = delivery
    try {
      const at = now()
      if (delivery.expiresAt !== null && delivery.expiresAt <= at) {
        const wasTried = delivery.attempts > 0
        const answer = wasTried ? `Given up: ${delivery.answer ?? "no answer"}` : "Too late to be of use"
        await db.write((tx) => store.finish(tx, id, wasTried ? "dead" : "withdrawn", answer, at))
        if (wasTried) onOutcome?.(delivery, { is: "failed", answer: delivery.answer ?? "no answer" }, true)
        return
      }
      if (!(await db.write((tx) => store.begin(tx, id)))) return
      const outcome = await attempt({ ...delivery, attempts: delivery.attempts + 1 }, controller)
      if (outcome) await settle(lane, delivery, outcome)
    } catch (error) {
      // The store refused: the row is as it was, and is looked for again, also where nothing else is due here any more.
      lane.nextAt = Math.max(lane.pausedUntil, now() + 1000)
      if (isStarted) log.error("outbox.failed", { delivery: id, channel, ...describeError(error) })
    }
  }

  /** @returns nothing when it was cut off by a stop: then it was no attempt. */
  async function attempt(delivery: Delivery, controller: AbortController): Promise<Outcome | undefined> {
    const { channel } = delivery
    const { signal } = controller
    const limit = setTimeout(() => controller.abort(new Error("timeout")), timeLimitMs[channel])
    const cut = new Promise<never>((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
    )
    try {
      return await Promise.race([senders[channel](delivery, signal), cut])
    } catch (error) {
      if (signal.aborted && !isStarted) return undefined
      if (signal.aborted) return { is: "failed", answer: `No answer within ${timeLimitMs[channel] / 1000} s` }
      log.error("outbox.sender_failed", { delivery: delivery.id, channel, ...describeError(error) })
      return { is: "failed", answer: `Internal error: ${(error as Error).message}` }
    } finally {
      clearTimeout(limit)
    }
  }

  async function settle(lane: LaneState, delivery: Delivery, outcome: Outcome): Promise<void> {
    const { id } = delivery
    const at = now()
    let isDead = outcome.is === "refused"
    if (outcome.is === "failed") {
      // Those that were under way together failed together: that is one failure of the target.
      const { retryAfterMs, isOfOne = false } = outcome
      if (isOfOne) {
        lane.failures = 0
        lane.pausedUntil = 0
      } else if (lane.pausedUntil <= at) {
        lane.failures += 1
        lane.pausedUntil =
          at + (retryAfterMs === undefined ? pauseAfter(lane.failures, chance()) : within(retryAfterMs))
      }
      const nextAt = isOfOne ? at + pauseAfter(delivery.attempts + 1, chance()) : lane.pausedUntil
      lane.nextAt = isOfOne ? at : nextAt
      lane.isOfAll = outcome.isOfAll === true
      // Who says when to come back is there: being asked to wait is no failed attempt.
      const isAskedToWait = retryAfterMs !== undefined
      const isLast = !isAskedToWait && delivery.attempts + 1 >= maxAttempts
      isDead = isLast
      await db.write((tx) =>
        isLast
          ? store.finish(tx, id, "dead", outcome.answer, at)
          : store.postpone(tx, id, nextAt, outcome.answer, isAskedToWait),
      )
      log.warn("outbox.attempt_failed", { delivery: id, channel: lane.channel, failures: lane.failures })
    } else if (outcome.is === "postponed") {
      await db.write((tx) => store.postpone(tx, id, outcome.until, null, true))
      lane.nextAt = Math.min(lane.nextAt, outcome.until)
    } else {
      if (outcome.is !== "withdrawn") {
        lane.failures = 0
        lane.pausedUntil = 0
        lane.isOfAll = false
      }
      lane.nextAt = at
      const state = ({ sent: "sent", withdrawn: "withdrawn", refused: "dead" } as const)[outcome.is]
      const { eventId, along = [] } = outcome.is === "sent" ? outcome : {}
      await db.write((tx) => {
        store.finish(tx, id, state, outcome.answer, at, eventId)
        for (const each of along) store.finishAlong(tx, each, `In one email with others: ${outcome.answer}`, at)
        if (outcome.is === "sent") retryChannel(tx, lane.channel, ({ isOfAll }) => isOfAll)
      })
    }
    onOutcome?.({ ...delivery, attempts: delivery.attempts + 1 }, outcome, isDead)
  }

  return {
    store,
    /**
     * Writes down that something is to be sent, in the caller's transaction: it is sent if and only if that commits.
     * @returns the id that the receiver gets.
     */
    enqueue,

    /**
     * Takes back what has not been sent of these kinds.
     * @returns those that have gone out, or may have: their receivers are to be told.
     */
    withdraw(tx: Tx, conversationId: string, kind: string, reason: string): Delivery[] {
      const reached: Delivery[] = []
      for (const delivery of store.listOfConversation(tx, conversationId, kind)) {
        if (delivery.state === "pending") store.finish(tx, delivery.id, "withdrawn", reason, now())
        if (
          delivery.state === "sent" ||
          (delivery.state === "pending" && delivery.attempts > 0) ||
          isInFlight(delivery)
        )
          reached.push(delivery)
      }
      return reached
    },

    /** A dead letter, or one whose receiver lost it. The same id again. @throws AppError `not_found`, `conflict` */
    async sendAgain(id: string): Promise<void> {
      const delivery = store.find(id)
      if (!delivery) throw new AppError("not_found", "There is no such delivery. It may have been too old to keep.")
      const { channel, target } = delivery
      await db.write((tx) => {
        if (!store.sendAgain(tx, id, now())) {
          throw new AppError("conflict", "This is still being sent; there is nothing to send again yet.")
        }
        tx.afterCommit(() => wake({ channel, target }, now()))
      })
    },

    /** Everything for this target ends, as it is no more. */
    endTarget(tx: Tx, lane: Lane, state: "dead" | "withdrawn", reason: string): void {
      store.endTarget(tx, lane, state, reason, now())
      tx.afterCommit(() => void lanes.delete(laneKey(lane)))
    },

    /** A target was repaired: what waits for it goes at once. */
    retryTarget: retry,
    /** The same for all targets of a channel. */
    retryChannel: (tx: Tx, channel: Channel): void => retryChannel(tx, channel),

    /** Whether the way to all targets of a channel has failed since something went through, as far as it is known here. */
    isBroken: (channel: Channel): boolean => lanes.values().some((lane) => lane.channel === channel && lane.isOfAll),

    /** Takes up what a stop or a crash left. */
    start(): void {
      isStarted = true
      shownLast = store.latestMoment()
      heedClock(now())
      for (const lane of store.listLanes()) note(lane, lane.nextAt)
    },
    /** For the timer loop. */
    runDue,
    /** For the timer loop: forgets what is long finished. */
    async removeOld(): Promise<void> {
      for (const state of ["sent", "withdrawn", "dead"] as const) {
        while ((await db.write((tx) => store.removeOld(tx, state, now() - keptMs[state], 500))) === 500) {
          // Piece by piece, so that no write of a visitor stands behind a long one.
        }
      }
    },
    get sendingCount(): number {
      return sending.size
    },
    /** Lets what is under way finish for a moment; the rest stays pending, and the next start takes it up. */
    async stop(): Promise<void> {
      isStarted = false
      if (sending.size === 0) return
      await Promise.race([Promise.allSettled(sending.keys()), Bun.sleep(shutdownMs)])
      for (const controller of sending.values()) controller.abort(new Error("stopping"))
      await Promise.allSettled(sending.keys())
    },
  }
}
