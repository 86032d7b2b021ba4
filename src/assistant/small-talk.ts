/** Greetings, thanks, goodbyes, a bare no, and who it is that answers, which no content answers. Pure. */

export type SmallTalk = "greeting" | "thanks" | "goodbye" | "no" | "who"
export type Language = "en" | "es" | "de" | "fr" | "pt"

const said: Record<Exclude<SmallTalk, "who">, Record<Language, string>> = {
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

// Of these a question mark is part, or nothing; who answers is never left to what the content seems to say of it.
const asksWho: Record<Language, RegExp> = {
  en: /^(?:(?:hi|hello|hey|wait|so|but|and|ok) )*(?:(?:are|r) (?:you|u) (?:(?:a|an|the|actually|really|just|even|real|some) )*(?:robot|bot|chat ?bot|ai|a i|machine|computer|computer program|human|human being|person|real|real person|live person|someone real)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:am i|is this|is it) (?:(?:talking|speaking|chatting|writing) (?:to|with) )?(?:(?:a|an|the|actually|really|just|real) )*(?:robot|bot|chat ?bot|ai|machine|computer|human|person|real person)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:who|what) (?:are|r) (?:you|u)|who am i (?:talking|speaking|chatting) (?:to|with))$/,
  es: /^(?:eres|es|es usted|estoy hablando con) (?:(?:un|una|el|la) )?(?:robot|bot|ia|maquina|humano|humana|persona|persona real)$|^(?:quien|que) (?:eres|es usted)$/,
  de: /^(?:bist du|sind sie|ist das|schreibe ich mit|spreche ich mit) (?:(?:ein|eine|einem|einer|echter|echte|wirklich) )*(?:roboter|bot|chatbot|ki|maschine|mensch|menschen|person)$|^wer (?:bist du|sind sie)$/,
  fr: /^(?:es tu|etes vous|vous etes|tu es|est ce|je parle a) (?:(?:un|une|vrai|vraie) )*(?:robot|bot|ia|machine|humain|humaine|personne)$|^(?:qui es tu|qui etes vous)$/,
  pt: /^(?:voce e|es|e|estou a falar com|estou falando com) (?:(?:um|uma) )?(?:robo|bot|ia|maquina|humano|humana|pessoa|pessoa real)$|^quem (?:e voce|es tu)$/,
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
  who: {
    en: "I’m an AI assistant, not a person. I answer from what this business has written; if you would rather have a person, just say so.",
    es: "Soy un asistente de IA, no una persona. Respondo con lo que este negocio ha escrito; si prefiere una persona, dígamelo.",
    de: "Ich bin ein KI-Assistent und kein Mensch. Ich antworte aus dem, was dieses Unternehmen geschrieben hat; wenn Sie lieber einen Menschen möchten, sagen Sie es einfach.",
    fr: "Je suis un assistant IA, pas une personne. Je réponds d’après ce que cette entreprise a écrit ; si vous préférez une personne, dites-le-moi.",
    pt: "Sou um assistente de IA, não uma pessoa. Respondo com o que esta empresa escreveu; se preferir uma pessoa, é só dizer.",
  },
}

const unsure: Record<Language, string> = {
  en: "I could not find an answer to that in what I know.",
  es: "No he encontrado la respuesta a eso en la información que tengo.",
  de: "Dazu habe ich in meinen Unterlagen keine Antwort gefunden.",
  fr: "Je n’ai pas trouvé de réponse à cela dans mes informations.",
  pt: "Não encontrei resposta para isso na informação que tenho.",
}

type Phrased = keyof typeof said
const meanings = new Map<string, { kind: Phrased; language: Language }>()
for (const [kind, byLanguage] of Object.entries(said) as [Phrased, Record<Language, string>][])
  for (const [language, phrases] of Object.entries(byLanguage) as [Language, string][])
    for (const phrase of phrases.split("|")) if (!meanings.has(phrase)) meanings.set(phrase, { kind, language })

const pleased = /^(?:[\s!.]|\p{Emoji_Modifier}|\ufe0f|👍|👌|🙏|❤|💚|💙|😊|🙂|😀|😃|😄|😁|😍|🥰|🎉|👏|✅|💯)+$/u

/** A reply, if the message is nothing but a greeting, thanks, a goodbye or “are you a robot?”; in the language used. */
export function answerSmallTalk(message: string, locale: string): string | undefined {
  const plain = message
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}?]+/gu, " ")
    .trim()
  if (plain.length > 60) return undefined
  const visitors = languageOf(locale)
  const bare = plain.replace(/[\s?]+/g, " ").trim()
  for (const [language, asks] of Object.entries(asksWho) as [Language, RegExp][])
    if (asks.test(bare)) return replies.who[language]
  if (plain.includes("?")) return undefined
  if (/\p{Emoji_Presentation}|❤/u.test(message) && pleased.test(message)) return replies.thanks[visitors]
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

function inBoth(phrase: string, kind: Phrased, language: Language): boolean {
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
