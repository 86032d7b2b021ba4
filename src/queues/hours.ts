/** When a business is there: weekly hours in a named time zone, holidays, one-off closures and openings. Pure. */

import { AppError } from "../errors"

/** From and to, as on a shop's door: `09:00`, `18:00`. A `to` at or before its `from` is on the next day. */
export type TimeRange = { from: string; to: string }
export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
export type Day = (typeof days)[number]

/** What replaces the week on these days; no ranges: closed. */
export type HoursException = {
  /** `2026-12-24`, or `12-25` for a holiday of every year. */
  date: string
  /** The last day of a longer closure, as a full date. */
  until?: string | undefined
  ranges: TimeRange[]
  name?: string | undefined
}

export type Hours = {
  timeZone: string
  weekly: Partial<Record<Day, TimeRange[]>>
  exceptions: HoursException[]
}

/** From and to in epoch milliseconds. */
export type Interval = { from: number; to: number }

const longestLook = 400
const refuse = (field: string, message: string) => new AppError("validation", message, { field })

/** Without hours a business counts as always open. */
export const isOpen = (hours: Hours | undefined, at: number): boolean => {
  if (!hours) return true
  const date = dateAt(hours, at)
  // Yesterday's range may reach past midnight.
  return [date.subtract({ days: 1 }), date].some((day) =>
    intervalsOn(hours, day.toString()).some(({ from, to }) => from <= at && at < to),
  )
}

/** The moment itself when it is open; undefined when no opening is set within the next year. */
export function nextOpening(hours: Hours | undefined, at: number): number | undefined {
  if (!hours || isOpen(hours, at)) return at
  let date = dateAt(hours, at)
  for (let day = 0; day < longestLook; day++) {
    const opening = intervalsOn(hours, date.toString()).find(({ from }) => from > at)
    if (opening) return opening.from
    date = date.add({ days: 1 })
  }
  return undefined
}

/**
 * Until when what is open at a moment stays open, over midnights too; undefined when it does not close within a week.
 */
export function closingAfter(hours: Hours, at: number): number | undefined {
  let end = at
  let date = addDays(dayAt(hours, at), -1)
  for (let day = 0; day < 9; day++, date = nextDay(date))
    for (const { from, to } of intervalsOn(hours, date)) if (from <= end && end < to) end = to
  return end < dayStart(hours.timeZone, date) ? end : undefined
}

/**
 * The openings that start on a day (`2026-11-24`, in the hours' own time zone), in order; those that touch are merged.
 */
export function intervalsOn(hours: Hours, date: string): Interval[] {
  const intervals = rangesOn(hours, date)
    .map(({ from, to }) => ({
      from: momentOf(hours.timeZone, date, from),
      to: momentOf(hours.timeZone, isAfter(to, from) ? date : nextDay(date), to),
    }))
    // An hour that a change of the clock skips is no opening.
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from)
  const joined: Interval[] = []
  for (const interval of intervals) {
    const last = joined.at(-1)
    if (last && interval.from <= last.to) last.to = Math.max(last.to, interval.to)
    else joined.push({ ...interval })
  }
  return joined
}

/** The day that it is then, in the hours' own time zone. */
export const dayAt = (hours: Pick<Hours, "timeZone">, at: number): string => dateAt(hours, at).toString()

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()
export const nextDay = (date: string): string => addDays(date, 1)

/** When a day begins there. */
export const dayStart = (timeZone: string, date: string): number => momentOf(timeZone, date, "00:00")

/** A chatbot's stored hours; undefined when none are set, or when they cannot be understood. */
export function readHours(stored: Record<string, unknown>): Hours | undefined {
  try {
    return checkHours(stored)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Those of the queue in which somebody waits, where it has its own; else those of the chatbot. */
export const hoursFor = (
  chatbot: { hours: Record<string, unknown> },
  queue: { hours: Record<string, unknown> | null } | undefined,
): Hours | undefined => readHours(queue?.hours ?? chatbot.hours)

/**
 * @returns undefined when none are set: an empty object, or neither a week nor exceptions.
 * @throws AppError `validation` naming the field.
 */
export function checkHours(given: Record<string, unknown>): Hours | undefined {
  if (Object.keys(given).length === 0) return undefined
  const weekly: Hours["weekly"] = {}
  const week = fieldsOf(given.weekly ?? {}, "hours.weekly")
  for (const [day, ranges] of Object.entries(week)) {
    if (!days.includes(day as Day)) throw refuse("hours.weekly", `“${day}” is not one of ${days.join(", ")}.`)
    const checked = checkRanges(ranges, `hours.${day}`)
    if (checked.length > 0) weekly[day as Day] = checked
  }
  const { exceptions = [] } = given
  if (!Array.isArray(exceptions) || exceptions.length > 400) throw refuse("hours.exceptions", "A list of at most 400.")
  const checked = exceptions.map(checkException)
  if (Object.keys(weekly).length === 0 && checked.length === 0) return undefined
  return { timeZone: checkTimeZone(given.timeZone), weekly, exceptions: checked }
}

/**
 * `09:00-12:30, 13:30-18:00`, as programs may send it; nothing, a dash or “closed” is no range. @throws AppError
 * `validation`
 */
function parseRanges(text: string, field: string): TimeRange[] {
  const typed = text.trim()
  if (!typed || /^(?:[-–—]|closed)$/i.test(typed)) return []
  return typed.split(/[,;]/).map((part) => {
    const [, from, to] = /^\s*(\d{1,2}(?:[:.]\d\d)?)\s*(?:-|–|—|to)\s*(\d{1,2}(?:[:.]\d\d)?)\s*$/i.exec(part) ?? []
    if (!from || !to) throw refuse(field, "Write hours like 09:00-12:30, 13:30-18:00, or leave it empty for closed.")
    return checkRange({ from: asClock(from), to: asClock(to) }, field)
  })
}

/** @throws AppError `validation` */
function checkTimeZone(given: unknown): string {
  if (isTimeZone(given)) return given
  throw refuse("hours.timeZone", "Name the time zone like Europe/Dublin.")
}

export function isTimeZone(given: unknown): given is string {
  if (typeof given !== "string" || !given) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(given)
    return true
  } catch {
    return false
  }
}

function rangesOn(hours: Hours, date: string): TimeRange[] {
  // The last one written wins, so that an opening in the middle of a closure can be added below it.
  const exception = hours.exceptions.findLast(({ date: first, until }) =>
    until ? first <= date && date <= until : first === date || first === date.slice(5),
  )
  return exception?.ranges ?? hours.weekly[days[Temporal.PlainDate.from(date).dayOfWeek - 1]!] ?? []
}

const dateAt = ({ timeZone }: Pick<Hours, "timeZone">, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()

/** In the hour that a change of the clock repeats, the first; in the one that it skips, the moment after. */
function momentOf(timeZone: string, date: string, clock: string): number {
  const day = Temporal.PlainDate.from(date)
  const [on, time] = clock === "24:00" ? [day.add({ days: 1 }), "00:00"] : [day, clock]
  return on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}

const isAfter = (to: string, from: string) => to > from
const asClock = (typed: string): string => {
  const [hour = "", minute = "00"] = typed.split(/[:.]/)
  return `${hour.padStart(2, "0")}:${minute}`
}

function checkRanges(given: unknown, field: string): TimeRange[] {
  if (typeof given === "string") return parseRanges(given, field)
  if (!Array.isArray(given) || given.length > 10) throw refuse(field, "A list of at most ten ranges.")
  return given.map((range) => checkRange(range, field))
}

function checkRange(given: unknown, field: string): TimeRange {
  // A pair is understood too: it is how most calendars write it.
  const [from, to] = Array.isArray(given) ? given : Object.values(pick(fieldsOf(given, field)))
  const isClock = (text: unknown): text is string =>
    typeof text === "string" && /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)
  if (!isClock(from) || !isClock(to) || from === "24:00" || from === to)
    throw refuse(field, "Write times as 09:00 and 18:00; an opening ends later than it starts.")
  return { from, to }
}

const pick = ({ from, to }: Record<string, unknown>) => ({ from, to })

function checkException(given: unknown): HoursException {
  const field = "hours.exceptions"
  const { date, until, ranges = [], name } = fieldsOf(given, field)
  if (typeof date !== "string" || !isDate(date.length === 5 ? `2024-${date}` : date))
    throw refuse(field, "Write a date like 2026-12-24, or 12-25 for every year.")
  if (until !== undefined && (typeof until !== "string" || !isDate(until) || date.length === 5 || until < date))
    throw refuse(field, "A closure ends on a full date, not before it starts.")
  const called = typeof name === "string" ? name.trim().slice(0, 80) : ""
  return {
    date,
    ...(until ? { until } : {}),
    ranges: checkRanges(ranges, field),
    ...(called ? { name: called } : {}),
  }
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

function fieldsOf(given: unknown, field: string): Record<string, unknown> {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Record<string, unknown>
  throw refuse(field, "This cannot be read as hours.")
}
