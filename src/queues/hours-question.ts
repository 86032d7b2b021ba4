/** Whether somebody asks when the business is there, and about which day: by their own words. Pure. */

import { dateIn } from "../bookings/availability-question"
import { plainForms } from "../languages/plain-letters"
import { isToday, saidOf, weekdaysIn } from "../languages/weekdays"

export type HoursQuestion =
  | { about: "now" }
  /** `isMoment`: said as today, tomorrow or a date, and not as a weekday in general. */
  | { about: "day"; date: string; isMoment: boolean }
  | { about: "week" }

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
/** In the further languages a word may go on: “otwarte”, “otwarty”. Nothing that is said of anything but a place stands here. */
const start = "(?<![\\p{L}\\p{N}])"
const end = "(?![\\p{L}\\p{N}])"
const words = (forms: string) => new RegExp(`${start}(?:${plainForms(forms)})${end}`, "u")
const letters = (forms: string) => new RegExp(plainForms(forms), "u")
const furtherAsks = [
  // Polish
  words(
    "(?:godziny|godzinach) (?:otwarcia|pracy)|(?:czy )?(?:jesteście|są państwo|jest|macie)(?: [^ ]+){0,3} (?:otwarte|otwarci|otwarty|zamknięte|zamknięci|zamknięty|czynne|czynni)|(?:do której|od której|kiedy|o której|w jakich godzinach)(?: [^ ]+){0,2} (?:otwarte|otwarci|otwarty|czynne|czynni|otwieracie|zamykacie|pracujecie)|pracujecie (?:w|dzisiaj|jutro|dziś)(?: [^ ]+)?",
  ),
  // Czech
  words(
    "(?:otevírací|otvírací|provozní|pracovní) (?:doba|dobu|doby|hodiny)|(?:máte|je|budete mít|jste)(?: [^ ]+){0,3} (?:otevřeno|zavřeno|otevření|otevřený|otevřená)|(?:kdy|do kdy|od kdy|v kolik|do kolika|od kolika)(?: [^ ]+){0,2} (?:otevíráte|otvíráte|zavíráte|otevřeno|zavřeno)",
  ),
  // Russian, Ukrainian
  words(
    "(?:часы|график|режим|время) (?:работы|приема)|(?:вы )?(?:сейчас |сегодня |завтра |еще )*(?:открыты|закрыты|работаете)(?: [^ ]+){0,4}|(?:до скольки|со скольки|с какого часа|до которого часа|когда|во сколько)(?: вы)? (?:открыты|работаете|открываетесь|закрываетесь|открывается|закрывается)",
  ),
  words(
    "(?:години|графік|режим|час) роботи|(?:ви )?(?:зараз |сьогодні |завтра |ще )*(?:відкриті|відчинені|зачинені|працюєте)(?: [^ ]+){0,4}|(?:до котрої|з котрої|до якої години|коли|о котрій)(?: ви)? (?:відкриті|працюєте|відчиняєтесь|відкриваєтесь|зачиняєтесь|закриваєтесь)",
  ),
  // Turkish
  words(
    "(?:çalışma|açılış|kapanış|mesai) saat[^ ]*|(?:açık|kapalı) ?mı(?:sınız|sin|sın)?|açık mısınız|(?:saat )?(?:kaçta|kaça kadar|ne zaman)(?: [^ ]+){0,2} (?:açı[^ ]*|kapan[^ ]*|kapat[^ ]*|açık[^ ]*)",
  ),
  // Swedish, Danish, Norwegian, Finnish
  words(
    "öppettid[^ ]*|(?:har|är|håller) (?:ni|butiken|affären|du)(?: [^ ]+){0,2} (?:öppet|öppna|öppen|stängt|stängd)|(?:när|hur dags|hur länge|vilken tid)(?: har| är| håller)? (?:öppnar|stänger|ni öppet|butiken öppen)(?: ni)?|öppet (?:idag|i dag|nu|imorgon|på)(?: [^ ]+)?",
  ),
  words(
    "åbningstid[^ ]*|(?:har|er|holder) (?:i|butikken|du)(?: [^ ]+){0,2} (?:åbent|åben|åbne|lukket)|(?:hvornår|hvor længe|hvad tid)(?: har| er| holder)? (?:åbner|lukker|i åbent|butikken åben)(?: i)?",
  ),
  words(
    "åpningstid[^ ]*|(?:har|er|holder) (?:dere|butikken|du)(?: [^ ]+){0,2} (?:åpent|åpen|åpne|stengt)|(?:når|hvor lenge|hvilken tid)(?: har| er| holder)? (?:åpner|stenger|dere åpent|butikken åpen)(?: dere)?",
  ),
  words(
    "aukioloa[^ ]*|aukioloaj[^ ]*|(?:oletteko|onko|ovatko)(?: [^ ]+){0,3} (?:auki|avoinna|kiinni|suljettu)|(?:milloin|mihin asti|mihin saakka|mistä mihin|moneltako|kuinka myöhään)(?: [^ ]+){0,2} (?:auki|avoinna|aukeaa|avaatte|suljette|sulkeutuu|kiinni)",
  ),
  // Arabic, Hindi
  words(
    "(?:ساعات|أوقات|اوقات|مواعيد|دوام) (?:العمل|الدوام|الفتح|عملكم|دوامكم|المحل)|(?:هل )?(?:أنتم|انتم|المحل|المتجر)(?: [^ ]+){0,2} (?:مفتوح|مفتوحون|مفتوحين|مغلق|مغلقون|فاتحين)(?: [^ ]+){0,3}|(?:متى|حتى متى|في أي ساعة|الساعة كم)(?: [^ ]+)? (?:تفتحون|تغلقون|تفتح|تغلق|يفتح|يغلق|تقفلون)(?: [^ ]+){0,2}",
  ),
  words(
    "(?:खुलने|बंद होने|काम|कार्य)(?: [^ ]+)? (?:का समय|के घंटे|का टाइम)|(?:क्या )?(?:आप|दुकान)(?: [^ ]+){0,4} (?:खुले|खुली|बंद|खुला)(?: (?:है|हैं|रहती है|रहते हैं))+|(?:कब|कितने बजे|कब तक)(?: [^ ]+){0,2} (?:खुलती|खुलता|खुलते|बंद|खुला|खुले)(?: [^ ]+){0,3}",
  ),
  // Japanese, Korean, Chinese
  letters(
    "営業時間|開店時間|閉店時間|受付時間|(?:何時|いつ)(?:まで|から|に)?(?:営業|開いて|やって|開店|閉店|開き|閉まり)|(?:営業|開いて|やって)(?:して)?(?:い)?ますか|(?:定休日|休業日|お休み)は",
  ),
  letters(
    "영업 ?시간|운영 ?시간|(?:몇 ?시|언제)(?:까지|부터|에)? ?(?:영업|문|열|닫|하시|하나)|(?:영업|문 ?(?:여|열|닫))[^ ]*(?: ?(?:하|여|열|있|닫))?[^ ]*(?:나요|세요|습니까|까요|어요)|휴무일|쉬는 날",
  ),
  letters(
    "(?:营业|營業|开放|開放|上班|工作)(?:时间|時間)|(?:几点|幾點|什么时候|什麼時候)(?:开门|開門|关门|關門|营业|營業|打烊|下班)|(?:营业|營業|开门|開門|开着|開著|关门|關門)(?:吗|嗎|么|到几点|到幾點)",
  ),
]
asks.push(...furtherAsks)

const furtherNow = [
  words(
    "teraz|obecnie|jeszcze|aktualnie|teď|právě|nyní|ještě|сейчас|ещё|еще|зараз|ще|şimdi|şu an|şu anda|hâlâ|hala|nu|just nu|lige nu|nå|akkurat nå|nyt|juuri nyt|vielä|الآن|الان|حاليا|حالياً|अभी|इस समय",
  ),
  letters("今|ただいま|まだ|现在|現在|目前|지금|아직"),
]
const now =
  /\b(?:now|right now|at the moment|currently|still|ahora|ahora mismo|todavia|jetzt|gerade|noch|maintenant|encore|agora|ainda|adesso|ora|ancora|nu|nog)\b/

/** @param date today's, `2026-11-23`, where the business is. @returns nothing when it is no such question. */
export function readHoursQuestion(text: string, date: string): HoursQuestion | undefined {
  const said = saidOf(text)
  if (said.length > 160 || !asks.some((pattern) => pattern.test(said))) return undefined
  const here = Temporal.PlainDate.from(date)
  const named = dateIn(said, date)
  if (named) return { about: "day", date: named, isMoment: true }
  if (isToday(said)) return { about: "day", date, isMoment: true }
  const [day] = weekdaysIn(said)
  if (day !== undefined) {
    const ahead = (day - here.dayOfWeek + 7) % 7
    return { about: "day", date: here.add({ days: ahead }).toString(), isMoment: false }
  }
  return [now, ...furtherNow].some((form) => form.test(said)) ? { about: "now" } : { about: "week" }
}
