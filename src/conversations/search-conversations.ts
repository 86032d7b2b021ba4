/** Finding conversations by what was said in them and by whom: pure. */

/** As a search reads a text: small letters without accents, so that “uber” finds “Über”. */
export function folded(text: string): string {
  const small = text.toLowerCase()
  // Most of what is looked through is plain, and folding it costs more than looking at it.
  return plain.test(small)
    ? small
    : small
        .normalize("NFD")
        .replace(/\p{M}+/gu, "")
        .normalize("NFC")
}

const plain = /^[\0-\x7f]*$/

/** The words of a search, folded; each of them has to be there. */
export const wantedWords = (query: string): string[] => [...new Set(folded(query).split(/\s+/).filter(Boolean))]

/** What a conversation can be found by: who the visitor is, and its messages, oldest first. */
type Findable = { names: readonly string[]; said: () => Iterable<string> }

/**
 * Whether all words stand in it, together or apart.
 * @returns the newest message with one of the words that no name has, in one line; "" where the names have them all.
 */
export function findIn({ names, said }: Findable, words: readonly string[]): string | undefined {
  const who = folded(names.join("\n"))
  const unnamed = words.filter((word) => !who.includes(word))
  if (unnamed.length === 0) return ""
  const missing = new Set(unnamed)
  let telling = ""
  for (const text of said()) {
    const read = folded(text)
    const here = unnamed.filter((word) => read.includes(word))
    for (const word of here) missing.delete(word)
    if (here.length > 0) telling = around(text, read.indexOf(here[0]!))
  }
  return missing.size === 0 ? telling : undefined
}

const shownBefore = 40
const shownInAll = 160

/** So much of a text that the word at that place is in it, in one line. */
function around(text: string, at: number): string {
  const from = at <= shownBefore ? 0 : text.lastIndexOf(" ", at - shownBefore) + 1
  const line = text
    .slice(from, from + shownInAll)
    .replace(/\s+/g, " ")
    .trim()
  return `${from > 0 ? "… " : ""}${line}${from + shownInAll < text.length ? " …" : ""}`
}
