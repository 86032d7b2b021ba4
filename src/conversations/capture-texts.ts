/** What visitors read when details of theirs were recognised, in their language. Pure. */

import { type Sentences, sentencesIn } from "../languages/sentences"

export const captureText = (
  which: keyof Sentences["details"],
  locale: string,
  values: readonly string[] = [],
): string => sentencesIn(locale).details[which].replace("{}", () => values.join(", "))

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
