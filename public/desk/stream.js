// @ts-check
/**
 * One stream per browser, however many tabs: browsers allow six connections to one origin. The tab that holds the lock
 * reads it and passes each frame on to the others. It is never paused in a hidden tab, because alerts come through it.
 */

import { me } from "./page.js"

/**
 * `data` follows from the event.
 * @typedef {{ event: string, data: any }} Frame
 * @typedef {{ onFrame: (frame: Frame) => void, onLink: (lostAt: number | null) => void, onSeats?: (seats: string | null) => void }} Listener
 */

/** Heartbeats come every 15 s: after this silence the stream is opened anew, which nobody need notice. */
const silenceMs = 22_000
/** After this one it is said that the connection is lost. */
const lostMs = 30_000
/** How long an attempt has for its first byte before the next one. */
const attemptMs = 8_000
/** How long it has where something else went unanswered: then it is said sooner. */
const doubtMs = 4_000
/** What comes so soon after the line was cut was on its way before: it does not say that the line is there. */
const underWayMs = 1_000
/** How long the tab that leads may take to answer another one, and how often it is asked. */
const answerMs = 3_000
const askMs = 15_000
/** What was missed is asked for once, however much comes after it. */
const gapMs = 50
const remembered = 500

/** Without a gap, from `floor` to `cursor`. @type {Frame[]} */
const recent = []
let cursor = Number(document.body.dataset.asOf ?? 0)
let floor = cursor
let isCatchingUp = false
let isLeader = false
/** What the tab that leads said of the line: whoever takes its place says when it is back. @type {number | null} */
let toldLostAt = null
/** @type {Listener} */
let listener
const lock = `baton-desk-${me}`
let waiting = new AbortController()
/** Asks at once whether the server is there. */
let check = () => {}
/** When the leading tab was heard last. */
let heard = 0
/** @type {BroadcastChannel | null} */
const channel = "BroadcastChannel" in window ? new BroadcastChannel(lock) : null

export const leads = () => isLeader

/** Something went unanswered: the tab that leads finds out whether the server is there, and says so if it is not. */
export function doubt() {
  if (isLeader) check()
  else tell("doubt", {})
}

/** Frames of one conversation after an event: what may have come while its page was on the way. @param {string} id @param {number} after */
export const framesSince = (id, after) =>
  recent.filter(({ data }) => data.conversationId === id && data.id > after).map(({ data }) => data)

/** @param {Listener} callbacks @param {number} [from] the event that the page was read at, where it does not say so itself */
export function start(callbacks, from = cursor) {
  listener = callbacks
  cursor = floor = from
  channel?.addEventListener("message", ({ data }) => {
    if (data.kind !== "since" && data.kind !== "doubt") heard = Date.now()
    if (data.kind === "frame") takePassedOn(data)
    if (data.kind === "behind" && cursor < data.floor) catchUp(data.upTo)
    if (data.kind === "link" && !isLeader) {
      toldLostAt = data.lostAt
      listener.onLink(toldLostAt)
    }
    if (data.kind === "seats") listener.onSeats?.(data.seats)
    if (data.kind === "doubt" && isLeader) check()
    if (data.kind === "since" && isLeader) {
      if (data.after < floor) tell("behind", { floor, upTo: cursor })
      else tellSince(data.after)
      tell("leads", {})
    }
  })
  if (!channel || !navigator.locks) {
    lead()
    return
  }
  standInLine()
  // Frames between the reading of this page and now went to tabs that were listening already.
  ask()
  setInterval(ask, askMs)
  document.addEventListener("visibilitychange", ask)
}

/**
 * The lock is held until the tab closes; then the next tab gets it, and opens the stream where it stands itself.
 * @param {boolean} [steal] from a tab that no longer answers
 */
function standInLine(steal) {
  /** @type {(() => void) | undefined} */
  let resign
  // Who steals no longer waits as well: later it would get the lock a second time.
  waiting.abort()
  waiting = new AbortController()
  const { signal } = waiting
  navigator.locks
    .request(lock, steal ? { steal } : { signal }, () => {
      resign = lead()
      return new Promise(() => {})
    })
    .catch(() => {
      if (signal.aborted) return
      // Stolen while it slept.
      resign?.()
      standInLine()
    })
}

/** Asks the leading tab for what this one missed; a silent one (a tab that was put to sleep) loses the lead. */
function ask() {
  if (isLeader) return
  const then = Date.now()
  askMissed()
  setTimeout(() => {
    if (!isLeader && heard < then && document.visibilityState === "visible") standInLine(true)
  }, answerMs)
}

/** @param {number} from */
function tellSince(from) {
  let after = floor
  for (const frame of recent) {
    if (frame.data.id > from) tell("frame", { frame, after })
    after = frame.data.id
  }
}

const askMissed = () => tell("since", { after: cursor })

/** @type {ReturnType<typeof setTimeout> | undefined} */
let askSoon

/** @param {{ frame: Frame, after?: number }} passedOn `after`: the event before it, which must not be passed over */
function takePassedOn({ frame, after = cursor }) {
  if (frame.event !== "desk" || cursor >= after) return take(frame)
  if (askSoon) return
  askSoon = setTimeout(() => {
    askSoon = undefined
    if (!isCatchingUp) askMissed()
  }, gapMs)
}

/**
 * The tab that leads no longer has all that this one missed: it came later, or too much has happened since. What is
 * missing is read from the server, and the rest is heard from the leading tab again.
 * @param {number} upTo
 */
async function catchUp(upTo) {
  if (isCatchingUp || isLeader) return
  isCatchingUp = true
  const own = new AbortController()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence
  // A connection that dies without a word is not waited for: the leading tab is asked again, and this one begins anew.
  const wait = () => {
    clearTimeout(silence)
    silence = setTimeout(() => own.abort(), silenceMs)
  }
  wait()
  try {
    const stream = await openStream(own.signal)
    let beats = 0
    const parse = createParser((frame) => {
      if (frame.event !== "desk") return
      beats = 0
      take(frame)
    })
    while (stream && cursor < upTo) {
      const { done, value } = await stream.pieces.read()
      if (done) break
      wait()
      parse(value)
      // Nothing between two heartbeats: the last of what happened is not for this operator, and will not come.
      if (/^:/m.test(value) && ++beats > 1) cursor = Math.max(cursor, upTo)
    }
  } catch {
    // The leading tab is asked again in a moment anyway.
  }
  clearTimeout(silence)
  own.abort()
  isCatchingUp = false
  if (cursor >= upTo) askMissed()
}

/** @param {AbortSignal} signal */
async function openStream(signal) {
  // `fetch` rather than EventSource: it sees the heartbeats, and why a stream was refused.
  const response = await fetch(`/operator/stream?after=${cursor}`, { headers: { accept: "text/event-stream" }, signal })
  const { status, redirected, headers, ok, body } = response
  // Or somebody else has signed in here: what stands in this page is not theirs.
  const isOthers = me && (headers.get("baton-operator") ?? me) !== me
  if (status === 401 || redirected || isOthers) {
    location.reload()
    return undefined
  }
  if (!ok || !body) throw new Error(String(status))
  return { seats: headers.get("baton-seats"), pieces: body.pipeThrough(new TextDecoderStream()).getReader() }
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
    if (recent.length > remembered) floor = recent.shift()?.data.id ?? floor
  }
  listener.onFrame(frame)
}

/** @returns {() => void} how to cease. */
function lead() {
  const over = new AbortController()
  isLeader = true
  let lastByte = Date.now()
  let triedAt = 0
  let cutAt = 0
  let attempt = 0
  let lostAt = toldLostAt
  /** @type {AbortController | null} */
  let request = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry

  /** @param {number | null} at */
  function link(at) {
    lostAt = toldLostAt = at
    listener.onLink(at)
    tell("link", { lostAt: at })
  }

  async function open() {
    clearTimeout(retry)
    request?.abort()
    if (over.signal.aborted) return
    const own = new AbortController()
    request = own
    triedAt = Date.now()
    try {
      const stream = await openStream(own.signal)
      if (!stream) return
      const { seats, pieces } = stream
      listener.onSeats?.(seats)
      tell("seats", { seats })
      const parse = createParser((frame) => {
        if (frame.event === "reconnect") return own.abort()
        const after = cursor
        take(frame)
        tell("frame", { frame, after })
      })
      for (;;) {
        const { done, value } = await pieces.read()
        if (done) break
        lastByte = Date.now()
        attempt = 0
        if (lostAt !== null && lastByte - cutAt > underWayMs) link(null)
        parse(value)
      }
    } catch {
      // Whatever it was, the answer is the same: try again, and say so meanwhile.
    }
    if (request === own && !over.signal.aborted) again()
  }

  function again() {
    if (lostAt === null) link(Date.now())
    const wait = Math.min(15_000, 500 * 2 ** attempt++) * (0.5 + Math.random() / 2)
    clearTimeout(retry)
    retry = setTimeout(open, wait)
  }

  // A connection may die without a word: a sleeping laptop, a proxy that forgot.
  const watch = setInterval(() => {
    const quiet = Date.now() - lastByte
    if (lostAt === null && quiet > lostMs) link(lastByte)
    if (quiet > silenceMs && Date.now() - triedAt > attemptMs) open()
  }, 2_000)
  check = () => {
    const from = Date.now()
    if (lostAt !== null || from - triedAt < attemptMs) return
    open()
    setTimeout(() => {
      if (lostAt === null && lastByte < from && !over.signal.aborted) link(from)
    }, doubtMs)
  }
  const hurry = () => {
    if (document.visibilityState === "visible" && (lostAt !== null || Date.now() - lastByte > silenceMs)) {
      attempt = 0
      open()
    }
  }
  const { signal } = over
  document.addEventListener("visibilitychange", hurry, { signal })
  const cut = () => {
    cutAt = Date.now()
    link(lostAt ?? cutAt)
  }
  const restored = () => {
    cutAt = 0
    hurry()
  }
  window.addEventListener("online", restored, { signal })
  window.addEventListener("offline", cut, { signal })
  open()
  return () => {
    isLeader = false
    over.abort()
    clearInterval(watch)
    clearTimeout(retry)
    request?.abort()
  }
}

/**
 * Server-sent events, out of pieces cut anywhere.
 * @param {(frame: Frame) => void} onFrame
 */
function createParser(onFrame) {
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
