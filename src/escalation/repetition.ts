import { daysNamedIn, saidOf } from "../languages/weekdays"
import learnt from "./repetition.json"
import { gramOverlap, stem, wordOverlap } from "./similarity"
import { toPlain } from "./text"
import type { FoundEntry, JudgementDeps, Signal } from "./types"

/** A question with what its retrieval found, the best first, and what its answer quoted, where that is known. */
export type Question = {
  text: string
  confidence?: number
  found?: readonly FoundEntry[]
  quoted?: readonly string[] | undefined
}

/** What speaks for two questions being one: by their words, and by the entries that would answer them. */
export const wordInputs = ["topic", "aligned", "letters"] as const
export const askedInputs = [...wordInputs, "agreed", "agreedByOne", "sameBest", "near"] as const
export type PairInputs = Record<(typeof askedInputs)[number], number>
type Linear = { one: number } & Record<string, number>

/** Learnt by train-repetition.ts. */
const weights: { words: Linear; asked: Linear } = learnt

/** How surely `later` asks again what `earlier` asked, in logits: above 0 it rather does. Other words for the same thing are
 * known by their meaning, misspelt ones by their letters, and those that share nothing by the entry that answers both. */
function againLogit(earlier: Question, later: Question, deps: JudgementDeps): number {
  const said = toPlain(later.text).text
  if (toPlain(earlier.text).text === said && said !== "") return certain
  if (isOfAnotherDay(earlier.text, later.text)) return -certain
  const inputs = pairInputs(earlier, later, deps)
  const heard = heardOf(earlier, later)
  const byWords = linear(weights.words, inputs)
  return heard === 0 ? byWords : heard * linear(weights.asked, inputs) + (1 - heard) * byWords
}

/**
 * “Are you open on Sunday?” – “And on Monday?”: two questions. Today and tomorrow are mostly asked for out of hurry, and in a
 * longer story a day is only told.
 */
function isOfAnotherDay(earlier: string, later: string): boolean {
  if (Math.max(earlier.length, later.length) > longestOfDay) return false
  const [a, b] = [earlier, later].map((text) => daysNamedIn(saidOf(text)))
  return a !== "" && b !== "" && a !== b && /\d|weekend/.test(a! + b!)
}
const longestOfDay = 60

/** The same as a probability, 0 … 1. */
export const repeats = (earlier: Question, later: Question, deps: JudgementDeps): number =>
  1 / (1 + Math.exp(-againLogit(earlier, later, deps)))

const certain = 6
const isAsked = ({ found, confidence }: Question): boolean => confidence !== undefined && (found?.length ?? 0) > 0
/** Whether what the content answers says something of the two: where it answers neither, only their words do. */
export const areAsked = (a: Question, b: Question): boolean =>
  isAsked(a) && isAsked(b) && Math.max(a.confidence!, b.confidence!) > leastTrusted

// With so much more confidence than counts at all, the content has its full say; with less the words alone keep theirs.
const fullyHeard = 0.2
/** How much what the content answers says of the two, 0 … 1. */
function heardOf(a: Question, b: Question): number {
  if (!areAsked(a, b)) return 0
  return Math.min(1, (Math.max(a.confidence!, b.confidence!) - leastTrusted) / fullyHeard) * quotedAlike(a, b)
}

/** A price list or a week of opening times is one entry that answers many questions: of those, the rows that were quoted
 * say what was asked. How much of them is the same, 0 … 1; where nothing is known of one, the entry stands for them. */
function quotedAlike(a: Question, b: Question): number {
  if (!a.quoted?.length || !b.quoted?.length) return 1
  // “And on Thursday?” is looked for together with what it follows on, and quotes that once more.
  if (namesItsOwn(a, b) || namesItsOwn(b, a)) return 0
  const shared = a.quoted.filter((row) => b.quoted!.includes(row)).length
  return shared / (a.quoted.length + b.quoted.length - shared)
}

/** Whether it names, in a word that the other has not, a row that only its own answer quotes. */
function namesItsOwn({ text, quoted = [] }: Question, other: Question): boolean {
  const [own, others] = [stemsOf(text), stemsOf(other.text)]
  return quoted.some((row) => {
    if (other.quoted?.includes(row)) return false
    const inRow = stemsOf(row)
    return [...own].some((word) => word.length >= 4 && !others.has(word) && inRow.has(word))
  })
}

const stemsOf = (text: string): Set<string> => new Set(toPlain(text).tokens.map(({ plain }) => stem(plain)))

export function pairInputs(earlier: Question, later: Question, { similarity, compare }: JudgementDeps): PairInputs {
  const [a, b] = [toPlain(earlier.text), toPlain(later.text)]
  const { topic, aligned } = compare?.(earlier.text, later.text) ?? {
    topic: similarity(earlier.text, later.text),
    aligned: wordOverlap(a, b),
  }
  return { topic, aligned, letters: gramOverlap(a, b), ...agreement(earlier, later) }
}

// A poor answer often is the entry that catches what nothing fits: agreeing on it says nothing.
const leastTrusted = 0.4
const trust = (confidence: number) => Math.max(0, (confidence - leastTrusted) / (1 - leastTrusted))
// How much better an entry must score to be e times as likely. Of the entries only the first few are kept in the log.
const temperature = 0.15
const entriesRead = 6
const leastAgreed = 0.01

function agreement(earlier: Question, later: Question) {
  const [a, b] = [likely(earlier.found), likely(later.found)]
  const [first, second] = [a[0], b[0]]
  if (!first || !second) return { agreed: 0, agreedByOne: 0, sameBest: 0, near: 0 }
  const trusts = [trust(earlier.confidence ?? 0), trust(later.confidence ?? 0)]
  const [both, one] = [Math.min(...trusts), Math.max(...trusts)]
  const scoreIn = (list: readonly Likely[], id: string) => list.find((entry) => entry.id === id)?.score ?? 0
  const shared = a.reduce((sum, { id, share }) => sum + share * (b.find((entry) => entry.id === id)?.share ?? 0), 0)
  const agreed = Math.log(Math.max(shared, leastAgreed))
  const near = Math.max(
    second.score > 0 ? scoreIn(b, first.id) / second.score : 0,
    first.score > 0 ? scoreIn(a, second.id) / first.score : 0,
  )
  return {
    agreed: agreed * both,
    agreedByOne: agreed * one,
    sameBest: first.id === second.id ? both : 0,
    near: near * both,
  }
}

type Likely = FoundEntry & { share: number }

/** The entries with how likely each is the one meant, by their scores. */
function likely(found: readonly FoundEntry[] = []): Likely[] {
  const best = found[0]?.score ?? 0
  const read = found.slice(0, entriesRead).map((entry) => ({
    ...entry,
    share: Math.exp((entry.score - best) / temperature),
  }))
  const total = read.reduce((sum, { share }) => sum + share, 0)
  return read.map((entry) => ({ ...entry, share: entry.share / total }))
}

function linear(by: Linear, inputs: PairInputs): number {
  let sum = by.one
  for (const [name, value] of Object.entries(inputs)) sum += (by[name] ?? 0) * value
  return sum
}

/** `earlier` are the questions asked before in this episode, oldest first. `asked` is how often this was asked, this time
 * included. */
export function detectRepetition(
  now: Question,
  earlier: readonly Question[],
  deps: JudgementDeps,
): { signal: Signal; asked: number } {
  const ranked = earlier
    .slice(-mostRemembered)
    .map((question) => ({ question, logit: againLogit(question, now, deps) }))
    .sort((a, b) => b.logit - a.logit)
    .slice(0, mostCounted)
  const [best] = ranked
  const score = best ? 1 / (1 + Math.exp(-best.logit)) : 0
  const asked = timesAsked(now, ranked, deps)
  const before = ranked.slice(0, Math.max(1, asked - 1)).map(({ question }) => `“${question.text}”`)
  const why = `asked before: ${before.join(", ")}`
  const evidence = score < worthTelling ? [] : [{ text: now.text, start: 0, end: now.text.length, why }]
  return { signal: { kind: "repetition", score, evidence }, asked }
}

const mostCounted = 4
// A long talk has left behind what it began with.
const mostRemembered = 12
const worthTelling = 0.75
// How sure all of the pairs must be on the whole. Chosen on composed dialogues, each knowledge base with weights of the other.
const surelyOne = 0.6
// By words alone two questions of one topic are near: only one that was hardly changed counts.
const wordsAloneLess = 2.1

/** Each time counts only if all of the times together are one question, also the earlier ones among themselves: a question
 * that lies between two others repeats neither. */
function timesAsked(
  now: Question,
  ranked: readonly { question: Question; logit: number }[],
  deps: JudgementDeps,
): number {
  const surely = (logit: number, a: Question, b: Question) => logit - (1 - heardOf(a, b)) * wordsAloneLess
  let times = 1
  let sum = 0
  let pairs = 0
  for (const [index, { question, logit }] of ranked.entries()) {
    sum += surely(logit, question, now)
    for (const { question: other } of ranked.slice(0, index))
      sum += surely(againLogit(other, question, deps), other, question)
    pairs += index + 1
    if (sum / pairs >= surelyOne) times = index + 2
  }
  return times
}
