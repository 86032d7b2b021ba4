/** What the AI leaves to a person by its owner's wish: whole kinds of advice, and subjects named in the owner's words. */

import type { AdviceTopic, Limits } from "../chatbots/limits"
import { stem } from "../knowledge/stem"
import { isFunctionWord, wordsOf } from "../knowledge/words"

/** A subject alone is no request for advice (“where do I send my prescription?”): it takes both. */
const advice: Record<AdviceTopic, { about: RegExp; asks: RegExp; alone: RegExp }> = {
  medical: {
    about:
      /\b(?:diagnos\w*|symptoms?|dos(?:e|es|age)|medicat\w*|medicines?|medicaments?|medikament\w*|medicin[ao]s?|medicamentos?|drugs?|pills?|tabletten?|pastillas?|comprimid\w*|ibuprofen\w*|paracetamol|aspirin\w*|insulin\w*|antibiotic\w*|antibiotik\w*|infect\w*|infekt\w*|fever|fieber|fiebre|rash|ausschlag|wounds?|wunden?|heridas?|bleed\w*|pregnan\w*|schwanger\w*|embaraz\w*|enceinte|gravida|diabet\w*|blood pressure|bluthochdruck|chest pain|migraines?|migrane|headaches?|kopfschmerz\w*|pains?|schmerz\w*|dolor\w*|douleurs?|dor|hurts?|swollen|blisters?|allerg\w*|illness|disease|krank\w*|enfermedad\w*|maladie|doenca|cancer|tumou?r|depress\w*|suicid\w*)\b/,
    asks: /\b(?:should i|shall i|can i take|could i take|may i take|is it safe|is it ok(?:ay)? to|what (?:can|should|do) i (?:do|take|use)|how (?:much|many|do i (?:treat|cure|heal))|what(?:'s| is) wrong|do i have|what do i have|is it serious|treat(?:s|ment)?|cure|heal|advi[cs]e|recommend|prescribe|stop taking|soll(?:te)? ich|darf ich|was hilft|was kann ich|wie viele?|behandel\w*|debo|puedo tomar|que (?:tomo|hago|puedo)|cuant[oa]s?|dois je|puis je|que faire|combien|devo|posso tomar|o que (?:faco|tomo))\b/,
    alone:
      /\b(?:medical advice|doctor'?s opinion|diagnose (?:me|my|this)|arztlichen? rat|consejo medico|conseil medical|conselho medico)\b/,
  },
  legal: {
    about:
      /\b(?:sue|sued|suing|lawsuits?|court|liable|liability|legal(?:ly)?|illegal(?:ly)?|lawful|divorce|custody|evict\w*|landlord|tenant|attorney|criminal|prosecut\w*|negligence|breach of contract|verklag\w*|klagen?|gericht\w*|haft\w*|rechtlich\w*|scheidung|demandar|denunciar|tribunal|legalmente|divorcio|poursuivre|juridique\w*|divorce|processar|juridic\w*)\b/,
    asks: /\b(?:should i|shall i|can i|could i|may i|am i|is it|do i have|would i|will i|what are my|how (?:do|can|much could) i|chances?|advi[cs]e|recommend|entitled|win|soll(?:te)? ich|kann ich|darf ich|habe ich|bin ich|debo|puedo|tengo|dois je|puis je|ai je|devo|posso|tenho)\b/,
    alone:
      /\b(?:legal advice|legal opinion|my legal rights|rechtsberatung|rechtlichen rat|consejo legal|asesoramiento legal|conseil juridique|conselho juridico)\b/,
  },
  financial: {
    about:
      /\b(?:invest\w*|stocks|shares|crypto\w*|bitcoins?|mortgages?|pensions?|retirement|loans?|portfolio|refinanc\w*|tax(?:es)? (?:return|evasion|deduct\w*)|deduct\w*|savings|aktien|kredit\w*|hypothek\w*|rente|steuer(?:erklarung|lich)\w*|acciones|hipoteca|invertir|impuestos|actions|hypotheque|impots|acoes|hipoteca)\b/,
    asks: /\b(?:should i|shall i|is it (?:wise|smart|worth|a good)|good idea|advi[cs]e|recommend|how much (?:should|of my)|worth it|better to|soll(?:te)? ich|lohnt|debo|deberia|vale la pena|conviene|dois je|devo|vale a pena)\b/,
    alone:
      /\b(?:financial advice|investment advice|tax advice|finanzberatung|anlageberatung|steuerberatung|consejo financiero|conseil financier|conselho financeiro)\b/,
  },
}

/** What a message is about that a person is to answer, in words that an operator reads; undefined where it may be answered. */
export function personsTopic(
  { advice: kinds, topics }: Pick<Limits, "advice" | "topics">,
  message: string,
): string | undefined {
  const plain = plainOf(message)
  for (const kind of kinds) {
    const { about, asks, alone } = advice[kind]
    if (alone.test(plain) || (about.test(plain) && asks.test(plain))) return `${kind} advice`
  }
  if (topics.length === 0) return undefined
  const said = new Set(wordsOf(message).map(stem))
  return topics.find((topic) => {
    const words = wordsOf(topic)
    const telling = words.filter((word) => !isFunctionWord(word))
    const needed = (telling.length > 0 ? telling : words).map(stem)
    return needed.length > 0 && needed.every((word) => said.has(word))
  })
}

const plainOf = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Cf}]+/gu, "")
    .replace(/ß/g, "ss")
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, " ")
