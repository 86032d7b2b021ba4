/** What visitors read when details of theirs were recognised, in their language. Pure. */

import { languageOf } from "./notices"

type Texts = Record<"ask" | "kept" | "left", string>

const texts: Record<ReturnType<typeof languageOf>, Texts> = {
  en: {
    ask: "Shall I note {} so that our team can get back to you?",
    kept: "Thank you. I have noted {}, and our team can get back to you there.",
    left: "All right, I will not note it.",
  },
  es: {
    ask: "¿Anoto {} para que nuestro equipo pueda responderle?",
    kept: "Gracias. He anotado {}; nuestro equipo podrá responderle ahí.",
    left: "De acuerdo, no lo anoto.",
  },
  de: {
    ask: "Soll ich {} notieren, damit sich unser Team bei Ihnen melden kann?",
    kept: "Danke. Ich habe {} notiert; dort kann sich unser Team bei Ihnen melden.",
    left: "In Ordnung, ich notiere es nicht.",
  },
  fr: {
    ask: "Puis-je noter {} pour que notre équipe puisse vous répondre ?",
    kept: "Merci. J’ai noté {} ; notre équipe pourra vous y répondre.",
    left: "Très bien, je ne le note pas.",
  },
  pt: {
    ask: "Posso anotar {} para que a nossa equipa lhe possa responder?",
    kept: "Obrigado. Anotei {}; a nossa equipa poderá responder-lhe por aí.",
    left: "Está bem, não anoto.",
  },
  it: {
    ask: "Posso annotare {} perché il nostro team possa risponderLe?",
    kept: "Grazie. Ho annotato {}; il nostro team potrà risponderLe lì.",
    left: "Va bene, non lo annoto.",
  },
  nl: {
    ask: "Zal ik {} noteren, zodat ons team contact met u kan opnemen?",
    kept: "Bedankt. Ik heb {} genoteerd; ons team kan u daar bereiken.",
    left: "Goed, ik noteer het niet.",
  },
}

export const captureText = (which: keyof Texts, locale: string, values: readonly string[] = []): string =>
  texts[languageOf(locale)][which].replace("{}", values.join(", "))

const agreeing =
  "yes|yeah|yep|sure|ok|okay|please|please do|go ahead|of course|fine|correct|right|that's right|that's fine|that's it|do|s[ií]|claro|vale|de acuerdo|correcto|ja|gerne?|klar|stimmt|genau|natürlich|oui|bien s[ûu]r|d'accord|volontiers|sim|pode|certo|com certeza|va bene|prego|graag|prima"
const refusing =
  "no|nope|nah|don't|do not|please don't|rather not|better not|not now|mejor no|nein|lieber nicht|bitte nicht|non|n[ãa]o|nee|liever niet"
const polite =
  "please|thanks|thank you|por favor|gracias|bitte|danke|s'il (?:vous|te) pla[iî]t|merci|obrigad[oa]|grazie|dank u"
const bare = (words: string) => new RegExp(`^(?:${words})(?:[\\s,!.]+(?:${words}|${polite}))*[\\s!.]*$`, "i")
const yes = bare(agreeing)
const no = bare(refusing)

/** A bare answer to the question; anything longer is about something else. */
export function answerTo(text: string): "yes" | "no" | undefined {
  const plain = text.replace(/’/g, "'").trim()
  return no.test(plain) ? "no" : yes.test(plain) ? "yes" : undefined
}
