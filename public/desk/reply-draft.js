// @ts-check
/** A reply drafted by the AI: asked for, looked at, and then put into the composer or thrown away. It never sends. */

import { isFreeForReply, writeIn } from "./composer.js"
import { announce, byId, conversationPath, find, findAll, fromHtml, make, openId, post } from "./page.js"
import { isAtEnd, toEnd } from "./timeline.js"

/** Counts what was asked for: an answer to an older question is not shown. */
let asking = 0
/** The visitor's message that the shown draft would answer. */
let answers = ""

const place = () => byId("reply-draft")
const button = () => /** @type {HTMLButtonElement | null} */ (find('[data-act="draft"]'))
const newest = () => findAll("#timeline .message:not([data-draft])").at(-1)
const answerable = () => (newest()?.classList.contains("by-visitor") ? (newest()?.id ?? "") : "")

export function startReplyDraft() {
  document.addEventListener("click", (event) => {
    const act = event.target instanceof Element ? event.target.closest("[data-act]") : null
    const name = act instanceof HTMLElement ? act.dataset.act : ""
    if (name === "draft") {
      event.preventDefault()
      ask()
    }
    if (name === "use-draft") use()
    if (name === "dismiss-draft") dismiss()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof Element) || !place()?.contains(event.target)) return
    event.preventDefault()
    event.stopPropagation()
    dismiss()
  })
}

/** Something was said, or the composer is another: there may be nothing to answer, and what was drafted may be old. */
export function settleReplyDraft() {
  const message = answerable()
  const ask = button()
  if (ask) ask.hidden = !message
  if (answers && answers !== message) clear()
}

async function ask() {
  const id = openId()
  const message = answerable()
  const area = place()
  if (!id || !message || !area || button()?.disabled) return
  const own = ++asking
  const before = document.activeElement
  answers = message
  area.replaceChildren(make("p", "reply-draft is-busy", "Looking for an answer …"))
  announce("Drafting a reply")
  toggle(true)
  const html = await post(conversationPath(id, "/draft")).then(
    (response) => (response.status < 500 ? response.text() : ""),
    () => "",
  )
  if (own !== asking || openId() !== id || answerable() !== message) return
  toggle(false)
  const shown = html.startsWith("<") ? fromHtml(html) : null
  const wasAtEnd = isAtEnd()
  place()?.replaceChildren(shown ?? make("p", "reply-draft", "The draft could not be made just now. Try again."))
  // What is being answered stays in sight above it.
  if (wasAtEnd) toEnd()
  announce(find("[data-text]", place() ?? undefined) ? "A draft is above the composer" : (shown?.textContent ?? ""))
  // Whoever began to write meanwhile is not taken out of it.
  const use = find('[data-act="use-draft"]')
  if (use && (document.activeElement === before || document.activeElement === document.body)) use.focus()
}

export const askForDraft = () => {
  if (!button()?.hidden) button()?.click()
}

export const useDraft = () => find('[data-act="use-draft"]')?.click()

function use() {
  const text = find("[data-text]", place() ?? undefined)?.dataset.text
  if (!text || !isFreeForReply()) return
  clear()
  writeIn(text)
}

function dismiss() {
  clear()
  button()?.focus()
}

function clear() {
  asking++
  answers = ""
  toggle(false)
  place()?.replaceChildren()
}

/** @param {boolean} isBusy */
function toggle(isBusy) {
  const ask = button()
  if (ask) ask.disabled = isBusy
}
