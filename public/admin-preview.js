// @ts-check
/** On the preview page, before the widget: steers it by the same public calls that a website would use. */

const page = /** @type {Window & { Baton?: any }} */ (window)
/** @type {unknown[][]} */
const q = []
page.Baton = Object.assign((/** @type {unknown[]} */ ...call) => q.push(call), { q })

/** What is typed in the form beside it and not saved yet: shown over what the server says of the chatbot. @type {any} */
let draft = {}
const ask = page.fetch.bind(page)
page.fetch = /** @type {typeof fetch} */ (
  async (...request) => {
    const response = await ask(...request)
    if (!response.ok || !response.url.endsWith("/session")) return response
    const session = await response.json()
    const appearance = { ...session.chatbot.appearance, ...draft.appearance }
    session.chatbot = { ...session.chatbot, ...draft, appearance }
    document.body.dataset.button = appearance.hidden ? "none" : ""
    return Response.json(session)
  }
)

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

  let known = JSON.stringify([{}, undefined])
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || origin !== location.origin) return
    const tag = document.querySelector("script[data-chatbot]")
    if (!(tag instanceof HTMLScriptElement)) return
    hush()
    draft = data.draft
    if (data.locale) tag.dataset.locale = data.locale
    else delete tag.dataset.locale
    const told = JSON.stringify([draft, data.locale])
    // As if another tab had become another visitor: the widget asks the server anew, and paints what it hears.
    if (told !== known)
      dispatchEvent(
        new StorageEvent("storage", { key: `baton:${tag.dataset.chatbot}:visitor`, newValue: "the same, repainted" }),
      )
    known = told
    page.Baton(data.open ? "open" : "close")
  })
  addEventListener("DOMContentLoaded", () => parent.postMessage("preview-is-there", location.origin))
}
