// @ts-check
/** The live list of visitors: whenever somebody comes, moves or goes, the server draws it again. */

import { startBeside } from "./desk/beside.js"
import { startClocks, tick } from "./desk/clocks.js"
import { byId, htmx } from "./desk/page.js"

const path = "/operator/visitors"
const pauseMs = 700

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
let isStale = false

/** What happens in one moment is one request; a page that nobody sees waits until somebody does. */
function refresh() {
  isStale = document.visibilityState !== "visible"
  if (isStale || timer) return
  timer = setTimeout(async () => {
    timer = undefined
    const open = byId("visitor-card")?.dataset.visitor
    // Morphed, so that focus, scrolling and what is being written stay.
    const { cursor } = byId("visitor-list")?.dataset ?? {}
    await draw(cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path, "#visitor-list")
    if (open) await draw(`${path}/${encodeURIComponent(open)}`, "#visitor-card")
    mark()
    tick()
  }, pauseMs)
}

/** @param {string} address @param {string} target */
const draw = (address, target) => htmx().ajax("GET", address, { source: target, target, swap: "outerMorph" })

/** The list is drawn alike for everybody: which of them is open here, this page knows. */
function mark() {
  const open = byId("visitor-card")?.dataset.visitor
  byId(`visitor-${open}`)?.querySelector("a")?.setAttribute("aria-current", "true")
}

startClocks()
document.addEventListener("visibilitychange", () => isStale && refresh())
// Who is quiet leaves no sign of leaving.
setInterval(refresh, 30_000)
startBeside({
  onFrame({ event }) {
    if (event === "visitors" || event === "promising" || event === "people" || event === "desk") refresh()
  },
  onLink: (lostAt) => {
    if (lostAt === null) refresh()
  },
})
