/** What a question is about, and which things exclude each other: whoever asks for children's prices wants no men's. */

import { asksAddress, asksContact } from "../knowledge/answer-from"
import { isDay } from "../knowledge/days"
import { saysNothingIn } from "../knowledge/light-words"
import { isFunctionWord, wordsOf } from "../knowledge/words"

/** Of what asks for a price or a time, the words that only say so. */
const askingRoots =
  /^(?:cost|kost|prezz|preci|pric|prix|prei|prij|much|many|cuant|cuest|combien|quant|cust|cout|long|take|soon|quick|fast|late|often|time|dauer|lang|duur|tard|demor|dur|viel|lange|duration)\p{L}{0,3}$/u

/** The same in the further languages, as words are compared there. */
const furtherAsking =
  /^(?:koszt\p{L}*|cen[aeyou]|cenie|cenou|stoji|trwa|dlugo|dlouho|стоит|стоимост\p{L}*|цен[аыуе]|долго|времени|коштує|вартіст\p{L}*|цін[аиу]|часу|довго|fiyat\p{L}*|ucret\p{L}*|surer|surede|kac|kacta|hinta|maksaa|kestaa|kauan\p{L}*|料金|値段|価格|費用|价格|價格|多少|费用|얼마\p{L}*|가격\p{L}*|요금\p{L}*|سعر\p{L}*|تكلفة|कीमत|दाम|खर्च)$/u

/** Of what asks how long something holds, or when a place is open: beside what it is asked of they only say so. */
const askingBeside =
  /^(?:expir|valid|gultig|gilt$|gelten$|caduc|valab|valid|scad|geldig|galler$|open|clos|hours?$|times?$|geoffnet$|offen$|offnet$|offnungszeit|geschlossen$|abiert|abr[aei]|cierr|cerr|horari|ouver|ouvr|ferm|horaire|apert|apr|chiu|orari|abert|fech|geopend$|gesloten$|openingstijd|oppe|stang|aben|lukke|charg|fees?$|rates?$|gebuhr|stop|serv(?:e|es|ing)$|start|begin|finish|ends?$|until$|horas?$|uhr$|heures?$|or[ae]$|days?$|dias?$|tagen?$|jours?$|giorni$|dagen$)/

const asksOpening =
  /^(?:open|clos|geoffnet|offen|offnungszeit|geschlossen|abiert|abr[ei]|cerr|cierr|horari|ouver|ferm|horaire|apert|chius|orari|abert|fech|geopend|gesloten|openingstijd|oppe|stang|aben|lukke)/

const furtherOpening =
  /^(?:otwar\p{L}*|otwier\p{L}*|czynn\p{L}*|zamkn\p{L}*|zamyk\p{L}*|otevr\p{L}*|otevir\p{L}*|zavre\p{L}*|открыт\p{L}*|работает\p{L}*|закрыт\p{L}*|відкрит\p{L}*|відчин\p{L}*|працює\p{L}*|зачинен\p{L}*|acik\p{L}*|kapali\p{L}*|auki|avoinna|kiinni|営業|定休|開い|营业|開門|开门|關門|关门|영업\p{L}*|مفتوح\p{L}*|खुल[ाीे])$/u

/** What a question is about, without the words that only ask: of “how long does delivery take” the delivery. */
export function thingsIn(question: string): string[] {
  const words = wordsOf(question)
  const isEmpty = saysNothingIn(words)
  const isAsking = (word: string) => askingRoots.test(word) || furtherAsking.test(word)
  const things = words.filter(
    (word) => !isFunctionWord(word) && !isAsking(word) && !isEmpty(word) && !/^\d{1,2}$/.test(word),
  )
  const others = things.filter((word) => !askingBeside.test(word) && !furtherOpening.test(word))
  // “Open on Sundays?” asks for the hours, and not for whatever else happens on a Sunday.
  const opening = things.filter((word) => asksOpening.test(word) || furtherOpening.test(word))
  if (opening.length > 0 && others.every((word) => isDay(word))) return opening
  return others.length > 0 ? others : things
}

/** Whether it asks when the business is open, and nothing beside it. */
export function asksHours(question: string): boolean {
  const things = thingsIn(question)
  return things.length > 0 && things.every((thing) => asksOpening.test(thing) || furtherOpening.test(thing))
}

/** What is to be sold, lent or mended, without the verb. */
export const objectsIn = (things: readonly string[]): string[] =>
  things.filter((word) => !trades.some(([, member]) => member.test(word)))

/** Whether it asks if something is for sale. */
export const asksToBuy = (things: readonly string[]): boolean => things.some((word) => trades[0]![1].test(word))

/** Whether something is to be lent: “for hire”, “rent a bike”, and not a certificate for a rental flat. */
export function asksToHire(question: string): boolean {
  const words = wordsOf(question)
  const hire = trades[1]![1]
  return words.some((word, at) => {
    const next = words[at + 1]
    // “Are you hiring?” asks for work.
    const isHire = hire.test(word) || (word === "hiring" && !/^(?:you|u|they|still)$/.test(words[at - 1] ?? ""))
    return isHire && (next === undefined || isFunctionWord(next))
  })
}

/** Whether lending is spoken of, by the members that a text names. */
export const isForHire = (members: number): boolean =>
  ((members >> (contrasts.indexOf(trades) * bitsOfGroup)) & 2) !== 0

/** What is to be bought, by the last of the words for it. */
export function goodsIn(question: string, things: readonly string[]): string | undefined {
  const words = wordsOf(question)
  const at = words.findIndex((word) => /^(?:sell|sells|selling|buy|stock)$/.test(word))
  if (at < 0) return undefined
  const after = words.slice(at + 1)
  const start = after.findIndex((word) => things.includes(word))
  if (start < 0) return undefined
  const length = after.slice(start).findIndex((word) => !things.includes(word))
  return after[length < 0 ? after.length - 1 : start + length - 1]
}

/** Without whom or what it is for, where that is named after “for” and is no member of a group. */
export function coreIn(question: string, things: readonly string[]): string[] {
  const [before = "", ...after] = question.split(/\s(?:for|für|para|pour|per|voor)\s/i)
  if (after.length === 0 || membersIn(wordsOf(after.join(" "))) & ~hireBits) return []
  const own = wordsOf(before)
  return objectsIn(things).filter((thing) => own.includes(thing))
}

const referenceWords =
  /^(?:orders?|number|no|nr|ref|reference|bookings?|invoices?|tracking|parcels?|customer|code|id|bestell\p{L}*|auftrag\p{L}*|rechnung\p{L}*|kunden\p{L}*|buchung\p{L}*|sendung\p{L}*|nummer|pedidos?|numero|reservas?|factura|commande|facture|reservation|encomenda|fatura|ordine|fattura|prenotazione|bestelling|bestelnummer|factuur)$/u

/** The number of an order or an invoice where nothing else is said: whose it is stands in no content. */
export function referenceIn(message: string): string | undefined {
  const codes = message.match(/[\p{L}\d-]*\d[\p{L}\d-]*/gu)?.filter((code) => /\d{3}/.test(code)) ?? []
  const rest = codes.reduce((left, code) => left.replace(code, " "), message)
  const isAlone = wordsOf(rest).every((word) => isFunctionWord(word) || referenceWords.test(word))
  return codes.length === 1 && isAlone ? codes[0] : undefined
}

const contactWords =
  /^(?:e|e?mails?|e?mailadress\w*|address|adress\w*|direccion|indirizzo|endereco|adres|correo|electronico|courriel|telephone|phone|tel|telefon\w*|telefoon\w*|numbers?|nummer|numero|rufnummer|contact\w*|kontakt\w*|call|ring|reach|erreich\w*|anrufen|bellen|bereiken|llamar\w*|touch|hold|appeler|joindre|chiamare|ligar|mobile|whatsapp|write|schreiben|current|best|right|give|send|us)$/

/** Whether nothing is asked for but how to reach the business. */
export const isOnlyContact = (question: string): boolean => thingsIn(question).every((word) => contactWords.test(word))

/** What is done with goods: whoever lends bicycles does not sell them. */
const trades: readonly (readonly [bits: number, words: RegExp])[] = [
  [
    1,
    /^(?:sell|sells|selling|buy|verkauf\p{L}*|kaufen|vend(?:o|e|en|eis|er|ez|ons|em|ete|ono|ere|iamo)|compr(?:o|ar)|achet\p{L}+|acquist\p{L}+|verkop\p{L}*|kopen|koop|saljer|salja|kopa|saelger)$/u,
  ],
  [
    2,
    /^(?:hire|hires|rent|rents|renting|rental|rentals|lend|lends|borrow|loan|miete?n?|mietet|vermiet\p{L}*|leihen?|verleih\p{L}*|ausleih\p{L}*|alquil\p{L}+|lou(?:er|ez|ons|e)|location|nolegg\p{L}+|alug\p{L}+|hur(?:en)?|huurt?|verhu\p{L}+|hyra|hyr|uthyr\p{L}*|leje\p{L}*|udlejning)$/u,
  ],
  [
    4,
    /^(?:repairs?|repairing|fix|mend|mends|reparier\p{L}*|reparatur\p{L}*|repar(?:ar|amos|an|ais|e|er|ez|ons|ation|acion|iert)|ripar\p{L}+|consert\p{L}+|repare\p{L}*|lagar?|laga)$/u,
  ],
]

/** Members of a group exclude each other, unless they share a number. Word beginnings, as words are compared: without accents. */
const contrasts: readonly (readonly (readonly [bits: number, words: RegExp])[])[] = [
  [
    [
      1,
      /^(?:child(?:ren|rens|s)?|kids?|sons?|daughters?|toddlers?|bab(?:y|ies)|juniors?|kind(?:er|ern|es)?|kinder\p{L}+|jungen?|madchen\p{L}*|sohn|tochter|nin[oa]s?|hij[oa]s?|infantil(?:es)?|enfants?|bambin[oiae]|crianc\p{L}+|kinderen|barn\p{L}*|born)$/u,
    ],
    [6, /^(?:adults?|grown|erwachsene\p{L}*|adult[oaeis]*|volwassene\p{L}*|vux\p{L}+|voksne)$/u],
    [
      2,
      /^(?:men|mens|gents?|gentlemen|herren\p{L}*|manner\p{L}*|hombres?|caballeros?|hommes?|uomo|uomini|homens?|heren\p{L}*|mannen|herrar|maend)$/u,
    ],
    [
      4,
      /^(?:women|womens|woman|lad(?:y|ies)|damen\p{L}*|frauen\p{L}*|mujer(?:es)?|senoras?|femmes?|donn[ae]|mulher(?:es)?|dames\p{L}*|vrouwen|damer|kvinder)$/u,
    ],
  ],
  [
    [
      1,
      /^(?:dogs?|pupp(?:y|ies)|hund(?:e|en|es)?|welpen?|perr[oa]s?|cachorr[oa]s?|chiens?|cani|cane|caes|cao|honden?|hundar?)$/u,
    ],
    [2, /^(?:cats?|kittens?|katzen?|kater|gat[oa]s?|chats?|gatt[oi]|katten?|kat)$/u],
    [4, /^(?:birds?|parrots?|vogel|papagei(?:en)?|aves?|pajaros?|loros?|oiseaux?|uccell[oi]|passaros?|vogels)$/u],
    [8, /^(?:horses?|pon(?:y|ies)|pferde?n?|caballos?|cheva(?:l|ux)|cavall[oi]|cavalos?|paarden?)$/u],
    [
      15,
      /^(?:pets?|animals?|haustiere?n?|tiere?n?|mascotas?|animal(?:es)?|animaux|animal[ei]|animais|huisdier(?:en)?|dieren)$/u,
    ],
  ],
  [
    [1, /^(?:breakfasts?|fruhstuck\p{L}*|desayunos?|colazion[ei]|ontbijt\p{L}*|frukost\p{L}*)$/u],
    [2, /^(?:lunch(?:es)?|mittagessen|mittagstisch|almuerzos?|pranz[oi]|almocos?|middageten)$/u],
    [4, /^(?:dinners?|suppers?|abendessen|cenas?|diners?|cen[ae]|jantar(?:es)?|avondeten|middag)$/u],
  ],
  // Who pays less.
  [
    [
      1,
      /^(?:students?|studierende\p{L}*|studenten?\p{L}*|schuler\p{L}*|estudiantes?|etudiante?s?|estudantes?|student[ei])$/u,
    ],
    [
      2,
      /^(?:seniors?|pensioners?|oaps?|retired|rentner\p{L}*|senior\p{L}*|jubilad[oa]s?|mayores|retraite[es]*|pensionat[oi]|anzian[oi]|reformad[oa]s?|idosos?|gepensioneerden?|65plussers)$/u,
    ],
    [4, /^(?:nurses?|nhs|teachers?|military|soldiers?|veterans?|firefighters?|police|lehrer\p{L}*|feuerwehr\p{L}*)$/u],
    [8, /^(?:unemployed|jobless|arbeitslos\p{L}*|desempleados?|parados?|chomeurs?|disoccupat[oi]|werklozen?)$/u],
  ],
  trades,
]

/** Of a group each member is one or more of so many bits. */
const bitsOfGroup = 4
const groupMask = (1 << bitsOfGroup) - 1
const known = new Map<string, number>()

/** The members of all groups that a word names, a few bits for each group. */
function bitsOf(word: string): number {
  let bits = known.get(word)
  if (bits === undefined) {
    bits = 0
    for (const [place, group] of contrasts.entries())
      for (const [bit, member] of group) if (member.test(word)) bits |= bit << (place * bitsOfGroup)
    // Bounded, since visitors can type anything.
    if (known.size > 20_000) known.clear()
    known.set(word, bits)
  }
  return bits
}

/** A flat may be a rental one. */
const hireBits = 2 << (contrasts.indexOf(trades) * bitsOfGroup)

/** Whether two words name the same member of a group: a son is a child. */
export const isSameMember = (one: string, other: string): boolean => (bitsOf(one) & bitsOf(other)) !== 0

/** Which members of which groups are named. */
export const membersIn = (words: readonly string[]): number => words.reduce((bits, word) => bits | bitsOf(word), 0)

/** Whether what is said is about another member of a group than what is asked: about dogs, where it is cats. */
export const isOfAnother = (asked: number, said: number): boolean =>
  contrasts.some((_, place) => {
    const wanted = (asked >> (place * bitsOfGroup)) & groupMask
    const named = (said >> (place * bitsOfGroup)) & groupMask
    return wanted !== 0 && named !== 0 && (wanted & named) === 0
  })

/** What was asked before, without what the next question has another of: “for my son?” – “and for adults?”. */
export function withoutOthers(earlier: string, next: string): string {
  const wanted = membersIn(wordsOf(next))
  const places = placesIn(next).length > 0
  return earlier
    .split(/\s+/)
    .filter((word) => {
      const words = wordsOf(word)
      return !isOfAnother(wanted, membersIn(words)) && !(places && placesIn(word).length > 0)
    })
    .join(" ")
}

const languages = ["en", "de", "es", "fr", "pt", "it", "nl", "sv", "da"]
let countries: Map<string, string> | undefined

/** Every country by each of its names, in the languages that Baton speaks. */
function countryOf(name: string): string | undefined {
  if (!countries) {
    countries = new Map()
    for (const language of languages) {
      const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" })
      for (let a = 65; a <= 90; a++)
        for (let b = 65; b <= 90; b++) {
          const code = String.fromCharCode(a, b)
          const name = names.of(code)
          if (name) countries.set(wordsOf(name).join(" "), code)
        }
    }
    for (const name of ["usa", "america", "amerika"]) countries.set(name, "US")
    for (const name of ["uk", "britain", "england", "scotland", "wales"]) countries.set(name, "GB")
    countries.set("holland", "NL")
  }
  return countries.get(name)
}
const longestName = 3

/** The countries that are named, by their codes. */
export function placesIn(text: string): string[] {
  const words = wordsOf(text)
  const found = new Set<string>()
  for (let at = 0; at < words.length; at++)
    for (let length = 1; length <= longestName; length++) {
      const code = countryOf(words.slice(at, at + length).join(" "))
      if (code) found.add(code)
    }
  return [...found]
}

const contactWording =
  "write schreiben escribe écrivez scrivete contact phone telephone number email e-mail mail kontakt telefon contacto correo telefono telefone contatti"
const addressWording =
  "address street location find us visit us way getting here directions adresse anfahrt wo dirección dónde cómo llegar adresse où comment venir indirizzo dove come arrivare morada onde como chegar adres waar"
const abroadWording =
  "abroad international other countries ausland andere länder extranjero otros países étranger autres pays estero altri paesi"

/**
 * Other words in which a page may say it: an address to write to stands under “Contact”, a country under “Abroad”.
 * @param found what was found in the question's own words.
 */
export function otherWordingsOf(question: string, found: readonly string[]): string[] {
  if (asksContact(question) && isOnlyContact(question)) return [contactWording]
  if (asksAddress(question)) return [addressWording]
  const places = placesIn(question)
  if (places.length === 0 || found.some((text) => placesIn(text).some((place) => places.includes(place)))) return []
  const rest = wordsOf(question).filter((word) => placesIn(word).length === 0)
  return [`${rest.join(" ")} ${abroadWording}`]
}

const abroad =
  /(?<!\p{L})(?:abroad|international\p{L}*|worldwide|overseas|countr(?:y|ies)|europe\p{L}*|eu|ausland|weltweit|europa|europaweit|länder|extranjero|internacional\p{L}*|países|étranger|monde|pays|estero|estrangeiro|buitenland|utlandet|udlandet)(?!\p{L})/iu

/** Whether it speaks of other countries as a whole. */
export const namesAbroad = (text: string): boolean => abroad.test(text)
