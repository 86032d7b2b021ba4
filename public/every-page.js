// @ts-check
/** What every page of the desk and the admin gains from a script. */

// --------------------------------------------------------------------------- times, in the zone of whoever looks

// The same form as `exactly` in views/components/time.tsx, which can know nobody's zone.

const style = /** @type {const} */ ({
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
})
const local = new Intl.DateTimeFormat("en-GB", style)
const precise = new Intl.DateTimeFormat("en-GB", { ...style, second: "2-digit", timeZoneName: "short" })

/** @param {Element} time */
const dateOf = (time) => new Date(time.getAttribute("datetime") ?? "")

/** @param {ParentNode} root */
function write(root) {
  for (const time of root.querySelectorAll("time[data-exact]")) {
    const date = dateOf(time)
    if (Number.isNaN(date.getTime())) continue
    time.textContent = local.format(date)
    time.setAttribute("title", precise.format(date))
  }
}

// What only shows when it is pointed at is written then: whatever came into the page meanwhile.
document.addEventListener("pointerover", ({ target }) => {
  const time = target instanceof Element && target.closest("time[datetime][title]")
  if (!time || time.hasAttribute("data-exact")) return
  const date = dateOf(time)
  if (!Number.isNaN(date.getTime())) time.setAttribute("title", precise.format(date))
})

write(document)
document.addEventListener("htmx:after:swap", () => write(document))

/** Whoever has not said where they are is where their browser is. */
function placeZones() {
  for (const zone of document.querySelectorAll("select[data-own-zone]"))
    if (zone instanceof HTMLSelectElement && zone.value === "") {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      // Browsers have other names for some of them, such as Kolkata for Calcutta.
      if (![...zone.options].some(({ value }) => value === timeZone)) zone.add(new Option(timeZone, timeZone))
      zone.value = timeZone
    }
}

placeZones()
document.addEventListener("htmx:after:swap", placeZones)

// ------------------------------------------------------------------------------------------------ sent only once

/** @type {WeakSet<EventTarget>} */
const sent = new WeakSet()

// On a slow connection a second click would do it a second time. What htmx sends it looks after itself.
document.addEventListener("submit", (event) => {
  const { target } = event
  if (!(target instanceof HTMLFormElement) || target.method !== "post" || target.hasAttribute("hx-post")) return
  if (sent.has(target)) return event.preventDefault()
  // Later, since another listener may still send it in a way of its own.
  setTimeout(() => {
    if (!event.defaultPrevented) sent.add(target)
  })
  // No answer, or one that is no page, such as a file: it may be tried again.
  setTimeout(() => sent.delete(target), 10_000)
})

// Back from the page that came: the same form is another wish.
addEventListener("pageshow", (event) => {
  if (/** @type {PageTransitionEvent} */ (event).persisted) for (const form of document.forms) sent.delete(form)
})

// ------------------------------------------------------------------------------------------- what is not saved yet

/** @type {Set<HTMLFormElement>} */
const changed = new Set()
/** @type {HTMLFormElement | undefined} */
let saving

document.addEventListener("input", ({ target }) => {
  const form = target instanceof Element && target.closest("form[data-guard]")
  if (!(form instanceof HTMLFormElement)) return
  changed.add(form)
  const state = form.querySelector("[data-save-state]")
  if (state) state.textContent = "Not saved yet"
})

// A button that changes what would be saved, such as one more row, is as good as a word typed.
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("button[data-changes]")
  if (button instanceof HTMLButtonElement) button.form?.dispatchEvent(new Event("input", { bubbles: true }))
})

// Of several forms on a page only this one is saved: what stands in the others would be lost with the page.
document.addEventListener("submit", ({ target }) => {
  if (!(target instanceof HTMLFormElement) || !changed.delete(target)) return
  saving = target
})

addEventListener("beforeunload", (event) => {
  if (![...changed].some((form) => form.isConnected)) return
  event.preventDefault()
  // Whoever then stays has not saved this one either.
  const kept = saving
  if (kept) setTimeout(() => changed.add(kept) && sent.delete(kept))
})
