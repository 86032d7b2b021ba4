import type { Citation } from "./answerer"
import type { Passage } from "./prompt"

const longestQuote = 400
const MARKER = /[ \t]*\[(\d{1,2})\](?!\()/g

/** Numbers sources in the order in which they are first cited; passages of one page share a number. */
export function createCiter(passages: readonly Passage[]) {
  const cited = new Map<string, Citation>()

  return {
    /**
     * The number to show, or undefined where there is no such passage. Without a quote, the sentence that comes closest
     * to the statement is quoted.
     */
    cite(index: number, quote: string, statement: string): number | undefined {
      const passage = passages[index]
      if (!passage) return undefined
      const key = passage.url ?? `passage ${passage.id}`
      const citation = cited.get(key) ?? { title: passage.title, url: passage.url ?? "", quote: "" }
      citation.quote = withQuote(citation.quote, oneLine(quote) || closestSentence(passage.text, statement))
      cited.set(key, citation)
      return [...cited.keys()].indexOf(key) + 1
    },
    citations: (): Citation[] => [...cited.values()],
  }
}

export type Citer = ReturnType<typeof createCiter>

/** For a model that writes [n] itself: its numbers are the passages', ours are those of the citations. */
export function citeMarkers(text: string, citer: Citer): string {
  return text.replace(MARKER, (_marker, number: string, at: number) => {
    const shown = citer.cite(Number(number) - 1, "", statementBefore(text, at))
    return shown === undefined ? "" : ` [${shown}]`
  })
}

/** Numbers that a model wrote although the API cites for it would point at the wrong source. */
export function withoutMarkers(text: string): string {
  return text.replace(MARKER, "")
}

function withQuote(quotes: string, quote: string): string {
  if (quote === "" || quotes.includes(quote)) return quotes
  const joined = quotes === "" ? quote : `${quotes} … ${quote}`
  return joined.length <= longestQuote ? joined : quotes || `${quote.slice(0, longestQuote - 1).toWellFormed()}…`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim()
}

function statementBefore(text: string, at: number): string {
  return sentences(text.slice(0, at).replace(MARKER, "")).at(-1) ?? ""
}

function closestSentence(passage: string, statement: string): string {
  const wanted = words(statement)
  let best = { sentence: "", shared: -1 }
  for (const sentence of sentences(passage)) {
    const shared = words(sentence).intersection(wanted).size
    if (shared > best.shared) best = { sentence, shared }
  }
  return best.sentence
}

function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map(oneLine)
    .filter((sentence) => sentence !== "")
}

function words(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
}

/**
 * Lets text out as it comes, with the numbers of its sources set close behind it: white space is held back until it is
 * known not to be the end of a cited stretch. The same pieces in any cut give the same text.
 */
export function createTextFlow(onText: (piece: string) => void) {
  let held = ""
  let said = ""

  function emit(piece: string) {
    if (piece === "") return
    said += piece
    onText(piece)
  }

  function say(text: string) {
    const whole = said === "" ? (held + text).trimStart() : held + text
    const end = whole.trimEnd().length
    held = whole.slice(end)
    emit(whole.slice(0, end))
  }

  return {
    say,
    cite(numbers: Iterable<number>) {
      if (said !== "") emit([...new Set(numbers)].map((number) => ` [${number}]`).join(""))
    },
    /** What follows is another paragraph. */
    pause() {
      if (said !== "") held = "\n\n"
    },
    get said() {
      return said
    },
  }
}
