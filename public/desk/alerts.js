// @ts-check
/** Telling the operator that somebody waits: a sound, a notification, and both withdrawn when somebody has come. */

import { chimeIn } from "./chime.js"
import { announce, byId, conversationPath, find, findAll, toast } from "./page.js"
import { leads } from "./stream.js"

const dismissedKey = "baton-alerts-dismissed"

/** @type {Map<string, Notification>} */
const shown = new Map()
/** Who waits and was not looked at yet. @type {Set<string>} */
const unseen = new Set()
const repeatMs = 30_000
/** @type {AudioContext | null} */
let audio = null

export function startAlerts() {
  // Browsers let a page make sounds only after it was touched once.
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, unlock, { once: true, capture: true })
  for (const type of ["pointerdown", "keydown", "focus"]) addEventListener(type, () => unseen.clear(), true)
  if (document.body.dataset.repeatSound) setInterval(() => unseen.size > 0 && leads() && chime(), repeatMs)
  const bar = byId("ask-alerts")
  if (bar) bar.hidden = permission() !== "default" || Boolean(localStorage.getItem(dismissedKey))
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return
    if (target.closest("[data-allow-alerts], [data-try-alerts]")) tryOut()
    if (target.closest("[data-dismiss-alerts]")) {
      localStorage.setItem(dismissedKey, "1")
      if (bar) bar.hidden = true
    }
  })
}

/** @param {string} id @param {HTMLElement} row */
export function alertWaiting(id, row) {
  const who = find(".row-who", row)?.textContent ?? "A visitor"
  const why = find(".row-why", row)?.textContent ?? ""
  announce(`${who} is waiting for a person. ${why}`)
  if (!document.hasFocus()) unseen.add(id)
  // One tab speaks for all of them.
  if (!leads()) return
  chime()
  if (permission() !== "granted" || document.hasFocus()) return
  try {
    const words = find(".row-words", row)?.textContent ?? ""
    const notification = new Notification(`${who} is waiting`, {
      body: [why, words].filter(Boolean).join("\n"),
      tag: id,
    })
    notification.onclick = () => {
      window.focus()
      const link = find(`#row-${CSS.escape(id)} .row-link`)
      if (link) link.click()
      else location.href = conversationPath(id)
    }
    shown.set(id, notification)
  } catch {
    // Some browsers have notifications only in a service worker; the sound and the title remain.
  }
}

/** @param {string} id */
export function withdraw(id) {
  shown.get(id)?.close()
  shown.delete(id)
  unseen.delete(id)
}

export const permission = () => ("Notification" in window ? Notification.permission : "denied")

/** Tries both and says what came of it, so that nobody believes in an alert that cannot come. */
async function tryOut() {
  unlock()
  chime()
  const answer = "Notification" in window ? await Notification.requestPermission() : "denied"
  const bar = byId("ask-alerts")
  if (bar) bar.hidden = answer !== "default"
  if (answer === "granted") {
    new Notification("Baton can reach you", { body: "This is how it looks when somebody waits.", tag: "baton-try" })
    toast("You should have heard a chime and seen a notification.")
  } else {
    toast("You should have heard a chime. This browser blocks notifications: allow them in its settings for this site.")
  }
  for (const button of findAll("[data-try-alerts]")) button.blur()
}

function unlock() {
  audio ??= "AudioContext" in window ? new AudioContext() : null
  audio?.resume().catch(() => {})
}

export function chime() {
  if (audio?.state === "running") chimeIn(audio)
}
