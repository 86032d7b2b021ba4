import { expect, test } from "bun:test"
import type { Condition, Rule } from "./rule"
import { emptyDraft, emptyRow, readDraft, toDraft } from "./rule-rows"
import { ruleTemplates } from "./rule-templates"

const rule = (when: Condition): Rule => ({ id: "r", name: "A rule", enabled: true, when, action: { kind: "offer" } })
const words = (one: string): Condition => ({ kind: "words", phrases: [one] })

test("every template is read back from its rows as it was", () => {
  for (const { rules } of ruleTemplates)
    for (const each of rules) expect(readDraft(toDraft(each)!, each.id)).toEqual({ rule: each })
})

test("each kind of condition survives the form", () => {
  const parts: Condition[] = [
    words("wholesale"),
    { kind: "topic", examples: ["can I see a demo"] },
    { kind: "page", contains: "/pricing" },
    { kind: "campaign", is: "autumn" },
    { kind: "contact_field", field: "company" },
    { kind: "attribute", name: "plan", is: "gold" },
    { kind: "unresolved_messages", atLeast: 5 },
    { kind: "language", is: ["de", "fr"] },
    { kind: "time", from: "09:00", until: "17:30", days: [1, 5] },
    { kind: "frustration", above: 0.7 },
    { kind: "not", of: { kind: "returning_visitor" } },
  ]
  const whole = rule({ kind: "all", of: parts })
  expect(readDraft(toDraft(whole)!, "r")).toEqual({ rule: whole })
})

test("nested conditions are written as rows of and, or and not that mean the same", () => {
  const nested = rule({
    kind: "all",
    of: [words("a"), { kind: "not", of: { kind: "all", of: [words("b"), words("c")] } }],
  })
  const rows = toDraft(nested)!.rows.map(({ join, not, value }) => `${join} ${not ? "not " : ""}${value}`)
  expect(rows).toEqual(["or a", "and not b", "or a", "and not c"])
})

test("a condition of more rows than anybody can read is left to the API", () => {
  const pair: Condition = { kind: "any", of: [words("a"), words("b")] }
  expect(toDraft(rule({ kind: "all", of: [pair, pair, pair, pair, pair] }))).toBeUndefined()
})

test("what is missing is named by its field, all of it at once", () => {
  const draft = { ...emptyDraft, rows: [emptyRow, { ...emptyRow, kind: "unresolved_messages", value: "many" }] }
  expect(readDraft({ ...draft, action: { ...draft.action, kind: "answer" } }, "r")).toEqual({
    errors: {
      name: "Give the rule a name.",
      "rows.0": "Add at least one word or phrase.",
      "rows.1": "Say after how many messages, from 1 to 100.",
      action: "Write the answer.",
    },
  })
})
