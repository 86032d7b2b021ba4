import { expect, test } from "bun:test"
import { choiceOf, isNoneOfThem } from "./choice"

const offered = ["On the day", "How to book", "Storage"]

test.each([
  ["2", "How to book"],
  ["number 2", "How to book"],
  ["The first one, please", "On the day"],
  ["3rd", "Storage"],
  ["the last", "Storage"],
  ["how to book?", "How to book"],
  ["das zweite bitte", "How to book"],
  ["la primera", "On the day"],
  ["le dernier", "Storage"],
  ["il terzo", "Storage"],
  ["de tweede", "How to book"],
])("“%s” is “%s”", (said, chosen) => expect(choiceOf(said, offered)).toBe(chosen))

test.each(["4", "the first day of the month", "2 boxes", "booking", "the one", "yes", ""])("“%s” is none", (said) =>
  expect(choiceOf(said, offered)).toBeUndefined(),
)

test("no to all of them is told from an answer and from a question", () => {
  for (const said of ["None of these", "neither", "something else", "Nichts davon", "ninguna de estas", "Autre chose"])
    expect(isNoneOfThem(said)).toBeTrue()
  for (const said of ["no", "no, how much is it?", "is there nothing cheaper", "yes", "none of the boxes arrived"])
    expect(isNoneOfThem(said)).toBeFalse()
})
