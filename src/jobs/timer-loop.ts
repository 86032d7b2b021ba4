import { describeError, type Log } from "../log"

export type Job = { name: string; everyMs: number; run: (now: number) => void | Promise<void> }

/** One timer for everything that happens by the clock. A job that fails is logged and tried again at its next time. */
export function createTimerLoop({ jobs, now, log }: { jobs: Job[]; now: () => number; log: Log }) {
  const due = new Map(jobs.map((job) => [job, now() + job.everyMs]))
  const running = new Set<Job>()

  async function runDue(): Promise<void> {
    const at = now()
    await Promise.all(
      jobs.map(async (job) => {
        if (running.has(job) || at < due.get(job)!) return
        due.set(job, at + job.everyMs)
        running.add(job)
        try {
          await job.run(at)
        } catch (error) {
          log.error("job.failed", { job: job.name, ...describeError(error) })
        } finally {
          running.delete(job)
        }
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
    stop: () => clearInterval(timer),
  }
}
