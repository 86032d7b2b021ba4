import { expect, test } from "bun:test"
import { cosine, sentenceVector, similarity } from "./vectors"

test("the same wish in other words is nearer than another wish", () => {
  const same = similarity("where is my refund", "I did not get my money back")
  const other = similarity("where is my refund", "what are your opening hours")

  expect(same).toBeGreaterThan(other + 0.2)
})

test("a sentence is as long as 1 and like itself", () => {
  const vector = sentenceVector("Do you ship to Spain?")!

  expect(cosine(vector, vector)).toBeCloseTo(1, 4)
})

test("nothing known means nothing said about likeness", () => {
  expect(sentenceVector("?!")).toBeUndefined()
  expect(similarity("qwxzv", "refund")).toBe(0)
})

test("case, accents and contractions do not change what is meant", () => {
  expect(similarity("I can't Pay by Card", "i cannot pay by card")).toBeCloseTo(1, 4)
})
