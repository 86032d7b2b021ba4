import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { letterSimilarity } from "../testing/letter-similarity"
import { judge } from "./judge"
import { beginning, decide, defaultSettings, thresholdsOf } from "./policy"
import type { JudgementSettings, Turn, TurnFeatures } from "./types"

const deps = { similarity: letterSimilarity }
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
const turn = (features: Partial<TurnFeatures> = {}): TurnFeatures => ({ ...calm, ...features })
const upset = turn({ frustration: 0.97 })

function decisions(turns: TurnFeatures[], settings: JudgementSettings = defaultSettings) {
  let progress = beginning()
  return turns.map((one) => {
    const { weighed, next } = decide(progress, one, settings)
    progress = next
    return weighed
  })
}

const all = (turns: TurnFeatures[]) => decisions(turns).map(({ decision }) => decision)

const anyTurn: fc.Arbitrary<TurnFeatures> = fc.record({
  frustration: fc.double({ min: 0, max: 1, noNaN: true }),
  confusion: fc.double({ min: 0, max: 1, noNaN: true }),
  request: fc.constantFrom(0, 0, 0, 0.95),
  stakes: fc.constantFrom(0, 0, 0, 0.6, 0.9),
  intent: fc.constantFrom(0, 0, 0.75),
  repetition: fc.double({ min: 0, max: 1, noNaN: true }),
  asked: fc.integer({ min: 1, max: 4 }),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  smallTalk: fc.boolean(),
  fresh: fc.boolean(),
  declined: fc.boolean(),
  words: fc.constant([]),
})

describe("the policy", () => {
  test("tells of several reasons that call a person the first by its weight: danger, a wish, then the mood", () => {
    const reasonOf = (features: Partial<TurnFeatures>) =>
      decisions([turn({ frustration: 0.97, ...features })])[0]!.reason
    expect(reasonOf({ asked: 4 })).toBe("frustration")
    expect(reasonOf({ request: 0.95 })).toBe("visitor_request")
    expect(reasonOf({ request: 0.95, stakes: 0.9 })).toBe("high_stakes")
  })

  test("calls a person at most once an episode, and an episode ends only with a hand-back", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 30 }), (turns) => {
        let calls = 0
        for (const [i, { decision, open }] of decisions(turns).entries()) {
          if (turns[i]!.fresh) calls = 0
          // Nor does a rule of the owner's call a second time.
          if (calls > 0) expect(open).toEqual({ escalate: false, offer: false })
          if (decision === "escalate") calls++
          expect(calls).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test("called earlier by a higher slider, never later", () => {
    fc.assert(
      fc.property(
        fc.array(anyTurn, { maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (turns, a, b) => {
          const first = (sensitivity: number) => {
            const at = decisions(turns, { ...defaultSettings, sensitivity }).findIndex(
              ({ decision }) => decision === "escalate",
            )
            return at === -1 ? Number.POSITIVE_INFINITY : at
          }
          expect(first(Math.max(a, b))).toBeLessThanOrEqual(first(Math.min(a, b)))
        },
      ),
    )
  })

  test("names a reason exactly when it does something, and the number that decided", () => {
    fc.assert(
      fc.property(anyTurn, (one) => {
        const { weighed } = decide(beginning(), one, defaultSettings)
        expect(weighed.reason === null).toBe(weighed.decision === "answer")
        if (weighed.reason) expect(weighed.numbers.find(({ decided }) => decided)?.kind).toBe(weighed.reason)
      }),
    )
  })

  test("starts a fresh count after a hand-back: what escalated before does not escalate again", () => {
    const low = turn({ confidence: 0.05 })
    expect(decisions([low, low]).map(({ decision }) => decision)).toEqual(["offer", "escalate"])
    expect(decisions([low, turn({ confidence: 0.05, fresh: true })]).at(-1)!.decision).not.toBe("escalate")
  })

  test("counts two unanswered questions in a row over small talk, and not over an answered one", () => {
    const low = turn({ confidence: 0.05 })
    const talk = turn({ confidence: 0.05, smallTalk: true })
    const answered = turn({ confidence: 0.95 })
    expect(decisions([low, talk, low]).at(-1)).toMatchObject({ decision: "escalate", reason: "low_confidence" })
    expect(all([low, answered, low])).toEqual(["offer", "answer", "answer"])
    // Small talk after it is not one more.
    expect(all([low, talk, talk, talk])).toEqual(["offer", "answer", "answer", "answer"])
  })

  test("counts three unanswered questions among the last five, and none from longer ago", () => {
    const [low, answered] = [turn({ confidence: 0.05 }), turn({ confidence: 0.95 })]
    expect(all([low, answered, low, answered, low]).at(-1)).toBe("escalate")
    const rare = [low, answered, answered, answered]
    expect(all([...rare, ...rare, low]).filter((decision) => decision === "escalate")).toEqual([])
  })

  test("does not offer again right after an offer, nor at all once the visitor declined", () => {
    const lead = turn({ intent: 0.8 })
    expect(all([lead, lead, lead, lead])).toEqual(["offer", "answer", "answer", "offer"])
    // Also where the AI's own words made it.
    expect(all([turn({ intent: 0.8, offered: true }), lead, lead])).toEqual(["answer", "answer", "offer"])
    expect(decisions([lead, turn({ declined: true }), calm, calm, lead]).at(-1)!.decision).toBe("answer")
  })

  test("weighs two simmering turns together", () => {
    const { offer, escalate } = thresholdsOf(defaultSettings).frustration
    const simmering = turn({ frustration: (offer + escalate) / 2 })
    expect(decisions([simmering]).at(-1)!.decision).toBe("offer")
    expect(decisions([simmering, simmering]).at(-1)!.decision).toBe("escalate")
    expect(all([calm, turn({ frustration: escalate - 0.001 })])).toEqual(["answer", "offer"])
    const confused = turn({ confusion: 0.9 })
    expect(all([calm, confused, confused])).toEqual(["answer", "answer", "offer"])
  })

  test("takes no plain question for frustration, however early it is to call", () => {
    const early = { ...defaultSettings, sensitivity: 1 }
    for (const text of ["My parcel has not arrived yet.", "Where is my order?", "Why was my card declined?"])
      expect(judge([{ role: "visitor", text }], early, deps).decision).toBe("answer")
    expect(judge([{ role: "visitor", text: "this is useless" }], early, deps).decision).toBe("escalate")
  })

  test("leaves out what the owner switched off", () => {
    const settings = { ...defaultSettings, enabled: { ...defaultSettings.enabled, frustration: false } }
    expect(decisions([upset], settings)[0]!.decision).toBe("answer")
    const nothing = Object.fromEntries(Object.keys(defaultSettings.enabled).map((kind) => [kind, false]))
    const off = { ...defaultSettings, enabled: nothing as JudgementSettings["enabled"] }
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 10 }), (turns) => {
        expect(decisions(turns, off).filter(({ decision }) => decision !== "answer")).toEqual([])
      }),
    )
  })
})

describe("a conversation", () => {
  const say = (text: string, more: Partial<Turn> = {}): Turn => ({ role: "visitor", text, ...more })

  test("in which the same question comes a third time is escalated", () => {
    const entry = {
      found: [
        { id: "returns", score: 1.8 },
        { id: "delivery", score: 0.4 },
      ],
      confidence: 0.9,
    }
    const turns = [
      "How do I return a jacket?",
      "I want to send the jacket back",
      "so how can I give it back then?",
    ].map((text) => say(text, entry))
    expect(judge(turns.slice(0, 2), defaultSettings, deps).decision).toBe("answer")
    expect(judge(turns, defaultSettings, deps)).toMatchObject({ decision: "escalate", reason: "repetition" })
  })

  test("what was chosen among suggestions is the content's words: no anger, no threat, and nothing asked again", () => {
    const text = "This is useless, I will sue you"
    const turns = (isChoice: boolean): Turn[] => [
      { role: "visitor", text },
      { role: "ai", text: "Did you mean this?", confidence: 0.2, offeredPerson: true },
      { role: "visitor", text, ...(isChoice ? { isChoice } : {}) },
    ]
    const typed = judge(turns(false), defaultSettings, deps).features
    expect([typed.frustration, typed.stakes, typed.repetition].every((score) => score > 0.5)).toBeTrue()

    const chosen = judge(turns(true), defaultSettings, deps).features
    expect(chosen).toMatchObject({ frustration: 0, confusion: 0, stakes: 0, repetition: 0, asked: 1 })
  })

  test("is judged the same from stored features as from its texts", () => {
    const turns = ["hi", "where is my parcel?", "where is my parcel!!", "this is useless"].map((text) =>
      say(text, { confidence: 0.6 }),
    )
    const known = turns.map((_, i) => judge(turns.slice(0, i + 1), defaultSettings, deps).features)
    const fromStored = judge(turns, defaultSettings, deps, {}, known.slice(0, -1))
    expect(fromStored).toEqual(judge(turns, defaultSettings, deps))
  })
})
