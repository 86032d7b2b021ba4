/** Whether somebody asks for a time, for how many, and from when on: in five languages, by their own words. Pure. */

export type AvailabilityQuestion = {
  /** How many come, if they said so. */
  people: number | undefined
  /** The day they asked for, as `2026-12-24`. */
  date: string | undefined
  wantsCall: boolean
}

const plain = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ")

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
const tomorrow = /\b(?:tomorrow|manana|morgen|demain|amanha)\b/
const nextYear = /\b(?:next year|el proximo ano|el ano que viene|nachstes jahr|l annee prochaine|proximo ano)\b/

/** @param today `2026-11-23`, where the business is. @returns nothing when it is no question for a time. */
export function readAvailabilityQuestion(text: string, today: string): AvailabilityQuestion | undefined {
  const said = plain(text)
  if (said.length > 400 || other.test(said)) return undefined
  const wantsCall = call.test(said)
  if (!(come.test(said) || ((time.test(said) || wantsCall) && asks.test(said)))) return undefined
  const count = people.exec(said)
  const number = count && Number(count[1] ?? count[2] ?? count[3] ?? count[4])
  return { people: number || undefined, date: dateIn(said, today), wantsCall }
}

/** Whether somebody names a time of day, an address or a number: they do not ask what is free, they choose. */
export const isChoosing = (text: string): boolean =>
  /\S@\S|(?:\d[\s().-]?){7,}|\b\d{1,2}(?:[:.h]\d\d|\s?(?:am|pm|uhr)\b|\s?o[’']clock)/i.test(text)

/** The day that is named in plain lower-case words, if one is. */
export function dateIn(said: string, today: string): string | undefined {
  const iso = /\b(\d{4}-\d\d-\d\d)\b/.exec(said)?.[1]
  if (iso) return dateOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)))
  const now = Temporal.PlainDate.from(today)
  if (tomorrow.test(said)) return now.add({ days: 1 }).toString()
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
