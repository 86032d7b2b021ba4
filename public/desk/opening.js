// @ts-check
/** What was asked for last is what opens: an answer to an older click neither replaces it nor takes its place away. */

/** @typedef {{ target: Element, request: { method: string, abort: (reason?: string) => void } }} Asked */

/** What is on its way, by what it would replace. @type {Map<string, Asked>} */
const asked = new Map()
const places = new Set(["open", "act"])

export const isOpening = () => asked.has("open")

export function startOpening() {
  document.addEventListener("htmx:before:request", (event) => {
    /** @type {Asked} */
    const ctx = /** @type {CustomEvent} */ (event).detail.ctx
    const place = ctx.target?.id
    if (!places.has(place) || ctx.request.method !== "GET") return
    asked.get(place)?.request.abort()
    asked.set(place, ctx)
  })
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail
    for (const [place, newest] of asked) if (newest === ctx) asked.delete(place)
  })
  // Whoever goes on writing stays: the words must not run on into another conversation.
  document.addEventListener("input", ({ target }) => {
    if (target instanceof Element && target.id === "composer-text") asked.get("open")?.request.abort()
  })
}
