import { describe, expect, test } from "bun:test"
import { letterSimilarity } from "../testing/letter-similarity"
import { meaning } from "./meaning"
import { auroc, precisionRecall } from "./measures"
import { detectRepetition } from "./repetition"
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

describe("a question in other words", () => {
  const first = { text: "When will I get my money back?", confidence: 0.9, found: [{ id: "refunds", score: 1.9 }] }
  const other = { text: "Has the amount been credited?", confidence: 0.8, found: [{ id: "refunds", score: 1.6 }] }
  const third = { text: "I am still waiting for it", confidence: 0.7, found: [{ id: "refunds", score: 1.2 }] }

  test("is the same where the same entry answers both, and counts a third time", () => {
    expect(detectRepetition(other, [first], meaning).signal.score).toBeGreaterThan(0.5)
    expect(detectRepetition(third, [first, other], meaning).asked).toBe(3)
  })
  test("is another where other entries answer, however alike the words", () => {
    const delivery = { text: "When will I get my parcel?", confidence: 0.9, found: [{ id: "delivery", score: 1.9 }] }
    expect(detectRepetition(delivery, [first], meaning).signal.score).toBeLessThan(0.5)
  })
  test("is another where another day is asked for, though the same entry answers", () => {
    const hours = { confidence: 0.9, found: [{ id: "hours", score: 1.9 }] }
    const ask = (text: string) => ({ text, ...hours })
    const [sunday, monday, weekend] = [
      ask("Are you open on Sunday?"),
      ask("and on mondays?"),
      ask("open at the weekend?"),
    ]
    expect(detectRepetition(monday, [sunday], meaning).signal.score).toBeLessThan(0.1)
    expect(detectRepetition(weekend, [sunday, monday], meaning).asked).toBe(1)
    expect(detectRepetition(ask("are you open on a sunday"), [sunday], meaning).signal.score).toBeGreaterThan(0.5)
  })
  test("is not known by an entry that everything unanswered lands on", () => {
    const lost = ["Do you sell sails?", "Is there a gym?", "What about the moon?"].map((text) => ({
      text,
      confidence: 0.2,
      found: [{ id: "about", score: 0.3 }],
    }))
    expect(detectRepetition(lost[2]!, lost.slice(0, 2), meaning).asked).toBe(1)
  })
  test("said by words alone counts only if hardly changed", () => {
    const ask = (text: string) => ({ text })
    const near = ["How do I change my address?", "How can I change the email address?", "Change of the phone number"]
    expect(detectRepetition(ask(near[2]!), near.slice(0, 2).map(ask), meaning).asked).toBe(1)
    const same = ["Where is my parcel?", "where is my parcel", "WHERE is my parcel??"]
    expect(detectRepetition(ask(same[2]!), same.slice(0, 2).map(ask), meaning).asked).toBe(3)
  })
})
