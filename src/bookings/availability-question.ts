/** Whether somebody asks for a time, for how many, and from when on: by their own words. Pure. */

import { plainForms } from "../languages/plain-letters"
import { smallWords } from "../languages/small-words"
import { daysMeantIn, isToday, isTomorrow, type PartOfDay, partOfDayIn, saidOf } from "../languages/weekdays"

type AvailabilityQuestion = {
  /** How many come, if they said so. */
  people: number | undefined
  /** The day they asked for, as `2026-12-24`. */
  date: string | undefined
  /** The days of the week they asked for, Monday is 1. */
  weekdays: number[]
  part: PartOfDay | undefined
  /** The hour they asked for, in minutes after midnight. */
  minute: number | undefined
  wantsCall: boolean
}

const time =
  /\b(?:appointments?|slots?|fittings?|consultations?|bookings?|time slots?|citas?|hora libre|horas libres|reservas?|termine?n?|beratung|anprobe|rendez[- ]vous|creneaux?|essayage|marcac(?:ao|oes)|consultas?|prova)\b/
const asks =
  /\b(?:when|next|free|available|availability|openings?|can i|could i|may i|i d like|i want|i would like|make|book|schedule|cuando|proxima|proximo|libres?|disponibles?|puedo|quiero|quisiera|reservar|wann|nachste[rnsm]?|frei(?:e|en|er|es)?|verfugbar|kann ich|konnte ich|mochte|buchen|vereinbaren|quand|prochaine?|disponibilites?|puis je|voudrais|prendre|reserver|quando|proxima|livres?|disponive(?:l|is)|posso|queria|marcar)\b/
/** These are about an appointment that stands, or about anything but a time. */
const other =
  /\b(?:cancel\w*|resched\w*|my (?:appointment|booking|fitting)|missed|late for|how much|cost|price|cancelar|cambiar|mi cita|cuanto cuesta|precio|absagen|verschieben|mein(?:en)? termin|kostet|preis|annuler|deplacer|mon rendez|combien|prix|desmarcar|minha marcacao|quanto custa|preco)\b/
const come =
  /\bwhen (?:can|could|may) (?:i|we) come\b|\bcuando puedo (?:ir|pasar|venir)\b|\bwann kann ich (?:vorbei)?kommen\b|\bquand puis je (?:venir|passer)\b|\bquando posso (?:ir|passar|vir)\b/
const call =
  /\b(?:call ?back|call me|phone me|ring me|llamarme|llamada|me llamen|ruckruf|zuruckrufen|anrufen|rappeler|rappelez|rappel|ligar me|liguem|ligar de volta)\b/
const people =
  /\b(\d{1,4}) (?:people|persons?|guests|adults|children|kids|friends|of us|personas|ninos|amigos|personen|leute|kinder|gaste|personnes|enfants|amis|pessoas|criancas)\b|\b(?:group|party|grupo|gruppe|groupe) (?:of|de|von|mit) (\d{1,4})\b|\bwe are (\d{1,4})\b|\bfor (\d{1,4})\b(?! ?(?:minutes?|hours?|days?|weeks?|months?|am|pm|o clock|:))/

/** With the owner's own word for what can be booked: “a table”, “a massage”. */
const books =
  /\b(?:book(?:ing)?|reserv(?:e|ing|ation|ar|a|as|ieren|ierung|er|ation)|schedule|buchen|marcar|prenotare|prenotazione|boeken|zarezerwowac|rezervovat)\b/
const asksWhether =
  /\b(?:(?:have|need) to (?:book|reserve)|must (?:i|we)|necessary|required|needed|hay que|tengo que|es necesario|muss|notig|notwendig|faut|necessaire|preciso|tenho de)\b/
const clock = /\b(\d{1,2})(?:[:.h](\d\d))? ?(am|pm|uhr)\b|\b(\d{1,2})[:h](\d\d)\b/

/** In the further languages, one after the other: a time, what asks for it, and what speaks of one that stands, or of a price. */
const further: [time: string, asks: string, other: string][] = [
  [
    "termin|wizyt|umówić|rezerwacj",
    "woln|najbliższ|kiedy|mog|można|chc|chciał|umówić|zarezerwować",
    "odwoł|anulow|przełoż|zmienić|mój termin|moja wizyta|moją wizytę|moją rezerwacj|ile kosztuje|cen",
  ],
  [
    "termín|objednat|schůzk|rezervac",
    "voln|nejbližší|kdy|mohu|můžu|chc|chtěl|objednat",
    "zruš|přesun|změnit|můj termín|moji rezervaci|moje rezervace|kolik stojí|cen",
  ],
  [
    "запис(?:ь|аться|и)|на при[её]м|свободн[^ ]* (?:врем|окн|мест)|окошк",
    "свободн|ближайш|когда|можно|могу|хочу|хотел|записаться",
    "отмен|перенес|мою запись|моя запись|сколько стоит|цен",
  ],
  [
    "запис(?:атися|атись)|на прийом|вільн[^ ]* (?:час|місц)|запис на",
    "вільн|найближч|коли|можна|можу|хочу|хотів|записатися",
    "скасув|перенес|мій запис|скільки коштує|цін",
  ],
  [
    "randevu|boş (?:saat|yer)|müsait",
    "boş|müsait|en yakın|ne zaman|alabilir|almak|istiyorum|var mı",
    "iptal|ertele|değiştir|randevumu|ne kadar tutar|fiyat",
  ],
  [
    "lediga? tid|lediga tider|bokning|boka (?:en )?tid|tid för|klipptid",
    "ledig|nästa|när|kan jag|skulle vilja|vill|boka",
    "avbok|omboka|ändra|min tid|min bokning|vad kostar|pris",
  ],
  [
    "ledige? tid|ledige tider|ledige? time|ledige timer|booke (?:en )?tid|bestille (?:en )?(?:tid|time)|tidsbestilling|timebestilling|aftale",
    "ledig|næste|neste|hvornår|når|kan jeg|vil gerne|vil gjerne|booke|bestille",
    "aflys|avlys|avbestill|flytte|ændre|endre|min (?:tid|time|aftale)|hvad koster|hva koster|pris",
  ],
  [
    "vapaa(?:ta)? aika|vapaita aikoja|ajanvaraus|varata (?:aika|ajan)|varaisin ajan|aikaa",
    "vapaa|vapai|seuraava|milloin|voiko|voinko|haluan|haluaisin|varata",
    "peru|siirtä|muuttaa|aikani|varaukseni|paljonko maksaa|hinta",
  ],
  [
    "موعد|حجز|مواعيد",
    "متاح|متى|أقرب|اقرب|القادم|هل يمكن|ممكن|أريد|اريد|أود|اود|احجز|أحجز",
    "إلغاء|الغاء|تأجيل|تغيير|موعدي|حجزي|كم سعر|كم تكلفة|السعر",
  ],
  [
    "अपॉइंटमेंट|अपॉइंटमेन्ट|बुकिंग|समय ख़?ाली|ख़?ाली समय|स्लॉट",
    "ख़?ाली|कब|अगल|सकत|चाह|मिल सकता|लेना",
    "रद्द|बदल|मेरी बुकिंग|मेरा अपॉइंटमेंट|कितने का|कीमत",
  ],
  [
    "予約|空き|アポ",
    "空|いつ|取れ|できます|したい|お願い|可能|次の",
    "キャンセル|取り消|取消|変更|料金|いくら|予約した|予約番号",
  ],
  [
    "예약|빈 ?시간|진료 ?시간",
    "언제|가능|비어|빈|할 수|하고 싶|싶어|되나요|될까요|잡고",
    "취소|변경|바꾸|예약한|얼마|가격|예약 ?번호",
  ],
  [
    "预约|預約|空位|空档|空檔|排期",
    "什么时候|什麼時候|可以|能|想|有没有|有沒有|最近|最早|要",
    "取消|改期|更改|修改|多少钱|多少錢|价格|價格|我的预约|我的預約",
  ],
]
const begins = (forms: string) => new RegExp(`(?<!\\p{L})(?:${plainForms(forms)})`, "u")
/** Nothing stands between words there. */
const within = (forms: string) => new RegExp(plainForms(forms), "u")
const isWithoutBlanks = (forms: string) => /[\p{Script=Han}\p{Script=Hangul}]/u.test(forms)
const furtherForms = further.map((forms) => forms.map((each) => (isWithoutBlanks(forms[0]) ? within : begins)(each)))
const asksFurther = (said: string): boolean =>
  furtherForms.some(([time, asks]) => time!.test(said) && asks!.test(said)) &&
  !furtherForms.some(([, , other]) => other!.test(said))

const months = [
  "january|enero|januar|janner|janvier|janeiro",
  "february|febrero|februar|fevrier|fevereiro",
  "march|marzo|marz|mars|marco",
  "april|abril|avril",
  "may|mayo|mai|maio",
  "june|junio|juni|juin|junho",
  "july|julio|juli|juillet|julho",
  "august|agosto|aout",
  "september|septiembre|septembre|setembro",
  "october|octubre|oktober|octobre|outubro",
  "november|noviembre|novembre|novembro",
  "december|diciembre|dezember|decembre|dezembro",
]
const anyMonth = months.join("|")
const dayMonth = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.|er)? (?:of |de )?(${anyMonth})(?:,? (?:de )?(\\d{4}))?\\b`)
const monthDay = new RegExp(`\\b(${anyMonth}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?\\b`)
const nextYear = /\b(?:next year|el proximo ano|el ano que viene|nachstes jahr|l annee prochaine|proximo ano)\b/

/**
 * @param today `2026-11-23`, where the business is.
 * @param before where only another day is named, what was asked before it: “And on Sunday?”.
 * @param names what can be booked, as the owner calls it.
 * @returns nothing when it is no question for a time.
 */
export function readAvailabilityQuestion(
  text: string,
  today: string,
  before = "",
  names: readonly string[] = [],
): AvailabilityQuestion | undefined {
  const found = readQuestion(text, today, names)
  if (found || !before) return found
  const earlier = readQuestion(before, today, names)
  return earlier && { ...earlier, ...wishIn(saidOf(text), today) }
}

const leastTelling = 4
const small = new Set(["with", "from", "your", "ours", "this", "that", ...Object.values(smallWords).flat()])
const rootsOf = (text: string): string[] =>
  (saidOf(text).match(/\p{L}+/gu) ?? [])
    .filter((word) => word.length >= leastTelling && !small.has(word))
    .map((word) => word.replace(/(?<=\p{L}{3})(?:en|es|s|e|n)$/u, ""))

/** How many of the words of a name stand in a text, one or many of it. */
export function wordsOfName(name: string, text: string): number {
  const said = new Set(rootsOf(text))
  return rootsOf(name).filter((root) => said.has(root)).length
}

function readQuestion(text: string, today: string, names: readonly string[]): AvailabilityQuestion | undefined {
  const said = saidOf(text)
  if (said.length > 400 || other.test(said)) return undefined
  const wantsCall = call.test(said)
  const isNamed = () => books.test(said) && !asksWhether.test(said) && names.some((name) => wordsOfName(name, text) > 0)
  if (!(come.test(said) || ((time.test(said) || wantsCall) && asks.test(said)) || asksFurther(said) || isNamed()))
    return undefined
  const count = people.exec(said)
  const number = count && Number(count[1] ?? count[2] ?? count[3] ?? count[4])
  return { people: number || undefined, ...wishIn(said, today), wantsCall }
}

const wishIn = (said: string, today: string) => ({
  date: dateIn(said, today) ?? (isToday(said) ? today : undefined),
  weekdays: daysMeantIn(said),
  part: partOfDayIn(said),
  minute: minuteIn(said),
})

function minuteIn(said: string): number | undefined {
  const found = clock.exec(said)
  if (!found) return undefined
  const [, hour = found[4], minutes = found[5] ?? "0", half] = found
  const past = half === "pm" && Number(hour) < 12 ? 12 : half === "am" && Number(hour) === 12 ? -12 : 0
  const minute = (Number(hour) + past) * 60 + Number(minutes)
  return minute < 24 * 60 ? minute : undefined
}

/** Whether somebody names a time of day, an address or a number: they do not ask what is free, they choose. */
export const isChoosing = (text: string): boolean =>
  /\S@\S|(?:\d[\s().-]?){7,}|\b\d{1,2}(?:[:.h]\d\d|\s?(?:am|pm|uhr)\b|\s?o[’']clock)/i.test(text)

/** The day that is named in plain lower-case words, if one is. */
export function dateIn(said: string, today: string): string | undefined {
  const iso = /\b(\d{4}-\d\d-\d\d)\b/.exec(said)?.[1]
  if (iso) return dateOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)))
  const now = Temporal.PlainDate.from(today)
  if (isTomorrow(said)) return now.add({ days: 1 }).toString()
  if (nextYear.test(said)) return `${now.year + 1}-01-02`
  const [, day, name, year] = dayMonth.exec(said) ?? []
  const [, name2, day2, year2] = monthDay.exec(said) ?? []
  const month = months.findIndex((names) => names.split("|").includes(name ?? name2 ?? ""))
  if (month < 0) return undefined
  const named = year ?? year2
  const date = dateOf(Number(named ?? now.year), month + 1, Number(day ?? day2))
  // “3 January”, said in November, is the next one.
  return date && !named && date < today ? dateOf(now.year + 1, month + 1, Number(day ?? day2)) : date
}

function dateOf(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString()
  } catch {
    return undefined
  }
}
