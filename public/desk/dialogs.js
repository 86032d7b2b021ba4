// @ts-check
/** Dialogs: links that are pages of their own without a script open here, over the desk. */

import { byId, find, findAll, htmx } from "./page.js"

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const { target } = event
    if (!(target instanceof Element)) return
    const link = target.closest("a[data-dialog-link]")
    if (link instanceof HTMLAnchorElement && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault()
      showLink(link)
      return
    }
    const opener = target.closest("[data-open-dialog]")
    if (opener instanceof HTMLElement) openDialog(opener.dataset.openDialog ?? "")
    const closer = target.closest("[data-close-dialog]")
    const dialog = closer?.closest("dialog")
    if (dialog) {
      event.preventDefault()
      dialog.close()
    }
    // A hit of the search is swapped into the page behind it.
    if (target.closest(".search-hit")) act()?.close()
    // The dialog itself, not what is in it: its backdrop.
    if (target instanceof HTMLDialogElement) target.close()
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu instanceof HTMLDetailsElement && (!menu.contains(target) || opener)) menu.open = false
    }
  })
  document.addEventListener("keydown", moveInSearch)
  if (/Mac|iPhone|iPad/.test(navigator.platform)) document.documentElement.dataset.keys = "mac"
  document.addEventListener("keydown", (event) => {
    const { key, metaKey, ctrlKey, isComposing } = event
    const link = find(".search-button")
    if (isComposing || !(metaKey || ctrlKey) || key.toLowerCase() !== "k" || !(link instanceof HTMLAnchorElement))
      return
    event.preventDefault()
    showLink(link)
  })
  // Done: what the form changed stands in the page behind it.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail
    if (ctx.response.status < 400 && ctx.sourceElement.matches?.("[data-act-form]")) act()?.close()
  })
}

/** Up and down through what was found, without leaving the field's words. @param {KeyboardEvent} event */
function moveInSearch(event) {
  const { key, target } = event
  if (!(target instanceof HTMLElement) || !target.closest(".search")) return
  const hits = findAll(".search-hit, .search-commands button")
  const at = hits.indexOf(target)
  // A search field would only empty itself first.
  if (key === "Escape") {
    event.preventDefault()
    act()?.close()
  }
  if (key === "Enter" && target.id === "search-text") {
    event.preventDefault()
    hits[0]?.click()
  }
  if (key !== "ArrowDown" && key !== "ArrowUp") return
  event.preventDefault()
  const next = at + (key === "ArrowDown" ? 1 : -1)
  if (next < 0) byId("search-text")?.focus()
  else hits[Math.min(next, hits.length - 1)]?.focus()
}

/** What came asks something before it is done. */
export function showAsked() {
  const ask = find("#act [data-ask]")?.closest("dialog")
  if (ask instanceof HTMLDialogElement && !ask.open) ask.showModal()
}

const act = () => /** @type {HTMLDialogElement | null} */ (byId("act"))

/** @param {string} id */
export function openDialog(id) {
  const dialog = byId(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

/** @param {HTMLAnchorElement} link */
async function showLink(link) {
  const dialog = act()
  if (!dialog || dialog.open) return
  dialog.classList.toggle("dialog-wide", link.dataset.dialogLink === "wide")
  await htmx().ajax("GET", link.href, { source: link, target: "#act", swap: "innerHTML" })
  dialog.showModal()
  find("[autofocus]", dialog)?.focus()
}
