// @ts-check
/** Clocks that tick and times that stay true. The same words as in views/components/time.tsx. */

import { findAll } from "./page.js"

export function startClocks() {
  setInterval(tick, 1_000)
  setInterval(relate, 20_000)
}

/** @param {ParentNode} [root] */
export function tick(root = document) {
  const now = Date.now()
  for (const clock of findAll("[data-since]", root)) {
    clock.textContent = stopwatch(now - Number(clock.dataset.since))
    clock.classList.toggle("is-late", now > Number(clock.dataset.due ?? Number.POSITIVE_INFINITY))
  }
}

function relate() {
  const now = Date.now()
  for (const time of findAll("[data-relative]")) {
    time.textContent = relative(now - Date.parse(time.getAttribute("datetime") ?? ""))
  }
}

/** @param {number} ms */
function relative(ms) {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return "now"
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / (24 * 60))} d`
}

/** @param {number} ms */
function stopwatch(ms) {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0")
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)} h`
  return `${Math.floor(seconds / 86_400)} d`
}
