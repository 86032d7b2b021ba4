// @ts-check
/** Dialogs: links that are pages of their own without a script open here, over the desk. */

import { byId, find, findAll, htmx, openId } from "./page.js"

/** What was typed into a form that was left by Escape or beside it: it stands there again, the next time. @type {Map<string, [string, string][]>} */
const kept = new Map()
let isDone = false
/** @type {EventTarget | null} */
let pressed = null
/** Counts what was asked for: an answer to an older question is not shown. */
let asking = 0

export function startDialogs() {
  document.addEventListener("pointerdown", ({ target }) => {
    pressed = target
  })
  // It does not bubble.
  document.addEventListener("close", ({ target }) => target === act() && leave(), true)
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
      isDone = true
      dialog.close()
    }
    // A hit of the search is swapped into the page behind it.
    if (target.closest(".search-hit")) act()?.close()
    // The dialog itself, not what is in it: its backdrop. Words that are marked with the mouse may end there.
    if (target instanceof HTMLDialogElement && target === pressed) target.close()
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
    if (ctx.response.status >= 400 || !ctx.sourceElement.matches?.("[data-act-form]")) return
    isDone = true
    act()?.close()
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

/** Another conversation stands in the page: what was asked about the former is not to be answered over it. */
export function leaveDialogs() {
  act()?.close()
  const confirm = byId("confirm-takeover")
  if (confirm instanceof HTMLDialogElement) confirm.close()
}

/** @param {HTMLAnchorElement} link */
async function showLink(link) {
  const dialog = act()
  if (!dialog || dialog.open) return
  const own = ++asking
  const from = openId()
  // Where none comes, what was left in another conversation must not stand for it.
  dialog.replaceChildren()
  await htmx().ajax("GET", link.href, { source: link, target: "#act", swap: "innerHTML" })
  // Another conversation stands behind it by now, or another dialog was asked for.
  if (own !== asking || openId() !== from || !dialog.firstElementChild) return
  dialog.classList.toggle("dialog-wide", link.dataset.dialogLink === "wide")
  takeUp(dialog)
  isDone = false
  dialog.showModal()
  find("[autofocus]", dialog)?.focus()
}

/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */

/** @param {HTMLFormElement} form */
const fieldsOf = (form) => [...form.elements].filter(isField)

/** @param {Element} field @returns {field is Field} */
const isField = (field) =>
  field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && /^(text|radio)$/.test(field.type))

/** @param {Field} field */
const isTyped = (field) =>
  field instanceof HTMLInputElement && field.type === "radio"
    ? field.checked && !field.defaultChecked
    : field.value !== field.defaultValue

function leave() {
  for (const form of act()?.querySelectorAll("form[data-act-form]") ?? []) {
    if (!(form instanceof HTMLFormElement)) continue
    const typed = fieldsOf(form).filter(isTyped)
    if (isDone || typed.length === 0) kept.delete(form.action)
    else
      kept.set(
        form.action,
        typed.map(({ name, value }) => [name, value]),
      )
  }
}

/** @param {HTMLElement} dialog */
function takeUp(dialog) {
  for (const form of dialog.querySelectorAll("form[data-act-form]")) {
    if (!(form instanceof HTMLFormElement)) continue
    for (const [name, value] of kept.get(form.action) ?? []) {
      for (const field of fieldsOf(form)) {
        if (field.name !== name) continue
        if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === value
        else field.value = value
      }
    }
  }
}
