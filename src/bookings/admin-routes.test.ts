import { afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const asForm = { "content-type": "application/x-www-form-urlencoded" }
const path = `/admin/bookings/${cast.shop}`
const week = {
  "hours.kind": "own",
  "hours.timeZone": "Europe/Dublin",
  ...{ "hours.mon.open": "on", "hours.mon.0.from": "09:00", "hours.mon.0.to": "12:00" },
  ...{ "hours.mon.1.from": "13:00", "hours.mon.1.to": "17:00" },
  ...{ "hours.special.0.date": "2026-12-25", "hours.special.0.yearly": "on", "hours.special.0.name": "Christmas" },
}
const fitting = {
  ...{ name: "Fitting", kind: "booking", minutes: "30", bufferBefore: "0", bufferAfter: "0", capacity: "1" },
  ...{ groupLimit: "4", noticeMinutes: "0", horizonDays: "14", enabled: "on" },
}

test("an owner sets hours and what may be booked, and visitors are offered the times", async () => {
  const olga = await app.owner()
  const noa = await app.visitor()
  const slots = async () => (await noa.call("GET", "/api/widget/slots?days=1")).body.slots
  expect(await slots()).toEqual([])

  expect((await olga.call("POST", path, form(week), asForm)).status).toBe(303)
  expect((await olga.call("POST", `${path}/types/new`, form(fitting), asForm)).status).toBe(303)
  expect(await slots()).toHaveLength(14)
  expect(app.parts.chatbots.get(cast.shop).hours.timeZone).toBe("Europe/Dublin")

  const { hours } = app.parts.chatbots.get(cast.shop)
  expect(hours.exceptions).toEqual([{ date: "12-25", ranges: [], name: "Christmas" }])
  const shown = (await olga.call("GET", path)).body
  // It is Monday, eight o'clock.
  expect(shown).toContain("We are closed just now. We are back Monday 09:00.")
  expect(shown).toMatch(/name="hours.mon.1.from" value="13:00"/)
  expect(shown).toMatch(
    /name="hours.special.0.date" [^>]*value="2026-12-25"|value="2026-12-25"[^>]* name="hours.special.0.date"/,
  )
  const [type] = app.parts.bookingStore.listTypes(cast.shop)
  const morning = { "hours.mon.open": "on", "hours.mon.0.from": "10:00", "hours.mon.0.to": "12:00" }
  const own = form({ ...fitting, minutes: "60", "hours.kind": "own", ...morning })
  expect((await olga.call("POST", `${path}/types/${type!.id}`, own, asForm)).status).toBe(303)
  expect(await slots()).toHaveLength(2)
  expect((await olga.call("POST", `${path}/types/${type!.id}/delete`, "", asForm)).status).toBe(303)
  expect(await slots()).toEqual([])
})

test("what was refused stands in the form again, with the reason beside its field", async () => {
  const olga = await app.owner()
  const hours = await olga.call(
    "POST",
    path,
    form({
      ...week,
      "hours.tue.open": "on",
      "hours.tue.0.from": "nine",
      "hours.wed.open": "on",
      "hours.wed.0.from": "10:00",
      "hours.wed.0.to": "10:00",
    }),
    asForm,
  )
  const type = await olga.call("POST", `${path}/types/new`, form({ ...fitting, minutes: "" }), asForm)

  expect(hours.status).toBe(400)
  expect(hours.body).toMatch(/name="hours.tue.0.from" value="nine"/)
  expect(hours.body).toMatch(/id="hours.tue-error">.*Write both times/)
  expect(hours.body).toMatch(/id="hours.wed-error">.*It ends when it starts/)
  expect(type.status).toBe(400)
  expect(type.body).toContain("minutes-error")
  expect(app.parts.chatbots.get(cast.shop).hours).toEqual({})
})

test("a holiday that is added later closes what has hours of its own, too", async () => {
  const olga = await app.owner()
  const noa = await app.visitor()
  const slots = async () => (await noa.call("GET", "/api/widget/slots?days=1")).body.slots
  await olga.call("POST", path, form(week), asForm)
  const morning = { "hours.mon.open": "on", "hours.mon.0.from": "10:00", "hours.mon.0.to": "12:00" }
  await olga.call("POST", `${path}/types/new`, form({ ...fitting, "hours.kind": "own", ...morning }), asForm)
  expect(await slots()).toHaveLength(4)

  const today = { "hours.special.1.date": "2026-11-23", "hours.special.1.name": "Stocktaking" }
  expect((await olga.call("POST", path, form({ ...week, ...today }), asForm)).status).toBe(303)

  expect(await slots()).toEqual([])
})

test("a row is added, taken away or copied without saving anything", async () => {
  const olga = await app.owner()
  const press = async (hours: string, fields: Record<string, string> = week) => {
    const { status, body } = await olga.call("POST", path, form({ ...fields, hours }), asForm)
    expect(status).toBe(200)
    return body
  }
  expect(await press("add.mon")).toMatch(/name="hours.mon.2.from" value [^>]*autofocus/)
  const without = await press("remove.mon.0")
  expect(without).toMatch(/name="hours.mon.0.from" value="13:00"/)
  expect(without).not.toContain("hours.mon.1.from")
  const copied = await press("workdays.mon")
  expect(copied).toMatch(/name="hours.fri.1.to" value="17:00"/)
  expect(copied).not.toContain("hours.sat.1.to")
  expect(copied).toContain("Copied to Monday to Friday.")
  expect(await press("add.special")).toContain('id="hours.special.1.date"')
  expect(await press("remove.special.0")).not.toContain("hours.special.0.")
  expect(app.parts.chatbots.get(cast.shop).hours).toEqual({})
})

test("only owners see these pages", async () => {
  const dana = await app.operator("dana")

  expect((await dana.call("GET", path)).status).not.toBe(200)
  expect((await dana.call("POST", `${path}/types/new`, form(fitting), asForm)).status).not.toBe(200)
  expect(app.parts.bookingStore.listTypes(cast.shop)).toEqual([])
})

test("what may be booked is made, changed and removed through the API", async () => {
  const olga = await app.owner()
  const path = `/chatbots/${cast.shop}/booking-types`
  const { bookingType } = await olga.api("POST", path, { name: "Fitting", minutes: 45 })
  expect(bookingType).toMatchObject({ kind: "booking", minutes: 45, groupLimit: 4, enabled: true })

  const changed = await olga.api("PUT", `${path}/${bookingType.id}`, { capacity: 2 })
  expect(changed.bookingType).toMatchObject({ name: "Fitting", minutes: 45, capacity: 2 })
  expect(await olga.call("PUT", `/api/v1${path}/${bookingType.id}`, { minutes: 1 })).toMatchObject({
    status: 400,
    body: { field: "minutes" },
  })
  expect((await olga.call("PUT", `/api/v1/chatbots/${cast.counter}/booking-types/${bookingType.id}`, {})).status).toBe(
    404,
  )
  expect((await (await app.operator("dana")).call("GET", `/api/v1${path}`)).status).toBe(403)

  expect((await olga.call("DELETE", `/api/v1${path}/${bookingType.id}`)).status).toBe(204)
  expect((await olga.api("GET", path)).items).toEqual([])
})

test("what happens when nobody is online is set in one place, and saving the hours leaves it alone", async () => {
  const olga = await app.owner()
  const person = `/admin/chatbots/${cast.shop}/person`
  const numbers = {
    "escalation.sensitivity": "0.5",
    "escalation.threshold": "0.5",
    "escalation.promiseSeconds": "60",
    "fallback.email": "",
  }
  const given = form({ ...numbers, "fallback.callback": "on", "fallback.captureContact": "on" })
  expect((await olga.call("POST", person, given, asForm)).status).toBe(303)
  expect((await olga.call("POST", path, form(week), asForm)).status).toBe(303)

  const { fallback } = app.parts.chatbots.get(cast.shop)
  expect(fallback).toMatchObject({ callback: true, keepAnswering: false, captureContact: true })
  const page = (await olga.call("GET", person)).body
  expect(page).toMatch(/name="fallback.callback"[^>]* checked/)
  expect(page).not.toMatch(/name="fallback.keepAnswering"[^>]* checked/)
  expect((await olga.call("GET", path)).body).toContain(`href="${person}#nobody-online"`)
})
