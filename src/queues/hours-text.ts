/** When the business is there, in a visitor's words, and for a model. Pure. */

import { dateStyleOf, gapIn, sentencesIn } from "../languages/sentences"
import { closingAfter, dayAt, type Hours, type Interval, intervalsOn, isOpen, nextDay, nextOpening } from "./hours"
import type { HoursQuestion } from "./hours-question"

const dayMs = 24 * 3600_000
const lookAheadDays = 30

const clock = (hours: Hours, at: number) =>
  new Intl.DateTimeFormat("en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: hours.timeZone,
  }).format(at)
/** Midnight as an end is the end of that day. */
const spans = (hours: Hours, intervals: Interval[]) =>
  intervals.map(({ from, to }) => `${clock(hours, from)}–${clock(hours, to).replace("00:00", "24:00")}`).join(", ")
const dayName = (locale: string, date: string, style: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(dateStyleOf(locale), { ...style, timeZone: "UTC" }).format(Date.parse(date))
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const longDay = { weekday: "long", day: "numeric", month: "long" } as const

/** The sentence for one day, with the name of a holiday. */
function dayText(hours: Hours, locale: string, date: string): string {
  const t = sentencesIn(locale).hours
  const opening = intervalsOn(hours, date)
  const day = capital(dayName(locale, date, longDay))
  const name = exceptionOn(hours, date)?.name
  const called = name ? `${day} (${name})` : day
  return opening.length > 0
    ? t.open.replace("{day}", called).replace("{hours}", spans(hours, opening))
    : t.closed.replace("{day}", called)
}

/** Days of the usual week that are alike stand together: “Monday–Friday 09:00–18:00”. */
function weekLines(hours: Hours, locale: string): string[] {
  const usual = { ...hours, exceptions: [] }
  // Any week will do, but for those in which the clocks change.
  const monday = "2026-01-05"
  const lines: { from: string; to: string; text: string }[] = []
  let date = monday
  for (let day = 0; day < 7; day++, date = nextDay(date)) {
    const text = spans(usual, intervalsOn(usual, date)) || "–"
    const last = lines.at(-1)
    const name = dayName(locale, date, { weekday: "long" })
    if (last?.text === text) last.to = name
    else lines.push({ from: name, to: name, text })
  }
  const { line } = sentencesIn(locale).hours
  return lines.map(({ from, to, text }) =>
    line.replace("{day}", capital(from === to ? from : `${from} – ${to}`)).replace("{hours}", text),
  )
}

function exceptionOn(hours: Hours, date: string) {
  return hours.exceptions.findLast(({ date: first, until }) =>
    until ? first <= date && date <= until : first === date || first === date.slice(5),
  )
}

/** What differs from the week in the days to come. */
function comingExceptions(hours: Hours, locale: string, at: number): string[] {
  const found: string[] = []
  for (let day = 0, date = dayAt(hours, at); day < lookAheadDays; day++, date = nextDay(date))
    if (exceptionOn(hours, date)) found.push(dayText(hours, locale, date))
  return found
}

/** @param back a moment as the visitor would say it. */
export function answerHoursText(
  hours: Hours,
  asked: HoursQuestion,
  locale: string,
  at: number,
  back: (moment: number) => string,
): string {
  const t = sentencesIn(locale).hours
  const shut = () => {
    const next = nextOpening(hours, at)
    return [t.shut, next !== undefined && t.back.replace("{}", back(next))].filter(Boolean).join(gapIn(locale))
  }
  if (asked.about === "now") {
    if (!isOpen(hours, at)) return shut()
    const end = closingAfter(hours, at)
    // Open around the clock: no hour at which it closes would be true.
    if (end === undefined) return dayText(hours, locale, dayAt(hours, at))
    return t.now.replace("{}", end - at < dayMs ? clock(hours, end) : back(end))
  }
  if (asked.about === "day") return dayText(hours, locale, asked.date)
  const coming = comingExceptions(hours, locale, at)
  const list = (lines: string[]) => lines.map((line) => `- ${line}`)
  return [
    t.week.replace("{}", hours.timeZone),
    ...list(weekLines(hours, locale)),
    ...(coming.length > 0 ? [t.soon, ...list(coming)] : []),
  ].join("\n")
}

/** For a model: the week, what differs from it, and where in it we are. */
export function describeHours(hours: Hours, at: number): string {
  const today = dayAt(hours, at)
  const next = nextOpening(hours, at)
  const state = isOpen(hours, at)
    ? "The business is open now."
    : `The business is closed now${next === undefined ? "" : ` and opens again on ${dayName("en", dayAt(hours, next), longDay)} at ${clock(hours, next)}`}.`
  return [
    `Opening hours of the business, in the time zone ${hours.timeZone}. “–” is closed.`,
    ...weekLines(hours, "en"),
    ...comingExceptions(hours, "en", at),
    `It is now ${dayName("en", today, longDay)}, ${clock(hours, at)} there. ${state}`,
  ].join("\n")
}
