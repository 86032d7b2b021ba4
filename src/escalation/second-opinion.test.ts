import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { letterSimilarity } from "../testing/letter-similarity"
import { whatIf } from "../testing/what-if"
import { judge } from "./judge"
import { beginning, decide, defaultSettings, thresholdsOf } from "./policy"
import { type Doubt, explain, isNear, type Opinion, opinionPays, pullOf } from "./second-opinion"
import type { Decision, JudgementSettings, TurnFeatures } from "./types"
import { replay } from "./what-if"

const calm: TurnFeatures = {
  frustration: 0.02,
  confusion: 0.02,
  request: 0,
  stakes: 0,
  intent: 0,
  repetition: 0,
  asked: 1,
  words: [],
}
const { frustration, request } = thresholdsOf(defaultSettings)
/** Nearly a request. */
const almost = request - 0.05
/** Just under the line for an offer, just over it, and just under the line for a call. */
const [under, over, high] = [frustration.offer - 0.03, frustration.offer + 0.03, frustration.escalate - 0.03]

const weighed = (features: Partial<TurnFeatures>, settings: JudgementSettings = defaultSettings) =>
  decide(beginning(), { ...calm, ...features }, settings).weighed
const decisionOf = (features: Partial<TurnFeatures>, settings?: JudgementSettings) =>
  weighed(features, settings).decision

const rank: Record<Decision, number> = { answer: 0, offer: 1, escalate: 2 }
const anyTurn: fc.Arbitrary<TurnFeatures> = fc.record({
  frustration: fc.oneof(fc.constantFrom(0.02, under, over, high), fc.double({ min: 0, max: 1, noNaN: true })),
  confusion: fc.double({ min: 0, max: 1, noNaN: true }),
  request: fc.constantFrom(0, 0.002, 0.02, almost, 0.95),
  stakes: fc.constantFrom(0, 0, 0, 0.6, 0.9),
  intent: fc.constantFrom(0, 0, 0.75),
  repetition: fc.double({ min: 0, max: 1, noNaN: true }),
  asked: fc.integer({ min: 1, max: 4 }),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  smallTalk: fc.boolean(),
  fresh: fc.boolean(),
  declined: fc.boolean(),
  opinion: fc.constantFrom(undefined, -1, 0, 1),
  words: fc.constant([]),
}) as fc.Arbitrary<TurnFeatures>

/** The last of these turns with each opinion, all that stood before it alike. */
function withEach(turns: TurnFeatures[], settings = defaultSettings) {
  let progress = beginning()
  for (const turn of turns.slice(0, -1)) progress = decide(progress, turn, settings).next
  const { opinion: _, ...last } = turns.at(-1)!
  const after = (opinion?: number) =>
    decide(progress, opinion === undefined ? last : { ...last, opinion }, settings).weighed
  return { last, without: after(), up: after(1), down: after(-1), neither: after(0) }
}

describe("the detectors are in doubt", () => {
  test("where a number stands near its line, and nowhere else", () => {
    expect(weighed({ frustration: 0.02 }).doubt).toBeUndefined()
    expect(weighed({ frustration: 0.97 }).doubt).toBeUndefined()
    expect(weighed({ frustration: under }).doubt).toMatchObject({ up: { kind: "frustration", value: under } })
    expect(weighed({ frustration: over }).doubt).toMatchObject({ down: { kind: "frustration", value: over } })
    expect(weighed({ frustration: high }).doubt).toMatchObject({ up: { kind: "frustration", value: high } })
    expect(weighed({ request: almost }).doubt).toMatchObject({ up: { kind: "visitor_request" } })
    expect(weighed({ asked: 2 }).doubt).toMatchObject({ up: { kind: "repetition" } })
    expect(weighed({ stakes: 0.6 }).doubt).toMatchObject({ up: { kind: "high_stakes" } })
    const unanswered = decide(beginning(), { ...calm, confidence: 0.25 }, defaultSettings).next
    expect(decide(unanswered, { ...calm, confidence: 0.25 }, defaultSettings).weighed.doubt).toMatchObject({
      up: { kind: "low_confidence" },
    })
  })

  test("a score of nothing, and one of certainty, are near nothing", () => {
    expect([isNear(0, 0.02), isNear(1, 0.98), isNear(0.4, 0.5)]).toEqual([false, false, true])
  })

  test("not over what the owner switched off, nor over what can no longer be done", () => {
    const off = (kind: "frustration" | "second_opinion") => ({
      ...defaultSettings,
      enabled: { ...defaultSettings.enabled, [kind]: false },
    })
    expect(weighed({ frustration: under }, off("frustration")).doubt).toBeUndefined()
    expect(decisionOf({ frustration: under, opinion: 1 }, off("second_opinion"))).toBe("answer")
    const near = { ...calm, frustration: under }
    expect(decide(beginning(), { ...near, declined: true }, defaultSettings).weighed.doubt).toBeUndefined()
    expect(decide({ ...beginning(), escalated: true }, near, defaultSettings).weighed.doubt).toBeUndefined()
    // A person was offered a moment ago: it is not offered again, so there is nothing to take back.
    const offered = decide(beginning(), { ...calm, intent: 0.75 }, defaultSettings)
    expect(offered.weighed.decision).toBe("offer")
    expect(decide(offered.next, { ...calm, frustration: over }, defaultSettings).weighed.doubt).toBeUndefined()
  })
})

describe("a second opinion", () => {
  test("makes an offer of an answer, a call of an offer, and an answer of an offer, each just at the line", () => {
    expect(decisionOf({ frustration: under, opinion: 1 })).toBe("offer")
    expect(weighed({ frustration: under, opinion: 1 }).reason).toBe("second_opinion")
    expect([decisionOf({ frustration: high }), decisionOf({ frustration: high, opinion: 1 })]).toEqual([
      "offer",
      "escalate",
    ])
    expect([decisionOf({ frustration: over }), decisionOf({ frustration: over, opinion: -1 })]).toEqual([
      "offer",
      "answer",
    ])
  })

  test("takes back only an offer that a mood carries alone", () => {
    expect(decisionOf({ intent: 0.7, opinion: -1 })).toBe("offer")
    expect(decisionOf({ frustration: over, intent: 0.7, opinion: -1 })).toBe("offer")
    expect(decisionOf({ frustration: over, request: almost, opinion: -1 })).toBe("offer")
    expect(decisionOf({ frustration: over, asked: 2, opinion: -1 })).toBe("offer")
  })

  test("alone does nothing: where no detector is in doubt it changes nothing, whatever it says", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { minLength: 1, maxLength: 8 }), (turns) => {
        const { without, up, down, neither } = withEach(turns)
        // An offer that was just made is not repeated, and stands.
        const standing = !without.open.offer && without.open.escalate ? 1 : 0
        for (const one of [up, down, neither])
          expect(rank[one.decision] - rank[without.decision]).toBeWithin(-1, 2 + standing)
        expect(neither).toEqual(without)
        if (without.doubt) return
        expect(up).toEqual(without)
        expect(down).toEqual(without)
      }),
      { numRuns: 2000 },
    )
  })

  test("never takes back a call, a request for a person or high stakes", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { minLength: 1, maxLength: 8 }), (turns) => {
        const { last, without, down } = withEach(turns)
        if (without.decision === "escalate") expect(down.decision).toBe("escalate")
        const offers = without.decision === "offer"
        if (offers && (last.stakes > 0 || last.request >= almost)) expect(down.decision).toBe("offer")
      }),
      { numRuns: 2000 },
    )
  })

  test("calls earlier with a higher slider, never later", () => {
    const slider = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 8 }), slider, slider, (turns, a, b) => {
        const first = (sensitivity: number) => {
          const called = replay({ id: "x", turns }, { settings: { ...defaultSettings, sensitivity }, rules: [] })
          return called.find(({ decision }) => decision === "escalate")?.turn ?? Number.POSITIVE_INFINITY
        }
        expect(first(Math.max(a, b))).toBeLessThanOrEqual(first(Math.min(a, b)))
      }),
      { numRuns: 1000 },
    )
  })

  test("counts in the what-if only as long as the number it was asked about is near its line", () => {
    const past = [{ id: "x", turns: [{ ...calm, frustration: high, opinion: 1 }] }]
    const now = { settings: defaultSettings, rules: [] }
    expect(whatIf(past, now, now).before).toMatchObject({ escalations: 1 })
    const later = { ...now, settings: { ...defaultSettings, sensitivity: 0 } }
    expect(whatIf(past, now, later).removed).toMatchObject([{ reason: "second_opinion" }])
  })
})

describe("asking pays", () => {
  const up: Doubt = { up: { kind: "frustration", value: 0.2, threshold: 0.25 } }
  const down: Doubt = { down: { kind: "frustration", value: 0.28, threshold: 0.25 } }
  const table: [what: string, doubt: Doubt | undefined, mood: string | undefined, pays: boolean][] = [
    ["nothing is in doubt", undefined, undefined, false],
    ["nothing is in doubt and a model was upset", undefined, "angry", false],
    ["no model has looked", up, undefined, true],
    ["the model that answered named no mood it could have", up, "", true],
    ["the model that answered sees it as the detectors do", up, "calm", false],
    ["the model that answered sees more", up, "angry", true],
    ["the model that answered sees less than an offer", down, "pleased", true],
    ["the model that answered sees what was offered for", down, "frustrated", false],
    ["confusion is no anger", up, "confused", false],
    ["confusion is in doubt", { up: { kind: "confusion", value: 0.4, threshold: 0.5 } }, "confused", true],
  ]
  for (const [what, doubt, mood, pays] of table)
    test(`${pays ? "where" : "not where"} ${what}`, () => expect(opinionPays(doubt, mood)).toBe(pays))

  const says = (more: Partial<Opinion>): Opinion => ({
    needsPerson: false,
    mood: "calm",
    asksForPerson: false,
    reason: "none",
    quote: "",
    ...more,
  })
  test("of three, two must agree", () => {
    expect(pullOf(says({ needsPerson: true }), up)).toBe(1)
    expect(pullOf(says({ needsPerson: true }), up, "angry")).toBe(1)
    expect(pullOf(says({ needsPerson: true }), down, "calm")).toBe(0)
    expect(pullOf(says({}), down, "calm")).toBe(-1)
    expect(pullOf(says({}), up, "angry")).toBe(0)
  })
  test("who is upset or asks for a person is not at ease, whatever else is said", () => {
    expect(pullOf(says({ mood: "angry" }), down)).toBe(0)
    expect(pullOf(says({ asksForPerson: true }), down)).toBe(0)
  })

  test("words are marked only where they really stand", () => {
    const text = "Well, so much for “two days”."
    expect(explain(says({ quote: "so much for", reason: "upset" }), up, text)[0]).toEqual({
      text: "so much for",
      start: 6,
      end: 17,
      why: "a second model reads: the visitor is upset",
    })
    const [made, near] = explain(says({ quote: "I will sue you" }), up, text)
    expect(made).toEqual({ text: "", why: expect.any(String) })
    expect(near!.why).toContain("0.20 of 0.25")
  })
})

test("what may ask for a person is a doubt, a refusal is none", () => {
  const doubtIn = (text: string) =>
    judge([{ role: "visitor", text }], defaultSettings, { similarity: letterSimilarity }).doubt?.up?.kind
  expect(doubtIn("somebody must look at my boiler")).toBe("visitor_request")
  expect(doubtIn("I don't want to talk to a person, just tell me the price")).toBeUndefined()
  expect(doubtIn("Within how many days can I return shoes?")).toBeUndefined()
})
