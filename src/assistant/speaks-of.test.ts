import { expect, test } from "bun:test"
import { fitOf, readAsked } from "./speaks-of"

const entry = (question: string, text: string) => ({
  ...{ id: 1, documentId: "d", position: 0, title: question, headings: "", questions: [question], text },
  ...{ url: undefined, score: 1 },
})
const haircut = entry("Was kostet ein Herrenhaarschnitt?", "Ein Herrenhaarschnitt kostet 32 Euro, mit Waschen 38 Euro.")
const appointment = entry("Kann ich ohne Termin kommen?", "Am besten mit Termin. Sonst warten Sie etwa eine Stunde.")
const parking = entry("Is there parking?", "There are four places behind the house.")

const fit = (question: string, passage: ReturnType<typeof entry>, language = "en") =>
  fitOf(
    readAsked(question, () => 1, language),
    passage,
  )

test("an answer to something else that is asked in the same way hardly counts, where sentences are not understood", () => {
  expect(fit("Was kostet ein Hund?", haircut, "de").share).toBeLessThan(0.5)
  expect(fit("Was kostet eine Dauerwelle?", haircut, "de").share).toBeLessThan(0.5)
  expect(fit("Habt ihr auch einen Aufzug?", appointment, "de").share).toBeLessThan(0.5)
})

test("what shares the word asked for, or a part of it, counts whole", () => {
  expect(fit("Wie teuer ist der Herrenhaarschnitt?", haircut, "de").share).toBe(1)
  expect(fit("Wie teuer ist ein Männerhaarschnitt?", haircut, "de").share).toBe(1)
  expect(fit("Kann ich einfach so vorbeikommen?", appointment, "de").share).toBe(1)
  expect(fit("Brauche ich Termine?", appointment, "de").share).toBe(1)
})

test("in English an entry that means something else as a whole counts for little more", () => {
  const meaning = (alike: number) => ({
    ...parking,
    why: { parts: [], asked: { text: "", likeness: 0, meaning: alike } },
  })
  expect(fit("Can I leave my car with you?", meaning(0.8)).share).toBeGreaterThan(0.8)
  expect(fit("What about my dog?", meaning(0.6)).share).toBeLessThan(0.6)
})
