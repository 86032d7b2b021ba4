// @ts-check
/** A page beside the desk: who waits stands at its top, and whoever begins to wait is heard here too. */

import { expectMissed, startAlerts, takeAlert } from "./alerts.js"
import { showAsked, startDialogs } from "./dialogs.js"
import { byId, find, get, htmx, showNames } from "./page.js"
import { alertPromising } from "./promising.js"
import { start } from "./stream.js"

/** @typedef {import("./stream.js").Frame} Frame */

const againMs = 5_000

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** The event that what stands here was read at: an older answer may come later. */
let drawnAt = 0

/** @returns {Promise<number | undefined>} the event that it was read at. */
async function draw() {
  const response = await get("/operator/now")
  if (!response?.ok) return
  const fresh = document.createElement("template")
  fresh.innerHTML = await response.text()
  const asOf = Number(fresh.content.querySelector("#waiting-now")?.getAttribute("data-as-of"))
  if (asOf < drawnAt) return drawnAt
  drawnAt = asOf
  for (const next of [...fresh.content.children]) {
    const old = byId(next.id)
    // Nobody is to choose in a menu that is gone.
    if (!old || old.contains(document.activeElement) || old.hasAttribute("open")) continue
    if (old.outerHTML === next.outerHTML) continue
    old.replaceWith(next)
    htmx().process(next)
  }
  const now = byId("waiting-now")
  const waiting = now && !now.hidden ? (now.firstChild?.textContent ?? "") : ""
  document.title = `${waiting ? `(${waiting}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`
  return asOf
}

/** Several things of one moment make one request. */
function drawSoon() {
  clearTimeout(timer)
  timer = setTimeout(draw, 400)
}

/** @param {Frame} frame */
function take({ event, data }) {
  if (event === "promising") alertPromising(data)
  if (event === "people") showNames(data.people)
  if (event === "erased") drawSoon()
  if (event !== "desk" || !data.row) return
  const { type, row } = data
  takeAlert(data, type === "state" && row.state === "waiting", false)
  if (type === "state") drawSoon()
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let lost

/** A restart takes a moment and need not alarm anybody. @param {number | null} lostAt */
function showLink(lostAt) {
  const bar = byId("link-bar")
  const words = bar && find("span", bar)
  clearTimeout(lost)
  if (!bar || !words) return
  const show = (/** @type {boolean} */ isLost) => {
    bar.hidden = !isLost
    words.textContent = isLost ? "No connection: what you see may be out of date. Reconnecting …" : ""
  }
  if (lostAt === null) show(false)
  else lost = setTimeout(show, 2_000, true)
}

/** On a phone the ways stand in a line that scrolls. */
const showWay = () => find('.top-bar nav [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "center" })

/** A search leads away from here, where the desk would show what was found beside its list. @param {MouseEvent} event */
function leave(event) {
  const hit = event.target instanceof Element && event.target.closest("a.search-hit")
  if (!(hit instanceof HTMLAnchorElement) || byId("open") || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  event.stopImmediatePropagation()
  location.href = hit.href
}

/** @param {Partial<import("./stream.js").Listener>} [own] what the page does besides */
export async function startBeside(own = {}) {
  document.documentElement.classList.add("has-script")
  showWay()
  startDialogs()
  startAlerts()
  document.addEventListener("click", leave, true)
  document.addEventListener("keydown", ({ key }) => {
    const menu = find("details.menu[open]")
    if (key !== "Escape" || !(menu instanceof HTMLDetailsElement)) return
    menu.open = false
    find("summary", menu)?.focus()
  })
  document.addEventListener("htmx:after:swap", showAsked)
  let from = await draw()
  // The number of those who wait has moved the others.
  showWay()
  while (from === undefined) {
    showLink(Date.now())
    await new Promise((done) => setTimeout(done, againMs))
    from = await draw()
    if (from !== undefined) showLink(null)
  }
  const { asOf } = document.body.dataset
  start(
    {
      onFrame(frame) {
        take(frame)
        own.onFrame?.(frame)
      },
      onLink(lostAt) {
        showLink(lostAt)
        if (lostAt === null) {
          expectMissed()
          drawSoon()
        }
        own.onLink?.(lostAt)
      },
    },
    asOf === undefined ? from : Number(asOf),
  )
}
