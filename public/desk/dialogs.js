// @ts-check
/** Dialogs: links that are pages of their own without a script open here, over the desk. */

import { byId, find, htmx } from "./page.js"

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
    // The dialog itself, not what is in it: its backdrop.
    if (target instanceof HTMLDialogElement) target.close()
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu instanceof HTMLDetailsElement && (!menu.contains(target) || opener)) menu.open = false
    }
  })
  // Done: what the form changed stands in the page behind it.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail
    if (ctx.response.status < 400 && ctx.sourceElement.closest?.("[data-act-form]")) act()?.close()
  })
}

const act = () => /** @type {HTMLDialogElement | null} */ (byId("act"))

/** @param {string} id */
export function openDialog(id) {
  const dialog = byId(id)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

/** @param {HTMLAnchorElement} link */
export async function showLink(link) {
  const dialog = act()
  if (!dialog || dialog.open) return
  dialog.classList.toggle("dialog-wide", link.dataset.dialogLink === "wide")
  await htmx().ajax("GET", link.href, { target: "#act", swap: "innerHTML" })
  dialog.showModal()
  find("[autofocus]", dialog)?.focus()
}
