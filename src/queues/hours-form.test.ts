import { describe, expect, test } from "bun:test"
import { AppError } from "../errors"
import { readForm } from "../http/form"
import { checkHours } from "./hours"
import { type HoursDraft, hoursDraft, hoursOf, readHoursAct } from "./hours-form"

const today = "2026-11-30"
const formOf = (fields: Record<string, string>) =>
  readForm(new Request("http://shop.example", { method: "POST", body: new URLSearchParams(fields) }))
const sent = async (fields: Record<string, string>) => {
  const { draft } = readHoursAct(await formOf({ "hours.kind": "own", "hours.timeZone": "Europe/Dublin", ...fields }))
  return draft
}
const monday = { "hours.mon.open": "on", "hours.mon.0.from": "09:00", "hours.mon.0.to": "17:00" }

/** What is wrong, by its field. */
function errorsOf(draft: HoursDraft): Record<string, string> {
  try {
    hoursOf(draft)
  } catch (error) {
    if (error instanceof AppError) return error.extra.fields as Record<string, string>
    throw error
  }
  return {}
}

describe("opening hours in a form", () => {
  test("whatever is stored comes back from its form as it was", async () => {
    const stored = {
      timeZone: "America/New_York",
      weekly: {
        mon: [
          { from: "09:00", to: "12:30" },
          { from: "13:30", to: "18:00" },
        ],
        fri: [{ from: "20:00", to: "02:00" }],
        sat: [{ from: "00:00", to: "24:00" }],
        sun: [{ from: "18:00", to: "24:00" }],
      },
      exceptions: [
        { date: "12-25", ranges: [], name: "Christmas" },
        { date: "02-29", ranges: [{ from: "10:00", to: "12:00" }] },
        { date: "2026-08-03", until: "2026-08-14", ranges: [], name: "Summer" },
      ],
    }
    expect(checkHours(hoursOf(hoursDraft(stored, today)))).toEqual(checkHours(stored)!)
    expect(hoursDraft(stored, today).special.map(({ date }) => date)).toEqual([
      "2026-12-25",
      "2028-02-29",
      "2026-08-03",
    ])
  })

  test("without hours a usual week is proposed, and nothing is stored until it is chosen", () => {
    const draft = hoursDraft({}, today)
    expect(hoursOf(draft)).toEqual({})
    expect(draft.week.mon).toEqual({ isOpen: true, spans: [{ from: "09:00", to: "17:00" }] })
    expect(draft.week.sun.isOpen).toBeFalse()
  })

  test("a day that is closed keeps no times, an empty row is none, and spans are put in order", async () => {
    const draft = await sent({
      ...{ "hours.mon.open": "on", "hours.mon.0.from": "14:00", "hours.mon.0.to": "18:00" },
      ...{ "hours.mon.1.from": "9.30", "hours.mon.1.to": "12:00", "hours.mon.2.from": "", "hours.mon.2.to": "" },
      ...{ "hours.tue.0.from": "09:00", "hours.tue.0.to": "17:00" },
    })
    expect(checkHours(hoursOf(draft))?.weekly).toEqual({
      mon: [
        { from: "09:30", to: "12:00" },
        { from: "14:00", to: "18:00" },
      ],
    })
  })

  test.each([
    ["half a span", { "hours.mon.0.to": "" }, "hours.mon", "Write both times."],
    ["no time", { "hours.mon.0.from": "25:00" }, "hours.mon", "Write times such as 09:00 and 17:30."],
    ["nothing between", { "hours.mon.0.to": "09:00" }, "hours.mon", "It ends when it starts."],
    ["twice at once", { "hours.mon.1.from": "16:00", "hours.mon.1.to": "18:00" }, "hours.mon", "These times overlap."],
    [
      "all night and then more",
      { "hours.mon.0.to": "02:00", "hours.mon.1.from": "23:00", "hours.mon.1.to": "23:30" },
      "hours.mon",
      "These times overlap.",
    ],
    ["open, but when?", { "hours.tue.open": "on" }, "hours.tue", "Say from when until when, or switch it to closed."],
    ["nowhere", { "hours.timeZone": "" }, "hours.timeZone", "Choose the time zone."],
    ["a holiday without a date", { "hours.special.4.name": "Easter" }, "hours.special.0", "Choose its date."],
    ["a date that is none", { "hours.special.0.date": "2026-02-30" }, "hours.special.0", "This is no date."],
    [
      "ended before",
      { "hours.special.0.date": "2026-08-03", "hours.special.0.until": "2026-08-01" },
      "hours.special.0",
      "Its last day is before its first.",
    ],
    [
      "long and every year",
      { "hours.special.0.date": "2026-08-03", "hours.special.0.until": "2026-08-09", "hours.special.0.yearly": "on" },
      "hours.special.0",
      "Only a single day can come back every year. Add each of them, or leave “Every year” off.",
    ],
  ])("%s is refused beside its row", async (_, fields, field, words) => {
    expect(errorsOf(await sent(monday))).toEqual({})
    expect(errorsOf(await sent({ ...monday, ...fields }))).toEqual({ [field]: words })
  })

  test("closed on every day is no week, but a shop that opens on one day of the year is there", async () => {
    expect(errorsOf(await sent({}))).toMatchObject({ "hours.kind": expect.stringContaining("Open at least one") })
    const fair = { "hours.special.0.date": "2026-12-05", "hours.special.0.open": "on" }
    const draft = await sent({ ...fair, "hours.special.0.0.from": "10:00", "hours.special.0.0.to": "00:00" })
    expect(hoursOf(draft)).toMatchObject({
      exceptions: [{ date: "2026-12-05", ranges: [{ from: "10:00", to: "24:00" }] }],
    })
  })
})
