// @ts-check
/** Reopens a conversation from a link in a letter: the link is exchanged for a token, then the widget goes on with it. */

import { fillWindow } from "./widget/whole-window.js"

const own = /** @type {HTMLElement} */ (document.querySelector("script[data-link]"))
const { link = "", of: chatbot = "", opened = "", later = "" } = own.dataset
const words = document.getElementById("continue-words")

/** @param {string} text */
const say = (text) => {
  if (words) words.textContent = text
}

try {
  const answer = await fetch("/continue", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  })
  const data = await answer.json()
  if (answer.ok) {
    localStorage[`baton:${chatbot}:token`] = data.token
    Object.assign(window, { Baton: { q: [["open"]] } })
    fillWindow()
    const script = document.createElement("script")
    script.src = "/widget.js"
    script.dataset.chatbot = chatbot
    document.body.append(script)
    say(opened)
  } else say(data.detail)
} catch {
  say(later)
}
