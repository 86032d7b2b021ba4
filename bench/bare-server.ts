/**
 * What the runtime can do with nothing in between: one insert in a shared commit and one line to a stream, with the
 * same driver, the same pragmas and the same durability as Baton, and no framework, no rules and no read model.
 */

import { join } from "node:path"
import { type Connection, Sqlite } from "../src/db/driver"

const encoder = new TextEncoder()
const streamHeaders = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" }
type Sink = ReadableStreamDefaultController<Uint8Array>
type Job = { visitor: string; body: { clientId: string; text: string }; done: (id: number) => void }

function open(folder: string): Connection {
  const db = new Sqlite(join(folder, "bare.db"))
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000"])
    db.pragma(pragma)
  db.exec(`
    CREATE TABLE IF NOT EXISTS events
      (id INTEGER PRIMARY KEY AUTOINCREMENT, visitor TEXT NOT NULL, client_id TEXT NOT NULL, text TEXT NOT NULL) STRICT`)
  return db
}

const db = open(process.argv[2]!)
const insert = db.prepare<[string, string, string]>("INSERT INTO events (visitor, client_id, text) VALUES (?, ?, ?)")
const begin = db.prepare("BEGIN IMMEDIATE")
const commit = db.prepare("COMMIT")
const widgets = new Map<string, Sink>()
const desks = new Set<Sink>()
let queue: Job[] = []

/** What arrived in one turn of the event loop shares one commit. */
function flush(): void {
  const batch = queue
  queue = []
  begin.run()
  const ids = batch.map(({ visitor, body }) => Number(insert.run(visitor, body.clientId, body.text).lastInsertRowid))
  commit.run()
  batch.forEach(({ visitor, body, done }, i) => {
    const id = ids[i]!
    const frame = encoder.encode(`id: ${id}\nevent: message\ndata: ${JSON.stringify({ id, ...body })}\n\n`)
    widgets.get(visitor)?.enqueue(frame)
    for (const desk of desks) desk.enqueue(frame)
    done(id)
  })
}

function post(visitor: string, body: Job["body"]): Promise<Response> {
  return new Promise((resolve) => {
    if (queue.length === 0) setImmediate(flush)
    queue.push({ visitor, body, done: (id) => resolve(Response.json({ event: { id, ...body } }, { status: 201 })) })
  })
}

function stream(request: Request, onOpen: (sink: Sink) => void, onEnd: () => void): Response {
  const body = new ReadableStream<Uint8Array>({
    start(sink) {
      sink.enqueue(encoder.encode("retry: 2000\n\n"))
      onOpen(sink)
    },
    cancel: onEnd,
  })
  request.signal.addEventListener("abort", onEnd, { once: true })
  return new Response(body, { headers: streamHeaders })
}

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  idleTimeout: 60,
  async fetch(request) {
    const path = request.url.slice(request.url.indexOf("/", 8))
    const token = request.headers.get("authorization")?.slice(7) ?? ""
    if (path === "/api/widget/messages") return post(token, (await request.json()) as Job["body"])
    if (path === "/api/widget/stream") {
      server.timeout(request, 0)
      return stream(
        request,
        (sink) => widgets.set(token, sink),
        () => widgets.delete(token),
      )
    }
    if (path === "/api/v1/stream") {
      server.timeout(request, 0)
      let own: Sink
      return stream(
        request,
        (sink) => {
          own = sink
          desks.add(own)
        },
        () => desks.delete(own),
      )
    }
    if (path === "/metrics") return new Response(`baton_streams_open ${widgets.size + desks.size}\n`)
    return new Response("", { status: 404 })
  },
})
console.error(`{"event":"server.started","port":${server.port}}`)
process.on("SIGTERM", () => process.exit(0))
