import { expect, test } from "bun:test"
import { texts } from "../../public/widget/texts.js"
import * as after from "../../public/widget-after.js"
import * as booking from "../../public/widget-booking.js"
import * as contact from "../../public/widget-contact.js"
import { noticeText } from "../conversations/notices"
import { furtherLocales } from "../testing/further-locales"
import { wordsOfWidget } from "./words"

test("a language that the widget's script lacks has every word that the script has", () => {
  const names = Object.keys(texts)
  expect(names.length).toBeGreaterThan(20)
  for (const locale of ["it-IT", "nl", ...furtherLocales, "ar-EG", "pl-PL", "nn", "no"]) {
    const { lang, dir, ...words } = wordsOfWidget(locale, "en")!
    expect([locale, Object.keys(words).sort()]).toEqual([locale, names.sort()])
    expect(Object.values(words).every((text) => text.trim() === text && text !== "")).toBeTrue()
    // What is filled in stands in each, once.
    for (const name of ["unread", "remove", "human", "place", "wait"])
      expect([locale, name, words[name]!.split("{}").length]).toEqual([locale, name, 2])
    expect([locale, dir]).toEqual([locale, lang === "ar" ? "rtl" : undefined])
  }
})

test("they come for the visitor's own language, and for the chatbot's where Baton does not speak theirs", () => {
  expect(wordsOfWidget("nl-BE", "en")?.lang).toBe("nl")
  expect(wordsOfWidget("el", "it-CH")?.lang).toBe("it")
  expect(wordsOfWidget("pl", "it-CH")?.lang).toBe("pl")
  // As the browser names it, which is what the script compares.
  expect(wordsOfWidget("nb-NO", "en")).toMatchObject({ lang: "nb", send: "Send", edit: "Rediger" })
  expect(wordsOfWidget("zh-Hant-HK", "en")).toMatchObject({ lang: "zh", send: "傳送" })
  expect(wordsOfWidget("zh", "en")).toMatchObject({ lang: "zh", send: "发送" })
  expect(wordsOfWidget("fr", "it")).toBeNull()
  expect(wordsOfWidget("en-GB", "nl")).toBeNull()
  expect(wordsOfWidget("el", "el")).toBeNull()
  expect(wordsOfWidget("fr-CA", "ar")).toBeNull()
})

test("whoever reads the widget in a language is told in it what happens to their conversation", () => {
  const codes = [
    ...(["waiting", "still_waiting", "operator_joined", "operator_away", "operator_left"] as const),
    ...(["handed_back", "closed"] as const),
  ]
  for (const locale of furtherLocales) {
    for (const code of codes)
      expect([locale, noticeText(code, locale, "Ana")]).not.toEqual([locale, noticeText(code, "en", "Ana")])
    expect(noticeText("operator_joined", locale, "Ana")).toContain("Ana")
    expect(noticeText("operator_joined", locale, "Ana")).not.toContain("{")
  }
  expect(noticeText("closed", "el")).toBe(noticeText("closed", "en"))
})

test("the cards that are loaded when they are needed have every text in every language of the widget", () => {
  const cards: Record<string, { texts: Record<string, string>; further: Record<string, string> }> = {
    after,
    booking,
    contact,
  }
  for (const [name, { texts, further }] of Object.entries(cards)) {
    const holes = (text: string) => text.split("{}").length - 1
    const keys = Object.keys(texts)
    expect(keys.length).toBeGreaterThan(7)
    expect(Object.keys(further)).toHaveLength(15)
    for (const key of keys) expect([name, key, texts[key]!.split("|").length]).toEqual([name, key, 7])
    for (const [language, row] of Object.entries(further)) {
      const words = row.split("|")
      expect([name, language, words.length]).toEqual([name, language, keys.length])
      for (const [at, key] of keys.entries())
        expect([name, language, key, holes(words[at]!)]).toEqual([
          name,
          language,
          key,
          holes(texts[key]!.split("|")[0]!),
        ])
    }
  }
})
