import { expect, test } from "bun:test"
import { sentencesIn } from "../languages/sentences"
import { asksIfAnybodyIsThere } from "./is-anybody-there"
import { answerSmallTalk, withoutGreeting } from "./small-talk"

/** As people type them: a greeting, thanks, no, a goodbye, who it is, and whether anybody is there. */
const typed: Record<string, [greeting: string, thanks: string, no: string, bye: string, who: string, there: string]> = {
  pl: ["dzien dobry", "Dziękuję!", "nie dziekuje", "do widzenia", "czy jesteś botem?", "czy ktoś tu jest?"],
  cs: ["Dobrý den", "dekuji moc", "ne děkuji", "Na shledanou", "jste robot?", "je tam někdo?"],
  ru: ["Здравствуйте!", "спасибо большое", "нет, спасибо", "до свидания", "вы человек?", "есть кто-нибудь?"],
  uk: ["Добрий день", "дякую", "ні, дякую", "до побачення", "ви робот?", "тут хтось є?"],
  tr: ["Merhaba", "tesekkurler", "hayır teşekkürler", "görüşürüz", "robot musun?", "orada kimse var mı?"],
  sv: ["Hejsan", "tack så mycket", "nej tack", "hej då", "är du en robot?", "är det någon där?"],
  da: ["Goddag", "tusind tak", "nej tak", "farvel", "er du en robot?", "er der nogen?"],
  no: ["Hei hei", "tusen takk", "nei takk", "ha det bra", "er du et menneske?", "er det noen der?"],
  fi: ["Päivää", "kiitos", "ei kiitos", "näkemiin", "oletko robotti?", "onko siellä ketään?"],
  ar: ["السلام عليكم", "شكراً", "لا شكرا", "مع السلامة", "هل أنت روبوت؟", "هل يوجد أحد؟"],
  hi: ["नमस्ते", "धन्यवाद", "नहीं, धन्यवाद", "अलविदा", "क्या आप रोबोट हैं?", "क्या कोई है?"],
  ja: ["こんにちは", "ありがとうございます。", "いいえ、結構です", "さようなら", "ロボットですか？", "誰かいますか？"],
  ko: ["안녕하세요", "감사합니다", "아니요, 괜찮아요", "안녕히 계세요", "로봇인가요?", "누구 있나요?"],
  zh: ["你好", "谢谢", "不用了，谢谢", "再见", "你是机器人吗？", "有人吗？"],
  "zh-TW": ["您好", "謝謝", "不用了謝謝", "掰掰", "你是機器人嗎", "有人嗎？"],
}

test.each(Object.entries(typed))(
  "small talk in %s is answered in it",
  (locale, [hello, thanks, no, bye, who, there]) => {
    const { talk } = sentencesIn(locale)
    expect(answerSmallTalk(hello, locale)).toBe(talk.greeting)
    expect(answerSmallTalk(thanks, locale)).toBe(talk.thanks)
    expect(answerSmallTalk(bye, locale)).toBe(talk.goodbye)
    expect(answerSmallTalk(who, locale)).toBe(talk.who)
    expect([talk.no, talk.thanks]).toContain(answerSmallTalk(no, locale)!)
    expect(sentencesIn(asksIfAnybodyIsThere(there, "en") ?? "en")).toBe(sentencesIn(locale))
    expect(answerSmallTalk("ok", locale)).toBe(talk.thanks)
  },
)

test("a greeting before a question is no part of it, whatever mark stands between", () => {
  expect(withoutGreeting("Dzień dobry, ile kosztuje strzyżenie?", "pl")).toBe("ile kosztuje strzyżenie?")
  expect(withoutGreeting("こんにちは。送料はいくらですか", "ja")).toBe("送料はいくらですか")
  expect(withoutGreeting("مرحبا، كم سعر الشحن؟", "ar")).toBe("كم سعر الشحن؟")
})

test("whoever calls hello into the room is greeted, and “ok?” asks something", () => {
  const { talk } = sentencesIn("en")
  for (const call of ["HELLO??", "hello?", "Hi?"]) expect(answerSmallTalk(call, "en")).toBe(talk.greeting)
  expect(answerSmallTalk("ok?", "en")).toBeUndefined()
  expect(answerSmallTalk("thanks?", "en")).toBeUndefined()
})

test("whoever takes leave in one go, as people type, is answered with that", () => {
  const { talk } = sentencesIn("en")
  for (const bye of ["ok bye", "ok thanks bye", "thx bye", "alright see you then", "cya"])
    expect([bye, answerSmallTalk(bye, "en")]).toEqual([bye, talk.goodbye])
  for (const nod of ["ok cool", "gr8 thx", "ok ty", "sounds good thanks"])
    expect([nod, answerSmallTalk(nod, "en")]).toEqual([nod, talk.thanks])
  expect(answerSmallTalk("ok nvm", "en")).toBe(talk.no)
  expect(answerSmallTalk("ok danke tschüss", "en")).toBe(sentencesIn("de").talk.goodbye)
  expect(answerSmallTalk("merci au revoir", "fr")).toBe(sentencesIn("fr").talk.goodbye)
  for (const asked of ["ok when", "hi prices", "cool bag", "good shoes", "bye laws", "ok thanks bye and parking"])
    expect([asked, answerSmallTalk(asked, "en")]).toEqual([asked, undefined])
})
