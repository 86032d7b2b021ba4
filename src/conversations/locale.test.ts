import { describe, expect, test } from "bun:test"
import { writtenLanguage } from "../languages/written-language"
import { localeAfter } from "./locale"

const clear: [string, string][] = [
  ["de", "Wie lange dauert der Versand nach Österreich?"],
  ["de", "Wo ist mein Paket?"],
  ["de", "Ich möchte meine Bestellung zurückgeben, was kostet das?"],
  ["es", "¿Cuánto cuesta el envío a Francia?"],
  ["es", "Hola, quiero devolver los zapatos que compré, ¿cómo lo hago?"],
  ["fr", "Combien coûte la livraison pour la Belgique et quand est-ce que je la reçois ?"],
  ["fr", "Est-ce que vous avez un magasin à Lyon ?"],
  ["pt", "Quanto custa o envio para o Brasil e quando chega a minha encomenda?"],
  ["it", "Vorrei sapere quanto costa la spedizione per gli occhiali"],
  ["nl", "Hoe lang duurt het voordat mijn pakket er is?"],
  ["en", "How long does the shipping to Germany take?"],
  ["pl", "Jak długo trwa dostawa do Niemiec i ile to kosztuje?"],
  ["cs", "Jak dlouho trvá doručení a kolik to stojí?"],
  ["da", "Hvad koster det at sende til Norge, og hvornår kommer min pakke?"],
  ["no", "Hva koster frakten til Sverige, og når kommer pakken min?"],
  ["sv", "Hur lång tid tar det att få min beställning?"],
  ["tr", "Siparişim ne zaman gelir, kargo ücretsiz mi?"],
  ["ru", "Сколько стоит доставка и когда придёт мой заказ?"],
  ["uk", "Скільки коштує доставка і коли прийде моє замовлення?"],
  ["fi", "Kuinka kauan toimitus kestää ja paljonko se maksaa?"],
  ["ar", "كم سعر الشحن الى المانيا"],
  ["hi", "डिलीवरी में कितना समय लगता है?"],
  ["ja", "配送にはどのくらいかかりますか"],
  ["ko", "배송은 얼마나 걸리나요?"],
  ["zh", "你们接受哪些付款方式？"],
]

describe("a message whose language is clear", () => {
  test.each(clear)("is %s: %s", (language, text) => {
    for (const browser of ["en-GB", "de-DE", "es", "fr-FR", "el"]) {
      if (browser.slice(0, 2) !== language) expect(localeAfter(text, browser, [])).toBe(language)
    }
  })

  test("leaves the browser's own locale as it is where that is the language already", () => {
    expect(localeAfter("Wie lange dauert der Versand nach Österreich?", "de-AT", [])).toBe("de-AT")
    expect(localeAfter("Hva koster frakten, og når kommer pakken min?", "nb-NO", [])).toBe("nb-NO")
    expect(localeAfter("你們接受哪些付款方式？", "zh-TW", [])).toBe("zh-TW")
  })

  test("leaves a Dane Danish and a Norwegian Norwegian, whose messages are often the same", () => {
    expect(localeAfter("Det var ikke det jeg spurte om, hva koster pakken?", "da-DK", [])).toBe("da-DK")
    expect(localeAfter("Hvad koster det, og hvornår kommer min pakke?", "nb-NO", [])).toBe("nb-NO")
    expect(localeAfter("Hvad koster det, og hvornår kommer min pakke?", "sv-SE", [])).toBe("da")
  })

  test("changes nothing where the owner does not allow that language", () => {
    expect(localeAfter("Wie lange dauert der Versand nach Österreich?", "en", ["en", "fr"])).toBe("en")
    expect(localeAfter("Wie lange dauert der Versand nach Österreich?", "en", ["en", "de"])).toBe("de")
  })
})

describe("a message that is short, mixed or in another language changes nothing", () => {
  test.each([
    "Hallo",
    "Danke schön!",
    "ok merci beaucoup",
    "Rücksendung Schuhe 43",
    "Do you have ein Zimmer für mich?",
    "Do you sell La vie est belle?",
    "What does “Wie lange dauert der Versand nach Österreich” mean?",
    "Luma Trail Runner 42 EU black",
    "Πόσο διαρκεί η αποστολή στη Γερμανία;",
    "Mennyi idő a szállítás, és mikor kerül ide a csomag?",
    "Quant costa enviar les sabates i quan puc rebre el paquet?",
    "",
  ])("%s", (text) => expect(localeAfter(text, "en-US", [])).toBe("en-US"))

  test("an error message pasted into a sentence of their own", () => {
    const text = "Der Fehler ist: the server is not available for this request"
    expect(writtenLanguage(text, "de")).toBeUndefined()
  })
})
