import { describe, expect, test } from "bun:test"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { writtenLanguage } from "./written-language"

const spoken = ["en", "de", "es", "fr", "pt", "it", "nl"]
/** A language, or “-” where nobody could say; what is hard about it; and what somebody wrote. */
const messages = readFileSync(join(import.meta.dir, "messages.tsv"), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [language, kind, text] = line.split("\t")
    return { language: language!, kind: kind!, text: text! }
  })
const ofSpoken = messages.filter(({ language }) => spoken.includes(language))

describe("of 505 short messages in 42 languages, with names, loan words, slips and bare letters", () => {
  test("none is taken for another of the languages Baton speaks, whichever it was before", () => {
    const wrong = [undefined, ...spoken, "pl"].flatMap((current) =>
      messages.flatMap(({ language, text }) => {
        const told = writtenLanguage(text, current)
        const isWrong = told !== undefined && told !== language && told !== current && spoken.includes(told)
        return isWrong ? [`${current ?? "-"} → ${told}, but ${language}: ${text}`] : []
      }),
    )
    expect(messages.length).toBeGreaterThan(500)
    expect(wrong).toEqual([])
  })

  test.each(spoken)("most that are in %s are told, from any other language", (language) => {
    const asked = ofSpoken.filter((each) => each.language === language)
    for (const current of [undefined, ...spoken.filter((each) => each !== language)]) {
      const told = asked.filter(({ text }) => writtenLanguage(text, current) === language)
      expect(told.length / asked.length).toBeGreaterThan(0.7)
    }
  })

  test("nine of ten that are in one of these are told", () => {
    const told = ofSpoken.filter(({ language, text }) => writtenLanguage(text) === language)
    expect(told.length / ofSpoken.length).toBeGreaterThanOrEqual(0.9)
  })

  test.each(["ru", "uk", "ar", "he", "zh", "ja", "ko", "hi", "el"])(
    "%s is told by its letters and words",
    (language) => {
      const asked = messages.filter((each) => each.language === language)
      expect(asked.filter(({ text }) => writtenLanguage(text) === language).length).toBeGreaterThanOrEqual(
        0.7 * asked.length,
      )
    },
  )

  test("what nobody can say is said by nobody", () => {
    const none = messages.filter(({ language }) => language === "-")
    expect(none.length).toBeGreaterThan(50)
    expect(none.filter(({ text }) => writtenLanguage(text) !== undefined).map(({ text }) => text)).toEqual([])
  })
})

describe("a page", () => {
  const german = "Die Ware wird in zwei bis drei Tagen geliefert, und die Kosten stehen im Warenkorb. "
  const english = "The goods are delivered in two to three days, and you see what it costs in your basket. "

  test("is told, full of names and numbers, and however long", () => {
    expect(writtenLanguage(german.repeat(100))).toBe("de")
    expect(writtenLanguage(`${english}${"Skyscan 1172, Katnal1 (Zhou et al., 2011; E. coli), ".repeat(10)}`)).toBe("en")
    expect(writtenLanguage(`${english} The β of a portfolio is α.`)).toBe("en")
  })

  test("that is in two languages is in none", () => {
    expect(writtenLanguage(german + english)).toBeUndefined()
  })
})

test("what is quoted, a link or an address is not the writer's language", () => {
  expect(writtenLanguage("“Wie lange dauert der Versand nach Österreich?”")).toBeUndefined()
  expect(writtenLanguage("https://shop.example/wie-lange-dauert-der-versand")).toBeUndefined()
  expect(writtenLanguage("What does “Wie lange dauert der Versand” mean, please?")).toBe("en")
})
