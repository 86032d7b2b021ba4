/** Pure: which addresses of a website are one page, which are worth a visit, and which rows of pages never end. */

/** Say where a visitor came from or who they are, never what the page shows. */
const tracking =
  /^(utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|_ga|_gl|ref|phpsessid|jsessionid|sid|sessionid|replytocom|share)$/i
const noPage = /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|json|map|woff2?|ttf|otf|eot)$/i

const longestAddress = 1000
const mostSegments = 12
/** Of a row of pages that differ in a date, and of one that differs in its parameters. */
const mostOfDates = 30
const mostOfQueries = 200

/** One writing for one page; undefined: not a page of the web. */
export function normalise(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  url.hash = ""
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, "").replace(/\/{2,}/g, "/")
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  url.searchParams.sort()
  return url.href.replace(/\?$/, "")
}

/** `www.` and the protocol may differ: many websites lead from the one to the other. */
export function isSameSite(one: string, other: string): boolean {
  const host = (address: string) => URL.parse(address)?.host.replace(/^www\./, "")
  return host(one) !== undefined && host(one) === host(other)
}

/** Pictures, styles and scripts: not even worth a line in the list. */
const isNoPage = (address: string): boolean => noPage.test(URL.parse(address)?.pathname ?? "")

/** Which of these links may be pages, each in its one writing and once. */
export function pagesAmong(links: readonly string[]): string[] {
  return [...new Set(links.flatMap((link) => normalise(link) ?? []))].filter((url) => !isNoPage(url))
}

/** A pattern of an owner: `/blog/*`, `*.pdf`, or words that stand anywhere in the path. `*` stands for anything. */
export function matchesAny(address: string, patterns: readonly string[]): boolean {
  const url = new URL(address)
  return patterns.some((pattern) => {
    const isWhole = /^https?:/i.test(pattern)
    const tested = isWhole ? url.href : url.pathname + url.search
    const body = pattern
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")
    const open = isWhole || pattern.startsWith("/") ? "^" : ""
    // `/blog` means the folder and what is in it, not `/blogging`.
    const end =
      pattern.endsWith("*") || pattern.endsWith("/") ? "" : open ? "(?:[/?].*)?$" : pattern.includes("*") ? "$" : ""
    return new RegExp(`${open}${body}${end}`, "i").test(tested)
  })
}

/** What pages of one row have in common: their address with numbers and values left out; undefined: no row. */
export function rowOf(address: string): { row: string; limit: number } | undefined {
  const url = new URL(address)
  const keys = [...url.searchParams.keys()].sort().join("&")
  const shape = `${url.pathname.replace(/\d+/g, "#")}${keys && `?${keys}`}`
  if (/(?:^|\D)(?:19|20)\d\d(?:\D|$)|calendar|kalender|agenda/i.test(url.pathname + url.search) && /\d/.test(url.href))
    return { row: shape, limit: mostOfDates }
  return keys ? { row: `${url.pathname}?${keys}`, limit: keys.includes("&") ? mostOfDates : mostOfQueries } : undefined
}

/** Addresses that grow by themselves: `/a/b/a/b/a/b`, a hundred folders, a thousand letters. */
export function isEndless(address: string): boolean {
  if (address.length > longestAddress) return true
  const segments = new URL(address).pathname.split("/").filter(Boolean)
  if (segments.length > mostSegments) return true
  const counts = new Map<string, number>()
  for (const segment of segments) counts.set(segment, (counts.get(segment) ?? 0) + 1)
  return [...counts.values()].some((count) => count >= 3)
}

/** The seconds or the date of a `Retry-After`, as milliseconds from now. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.max(1000, ms) : undefined
}

/** The addresses that a sitemap names, and the further sitemaps. */
export function readSitemap(xml: string): { pages: string[]; sitemaps: string[] } {
  const isIndex = /<sitemapindex[\s>]/i.test(xml)
  const found = [...xml.matchAll(/<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+?)\s*(?:\]\]>)?\s*<\/loc>/gi)].map((match) =>
    match[1]!
      .replace(/&amp;/g, "&")
      .replace(/&apos;/g, "'")
      .replace(/&quot;/g, '"'),
  )
  return isIndex ? { pages: [], sitemaps: found } : { pages: found, sitemaps: [] }
}
