// @ts-check
/** What every page of the desk and the admin gains from a script. */

import "./every-page/keep-focus.js"

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

// On a slow connection a second click would do it a second time.
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

// htmx sends one after the other, so that the second of two clicks would do the same again when the first is answered.
/** @type {WeakMap<EventTarget, string>} */
const underWay = new WeakMap()

document.addEventListener(
  "submit",
  (event) => {
    const { target, submitter } = event
    if (!(target instanceof HTMLFormElement) || !target.hasAttribute("hx-post")) return
    const words = JSON.stringify([...new FormData(target, submitter)])
    if (underWay.get(target) !== words) {
      underWay.set(target, words)
      setTimeout(() => underWay.delete(target), 10_000)
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true,
)
document.addEventListener("htmx:finally:request", (event) => {
  underWay.delete(/** @type {CustomEvent} */ (event).detail.ctx.sourceElement)
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

// ------------------------------------------------------------------------------------- what could not be saved is kept

// The session had ended, or the disk was full: the page that came has no fields, and the one before is drawn anew.

const keptName = "baton:unsaved"
const keptForMs = 3_600_000
/** @typedef {{ path: string, at: number, isLost: boolean, fields: [string, number, string][] }} Kept */

/** @param {HTMLFormElement} form what people write and choose in it, but no secrets and no files @returns {[string, number, HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement][]} */
function fieldsOf(form) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  return [...form.elements].flatMap((field) => {
    const isField =
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !/^(?:hidden|password|file|submit|button)$/.test(field.type))
    if (!isField || !field.name) return []
    const at = seen.get(field.name) ?? 0
    seen.set(field.name, at + 1)
    return [[field.name, at, field]]
  })
}
/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
const isTicked = (field) => field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)
/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
const writtenIn = (field) => (isTicked(field) ? String(/** @type {HTMLInputElement} */ (field).checked) : field.value)

document.addEventListener("submit", (event) => {
  const { target } = event
  if (event.defaultPrevented || !(target instanceof HTMLFormElement) || !target.matches("[data-guard]")) return
  /** @type {Kept} */
  const kept = {
    path: `${location.pathname} ${target.getAttribute("action")}`,
    at: Date.now(),
    isLost: false,
    fields: fieldsOf(target).map(([name, at, field]) => [name, at, writtenIn(field)]),
  }
  try {
    sessionStorage.setItem(keptName, JSON.stringify(kept))
  } catch {
    // No room, or not allowed: then it goes as it used to.
  }
})

function giveBackUnsaved() {
  /** @type {Kept | null} */
  const kept = JSON.parse(sessionStorage.getItem(keptName) ?? "null")
  if (!kept) return
  // Signing in, or a sentence on why it was not saved.
  if (document.body.classList.contains("sign-in")) {
    sessionStorage.setItem(keptName, JSON.stringify({ ...kept, isLost: true }))
    return
  }
  const form = [...document.querySelectorAll("form[data-guard]")].find(
    (each) => `${location.pathname} ${each.getAttribute("action")}` === kept.path,
  )
  const isHere = form instanceof HTMLFormElement
  if (isHere || !kept.isLost || Date.now() - kept.at > keptForMs) sessionStorage.removeItem(keptName)
  if (!isHere || !kept.isLost) return
  const places = fieldsOf(form)
  // Rows that were added are not there yet: half of what was written would be another wish.
  const isSame =
    places.length === kept.fields.length &&
    places.every(([name, at], index) => kept.fields[index]?.[0] === name && kept.fields[index]?.[1] === at)
  if (!isSame) return
  let isChanged = false
  for (const [index, [, , field]] of places.entries()) {
    const value = kept.fields[index]?.[2] ?? ""
    if (value === writtenIn(field)) continue
    if (isTicked(field)) /** @type {HTMLInputElement} */ (field).checked = value === "true"
    else field.value = value
    isChanged = true
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const state = form.querySelector("[data-save-state]")
  if (isChanged && state) state.textContent = "What you had written is here again. Not saved yet"
}

try {
  giveBackUnsaved()
} catch {
  // A browser that keeps nothing.
}
