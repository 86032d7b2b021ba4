/** Whether somebody asks when the business is there, and about which day: in seven languages, by their own words. Pure. */

import { dateIn } from "../bookings/availability-question"
import { type Day, days } from "./hours"

export type HoursQuestion =
  | { about: "now" }
  /** `isMoment`: said as today, tomorrow or a date, and not as a weekday in general. */
  | { about: "day"; date: string; isMoment: boolean }
  | { about: "week" }

const plain = (text: string) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, " ")

const asks = [
  /\b(?:are|is|will) (?:you|the (?:shop|store|office)|your (?:shop|store|office|team)|it|anyone|anybody|somebody) (?:be |still |usually )*(?:open|closed|there)\b/,
  /\b(?:when|what time|until when|till when|how late|how long|which days|what days) (?:do|are|does|is|will) (?:you|the (?:shop|store|office)|your (?:shop|store|office|team)|it) (?:be )?(?:open|close|closed)\b/,
  /\b(?:opening|business|working|office|shop|store) (?:hours|times)\b|\byour (?:\w+ )?hours\b|\bdo you (?:open|close) (?:on|at|today|tomorrow)\b/,
  /\b(?:estan|esta|estais|estaran|estareis) (?:abiert|cerrad)\w*|\b(?:a que hora|cuando|hasta que hora|que dias) (?:abren|abre|abris|cierran|cierra|cerrais)\b|\bhorarios? (?:de (?:apertura|atencion)|tienen|comercial)\b|\bcual es (?:su|el) horario\b|\babren (?:los?|el|hoy|manana)\b/,
  /\boffnungszeiten\b|\b(?:habt|haben|hat|seid|sind|ist) (?:ihr|sie|der laden|das geschaft|euer laden)\b.*\b(?:offen|geoffnet|geschlossen|auf|zu)\b|\bwann (?:offnet|offnen|schliesst|schliessen|macht ihr|machen sie|habt ihr (?:offen|auf)|haben sie (?:offen|geoffnet))\b/,
  /\bhoraires? (?:d ouverture|de la boutique|du magasin)\b|\bquels sont vos horaires\b|\b(?:etes|serez)[ -]vous (?:ouverts?|fermes?)\b|\bvous etes (?:ouverts?|fermes?)\b|\b(?:quand|a quelle heure|jusqu a quelle heure) (?:est ce que vous )?(?:ouvrez|fermez|ouvre|ferme)\b/,
  /\bhorarios? de (?:abertura|funcionamento|atendimento)\b|\bqual e o (?:vosso )?horario\b|\b(?:estao|esta|estarao) (?:abert|fechad)\w*|\b(?:quando|a que horas|ate que horas) (?:abrem|abre|fecham|fecha)\b/,
  /\borari(?:o)? di apertura\b|\bquali sono (?:gli|i vostri|i) orari\b|\bsiete (?:aperti|chiusi)\b|\b(?:quando|a che ora|fino a che ora) (?:aprite|chiudete|apre|chiude)\b/,
  /\bopeningstijden\b|\b(?:bent u|zijn jullie|is de winkel)\b.*\b(?:open|gesloten|dicht)\b|\b(?:wanneer|hoe laat|tot hoe laat) (?:gaan jullie (?:open|dicht)|sluiten|sluit|opent|zijn jullie (?:open|dicht)|bent u open)\b/,
]
const now =
  /\b(?:now|right now|at the moment|currently|still|ahora|ahora mismo|todavia|jetzt|gerade|noch|maintenant|encore|agora|ainda|adesso|ora|ancora|nu|nog)\b/
const today = /\b(?:today|tonight|hoy|heute|aujourd hui|hoje|oggi|vandaag)\b/

const weekdays: Record<Day, RegExp> = {
  mon: /\b(?:mondays?|lunes|montags?|lundis?|segunda(?: |-)?feira|lunedi|maandag)\b/,
  tue: /\b(?:tuesdays?|martes|dienstags?|mardis?|terca(?: |-)?feira|martedi|dinsdag)\b/,
  wed: /\b(?:wednesdays?|miercoles|mittwochs?|mercredis?|quarta(?: |-)?feira|mercoledi|woensdag)\b/,
  thu: /\b(?:thursdays?|jueves|donnerstags?|jeudis?|quinta(?: |-)?feira|giovedi|donderdag)\b/,
  fri: /\b(?:fridays?|viernes|freitags?|vendredis?|sexta(?: |-)?feira|venerdi|vrijdag)\b/,
  sat: /\b(?:saturdays?|sabados?|samstags?|sonnabends?|samedis?|sabato|zaterdag)\b/,
  sun: /\b(?:sundays?|domingos?|sonntags?|dimanches?|domenica|zondag)\b/,
}

/** @param date today's, `2026-11-23`, where the business is. @returns nothing when it is no such question. */
export function readHoursQuestion(text: string, date: string): HoursQuestion | undefined {
  const said = plain(text)
  if (said.length > 160 || !asks.some((pattern) => pattern.test(said))) return undefined
  const here = Temporal.PlainDate.from(date)
  const named = dateIn(said, date)
  if (named) return { about: "day", date: named, isMoment: true }
  if (today.test(said)) return { about: "day", date, isMoment: true }
  const day = days.findIndex((each) => weekdays[each].test(said))
  if (day >= 0) {
    const ahead = (day + 1 - here.dayOfWeek + 7) % 7
    return { about: "day", date: here.add({ days: ahead }).toString(), isMoment: false }
  }
  return now.test(said) ? { about: "now" } : { about: "week" }
}
