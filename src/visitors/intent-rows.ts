/** An intent rule as the rows of a form. Pure. */

import { AppError } from "../errors"
import { languageName } from "../languages/names"
import { checkIntentRule, type IntentCondition, type IntentRule } from "./intent"

export type IntentRow = {
  kind: string
  /** Words, a number, a language: whatever the kind asks for. */
  value: string
  /** Of attributes: which, and how it is compared. */
  name: string
  is: string
}
export type IntentDraft = { name: string; enabled: boolean; points: string; rows: IntentRow[] }

export const emptyIntentRow: IntentRow = { kind: "page", value: "", name: "", is: "equal" }
export const emptyIntentDraft: IntentDraft = { name: "", enabled: true, points: "30", rows: [emptyIntentRow] }

export const toIntentDraft = ({ name, enabled, points, all }: IntentRule): IntentDraft => ({
  name,
  enabled,
  points: String(points),
  rows: all.map(rowOf),
})

function rowOf(condition: IntentCondition): IntentRow {
  const row = { ...emptyIntentRow, kind: condition.kind }
  switch (condition.kind) {
    case "page":
    case "campaign":
    case "referrer":
      return { ...row, value: condition.contains }
    case "pages":
    case "visits":
      return { ...row, value: String(condition.atLeast) }
    case "seconds":
      return { ...row, value: String(condition.atLeast) }
    case "language":
      return { ...row, value: languageName(condition.is) }
    case "attribute":
      return { ...row, name: condition.name, is: condition.is, value: condition.value }
  }
}

/** The rule that the rows mean, or what is wrong with them, by the name of the field. */
export function readIntentDraft(
  draft: IntentDraft,
  id: string,
): { rule: IntentRule } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const attempt = (name: string, points: unknown, all: unknown[], rename: (field: string) => string) => {
    try {
      return checkIntentRule({ name, points, all, enabled: draft.enabled }, id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      errors[rename(String(error.extra.field))] ??= error.message
      return undefined
    }
  }
  const fine = { kind: "visits", atLeast: 1 }
  const points = draft.points.trim() === "" ? Number.NaN : Number(draft.points.replace("−", "-"))
  attempt(draft.name, 1, [fine], () => "name")
  attempt("name", points, [fine], () => "points")
  const all = draft.rows.map(partOf)
  for (const [at, part] of all.entries()) attempt("name", 1, [part], () => `rows.${at}`)
  const rule = attempt(draft.name, points, all, (field) =>
    field.startsWith("all.") ? `rows.${field.slice(4)}` : field,
  )
  return rule && Object.keys(errors).length === 0 ? { rule } : { errors }
}

function partOf({ kind, value, name, is }: IntentRow): unknown {
  switch (kind) {
    case "page":
    case "campaign":
    case "referrer":
      return { kind, contains: value }
    case "pages":
    case "visits":
    case "seconds":
      return { kind, atLeast: value }
    case "language":
      return { kind, is: value }
    case "attribute":
      return { kind, name, is, value }
    default:
      return { kind }
  }
}
