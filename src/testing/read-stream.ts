/** Server-sent events over fetch, as the widget reads them: with a header, by cursor, and cut at will. */

import { patienceMs } from "./until"

export type StreamFrame = {
  /** The event id; undefined for what is ephemeral. */
  id: number | undefined
  event: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read freely in what was received
  data: any
}

export type StreamReader = ReturnType<typeof readStream>

export function readStream(
  url: string,
  options: { token?: string; lastEventId?: number | string | undefined; headers?: Record<string, string> } = {},
) {
  const { token, lastEventId, headers = {} } = options
  const controller = new AbortController()
  const frames: StreamFrame[] = []
  const waiting = new Set<() => void>()
  const state = { comments: 0, isOver: false, cursor: Number(lastEventId ?? 0) || 0 }
  const wake = () => {
    for (const check of [...waiting]) check()
  }

  const response = fetch(url, {
    headers: {
      accept: "text/event-stream",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(lastEventId === undefined ? {} : { "last-event-id": String(lastEventId) }),
      ...headers,
    },
    signal: controller.signal,
  })

  async function pump(): Promise<void> {
    const decoder = new TextDecoder()
    let text = ""
    try {
      const { body, status } = await response
      if (status !== 200 || !body) return
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true })
        const blocks = text.split("\n\n")
        text = blocks.pop()!
        for (const block of blocks) accept(block)
        wake()
      }
    } catch {
      // Cut, by the test or by the server: what had arrived counts.
    } finally {
      state.isOver = true
      wake()
    }
  }

  function accept(block: string): void {
    const frame: StreamFrame = { id: undefined, event: "message", data: undefined }
    let isEvent = false
    for (const line of block.split("\n")) {
      if (line.startsWith(":")) state.comments += 1
      else if (line.startsWith("id: ")) frame.id = Number(line.slice(4))
      else if (line.startsWith("event: ")) frame.event = line.slice(7)
      else if (line.startsWith("data: ")) {
        frame.data = JSON.parse(line.slice(6))
        isEvent = true
      }
    }
    if (!isEvent) return
    if (frame.id !== undefined) state.cursor = frame.id
    frames.push(frame)
  }

  const over = pump()

  /** Resolves when the condition holds over what has arrived; never sleeps, never waits past its deadline. */
  async function until(condition: () => boolean, what: string, timeoutMs = patienceMs): Promise<void> {
    if (condition()) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const check = () => {
      if (condition()) resolve()
    }
    const timer = setTimeout(
      () => reject(new Error(`The stream did not bring ${what} in ${timeoutMs} ms; it brought ${summary()}.`)),
      timeoutMs,
    )
    waiting.add(check)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      waiting.delete(check)
    }
  }

  const summary = () =>
    frames.map(({ id, event }) => (id === undefined ? event : `${event}#${id}`)).join(" ") || "nothing"

  return {
    response,
    /** Everything that arrived, in order. */
    frames,
    /** Stored events only. */
    get events() {
      return frames.filter((frame) => frame.id !== undefined)
    },
    get ids() {
      return frames.flatMap(({ id }) => (id === undefined ? [] : [id]))
    },
    /** Heartbeats and other comments. */
    get comments() {
      return state.comments
    },
    get isOver() {
      return state.isOver
    },
    /** Where a reconnect continues. */
    get cursor() {
      return state.cursor
    },
    of: (event: string) => frames.filter((frame) => frame.event === event),
    until,
    /** The first frame, past or to come, that fits. */
    async find(
      fits: (frame: StreamFrame) => boolean,
      what = "the frame",
      timeoutMs = patienceMs,
    ): Promise<StreamFrame> {
      await until(() => frames.some(fits), what, timeoutMs)
      return frames.find(fits)!
    },
    untilId: (id: number, timeoutMs = patienceMs) =>
      until(() => frames.some((frame) => frame.id === id), `event ${id}`, timeoutMs),
    untilOver: (timeoutMs = patienceMs) => until(() => state.isOver, "its end", timeoutMs),
    /** The client goes away without a word. */
    async cut(): Promise<void> {
      controller.abort()
      await response.catch(() => undefined)
      await over
    },
  }
}
