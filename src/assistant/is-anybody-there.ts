/** Whether a message asks nothing but whether somebody is there. Pure. */

import { plainLetters, wholePlain } from "../languages/plain-letters"
import type { Language } from "../languages/sentences"

/** Alone with a question mark, or again and again, these call into an empty room. */
const calls: Record<Language, string> = {
  en: "hello|hi|hey",
  es: "hola|buenas",
  de: "hallo|huhu",
  fr: "allo|bonjour|coucou",
  pt: "ola|oi|alo",
  it: "pronto|ciao",
  nl: "hallo|hoi",
  pl: "halo|hej",
  cs: "haló|halo",
  ru: "алло|ау|эй",
  uk: "алло|агов|ау",
  tr: "alo|merhaba",
  sv: "hallå|hej",
  da: "hallo|hej",
  no: "hallo|hei",
  fi: "haloo|hei",
  ar: "الو|مرحبا",
  hi: "हैलो|हेलो",
  ja: "もしもし",
  ko: "여보세요",
  zh: "喂",
  "zh-hant": "喂",
}

const asks: Record<Language, RegExp> = {
  en: /^(?:so |but )?(?:is )?(?:there )?(?:still )?(?:any ?(?:body|one)|some ?(?:body|one))(?: (?:still|even|out|in))?(?: (?:there|here|home|around|online|available))?(?: (?:now|at all|today|right now))?$|^(?:are |r )?(?:you|u)(?: guys)?(?: still| even)? (?:there|here|online)$|^where (?:is|are) (?:every ?(?:body|one)|you(?: all| guys)?)$|^(?:no ?body|no one)(?: is)? (?:there|here)$|^how (?:much longer|long)(?: (?:do|must|will|should) i(?: have to| need to)? wait| is the wait| will (?:it|this) take)?$|^when (?:is|will|does|are) (?:some ?(?:body|one)|any ?(?:body|one)|you)(?: be)?(?: (?:back|there|here|online|available|answer|reply|come))*$/,
  es: /^(?:no )?hay alguien(?: (?:ahi|aqui|conectado|en linea))?$|^alguien(?: (?:ahi|me atiende|me responde))?$|^(?:estan|esta|estas|siguen|sigue|sigues)(?: usted| ustedes)?(?: ahi| conectados?)$|^no hay nadie(?: ahi)?$|^cuanto (?:tengo que|hay que) esperar$|^cuando (?:vuelve|vuelven|hay)(?: alguien)?$/,
  de: /^(?:ist )?(?:(?:da|hier|denn|noch) )*(?:jemand|irgendjemand|wer)(?: (?:da|hier|noch|online|erreichbar))*$|^(?:sind|bist|seid) (?:sie|du|ihr)(?: (?:noch|da|online))* (?:da|online)$|^(?:ist )?(?:keiner|niemand)(?: (?:mehr|da))*$|^wie lange (?:muss ich|dauert (?:es|das))(?: noch)?(?: warten)?$|^wann (?:ist|kommt|meldet sich)(?: wieder)? jemand(?: (?:wieder|da))*$/,
  fr: /^(?:est ce qu )?(?:il )?y a(?: t)?(?: il)? quelqu un(?: (?:la|ici))?$|^quelqu un(?: est)?(?: la)?$|^(?:vous etes|etes vous|tu es|es tu)(?: (?:encore|toujours))? la$|^(?:il n )?y a personne$|^combien de temps (?:dois je|faut il) attendre$|^quand (?:revenez vous|est ce que quelqu un (?:revient|sera la))$/,
  pt: /^(?:tem|ha|esta)(?: ai)? alguem(?: (?:ai|em linha|online))*$|^alguem(?: ai)?$|^(?:voce |voces )?(?:ainda )?(?:esta|estao)(?: voces)? ai$|^nao (?:tem|ha) ninguem(?: ai)?$|^quanto tempo (?:tenho de|tenho que|preciso) esperar$/,
  it: /^(?:c e|ce) (?:qualcuno|nessuno)(?: (?:li|qui|online))?$|^qualcuno(?: (?:c e|li))?$|^(?:ci|siete|sei)(?: ancora)? (?:siete|sei|li)$|^non c e nessuno$|^quanto (?:devo|bisogna) aspettare$/,
  nl: /^(?:is )?(?:(?:er|daar|hier) )*iemand(?: (?:daar|hier|er|aanwezig|online))*$|^(?:bent u|ben je|zijn jullie)(?: (?:er|daar|nog))+$|^(?:is er )?niemand(?: daar)?$|^hoe lang moet ik(?: nog)? wachten$/,
  pl: wholePlain(
    "(?:czy )?(?:jest|są) (?:tu|tam|ktoś|tu ktoś|tam ktoś|ktoś tu|ktoś tam)|ktoś (?:tu|tam)(?: jest)?|(?:czy )?ktoś (?:tu |tam |mi )?(?:jest|odpowie|odpisze|odpowiada)|nikogo (?:tu )?nie ma|(?:jak długo|ile)(?: jeszcze)? (?:mam|trzeba|muszę|będę)?(?: jeszcze)? ?(?:czekać|czekam|czekania)|kiedy ktoś (?:będzie|odpowie|odpisze|wróci)",
  ),
  cs: wholePlain(
    "je (?:tam|tu|tady) (?:někdo|vůbec někdo)|je někdo (?:tam|tu|tady|online)|(?:odpoví|ozve se)(?: mi)? někdo|(?:nikdo )?(?:tu|tam|tady) nikdo není|jak dlouho (?:mám|musím|budu)(?: ještě)? čekat|kdy (?:se )?(?:někdo )?(?:ozve|odpoví|přijde|vrátí)(?: někdo)?",
  ),
  ru: wholePlain(
    "(?:есть|тут|здесь|там)(?: (?:тут|здесь|там))?(?: есть)? (?:кто нибудь|кто то|кто)(?: (?:тут|здесь|там|живой|есть|на связи))*|кто нибудь(?: (?:тут|здесь|там|есть|ответит|на связи))*|вы (?:тут|здесь|там|еще тут|на связи)|(?:тут |здесь )?никого нет|(?:сколько|как долго)(?: мне)?(?: еще)? (?:ждать|ожидать)|когда (?:кто нибудь|мне|вы)(?: кто нибудь)? (?:ответит|ответят|ответите|появится|вернется)",
  ),
  uk: wholePlain(
    "(?:є|тут|там)(?: (?:тут|там))?(?: є)? (?:хтось|хто небудь)(?: (?:тут|там|живий|є|на зв язку))*|хтось(?: (?:тут|там|є|відповість|на зв язку))*|ви (?:тут|там|ще тут|на зв язку)|(?:тут )?нікого немає|(?:скільки|як довго)(?: мені)?(?: ще)? (?:чекати|очікувати)|коли (?:хтось|мені|ви)(?: хтось)? (?:відповість|відповісте|з явиться|повернеться)",
  ),
  tr: wholePlain(
    "(?:orada |burada )?(?:kimse|biri|birisi) (?:var|yok) (?:mı|mu)(?: orada)?|(?:orada |burada )?misiniz|orada mısın(?:ız)?|(?:hala )?kimse yok|(?:daha )?ne kadar (?:bekle[^ ]+|süre bekle[^ ]+)|ne zaman (?:biri|cevap|yanıt) [^ ]+|(?:biri |birisi )?(?:cevap|yanıt) verecek mi",
  ),
  sv: wholePlain(
    "(?:är|finns) det (?:någon|nån)(?: (?:där|här|hemma|online))*|(?:någon|nån)(?: (?:där|här))+|är (?:du|ni) (?:kvar|där|här)|(?:det är |är det )?ingen (?:där|här)|hur länge (?:måste|ska|behöver) jag vänta|när (?:kommer|svarar|är) (?:någon|ni)(?: (?:tillbaka|där|här))*",
  ),
  da: wholePlain(
    "(?:er|findes) der (?:nogen|nogle)(?: (?:der|her|hjemme|online|til stede))*|nogen(?: (?:der|her))+|er (?:du|i) (?:der|her)(?: stadig)?|(?:er )?der (?:er )?ingen(?: (?:der|her))*|hvor længe (?:skal|må) jeg(?: endnu)? vente|hvornår (?:kommer|svarer|er) (?:der )?(?:nogen|i)(?: (?:tilbage|her))*",
  ),
  no: wholePlain(
    "(?:er|finnes) det (?:noen|nokon)(?: (?:der|her|hjemme|på nett))*|noen(?: (?:der|her))+|er (?:du|dere) (?:der|her)(?: fortsatt)?|(?:er )?det (?:er )?ingen(?: (?:der|her))*|hvor lenge (?:må|skal) jeg vente|når (?:kommer|svarer|er) (?:det )?(?:noen|dere)(?: (?:tilbake|her))*",
  ),
  fi: wholePlain(
    "onko (?:siellä|täällä|paikalla)(?: (?:ketään|joku|kukaan))?|onko (?:ketään|joku|kukaan)(?: (?:siellä|täällä|paikalla))*|oletteko (?:siellä|paikalla)|ei(?: täällä| siellä)* ole ketään|(?:kuinka|miten) kauan (?:pitää|täytyy|joudun)(?: vielä)? odotta[^ ]+|milloin (?:joku|te) (?:vastaa|vastaatte|tulee|palaa)",
  ),
  ar: wholePlain(
    "(?:هل )?(?:يوجد |هناك |في |فيه )?(?:أحد|احد|حد)(?: (?:هنا|هناك|موجود|معي|متصل))*|(?:هل )?(?:أنتم|انتم|أنت|انت) (?:هنا|موجود|موجودون|موجودين)|لا (?:يوجد )?أحد(?: هنا)?|كم (?:علي|يجب|سأنتظر|من الوقت) ?(?:أن )?(?:أنتظر|انتظر|الانتظار)?|متى (?:سيرد|يرد|تردون|ترد)(?: (?:أحد|احد|علي))*",
  ),
  hi: wholePlain(
    "(?:क्या )?(?:यहाँ |यहां |वहाँ |वहां )?(?:कोई|कोई भी) (?:है|हैं)(?: (?:यहाँ|यहां|वहाँ|वहां|क्या))*|(?:क्या )?आप (?:यहाँ|यहां|वहाँ|वहां) हैं|कोई नहीं है|कब तक (?:इंतज़ार|इंतजार|प्रतीक्षा) (?:करूँ|करूं|करना होगा|करना पड़ेगा)|कितना (?:इंतज़ार|इंतजार)(?: [^ ]+)*",
  ),
  ja: wholePlain(
    "(?:誰|だれ|どなた)か?(?:いますか|いませんか|いらっしゃいますか|います|いる|いない)|(?:まだ)?(?:誰|だれ)もいない(?:の|んです|のです)?か?|(?:あと)?(?:どのくらい|どれくらい|いつまで)(?:待て|待ち|待たな|お待ち)[^ ]*|いつ(?:返事|返信|対応|戻)[^ ]*",
  ),
  ko: wholePlain(
    "(?:거기 |여기 )?(?:누구|누군가|아무도|사람) ?(?:있나요|있어요|있습니까|계세요|계신가요|계십니까|없나요|없어요)|(?:아직 )?계신가요|얼마나 (?:더 )?(?:기다려야|기다리면)[^ ]*(?: [^ ]+)?|언제 (?:답변|답장|연락|오시)[^ ]*(?: [^ ]+)?",
  ),
  zh: wholePlain(
    "(?:请问)?(?:还)?(?:有人|有没有人)(?:在)?(?:吗|么|嘛)?|(?:还)?在(?:吗|么|不在)|没人(?:在)?(?:吗|么)?|(?:还)?要等多久|什么时候(?:有人|回复|能回复)[^ ]*",
  ),
  "zh-hant": wholePlain(
    "(?:請問)?(?:還)?(?:有人|有沒有人)(?:在)?(?:嗎|嘛)?|(?:還)?在(?:嗎|不在)|沒人(?:在)?(?:嗎)?|(?:還)?要等多久|什麼時候(?:有人|回覆|能回覆)[^ ]*",
  ),
}

const plainOf = (text: string): string =>
  plainLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

const callWords = Object.fromEntries(
  Object.entries(calls).map(([language, words]) => [language, words.split("|").map(plainOf)]),
) as Record<Language, string[]>

/** @returns the language it is asked in, of several the given one; undefined for every other message. */
export function asksIfAnybodyIsThere(text: string, spoken: Language): Language | undefined {
  if (text.length > 120) return undefined
  const parts = text
    .split(/[,.!?\n\u2026、。！？，؟،।]+/)
    .map(plainOf)
    .filter(Boolean)
  const languages = [spoken, ...(Object.keys(asks) as Language[])]
  const isCall = (part: string, language: Language) =>
    part.split(" ").every((word) => callWords[language].includes(word.replace(/(.)\1{2,}$/, "$1")))
  return languages.find((language) => {
    if (parts.length === 0 || !parts.every((part) => isCall(part, language) || asks[language].test(part))) return false
    // A greeting alone greets.
    const isAsked = parts.some((part) => asks[language].test(part))
    return isAsked || /[?？؟]/.test(text) || parts.join(" ").split(" ").length > 1
  })
}
