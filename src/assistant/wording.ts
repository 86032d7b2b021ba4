/** What the assistant says when it does not know, in the visitor's language. Pure. */

import { languageOf } from "../conversations/notices"

const unsure: Record<ReturnType<typeof languageOf>, string> = {
  en: "I'm not sure I have the right answer to that, and I'd rather not guess. Shall I get a person for you?",
  es: "No estoy seguro de tener la respuesta correcta y prefiero no adivinar. ¿Quiere que avise a una persona?",
  de: "Ich bin nicht sicher, ob ich darauf die richtige Antwort habe, und möchte nicht raten. Soll ich jemanden für Sie holen?",
  fr: "Je ne suis pas sûr d'avoir la bonne réponse et je préfère ne pas deviner. Voulez-vous que j'appelle une personne ?",
  pt: "Não tenho a certeza de ter a resposta certa e prefiro não adivinhar. Quer que chame uma pessoa?",
  it: "Non sono sicuro di avere la risposta giusta e preferisco non tirare a indovinare. Vuole che chiami una persona?",
  nl: "Ik weet niet zeker of ik daar het juiste antwoord op heb, en ik gok liever niet. Zal ik iemand voor u halen?",
}

export const unsureText = (locale: string): string => unsure[languageOf(locale)]
