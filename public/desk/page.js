// @ts-check
/** What the parts of the desk share: who is looking, what is open, and small tools. */

/** @typedef {{ ajax: (verb: string, path: string, options?: object) => Promise<void>, process: (root: Element) => void }} Htmx */

export const me = document.body.dataset.operator ?? ""

export const htmx = () => /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window)).htmx

/** @param {string} id */
export const byId = (id) => document.getElementById(id)

/** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement | null} */
export const find = (selector, root = document) => root.querySelector(selector)

/** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
export const findAll = (selector, root = document) => [...root.querySelectorAll(selector)].filter(isHtml)

/** @param {Element} element @returns {element is HTMLElement} */
const isHtml = (element) => element instanceof HTMLElement

/** What is done here is done in the name of whoever the page was made for, whoever has signed in meanwhile. @type {Record<string, string>} */
const whose = me ? { "baton-operator": me } : {}
document.addEventListener("htmx:config:request", (event) => {
  Object.assign(/** @type {CustomEvent} */ (event).detail.ctx.request.headers, whose)
})
document.addEventListener("htmx:response:error", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.ctx.response.status === notOurs) tellOther()
})
const notOurs = 412
let isTold = false

/** Once, until it is read: the page stays as it is, with what was typed in it. */
function tellOther() {
  if (isTold) return
  isTold = true
  const again = Object.assign(document.createElement("a"), { href: "", textContent: "Reload" })
  const words = "Somebody else has signed in in this browser. In this page nothing is read, sent or changed any more."
  const element = make("div", "toast toast-danger", words, " ", again)
  element.setAttribute("role", "alert")
  byId("toasts")?.append(element)
}

/** The conversation that is open here. */
export const openId = () => byId("open")?.dataset.conversation

/** @param {string} id @param {string} [rest] */
export const conversationPath = (id, rest = "") => `/operator/conversations/${encodeURIComponent(id)}${rest}`

/**
 * One element from a fragment that our own server rendered.
 * @param {string} html
 */
export function fromHtml(html) {
  const template = document.createElement("template")
  template.innerHTML = html
  const element = template.content.firstElementChild
  return element instanceof HTMLElement ? element : null
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function make(tag, className, ...children) {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  return element
}

/**
 * A form post that asks for a fragment. Signed out means: to the sign-in, and back here afterwards.
 * @param {string} path
 * @param {Record<string, string>} fields
 * @param {RequestInit} init
 */
export const post = (path, fields = {}, init = {}) =>
  request(path, { headers: { "hx-request": "true", ...whose }, body: new URLSearchParams(fields), ...init })

/** A fragment of a page; null where there is no answer. @param {string} path */
export async function get(path) {
  const response = await fetch(path, { headers: { "hx-request": "true", ...whose } }).catch(() => null)
  if (response?.status === 401) location.reload()
  if (response?.status === notOurs) tellOther()
  return response
}

/** A call of the API. @param {string} id @param {string} act @param {object} [body] */
export const call = (id, act, body = {}) =>
  request(`/api/v1/conversations/${encodeURIComponent(id)}/${act}`, {
    headers: { "content-type": "application/json", ...whose },
    body: JSON.stringify(body),
  })

/** Told when the server does not answer, or a proxy says so in its place: then the stream may be dead as well. */
export const unanswered = "baton:unanswered"
const slowMs = 5_000

/** @param {string} path @param {RequestInit} init */
async function request(path, init) {
  const doubt = () => document.dispatchEvent(new Event(unanswered))
  const slow = setTimeout(doubt, slowMs)
  try {
    const response = await fetch(path, { method: "POST", ...init })
    if (response.status === 401) location.reload()
    if (response.status === notOurs) tellOther()
    if (response.status >= 500) doubt()
    return response
  } catch (error) {
    doubt()
    throw error
  } finally {
    clearTimeout(slow)
  }
}

/** Said to a screen reader, shown nowhere. @param {string} text */
export function announce(text) {
  const region = byId("announce")
  if (region) region.textContent = text
}

/** @param {string} text @param {"danger" | "link"} [tone] @param {string} [href] where it leads */
export function toast(text, tone, href) {
  const element = make("div", tone ? `toast toast-${tone}` : "toast", text)
  if (href) {
    const link = Object.assign(document.createElement("a"), { href, textContent: "Open" })
    element.append(" ", link)
  }
  if (tone) element.setAttribute("role", "alert")
  byId("toasts")?.append(element)
  setTimeout(() => element.remove(), tone ? 10_000 : 5_000)
  return element
}

/** Where somebody's name stands, it is theirs as it is now. @param {{ id: string, name: string }[]} people */
export function showNames(people) {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  for (const element of findAll("[data-person]")) {
    const name = names.get(element.dataset.person ?? "")
    if (name !== undefined && element.textContent !== name) element.textContent = name
  }
  const own = names.get(me)
  if (own === undefined) return
  document.body.dataset.operatorName = own
  find("summary[aria-label$=account]")?.setAttribute("aria-label", `${own}: account`)
}

/** The bar runs once from the former holder's colour to the new one's. @param {HTMLElement | null} element @param {string | undefined} was */
export function sweep(element, was) {
  if (!element || !was || was === element.dataset.holder) return
  element.dataset.was = was
  element.classList.add("sweep")
  setTimeout(() => element.classList.remove("sweep"), 400)
}
