// @ts-check
/** Somebody on the website looks ready to buy: said, heard and, where the desk is not looked at, notified. */

import { chime, permission } from "./alerts.js"
import { announce, byId, make } from "./page.js"
import { leads } from "./stream.js"

/** @typedef {{ visitorId: string, name: string, chatbot: string, page: string, score: number, reasons: string[] }} Promising */

const shownMs = 15_000

/** @param {Promising} visitor */
export function alertPromising({ visitorId, name, chatbot, page, score, reasons }) {
  const href = `/operator/visitors/${encodeURIComponent(visitorId)}`
  const title = `${name} looks ready to buy`
  announce(`${title}. ${reasons.join(". ")}`)
  show(title, `Score ${score} · ${pathOf(page)}`, href)
  // One tab speaks for all of them.
  if (!leads()) return
  chime()
  if (permission() !== "granted" || document.hasFocus()) return
  try {
    const notification = new Notification(`${title} · ${chatbot}`, {
      body: [pathOf(page), ...reasons].join("\n"),
      tag: `visitor:${visitorId}`,
    })
    notification.onclick = () => {
      window.focus()
      location.href = href
    }
  } catch {
    // Some browsers have notifications only in a service worker; the sound and the words remain.
  }
}

/** @param {string} title @param {string} words @param {string} href */
function show(title, words, href) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", "See them"))
  link.href = href
  const toast = make("div", "toast", make("p", "", make("strong", "", title), ` · ${words} · `, link))
  byId("toasts")?.append(toast)
  setTimeout(() => toast.remove(), shownMs)
}

/** @param {string} url */
function pathOf(url) {
  try {
    return new URL(url).pathname
  } catch {
    return url
  }
}
