/** Finds two places that say different things of one thing: prices, periods, times, percentages. */

import { plainOf, sentencesOf } from "./chunk"
import { stem } from "./stem"
import { synonymsOf } from "./synonyms"
import { isFunctionWord, wordsOf } from "./words"

export type Stated = { id: number; title: string; headings: string; text: string }
export type Contradiction = { kind: FactKind; first: Place; second: Place }
type Place = { id: number; sentence: string; value: string }
type FactKind = "price" | "period" | "time" | "share"

type Fact = {
  place: Place
  kind: FactKind
  /** What the number counts: working days are no days. */
  unit: string
  value: string
  /** What it is about, in stems. */
  about: Set<string>
  topic: Set<string>
  isRow: boolean
}

const number = "\\d{1,3}(?:[.,\\u202f ]\\d{3})*(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?"
const finders: [FactKind, RegExp, (found: RegExpExecArray) => { value: string; unit: string } | undefined][] = [
  [
    "price",
    new RegExp(
      `([€$£])\\s?(${number})|(${number})\\s?(€|euros?\\b|eur\\b|dollars?\\b|usd\\b|pounds?\\b|gbp\\b)`,
      "giu",
    ),
    (found) => ({ value: amountOf(found[2] ?? found[3]!), unit: currencyOf(found[1] ?? found[4]!) }),
  ],
  [
    "share",
    new RegExp(`(${number})\\s?(?:%|per ?cent\\b)`, "giu"),
    (found) => ({ value: amountOf(found[1]!), unit: "%" }),
  ],
  [
    "time",
    /\b(\d{1,2})[:.](\d{2})\b(?:\s?(am|pm)\b)?|\b(\d{1,2})\s?(am|pm)\b/giu,
    (found) => {
      const hours = Number(found[1] ?? found[4])
      const half = (found[3] ?? found[5])?.toLowerCase()
      if (hours > 24 || Number(found[2] ?? 0) > 59) return undefined
      const full = half === "pm" && hours < 12 ? hours + 12 : hours
      return { value: `${full}:${found[2] ?? "00"}`, unit: "o'clock" }
    },
  ],
  [
    "period",
    new RegExp(
      `\\b(\\d{1,4}|${"one two three four five six seven eight nine ten twelve fourteen thirty".split(" ").join("|")})[ -](?:(working|business|full|calendar)[ -])?(minute|hour|day|week|month|year|night)s?\\b`,
      "giu",
    ),
    (found) => ({
      value: String(spelt[found[1]!.toLowerCase()] ?? Number(found[1])),
      unit: `${found[2] ? "working " : ""}${found[3]!.toLowerCase()}`,
    }),
  ],
]
const spelt: Record<string, number> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, fourteen: 14, thirty: 30 },
}

/** A sentence that opposes, compares or ranges says of several things what looks like one. */
const severalThings =
  /\b(?:or|between|from \S+ to|up to|at least|at most|instead of|rather than|unless|except|otherwise|another|extra|additional|less than|more than|over|under|above|below)\b(?! orders?\b)/i
/** Words around a value that say only that there is one. */
const saysNothing = new Set(
  (
    "cost price charge fee pay take takes last valid available standard usual usually normal normally about around only always " +
    "offer include including need needs ask give keep whole full each per every order orders day days week time times"
  )
    .split(" ")
    .map(stem),
)
const leastShared = 2
const mostShown = 50

/**
 * In pieces, since a large website takes seconds. Only sentences that state one value of a kind, say it of the same thing in nearly the same words, and differ in the
 * value: what is reported is to be right, so much is passed over.
 * @param mine only what contradicts these, by their ids; they stand first in what is found.
 */
export function* searchContradictions(
  passages: readonly Stated[],
  mine?: ReadonlySet<number>,
): Generator<undefined, Contradiction[]> {
  const facts: Fact[] = []
  for (const [index, passage] of passages.entries()) {
    facts.push(...factsOf(passage))
    if (index % 10 === 9) yield
  }
  const byWord = new Map<string, number[]>()
  for (const [index, { kind, unit, about }] of facts.entries()) {
    if (index % 100 === 99) yield
    for (const word of about) {
      const key = `${kind} ${unit} ${word}`
      const list = byWord.get(key)
      if (list) list.push(index)
      else byWord.set(key, [index])
    }
  }
  const found: Contradiction[] = []
  const seen = new Set<string>()
  for (const [index, fact] of facts.entries()) {
    if (index % 20 === 19) yield
    if (mine && !mine.has(fact.place.id)) continue
    const shared = new Map<number, number>()
    for (const word of fact.about) {
      const list = byWord.get(`${fact.kind} ${fact.unit} ${word}`)!
      // A word that half of them have tells nothing apart, and would compare everything with everything.
      if (list.length > 400) continue
      for (const other of list) if (mine || other > index) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    for (const [at, count] of shared) {
      const other = facts[at]!
      if (count < leastShared || other.value === fact.value || other.place.id === fact.place.id) continue
      if (mine?.has(other.place.id) && at < index) continue
      if (!isSameThing(fact, other)) continue
      const key = [fact.place.id, other.place.id, fact.kind].join(" ")
      if (seen.has(key)) continue
      seen.add(key)
      found.push({ kind: fact.kind, first: fact.place, second: other.place })
      if (found.length >= mostShown) return found
    }
  }
  return found
}

function isSameThing(a: Fact, b: Fact): boolean {
  // A word that only one of them has may be the very thing that tells them apart: children's, express, Sunday.
  const isSaid = (word: string, { about, topic }: Fact) =>
    about.has(word) || topic.has(word) || [...(synonymsOf(word) ?? [])].some((other) => about.has(other))
  if (![...a.about].every((word) => isSaid(word, b)) || ![...b.about].every((word) => isSaid(word, a))) return false
  const shared = sharedOf(a.about, b.about)
  // The same row of two tables is of two things, if the tables are.
  if (a.isRow && b.isRow && 2 * sharedOf(a.topic, b.topic) < 1.6 * Math.max(a.topic.size, b.topic.size)) return false
  // Few words in common are enough only under one heading.
  return shared >= 3 || (shared >= leastShared && sharedOf(a.topic, b.topic) + sharedOf(a.about, b.topic) > 0)
}

function factsOf({ id, title, headings, text }: Stated): Fact[] {
  const facts: Fact[] = []
  const topic = stemsOf(`${title} ${headings}`)
  for (const { sentence, isRow } of statementsOf(text)) {
    const found = valuesIn(sentence)
    for (const kind of ["price", "share", "time", "period"] as const) {
      const values = found.filter((each) => each.kind === kind)
      const [only] = values
      // Two prices in one sentence are of two things, and which is of which cannot be told.
      if (!only || values.length > 1) continue
      const rest = sentence.slice(0, only.start) + sentence.slice(only.end)
      if (severalThings.test(sentence)) continue
      const about = stemsOf(rest.replace(/\d+/g, " "))
      for (const word of saysNothing) about.delete(word)
      if (about.size < leastShared) continue
      facts.push({
        place: { id, sentence, value: sentence.slice(only.start, only.end).trim() },
        ...{ kind, unit: only.unit, value: only.value, about, topic, isRow },
      })
    }
  }
  return facts
}

function valuesIn(sentence: string) {
  const values: { kind: FactKind; unit: string; value: string; start: number; end: number }[] = []
  for (const [kind, pattern, read] of finders)
    for (const match of sentence.matchAll(pattern)) {
      const value = read(match as RegExpExecArray)
      if (value) values.push({ kind, ...value, start: match.index, end: match.index + match[0].length })
    }
  return values
}

/** Sentences and their halves, the items of lists, and the rows of tables with what stands over each cell. */
function statementsOf(text: string): { sentence: string; isRow: boolean }[] {
  const statements: { sentence: string; isRow: boolean }[] = []
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split("\n")
    if (/^\s*\|/.test(block)) {
      for (const sentence of rowsOf(lines)) statements.push({ sentence, isRow: true })
      continue
    }
    const hasItems = lines.some((line) => /^\s*(?:[-*+•]|\d+[.)])\s/.test(line))
    const said = lines.filter((line) => !/^\s*\|/.test(line))
    for (const part of hasItems ? said : [said.join("\n")])
      for (const sentence of sentencesOf(plainOf(part.replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, ""))))
        for (const half of sentence.split(/;\s+|,\s+(?=(?:and|but|so|then)\s)/))
          statements.push({ sentence: half, isRow: false })
  }
  return statements
}

/** A table without a head says what it means elsewhere. */
function rowsOf(lines: readonly string[]): string[] {
  if (!/^[\s|:-]+$/.test(lines[1] ?? "")) return []
  const [head = [], ...rows] = lines
    .filter((line) => /^\s*\|/.test(line) && !/^[\s|:-]+$/.test(line))
    .map((line) =>
      plainOf(line)
        .trim()
        .replace(/^\||\|$/g, "")
        .split("|")
        .map((cell) => cell.trim()),
    )
  return rows.flatMap(([first = "", ...cells]) =>
    cells.flatMap((cell, index) => (cell ? [`${first}, ${head[index + 1] ?? ""}: ${cell}`] : [])),
  )
}

const stemsOf = (text: string): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => !isFunctionWord(word))
      .map(stem),
  )

function sharedOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared
}

/** 1,250 and 1.250 are one number, 4.95 and 4,95 another. */
function amountOf(text: string): string {
  const plain = text.replace(/[\u202f ]/g, "").replace(/[.,](?=\d{3}(?:\D|$))/g, "")
  return String(Number(plain.replace(",", ".")))
}

function currencyOf(text: string): string {
  const sign = text.toLowerCase()
  if (sign === "€" || sign.startsWith("eu")) return "€"
  return sign === "$" || sign.startsWith("d") || sign === "usd" ? "$" : "£"
}
