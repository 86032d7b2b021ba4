// @ts-check
/**
 * One stream per browser, however many tabs: browsers allow six connections to one origin. The tab that holds the lock
 * reads it and passes each frame on to the others. It is never paused in a hidden tab, because alerts come through it.
 */

import { me } from "./page.js"

/**
 * @typedef {{ event: string, data: any }} Frame
 * @typedef {{ onFrame: (frame: Frame) => void, onLink: (lostAt: number | null) => void }} Listener
 */

const silenceMs = 40_000
const remembered = 500

/** @type {Frame[]} */
const recent = []
let cursor = Number(document.body.dataset.asOf ?? 0)
let isLeader = false
/** @type {Listener} */
let listener
/** @type {BroadcastChannel | null} */
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`baton-desk-${me}`) : null

export const leads = () => isLeader

/** Frames of one conversation after an event: what may have come while its page was on the way. @param {string} id @param {number} after */
export const framesSince = (id, after) =>
  recent.filter(({ data }) => data.conversationId === id && data.id > after).map(({ data }) => data)

/** @param {Listener} callbacks */
export function start(callbacks) {
  listener = callbacks
  channel?.addEventListener("message", ({ data }) => {
    if (data.kind === "frame") take(data.frame)
    if (data.kind === "link" && !isLeader) listener.onLink(data.lostAt)
    if (data.kind === "since" && isLeader)
      for (const frame of recent) if (frame.data.id > data.after) tell("frame", { frame })
  })
  if (!channel || !navigator.locks) return lead()
  // Frames between the reading of this page and now went to tabs that were listening already.
  tell("since", { after: cursor })
  // Held until the tab closes; then the next tab gets it, and opens the stream where it stands itself.
  navigator.locks.request(`baton-desk-${me}`, () => {
    lead()
    return new Promise(() => {})
  })
}

/** @param {string} kind @param {object} more */
const tell = (kind, more) => channel?.postMessage({ kind, ...more })

/** @param {Frame} frame */
function take(frame) {
  const { id } = frame.data ?? {}
  if (frame.event === "desk") {
    // Each once, in the log's order: a frame may come over the stream and over another tab.
    if (id <= cursor) return
    cursor = id
    recent.push(frame)
    if (recent.length > remembered) recent.shift()
  }
  listener.onFrame(frame)
}

function lead() {
  isLeader = true
  let lastByte = Date.now()
  let attempt = 0
  /** @type {number | null} */
  let lostAt = null
  /** @type {AbortController | null} */
  let request = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry

  /** @param {number | null} at */
  function link(at) {
    lostAt = at
    listener.onLink(at)
    tell("link", { lostAt: at })
  }

  async function open() {
    clearTimeout(retry)
    request?.abort()
    const own = new AbortController()
    request = own
    lastByte = Date.now()
    try {
      // `fetch` rather than EventSource: it sees the heartbeats, and why a stream was refused.
      const response = await fetch(`/operator/stream?after=${cursor}`, {
        headers: { accept: "text/event-stream" },
        signal: own.signal,
      })
      if (response.status === 401 || response.redirected) return location.reload()
      if (!response.ok || !response.body) throw new Error(String(response.status))
      const parse = createParser((frame) => {
        if (frame.event === "reconnect") return own.abort()
        take(frame)
        tell("frame", { frame })
      })
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        lastByte = Date.now()
        attempt = 0
        if (lostAt !== null) link(null)
        parse(value)
      }
    } catch {
      // Whatever it was, the answer is the same: try again, and say so meanwhile.
    }
    if (request === own) again()
  }

  function again() {
    if (lostAt === null) link(Date.now())
    const wait = Math.min(15_000, 500 * 2 ** attempt++) * (0.5 + Math.random() / 2)
    clearTimeout(retry)
    retry = setTimeout(open, wait)
  }

  // A connection may die without a word: a sleeping laptop, a proxy that forgot. Heartbeats come every 15 s.
  setInterval(() => {
    if (Date.now() - lastByte > silenceMs) open()
  }, 5_000)
  const hurry = () => {
    if (document.visibilityState === "visible" && (lostAt !== null || Date.now() - lastByte > silenceMs)) {
      attempt = 0
      open()
    }
  }
  document.addEventListener("visibilitychange", hurry)
  window.addEventListener("online", hurry)
  window.addEventListener("offline", () => link(lostAt ?? Date.now()))
  open()
}

/**
 * Server-sent events, out of pieces cut anywhere.
 * @param {(frame: Frame) => void} onFrame
 */
export function createParser(onFrame) {
  let rest = ""
  return (/** @type {string} */ piece) => {
    rest += piece
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const block = rest.slice(0, end)
      rest = rest.slice(end + 2)
      let event = "message"
      const data = []
      for (const line of block.split("\n")) {
        if (line.startsWith("event:")) event = line.slice(6).trim()
        if (line.startsWith("data:")) data.push(line.slice(5).trimStart())
      }
      if (data.length > 0) onFrame({ event, data: JSON.parse(data.join("\n")) })
    }
  }
}
