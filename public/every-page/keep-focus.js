// @ts-check
/**
 * What is drawn anew, or closed, while it has the focus does not send whoever works by keyboard to the top of the page:
 * the focus goes to the same thing where it stands again, or else to what is around it.
 */

/** @typedef {{ element: Element, selectors: string[], within: string | undefined }} Place */

/** Where the focus was when something came to be drawn. @type {Place | undefined} */
let before
/** What had it before a dialog took it. @type {WeakMap<Element, Place>} */
const openers = new WeakMap()

/** What is hidden keeps the focus for a moment longer. */
const isLost = () => document.activeElement === document.body || !document.activeElement?.checkVisibility()

/** What it is known by: once it is gone, this is all that is left of it. @param {Element} element @returns {Place} */
function placeOf(element) {
  const selectors = ["id", "data-act", "href", "hx-post"]
    .filter((name) => element.getAttribute(name))
    .map((name) => `[${name}="${CSS.escape(element.getAttribute(name) ?? "")}"]`)
  const { name, value } = element instanceof HTMLButtonElement ? element : { name: "", value: "" }
  if (name) selectors.push(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)
  return { element, selectors, within: element.parentElement?.closest("[id]")?.id }
}

/** @param {Place} place @returns {Element | null} */
function find({ element, selectors, within }) {
  const around = element.isConnected ? element.closest("details.menu") : document.getElementById(within ?? "")
  const same = element.isConnected
    ? [element]
    : selectors.flatMap((each) => [...(around?.querySelectorAll(each) ?? [])])
  const menu = around?.closest("details.menu")?.querySelector("summary")
  const dialog = document.querySelector("dialog[open]")
  return (
    [...same, menu].find((each) => each?.checkVisibility()) ??
    (dialog
      ? dialog.querySelector("[autofocus], button")
      : (around?.closest("[tabindex]") ?? document.getElementById("main")))
  )
}

/** @param {Place | undefined} place */
function giveBack(place) {
  const found = place && isLost() && find(place)
  if (found instanceof HTMLElement) found.focus({ preventScroll: true })
}

document.addEventListener("htmx:before:swap", () => {
  before = isLost() ? undefined : placeOf(/** @type {Element} */ (document.activeElement))
})
// After those that know better where it belongs.
document.addEventListener("htmx:after:swap", () => queueMicrotask(() => giveBack(before)))

document.addEventListener("focusin", ({ target, relatedTarget }) => {
  const dialog = target instanceof Element && target.closest("dialog")
  if (dialog && relatedTarget instanceof Element && !dialog.contains(relatedTarget))
    openers.set(dialog, placeOf(relatedTarget))
})
// It does not bubble. What opened it may be gone by then, or in a menu that was closed.
document.addEventListener("close", ({ target }) => target instanceof Element && giveBack(openers.get(target)), true)
