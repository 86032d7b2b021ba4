/** @type {WeakSet<Node>} */
const dressed = new WeakSet()

/** The rules of a part, once a widget, in a way that the strictest policy of a host allows. @param {Node} inside @param {string} css */
export function addLooks(inside, css) {
  const root = /** @type {ShadowRoot} */ (inside.getRootNode())
  if (dressed.has(root)) return
  dressed.add(root)
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    // Browsers before 2023 have no constructable sheets.
    const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-chatbot]"))
    root.append(Object.assign(document.createElement("style"), { nonce: script?.nonce, textContent: css }))
  }
}
