import { type PlainText, toPlain } from "./text"

const pleasantry = new RegExp(
  `^(?:(?:${[
    "hi+|hello+|hey+|hiya|hy+|helo|howdy|yo|greetings|good (?:morning|afternoon|evening|day|night)|dear|sir|madam|team|there|all|again|everyone|mam|bro|bhai|namaste|welcome",
    "thanks?|thank you|thankyou|thank|you|so much|very much|a lot|a bunch|much|appreciate(?:d)?|cheers|tysm|for|your|the|help|time|it|that|is|was|all|i|am|my",
    "ok|okay|okey|k|kk|got it|i see|alright|all right|fine|great|perfect|cool|nice|good|awesome|sure|understood|noted|right|yes|no|yeah|yep|yup|nope|super|excellent|wonderful|lovely|oh|ah|hm+|well|then|one|moment|sec|now",
    "bye|good ?bye|see you|see ya|later|take care|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|how are you|how is it going|nice to meet you|whats up|what is up",
    "hola|buenos dias|buenas(?: tardes| noches)?|gracias|vale|adios|hallo|guten (?:tag|morgen|abend)|danke|tschuss|bonjour|bonsoir|salut|merci|au revoir|ola|bom dia|boa tarde|boa noite|obrigad[oa]|ciao|buongiorno|buonasera|grazie|goedemorgen|goedemiddag|dank je|dank u|bedankt|doei|servus|moin|prego",
    "nein|nee|nah|non|nao|never ?mind|no need|not needed|nicht notig|pas besoin|no hace falta|nao precisa",
    "[.!?]",
  ].join("|")})(?: |$))*$`,
  "u",
)

/** Greetings, thanks and nods: they ask nothing. */
export function isSmallTalk(plain: PlainText | string): boolean {
  const { text } = typeof plain === "string" ? toPlain(plain) : plain
  return pleasantry.test(text)
}
