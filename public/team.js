// @ts-check
/** The team's page stays true while somebody looks at it: the same page is asked for again, and its middle replaced. */

const everyMs = 5_000

async function refresh() {
  if (document.visibilityState !== "visible") return
  const old = document.getElementById("team")
  // Whoever walks through the rows by keyboard is not thrown out of them.
  if (!old || old.contains(document.activeElement)) return
  const response = await fetch(location.href, { redirect: "manual" }).catch(() => null)
  if (!response?.ok) return
  const page = new DOMParser().parseFromString(await response.text(), "text/html")
  const next = page.getElementById("team")
  if (next) old.replaceWith(next)
}

setInterval(refresh, everyMs)
document.addEventListener("visibilitychange", refresh)
