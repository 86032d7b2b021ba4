/**
 * Rows of links lead to other pages and say nothing themselves: where they stand among what a page says, they are quoted
 * as if they did. Pure.
 */

const link = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*(?:https?:|mailto:\?)[^)]*\)/g
/** What such a section is called. */
const elsewhere =
  /^(?:(?:you (?:may|might|could) )?(?:also )?(?:like|be interested|enjoy)|you (?:may|might|could) also|(?:related|similar|recommended|popular|latest|recent|other|more|further|previous|next)\b|see also|read (?:more|next)|keep reading|(?:quick |useful )?links\b|share\b|follow us|tags?\b|categor|archiv|sitemap|on this page|das k[oö]nnte|(?:verwandte|[aä]hnliche|weitere|weiterf[uü]hrende|mehr|beliebte|neueste|n[uü]tzliche)\b|siehe auch|lesen sie|teilen|folgen sie|schlagw|kategor|tambi[eé]n|(?:art[ií]culos|entradas|productos|enlaces|artigos|produtos|articoli|prodotti|articles|produits|liens)\b|compart|ver tambi|s[ií]guenos|vous aimerez|voir aussi|[aà] lire|partag|suivez|veja tamb|partilh|siga|potrebbe|potrebbero|leggi anche|vedi anche|condivid|seguici|gerelateerd|lees (?:ook|meer)|zie ook|deel\b|volg ons|meer\b|bekijk ook)/i
/** Of links so long each is the title of another page; shorter ones may be what there is: makers, towns, services. */
const wordsOfTitle = 2.5
/** What is longer says something, though it leads elsewhere too. */
const wordsOfSentence = 14

/** More is not looked at: hopeless markup would take its time. */
const longestRow = 20_000

type Block = { text: string; level: number; isRow: boolean; isList: boolean; words: number }

const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0

function readBlock(text: string): Block {
  const heading = /^(#{1,6})\s/.exec(text)
  if (text.length > longestRow) return { text, level: 0, isRow: false, isList: false, words: 0 }
  const texts = Array.from(text.matchAll(link), ([, said]) => said!.trim())
  const isList = /^\s*(?:[-*+•]|\d+[.)])\s/.test(text)
  // A label before them (“Tags:”) and the page's own name at the end of its trail are no more than the row.
  const rest = countWords(text.replace(link, " ").replace(/^\s*[\p{L} ]{1,30}[:：]/u, " "))
  const isRow =
    !heading && texts.length >= 2 && rest <= (isList ? 0 : 2) && texts.every(isShort) && !/\|\s*---/.test(text)
  const words = texts.reduce((sum, said) => sum + countWords(said), 0) / (texts.length || 1)
  return { text, level: heading ? heading[1]!.length : 0, isRow, isList, words }
}

const isShort = (text: string): boolean => countWords(text) <= wordsOfSentence

/** Markdown of a page without its rows of links; nothing but its title where there is nothing else. */
export function withoutLinkRows(markdown: string): string {
  const blocks = markdown.split(/\n{2,}/).map(readBlock)
  const isBare = blocks.every(({ level, isRow }) => level > 0 || isRow)
  const kept: Block[] = []
  let heading = ""
  for (const block of blocks) {
    if (block.level > 0) heading = block.text.replace(/^#+\s*/, "")
    const before = kept.at(-1)
    if (!block.isRow) kept.push(block)
    else if (!isBare && isSaid(block, before, heading)) kept.push(block)
  }
  return withoutEmptySections(kept)
    .map(({ text }) => text)
    .join("\n\n")
}

/** Whether a row of links is part of what is said: a list that is introduced, or that tells what there is by its names. */
function isSaid({ isList, words }: Block, before: Block | undefined, heading: string): boolean {
  if (elsewhere.test(heading)) return false
  const isIntroduced = before !== undefined && before.level === 0 && !before.isRow
  if (!isList) return isIntroduced && /[:：]\s*$/.test(before.text)
  return isIntroduced || words < wordsOfTitle
}

/** A heading whose section was nothing but links has nothing to say either. */
export function withoutEmptySections<T extends { level: number }>(blocks: readonly T[]): T[] {
  return blocks.filter(({ level }, at) => {
    if (level < 2) return true
    const next = blocks[at + 1]
    return next !== undefined && (next.level === 0 || next.level > level)
  })
}
