import { describe, expect, test } from "bun:test"
import { letterSimilarity } from "../testing/letter-similarity"
import { judge } from "./judge"
import { defaultSettings, thresholdsOf } from "./policy"
import { readSeeds } from "./seeds"

const judged = (text: string) => judge([{ role: "visitor", text }], defaultSettings, { similarity: letterSimilarity })
const thresholds = thresholdsOf(defaultSettings)
const seeds = readSeeds("further-moods")
const languages = [...new Set(seeds.map(({ language }) => language))]

test("the sentences are of every language that has no lexicon of its own, forty calm ones and more of each", () => {
  expect(languages.sort()).toEqual(["ar", "cs", "da", "fi", "hi", "ja", "ko", "no", "pl", "ru", "sv", "tr", "uk", "zh"])
  for (const language of languages)
    expect(seeds.filter((seed) => seed.language === language && seed.label === "calm").length).toBeGreaterThanOrEqual(
      40,
    )
})

describe.each(languages.map((language) => [language]))("in %s", (language) => {
  const said = (label: string) => seeds.filter((seed) => seed.language === language && seed.label === label)

  test("a calm question calls nobody", () => {
    const called = said("calm").filter(({ text }) => {
      const { features } = judged(text)
      const { frustration, confusion } = features
      return frustration >= thresholds.frustration.offer || confusion >= thresholds.confusion || features.stakes > 0
    })
    expect(called.map(({ text }) => text)).toEqual([])
  })

  test("an angry one is heard, and says in which words", () => {
    for (const { text } of said("angry")) {
      const { features, signals } = judged(text)
      expect([text, features.frustration >= thresholds.frustration.escalate]).toEqual([text, true])
      expect([text, signals.find(({ kind }) => kind === "frustration")!.evidence.length > 0]).toEqual([text, true])
    }
  })

  test("so is one that was not understood", () => {
    for (const { text } of said("confused"))
      expect([text, judged(text).features.confusion >= thresholds.confusion]).toEqual([text, true])
  })

  test("and what is at stake", () => {
    for (const kind of ["self_harm", "safety", "legal", "money"])
      for (const { text } of said(kind)) expect([text, judged(text).features.stakesKind]).toEqual([text, kind])
  })
})

test("what is plain in one language is not taken for a harsh word of another", () => {
  for (const text of [
    "I bought a fan for my office, does it come with a plug?",
    "gorgeous pic!",
    "Die Fahrt mit dem Fahrrad und ein Skandal im Film",
    "Can you mail me the invoice at faen@example.com?",
    "Le mal de dos, c'est pris en charge ?",
    "Quiero una caja de sal y una lámpara",
  ])
    expect([text, judged(text).features.frustration < thresholds.frustration.offer]).toEqual([text, true])
})
