// @ts-check
/** The guide's live parts: each frame of the stream is one part of the page, as the server renders it. */

const place = document.querySelector("[data-guide-stream]")
if (place instanceof HTMLElement) {
  const address = place.dataset.guideStream ?? ""
  listen(address)
  // A page that was kept for the way back has closed its stream.
  addEventListener("pageshow", (event) => {
    if (/** @type {PageTransitionEvent} */ (event).persisted) listen(address)
  })
}

/** @param {string} address */
function listen(address) {
  const source = new EventSource(address)
  source.addEventListener("part", (event) => {
    const { id, html } = JSON.parse(event.data)
    const old = document.getElementById(id)
    if (!old) return
    const wasOpen = old.querySelector("details")?.open
    const made = new DOMParser().parseFromString(html, "text/html").body.firstElementChild
    if (!made) return
    // What somebody types into, or is told about what they typed, stays until there is something else to say.
    const isInUse = old.querySelector("[aria-invalid=true], :focus")
    if (isInUse && made instanceof HTMLElement && made.dataset.state === old.dataset.state) return
    const details = made.querySelector("details")
    if (details && wasOpen) details.open = true
    old.replaceWith(made)
  })
  addEventListener("pagehide", () => source.close(), { once: true })
}
