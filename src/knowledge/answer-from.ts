import { daysMeantIn, saidOf, weekdaysIn } from "../languages/weekdays"
import { addressPattern } from "./around-words"
import { countWords, plainOf, sentencesOf } from "./chunk"
import { sharesPart } from "./compounds"
import { stem } from "./stem"
import { meantBy, synonymsOf, synonymsOfHead } from "./synonyms"
import { cosine, vectorOfWords, weightOfWord } from "./vectors"
import { isFunctionWord, wordsOf } from "./words"

/** The part of a passage that answers: as Markdown to be shown, and as plain words to be quoted. */
type Extract = { markdown: string; quote: string }

type Unit = { text: string; kind: "sentence" | "item" | "row" | "code"; lead: string; tail: string; block: number }

const mostSentences = 4
const mostWords = 90
/** A passage as short as this is told whole: what is left out of it costs more than what is read. */
const fewWords = 60
/** What a word that means the same counts of one that was said. */
const synonymShare = 0.5
const fewItems = 8
/** How much of what is asked a row has to have in its first cell to be called by name. */
const leastNaming = 0.25

/**
 * Picks the sentences, list items or table rows of `text` that answer the question; never words that are not in it.
 * @param called what the passage is called, and so what all of it is about.
 * @param isSubject nothing is asked but what it is all about: it is told from its beginning.
 */
export function answerFrom(
  question: string,
  text: string,
  rarity: (word: string) => number = () => 1,
  isSubject = false,
  called = "",
): Extract {
  const units = unitsOf(text)
  if (units.length === 0) return { markdown: text.trim(), quote: plainOf(text) }
  const asked = askedOf(question, rarity, called)
  const full = fullOf(asked, units)
  const scores = units.map(
    (unit, index) => scoreOf(asked, unit) + (index === 0 ? 0.08 : 0) + (full.has(unit.block) ? 0.2 : 0),
  )
  // A row that is called by name and has no time in it does not say how long something takes.
  const having = units.flatMap(({ text, lead }, index) =>
    asked.wants?.test(plainOf(`${lead} ${text}`)) ? [index] : [],
  )
  const isNamed = (index: number) =>
    units[index]!.kind === "row" && rowsNamed(asked, units, matesOf(units, index)).includes(index)
  const named = asked.wants ? having.filter(isNamed) : []
  const eligible = named.length > 0 ? named : having.length > 0 ? having : [...units.keys()]
  const best = eligible.reduce((best, index) => (scores[index]! > scores[best]! ? index : best))
  const isShort = countWords(text) <= fewWords && !units.some(({ kind }) => kind === "row" || kind === "code")
  const found = () => (isSubject ? beginningOf(units) : choose(asked, units, scores, best))
  const chosen = isShort ? [...units.keys()] : found()
  const shown = layOut(chosen.map((index) => units[index]!))
  return {
    markdown: shown,
    quote: chosen.map((index) => quoteOf(units[index]!)).join(units[best]!.kind === "row" ? "; " : " "),
  }
}

/** The beginning: its first list or table, or its first sentences. */
function beginningOf(units: readonly Unit[]): number[] {
  const first = units.findIndex(({ kind }) => kind === "row" || kind === "item")
  const isNear = first >= 0 && units.slice(0, first).reduce((sum, { text }) => sum + countWords(text), 0) <= fewWords
  const chosen: number[] = []
  let words = 0
  for (const [index, { text, kind, block }] of units.entries()) {
    const isOfList = isNear && block === units[first]!.block
    if (isNear && index > first && !isOfList) break
    words += kind === "sentence" ? countWords(text) : 0
    if (chosen.length > 0 && (words > mostWords || (!isNear && chosen.length >= mostSentences))) break
    if (isNear && index >= first + fewItems) break
    chosen.push(index)
  }
  return chosen
}

const choose = (asked: Asked, units: readonly Unit[], scores: readonly number[], best: number): number[] =>
  units[best]!.kind === "sentence" ? sentencesAround(units, scores, best) : partsOf(asked, units, scores, best)

/** The tables all of whose rows have what is asked for: a list of prices says what something costs, and is told whole. */
function fullOf({ wants }: Asked, units: readonly Unit[]): Set<number> {
  const rows = units.filter(({ kind }) => kind === "row")
  const lacking = new Set(rows.flatMap(({ text, block }) => (wants?.test(plainOf(text)) ? [] : [block])))
  return new Set(rows.flatMap(({ block }) => (lacking.has(block) ? [] : [block])))
}

/** As it would be read aloud: without a list's marks, and a table's row with what its cells mean. */
const quoteOf = (unit: Unit): string =>
  plainOf((unit.kind === "row" ? rowAsItem(unit) : unit.text).replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, "")).replace(
    /\s*\n\s*/g,
    " ",
  )

type Asked = {
  stems: Map<string, number>
  /** Stems that mean the same as one that was asked for, with that one. */
  meant: Map<string, string>
  total: number
  vector: Float32Array | undefined
  /** Of the words that were said, without those that they come down to. */
  saidTotal: number
  /** What an answer to such a question has in it. */
  wants: RegExp | undefined
  /** Stems that the whole passage is called by. */
  named: ReadonlySet<string>
  /** Days of the week that are asked for. */
  days: readonly number[]
}

const number = String.raw`(?:\d[\d.,–-]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|eine?[nmr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|dreißig|un[ao]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|deux|trois|quatre|cinq|sept|huit|neuf|dix|quinze|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|dois|duas|três|sete|oito|nove|dez|een|twee|drie|vijf|zes|zeven|negen|tien|ett?|två|fyra|fem|sex|sju|åtta|nio|tio|to|fire|otte|ti)(?!\p{L}))`
const times = String.raw`(?:min(?:utes?|uten|utos?|uti|uter)?|hours?|std|stunden?|horas?|heures?|or[ae]|uur|uren|timmar?|timer|days?|nights?|(?:werk|arbeits)?tage?n?|d[ií]as?|jours?|giorn[io]|(?:werk)?dagen|dagar?|dage|weeks?|wochen?|semanas?|semaines?|settiman[ae]|weken?|veckor?|uger?|months?|monate?n?|mes(?:es)?|mois|mes[ei]|m[eê]s|maanden?|månad(?:er)?|måneder|years?|jahre?n?|años?|ans?|ann[io]|anos?|jaar|år)(?!\p{L})`
const weekday =
  "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|luned|marted|mercoled|gioved|venerd|sabato|domenica|segunda|terça|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"

/** What is asked for, by how it is asked, and what its answers look like. */
type Kind = [asks: RegExp, answers: RegExp]

/** How the business is reached: at all, by telephone, by email. */
const contactKinds: Kind[] = [
  [
    /\b(?:how|where) (?:can|do|could|may|would|should) (?:i|we|one) (?:best )?(?:contact|reach|get (?:in touch|(?:a )?hold of)|write to)\b|\b(?:contact|get in touch with) (?:you|details|info)|\bget in touch\b|\bwho (?:do|should|can|could) (?:i|we) (?:call|contact|email|ring|write to)\b|\bwie (?:kann ich|erreiche ich|kontaktiere ich) (?:euch|sie)(?: (?:am besten )?(?:erreichen|kontaktieren))?\b|\bc[oó]mo (?:puedo )?(?:contactar|contacto)|\bcomment (?:vous )?(?:contacter|joindre)|\bcome (?:posso )?contattar|\bcomo (?:posso )?(?:contactar|contatar)|\bhoe kan ik (?:jullie|u) (?:bereiken|contacteren)/i,
    /\S@\S|\+?\d[\d ()/-]{6,}\d/,
  ],
  [
    /\b(?:phone|telephone|call (?:you|the)|ring you|numbers? (?:to|for|of)|your number|tel[eé]?fo+n(?:o|e|isch|nummer|nummern|numero|nisch)?|t[eé]l[eé]phone|rufnummer|anrufen|whatsapp)\b|^phone/i,
    /\+?\d[\d ()/-]{6,}\d/,
  ],
  [
    /\be-?mail(?:[\s-]?ad+res+e?)?\b(?! (?:me|us|you a)\b)|\bemail (?:you|do)\b|\bmail ?adress|\bcorreo\b|\bcourriel\b|\bmailadres/i,
    /\S@\S/,
  ],
]

const kinds: Kind[] = [
  ...contactKinds,
  [
    /\bhow much\b|\bpric|\bcosts?\b|\bcharges?\b|\bfees?\b|\bexpensive\b|\bcheap|\bkost|\bprei|\bteuer|\bwie hoch\b|\bprecio|\bpre[cç]o|\bprezz|\bprix\b|\btarif|\bprijs|\bpris\b|\bcu[aá]nt[oa]s?\b(?! (?:tiempo|tarda|dura|d[ií]as|horas))|\bcombien\b(?! de (?:temps|jours))|\bquanto\b(?! (?:tempo|dura|demora|ci))|\bdiscounts?\b|\blargest\b|\bshipping within/i,
    /[€$£]\s?\d|\d\s?(?:€|eur(?:os?)?\b|chf\b|kr\b|%|per cent|percent|prozent|por ciento|pour cent|por cento|per cento|procent)|\b(?:five|ten|fifteen|twenty|fünf|zehn|zwanzig|cinco|diez|veinte|cinq|dix|vingt|cinque|dieci|venti|vijf|tien|twintig) (?:per cent|percent|prozent|por ciento|pour cent|por cento|per cento|procent)|\b(?:free|for nothing|gratis|kostenlos|kostenfrei|umsonst|gratuit|gratuite?s?|grátis)(?!\p{L})|\bno (?:\p{L}+ ){0,2}(?:fee|charge|deposit|cost|surcharge)s?\b|\bkeine? (?:\p{L}+ )?\p{L}*(?:gebühr|kosten)|\bsin (?:coste|gastos|cargo)|\b(?:pas de|sans) frais\b/iu,
  ],
  [
    /\bhow (?:long|soon|quick|fast|late|often)\b|\bcu[aá]nto (?:tiempo|tarda|dura)|\bcu[aá]ntos d[ií]as|\bcombien de (?:temps|jours)|\bquanto (?:tempo|dura|demora|ci)|\b(?:warranty|guarantee|garantie|garant[ií]a|garanzia) (?:on|for|of|auf|für|fur|sobre|de|para|sur|pour|su)\b|\b(?:what|which) days?\b|\b(?:welchen?|an welchen) tagen?\b|\bqu[eé] d[ií]as?\b|\bquels? jours?\b|\bche giorn|\bque dias?\b|\bwelke dag|\bexpir|\bvalid|\bg[uü]ltig|\bgilt\b|\bgelten\b|\bcaduc|\bvalab|\bscad|\bgeldig|\bg[aä]ller\b|\bwhen\b|\bwhat time\b|\blatest\b|\bdeadline|\bopen(?:ing)?\b|\bhours\b|\bge[oö]ffnet\b|\boffen\b|\b[oö]ffn|ffnungszeit|\babier|\babr(?:e|[ií])|\bcierr|\bcerr[aá]|\bouver|\bferme|\bapert|\bchiu[sd]|\baber[to]|\bfecha|\bgeopend\b|\bopeningstijd|\b[oö]ppet|\båben|\babent|\bnotice\b|\bwie lange|\bwann\b|\bquand\b|\bcu[aá]ndo|\bquando\b|\bhoe lang|\bwanneer\b|\bhorarios?\b|\bhoraires?\b|\borari|\bhur länge|\bnär\b/i,
    new RegExp(
      `${number}[ -](?:\\p{L}+[ -])?${times}|\\d\\s*(?:%|noon|o'clock|am\\b|pm\\b|h\\b|uhr|in the (?:morning|afternoon|evening)|morgens|nachmittags|abends|de la (?:mañana|tarde|noche)|du (?:matin|soir)|d[ie] mattin[ao]|'s (?:ochtends|middags|avonds))|(?<![€$£\\d.,]\\s?)\\d{1,2}[:.][0-5]\\d(?!\\d|\\s?(?:€|eur))|(?<!\\p{L})(?:${weekday})`,
      "iu",
    ),
  ],
  [
    /\bhow (?:many|big|large|much room|far|old)\b|\bwhat (?:size|number)\b|\bwie(?: ?viele?| groß| weit)\b|\bcu[aá]nt[oa]s\b/i,
    new RegExp(number, "iu"),
  ],
]

/** The same in the further languages. Other writing has no ends of words that all engines know, and needs none here. */
const furtherKinds: Kind[] = [
  [
    /ile kosztuj|(?<!\p{L})cen[aeyę](?!\p{L})|koszt|kolik stoj|стоит|стоимост|(?<!\p{L})цен[аыуе](?!\p{L})|коштує|вартіст|(?<!\p{L})цін[аиу](?!\p{L})|fiyat|ücret|ne kadar(?! s[üu]r)|kaç para|料金|値段|価格|費用|いくら|多少[钱錢]|价格|價格|费用|費用|얼마(?!나)|가격|요금|비용|سعر|تكلفة|كم ثمن|कीमत|दाम|कितने का|कितना खर्च|(?<!\p{L})hinta|maksaa|zniżk|скидк|знижк|indirim|割引|学割|折扣|할인|خصم/iu,
    /\d\s?(?:zł|kč|₽|руб|грн|₴|tl(?!\p{L})|₺|円|元|块|塊|원|₹|रुपये|ريال|درهم|جنيه|دينار|€|euro|kr(?!\p{L})|%)|[₽₴₺¥₩₹]\s?\d|darmow|bezpłat|zdarma|бесплатн|безкоштовн|ücretsiz|無料|免费|免費|무료|مجان|मुफ्त|ilmai/iu,
  ],
  [
    /(?<!\p{L})kiedy|do której|o której|o ktorej|jak długo|jak dlugo|ile trwa|godzin|czynn|otwar|otwier|(?<!\p{L})kdy(?!ž)|jak dlouho|otev[řr]|когда|до скольки|сколько (?:времени|дн|ид)|часы работы|открыт|работает|как долго|(?<!\p{L})коли(?!\p{L})|скільки (?:часу|дн)|години|графік|працює|ne zaman|kaçta|kacta|saat kaç|ne kadar s[üu]r|kaç gün|いつ|何時|営業|どのくらい|何日|什么时候|什麼時候|几点|幾點|多久|营业|營業|언제|몇 ?시|영업|얼마나|며칠|متى|كم يستغرق|ساعات|कब|कितने (?:बजे|दिन)|कितना समय|milloin|kauan|aukiolo|(?<!\p{L})auki|hvor længe|hvor lenge|hvornår/iu,
    /\d\s?(?:dni|dnia|godz|tyg|mies|rok|lat|dn[íůy]|hod|týd|měs|дн|ден|час|нед|мес|год|тиж|міс|gün|saat|hafta|ay(?!\p{L})|日|時|分|週|か月|ヶ月|年|天|小时|小時|点|點|个月|個月|일|시|분|주|개월|년|يوم|أيام|ساع|أسبوع|شهر|दिन|घंट|बजे|हफ्त|महीन|päiv|tunt|viik|kuuk)|\d\s?[–-]\s?\d|(?:godzinach|od|do|с|до|з|saat|klo|kl\.?)\s\d{1,2}|(?<![\d.,])\d{1,2}[:.][0-5]\d(?!\d)|dwóch|trzech|двух|трех|три|шесть|п?ять|zamkni|czynn|закрыт|зачинен|定休|休み|休息|휴무|مغلق|(?:ów|ą) roku|rok(?!\p{L})|год(?!\p{L})/iu,
  ],
]

/** Whether it asks where the business is, and nothing beside it. */
const address = new RegExp(
  [
    "(?:so |and |hi |hey |hello )?(?:where(?: exactly)? (?:are|r|is) (?:you|u|ya|your? (?:guys )?(?:shop|store|office|studio|salon|place|restaurant|cafe|practice|clinic|workshop)|the (?:shop|store|office|studio|salon|restaurant|cafe|practice|clinic|workshop))(?: (?:located|based|situated))?(?: exactly)?|(?:what(?:'?s| is) |whats )?(?:your|ur|the) (?:exact |street )?address|address|where (?:can|do) (?:i|we) find you|how (?:do|can) (?:i|we) (?:get (?:to you|there)|find you)|how to (?:get there|find you)|location)",
    "wo (?:genau )?(?:seid ihr|sind sie|finde ich (?:euch|sie)|findet man (?:euch|sie)|ist (?:der|das|die|euer|eure|ihr|ihre) (?:laden|geschäft|büro|salon|praxis|restaurant|werkstatt|studio))(?: (?:genau|zu finden))?|(?:wie ist |wie lautet )?(?:(?:eure|ihre|die|deine) )?(?:adresse|anschrift)|standort",
    "d[oó]nde (?:est[aá]is|est[aá]n|queda|est[aá] (?:la|el|su) \\p{L}+|os encuentro|se encuentran|os encontr[aá]is)(?: ubicad[oa]s?)?|(?:(?:cu[aá]l es )?(?:la|su|vuestra) )?direcci[oó]n",
    "(?:vous [êe]tes o[uù]|o[uù] (?:[êe]tes[- ]vous|se trouve (?:la|le|votre) \\p{L}+|vous trouver|est (?:la|le|votre) \\p{L}+))|(?:(?:quelle est )?(?:l'|votre ))?adresse",
    "onde (?:ficam|fica|est[aã]o|fica a \\p{L}+|s[aã]o)|(?:(?:qual [ée] )?(?:a|vossa|sua) )?(?:morada|endere[cç]o)",
    "dove (?:siete|vi trovate|si trova(?: (?:il|la) \\p{L}+)?)|(?:(?:qual [èe] )?(?:l'|il vostro ))?indirizzo",
    "(?:gdzie (?:jesteście|się znajdujecie|was znajdę|was znaleźć|jest (?:salon|sklep|biuro|gabinet))|(?:jaki (?:macie|jest)(?: wasz)? |podaj(?:cie)? |wasz )?adres)",
    "(?:kde (?:vás najdu|jste|sídlíte|se nacházíte|je (?:salon|obchod|prodejna))|(?:jak[áa] (?:je|máte) (?:vaše )?|vaše )?adres[au])",
    "(?:где вы(?: находитесь| расположены)?|где находится (?:ваш )?\\p{L}+|как вас найти|(?:какой у вас |ваш |подскажите )?адрес)",
    "(?:де ви(?: знаходитесь| розташовані)?|де знаходиться (?:ваш )?\\p{L}+|як вас знайти|(?:яка у вас |ваша |підкажіть )?адреса)",
    "(?:neredesiniz|nerede bulunuyorsunuz|yeriniz nerede|(?:adres(?:iniz)?(?: nedir| nerede| ne)?))",
    "(?:var (?:ligger|finns|hittar jag) (?:ni|er|butiken|salongen|kontoret)|(?:vilken |vad är er |er )?adress(?: har ni)?)",
    "(?:hvor (?:ligger|finder jg|finder jeg|finner jeg|er) (?:i|jer|dere|butikken|salonen|salongen|kontoret)|(?:hvad er jeres |hva er deres |jeres |deres )?adresse(?:n)?(?: deres)?)",
    "(?:missä (?:olette|sijaitsette|te olette)|(?:mikä (?:on )?)?(?:teidän )?osoit(?:e|teenne)(?: on)?)",
    "(?:住所(?:を教えてください|は(?:どこですか|何ですか)?)?|(?:お店|店|場所)は?どこ(?:ですか|にありますか)?|どこにありますか)",
    "(?:(?:你们|你們|店)(?:的)?(?:地址|位置)?(?:在哪(?:里|裡|儿)?|是什么|是什麼)|地址(?:在哪(?:里|裡)?|是什么|是什麼)?)",
    "(?:주소(?:가|를|는)?(?: ?(?:어디(?:예요|에요|인가요|세요)?|알려 ?주세요|뭐예요))?|(?:매장|가게|위치)(?:이|가|는)? ?어디(?:예요|에요|인가요|에 ?있나요))",
    "(?:أين (?:أنتم|يقع (?:المحل|المتجر|المكتب|الصالون)|موقعكم|عنوانكم)|(?:ما (?:هو )?)?(?:ال)?عنوان(?:كم)?)",
    "(?:(?:आपका |दुकान का )?पता(?: क्या है| बताइए| बताएं)?|(?:आप|दुकान) कहाँ (?:है|हैं))",
    "waar (?:zitten jullie|zijn jullie|zit u|vind ik jullie|is (?:de|het|jullie) \\p{L}+)|(?:(?:wat is )?(?:het|jullie|uw) )?adres",
  ]
    .map(
      (ways) =>
        `^(?:${ways})(?: (?:proszę|prosím|пожалуйста|будь ласка|lütfen|tack|tak|takk|kiitos|please|pls|bitte|por favor|svp|per favore|alstublieft))?$`,
    )
    .join("|"),
  "iu",
)
export const asksAddress = (question: string): boolean =>
  address.test(question.replace(/[\s¿?!.,’']+/g, (found) => (/[’']/.test(found) ? "'" : " ")).trim())

/** Whether it asks for a number to call or an address to write to: where none stands, nothing is answered. */
export const asksContact = (question: string): boolean => contactKinds.some(([asks]) => asks.test(question))

/** What an answer to such a question has in it, if how it is asked tells: a price, a time, a number to call. */
export const wantedBy = (question: string): RegExp | undefined =>
  [...kinds, ...furtherKinds].find(([asks]) => asks.test(question))?.[1] ??
  (asksAddress(question) ? addressPattern : undefined)

/** Whether a table tells it for nearly each thing in it, as a list of prices or of delivery times does. */
export function listsWanted(question: string, text: string): boolean {
  const wants = wantedBy(question)
  const rows = text.split("\n").filter((line) => /^\s*\|/.test(line) && !/^[\s|:-]+$/.test(line))
  if (!wants || rows.length < 3) return false
  return rows.slice(1).filter((row) => wants.test(plainOf(row))).length >= 0.75 * (rows.length - 1)
}

/** “- Puncture: £14”, “- Corte … 25 €”: a list of prices without a table's lines. */
const nameOfItem = (item: string): string =>
  /^[-*+•]?\s*([^:–—…]{2,60}?)\s*(?::|\s[–—-]\s|\.{2,}|…|\t)/.exec(item)?.[1] ?? ""

/** What of a text stands by itself: its sentences, items and rows, each with the line that introduces it. */
export const linesIn = (text: string): { name: string; text: string }[] =>
  unitsOf(text).map(({ lead, text, kind }) => ({
    name: kind === "row" ? plainOf(cellsOf(text)[0] ?? "") : kind === "item" ? nameOfItem(plainOf(text)) : "",
    text: plainOf(`${lead} ${text}`),
  }))

function askedOf(question: string, rarity: (word: string) => number, called: string): Asked {
  const said = wordsOf(question)
  const words = [...said, ...meantBy(said)]
  const stems = new Map<string, number>()
  for (const word of words) if (!isFunctionWord(word)) stems.set(stem(word), weightOfWord(word) * rarity(word))
  let total = 0
  for (const weight of stems.values()) total += weight
  const meant = new Map<string, string>()
  for (const word of words) {
    const root = stem(word)
    if (!stems.has(root)) continue
    for (const other of synonymsOf(root) ?? synonymsOfHead(word)) if (!stems.has(other)) meant.set(other, root)
  }
  const wants = wantedBy(question)
  const named = new Set(wordsOf(called).map(stem))
  const own = new Set(said.map(stem))
  let saidTotal = 0
  for (const [root, weight] of stems) if (own.has(root)) saidTotal += weight
  return {
    stems,
    meant,
    total: total || 1,
    saidTotal: saidTotal || 1,
    vector: vectorOfWords(words),
    wants,
    named,
    days: daysMeantIn(saidOf(question)),
  }
}

function scoreOf(asked: Asked, unit: Unit): number {
  const text = plainOf(`${unit.lead} ${unit.text}`)
  const words = wordsOf(text)
  const shares = new Map<string, number>()
  for (const root of new Set(words.map(stem))) {
    if (asked.stems.has(root)) shares.set(root, 1)
    const same = asked.meant.get(root)
    if (same !== undefined && !shares.has(same)) shares.set(same, synonymShare)
  }
  for (const root of asked.named) if (asked.stems.has(root)) shares.set(root, 1)
  let covered = 0
  for (const [root, share] of shares) covered += share * asked.stems.get(root)!
  const vector = vectorOfWords(words)
  const meaning = asked.vector && vector ? Math.max(0, cosine(asked.vector, vector)) : 0
  const fits = asked.wants?.test(text) ? 0.4 : 0
  return covered / asked.total + 0.5 * meaning + fits
}

/** The best sentence, with neighbours that answer nearly as well or without which it cannot be understood. */
function sentencesAround(units: readonly Unit[], scores: readonly number[], best: number): number[] {
  const chosen = new Set([best])
  let words = countWords(units[best]!.text)
  const take = (index: number) => {
    const size = countWords(units[index]!.text)
    if (chosen.size >= mostSentences || words + size > mostWords) return
    chosen.add(index)
    words += size
  }
  const mates = units.flatMap(({ block, kind }, index) =>
    kind === "sentence" && block === units[best]!.block ? [index] : [],
  )
  const isThought = mates.reduce((sum, index) => sum + countWords(units[index]!.text), 0) <= fewWords
  if (isThought) for (const index of mates) take(index)
  if (best > 0 && leansOnTheLast(units[best]!.text) && units[best - 1]!.kind === "sentence") take(best - 1)
  const next = units[best + 1]
  if (next && (leansOnTheLast(next.text) || (next.kind === "sentence" && next.block === units[best]!.block)))
    take(best + 1)
  const others = scores
    .map((score, index) => ({ score, index }))
    .filter(({ score, index }) => units[index]!.kind === "sentence" && score >= 0.4 * scores[best]! && score > 0.25)
    .sort((a, b) => b.score - a.score)
  for (const { index } of others) if (!chosen.has(index)) take(index)
  // One sentence left out between two reads as if it had not been there, and is often what the others speak of.
  for (const index of [...chosen])
    if (!chosen.has(index + 1) && chosen.has(index + 2) && units[index + 1]!.kind === "sentence") {
      chosen.add(index + 1)
    }
  return [...chosen].sort((a, b) => a - b)
}

const matesOf = (units: readonly Unit[], at: number): number[] =>
  units.flatMap(({ block }, index) => (block === units[at]!.block ? [index] : []))

/** Of a list or a table the parts that were asked for; all of it, if it is short or nothing of it was singled out. */
function partsOf(asked: Asked, units: readonly Unit[], scores: readonly number[], best: number): number[] {
  const { kind } = units[best]!
  const mates = matesOf(units, best)
  if (kind === "code") return mates
  if (kind === "row") {
    const named = rowsNamed(asked, units, mates)
    const isWanting =
      asked.wants?.test(units[best]!.text) && !named.some((index) => asked.wants!.test(units[index]!.text))
    if (named.length > 0 && !isWanting) return named
  }
  const mean = mates.reduce((sum, index) => sum + scores[index]!, 0) / mates.length
  const singled = mates.filter((index) => scores[index]! >= 0.75 * scores[best]!)
  const stands = scores[best]! > 1.6 * mean && singled.length <= 3
  if (stands && mates.length > fewItems) return singled
  return mates.length <= fewItems + 4 ? mates : mates.slice(0, fewItems)
}

/** The rows that the question calls by name: with a word of it that stands in their first cell and in few others. What is
 * said above the table, all of them are about, and in their other cells a word is rarely a name (“days”). */
function rowsNamed(
  { stems, meant, saidTotal: total, days }: Asked,
  units: readonly Unit[],
  mates: readonly number[],
): number[] {
  const isOnDay = (index: number) =>
    weekdaysIn(saidOf(cellsOf(units[index]!.text)[0] ?? "")).some((day) => days.includes(day))
  // “At the weekend” names two rows of a week.
  const onDays = days.length > 0 ? mates.filter(isOnDay) : []
  if (onDays.length > 0 && onDays.length < mates.length) return onDays
  const own = mates.map((index) => new Set(wordsOf(plainOf(cellsOf(units[index]!.text)[0] ?? "")).map(stem)))
  const isNaming = (root: string) => {
    const having = own.filter((roots) => roots.has(root)).length
    return having > 0 && having <= mates.length / 2
  }
  const whole = [...stems].filter(([root]) => isNaming(root))
  // “How much is a haircut?” is about the row “Men's cut”, where no row is called so, and not about “Wedding hair”.
  const inOtherWords = [...meant].flatMap(([root, said]): [string, number][] =>
    isNaming(root) ? [[root, stems.get(said) ?? 0]] : [],
  )
  const named = whole.length > 0 ? whole : inOtherWords
  // “Was kostet eine Kirsche” is about the row “Süßkirsche”.
  const naming = named.length > 0 ? named : partlyNaming(stems, own)
  const weights = own.map((roots) => naming.reduce((sum, [root, weight]) => sum + (roots.has(root) ? weight : 0), 0))
  const most = Math.max(...weights)
  // A word that tells little of the question names nothing: in a shop for shoes every row is about shoes.
  return most >= leastNaming * total ? mates.filter((_, place) => weights[place]! >= 0.5 * most).slice(0, fewItems) : []
}

/** The stems of rows that are part of a word that was asked for, or have one as a part, with what that word weighs. */
function partlyNaming(stems: ReadonlyMap<string, number>, own: readonly ReadonlySet<string>[]): [string, number][] {
  const found = new Map<string, number>()
  for (const roots of own)
    for (const root of roots)
      for (const [asked, weight] of stems)
        if (sharesPart(asked, root) && own.filter((each) => each.has(root)).length <= own.length / 2)
          found.set(root, Math.max(weight, found.get(root) ?? 0))
  return [...found]
}

function leansOnTheLast(sentence: string): boolean {
  return /^(?:it|this|that|these|those|they|them|then|so|also|otherwise|however|but|in that case|if so|if not|after that|he|she|here|there|y|pero|además|sie|das|dies|aber|dann|il|elle|cela|mais|ensuite|isso|mas|também)\b/i.test(
    sentence,
  )
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = []
  let lead = ""
  for (const [block, part] of text.split(/\n{2,}/).entries()) {
    const lines = part.split("\n").filter((line) => line.trim())
    if (lines.length === 0) continue
    const table = lines.findIndex((line) => /^\s*\|/.test(line))
    const list = lines.findIndex((line) => /^\s*(?:[-*+•]|\d+[.)])\s/.test(line))
    if (/^\s*(?:```|~~~)/.test(lines[0]!)) units.push({ text: part, kind: "code", lead: "", tail: "", block })
    else if (table >= 0) {
      const head = lines.slice(table, table + 2).join("\n")
      const before = lines.slice(0, table).join(" ") || lead
      for (const row of lines.slice(table + 2)) units.push({ text: row, kind: "row", lead: before, tail: head, block })
    } else if (list >= 0) {
      const before = lines.slice(0, list).join(" ") || lead
      for (const item of itemsOf(lines.slice(list)))
        units.push({ text: item, kind: "item", lead: before, tail: "", block })
    } else if (isSetInLines(lines)) {
      units.push({ text: lines.map((line) => line.trim()).join("\n"), kind: "sentence", lead: "", tail: "", block })
    } else {
      const sentences = sentencesOf(part)
      const last = sentences.at(-1)
      lead = last && /[:：]$/.test(last) ? last : ""
      for (const sentence of sentences)
        if (sentence !== lead) units.push({ text: sentence, kind: "sentence", lead: "", tail: "", block })
      continue
    }
    lead = ""
  }
  if (lead) units.push({ text: lead, kind: "sentence", lead: "", tail: "", block: -1 })
  return units
}

/** Hours and addresses are broken into lines; running text is only wrapped. */
const longestLine = 64
const mostLines = 16
const isSetInLines = (lines: readonly string[]): boolean =>
  lines.length > 1 &&
  lines.length <= mostLines &&
  lines.every((line, at) => line.trim().length <= longestLine && (at === 0 || !/^\s*[\p{Ll}(]/u.test(line)))

function itemsOf(lines: readonly string[]): string[] {
  const items: string[] = []
  for (const line of lines) {
    if (/^(?:[-*+•]|\d+[.)])\s/.test(line) || items.length === 0) items.push(line)
    else items[items.length - 1] += `\n${line}`
  }
  return items
}

/** A row read out: “**Sunday**: Shop 13:00–17:00 · Repair counter closed”. A chat window is too narrow for a table. */
const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim())

function rowAsItem({ text, tail }: Unit): string {
  const head = cellsOf(tail.split("\n")[0] ?? "")
  const [first = "", ...rest] = cellsOf(text)
  const values = rest.flatMap((cell, index) => {
    const name = head[index + 1]
    return cell === "" ? [] : [rest.length > 1 && name ? `${name} ${cell}` : cell]
  })
  return `- **${first.replaceAll("**", "")}**${values.length > 0 ? `: ${values.join(" · ")}` : ""}`
}

function layOut(units: readonly Unit[]): string {
  const parts: string[] = []
  let block: number | undefined
  for (const unit of units) {
    const follows = unit.block === block
    if (unit.kind === "sentence") {
      if (follows) parts[parts.length - 1] += ` ${unit.text}`
      else parts.push(unit.text)
    } else {
      const text = unit.kind === "row" ? rowAsItem(unit) : unit.text
      if (follows) parts[parts.length - 1] += `\n${text}`
      else parts.push(unit.lead ? `${unit.lead}\n\n${text}` : text)
    }
    block = unit.block
  }
  return parts.join("\n\n")
}
