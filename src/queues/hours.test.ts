import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { AppError } from "../errors"
import { checkHours, type Hours, intervalsOn, isOpen, nextOpening, readHours } from "./hours"

const weekdays = [{ from: "09:00", to: "18:00" }]
const shop: Hours = {
  timeZone: "Europe/Dublin",
  weekly: {
    mon: weekdays,
    tue: weekdays,
    wed: weekdays,
    thu: weekdays,
    fri: weekdays,
    sat: [{ from: "10:00", to: "16:00" }],
  },
  exceptions: [
    { date: "12-25", ranges: [], name: "Christmas" },
    { date: "2026-08-03", until: "2026-08-14", ranges: [] },
    { date: "2026-08-10", ranges: [{ from: "12:00", to: "13:00" }] },
    { date: "2026-11-29", ranges: [{ from: "11:00", to: "15:00" }], name: "Open Sunday" },
  ],
}
const at = (iso: string) => Date.parse(iso)
const iso = (moment: number | undefined) => moment && new Date(moment).toISOString()
const hourMs = 3600_000

describe("hours", () => {
  test.each([
    ["a Monday morning", "2026-11-23T09:00:00Z", true],
    ["a moment before the door opens", "2026-11-23T08:59:59.999Z", false],
    ["closing time itself", "2026-11-23T18:00:00Z", false],
    ["Saturday afternoon", "2026-11-28T15:59:00Z", true],
    ["an ordinary Sunday", "2026-11-22T12:00:00Z", false],
    ["the Sunday that opens once", "2026-11-29T12:00:00Z", true],
    ["a holiday of every year", "2028-12-25T12:00:00Z", false],
    ["a closure of two weeks", "2026-08-05T12:00:00Z", false],
    ["the last day of it", "2026-08-14T12:00:00Z", false],
    ["the opening in the middle of it", "2026-08-10T11:30:00Z", true],
    ["summer, when nine o'clock is eight in UTC", "2026-07-06T08:00:00Z", true],
  ])("on %s they are known", (_, moment, open) => {
    expect(isOpen(shop, at(moment))).toBe(open)
  })

  test("without hours it is always open", () => {
    expect(readHours({})).toBeUndefined()
    expect(isOpen(undefined, at("2026-11-22T03:00:00Z"))).toBeTrue()
    expect(nextOpening(undefined, 5)).toBe(5)
  })

  test("the next opening is now while it is open, and else the next door that opens", () => {
    expect(nextOpening(shop, at("2026-11-23T10:00:00Z"))).toBe(at("2026-11-23T10:00:00Z"))
    expect(iso(nextOpening(shop, at("2026-11-23T19:00:00Z")))).toBe("2026-11-24T09:00:00.000Z")
    expect(iso(nextOpening(shop, at("2026-12-24T19:00:00Z")))).toBe("2026-12-26T10:00:00.000Z")
    expect(iso(nextOpening(shop, at("2026-08-01T19:00:00Z")))).toBe("2026-08-10T11:00:00.000Z")
  })

  test("whoever never opens has no next opening", () => {
    const never = { ...shop, weekly: {}, exceptions: [{ date: "12-25", ranges: [] }] }

    expect(nextOpening(never, at("2026-11-23T10:00:00Z"))).toBeUndefined()
  })

  test("nine o'clock stays nine o'clock when the clocks change", () => {
    // Friday before and Monday after each change of 2026 in Ireland.
    expect(iso(nextOpening(shop, at("2026-03-27T02:00:00Z")))).toBe("2026-03-27T09:00:00.000Z")
    expect(iso(nextOpening(shop, at("2026-03-30T02:00:00Z")))).toBe("2026-03-30T08:00:00.000Z")
    expect(iso(nextOpening(shop, at("2026-10-23T02:00:00Z")))).toBe("2026-10-23T08:00:00.000Z")
    expect(iso(nextOpening(shop, at("2026-10-26T02:00:00Z")))).toBe("2026-10-26T09:00:00.000Z")
  })

  test("a day that is always open has 23 hours in spring and 25 in autumn", () => {
    const always: Hours = {
      timeZone: "Europe/Berlin",
      weekly: { sun: [{ from: "00:00", to: "24:00" }] },
      exceptions: [],
    }
    const length = (date: string) => intervalsOn(always, date).map(({ from, to }) => (to - from) / hourMs)

    expect(length("2026-03-29")).toEqual([23])
    expect(length("2026-10-25")).toEqual([25])
    expect(length("2026-11-22")).toEqual([24])
  })

  test("in the hour that spring skips an opening comes an hour later, and what would end before it begins does not come", () => {
    const early = (ranges: Hours["weekly"]["sun"]): Hours => ({
      timeZone: "Europe/Berlin",
      weekly: { sun: ranges! },
      exceptions: [],
    })
    const openings = (from: string, to: string) =>
      intervalsOn(early([{ from, to }]), "2026-03-29").map((it) => [iso(it.from), iso(it.to)])

    expect(openings("02:15", "02:45")).toEqual([["2026-03-29T01:15:00.000Z", "2026-03-29T01:45:00.000Z"]])
    // Half past two is half past three then, and so no earlier than three.
    expect(openings("02:30", "03:00")).toEqual([])
  })

  test("openings that touch or overlap are one, as long as the longest of them", () => {
    const lunch: Hours = {
      timeZone: "UTC",
      weekly: {
        mon: [
          { from: "13:00", to: "18:00" },
          { from: "09:00", to: "13:00" },
          { from: "10:00", to: "11:00" },
        ],
      },
      exceptions: [],
    }
    const all = intervalsOn(lunch, "2026-11-23").map(({ from, to }) => [iso(from), iso(to)])

    expect(all).toEqual([["2026-11-23T09:00:00.000Z", "2026-11-23T18:00:00.000Z"]])
  })

  test("an opening that comes once a year is found months ahead", () => {
    const fair: Hours = {
      timeZone: "UTC",
      weekly: {},
      exceptions: [{ date: "11-20", ranges: [{ from: "10:00", to: "12:00" }] }],
    }

    expect(iso(nextOpening(fair, at("2026-11-23T10:00:00Z")))).toBe("2027-11-20T10:00:00.000Z")
  })

  test("a bar that closes at two is still open after midnight", () => {
    const bar: Hours = { timeZone: "Europe/Madrid", weekly: { fri: [{ from: "20:00", to: "02:00" }] }, exceptions: [] }

    expect(isOpen(bar, at("2026-11-28T00:30:00Z"))).toBeTrue()
    expect(isOpen(bar, at("2026-11-28T01:00:00Z"))).toBeFalse()
    expect(isOpen(bar, at("2026-11-27T00:30:00Z"))).toBeFalse()
  })

  test("whatever the moment, the next opening is open, not before it, and nothing earlier is", () => {
    const anyMoment = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z") })
    const zone = fc.constantFrom("Europe/Dublin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
    fc.assert(
      fc.property(anyMoment, zone, fc.double({ min: 0, max: 0.999, noNaN: true }), (moment, timeZone, share) => {
        const hours = { ...shop, timeZone }
        const opening = nextOpening(hours, moment)!
        expect(opening).toBeGreaterThanOrEqual(moment)
        expect(isOpen(hours, opening)).toBeTrue()
        if (opening > moment) expect(isOpen(hours, moment + Math.floor((opening - moment) * share))).toBeFalse()
      }),
      { numRuns: 200 },
    )
  })
})

describe("hours as they are entered", () => {
  test.each([
    [{ timeZone: "Mars/Olympus", weekly: { mon: weekdays } }, "hours.timeZone"],
    [{ timeZone: "UTC", weekly: { monday: weekdays } }, "hours.weekly"],
    [{ timeZone: "UTC", weekly: { mon: [{ from: "9", to: "10" }] } }, "hours.mon"],
    [{ timeZone: "UTC", weekly: { mon: [{ from: "10:00", to: "10:00" }] } }, "hours.mon"],
    [{ timeZone: "UTC", weekly: {}, exceptions: [{ date: "2026-02-30", ranges: [] }] }, "hours.exceptions"],
    [
      { timeZone: "UTC", weekly: {}, exceptions: [{ date: "2026-02-03", until: "2026-02-01", ranges: [] }] },
      "hours.exceptions",
    ],
    // Of every year is a single day only.
    [
      { timeZone: "UTC", weekly: {}, exceptions: [{ date: "12-24", until: "2026-12-26", ranges: [] }] },
      "hours.exceptions",
    ],
  ])("what cannot be hours is refused by its field: %j", (given, field) => {
    let refused: unknown
    try {
      checkHours(given as Record<string, unknown>)
    } catch (error) {
      refused = error
    }
    expect(refused).toBeInstanceOf(AppError)
    expect((refused as AppError).extra.field).toBe(field)
  })

  test("pairs and texts are understood as ranges too", () => {
    const weekly = { mon: [["09:00", "18:00"]], tue: "9-12.30, 13:30 – 18:00", wed: "closed" }
    const hours = checkHours({ timeZone: "UTC", weekly })

    expect(hours?.weekly).toEqual({
      mon: weekdays,
      tue: [
        { from: "09:00", to: "12:30" },
        { from: "13:30", to: "18:00" },
      ],
    })
  })
})
