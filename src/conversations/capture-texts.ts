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
/** The same in the further languages. “Tak” agrees in Polish and thanks in Danish, which agrees as well. */
const furtherAgreeing =
  "tak|jasne|oczywiście|proszę|zgoda|ano|jistě|určitě|prosím|да|конечно|хорошо|давайте|пожалуйста|так|звісно|добре|будь ласка|evet|tabii|olur|tamam|lütfen|gärna|visst|ja tack|ja tak|ja takk|gjerne|helt fint|kyllä|joo|selvä|toki|نعم|ايوه|أجل|تمام|حسنا|من فضلك|हाँ|हां|जी|जी हाँ|जी हां|ठीक है|はい|お願いします|はい、お願いします|ええ|どうぞ|네|예|네 부탁드려요|좋아요|그렇게 해 주세요|是|是的|好|好的|可以|行|請|请|麻烦您|麻煩您"
const furtherRefusing =
  "nie|nie trzeba|lepiej nie|ne|raději ne|není třeba|нет|не надо|не нужно|ні|не треба|не потрібно|hayır|gerek yok|istemiyorum|nej|nej tack|nej tak|nei|nei takk|helst inte|ei|ei kiitos|لا|لا شكرا|لا داعي|नहीं|जी नहीं|いいえ|結構です|いえ|不要です|아니요|아니오|괜찮아요|괜찮습니다|不|不用|不用了|不要|不需要"
const furtherPolite =
  "dziękuję|dzięki|děkuji|díky|спасибо|дякую|teşekkürler|tack|tak|takk|kiitos|شكرا|धन्यवाद|ありがとうございます|감사합니다|谢谢|謝謝"
const bare = (words: string) =>
  new RegExp(`^(?:${words})(?:[\\s,!.、，。،]+(?:${words}|${polite}|${furtherPolite}))*[\\s!.。！।]*$`, "iu")
const yes = bare(`${agreeing}|${furtherAgreeing}`)
const no = bare(`${refusing}|${furtherRefusing}`)

/** A bare answer to the question; anything longer is about something else. */
export function answerTo(text: string): "yes" | "no" | undefined {
  const plain = text.replace(/’/g, "'").trim()
  return no.test(plain) ? "no" : yes.test(plain) ? "yes" : undefined
}
