import { findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/min"
import { type Details, isEmail } from "./contact-field"

/** Something in a visitor's own words that may be a detail of theirs. Nobody has said so yet. */
export type FoundDetail = {
  field: keyof Details
  /** As it would be kept. */
  value: string
  /** As it was written. */
  quote: string
}

/**
 * Names, addresses, numbers and companies that stand in a text: only what is written there, letter by letter, and only
 * where the words around it say that it is the writer's own.
 * @param locale the writer's: tells how a number without a country code is read.
 */
export function recogniseDetails(text: string, locale: string): FoundDetail[] {
  const cut = text.slice(0, longest)
  const found: FoundDetail[] = []
  if (cut.includes("@")) found.push(...emailsIn(cut))
  if (digitsOf(cut).length >= 7) found.push(...phonesIn(cut, locale))
  const name = nameIn(cut)
  if (name) found.push({ field: "name", value: name, quote: name })
  const company = companyIn(cut)
  if (company) found.push({ field: "company", value: company, quote: company })
  return found.filter(
    ({ field, value }, at) =>
      found.findIndex((other) => other.field === field && other.value.toLowerCase() === value.toLowerCase()) === at,
  )
}

/** Whether nothing is said but the details themselves: “it's marta@mail.example, thanks”. */
export function isOnlyDetails(text: string, found: readonly FoundDetail[]): boolean {
  if (text.includes("?")) return false
  let rest = text
  for (const { quote } of found) rest = rest.replace(quote, " ")
  const words = rest.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.filter((word) => !around.has(word)).length <= 1
}

const longest = 4000
const digitsOf = (text: string) => text.replace(/\D/g, "")

// Somebody else's address is told by the words before it.
const othersEmail =
  /(?:\b(?:from|by|wrote to|write to|sent to|send to|mailed|emailed|contacted|instead of|not|no longer|old (?:address|email)(?: (?:is|was))?|de|an|von|para|à|pour)\s*:?\s*[<("“']?)$/i

function emailsIn(text: string): FoundDetail[] {
  return [...text.matchAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu)].flatMap((match) => {
    // The full stop of a sentence is no part of an address.
    const quote = match[0].replace(/[.-]+$/, "")
    if (!isEmail(quote) || /(?:^|[._-])(?:no|do)[._-]?(?:not[._-]?)?reply@/i.test(quote)) return []
    if (othersEmail.test(text.slice(Math.max(0, match.index - 40), match.index))) return []
    // https://user@host and the like.
    if (/[/@]$/.test(text.slice(Math.max(0, match.index - 1), match.index))) return []
    return [{ field: "email" as const, value: quote, quote }]
  })
}

const countries: Record<string, string> = {
  ...{ de: "DE", es: "ES", fr: "FR", pt: "PT", it: "IT", nl: "NL", pl: "PL", sv: "SE", da: "DK", fi: "FI", cs: "CZ" },
  ...{ ja: "JP", tr: "TR", uk: "UA", el: "GR", he: "IL", hu: "HU", ro: "RO", nb: "NO", ko: "KR" },
}

function countryOf(locale: string): string | undefined {
  const [language = "", ...parts] = locale.split(/[-_]/)
  return parts.find((part) => /^[A-Z]{2}$/i.test(part))?.toUpperCase() ?? countries[language.toLowerCase()]
}

const otherNumber =
  /(?:#|№|\b(?:order|bestell\w*|auftrag\w*|invoice|rechnung\w*|reference|ref|ticket|case|tracking|sendung\w*|parcel|customer|kunden\w*|account|konto\w*|iban|card|karte\w*|serial|model|article|artikel\w*|sku|isbn|vat|tax|size|zip|postcode|plz|pedido|factura|commande|facture|encomenda|fatura|n[úu]mero de (?:pedido|cliente|cuenta)|number|nummer|nr|no)\b)[\s.:#-]*(?:(?:number|nummer|nr|no|id|is|ist|es|was)\b[\s.:#-]*)*$/i
const phoneWord =
  /\b(?:phone|telephone|tel|mobile|cell|call|ring|reach|whatsapp|text me|sms|telefon\w*|handy\w*|mobil\w*|anruf\w*|rufen|erreich\w*|tel[ée]fono|m[óo]vil|celular|ll[áa]m\w*|t[ée]l[ée]phone|portable|appel\w*|joindre|telefone|telem[óo]vel|ligu?e\w*|(?:my|meine|mi|meu|mon|mijn) (?:number|nummer|n[úu]mero|num[ée]ro))\b/i

function phonesIn(text: string, locale: string): FoundDetail[] {
  const country = countryOf(locale)
  // A region that the library does not know: then only numbers with a country code can be read.
  const options = country && isSupportedCountry(country) ? { defaultCountry: country } : {}
  const matches = findPhoneNumbersInText(text, options)
  return matches.flatMap(({ number, startsAt, endsAt }) => {
    const quote = text.slice(startsAt, endsAt)
    const before = text.slice(Math.max(0, startsAt - 40), startsAt)
    if (!number.isValid() || isPaymentCard(quote)) return []
    const says = phoneWord.test(before) || phoneWord.test(text.slice(endsAt, endsAt + 30))
    const isNumberOfSomething = otherNumber.test(before)
    // “My phone number is …” names both; “order number” only the one.
    if (isNumberOfSomething && !phoneWord.test(before.slice(-30))) return []
    if (!quote.startsWith("+") && !/^[\s(]*0/.test(quote) && !says) return []
    // A date, a time, a price, a part of an address in the web.
    if (/^\d{4}[-./]\d{1,2}[-./]\d{1,2}|^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$/.test(quote)) return []
    if (/[/=_\p{L}]$/u.test(before) || /^\s?(?:€|\$|£|eur\b|usd\b|%)/i.test(text.slice(endsAt))) return []
    return [{ field: "phone" as const, value: number.formatInternational(), quote }]
  })
}

/** Sixteen digits that add up are a card, and a card is nobody's contact detail. */
function isPaymentCard(quote: string): boolean {
  const digits = digitsOf(quote)
  if (digits.length < 13 || digits.length > 19) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const word = "\\p{Lu}[\\p{L}'’-]+"
const one = `(${word}(?:\\s+(?:(?:van|von|de|da|dos|del|der|den|la|le|al|bin|zu)\\s+)*${word}){0,2})`
const several = `(${word}(?:\\s+(?:(?:van|von|de|da|dos|del|der|den|la|le|al|bin|zu)\\s+)*${word}){1,2})`
// Sentences that can only mean a name, whatever follows; then those that also begin “I'm sorry” and “ich bin Kunde”.
const namings = [
  `(?:[Mm]y (?:full )?name(?: is|['’]s)|[Nn]ame:|[Ii] am called|[Ii]['’]m called|[Tt]hey call me)\\s+${one}`,
  `(?:[Mm]e llamo|[Mm]i nombre es|[Nn]ombre:)\\s+${one}`,
  `(?:[Ii]ch hei(?:ß|ss)e|[Mm]ein [Nn]ame ist)\\s+${one}`,
  `(?:[Jj]e m['’]appelle|[Mm]on nom est|[Nn]om\\s?:)\\s+${one}`,
  `(?:[Mm]e chamo|[Cc]hamo-me|[Mm]eu nome [ée]|[Oo] meu nome [ée]|[Nn]ome:)\\s+${one}`,
  `(?:[Mm]i chiamo|[Ii]l mio nome è|[Ii]k heet|[Mm]ijn naam is)\\s+${one}`,
  `(?:[Kk]ind regards|[Bb]est regards|[Bb]est wishes|[Rr]egards|[Cc]heers|[Ss]incerely|[Mm]it freundlichen Grüßen|[Vv]iele Grüße|[Ss]aludos|[Cc]ordialement|[Aa]tenciosamente)[,!.]?\\s*\\n\\s*${one}\\s*(?:$|\\n)`,
]
const maybes = [
  `(?:^|[.!,;]\\s*|\\b(?:[Hh]i|[Hh]ello|[Hh]ey),?\\s+)(?:[Ii]['’]m|[Ii] am|[Tt]his is|[Ii]t['’]s|[Hh]ere is)\\s+${one}(?=\\s*(?:$|[.,!\\n]|from\\b|at\\b|here\\b|and\\b|speaking\\b))`,
  `(?:[Ss]oy|[Aa]qu[ií] es)\\s+${one}(?=\\s*(?:$|[.,!\\n]|de\\b|y\\b))`,
  `(?:[Ii]ch bin(?: der| die)?|[Hh]ier ist)\\s+${several}(?=\\s*(?:$|[.,!\\n]|von\\b|aus\\b|und\\b))`,
  `(?:[Jj]e suis|[Ii]ci)\\s+${several}(?=\\s*(?:$|[.,!\\n]|de\\b|et\\b))`,
]
// Capitalised because they begin something, or in German because they are nouns: never a person.
const noNames = new Set(
  `angry sorry fine good great happy sad ok okay sure here back done ready not just still now new afraid interested looking trying
  calling writing waiting asking wondering contacting having getting going using living based currently also very really so too
  only available unable able aware stuck lost confused curious glad confident available monday tuesday wednesday thursday friday
  saturday sunday january february march april may june july august september october november december today tomorrow urgent
  important ridiculous unacceptable terrible bad true false yes no none nobody anonymous secret private customer client owner
  manager english german french spanish italian american british kunde kundin käufer mieter student studentin schüler rentner
  deutsch deutsche deutscher zufrieden cliente nuevo nueva the my your our a an chatgpt bot siri alexa jesus god batman support
  test testing admin administrator null undefined`.split(/\s+/),
)

function nameIn(text: string): string | undefined {
  for (const [patterns, isSure] of [
    [namingPatterns, true],
    [maybePatterns, false],
  ] as const) {
    for (const pattern of patterns) {
      const name = pattern.exec(text)?.[1]?.replace(/\s+/g, " ").trim()
      if (!name || name.length > 60) continue
      const words = name.toLowerCase().split(" ")
      if (words.some((each) => noNames.has(each))) continue
      // “I'm From” and shouting: everything in capitals says nothing about which words are names.
      if (!isSure && name.length > 3 && name === name.toUpperCase()) continue
      return name
    }
  }
  return undefined
}

const legal =
  "(?:GmbH(?: & Co\\.? KG)?|UG|AG|KG|OHG|e\\.K\\.|Ltd\\.?|Limited|LLC|LLP|Inc\\.?|Corp\\.?|Corporation|PLC|plc|S\\.?L\\.?U?\\.?|S\\.?A\\.?|SARL|SAS|SpA|S\\.r\\.l\\.|Lda\\.?|Ltda\\.?|B\\.?V\\.?|N\\.?V\\.?|Oy|AB|ApS|A\\/S|Pty Ltd)"
const firm = "\\p{Lu}[\\p{L}\\p{N}&.'’-]*(?:\\s+(?:(?:&|and|und|y|et|e|of|de)\\s+)?\\p{Lu}[\\p{L}\\p{N}&.'’-]*){0,4}"
const companies = [
  // A legal form says that it is a company; the words before, that it is theirs.
  `(?:\\b(?:I['’]m|I am|we are|we['’]re|[Tt]his is|calling|writing|work|working|here)\\b[^.!?\\n]{0,40}?\\b(?:from|at|with|of|for)|\\b(?:from|of) our company|\\b(?:von|bei)(?: der)?(?: Firma)?|\\b(?:trabajo (?:en|para)|soy de|chez|pour|trabalho (?:na|no|para))|[Oo]ur company(?: is)?(?: called)?|[Mm]y company(?: is)?(?: called)?|[Cc]ompany:|[Ff]irma:?|[Ee]mpresa:?|[Ss]oci[ée]t[ée]\\s?:?)\\s+(${firm}\\s+${legal})(?![\\p{L}\\p{N}])`,
  // Without one, the words must say it outright.
  `(?:[Oo]ur company is(?: called)?|[Mm]y company is(?: called)?|[Oo]ur company,|[Mm]y company,|[Cc]ompany:|[Ii] work (?:for|at)|[Ii]ch arbeite (?:bei|für)|[Tt]rabajo (?:en|para)|[Jj]e travaille (?:chez|pour)|[Tt]rabalho (?:na|no|para a|para o))\\s+(${firm})`,
]
const noCompanies = new Set(
  "home monday tuesday wednesday thursday friday saturday sunday work school university night nights myself london berlin paris madrid lisbon i you them it the hause".split(
    " ",
  ),
)

function companyIn(text: string): string | undefined {
  for (const pattern of companyPatterns) {
    const company = pattern
      .exec(text)?.[1]
      ?.replace(/\s+/g, " ")
      .replace(/[.,]+$/, (marks) => (/\b(?:Inc|Ltd|Corp|Co|Lda|Ltda)\.$|S\.[AL]\.$|[BN]\.V\.$/.test(text) ? marks : ""))
      .trim()
    if (!company || company.length < 2 || company.length > 80) continue
    if (noCompanies.has(company.toLowerCase())) continue
    return company
  }
  return undefined
}

const compiled = (patterns: readonly string[]) => patterns.map((pattern) => new RegExp(pattern, "u"))
const namingPatterns = compiled(namings)
const maybePatterns = compiled(maybes)
const companyPatterns = compiled(companies)

/** Words that stand around a detail and add nothing to it. */
const around = new Set(
  `my email mail e address is it it's its s the a and or you can at me here phone number tel mobile cell name reach call on write to
  thanks thank please sure ok okay yes of course hi hello this i am i'm m im from company work for best contact under via also
  meine mein adresse ist es die und sie ihr bitte danke ja telefon nummer handy unter erreichbar ich heiße bin hier lautet
  mi correo es el la y gracias sí si teléfono número nombre llamo puede soy me por favor electrónico
  mon adresse est et merci oui téléphone numéro nom je appelle suis vous le c oui voici
  mia mio indirizzo è il la al ecco grazie sì telefono cellulare numero chiamo sono può scrivere scriva pure
  mijn adres mailadres emailadres is het telefoonnummer nummer naam ik heet ben bedankt dank u je ja bereiken kunt mij op
  minha meu endereço celular telemóvel é o e obrigado obrigada sim telefone nome chamo com claro pode regards kind`.split(
    /\s+/,
  ),
)
