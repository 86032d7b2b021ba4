// @ts-check
/** The keyboard map; the same list stands in the dialog that `?` opens. */

import { choose, isFreeForReply, send } from "./composer.js"
import { openDialog } from "./dialogs.js"
import { visibleRows } from "./list.js"
import { isOpening } from "./opening.js"
import { byId, find } from "./page.js"
import { openReplies } from "./replies.js"
import { askForDraft, useDraft } from "./reply-draft.js"
import { keyedFlag } from "./timeline.js"

/** @param {string} selector */
const press = (selector) => () => find(selector)?.click()

/** @type {Record<string, () => void>} */
const keys = {
  j: () => move(1),
  k: () => move(-1),
  t: press('[data-act="takeover"]'),
  h: press('[data-act="handback"]'),
  e: press('[data-act="close"]'),
  r: () => choose("reply"),
  n: () => choose("note"),
  w: () => choose("whisper"),
  "/": openStored,
  d: askForDraft,
  u: useDraft,
  1: () => verdict(0),
  2: () => verdict(1),
  3: () => verdict(2),
  4: () => verdict(3),
  "?": () => openDialog("shortcuts"),
}

function openStored() {
  if (!isFreeForReply()) return
  choose("reply", false)
  openReplies()
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    const { key, metaKey, ctrlKey, altKey, target, isComposing } = event
    if (isComposing) return
    if ((metaKey || ctrlKey) && key === "Enter" && target instanceof HTMLTextAreaElement) {
      event.preventDefault()
      if (target.id === "composer-text") send()
      else target.form?.requestSubmit()
      return
    }
    if (find("dialog[open]")) return
    if (key === "Escape") return event.defaultPrevented || stepOut(target)
    if (metaKey || ctrlKey || altKey || isTyping(target)) return
    const act = keys[key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    // Whoever asked for another conversation means that one, and what is still shown is the former.
    if (!isOpening() || act === keys.j || act === keys.k) act()
  })
}

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement && target.matches("input:not([type=radio]), textarea, select")

/** @param {number} by */
function move(by) {
  const rows = visibleRows()
  const focused = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  const at = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute("aria-current"))
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))
  rows[next]?.focus()
}

/** @param {number} which */
function verdict(which) {
  const flag = keyedFlag()
  if (flag) find(`.verdict:nth-of-type(${which + 1})`, flag)?.click()
}

/** Out of what is open, one step at a time. @param {EventTarget | null} target */
function stepOut(target) {
  const menu = find("details.menu[open]")
  if (menu instanceof HTMLDetailsElement) {
    menu.open = false
    find("summary", menu)?.focus()
  } else if (location.hash === "#context" && !isTyping(target)) find(".context-head a")?.click()
  else {
    // Back to the list, where the next key goes on; without a row there, to what was written about.
    const row = visibleRows().find((each) => each.hasAttribute("aria-current"))
    ;(row ?? byId("main"))?.focus()
  }
}
