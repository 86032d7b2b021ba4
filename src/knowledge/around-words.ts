/** What a business says around the content of its pages: when it is open, where it is, how it is reached. Pure. */

import { type Sentences, sentencesIn } from "../languages/sentences"

/** What it is called in the language of the page where nothing is written above it. */
export type AroundWords = Sentences["around"] & { both: string }
export function aroundWordsIn(language = "en"): AroundWords {
  const words = sentencesIn(language).around
  // A German noun keeps its capital inside a line.
  const isKept = /^de\b/i.test(language)
  return { ...words, both: `${words.address}, ${isKept ? words.contact : lowerFirst(words.contact)}` }
}

const reach =
  /(?:\+|\b0)\d[\d\s/().-]{6,}\d|\b(?:tel|tlf|tfno|telefon\p{L}*|teléfono|telefono|telefone|téléphone|phone|mobile|móvil|whatsapp|fax)\b[.:]?\s{0,3}\(?\d[\d\s/().-]{6,}\d|\b[6-9]\d{2}[ .]\d{3}[ .]\d{3}\b|[\w.+-]+@[\w-]+\.\w{2,}/iu
const time = /\b\d{1,2}[:.]\d{2}\b(?!\s*[€£$])|\b\d{1,2}\s?(?:am|pm|uhr|h)\b/i
/**
 * A postcode, or a street with its number, in the ways that they are written in Europe and America. A name is told by its
 * capital letter: “place a new order” is none.
 */
export const addressPattern = new RegExp(
  [
    String.raw`\b\d{4,5}\s+\p{Lu}\p{Ll}{2}`,
    String.raw`\b\d{4}\s?[A-Z]{2}\b`,
    String.raw`\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b`,
    String.raw`\b[A-Z]\d[\dW]\s?[A-Z\d]{4}\b`,
    String.raw`\b\d{4}-\d{3}\b`,
    String.raw`\b\d{1,4}[a-z]?,?\s+(?:\p{Lu}[\p{L}'’.-]+\s+){1,3}(?i:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Square|Quay|Row|Way|Drive|Close|Place|Terrace|Court|Hill|Gardens?|Yard|Wharf|Crescent|Boulevard|Blvd)\b`,
    String.raw`\p{L}{3,}(?i:straße|strasse|str\.|gasse|weg|platz|allee|ring|damm|ufer|straat|laan|plein|gracht|kade)\s+\d{1,4}\b`,
    String.raw`(?<!\p{L})(?:Am|An der|Auf der|Im|Zum|Zur)\s+\p{Lu}[\p{L}-]+\s+\d{1,4}[a-z]?\b`,
    String.raw`(?<!\p{L})(?i:ul\.|ulica|ulice|al\.|aleja|plac|улица|ул\.|проспект|вулиця|вул\.)\s+\p{Lu}`,
    String.raw`\p{Lu}[\p{L} ]{2,30}(?i:Sokak|Sok\.|Caddesi|Cad\.|Bulvarı|Mahallesi)\b`,
    String.raw`\p{Lu}\p{Ll}+(?:gatan|vägen|gade|vej|gata|veien|katu|tie)\s+\d{1,4}`,
    String.raw`\p{Script=Han}{2,}(?:番地|丁目|通\d|路\d+[号號]|街\d+[号號])|\d+番地|\p{Script=Hangul}+(?:로|길)\s?\d+|شارع\s`,
    String.raw`(?<!\p{L})(?i:calle|avenida|avda|plaza|paseo|rue|avenue|boulevard|place|quai|via|viale|corso|piazza|rua|praça|largo)\.?\s+(?:(?:de|del|della|du|des|la|le|los|las|da|do|dos)\s+)*\p{Lu}`,
  ].join("|"),
  "u",
)

/** What a line of facts is to be found by. */
export function headingOfFact(text: string, { contact, address, hours, both }: AroundWords): string {
  const isReach = reach.test(text)
  if (isReach && addressPattern.test(text)) return both
  return isReach ? contact : time.test(text) ? hours : address
}

const lowerFirst = (text: string) => text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())

/** Whether it says when the business is open, where it is or how it is reached. */
export const isFact = (text: string): boolean => reach.test(text) || time.test(text) || addressPattern.test(text)
