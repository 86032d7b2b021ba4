import { expect, test } from "bun:test"
import { defaultLimits } from "../chatbots/limits"
import { createGuard } from "./guard"

const said = {
  en: "You can send the shoes back within 30 days, and we pay for the return.",
  pl: "Możesz odesłać buty, jeśli nie pasują, i nie musisz za to płacić.",
  no: "Du kan sende skoene tilbake hvis de ikke passer, og det koster deg ingenting.",
}
const problemOf = (languages: string[], text: string) =>
  createGuard({ limits: { ...defaultLimits, languages }, facts: Object.values(said), visitors: [] }).find(text)

test("an answer in a language that the owner does not allow is not said, also in one that Baton does not speak", () => {
  expect(problemOf(["en", "de"], said.en)).toBeUndefined()
  expect(problemOf(["en", "de"], said.pl)).toEqual({ kind: "language", what: "pl" })
  expect(problemOf(["pl"], said.en)).toEqual({ kind: "language", what: "en" })
  expect(problemOf(["pl"], said.pl)).toBeUndefined()
})

test("where the owner allows a language that cannot be told, nothing is refused for looking like another", () => {
  expect(problemOf(["en"], said.no)).toEqual({ kind: "language", what: "no" })
  expect(problemOf(["nb"], said.no)).toBeUndefined()
})
