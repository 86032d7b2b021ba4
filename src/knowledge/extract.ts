/** The words of a web page as Markdown: without menus, banners and scripts, with its links kept. */

import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"
import TurndownService from "turndown"
import { type AroundWords, aroundWordsIn, headingOfFact, isFact } from "./around-words"
import { withoutLinkRows } from "./link-rows"

type ExtractedPage = {
  title: string
  markdown: string
  /** Opening hours, address, telephone and the like that stand around the content of every page, as Markdown. */
  around: string
  /** As they stand in the page, made absolute. */
  links: string[]
  canonical: string | undefined
  mayIndex: boolean
  mayFollow: boolean
}

/** More text than this is a list of everything, not a page to answer from; reading it would hold up the chats. */
const mostCharacters = 1_500_000
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
/** Other goods than the page is about: their prices stand between the links. */
const others = /^(?:related|recommend|cross-?sell|up-?sell)/i
/** Who wrote it and when, and how to answer to it: what a blog says about each of its posts. */
const meta =
  /^(?:(?:entry|post|article|blog)-?(?:meta|date|author|footer|info|categories|tags)|byline|posted-(?:on|by)|comments?-(?:link|respond|area)|cat-links|tags-links|post-navigation|nav-links|sharedaddy|author-box)$/i
const longestMeta = 240
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

  fillChoices(document)
  clean(document)
  const facts = factsAround(document)
  // A header inside the article is its heading; one around it is the site's.
  for (const element of document.querySelectorAll(frames)) if (!element.closest("main,article")) element.remove()
  dropFurniture(document)
  // A page that says where its content is, is believed: Readability would leave out tables of prices and short answers.
  const articles = document.querySelectorAll("article")
  const marked = document.querySelector("main, [role=main]") ?? (articles.length === 1 ? articles[0] : undefined)
  const best = marked ? marked.innerHTML : mainOf(document)
  const markdown = withoutLinkRows(toMarkdown(best, base))
  const language = document.documentElement?.getAttribute("lang")?.slice(0, 2).toLowerCase() ?? ""
  return {
    title,
    markdown,
    around: aroundOf(facts, markdown, aroundWordsIn(language)),
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
  for (const element of document.querySelectorAll(frames)) if (!element.closest("main,article")) element.remove()
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
  for (const element of document.querySelectorAll("[id],[class]")) {
    const name = `${element.id} ${element.getAttribute("class") ?? ""}`
    if (!banner.test(name) || /^(?:HTML|BODY|MAIN|ARTICLE)$/.test(element.tagName)) continue
    // The page about cookies is called so too.
    if (element.closest("main,article") || element.querySelector("h1,main,article")) continue
    element.remove()
  }
  // The question of a folded answer is often a button, which Readability would leave out; other buttons say nothing.
  for (const element of document.querySelectorAll("button,[role=button]")) {
    if (isFoldedQuestion(element)) {
      const heading = document.createElement("h4")
      heading.textContent = tidy(element.textContent)
      element.replaceWith(heading)
    } else if (!element.closest("h1,h2,h3,h4,h5,h6,dt,summary,a")) element.remove()
    else if (element.tagName === "BUTTON") element.replaceWith(...element.childNodes)
  }
  // What is folded away until somebody clicks is content all the same.
  for (const element of document.querySelectorAll("[hidden],[aria-hidden=true],[style]")) {
    if (tidy(element.textContent).length < 20) continue
    for (const name of ["hidden", "aria-hidden", "style"]) element.removeAttribute(name)
  }
}

/** A button that folds out an answer and stands in no heading is the answer's heading. */
function isFoldedQuestion(button: Element): boolean {
  const text = tidy(button.textContent)
  if (button.closest("h1,h2,h3,h4,h5,h6,dt,summary,a,header,footer") || text.length < 8 || text.length > 200)
    return false
  return text.endsWith("?") || /accordion|faq|collaps/i.test(button.getAttribute("class") ?? "")
}

/** What a product may be chosen in is told; a form that is written into says nothing. Labels of fields go with them. */
function fillChoices(document: Doc): void {
  for (const select of document.querySelectorAll("select")) {
    const options = [...select.querySelectorAll("option")].map((option) => tidy(option.textContent)).filter(Boolean)
    const name = select.getAttribute("name") ?? ""
    const label = labelOf(document, select)
    const form = select.closest("form")
    const isWritten = form?.querySelector(
      "textarea,input[type=email],input[type=tel],input[type=search],input[type=password]",
    )
    const isCount = /qty|quantity|menge|anzahl|sort|order/i.test(name) || !label
    if (
      isWritten ||
      isCount ||
      options.length < 2 ||
      options.length > 24 ||
      !select.closest("main,article,[role=main]")
    )
      continue
    const line = document.createElement("p")
    line.textContent = `${label.replace(/\s*[:*]+$/, "")}: ${options.join(", ")}`
    select.replaceWith(line)
  }
  for (const label of document.querySelectorAll("label"))
    if (tidy(label.textContent).length < 60 && !label.querySelector("p,a[href]")) label.remove()
}

function labelOf(document: Doc, field: Element): string {
  const around = field.closest("label")
  const own = [...(around?.childNodes ?? [])].filter((node) => node.nodeType === 3)
  const before = field.previousElementSibling
  const named = field.id ? document.querySelector(`label[for="${field.id.replace(/["\\]/g, "")}"]`) : null
  return tidy(
    field.getAttribute("aria-label") ??
      named?.textContent ??
      (around ? own.map((node) => node.textContent).join(" ") : before?.tagName === "LABEL" ? before.textContent : ""),
  )
}

const isOutside = "main,article,[role=main],nav,form"
const frameNames = /(?:^|[\s_-])(?:footer|top-?bar|header-?(?:top|contact|info)|contact-?(?:bar|info))(?:$|[\s_-])/i
const notice = /©|copyright|all rights reserved|alle rechte/i
const mostFacts = 12

type Fact = { heading: string; html: string; text: string }

/** Small businesses often say only there when they are open and how they are reached. */
function factsAround(document: Doc): Fact[] {
  const facts: Fact[] = []
  const taken = new Set<Element>()
  const pieces = "address,p,ul,ol,dl,table,div,section"
  for (const element of document.querySelectorAll(pieces)) {
    if (element.closest(isOutside) || element.querySelector(`${pieces},h1,h2,h3,h4,h5,h6,nav,form`)) continue
    const frame = element.closest(frames) ?? framed(element)
    // A line break is no letter: without it the street's number runs into the postcode.
    const text = tidy(element.innerHTML.replace(/<[^>]*>/g, " ").replaceAll("&amp;", "&"))
    const isTold = element.querySelector("a[href^='tel:'],a[href^='mailto:']") !== null || isFact(text)
    if (!frame || !isTold || text.length > 400) continue
    const kept = notice.test(text) ? withoutNotice(text) : undefined
    if (kept === "") continue
    if ([...taken].some((other) => other.contains(element)) || facts.some((other) => other.text === text)) continue
    taken.add(element)
    facts.push({ heading: headingOf(element), html: kept ? `<p>${kept}</p>` : element.outerHTML, text: kept ?? text })
    if (facts.length === mostFacts) break
  }
  return facts
}

/** “14 Mill Lane · 01803 555 077 · © 2026”: many say in one line how they are reached and whose the page is. */
function withoutNotice(text: string): string {
  const pieces = text.split(/\s+[·•|–—-]\s+/).filter((piece) => /\d|@/.test(piece) && !notice.test(piece))
  return pieces.some(isFact) ? pieces.join(" · ") : ""
}

function framed(element: Element): Element | undefined {
  for (let at: Element | null = element; at && at.tagName !== "BODY"; at = at.parentElement)
    if (frameNames.test(`${at.id} ${at.getAttribute("class") ?? ""}`)) return at
  return undefined
}

function headingOf(element: Element): string {
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling)
    if (/^H[1-6]$/.test(at.tagName)) return tidy(at.textContent).slice(0, 80)
  return ""
}

/** What the page does not say itself, under the headings that it has there. */
function aroundOf(facts: readonly Fact[], markdown: string, words: AroundWords): string {
  const flat = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()
  const said = flat(markdown.replace(/\]\([^)]*\)/g, "]"))
  const groups = new Map<string, string[]>()
  for (const { heading, html, text } of facts) {
    if (said.includes(flat(text))) continue
    const name = heading || headingOfFact(text, words)
    groups.set(name, [...(groups.get(name) ?? []), toMarkdown(html, "")])
  }
  return [...groups].map(([name, parts]) => `## ${name}\n\n${parts.join("\n\n")}`).join("\n\n")
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
  for (const element of document.querySelectorAll("[class]")) {
    const names = (element.getAttribute("class") ?? "").split(/\s+/)
    if (names.some((name) => meta.test(name)) && tidy(element.textContent).length <= longestMeta) element.remove()
  }
  for (const element of document.querySelectorAll("[id],[class]")) {
    const names = `${element.id} ${element.getAttribute("class") ?? ""}`.split(/\s+/)
    if (!names.some((name) => furniture.test(name)) || holdsHeading(element) || /^(?:HTML|BODY)$/.test(element.tagName))
      continue
    // A box that is called so may be one of the content, such as the menu of a restaurant.
    const isAround = names.some((name) => around.test(name)) && !element.closest("main,article")
    const mostLinked = names.some((name) => others.test(name)) ? 0.25 : 0.5
    if (isAround || linkShareOf(element) > mostLinked) element.remove()
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
  const contacts = [...document.querySelectorAll("a[href^='tel:'],a[href^='mailto:']")].map((a) => tidy(a.textContent))
  try {
    const found = new Readability(document as never, { charThreshold: 200 }).parse()
    // How to reach somebody is nearly all links, too.
    const isWhole = contacts.every((each) => tidy(found?.textContent).includes(each))
    return found?.content && isWhole && tidy(found.textContent).length >= length * 0.7 ? found.content : undefined
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
  for (const list of document.querySelectorAll("dl")) {
    const rows = rowsOfList(list)
    if (!rows) continue
    const table = document.createElement("table")
    for (const cells of rows) {
      const row = document.createElement("tr")
      for (const cell of cells) row.appendChild(document.createElement("td")).textContent = cell
      table.appendChild(row)
    }
    list.replaceWith(table)
  }
  const markdown = createTurndown().turndown(document.querySelector("#page") as never)
  return (
    markdown
      .replace(/\u00a0/g, " ")
      // A row of dots that leads the eye to a price.
      .replace(/ *(?:\.{4,}|…{2,}) */g, ": ")
      .replace(/^(\s*)-\s{3}/gm, "$1- ")
      .replace(/[ \t]+$/gm, "")
      .replace(/^#{1,6}\s*$/gm, "")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  )
}

/** Names with a short value each, such as opening hours; undefined where these are questions with their answers. */
function rowsOfList(list: Element): [string, string][] | undefined {
  const rows: [string, string][] = []
  for (const element of list.querySelectorAll("dt,dd")) {
    const text = tidy(element.textContent)
    const last = rows.at(-1)
    if (element.tagName === "DT") rows.push([text, ""])
    else if (last) last[1] = last[1] ? `${last[1]}, ${text}` : text
  }
  const isShort = rows.every(([name, value]) => value && value.length <= 60 && name.length <= 60 && !name.endsWith("?"))
  return rows.length >= 2 && isShort && !list.querySelector("dd :is(p,ul,ol,table,a)") ? rows : undefined
}

let turndown: TurndownService | undefined
function createTurndown(): TurndownService {
  if (turndown) return turndown
  turndown = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced" })
  // The text is read by a search and a model: a backslash before each dot would be in their way.
  turndown.escape = (text) => text
  turndown.addRule("pictures", {
    filter: ["img", "picture", "figure"],
    replacement: (text) => text.replace(/!\[[^\]]*\]\([^)]*\)/g, ""),
  })
  turndown.addRule("questions", {
    filter: ["dt", "summary"],
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
  // A first row with a figure in it is one like the others, and no heading of them.
  const isHeaded =
    table.querySelector("thead,tr:first-child th") !== null || !filled[0]?.some((cell) => /\d/.test(cell))
  if (!isHeaded) lines.unshift(`|${"  |".repeat(width)}`)
  lines.splice(1, 0, `|${" --- |".repeat(width)}`)
  return `\n\n${lines.join("\n")}\n\n`
}

const tidy = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim()

/** “Returns – Luma Shoes” is about returns. */
const withoutSiteName = (title: string) => title.split(/\s+[|–—·»]\s+|\s+-\s+/)[0]!.trim() || title
