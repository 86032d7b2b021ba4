/** What stands in the letters that visitors get, in their language. Pure. */

import { languageOf } from "../conversations/notices"

export type LetterTexts = {
  /** The subject of an operator's reply; `{shop}` and `{name}` are filled in. */
  reply: string
  replied: string
  more: string
  back: string
  isBack: string
  transcript: string
  hereIs: string
  /** In which time zone the times are. */
  times: string
  open: string
  /** Why they get this. */
  why: string
  you: string
  assistant: string
}

const texts: Record<ReturnType<typeof languageOf>, LetterTexts> = {
  en: {
    reply: "{name} from {shop} replied to you",
    replied: "You had left when {name} answered. This is what was written:",
    more: "There are {n} more messages in the conversation.",
    back: "{shop}: somebody is here for you now",
    isBack: "Somebody from {shop} is online again. Your conversation is kept; go on where you stopped.",
    transcript: "Your conversation with {shop}",
    hereIs: "Here is what was said, as you asked.",
    times: "All times: {zone}.",
    open: "Open the conversation",
    why: "You get this because you left this address in a chat with {shop}. The link is yours alone; do not pass it on.",
    you: "You",
    assistant: "Assistant",
  },
  es: {
    reply: "{name}, de {shop}, le ha respondido",
    replied: "Ya no estaba cuando {name} respondió. Esto es lo que escribió:",
    more: "Hay {n} mensajes más en la conversación.",
    back: "{shop}: ya hay alguien para atenderle",
    isBack: "Alguien de {shop} vuelve a estar conectado. Su conversación se ha conservado; siga donde la dejó.",
    transcript: "Su conversación con {shop}",
    hereIs: "Esto es lo que se dijo, como pidió.",
    times: "Todas las horas: {zone}.",
    open: "Abrir la conversación",
    why: "Recibe este correo porque dejó esta dirección en un chat con {shop}. El enlace es solo suyo; no lo comparta.",
    you: "Usted",
    assistant: "Asistente",
  },
  de: {
    reply: "{name} von {shop} hat Ihnen geantwortet",
    replied: "Sie waren schon fort, als {name} geantwortet hat. Das wurde geschrieben:",
    more: "Im Gespräch stehen {n} weitere Nachrichten.",
    back: "{shop}: Jetzt ist jemand für Sie da",
    isBack: "Bei {shop} ist wieder jemand online. Ihr Gespräch ist noch da; machen Sie weiter, wo Sie waren.",
    transcript: "Ihr Gespräch mit {shop}",
    hereIs: "Wie gewünscht: Das wurde gesagt.",
    times: "Alle Uhrzeiten: {zone}.",
    open: "Gespräch öffnen",
    why: "Sie erhalten dies, weil Sie diese Adresse im Chat mit {shop} hinterlassen haben. Der Link ist nur für Sie.",
    you: "Sie",
    assistant: "Assistent",
  },
  fr: {
    reply: "{name} de {shop} vous a répondu",
    replied: "Vous étiez parti quand {name} a répondu. Voici son message :",
    more: "La conversation contient {n} messages de plus.",
    back: "{shop} : quelqu'un est là pour vous",
    isBack:
      "Quelqu'un de {shop} est de nouveau en ligne. Votre conversation est conservée ; reprenez où vous en étiez.",
    transcript: "Votre conversation avec {shop}",
    hereIs: "Voici ce qui a été dit, comme demandé.",
    times: "Toutes les heures : {zone}.",
    open: "Ouvrir la conversation",
    why: "Vous recevez ceci parce que vous avez laissé cette adresse dans un chat avec {shop}. Le lien est personnel.",
    you: "Vous",
    assistant: "Assistant",
  },
  pt: {
    reply: "{name}, de {shop}, respondeu-lhe",
    replied: "Já tinha saído quando {name} respondeu. Foi isto que escreveu:",
    more: "Há mais {n} mensagens na conversa.",
    back: "{shop}: já há alguém para o ajudar",
    isBack: "Alguém de {shop} está de novo em linha. A sua conversa foi guardada; continue de onde parou.",
    transcript: "A sua conversa com {shop}",
    hereIs: "Aqui está o que foi dito, como pediu.",
    times: "Todas as horas: {zone}.",
    open: "Abrir a conversa",
    why: "Recebe isto porque deixou este endereço num chat com {shop}. A ligação é só sua; não a partilhe.",
    you: "Você",
    assistant: "Assistente",
  },
  it: {
    reply: "{name} di {shop} le ha risposto",
    replied: "Era già andato via quando {name} ha risposto. Ecco che cosa ha scritto:",
    more: "Nella conversazione ci sono altri {n} messaggi.",
    back: "{shop}: ora c'è qualcuno per lei",
    isBack: "Qualcuno di {shop} è di nuovo online. La sua conversazione è salvata; riprenda da dove era rimasto.",
    transcript: "La sua conversazione con {shop}",
    hereIs: "Ecco che cosa è stato detto, come richiesto.",
    times: "Tutti gli orari: {zone}.",
    open: "Apri la conversazione",
    why: "Riceve questa email perché ha lasciato questo indirizzo in una chat con {shop}. Il link è solo suo.",
    you: "Lei",
    assistant: "Assistente",
  },
  nl: {
    reply: "{name} van {shop} heeft u geantwoord",
    replied: "U was al weg toen {name} antwoordde. Dit is wat er is geschreven:",
    more: "In het gesprek staan nog {n} berichten.",
    back: "{shop}: er is nu iemand voor u",
    isBack: "Bij {shop} is weer iemand online. Uw gesprek is bewaard; ga verder waar u was.",
    transcript: "Uw gesprek met {shop}",
    hereIs: "Dit is wat er is gezegd, zoals u vroeg.",
    times: "Alle tijden: {zone}.",
    open: "Gesprek openen",
    why: "U krijgt dit omdat u dit adres in een chat met {shop} hebt achtergelaten. De link is alleen voor u.",
    you: "U",
    assistant: "Assistent",
  },
}

export function letterTexts(
  locale: string,
  fill: { shop: string; name?: string; n?: number; zone?: string },
): LetterTexts {
  const filled = (text: string) =>
    text.replace(/\{(shop|name|n|zone)\}/g, (_, key: keyof typeof fill) => String(fill[key] ?? ""))
  return Object.fromEntries(
    Object.entries(texts[languageOf(locale)]).map(([key, text]) => [key, filled(text)]),
  ) as LetterTexts
}
