/** A recap without a model: what was wanted, what was done, what is promised. Pure. */

import { isMessage, type MessageEvent, type StoredEvent } from "../events/event"

const clip = (text: string, length: number) => {
  const flat = text
    // A quote must not turn around the words that stand about it.
    .replace(/\*\*|__|`|[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim()
  return flat.length <= length ? flat : `${flat.slice(0, length - 1).trimEnd()}…`
}

/** Greetings and thanks say nothing of what somebody wanted. */
const isEmptyTalk = (text: string) =>
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|hola|buenos días|hallo|guten tag|moin|bonjour|salut|olá|oi|bom dia|boa tarde|ciao|salve|buon ?giorno|buona ?sera|hoi|dag|goede(?:n|morgen|middag|navond)?(?:dag)?|thanks?|thank you|thx|danke|gracias|merci|merci beaucoup|(?:muchas|mil) gracias|vielen dank|muito obrigad[oa]|obrigad[oa]|grazie(?: mille)?|bedankt|dank (?:je|u)(?: wel)?|ok(?:ay)?|oké|yes|no|please|bye|ja|nein|oui|non|s[ií]|sì|sim|não|nee)[\s!.,👋🙂]*$/iu.test(
    text.trim(),
  )

/** Words by which somebody binds themselves; a question or an “if you like” binds nobody. */
const promises = [
  /\b(?:i|we)(?:['’]ll| will| am going to| are going to)\b/i,
  /\byou(?:['’]ll| will) (?:get|have|receive|hear|be (?:refunded|contacted|called))\b/i,
  /\b(?:ich werde|wir werden|ich (?:schicke|sende|melde|rufe|kümmere)|wir (?:schicken|senden|melden|rufen|kümmern)|sie (?:bekommen|erhalten))\b/i,
  /\b(?:le|te|lo|la|les|os) (?:enviaremos|enviaré|llamaremos|llamaré|escribiré|escribiremos|devolveremos)\b|\b(?:enviaremos|enviaré|recibirá|recibirás)\b/i,
  /\b(?:je vais|nous allons|je vous (?:envoie|rappelle)|nous vous (?:enverrons|rappellerons)|vous (?:recevrez|aurez))\b/i,
  /\b(?:(?:la|le|lo|vi) (?:richiamo|contatto|scrivo|invio|mando)|(?:invier[òo]|manderemo|manderò|invieremo|richiamerò|richiameremo|provvederò|provvederemo|riceverà|riceverete))(?!\p{L})/iu,
  /\b(?:ik (?:zal|ga|stuur|bel|mail|regel)|wij? (?:zullen|gaan|sturen|bellen|mailen|regelen)|u (?:krijgt|ontvangt)|je (?:krijgt|ontvangt))\b/i,
  /\b(?:vou|vamos|enviarei|enviaremos|ligarei|você (?:receberá|vai receber))\b/i,
]

const sentencesOf = (text: string): string[] => text.match(/[^.!?\n]+[.!?…]*/g)?.map((each) => each.trim()) ?? []

/** What the business's people have said that they would do, newest last. */
export function promisesIn(messages: readonly MessageEvent[]): { name: string; text: string }[] {
  return messages
    .filter(({ actor }) => actor.kind === "operator")
    .flatMap(({ actor, payload }) =>
      sentencesOf(payload.text)
        .filter((sentence) => !sentence.endsWith("?") && promises.some((words) => words.test(sentence)))
        .map((text) => ({ name: actor.name, text })),
    )
}

export function writeRecap(events: readonly StoredEvent[]): string {
  const messages = events.filter(isMessage)
  const asked = messages.filter(({ actor }) => actor.kind === "visitor")
  const answered = messages.filter(({ actor }) => actor.kind === "ai")
  const byPerson = messages.filter(({ actor }) => actor.kind === "operator")
  const meant = asked.filter(({ payload }) => !isEmptyTalk(payload.text))
  const lines: string[] = []
  const first = meant[0] ?? asked[0]
  if (first) lines.push(`Wanted: “${clip(first.payload.text, 160)}”`)
  const last = meant.at(-1)
  if (last && last !== first) lines.push(`Last said: “${clip(last.payload.text, 140)}”`)

  const sources = new Set(answered.flatMap(({ payload }) => (payload.citations ?? []).map(({ title }) => title)))
  if (answered.length > 0) {
    const times = answered.length === 1 ? "once" : `${answered.length} times`
    lines.push(`The AI answered ${times}${sources.size > 0 ? `, from ${[...sources].slice(0, 3).join(", ")}` : ""}.`)
  }
  const why = events.findLast((event) => event.type === "signal")
  if (why?.type === "signal" && byPerson.length > 0)
    lines.push(`Why a person: ${why.payload.evidence[0]?.why || why.payload.kind.replaceAll("_", " ")}.`)
  const promised = promisesIn(messages)
  // What is promised stands below, by itself.
  const bound = new Set(promised.map(({ text }) => text))
  const told = byPerson.map(({ actor, payload }) => ({
    name: actor.name,
    text: sentencesOf(payload.text)
      .filter((sentence) => !bound.has(sentence))
      .join(" "),
  }))
  const reply = told.findLast(({ text }) => text && !isEmptyTalk(text))
  if (reply) lines.push(`${reply.name} wrote: “${clip(reply.text, 200)}”`)
  for (const event of events) {
    if (event.type !== "booking") continue
    const { action, name, start, timeZone } = event.payload
    const did = { booked: "Booked", moved: "Moved", cancelled: "Cancelled" }[action]
    lines.push(`${did}: ${name}, ${momentOf(start, timeZone)}.`)
  }
  for (const { name, text } of promised.slice(-3)) lines.push(`Promised by ${name}: “${clip(text, 160)}”`)
  const contact = events.findLast((event) => event.type === "contact")
  if (contact?.type === "contact") {
    const { name, email, phone } = contact.payload
    lines.push(`Contact: ${[name, email, phone].filter(Boolean).join(", ")}`)
  }
  const rating = events.findLast((event) => event.type === "rating")
  if (rating?.type === "rating") lines.push(`Rated ${rating.payload.score} of 5.`)
  return lines.join("\n") || "Nothing was said."
}

/** Two lines for the row in the queue: what the visitor wants, and what was tried. */
export function writeBrief(events: readonly StoredEvent[], after: number): string {
  const recent = events.filter(({ id }) => id > after)
  // What they say to a person who is there is part of the talk, and no longer what they came for.
  const answeredAt = recent.find((event) => isMessage(event) && event.actor.kind === "operator")?.id ?? Infinity
  const said = recent.filter(isMessage).filter(({ actor }) => actor.kind === "visitor")
  const before = said.filter(({ id }) => id < answeredAt)
  const asked = before.length > 0 ? before : said
  const tried = recent.filter((event) => event.type === "tried")
  const mood = recent.filter((event) => event.type === "signal" && event.payload.kind === "frustration").length > 0
  // Anger says how they feel; what they want stands in the other messages, if there are any.
  const angry = new Set(
    recent.flatMap((event, index) => {
      const cause = recent.slice(0, index).findLast(isMessage)
      return event.type === "signal" && event.payload.kind === "frustration" && cause ? [cause.id] : []
    }),
  )
  const calm = asked.filter(({ id }) => !angry.has(id))
  // That they want a person is why this is read; what for stands in the rest.
  const asking = recent.flatMap((event) =>
    event.type === "signal" && event.payload.kind === "visitor_request" ? event.payload.evidence : [],
  )
  const saysOf = (text: string) =>
    sentencesOf(text)
      .filter((sentence) => !asking.some((part) => sentence.includes(part.text)))
      .join(" ").length
  const longest = (calm.length > 0 ? calm : asked)
    .map(({ payload }) => payload.text)
    .reduce((best, text) => ((saysOf(text) - saysOf(best) || text.length - best.length) > 0 ? text : best), "")
  if (!longest) return ""
  const cited = titlesOf(recent.filter(isMessage).map(({ payload }) => payload.citations ?? []))
  const found = titlesOf(tried.map((event) => (event.type === "tried" ? event.payload.sources.slice(0, 1) : [])))
  const last = tried.at(-1)
  const isSure = last?.type === "tried" && last.payload.outcome === "replied" && last.payload.confidence >= 0.5
  const done =
    tried.length === 0
      ? "Nothing was tried yet"
      : cited
        ? `The AI quoted ${cited}`
        : found
          ? `The AI ${isSure ? "answered after looking in" : "looked in"} ${found}${isSure ? "" : " and was not sure"}`
          : "The AI found nothing that fits"
  // A model's words are given as such: who writes to it has a hand in them.
  const { intent = "", missing = "" } = last?.type === "tried" ? last.payload : {}
  const reading = intent ? `The AI reads it as “${clip(intent, 80)}”. ` : ""
  const lacking = missing ? `; it lacked “${clip(missing, 80)}”` : ""
  return `Wants: “${clip(longest, 120)}”\n${reading}${done}${lacking}${mood ? "; upset" : ""}.`
}

/** The first two of what was cited or found, by their titles. */
const titlesOf = (lists: readonly (readonly { title: string }[])[]): string =>
  [...new Set(lists.flat().map(({ title }) => title))].slice(0, 2).join(" and ")

/** As the booking's own time zone has it, which is said. */
function momentOf(start: string, timeZone: string): string {
  const style = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const
  return `${new Date(start).toLocaleString("en-GB", { ...style, timeZone })} (${timeZone})`
}
