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
   * Everything that arrives in one turn of the event loop shares one commit, each in its own savepoint, so that
   * durability costs one fsync a batch and one refusal rolls back only itself. `fn` must not await.
   * @throws whatever `fn` throws; nothing of it is then kept.
   */
  write<T>(fn: (tx: Tx) => T): Promise<T>
  /** A statement of the writing connection: sees what this transaction has done so far. Use only inside `write`. */
  inWrite<P extends unknown[] | object, R = unknown>(sql: string): Statement<P, R>
  /** A statement of the read-only connection: sees only what is committed. */
  onRead<P extends unknown[] | object, R = unknown>(sql: string): Statement<P, R>
  /** Commits what is queued and closes both connections. Writes after this are refused. */
  close(): Promise<void>
  /** Whether the store takes a write, for the readiness check. */
  isWritable(): boolean
  /** Writes a consistent copy of the whole database to `path`, which must not exist. */
  copyTo(path: string): void
  /** Counts for the metrics page. */
  readonly commits: number
  readonly writes: number
}

/** Whether a statement was refused because the row is there already. */
export const isDuplicate = (error: unknown): boolean => (error as { code?: string }).code === "SQLITE_CONSTRAINT_UNIQUE"

type Job = { fn: (tx: Tx) => unknown; resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** @param ring called with each topic after the commit that rang it. */
export function createDatabase(writer: Connection, reader: Connection, ring: (topic: string) => void): Database {
  const begin = writer.prepare("BEGIN IMMEDIATE")
  const commit = writer.prepare("COMMIT")
  const rollback = writer.prepare("ROLLBACK")
  const savepoint = writer.prepare("SAVEPOINT one")
  const release = writer.prepare("RELEASE one")
  const rollbackOne = writer.prepare("ROLLBACK TO one")
  const touch = writer.prepare("UPDATE liveness SET at = at + 1")

  let queue: Job[] = []
  let scheduled = false
  let open = true
  let commits = 0
  let writes = 0

  function runOne(job: Job, rung: Set<string>, after: (() => void)[], settle: (() => void)[]): void {
    const topics: string[] = []
    const mine: (() => void)[] = []
    savepoint.run()
    try {
      const value = job.fn({ ring: (topic) => topics.push(topic), afterCommit: (fn) => mine.push(fn) })
      if (value instanceof Promise) throw new Error("A write must not await: the transaction would not contain it.")
      release.run()
      for (const topic of topics) rung.add(topic)
      after.push(...mine)
      settle.push(() => job.resolve(value))
    } catch (error) {
      rollbackOne.run()
      release.run()
      settle.push(() => job.reject(error))
    }
  }

  function flush(): void {
    scheduled = false
    const batch = queue
    if (batch.length === 0) return
    queue = []
    const rung = new Set<string>()
    const after: (() => void)[] = []
    const settle: (() => void)[] = []
    try {
      begin.run()
      for (const job of batch) runOne(job, rung, after, settle)
      commit.run()
    } catch (error) {
      // The disk is full or broken: nobody is told «committed», and everything that was asked for is refused.
      if (writer.inTransaction) rollback.run()
      for (const job of batch) job.reject(error)
      return
    }
    commits += 1
    writes += batch.length
    for (const fn of after) fn()
    for (const done of settle) done()
    for (const topic of rung) ring(topic)
  }

  return {
    write<T>(fn: (tx: Tx) => T): Promise<T> {
      if (!open) return Promise.reject(new Error("The database is closed."))
      return new Promise<T>((resolve, reject) => {
        queue.push({ fn, resolve: resolve as (value: unknown) => void, reject })
        if (scheduled) return
        scheduled = true
        setImmediate(flush)
      })
    },
    inWrite: (sql) => writer.prepare(sql) as never,
    onRead: (sql) => reader.prepare(sql) as never,
    async close() {
      if (!open) return
      open = false
      flush()
      reader.close()
      // Leaves one file behind, so that copying a stopped server's database copies all of it.
      writer.pragma("wal_checkpoint(TRUNCATE)")
      writer.close()
    },
    isWritable() {
      if (!open) return false
      try {
        begin.run()
        touch.run()
        rollback.run()
        return true
      } catch {
        // The answer is the question: a full, read-only or locked store is not ready.
        if (open && writer.inTransaction) rollback.run()
        return false
      }
    },
    copyTo: (path) => void writer.prepare("VACUUM INTO ?").run(path),
    get commits() {
      return commits
    },
    get writes() {
      return writes
    },
  }
}
