// @ts-check
/** Telling the operator that somebody waits: a sound, a notification, and both withdrawn when somebody has come. */

import { chimeIn } from "./chime.js"
import { announce, byId, conversationPath, find, findAll, fromHtml, me, openId, toast } from "./page.js"
import { leads } from "./stream.js"

const dismissedKey = "baton-alerts-dismissed"

/** Several conversations may share one. @type {Map<string, Notification>} */
const shown = new Map()
/** Who waits and was not looked at yet. @type {Set<string>} */
const unseen = new Set()
/** Of whom is told in a moment: what comes at once is told at once. @type {Map<string, Alert>} */
const due = new Map()
const repeatMs = 30_000
/** Long enough for another tab to say that it is looked at. While more comes it takes longer, most of all what was missed. */
const gatherMs = 250
const gatherAtMostMs = { live: 1_000, missed: 6_000 }
const missedForMs = 10_000
let backAt = 0
const mostApart = 3
/** @type {AudioContext | null} */
let audio = null
let chimedAt = 0
/** What another tab of this browser, which is looked at, answered last: to which question, and what stands in it. @type {{ to: number, id: string | undefined }} */
let looks = { to: 0, id: undefined }
let questions = 0
/** Whose words were told already, until they are looked at. @type {Set<string>} */
const told = new Set()
/** @type {{ from: number, timer: ReturnType<typeof setTimeout> | undefined, asked: ReturnType<typeof ask> } | null} */
let gathering = null
/** @type {BroadcastChannel | null} */
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`baton-looks-${me}`) : null

/** @typedef {{ title: string, body: string, words: string, isReply?: boolean }} Alert */

export function startAlerts() {
  // Browsers let a page make sounds only after it was touched once.
  for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, unlock, { once: true, capture: true })
  for (const type of ["pointerdown", "keydown", "focus"]) addEventListener(type, seen, true)
  tabs?.addEventListener("message", ({ data }) => {
    if (data === "seen") unseen.clear()
    if (data.asks && document.hasFocus()) tabs.postMessage({ to: data.asks, open: openId() })
    if (data.to) looks = { to: data.to, id: data.open }
    if (data.opened) withdraw(data.opened)
  })
  if (document.body.dataset.repeatSound) setInterval(repeat, repeatMs)
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

/** The connection is there again: who waited meanwhile may have been helped since. */
export function expectMissed() {
  backAt = Date.now()
}

function seen() {
  if (unseen.size > 0 || !leads()) tabs?.postMessage("seen")
  unseen.clear()
}

/** Asks the other tabs; what they say is known after a moment. */
function ask() {
  // The leading tab asks most: what is answered to another tab's question is no answer to this one.
  const own = ++questions * 1_000 + Math.floor(Math.random() * 1_000)
  tabs?.postMessage({ asks: own })
  return {
    isLookedAt: () => document.hasFocus() || looks.to === own,
    /** @param {string} id */
    isOpenElsewhere: (id) => looks.to === own && looks.id === id,
  }
}

function repeat() {
  if (unseen.size === 0 || !leads()) return
  const { isLookedAt } = ask()
  setTimeout(() => {
    if (isLookedAt()) unseen.clear()
    if (unseen.size > 0) chime()
  }, gatherMs)
}

/** @typedef {{ conversationId: string, type: string, message?: string, row: { html: string, state: string, assigneeId: string | null } }} Told */

/**
 * Who is called by what happened, and who need not be called any more.
 * @param {Told} frame @param {boolean} isNew whether they have only now begun to wait @param {boolean} isLookedAt
 */
export function takeAlert({ conversationId, type, message, row }, isNew, isLookedAt) {
  gather()
  const isMine = row.state === "human" && row.assigneeId === me
  const isReply = isMine && !isLookedAt && Boolean(message?.includes("by-visitor"))
  const element = isNew || isReply ? fromHtml(row.html) : null
  if (row.state === "waiting") {
    if (element) alertWaiting(conversationId, element)
  } else if (isReply) {
    if (element) alertReply(conversationId, element)
  } else if (!isMine || isLookedAt || type === "state" || type === "message") withdraw(conversationId)
}

/** @param {string} id @param {HTMLElement} row */
function alertWaiting(id, row) {
  const who = find(".row-who", row)?.textContent ?? "A visitor"
  const why = find(".row-why", row)?.textContent ?? ""
  const words = find(".row-words", row)?.textContent ?? ""
  tell(id, {
    title: `${who} is waiting`,
    body: [why, words].filter(Boolean).join("\n"),
    words: `${who} is waiting for a person. ${why}`,
  })
}

/** A visitor wrote to me where I do not look. Told once, until I have looked. @param {string} id @param {HTMLElement} row */
function alertReply(id, row) {
  if (told.has(id)) return
  told.add(id)
  const who = find(".row-who", row)?.textContent ?? "A visitor"
  const body = find(".row-words", row)?.textContent ?? ""
  tell(id, { title: `${who} wrote`, body, words: `${who} wrote: ${body}`, isReply: true })
}

/** @param {string} id @param {Alert} alert */
function tell(id, alert) {
  due.set(id, alert)
  gathering ??= { from: Date.now(), timer: undefined, asked: ask() }
  gather()
}

function gather() {
  if (!gathering) return
  const { from, timer, asked } = gathering
  clearTimeout(timer)
  const most = gatherAtMostMs[from - backAt < missedForMs ? "missed" : "live"]
  const wait = Math.max(0, Math.min(gatherMs, from + most - Date.now()))
  gathering.timer = setTimeout(() => {
    gathering = null
    const alerts = [...due].filter(([id, { isReply }]) => !isReply || !asked.isOpenElsewhere(id))
    // Who was looked at is told of again, as soon as nobody looks.
    for (const id of due.keys()) if (!alerts.some(([each]) => each === id)) told.delete(id)
    due.clear()
    if (alerts.length > 0) tellNow(alerts, asked.isLookedAt())
  }, wait)
}

/** @param {[string, Alert][]} alerts @param {boolean} isLookedAt */
function tellNow(alerts, isLookedAt) {
  const waiting = alerts.filter(([, { isReply }]) => !isReply)
  const many = waiting.length > mostApart ? `${waiting.length} people are waiting` : ""
  announce(many || alerts.map(([, { words }]) => words).join(". "))
  for (const [id] of alerts) if (!isLookedAt) unseen.add(id)
  // One tab speaks for all of them.
  if (!leads()) return
  chime()
  if (permission() !== "granted" || isLookedAt) return
  if (many) {
    const words = waiting.map(([, { title }]) => title)
    notify(
      waiting.map(([id]) => id),
      { title: many, body: words.join("\n"), words: "" },
    )
  }
  for (const [id, alert] of alerts) if (!many || alert.isReply) notify([id], alert)
}

/** @param {string[]} ids @param {Alert} alert */
function notify(ids, { title, body }) {
  const [id = ""] = ids
  try {
    const notification = new Notification(title, { body, tag: ids.length > 1 ? "baton-waiting" : id })
    notification.onclick = () => {
      window.focus()
      const link = find(`#row-${CSS.escape(id)} .row-link`)
      if (link) link.click()
      else location.href = conversationPath(id)
    }
    for (const each of ids) shown.set(each, notification)
  } catch {
    // Some browsers have notifications only in a service worker; the sound and the title remain.
  }
}

/** It is in front of its operator, in whichever tab. @param {string} id */
export function lookAt(id) {
  withdraw(id)
  if (document.visibilityState === "visible") tabs?.postMessage({ opened: id })
}

/** @param {string} id */
export function withdraw(id) {
  const notification = shown.get(id)
  shown.delete(id)
  for (const set of [unseen, told, due]) set.delete(id)
  if (![...shown.values()].some((other) => other === notification)) notification?.close()
}

export const permission = () => ("Notification" in window ? Notification.permission : "denied")

/** Tries both and says what came of it, so that nobody believes in an alert that cannot come. */
async function tryOut() {
  unlock()
  chimedAt = 0
  chime()
  const answer = "Notification" in window ? await Notification.requestPermission() : "denied"
  const bar = byId("ask-alerts")
  if (bar) bar.hidden = answer !== "default"
  if (answer === "granted") {
    try {
      new Notification("Baton can reach you", { body: "This is how it looks when somebody waits.", tag: "baton-try" })
      toast("You should have heard a chime and seen a notification.")
    } catch {
      // Telephones have them only in a service worker.
      toast(
        "You should have heard a chime. Here notifications come by push: switch it on under “Alerts on this device”.",
      )
    }
  } else {
    toast("You should have heard a chime. This browser blocks notifications: allow them in its settings for this site.")
  }
  for (const button of findAll("[data-try-alerts]")) button.blur()
}

function unlock() {
  audio ??= "AudioContext" in window ? new AudioContext() : null
  audio?.resume().catch(() => {})
}

/** What comes together is heard together. */
export function chime() {
  if (audio?.state !== "running" || Date.now() - chimedAt < 1_000) return
  chimedAt = Date.now()
  chimeIn(audio)
}
