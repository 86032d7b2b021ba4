import { describe, expect, test } from "bun:test"
import { detectHumanRequest } from "./human-request"
import { defaultSettings, thresholdsOf } from "./policy"
import type { Turn } from "./types"

const threshold = thresholdsOf(defaultSettings).request
const score = (text: string, before?: Turn) =>
  detectHumanRequest([...(before ? [before] : []), { role: "visitor", text }]).signal.score

const asking: Record<string, string[]> = {
  tr: [
    "Gerçek bir insanla konuşmak istiyorum",
    "müşteri temsilcisiyle görüşebilir miyim?",
    "beni bir temsilciye bağlar mısınız",
    "canli destek istiyorum",
    "Müşteri temsilcisi lütfen",
    "orada kimse var mı?",
    "Biri beni arayabilir mi?",
  ],
  pl: [
    "Chcę rozmawiać z człowiekiem",
    "Czy mogę porozmawiać z konsultantem?",
    "Proszę połączyć mnie z pracownikiem",
    "konsultant proszę",
    "Chciałbym rozmawiać z prawdziwą osobą",
    "czy jest tu ktoś?",
    "Czy ktoś może do mnie oddzwonić?",
    "polacz mnie z czlowiekiem",
  ],
  sv: [
    "Jag vill prata med en människa",
    "Kan jag få prata med någon?",
    "koppla mig till kundtjänst",
    "Är det någon där?",
    "kan någon ringa mig?",
    "en riktig människa tack",
  ],
  da: [
    "Jeg vil gerne tale med et menneske",
    "Kan jeg snakke med en medarbejder?",
    "stil mig om til kundeservice",
    "er der nogen?",
    "Kan I ringe til mig?",
  ],
  no: [
    "Jeg vil snakke med et menneske",
    "Kan jeg få snakke med noen?",
    "sett meg over til en medarbeider",
    "Er det noen der?",
    "kan noen ringe meg?",
    "Jeg onsker a prate med en ekte person",
  ],
  fi: [
    "Haluan puhua ihmisen kanssa",
    "Voinko jutella asiakaspalvelijan kanssa?",
    "yhdistä minut ihmiselle",
    "Onko siellä ketään?",
    "Voisiko joku soittaa minulle?",
  ],
  cs: [
    "Chci mluvit s člověkem",
    "Mohu mluvit s operátorem?",
    "spojte mě s někým prosím",
    "Je tam někdo?",
    "Zavolejte mi prosím",
    "živého člověka prosím",
  ],
  ru: [
    "Я хочу поговорить с человеком",
    "Можно связаться с живым оператором?",
    "соедините меня с менеджером",
    "позовите оператора",
    "Оператор!",
    "Есть кто-нибудь живой?",
    "перезвоните мне пожалуйста",
  ],
  uk: [
    "Хочу поговорити з людиною",
    "Чи можу я поспілкуватися з оператором?",
    "з'єднайте мене з менеджером",
    "Покличте оператора, будь ласка",
    "Зателефонуйте мені",
  ],
  ar: [
    "أريد التحدث مع شخص حقيقي",
    "اريد التكلم مع موظف",
    "هل يمكنني التحدث إلى موظف خدمة العملاء؟",
    "حولني لموظف",
    "عايز اكلم خدمة العملاء",
    "ابغى اكلم احد",
    "هل يوجد أحد هنا؟",
    "اتصلوا بي من فضلك",
    "موظف من فضلك",
  ],
  zh: ["转人工", "我要找真人客服", "人工客服", "我想和真人说话", "請幫我轉接真人客服", "有人在吗？", "请给我打电话"],
  ja: [
    "人と話したいです",
    "オペレーターにつないでください",
    "担当者と話せますか？",
    "スタッフを呼んでください",
    "誰かいますか？",
    "折り返し電話をお願いします",
  ],
  ko: [
    "상담원 연결해 주세요",
    "상담원과 통화하고 싶어요",
    "사람이랑 얘기하고 싶어요",
    "누구 있나요?",
    "전화 주세요",
    "상담원",
  ],
  hi: [
    "मुझे किसी इंसान से बात करनी है",
    "क्या मैं किसी से बात कर सकता हूँ?",
    "एजेंट से बात कराओ",
    "मुझे एजेंट चाहिए",
    "कोई है?",
    "मुझे कॉल करें",
  ],
}

/** Speaks of a person, refuses one, or only has the same words. */
const others: Record<string, string[]> = {
  tr: [
    "Dün bir temsilciyle görüştüm, sorun çözülmedi",
    "Sen insan mısın?",
    "Temsilciyle konuşmak istemiyorum",
    "Kişi başı fiyat ne kadar?",
    "İki kişi için masa var mı?",
    "Sipariş durumunu görmek istiyorum",
  ],
  pl: [
    "Wczoraj rozmawiałem z konsultantem",
    "Czy jesteś człowiekiem?",
    "Nie chcę rozmawiać z konsultantem",
    "Ile kosztuje na osobę?",
    "Potrzebuję pracownika do firmy, czy rekrutujecie?",
    "Czy można zapłacić kartą?",
  ],
  sv: [
    "Jag pratade med någon igår",
    "Är du en människa?",
    "Jag vill inte prata med någon",
    "Finns det någon rabatt för studenter?",
    "Vad kostar det per person?",
    "Finns det i storlek 40?",
  ],
  da: [
    "Jeg talte med en medarbejder i går",
    "Er du et menneske?",
    "Jeg vil ikke tale med nogen",
    "Er der nogen rabat for børn?",
    "Hvad koster det pr. person?",
  ],
  no: [
    "Jeg snakket med noen i går",
    "Er du et menneske?",
    "Jeg vil ikke snakke med noen",
    "Er det noen rabatt for studenter?",
    "Bord til fire personer",
  ],
  fi: [
    "Puhuin eilen asiakaspalvelijan kanssa",
    "Oletko ihminen?",
    "En halua puhua ihmisen kanssa",
    "Mitä maksaa per henkilö?",
    "Onko teillä ketään joka korjaa kenkiä",
  ],
  cs: [
    "Včera jsem mluvil s operátorem",
    "Jsi člověk?",
    "Nechci mluvit s člověkem",
    "Kolik to stojí na osobu?",
    "Je tam někde parkoviště?",
  ],
  ru: [
    "Вчера я говорил с оператором",
    "Ты человек или бот?",
    "Не хочу разговаривать с оператором",
    "Сколько стоит на человека?",
    "Есть ли у вас люди, которые ремонтируют обувь?",
    "не звоните мне",
    "Мне нужен менеджер паролей, вы такое продаёте?",
  ],
  uk: ["Вчора я говорив з оператором", "Ти людина?", "Не хочу говорити з оператором", "Скільки коштує на людину?"],
  ar: [
    "تحدثت مع موظف أمس ولم يحل المشكلة",
    "هل أنت إنسان؟",
    "لا أريد التحدث مع موظف",
    "كم السعر للشخص الواحد؟",
    "ما هو رقم خدمة العملاء؟",
    "هل يوجد شحن مجاني؟",
  ],
  zh: [
    "你是真人吗？",
    "我是在和真人说话吗",
    "客服电话是多少",
    "请问客服几点上班",
    "不要转人工",
    "一个人多少钱",
    "昨天客服说可以退货",
    "需要人工费吗",
    "我想要一双鞋",
  ],
  ja: [
    "あなたは人間ですか？",
    "昨日オペレーターに聞きました",
    "2人でお願いします",
    "何人まで予約できますか",
    "オペレーターと話したくない",
    "電話番号を教えてください",
  ],
  ko: [
    "당신은 사람인가요?",
    "어제 상담원과 통화했어요",
    "상담원과 통화하고 싶지 않아요",
    "한 사람당 얼마예요?",
    "전화번호 알려 주세요",
  ],
  hi: ["क्या आप इंसान हैं?", "मुझे एजेंट से बात नहीं करनी", "प्रति व्यक्ति कितना खर्च है?", "मेरा ऑर्डर कहाँ है?", "कल एजेंट से बात हुई थी"],
}

for (const [language, texts] of Object.entries(asking))
  describe(`in ${language} a person is asked for by`, () => {
    for (const text of texts) test(`“${text}”`, () => expect(score(text)).toBeGreaterThanOrEqual(threshold))
  })

for (const [language, texts] of Object.entries(others))
  describe(`in ${language} nobody is asked for by`, () => {
    for (const text of texts) test(`“${text}”`, () => expect(score(text)).toBeLessThan(threshold))
  })

describe("an offered person", () => {
  const offer: Turn = { role: "ai", text: "Shall I?", offeredPerson: true }
  for (const text of [
    "نعم",
    "evet lütfen",
    "tak, proszę",
    "ja tack",
    "ja takk",
    "kyllä kiitos",
    "ano prosím",
    "да, давайте",
    "так, будь ласка",
    "好的",
    "はい、お願いします",
    "네",
    "जी हाँ",
  ])
    test(`is accepted by “${text}”`, () => expect(score(text, offer)).toBeGreaterThan(0.5))
  for (const text of [
    "لا",
    "hayır",
    "nie",
    "nej tack",
    "nei takk",
    "ei kiitos",
    "ne",
    "нет",
    "ні",
    "不用",
    "いいえ",
    "아니요",
    "नहीं",
  ])
    test(`is not accepted by “${text}”`, () => {
      const { signal, declined } = detectHumanRequest([offer, { role: "visitor", text }])
      expect([signal.score < threshold, declined]).toEqual([true, true])
    })
})

test("the words that ask are marked in the visitor's own text, in any writing", () => {
  const text = "مرحبا، أريد التحدث مع شخص حقيقي من فضلك"
  const { evidence } = detectHumanRequest([{ role: "visitor", text }]).signal
  const { start, end, text: quoted } = evidence[0]!
  expect(text.slice(start, end)).toBe(quoted)
  expect(quoted).toContain("التحدث مع شخص")
})

test("a long message without blanks is read in no time", () => {
  const begun = performance.now()
  for (const letter of ["请", "人", "か", "전", "ا"]) score(letter.repeat(8000))
  expect(performance.now() - begun).toBeLessThan(5000)
})
