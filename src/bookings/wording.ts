/** What visitors read about their bookings, in their language. Pure. */

import { languageOf } from "../conversations/notices"

export type BookingWords = Record<
  | "booked"
  | "moved"
  | "cancelled"
  | "manage"
  | "cancel"
  | "move"
  | "none"
  | "past"
  | "footer"
  | "taken"
  | "tooMany"
  | "free"
  | "noneFree",
  string
>

const words: Record<ReturnType<typeof languageOf>, BookingWords> = {
  en: {
    booked: "Booked: {}",
    moved: "Moved: {}",
    cancelled: "Cancelled: {}",
    manage: "Change or cancel it",
    cancel: "Cancel this appointment",
    move: "Choose another time",
    none: "There is no other free time just now.",
    past: "This appointment is over.",
    footer: "You get this because an appointment was made for you in a chat with {}. The link is yours alone.",
    taken: "This time has just been taken. Please choose another.",
    tooMany: "You have {} appointments already. Cancel one to book another, or ask for a person.",
    free: "The next free times for “{}”:",
    noneFree: "There is no free time for “{}” in the coming weeks.",
  },
  es: {
    booked: "Reservado: {}",
    moved: "Cambiado: {}",
    cancelled: "Cancelado: {}",
    manage: "Cambiarlo o cancelarlo",
    cancel: "Cancelar esta cita",
    move: "Elegir otra hora",
    none: "Ahora mismo no hay otra hora libre.",
    past: "Esta cita ya ha pasado.",
    footer: "Recibe este correo porque se reservó una cita para usted en un chat con {}. El enlace es solo suyo.",
    taken: "Esta hora se acaba de ocupar. Elija otra, por favor.",
    tooMany: "Ya tiene {} citas. Cancele una para reservar otra, o pida hablar con una persona.",
    free: "Las próximas horas libres para «{}»:",
    noneFree: "No hay horas libres para «{}» en las próximas semanas.",
  },
  de: {
    booked: "Gebucht: {}",
    moved: "Verlegt: {}",
    cancelled: "Abgesagt: {}",
    manage: "Ändern oder absagen",
    cancel: "Diesen Termin absagen",
    move: "Eine andere Zeit wählen",
    none: "Gerade ist keine andere Zeit frei.",
    past: "Dieser Termin ist vorbei.",
    footer: "Sie erhalten dies, weil im Chat mit {} ein Termin für Sie vereinbart wurde. Der Link ist nur für Sie.",
    taken: "Diese Zeit wurde gerade vergeben. Bitte wählen Sie eine andere.",
    tooMany:
      "Sie haben schon {} Termine. Sagen Sie einen ab, um einen anderen zu buchen, oder fragen Sie nach einem Menschen.",
    free: "Die nächsten freien Zeiten für „{}“:",
    noneFree: "Für „{}“ ist in den nächsten Wochen keine Zeit frei.",
  },
  fr: {
    booked: "Réservé : {}",
    moved: "Déplacé : {}",
    cancelled: "Annulé : {}",
    manage: "Modifier ou annuler",
    cancel: "Annuler ce rendez-vous",
    move: "Choisir un autre horaire",
    none: "Aucun autre horaire n'est libre pour le moment.",
    past: "Ce rendez-vous est passé.",
    footer:
      "Vous recevez ceci parce qu'un rendez-vous a été pris pour vous dans un chat avec {}. Le lien est personnel.",
    taken: "Cet horaire vient d'être pris. Veuillez en choisir un autre.",
    tooMany: "Vous avez déjà {} rendez-vous. Annulez-en un pour en prendre un autre, ou demandez une personne.",
    free: "Les prochains horaires libres pour « {} » :",
    noneFree: "Aucun horaire n'est libre pour « {} » dans les semaines à venir.",
  },
  pt: {
    booked: "Marcado: {}",
    moved: "Alterado: {}",
    cancelled: "Cancelado: {}",
    manage: "Alterar ou cancelar",
    cancel: "Cancelar esta marcação",
    move: "Escolher outra hora",
    none: "De momento não há outra hora livre.",
    past: "Esta marcação já passou.",
    footer: "Recebe isto porque foi feita uma marcação para si num chat com {}. A ligação é só sua.",
    taken: "Esta hora acabou de ser ocupada. Escolha outra, por favor.",
    tooMany: "Já tem {} marcações. Cancele uma para fazer outra, ou peça uma pessoa.",
    free: "As próximas horas livres para “{}”:",
    noneFree: "Não há horas livres para “{}” nas próximas semanas.",
  },
  it: {
    booked: "Prenotato: {}",
    moved: "Spostato: {}",
    cancelled: "Annullato: {}",
    manage: "Modificare o annullare",
    cancel: "Annullare questo appuntamento",
    move: "Scegliere un altro orario",
    none: "Al momento non ci sono altri orari liberi.",
    past: "Questo appuntamento è passato.",
    footer: "Riceve questo messaggio perché è stato fissato un appuntamento per lei in una chat con {}.",
    taken: "Questo orario è appena stato preso. Ne scelga un altro.",
    tooMany: "Ha già {} appuntamenti. Ne annulli uno per prenotarne un altro, o chieda di una persona.",
    free: "I prossimi orari liberi per “{}”:",
    noneFree: "Non ci sono orari liberi per “{}” nelle prossime settimane.",
  },
  nl: {
    booked: "Geboekt: {}",
    moved: "Verplaatst: {}",
    cancelled: "Geannuleerd: {}",
    manage: "Wijzigen of annuleren",
    cancel: "Deze afspraak annuleren",
    move: "Een andere tijd kiezen",
    none: "Er is nu geen andere tijd vrij.",
    past: "Deze afspraak is voorbij.",
    footer: "U krijgt dit omdat er in een chat met {} een afspraak voor u is gemaakt. De link is alleen voor u.",
    taken: "Deze tijd is net bezet. Kies een andere.",
    tooMany: "U hebt al {} afspraken. Zeg er een af om een andere te maken, of vraag naar een medewerker.",
    free: "De volgende vrije tijden voor “{}”:",
    noneFree: "Er is de komende weken geen tijd vrij voor “{}”.",
  },
}

export const bookingWords = (locale: string): BookingWords => words[languageOf(locale)]

/** “Monday, 23 November, 10:00 (Europe/Dublin)”: a time without its zone is half a time. */
export function timeText(locale: string, timeZone: string, at: number): string {
  const language = languageOf(locale)
  const text = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(at)
  return `${text} (${timeZone})`
}
