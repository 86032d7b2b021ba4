import type { PlainText } from "./text"

// Words that carry no topic. A question asked again shares its nouns, not its “how do I”.
const stop = new Set(
  `a an the i you he she it we they me my your our is are was were be been am do does did have has had will would can
  could should may might must to of in on at for from with by and or but if so as that this these those there here what
  which who how when where why not no dont cant didnt please hi hello hey thanks thank ok okay just get got want need
  like know tell help some any about into than then also too very really now still yet already again sir dear kindly`.split(
    /\s+/,
  ),
)

export function wordOverlap(a: PlainText, b: PlainText): number {
  return cosineOf(stems(a), stems(b))
}

export function gramOverlap(a: PlainText, b: PlainText): number {
  return cosineOf(gramsOf(a), gramsOf(b))
}

// A question is compared with many others; it is cut up once.
const cut = new WeakMap<PlainText, Map<string, number>>()
function gramsOf(plain: PlainText): Map<string, number> {
  const known = cut.get(plain) ?? grams(plain)
  cut.set(plain, known)
  return known
}

function stems({ tokens }: PlainText): Map<string, number> {
  const found = new Map<string, number>()
  for (const { plain } of tokens) {
    if (/^[.!?]$/.test(plain)) continue
    found.set(stem(plain), stop.has(plain) ? 0.15 : 1)
  }
  return found
}

export function stem(word: string): string {
  if (word.length <= 4) return word.replace(/s$/, "")
  return word.replace(/(?:ations?|ments?|ings?|ies|ied|ers?|edly|ed|es|ly|s|e|y)$/, "")
}

function grams({ tokens }: PlainText): Map<string, number> {
  const found = new Map<string, number>()
  for (const { plain } of tokens) {
    if (stop.has(plain) || /^[.!?]$/.test(plain)) continue
    const padded = ` ${plain} `
    for (let i = 0; i + 3 <= padded.length; i++) found.set(padded.slice(i, i + 3), 1)
  }
  return found
}

function cosineOf(a: Map<string, number>, b: Map<string, number>): number {
  let dot = 0
  for (const [key, value] of a) dot += value * (b.get(key) ?? 0)
  const norm = (of: Map<string, number>) => Math.sqrt([...of.values()].reduce((sum, value) => sum + value * value, 0))
  return dot === 0 ? 0 : dot / (norm(a) * norm(b))
}
