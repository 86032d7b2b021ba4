/**
 * What Baton itself says to visitors, in each language that it speaks: one file a language, so that somebody whose
 * language it is can read all of it. `{}` and `{name}` stand for what is filled in. Pure.
 */

import type { StakesKind } from "../escalation/types"
import type { NoticeCode } from "../events/event"
import { ar } from "./sentences/ar"
import { cs } from "./sentences/cs"
import { da } from "./sentences/da"
import { de } from "./sentences/de"
import { en } from "./sentences/en"
import { es } from "./sentences/es"
import { fi } from "./sentences/fi"
import { fr } from "./sentences/fr"
import { hi } from "./sentences/hi"
import { it } from "./sentences/it"
import { ja } from "./sentences/ja"
import { ko } from "./sentences/ko"
import { nl } from "./sentences/nl"
import { no } from "./sentences/no"
import { pl } from "./sentences/pl"
import { pt } from "./sentences/pt"
import { ru } from "./sentences/ru"
import { sv } from "./sentences/sv"
import { tr } from "./sentences/tr"
import { uk } from "./sentences/uk"
import { zh } from "./sentences/zh"
import { zhHant } from "./sentences/zh-hant"

type Words<Name extends string> = Record<Name, string>

export type Sentences = {
  /** The first words of a new chatbot. */
  welcome: string
  /** What happens to a conversation. */
  notices: Record<NoticeCode, string>
  /** When nobody is online; `moment` is how a day and a time stand together. */
  fallback: Words<
    | "nobody"
    | "back"
    | "trying"
    | "emailed"
    | "askForEmail"
    | "followed"
    | "askForContact"
    | "write"
    | "callback"
    | "kept"
    | "still"
    | "moment"
  >
  /** When the business is open; `line` is one of the week. */
  hours: Words<"open" | "closed" | "now" | "shut" | "back" | "week" | "soon" | "line">
  /** When an address or a number was recognised. */
  details: Words<"ask" | "kept" | "left">
  /** Where the AI has no answer of its own; `told` quotes an operator. */
  answers: Words<"unsure" | "didYouMean" | "notFound" | "leftOpen" | "keptForTeam" | "unseenFile" | "told" | "quotes">
  /** To a greeting, thanks, a goodbye, a bare no, and “are you a robot?”. */
  talk: Words<"greeting" | "thanks" | "goodbye" | "no" | "who">
  /** At once where much is at stake. Numbers of help lines differ by country: the owner adds theirs as a rule. */
  stakes: Record<StakesKind, string>
  bookings: Words<
    | "booked"
    | "moved"
    | "cancelled"
    | "manage"
    | "people"
    | "note"
    | "cancel"
    | "move"
    | "none"
    | "past"
    | "footer"
    | "taken"
    | "tooMany"
    | "free"
  >
  /** `reply` and `back` are subjects, `why` says why they get this. */
  letters: Words<
    | "reply"
    | "replied"
    | "more"
    | "back"
    | "isBack"
    | "transcript"
    | "hereIs"
    | "times"
    | "open"
    | "why"
    | "you"
    | "assistant"
  >
  /** Where a link in a letter leads, and where no script runs. */
  pages: Words<"opening" | "opened" | "later" | "script">
  /** Where what a visitor sent cannot be taken. */
  refusals: Words<
    "reach" | "either" | "email" | "phone" | "callable" | "name" | "empty" | "large" | "kind" | "long" | "often"
  >
  /** What a line of a page is called by which nothing else is written. */
  around: Words<"contact" | "address" | "hours">
}

const all = {
  ...{ en, es, de, fr, pt, it, nl },
  ...{ pl, cs, ru, uk, tr, sv, da, no, fi, ar, hi, ja, ko, zh, "zh-hant": zhHant },
} satisfies Record<string, Sentences>

/** Under which name a language stands here. */
export type Language = keyof typeof all

export const languages = Object.keys(all) as Language[]

/** Those that an owner chooses from: Chinese is one, however it is written. */
export const spokenLanguages: readonly string[] = languages.filter((language) => language !== "zh-hant")

/** Undefined where Baton does not speak it. */
export function spokenLanguage(locale: string): Language | undefined {
  const [language = "", ...more] = locale.toLowerCase().split(/[-_]/)
  // Both ways of writing Norwegian read the one; Chinese is written in two, by the place where nothing says which.
  if (language === "nb" || language === "nn") return "no"
  if (language === "zh") return more.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-hant" : "zh"
  return Object.hasOwn(all, language) ? (language as Language) : undefined
}

export const languageOf = (locale: string): Language => spokenLanguage(locale) ?? "en"

export const sentencesIn = (locale: string): Sentences => all[languageOf(locale)]

const dateStyles: Partial<Record<Language, string>> = {
  // With the digits in which prices and hours stand beside it.
  ar: "ar-u-nu-latn",
  no: "nb",
}

/** How dates and lists are written in it, as `Intl` knows it. */
export const dateStyleOf = (locale: string): string => dateStyles[languageOf(locale)] ?? languageOf(locale)

/** `rtl` where it is written from right to left. */
export const directionOf = (locale: string): "ltr" | "rtl" => (languageOf(locale) === "ar" ? "rtl" : "ltr")

/** What stands between two sentences: nothing where a full stop is as wide as a letter. */
export const gapIn = (locale: string): string => (/^(?:ja|zh)/.test(languageOf(locale)) ? "" : " ")

/** The first language of those that a browser asks for. */
export const localeAsked = (request: Request): string =>
  request.headers.get("accept-language")?.split(/[,;]/)[0]?.trim() || "en"

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
const refusals = Object.entries(en.refusals).map(([name, text]) => ({
  name: name as keyof Sentences["refusals"],
  form: new RegExp(`^${text.split("{}").map(escaped).join("(\\d+)")}$`),
}))

/** A refusal as it is thrown, in the visitor's language; as it is where no visitor is told of it. */
export function refusalIn(locale: string, detail: string, retryAfter?: unknown): string {
  const texts = sentencesIn(locale).refusals
  if (languageOf(locale) === "en") return detail
  if (typeof retryAfter === "number") return texts.often.replace("{}", String(retryAfter))
  if (detail === "Write an email address, such as ana@example.com.") return texts.email
  for (const { name, form } of refusals) {
    const found = form.exec(detail)
    if (found) return found.slice(1).reduce((text, number) => text.replace("{}", number), texts[name])
  }
  return detail
}
