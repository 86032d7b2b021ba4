// @ts-check
/** What the admin's pages gain from a script; each of them works without it. */

document.documentElement.classList.add("has-script")
// On a phone the sections, and a page's tabs, stand in a line that scrolls.
for (const current of document.querySelectorAll(":is(.admin-link, .tabs a)[aria-current]"))
  current.scrollIntoView({ block: "nearest", inline: "center" })

// After a refusal the cursor stands where something is to be mended.
const wrong = document.querySelector('[aria-invalid="true"]')
if (wrong instanceof HTMLElement) wrong.focus()
// What was just done is said once, and not again when the page is loaded again.
const address = new URL(location.href)
const once = ["done", "told", "undo"].filter((name) => address.searchParams.has(name))
if (once.length > 0) {
  for (const name of once) address.searchParams.delete(name)
  history.replaceState(history.state, "", address)
}

// What was asked of the server in the middle of a page and not done is said, once at a time.
document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail
  if (ctx.response.status === 401) location.reload()
  else if (ctx.response.status >= 500) fail("The server could not do that just now. Nothing was changed; try again.")
})
document.addEventListener("htmx:error", () => fail("The server cannot be reached. Try again in a moment."))

/** @param {string} words */
function fail(words) {
  const place = document.getElementById("toasts")
  if (!place || place.childElementCount > 0) return
  const toast = Object.assign(document.createElement("div"), { className: "toast toast-danger", textContent: words })
  toast.setAttribute("role", "alert")
  place.append(toast)
  setTimeout(() => toast.remove(), 8_000)
}

/** @param {EventTarget | null} target @param {string} selector */
const closest = (target, selector) => (target instanceof Element ? target.closest(selector) : null)

document.addEventListener("click", (event) => {
  const copier = closest(event.target, "[data-copy]")
  if (copier instanceof HTMLElement) copy(copier)
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu instanceof HTMLDetailsElement && !menu.contains(/** @type {Node} */ (event.target))) menu.open = false
  }
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  const menu = document.querySelector("details.menu[open]")
  if (!(menu instanceof HTMLDetailsElement)) return
  menu.open = false
  menu.querySelector("summary")?.focus()
})

/** @param {HTMLElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? "")
  const word = button.querySelector("[data-copy-word]")
  if (!source || !word) return
  const text = source.textContent ?? ""
  // While it says what happened, that is its name.
  const label = button.getAttribute("aria-label") ?? ""
  button.removeAttribute("aria-label")
  try {
    await navigator.clipboard.writeText(text)
    word.textContent = "Copied"
  } catch {
    // Not a secure address, or not allowed: marked, so that one key copies it.
    getSelection()?.selectAllChildren(source)
    word.textContent = "Press Ctrl+C"
  }
  setTimeout(() => {
    word.textContent = "Copy"
    if (label) button.setAttribute("aria-label", label)
  }, 2500)
}

document.addEventListener("input", (event) => {
  const { target } = event
  if (target instanceof HTMLInputElement) {
    if (target.type === "range") describe(target)
    pair(target)
    advise()
  }
})

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.type === "file" && target.dataset.most) weigh(target)
})

// Whether a time is on the next day. The same words as in views/admin/hours-fields.tsx.
document.addEventListener("input", ({ target }) => {
  const span = closest(target, ".hours-span")
  const note = span?.querySelector("[data-hours-note]")
  const [from = "", to = ""] = [...(span?.querySelectorAll("input") ?? [])].map(({ value }) => value)
  if (!note) return
  const isMidnight = to === "00:00"
  note.textContent =
    from === to ? (isMidnight ? "all day" : "") : from && to && to < from && !isMidnight ? "next day" : ""
})

/** What is too large is said before it is sent. @param {HTMLInputElement} field */
function weigh(field) {
  const files = [...(field.files ?? [])]
  /** @param {number} bytes */
  const megabytes = (bytes) => bytes / 1024 / 1024
  const { most = "", mostAll = "" } = field.dataset
  const large = files.find(({ size }) => megabytes(size) > Number(most))
  const all = files.reduce((sum, { size }) => sum + size, 0)
  field.setCustomValidity(
    large
      ? `${large.name} is larger than ${most} MB.`
      : megabytes(all) > Number(mostAll)
        ? `Together these are larger than ${mostAll} MB. Send them in several batches.`
        : "",
  )
  field.reportValidity()
}

/** The slider's place in words. @param {HTMLInputElement} range */
function describe(range) {
  /** @type {string[]} */
  const words = JSON.parse(range.dataset.words ?? "[]")
  const output = document.querySelector(`output[for="${CSS.escape(range.id)}"]`)
  const [least, most] = [Number(range.min), Number(range.max)]
  const share = (Number(range.value) - least) / (most - least)
  const said = words[Math.min(words.length - 1, Math.floor(share * words.length))]
  if (output && said) output.textContent = said.replace("{}", `${Math.round(share * 100)}\u00a0%`)
}

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.picture) showPicture(target, target.dataset.picture)
})

/** A picture that is chosen is shown at once, and made as small as it is ever seen. @param {HTMLInputElement} input @param {string} place */
async function showPicture(input, place) {
  const [file] = input.files ?? []
  if (!file) return
  const small = await shrink(file).catch(() => undefined)
  if (input.files?.[0] !== file) return
  if (small) {
    const list = new DataTransfer()
    list.items.add(small)
    input.files = list.files
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const image = document.createElement("img")
  image.alt = ""
  image.src = URL.createObjectURL(small ?? file)
  image.onload = () => document.getElementById(place)?.replaceChildren(image)
}

/** The middle of a picture as a square, or nothing where it is small already, or moves. @param {File} file */
async function shrink(file) {
  const side = 256
  if (file.type === "image/gif") return
  const bitmap = await createImageBitmap(file)
  const { width, height } = bitmap
  const least = Math.min(width, height)
  if (Math.max(width, height) <= 2 * side && file.size < 100_000) return
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = side
  canvas.getContext("2d")?.drawImage(bitmap, (width - least) / 2, (height - least) / 2, least, least, 0, 0, side, side)
  const type = file.type === "image/jpeg" ? file.type : "image/png"
  /** @type {Blob | null} */
  const blob = await new Promise((done) => canvas.toBlob(done, type, 0.9))
  return blob ? new File([blob], file.name, { type }) : undefined
}

/** “#e11” and “#EE1111” as “#ee1111”, as they are saved; nothing where it is no colour. @param {string} written */
function colorOf(written) {
  const color = written.trim().toLowerCase()
  const full = /^#[\da-f]{3}$/.test(color) ? color.replace(/[\da-f]/g, "$&$&") : color
  return /^#[\da-f]{6}$/.test(full) ? full : ""
}

/** A colour may be picked or written: the two fields follow each other. @param {HTMLInputElement} field */
function pair(field) {
  const other = document.getElementById(field.dataset.pair ?? "")
  const color = colorOf(field.value)
  if (other instanceof HTMLInputElement && color) other.value = color
}

/** Of two colours as #rrggbb: how they stand out from each other, by WCAG. @param {string} a @param {string} b */
function contrast(a, b) {
  const [dark = 0, light = 0] = [a, b]
    .map((color) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const share = Number.parseInt(color.slice(at, at + 2), 16) / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    })
    .sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** Says whether the colour stands out, and offers the nearest that does. */
function advise() {
  const place = document.querySelector("[data-color-advice]")
  const field = place instanceof HTMLElement && document.getElementById(place.dataset.colorAdvice ?? "")
  if (!place || !(field instanceof HTMLInputElement)) return
  const color = colorOf(field.value)
  if (!color) return place.replaceChildren()
  const onPage = contrast(color, "#ffffff")
  const words = Math.max(onPage, contrast(color, "#000000"))
  /** @param {number} value */
  const said = (value) => `${value.toFixed(1)} : 1`
  if (onPage >= 3 && words >= 4.5)
    return place.replaceChildren(`Good to read: ${said(onPage)} on white, ${said(words)} for the words on it.`)
  let better = color
  for (let step = 1; step <= 40 && contrast(better, "#ffffff") < 3; step++) {
    const parts = [1, 3, 5].map((at) => Math.round(Number.parseInt(color.slice(at, at + 2), 16) * (1 - step / 40)))
    better = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`
  }
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button button-small"
  button.textContent = `Use ${better}`
  button.onclick = () => {
    field.value = better
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  }
  place.replaceChildren(
    `Too light on white to stand out: ${said(onPage)}, where 3 : 1 is good. It is used as it is; only links are made darker.`,
    button,
  )
}
advise()

// ----------------------------------------------------------------- fields that are drawn anew while somebody types

/** What stood in the fields when they were asked for, by who asked. @type {WeakMap<Element, string>} */
const drawnFrom = new WeakMap()

/** @param {Element} place */
const fieldsIn = (place) =>
  JSON.stringify(
    [...place.querySelectorAll("input, select, textarea")].map((field) =>
      field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)
        ? field.checked
        : /** @type {HTMLInputElement} */ (field).value,
    ),
  )

document.addEventListener("htmx:before:request", (event) => {
  const { target, sourceElement } = /** @type {CustomEvent} */ (event).detail.ctx
  if (target.matches("[data-drawn-from-fields]")) drawnFrom.set(sourceElement, fieldsIn(target))
})

// On a slow connection more may stand there by now. It is asked again with that, and nothing that was typed goes.
document.addEventListener("htmx:before:swap", (event) => {
  const { target, sourceElement } = /** @type {CustomEvent} */ (event).detail.ctx
  if (!target.matches?.("[data-drawn-from-fields]") || drawnFrom.get(sourceElement) === fieldsIn(target)) return
  event.preventDefault()
  // The request itself has to end first.
  setTimeout(() => {
    if (sourceElement instanceof HTMLButtonElement) sourceElement.click()
    else sourceElement.dispatchEvent(new Event("change", { bubbles: true }))
  })
})

// --------------------------------------------------------------------------------------------- rules in their order

/** @type {Element | null} */
let dragged = null

document.addEventListener("dragstart", (event) => {
  const item = closest(event.target, ".rule-grip")?.closest("li")
  if (!item || !event.dataTransfer) return
  dragged = item
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", item.querySelector(".rule-title")?.textContent ?? "")
  event.dataTransfer.setDragImage(item, 0, 0)
  item.classList.add("is-dragged")
})

// It moves in the list while it is held over another, so that where it would go is seen.
document.addEventListener("dragover", (event) => {
  const over = closest(event.target, ".rule-list > li")
  if (!dragged || !over || over.parentElement !== dragged.parentElement) return
  event.preventDefault()
  if (over === dragged) return
  const { top, height } = over.getBoundingClientRect()
  over.parentElement?.insertBefore(dragged, event.clientY < top + height / 2 ? over : over.nextSibling)
})

document.addEventListener("drop", (event) => {
  if (dragged) event.preventDefault()
})

// Wherever it was let go: what is seen is what is saved.
document.addEventListener("dragend", () => {
  const item = dragged
  dragged = null
  item?.classList.remove("is-dragged")
  const form = item?.querySelector("form.rule-acts")
  if (!item || !(form instanceof HTMLFormElement)) return
  const place = document.createElement("input")
  place.type = "hidden"
  place.name = "do"
  place.value = `to.${[...(item.parentElement?.children ?? [])].indexOf(item)}`
  form.append(place)
  form.requestSubmit()
})
