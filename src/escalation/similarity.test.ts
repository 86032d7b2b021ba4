import { describe, expect, test } from "bun:test"
import { auroc, precisionRecall } from "./measures"
import { detectRepetition } from "./repetition"
import { letterSimilarity } from "./similarity"
import { isSmallTalk } from "./small-talk"

const deps = { similarity: letterSimilarity }

describe("a question asked again", () => {
  test("is found and points back at the first time", () => {
    const earlier = [{ text: "hello" }, { text: "Where is my parcel" }]
    const { score, evidence } = detectRepetition({ text: "where is my parcell??" }, earlier, deps).signal
    expect(score).toBeGreaterThan(0.5)
    expect(evidence[0]!.why).toContain("Where is my parcel")
  })
  test("is not seen in another question of the same shape", () => {
    const earlier = [{ text: "how do I cancel the newsletter?" }]
    expect(detectRepetition({ text: "how do I change my address?" }, earlier, deps).signal.score).toBeLessThan(0.5)
  })
})

describe("small talk", () => {
  for (const text of ["hi", "good morning!", "ok thanks", "great, thank you", "Danke", "👍 ok"]) {
    test(`is “${text}”`, () => expect(isSmallTalk(text.replace("👍 ", ""))).toBe(true))
  }
  for (const text of ["hi, where is my order", "thanks but it does not work", "refund"]) {
    test(`is not “${text}”`, () => expect(isSmallTalk(text)).toBe(false))
  }
})

describe("the figures", () => {
  const scored = [0.9, 0.8, 0.3, 0.3].map((score, i) => ({ score, positive: i === 0 || i === 2 }))
  test("rank pairs, and count ties half", () => expect(auroc(scored)).toBeCloseTo(0.625))
  test("count alarms at a threshold", () =>
    expect(precisionRecall(scored, 0.5)).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 }))
})
