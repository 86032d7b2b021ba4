/** What the visitor reads when something happens to their conversation, in their language. Pure. */

import type { NoticeCode } from "../events/event"
import { furtherLanguage, furtherNotices } from "./further-notices"

type Texts = Record<NoticeCode, string>

const texts = {
  en: {
    waiting: "We're getting a person for you. You can keep writing; they will see everything.",
    still_waiting:
      "Sorry for the wait. Everybody is busy just now; you are still in line and we have told the team again.",
    no_operator:
      "Nobody from our team is online right now. Leave your email address and we will get back to you; your messages are kept.",
    operator_joined: "You're now chatting with {name}.",
    operator_left: "{name} had to leave. You're back in line, at the front.",
    transferred: "You're being passed on to a colleague.",
    overflow: "Our team is busy; {name} will help you instead. You keep your place.",
    handed_back: "{name} has handed you back to the assistant. You can ask for a person at any time.",
    leave_contact: "How can we reach you? Leave your email address or phone number and we will get back to you.",
    closed: "This conversation is closed. Write again whenever you like.",
  },
  es: {
    waiting: "Estamos avisando a una persona. Puede seguir escribiendo; lo verá todo.",
    still_waiting: "Disculpe la espera. Todos están ocupados; sigue en la cola y hemos vuelto a avisar al equipo.",
    no_operator:
      "Ahora mismo no hay nadie del equipo conectado. Déjenos su correo y le responderemos; sus mensajes se conservan.",
    operator_joined: "Ahora está hablando con {name}.",
    operator_left: "{name} ha tenido que irse. Vuelve a estar en la cola, el primero.",
    transferred: "Le pasamos con un compañero.",
    overflow: "El equipo está ocupado; le atenderá {name}. Conserva su turno.",
    handed_back: "{name} le ha devuelto al asistente. Puede pedir una persona cuando quiera.",
    leave_contact: "¿Cómo le contactamos? Déjenos su correo o su teléfono y le responderemos.",
    closed: "Esta conversación está cerrada. Escriba de nuevo cuando quiera.",
  },
  de: {
    waiting: "Wir holen jemanden für Sie. Schreiben Sie ruhig weiter; alles wird gelesen.",
    still_waiting:
      "Entschuldigen Sie die Wartezeit. Alle sind gerade im Gespräch; Sie bleiben in der Reihe, das Team ist erneut informiert.",
    no_operator:
      "Gerade ist niemand aus unserem Team da. Hinterlassen Sie Ihre E-Mail-Adresse, wir melden uns; Ihre Nachrichten bleiben erhalten.",
    operator_joined: "Sie sprechen jetzt mit {name}.",
    operator_left: "{name} musste gehen. Sie sind wieder in der Reihe, ganz vorn.",
    transferred: "Sie werden an eine Kollegin oder einen Kollegen weitergegeben.",
    overflow: "Das Team ist gerade ausgelastet; {name} hilft Ihnen weiter. Ihr Platz bleibt erhalten.",
    handed_back: "{name} hat Sie wieder an den Assistenten übergeben. Sie können jederzeit nach einem Menschen fragen.",
    leave_contact: "Wie erreichen wir Sie? Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, wir melden uns.",
    closed: "Dieses Gespräch ist beendet. Schreiben Sie jederzeit wieder.",
  },
  fr: {
    waiting: "Nous appelons une personne. Vous pouvez continuer à écrire ; elle verra tout.",
    still_waiting:
      "Désolé pour l'attente. Tout le monde est occupé ; vous gardez votre place et l'équipe a été prévenue à nouveau.",
    no_operator:
      "Personne de l'équipe n'est en ligne pour le moment. Laissez votre adresse e-mail et nous vous répondrons ; vos messages sont conservés.",
    operator_joined: "Vous discutez maintenant avec {name}.",
    operator_left: "{name} a dû partir. Vous êtes de nouveau dans la file, en tête.",
    transferred: "Nous vous passons un collègue.",
    overflow: "L'équipe est occupée ; {name} va vous aider. Vous gardez votre place.",
    handed_back: "{name} vous a remis à l'assistant. Vous pouvez demander une personne à tout moment.",
    leave_contact: "Comment vous joindre ? Laissez votre adresse e-mail ou votre téléphone et nous vous répondrons.",
    closed: "Cette conversation est terminée. Écrivez de nouveau quand vous voulez.",
  },
  pt: {
    waiting: "Estamos a chamar uma pessoa. Pode continuar a escrever; ela verá tudo.",
    still_waiting: "Desculpe a espera. Estão todos ocupados; continua na fila e avisámos a equipa outra vez.",
    no_operator:
      "De momento não há ninguém da equipa em linha. Deixe o seu e-mail e responderemos; as suas mensagens ficam guardadas.",
    operator_joined: "Está agora a falar com {name}.",
    operator_left: "{name} teve de sair. Voltou à fila, em primeiro lugar.",
    transferred: "Vamos passá-lo a um colega.",
    overflow: "A equipa está ocupada; {name} vai ajudá-lo. Mantém o seu lugar.",
    handed_back: "{name} devolveu-o ao assistente. Pode pedir uma pessoa a qualquer momento.",
    leave_contact: "Como o contactamos? Deixe o seu e-mail ou telefone e entraremos em contacto.",
    closed: "Esta conversa está encerrada. Escreva de novo quando quiser.",
  },
  it: {
    waiting: "Stiamo chiamando una persona. Può continuare a scrivere; vedrà tutto.",
    still_waiting: "Ci scusi per l'attesa. Sono tutti occupati; è ancora in coda e abbiamo avvisato di nuovo il team.",
    no_operator:
      "Al momento nessuno del team è online. Lasci la sua email e le risponderemo; i suoi messaggi restano salvati.",
    operator_joined: "Ora sta parlando con {name}.",
    operator_left: "{name} è dovuto uscire. È di nuovo in coda, al primo posto.",
    transferred: "La passiamo a un collega.",
    overflow: "Il team è occupato; la aiuterà {name}. Mantiene il suo posto.",
    handed_back: "{name} l'ha riaffidata all'assistente. Può chiedere una persona in qualsiasi momento.",
    leave_contact: "Come possiamo contattarla? Lasci la Sua e-mail o il telefono e Le risponderemo.",
    closed: "Questa conversazione è chiusa. Scriva di nuovo quando vuole.",
  },
  nl: {
    waiting: "We halen iemand voor u. U kunt gewoon doorschrijven; alles wordt gelezen.",
    still_waiting:
      "Sorry voor het wachten. Iedereen is bezig; u staat nog in de rij en we hebben het team opnieuw gewaarschuwd.",
    no_operator:
      "Er is nu niemand van ons team online. Laat uw e-mailadres achter en we nemen contact op; uw berichten blijven bewaard.",
    operator_joined: "U spreekt nu met {name}.",
    operator_left: "{name} moest weg. U staat weer in de rij, vooraan.",
    transferred: "U wordt doorverbonden met een collega.",
    overflow: "Ons team is bezet; {name} helpt u verder. U houdt uw plaats.",
    handed_back: "{name} heeft u teruggegeven aan de assistent. U kunt altijd om een mens vragen.",
    leave_contact: "Hoe kunnen we u bereiken? Laat uw e-mailadres of telefoonnummer achter, dan nemen we contact op.",
    closed: "Dit gesprek is gesloten. Schrijf gerust opnieuw.",
  },
} satisfies Record<string, Texts>

/** The languages in which Baton itself speaks to visitors. */
export const spokenLanguages = Object.keys(texts)

export function languageOf(locale: string): keyof typeof texts {
  const language = locale.toLowerCase().split(/[-_]/)[0]!
  return language in texts ? (language as keyof typeof texts) : "en"
}

export const noticeText = (code: NoticeCode, locale: string, name = ""): string =>
  (furtherNotices[furtherLanguage(locale)] ?? texts[languageOf(locale)])[code].replace("{name}", name)
