import { expect, test } from "bun:test"
import { checkHours } from "./hours"
import { readHoursQuestion } from "./hours-question"
import { answerHoursText, describeHours } from "./hours-text"

// Monday, 23 November 2026, ten o'clock in Dublin.
const today = "2026-11-23"
const at = Date.UTC(2026, 10, 23, 10)
const hours = checkHours({
  timeZone: "Europe/Dublin",
  weekly: {
    ...Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, "09:00-12:30, 13:30-18:00"])),
    sat: "10:00-16:00",
  },
  exceptions: [{ date: "2026-12-08", ranges: [], name: "Staff day" }],
})!
const saturday = { about: "day", date: "2026-11-28", isMoment: false } as const

test.each([
  ["Are you open on Saturday?", saturday],
  ["are you open today", { about: "day", date: today, isMoment: true }],
  ["Is the shop open on 8 December?", { about: "day", date: "2026-12-08", isMoment: true }],
  ["When do you close tomorrow?", { about: "day", date: "2026-11-24", isMoment: true }],
  ["Are you still open?", { about: "now" }],
  ["What are your opening hours?", { about: "week" }],
  ["¿Están abiertos el sábado?", saturday],
  ["Habt ihr am Samstag geöffnet?", saturday],
  ["Êtes-vous ouverts le samedi ?", saturday],
  ["Estão abertos no sábado?", saturday],
  ["Siete aperti sabato?", saturday],
  ["Zijn jullie zaterdag open?", saturday],
  ["Wie sind die Öffnungszeiten?", { about: "week" }],
] as const)("“%s” asks for the hours", (text, expected) => {
  expect(readHoursQuestion(text, today)).toEqual(expected)
})

test.each([
  "Can I open a shoe box before I return it?",
  "My parcel was open when it came",
  "How many hours does delivery take?",
  "Is the return period closed after 30 days?",
  "Ist das Paket zu schwer?",
  "I need it on Saturday",
])("“%s” does not", (text) => {
  expect(readHoursQuestion(text, today)).toBeUndefined()
})

const answered = (text: string, locale = "en", when = at) =>
  answerHoursText(hours, readHoursQuestion(text, today)!, locale, when, () => "Tuesday 09:00")

test("the answer is that day's, with what differs from the week, in the visitor's language", () => {
  expect(answered("Are you open on Saturday?")).toBe(
    "Saturday 28 November: we are open 10:00–16:00.".replace("Saturday 28 November", "Saturday, November 28"),
  )
  expect(answered("Is the shop open on 8 December?")).toContain("(Staff day): we are closed.")
  expect(answered("Are you open now?")).toBe("Yes, we are open now, until 12:30.")
  expect(answered("Are you open now?", "en", at + 9 * 3600_000)).toBe(
    "We are closed just now. We are back Tuesday 09:00.",
  )
  expect(answered("Habt ihr am Samstag geöffnet?", "de")).toBe("Samstag, 28. November: geöffnet 10:00–16:00.")
  const week = answered("What are your opening hours?")
  expect(week).toContain("- Monday – Friday: 09:00–12:30, 13:30–18:00\n- Saturday: 10:00–16:00\n- Sunday: –")
  expect(week).toContain("Staff day")
})

test("a night that began before midnight is open after it, also where the day before had an hour less or more", () => {
  const bar = checkHours({ timeZone: "Europe/Berlin", weekly: { sun: "20:00-02:00" } })!
  const open = (moment: string) =>
    answerHoursText(bar, { about: "now" }, "en", Date.parse(moment), () => "Sunday 20:00")
  // Half past midnight after the nights in which the clocks change, and after one like the others.
  for (const moment of ["2026-03-29T22:30:00Z", "2026-10-25T23:30:00Z", "2026-11-22T23:30:00Z"])
    expect(open(moment)).toBe("Yes, we are open now, until 02:00.")
  expect(open("2026-03-30T00:00:00Z")).toContain("We are closed just now.")
})

test("what is open over midnight is open until it closes, and what never closes names no hour", () => {
  const open = (weekly: Record<string, string>, moment: string) =>
    answerHoursText(checkHours({ timeZone: "UTC", weekly })!, { about: "now" }, "en", Date.parse(moment), (to) =>
      new Date(to).toISOString().slice(0, 16),
    )
  const week = (ranges: string) =>
    Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, ranges]))
  const friday = "2026-11-27T22:00:00Z"
  expect(open({ fri: "18:00-24:00", sat: "00:00-03:00" }, friday)).toBe("Yes, we are open now, until 03:00.")
  expect(open({ fri: "18:00-24:00" }, friday)).toBe("Yes, we are open now, until 00:00.")
  expect(open({ ...week("00:00-24:00"), mon: "00:00-06:00" }, friday)).toBe(
    "Yes, we are open now, until 2026-11-30T06:00.",
  )
  expect(open(week("00:00-24:00"), friday)).toBe("Friday, November 27: we are open 00:00–24:00.")
})

test("a model is told the week, what differs, and where in it we are", () => {
  const text = describeHours(hours, at)
  expect(text).toContain("Monday – Friday: 09:00–12:30, 13:30–18:00")
  expect(text).toContain("10:00 there. The business is open now.")
})
