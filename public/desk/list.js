// @ts-check
/** The list: each row in the section of whoever holds its conversation, sorted, and quiet under the pointer. */

import { draftOf } from "./drafts.js"
import { byId, find, findAll, fromHtml, get, htmx, make, me, openId, sweep, toast } from "./page.js"

const closedKept = 30
const restMs = 2_000

const sections = ["waiting", "mine", "colleagues", "ai", "closed"]
/** How many there are in truth, where the list shows only its beginning. @type {Map<string, number>} */
const totals = new Map()
const recountMs = 1_000
/** @type {ReturnType<typeof setTimeout> | undefined} */
let recounting

/** Rows that would move what the pointer is on, until it rests or leaves. @type {Map<string, HTMLElement>} */
const held = new Map()
let movedAt = 0
let isOver = false
let isPressed = false
/** The row that is pressed: what comes for it waits, because a click that ends on another element is none. */
let pressed = ""
/** @type {HTMLElement | null} */
let coming = null
let at = { x: 0, y: 0 }

export function startList() {
  const list = byId("list")
  list?.addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
    at = { x: clientX, y: clientY }
    isOver = pointerType === "mouse"
    movedAt = Date.now()
  })
  list?.addEventListener("pointerleave", () => {
    isOver = false
    settle()
  })
  // A click begins where it ends.
  list?.addEventListener("pointerdown", ({ target }) => {
    isPressed = true
    pressed = (target instanceof Element && target.closest(".row")?.id) || ""
  })
  // A menu of the browser's may keep the end of it to itself.
  for (const type of ["pointerup", "pointercancel", "contextmenu"])
    document.addEventListener(type, () => {
      isPressed = false
      // The click itself comes after this.
      if (pressed) setTimeout(release)
    })
  byId("list-news")?.addEventListener("click", settle)
  setInterval(() => {
    if (held.size > 0 && !isBusy()) settle()
  }, 500)
  for (const row of findAll(".row[data-offered]")) markOffer(row)
  for (const name of sections) totals.set(name, Number(find(`#section-${name} [data-count]`)?.textContent))
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return
    const more = event.target.closest("a[data-more]")
    if (more instanceof HTMLAnchorElement) {
      event.preventDefault()
      showMore(more)
    }
    const jump = event.target.closest("a[data-jump]")
    if (jump instanceof HTMLElement && goTo(jump.dataset.jump ?? "")) event.preventDefault()
  })
  markOpen()
  count()
}

/** @param {{ html: string }} row */
export function takeRow({ html }) {
  const row = fromHtml(html)
  if (row) take(row)
}

/** @param {HTMLElement} row */
function take(row) {
  if (row.id === pressed && byId(pressed)) {
    coming = row
    return
  }
  const existing = byId(row.id)
  const target = sectionOf(row)
  if (existing && existing.parentElement === target && !moves(existing, row, target)) {
    held.delete(row.id)
    replace(existing, row)
  } else if (isBusy()) {
    // In its place, but current: only the move has to wait.
    if (existing) replace(existing, /** @type {HTMLElement} */ (row.cloneNode(true)))
    held.set(row.id, row)
  } else
    keepUnder(
      () => put(row),
      ({ id }) => id === row.id,
    )
  finish()
}

function release() {
  const row = coming
  pressed = ""
  coming = null
  if (row) take(row)
}

/** Its conversation is not there any more. @param {string} id */
export function dropRow(id) {
  const row = byId(`row-${id}`)
  if (row?.id === pressed) coming = null
  const place = visibleRows().findIndex((link) => row?.contains(link) && link === document.activeElement)
  row?.remove()
  if (place >= 0) goOn(null, place)
  held.delete(`row-${id}`)
  finish()
}

/** As it was told last. @param {string} id */
export const rowOf = (id) => (coming?.id === `row-${id}` ? coming : byId(`row-${id}`))

/** Rows as they are seen, top to bottom. */
export const visibleRows = () => findAll(".row-link").filter((link) => link.checkVisibility())

/** Where words of mine wait to be sent; in the open one they are seen. @param {HTMLElement} row */
function markDraft(row) {
  const { conversation } = row.dataset
  const isWaiting = conversation !== openId() && Boolean(draftOf(conversation)?.text.trim())
  const mark = find(".row-draft", row)
  if (!isWaiting) return mark?.remove()
  if (!mark) find(".row-who", row)?.after(make("span", "chip row-draft", "Draft"))
}

/** The open conversation is marked, and nothing in it is unread for whoever looks at it. */
export function markOpen() {
  for (const row of findAll(".row", byId("list") ?? undefined)) markDraft(row)
  const id = openId()
  const row = id ? byId(`row-${id}`) : null
  const open = row && find(".row-link", row)
  // Touched only where it changes: this follows every event.
  for (const link of findAll(".row-link[aria-current]")) if (link !== open) link.removeAttribute("aria-current")
  if (!row) return
  if (!open?.hasAttribute("aria-current")) open?.setAttribute("aria-current", "true")
  if (document.visibilityState !== "visible") return
  delete row.dataset.unread
  find(".row-unread", row)?.remove()
}

const isBusy = () => isOver && (isPressed || Date.now() - movedAt < restMs)

/** What the pointer rests on stays under it, unless it moves itself. @param {() => void} change @param {(row: Element) => boolean} moves */
function keepUnder(change, moves) {
  const list = byId("list")
  const row = isOver ? document.elementFromPoint(at.x, at.y)?.closest("#list .row") : null
  const before = row?.getBoundingClientRect().top ?? 0
  change()
  const now = row && !moves(row) ? byId(row.id) : null
  if (list && now?.checkVisibility()) list.scrollTop += now.getBoundingClientRect().top - before
}

/** @param {HTMLElement} row */
function sectionOf(row) {
  const { holder, assignee } = row.dataset
  const name = holder === "human" ? (assignee === me ? "mine" : "colleagues") : holder
  return byId(`rows-${name}`)
}

/** Whether it would stand elsewhere among its neighbours. @param {HTMLElement} existing @param {HTMLElement} row @param {HTMLElement | null} target */
function moves(existing, row, target) {
  const order = Number(row.dataset.order)
  const { previousElementSibling: before, nextElementSibling: after } = existing
  return (
    !target ||
    (before instanceof HTMLElement && Number(before.dataset.order) > order) ||
    (after instanceof HTMLElement && Number(after.dataset.order) < order)
  )
}

/** @param {HTMLElement} existing @param {HTMLElement} row */
function replace(existing, row) {
  const hadFocus = existing.contains(document.activeElement)
  // Several events of one moment come as several rows: the last of them still sweeps.
  const was = existing.classList.contains("sweep") ? existing.dataset.was : existing.dataset.holder
  markOffer(row)
  markDraft(row)
  existing.replaceWith(row)
  htmx().process(row)
  if (hadFocus) find(".row-link", row)?.focus({ preventScroll: true })
  sweep(row, was)
}

/** Rendered once for all; whom it is offered to, each desk knows for itself. @param {HTMLElement} row */
function markOffer(row) {
  row.classList.toggle("offered-to-me", Boolean(me) && row.dataset.offered === me)
}

/** @param {HTMLElement} row */
function put(row) {
  const target = sectionOf(row)
  if (!target) return
  const existing = byId(row.id)
  if (existing) replace(existing, row)
  else {
    markOffer(row)
    markDraft(row)
    row.classList.add("arriving")
  }
  const hadFocus = row.contains(document.activeElement)
  const place = hadFocus ? visibleRows().findIndex((link) => row.contains(link)) : -1
  const order = Number(row.dataset.order)
  const next = [...target.children].find(
    (other) => other !== row && other instanceof HTMLElement && Number(other.dataset.order) > order,
  )
  target.insertBefore(row, next ?? null)
  // Only now: what stands in no page yet is passed over, and its link would load the whole desk anew.
  if (!existing) htmx().process(row)
  if (hadFocus) goOn(find(".row-link", row), place)
}

/** Where it is not seen, as among those that are closed, the keyboard goes on in the row that took its place. @param {HTMLElement | null} link @param {number} place */
function goOn(link, place) {
  const rows = visibleRows()
  const next = link?.checkVisibility() ? link : (rows[Math.min(place, rows.length - 1)] ?? byId("main"))
  next?.focus({ preventScroll: true })
}

function settle() {
  keepUnder(
    () => {
      for (const row of held.values()) put(row)
    },
    ({ id }) => held.has(id),
  )
  held.clear()
  finish()
}

function finish() {
  for (const old of [...(byId("rows-closed")?.children ?? [])].slice(closedKept)) old.remove()
  const news = byId("list-news")
  if (news) {
    news.hidden = held.size === 0
    const words = find("span", news)
    if (words) words.textContent = held.size === 1 ? "1 update" : `${held.size} updates`
  }
  markOpen()
  count()
}

/** Whether there are more than are shown. @param {string} name */
export const isCut = (name) => Boolean(find(`#section-${name} .list-cut`))

/** @param {string} name */
function countOf(name) {
  const rows = byId(`rows-${name}`)?.childElementCount ?? 0
  return isCut(name) ? Math.max(rows, totals.get(name) ?? 0) : rows
}

function count() {
  for (const name of sections) {
    const text = String(countOf(name))
    for (const output of findAll(`[data-count="${name}"]`)) if (output.textContent !== text) output.textContent = text
  }
  const mine = find(".count-item a[data-jump=mine]")
  const hasUnread = Boolean(find("#rows-mine .row[data-unread]"))
  mine?.classList.toggle("has-unread", hasUnread)
  if (mine) mine.title = hasUnread ? "There are new messages" : ""
  title()
  if (sections.some(isCut)) recount()
}

/** What moves among those that are not shown is not seen here: the server counts. */
function recount() {
  if (recounting) return
  recounting = setTimeout(async () => {
    const response = await get("/operator/counts")
    recounting = undefined
    if (!response?.ok) return
    for (const [name, n] of Object.entries(await response.json())) totals.set(name, n)
    for (const name of sections.filter(isCut))
      for (const output of findAll(`[data-count="${name}"]`)) output.textContent = String(countOf(name))
    title()
  }, recountMs)
}

/** @param {HTMLAnchorElement} link */
async function showMore(link) {
  const cut = link.parentElement
  if (!cut || cut.ariaBusy) return
  cut.ariaBusy = "true"
  const response = await get(link.href)
  cut.ariaBusy = null
  const more = response?.ok ? fromHtml(await response.text()) : null
  if (!more) return toast("The list could not be read just now. Try again.", "danger")
  const rows = findAll(".row", more).filter((row) => !byId(row.id))
  for (const row of rows) {
    put(row)
    row.classList.remove("arriving")
  }
  const next = find(".list-cut", more)
  if (next) cut.replaceWith(next)
  else cut.remove()
  // The keyboard goes on with what came.
  if (document.activeElement === document.body && rows[0]) find(".row-link", rows[0])?.focus({ preventScroll: true })
  finish()
}

/** To where these stand in the list. @param {string} name */
function goTo(name) {
  const section = byId(`section-${name}`)
  // On a phone the list makes room for a conversation. Where it is seen and this part of it is not, there is nobody.
  if (!(section instanceof HTMLDetailsElement) || !byId("list")?.checkVisibility()) return false
  if (!section.checkVisibility()) return true
  section.open = true
  section.scrollIntoView({ block: "start" })
  const first = find(".row-link", section) ?? find("summary", section)
  first?.focus({ preventScroll: true })
  return true
}

/** How many wait stands first: it is what a narrow tab still shows. */
export function title() {
  const waiting = countOf("waiting")
  const name = byId("open")?.dataset.title ?? "Desk"
  document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${name} · Baton`
}
