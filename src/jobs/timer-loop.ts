import { describeError, type Log } from "../log"

export type Job = { name: string; everyMs: number; run: (now: number) => void | Promise<void> }

/** How long a stop waits for a job. */
const patienceMs = 5000

/** One timer for everything that happens by the clock. A job that fails is logged and tried again at its next time. */
export function createTimerLoop({ jobs, now, log }: { jobs: Job[]; now: () => number; log: Log }) {
  const due = new Map(jobs.map((job) => [job, now() + job.everyMs]))
  const running = new Map<Job, Promise<void>>()

  async function run(job: Job, at: number): Promise<void> {
    try {
      await job.run(at)
    } catch (error) {
      log.error("job.failed", { job: job.name, ...describeError(error) })
    }
  }

  async function runDue(): Promise<void> {
    const at = now()
    // A clock that was set back would otherwise have everything wait until it is where it was.
    for (const job of jobs) due.set(job, Math.min(due.get(job)!, at + job.everyMs))
    await Promise.all(
      jobs
        .filter((job) => !running.has(job) && at >= due.get(job)!)
        .map((job) => {
          due.set(job, at + job.everyMs)
          const done = run(job, at).finally(() => running.delete(job))
          running.set(job, done)
          return done
        }),
    )
  }

  let timer: ReturnType<typeof setInterval> | undefined
  return {
    /** Runs what is due; tests call it with a hand-set clock. */
    tick: runDue,
    start(): void {
      timer = setInterval(() => void runDue(), 500)
    },
    /** Begins nothing more, and waits for what was begun, which still reads and writes; for one that hangs not for ever. */
    async stop(): Promise<void> {
      clearInterval(timer)
      if (running.size === 0) return
      let cut: ReturnType<typeof setTimeout> | undefined
      const patience = new Promise<void>((resolve) => {
        cut = setTimeout(resolve, patienceMs)
      })
      await Promise.race([Promise.all(running.values()), patience])
      clearTimeout(cut)
    },
  }
}
