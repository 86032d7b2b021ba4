// @ts-check
/** The operator desk in the browser: the stream comes in here and is given to the parts that show it. */

import { expectMissed, lookAt, startAlerts, takeAlert, withdraw } from "./desk/alerts.js"
import { startClocks, tick } from "./desk/clocks.js"
import { linkIsBack, openComposer, refresh, settleFailed, startComposer } from "./desk/composer.js"
import { leaveDialogs, showAsked, startDialogs } from "./desk/dialogs.js"
import { startKeys } from "./desk/keys.js"
import { dropRow, isCut, markOpen, rowOf, startList, takeRow, title } from "./desk/list.js"
import { startOpening } from "./desk/opening.js"
import {
  announce,
  byId,
  conversationPath,
  find,
  findAll,
  fromHtml,
  get,
  htmx,
  me,
  openId,
  post,
  showNames,
  sweep,
  toast,
  unanswered,
} from "./desk/page.js"
import { alertPromising } from "./desk/promising.js"
import { startReplies } from "./desk/replies.js"
import { settleReplyDraft, startReplyDraft } from "./desk/reply-draft.js"
import { doubt, framesSince, start } from "./desk/stream.js"
import {
  addDelta,
  addEntry,
  openTimeline,
  read,
  showReceipt,
  showTyping,
  showViewing,
  tellVerdict,
} from "./desk/timeline.js"

/**
 * @typedef {{ id: string, html: string, state: string, assigneeId: string | null }} RowFrame
 * @typedef {{ id: number, conversationId: string, type: string, message?: string, receipt?: string, header?: string, by?: { id: string, name: string }, who?: string, row?: RowFrame }} DeskFrame
 */

/** What the panel shows of the visitor, and so what makes it old. */
const inPanel = new Set(["tried", "signal", "contact", "booking", "recap"])

/** @type {Element | null} */
let shownOpen = null
/** @type {Element | null} */
let shownComposer = null
let holder = ""
/** @type {ReturnType<typeof setTimeout> | undefined} */
let panelTimer

/** @param {DeskFrame} frame */
function takeDesk(frame) {
  const { conversationId, row } = frame
  if (!row) return
  if (frame.message) settleFailed(conversationId, frame.message)
  const { holder: before, assignee = null } = rowOf(conversationId)?.dataset ?? {}
  // A row is as things are now: after a lost connection already that of an event before the one that says by whom.
  if (assignee !== row.assigneeId && !heldBefore.has(conversationId)) heldBefore.set(conversationId, assignee)
  if (frame.by && heldBefore.has(conversationId)) {
    tellHolder(frame, heldBefore.get(conversationId) ?? null)
    heldBefore.delete(conversationId)
  }
  takeRow(row)
  const element = fromHtml(row.html)
  if (element) tick(element)
  // Among those that are not shown somebody may have waited for long.
  const isNew = before !== "waiting" && (before !== undefined || !isCut("waiting") || frame.type === "state")
  takeAlert({ ...frame, row }, isNew, isLookedAt(conversationId))
  if (frame.type === "booking") tellBooking(frame)
  if (conversationId === openId()) showInOpen(frame)
  else if (!openId() && before !== row.state) refreshCalm()
}

/** @param {string} id */
const isLookedAt = (id) => id === openId() && document.visibilityState === "visible" && document.hasFocus()

/** Who held it until it changed. @type {Map<string, string | null>} */
const heldBefore = new Map()

/** What a colleague took from me, or passed on to me, is said: it is not seen where one does not look. @param {DeskFrame} frame @param {string | null} before */
function tellHolder({ by, who, row, conversationId }, before) {
  if (!by || by.id === me || !row) return
  const text =
    before === me && row.state === "human" && row.assigneeId === by.id
      ? `${by.name} took over your conversation with ${who}.`
      : before === me && row.assigneeId !== me && /^(human|waiting)$/.test(row.state)
        ? `Your conversation with ${who} went back in line.`
        : row.assigneeId === me
          ? `${by.name} passed ${who} on to you.`
          : ""
  if (!text) return
  toast(text, "link", conversationPath(conversationId))
  announce(text)
}

/** What is booked, moved or cancelled calls nobody, and somebody has to be there at that time. @param {DeskFrame} frame */
function tellBooking({ message, who, conversationId }) {
  const words = find(".line-words", fromHtml(message ?? "") ?? undefined)?.textContent
  // In front of whoever reads that conversation it stands there.
  if (!words || isLookedAt(conversationId)) return
  const text = `${who} · ${words}`
  toast(text, "link", conversationPath(conversationId))
  announce(text)
}

/** @param {DeskFrame} frame */
function showInOpen(frame) {
  addEntry(frame)
  const { header, row, type } = frame
  if (type === "message") settleReplyDraft()
  if (!row) return
  const current = byId("conversation-title")
  const next = header ? fromHtml(header) : null
  const isSame =
    current?.dataset.holder === next?.dataset.holder && current?.dataset.assignee === next?.dataset.assignee
  // The answer to one's own click brings the same header sooner, and its bar is still sweeping.
  if (current && next && !(isSame && type !== "contact")) {
    const was = current.dataset.holder
    current.replaceWith(next)
    sweep(next, was)
  }
  const composer = byId("composer")
  const isOurs =
    composer?.dataset.holder === row.state && (composer.dataset.assignee ?? null) === (row.assigneeId ?? null)
  if (composer && !isOurs) refresh()
  // A visitor's words may hold how to reach them.
  if (inPanel.has(type) || (type === "message" && frame.message?.includes("by-visitor"))) refreshPanel()
}

/** Several things of one moment make one request. */
function refreshPanel() {
  clearTimeout(panelTimer)
  panelTimer = setTimeout(() => {
    const id = openId()
    // Morphed, so that the panel stays open and where it was scrolled to.
    const source = "#context"
    if (id) htmx().ajax("GET", conversationPath(id, "/context"), { source, target: source, swap: "outerMorph" })
  }, 600)
}

/** @param {import("./desk/stream.js").Frame} frame */
function takeFrame({ event, data }) {
  if (event === "desk") return takeDesk(data)
  if (event === "presence") {
    for (const output of findAll('[data-count="visitors"]')) output.textContent = String(data.visitors)
  }
  if (event === "people") showNames(data.people)
  if (event === "erased") takeErased(data)
  if (event === "promising") return alertPromising(data)
  if (event === "visitors" && data.visitorIds.includes(byId("context")?.dataset.visitor)) refreshPanel()
  if (data.conversationId !== openId()) return
  if (event === "typing" && data.actor?.id !== me) showTyping(data)
  if (event === "delta") addDelta(data)
  if (event === "viewing")
    showViewing(data.operators.filter((/** @type {string} */ name) => name !== document.body.dataset.operatorName))
  if (event === "receipt") showReceipt(data.html)
  if (event === "page") refreshPanel()
}

/** Somebody asked to be forgotten, or it was too old to keep. @param {{ conversationIds: string[] }} gone */
function takeErased({ conversationIds }) {
  for (const id of conversationIds) {
    dropRow(id)
    withdraw(id)
  }
  if (!conversationIds.includes(openId() ?? "")) return
  toast("This conversation was erased.")
  const source = "#open"
  htmx().ajax("GET", "/operator", { source, target: source, swap: "outerHTML", push: "/operator" })
}

const toldKey = "baton-told"

/** The page was read with other seats: what it shows may be nobody's business here any more, and something else is. @param {string | null} seats */
async function takeSeats(seats) {
  const { dataset } = document.body
  if (seats === null || seats === dataset.seats) return
  dataset.seats = seats
  sessionStorage.setItem(toldKey, "An owner changed which chatbots you answer for.")
  const id = openId()
  const found = id && (await get(conversationPath(id, "/composer")))
  if (found && found.status === 404) location.assign("/operator")
  else location.reload()
}

/** What was to be said when the page went. */
function tellKept() {
  const told = sessionStorage.getItem(toldKey)
  sessionStorage.removeItem(toldKey)
  if (!told) return
  toast(told, "link")
}

/** @type {ReturnType<typeof setInterval> | undefined} */
let lostTimer
/** @type {HTMLElement | undefined} */
let unreached

/** @param {number | null} lostAt */
function showLink(lostAt) {
  const bar = byId("link-bar")
  const [words, count] = bar ? findAll("span", bar) : []
  if (!bar || !words || !count) return
  clearInterval(lostTimer)
  if (lostAt === null) {
    expectMissed()
    if (!bar.hidden) toast("Connected again; nothing was missed.")
    bar.hidden = true
    words.textContent = ""
    // What was said of the lost connection is true no longer.
    unreached?.remove()
    linkIsBack()
    view()
    return
  }
  const say = () => {
    const seconds = Math.round((Date.now() - lostAt) / 1000)
    // A restart takes a moment and need not alarm anybody.
    bar.hidden = seconds < 2
    // Said once; the count is for the eye.
    if (!bar.hidden && !words.textContent)
      words.textContent = "No connection: what you see may be out of date. Reconnecting …"
    count.textContent = `${seconds} s`
  }
  lostTimer = setInterval(say, 1_000)
  say()
}

/** Colleagues see who has this conversation in front of them; it expires when nobody says so any more. */
async function view() {
  const id = openId()
  if (!id || document.visibilityState !== "visible") return
  const response = await post(conversationPath(id, "/viewing")).catch(() => null)
  // The answer says what was missed while nobody looked.
  if (response?.ok) showReceipt(await response.text())
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let calmTimer

/** With nothing open the middle says how many wait. */
function refreshCalm() {
  clearTimeout(calmTimer)
  calmTimer = setTimeout(async () => {
    const response = await get("/operator")
    const next = response?.ok ? fromHtml(await response.text()) : null
    // Into the same element: a conversation that is being opened meanwhile swaps it, and must find it.
    if (next && !openId()) byId("open")?.replaceChildren(...next.childNodes)
    showPlace()
  }, 300)
}

/** What stands beside the list, for the style sheet: asking for it there would cost each event a look at the whole page. */
function showPlace() {
  document.body.classList.toggle("has-open", Boolean(openId()))
  document.body.classList.toggle("is-first-day", Boolean(find(".first-day")))
}

/** After every swap: whatever is new on the page is set up, once. */
function settle() {
  showPlace()
  for (const sent of findAll(".toast[data-toast]")) {
    delete sent.dataset.toast
    setTimeout(() => sent.remove(), 10_000)
  }
  showAsked()
  const open = byId("open")
  const composer = byId("composer")
  if (open !== shownOpen) {
    // What was chosen with the dialog of the search is gone with it: the keyboard goes on in what was opened.
    if (shownOpen && document.activeElement === document.body) byId("main")?.focus({ preventScroll: true })
    if (shownOpen) leaveDialogs()
    shownOpen = open
    markOpen()
    title()
    openTimeline()
    const id = openId()
    if (id) lookAt(id)
    // What came while the page was on its way.
    if (id) for (const frame of framesSince(id, Number(open?.dataset.asOf ?? 0))) showInOpen(frame)
    holder = composer?.dataset.holder ?? ""
    view()
  }
  if (composer !== shownComposer) {
    shownComposer = composer
    openComposer()
    settleReplyDraft()
    if (holder !== composer?.dataset.holder) {
      sweep(composer, holder)
      sweep(byId("conversation-title"), holder)
    }
    holder = composer?.dataset.holder ?? ""
  }
}

document.documentElement.classList.add("has-script")
startList()
startClocks()
startOpening()
startComposer()
startReplyDraft()
startReplies()
startDialogs()
startKeys()
startAlerts()
settle()
setInterval(view, 20_000)
document.addEventListener("htmx:after:swap", settle)
document.addEventListener("htmx:after:swap", (event) => {
  const { sourceElement } = /** @type {CustomEvent} */ (event).detail.ctx
  if (sourceElement.matches?.(".verdicts")) tellVerdict(sourceElement)
})
addEventListener("focus", () => {
  const id = openId()
  if (id) lookAt(id)
})
document.addEventListener("visibilitychange", () => {
  read()
  markOpen()
  view()
})
document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail
  if (ctx.response.status === 401) location.reload()
  else if (ctx.response.status >= 500) {
    toast("The server could not do that just now. Nothing was changed; try again.", "danger")
    doubt()
  }
})
document.addEventListener(unanswered, doubt)
document.addEventListener("htmx:error", () => {
  doubt()
  unreached?.remove()
  unreached = toast("The server cannot be reached. Try again in a moment.", "danger")
})
tellKept()
start({ onFrame: takeFrame, onLink: showLink, onSeats: takeSeats })
