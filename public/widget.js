/**
 * The widget: one script tag on the business's website, everything inside a shadow root.
 *
 * Vanilla, and joined into one file when it is served, so that a visitor's page loads one small script and nothing else.
 * It must run under the strictest Content-Security-Policy of its host: no inline style, no innerHTML, no eval; elements
 * and textContent only.
 *
 * What shares no state with the rest is beside it in `widget/`: texts, looks, how they are painted, nodes. What is here
 * shares some fifty variables that all of it reads and sets, and is one closure: cut further before everything stands in
 * one scope, it weighs more than the 14,000 bytes that it may. Its parts, from the top: texts · what is kept in the
 * browser · talking to the server · one tab leads · the thread · the panel · the host page. What a visitor may never need
 * is a script of its own (`widget-*.js`), loaded when it is needed.
 */

/** @import { Attachment, BatonEvent, Chatbot, Entry, Session, State } from "./widget/contract.js" */

import { css } from "./widget/looks.js"
import { aria, el, icon } from "./widget/nodes.js"
import { darkScheme, paint, sheet } from "./widget/paint.js"
import { languages, texts } from "./widget/texts.js"

;(() => {
  /** @typedef {((command: string, value?: unknown) => void) & { alive?: boolean, q?: [command: string, value?: unknown][] }} Public */
  const host = /** @type {Window & { Baton?: Public, navigation?: EventTarget }} */ (window)
  // A single-page site may run the tag again after it swapped the body: the first widget is still alive, or was stopped.
  if (host.Baton?.alive) return host.Baton("start")
  // What runs the tag later may run it as another script.
  const script = /** @type {HTMLScriptElement[]} */ ([document.currentScript, ...document.scripts]).find(
    (it) => it?.dataset.chatbot && it.src,
  )
  if (!script) return console.warn("Baton: the script tag lacks data-chatbot")
  const chatbotId = script.dataset.chatbot
  const base = new URL(script.src).origin

  // ---------------------------------------------------------------------------------------------------- texts

  const t = { ...texts }
  /** @param {string} text @param {string | number} value */
  const fill = (text, value) => text.replace("{}", `${value}`)

  /**
   * @param {string | undefined} fallback the server's language, for visitors whose own we do not speak
   * @param {Record<string, string> | null} [words] of a language that is not here
   */
  function chooseLanguage(fallback, words) {
    const language = [script?.dataset.locale, ...navigator.languages, fallback]
      .map((wish) => `${wish}`.slice(0, 2).toLowerCase())
      .find((wish) => languages.includes(wish) || wish === words?.lang)
    frame.lang = language ?? "en"
    frame.dir = (frame.lang === words?.lang && words.dir) || "ltr"
    for (const [key, row] of Object.entries(texts))
      t[/** @type {keyof typeof texts} */ (key)] = (row.split("|")[languages.indexOf(frame.lang)] ?? words?.[key]) || ""
  }

  // ---------------------------------------------------------------------------------------------------- looks

  /** @param {string} text @param {(() => unknown) | null} onclick */
  const pill = (text, onclick, kind = "") =>
    el(/** @type {"button"} */ (`button.pill ${kind}`), { onclick, type: onclick ? null : "submit" }, text)

  // ---------------------------------------------------------------------------- what is kept in the browser

  const prefix = `baton:${chatbotId}:`
  /** Storage, or a plain object with the same manners where the browser forbids it; the type is that of `Storage`. @type {Record<string, any>} */
  let disk = {}
  /** @type {Record<string, any>} */
  let visit = {}
  /** What all tabs share, also where this one does not go on in it. @type {Record<string, any>} */
  let site = {}
  let shared = false
  /** @param {string} key @returns {string | undefined} */
  const get = (key) => disk[prefix + key]
  /** @param {string} key @param {string | number} [value] */
  function put(key, value) {
    try {
      if (value) disk[prefix + key] = value
      else delete disk[prefix + key]
    } catch {
      // The host's storage is full: go on in this tab's own, or in memory, rather than lose what was written.
      const old = disk
      if (disk === visit) visit = {}
      disk = visit
      shared = false
      for (const name of Object.keys(old)) if (name.startsWith(prefix)) put(name.slice(prefix.length), old[name])
      put(key, value)
    }
  }
  try {
    disk = visit = sessionStorage
    // Once it went on in this tab's own, it stays there: what has room again knows nothing of it.
    site = localStorage
    if (!get("token")) disk = site
    shared = disk !== visit
  } catch {
    // Blocked storage: this tab keeps everything to itself.
  }

  /** As text, also where an old library taught lists to write themselves as text. @param {unknown} value */
  function encode(value) {
    const list = /** @type {{ toJSON?: unknown }} */ (Array.prototype)
    const { toJSON } = list
    delete list.toJSON
    const text = JSON.stringify(value)
    if (toJSON) list.toJSON = toJSON
    return text
  }
  // `crypto.randomUUID` exists only on HTTPS, and not all shops are; the name of any blob ends in a UUID everywhere.
  const uuid = () => URL.createObjectURL(new Blob()).slice(-36)

  /** What this tab knows itself, should the host empty the storage. @type {Map<string, Entry>} */
  const mine = new Map()
  let known = ""
  const token = () => get("token") || known
  // The outbox has one key for each message: tabs that write at the same time cannot overwrite each other.
  /** @returns {Entry[]} */
  const outbox = () => {
    const all = new Map(mine)
    for (const key of Object.keys(disk))
      if (key.startsWith(`${prefix}out:`)) {
        const entry = JSON.parse(disk[key])
        all.set(entry.clientId, entry)
      }
    return [...all.values()].sort((a, b) => a.at - b.at)
  }
  const nextOut = () => outbox().find((entry) => !entry.error)
  /** @param {Entry} entry */
  function keep(entry) {
    mine.set(entry.clientId, entry)
    put(`out:${entry.clientId}`, encode(entry))
  }
  /** @param {string} clientId */
  function drop(clientId) {
    mine.delete(clientId)
    put(`out:${clientId}`)
  }
  let lastAt = 0

  /** @param {string} text @param {Attachment[]} [attachments] @param {boolean} [human] */
  function enqueue(text, attachments = [], human) {
    for (const entry of outbox()) if (entry.returned) drop(entry.clientId)
    lastAt = Math.max(Date.now(), lastAt + 1)
    keep({ clientId: uuid(), at: lastAt, text, attachments, human })
    refresh(true)
    take()
    flush()
  }

  // ------------------------------------------------------------------------------------- talking to the server

  /** @type {Chatbot | undefined} */
  let bot
  let visitor = ""
  let cursor = 0
  /** @type {{ email?: string } | undefined} */
  let identity
  /** What the page tells of its visitor. @type {Record<string, unknown> | undefined} */
  let attributes
  let gone = false
  let ready = false
  /** Grows when whoever was here has gone: what is still on its way for them comes too late. */
  let epoch = 0
  /** Something to tell came up while a session was on its way. */
  let stale = false

  let from = document.referrer
  const page = () => ({
    // A fragment may hold a secret of the host's (a sign-in answer); only routes are sent.
    url: location.href.replace(/#(?![/!]).*/, "").slice(0, 2000),
    title: document.title.slice(0, 500),
    referrer: from.slice(0, 2000),
  })

  /** @param {unknown} body @returns {RequestInit} */
  const json = (body) => ({
    method: "POST",
    body: encode(body),
    headers: { "Content-Type": "application/json" },
  })

  /**
   * A call as this visitor. A token that is no longer good is dropped, a new session made, and the call repeated once.
   * @param {string} path @param {RequestInit} [init] @param {boolean} [again] @returns {Promise<Response>}
   */
  async function call(path, init = {}, again) {
    const own = epoch
    const used = token()
    const answer = await fetch(new URL(path, `${base}/api/widget/`), {
      ...init,
      credentials: "omit",
      headers: { ...init.headers, Authorization: `Bearer ${used}` },
    })
    if (own !== epoch) throw own
    if (answer.status !== 401 || again) return answer
    if (token() === used) {
      known = ""
      put("token")
    }
    await session()
    if (own !== epoch) throw own
    return call(path, init, true)
  }
  /** @param {number} ms */
  function within(ms) {
    const control = new AbortController()
    setTimeout(() => control.abort(), ms)
    return control.signal
  }
  /** For what may be lost: typing, the trail of pages, receipts. @param {string} path @param {unknown} body */
  const tell = (path, body) => ready && call(path, { ...json(body), keepalive: true }).catch(doubt)

  /** What to tell the visitor of a refusal, or nothing. @param {Response | null} answer @returns {Promise<string>} */
  const refusal = async (answer) => (answer?.ok ? "" : (await answer?.json().catch(() => null))?.detail || t.failed)
  /** @param {string} path @param {RequestInit} init */
  const attempt = (path, init) => call(path, init).catch(() => null)

  /** A script of its own, asked for until it is here. @param {string} name @param {(it: any) => void} use which module it is, follows from the name */
  function part(name, use, again = "") {
    import(`${base}/widget-${name}.js${again}`).then(use, () => {
      if (!gone) setTimeout(part, 9000, name, use, `?${Date.now()}`)
    })
  }

  /** @type {Promise<void> | null} */
  let opening = null
  // Tabs that open together must not become several visitors: the first makes the token, the others find it.
  const session = () => {
    opening ??= (
      navigator.locks && shared && !token() ? navigator.locks.request(`${prefix}session`, begin) : begin()
    ).finally(() => {
      opening = null
    })
    return opening
  }

  /** @returns {Promise<void>} */
  async function begin() {
    const own = epoch
    const sent = token()
    stale = false
    const answer = await fetch(`${base}/api/widget/${chatbotId}/session`, {
      ...json({
        token: sent,
        page: page(),
        locale: script?.dataset.locale ?? navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        identity,
        attributes,
      }),
      signal: within(30000),
    })
    if (gone) throw ""
    const { status } = answer
    if (status === 401 && identity) {
      console.warn("Baton: wrong hash")
      identity = undefined
      return begin()
    }
    if ([403, 404].includes(status)) leave()
    if (!answer.ok) throw status
    /** @type {Session} */
    const data = await answer.json()
    // Without Web Locks another tab may have been quicker: its visitor is the one.
    if (own !== epoch || (!sent && get("token"))) return begin()
    known = data.token
    if (known !== sent) put("token", known)
    if (visitor !== data.visitorId) {
      if (visitor) clear()
      visitor = data.visitorId
      put("visitor", visitor)
    }
    if (stale) return begin()
    bot = data.chatbot
    if (data.greeting) greet(data.greeting)
    put("bot", encode(bot))
    ready = true
    show()
    const { events = [], lastEventId, state, readId = 0 } = data.conversation ?? {}
    seenByTeam = Math.max(seenByTeam, readId)
    catchUp(events, lastEventId, state)
    flush()
  }

  let flushing = false
  let failures = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let flushTimer

  /** Pauses grow, and are uneven so that many widgets do not come back together. @param {number} tries */
  const backoff = (tries) => Math.min(30000, 1000 * 2 ** tries) * (0.6 + Math.random() * 0.4)

  /** Sends what waits, in order, one at a time; only in the leading tab. An entry leaves when the server has it. */
  async function flush() {
    clearTimeout(flushTimer)
    if (flushing || !leading || !ready) return
    flushing = true
    for (let entry = nextOut(); entry && leading; entry = nextOut()) {
      const own = epoch
      const { clientId, text, attachments, human } = entry
      const slow = setTimeout(doubt, 6000)
      const answer = await attempt(human ? "human" : "messages", {
        ...json(human ? {} : { clientId, text, attachmentIds: attachments.map((file) => file.id) }),
        signal: within(20000),
      })
      clearTimeout(slow)
      if (own !== epoch) continue
      const status = answer?.status ?? 500
      if (answer?.ok) {
        failures = 0
        const body = await answer.json().catch(() => null)
        drop(clientId)
        receive(body?.event ? [body.event] : [])
      } else if (status < 500 && ![401, 408, 429].includes(status)) {
        // Refused for good: say why, keep the text, and give it back if nothing else is being written.
        const error = await refusal(answer)
        if (human) {
          drop(clientId)
          say(error)
        } else {
          const returned = !area.value
          if (returned) write(text, attachments)
          keep({ ...entry, error, returned })
        }
      } else {
        if (status >= 500) doubt()
        // A lost answer may mean that it arrived: the same clientId goes again, and the server keeps one.
        if (mine.has(clientId) || get(`out:${clientId}`)) keep({ ...entry, tries: 1 })
        flushTimer = setTimeout(
          flush,
          Math.max(Number(answer?.headers.get("Retry-After")) * 1000 || 0, backoff(failures++)),
        )
        break
      }
      refresh()
    }
    flushing = false
    refresh()
  }

  // ------------------------------------------------------------------------------------------ one tab leads
  // One tab holds the stream and empties the outbox; it passes on what it hears. The browser's lock says which, and
  // gives it to the next when that tab goes. Where there are no Web Locks, a short lease in the storage does.

  const me = `${Math.random()}`
  let leading = false
  let asking = false
  let heard = 0
  let linkDown = false
  /** @type {(value?: unknown) => void} */
  let release = () => {}
  let queueing = new AbortController()
  /** @type {AbortController | undefined} */
  let streaming
  let lastBytes = 0
  /** Until when short questions take the place of the stream. */
  let polling = 0
  /** Ends a pause between two attempts. */
  let hurry = () => {}
  /** @param {number} ms */
  const pause = (ms) =>
    new Promise((/** @type {(value?: unknown) => void} */ done) => {
      hurry = done
      setTimeout(done, ms)
    })

  /** @type {BroadcastChannel | undefined} */
  let channel
  /** @param {object} message */
  const tellTabs = (message) => channel?.postMessage({ visitor, ...message })

  function joinTabs() {
    if (!shared || channel) return
    channel = new BroadcastChannel(prefix)
    channel.onmessage = ({ data }) => {
      if (!ready || data.visitor !== visitor) return
      if (leading) {
        // A tab asks what it missed; the answer tells it that somebody leads.
        if ("after" in data)
          tellTabs({ list: [...events.values()].filter(({ id }) => id > data.after), cursor, state, linkDown })
        return
      }
      if ("after" in data) return
      heard = Date.now()
      linkDown = data.linkDown ?? linkDown
      if (data.type) signal(data.type, data.data)
      catchUp(data.list ?? [], data.cursor, data.state)
    }
  }

  /** Whether this tab has a use for the stream: who never opens the widget costs one only where the owner wants it. */
  const wanted = () =>
    ready && (bot?.live || panel.open || state === "waiting" || state === "human" || news()[0] || nextOut())

  /** Asks for the lead, once there is a use for it. @param {boolean} [steal] from a tab that no longer answers */
  function take(steal) {
    if (gone || !wanted() || (asking && !steal)) return
    asking = true
    if (!shared) return lead()
    if (!navigator.locks) return lease()
    queueing.abort()
    queueing = new AbortController()
    navigator.locks
      .request(`${prefix}lead`, steal ? { steal } : { signal: queueing.signal }, () => {
        lead()
        return new Promise((done) => {
          release = done
        })
      })
      .catch(() => {
        // Stolen while it slept: stand in line again.
        if (!leading) return
        resign()
        take()
      })
    setTimeout(ask, 50)
  }

  /** Asks the leading tab for what this one missed; a silent one (a phone's frozen tab) loses the lead. */
  function ask() {
    if (leading || !asking) return
    const then = Date.now()
    tellTabs({ after: cursor })
    setTimeout(() => {
      if (!leading && asking && heard < then && !document.hidden && navigator.locks) take(true)
    }, 3000)
  }

  function lease() {
    if (!asking) return
    const [owner, until] = (get("lease") ?? "").split(" ")
    if (owner === me || !(Number(until) > Date.now())) {
      // Written twice before it counts: of two tabs that write at once, one finds the other's name.
      if (owner === me) lead()
      put("lease", `${me} ${Date.now() + 6000}`)
    } else if (leading) {
      resign()
      asking = true
    }
    setTimeout(lease, leading ? 2000 : Math.random() * 1000)
  }

  function lead() {
    if (leading) return
    leading = true
    listen()
    flush()
  }
  function resign() {
    if (leading) put("lease")
    leading = asking = false
    streaming?.abort()
    hurry()
    release()
  }

  let listening = false
  async function listen() {
    if (listening) return
    listening = true
    let misses = 0
    while (leading) {
      try {
        // A proxy that holds a stream back gets short questions instead, and another chance after five minutes.
        // Six streams are all that a browser opens: of tabs that know nothing of each other only the one looked at has one.
        if (Date.now() < polling || (!shared && document.hidden)) {
          await poll()
          setLink(false)
          misses = 0
          await pause(panel.open && !document.hidden ? 3000 : 15000)
        } else {
          await stream()
          misses = 0
        }
      } catch (/** @type {any} */ error) {
        // Baton itself says so, and no proxy that has lost its way to it: the chatbot was deleted.
        if (error.status === 404 && /problem/.test(error.headers.get("content-type"))) return leave()
        if (Date.now() < polling && !misses++) continue
        polling = 0
        setLink(true)
        if (leading) await pause(backoff(misses++))
      }
    }
    listening = false
  }

  /** @param {boolean} down */
  function setLink(down) {
    if (down === linkDown || !leading) return
    linkDown = down
    tellTabs({ linkDown })
    refresh()
    // What was said meanwhile may have been lost.
    if (!down && seenId) acknowledge()
  }

  async function poll() {
    // A slow answer is waited for, but not in silence.
    const late = setTimeout(setLink, 6000, true)
    try {
      const answer = await call(`events?after=${cursor}&${Date.now()}`, { signal: within(20000) })
      if (!answer.ok) throw answer
      const body = await answer.json()
      receive(body.events, body.lastEventId, body.state)
      for (const { event, data } of body.signals ?? []) pass(event, data)
    } finally {
      clearTimeout(late)
    }
  }

  /** Something went unanswered: a new stream, or none, shows whether the server is there. */
  function doubt() {
    if (Date.now() - lastBytes > 2000) streaming?.abort()
  }

  async function stream() {
    const control = new AbortController()
    streaming = control
    lastBytes = Date.now()
    let first = true
    let dog = setTimeout(() => {
      polling = Date.now() + 300000
      control.abort()
    }, 4000)
    try {
      // A host's service worker that keeps whatever passes through it reads on for ever: the server ends what this browser had.
      if (!get("by")) put("by", me)
      const answer = await call(`stream?by=${get("by")}&${Date.now()}`, {
        signal: control.signal,
        headers: { "Last-Event-ID": `${cursor}` },
      })
      if (!answer.ok || !answer.body) throw answer
      const reader = answer.body.getReader()
      const decoder = new TextDecoder()
      let text = ""
      for (;;) {
        const { value, done } = await reader.read()
        if (done) break
        clearTimeout(dog)
        // Heartbeats come every 15 s; many widgets that hear none do not come back in the same moment.
        dog = setTimeout(() => control.abort(), 22000 + Math.random() * 3000)
        lastBytes = Date.now()
        first = false
        setLink(false)
        const frames = (text + decoder.decode(value, { stream: true })).split("\n\n")
        text = frames.pop() ?? ""
        for (const part of frames) hear(part)
      }
      // The server ends a stream when it restarts, or when we read too slowly: not at once, and not all together.
      await pause(1000 + Math.random() * 2000)
    } catch (error) {
      // Bytes came, then silence or a cut: that is a reconnection, not a failure to be waited for.
      if (first) throw error
      await pause(control.signal.aborted ? 0 : 500)
    } finally {
      clearTimeout(dog)
      control.abort()
    }
  }

  /** @param {string} part one frame of the stream */
  function hear(part) {
    /** @type {Record<string, string>} */
    const { event = "", id, data } = Object.fromEntries(part.split("\n").map((line) => line.split(/: ?(.*)/)))
    if (data && id) receive([JSON.parse(data)], Number(id))
    else if (data) pass(event, JSON.parse(data))
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] @param {State} [now] */
  function receive(list, upTo, now) {
    tellTabs({ list, cursor: upTo, state: now })
    catchUp(list, upTo, now)
    if (list.some(({ actor }) => actor.kind !== "visitor")) acknowledge()
  }
  /** @param {string} type @param {any} data which follows from the type */
  function pass(type, data) {
    tellTabs({ type, data })
    signal(type, data)
    refresh()
  }

  // ---------------------------------------------------------------------------------------------- the thread

  /** @type {Map<number, BatonEvent>} */
  const events = new Map()
  /** Rows by the id of their event, or by the clientId of what waits. @type {Map<string | number, HTMLElement>} */
  const rows = new Map()
  /** @type {State | ""} */
  let state = ""
  let conversation = ""
  let operator = ""
  let seenByTeam = 0
  let contacted = false
  let wantsContact = false
  let rated = false
  /** @type {{ turn: string, text: string } | null} */
  let partial = null
  /** Turns whose answer has come or was withdrawn: a late delta of theirs is not shown. @type {Set<string>} */
  const ended = new Set()
  /** @type {{ kind: string, name?: string, until: number } | null} */
  let typist = null
  /** @type {{ position?: number, estimateSeconds?: number | null } | null} */
  let place = null

  function clear() {
    events.clear()
    rows.clear()
    plain = []
    thread.replaceChildren()
    contacted = wantsContact = rated = false
    state = conversation = operator = ""
    cursor = seenId = 0
    partial = typist = place = null
    // The stream was another visitor's.
    streaming?.abort()
  }

  /** @param {BatonEvent[]} list @param {number} [upTo] the stream has told everything up to here @param {State} [now] */
  function catchUp(list, upTo = 0, now) {
    for (const event of list) apply(event)
    // The answer to a POST may overtake the stream: only what the stream told moves the cursor.
    cursor = Math.max(cursor, upTo)
    state = now ?? state
    refresh()
    take()
  }

  /** @param {BatonEvent} event */
  function apply(event) {
    const { id, type, actor, clientId, to, code, text } = event
    if (events.has(id)) return
    if (event.conversationId !== conversation) {
      if (id < Math.max(...events.keys())) return
      conversation = event.conversationId
      state = bot?.aiEnabled ? "ai" : "waiting"
      contacted = wantsContact = rated = false
      operator = ""
    }
    events.set(id, event)
    if (clientId) {
      drop(clientId)
      ended.add(clientId)
    }
    if (actor.kind === "operator") operator = actor.name ?? operator
    if (type === "state" && to) {
      state = to
      if (to !== "ai") partial = null
      if (to !== "waiting") {
        place = null
        wantsContact = false
      }
      typist = null
    }
    if (event.email || event.phone) contacted = true
    if (type === "rating") rated = true
    if (code === "no_operator" || code === "leave_contact") wantsContact = true
    if (type === "message") {
      // From its question until its answer, for as long as one may take, the AI is at work.
      typist = actor.kind === "visitor" && state === "ai" ? { kind: "ai", until: Date.now() + 30000 } : null
      if (actor.kind === "ai") partial = null
    } else if (!text) return
    const row = type === "message" ? messageRow(event) : noticeRow(text ?? "", code)
    row.dataset.id = `${id}`
    const pending = rows.get(clientId ?? "")
    if (pending) {
      // Its own echo takes the place of the pending bubble, without moving again.
      row.style.animation = "none"
      pending.remove()
      rows.delete(clientId ?? "")
    }
    rows.set(id, row)
    thread.insertBefore(row, rowList().find((other) => !(Number(other.dataset.id) < id)) ?? null)
    // The calendar is a script of its own: who books nothing loads nothing.
    if (event.slots)
      part("booking", (it) =>
        it.default({ row, offer: event.slots, events, el, pill, attempt, json, refusal, stick, lang: frame.lang }),
      )
  }
  const rowList = () => /** @type {HTMLElement[]} */ ([...thread.children])

  /** What is told but never stored. @param {string} type @param {any} data which follows from the type */
  function signal(type, data) {
    if (type === "typing" && data.actor.kind !== "visitor")
      typist = data.typing ? { ...data.actor, until: Date.now() + (data.actor.kind === "ai" ? 30000 : 5000) } : null
    if (type === "queue") place = data
    if (type === "read") seenByTeam = Math.max(seenByTeam, data.eventId)
    if (type === "presence" && bot) {
      bot.online = data.online
      operator = data.operator ?? operator
    }
    if (type === "greeting") greet(data.text)
    const stale = streaming
    // The server is about to restart: go before it does, and not all at once.
    if (type === "reconnect") setTimeout(() => stale?.abort(), 1000 + Math.random() * 2000)
    if (type !== "delta" || ended.has(data.turn) || state !== "ai") return
    if (data.cancelled) {
      ended.add(data.turn)
      partial = null
    } else if (data.offset === 0) partial = data
    else if (partial && partial.turn === data.turn && partial.text.length === data.offset)
      partial = { turn: data.turn, text: partial.text + data.text }
  }

  /** @param {string} kind @param {string} [name] @param {string | number} [at] */
  const byline = (kind, name, at = Date.now()) =>
    el(
      "div.by",
      icon(kind === "ai" ? "ai" : "human"),
      kind === "ai" ? t.ai : name || bot?.name,
      el("time", new Date(at).toLocaleTimeString(navigator.language, { timeStyle: "short" })),
    )
  /** @param {string} kind @param {Node[]} inside */
  const voiceRow = (kind, ...inside) =>
    el(/** @type {"div"} */ (`div.row first ${kind === "ai" ? "ai" : "human"}`), ...inside)

  /** @param {BatonEvent} event */
  function messageRow({
    actor: { kind, name },
    at,
    text = "",
    attachments = [],
    citations = [],
    offer,
    suggestions = [],
  }) {
    if (kind === "visitor") return ownRow(text, attachments)
    const words = el("div.text", { dir: "auto" }, text)
    const row = voiceRow(kind, byline(kind, name, at), words)
    draw(() => pen.theirs(words, text, citations))
    row.dataset.by = kind + name
    row.append(...attachments.map(fileCard))
    if (offer)
      row.append(
        el(
          "div.picks offer",
          ...suggestions.map((text) => pill(text, () => enqueue(text))),
          pill(t.person, callPerson, "main"),
          pill(t.no, () => {
            row.lastElementChild?.remove()
            stick()
          }),
        ),
      )
    return row
  }

  /** The visitor's own message, sent or waiting. @param {string} text @param {Attachment[]} attachments */
  function ownRow(text, attachments) {
    const words = text && el("div.text", { dir: "auto" }, text)
    if (words) draw(() => pen.own(words, text))
    return el(
      "div.row mine",
      // Its writer knows the words: only what becomes of them is announced, and that only where it is bad.
      { "data-by": "visitor", "aria-live": "off" },
      el("span.quiet", `${t.you}: `),
      words,
      ...attachments.map(fileCard),
      el("div.meta"),
    )
  }

  /** @type {Record<string, State>} */
  const holders = { operator_joined: "human", handed_back: "ai", closed: "closed" }
  /** @param {string} text @param {string} [code] */
  const noticeRow = (text, code = "") =>
    el(
      /** @type {"div"} */ (`div.row notice ${holders[code] ?? (code ? "waiting" : "closed")}`),
      el("span", { dir: "auto" }, text),
    )
  /** A sentence in the thread that is not kept; what comes later stands below it. @param {string} text */
  function say(text) {
    const row = noticeRow(text)
    row.dataset.id = `${cursor}`
    thread.append(row)
    stick(true)
  }

  /** @param {Attachment} file */
  function fileCard(file) {
    const card = el("button.file", icon("file"), el("span", file.name))
    draw(() => pen.file(card, file))
    return card
  }

  /** How words are drawn is a script of its own: who never opens the widget does without. @type {ReturnType<typeof import("./widget-message.js").default>} */
  let pen
  /** @type {(() => void)[]} */
  let plain = []
  /** Words stand as plain text until the pen is there, and where a host's libraries break it. @param {() => void} task */
  function draw(task) {
    if (!pen) plain.push(task)
    else
      try {
        task()
      } catch (error) {
        console.warn("Baton:", error)
      }
  }
  let fetching = false
  function fetchPen() {
    if (fetching) return
    fetching = true
    part("message", (it) => {
      pen = it.default({ base, el, call, stick, shadow })
      for (const task of plain) draw(task)
      plain = []
      refresh()
    })
  }

  /** What others said and nobody has seen. */
  const news = () => {
    const read = Number(get("read") ?? 0)
    return [...events.values()].filter(
      ({ id, type, actor }) => id > read && type === "message" && actor.kind !== "visitor",
    )
  }

  // What the closed widget says beside its launcher: an operator's word, or a greeting of the house.
  const greeted = `${prefix}greeting`
  /** @type {BatonEvent | string | undefined} */
  let nudged
  /** @param {string} text */
  function greet(text) {
    visit[greeted] = text
    refresh()
  }
  /** @param {BatonEvent[]} list */
  function nudge(list) {
    const said =
      list.reverse().find(({ id, actor }) => actor.kind === "operator" && !(id <= visit[`${prefix}seen`])) ??
      (panel.open ? undefined : visit[greeted])
    if (said === nudged) return
    nudged = said
    part("nudge", (it) =>
      it.default({
        said: nudged,
        name: bot?.name,
        frame,
        el,
        icon,
        open: () => unfold(),
        dismiss: () => {
          visit[`${prefix}seen`] = /** @type {BatonEvent} */ (nudged).id ?? 0
          delete visit[greeted]
          refresh()
        },
      }),
    )
  }

  let nearEnd = true
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let readTimer
  let seenId = 0
  /** Says what stood on the screen, and up to where the thread has everything, seen or not. */
  function acknowledge() {
    clearTimeout(readTimer)
    readTimer = setTimeout(() => tell("read", { eventId: seenId, renderedId: cursor }), 300)
  }
  function look() {
    if (!panel.open || document.hidden) return
    const bottom = log.scrollTop + log.clientHeight
    nearEnd = log.scrollHeight - bottom < 80
    const last = rowList()
      .reverse()
      .find(({ dataset, offsetTop }) => dataset.id && dataset.by !== "visitor" && offsetTop + 16 < bottom)
    const id = Number(last?.dataset.id ?? 0)
    if (id > Number(get("read") ?? 0)) put("read", id)
    if (id > seenId) {
      seenId = id
      acknowledge()
    }
    const below = news().length
    jump.hidden = !below
    jump.textContent = `${fill(t.unread, below)} ↓`
  }
  /** @param {boolean} [force] follow even a reader who scrolled up */
  function stick(force) {
    if (force || nearEnd) log.scrollTop = log.scrollHeight
    refocus()
    look()
  }

  // ------------------------------------------------------------------------------------------------ the panel

  /** Those without an id are still on their way to the server. @type {Attachment[]} */
  let attached = []

  const element = el(/** @type {"div"} */ ("baton-chat"))
  const shadow = element.attachShadow({ mode: "open" })
  const launcher = el("button.launcher", { onclick: () => (panel.open ? shut() : unfold()) })
  const face = el("div.face", { "aria-hidden": "true" })
  const title = el("h2")
  const holder = el("div.badge", { role: "status" })
  const closer = el("button.tool", { onclick: shut }, icon("down"))
  const band = el("div.band", { role: "status" })
  const hello = el("div.hello")
  const thread = el("div.thread", { role: "log" })
  const live = el("div.live", { "aria-hidden": "true" })
  const cards = el("div")
  const log = el("div.log", { tabindex: "0", onscroll: look }, hello, thread, live, cards)
  const jump = el("button.pill jump", { hidden: "", onclick: () => stick(true) })
  const tray = el("div.tray")
  const area = el("textarea", { rows: "1", enterkeyhint: "send" })
  const chooser = el("input", {
    type: "file",
    multiple: "",
    hidden: "",
    onchange: async () => {
      await attach(chooser.files)
      chooser.value = ""
    },
  })
  const clip = el("button.tool", { onclick: () => chooser.click() }, icon("clip"))
  const go = el("button.tool go", { onclick: submit }, icon("send"))
  const person = el("button.person", { onclick: callPerson })
  const head = el("div.head", face, el("div", title, holder), closer)
  const foot = el(
    "div.foot",
    jump,
    el("div.box", tray, el("div.line", area, chooser, clip, go)),
    el("div.under", person, "by Baton"),
  )
  // A real dialog: as a full sheet it is opened modally, and the browser keeps the page behind it out of reach.
  const panel = el("dialog.panel", head, band, log, foot)
  const frame = el("div.frame", panel, launcher)
  try {
    const style = new CSSStyleSheet()
    style.replaceSync(css)
    shadow.adoptedStyleSheets = [style]
  } catch {
    // Browsers before 2023 have no constructable sheets.
    shadow.append(el("style", { nonce: script.nonce }, css))
  }
  shadow.append(frame)

  /** Puts the words and the looks of this chatbot in place; repeated when a session brings new ones. */
  function show() {
    if (!bot || gone) return
    chooseLanguage(bot.locale, bot.words)
    paint(frame, bot.appearance)
    const { name, welcome, suggestions = [], appearance } = bot
    title.textContent = name
    aria(panel, "label", name)
    aria(log, "label", name)
    const { avatar } = appearance ?? {}
    // Lazy: not before the panel is opened.
    const image = avatar && el("img", { alt: "", loading: "lazy", src: new URL(avatar, base) })
    face.replaceChildren([...name][0] ?? "", image || "")
    if (image) image.onload = () => face.replaceChildren(image)
    hello.replaceChildren(
      el("p", { dir: "auto" }, welcome || name),
      el("div.picks", ...suggestions.map((text) => pill(text, () => enqueue(text)))),
    )
    closer.title = t.close
    clip.title = t.attach
    go.title = t.send
    person.replaceChildren(icon("human"), t.person)
    insert()
    if (visit[`${prefix}open`]) unfold(true)
    refresh()
  }

  /** Brings everything that follows from the state to the screen. @param {boolean} [own] after the visitor's own word */
  function refresh(own) {
    if (!bot) return
    const waiting = outbox()

    // What waits to be sent stands after everything that was.
    for (const [key, row] of rows)
      if (typeof key === "string" && !waiting.some(({ clientId }) => clientId === key)) {
        row.remove()
        rows.delete(key)
      }
    for (const { clientId, error, tries, human, text, attachments } of waiting) {
      if (human) continue
      const row = rows.get(clientId) ?? ownRow(text, attachments)
      rows.set(clientId, row)
      if (!row.isConnected) thread.append(row)
      const words = error ?? (tries ? t.retry : "…")
      if (row.dataset.words === words) continue
      row.dataset.words = words
      row.className = `row mine ${error ? "bad" : "late"}`
      row.lastElementChild?.replaceChildren(
        error ? "" : icon("late"),
        el("span", { role: error || tries ? "alert" : null }, words),
      )
      if (error)
        row.lastElementChild?.append(
          el(
            "button.link",
            {
              onclick: () => {
                drop(clientId)
                write(text, attachments)
                refresh()
                area.focus()
              },
            },
            t.edit,
          ),
        )
    }

    // Neighbours of one voice form a group, with one name and one unbroken bar.
    let by
    let lastOwn
    let answered = 0
    for (const row of rowList()) {
      const { dataset } = row
      row.classList.toggle("first", !dataset.by || dataset.by !== by)
      by = dataset.by
      row.querySelector(".offer")?.toggleAttribute("hidden", !!row.nextElementSibling || state !== "ai")
      if (!dataset.id || !by) continue
      if (by === "visitor") {
        lastOwn?.lastElementChild?.replaceChildren()
        lastOwn = row
      } else answered = Number(dataset.id)
    }
    if (lastOwn) {
      const receipt = Math.max(answered, seenByTeam) >= Number(lastOwn.dataset.id) ? "seen" : "sent"
      lastOwn.lastElementChild?.replaceChildren(icon(receipt), t[receipt])
    }
    hello.lastElementChild?.toggleAttribute("hidden", rows.size > 0)

    refreshLive()
    refreshHolder(waiting)
    refreshCards()
    const list = panel.open ? [] : news()
    const count = list.length
    nudge(list)
    const { icon: sign, label, hidden } = bot?.appearance ?? {}
    aria(launcher, "expanded", panel.open)
    aria(launcher, "label", panel.open ? t.close : (label || t.open) + (count ? `, ${fill(t.unread, count)}` : ""))
    launcher.hidden = !!hidden && !panel.open && !count
    launcher.replaceChildren(
      icon(panel.open ? "down" : /** @type {"chat"} */ (sign || "chat")),
      panel.open || !label ? "" : label,
      count ? el("span.count", count > 9 ? "9+" : `${count}`) : "",
    )
    stick(own)
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer
  let drawn = ""
  function refreshLive() {
    clearTimeout(typingTimer)
    const left = (typist?.until ?? 0) - Date.now()
    if (left > 0) typingTimer = setTimeout(refresh, left + 9)
    else typist = null
    const who = partial ? { kind: "ai", name: "" } : typist
    // The dots keep moving, and the words appear, in one and the same row.
    const key = who ? who.kind + who.name + !partial : ""
    if (key !== drawn) {
      drawn = key
      live.replaceChildren()
      if (who) {
        const row = voiceRow(who.kind, byline(who.kind, who.name), el("div.dots", el("i"), el("i"), el("i")))
        live.append(row)
      }
    }
    if (partial) {
      const words = el("div.text", { dir: "auto" }, partial.text)
      const { text } = partial
      if (pen) draw(() => pen.partial(words, text))
      live.firstElementChild?.lastElementChild?.replaceWith(words)
    }
  }

  /** @param {Entry[]} outgoing */
  function refreshHolder(outgoing) {
    const { aiEnabled, online, name } = bot ?? { name: "" }
    const now = state || (aiEnabled ? "ai" : online ? "human" : "closed")
    const words = state || aiEnabled || online ? fill(t[now], operator || name) : t.away
    if (!panel.classList.contains(now)) {
      // The signature: the baton passes, and the bar sweeps once from the old colour to the new.
      panel.style.setProperty("--was", getComputedStyle(panel).getPropertyValue("--h"))
      panel.className = `panel ${now}`
      if (!matchMedia("(prefers-reduced-motion)").matches)
        for (const part of [head, foot])
          part.animate({ backgroundSize: ["3px 0,3px", "3px 100%,3px"] }, { duration: 180, easing: "ease-out" })
    }
    if (holder.textContent !== words) holder.replaceChildren(icon(now), words)
    const calling = outgoing.find((entry) => entry.human)
    const { position, estimateSeconds } = place ?? {}
    const told = linkDown
      ? t.offline
      : calling?.tries
        ? t.retry
        : position && online
          ? fill(t.place, position) + (estimateSeconds ? ` · ${fill(t.wait, Math.ceil(estimateSeconds / 60))}` : "")
          : ""
    if (band.textContent !== told) band.textContent = told
    band.hidden = !told
    band.className = linkDown ? "band bad" : "band"
    area.placeholder = state === "closed" ? t.again : t.write
    aria(area, "label", area.placeholder)
    aria(person, "disabled", state === "waiting" || state === "human" || !!calling)
  }

  /** Which card stands at the end of the thread. */
  let card = ""
  function refreshCards() {
    const { contactForm: form, transcripts, online } = bot ?? {}
    const asks = form || wantsContact || (state === "waiting" && !online)
    const due = asks && state && state !== "human" && !contacted && !identity?.email
    const now = state === "closed" ? "after" : due ? "contact" : ""
    // What is being typed in one is not taken away.
    if (now === card || (cards.className && state && !now)) return
    card = now
    cards.replaceChildren()
    if (!now) return
    const answered = () => {
      contacted = true
      refresh()
    }
    // Each is a script of its own, built with what is here: who is asked nothing loads nothing.
    const kit = { cards, el, icon, pill, attempt, json, refusal, say, stick, lang: frame.lang }
    part(now, (it) => {
      if (card !== now) return
      it.default({ ...kit, form, rated, transcripts, identity, answered })
      stick()
    })
  }

  function callPerson() {
    if (person.getAttribute("aria-disabled") !== "true") enqueue("", [], true)
  }

  /** Where the focus is when nothing else has it. On a touch screen the field would call up the keyboard, which covers half of the panel. */
  const home = () => (matchMedia("(pointer:coarse)").matches ? closer : area)
  /** @type {HTMLElement | null | undefined} */
  let focused
  /** What had the focus may be gone, and nobody is to look for their place again. */
  function refocus() {
    const now = /** @type {HTMLElement} */ (shadow.activeElement ?? document.activeElement)
    if (panel.open && focused?.offsetParent === null && [focused, document.body].includes(now)) home().focus()
  }

  /** @param {boolean} [quietly] on the next page of a visit, without taking the focus */
  function unfold(quietly) {
    if (!bot || panel.open) return
    fetchPen()
    visit[`${prefix}open`] = 1
    const said = visit[greeted]
    delete visit[greeted]
    if (quietly) panel.open = true
    else {
      if (sheet.matches) panel.showModal()
      else panel.show()
      home().focus()
    }
    drafted()
    refresh(true)
    if (said) hello.firstElementChild?.replaceChildren(said)
    take()
  }
  function shut() {
    delete visit[`${prefix}open`]
    // The browser gives the focus back to what opened it; where that is nothing, the launcher gets it.
    panel.close()
    refresh()
    if ([document.body, element].includes(/** @type {HTMLElement} */ (document.activeElement))) launcher.focus()
  }

  /** @param {string} text @param {Attachment[]} files */
  function write(text, files) {
    area.value = text
    attached = files
    drafted()
  }
  function drafted() {
    put("draft", area.value || attached[0] ? encode([area.value, attached.filter((file) => file.id)]) : "")
    area.style.height = "0"
    area.style.height = `${area.scrollHeight}px`
    aria(go, "disabled", !area.value.trim() && !attached[0])
    tray.replaceChildren(
      ...attached.map((file) =>
        el(
          "div.file",
          !file.id && icon("late"),
          el("span", file.name),
          el(
            "button.tool",
            {
              "aria-label": fill(t.remove, file.name),
              onclick: () =>
                write(
                  area.value,
                  attached.filter((other) => other !== file),
                ),
            },
            icon("x"),
          ),
        ),
      ),
    )
    refocus()
  }
  /** Sent by the visitor before all of its files are there, and not changed since. */
  let due = false
  function submit() {
    const text = area.value.trim()
    const files = attached
    area.focus()
    due = !files.every((file) => file.id)
    if (due || (!text && !files[0])) return
    write("", [])
    enqueue(text, files)
  }

  /** @param {FileList | null | undefined} files */
  async function attach(files) {
    const own = epoch
    due = false
    for (const file of files ?? []) {
      const coming = /** @type {Attachment} */ ({ name: file.name })
      write(area.value, [...attached, coming])
      const body = new FormData()
      const it = await import(`${base}/widget-files.js`).catch(() => null)
      body.append("file", it ? await it.default(file) : file)
      const answer = await attempt("attachments", { method: "POST", body })
      const error = await refusal(answer)
      // They were those of whoever was here before.
      if (own !== epoch) return
      const stored = error ? [] : await answer?.json()
      write(
        area.value,
        attached.flatMap((other) => (other === coming ? stored : other)),
      )
      if (error) {
        due = false
        say(`${file.name}: ${error}`)
      }
    }
    if (due) submit()
  }

  let told = 0
  area.oninput = () => {
    due = false
    drafted()
    if (state && state !== "ai" && Date.now() - told > 3000) {
      told = Date.now()
      tell("typing", {})
    }
  }
  area.onkeydown = (event) => {
    // An Enter that ends an input method's word is not a send; Safari reports it as key code 229.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  }
  area.onpaste = (event) => {
    const files = event.clipboardData?.files
    if (!files?.[0]) return
    event.preventDefault()
    attach(files)
  }
  panel.ondragover =
    panel.ondragleave =
    panel.ondrop =
      (event) => {
        event.preventDefault()
        panel.classList.toggle("drop", event.type === "dragover")
        if (event.type === "drop") attach(event.dataTransfer?.files)
      }
  const stay = () => {
    focused = /** @type {HTMLElement | null} */ (shadow.activeElement)
  }
  // Steps from one to another in here are not seen outside.
  frame.addEventListener("focusin", stay)
  frame.onkeydown = ({ key }) => {
    if (key === "Escape" && panel.open) shut()
  }
  // What happens in here is none of the host's business: its shortcuts, scroll effects, drop zones and focus traps neither
  // see it nor come in between. It is told to our own handlers from the target outwards, as it would be.
  for (const type of "click keydown keypress keyup focusin mousedown pointerdown touchstart touchmove wheel copy cut paste contextmenu selectstart dragenter dragover dragleave drop".split(
    " ",
  ))
    addEventListener(
      type,
      (event) => {
        if (event.target !== element) return
        event.stopImmediatePropagation()
        if (type === "focusin") stay()
        // Their handlers are found by name, which no type of an element knows.
        for (const node of /** @type {any[]} */ (event.composedPath())) {
          if (node === shadow) break
          node[`on${type}`]?.(event)
        }
      },
      // A listener that could hold up the host's scrolling would.
      { capture: true, passive: /^[tw]/.test(type) },
    )
  // Whoever leaves by themselves is not fetched back.
  frame.addEventListener("focusout", () =>
    // What is taken away loses the focus before it goes.
    setTimeout(() => {
      if (!shadow.activeElement && focused?.offsetParent) focused = null
    }),
  )
  // The way back on a phone closes a modal dialog by itself.
  panel.oncancel = shut
  darkScheme.onchange = sheet.onchange = () => paint(frame, bot?.appearance)
  // An on-screen keyboard shrinks only the visual viewport on some phones.
  visualViewport?.addEventListener("resize", () => {
    frame.style.setProperty("--tall", `${visualViewport?.height}px`)
    stick()
  })

  // -------------------------------------------------------------------------------------------- the host page

  // Beside the body: a single-page site may replace that, move or hide it, and a dialog take its children out of reach.
  let returns = 99
  const insert = () => {
    // A host that throws it out each time has the last word.
    if (gone || !bot || element.isConnected || returns-- < 1) return
    document.documentElement.append(element)
    for (const place of [document, document.documentElement]) watcher.observe(place, { childList: true })
  }
  const watcher = new MutationObserver(insert)

  let lastPage = page().url
  /** Tells the page; who holds no stream hears in return whether somebody has something to say. */
  async function see() {
    lastPage = page().url
    const answer = await tell("pages", page())
    const [news, greeting] = (answer ? answer.headers.get("baton-news") : null)?.split("=") ?? []
    if (greeting) greet(decodeURIComponent(greeting))
    else if (news) session().catch(() => {})
  }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pageTimer
  function moved() {
    clearTimeout(pageTimer)
    // The title follows the address a moment later on most single-page sites.
    pageTimer = setTimeout(() => {
      if (page().url === lastPage) return
      from = lastPage
      see()
    }, 300)
  }
  if (host.navigation) host.navigation.addEventListener("currententrychange", moved)
  else
    for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
      const original = history[name]
      history[name] = function (...args) {
        original.apply(this, args)
        moved()
      }
    }
  addEventListener("popstate", moved)

  host.addEventListener("storage", ({ key, newValue }) => {
    if (!key?.startsWith(prefix) || !ready) return
    const name = key.slice(prefix.length)
    // Another tab became another visitor (an expired token, an identity), or signed this one out: follow it.
    if (name === "visitor" && newValue !== visitor) {
      if (newValue) session().catch(() => {})
      else forget(visit)
    }
    if (!newValue) mine.delete(name.slice(4))
    if (!/^(read|out:)/.test(name)) return
    refresh()
    flush()
  })

  /** Back from sleep, from another tab or from a tunnel: what is stale is renewed at once. */
  /** @param {{ type: string, persisted?: boolean }} event */
  function wake({ type, persisted }) {
    if (gone) return
    // A page that was kept for the way back was not told that somebody signed out meanwhile.
    if (persisted && ready && get("visitor") !== visitor) {
      forget(visit)
      session().catch(() => {})
    }
    // Looked at again, or brought back whole: of several tabs this is the page that they are on.
    if (persisted || (type[0] === "v" && !document.hidden)) see()
    joinTabs()
    if (type[0] === "o") doubt()
    else if (Date.now() - lastBytes > 20000 || (!shared && document.hidden)) streaming?.abort()
    failures = 0
    hurry()
    take()
    ask()
    flush()
    look()
  }
  for (const name of ["online", "pageshow"]) addEventListener(name, wake)
  document.addEventListener("visibilitychange", wake)
  setInterval(ask, 15000)
  // A page that holds a lock or a channel is not kept for the back button.
  function hide() {
    if (ready) navigator.sendBeacon?.(`${base}/api/widget/leave`, token())
    resign()
    queueing.abort()
    channel?.close()
    channel = undefined
  }
  addEventListener("pagehide", hide)

  /** Nothing of whoever was here stays in this tab. @param {Record<string, any>[]} stores */
  function forget(...stores) {
    epoch++
    known = visitor = ""
    identity = attributes = undefined
    mine.clear()
    clear()
    write("", [])
    for (const store of stores)
      for (const key of Object.keys(store)) if (key.startsWith(prefix) && !key.endsWith(":open")) delete store[key]
    show()
  }
  /** No button, no calls. */
  function leave() {
    hide()
    gone = true
    ready = false
    element.remove()
  }

  // A policy of the host's that lacks something is named, and not run against again and again.
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    if (gone || !blockedURI.startsWith(base)) return
    console.warn(`Baton: this page's Content-Security-Policy lacks ${base} in ${effectiveDirective}`)
    if (effectiveDirective === "connect-src") leave()
  })

  /** @type {[command: string, value: unknown][]} */
  const later = []
  /** What a page gives with each is as it may be: nothing is relied upon. @type {Record<string, (value: any) => unknown>} */
  const commands = {
    open: (text) => {
      unfold()
      if (text && !area.value) write(`${text}`, attached)
    },
    close: () => panel.open && shut(),
    identify: (value) => {
      if (encode(identity) === encode(value)) return
      identity = value
      stale = true
      if (ready) session().catch(() => {})
    },
    set: (values) => {
      attributes = { ...attributes, ...values }
      stale = true
      tell("attributes", { attributes: values })
    },
    // Signed out: whoever comes next must not read this.
    reset: () => {
      forget(disk, visit, site)
      if (ready) session().catch(() => {})
    },
    // Nothing is kept, and nothing is there, until it is started again.
    stop: () => {
      if (panel.open) shut()
      hide()
      ready = false
      forget(disk, visit, site)
      leave()
    },
    start: () => {
      if (!gone) return
      gone = false
      start()
    },
    page: see,
  }
  /** @type {Public} */
  const Baton = (command, value) => {
    // Who it is belongs into the first session; the rest needs one.
    if (ready || !/^(open|close|page)$/.test(command)) commands[command]?.(value)
    else if (!gone) later.push([command, value])
  }
  // A link to this opens it: on the page, pressed before this script is there, or in the address that somebody was sent.
  const door = "#baton-open"
  /** @param {any} [event] whose target may be of any kind */
  function knock(event) {
    if (location.hash === door) history.replaceState(history.state, "", location.href.slice(0, -door.length))
    else if (event?.target.closest?.(`[href="${door}"]`)) event.preventDefault()
    else return
    Baton("open")
  }
  // Before the host's own handlers of such links, some of which look for what stands there.
  for (const name of ["hashchange", "click"]) addEventListener(name, knock, true)
  const queue = host.Baton?.q ?? []
  Baton.alive = true
  host.Baton = Baton
  for (const [command, value] of queue) Baton(command, value)
  knock()

  try {
    const [text, files] = JSON.parse(get("draft") ?? '["",[]]')
    area.value = text
    attached = files
    // The last known looks, so that what was written offline is at hand before the server is.
    if (nextOut()) bot = JSON.parse(get("bot") ?? "")
  } catch {
    put("draft")
  }

  async function start() {
    joinTabs()
    for (let tries = 0; !gone && !ready; tries++)
      try {
        await session()
        for (const [command, value] of later.splice(0)) Baton(command, value)
      } catch (error) {
        show()
        await pause(backoff(tries + 1))
        if (gone ? Number(error) : !tries)
          console.warn(`Baton: ${error}. Is ${location.origin} allowed for ${chatbotId}? See ${base}/admin`)
      }
  }
  // A page that the browser only prepares may never be looked at.
  if (/** @type {Document & { prerendering?: boolean }} */ (document).prerendering)
    document.addEventListener("prerenderingchange", start, { once: true })
  else if (document.body) start()
  else addEventListener("DOMContentLoaded", start)
})()
