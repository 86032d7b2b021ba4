import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { type Hours, isOpen } from "../queues/hours"
import { type Busy, busyOf, freeSlots, isFree, type SlotRules } from "./slots"

const hours: Hours = {
  timeZone: "Europe/Dublin",
  weekly: { mon: [{ from: "09:00", to: "12:00" }], sun: [{ from: "00:00", to: "04:00" }] },
  exceptions: [{ date: "2026-11-30", ranges: [] }],
}
const rules: SlotRules = {
  hours,
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  capacity: 1,
  noticeMinutes: 0,
  horizonDays: 60,
}
const at = (iso: string) => Date.parse(iso)
const clock = (moments: number[]) => moments.map((moment) => new Date(moment).toISOString().slice(11, 16))
const monday = { now: at("2026-11-23T06:00:00Z"), from: at("2026-11-23T00:00:00Z"), to: at("2026-11-24T00:00:00Z") }
const minuteMs = 60_000

describe("slots", () => {
  test("stand behind each other from opening to closing", () => {
    expect(clock(freeSlots(rules, [], monday))).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"])
    expect(clock(freeSlots({ ...rules, minutes: 50 }, [], monday))).toEqual(["09:00", "09:50", "10:40"])
  })

  test("are not offered without hours, on closed days, too soon, or beyond the horizon", () => {
    expect(freeSlots({ ...rules, hours: undefined }, [], monday)).toEqual([])
    const closed = { ...monday, from: at("2026-11-30T00:00:00Z"), to: at("2026-12-01T00:00:00Z") }
    expect(freeSlots(rules, [], closed)).toEqual([])
    expect(clock(freeSlots({ ...rules, noticeMinutes: 240 }, [], monday))).toEqual(["10:00", "10:30", "11:00", "11:30"])
    const later = { ...monday, from: at("2026-12-07T00:00:00Z"), to: at("2026-12-08T00:00:00Z") }
    expect(freeSlots(rules, [], later)).toHaveLength(6)
    expect(freeSlots({ ...rules, horizonDays: 10 }, [], later)).toEqual([])
  })

  test("go on past midnight where the opening of the evening before does", () => {
    const bar = { ...rules, hours: { ...hours, weekly: { fri: [{ from: "22:00", to: "02:00" }] } } }
    const saturday = { ...monday, from: at("2026-11-28T00:00:00Z"), to: at("2026-11-28T12:00:00Z") }
    expect(clock(freeSlots(bar, [], saturday))).toEqual(["00:00", "00:30", "01:00", "01:30"])
    expect(isFree(bar, [], monday.now, at("2026-11-28T01:30:00Z"))).toBeTrue()
  })

  test("are offered once where the opening of a night reaches into that of the next day", () => {
    const weekly = { fri: [{ from: "22:00", to: "02:00" }], sat: [{ from: "00:00", to: "03:00" }] }
    const night = { ...rules, minutes: 60, hours: { ...hours, weekly } }
    const saturday = { ...monday, from: at("2026-11-28T00:00:00Z"), to: at("2026-11-28T12:00:00Z") }
    expect(clock(freeSlots(night, [], saturday))).toEqual(["00:00", "01:00", "02:00"])
    expect(isFree(night, [], monday.now, at("2026-11-28T01:00:00Z"))).toBeTrue()
    const half = { ...night, hours: { ...hours, weekly: { ...weekly, sat: [{ from: "00:30", to: "02:30" }] } } }
    expect(clock(freeSlots(half, [], saturday))).toEqual(["00:00", "00:30", "01:00", "01:30"])
  })

  test("keep their buffers from what is booked", () => {
    const buffered = { ...rules, bufferBefore: 15, bufferAfter: 15 }
    const booked = busyOf(buffered, at("2026-11-23T10:00:00Z"))

    expect(clock(freeSlots(buffered, [booked], monday))).toEqual(["09:00", "11:00", "11:30"])
    expect(clock(freeSlots(rules, [busyOf(rules, at("2026-11-23T10:00:00Z"))], monday))).not.toContain("10:00")
  })

  test("leave a break of one side on that side of each", () => {
    const around = (buffers: Partial<SlotRules>) => {
      const kept = { ...rules, ...buffers }
      return clock(freeSlots(kept, [busyOf(kept, at("2026-11-23T10:00:00Z"))], monday))
    }
    // To tidy up after each, also after the one before; and to get ready for each, also for the one behind.
    expect(around({ bufferAfter: 30 })).toEqual(["09:00", "11:00", "11:30"])
    expect(around({ bufferBefore: 30 })).toEqual(["09:00", "11:00", "11:30"])
  })

  test("are free until the capacity is reached", () => {
    const two = { ...rules, capacity: 2 }
    const one = busyOf(two, at("2026-11-23T10:00:00Z"))

    expect(isFree(two, [one], monday.now, at("2026-11-23T10:00:00Z"))).toBeTrue()
    expect(isFree(two, [one, one], monday.now, at("2026-11-23T10:00:00Z"))).toBeFalse()
    expect(isFree(two, [], monday.now, at("2026-11-23T10:10:00Z"))).toBeFalse()
  })

  test("neither repeat nor vanish in the night when the clocks change", () => {
    const night = (date: string) => ({
      now: at("2026-01-01T00:00:00Z"),
      from: at(`${date}T00:00:00Z`) - 3600_000,
      to: at(`${date}T08:00:00Z`),
    })
    const far = { ...rules, minutes: 60, horizonDays: 366 }
    const spring = freeSlots(far, [], night("2026-03-29"))
    const autumn = freeSlots(far, [], night("2026-10-25"))

    // From midnight to four by the clock on the wall: three hours in spring, five in autumn.
    expect(spring).toHaveLength(3)
    expect(autumn).toHaveLength(5)
    for (const slots of [spring, autumn]) expect(new Set(slots).size).toBe(slots.length)
  })

  test("whatever is booked one after another, capacity, buffers, hours, notice and horizon hold", () => {
    const anyRules = fc.record({
      hours: fc.constantFrom(hours, { ...hours, timeZone: "America/New_York" }),
      minutes: fc.integer({ min: 5, max: 90 }),
      bufferBefore: fc.integer({ min: 0, max: 45 }),
      bufferAfter: fc.integer({ min: 0, max: 45 }),
      capacity: fc.integer({ min: 1, max: 3 }),
      noticeMinutes: fc.integer({ min: 0, max: 3000 }),
      horizonDays: fc.integer({ min: 1, max: 30 }),
    })
    const picks = fc.array(fc.nat(), { maxLength: 40 })
    const moment = fc.integer({ min: at("2026-10-20T00:00:00Z"), max: at("2026-11-30T00:00:00Z") })
    fc.assert(
      fc.property(anyRules, picks, moment, (own, chosen, now) => {
        const busy: Busy[] = []
        const look = { now, from: now, to: now + 30 * 24 * 3600_000 }
        for (const pick of chosen) {
          const free = freeSlots(own, busy, look)
          const start = free[pick % Math.max(1, free.length)]
          if (start === undefined) break
          expect(start).toBeGreaterThanOrEqual(now + own.noticeMinutes * minuteMs)
          expect(start).toBeLessThanOrEqual(now + own.horizonDays * 24 * 3600_000)
          expect(isOpen(own.hours, start) && isOpen(own.hours, start + own.minutes * minuteMs - 1)).toBeTrue()
          expect(isFree(own, busy, now, start)).toBeTrue()
          busy.push(busyOf(own, start))
        }
        for (const { from } of busy)
          expect(busy.filter((other) => other.from <= from && from < other.to).length).toBeLessThanOrEqual(own.capacity)
      }),
      { numRuns: 100 },
    )
  })
})
