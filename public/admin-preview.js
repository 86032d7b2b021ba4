// @ts-check
/** On the preview page, before the widget: steers it by the same public calls that a website would use. */

/** @import { Chatbot, Session } from "./widget/contract.js" */

const page = /** @type {Window & { Baton?: any }} */ (window)
/** @type {unknown[][]} */
const q = []
page.Baton = Object.assign((/** @type {unknown[]} */ ...call) => q.push(call), { q })

/** What is typed in the form beside it and not saved yet: shown over what the server says of the chatbot. @type {Partial<Chatbot>} */
let draft = {}
/** What the server said last. @type {Session | undefined} */
let said
/** Only the form has changed: there is nothing to ask. */
let isRepaint = false
const ask = page.fetch.bind(page)
page.fetch = /** @type {typeof fetch} */ (
  async (...request) => {
    const isSession = `${request[0]}`.endsWith("/session")
    if (isSession && isRepaint && said) return Response.json(withDraft({ ...said, conversation: null, greeting: null }))
    const response = await ask(...request)
    if (!response.ok || !isSession) return response
    /** @type {Session} */
    const session = await response.json()
    said = session
    return Response.json(withDraft(session))
  }
)

/** @param {Session} session */
function withDraft(session) {
  const appearance = { ...session.chatbot.appearance, ...draft.appearance }
  document.body.dataset.button = appearance.hidden ? "none" : ""
  return { ...session, chatbot: { ...session.chatbot, ...draft, appearance } }
}

if (page.top === page) page.Baton("open")
else beInFrame()

function beInFrame() {
  // Opening and closing moves the cursor. Beside a form of the admin that would take it away from whoever types there,
  // so nothing is focused until the preview itself is used.
  const { focus } = HTMLElement.prototype
  const { show, showModal } = HTMLDialogElement.prototype
  const openQuietly = /** @this {HTMLDialogElement} */ function () {
    this.open = true
  }
  function hush() {
    HTMLElement.prototype.focus = () => {}
    Object.assign(HTMLDialogElement.prototype, { show: openQuietly, showModal: openQuietly })
  }
  function restore() {
    HTMLElement.prototype.focus = focus
    Object.assign(HTMLDialogElement.prototype, { show, showModal })
  }
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, restore, true)

  let known = JSON.stringify({})
  /** @type {string | undefined} */
  let locale
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || origin !== location.origin) return
    const tag = document.querySelector("script[data-chatbot]")
    if (!(tag instanceof HTMLScriptElement)) return
    hush()
    draft = data.draft
    const typed = JSON.stringify(draft)
    isRepaint = data.locale === locale
    if (!isRepaint || typed !== known) {
      locale = data.locale
      known = typed
      if (locale) tag.dataset.locale = locale
      else delete tag.dataset.locale
      // As if another tab had become another visitor: the widget looks anew at what it is, and paints that.
      dispatchEvent(new StorageEvent("storage", { key: `baton:${tag.dataset.chatbot}:visitor`, newValue: "the same" }))
    }
    isRepaint = false
    page.Baton(data.open ? "open" : "close")
  })
  // Whoever tries the button itself has opened or closed it as well: seen before the widget keeps it to itself, told after.
  for (const type of ["click", "keyup"])
    addEventListener(
      type,
      () =>
        setTimeout(() => {
          const panel = document.querySelector("baton-chat")?.shadowRoot?.querySelector("dialog")
          if (panel) parent.postMessage(panel.open ? "open" : "closed", location.origin)
        }),
      true,
    )
  addEventListener("DOMContentLoaded", () => parent.postMessage("preview-is-there", location.origin))
}
