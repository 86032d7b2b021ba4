/** Greetings, thanks, goodbyes and a bare no, which no content answers. Pure. */

export type SmallTalk = "greeting" | "thanks" | "goodbye" | "no"
export type Language = "en" | "es" | "de" | "fr" | "pt"

const said: Record<SmallTalk, Record<Language, string>> = {
  greeting: {
    en: "hi|hello|hey|hiya|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|howdy",
    es: "hola|buenas|buenos dias|buenas tardes|buenas noches|que tal",
    de: "hallo|guten tag|guten morgen|guten abend|moin|servus|gruss gott|gruezi|na",
    fr: "bonjour|bonsoir|salut|coucou",
    pt: "ola|oi|bom dia|boa tarde|boa noite",
  },
  thanks: {
    en: "thanks|thank you|thx|ty|cheers|thanks a lot|thank you so much|thank you very much|many thanks|great|perfect|awesome|ok|okay|ok thanks|cool|got it|that helps|that helped|great thanks|perfect thanks|thanks for your help|thank you for your help|that is all",
    es: "gracias|muchas gracias|mil gracias|vale|vale gracias|perfecto|genial|entendido",
    de: "danke|danke schon|vielen dank|besten dank|danke sehr|alles klar|super|perfekt|verstanden|danke dir",
    fr: "merci|merci beaucoup|d accord|parfait|super merci|c est bon|compris",
    pt: "obrigado|obrigada|muito obrigado|muito obrigada|valeu|perfeito|entendi|otimo",
  },
  goodbye: {
    en: "bye|goodbye|bye bye|see you|see ya|good night|have a nice day|have a good day|talk later",
    es: "adios|hasta luego|chao|hasta pronto|nos vemos",
    de: "tschuss|auf wiedersehen|bis bald|bis spater|ciao|schonen tag noch|gute nacht",
    fr: "au revoir|a bientot|bonne journee|bonne soiree|bonne nuit",
    pt: "tchau|adeus|ate logo|ate breve|ate mais",
  },
  no: {
    en: "no|nope|nah|no thanks|no thank you|no thx|no need|not now|not yet|never mind|nevermind|no its fine|no it s fine|no that s fine|no i m good|i m good|no that is all|no that s all|no not needed",
    es: "no gracias|no hace falta|ahora no|no por ahora|no muchas gracias|da igual",
    de: "nein|nein danke|nee|nee danke|ne danke|nicht notig|jetzt nicht|schon gut|nein nicht notig|passt schon",
    fr: "non|non merci|pas maintenant|ca ira|non ca ira|pas besoin|laissez tomber",
    pt: "nao|nao obrigado|nao obrigada|agora nao|nao precisa|deixa pra la",
  },
}

const replies: Record<SmallTalk, Record<Language, string>> = {
  greeting: {
    en: "Hello! What would you like to know?",
    es: "¡Hola! ¿Qué le gustaría saber?",
    de: "Hallo! Was möchten Sie wissen?",
    fr: "Bonjour ! Que souhaitez-vous savoir ?",
    pt: "Olá! O que gostaria de saber?",
  },
  thanks: {
    en: "You’re welcome. Is there anything else?",
    es: "De nada. ¿Algo más en lo que pueda ayudar?",
    de: "Gern geschehen. Kann ich sonst noch helfen?",
    fr: "Avec plaisir. Autre chose ?",
    pt: "De nada. Posso ajudar em mais alguma coisa?",
  },
  goodbye: {
    en: "Goodbye, and come back whenever you have a question.",
    es: "Hasta luego. Vuelva cuando tenga otra pregunta.",
    de: "Auf Wiedersehen. Melden Sie sich jederzeit wieder.",
    fr: "Au revoir, et à bientôt si vous avez une question.",
    pt: "Até logo. Volte quando tiver outra pergunta.",
  },
  no: {
    en: "All right. I am here if there is anything else.",
    es: "De acuerdo. Aquí estoy si necesita algo más.",
    de: "In Ordnung. Ich bin da, falls noch etwas ist.",
    fr: "D’accord. Je reste là si vous avez besoin d’autre chose.",
    pt: "Tudo bem. Estou aqui se precisar de mais alguma coisa.",
  },
}

const unsure: Record<Language, string> = {
  en: "I could not find an answer to that in what I know.",
  es: "No he encontrado la respuesta a eso en la información que tengo.",
  de: "Dazu habe ich in meinen Unterlagen keine Antwort gefunden.",
  fr: "Je n’ai pas trouvé de réponse à cela dans mes informations.",
  pt: "Não encontrei resposta para isso na informação que tenho.",
}

const meanings = new Map<string, { kind: SmallTalk; language: Language }>()
for (const [kind, byLanguage] of Object.entries(said) as [SmallTalk, Record<Language, string>][])
  for (const [language, phrases] of Object.entries(byLanguage) as [Language, string][])
    for (const phrase of phrases.split("|")) if (!meanings.has(phrase)) meanings.set(phrase, { kind, language })

/** A reply, if the message is nothing but a greeting, thanks or a goodbye; in the language that was used. */
export function answerSmallTalk(message: string, locale: string): string | undefined {
  const plain = message
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}?]+/gu, " ")
    .trim()
  if (plain.length > 60 || plain.includes("?")) return undefined
  const visitors = languageOf(locale)
  const whole = meanings.get(plain)
  if (whole) return replies[whole.kind][inBoth(plain, whole.kind, visitors) ? visitors : whole.language]
  // «Hi, thanks, bye»: each part is small talk, and the last one decides.
  const parts = message
    .split(/[,.!;\n]+| - /)
    .map((part) => part.trim())
    .filter(Boolean)
  if (parts.length < 2 || parts.length > 4) return undefined
  const replied = parts.map((part) => answerSmallTalk(part, locale))
  return replied.every(Boolean) ? replied.at(-1) : undefined
}

function inBoth(phrase: string, kind: SmallTalk, language: Language): boolean {
  return said[kind][language].split("|").includes(phrase)
}

/** What is said when the content does not hold the answer. */
export function unsureIn(locale: string): string {
  return unsure[languageOf(locale)]
}

export function languageOf(locale: string): Language {
  const language = locale.slice(0, 2).toLowerCase()
  return language in unsure ? (language as Language) : "en"
}
