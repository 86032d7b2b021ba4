// @ts-check
/** Where the widget is the page: an own page, a conversation that a letter leads to. */

// Nothing to close it by, nothing to open it with, and lines that can still be read on a wide screen.
const rules = `\
.frame .panel{inset:0;width:100%;height:var(--tall,100dvh);border-radius:0;box-shadow:none;animation:none}
.frame .launcher,.frame .head>.tool:last-child{display:none}
.frame .head,.frame .foot,.frame .log{padding-inline:max(16px,50% - 360px)}
.frame .hello{margin-inline:calc(-1*max(16px,50% - 360px));padding-inline:max(19px,50% - 360px)}
.frame .row:not(.notice){max-width:min(94%,620px)}`

/** From the moment at which the widget is there. */
export function fillWindow() {
  const own = /** @type {Window & { Baton?: { (act: "open"): void } | { q: [string][] } }} */ (window)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  const watch = new MutationObserver(() => {
    const shadow = document.querySelector("baton-chat")?.shadowRoot
    if (!shadow) return
    watch.disconnect()
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet]
    // Escape closes the panel; on its own page it comes back.
    shadow
      .querySelector("dialog")
      ?.addEventListener("close", () => setTimeout(() => typeof own.Baton === "function" && own.Baton("open")))
  })
  watch.observe(document.documentElement, { childList: true, subtree: true })
}
