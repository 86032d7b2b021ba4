import { describe, expect, test } from "bun:test"
import { mergeAttributes, mostAttributes, readAttributes } from "./attributes"
import {
  checkIntentRule,
  defaultIntent,
  describeIntentRule,
  type IntentCondition,
  type IntentFacts,
  scoreIntent,
} from "./intent"
import { intentTemplates } from "./intent-templates"

const facts: IntentFacts = {
  pages: [{ url: "https://shop.example/" }, { url: "https://shop.example/Pricing?plan=team" }],
  campaign: { source: "google", medium: "cpc", campaign: "autumn" },
  referrer: "https://www.google.com/",
  locale: "de-AT",
  visits: 3,
  seconds: 125,
  attributes: { "cart value": 129.5, plan: "Gold", vip: true, trial: false, total: "80.00", empty: "" },
}
const settings = (points: number, ...all: IntentCondition[]) => ({
  ...defaultIntent,
  rules: [{ id: "one", name: "One", enabled: true, points, all }],
})
const attribute = (name: string, is: "set" | "equal" | "at_least" | "at_most", value = ""): IntentCondition => ({
  kind: "attribute",
  name,
  is,
  value,
})

describe("who looks ready to buy", () => {
  // What holds of this visit, and what the desk reads as the evidence; “–” where it does not hold.
  const table: [IntentCondition, string][] = [
    [{ kind: "page", contains: "/pricing" }, "/Pricing"],
    [{ kind: "page", contains: "/checkout" }, "–"],
    [{ kind: "pages", atLeast: 2 }, "2 pages"],
    [{ kind: "pages", atLeast: 3 }, "–"],
    [{ kind: "seconds", atLeast: 125 }, "here for 2 min"],
    [{ kind: "seconds", atLeast: 126 }, "–"],
    [{ kind: "visits", atLeast: 3 }, "visit 3"],
    [{ kind: "visits", atLeast: 4 }, "–"],
    [{ kind: "campaign", contains: "CPC" }, "campaign cpc"],
    [{ kind: "campaign", contains: "bing" }, "–"],
    [{ kind: "referrer", contains: "google" }, "from www.google.com"],
    [{ kind: "language", is: "de" }, "speaks German"],
    [{ kind: "language", is: "en" }, "–"],
    [attribute("cart value", "at_least", "129.5"), "cart value 129.5"],
    [attribute("cart value", "at_least", "130"), "–"],
    [attribute("cart value", "at_most", "130"), "cart value 129.5"],
    [attribute("total", "at_least", "80"), "total 80.00"],
    [attribute("plan", "at_least", "1"), "–"],
    [attribute("plan", "equal", "gold"), "plan Gold"],
    [attribute("vip", "equal", "true"), "vip yes"],
    [attribute("vip", "set"), "vip yes"],
    [attribute("trial", "set"), "–"],
    [attribute("empty", "set"), "–"],
    [attribute("toString", "set"), "–"],
    [attribute("__proto__", "set"), "–"],
  ]
  for (const [condition, expected] of table) {
    test(`${describeIntentRule({ all: [condition], points: 10 })} → ${expected}`, () => {
      const { reasons } = scoreIntent(settings(10, condition), facts)
      expect(reasons[0]?.text ?? "–").toBe(expected)
    })
  }

  test("all conditions of a rule must hold, each rule counts once, and what speaks against it takes away", () => {
    const rules = [
      { id: "a", name: "Prices", enabled: true, points: 40, all: [{ kind: "page", contains: "/pricing" } as const] },
      {
        id: "b",
        name: "Back and long",
        enabled: true,
        points: 30,
        all: [{ kind: "visits", atLeast: 2 } as const, { kind: "seconds", atLeast: 60 } as const],
      },
      {
        id: "c",
        name: "Half",
        enabled: true,
        points: 100,
        all: [{ kind: "visits", atLeast: 2 } as const, { kind: "visits", atLeast: 9 } as const],
      },
      { id: "d", name: "German", enabled: true, points: -20, all: [{ kind: "language", is: "de" } as const] },
      { id: "e", name: "Off", enabled: false, points: 50, all: [{ kind: "visits", atLeast: 1 } as const] },
    ]
    expect(scoreIntent({ ...defaultIntent, rules, threshold: 50 }, facts)).toEqual({
      score: 50,
      isHigh: true,
      reasons: [
        { rule: "Prices", points: 40, text: "/Pricing" },
        { rule: "Back and long", points: 30, text: "visit 3, here for 2 min" },
        { rule: "German", points: -20, text: "speaks German" },
      ],
    })
    expect(scoreIntent({ ...defaultIntent, rules, threshold: 51 }, facts).isHigh).toBeFalse()
  })

  test("the score stays between 0 and 100, however many rules there are, and more evidence never makes it lower", () => {
    let seed = 7
    const random = (n: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % n
    }
    for (let round = 0; round < 300; round++) {
      const rules = Array.from({ length: 1 + random(20) }, (_, at) => ({
        id: `${at}`,
        name: `${at}`,
        enabled: random(5) > 0,
        points: random(201) - 100 || 1,
        all: [{ kind: "visits" as const, atLeast: 1 + random(6) }],
      }))
      const model = Math.min(
        100,
        Math.max(
          0,
          rules
            .filter((rule) => rule.enabled && rule.all[0]!.atLeast <= 3)
            .reduce((sum, { points }) => sum + points, 0),
        ),
      )
      const { score, isHigh } = scoreIntent({ ...defaultIntent, rules }, facts)
      expect(score).toBe(model)
      expect(isHigh).toBe(model >= defaultIntent.threshold)
      const positive = rules.filter(({ points }) => points > 0)
      const [few, many] = [2, 5].map((visits) =>
        scoreIntent({ ...defaultIntent, rules: positive }, { ...facts, visits }),
      )
      expect(many!.score).toBeGreaterThanOrEqual(few!.score)
    }
  })

  test("what cannot be meant is refused with its field; every template can be kept as it is", () => {
    const good = { name: "One", points: 10, all: [{ kind: "visits", atLeast: 2 }] }
    const cases: [object, string][] = [
      [{ name: "" }, "name"],
      [{ points: 0 }, "points"],
      [{ points: 101 }, "points"],
      [{ points: 1.5 }, "points"],
      [{ all: [] }, "all"],
      [{ all: [{ kind: "visits", atLeast: 0 }] }, "all.0"],
      [{ all: [good.all[0], { kind: "page", contains: " " }] }, "all.1"],
      [{ all: [{ kind: "language", is: "d1" }] }, "all.0"],
      [{ all: [{ kind: "attribute", name: "x", is: "at_least", value: "many" }] }, "all.0"],
      [{ all: [{ kind: "moon" }] }, "all.0"],
    ]
    for (const [change, field] of cases) {
      try {
        checkIntentRule({ ...good, ...change }, "x")
        throw new Error(`${JSON.stringify(change)} was taken`)
      } catch (error) {
        expect((error as { extra?: { field: string } }).extra?.field).toBe(field)
      }
    }
    for (const rule of intentTemplates.flatMap(({ rules }) => rules))
      expect(checkIntentRule(rule, rule.id)).toEqual(rule)
  })
})

describe("what a website says of its visitor", () => {
  test("text, numbers and yes or no are kept; everything else is refused by name", () => {
    const { kept, forgotten, refused } = readAttributes(
      JSON.parse(`{"plan":"<img src=x onerror=alert(1)>","n":1e3,"ok":false,"gone":null,"list":[1],"deep":{},
        "__proto__":{"x":1},"constructor":"c","9nine":"x","<b>":"x","long":"${"x".repeat(201)}"}`),
    )
    expect(kept).toEqual({ plan: "<img src=x onerror=alert(1)>", n: 1000, ok: false, constructor: "c" })
    expect(forgotten).toEqual(["gone"])
    expect(Object.keys(refused).sort()).toEqual(["9nine", "<b>", "__proto__", "deep", "list", "long"])
    for (const wrong of [null, undefined, "text", 7, [1, 2]]) expect(readAttributes(wrong).kept).toEqual({})
  })

  test("there is room for so many; null makes room again", () => {
    const many = Object.fromEntries(Array.from({ length: mostAttributes + 20 }, (_, at) => [`a${at}`, at]))
    const full = mergeAttributes({ first: 1 }, readAttributes(many))
    expect(Object.keys(full).length).toBe(mostAttributes)
    expect(full.first).toBe(1)
    const next = mergeAttributes(full, readAttributes({ first: null, new: true }))
    expect(next.new).toBe(true)
    expect("first" in next).toBeFalse()
  })
})
