import { expect, test } from "bun:test"
import { AppError } from "../errors"
import { dueAtOf } from "./due"

const now = Date.UTC(2026, 10, 30, 9)
const iso = (date: string, time: string, timezone: string) =>
  new Date(dueAtOf({ date, time, timezone }, now)).toISOString()

test("a time that is picked is that of its time zone, in summer and in winter", () => {
  expect(iso("2026-12-01", "09:30", "Europe/Berlin")).toBe("2026-12-01T08:30:00.000Z")
  expect(iso("2027-07-01", "09:30", "Europe/Berlin")).toBe("2027-07-01T07:30:00.000Z")
  expect(iso("2026-12-01", "09:30", "America/New_York")).toBe("2026-12-01T14:30:00.000Z")
  // The clocks skip this hour.
  expect(iso("2027-03-28", "02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z")
  expect(iso("2027-10-31", "02:30", "Europe/Berlin")).toBe("2027-10-31T00:30:00.000Z")
})

test("what is no time, or has passed, is refused with a sentence", () => {
  const refused = (date: string, time: string, timezone: string) => {
    try {
      return dueAtOf({ date, time, timezone }, now)
    } catch (error) {
      return error instanceof AppError ? `${error.extra.field}: ${error.message}` : error
    }
  }
  expect(refused("", "09:00", "UTC")).toBe("date: Pick a day and a time.")
  expect(refused("2026-12-01", "", "UTC")).toBe("date: Pick a day and a time.")
  expect(refused("2026-12-01", "09:00", "")).toBe("timezone: Choose the time zone of that time.")
  expect(refused("2026-02-31", "09:00", "UTC")).toBe("date: This is no day and time.")
  expect(refused("2026-12-01", "25:00", "UTC")).toBe("date: This is no day and time.")
  expect(refused("2026-12-01", "09:00", "Mars/Base")).toBe("date: This is no day and time.")
  expect(refused("2026-11-30", "09:30", "Europe/Berlin")).toBe("date: This time has passed already.")
})
