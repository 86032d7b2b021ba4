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
  "hours.timeZone": "Europe/Dublin",
  "hours.mon": "9-12, 13:00-17:00",
  "hours.exceptions": "12-25 closed Christmas",
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

  const shown = (await olga.call("GET", path)).body
  expect(shown).toContain("09:00-12:00, 13:00-17:00")
  expect(shown).toContain("12-25 closed Christmas")
  const [type] = app.parts.bookingStore.listTypes(cast.shop)
  const own = form({ ...fitting, minutes: "60", "hours.mon": "10:00-12:00" })
  expect((await olga.call("POST", `${path}/types/${type!.id}`, own, asForm)).status).toBe(303)
  expect(await slots()).toHaveLength(2)
  expect((await olga.call("POST", `${path}/types/${type!.id}/delete`, "", asForm)).status).toBe(303)
  expect(await slots()).toEqual([])
})

test("what was refused stands in the form again, with the reason beside its field", async () => {
  const olga = await app.owner()
  const hours = await olga.call("POST", path, form({ ...week, "hours.tue": "nine to five" }), asForm)
  const type = await olga.call("POST", `${path}/types/new`, form({ ...fitting, minutes: "" }), asForm)

  expect(hours.status).toBe(400)
  expect(hours.body).toContain("nine to five")
  expect(hours.body).toContain("hours.tue-error")
  expect(type.status).toBe(400)
  expect(type.body).toContain("minutes-error")
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
