/**
 * What stands on the widget's buttons, in the languages that are not in the script itself: every website loads that, and
 * few of their visitors read these. The names are those of the script's texts. Pure.
 */

import { languageOf } from "../conversations/notices"

type Words = Record<string, string>

const italian = {
  open: "Apri la chat",
  close: "Chiudi la chat",
  unread: "{} da leggere",
  write: "Scriva un messaggio…",
  again: "Nuova conversazione…",
  send: "Invia",
  attach: "Allega un file",
  remove: "Rimuovi {}",
  person: "Parlare con una persona",
  no: "No, grazie",
  ai: "Assistente IA",
  waiting: "In attesa di una persona",
  human: "{} è qui",
  closed: "Chiusa",
  away: "Rispondiamo presto",
  you: "Lei",
  sent: "Inviato",
  seen: "Visto",
  retry: "Non ancora inviato. Nuovo tentativo…",
  failed: "Riprovi, per favore.",
  edit: "Modifica",
  offline: "Nuova connessione…",
  place: "Numero {} in coda",
  wait: "circa {} min",
}

const further: Record<string, Record<keyof typeof italian, string>> = {
  it: italian,
  nl: {
    open: "Chat openen",
    close: "Chat sluiten",
    unread: "{} ongelezen",
    write: "Schrijf een bericht…",
    again: "Nieuw gesprek beginnen…",
    send: "Versturen",
    attach: "Bestand bijvoegen",
    remove: "{} verwijderen",
    person: "Met een mens praten",
    no: "Nee, bedankt",
    ai: "AI-assistent",
    waiting: "Wacht op een mens",
    human: "{} is er",
    closed: "Gesloten",
    away: "We antwoorden snel",
    you: "U",
    sent: "Verstuurd",
    seen: "Gezien",
    retry: "Nog niet verstuurd. Nieuwe poging…",
    failed: "Probeer het nog eens.",
    edit: "Bewerken",
    offline: "Opnieuw verbinden…",
    place: "Nummer {} in de rij",
    wait: "ongeveer {} min",
  },
}

/** For the visitor's language, else for the chatbot's where the visitor's is none that Baton speaks. */
export function wordsOfWidget(locale: string, ofChatbot: string): Words | null {
  const spoken = languageOf(locale)
  const isOwn = locale.toLowerCase().startsWith(spoken)
  const lang = isOwn ? spoken : languageOf(ofChatbot)
  const words = further[lang]
  return words ? { lang, ...words } : null
}
