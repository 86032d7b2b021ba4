// @ts-check
/** A part of a page that stays true while somebody looks at it: it is asked for again, and replaced. */

import { startClocks } from "./desk/clocks.js"

const everyMs = 5_000

async function refresh() {
  if (document.visibilityState !== "visible") return
  for (const old of document.querySelectorAll("[data-fresh]")) {
    // Whoever walks through it by keyboard is not thrown out of it.
    if (old.contains(document.activeElement)) continue
    const address = old instanceof HTMLElement && old.dataset.fresh ? old.dataset.fresh : location.href
    const response = await fetch(address, { redirect: "manual" }).catch(() => null)
    // Signed out: what stands here would be true no longer.
    if (response?.type === "opaqueredirect") return location.reload()
    old.toggleAttribute("data-stale", !response?.ok)
    if (!response?.ok) continue
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const next = page.getElementById(old.id)
    if (next && !old.contains(document.activeElement)) old.replaceWith(next)
  }
}

startClocks()
setInterval(refresh, everyMs)
document.addEventListener("visibilitychange", refresh)
