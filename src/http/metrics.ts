import { Counter, Gauge, Registry } from "prom-client"
import type { Database } from "../db/database"

export type Metrics = ReturnType<typeof createMetrics>

/** Numbers for Prometheus, counted where they happen or read when asked for. */
export function createMetrics(deps: {
  db: Database
  streams: { readonly count: number }
  waiting: () => number
  running: () => number
}) {
  const { db, streams, waiting, running } = deps
  const registry = new Registry()
  const registers = [registry]
  // Counted in numbers of our own, which costs nothing, and handed over when they are asked for.
  const answered = new Map<number, number>()
  new Counter({
    name: "baton_http_requests_total",
    help: "Requests answered",
    labelNames: ["status"],
    registers,
    collect() {
      for (const [hundreds, count] of answered) this.inc({ status: `${hundreds}xx` }, count)
      answered.clear()
    },
  })
  const turns = new Counter({
    name: "baton_turns_total",
    help: "Turns of the assistant by outcome",
    labelNames: ["outcome"],
    registers,
  })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge("baton_streams_open", "Open event streams", () => streams.count)
  gauge("baton_conversations_waiting", "Conversations waiting for a person", waiting)
  gauge("baton_turns_running", "Turns of the assistant under way", running)
  gauge("baton_db_commits_total", "Commits since the start", () => db.commits)
  gauge("baton_db_writes_total", "Writes since the start, several to a commit", () => db.writes)
  gauge("baton_memory_bytes", "Resident memory", () => process.memoryUsage.rss())
  gauge("baton_uptime_seconds", "Seconds since the start", () => Math.floor(process.uptime()))

  return {
    countRequest(status: number): void {
      const hundreds = Math.floor(status / 100)
      answered.set(hundreds, (answered.get(hundreds) ?? 0) + 1)
    },
    countTurn: (outcome: string) => turns.inc({ outcome }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
