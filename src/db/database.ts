import { setTimeout as delay } from "node:timers/promises"
import type { Connection, Statement } from "./driver"

/** Handed to the function inside `write`; what takes a `Tx` may change things, what does not cannot. */
export type Tx = {
  /** Wakes the listeners of a topic once the commit is on disk; dropped if this write is rolled back. */
  ring(topic: string): void
  /** Called once the commit is on disk, before any bell; dropped with this write if it is rolled back. Must not throw. */
  afterCommit(fn: () => void): void
}

export type Database = {
  /**
   * The only way to write. Resolves with what `fn` returned once the commit is on disk (WAL, synchronous=FULL).
   * What arrives together shares one commit, so that durability costs one fsync a batch; a refusal undoes only its own
   * changes. `fn` must not await, and may be run a second time: it must change nothing but the database.
   * @throws whatever `fn` throws; nothing of it is then kept.
   */
  write<T>(fn: (tx: Tx) => T): Promise<T>
  /** A statement of the writing connection: sees what this transaction has done so far. Use only inside `write`. */
  inWrite<P extends unknown[] | object, R = unknown>(sql: string): Statement<P, R>
  /** A statement of the read-only connection: sees only what is committed. */
  onRead<P extends unknown[] | object, R = unknown>(sql: string): Statement<P, R>
  /** Calls `fn` whenever something that was written is taken back: for what is remembered of the file beside it. */
  onRollback(fn: () => void): void
  /**
   * Calls `fn` with `key` of each row of `table` that a write adds, removes or changes in one of `columns`, whichever
   * statement did it, cascades included: for what is remembered of the file beside it. Called inside the write.
   */
  onChange(table: string, columns: string[], key: string, fn: (key: string) => void): void
  /**
   * For the timer loop: gives the room that deletions left back to the disk, some pages a commit, and clears the log of
   * writes when it is quiet, in which what was erased would stand until it is written over.
   */
  tidy(): Promise<void>
  /** Commits what is queued and closes both connections. Writes after this are refused. */
  close(): Promise<void>
  /** Whether the store takes a write, for the readiness check: it is tried, at most once a second. */
  isWritable(): boolean
  /** Counts for the metrics page. */
  readonly commits: number
  readonly writes: number
}

/** Pages that are kept for what comes next, and that are given back in one commit and in one run; messages go between. */
const keptFree = 2000
const givenBack = { atOnce: 50, inAll: 10_000, pauseMs: 20 }
/** Commits since the last time of tidying up, of a time that counts as quiet. */
const fewCommits = 30

/** How many turns of the event loop a commit waits while each brings more to write: some ten microseconds each. */
const maxTurns = 2

type Job = { fn: (tx: Tx) => unknown; resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** How long a write waits for another program that has the file locked, and how often it is tried meanwhile. */
const usualPatienceMs = 8000
const betweenTriesMs = 20
const betweenLooksMs = 1000

/** @param ring called with each topic after the commit that rang it. */
export function createDatabase(
  writer: Connection,
  reader: Connection,
  ring: (topic: string) => void,
  patienceMs = usualPatienceMs,
): Database {
  const begin = writer.prepare("BEGIN IMMEDIATE")
  const commit = writer.prepare("COMMIT")
  const rollback = writer.prepare("ROLLBACK")
  const savepoint = writer.prepare("SAVEPOINT one")
  const release = writer.prepare("RELEASE one")
  const rollbackOne = writer.prepare("ROLLBACK TO one")
  const touch = writer.prepare("UPDATE liveness SET at = at + 1")

  const takenBack: (() => void)[] = []
  let watched = 0

  let queue: Job[] = []
  let isScheduled = false
  let isOpen = true
  let commits = 0
  let writes = 0
  let lockedSince: number | undefined

  type Outcome = { tx: Tx; settle: (() => void)[]; after: (() => void)[]; rung: Set<string> }

  function emptyOutcome(): Outcome {
    const [rung, after] = [new Set<string>(), [] as (() => void)[]]
    const tx: Tx = { ring: (topic) => void rung.add(topic), afterCommit: (fn) => void after.push(fn) }
    return { tx, rung, after, settle: [] }
  }

  /** @throws what `fn` throws; what it changed is then still there. */
  function runJob(job: Job, { tx, settle }: Outcome): void {
    const value = job.fn(tx)
    if (value instanceof Promise) throw new Error("A write must not await: the transaction would not contain it.")
    settle.push(() => job.resolve(value))
  }

  /**
   * Without savepoints, which cost a copy of each page that a write touches.
   * @returns undefined when one of them was refused: then nothing of the batch is done yet.
   */
  function runTogether(batch: Job[]): Outcome | undefined {
    const outcome = emptyOutcome()
    try {
      for (const job of batch) runJob(job, outcome)
      return outcome
    } catch {
      // Run again by itself, it is refused again, and its caller is told.
      undo(rollback)
      return undefined
    }
  }

  /** Also where SQLite has rolled back by itself, as it does when the disk is full: what was remembered is wrong then too. */
  function undo(statement: Statement): void {
    for (const fn of takenBack) fn()
    if (writer.inTransaction) statement.run()
  }

  function runApart(batch: Job[]): Outcome {
    const outcome = emptyOutcome()
    for (const job of batch) {
      savepoint.run()
      const own = emptyOutcome()
      try {
        runJob(job, own)
        outcome.settle.push(...own.settle)
        outcome.after.push(...own.after)
        for (const topic of own.rung) outcome.rung.add(topic)
      } catch (error) {
        undo(rollbackOne)
        // A full disk ends the whole transaction: there is nothing left to go on with, and this is why.
        if (!writer.inTransaction) throw error
        outcome.settle.push(() => job.reject(error))
      }
      release.run()
    }
    return outcome
  }

  /** Waits as long as each turn of the event loop brings more, but for so many turns at most. */
  function gather(seen: number, turns: number): void {
    if (queue.length > seen && turns < maxTurns) setImmediate(gather, queue.length, turns + 1)
    else flush()
  }

  /** Another program has the file: what is queued waits, and everything else goes on. */
  function waitForLock(error: unknown): void {
    lockedSince ??= performance.now()
    if (performance.now() - lockedSince < patienceMs) {
      isScheduled = true
      setTimeout(flush, betweenTriesMs)
      return
    }
    for (const job of queue.splice(0)) job.reject(error)
  }

  function flush(): void {
    isScheduled = false
    if (queue.length === 0) return
    try {
      begin.run()
    } catch (error) {
      if ((error as { code?: string }).code === "SQLITE_BUSY") waitForLock(error)
      else for (const job of queue.splice(0)) job.reject(error)
      return
    }
    lockedSince = undefined
    const batch = queue
    queue = []
    let outcome: Outcome | undefined
    try {
      outcome = runTogether(batch)
      if (!outcome) {
        begin.run()
        outcome = runApart(batch)
      }
      commit.run()
    } catch (error) {
      // The disk is full or broken: nobody is told «committed», and everything that was asked for is refused.
      undo(rollback)
      for (const job of batch) job.reject(error)
      return
    }
    commits += 1
    writes += batch.length
    for (const fn of outcome.after) fn()
    for (const done of outcome.settle) done()
    for (const topic of outcome.rung) ring(topic)
  }

  let lookedAt = Number.NEGATIVE_INFINITY
  let wasWritable = true

  /** To its end: what is rolled back never reaches the disk, and a full one would not be noticed. */
  function canWrite(): boolean {
    try {
      begin.run()
      touch.run()
      commit.run()
      return true
    } catch {
      // The answer is the question: a full, read-only or locked store is not ready.
      if (writer.inTransaction) rollback.run()
      return false
    }
  }

  const numberOf = (name: string) => Number(writer.pragma(name, { simple: true }))
  let commitsBefore = 0

  async function tidy(): Promise<void> {
    const isQuiet = commits - commitsBefore < fewCommits
    // A tenth comes and goes by itself, and making room for it again and again would be work for nothing.
    const free = isOpen ? numberOf("freelist_count") : 0
    let left = free > keptFree + numberOf("page_count") / 10 ? Math.min(free - keptFree, givenBack.inAll) : 0
    for (; left > 0 && isOpen; left -= givenBack.atOnce) {
      await write(() => void writer.pragma(`incremental_vacuum(${givenBack.atOnce})`))
      await delay(givenBack.pauseMs)
    }
    if (isQuiet && isOpen) writer.pragma("wal_checkpoint(TRUNCATE)")
    commitsBefore = commits
  }

  function write<T>(fn: (tx: Tx) => T): Promise<T> {
    if (!isOpen) return Promise.reject(new Error("The database is closed."))
    return new Promise<T>((resolve, reject) => {
      queue.push({ fn, resolve: resolve as (value: unknown) => void, reject })
      if (isScheduled) return
      isScheduled = true
      setImmediate(gather, 0, 0)
    })
  }

  return {
    write,
    tidy,
    // What comes out of a statement only whoever wrote its SQL can say.
    inWrite: (sql) => writer.prepare(sql) as never,
    onRead: (sql) => reader.prepare(sql) as never,
    onRollback: (fn) => void takenBack.push(fn),
    onChange(table, columns, key, fn) {
      const name = `changed_${++watched}`
      writer.function(name, (value: unknown) => {
        fn(String(value))
        return null
      })
      const triggers = [
        `INSERT ON main.${table} BEGIN SELECT ${name}(new.${key})`,
        `DELETE ON main.${table} BEGIN SELECT ${name}(old.${key})`,
        `UPDATE OF ${columns.join(", ")} ON main.${table} BEGIN SELECT ${name}(old.${key}), ${name}(new.${key})`,
      ]
      // Of this connection alone: they are not in the file.
      for (const [i, trigger] of triggers.entries())
        writer.exec(`CREATE TEMP TRIGGER ${name}_${i} AFTER ${trigger}; END`)
    },
    async close() {
      if (!isOpen) return
      isOpen = false
      // Nobody is served any more who would have to wait for it.
      writer.pragma(`busy_timeout = ${patienceMs}`)
      flush()
      reader.close()
      // Leaves one file behind, so that copying a stopped server's database copies all of it.
      writer.pragma("wal_checkpoint(TRUNCATE)")
      writer.close()
    },
    isWritable() {
      if (!isOpen) return false
      const at = performance.now()
      if (at - lookedAt > betweenLooksMs) {
        lookedAt = at
        wasWritable = canWrite()
      }
      return wasWritable
    },
    get commits() {
      return commits
    },
    get writes() {
      return writes
    },
  }
}
