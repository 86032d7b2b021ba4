import { peopleTopic } from "../accounts/commands"
import type { Person, PersonStore } from "../accounts/person-store"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import { waitingTopic } from "../events/topics"
import { describeError, type Log } from "../log"
import type { AvailabilityBoard } from "./availability"
import { type Hours, isOpen, readHours } from "./hours"
import { backupChain, type Candidate, pickOperator } from "./pick-operator"
import type { Queue, QueueStore, WaitingRow } from "./queue-store"
import { createWaitingList } from "./waiting-list"

type Deps = {
  db: Database
  doorbell: Doorbell
  queues: QueueStore
  people: PersonStore
  board: Pick<AvailabilityBoard, "isOnline">
  conversations: ConversationStore
  commands: ConversationCommands
  latestEventId: () => number
  now: () => number
  log: Log
}

export type Assigner = ReturnType<typeof createAssigner>

type Step =
  | { do: "offer"; row: WaitingRow; personId: string; seconds: number }
  | { do: "overflow"; row: WaitingRow; to: Queue }
  | { do: "end"; row: WaitingRow; outcome: "passed" | "withdrawn" }

/** Beyond so many steps the rest is left for the next run, so that a flood never holds up a visitor's message. */
const stepsAtOnce = 200

/**
 * Moves the queues: offers what waits, passes on what nobody took, overflows to the backup. Driven by the log and by who
 * comes and goes; the clock only ends offers and waits. It plans on what is committed and looks again inside the write.
 */
export function createAssigner(deps: Deps) {
  const { db, doorbell, queues, people, board, conversations, commands, latestEventId, now, log } = deps
  const list = createWaitingList()
  const rows = new Map<string, WaitingRow>()
  let cursor = 0
  let isScheduled = false
  let isRunning = false
  let isStopped = false

  function put(row: WaitingRow): void {
    rows.set(row.id, row)
    const { id, chatbotId, queueId, since, priority } = row
    list.put({ conversationId: id, chatbotId, queueId: queueId ?? "", since, priority })
  }

  const openings = new WeakMap<Queue, Hours | null>()
  /** Outside hours of its own; those of a chatbot close nothing. */
  function isShut(queue: Queue, at: number): boolean {
    if (queue.hours === null) return false
    const hours = openings.get(queue) ?? readHours(queue.hours) ?? null
    openings.set(queue, hours)
    return hours !== null && !isOpen(hours, at)
  }

  /** At the start everything that waits; afterwards what the log says has changed. */
  function rebuild(): void {
    cursor = latestEventId()
    list.clear()
    rows.clear()
    for (const row of queues.listWaiting()) put(row)
  }

  function catchUp(): void {
    for (const { id, conversation_id } of queues.changedAfter(cursor)) {
      cursor = Math.max(cursor, id)
      const row = queues.findWaiting(conversation_id)
      if (row) put(row)
      else {
        rows.delete(conversation_id)
        list.remove(conversation_id)
      }
    }
  }

  const isThere = (person: Person | undefined, chatbotId: string): boolean =>
    person !== undefined && board.isOnline(person) && people.listSeats(person.id).includes(chatbotId)

  /** Whether an offer is under way; if not, how it ended: nobody who has left is waited for. */
  function offerOf({ offeredTo, offerExpiresAt, chatbotId }: WaitingRow, at: number) {
    if (offeredTo === null) return "none"
    if (offerExpiresAt === null || offerExpiresAt <= at) return "passed"
    return isThere(people.find(offeredTo), chatbotId) ? "stands" : "withdrawn"
  }

  /** Everybody who could be offered something, with what they hold now. */
  function readBoard() {
    const loads = queues.listLoads()
    const idle = queues.lastOffered()
    const everybody = people.listOperators()
    const seats = new Map(everybody.map(({ id }) => [id, new Set(people.listSeats(id))]))
    const inAll = new Map<string, number>()
    const inQueue = new Map<string, number>()
    const add = (personId: string, queueId: string, by: number) => {
      inAll.set(personId, (inAll.get(personId) ?? 0) + by)
      inQueue.set(`${queueId} ${personId}`, (inQueue.get(`${queueId} ${personId}`) ?? 0) + by)
    }
    for (const { personId, queueId, open } of loads) add(personId, queueId ?? "", open)

    function candidates(queue: Queue, chatbotId: string): Candidate[] {
      return everybody.map((person) => {
        const member = queue.members.find(({ personId }) => personId === person.id)
        const isMember = (member !== undefined || queue.members.length === 0) && seats.get(person.id)!.has(chatbotId)
        return {
          id: person.id,
          isMember,
          isAvailable: board.isOnline(person),
          openInQueue: inQueue.get(`${queue.id} ${person.id}`) ?? 0,
          openInAll: inAll.get(person.id) ?? 0,
          limit: person.openLimit,
          idleSince: idle.get(person.id) ?? 0,
          preference: member?.preference ?? 1,
        }
      })
    }
    return {
      candidates,
      isAnybodyIn: (queue: Queue, chatbotId: string) =>
        candidates(queue, chatbotId).some(({ isMember, isAvailable }) => isMember && isAvailable),
      noteOffer(personId: string, queueId: string, at: number): void {
        add(personId, queueId, 1)
        idle.set(personId, at)
      },
      noteEnd: (personId: string, queueId: string): void => add(personId, queueId, -1),
    }
  }

  function plan(): Step[] {
    const at = now()
    const today = readBoard()
    const all = queues.list()
    const steps: Step[] = []
    // Whoever let one pass has room for another in the same moment: the end of an offer wakes nobody.
    for (const row of rows.values()) {
      if (row.offeredTo === null || offerOf(row, at) === "stands") continue
      // What was erased meanwhile is no longer counted among what they hold.
      if (queues.findWaiting(row.id)?.offeredTo === row.offeredTo) today.noteEnd(row.offeredTo, row.queueId ?? "")
    }
    for (const queueId of list.queues()) {
      const queue = queues.find(queueId)
      if (!queue) continue
      // Once nobody of a chatbot is left for the queue, those behind need not be asked about.
      const full = new Set<string>()
      for (const { conversationId, chatbotId } of list.line(queueId)) {
        if (steps.length >= stepsAtOnce) return steps
        const row = rows.get(conversationId)!
        const offer = offerOf(row, at)
        if (offer === "stands") continue
        if (offer !== "none") steps.push({ do: "end", row, outcome: offer })
        const overflow = overflowOf(queue, row, at, all, today)
        if (overflow) {
          steps.push({ do: "overflow", row, to: overflow })
          continue
        }
        const helpsItself = queue.assignment !== "automatic"
        if ((helpsItself && row.wantedBy === null) || full.has(chatbotId)) continue
        const passed = [...queues.listPassed(row.id, row.since), ...(row.offeredTo ? [row.offeredTo] : [])]
        const preferred = row.wantedBy ?? queues.findFamiliar(row.visitorId)
        const everybody = today.candidates(queue, chatbotId)
        // Whoever asked to have it back is asked first, also where everybody else may help themselves.
        const asked = helpsItself ? everybody.filter(({ id }) => id === row.wantedBy) : everybody
        const picked = pickOperator(asked, { queueLimit: queue.memberLimit, preferred, passed })
        if (picked === undefined && helpsItself) continue
        if (picked === undefined) {
          if (pickOperator(everybody, { queueLimit: queue.memberLimit, passed: [] }) === undefined) full.add(chatbotId)
          continue
        }
        today.noteOffer(picked, queueId, at)
        steps.push({ do: "offer", row, personId: picked, seconds: queue.offerSeconds })
      }
    }
    return steps
  }

  /** The first backup where somebody is available, once the wait here is over or nobody here is. */
  function overflowOf(
    queue: Queue,
    row: WaitingRow,
    at: number,
    all: Queue[],
    today: ReturnType<typeof readBoard>,
  ): Queue | undefined {
    if (queue.backupQueueId === null) return undefined
    const isOver = at - row.queuedAt >= queue.overflowSeconds * 1000
    const hasSomebody = today.isAnybodyIn(queue, row.chatbotId)
    if (!isOver && hasSomebody && !isShut(queue, at)) return undefined
    const backups = backupChain(queue.id, all)
      .map((id) => queues.find(id)!)
      .filter((backup) => today.isAnybodyIn(backup, row.chatbotId))
    // Where people are there after hours, they are asked only if nobody is elsewhere.
    return backups.find((backup) => !isShut(backup, at)) ?? (isOver || !hasSomebody ? backups[0] : undefined)
  }

  function carryOut(tx: Tx, step: Step): void {
    const { row } = step
    const current = queues.findWaitingInWrite(tx, row.id)
    // Somebody took it, or it moved, between the plan and the write: then it is nobody's to offer.
    if (!current || current.since !== row.since || current.queueId !== row.queueId) return
    const at = now()
    const conversation = conversations.getInWrite(tx, row.id)
    const record = (operatorId: string | null, reason: string, queueId = current.queueId) =>
      commands.append(tx, { ...conversation, queueId }, systemActor, {
        type: "assignment",
        payload: { queueId, operatorId, reason },
      })
    switch (step.do) {
      case "end":
        if (current.offeredTo === null) return
        queues.endOffer(tx, row.id, step.outcome)
        record(current.offeredTo, `offer_${step.outcome}`)
        return
      case "overflow":
        queues.moveTo(tx, row.id, step.to.id, at)
        record(null, "overflow", step.to.id)
        commands.notify(tx, conversation, "overflow", step.to.name)
        tx.ring(waitingTopic)
        return
      case "offer":
        // Whoever leaves rings: it is planned anew.
        if (!isThere(people.getInWrite(tx, step.personId), row.chatbotId)) return
        queues.offer(tx, current, step.personId, at, at + step.seconds * 1000)
        record(step.personId, "offered")
    }
  }

  async function run(): Promise<void> {
    isScheduled = false
    if (isStopped) return
    if (isRunning) return schedule()
    isRunning = true
    try {
      catchUp()
      const steps = plan()
      if (steps.length === 0) return
      await db.write((tx) => {
        for (const step of steps) carryOut(tx, step)
      })
      catchUp()
      if (steps.length >= stepsAtOnce) schedule()
    } catch (error) {
      log.error("assign.failed", describeError(error))
    } finally {
      isRunning = false
    }
  }

  function schedule(): void {
    if (isScheduled || isStopped) return
    isScheduled = true
    setImmediate(() => void run())
  }

  const stops = [doorbell.listen(waitingTopic, schedule), doorbell.listen(peopleTopic, schedule)]

  return {
    start(): void {
      rebuild()
      schedule()
    },
    stop(): void {
      isStopped = true
      for (const stop of stops) stop()
    },
    /** Somebody came or went, or a conversation ended: there may be room. */
    wake: schedule,
    /** For the timer loop: whether an offer or a wait in a queue has run out. */
    runDue(): Promise<void> | undefined {
      const at = now()
      for (const row of rows.values()) {
        if (row.offeredTo !== null && offerOf(row, at) !== "stands") return run()
        const queue = row.queueId === null ? undefined : queues.find(row.queueId)
        if (!queue?.backupQueueId) continue
        if (at - row.queuedAt >= queue.overflowSeconds * 1000 || isShut(queue, at)) return run()
      }
      return undefined
    },
    list,
    /** Outside hours of its own. */
    isShutNow: (queue: Queue): boolean => isShut(queue, now()),
    /** Where a conversation of this chatbot would go now, step by step, and why: for the page that shows it. */
    forecast(chatbotId: string, queueId: string) {
      const today = readBoard()
      return [queueId, ...backupChain(queueId, queues.list())].map((id) => {
        const queue = queues.get(id)
        const board = today.candidates(queue, chatbotId)
        return {
          queue: { id, name: queue.name },
          assignment: queue.assignment,
          waiting: list.line(id).length,
          isShut: isShut(queue, now()),
          picked: pickOperator(board, { queueLimit: queue.memberLimit, preferred: undefined, passed: [] }) ?? null,
          operators: board
            .filter(({ isMember }) => isMember)
            .map((each) => ({
              id: each.id,
              why: !each.isAvailable
                ? "unavailable"
                : each.openInAll >= each.limit
                  ? "at their limit"
                  : each.openInQueue >= queue.memberLimit
                    ? "at the queue's limit"
                    : "available",
              open: each.openInAll,
              limit: each.limit,
            })),
        }
      })
    },
  }
}
