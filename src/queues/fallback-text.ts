/** What a visitor reads when nobody is online: only what can be kept, in their language. Pure. */

import { furtherLanguage } from "../conversations/further-notices"
import { languageOf } from "../conversations/notices"
import { type FallbackWords, furtherFallback } from "./further-fallback"

/** What this chatbot can truly do for this visitor just now. */
export type Means = {
  /** When somebody is back, as the visitor would say it. */
  back: string | undefined
  /** The AI goes on trying. */
  keepsAnswering: boolean
  /** An email can be sent when somebody is back. */
  emailsWhenBack: boolean
  /** The visitor's address, if they gave one. */
  address: string | undefined
  /** Somebody will get the visitor's details as a task. */
  followsUp: boolean
  /** Whether any way to reach the visitor is known. */
  isReachable: boolean
  /** An address of the business to write to. */
  email: string | null
  /** Free times for a call are at hand. */
  callback: boolean
}

type Texts = Omit<FallbackWords, "still" | "moment">

const texts: Record<ReturnType<typeof languageOf>, Texts> = {
  en: {
    nobody: "Nobody from our team is online right now.",
    back: "We are back {}.",
    trying: "The assistant keeps trying to help meanwhile.",
    emailed: "We will email {} when somebody is here.",
    askForEmail: "Leave your email address and we will email you when somebody is here.",
    followed: "We have your details and will get back to you.",
    askForContact: "Leave your email address or phone number and we will get back to you.",
    write: "You can also write to {}.",
    callback: "Or choose a time and we will call you.",
    kept: "Your messages are kept.",
  },
  es: {
    nobody: "Ahora mismo no hay nadie del equipo conectado.",
    back: "Volvemos {}.",
    trying: "Mientras tanto, el asistente sigue intentando ayudarle.",
    emailed: "Le escribiremos a {} cuando haya alguien.",
    askForEmail: "Déjenos su correo y le escribiremos cuando haya alguien.",
    followed: "Tenemos sus datos y le responderemos.",
    askForContact: "Déjenos su correo o su teléfono y le responderemos.",
    write: "También puede escribir a {}.",
    callback: "O elija una hora y le llamaremos.",
    kept: "Sus mensajes se conservan.",
  },
  de: {
    nobody: "Gerade ist niemand aus unserem Team da.",
    back: "Wir sind wieder da: {}.",
    trying: "Der Assistent versucht inzwischen weiter zu helfen.",
    emailed: "Wir schreiben an {}, sobald jemand da ist.",
    askForEmail: "Hinterlassen Sie Ihre E-Mail-Adresse, wir schreiben Ihnen, sobald jemand da ist.",
    followed: "Wir haben Ihre Angaben und melden uns.",
    askForContact: "Hinterlassen Sie Ihre E-Mail-Adresse oder Telefonnummer, wir melden uns.",
    write: "Sie können auch an {} schreiben.",
    callback: "Oder wählen Sie eine Zeit, und wir rufen Sie an.",
    kept: "Ihre Nachrichten bleiben erhalten.",
  },
  fr: {
    nobody: "Personne de l'équipe n'est en ligne pour le moment.",
    back: "Nous sommes de retour {}.",
    trying: "En attendant, l'assistant continue d'essayer de vous aider.",
    emailed: "Nous écrirons à {} dès que quelqu'un sera là.",
    askForEmail: "Laissez votre adresse e-mail et nous vous écrirons dès que quelqu'un sera là.",
    followed: "Nous avons vos coordonnées et nous vous répondrons.",
    askForContact: "Laissez votre adresse e-mail ou votre téléphone et nous vous répondrons.",
    write: "Vous pouvez aussi écrire à {}.",
    callback: "Ou choisissez une heure et nous vous appellerons.",
    kept: "Vos messages sont conservés.",
  },
  pt: {
    nobody: "De momento não há ninguém da equipa em linha.",
    back: "Voltamos {}.",
    trying: "Entretanto, o assistente continua a tentar ajudar.",
    emailed: "Escreveremos para {} quando houver alguém.",
    askForEmail: "Deixe o seu e-mail e escreveremos quando houver alguém.",
    followed: "Temos os seus dados e responderemos.",
    askForContact: "Deixe o seu e-mail ou telefone e responderemos.",
    write: "Também pode escrever para {}.",
    callback: "Ou escolha uma hora e nós ligamos.",
    kept: "As suas mensagens ficam guardadas.",
  },
  it: {
    nobody: "Al momento nessuno del team è online.",
    back: "Torniamo {}.",
    trying: "Intanto l'assistente continua a provare ad aiutarla.",
    emailed: "Scriveremo a {} quando ci sarà qualcuno.",
    askForEmail: "Lasci la sua email e le scriveremo quando ci sarà qualcuno.",
    followed: "Abbiamo i suoi dati e le risponderemo.",
    askForContact: "Lasci la sua email o il suo telefono e le risponderemo.",
    write: "Può anche scrivere a {}.",
    callback: "Oppure scelga un orario e la chiameremo.",
    kept: "I suoi messaggi restano salvati.",
  },
  nl: {
    nobody: "Er is nu niemand van ons team online.",
    back: "We zijn terug: {}.",
    trying: "De assistent blijft intussen proberen te helpen.",
    emailed: "We mailen naar {} zodra er iemand is.",
    askForEmail: "Laat uw e-mailadres achter en we mailen u zodra er iemand is.",
    followed: "We hebben uw gegevens en nemen contact op.",
    askForContact: "Laat uw e-mailadres of telefoonnummer achter en we nemen contact op.",
    write: "U kunt ook schrijven naar {}.",
    callback: "Of kies een tijd, dan bellen wij u.",
    kept: "Uw berichten blijven bewaard.",
  },
}

/** Said once in full, it is not repeated: still nobody, and when somebody is. */
export function stillNobodyText(locale: string, back: string | undefined): string {
  const language = languageOf(locale)
  const t = furtherFallback[furtherLanguage(locale)] ?? { ...texts[language], still: still[language] }
  return [t.still, back && t.back.replace("{}", back)].filter(Boolean).join(" ")
}

const still: Record<ReturnType<typeof languageOf>, string> = {
  en: "Still nobody here, sorry. You keep your place, and the team has been told again.",
  es: "Todavía no hay nadie, disculpe. Conserva su turno y hemos vuelto a avisar al equipo.",
  de: "Leider ist noch niemand da. Sie behalten Ihren Platz, das Team ist erneut informiert.",
  fr: "Toujours personne, désolé. Vous gardez votre place et l'équipe a été prévenue à nouveau.",
  pt: "Ainda não está ninguém, desculpe. Mantém o seu lugar e a equipa foi avisada outra vez.",
  it: "Ancora nessuno, ci scusi. Mantiene il suo posto e il team è stato avvisato di nuovo.",
  nl: "Nog niemand, sorry. U houdt uw plaats en het team is opnieuw gewaarschuwd.",
}

/** Each sentence stands only where there is a way to keep it; without an address it asks for one. */
export function fallbackText(locale: string, means: Means): string {
  const t = furtherFallback[furtherLanguage(locale)] ?? texts[languageOf(locale)]
  const { back, keepsAnswering, emailsWhenBack, address, followsUp, isReachable, email, callback } = means
  const reach = emailsWhenBack
    ? address
      ? t.emailed.replace("{}", address)
      : t.askForEmail
    : followsUp && (isReachable ? t.followed : t.askForContact)
  return [
    t.nobody,
    back && t.back.replace("{}", back),
    keepsAnswering && t.trying,
    reach,
    email && t.write.replace("{}", email),
    callback && t.callback,
    t.kept,
  ]
    .filter(Boolean)
    .join(" ")
}

const moments: Record<ReturnType<typeof languageOf>, string> = {
  en: "{day} {time}",
  es: "el {day} a las {time}",
  de: "{day}, {time} Uhr",
  fr: "{day} à {time}",
  pt: "{day} às {time}",
  it: "{day} alle {time}",
  nl: "{day} om {time} uur",
}

/** “Monday 09:00”, with the date when that is more than six days away. */
export function momentText(locale: string, timeZone: string, at: number, now: number): string {
  const isNear = at - now < 6 * 24 * 3600_000
  const further = furtherFallback[furtherLanguage(locale)]
  const language = further ? furtherLanguage(locale) : languageOf(locale)
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(at)
  return (further?.moment ?? moments[languageOf(locale)])
    .replace("{day}", format({ weekday: "long", ...(isNear ? {} : { day: "numeric", month: "long" }) }))
    .replace("{time}", format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }))
}

const kept: Record<ReturnType<typeof languageOf>, string> = {
  en: "I can't answer that with certainty. It is kept for our team, who will read all of this.",
  es: "No puedo responder a eso con seguridad. Queda guardado para nuestro equipo, que lo leerá todo.",
  de: "Das kann ich nicht sicher beantworten. Es ist für unser Team aufgehoben, das alles lesen wird.",
  fr: "Je ne peux pas répondre à cela avec certitude. C'est conservé pour notre équipe, qui lira tout.",
  pt: "Não consigo responder a isso com certeza. Fica guardado para a nossa equipa, que lerá tudo.",
  it: "Non posso rispondere con certezza. Resta salvato per il nostro team, che leggerà tutto.",
  nl: "Dat kan ik niet met zekerheid beantwoorden. Het is bewaard voor ons team, dat alles zal lezen.",
}

/** The AI does not know, and a person is called already: no second call, and no guess. */
export const keptForTeamText = (locale: string): string => kept[languageOf(locale)]
