/**
 * How a message is drawn: the Markdown that answers use, links, and the numbered sources with their quoted words. Loaded
 * when the widget is opened; until it is here, words stand as plain text.
 */

/** @import { Attachment, Citation, Kit } from "./widget/contract.js" */

import { addLooks } from "./widget/add-looks.js"

/** @typedef {Pick<Kit, "el" | "stick"> & { base: string, call: (path: string) => Promise<Response>, shadow: ShadowRoot }} Widget */

const marks =
  /\*\*(.+?)\*\*|\*(\S[^*\n]*)\*|`([^`\n]+)`|\[([^\]\n]+)\]\(([^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'*])|\[(\d{1,2})\]/g

/** Under the heads of a table: without it bars are bars. */
const rule = /^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?$/

const css = `\
em{font-style:italic}\
ul,ol{padding-inline-start:20px}\
code,pre{font-family:monospace;white-space:pre-wrap}\
blockquote{padding-inline-start:10px;border-inline-start:2px solid var(--line)}\
table{display:block;max-width:100%;border-collapse:collapse;overflow-x:auto}\
th,td{padding:4px 8px;border:1px solid var(--line);text-align:start;overflow-wrap:normal}\
.mine a,.quote a{color:inherit}\
.cites{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}\
.cite,.chip{position:relative;font-size:12px;line-height:18px;font-weight:500;color:var(--t)}\
.chip{display:flex;align-items:center;gap:5px;max-width:100%;min-height:32px;padding:4px 12px 4px 5px;border-radius:10px;border:1px solid var(--line)}\
.cite{display:inline-block;min-width:18px;padding:0 5px;border-radius:5px;background:var(--s);text-align:center;font-weight:650}\
.chip span+span{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
button.cite:after,.chip:after{content:"";position:absolute;inset:-6px -3px}\
.chip:hover,.chip[aria-expanded=true]{border-color:var(--t)}`

/** @param {Widget} widget */
export default function pen({ base, el, call, stick, shadow }) {
  addLooks(shadow, css)

  /** @param {string} url from the text or a source; the server's own pages come as paths @param {string} text */
  const link = (url, text) =>
    /^(https?:|mailto:|tel:|\/)/i.test(url)
      ? el("a", { href: url[0] === "/" ? base + url : url, target: "_blank", rel: "noopener" }, text)
      : el("span", text)

  /**
   * @param {string} text @param {(n: number) => Node | null} [source] given for what we write ourselves; a visitor's
   * own stars and backquotes stay as they were typed
   * @returns {(Node | string)[]}
   */
  function inline(text, source) {
    const out = []
    let at = 0
    for (const { 0: all, 1: bold, 2: slanted, 3: code, 4: label, 5: url, 6: bare, 7: number, index } of text.matchAll(
      marks,
    )) {
      let node
      if (bare) node = link(bare, bare)
      else if (!source) continue
      else if (bold) node = el("strong", ...inline(bold, source))
      else if (slanted) node = el("em", ...inline(slanted, source))
      else if (code) node = el("code", code)
      else if (url) node = link(url, label ?? url)
      else node = source(Number(number))
      if (!node) continue
      out.push(text.slice(at, index), node)
      at = index + all.length
    }
    out.push(text.slice(at))
    return out
  }

  /** @param {string} line of a table @param {"td" | "th"} tag @param {(n: number) => Node | null} source */
  const cellsOf = (line, tag, source) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((words) => el(tag, ...inline(words.trim(), source)))

  /** The Markdown that answers use, as elements. @param {string} text @param {(n: number) => Node | null} source */
  function markdown(text, source) {
    /** @type {HTMLElement[]} */
    const out = []
    let fenced = true
    for (const part of text.split(/```\w*\n?/)) {
      /** @type {HTMLElement | undefined} */
      let open
      fenced = !fenced
      if (fenced) out.push(el("pre", part.trimEnd()))
      else {
        const lines = part.split("\n")
        // Counted by hand: libraries of twenty years ago gave `entries` another meaning.
        for (let i = 0; i < lines.length; i++) {
          const line = lines[i] ?? ""
          const isTable = open?.localName === "table"
          if (line.includes("|") && (isTable || rule.test(lines[i + 1] ?? ""))) {
            // A finger moves it, and so must the keyboard.
            if (!isTable) {
              open = /** @type {HTMLElement} */ (el("table", { tabindex: 0 }))
              out.push(open)
            }
            if (!rule.test(line)) open?.append(el("tr", ...cellsOf(line, isTable ? "td" : "th", source)))
            continue
          }
          const [, mark = "", rest = ""] = /^\s*((?:[-*•>]|#+|\d+[.)])\s)?(.*)/.exec(line) ?? []
          const tag = mark[0] === ">" ? "blockquote" : !mark || mark[0] === "#" ? "p" : /\d/.test(mark) ? "ol" : "ul"
          const isList = tag === "ol" || tag === "ul"
          if (!rest.trim()) {
            open = undefined
            continue
          }
          const words = inline(rest, source)
          let block = open?.localName !== tag || mark[0] === "#" ? undefined : open
          if (!block) {
            block = /** @type {HTMLElement} */ (el(tag, tag === "ol" && { start: Number.parseInt(mark, 10) }))
            out.push(block)
          } else if (!isList) block.append(el("br"))
          if (isList) block.append(el("li", ...words))
          else if (mark[0] === "#") block.append(el("strong", ...words))
          else block.append(...words)
          open = mark[0] === "#" ? undefined : block
        }
      }
    }
    return out
  }

  /**
   * What somebody of the house said, with its sources.
   * @param {HTMLElement} place where its plain words stand @param {string} text @param {Citation[]} citations
   */
  function theirs(place, text, citations) {
    const quote = el("div.quote", { hidden: "" })
    /** @type {[number, HTMLElement][]} */
    const openers = []
    let shown = -1
    /** @param {number} index @param {string} className @param {(Node | string)[]} inside */
    const opener = (index, className, ...inside) => {
      const { title, url = "", quote: words } = citations[index] ?? { title: "" }
      const button = el(
        `button.${className}`,
        {
          "aria-expanded": "false",
          title,
          onclick: () => {
            shown = shown === index ? -1 : index
            quote.hidden = shown < 0
            quote.replaceChildren(el("p", words), link(url, title || url))
            for (const [at, other] of openers) other.setAttribute("aria-expanded", `${at === shown}`)
            quote.scrollIntoView({ block: "nearest" })
          },
        },
        ...inside,
      )
      openers.push([index, button])
      return button
    }
    place.replaceChildren(...markdown(text, (n) => (citations[n - 1] ? opener(n - 1, "cite", `${n}`) : null)))
    if (citations.length)
      place.after(
        el(
          "div.cites",
          ...citations.map(({ title, url }, i) =>
            opener(i, "chip", el("span.cite", `${i + 1}`), el("span", title || url)),
          ),
        ),
        quote,
      )
  }

  /** @param {HTMLButtonElement} card @param {Attachment} file */
  function file(card, { url, name, type }) {
    // Our token goes to our own server only, whatever the address says.
    const load = async () => {
      const answer = await call(new URL(url, base).pathname)
      // What it says instead is not to be kept under the name of the file.
      if (!answer.ok) throw answer
      return URL.createObjectURL(await answer.blob())
    }
    const problem = el("span", { role: "alert" })
    card.onclick = async () => {
      problem.remove()
      try {
        el("a", { href: await load(), download: name }).click()
      } catch {
        problem.textContent = "⚠"
        card.append(problem)
      }
    }
    const show = async () => {
      const image = el("img", { alt: name, src: await load() })
      image.onload = () => {
        card.replaceChildren(image)
        stick()
      }
    }
    // A host that forbids blobs keeps the card with its name.
    if (type.startsWith("image/")) show().catch(() => {})
  }

  return {
    theirs,
    file,
    /** The visitor's own: only its links. @param {HTMLElement} place @param {string} text */
    own: (place, text) => place.replaceChildren(...inline(text)),
    /** An answer as it is being written. @param {HTMLElement} place @param {string} text */
    partial: (place, text) => place.replaceChildren(...markdown(text, (n) => el("span.cite", `${n}`))),
  }
}
