/**
 * Looks at what would be said before it is said. What an owner forbade is not said, and neither is what a business is held
 * to (an amount, a discount, an address) unless its content or its people say it: a model that is talked into a promise by
 * a visitor, or by a page, is stopped here and not by its good will.
 */

import type { Limits } from "../chatbots/limits"
import { localeWithin } from "../conversations/locale"
import { stem } from "../knowledge/stem"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { isToldApart, writtenLanguage } from "../languages/written-language"

type Problem = { kind: "forbidden" | "leak" | "promise" | "unfounded" | "language"; what: string }

type GuardInput = {
  limits: Limits | undefined
  /** What the business says: passages with their titles and addresses, the owner's description, operators' words. */
  facts: readonly string[]
  /** What this visitor said, and the page they are on: theirs to hear again, no fact of the business. */
  visitors: readonly string[]
  /** What nobody may read: the instructions to the model. */
  secret?: string
}

export type Guard = ReturnType<typeof createGuard>

const secretRun = 10
const secretLetters = 60
const inner =
  /\b(?:call_person|search_content|visitor_message|visitor_file|operator_message|tool_use|tool_result)\b|<\/?(?:persona|document|page)\b/i

const units: Record<"money" | "share" | "dose" | "time", string> = {
  money: "€|\\$|£|euros?|eur|usd|dollars?|gbp|pounds?|chf|francs?|reais|brl",
  share: "%|percent|per cent|prozent|por ciento|por cento|pour ?cent",
  dose: "mg|mcg|µg|ml|tablets?|pills?|capsules?|tabletten|pastillas|comprimid[oa]s?",
  time: "minutes?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|minutos?|horas?|d[ií]as?|semanas?|m[eê]s(?:es)?|años?|anos?|heures?|jours?|semaines?|mois|ans?|ann[ée]es?",
}
const amountForm = "\\d+(?:[.,\\u202f ]\\d{3})*(?:[.,]\\d{1,2})?"
const amounts = new RegExp(
  `(?<before>€|\\$|£|\\beur|\\busd|\\bgbp|\\bchf)\\s?(?<first>${amountForm})|(?<second>${amountForm})(?:\\s|-)?(?:working |business |calendar |werk|días |dias )?(?<unit>${Object.values(units).join("|")})(?![\\p{L}])`,
  "giu",
)

/** Things that cost money when they are said: the same thing in the languages of the texts. */
const promises: Record<string, RegExp> = {
  discount:
    /\b(?:half (?:the )?price|half off|(?:two|2) for (?:one|1)|buy (?:one|1) get (?:one|1)|pay what you want|halben? preis|mitad de precio|moitie prix|metade do preco|discount\w*|vouchers?|coupons?|promo codes?|rebates?|cashback|descuento\w*|cupon\w*|rabatt\w*|gutschein\w*|nachlass|remises?|reductions?|desconto\w*|cupo[mn]\w*)\b/,
  free: /\b(?<!feel )(?:free(?! to\b)(?! sizes?\b)|gratis|complimentary|on the house|no charge|kostenlos\w*|umsonst|gratuit\w*|offert\w*)\b/,
  refund: /\b(?:refund\w*|money back|reimburs\w*|reembols\w*|(?:ruck)?erstatt\w*|geld zuruck|rembours\w*)\b/,
  guarantee: /\b(?:guarant\w*|warrant\w*|garant\w*)\b/,
  compensation: /\b(?:compensat\w*|entschadig\w*|indemni\w*|compensac\w*|dedommag\w*)\b/,
}
/** What has a number by which it is somebody's. */
const numbered =
  /\b(?:orders?|bookings?|invoices?|tickets?|tracking|accounts?|bestell\w*|buchung\w*|rechnung\w*|pedidos?|reservas?|facturas?|commandes?|factures?|fatura\w*)\b/
const negation =
  /\b(?:no|not|never|none|cannot|can't|don't|doesn't|isn't|aren't|won't|without|unable|unfortunately|neither|nor|kein\w*|nicht|nie|leider|ohne|sin|nunca|tampoco|ningun\w*|pas|aucun\w*|jamais|sans|nao|nenhum\w*|sem)\b/

/** Words of a conversation and of no business: they neither support an answer nor speak against it. */
const talk = new Set(
  wordsOf(
    "hello hi welcome thanks thank please sorry help assist assistant question questions answer answers ask tell know find found information details sure understand happy glad let moment person team colleague someone shop store business website page chat contact anything something else right like need want look looking see offer available able gladly course yes no order product products customer service document documents say says said mention mentions cover check provide give gives",
  ).map(stem),
)

export function createGuard({ limits, facts, visitors, secret = "" }: GuardInput) {
  const content = facts.join("\n")
  const plainKnown = plainOf(content)
  const compactKnown = content.toLowerCase()
  const known = knownAmounts(content)
  const language = writtenLanguage(content)
  const knownSentences = sentencesIn(content).map((each) => ({
    plain: plainOf(each),
    stems: new Set(wordsOf(each).map(stem)),
  }))
  const theirs = visitors.join("\n")
  const theirsLower = theirs.toLowerCase()
  const theirAmounts = knownAmounts(theirs)
  const never = (limits?.never ?? []).map((phrase) => ({ phrase, plain: plainOf(phrase).trim() }))
  const secrets = secret ? runsOf(secret, secretRun) : new Set<string>()
  const knownStems = new Set(wordsOf(`${content}\n${theirs}`).map(stem))
  const plainSecret = ` ${plainOf(secret)} `
  const bareSecret = lettersOf(secret)
  const bareSecrets = new Set<string>()
  for (let at = 0; at + secretLetters <= bareSecret.length; at++)
    bareSecrets.add(bareSecret.slice(at, at + secretLetters))
  let bare: string | undefined
  const bareKnown = () => (bare ??= lettersOf(content))

  function forbidden(text: string): Problem | undefined {
    const plain = ` ${plainOf(text)} `
    const compact = plain.replaceAll(" ", "")
    const found = never.find(({ plain: phrase }) => {
      const squeezed = phrase.replaceAll(" ", "")
      return (
        plain.includes(` ${phrase} `) ||
        plain.includes(` ${phrase}s `) ||
        (squeezed.length >= 8 && compact.includes(squeezed))
      )
    })
    return found && { kind: "forbidden", what: found.phrase }
  }

  function leak(text: string): Problem | undefined {
    const tag = inner.exec(text)
    if (tag && !compactKnown.includes(tag[0].toLowerCase())) return { kind: "leak", what: "its instructions" }
    if (secrets.size === 0) return undefined
    for (const run of runsOf(text, secretRun))
      if (secrets.has(run) && !plainKnown.includes(run)) return { kind: "leak", what: "its instructions" }
    // With a space or a dot after each letter there are no words to compare; in another code there are no letters.
    const bare = lettersOf(text)
    for (let at = 0; at + secretLetters <= bare.length; at++) {
      const run = bare.slice(at, at + secretLetters)
      if (bareSecrets.has(run) && !bareKnown().includes(run)) return { kind: "leak", what: "its instructions" }
    }
    const [code] = /[A-Za-z0-9+/=]{60,}/.exec(text.replace(/https?:\S+/g, " ")) ?? []
    if (code && !compactKnown.includes(code.toLowerCase())) return { kind: "leak", what: "something in a code" }
    return undefined
  }

  /** A sum or a multiple of what is known is arithmetic, not invention; a week is seven days. */
  function isKnown({ kind, value }: Amount, own = known): boolean {
    if (own[kind].has(value)) return true
    if (kind === "time") return own.bare.has(value)
    if (kind !== "money") return false
    const prices = [...own.money, ...own.bare]
    return prices.some((each) => {
      const times = value / each
      return (
        value === each || (each >= 3 && Number.isInteger(times) && times <= 10) || own.money.has(round(value - each))
      )
    })
  }

  /** Free delivery is no free pair: the business says it of the same thing. A translation shares no words, so there it is enough that it says it. */
  function isPromised(form: RegExp, sentence: string): boolean {
    if (!form.test(plainKnown)) return false
    const spoken = writtenLanguage(sentence)
    if (spoken && language !== undefined && spoken !== language) return true
    const telling = tellingIn(sentence).filter((word) => !form.test(word))
    return knownSentences.some(
      ({ plain, stems }) => form.test(plain) && (telling.length === 0 || telling.some((word) => stems.has(word))),
    )
  }

  function unfounded(text: string): Problem | undefined {
    for (const sentence of sentencesIn(text)) {
      const plain = plainOf(sentence)
      const isDenied = negation.test(plain)
      const { found } = amountsIn(sentence)
      const invented = found.find((each) => !isKnown(each) && !(isDenied && isKnown(each, theirAmounts)))
      if (invented) return { kind: "promise", what: invented.text }
      const isQuestion = sentence.trimEnd().endsWith("?")
      if (!isDenied && !isQuestion)
        for (const form of Object.values(promises)) {
          const match = form.exec(plain)
          if (match && !isPromised(form, sentence)) return { kind: "promise", what: match[0] }
        }
      const stands = (what: string) => compactKnown.includes(what) || theirsLower.includes(what)
      for (const [address] of sentence.matchAll(/[\w.+-]+@[\w-]+\.[\w.-]*\w/g))
        if (!stands(address.toLowerCase())) return { kind: "unfounded", what: address }
      // A visitor's address is theirs to hear again, but nobody is sent where a visitor says.
      for (const [host] of sentence.replace(/[\w.+-]+@\S+/g, "").matchAll(hosts))
        if (!compactKnown.includes(host.toLowerCase().replace(/^https?:\/\//, "")))
          return { kind: "unfounded", what: host }
      for (const [phone] of sentence.matchAll(/\+?\d[\d ()./-]{6,}\d/g))
        if (!hasDigits(content, phone) && !hasDigits(theirs, phone) && !/^\d{4}-\d\d-\d\d$/.test(phone))
          return { kind: "unfounded", what: phone }
      // What looks like a code is one only where such things are spoken of: sizes and models look so too.
      const isVoucher = /\b(?:codes?|codigos?)\b/.test(plain) || promises.discount!.test(plain)
      if (!isVoucher && !numbered.test(plain)) continue
      for (const [code] of sentence.matchAll(/\b(?=[A-Z0-9-]*[A-Z]{2})(?=[A-Z0-9-]*\d)[A-Z0-9-]{5,}\b/g)) {
        if (compactKnown.includes(code.toLowerCase())) continue
        // An order of theirs is theirs to hear again; a voucher is no voucher because a visitor says so.
        if (!theirsLower.includes(code.toLowerCase()) || (isVoucher && !isDenied))
          return { kind: "unfounded", what: code }
      }
    }
    return undefined
  }

  function foreign(text: string): Problem | undefined {
    const allowed = limits?.languages ?? []
    if (allowed.length === 0 || !allowed.every(isToldApart)) return undefined
    const spoken = writtenLanguage(text)
    return spoken && !allowed.includes(spoken) ? { kind: "language", what: spoken } : undefined
  }

  /** Whether most of what is said stands nowhere. Only where both are of one language: a translation shares no words. */
  function outside(text: string): Problem | undefined {
    const telling = [
      ...new Set(
        wordsOf(text)
          .filter((word) => !isFunctionWord(word))
          .map(stem),
      ),
    ].filter((word) => !talk.has(word) && !/^\d+$/.test(word))
    if (telling.length < 5) return undefined
    const spoken = writtenLanguage(text)
    if (!spoken || spoken !== language) return undefined
    const held = telling.filter((word) => knownStems.has(word)).length / telling.length
    return held < 0.2 ? { kind: "unfounded", what: "what no content says" } : undefined
  }

  return {
    /** In a text that is still being made: what can be told already. */
    findEarly: (text: string): Problem | undefined => forbidden(text) ?? leak(text) ?? unfounded(text),
    find: (text: string): Problem | undefined =>
      forbidden(text) ?? leak(text) ?? unfounded(text) ?? foreign(text) ?? outside(text),
    /** How many words at the end stand so in the instructions too: they may be the beginning of a leak. */
    secretWords(text: string): number {
      if (!secret) return 0
      const words = plainOf(text).split(" ")
      for (let count = Math.min(secretRun, words.length); count >= 2; count--)
        if (plainSecret.includes(` ${words.slice(-count).join(" ")} `)) return count
      return 0
    },
    /** So many words at the end could yet become what may not be said. */
    heldWords: Math.max(0, ...never.map(({ plain }) => plain.split(" ").length)),
  }
}

/**
 * Lets through what is being made as far as it was looked at. Words are held back while they could become something that
 * may not be said, and from the first that may not, nothing comes any more.
 */
export function createGate(guard: Guard, onText: (piece: string) => void) {
  let text = ""
  let shown = 0
  let isShut = false

  function show(to: number): void {
    if (to <= shown) return
    onText(text.slice(shown, to))
    shown = to
  }

  return {
    say(piece: string): void {
      if (isShut) return
      text += piece
      // What is forbidden stays so, whatever follows; an amount may still be denied at the end of its sentence.
      const kind = guard.findEarly(text)?.kind
      if (kind === "leak" || kind === "forbidden") {
        isShut = true
        return
      }
      const ended = Math.max(0, ...[...text.matchAll(/[.!?…](?=\s)|\n/g)].map(({ index }) => index + 1))
      if (ended > shown) {
        if (guard.findEarly(text.slice(0, ended))) {
          isShut = true
          return
        }
        show(ended)
      }
      const to = safeEnd(text, Math.max(guard.heldWords, guard.secretWords(text)))
      if (to > shown && !guard.findEarly(text.slice(0, to))) show(to)
    },
    /** What was still held back, once the whole is known to be good. */
    end(): void {
      if (!isShut) show(text.length)
    },
  }
}

/** A number waits for the word that says of what it is. */
function safeEnd(text: string, heldWords: number): number {
  const words = [...text.matchAll(/\S+/g)]
  const number = words.slice(-2).find(([word]) => /[\d€$£]/.test(word))
  const held = heldWords > 0 ? words.at(-heldWords) : undefined
  return Math.min(text.length, number?.index ?? text.length, held?.index ?? (heldWords > 0 ? 0 : text.length))
}

/** Words to a machine and not to a customer: a page that gives the AI orders is no content, whoever wrote it. */
const orders = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines|polic(?:y|ies))\b/i,
  /\b(?:ignorier\w*|vergiss)\b.{0,40}\b(?:anweisung\w*|regeln)\b|\b(?:ignora|olvida)\b.{0,40}\b(?:instrucciones|reglas)\b|\b(?:ignore|oublie)\w*\b.{0,40}\b(?:consignes|instructions)\b/i,
  /\byou are now\b|\b(?:system|developer) (?:prompt|message|instructions?)\b|<\/?(?:system|instructions?|document|visitor_message)\b|\[(?:system|inst)\]/i,
  /\b(?:tell|promise|offer|send) (?:the|every|each|any|all) (?:visitor|user|customer)s?\b/i,
  /\b(?:sag|nenn|versprich|empfiehl|biete)\w*\b.{0,20}\b(?:jede[mnrs]?|allen?|den) (?:besucher|kund|nutzer)\w*/i,
  /\b(?:di|dile|dígale|diga|promete|ofrece)\b.{0,15}\b(?:cada|todos los|cualquier) (?:visitante|cliente|usuario)s?\b/i,
  /\b(?:dis|dites|promets|promettez|offre|offrez)\b.{0,15}(?:chaque|tous les) (?:visiteur|client|utilisateur)s?\b/i,
  /\b(?:diga|prometa|ofereça)\b.{0,15}\b(?:cada|todos os) (?:visitante|cliente|usuário)s?\b/i,
  /\b(?:note|notice|message|attention|important|instructions?|hey|dear)\b.{0,12}\b(?:the )?(?:ais?|assistants?|chatbots?|language models?|llms?)\b(?: assistants?| models?)?\s*(?:[:,!]|[–—-]\s)/i,
  /\b(?:if|when|as) (?:you are|you're) an? (?:ai|assistant|language model|llm|chatbot)\b|\bas an? (?:ai|language model|llm)\b.{0,20}\byou (?:must|should|have to|will)\b/i,
  /\b(?:assistants?|chatbots?|bots?|ais?|language models?)\b.{0,30}\b(?:must|should|shall|has to|have to|needs? to)\b.{0,30}\b(?:say|reply|answer|respond|tell|reveal|offer|send)\b/i,
]

/** Also where letters that nobody sees stand between the others. */
function givesOrders(text: string): boolean {
  const seen = text.normalize("NFKC").replace(/\p{Cf}/gu, "")
  return orders.some((form) => form.test(seen))
}

/** What it is called is read as well: a file has the name that somebody gave it. */
export const isHeeded = (passage: { title: string; headings: string; text: string }): boolean =>
  !givesOrders(`${passage.title}\n${passage.headings}\n${passage.text}`)

/** What gives orders to an AI is neither quoted nor shown to one; where it was found first, nothing else was found surely. */
export function heeded<
  Of extends Parameters<typeof isHeeded>[0],
  Found extends { passages: readonly Of[]; confidence: number },
>(found: Found): Found {
  const passages = found.passages.filter(isHeeded)
  if (passages.length === found.passages.length) return found
  return { ...found, passages, confidence: passages[0] === found.passages[0] ? found.confidence : 0 }
}

/** No longer than the owner wants, cut where a sentence or a line ends. */
export function shortened(text: string, limits: Limits | undefined): string {
  const most = limits ? longest[limits.length] : Number.POSITIVE_INFINITY
  if (text.length <= most) return text
  const cut = text.slice(0, most + 1)
  const end = Math.max(
    ...[...cut.matchAll(/[.!?…](?:\s?\[\d+\])*(?=\s)|\n/g)].map(({ index, 0: it }) => index + it.length),
    0,
  )
  return (end > most / 3 ? cut.slice(0, end) : `${cut.slice(0, most - 1).replace(/\s+\S*$/, "")}…`).trim()
}

const longest: Record<Limits["length"], number> = { short: 420, medium: 1400, long: 4000 }

/** The locale of what Baton itself says: one that the owner allows. */
export const allowedLocale = (limits: Limits | undefined, locale: string): string =>
  localeWithin(limits?.languages ?? [], locale)

function plainOf(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Cf}*_~`]+/gu, "")
    .replace(/ß/g, "ss")
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}%']+/gu, " ")
    .trim()
}

const lettersOf = (text: string): string => plainOf(text).replace(/[^\p{L}]+/gu, "")

function runsOf(text: string, length: number): Set<string> {
  const words = plainOf(text).split(" ")
  const runs = new Set<string>()
  for (let at = 0; at + length <= words.length; at++) runs.add(words.slice(at, at + length).join(" "))
  return runs
}

const sentencesIn = (text: string): string[] => text.split(/(?<=[.!?…])\s+|\n+/).filter((each) => each.trim())

const numberWords =
  "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty,null|eins?|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn,cero|uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce,zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze,zero|um|dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze"
    .split(",")
    .map((list) => list.split("|"))
const tens = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  dreissig: 30,
  treinta: 30,
  trente: 30,
  trinta: 30,
}
const valueOfWord = new Map<string, number>(Object.entries(tens))
for (const list of numberWords)
  for (const [value, form] of list.entries())
    for (const word of form.endsWith("?") ? [form.slice(0, -2), form.slice(0, -1)] : [form])
      valueOfWord.set(word, value)
// An article is as often no number: “a day” and “one day” are the same.
for (const word of ["a", "an", "ein", "eine", "einen", "un", "una", "une", "uma"]) valueOfWord.set(word, 1)

type Kind = "money" | "share" | "dose" | "time"
type Amount = { kind: Kind; value: number; text: string }

const timeForms: [RegExp, number][] = [
  [/^min/i, 1 / 60],
  [/^(?:h|st|ho|he)/i, 1],
  [/^(?:d|t|j)/i, 24],
  [/^(?:w|se)/i, 168],
  [/^m/i, 720],
]
/** In hours, so that a week and seven days are the same. A year is twelve months. */
const hoursOf = (value: number, unit: string): number =>
  round(value * (/^j(?:ahr)/i.test(unit) ? 8640 : (timeForms.find(([form]) => form.test(unit))?.[1] ?? 8640)))

/** “two working days” is “2 working days”; an article counts where time follows. */
function inDigits(text: string): string {
  return text.replace(/\p{L}+/gu, (word, at: number) => {
    const value = valueOfWord.get(plainOf(word))
    if (value === undefined) return word
    const isArticle = value === 1 && !/^(?:one|eins|uno|um)$/i.test(word)
    return !isArticle || new RegExp(`^\\s(?:${units.time})(?!\\p{L})`, "iu").test(text.slice(at + word.length))
      ? String(value)
      : word
  })
}

function amountsIn(text: string): { found: Amount[]; rest: string } {
  const found: Amount[] = []
  const rest = inDigits(text).replace(amounts, (whole: string, ...more: unknown[]) => {
    const { first, second, unit = "" } = more.at(-1) as Record<string, string | undefined>
    const value = numberOf(first ?? second ?? "")
    const kind = kinds.find((each) => new RegExp(`^(?:${units[each]})$`, "iu").test(unit)) ?? "money"
    found.push({ kind, value: kind === "time" ? hoursOf(value, unit) : value, text: whole.trim() })
    return " "
  })
  return { found, rest }
}

const kinds = ["money", "share", "dose", "time"] as const satisfies Kind[]
type KnownAmounts = Record<Kind | "bare", Set<number>>

function knownAmounts(text: string): KnownAmounts {
  const { found, rest } = amountsIn(text)
  const of = (kind: Kind) => new Set(found.filter((each) => each.kind === kind).map(({ value }) => value))
  const bare = new Set([...rest.matchAll(new RegExp(amountForm, "g"))].map(([each]) => numberOf(each)))
  return { money: of("money"), share: of("share"), dose: of("dose"), time: of("time"), bare }
}

/** The words that say what a sentence is about. */
const tellingIn = (text: string): string[] =>
  [
    ...new Set(
      wordsOf(text)
        .filter((word) => !isFunctionWord(word))
        .map(stem),
    ),
  ].filter((word) => !talk.has(word) && !/^\d+$/.test(word))

const hosts =
  /\b(?:https?:\/\/[^\s/)\]>"]+|(?:[a-z0-9-]{2,}\.)+(?:com|net|org|io|co|shop|store|example|info|biz|xyz|eu|de|es|fr|pt|it|nl|uk|ie|us|ru|cn|app|dev|me|link|site|online|top)\b)/gi

/** “1.299,00” and “1,299.00” are the same amount. */
function numberOf(text: string): number {
  const plain = text.replace(/[\s\u202f]/g, "")
  const decimals = /[.,](\d{1,2})$/.exec(plain)
  const whole = (decimals ? plain.slice(0, decimals.index) : plain).replace(/[.,]/g, "")
  return round(Number(`${whole}.${decimals?.[1] ?? 0}`))
}

const round = (value: number) => Math.round(value * 100) / 100
const digitsOf = (text: string) => text.replace(/\D/g, "")
const hasDigits = (text: string, phone: string) => {
  const digits = digitsOf(phone).replace(/^0+/, "")
  return [...text.matchAll(/\+?\d[\d ()./-]{5,}\d/g)].some(([each]) => digitsOf(each).endsWith(digits.slice(-7)))
}
