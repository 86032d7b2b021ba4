/** The looks that the shop chose, put in place; repeated when a session, the window or the system brings new ones. */

/** @import { Chatbot } from "./contract.js" */

import { contrast, separate } from "./looks.js"

export const darkScheme = matchMedia("(prefers-color-scheme:dark)")
export const sheet = matchMedia("(max-width:479px)")

/** The shop chooses one colour and finds it again; what stands on it, and words in it, are made readable. @param {HTMLElement} frame @param {Chatbot["appearance"]} appearance */
export function paint(frame, appearance) {
  const { color = "", theme, font, position, side, bottom, phoneSide, phoneBottom } = appearance ?? {}
  const dark = theme === "dark" || (theme !== "light" && darkScheme.matches)
  const ground = dark ? [25, 25, 24] : [253, 253, 252]
  const wish = /^#[\da-f]{6}$/i.test(color)
    ? [1, 3, 5].map((at) => Number(`0x${color.slice(at, at + 2)}`))
    : separate(ground, ground, 15)
  const brand = separate(wish, ground, 1.1)
  for (const [name, value] of Object.entries({
    brand: `rgb(${brand})`,
    wash: `rgb(${brand},.1)`,
    on: contrast(brand, [255, 255, 255]) > 4.6 ? "#fff" : "#000",
    link: `rgb(${separate(wish, ground, 5)})`,
    font: font || "system-ui",
    x: `${(sheet.matches && phoneSide) || side || 20}px`,
    y: `${(sheet.matches && phoneBottom) || bottom || 20}px`,
  }))
    frame.style.setProperty(`--${name}`, value)
  frame.className = `frame${dark ? " dark" : ""}${position === "left" ? " left" : ""}`
}
