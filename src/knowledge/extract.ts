/** The words of a web page as Markdown: without menus, banners and scripts, with its links kept. */

import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"
import TurndownService from "turndown"
import { withoutLinkRows } from "./link-rows"

export type ExtractedPage = {
  title: string
  markdown: string
  /** As they stand in the page, made absolute. */
  links: string[]
  canonical: string | undefined
  mayIndex: boolean
  mayFollow: boolean
}

/** More text than this is a list of everything, not a page to answer from; reading it would hold up the chats. */
export const mostCharacters = 1_500_000
const mostElements = 15_000
const mostLinks = 2000
const longestTitle = 200

const never =
  "script,style,noscript,template,svg,canvas,iframe,object,embed,video,audio,input,select,textarea,option," +
  "nav,dialog,[role=navigation],[role=dialog],[role=alertdialog],[role=search],[role=menu],[role=menubar],[aria-modal=true]"
const frames = "header,footer,aside,[role=banner],[role=contentinfo],[role=complementary]"
const banner = /cookie|consent|gdpr|onetrust|didomi|usercentrics|cc-window|newsletter-popup/i
const furniture =
  /^(?:(?:site|page|main|global|top|primary|secondary|mobile|shop)[-_]?)?(?:header|head|footer|nav|navbar|navigation|menu|topbar|sidebar|bottom)(?:[-_]?(?:wrap(?:per)?|container|bar|links|area|inner|top|bottom))?$|^(?:mega-?menu|off-?canvas|breadcrumbs?|skip-?links?|(?:footer|header)[-_].*|newsletter.*|social(?:-?(?:links|icons|media|share))?|share(?:-?(?:buttons|bar|links))?|related(?:[-_]\w+)?|recommend\w*|cross-?sells?|up-?sells?)$/i
/** Of these, what holds no content even where it holds words. */
const around =
  /^(?:(?:site|page|main|global)[-_]?)(?:header|footer)|^(?:footer|topbar|top-bar)$|^newsletter|^breadcrumbs?$|^skip-?links?$/i
const blocks = "h1,h2,h3,h4,h5,h6,p,div,ul,ol,dl,table,section,article,blockquote"
/** `Node.DOCUMENT_POSITION_FOLLOWING` */
const followsIt = 4

/** @throws Error when the page has more text than can be read in one piece. */
export function extractPage(html: string, address: string): ExtractedPage {
  // What is never read is taken out before the tree is built: it is often nine tenths of a page.
  const lean = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(script|style|svg|noscript|template)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/\ssrc(?:set)?=("data:[^"]*"|'data:[^']*')/gi, "")
  if (lean.length > mostCharacters) throw new Error("It has too much text for one page.")
  const { document } = parseHTML(/<html[\s>]/i.test(lean) ? lean : `<!doctype html><html><body>${lean}</body></html>`)
  const base = URL.parse(document.querySelector("base[href]")?.getAttribute("href") ?? "", address)?.href ?? address
  const robots = [...document.querySelectorAll("meta[name=robots],meta[name=batonbot]")]
    .map((meta) => meta.getAttribute("content") ?? "")
    .join(",")
    .toLowerCase()
  const links = linksOf(document, base)
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? undefined
  const first = tidy(document.querySelector("main h1, article h1, h1")?.textContent)
  // One that is never closed holds the whole page.
  const heading = first.length <= longestTitle ? first : ""
  const title = heading || withoutSiteName(tidy(document.querySelector("title")?.textContent))

  clean(document)
  dropFurniture(document)
  // A page that says where its content is, is believed: Readability would leave out tables of prices and short answers.
  const articles = document.querySelectorAll("article")
  const marked = document.querySelector("main, [role=main]") ?? (articles.length === 1 ? articles[0] : undefined)
  const best = marked ? marked.innerHTML : mainOf(document)
  return {
    title,
    markdown: withoutLinkRows(toMarkdown(best, base)),
    links,
    canonical: canonical && URL.parse(canonical, base)?.href,
    mayIndex: !/noindex|none/.test(robots),
    mayFollow: !/nofollow|none/.test(robots),
  }
}

/** Markdown of a piece of HTML that has no menus around it, such as a converted document. */
export const markdownOf = (html: string): string => {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  clean(document)
  return toMarkdown(document.body.innerHTML, "")
}

type Doc = ReturnType<typeof parseHTML>["document"]

function linksOf(document: Doc, base: string): string[] {
  const found = new Set<string>()
  for (const link of document.querySelectorAll("a[href],area[href]")) {
    if (/\bnofollow\b/i.test(link.getAttribute("rel") ?? "") || link.hasAttribute("download")) continue
    const url = URL.parse(link.getAttribute("href") ?? "", base)
    if (url && /^https?:$/.test(url.protocol)) found.add(url.href)
    if (found.size >= mostLinks) break
  }
  return [...found]
}

function clean(document: Doc): void {
  for (const element of document.querySelectorAll(never)) element.remove()
  // A header inside the article is its heading; one around it is the site's.
  for (const element of document.querySelectorAll(frames)) if (!element.closest("main,article")) element.remove()
  for (const element of document.querySelectorAll("[id],[class]")) {
    const name = `${element.id} ${element.getAttribute("class") ?? ""}`
    if (!banner.test(name) || /^(?:HTML|BODY|MAIN|ARTICLE)$/.test(element.tagName)) continue
    // The page about cookies is called so too.
    if (element.closest("main,article") || element.querySelector("h1,main,article")) continue
    element.remove()
  }
  // The question of a folded answer is often a button, which Readability would leave out; other buttons say nothing.
  for (const element of document.querySelectorAll("button,[role=button]")) {
    if (!element.closest("h1,h2,h3,h4,h5,h6,dt,summary,a")) element.remove()
    else if (element.tagName === "BUTTON") element.replaceWith(...element.childNodes)
  }
  // What is folded away until somebody clicks is content all the same.
  for (const element of document.querySelectorAll("[hidden],[aria-hidden=true],[style]")) {
    if (tidy(element.textContent).length < 20) continue
    for (const name of ["hidden", "aria-hidden", "style"]) element.removeAttribute(name)
  }
}

/** Of a page that does not say where its content is. */
function mainOf(document: Doc): string {
  // Readability takes the page apart while it reads.
  const whole = document.body?.innerHTML ?? ""
  return readable(document) ?? whole
}

/** What stands around the content of every page, known by its name, or by being nothing but links. */
function dropFurniture(document: Doc): void {
  const heading = document.querySelector("h1") ?? document.querySelector("h2,h3")
  const holdsHeading = (element: Element) => heading !== null && element.contains(heading)
  for (const element of document.querySelectorAll("[id],[class]")) {
    const names = `${element.id} ${element.getAttribute("class") ?? ""}`.split(/\s+/)
    if (!names.some((name) => furniture.test(name)) || holdsHeading(element) || /^(?:HTML|BODY)$/.test(element.tagName))
      continue
    // A box that is called so may be one of the content, such as the menu of a restaurant.
    const isAround = names.some((name) => around.test(name)) && !element.closest("main,article")
    if (isAround || linkShareOf(element) > 0.5) element.remove()
  }
  if (!heading) return
  // A list of links under the heading may be what the page is about; one above it leads elsewhere.
  for (const list of document.querySelectorAll("ul,ol,div,p")) {
    const isAbove = (list.compareDocumentPosition(heading) & followsIt) !== 0 && !list.contains(heading)
    if (
      isAbove &&
      !list.closest("main,article") &&
      list.querySelectorAll("a[href]").length >= 3 &&
      linkShareOf(list) > 0.8
    )
      list.remove()
  }
}

/** How much of its text is links, 0 to 1. */
function linkShareOf(element: Element): number {
  const { length } = tidy(element.textContent)
  let linked = 0
  for (const link of element.querySelectorAll("a[href]")) linked += tidy(link.textContent).length
  return length === 0 ? 0 : linked / length
}

/** What Readability takes for the article, unless it left out much of the page: lists of prices look to it like menus. */
function readable(document: Doc): string | undefined {
  const { length } = tidy(document.body?.textContent)
  if (document.querySelectorAll("*").length > mostElements) return undefined
  try {
    const found = new Readability(document as never, { charThreshold: 200 }).parse()
    return found?.content && tidy(found.textContent).length >= length * 0.7 ? found.content : undefined
  } catch {
    // Hopeless markup; the whole is better than nothing.
    return undefined
  }
}

function toMarkdown(html: string, base: string): string {
  const { document } = parseHTML(`<!doctype html><html><body><div id="page">${html}</div></body></html>`)
  // A table of contents holds the questions without their answers.
  for (const list of document.querySelectorAll("ul,ol")) {
    const links = [...list.querySelectorAll("a[href]")]
    const isInside = links.length >= 2 && links.every((link) => link.getAttribute("href")!.startsWith("#"))
    if (isInside && linkShareOf(list) > 0.8) list.remove()
  }
  for (const link of document.querySelectorAll("a[href]")) {
    const written = link.getAttribute("href") ?? ""
    // A card that is one link: in Markdown a link holds no paragraphs.
    if (link.querySelector(blocks)) {
      link.removeAttribute("href")
      continue
    }
    const url = base ? URL.parse(written, base) : URL.parse(written)
    if (url && /^(https?|mailto|tel):$/.test(url.protocol) && !written.startsWith("#"))
      link.setAttribute("href", url.href)
    else link.removeAttribute("href")
  }
  const markdown = createTurndown().turndown(document.querySelector("#page") as never)
  return markdown
    .replace(/\u00a0/g, " ")
    .replace(/^(\s*)-\s{3}/gm, "$1- ")
    .replace(/[ \t]+$/gm, "")
    .replace(/^#{1,6}\s*$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

let turndown: TurndownService | undefined
function createTurndown(): TurndownService {
  if (turndown) return turndown
  turndown = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced" })
  // The text is read by a search and a model: a backslash before each dot would be in their way.
  turndown.escape = (text) => text
  turndown.addRule("pictures", {
    filter: ["img", "picture", "figure"] as never,
    replacement: (text) => text.replace(/!\[[^\]]*\]\([^)]*\)/g, ""),
  })
  turndown.addRule("questions", {
    filter: ["dt", "summary"] as never,
    replacement: (text) =>
      text.trim()
        ? `\n\n#### ${text
            .replace(/\s+/g, " ")
            .replace(/^#+\s*/, "")
            .trim()}\n\n`
        : "",
  })
  turndown.addRule("tables", {
    filter: "table",
    replacement: (text, node) => tableOf(node as never) ?? `\n\n${text}\n\n`,
  })
  turndown.addRule("headings in links", {
    filter: (node) => node.nodeName === "A" && !node.getAttribute("href"),
    replacement: (text) => text,
  })
  return turndown
}

function tableOf(table: HTMLElement): string | undefined {
  if (table.querySelector("table")) return undefined
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th,td")].map((cell) => tidy(cell.textContent).replaceAll("|", "/")),
  )
  const filled = rows.filter((row) => row.some(Boolean))
  const width = Math.max(0, ...filled.map((row) => row.length))
  if (width < 2) return undefined
  const lines = filled.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`)
  lines.splice(1, 0, `|${" --- |".repeat(width)}`)
  return `\n\n${lines.join("\n")}\n\n`
}

const tidy = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim()

/** “Returns – Luma Shoes” is about returns. */
const withoutSiteName = (title: string) => title.split(/\s+[|–—·»]\s+|\s+-\s+/)[0]!.trim() || title
