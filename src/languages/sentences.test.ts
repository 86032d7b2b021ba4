import { expect, test } from "bun:test"
import { locales } from "../../views/admin/locales"
import { type Language, languageOf, languages, refusalIn, sentencesIn, spokenLanguages } from "./sentences"
import { writtenLanguage } from "./written-language"

type Said = { name: string; text: string }
const saidIn = (language: string): Said[] =>
  Object.entries(sentencesIn(language)).flatMap(([group, texts]) =>
    typeof texts === "string"
      ? [{ name: group, text: texts }]
      : Object.entries(texts).map(([name, text]) => ({ name: `${group}.${name}`, text })),
  )
const english = saidIn("en")
const holes = (text: string) => (text.match(/\{\w*\}/g) ?? []).sort()
/** These are of marks, numbers and what is filled in. */
const isOfMarks = (text: string) => !/\p{L}/u.test(text.replace(/\{\w*\}/g, ""))
const others = languages.filter((language) => language !== "en")

test.each(others)("each sentence stands in %s, with the same to be filled in", (language) => {
  const said = saidIn(language)
  expect(said.map(({ name }) => name).sort()).toEqual(english.map(({ name }) => name).sort())
  for (const { name, text } of said) {
    expect([name, text.trim() === text, text === ""]).toEqual([name, true, false])
    expect([name, holes(text)]).toEqual([name, holes(english.find((each) => each.name === name)!.text)])
  }
})

test.each(others)("nothing in %s is left in English", (language) => {
  for (const { name, text } of saidIn(language)) {
    const inEnglish = english.find((each) => each.name === name)!.text
    // A word may be the same by chance, a sentence is not.
    if (!isOfMarks(text) && text.includes(" ")) expect([name, text]).not.toEqual([name, inEnglish])
    expect([name, writtenLanguage(text.replace(/\{\w*\}/g, "Ana"))]).not.toEqual([name, "en"])
    const own = text.replace(/\{\w*\}/g, "")
    if (/[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hangul}]/u.test(own))
      expect([name, own.match(/\p{Script=Latin}+/gu)?.filter((word) => word !== "AI") ?? []]).toEqual([name, []])
  }
})

test.each(others)("what is said in %s is told to be in it", (language) => {
  const code = languageOf(language) === "zh-hant" ? "zh" : language
  const told = saidIn(language)
    .map(({ text }) => writtenLanguage(text.replace(/\{\w*\}/g, "Ana")))
    .filter((each) => each !== undefined)
  expect(told.length).toBeGreaterThan(15)
  expect(told.filter((each) => each !== code)).toEqual([])
})

test("no sentence stands in two languages", () => {
  const seen = new Map<string, Language>()
  for (const language of languages)
    for (const { text } of saidIn(language).filter(({ text }) => text.length > 30)) {
      expect([text, seen.get(text)]).toEqual([text, undefined])
      seen.set(text, language)
    }
})

test("an owner may choose each of them, and browsers' names for them are known", () => {
  expect(locales.map(({ value }) => value).sort()).toEqual([...spokenLanguages].sort())
  expect(["nb-NO", "nn", "zh-Hant-HK", "zh-TW", "zh-CN", "pl-PL", "pt-BR", "el", "toString"].map(languageOf)).toEqual([
    ...(["no", "no", "zh-hant", "zh-hant", "zh", "pl", "pt", "en", "en"] as const),
  ])
})

test("a refusal is told in the visitor's language with its numbers, and one that no visitor reads as it is", () => {
  expect(refusalIn("pl", "This is not an email address.")).toBe("To nie jest adres e-mail.")
  expect(refusalIn("ja", "Files can have 10 MB at most.")).toBe("ファイルは最大 10 メガバイトです。")
  expect(
    refusalIn("de-AT", "This message has 9000 characters; 8000 are the most. Shorten it, or send it in parts."),
  ).toContain("9000 Zeichen, höchstens 8000")
  expect(refusalIn("cs", "You write too fast. Try again in 12 s.", 12)).toContain("za 12 s")
  expect(refusalIn("en", "You write too fast. Try again in 12 s.", 12)).toBe("You write too fast. Try again in 12 s.")
  expect(refusalIn("pl", "The identity is not signed.")).toBe("The identity is not signed.")
})
