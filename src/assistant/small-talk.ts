/** Greetings, thanks, goodbyes, a bare no, and who it is that answers, which no content answers. Pure. */

import { languageOf } from "../conversations/notices"

type SmallTalk = "greeting" | "thanks" | "goodbye" | "no" | "who"
type Language = ReturnType<typeof languageOf>

const said: Record<Exclude<SmallTalk, "who">, Record<Language, string>> = {
  greeting: {
    en: "hi|hello|hey|hiya|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|howdy",
    es: "hola|hola buenas|hola buenos dias|hola que tal|buenas|muy buenas|buen dia|buenos dias|buenas tardes|buenas noches|que tal",
    de: "hallo|hallo zusammen|hi zusammen|guten tag|schonen guten tag|guten morgen|guten abend|moin|moin moin|servus|gruss gott|gruss dich|gruezi|na",
    fr: "bonjour|bonjour a tous|bonjour madame|bonjour monsieur|bonsoir|salut|coucou|rebonjour",
    pt: "ola|oi|ola bom dia|ola boa tarde|bom dia|boa tarde|boa noite|tudo bem",
    it: "ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|ehi",
    nl: "hallo|hoi|hey|dag|goedendag|goedemorgen|goeiemorgen|goedemiddag|goedenavond|goeiedag",
  },
  thanks: {
    en: "thanks|thank you|thx|ty|cheers|thanks a lot|thank you so much|thank you very much|many thanks|great|perfect|awesome|ok|okay|ok thanks|cool|got it|that helps|that helped|great thanks|perfect thanks|thanks for your help|thank you for your help|that is all",
    es: "gracias|muchas gracias|muchisimas gracias|mil gracias|vale|vale gracias|perfecto|perfecto gracias|genial|estupendo|entendido|de acuerdo|ok gracias|gracias por la ayuda|gracias por su ayuda|eso es todo",
    de: "danke|danke schon|dankeschon|vielen dank|vielen lieben dank|besten dank|herzlichen dank|danke sehr|danke dir|danke ihnen|alles klar|alles klar danke|okay danke|ok danke|super|super danke|prima|perfekt|verstanden|danke fur die hilfe|vielen dank fur die hilfe|das war alles|das wars",
    fr: "merci|merci beaucoup|merci bien|merci a vous|un grand merci|d accord|d accord merci|ok merci|parfait|parfait merci|tres bien|tres bien merci|super|super merci|c est bon|compris|merci pour votre aide|ce sera tout",
    pt: "obrigado|obrigada|muito obrigado|muito obrigada|brigado|brigada|valeu|perfeito|entendi|percebi|otimo|esta bem|ok obrigado|ok obrigada|obrigado pela ajuda|obrigada pela ajuda|e tudo|e so isso",
    it: "grazie|grazie mille|molte grazie|mille grazie|tante grazie|grazie tante|ti ringrazio|la ringrazio|perfetto|ottimo|capito|ho capito|va bene|va bene grazie|perfetto grazie|ok grazie|grazie dell aiuto|grazie per l aiuto|e tutto grazie",
    nl: "bedankt|dank je|dank je wel|dankjewel|dank u|dank u wel|dankuwel|hartelijk dank|heel erg bedankt|erg bedankt|super bedankt|ok bedankt|oke|oke bedankt|prima|prima bedankt|top|fijn|perfect|begrepen|duidelijk|bedankt voor je hulp|bedankt voor uw hulp|dat was het",
  },
  goodbye: {
    en: "bye|goodbye|bye bye|see you|see ya|good night|have a nice day|have a good day|have a good one|talk later|ciao",
    es: "adios|hasta luego|chao|chau|hasta pronto|hasta manana|nos vemos|que tenga un buen dia|buen fin de semana",
    de: "tschuss|tschau|auf wiedersehen|bis bald|bis dann|bis spater|ciao|schonen tag|schonen tag noch|einen schonen tag noch|schones wochenende|gute nacht",
    fr: "au revoir|a bientot|a plus|a plus tard|a demain|bonne journee|bonne fin de journee|bonne soiree|bonne nuit|bon week end",
    pt: "tchau|adeus|xau|ate logo|ate breve|ate mais|ate amanha|tenha um bom dia|bom fim de semana",
    it: "arrivederci|arrivederla|a presto|a dopo|ci vediamo|buona giornata|buona serata|buona notte|buonanotte|addio",
    nl: "doei|doeg|dag dag|tot ziens|tot snel|tot later|fijne dag|fijne dag nog|prettige dag|fijne avond|welterusten",
  },
  no: {
    en: "no|nope|nah|no thanks|no thank you|no thx|no need|not now|not yet|never mind|nevermind|no its fine|no it s fine|no that s fine|no i m good|i m good|no that is all|no that s all|no not needed",
    es: "no|no gracias|por ahora no|no hace falta|ahora no|no por ahora|no muchas gracias|da igual",
    de: "nein|nein danke|nee|nee danke|ne danke|nicht notig|jetzt nicht|schon gut|nein nicht notig|passt schon",
    fr: "non|non merci|pas maintenant|ca ira|non ca ira|pas besoin|laissez tomber",
    pt: "nao|nao obrigado|nao obrigada|agora nao|nao precisa|deixa pra la",
    it: "no|no grazie|non ora|non adesso|per ora no|non serve|non importa|non c e bisogno|lasci stare|lascia stare|va bene cosi",
    nl: "nee|nee bedankt|nee dank je|nee dank je wel|nee dank u|nu niet|niet nu|niet nodig|hoeft niet|nee hoeft niet|laat maar",
  },
}

// Of these a question mark is part, or nothing; who answers is never left to what the content seems to say of it.
const asksWho: Record<Language, RegExp> = {
  en: /^(?:(?:hi|hello|hey|wait|so|but|and|ok) )*(?:(?:are|r) (?:you|u) (?:(?:a|an|the|actually|really|just|even|real|some) )*(?:robot|bot|chat ?bot|ai|a i|machine|computer|computer program|human|human being|person|real|real person|live person|someone real)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:am i|is this|is it) (?:(?:talking|speaking|chatting|writing) (?:to|with) )?(?:(?:a|an|the|actually|really|just|real) )*(?:robot|bot|chat ?bot|ai|machine|computer|human|person|real person)(?: or (?:a |an )?(?:real )?(?:robot|bot|human|person|machine|ai))?|(?:who|what) (?:are|r) (?:you|u)|who am i (?:talking|speaking|chatting) (?:to|with))$/,
  es: /^(?:eres|es|es usted|estoy hablando con) (?:(?:un|una|el|la) )?(?:robot|bot|ia|maquina|humano|humana|persona|persona real)$|^(?:quien|que) (?:eres|es usted)$|^con quien (?:hablo|estoy hablando)$/,
  de: /^(?:bist du|sind sie|ist das|schreibe ich mit|spreche ich mit|rede ich mit|chatte ich mit) (?:(?:ein|eine|einem|einer|echter|echte|echten|wirklich) )*(?:roboter|bot|chatbot|ki|maschine|mensch|menschen|person)$|^(?:wer (?:bist du|sind sie)|mit wem (?:schreibe|spreche|chatte|rede) ich)$/,
  fr: /^(?:es tu|etes vous|vous etes|tu es|est ce|je parle a) (?:(?:un|une|vrai|vraie) )*(?:robot|bot|ia|machine|humain|humaine|personne)$|^(?:qui es tu|qui etes vous|a qui je parle|avec qui je parle)$/,
  pt: /^(?:voce e|o senhor e|a senhora e|es|e|estou a falar com|estou falando com) (?:(?:um|uma) )?(?:robo|bot|ia|maquina|humano|humana|pessoa|pessoa real)$|^(?:quem (?:e voce|e vc|es tu)|com quem (?:estou a falar|estou falando|falo))$/,
  it: /^(?:(?:ma )?(?:sei|lei e|e lei|e|parlo con|sto parlando con|sto scrivendo a) )(?:(?:un|uno|una|un vero|una vera|davvero) )*(?:robot|bot|chatbot|ia|intelligenza artificiale|macchina|umano|essere umano|persona|persona vera|persona reale)$|^chi (?:sei|e lei)$|^con chi (?:parlo|sto parlando)$/,
  nl: /^(?:ben je|bent u|ben jij|is dit|spreek ik met|praat ik met|chat ik met) (?:(?:een|echt|echte) )*(?:robot|bot|chatbot|ai|machine|computer|mens|persoon)$|^wie (?:ben je|ben jij|bent u)$|^met wie (?:spreek|praat|chat) ik$/,
}

const replies: Record<SmallTalk, Record<Language, string>> = {
  greeting: {
    en: "Hello! What would you like to know?",
    es: "¡Hola! ¿En qué puedo ayudarle?",
    de: "Hallo! Wie kann ich Ihnen helfen?",
    fr: "Bonjour ! Comment puis-je vous aider ?",
    pt: "Olá! Em que posso ajudar?",
    it: "Buongiorno! Come posso aiutarla?",
    nl: "Hallo! Waarmee kan ik u helpen?",
  },
  thanks: {
    en: "You’re welcome. Is there anything else?",
    es: "De nada. ¿Puedo ayudarle en algo más?",
    de: "Gern geschehen. Kann ich Ihnen sonst noch helfen?",
    fr: "Avec plaisir. Puis-je vous aider pour autre chose ?",
    pt: "De nada. Posso ajudar em mais alguma coisa?",
    it: "Prego. Posso aiutarla in altro?",
    nl: "Graag gedaan. Kan ik u nog ergens mee helpen?",
  },
  goodbye: {
    en: "Goodbye, and come back whenever you have a question.",
    es: "Hasta luego. Aquí estaré si tiene otra pregunta.",
    de: "Auf Wiedersehen! Melden Sie sich gern jederzeit wieder.",
    fr: "Au revoir, et n’hésitez pas à revenir si vous avez une autre question.",
    pt: "Até logo! Volte sempre que tiver uma pergunta.",
    it: "Arrivederci, e torni pure quando ha un’altra domanda.",
    nl: "Tot ziens! U kunt altijd terugkomen met een vraag.",
  },
  no: {
    en: "All right. I am here if there is anything else.",
    es: "De acuerdo. Aquí estoy si necesita algo más.",
    de: "Alles klar. Ich bin da, falls Sie noch etwas brauchen.",
    fr: "D’accord. Je reste à votre disposition si vous avez besoin d’autre chose.",
    pt: "Tudo bem. Estou aqui se precisar de mais alguma coisa.",
    it: "Va bene. Sono qui se ha bisogno di altro.",
    nl: "Prima. Ik ben er als u nog iets wilt weten.",
  },
  who: {
    en: "I’m an AI assistant, not a person. I answer from what this business has written; if you would rather have a person, just say so.",
    es: "Soy un asistente de IA, no una persona. Respondo con la información que esta empresa ha publicado; si prefiere hablar con una persona, dígamelo.",
    de: "Ich bin ein KI-Assistent und kein Mensch. Ich antworte mit dem, was dieses Unternehmen selbst geschrieben hat. Wenn Sie lieber mit einem Menschen schreiben möchten, sagen Sie es einfach.",
    fr: "Je suis un assistant IA, pas une personne. Je réponds d’après ce que cette entreprise a écrit ; si vous préférez parler à une personne, dites-le-moi.",
    pt: "Sou um assistente de IA, não uma pessoa. Respondo com o que esta empresa escreveu; se preferir falar com uma pessoa, é só dizer.",
    it: "Sono un assistente IA, non una persona. Rispondo con quello che ha scritto questa azienda; se preferisce parlare con una persona, me lo dica pure.",
    nl: "Ik ben een AI-assistent, geen mens. Ik antwoord met wat dit bedrijf zelf heeft geschreven; als u liever iemand spreekt, zegt u het gerust.",
  },
}

const unsure: Record<Language, string> = {
  en: "I could not find an answer to that in what I know.",
  es: "No he encontrado la respuesta a eso en la información que tengo.",
  de: "Dazu habe ich in meinen Unterlagen keine Antwort gefunden.",
  fr: "Je n’ai pas trouvé de réponse à cela dans mes informations.",
  pt: "Não encontrei resposta para isso na informação que tenho.",
  it: "Non ho trovato una risposta nelle informazioni che ho.",
  nl: "Ik heb daarop geen antwoord gevonden in de informatie die ik heb.",
}

type Phrased = keyof typeof said
const kinds = Object.keys(said) as Phrased[]
const languages = Object.keys(unsure) as Language[]
const phrases = new Map<string, Map<Language, Phrased>>()
for (const kind of kinds)
  for (const language of languages)
    for (const phrase of said[kind][language].split("|")) {
      const meant = phrases.get(phrase) ?? new Map<Language, Phrased>()
      if (!meant.has(language)) meant.set(language, kind)
      phrases.set(phrase, meant)
    }

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
  // “Ciao” greets in Italian and takes leave in German: what the visitor speaks decides, then the first that knows it.
  const meant = phrases.get(plain)
  const language = meant?.has(visitors) ? visitors : meant?.keys().next().value
  if (meant && language) return replies[meant.get(language)!][language]
  // «Hi, thanks, bye»: each part is small talk, and the last one decides.
  const parts = message
    .split(/[,.!;\n]+| - /)
    .map((part) => part.trim())
    .filter(Boolean)
  if (parts.length < 2 || parts.length > 4) return undefined
  const replied = parts.map((part) => answerSmallTalk(part, locale))
  return replied.every(Boolean) ? replied.at(-1) : undefined
}

/** “Hi there! Thanks. Do you …”: what is only polite says nothing of what is asked. */
export function withoutGreeting(message: string, locale: string): string {
  const [first, rest] = /^([^,.!;:\n]{1,40})[,.!;:\n]+\s*(.*\S.*)$/su.exec(message)?.slice(1) ?? []
  if (first === undefined || rest === undefined) return message
  return answerSmallTalk(first, locale) === undefined ? message : withoutGreeting(rest, locale)
}

/** What is said when the content does not hold the answer. */
export function unsureIn(locale: string): string {
  return unsure[languageOf(locale)]
}

const leftOpen: Record<Language, (questions: string) => string> = {
  en: (questions) => `I found no answer to ${questions}. Shall I get a person for you?`,
  es: (questions) => `No he encontrado respuesta a ${questions}. ¿Quiere que avise a una persona?`,
  de: (questions) => `Zu ${questions} habe ich keine Antwort gefunden. Soll ich jemanden für Sie holen?`,
  fr: (questions) => `Je n’ai pas trouvé de réponse à ${questions}. Voulez-vous que j’appelle une personne ?`,
  pt: (questions) => `Não encontrei resposta a ${questions}. Quer que chame uma pessoa?`,
  it: (questions) => `Non ho trovato una risposta a ${questions}. Vuole che chiami una persona?`,
  nl: (questions) => `Op ${questions} heb ik geen antwoord gevonden. Zal ik iemand voor u halen?`,
}

/** What is said of the questions that the content does not hold, after what it does hold. */
export function leftOpenIn(locale: string, questions: readonly string[]): string {
  const language = languageOf(locale)
  const quoted = questions.map((question) => (language === "de" ? `„${question}“` : `“${question}”`))
  return leftOpen[language](new Intl.ListFormat(language).format(quoted))
}
