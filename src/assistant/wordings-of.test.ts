import { expect, test } from "bun:test"
import type { TurnRequest } from "./answerer"
import { wordingsOf } from "./wordings-of"

function asked(before: string, question: string): string[] {
  const history = [before, question].map((text, at) => ({ role: "visitor" as const, name: "", text, at }))
  const request: TurnRequest = {
    ...{ chatbotId: "house", chatbotName: "House", persona: "", locale: "en" },
    ...{ history, page: undefined, threshold: 0.4 },
  }
  return wordingsOf(request, question)
}

test("whether there is something is asked for itself, and what points back is not", () => {
  const before = "Are you open on Monday evenings?"
  expect(asked(before, "is there vegan food")).toEqual(["is there vegan food"])
  expect(asked(before, "are there any gluten free dishes")).toEqual(["are there any gluten free dishes"])
  expect(asked(before, "can my dog wait there")).toHaveLength(2)
  expect(asked(before, "and is there vegan food")).toHaveLength(2)
})
