import { describe, expect, test } from "bun:test"
import { type ReceiptFacts, receiptOf } from "./receipt"

const minute = 60_000
const said = 100 * minute
/** A message that was written a minute ago, to a page that is connected and says what it has. */
const facts = (more: Partial<ReceiptFacts> = {}, link: Partial<ReceiptFacts["link"]> = {}): ReceiptFacts => ({
  reply: { id: 10, at: said },
  visitorEventId: 4,
  readId: 0,
  renderedId: 0,
  heardAt: 0,
  isOnPage: true,
  isLatest: true,
  email: undefined,
  now: said + minute,
  ...more,
  link: { by: "stream", since: said - 5 * minute, lostAt: null, acknowledges: true, ...link },
})
const gone = { by: null, since: said - 2 * minute, lostAt: said - 2 * minute } as const
const planned = { state: "planned", to: "noa@mail.example", at: said + 10 * minute } as const

const outcome = (...args: Parameters<typeof facts>) => {
  const receipt = receiptOf(facts(...args))
  return receipt && [receipt.state, receipt.absence, receipt.email?.state ?? null]
}

describe("how far an operator's words have got", () => {
  test("nothing is said of what was answered", () => {
    expect(outcome({ visitorEventId: 11 })).toBeUndefined()
    expect(outcome({ visitorEventId: 9, readId: 10 })).toEqual(["seen", null, null])
  })

  test("what was on the screen was seen, wherever the visitor is now and whatever else was to become of it", () => {
    expect(outcome({ readId: 12, renderedId: 3 })).toEqual(["seen", null, null])
    expect(outcome({ readId: 10, isOnPage: false, email: planned }, gone)).toEqual(["seen", null, null])
  })

  test("what the page has is delivered; if they have gone without a look it says so, and what follows", () => {
    expect(outcome({ renderedId: 10 })).toEqual(["delivered", null, null])
    // An email that waits for them to leave is of no interest while they are there.
    expect(outcome({ renderedId: 10, email: planned })).toEqual(["delivered", null, null])
    expect(outcome({ renderedId: 10, isOnPage: false, email: planned }, gone)).toEqual(["delivered", "left", "planned"])
  })

  test("on its way to a page that is connected it is sent; a page that does not answer in ten seconds has not got it", () => {
    expect(outcome({ now: said + 9_999 })).toEqual(["sent", null, null])
    expect(outcome({ now: said + 10_000 })).toEqual(["undelivered", "silent", null])
    // Reconnected a moment ago: it has its ten seconds from then.
    expect(outcome({}, { since: said + minute - 9_999 })).toEqual(["sent", null, null])
    // Short questions come when they come, and a widget from before does not say what it has.
    expect(outcome({}, { by: "polling" })).toEqual(["sent", null, null])
    expect(outcome({}, { acknowledges: false })).toEqual(["sent", null, null])
  })

  test("without a connection for five seconds it is not delivered, and why", () => {
    const lost = { by: null, since: said + minute, lostAt: said + minute } as const
    expect(outcome({ now: said + minute + 4_999 }, lost)).toEqual(["sent", null, null])
    expect(outcome({ now: said + minute + 5_000 }, lost)).toEqual(["undelivered", "cut_off", null])
    expect(outcome({ now: said + minute + 5_000, isOnPage: false }, lost)).toEqual(["undelivered", "left", null])
    // On the website, and the chat was never opened there.
    expect(outcome({}, { ...gone, lostAt: null })).toEqual(["undelivered", "chat_closed", null])
    // They have just come to a page, whose chat is about to connect.
    expect(outcome({ heardAt: said + minute - 1000 }, gone)).toEqual(["sent", null, null])
    // Gone long before it was written: that is no moment between two pages.
    expect(outcome({ now: said + 1, isOnPage: false, email: planned }, gone)).toEqual([
      "undelivered",
      "left",
      "planned",
    ])
  })

  test("a page that never says what it has is not said to have nothing: it was connected when it was written", () => {
    const left = { by: null, since: said + 2000, lostAt: said + 2000, acknowledges: false } as const
    expect(outcome({ isOnPage: false }, left)).toEqual(["sent", "left", null])
    // Gone before: then it cannot have got it.
    expect(outcome({ isOnPage: false }, { ...gone, acknowledges: false })).toEqual(["undelivered", "left", null])
  })

  test("by email it went after them, until they have seen it after all", () => {
    const email = { state: "sent", to: "noa@mail.example", at: said + 10 * minute } as const
    expect(receiptOf(facts({ isOnPage: false, email }, gone))).toEqual({
      eventId: 10,
      state: "emailed",
      absence: "left",
      email: { state: "sent", to: "noa@mail.example", at: new Date(email.at).toISOString() },
    })
    expect(outcome({ readId: 10, email })).toEqual(["seen", null, null])
    const refused = { ...email, state: "refused" } as const
    expect(outcome({ isOnPage: false, email: refused }, gone)).toEqual(["undelivered", "left", "refused"])
  })

  test("in a conversation that their widget shows no more it stays undelivered", () => {
    expect(outcome({ isLatest: false })).toEqual(["undelivered", "elsewhere", null])
    expect(outcome({ isLatest: false, renderedId: 10 })).toEqual(["delivered", "elsewhere", null])
  })
})
