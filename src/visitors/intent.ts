/** Who looks ready to buy: the owner's rules, each worth points, over what is known of a visit. Pure. */

import { AppError } from "../errors"
import { checkLanguage, languageCode, languageName } from "../languages/names"
import { type Attributes, attributeText } from "./attributes"

export type IntentCondition =
  | { kind: "page"; contains: string }
  | { kind: "pages"; atLeast: number }
  | { kind: "seconds"; atLeast: number }
  | { kind: "visits"; atLeast: number }
  | { kind: "campaign"; contains: string }
  | { kind: "referrer"; contains: string }
  | { kind: "language"; is: string }
  | { kind: "attribute"; name: string; is: "set" | "equal" | "at_least" | "at_most"; value: string }

/** When all of its conditions hold, its points count. Points below zero speak against it. */
export type IntentRule = { id: string; name: string; enabled: boolean; all: IntentCondition[]; points: number }

export type IntentSettings = {
  rules: IntentRule[]
  /** From this score on somebody is worth an alert. */
  threshold: number
  alert: boolean
  /** What the widget says to them of its own accord; empty: nothing. */
  greeting: string
}

export const defaultIntent: IntentSettings = { rules: [], threshold: 60, alert: true, greeting: "" }
export const mostIntentRules = 50
const mostConditions = 8

export type IntentFacts = {
  /** Of this visit, oldest first. */
  pages: readonly { url: string }[]
  campaign: Readonly<Record<string, string>>
  referrer: string
  locale: string
  visits: number
  seconds: number
  attributes: Readonly<Attributes>
}

type IntentReason = { rule: string; points: number; text: string }
export type Intent = { score: number; isHigh: boolean; reasons: IntentReason[] }

/** The sum of the points of the rules that hold, from 0 to 100, and each of them with what it saw. */
export function scoreIntent({ rules, threshold }: IntentSettings, facts: IntentFacts): Intent {
  const reasons = rules.flatMap(({ enabled, name, all, points }): IntentReason[] => {
    if (!enabled || all.length === 0) return []
    const seen: string[] = []
    for (const condition of all) {
      const found = findEvidence(condition, facts)
      if (found === undefined) return []
      seen.push(found)
    }
    return [{ rule: name, points, text: [...new Set(seen)].join(", ") }]
  })
  const sum = reasons.reduce((total, { points }) => total + points, 0)
  const score = Math.min(100, Math.max(0, sum))
  return { score, isHigh: score >= threshold && score > 0, reasons }
}

/** What was seen, in words; undefined where the condition does not hold. */
function findEvidence(condition: IntentCondition, facts: IntentFacts): string | undefined {
  const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())
  switch (condition.kind) {
    case "page": {
      const page = facts.pages.findLast(({ url }) => has(url, condition.contains))
      return page && pathOf(page.url)
    }
    case "pages":
      return facts.pages.length >= condition.atLeast ? `${facts.pages.length} pages` : undefined
    case "seconds":
      return facts.seconds >= condition.atLeast ? `here for ${durationText(facts.seconds)}` : undefined
    case "visits":
      return facts.visits >= condition.atLeast ? `visit ${facts.visits}` : undefined
    case "campaign": {
      const found = Object.values(facts.campaign).find((value) => has(value, condition.contains))
      return found && `campaign ${found}`
    }
    case "referrer":
      return has(facts.referrer, condition.contains) ? `from ${URL.parse(facts.referrer)?.hostname}` : undefined
    case "language":
      return facts.locale.slice(0, 2).toLowerCase() === condition.is
        ? `speaks ${languageName(condition.is)}`
        : undefined
    case "attribute": {
      const value = Object.hasOwn(facts.attributes, condition.name) ? facts.attributes[condition.name] : undefined
      return value !== undefined && compares(condition, value) ? `${condition.name} ${attributeText(value)}` : undefined
    }
  }
}

function compares({ is, value: wanted }: Extract<IntentCondition, { kind: "attribute" }>, value: unknown): boolean {
  switch (is) {
    case "set":
      return value !== "" && value !== false
    case "equal": {
      const text = attributeText(value as string)
        .trim()
        .toLowerCase()
      const other = wanted.trim().toLowerCase()
      return text === other || (value === true && other === "true") || (value === false && other === "false")
    }
    case "at_least":
    case "at_most": {
      // Websites say “249.90” as often as 249.9.
      const number = typeof value === "number" ? value : typeof value === "string" && value.trim() ? Number(value) : NaN
      return is === "at_least" ? number >= Number(wanted) : number <= Number(wanted)
    }
  }
}

/** The moments after an arrival, in seconds, at which the score may change though nothing else happens. */
export const momentsOf = ({ rules }: IntentSettings): number[] =>
  rules.flatMap(({ enabled, all }) =>
    enabled ? all.flatMap((condition) => (condition.kind === "seconds" ? [condition.atLeast] : [])) : [],
  )

const pathOf = (url: string): string => URL.parse(url)?.pathname ?? url.slice(0, 80)

function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes < 1 ? `${Math.floor(seconds)} s` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`
}

/** “40 points when the visitor has been on a page with “/pricing” and comes for the 2nd time or more.” */
export function describeIntentRule({ all, points }: Pick<IntentRule, "all" | "points">): string {
  const worth = `${points > 0 ? "+" : "−"}${Math.abs(points)}`
  return `${worth} when the visitor ${all.map(describeCondition).join(" and ")}.`
}

function describeCondition(condition: IntentCondition): string {
  switch (condition.kind) {
    case "page":
      return `has been on a page with “${condition.contains}”`
    case "pages":
      return `has seen ${condition.atLeast} pages or more`
    case "seconds":
      return `has been here for ${durationText(condition.atLeast)}`
    case "visits":
      return `has come ${condition.atLeast} times or more`
    case "campaign":
      return `came by a campaign with “${condition.contains}”`
    case "referrer":
      return `came from “${condition.contains}”`
    case "language":
      return `speaks ${languageName(condition.is)}`
    case "attribute": {
      const { name, is, value } = condition
      const words = {
        set: "is set",
        equal: `is “${value}”`,
        at_least: `is ${value} or more`,
        at_most: `is ${value} or less`,
      }
      return `has “${name}” that ${words[is]}`
    }
  }
}

/** @throws AppError `validation`, naming the field, as in `all.1.contains`. */
export function checkIntentRule(given: unknown, id: string): IntentRule {
  const rule = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>
  const name = text(rule.name, "name", "Give the rule a name.", 60)
  const points = Number(rule.points)
  if (!Number.isInteger(points) || points === 0 || Math.abs(points) > 100)
    refuse("points", "Points are a whole number from −100 to 100, and not 0.")
  const parts = Array.isArray(rule.all) ? rule.all : []
  if (parts.length === 0) refuse("all", "Add at least one condition.")
  if (parts.length > mostConditions) refuse("all", `A rule has up to ${mostConditions} conditions.`)
  return {
    id,
    name,
    enabled: rule.enabled !== false,
    points,
    all: parts.map((part, at) => checkCondition(part, `all.${at}`)),
  }
}

function checkCondition(given: unknown, field: string): IntentCondition {
  const one = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>
  const { kind } = one
  switch (kind) {
    case "page":
    case "campaign":
    case "referrer":
      return { kind, contains: text(one.contains, field, "Say what it contains.", 200) }
    case "pages":
    case "visits":
      return { kind, atLeast: count(one.atLeast, field, 1000) }
    case "seconds":
      return { kind, atLeast: count(one.atLeast, field, 24 * 3600) }
    case "language": {
      const given = text(one.is, field, "Name a language, such as German.", 40)
      const code = languageCode(given)
      const found = code ? { code } : checkLanguage(given)
      if ("problem" in found) return refuse(field, "This is not a language known here. Write it like German or de.")
      return { kind, is: found.code }
    }
    case "attribute": {
      const name = text(one.name, field, "Name the detail, as your website calls it.", 40)
      const is = one.is
      if (is === "set") return { kind, name, is, value: "" }
      if (is !== "equal" && is !== "at_least" && is !== "at_most") return refuse(field, "Choose how it is compared.")
      const value = text(one.value, field, "Say with what it is compared.", 200)
      if (is !== "equal" && !Number.isFinite(Number(value))) return refuse(field, "More or less than what number?")
      return { kind, name, is, value }
    }
    default:
      return refuse(field, "Choose a condition.")
  }
}

/** @throws AppError `validation` */
export function checkIntentSettings(given: Omit<IntentSettings, "rules">): Omit<IntentSettings, "rules"> {
  const { threshold, alert, greeting } = given
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 100)
    refuse("threshold", "The score is a whole number from 1 to 100.")
  if (greeting.length > 300) refuse("greeting", "A greeting has up to 300 characters.")
  return { threshold, alert, greeting: greeting.trim() }
}

function refuse(field: string, message: string): never {
  throw new AppError("validation", message, { field })
}

function text(value: unknown, field: string, message: string, most: number): string {
  const trimmed = typeof value === "string" ? value.trim() : ""
  if (trimmed.length > most) refuse(field, `This may have up to ${most} characters.`)
  return trimmed || refuse(field, message)
}

function count(value: unknown, field: string, most: number): number {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value)
  return Number.isInteger(number) && number >= 1 && number <= most
    ? number
    : refuse(field, `Give a whole number from 1 to ${most}.`)
}
