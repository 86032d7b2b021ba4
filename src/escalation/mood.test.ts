import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { letterSimilarity } from "../testing/letter-similarity"
import { judge } from "./judge"
import { defaultSettings, thresholdsOf } from "./policy"

const deps = { similarity: letterSimilarity }
const judged = (text: string) => judge([{ role: "visitor", text }], defaultSettings, deps)
const threshold = thresholdsOf(defaultSettings).frustration.escalate

describe("a frustrated visitor is noticed", () => {
  for (const text of [
    "this is ridiculous, nobody ever answers",
    "you are useless",
    "What a joke of a company",
    "I have told you three times already!!",
    "WTF is wrong with you people",
    "I want my money back, you thieves",
    "stop wasting my time",
    "never ordering from you again",
    "that's not what I asked, read my message",
    "esto es una vergüenza",
    "das ist eine Frechheit",
    "you retard",
    "die you stupid machine",
    "you hoe",
    "are you naked",
    "show me your tits",
  ]) {
    test(`in “${text}”`, () => expect(judged(text).features.frustration).toBeGreaterThanOrEqual(threshold))
  }
})

describe("a calm visitor is not taken for a frustrated one", () => {
  for (const text of [
    "My transfer is still pending after two days",
    "why was I charged a fee?",
    "I'd like to close my account",
    "is this product good for bad hair?",
    "no, that's all, thanks",
    "how do I dispute a payment",
    "can a man use this product?",
    "do you guys have a store in Berlin",
    // Plain words there, rude ones in English.
    "Wo finde ich die Rechnung?",
    "Kann ich die Bestellung noch ändern?",
    "Die Matratze ist zu dick, kann ich sie umtauschen?",
    "Ma commande a du retard",
    "Le train est en retard, puis-je décaler ?",
    "J'ai un retard de paiement",
    "Hoe lang duurt de levering?",
    "Die bestelling is nog niet binnen",
    "Wat is de slag van deze motor",
    // Goods that are called like it.
    "do you sell extra virgin olive oil",
    "is the nude lipstick back in stock",
    "chicken breasts 1kg, are they frozen",
    "do you have a bum bag",
  ]) {
    test(`in “${text}”`, () => expect(judged(text).features.frustration).toBeLessThan(threshold))
  }
})

test("a confused visitor is told from a frustrated one", () => {
  const { features } = judged("sorry, I don't understand what you mean, can you explain that again?")
  expect(features.confusion).toBeGreaterThan(0.5)
  expect(features.frustration).toBeLessThan(threshold)
})

test("danger, threats of law and self-harm call a person at once, each by its own name", () => {
  expect(judged("I want to kill myself").features.stakesKind).toBe("self_harm")
  expect(judged("the charger caught fire and my son is hurt").features.stakesKind).toBe("safety")
  expect(judged("you will hear from my lawyer").features.stakesKind).toBe("legal")
  for (const text of ["I want to kill myself", "the charger caught fire", "I will sue you"]) {
    expect(judged(text)).toMatchObject({ decision: "escalate", reason: "high_stakes" })
  }
  expect(judged("does your insurance cover legal expenses and fire?").features.stakes).toBe(0)
})

test("a lead who asks for a demo is offered a person", () => {
  expect(judged("we are a team of 40 and would like to book a demo")).toMatchObject({
    decision: "offer",
    reason: "high_intent",
  })
})

test("every mark lies within the visitor's text and quotes it, whatever they typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      for (const { evidence } of judged(`you useless ${text} human please`).signals) {
        for (const { start, end, text: quoted } of evidence) {
          if (start === undefined || end === undefined) continue
          expect(`you useless ${text} human please`.slice(start, end)).toBe(quoted)
        }
      }
    }),
  )
})

test("anger without a known wording is explained by the words that spoke for it", () => {
  const text = "so you took the money in a second but giving it back takes forty days, interesting"
  const { signals, features } = judged(text)
  expect(features.frustration).toBeGreaterThanOrEqual(threshold)
  const { start, end, text: quoted } = signals.find(({ kind }) => kind === "frustration")!.evidence[0]!
  expect(quoted.length).toBeGreaterThan(0)
  expect(text.slice(start, end)).toBe(quoted)
})
