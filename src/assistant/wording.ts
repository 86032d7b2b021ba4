/** What the assistant says when it does not know, or cannot look, in the visitor's language. Pure. */

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

const unseen: Record<ReturnType<typeof languageOf>, string> = {
  en: "Thank you, your file has arrived. I can't look into files myself. Shall I get a person who can?",
  es: "Gracias, su archivo ha llegado. Yo no puedo ver archivos. ¿Quiere que avise a una persona que pueda verlo?",
  de: "Danke, Ihre Datei ist angekommen. Ich selbst kann Dateien nicht ansehen. Soll ich jemanden für Sie holen?",
  fr: "Merci, votre fichier est bien arrivé. Je ne peux pas le consulter moi-même. Voulez-vous que j'appelle une personne ?",
  pt: "Obrigado, o seu ficheiro chegou. Eu não consigo ver ficheiros. Quer que chame uma pessoa?",
  it: "Grazie, il suo file è arrivato. Io non posso guardare i file. Vuole che chiami una persona?",
  nl: "Bedankt, uw bestand is aangekomen. Zelf kan ik geen bestanden bekijken. Zal ik iemand voor u halen?",
}

/** To a file without words, where nothing can look into it. */
export const unseenText = (locale: string): string => unseen[languageOf(locale)]

export const unsureText = (locale: string): string => unsure[languageOf(locale)]
