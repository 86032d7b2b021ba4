// @ts-check
/** On the preview page, before the widget: asks it to open by the same public call that a website would use. */

const page = /** @type {Window & { Baton?: unknown }} */ (window)
page.Baton = { q: [["open"]] }

// What is typed in the form beside it and not saved yet is shown as well: over what the server says of the chatbot.
const draft = JSON.parse(new URLSearchParams(location.search).get("draft") ?? "null")
if (draft) {
  const ask = page.fetch.bind(page)
  page.fetch = /** @type {typeof fetch} */ (
    async (...request) => {
      const response = await ask(...request)
      if (!response.ok || !response.url.endsWith("/session")) return response
      const session = await response.json()
      session.chatbot = { ...session.chatbot, ...draft }
      return Response.json(session)
    }
  )
}

// Opening puts the cursor into the widget. Beside a form of the admin that would take it away from whoever types there,
// so in a frame nothing is focused until the preview itself is used.
if (page.top !== page) {
  const { focus } = HTMLElement.prototype
  const { show, showModal } = HTMLDialogElement.prototype
  const openQuietly = /** @this {HTMLDialogElement} */ function () {
    this.open = true
  }
  const restore = () => {
    HTMLElement.prototype.focus = focus
    Object.assign(HTMLDialogElement.prototype, { show, showModal })
  }
  HTMLElement.prototype.focus = () => {}
  Object.assign(HTMLDialogElement.prototype, { show: openQuietly, showModal: openQuietly })
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, restore, { capture: true, once: true })
}
