import { type Action, type Condition, describeCondition, type Rule } from "./rule"
import { hashedWords, phraseWords, wordsIn } from "./rule-words"
import { toPlain } from "./text"
import type { Evidence } from "./types"

/** What is known when a message arrives. For a replay `words` stand for the text, and `time` is that of the message. */
export type RuleContext = {
  text?: string
  /** Hashed word stems in order, as stored with the features of the turn. */
  words?: number[]
  page?: string
  /** A campaign has several names: its own, its source, its medium. Any of them will do. */
  campaign?: string | readonly string[]
  contact?: Record<string, string | undefined>
  unresolvedMessages?: number
  language?: string
  /** In the chatbot's own time zone: minutes since midnight, and the day of the week, 0 being Sunday. */
  time?: { minutes: number; day: number }
  frustration?: number
  returning?: boolean
  attributes?: Record<string, string | undefined>
  /** How near the message is in meaning to an example, 0 … 1. */
  likeness?: (example: string) => number
}

export type RuleMatch = { rule: Rule; action: Action }

/** The rules that hold, in their order. Of actions that decide who answers next, only the first is taken. */
export function matchRules(rules: readonly Rule[], context: RuleContext): RuleMatch[] {
  const words = context.words ?? hashedWords(context.text ?? "")
  const matches: RuleMatch[] = []
  let decided = false
  for (const rule of rules) {
    if (!rule.enabled || !holds(rule.when, context, words)) continue
    const decides = rule.action.kind === "escalate" || rule.action.kind === "offer" || rule.action.kind === "answer"
    if (decides && decided) continue
    decided ||= decides
    matches.push({ rule, action: rule.action })
  }
  return matches
}

function holds(condition: Condition, context: RuleContext, words: number[]): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => holds(one, context, words))
    case "any":
      return condition.of.some((one) => holds(one, context, words))
    case "not":
      return !holds(condition.of, context, words)
    case "words":
      return condition.phrases.some((phrase) => includesInOrder(words, stemsOf(phrase)))
    case "topic":
      return condition.examples.some((example) => (context.likeness?.(example) ?? 0) >= (condition.likeness ?? 0.6))
    case "page":
      return (context.page ?? "").toLowerCase().includes(condition.contains.toLowerCase())
    case "campaign":
      return [context.campaign].flat().some((one) => same(one, condition.is))
    case "contact_field":
      return hasValue(namedIn(context.contact, condition.field), condition.is)
    case "unresolved_messages":
      return (context.unresolvedMessages ?? 0) >= condition.atLeast
    case "language":
      return condition.is.some((one) => same(context.language?.slice(0, 2), one))
    case "time":
      return isWithin(context.time, condition)
    case "frustration":
      return (context.frustration ?? 0) > condition.above
    case "returning_visitor":
      return context.returning === true
    case "attribute":
      return hasValue(namedIn(context.attributes, condition.name), condition.is)
  }
}

const known = new Map<string, number[]>()
function stemsOf(phrase: string): number[] {
  const found = known.get(phrase) ?? phraseWords(phrase)
  if (known.size > 2000) known.clear()
  known.set(phrase, found)
  return found
}

function includesInOrder(words: number[], phrase: number[]): boolean {
  if (phrase.length === 0) return false
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, offset) => words[start + offset] === word)) return true
  }
  return false
}

const same = (a: string | undefined, b: string) => (a ?? "").trim().toLowerCase() === b.trim().toLowerCase()
const hasValue = (value: string | undefined, is: string | undefined) =>
  is === undefined ? (value ?? "").trim() !== "" : same(asKept(value), asKept(is) ?? "")
// Kept as yes and no; who writes code writes otherwise.
const asKept = (value: string | undefined) =>
  value
    ?.trim()
    .replace(/^true$/i, "yes")
    .replace(/^false$/i, "no")

/** By its name, however the name is written. */
function namedIn(of: Record<string, string | undefined> | undefined, name: string): string | undefined {
  if (!of) return undefined
  if (Object.hasOwn(of, name)) return of[name]
  const found = Object.keys(of).find((one) => same(one, name))
  return found === undefined ? undefined : of[found]
}

function isWithin(
  time: RuleContext["time"],
  { from, until, days }: { from: string; until: string; days?: number[] },
): boolean {
  if (!time) return false
  const [start, end] = [minutesOf(from), minutesOf(until)]
  const { minutes, day } = time
  // A window over midnight belongs to the day on which it began.
  const inside = start <= end ? minutes >= start && minutes < end : minutes >= start || minutes < end
  const began = start > end && minutes < end ? (day + 6) % 7 : day
  return inside && (days === undefined || days.length === 0 || days.includes(began))
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Why a rule held: the visitor's words that it is about, and what else of its condition was so. */
export function evidenceOf(rule: Rule, text: string, context: RuleContext = {}): Evidence[] {
  const why = `rule “${rule.name}”`
  const words = wordsIn(toPlain(text))
  const known = { ...context, words: words.map((word) => word.hash) }
  const found = partsThatHold(rule.when, known, false).flatMap(({ part, not }): Evidence[] => {
    if (part.kind !== "words" || not) {
      const quote = part.kind === "topic" && !not ? text.slice(0, longestQuote) : ""
      return [{ text: quote, why: describeCondition(part, false, not) }]
    }
    return part.phrases.flatMap((phrase) => {
      const stems = stemsOf(phrase)
      const at = words.findIndex(
        (_, from) => stems.length > 0 && stems.every((word, i) => words[from + i]?.hash === word),
      )
      const [first, last] = [words[at], words[at + stems.length - 1]]
      if (!first || !last) return []
      return [{ text: text.slice(first.start, last.end), start: first.start, end: last.end, why }]
    })
  })
  return found.length > 0 ? found.slice(0, mostReasons) : [{ text: "", why }]
}

const [mostReasons, longestQuote] = [6, 160]
type Part = Exclude<Condition, { kind: "all" | "any" | "not" }>

/** Of a condition that holds: the single conditions by which it does. */
function partsThatHold(
  condition: Condition,
  context: RuleContext & { words: number[] },
  not: boolean,
): PartThatHolds[] {
  if (condition.kind === "not") return partsThatHold(condition.of, context, !not)
  if (condition.kind === "all" || condition.kind === "any")
    return condition.of.flatMap((one) => partsThatHold(one, context, not))
  return holds(condition, context, context.words) === not ? [] : [{ part: condition, not }]
}
type PartThatHolds = { part: Part; not: boolean }
