/** Opening hours as the rows of a form have them, and back. Pure. */

import { AppError } from "../errors"
import type { Form } from "../http/form"
import { type Day, days, type HoursException, isDate, isTimeZone, readHours, type TimeRange } from "./hours"

export type SpanDraft = TimeRange
export type DayDraft = { isOpen: boolean; spans: SpanDraft[] }
/** A holiday, a closure, an opening out of turn. */
export type SpecialDraft = DayDraft & { date: string; until: string; name: string; isYearly: boolean }
/** What stands in the fields, right or wrong. */
export type HoursDraft = {
  /** Otherwise there are none: open always, or as the chatbot. */
  isOwn: boolean
  timeZone: string
  week: Record<Day, DayDraft>
  special: SpecialDraft[]
}
/** `done`: after an act that is not the saving, the field to go on in and what was done in a sentence. */
type HoursAct = { draft: HoursDraft; done?: { focus: string; said: string } }

const usual: SpanDraft = { from: "09:00", to: "17:00" }
const workdays: readonly Day[] = ["mon", "tue", "wed", "thu", "fri"]
const closed: DayDraft = { isOpen: false, spans: [usual] }
const weekOf = (of: (day: Day) => DayDraft) =>
  Object.fromEntries(days.map((day) => [day, of(day)])) as HoursDraft["week"]

/** @param today `2026-11-30`: a holiday of every year is shown at its next date. */
export function hoursDraft(stored: Record<string, unknown>, today: string): HoursDraft {
  const hours = readHours(stored)
  const dayOf = (ranges: readonly TimeRange[] = []): DayDraft =>
    // A field for times knows no 24:00.
    ranges.length === 0
      ? closed
      : { isOpen: true, spans: ranges.map(({ from, to }) => ({ from, to: to === "24:00" ? "00:00" : to })) }
  if (!hours) {
    const week = weekOf((day) => ({ isOpen: workdays.includes(day), spans: [usual] }))
    return { isOwn: false, timeZone: "", week, special: [] }
  }
  return {
    isOwn: true,
    timeZone: hours.timeZone,
    week: weekOf((day) => dayOf(hours.weekly[day])),
    special: hours.exceptions.map(({ date, until = "", ranges, name = "" }) => ({
      ...dayOf(ranges),
      ...{ until, name, isYearly: date.length === 5 },
      date: date.length === 5 ? nextDateOf(date, today) : date,
    })),
  }
}

function readHoursDraft(form: Form): HoursDraft {
  const names = Object.keys(form.values())
  const indexes = (prefix: string) => {
    const found = names.flatMap((name) =>
      name.startsWith(prefix) ? (/^\d{1,4}(?=\.)/.exec(name.slice(prefix.length))?.[0] ?? []) : [],
    )
    return [...new Set(found.map(Number))].sort((a, b) => a - b)
  }
  const text = (name: string) => form.text(name).trim()
  const dayOf = (prefix: string): DayDraft => ({
    isOpen: form.isChecked(`${prefix}.open`),
    spans: indexes(`${prefix}.`).map((at) => ({ from: text(`${prefix}.${at}.from`), to: text(`${prefix}.${at}.to`) })),
  })
  return {
    isOwn: text("hours.kind") === "own",
    timeZone: text("hours.timeZone"),
    week: weekOf((day) => dayOf(`hours.${day}`)),
    special: indexes("hours.special.").map((at) => {
      const prefix = `hours.special.${at}`
      return {
        ...dayOf(prefix),
        ...{ date: text(`${prefix}.date`), until: text(`${prefix}.until`), name: text(`${prefix}.name`) },
        isYearly: form.isChecked(`${prefix}.yearly`),
      }
    }),
  }
}

/** What was typed, and what a pressed button has changed in it. */
export function readHoursAct(form: Form): HoursAct {
  const draft = readHoursDraft(form)
  const act = form.text("hours")
  return act ? changeHours(draft, act) : { draft }
}

/**
 * What is stored of it; nothing where there are no own hours.
 * @param isWhole false: only the week; the time zone and the holidays are those of the chatbot.
 * @throws AppError `validation` with every field that is wrong.
 */
export function hoursOf(draft: HoursDraft, isWhole = true): Record<string, unknown> {
  if (!draft.isOwn) return {}
  const errors: Record<string, string> = {}
  const weekly: Partial<Record<Day, TimeRange[]>> = {}
  for (const day of days) weekly[day] = rangesOf(draft.week[day], `hours.${day}`, errors)
  const exceptions = draft.special.flatMap((special, at) => exceptionOf(special, `hours.special.${at}`, errors) ?? [])
  if (isWhole && !isTimeZone(draft.timeZone)) errors["hours.timeZone"] = "Choose the time zone."
  const isEmpty = days.every((day) => !draft.week[day].isOpen) && exceptions.length === 0
  if (isEmpty)
    errors["hours.kind"] ??=
      "Closed on every day. Open at least one: a holiday or a week off is added as days of its own."
  const [first] = Object.entries(errors)
  if (first) throw new AppError("validation", first[1], { field: first[0], fields: errors })
  return isWhole ? { timeZone: draft.timeZone, weekly, exceptions } : { weekly }
}

/**
 * Rows that are added, taken away or copied, before anything is saved.
 * @param act as the pressed button says it: `add.mon`, `remove.mon.1`, `copy.mon`, `workdays.mon`, `add.special`.
 */
function changeHours(draft: HoursDraft, act: string): HoursAct {
  const [verb = "", ...where] = act.split(".")
  const isSpecial = where[0] === "special"
  if (isSpecial && where.length === 1) {
    const added = { ...closed, date: "", until: "", name: "", isYearly: false }
    const focus = `hours.special.${draft.special.length}.date`
    return { draft: { ...draft, special: [...draft.special, added] }, done: { focus, said: "A day was added." } }
  }
  if (isSpecial && verb === "remove" && where.length === 2) {
    const special = draft.special.filter((_, at) => at !== Number(where[1]))
    return { draft: { ...draft, special }, done: { focus: "hours.special.add", said: "The day was removed." } }
  }
  const at = Number(where[1])
  const day = days.find((one) => one === where[0])
  const row = isSpecial ? draft.special[at] : day && draft.week[day]
  if (!row) return { draft, done: { focus: "", said: "" } }
  const place = isSpecial ? `hours.special.${at}` : `hours.${day}`
  const put = (changed: DayDraft): HoursDraft =>
    isSpecial
      ? { ...draft, special: draft.special.map((one, index) => (index === at ? { ...one, ...changed } : one)) }
      : { ...draft, week: { ...draft.week, [day!]: changed } }
  switch (verb) {
    case "add": {
      const spans = [...row.spans, { from: "", to: "" }]
      const focus = `${place}.${row.spans.length}.from`
      return { draft: put({ isOpen: true, spans }), done: { focus, said: "Further hours were added." } }
    }
    case "remove": {
      const gone = Number(where.at(-1))
      const spans = row.spans.filter((_, index) => index !== gone)
      const isLast = spans.length === 0
      const said = isLast ? "Closed on this day." : "These hours were removed."
      const changed = { isOpen: row.isOpen && !isLast, spans: isLast ? [usual] : spans }
      return { draft: put(changed), done: { focus: isLast ? `${place}.open` : `${place}.add`, said } }
    }
    case "copy":
    case "workdays": {
      const wanted: readonly Day[] = verb === "copy" ? days : workdays
      const week = weekOf((one) => (wanted.includes(one) ? row : draft.week[one]))
      const said = verb === "copy" ? "Copied to all days." : "Copied to Monday to Friday."
      return { draft: { ...draft, week }, done: { focus: `${place}.copy`, said } }
    }
    default:
      return { draft, done: { focus: "", said: "" } }
  }
}

function rangesOf({ isOpen, spans }: DayDraft, field: string, errors: Record<string, string>): TimeRange[] {
  if (!isOpen) return []
  const refuse = (message: string) => {
    errors[field] ??= message
    return []
  }
  const written = spans.filter(({ from, to }) => from || to)
  if (written.length === 0) return refuse("Say from when until when, or switch it to closed.")
  if (written.length > 10) return refuse("Ten spans a day are the most.")
  const ranges: TimeRange[] = []
  for (const span of written) {
    if (!span.from || !span.to) return refuse("Write both times.")
    const [from, to] = [clockOf(span.from), clockOf(span.to)]
    if (from === undefined || to === undefined) return refuse("Write times such as 09:00 and 17:30.")
    // Midnight as an end is the end of that day.
    const end = to === "00:00" ? "24:00" : to
    if (from === end) return refuse("It ends when it starts.")
    ranges.push({ from, to: end })
  }
  ranges.sort((a, b) => a.from.localeCompare(b.from))
  const overlaps = ranges.some(({ from, to }, at) => {
    const next = ranges[at + 1]
    return next !== undefined && (to <= from || next.from < to)
  })
  return overlaps ? refuse("These times overlap.") : ranges
}

function exceptionOf(special: SpecialDraft, field: string, errors: Record<string, string>): HoursException | undefined {
  const { date, until, name, isYearly } = special
  if (!date && !until && !name) return undefined
  const refuse = (message: string) => {
    errors[field] ??= message
    return undefined
  }
  if (!date) return refuse("Choose its date.")
  if (!isDate(date) || (until && !isDate(until))) return refuse("This is no date.")
  if (until && until < date) return refuse("Its last day is before its first.")
  const isLonger = until !== "" && until !== date
  if (isLonger && isYearly)
    return refuse("Only a single day can come back every year. Add each of them, or leave “Every year” off.")
  const ranges = rangesOf(special, field, errors)
  return {
    date: isYearly ? date.slice(5) : date,
    ...(isLonger ? { until } : {}),
    ranges,
    ...(name ? { name } : {}),
  }
}

/** `9.30` is what a keyboard without a colon writes. */
function clockOf(text: string): string | undefined {
  const [, hour, minute] = /^(\d{1,2})[:.](\d\d)(?::\d\d)?$/.exec(text) ?? []
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, "0")}:${minute}`
}

/** When `12-25` comes next; what only leap years have waits for one. */
function nextDateOf(date: string, today: string): string {
  for (let year = Number(today.slice(0, 4)); ; year++) {
    const full = `${year}-${date}`
    if (full >= today && isDate(full)) return full
  }
}
