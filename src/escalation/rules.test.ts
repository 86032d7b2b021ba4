import { describe, expect, test } from "bun:test"
import { AppError } from "../errors"
import { type Condition, describeRule, type Rule, validateRule } from "./rule"
import { ruleTemplates } from "./rule-templates"
import { evidenceOf, matchRules, type RuleContext } from "./rules"

const rule = (when: Condition, more: Partial<Rule> = {}): Rule => ({
  id: "r1",
  name: "A rule",
  enabled: true,
  when,
  action: { kind: "escalate" },
  ...more,
})
const holds = (when: Condition, context: RuleContext) => matchRules([rule(when)], context).length === 1
const pricing: Condition = { kind: "words", phrases: ["price", "money back"] }
const night: Condition = { kind: "time", from: "22:00", until: "06:00", days: [5] }
const morning: Condition = { kind: "time", from: "09:00", until: "13:00" }

describe("a condition", () => {
  const table: [string, Condition, RuleContext, boolean][] = [
    ["about a word holds for its inflections", pricing, { text: "What are your PRICES?" }, true],
    [
      "about a word does not hold inside another word",
      { kind: "words", phrases: ["art"] },
      { text: "can I start now" },
      false,
    ],
    ["about a phrase needs its words in order", pricing, { text: "I want my money back" }, true],
    ["about a phrase does not hold for its words apart", pricing, { text: "back to the money question" }, false],
    [
      "about a page looks into its address",
      { kind: "page", contains: "/Plans" },
      { page: "https://x.example/PLANS?a=1" },
      true,
    ],
    [
      "about a contact field holds when it is known",
      { kind: "contact_field", field: "email" },
      { contact: { email: "a@b.c" } },
      true,
    ],
    [
      "about a contact field does not hold when it is empty",
      { kind: "contact_field", field: "email" },
      { contact: { email: " " } },
      false,
    ],
    [
      "about messages counts up to its number",
      { kind: "unresolved_messages", atLeast: 5 },
      { unresolvedMessages: 5 },
      true,
    ],
    ["about a language reads its code", { kind: "language", is: ["de", "fr"] }, { language: "de-AT" }, true],
    ["about a night belongs to the evening it began", night, { time: { minutes: 120, day: 6 } }, true],
    ["about a night does not hold on the wrong day", night, { time: { minutes: 120, day: 5 } }, false],
    ["about a time begins on its minute", morning, { time: { minutes: 540, day: 1 } }, true],
    ["about a time is over on its minute", morning, { time: { minutes: 780, day: 1 } }, false],
    ["about frustration is strict", { kind: "frustration", above: 0.5 }, { frustration: 0.5 }, false],
    [
      "about a topic asks for likeness",
      { kind: "topic", examples: ["demo"] },
      { text: "show me", likeness: () => 0.9 },
      true,
    ],
    [
      "about an attribute compares without case",
      { kind: "attribute", name: "plan", is: "Pro" },
      { attributes: { plan: "pro" } },
      true,
    ],
    [
      "about words finds them in a script that puts no blank between them",
      { kind: "words", phrases: ["批发价格"] },
      { text: "请问批发价格是多少" },
      true,
    ],
    ["about words finds a picture", { kind: "words", phrases: ["🎉"] }, { text: "thanks 🎉!" }, true],
    [
      "about a phrase does not ask for the full stop behind it",
      { kind: "words", phrases: ["a refund."] },
      { text: "I want a refund please" },
      true,
    ],
    [
      "about an attribute finds it however its name is written",
      { kind: "attribute", name: "Plan", is: "pro" },
      { attributes: { plan: "Pro" } },
      true,
    ],
    [
      "about an attribute takes true for the yes that is kept",
      { kind: "attribute", name: "vip", is: "true" },
      { attributes: { vip: "yes" } },
      true,
    ],
    [
      "about an attribute that is the word true finds it too",
      { kind: "attribute", name: "vip", is: "TRUE" },
      { attributes: { vip: "true" } },
      true,
    ],
    [
      "about an attribute does not find what every object has",
      { kind: "attribute", name: "constructor" },
      { attributes: {} },
      false,
    ],
    ["turned round holds when it does not", { kind: "not", of: pricing }, { text: "hello" }, true],
    [
      "of both parts needs both",
      { kind: "all", of: [pricing, { kind: "returning_visitor" }] },
      { text: "price" },
      false,
    ],
    [
      "of either part needs one",
      { kind: "any", of: [pricing, { kind: "returning_visitor" }] },
      { text: "price" },
      true,
    ],
  ]
  for (const [name, when, context, expected] of table) test(name, () => expect(holds(when, context)).toBe(expected))
})

test("where an answer of the owner's is the first that decides, nobody is called beside it", () => {
  const rules = [
    rule(pricing, { id: "answer", action: { kind: "answer", text: "Our prices are on the page." } }),
    rule(pricing, { id: "escalate" }),
  ]
  expect(matchRules(rules, { text: "Your prices?" }).map((match) => match.rule.id)).toEqual(["answer"])
})

test("the first rule that decides wins, and others may still alert and set a priority", () => {
  const rules = [
    rule(pricing, { id: "off", enabled: false }),
    rule(pricing, { id: "offer", action: { kind: "offer" } }),
    rule(pricing, { id: "escalate" }),
    rule(pricing, { id: "alert", action: { kind: "alert" } }),
  ]
  expect(matchRules(rules, { text: "prices?" }).map((match) => match.rule.id)).toEqual(["offer", "alert"])
})

test("a rule reads as a sentence", () => {
  const when: Condition = { kind: "all", of: [pricing, { kind: "page", contains: "/plans" }] }
  expect(describeRule(rule(when, { action: { kind: "escalate", queue: "sales" } }))).toBe(
    "Call a person in the queue “sales” when the visitor mentions “price” or “money back” and the visitor is on a page with “/plans”.",
  )
})

test.each<[Condition, string]>([
  [{ kind: "not", of: pricing }, "the visitor does not mention “price” or “money back”"],
  [{ kind: "not", of: { kind: "page", contains: "/x" } }, "the visitor is not on a page with “/x”"],
  [{ kind: "not", of: { kind: "campaign", is: "may" } }, "the visitor did not come by the campaign “may”"],
  [{ kind: "not", of: { kind: "contact_field", field: "shoe_size" } }, "the contact's shoe size is not known"],
  [
    { kind: "not", of: { kind: "unresolved_messages", atLeast: 3 } },
    "fewer than 3 messages have passed without a resolution",
  ],
  [{ kind: "not", of: { kind: "language", is: ["de", "fr"] } }, "the visitor's language is not German or French"],
  [{ kind: "not", of: night }, "it is not between 22:00 and 06:00 the next day on Friday"],
  [{ kind: "not", of: { kind: "frustration", above: 0.5 } }, "frustration is at most 50 %"],
  [{ kind: "not", of: { kind: "returning_visitor" } }, "the visitor has not been here before"],
  [{ kind: "not", of: { kind: "attribute", name: "plan", is: "pro" } }, "“plan” is not “pro”"],
  [
    { kind: "not", of: { kind: "any", of: [{ kind: "returning_visitor" }, { kind: "page", contains: "/x" }] } },
    "it is not true that (the visitor has been here before or the visitor is on a page with “/x”)",
  ],
  [
    { kind: "words", phrases: ["a", "b", "c", "d", "e", "f", "g", "h"] },
    "the visitor mentions “a”, “b”, “c”, “d”, “e” or 3 more",
  ],
])("%j reads as people speak: %s", (when, words) => {
  expect(describeRule(rule(when))).toBe(`Call a person when ${words}.`)
})

test("a queue that is gone is said to be, by no id", () => {
  const gone = rule(pricing, { action: { kind: "escalate", queue: "id-17" } })
  expect(describeRule(gone, () => undefined)).toStartWith(
    "Call a person (its queue is gone: in the chatbot's own) when",
  )
})

test("a rule explains itself: the words that it marks, and what else of its condition was so", () => {
  const when: Condition = {
    kind: "all",
    of: [
      { kind: "any", of: [pricing, { kind: "page", contains: "/plans" }] },
      { kind: "campaign", is: "may" },
      { kind: "not", of: { kind: "returning_visitor" } },
    ],
  }
  const evidence = evidenceOf(rule(when), "Your prices?", { campaign: ["May"], page: "https://x.example/" })
  expect(evidence).toEqual([
    { text: "prices", start: 5, end: 11, why: "rule “A rule”" },
    { text: "", why: "the visitor came by the campaign “may”" },
    { text: "", why: "the visitor has not been here before" },
  ])
})

describe("a rule that cannot work is refused by the name of its field", () => {
  const wrong: [string, unknown, string][] = [
    ["no name", { ...rule(pricing), name: " " }, "name"],
    ["no phrase", rule({ kind: "words", phrases: [] }), "when.phrases"],
    ["an empty phrase", rule({ kind: "any", of: [pricing, { kind: "words", phrases: [""] }] }), "when.of.1.phrases.0"],
    ["a phrase without anything to find", rule({ kind: "words", phrases: ["€"] }), "when.phrases.0"],
    ["a time that is none", rule({ kind: "time", from: "25:00", until: "06:00" }), "when.from"],
    ["too much frustration", rule({ kind: "frustration", above: 2 }), "when.above"],
    ["an unknown kind", { ...rule(pricing), when: { kind: "weather" } }, "when.kind"],
    ["an unknown action", { ...rule(pricing), action: { kind: "dance" } }, "action.kind"],
    ["an empty answer", { ...rule(pricing), action: { kind: "answer", text: "" } }, "action.text"],
  ]
  for (const [name, value, field] of wrong) {
    test(`${name} → ${field}`, () => {
      try {
        validateRule(value)
        expect.unreachable()
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
        expect((error as AppError).extra.field).toBe(field)
      }
    })
  }
})

test("every template is valid, and reads as a sentence", () => {
  for (const { rules } of ruleTemplates) {
    for (const template of rules) {
      expect(validateRule(JSON.parse(JSON.stringify(template)))).toEqual(template)
      expect(describeRule(template)).toEndWith(".")
    }
  }
  expect(ruleTemplates.map(({ use }) => use)).toEqual(["sales", "support", "booking", "billing"])
})
