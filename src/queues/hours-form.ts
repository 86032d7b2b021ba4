import type { Values } from "../../views/admin/form"
import type { Form } from "../http/form"
import { days, formatException, formatRanges, parseExceptions, parseRanges, readHours } from "./hours"

/** Hours as the fields of a form have them. */
export function hoursValues(stored: Record<string, unknown>): Values {
  const hours = readHours(stored)
  return {
    "hours.timeZone": hours?.timeZone ?? "",
    ...Object.fromEntries(days.map((day) => [`hours.${day}`, formatRanges(hours?.weekly[day])])),
    "hours.exceptions": (hours?.exceptions ?? []).map(formatException).join("\n"),
  }
}

/** All empty: no hours. @throws AppError `validation` */
export function hoursOf(form: Form): Record<string, unknown> {
  const weekly = Object.fromEntries(days.map((day) => [day, parseRanges(form.text(`hours.${day}`), `hours.${day}`)]))
  const exceptions = parseExceptions(form.lines("hours.exceptions"), "hours.exceptions")
  const isEmpty = exceptions.length === 0 && Object.values(weekly).every((ranges) => ranges.length === 0)
  return isEmpty ? {} : { timeZone: form.text("hours.timeZone").trim(), weekly, exceptions }
}
