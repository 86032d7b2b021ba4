import type { Doorbell } from "./doorbell"
import type { Ephemeral, Signals } from "./signals"

const encoder = new TextEncoder()
const heartbeat = encoder.encode(":\n\n")
const heartbeatMs = 15_000
/** Bytes that may stand unread in a stream before it is read for no more; the log keeps the rest. */
const bufferBytes = 64 * 1024
/** Heartbeats that may go unread before a client is cut off; it resumes by id. */
const missedBeats = 3
/** Events that a stream sends, and streams that the timer wakes, before others have their turn. */
const eventsAtOnce = 100
const beatsAtOnce = 200

type StreamOptions<T extends { id: number }> = {
  /** Topic of the doorbell. From the session, never from a parameter. */
  topic: string
  /** Topics of the signals that this client gets. */
  signalTopics: string[]
  /** Where to continue: the `Last-Event-ID` of a reconnecting client, or the id its page was rendered at. */
  after: number
  /** Events with id > after that this audience may see, oldest first, at most a page of them. */
  read: (after: number) => T[]
  /** The newest committed id: what `read` has not found up to there will not come any more. */
  committedId?: () => number
  frameOf: (event: T) => Uint8Array
  signal: AbortSignal
  /** Asked at each heartbeat, and when people changed: a stream ends with the session and the seats that it was opened with. */
  mayContinue?: () => boolean
  /** Whose only stream this is: it ends the one before, which nobody may be listening to any more. */
  line?: string
  /** Called once when the stream opens and once when it ends, however it ends. */
  onOpen?: () => void
  onEnd?: () => void
}

export type EventStreams = ReturnType<typeof createEventStreams>

type Open = { beat(): void; check(): void; finish(): void }

/**
 * Server-sent events read from the log by cursor. The bell only says that there is something new, and a client is read
 * for again only when it has taken what it was given: a slow one costs a number, not memory, and never slows another.
 */
export function createEventStreams({
  doorbell,
  signals,
  onError,
  beatMs = heartbeatMs,
}: {
  doorbell: Doorbell
  signals: Signals
  /** Told when the log could not be read for a stream, which then ends; its client comes back by id. */
  onError: (error: unknown) => void
  beatMs?: number
}) {
  const open = new Set<Open>()
  const lines = new Map<string, Open>()
  let isClosed = false
  // One timer for all: a timer a stream would cost more than the stream.
  const timer = setInterval(() => beat([...open]), beatMs)
  timer.unref?.()

  function beat(streams: Open[]): void {
    for (const stream of streams.slice(0, beatsAtOnce)) stream.beat()
    if (streams.length > beatsAtOnce) setImmediate(beat, streams.slice(beatsAtOnce))
  }

  function stream<T extends { id: number }>(options: StreamOptions<T>): Response {
    const { topic, signalTopics, read, committedId, frameOf, signal, mayContinue, line, onOpen, onEnd } = options
    let cursor = options.after
    let missed = 0
    let isEnded = false
    let isDraining = false
    let isResting = false
    let controller: ReadableStreamDefaultController<Uint8Array>
    const stops: (() => void)[] = []

    const hasRoom = () => (controller.desiredSize ?? 0) > 0

    function drain(): void {
      // Enqueuing pulls, and pulling drains: without this an event would be read twice.
      if (isDraining || isResting) return
      isDraining = true
      let left = eventsAtOnce
      try {
        while (!isEnded && hasRoom()) {
          const newest = committedId?.()
          if (newest !== undefined && cursor >= newest) return
          const events = read(cursor)
          // A stream that much passes by must not look through all of it again at each ring.
          if (events.length === 0) {
            cursor = newest ?? cursor
            return
          }
          for (const event of events) {
            if (isEnded || !hasRoom()) return
            if (left-- === 0) {
              rest()
              return
            }
            controller.enqueue(frameOf(event))
            cursor = event.id
          }
        }
      } catch (error) {
        // The bell rings for many: what is wrong with one must not keep it from the others.
        if (!isEnded) onError(error)
        finish()
      } finally {
        isDraining = false
      }
    }

    /** A long history is read in parts: the others are served between them. */
    function rest(): void {
      isResting = true
      setImmediate(() => {
        isResting = false
        drain()
      })
    }

    function finish(): void {
      if (isEnded) return
      isEnded = true
      open.delete(handle)
      if (line !== undefined) lines.delete(line)
      for (const stop of stops) stop()
      signal.removeEventListener("abort", finish)
      try {
        controller.close()
      } catch {
        // Already closed from the other side: there is nobody to tell.
      }
      onEnd?.()
    }

    const handle: Open = {
      check() {
        if (mayContinue && !mayContinue()) finish()
      },
      beat() {
        handle.check()
        if (isEnded) return
        if (hasRoom()) {
          missed = 0
          controller.enqueue(heartbeat)
          drain()
        } else if (++missed >= missedBeats) finish()
      },
      finish,
    }

    const send = ({ event, data }: Ephemeral) => {
      if (!isEnded && hasRoom())
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
    }

    const body = new ReadableStream<Uint8Array>(
      {
        start(it) {
          controller = it
          controller.enqueue(encoder.encode("retry: 2000\n\n"))
          if (isClosed) {
            // Opened on a server that is stopping: it would hold up the stop, and nothing would come of it.
            controller.enqueue(encoder.encode("event: reconnect\ndata: {}\n\n"))
            isEnded = true
            controller.close()
            return
          }
          // Listen first, then read: nothing can be committed in between unheard.
          stops.push(doorbell.listen(topic, drain))
          for (const each of signalTopics) stops.push(signals.listen(each, send))
          open.add(handle)
          if (line !== undefined) {
            lines.get(line)?.finish()
            lines.set(line, handle)
          }
          onOpen?.()
          drain()
        },
        pull: drain,
        cancel: finish,
      },
      { highWaterMark: bufferBytes, size: (chunk) => chunk?.byteLength ?? 0 },
    )
    signal.addEventListener("abort", finish, { once: true })
    if (signal.aborted) finish()
    return new Response(body, { headers: streamHeaders })
  }

  return {
    stream,
    /** How many are open: what a leak would make grow. */
    get count(): number {
      return open.size
    },
    /** Ends those that were opened by somebody who may not read on. */
    check(): void {
      for (const stream of [...open]) stream.check()
    },
    /** Ends all of them, and each that is opened from now on; the next process continues where each stopped. */
    close(): void {
      isClosed = true
      clearInterval(timer)
      for (const stream of [...open]) stream.finish()
    },
  }
}

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
}
