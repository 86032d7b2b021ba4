import { expect, test } from "bun:test"
import { spokenLanguages } from "../languages/sentences"
import { furtherLocales } from "../testing/further-locales"
import { fallbackText, type Means, momentText, stillNobodyText } from "./fallback-text"

const nothing: Means = {
  back: undefined,
  keepsAnswering: false,
  emailsWhenBack: false,
  address: undefined,
  followsUp: false,
  isReachable: false,
  email: null,
  callback: false,
}

test("where nothing can be done, nothing is promised", () => {
  expect(fallbackText("en", nothing)).toBe("Nobody from our team is online right now. Your messages are kept.")
})

test("an email is promised to an address, and asked for where there is none", () => {
  const emails = { ...nothing, emailsWhenBack: true }

  expect(fallbackText("en", { ...emails, address: "noa@example.com" })).toContain("We will email noa@example.com")
  expect(fallbackText("en", emails)).toContain("Leave your email address")
  expect(fallbackText("en", { ...nothing, address: "noa@example.com" })).not.toContain("email")
})

test("a follow-up is promised to whoever can be reached, and others are asked how", () => {
  expect(fallbackText("en", { ...nothing, followsUp: true, isReachable: true })).toContain("We have your details")
  expect(fallbackText("en", { ...nothing, followsUp: true })).toContain("Leave your email address or phone number")
})

test("several means stand in one text, in each language of the product", () => {
  const all = {
    ...nothing,
    back: "Monday 09:00",
    keepsAnswering: true,
    followsUp: true,
    email: "a@b.example",
    callback: true,
  }
  const said = spokenLanguages.map((language) => fallbackText(language, all))

  for (const text of said) {
    expect(text).toContain("Monday 09:00")
    expect(text).toContain("a@b.example")
    expect(text).not.toContain("{}")
  }
  expect(new Set(said).size).toBe(spokenLanguages.length)
})

test("the time of return is told in the visitor's own time zone and language", () => {
  const now = Date.UTC(2026, 10, 21, 12)

  expect(momentText("en", "America/New_York", Date.UTC(2026, 10, 23, 9), now)).toBe("Monday 04:00")
  expect(momentText("de-AT", "Europe/Berlin", Date.UTC(2026, 10, 23, 9), now)).toBe("Montag, 10:00 Uhr")
  expect(momentText("fr", "Europe/Paris", Date.UTC(2026, 10, 23, 9), now)).toBe("lundi à 10:00")
  expect(momentText("es", "Europe/Madrid", Date.UTC(2026, 10, 23, 9), now)).toBe("el lunes a las 10:00")
  expect(momentText("en", "UTC", Date.UTC(2026, 11, 1, 9), now)).toContain("December")
})

test("whoever reads the widget in a further language is told in it that nobody is there, and when somebody is", () => {
  const all: Means = {
    ...{ keepsAnswering: true, emailsWhenBack: false, followsUp: true, isReachable: false },
    ...{ address: undefined, email: "shop@shop.example", callback: true, back: undefined },
  }
  const now = Date.UTC(2026, 10, 22, 8)
  for (const locale of furtherLocales) {
    const back = momentText(locale, "Europe/Madrid", Date.UTC(2026, 10, 23, 9), now)
    const text = fallbackText(locale, { ...all, back })
    expect([locale, text.includes(back), text.includes("shop@shop.example")]).toEqual([locale, true, true])
    expect([locale, /[{}]|our team|Monday/.test(text)]).toEqual([locale, false])
    expect(stillNobodyText(locale, back)).toContain(back)
  }
  expect(momentText("pl", "Europe/Madrid", Date.UTC(2026, 10, 23, 9), now)).toBe("poniedziałek, 10:00")
  expect(momentText("zh-TW", "Europe/Madrid", Date.UTC(2026, 10, 23, 9), now)).toBe("星期一 10:00")
})
