import { afterEach, describe, expect, test } from "bun:test"
import { sentencesIn } from "../languages/sentences"
import { writtenLanguage } from "../languages/written-language"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

/** By the browser's name of it: what no content holds, a wish for a person, whether it is open, and a greeting. */
const said: Record<string, [unknown: string, person: string, open: string, greeting: string]> = {
  pl: [
    "Czy sprzedajecie namioty dla słoni?",
    "Chcę rozmawiać z człowiekiem",
    "Czy macie teraz otwarte?",
    "Dzień dobry",
  ],
  cs: ["Prodáváte stany pro slony?", "Chci mluvit s člověkem", "Máte teď otevřeno?", "Dobrý den"],
  ru: ["Вы продаёте палатки для слонов?", "Хочу поговорить с человеком", "Вы сейчас открыты?", "Здравствуйте"],
  uk: ["Ви продаєте намети для слонів?", "Хочу поговорити з людиною", "Ви зараз відкриті?", "Добрий день"],
  tr: ["Filler için çadır satıyor musunuz?", "Bir insanla konuşmak istiyorum", "Şu an açık mısınız?", "Merhaba"],
  sv: ["Säljer ni tält för elefanter?", "Jag vill prata med en människa", "Har ni öppet nu?", "Hejsan"],
  da: ["Sælger I telte til elefanter?", "Jeg vil gerne tale med et menneske", "Har I åbent lige nu?", "Goddag"],
  "nb-NO": ["Selger dere telt til elefanter?", "Jeg vil snakke med et menneske", "Har dere åpent nå?", "Hei hei"],
  fi: ["Myyttekö telttoja norsuille?", "Haluan puhua ihmisen kanssa", "Oletteko nyt auki?", "Päivää"],
  ar: ["هل تبيعون خياما للفيلة؟", "أريد التحدث مع موظف", "هل أنتم مفتوحون الآن؟", "السلام عليكم"],
  hi: ["क्या आप हाथियों के तंबू बेचते हैं?", "मुझे किसी इंसान से बात करनी है", "क्या आप अभी खुले हैं?", "नमस्ते"],
  ja: ["象用のテントは売っていますか？", "オペレーターと話したいです", "今営業していますか？", "こんにちは"],
  ko: ["코끼리용 텐트를 파나요?", "상담원과 연결해 주세요", "지금 영업하시나요?", "안녕하세요"],
  "zh-CN": ["你们卖大象用的帐篷吗？", "转人工客服", "你们现在营业吗？", "您好"],
  "zh-TW": ["你們賣大象用的帳篷嗎？", "轉接真人客服", "你們現在營業嗎？", "您好"],
}
const hours = { timeZone: "UTC", weekly: { mon: "07:00-18:00", tue: "09:00-18:00" } }

describe.each(Object.entries(said))(
  "a visitor whose browser speaks %s",
  (locale, [unknown, person, open, greeting]) => {
    const t = sentencesIn(locale)
    const start = async () => {
      app = await startTestApp({
        content: true,
        chatbot: { hours, fallback: { captureContact: true, email: "shop@shop.example" } },
      })
      return app.visitor({ ...cast.noa, locale, timezone: "UTC" })
    }
    const settled = async (visitor: Awaited<ReturnType<typeof start>>) => {
      await app.dealtWith((await visitor.conversation()).id)
      return (await visitor.events())
        .filter(({ type, actor }) => type === "notice" || (type === "message" && actor.kind !== "visitor"))
        .map(({ text }) => String(text))
    }

    test("reads nothing in another language, from the greeting to the end", async () => {
      const visitor = await start()
      await visitor.say(greeting)
      await settled(visitor)
      await visitor.say(open)
      await settled(visitor)
      await visitor.say(unknown)
      await settled(visitor)
      await visitor.say(person)
      const texts = await settled(visitor)

      expect(texts[0]).toBe(t.talk.greeting)
      expect(texts[1]).toBe(t.hours.now.replace("{}", "18:00"))
      expect([t.answers.unsure, t.answers.notFound]).toContain(texts[2]!)
      expect(texts.slice(3).join(" ")).toContain(t.fallback.nobody)
      for (const text of texts)
        expect([text, writtenLanguage(text) === "en" || /\b(?:you|our|the|we)\b/i.test(text)]).toEqual([text, false])
    })

    test("and goes on in it, whatever the browser said, once they clearly write it", async () => {
      app = await startTestApp({ content: true })
      const visitor = await app.visitor({ ...cast.noa, locale: "en-GB", timezone: "UTC" })
      await visitor.say(unknown)
      const [text] = await settled(visitor)

      const isTold = writtenLanguage(unknown) !== undefined
      const written = locale.startsWith("zh") ? sentencesIn("zh") : t
      if (isTold) expect([written.answers.unsure, written.answers.notFound]).toContain(text!)
      else expect(text).toBe(sentencesIn("en").answers.unsure)
    })
  },
)

test("what cannot be taken is refused in the language of the visitor's browser, as it is thrown", async () => {
  app = await startTestApp()
  const visitor = await app.visitor({ ...cast.noa, locale: "pl" }, cast.shop, { "accept-language": "pl-PL,pl;q=0.9" })
  const details: string[] = []
  for (const contact of [{ email: "nie@" }, {}, { phone: "x" }]) {
    const { status, body } = await visitor.call("POST", "/api/widget/contact", contact)
    expect([status, body.code]).toEqual([400, "validation"])
    details.push(body.detail)
  }
  const long = await visitor.call("POST", "/api/widget/messages", {
    clientId: crypto.randomUUID(),
    text: "ż".repeat(9000),
  })
  details.push(long.body.detail)

  const { refusals } = sentencesIn("pl")
  expect(details.slice(0, 3)).toEqual([refusals.email, refusals.reach, refusals.phone])
  expect(details[3]).toStartWith("Liczba znaków w wiadomości: 9000")
})
