/**
 * What the closed widget says beside its launcher: an operator's first word, or a greeting. Loaded only when there is
 * something to say. It covers little, takes no focus, and is put away with one press.
 */

/** @import { BatonEvent, Kit } from "./widget/contract.js" */

import { addLooks } from "./widget/add-looks.js"

/**
 * @typedef {Pick<Kit, "el" | "icon"> & {
 *   said: BatonEvent | string | undefined | false, name?: string, frame: HTMLElement, open: () => void, dismiss: () => void }} Widget
 */

/** @type {Record<string, string>} */
const words = { en: "Dismiss", es: "Descartar", de: "Ausblenden", fr: "Masquer", pt: "Dispensar" }
const css = `\
.nudge{position:fixed;z-index:2147483646;inset:auto var(--x) calc(var(--y) + 68px) auto;display:flex;align-items:start;width:max-content;\
max-width:min(300px,100vw - 40px);border-radius:16px 16px 4px 16px;background:var(--bg);color:var(--ink);\
box-shadow:0 0 0 1px var(--line),0 8px 32px var(--shade);animation:rise .16s ease-out}\
.left>.nudge{border-radius:16px 16px 16px 4px}\
.nudge .say{display:block;padding:12px 0 14px 16px;overflow-wrap:anywhere}\
.nudge .by{margin-bottom:3px}\
.nudge .words{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}\
.nudge .say:focus-visible{outline-offset:-2px;border-radius:16px}`

/** @param {Widget} widget */
export default function nudge({ said, name, frame, el, icon, open, dismiss }) {
  frame.querySelector(".nudge")?.remove()
  if (!said) return
  addLooks(frame, css)
  const [who, text] = typeof said === "string" ? [name, said] : [said.actor.name, said.text]
  // What is written in Markdown reads as plain words here; in the panel it is drawn as meant.
  const plain = (text ?? "").replace(/\[([^\]]+)\]\([^)\s]+\)/g, "$1").replace(/[*`]/g, "")
  frame.append(
    el(
      "div.nudge human",
      { role: "status" },
      el(
        "button.say",
        { onclick: open },
        el("span.by", icon(typeof said === "string" ? "chat" : "human"), who),
        el("span.words", plain),
      ),
      el("button.tool", { "aria-label": words[frame.lang] ?? words.en, onclick: dismiss }, icon("x")),
    ),
  )
}
