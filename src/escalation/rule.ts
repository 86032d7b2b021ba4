/** A rule of the owner: its shape, what is allowed, and how it reads. Pure. */

import { AppError } from "../errors"
import { languageName } from "../languages/names"

/** A rule of the owner, as data: when the condition holds, the action is taken. Earlier rules go first. */
export type Rule = { id: string; name: string; enabled: boolean; when: Condition; action: Action }

export type Condition =
  | { kind: "all"; of: Condition[] }
  | { kind: "any"; of: Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "words"; phrases: string[] }
  | { kind: "topic"; examples: string[]; likeness?: number }
  | { kind: "page"; contains: string }
  | { kind: "campaign"; is: string }
  | { kind: "contact_field"; field: string; is?: string }
  | { kind: "unresolved_messages"; atLeast: number }
  | { kind: "language"; is: string[] }
  | { kind: "time"; from: string; until: string; days?: number[] }
  | { kind: "frustration"; above: number }
  | { kind: "returning_visitor" }
  | { kind: "attribute"; name: string; is?: string }

export type Action =
  | { kind: "escalate"; queue?: string }
  | { kind: "offer" }
  | { kind: "alert" }
  | { kind: "capture_lead" }
  | { kind: "priority"; level: "low" | "normal" | "high" | "urgent" }
  | { kind: "answer"; text: string }

/** What may be sent: a rule, or only words that always call a person. Without an id it is new. */
export type RuleInput = {
  id?: string | undefined
  name: string
  enabled?: boolean | undefined
  when?: unknown
  action?: unknown
  phrases?: string[] | undefined
}

const mostRules = 200

/**
 * The owner's rules as they are kept.
 * @throws AppError `validation` naming the field, as in `rules.2.when.phrases`.
 */
export function checkRules(given: readonly RuleInput[], newId: () => string): Rule[] {
  if (given.length > mostRules) refuse("rules", `At most ${mostRules} rules.`)
  const taken = new Set<string>()
  return given.map((input, at) => {
    const asked = input.id?.trim()
    // Two rules of one id could not be told apart in the list.
    const id = asked && !taken.has(asked) ? asked : newId()
    taken.add(id)
    try {
      return validateRule({ enabled: true, ...defined(fullRule(input)), id })
    } catch (error) {
      if (!(error instanceof AppError) || typeof error.extra.field !== "string") throw error
      throw new AppError("validation", error.message, { field: `rules.${at}.${error.extra.field}` })
    }
  })
}

/** Words alone, as rules were at first, are a rule that calls a person. */
export function fullRule({ phrases, ...rule }: RuleInput): RuleInput {
  if (!phrases || rule.when !== undefined) return rule
  const kept = phrases.map((phrase) => phrase.trim()).filter(Boolean)
  const when = { kind: "words", phrases: [...new Set(kept)] }
  return { ...rule, when, action: rule.action ?? { kind: "escalate" } }
}

const defined = (rule: RuleInput) => Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined))

/** Throws a refusal that names the field by its path, as in `when.of.1.phrases`. */
export function validateRule(value: unknown): Rule {
  const rule = record(value, "rule", "A rule must have a name, a condition and an action.")
  const id = text(rule.id, "id", "The rule has no id.")
  const name = text(rule.name, "name", "Give the rule a name.")
  if (name.length > 100) refuse("name", "The name may have up to 100 characters.")
  if (typeof rule.enabled !== "boolean") refuse("enabled", "Say whether the rule is on or off.")
  return {
    id,
    name,
    enabled: rule.enabled as boolean,
    when: conditionOf(rule.when, "when", 0),
    action: actionOf(rule.action, "action"),
  }
}

function conditionOf(value: unknown, field: string, depth: number): Condition {
  const one = record(value, field, "Choose a condition.")
  if (depth > 5) refuse(field, "Conditions can be nested five deep.")
  switch (one.kind) {
    case "all":
    case "any": {
      const parts = list(one.of, `${field}.of`, "Add at least one condition to the group.")
      return { kind: one.kind, of: parts.map((part, i) => conditionOf(part, `${field}.of.${i}`, depth + 1)) }
    }
    case "not":
      return { kind: "not", of: conditionOf(one.of, `${field}.of`, depth + 1) }
    case "words":
      return { kind: "words", phrases: phrasesOf(one.phrases, `${field}.phrases`) }
    case "topic": {
      const examples = texts(one.examples, `${field}.examples`, "Add at least one example sentence.")
      if (one.likeness === undefined) return { kind: "topic", examples }
      return { kind: "topic", examples, likeness: share(one.likeness, `${field}.likeness`) }
    }
    case "page":
      return {
        kind: "page",
        contains: text(one.contains, `${field}.contains`, "Say what the page's address contains."),
      }
    case "campaign":
      return { kind: "campaign", is: text(one.is, `${field}.is`, "Name the campaign.") }
    case "contact_field":
      return {
        kind: "contact_field",
        field: text(one.field, `${field}.field`, "Choose a contact field."),
        ...optionalValue(one, field),
      }
    case "unresolved_messages": {
      const atLeast = Number(one.atLeast)
      if (!Number.isInteger(atLeast) || atLeast < 1 || atLeast > 100) {
        refuse(`${field}.atLeast`, "Say after how many messages, from 1 to 100.")
      }
      return { kind: "unresolved_messages", atLeast }
    }
    case "language": {
      const languages = texts(one.is, `${field}.is`, "Choose at least one language.")
      for (const [i, code] of languages.entries()) {
        if (!/^[a-z]{2}$/.test(code))
          refuse(`${field}.is.${i}`, `“${shortened(code)}” is not a language code such as “en” or “de”.`)
      }
      return { kind: "language", is: languages }
    }
    case "time": {
      const from = clock(one.from, `${field}.from`)
      const until = clock(one.until, `${field}.until`)
      if (from === until) refuse(`${field}.until`, "The time window must end at another time than it begins.")
      if (one.days === undefined) return { kind: "time", from, until }
      const days = list(one.days, `${field}.days`, "Choose at least one day.").map(Number)
      if (days.some((day) => !Number.isInteger(day) || day < 0 || day > 6))
        refuse(`${field}.days`, "Days go from 0, Sunday, to 6, Saturday.")
      return { kind: "time", from, until, days }
    }
    case "frustration":
      return { kind: "frustration", above: share(one.above, `${field}.above`) }
    case "returning_visitor":
      return { kind: "returning_visitor" }
    case "attribute":
      return {
        kind: "attribute",
        name: text(one.name, `${field}.name`, "Name the attribute."),
        ...optionalValue(one, field),
      }
    default:
      return refuse(`${field}.kind`, `“${String(one.kind)}” is not a kind of condition.`)
  }
}

function actionOf(value: unknown, field: string): Action {
  const one = record(value, field, "Choose what the rule does.")
  switch (one.kind) {
    case "escalate":
      if (one.queue === undefined) return { kind: "escalate" }
      return { kind: "escalate", queue: text(one.queue, `${field}.queue`, "Choose a queue.") }
    case "offer":
    case "alert":
    case "capture_lead":
      return { kind: one.kind }
    case "priority": {
      const level = ["low", "normal", "high", "urgent"].find((name) => name === one.level)
      return {
        kind: "priority",
        level: (level ?? refuse(`${field}.level`, "Choose a priority: low, normal, high or urgent.")) as "low",
      }
    }
    case "answer":
      return { kind: "answer", text: text(one.text, `${field}.text`, "Write the answer.") }
    default:
      return refuse(`${field}.kind`, `“${String(one.kind)}” is not something a rule can do.`)
  }
}

function refuse(field: string, message: string): never {
  throw new AppError("validation", message, { field })
}

function record(value: unknown, field: string, message: string): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : refuse(field, message)
}

function text(value: unknown, field: string, message: string): string {
  const trimmed = typeof value === "string" ? value.trim() : ""
  if (trimmed.length > 2000) refuse(field, "This may have up to 2,000 characters.")
  return trimmed || refuse(field, message)
}

function list(value: unknown, field: string, message: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(field, message)
  return value.length <= 100 ? value : refuse(field, "This may have up to 100 parts.")
}

const texts = (value: unknown, field: string, message: string) =>
  list(value, field, message).map((one, i) => text(one, `${field}.${i}`, message))

/** What messages are read by: letters, digits, pictures, marks. “€” is none of them, and alone would never be found. */
const findable = /[\p{L}\p{N}\p{Extended_Pictographic}.!?…;:]/u

function phrasesOf(value: unknown, field: string): string[] {
  const phrases = texts(value, field, "Add at least one word or phrase.")
  for (const [i, phrase] of phrases.entries()) {
    if (!findable.test(phrase))
      refuse(`${field}.${i}`, `“${shortened(phrase)}” has no word in it that a message could contain.`)
  }
  return phrases
}

function share(value: unknown, field: string): number {
  return typeof value === "number" && value >= 0 && value <= 1 ? value : refuse(field, "Give a number from 0 to 1.")
}

function clock(value: unknown, field: string): string {
  return typeof value === "string" && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)
    ? value
    : refuse(field, "Give a time such as 09:30.")
}

const optionalValue = (one: Record<string, unknown>, field: string) =>
  one.is === undefined ? {} : { is: text(one.is, `${field}.is`, "Say which value.") }

/**
 * “Call a person in the queue “sales” when the visitor mentions “pricing” and is on a page with “/plans”.”
 * @param nameOf a queue's name by its id or name; what it does not know is gone.
 */
export function describeRule(
  { when, action }: Pick<Rule, "when" | "action">,
  nameOf: (queue: string) => string | undefined = (queue) => queue,
): string {
  return `${describeAction(action, nameOf)} when ${describeCondition(when, false, false)}.`
}

function describeAction(action: Action, nameOf: (queue: string) => string | undefined): string {
  switch (action.kind) {
    case "escalate": {
      const queue = action.queue && nameOf(action.queue)
      if (queue) return `Call a person in the queue “${queue}”`
      return action.queue ? "Call a person (its queue is gone: in the chatbot's own)" : "Call a person"
    }
    case "offer":
      return "Offer a person"
    case "alert":
      return "Alert the operators, and let the AI go on,"
    case "capture_lead":
      return "Ask for contact details"
    case "priority":
      return `Set the priority to ${action.level}`
    case "answer":
      return `Answer “${shortened(action.text)}”`
  }
}

/** Each condition in two wordings, as it is and turned round: nobody says “not the visitor mentions”. */
export function describeCondition(condition: Condition, isNested: boolean, isNegated: boolean): string {
  const [is, mentions, came, has] = isNegated
    ? ["is not", "does not mention", "did not come", "has not"]
    : ["is", "mentions", "came", "has"]
  const joined = (parts: Condition[], word: string) => {
    const sentence = parts
      .map((part) => describeCondition(part, parts.length > 1 || isNegated, false))
      .join(` ${word} `)
    if (isNegated) return `it is not true that (${sentence})`
    return isNested && parts.length > 1 ? `(${sentence})` : sentence
  }
  switch (condition.kind) {
    case "all":
      return joined(condition.of, "and")
    case "any":
      return joined(condition.of, "or")
    case "not":
      return describeCondition(condition.of, true, !isNegated)
    case "words":
      return `the visitor ${mentions} ${quoted(condition.phrases)}`
    case "topic":
      return `the message ${is} about the same as ${quoted(condition.examples)}`
    case "page":
      return `the visitor ${is} on a page with “${shortened(condition.contains)}”`
    case "campaign":
      return `the visitor ${came} by the campaign “${shortened(condition.is)}”`
    case "contact_field": {
      const field = condition.field.replaceAll("_", " ")
      if (condition.is === undefined) return `the contact's ${field} ${is} known`
      return `the contact's ${field} ${is} “${shortened(condition.is)}”`
    }
    case "unresolved_messages": {
      const { atLeast } = condition
      const passed = `${atLeast} ${atLeast === 1 ? "message has" : "messages have"} passed without a resolution`
      return isNegated ? `fewer than ${passed}` : passed
    }
    case "language":
      return `the visitor's language ${is} ${listed(condition.is.map(languageName), "or")}`
    case "time":
      return `it ${is} between ${condition.from} and ${condition.until}${condition.from > condition.until ? " the next day" : ""}${daysOf(condition.days)}`
    case "frustration":
      return `frustration is ${isNegated ? "at most" : "above"} ${Math.round(condition.above * 1000) / 10} %`
    case "returning_visitor":
      return `the visitor ${has} been here before`
    case "attribute":
      if (condition.is === undefined) return `“${condition.name}” ${is} set`
      return `“${condition.name}” ${is} “${shortened(condition.is)}”`
  }
}

const mostQuoted = 6
const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** “a”, “b” or “c”; of many the first few. */
function quoted(phrases: readonly string[]): string {
  const shown = phrases.length > mostQuoted ? phrases.slice(0, mostQuoted - 1) : phrases
  const words = shown.map((phrase) => `“${shortened(phrase)}”`)
  return listed(shown.length < phrases.length ? [...words, `${phrases.length - shown.length} more`] : words, "or")
}

const listed = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`

// Monday first, as people count them.
const weekdays = [1, 2, 3, 4, 5, 6, 0]
const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

function daysOf(days: readonly number[] | undefined): string {
  if (!days || new Set(days).size === 7) return ""
  return ` on ${listed(
    weekdays.filter((day) => days.includes(day)).map((day) => dayNames[day]!),
    "or",
  )}`
}
