/** What the widget is made of. No inline style and no innerHTML: it must run under the strictest policy of its host. */

// After Lucide (ISC licence), as one short path each.
const shapes = {
  help: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M9 9a3 3 0 1 1 4 3q-1 .5-1 2M12 17v.1",
  chat: "M3 16.3a2 2 0 0 1 .1 1.2l-1.1 3.3a1 1 0 0 0 1.2 1.2l3.4-1a2 2 0 0 1 1.1.1 10 10 0 1 0-4.7-4.8",
  down: "m6 9 6 6 6-6",
  ai: "M12 3q1.2 7.8 9 9q-7.8 1.2-9 9q-1.2-7.8-9-9q7.8-1.2 9-9",
  waiting: "M5 22h14M5 2h14M17 22v-4l-5-6-5 6v4M7 2v4l5 6 5-6V2",
  human: "M7 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0M20 21a8 8 0 0 0-16 0",
  closed: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0m14-3-5.5 5.5L8 12",
  clip: "m16 6-8.4 8.6a2 2 0 0 0 2.8 2.8l8.4-8.6a4 4 0 1 0-5.6-5.6l-8.4 8.5a6 6 0 1 0 8.5 8.5l8.3-8.5",
  send: "m5 12 7-7 7 7M12 19V5",
  x: "M18 6 6 18M6 6l12 12",
  sent: "M20 6 9 17l-5-5",
  seen: "M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16",
  late: "M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 6v6l4 2",
  file: "M5 2h9l5 5v15H5zM14 2v5h5",
}

/** @param {keyof typeof shapes} name */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  const path = document.createElementNS(space, "path")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  path.setAttribute("d", shapes[name])
  svg.append(path)
  return svg
}

/**
 * Makes an element: `el("button.pill", { onclick, "aria-label": … }, …children)`. Text becomes text nodes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag | `${Tag}.${string}`} what
 * @param {(Node | string | undefined | false | 0 | { [attribute: string]: any })[]} parts what an attribute holds is its own affair: text, a number, a handler
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(what, ...parts) {
  const [tag, className = ""] = what.split(".")
  // Handlers are set by their name.
  const node = /** @type {any} */ (document.createElement(/** @type {string} */ (tag)))
  if (tag === "button") node.type = "button"
  node.className = className
  for (const part of parts)
    if (part?.constructor === Object)
      for (const [key, value] of Object.entries(part)) {
        if (key.startsWith("on")) node[key] = value
        else if (value != null) node.setAttribute(key, value)
      }
    else if (part) node.append(part)
  return node
}

/** @param {Element} node @param {string} name @param {unknown} value */
export const aria = (node, name, value) => node.setAttribute(`aria-${name}`, `${value}`)
