import { expect, test } from "bun:test"
import { shareOfLikeness } from "./best-passage"

const entry = (question: string, text: string) => ({
  ...{ id: 1, documentId: "d", position: 0, title: question, headings: "", questions: [question], text },
  ...{ url: undefined, score: 1 },
})
const haircut = entry("Was kostet ein Herrenhaarschnitt?", "Ein Herrenhaarschnitt kostet 32 Euro, mit Waschen 38 Euro.")
const appointment = entry("Kann ich ohne Termin kommen?", "Am besten mit Termin. Sonst warten Sie etwa eine Stunde.")
const parking = entry("Is there parking?", "There are four places behind the house.")

test("an answer to something else that is asked in the same way hardly counts, where sentences are not understood", () => {
  expect(shareOfLikeness("Was kostet ein Hund?", haircut)).toBeLessThan(0.5)
  expect(shareOfLikeness("Habt ihr auch einen Aufzug?", appointment)).toBeLessThan(0.5)
})

test("what shares the word asked for, or a part of it, counts whole", () => {
  expect(shareOfLikeness("Wie teuer ist der Herrenhaarschnitt?", haircut)).toBe(1)
  expect(shareOfLikeness("Wie teuer ist ein Männerhaarschnitt?", haircut)).toBe(1)
  expect(shareOfLikeness("Kann ich einfach so vorbeikommen?", appointment)).toBe(1)
  expect(shareOfLikeness("Brauche ich Termine?", appointment)).toBe(1)
})

test("in English, where other words may mean the same, it counts for most", () => {
  const share = shareOfLikeness("What about my dog?", parking)
  expect(share).toBeGreaterThan(0.8)
  expect(share).toBeLessThan(1)
})
