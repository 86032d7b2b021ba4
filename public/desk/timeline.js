// @ts-check
/** The open conversation: what arrives is added once, in order, and the reader is not moved away from what they read. */

import { announce, byId, call, find, findAll, fromHtml, htmx, make, openId } from "./page.js"

const nearEnd = 120
const typingMs = 5_000
const readOutMs = 300

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer
let readId = 0
let lastSeen = 0
/** When what stands beneath the newest words was true. */
let receiptAt = 0

/** The newest event that this operator has in front of them. */
export const lastSeenEventId = () => lastSeen

/** Called when another conversation stands in the page. */
export function openTimeline() {
  const open = byId("open")
  lastSeen = Number(open?.dataset.asOf ?? 0)
  readId = 0
  for (const flag of findAll(".flag", byId("timeline") ?? undefined)) mark(flag)
  showKeys()
  localTimes()
  receiptAt = Number(find(".receipt")?.dataset.at ?? 0)
  toEnd()
  read()
}

/** @param {{ id: number, message?: string, clientId?: string, receipt?: string }} frame */
export function addEntry({ id, message, receipt }) {
  lastSeen = Math.max(lastSeen, id)
  const timeline = byId("timeline")
  const entry = message && !byId(`event-${id}`) ? fromHtml(message) : null
  if (!timeline || !entry) return
  const wasAtEnd = isAtEnd()
  const { clientId } = entry.dataset
  // The answer that was streamed and the message that was just sent are replaced by what the log has of them.
  if (clientId) for (const draft of findAll(`[data-draft="${CSS.escape(clientId)}"]`, timeline)) draft.remove()
  entry.classList.add("arriving")
  localTimes(entry)
  const acts = find(".own-acts", entry)
  const own = acts ? [...acts.childNodes] : []
  acts?.replaceChildren()
  timeline.insertBefore(entry, find("[data-draft]", timeline))
  // Not before it stands in the page: otherwise its forms would load the whole desk anew.
  htmx().process(entry)
  // What can be done with a message is no part of what was said: it comes once that was read out.
  if (acts && own.length > 0) setTimeout(offer, readOutMs, acts, own)
  if (entry.classList.contains("turn")) for (const draft of findAll("[data-turn]", timeline)) draft.remove()
  join(entry)
  if (entry.classList.contains("flag")) {
    mark(entry)
    showKeys()
  }
  // It is about the newest words, and of no use once they are answered.
  if (entry.matches(".message")) for (const old of findAll(".receipt", timeline)) old.remove()
  if (receipt) showReceipt(receipt)
  if (entry.classList.contains("by-visitor")) hideTyping()
  if (wasAtEnd) toEnd()
  else showNews()
  read()
}

/** @param {HTMLElement} acts @param {Node[]} own */
function offer(acts, own) {
  const wasAtEnd = isAtEnd()
  acts.append(...own)
  htmx().process(acts)
  if (wasAtEnd) toEnd()
}

/**
 * A piece of an answer that is being generated.
 * @param {{ turn: string, offset: number, text: string, cancelled?: boolean }} delta
 */
export function addDelta({ turn, offset, text, cancelled }) {
  const timeline = byId("timeline")
  if (!timeline || find(`[data-client-id="${CSS.escape(turn)}"]`, timeline)) return
  if (cancelled) return find(`[data-turn="${CSS.escape(turn)}"]`, timeline)?.remove()
  const wasAtEnd = isAtEnd()
  let entry = find(`[data-turn="${CSS.escape(turn)}"]`, timeline)
  if (!entry) {
    entry = make("li", "entry message baton by-ai is-streaming")
    entry.dataset.holder = "ai"
    entry.dataset.turn = turn
    entry.dataset.draft = turn
    // Not read out piece by piece: the finished message is.
    entry.setAttribute("aria-hidden", "true")
    const words = make("p", "")
    entry.append(make("div", "entry-head", make("span", "chip", "AI"), make("span", "soft", "is answering …")))
    entry.append(make("div", "prose", words))
    timeline.append(entry)
  }
  const words = find("p", entry)
  if (words) words.textContent = (words.textContent ?? "").slice(0, offset) + text
  if (wasAtEnd) toEnd()
}

/** A message on its way. @param {{ clientId: string, text: string, kind: string, name: string }} sent */
export function addPending({ clientId, text, kind, name }) {
  const isReply = kind === "reply"
  const entry = make("li", isReply ? "entry message baton is-pending" : `entry paper paper-${kind} is-pending`)
  if (isReply) entry.dataset.holder = "human"
  entry.dataset.draft = clientId
  // Read out once, when it is there for good.
  entry.setAttribute("aria-live", "off")
  const words = make("p", "", text)
  entry.append(make("div", "entry-head", make("strong", "entry-who", name), make("span", "soft", "Sending …")))
  entry.append(make("div", "prose", words))
  byId("timeline")?.append(entry)
  toEnd()
  return {
    sent() {
      const state = find(".soft", entry)
      if (state) state.textContent = "Sent"
    },
    drop: () => entry.remove(),
  }
}

/** @param {{ actor?: { name?: string, kind?: string }, typing: boolean }} signal */
export function showTyping({ actor, typing }) {
  const place = byId("typing")
  if (!place) return
  if (!typing) return hideTyping()
  const name = actor?.kind === "visitor" ? (byId("open")?.dataset.title ?? "The visitor") : (actor?.name ?? "Somebody")
  place.textContent = `${name} is typing …`
  clearTimeout(typingTimer)
  // It expires by itself: whoever stopped typing may also have left.
  typingTimer = setTimeout(hideTyping, typingMs)
}

/** How far the newest words have got, as the server drew it. @param {string} html */
export function showReceipt(html) {
  const receipt = fromHtml(html)
  if (!receipt) return
  const at = Number(receipt.dataset.at)
  const message = byId(`event-${receipt.dataset.of}`)
  // Several ways bring it, and a slow one may bring what was true before.
  if (!message || at < receiptAt || find(`#${message.id} ~ .message`)) return
  receiptAt = at
  const old = find(".receipt", message)
  const wasAtEnd = isAtEnd()
  localTimes(receipt)
  if (old) old.replaceWith(receipt)
  else message.insertBefore(receipt, find(".own-acts", message))
  // Nobody looks for it there: that it did not arrive is said.
  if (receipt.classList.contains("is-undelivered") && !old?.classList.contains("is-undelivered"))
    announce(receipt.textContent ?? "")
  if (wasAtEnd) toEnd()
}

/** @param {string[]} names */
export function showViewing(names) {
  const place = byId("viewing")
  if (place)
    place.textContent = names.length > 0 ? `${names.join(", ")} ${names.length === 1 ? "is" : "are"} here too` : ""
}

/** Tells the server what was looked at: only in a tab that is looked at. */
export function read() {
  const id = openId()
  if (!id || lastSeen <= readId || document.visibilityState !== "visible") return
  readId = lastSeen
  call(id, "read", { eventId: readId }).catch(() => {
    readId = 0
  })
}

export function toEnd() {
  const scroll = byId("timeline-scroll")
  if (scroll) scroll.scrollTop = scroll.scrollHeight
  find(".timeline-news")?.remove()
}

export function isAtEnd() {
  const scroll = byId("timeline-scroll")
  return !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd
}

function showNews() {
  if (find(".timeline-news")) return
  const button = make("button", "button button-small timeline-news", "New messages ↓")
  button.addEventListener("click", toEnd)
  byId("timeline-scroll")?.after(button)
}

function hideTyping() {
  clearTimeout(typingTimer)
  const place = byId("typing")
  if (place) place.textContent = ""
}

/** A second message by the same person needs no second name. @param {HTMLElement} entry */
function join(entry) {
  const before = entry.previousElementSibling
  if (before instanceof HTMLElement && before.dataset.actor && before.dataset.actor === entry.dataset.actor) {
    entry.classList.add("continues")
  }
}

/** The server writes UTC; the operator's clock is nearer. @param {ParentNode} [root] */
function localTimes(root = document) {
  for (const time of findAll("time[data-clock]", root)) {
    const at = new Date(time.getAttribute("datetime") ?? "")
    const isToday = at.toDateString() === new Date().toDateString()
    const day = isToday ? "" : `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} `
    // Another zone is no news.
    time.setAttribute("aria-live", "off")
    time.textContent = day + at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })
  }
}

/**
 * The flag that the keys 1 to 4 answer: the one that has the focus, or else what decided last. Of flags that were raised
 * together what decided stands first.
 */
export function keyedFlag() {
  const chosen = find("#timeline .flag:focus-within")
  if (chosen) return chosen
  let flag = findAll("#timeline .flag").at(-1)
  while (flag?.previousElementSibling?.classList.contains("flag"))
    flag = /** @type {HTMLElement} */ (flag.previousElementSibling)
  return flag
}

/** Of four buttons that are drawn anew only the one that was chosen is said. @param {Element} form as it was before */
export function tellVerdict(form) {
  const id = find('input[name="eventId"]', form)?.getAttribute("value")
  const chosen = find(`#event-${id} .verdict[aria-pressed="true"]`)
  if (chosen) announce(`Your verdict: ${chosen.textContent}`)
}

/** The keys stand on the buttons that they press. */
function showKeys() {
  for (const flag of findAll("#timeline .flag.is-keyed")) flag.classList.remove("is-keyed")
  keyedFlag()?.classList.add("is-keyed")
}

/** Underlines the words that a flag goes by, in the visitor's last message before it. @param {HTMLElement} flag */
function mark(flag) {
  let message = flag.previousElementSibling
  while (message && !message.classList.contains("by-visitor")) message = message.previousElementSibling
  if (!message) return
  for (const quote of JSON.parse(flag.dataset.quotes ?? "[]")) {
    for (let at = message; at?.classList.contains("by-visitor"); ) {
      if (markWords(at, quote)) break
      const before = at.previousElementSibling
      if (!before) break
      at = before
    }
  }
}

/** @param {Element} message @param {string} quote */
function markWords(message, quote) {
  const prose = find(".prose", message)
  if (!prose || !quote) return false
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.textContent?.toLowerCase().indexOf(quote.toLowerCase()) ?? -1
    if (start < 0 || node.parentElement?.closest(".evidence")) continue
    const range = document.createRange()
    range.setStart(node, start)
    range.setEnd(node, start + quote.length)
    range.surroundContents(make("mark", "evidence"))
    return true
  }
  return false
}
