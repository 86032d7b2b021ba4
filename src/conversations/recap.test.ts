import { expect, test } from "bun:test"
import type { StoredEvent } from "../events/event"
import { promisesIn, writeBrief, writeRecap } from "./recap"

const names = { visitor: "Noa", operator: "Dana", ai: "Luma" } as const

/** What was said, in this order. */
const talk = (...said: [by: keyof typeof names, text: string][]) =>
  said.map(([kind, text], index) => {
    const actor = { kind, id: kind, name: names[kind] }
    return { id: index + 1, type: "message", actor, payload: { text }, at: index } as unknown as StoredEvent
  })

test("the recap says what was wanted and said last, without greetings and thanks", () => {
  const recap = writeRecap(
    talk(
      ["visitor", "Hello!"],
      ["visitor", "My boots came torn"],
      ["operator", "Oh no, which ones?"],
      ["visitor", "The red ones"],
      ["operator", "Bring them to the shop."],
      ["visitor", "Thank you!"],
    ),
  )
  expect(recap.split("\n")).toEqual([
    "Wanted: “My boots came torn”",
    "Last said: “The red ones”",
    "Dana wrote: “Bring them to the shop.”",
  ])
  // Where nothing else was said, that is what there is.
  expect(writeRecap(talk(["visitor", "Hello!"]))).toBe("Wanted: “Hello!”")
})

test("what was promised stands by itself, once: the last three, of people who work here alone", () => {
  const recap = writeRecap(
    talk(
      ["ai", "You will get an answer soon."],
      ["operator", "I will look into it. I will call the warehouse. The parcel is on its way."],
      ["operator", "We will send new laces. I'll write to you on Monday."],
      ["visitor", "I will wait for it."],
    ),
  )
  expect(recap.split("\n").slice(-4)).toEqual([
    "Dana wrote: “The parcel is on its way.”",
    "Promised by Dana: “I will call the warehouse.”",
    "Promised by Dana: “We will send new laces.”",
    "Promised by Dana: “I'll write to you on Monday.”",
  ])
  expect(recap.match(/new laces/g)).toHaveLength(1)
  expect(recap).not.toContain("Promised by Noa")
})

test("to ask whether one may is no promise, whatever words it has", () => {
  const messages = talk(["operator", "I will call you tomorrow, is that all right? I will bring the boots."])
  expect(promisesIn(messages as never).map(({ text }) => text)).toEqual(["I will bring the boots."])
})

test("the brief is of what was said since the last hand-back, and before a person answered", () => {
  const said = talk(
    ["visitor", "Where is the parcel that I have been waiting for since last Monday?"],
    ["visitor", "My boots came torn"],
    ["operator", "Let me see."],
    ["visitor", "They were a present for my sister's birthday, and she was so sad"],
  )
  const briefOf = (after: number) => writeBrief(said, after).split("\n")[0]
  expect(briefOf(0)).toBe("Wants: “Where is the parcel that I have been waiting for since last Monday?”")
  expect(briefOf(1)).toBe("Wants: “My boots came torn”")
  expect(briefOf(2)).toBe("Wants: “They were a present for my sister's birthday, and she was so sad”")
  expect(writeBrief(said, 4)).toBe("")
})
