/** Days of the week and parts of the day, as visitors name them. Pure. */

import { plainForms, plainLetters } from "./plain-letters"

/** A text as it is given to the functions here: in plain letters, its apostrophes blanks. */
export const saidOf = (text: string): string => plainLetters(text).replace(/[’']/g, " ")

const words = (forms: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${plainForms(forms)})(?![\\p{L}\\p{N}])`, "u")
/** Where a word may go on, or nothing stands between words. */
const letters = (forms: string) => new RegExp(plainForms(forms), "u")

/** “Freitagnachmittag”, “vrijdagavond”. */
const de = "(?:s|vormittags?|nachmittags?|morgens?|mittags?|abends?)?"
const nl = "(?:ochtend|middag|avond)?"
const named = (forms: string) => new RegExp(`\\b(?:${forms})\\b`)

/** From Monday on; beside each the further languages. */
const weekdays: [RegExp, RegExp][] = [
  [
    named(`mondays?|lunes|montag${de}|lundis?|segunda(?: |-)?feira|lunedi|maandag${nl}`),
    letters(
      "poniedział|pondělí|понедельник|понеділ|pazartesi|måndag|mandag|maanantai|الاثنين|الإثنين|सोमवार|月曜|월요일|(?:周|星期|礼拜|禮拜|週)一",
    ),
  ],
  [
    named(`tuesdays?|martes|dienstag${de}|mardis?|terca(?: |-)?feira|martedi|dinsdag${nl}`),
    letters(
      "wtor(?:ek|k)|úterý|вторник|вівтор|\\bsalı|tisdag|tirsdag|tiistai|الثلاثاء|मंगलवार|火曜|화요일|(?:周|星期|礼拜|禮拜|週)二",
    ),
  ],
  [
    named(`wednesdays?|miercoles|mittwoch${de}|mercredis?|quarta(?: |-)?feira|mercoledi|woensdag${nl}`),
    letters(
      "środ[aęy]|střed[ayu]|сред[ау]|серед[ау]|çarşamba|onsdag|keskiviikko|الأربعاء|الاربعاء|बुधवार|水曜|수요일|(?:周|星期|礼拜|禮拜|週)三",
    ),
  ],
  [
    named(`thursdays?|jueves|donnerstag${de}|jeudis?|quinta(?: |-)?feira|giovedi|donderdag${nl}`),
    letters(
      "czwart(?:ek|k)|čtvrtek|четверг|четвер|perşembe|torsdag|torstai|الخميس|गुरुवार|बृहस्पतिवार|木曜|목요일|(?:周|星期|礼拜|禮拜|週)四",
    ),
  ],
  [
    named(`fridays?|viernes|freitag${de}|vendredis?|sexta(?: |-)?feira|venerdi|vrijdag${nl}`),
    letters(
      "piąt(?:ek|k)|pátek|пятниц|п.?ятниц|\\bcuma(?!rtesi)|fredag|perjantai|الجمعة|शुक्रवार|金曜|금요일|(?:周|星期|礼拜|禮拜|週)五",
    ),
  ],
  [
    named(`saturdays?|sabados?|samstag${de}|sonnabend${de}|samedis?|sabato|zaterdag${nl}`),
    letters("sobot|суббот|субот|cumartesi|lördag|lørdag|lauantai|السبت|शनिवार|土曜|토요일|(?:周|星期|礼拜|禮拜|週)六"),
  ],
  [
    named(`sundays?|domingos?|sonntag${de}|dimanches?|domenica|zondag${nl}`),
    letters(
      "niedziel|neděl|воскресен|неділ|\\bpazar(?!tesi)|söndag|søndag|sunnuntai|الأحد|الاحد|रविवार|इतवार|日曜|일요일|(?:周|星期|礼拜|禮拜|週)[日天]",
    ),
  ],
]

/** @returns the days of the week that are named, Monday is 1. */
export const weekdaysIn = (said: string): number[] =>
  weekdays.flatMap((forms, at) => (forms.some((form) => form.test(said)) ? [at + 1] : []))

const weekend =
  /\b(?:weekends?|week ?end|fin(?:es)? de semana|wochenende|fim de semana|fins de semana|fine settimana|weekeinde)\b/
/** The same, the weekend's two days among them. */
export const daysMeantIn = (said: string): number[] => {
  const named = weekdaysIn(said)
  return named.length === 0 && weekend.test(said) ? [6, 7] : named
}

const today = [
  /\b(?:today|tonight|hoy|heute|aujourd hui|hoje|oggi|vandaag)\b/,
  words("dzisiaj|dziś|dzis|dnes|сегодня|сьогодні|bugün|idag|i dag|ikväll|i aften|i kveld|tänään|اليوم|आज"),
  letters("今日|本日|今天|오늘"),
]
const tomorrow = new RegExp(
  `\\b(?:tomorrow|manana|morgen|demain|amanha)\\b|(?<!\\p{L})(?:${plainForms("jutro|zítra|завтра|yarın|imorgon|i morgon|i morgen|huomenna|غدا|غداً|بكرة|कल")})(?!\\p{L})|明日|明天|${plainForms("내일")}`,
  "u",
)
/** “Por la mañana” is in the morning. */
export const isTomorrow = (said: string): boolean => tomorrow.test(said.replace(/\b(?:por|de|en) la manana\b/g, ""))

export const isToday = (said: string): boolean => today.some((form) => form.test(said))

export type PartOfDay = "morning" | "afternoon" | "evening"

const parts: [PartOfDay, RegExp][] = [
  [
    "morning",
    /\b(?:mornings?|(?:por|de|en) la manana|\w*vormittags?|morgens|fruh|matin(?:ee)?|(?:de|da|pela) manha|mattin[ao]|\w*ochtends?)\b/,
  ],
  [
    "afternoon",
    /\b(?:afternoons?|(?:por|de|en) la tarde|\w*nachmittags?|apres[ -]midi|(?:a|de|da) tarde|pomeriggio|\w*middags?)\b/,
  ],
  [
    "evening",
    /\b(?:evenings?|tonight|(?:por|de|en) la noche|\w*abends?|soir(?:ee)?|(?:a|de|da) noite|sera|\w*avonds?)\b/,
  ],
]
export const partOfDayIn = (said: string): PartOfDay | undefined => parts.find(([, form]) => form.test(said))?.[0]

const filling =
  /^(?:and|ok|okay|or|then|what|how|about|in|on|at|the|please|instead|rather|maybe|late|early|later|earlier|is|good|better|works?|for|me|next|this|y|o|entonces|el|la|los|por|de|en|und|oder|dann|am|im|lieber|et|ou|alors|le|plutot|e|entao|allora|il|di|nel|na|da|en|of|dan|op|s)$/

/** Whether nothing is said but a day or a part of one: “and Sunday?”, “ok, Tuesday afternoon then”. */
export function namesOnlyDays(said: string): boolean {
  const isDay = (word: string) =>
    weekdaysIn(word).length > 0 ||
    isToday(word) ||
    isTomorrow(word) ||
    partOfDayIn(word) !== undefined ||
    weekend.test(word) ||
    /^(?:manha|manana|tarde|noche|noite)$/.test(word)
  const all = said.match(/[\p{L}\p{N}]+/gu) ?? []
  return all.length <= 10 && all.some(isDay) && all.every((word) => isDay(word) || filling.test(word))
}

/** The days that are named, in one form: two questions for different days are two questions. */
export const daysNamedIn = (said: string): string =>
  [
    ...weekdaysIn(said),
    ...(weekend.test(said) ? ["weekend"] : []),
    ...(isToday(said) ? ["today"] : []),
    ...(isTomorrow(said) ? ["tomorrow"] : []),
  ].join()
