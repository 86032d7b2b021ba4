// @ts-check
/** Writing: drafts are kept, a message is sent once, and what could not be sent stays where it was typed. */

import { byId, call, conversationPath, find, findAll, htmx, me, openId, post } from "./page.js"
import { addPending, lastSeenEventId } from "./timeline.js"

const typingEveryMs = 3_000
/** Where there is no answer for so long, there is none to be waited for; the same id makes a repeat harmless. */
const sendMs = 20_000
const askKey = "baton-takeover-unasked"

let typedAt = 0
/** One after the other, so that what was written first is also there first. @type {Promise<unknown>} */
let sending = Promise.resolve()
/** The id of a message that failed: sent again it must not appear twice. @type {{ text: string, clientId: string } | null} */
let failed = null
/** Whether it failed because nobody answered. */
let isUnreached = false

const form = () => /** @type {HTMLFormElement | null} */ (byId("composer-form"))
const text = () => /** @type {HTMLTextAreaElement | null} */ (byId("composer-text"))
const kind = () => find('input[name="kind"]:checked', form() ?? undefined)?.getAttribute("value") ?? "reply"
const draftKey = () => `baton-draft-${openId()}`

export function startComposer() {
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return
    event.preventDefault()
    submit()
  })
  document.addEventListener("input", ({ target }) => {
    if (target !== text()) return
    saveDraft()
    typing()
  })
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "kind") return
    saveDraft()
    placeholder()
  })
  // Whoever takes over writes next. What they type must not be read as shortcuts, from the first letter on; on a phone
  // the keyboard would hide what they have to read before.
  document.addEventListener("click", ({ target }) => {
    if (
      target instanceof Element &&
      target.closest('button[data-act="takeover"]') &&
      matchMedia("(pointer: fine)").matches
    )
      choose("reply")
  })
  document.addEventListener("htmx:before:swap", () => {
    const area = text()
    if (area && document.activeElement === area) caret = { id: openId(), at: area.selectionStart }
  })
}

/** Where the caret stood in a composer that is being replaced. @type {{ id: string | undefined, at: number } | null} */
let caret = null

/** After the composer was swapped, and when another conversation was opened. */
export function openComposer() {
  const area = text()
  const before = caret
  caret = null
  if (!area) return
  const saved = JSON.parse(sessionStorage.getItem(draftKey()) ?? "null")
  if (saved && !area.value) {
    area.value = saved.text
    choose(saved.kind, false)
  }
  placeholder()
  if (before?.id !== openId()) return
  area.focus()
  area.setSelectionRange(before?.at ?? 0, before?.at ?? 0)
}

/** @param {string} name @param {boolean} [focus] */
export function choose(name, focus = true) {
  const radio = find(`input[name="kind"][value="${name}"]`, form() ?? undefined)
  if (radio instanceof HTMLInputElement) {
    radio.checked = true
    radio.dispatchEvent(new Event("change", { bubbles: true }))
  }
  if (focus) text()?.focus()
}

/** Words to be read, changed and sent: after what was written already, which is never lost. @param {string} words */
export function writeIn(words) {
  choose("reply")
  const area = text()
  if (!area) return
  area.value = area.value.trim() ? `${area.value.trimEnd()}\n\n${words}` : words
  saveDraft()
  area.setSelectionRange(area.value.length, area.value.length)
  area.scrollTop = area.scrollHeight
}

export const send = () => form()?.requestSubmit()

/** What this viewer may do has changed: their own header and composer, with the text that they were writing. */
export async function refresh() {
  const id = openId()
  if (!id || !byId("composer")) return
  saveDraft()
  // Each has its own source: of one element's requests htmx keeps only the first that waits.
  const source = "#composer"
  await htmx().ajax("GET", conversationPath(id, "/composer"), { source, target: source, swap: "outerHTML" })
}

async function submit() {
  const id = openId()
  const area = text()
  const words = area?.value.trim()
  if (!id || !area || !words) return
  const chosen = kind()
  if (chosen === "reply" && byId("composer")?.dataset.holder === "ai" && !(await confirmTakeOver())) return
  const clientId = failed?.text === words ? failed.clientId : newId()
  const pending = addPending({ clientId, text: words, kind: chosen, name: document.body.dataset.operatorName ?? "You" })
  area.value = ""
  saveDraft()
  isUnreached = false
  showProblem("")
  const fields = { clientId, text: words, kind: chosen, lastSeenEventId: String(lastSeenEventId()) }
  sending = sending.then(() => deliver(id, fields, pending))
}

/** @param {string} id @param {Record<string, string>} fields @param {{ sent: () => void, drop: () => void }} pending */
async function deliver(id, fields, pending) {
  try {
    const response = await post(conversationPath(id, "/messages"), fields, { signal: AbortSignal.timeout(sendMs) })
    if (response.ok) {
      failed = null
      return pending.sent()
    }
    giveBack(id, fields, pending, response.status < 500 ? await response.text() : "")
  } catch {
    giveBack(id, fields, pending, "")
  }
}

/** @param {string} id @param {Record<string, string>} fields @param {{ drop: () => void }} pending @param {string} html */
function giveBack(id, fields, pending, html) {
  const { text: words = "", clientId = "", kind: chosen = "reply" } = fields
  pending.drop()
  failed = { text: words, clientId }
  if (openId() !== id) {
    sessionStorage.setItem(`baton-draft-${id}`, JSON.stringify({ kind: chosen, text: words }))
    return
  }
  const area = text()
  if (area) area.value = area.value ? `${words}\n\n${area.value}` : words
  choose(chosen)
  saveDraft()
  isUnreached = !html
  showProblem(html || "Not sent: the server cannot be reached. Your text is kept here; send it again in a moment.")
}

/** A text that was not sent for want of a connection waits for its writer: more may have been said since. */
export function linkIsBack() {
  if (isUnreached && text()?.value) showProblem("The connection is back. Your text was not sent yet: send it now.")
  isUnreached = false
}

/** @param {string} html a fragment of our server, or plain words */
function showProblem(html) {
  const place = byId("composer-problem")
  if (!place) return
  if (html.startsWith("<")) place.innerHTML = html
  else if (html) {
    const alert = document.createElement("p")
    alert.className = "composer-problem"
    alert.setAttribute("role", "alert")
    alert.textContent = html
    place.replaceChildren(alert)
  } else place.replaceChildren()
}

/** Writing to somebody whom the AI is answering silences the AI: asked once, unless told not to ask. @returns {Promise<boolean>} */
function confirmTakeOver() {
  if (localStorage.getItem(askKey)) return Promise.resolve(true)
  const dialog = /** @type {HTMLDialogElement | null} */ (byId("confirm-takeover"))
  if (!dialog) return Promise.resolve(true)
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        const agreed = dialog.returnValue === "yes"
        if (agreed && find("input", dialog)?.matches(":checked")) localStorage.setItem(askKey, "1")
        resolve(agreed)
      },
      { once: true },
    )
  })
}

function saveDraft() {
  const words = text()?.value ?? ""
  if (words) sessionStorage.setItem(draftKey(), JSON.stringify({ kind: kind(), text: words }))
  else sessionStorage.removeItem(draftKey())
}

/** Only whoever holds the conversation is seen typing by the visitor. */
function typing() {
  const id = openId()
  const composer = byId("composer")
  const holds = composer?.dataset.holder === "human" && composer.dataset.assignee === me
  if (!id || !holds || kind() !== "reply" || Date.now() - typedAt < typingEveryMs) return
  typedAt = Date.now()
  call(id, "typing").catch(() => {})
}

const placeholders = {
  reply: "Write to the visitor",
  note: "A note for colleagues",
  whisper: "Tell the AI what to say",
}

function placeholder() {
  const area = text()
  const words = placeholders[/** @type {keyof typeof placeholders} */ (kind())]
  if (area && words) area.placeholder = words
  for (const label of findAll(".kind")) label.classList.toggle("is-chosen", Boolean(find(":checked", label)))
}

/** `randomUUID` is missing on plain http, where a small shop may well try this first. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
