// @ts-check
/** Times are sent in UTC, which nobody reads: here they become those of whoever looks. The same form as `exactly` in views/components/time.tsx. */

const style = /** @type {const} */ ({
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
})
const local = new Intl.DateTimeFormat("en-GB", style)
const precise = new Intl.DateTimeFormat("en-GB", { ...style, second: "2-digit", timeZoneName: "short" })

/** @param {Element} time */
const dateOf = (time) => new Date(time.getAttribute("datetime") ?? "")

/** @param {ParentNode} root */
function write(root) {
  for (const time of root.querySelectorAll("time[data-exact]")) {
    const date = dateOf(time)
    if (Number.isNaN(date.getTime())) continue
    time.textContent = local.format(date)
    time.setAttribute("title", precise.format(date))
  }
}

// What only shows when it is pointed at is written then: whatever came into the page meanwhile.
document.addEventListener("pointerover", ({ target }) => {
  const time = target instanceof Element && target.closest("time[datetime][title]")
  if (!time || time.hasAttribute("data-exact")) return
  const date = dateOf(time)
  if (!Number.isNaN(date.getTime())) time.setAttribute("title", precise.format(date))
})

write(document)
document.addEventListener("htmx:after:swap", () => write(document))
