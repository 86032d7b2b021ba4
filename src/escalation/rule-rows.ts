/** A rule as rows of a form, joined by and/or, each of which may be turned round: every condition can be written so. Pure. */

import { AppError } from "../errors"
import { languageCode, languageName } from "../languages/names"
import { type Action, type Condition, type Rule, validateRule } from "./rule"

export type RuleRow = {
  /** How it goes on from the row before; “and” binds closer than “or”. */
  join: "and" | "or"
  not: boolean
  kind: string
  /** Words, sentences, an address, a number: whatever the kind asks for. */
  value: string
  /** Of contact details and attributes: which. */
  field: string
  from: string
  until: string
  days: string[]
  /** Of sentences: how near a message must come, 0 … 1. */
  likeness: string
}
export type RuleDraft = {
  name: string
  enabled: boolean
  rows: RuleRow[]
  action: { kind: string; queue: string; level: string; text: string }
}

export const emptyRow: RuleRow = {
  join: "and",
  not: false,
  kind: "words",
  value: "",
  field: "",
  from: "",
  until: "",
  days: [],
  likeness: "",
}
export const emptyDraft: RuleDraft = {
  name: "",
  enabled: true,
  rows: [emptyRow],
  action: { kind: "escalate", queue: "", level: "high", text: "" },
}

const mostRows = 30

type Leaf = Exclude<Condition, { kind: "all" | "any" | "not" }>
type Literal = { leaf: Leaf; not: boolean }

/** @returns undefined where it would take more rows than anybody can read. */
export function toDraft({ name, enabled, when, action }: Rule): RuleDraft | undefined {
  const groups = groupsOf(when, false)
  if (!groups || groups.flat().length > mostRows) return undefined
  const rows = groups.flatMap((group) =>
    group.map(({ leaf, not }, index): RuleRow => ({ ...rowOf(leaf), not, join: index === 0 ? "or" : "and" })),
  )
  const { kind, queue = "", level = "high", text = "" } = action as Action & Record<"queue" | "level" | "text", string>
  return { name, enabled, rows, action: { kind, queue, level, text } }
}

/** Any of groups, each of which is all of its parts. A “not” is carried inwards to the parts themselves. */
function groupsOf(condition: Condition, not: boolean): Literal[][] | undefined {
  if (condition.kind === "not") return groupsOf(condition.of, !not)
  if (condition.kind !== "all" && condition.kind !== "any") return [[{ leaf: condition, not }]]
  let groups: Literal[][] | undefined
  for (const part of condition.of) {
    const next = groupsOf(part, not)
    if (!next) return undefined
    if (!groups) groups = next
    else if ((condition.kind === "any") !== not) groups = [...groups, ...next]
    else groups = groups.flatMap((before) => next.map((after) => [...before, ...after]))
    if (groups.length > mostRows) return undefined
  }
  return groups
}

function rowOf(leaf: Leaf): RuleRow {
  const row = { ...emptyRow, kind: leaf.kind }
  switch (leaf.kind) {
    case "words":
      return { ...row, value: leaf.phrases.join("\n") }
    case "topic":
      return {
        ...row,
        value: leaf.examples.join("\n"),
        likeness: leaf.likeness === undefined ? "" : String(leaf.likeness),
      }
    case "page":
      return { ...row, value: leaf.contains }
    case "campaign":
      return { ...row, value: leaf.is }
    case "contact_field":
      return { ...row, field: leaf.field, value: leaf.is ?? "" }
    case "attribute":
      return { ...row, field: leaf.name, value: leaf.is ?? "" }
    case "unresolved_messages":
      return { ...row, value: String(leaf.atLeast) }
    case "language":
      return { ...row, value: leaf.is.map(languageName).join(", ") }
    case "time":
      return { ...row, from: leaf.from, until: leaf.until, days: (leaf.days ?? []).map(String) }
    case "frustration":
      return { ...row, value: String(Math.round(leaf.above * 10_000) / 100) }
    case "returning_visitor":
      return row
  }
}

/** The rule that the rows mean, or what is wrong with them, by the name of the field. */
export function readDraft(draft: RuleDraft, id: string): { rule: Rule } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const attempt = <T>(field: string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      errors[field] ??= error.message
      return undefined
    }
  }
  const whole = { id: "checked", name: "checked", enabled: true, action: { kind: "offer" } }
  const parts = draft.rows.map((row, at) =>
    attempt(`rows.${at}`, () => validateRule({ ...whole, when: leafOf(row) }).when),
  )
  const anything: Condition = { kind: "returning_visitor" }
  const action = attempt(
    "action",
    () => validateRule({ ...whole, when: anything, action: actionOf(draft.action) }).action,
  )
  const groups: Condition[][] = []
  for (const [at, row] of draft.rows.entries()) {
    const part = parts[at] ?? anything
    const literal: Condition = row.not ? { kind: "not", of: part } : part
    if (at === 0 || row.join === "or") groups.push([literal])
    else groups.at(-1)!.push(literal)
  }
  const named = attempt("name", () => validateRule({ ...whole, name: draft.name, when: anything }).name)
  if (groups.length === 0) errors.rows = "Add at least one condition."
  if (Object.keys(errors).length > 0 || !action || named === undefined) return { errors }
  const when = joined(
    "any",
    groups.map((group) => joined("all", group)),
  )
  return { rule: validateRule({ id, name: named, enabled: draft.enabled, when, action }) }
}

const joined = (kind: "all" | "any", of: Condition[]): Condition => (of.length === 1 ? of[0]! : { kind, of })

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)

function leafOf({ kind, value, field, from, until, days, likeness }: RuleRow): unknown {
  const text = value.trim()
  switch (kind) {
    case "words":
      return { kind, phrases: lines(value) }
    case "topic":
      return { kind, examples: lines(value), ...(likeness ? { likeness: Number(likeness) } : {}) }
    case "page":
      // A star for “anything before or after” is what “contains” means already.
      return { kind, contains: text.replace(/^[*\s]+|[*\s]+$/g, "") }
    case "campaign":
      return { kind, is: text }
    case "contact_field":
      return { kind, field, ...(text ? { is: text } : {}) }
    case "attribute":
      return { kind, name: field, ...(text ? { is: text } : {}) }
    case "unresolved_messages":
      return { kind, atLeast: /^\d+$/.test(text) ? Number(text) : Number.NaN }
    case "language":
      return { kind, is: languagesIn(text) }
    case "time":
      return { kind, from, until, ...(days.length > 0 ? { days: days.map(Number) } : {}) }
    case "frustration":
      return { kind, above: perCent(text) }
    default:
      return { kind }
  }
}

function languagesIn(text: string): string[] {
  const named = text.split(/[,;\n]/).map((one) => one.trim())
  // “de fr” is two codes, “Old Norse” one name.
  const parts = named.flatMap((one) => (languageCode(one) ? [one] : one.split(/\s+/))).filter(Boolean)
  const codes = parts.map((one) => {
    const code = languageCode(one)
    if (code) return code
    throw new AppError("validation", `“${one.slice(0, 40)}” is not a language known here. Write it like German or de.`)
  })
  return [...new Set(codes)]
}

function perCent(text: string): number {
  const number = /^\d{1,3}([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN
  if (!(number <= 100)) throw new AppError("validation", "Give a number from 0 to 100.")
  return number / 100
}

function actionOf({ kind, queue, level, text }: RuleDraft["action"]): unknown {
  if (kind === "escalate") return { kind, ...(queue ? { queue } : {}) }
  if (kind === "priority") return { kind, level }
  return kind === "answer" ? { kind, text } : { kind }
}
