// @ts-check
/** Stored replies: `/` at the start of the text opens them, typing finds, Enter puts one into the composer. */

import { writeIn } from "./composer.js"
import { byId, conversationPath, find, findAll, fromHtml, get, openId, toast } from "./page.js"
import { isAtEnd, toEnd } from "./timeline.js"

/** Counts what was asked for: an answer to an older question is not shown. */
let asking = 0

const place = () => byId("reply-picker")
const field = () => /** @type {HTMLInputElement | null} */ (byId("reply-search"))
const area = () => /** @type {HTMLTextAreaElement | null} */ (byId("composer-text"))
const shown = () => findAll(".reply-option:not([hidden])", place() ?? undefined)

export function startReplies() {
  document.addEventListener("input", (event) => {
    const { target } = event
    if (target === field()) return narrow()
    if (target !== area() || !(event instanceof InputEvent) || event.data !== "/") return
    const text = area()
    if (text?.selectionStart !== 1 || !find('[data-act="replies"]') || kindIsOther()) return
    // The slash is taken back: it was a key, not a word.
    rewrite(text, text.value.slice(1), 0)
    openReplies()
  })
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return
    const option = target.closest(".reply-option")
    if (option instanceof HTMLElement) return use(option)
    if (target.closest('[data-act="replies"]')) return field() ? close() : openReplies()
    if (target.closest('[data-act="close-replies"]')) close()
  })
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.target instanceof Element) || !place()?.contains(event.target)) return
    if (event.key === "Escape") {
      event.preventDefault()
      event.stopImmediatePropagation()
      close()
    }
    if (event.target !== field()) return
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      move(event.key === "ArrowDown" ? 1 : -1)
    }
    if (event.key === "Enter") {
      event.preventDefault()
      const chosen = find('.reply-option[aria-selected="true"]', place() ?? undefined)
      if (chosen) use(chosen)
    }
  })
}

const kindIsOther = () => Boolean(find('.kind input:checked:not([value="reply"])'))

export async function openReplies() {
  const id = openId()
  const button = find('[data-act="replies"]')
  if (!id || !button || button.offsetParent === null) return
  const own = ++asking
  const [before, at] = [area()?.value ?? "", area()?.selectionStart ?? 0]
  // What is typed until they are here looks for one: it must not be read as shortcuts.
  area()?.focus()
  const response = await get(conversationPath(id, "/replies"))
  if (openId() !== id) return
  const picker = response?.ok ? fromHtml(await response.text()) : null
  // Whoever has gone elsewhere meanwhile is not fetched back.
  if (own !== asking || ![area(), document.body].includes(/** @type {HTMLElement} */ (document.activeElement))) return
  if (!picker || openId() !== id) {
    toast("The stored replies could not be read just now. Try again.", "danger")
    return
  }
  const wasAtEnd = isAtEnd()
  place()?.replaceChildren(picker)
  button.setAttribute("aria-expanded", "true")
  const search = field()
  if (search) search.value = takeTyped(before, at)
  narrow()
  // What is being answered stays in sight above it.
  if (wasAtEnd) toEnd()
  field()?.focus()
}

/** The draft follows. @param {HTMLTextAreaElement} text @param {string} words @param {number} at */
function rewrite(text, words, at) {
  text.value = words
  text.setSelectionRange(at, at)
  text.dispatchEvent(new Event("input", { bubbles: true }))
}

/** What was typed where the slash was is no part of the message. @param {string} before @param {number} at */
function takeTyped(before, at) {
  const text = area()
  const [start, end] = [before.slice(0, at), before.slice(at)]
  const now = text?.value ?? ""
  if (!text || now.length <= before.length || !now.startsWith(start) || !now.endsWith(end)) return ""
  rewrite(text, before, at)
  return now.slice(at, now.length - end.length)
}

/** Every word that was typed, in the title or the text; those whose title begins with it stand first. */
function narrow() {
  const typed = field()?.value.trim().toLowerCase() ?? ""
  const words = typed.split(/\s+/)
  const options = findAll(".reply-option", place() ?? undefined)
  for (const option of options) {
    const text = `${find("strong", option)?.textContent} ${option.dataset.text}`.toLowerCase()
    option.hidden = !words.every((word) => text.includes(word))
  }
  const list = byId("reply-options")
  const titleOf = (/** @type {HTMLElement} */ option) => find("strong", option)?.textContent?.toLowerCase() ?? ""
  const rank = (/** @type {HTMLElement} */ option) =>
    typed && titleOf(option).startsWith(typed) ? 0 : titleOf(option).includes(typed) ? 1 : 2
  list?.append(...options.sort((a, b) => rank(a) - rank(b) || titleOf(a).localeCompare(titleOf(b))))
  const isEmpty = shown().length === 0
  if (list) list.hidden = isEmpty
  const none = byId("reply-none")
  if (none) none.hidden = !isEmpty
  field()?.setAttribute("aria-expanded", String(!isEmpty))
  select(shown()[0])
}

/** @param {number} by */
function move(by) {
  const options = shown()
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true")
  select(options[(at + by + options.length) % options.length])
}

/** @param {HTMLElement | undefined} option */
function select(option) {
  for (const other of findAll('.reply-option[aria-selected="true"]', place() ?? undefined))
    other.setAttribute("aria-selected", "false")
  option?.setAttribute("aria-selected", "true")
  option?.scrollIntoView({ block: "nearest" })
  if (option) field()?.setAttribute("aria-activedescendant", option.id)
  else field()?.removeAttribute("aria-activedescendant")
}

/** @param {HTMLElement} option */
function use(option) {
  const { text = "" } = option.dataset
  clear()
  writeIn(text)
}

function close() {
  clear()
  area()?.focus()
}

function clear() {
  place()?.replaceChildren()
  find('[data-act="replies"]')?.setAttribute("aria-expanded", "false")
}
