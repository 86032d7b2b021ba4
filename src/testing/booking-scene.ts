/** A shop whose visitors may book: fittings and calls, on Monday and Tuesday morning in Dublin. */

import type { BookingType } from "../bookings/booking-store"
import * as cast from "./cast"
import { startTestApp, type TestApp } from "./test-app"

// The clock of the tests stands at eight on Monday, 23 November 2026.
export const hours = { timeZone: "Europe/Dublin", weekly: { mon: "09:00-11:00", tue: "09:00-11:00" } }
export const fitting: BookingType = {
  id: "fitting",
  chatbotId: cast.shop,
  kind: "booking",
  name: "Fitting",
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  capacity: 1,
  groupLimit: 4,
  noticeMinutes: 60,
  horizonDays: 5,
  hours: null,
  enabled: true,
  createdAt: 0,
  updatedAt: 0,
}
export const call: BookingType = { ...fitting, id: "call", kind: "callback", name: "Callback", minutes: 15 }
export const contact = { name: "Noa", email: "noa@example.com", phone: "+353 1 234 5678" }
export const env = {
  SMTP_URL: "smtp://127.0.0.1:9?from=shop@shop.example",
  SLACK_WEBHOOK_URL: "http://127.0.0.1:9/hook",
  BATON_URL: "https://chat.shop.example",
}

export type BookingVisitor = Awaited<ReturnType<TestApp["visitor"]>>

export async function startBookingApp(more: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const app = await startTestApp({
    ...more,
    chatbot: { hours, fallback: { captureContact: false, email: null, callback: true } },
    env: { ...env, ...more.env },
  })
  await app.db.write((tx) => {
    for (const type of [fitting, call]) app.parts.bookingStore.saveType(tx, type)
  })
  return app
}

export const slotsOf = async (who: BookingVisitor, query = "kind=booking") =>
  (await who.call("GET", `/api/widget/slots?${query}`)).body.slots as { slot: string; start: string }[]
export const book = (who: BookingVisitor, slot: string, more: object = {}) =>
  who.post("/bookings", { slot, kind: "booking", contact, ...more })

type Stored = { channel: string; target: string; payload: string }
/** What waits to be mailed, as it was written. */
export const lettersOf = ({ db }: Pick<TestApp, "db">, kind = "letter") =>
  db
    .onRead<[string], Stored>(
      "SELECT channel, target, payload FROM deliveries WHERE channel = 'email' AND kind = ? ORDER BY created_at, id",
    )
    .all(kind)
    .map(({ target, payload }) => ({ to: target, ...JSON.parse(payload).letter }))
