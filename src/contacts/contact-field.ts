/** Fields that an owner adds to contacts, and what may stand in them. Pure. */

import { AppError } from "../errors"

export type FieldKind = "text" | "number" | "date" | "yes_no" | "choice"
export type ContactFieldPlan = {
  /** Under which the value stands in a contact's fields; stays when the label changes. */
  key: string
  label: string
  kind: FieldKind
  /** Of a choice. */
  options: string[]
}
export type Stage = { id: string; name: string }

export const fieldKinds: Record<FieldKind, string> = {
  text: "Text",
  number: "Number",
  date: "Date",
  yes_no: "Yes or no",
  choice: "One of a list",
}
export const mostFields = 30
export const mostStages = 12
const mostTags = 30
const longestTag = 40
const longestText = 1000

/** “Contract until” → `contract_until`. */
export function keyOf(label: string): string {
  return label
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60)
}

/**
 * A value as it is kept; an empty one removes it.
 * @throws AppError `validation` naming the field.
 */
export function fieldValue({ key, label, kind, options }: ContactFieldPlan, typed: string): string {
  const text = typed.trim()
  if (text === "") return ""
  const refuse = (message: string) => new AppError("validation", `${label}: ${message}`, { field: `field:${key}` })
  switch (kind) {
    case "text":
      if (text.length > longestText) throw refuse(`at most ${longestText} characters.`)
      return text
    case "number": {
      const number = Number(text.replace(/^(-?\d+),(\d+)$/, "$1.$2"))
      if (!Number.isFinite(number)) throw refuse("write a number, such as 12 or 3.5.")
      return String(number)
    }
    case "date": {
      const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
      // 30 February is read as a day in March.
      if (!Number.isFinite(at) || new Date(at).toISOString().slice(0, 10) !== text)
        throw refuse("write a day as 2026-11-30.")
      return text
    }
    case "yes_no": {
      const word = text.toLowerCase()
      if (["yes", "true", "1", "on"].includes(word)) return "yes"
      if (["no", "false", "0", "off"].includes(word)) return "no"
      throw refuse("write yes or no.")
    }
    case "choice": {
      const found = options.find((option) => option.toLowerCase() === text.toLowerCase())
      if (found === undefined) throw refuse(`choose one of: ${options.join(", ")}.`)
      return found
    }
  }
}

/** Tags as they are kept: without the `#`, each once. @throws AppError `validation` */
export function tagsOf(typed: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const each of typed.flatMap((text) => text.split(/[,;\n]/))) {
    const tag = each.replace(/\s+/g, " ").trim().replace(/^#/, "")
    if (tag === "") continue
    if (tag.length > longestTag)
      throw new AppError("validation", `A tag has at most ${longestTag} characters.`, { field: "tags" })
    if (!found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag)
  }
  if (found.size > mostTags) throw new AppError("validation", `At most ${mostTags} tags.`, { field: "tags" })
  return [...found.values()]
}

export type Details = { name: string | null; email: string | null; phone: string | null; company: string | null }

export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>",;:()]+@[^\s@<>"',;:().]+(\.[^\s@<>"',;:().]+)+$/.test(text)

/**
 * The four details that every contact has, checked; an empty one removes the value. @throws AppError `validation`
 * naming the field.
 */
export function checkedDetails(typed: Partial<Record<keyof Details, string | null | undefined>>): Partial<Details> {
  const checked: Partial<Details> = {}
  for (const field of ["name", "email", "phone", "company"] as const) {
    const value = typed[field]
    if (value === undefined) continue
    const text = (value ?? "").replace(/\s+/g, " ").trim()
    if (text.length > (field === "phone" ? 60 : 200))
      throw new AppError("validation", "This is too long to be right.", { field })
    if (field === "email" && text && !isEmail(text))
      throw new AppError("validation", "This is not an email address.", { field })
    if (field === "phone" && text && text.replace(/\D/g, "").length < 5)
      throw new AppError("validation", "This is not a phone number.", { field })
    checked[field] = text || null
  }
  return checked
}
