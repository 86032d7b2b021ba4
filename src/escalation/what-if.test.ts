import { expect, test } from "bun:test"
import { letterSimilarity } from "../testing/letter-similarity"
import { whatIf } from "../testing/what-if"
import { judge } from "./judge"
import { defaultSettings } from "./policy"
import type { Rule } from "./rule"
import type { Turn, TurnFeatures } from "./types"
import type { PastConversation } from "./what-if"

const deps = { similarity: letterSimilarity }

function past(id: string, texts: string[], confidence = 0.9): PastConversation {
  const turns: Turn[] = []
  const features: TurnFeatures[] = []
  for (const text of texts) {
    turns.push({ role: "visitor", text, confidence })
    features.push(judge(turns, defaultSettings, deps, {}, features).features)
  }
  return { id, turns: features }
}

const pricing: Rule = {
  id: "pricing",
  name: "Asks about pricing",
  enabled: true,
  when: { kind: "words", phrases: ["pricing"] },
  action: { kind: "escalate" },
}
const conversations = [
  past("calm", ["hello", "when do you open?"]),
  past("pricing", ["hello", "what is your pricing?"]),
  past("angry", ["this is ridiculous, you are useless"]),
]
const now = { settings: defaultSettings, rules: [] }

test("a plan that is the same changes nothing", () => {
  expect(whatIf(conversations, now, now)).toMatchObject({ added: [], removed: [], moved: [], conversations: 3 })
})

test("a new rule shows the conversations it would add, with the message and the rule that decided", () => {
  const { added, before, after } = whatIf(conversations, now, { ...now, rules: [pricing] })
  expect(added).toMatchObject([{ conversation: "pricing", turn: 1, reason: "rule", rule: "Asks about pricing" }])
  expect(after.escalations).toBe(before.escalations + 1)
})

test("a trigger that is switched off shows the conversations it would no longer bring", () => {
  const settings = { ...defaultSettings, enabled: { ...defaultSettings.enabled, frustration: false } }
  expect(whatIf(conversations, now, { ...now, settings }).removed).toMatchObject([
    { conversation: "angry", reason: "frustration" },
  ])
})

test("what is stored of a turn holds no text", () => {
  const { turns } = past("x", ["my name is Rosalind"])
  expect(JSON.stringify(turns)).not.toContain("osalind")
})
