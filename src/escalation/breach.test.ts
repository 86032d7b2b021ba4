import { expect, test } from "bun:test"
import type { StandingBounds } from "../conversations/bounds"
import { findBreach, isAbout } from "./breach"

const by = { kind: "operator", id: "dana", name: "Dana" } as const
const bounds = (more: Partial<StandingBounds>): StandingBounds => ({
  returnOn: [],
  only: [],
  until: null,
  by,
  eventId: 1,
  at: 0,
  ...more,
})

test("a topic is recognised in its own words, in others for the same, and in ways of asking", () => {
  for (const text of ["What is the price?", "How much does it cost?", "Is there a fee?", "Can you do it cheaper?"])
    expect([text, isAbout("price", text)]).toEqual([text, true])
  for (const text of ["I want a refund", "Can I get my money back?"])
    expect([text, isAbout("refund", text)]).toEqual([text, true])
  expect(isAbout("wedding order", "Is the order for the wedding ready?")).toBeTrue()
  expect(isAbout("Preis", "Wie teuer ist das?")).toBeTrue()
  for (const text of ["Where is my parcel?", "Which size should I take?", "What are the opening hours?"])
    expect([text, isAbout("price", text)]).toEqual([text, false])
  expect(isAbout("wedding order", "Where is my order?")).toBeFalse()
})

test("words on which an operator wants it back are a breach; small talk never is", () => {
  const found = findBreach(bounds({ returnOn: ["price", "refund"] }), "So how much would that be?")

  expect(found).toMatchObject({ topic: "price", text: "Back to Dana: “price”" })
  expect(findBreach(bounds({ returnOn: ["price"] }), "Thanks a lot!")).toBeUndefined()
  expect(findBreach(bounds({ returnOn: ["price"] }), "When does the shop open?")).toBeUndefined()
})

test("what the AI keeps to is judged with what was found for the answer", () => {
  const only = bounds({ only: ["delivery"] })

  expect(findBreach(only, "When will it arrive?")).toBeUndefined()
  expect(findBreach(only, "When will it arrive?", ["Delivery › Ireland"])).toBeUndefined()
  expect(findBreach(only, "Do you ship to Cork?", [])).toBeUndefined()
  expect(findBreach(only, "Thank you", [])).toBeUndefined()
  expect(findBreach(only, "Can I return worn shoes?", ["Returns"])).toMatchObject({
    text: "Back to Dana: not about delivery",
  })
})
