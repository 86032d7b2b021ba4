// @ts-check
/** Writing: drafts are kept, a message is sent once, and what could not be sent stays where it was typed. */

import { draftOf, keepDraft } from "./drafts.js"
import { rowOf } from "./list.js"
import { byId, call, conversationPath, find, findAll, fromHtml, htmx, me, openId, post, toast } from "./page.js"
import { addPending, isAtEnd, lastSeenEventId, toEnd } from "./timeline.js"

const typingEveryMs = 3_000
/** Where there is no answer for so long, there is none to be waited for; the same id makes a repeat harmless. */
const sendMs = 20_000
/** After that it is looked whether what was asked for has come. */
const checkMs = 2_000
const askKey = "baton-takeover-unasked"

/** @typedef {{ clientId: string, text: string, kind: string, lastSeenEventId: string }} Fields */

let typedAt = 0
/** One after the other in each conversation, so that what was written first is also there first. @type {Map<string, Promise<unknown>>} */
const sending = new Map()
/** What failed, by conversation: sent again it must not appear twice. @type {Map<string, { text: string, clientId: string }>} */
const failed = new Map()
/** What is on its way, and whether the log has it already: its own answer may be lost after that. @type {Map<string, boolean>} */
const underWay = new Map()
/** Whether it failed because nobody answered. */
let isUnreached = false

const form = () => /** @type {HTMLFormElement | null} */ (byId("composer-form"))
const text = () => /** @type {HTMLTextAreaElement | null} */ (byId("composer-text"))
const kind = () => find('input[name="kind"]:checked', form() ?? undefined)?.getAttribute("value") ?? "reply"

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
    if (target instanceof Element && target.closest('button[data-act="takeover"]')) writeNext()
  })
  // From a colleague only after being asked: until the answer is there nothing can be written to the visitor.
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, response } = /** @type {CustomEvent} */ (event).detail.ctx
    if (response.status < 400 && sourceElement.matches?.('[data-act-form][action$="/takeover"]')) writeNext()
  })
  document.addEventListener("htmx:before:swap", (event) => {
    /** @type {{ tasks: { target: Element | string, fragment: ParentNode }[] }} */
    const { tasks } = /** @type {CustomEvent} */ (event).detail
    const next = tasks.map(({ fragment }) => find("#open, #composer", fragment)).find((found) => found)
    // An answer that comes late belongs to a conversation that is not open any more.
    if (next?.id === "composer" && next.dataset.conversation !== openId()) return event.preventDefault()
    const area = text()
    const goes = tasks.some(({ target }) => (typeof target === "string" ? find(target) : target)?.contains(area))
    if (area && goes) caret = document.activeElement === area ? { id: openId(), at: area.selectionStart } : null
  })
}

function writeNext() {
  if (!matchMedia("(pointer: fine)").matches) return
  // A note that was begun stays one.
  if (text()?.value.trim()) text()?.focus()
  else choose("reply")
}

/** Where the caret stood in a composer that is being replaced. @type {{ id: string | undefined, at: number } | null} */
let caret = null

/** After the composer was swapped, and when another conversation was opened. */
export function openComposer() {
  const area = text()
  const before = caret
  caret = null
  if (!area) return
  const saved = draftOf(openId())
  if (saved && !area.value) {
    area.value = saved.text
    fall(saved.kind)
    if (saved.text.trim() && kind() !== saved.kind)
      showProblem(
        `This can no longer be sent as a ${saved.kind}. It is kept here as a note, which only colleagues see.`,
      )
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

/** What cannot be written here any more was not meant for the visitor, or cannot reach them: then it is a note. @param {string} name */
function fall(name) {
  const radio =
    find(`input[name="kind"][value="${name}"]`, form() ?? undefined) ?? find('input[name="kind"][value="note"]')
  if (radio instanceof HTMLInputElement) radio.checked = true
  placeholder()
}

/** Whether words for the visitor may be put here: a note that was begun must not become a reply with them. */
export function isFreeForReply() {
  if (kind() === "reply" || !text()?.value.trim()) return true
  toast(`You are writing a ${kind()}. Send or clear it first.`)
  return false
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

/** Of which conversation the composer is asked for, and whether it was meanwhile found to be another once more. @type {{ id: string, again: boolean } | undefined} */
let refreshing
/** @type {ReturnType<typeof setTimeout> | undefined} */
let checking

/**
 * What this viewer may do has changed: their own header and composer, with the text that they were writing. One after
 * the other: an answer for a composer that another one has replaced meanwhile would be thrown away.
 */
export async function refresh(pause = checkMs) {
  const id = openId()
  if (!id || !byId("composer")) return
  if (refreshing?.id === id) {
    refreshing.again = true
    return
  }
  const own = { id, again: false }
  refreshing = own
  do {
    own.again = false
    saveDraft()
    const source = "#composer"
    await htmx().ajax("GET", conversationPath(id, "/composer"), { source, target: source, swap: "outerHTML" })
  } while (own.again && isTrue() !== true && refreshing === own && openId() === id)
  if (refreshing !== own) return
  refreshing = undefined
  clearTimeout(checking)
  // Where no answer came, nobody is to believe for long in what was true before.
  checking = setTimeout(() => isTrue() === false && refresh(Math.min(2 * pause, 16 * checkMs)), pause)
}

/** Whether it says who holds the conversation, where the list knows. */
function isTrue() {
  const shown = byId("composer")?.dataset
  const known = rowOf(openId() ?? "")?.dataset
  return shown && known && shown.holder === known.holder && shown.assignee === known.assignee
}

async function submit() {
  const id = openId()
  const area = text()
  const words = area?.value.trim()
  if (!id || !area || !words) return
  const chosen = kind()
  if (chosen === "reply" && byId("composer")?.dataset.holder === "ai" && !(await confirmTakeOver())) return
  // Until it was answered the composer may have been drawn anew, with the same words.
  const now = text()
  const again = failed.get(id)
  const clientId = again?.text === words ? again.clientId : newId()
  const pending = addPending({ clientId, text: words, kind: chosen, name: document.body.dataset.operatorName ?? "You" })
  if (now) now.value = ""
  saveDraft()
  isUnreached = false
  showProblem("")
  const fields = { clientId, text: words, kind: chosen, lastSeenEventId: String(lastSeenEventId()) }
  const who = byId("open")?.dataset.title ?? "the visitor"
  sending.set(
    id,
    (sending.get(id) ?? Promise.resolve()).then(() => deliver(id, fields, pending, who)),
  )
}

// It was reached and could not keep it, such as with a full disk: a look at the own connection would find nothing.
const notTaken = "Not sent: the server could not keep it just now. Your text is kept here; send it again in a moment."

/** @param {string} id @param {Fields} fields @param {{ sent: () => void, drop: () => void }} pending @param {string} who */
async function deliver(id, fields, pending, who) {
  const { clientId } = fields
  let html = ""
  underWay.set(clientId, false)
  try {
    const response = await post(conversationPath(id, "/messages"), fields, { signal: AbortSignal.timeout(sendMs) })
    if (response.ok) {
      underWay.delete(clientId)
      failed.delete(id)
      return pending.sent()
    }
    html = response.status < 500 ? await response.text() : notTaken
  } catch {
    // Whatever it was, it is to be sent again.
  }
  const isThere = underWay.get(clientId)
  underWay.delete(clientId)
  if (isThere) {
    failed.delete(id)
    return pending.sent()
  }
  pending.drop()
  giveBack(id, fields, html, who)
}

/** Nothing that was written is lost, wherever its writer is by now. @param {string} id @param {Fields} fields @param {string} html @param {string} who */
function giveBack(id, { text: words, clientId, kind: chosen }, html, who) {
  const isHere = openId() === id
  const later = isHere ? { kind: kind(), text: text()?.value ?? "" } : draftOf(id)
  failed.set(id, { text: words, clientId })
  // What was begun meanwhile stands below it. A reply and a note together are for colleagues only.
  const draft = later?.text.trim()
    ? { kind: later.kind === chosen ? chosen : "note", text: `${words}\n\n${later.text}` }
    : { kind: chosen, text: words }
  keepDraft(id, draft)
  if (!isHere) {
    toast(
      `Your ${chosen} in the conversation with ${who} was not sent. It is kept there.`,
      "danger",
      conversationPath(id),
    )
    return
  }
  const area = text()
  if (area) area.value = draft.text
  fall(draft.kind)
  if (document.activeElement === document.body) area?.focus()
  isUnreached = !html
  showProblem(html || "Not sent: the server cannot be reached. Your text is kept here; send it again in a moment.")
}

/** A message that nobody answered may have arrived all the same. @param {string} id @param {string} html the message */
export function settleFailed(id, html) {
  const lost = failed.get(id)
  if (!lost && underWay.size === 0) return
  const clientId = fromHtml(html)?.dataset.clientId ?? ""
  if (underWay.has(clientId)) underWay.set(clientId, true)
  if (lost?.clientId !== clientId) return
  failed.delete(id)
  const draft = draftOf(id)
  const rest = draft && without(lost.text, draft.text)
  if (draft && rest !== null) keepDraft(id, { ...draft, text: rest })
  const area = text()
  const left = area && openId() === id ? without(lost.text, area.value) : null
  if (!area || left === null) return
  area.value = left
  isUnreached = false
  showProblem("")
}

/** What was begun after words that were given back, or nothing where they are not as they were. @param {string} words @param {string} whole */
function without(words, whole) {
  if (whole.trim() === words) return ""
  const before = `${words}\n\n`
  return whole.startsWith(before) ? whole.slice(before.length) : null
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
  // What it is about stays in sight above it.
  if (html && isAtEnd()) toEnd()
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

const saveDraft = () => keepDraft(openId(), { kind: kind(), text: text()?.value ?? "" })

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
