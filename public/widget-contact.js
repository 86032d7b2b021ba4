/**
 * Asks how to come back to the visitor. Loaded only when that is due; built with the widget's own elements, so the same
 * strict Content-Security-Policy holds and nothing looks foreign.
 */

/** @import { Chatbot, Kit } from "./widget/contract.js" */

import { speak } from "./widget/speak.js"

/** @typedef {Kit & { cards: HTMLElement, form?: Chatbot["contactForm"], answered: () => void }} Widget */

export const texts = {
  form: "How can we reach you?|¿Cómo te contactamos?|Wie erreichen wir Sie?|Comment vous joindre ?|Como falamos com você?|Come possiamo contattarla?|Hoe kunnen we u bereiken?",
  name: "Name|Nombre|Name|Nom|Nome|Nome|Naam",
  email: "Email|Correo|E-Mail|E-mail|E-mail|E-mail|E-mail",
  phone: "Phone|Teléfono|Telefon|Téléphone|Telefone|Telefono|Telefoon",
  company: "Company|Empresa|Firma|Entreprise|Empresa|Azienda|Bedrijf",
  send: "Send|Enviar|Senden|Envoyer|Enviar|Invia|Versturen",
  no: "No, thanks|No, gracias|Nein, danke|Non, merci|Não, obrigado|No, grazie|Nee, bedankt",
  thanks:
    "Thank you, we have your details.|Gracias, tenemos tus datos.|Danke, wir haben Ihre Angaben.|Merci, nous avons vos coordonnées.|Obrigado, temos os seus dados.|Grazie, abbiamo i suoi dati.|Bedankt, we hebben uw gegevens.",
}
/** @type {Record<string, string>} */
export const further = {
  ar: "كيف نتواصل معك؟|الاسم|البريد الإلكتروني|الهاتف|الشركة|إرسال|لا، شكرًا|شكرًا، وصلتنا بياناتك.",
  tr: "Size nasıl ulaşalım?|Ad|E-posta|Telefon|Şirket|Gönder|Hayır, teşekkürler|Teşekkürler, bilgilerinizi aldık.",
  pl: "Jak możemy się skontaktować?|Imię i nazwisko|E-mail|Telefon|Firma|Wyślij|Nie, dziękuję|Dziękujemy, mamy Twoje dane.",
  sv: "Hur når vi dig?|Namn|E-post|Telefon|Företag|Skicka|Nej tack|Tack, vi har dina uppgifter.",
  da: "Hvordan kan vi kontakte dig?|Navn|E-mail|Telefon|Firma|Send|Nej tak|Tak, vi har dine oplysninger.",
  no: "Hvordan når vi deg?|Navn|E-post|Telefon|Firma|Send|Nei takk|Takk, vi har opplysningene dine.",
  fi: "Miten tavoitamme sinut?|Nimi|Sähköposti|Puhelin|Yritys|Lähetä|Ei kiitos|Kiitos, saimme yhteystietosi.",
  cs: "Jak vás můžeme kontaktovat?|Jméno|E-mail|Telefon|Firma|Odeslat|Ne, děkuji|Děkujeme, máme vaše údaje.",
  ru: "Как с вами связаться?|Имя|Эл. почта|Телефон|Компания|Отправить|Нет, спасибо|Спасибо, мы получили ваши данные.",
  uk: "Як з вами зв’язатися?|Ім’я|Ел. пошта|Телефон|Компанія|Надіслати|Ні, дякую|Дякуємо, ми отримали ваші дані.",
  zh: "我们如何联系您？|姓名|电子邮箱|电话|公司|发送|不用了，谢谢|谢谢，我们已收到您的联系方式。",
  "zh-hant": "我們如何聯絡您？|姓名|電子郵件|電話|公司|傳送|不用了，謝謝|謝謝，我們已收到您的聯絡方式。",
  ja: "ご連絡先を教えてください|お名前|メールアドレス|電話番号|会社名|送信|いいえ、結構です|ありがとうございます。ご連絡先を承りました。",
  ko: "어떻게 연락드리면 될까요?|이름|이메일|전화번호|회사|보내기|아니요, 괜찮습니다|감사합니다. 연락처를 받았습니다.",
  hi: "हम आपसे कैसे संपर्क करें?|नाम|ईमेल|फ़ोन|कंपनी|भेजें|नहीं, धन्यवाद|धन्यवाद, आपका विवरण मिल गया।",
}
/** As a type, what is no type of input means text. @type {Record<string, string>} */
const kinds = { phone: "tel", company: "organization" }

/** @param {Widget} widget */
export default function askContact({ cards, form, lang, el, pill, attempt, json, refusal, say, answered }) {
  const t = speak(texts, further, lang)
  const { fields = ["name", "email"], prompt } = form ?? {}
  const inputs = fields.map((name) => {
    const kind = kinds[name] ?? name
    return el("input", { name, type: kind, autocomplete: kind, required: kind === "email" ? "" : null })
  })
  // While something stands in it, the widget does not take it away: somebody who comes is no reason to lose it.
  cards.className = ""
  const done = () => {
    cards.className = ""
    answered()
  }
  // What the server refuses is said in the card, and what was typed stays.
  const problem = el("div.meta", { role: "alert" })
  cards.replaceChildren(
    el(
      "form.card",
      {
        oninput: () => {
          cards.className = inputs.some(({ value }) => value.trim()) ? "typed" : ""
        },
        onsubmit: async (/** @type {Event} */ event) => {
          event.preventDefault()
          const values = Object.fromEntries(inputs.map(({ name, value }) => [name, value.trim() || undefined]))
          const answer = await attempt("contact", json(values))
          problem.textContent = await refusal(answer)
          if (!answer?.ok) return
          say(t("thanks"))
          done()
        },
      },
      el("p", prompt || t("form")),
      ...inputs.map((input) =>
        el("label", input.name in texts ? t(/** @type {"name"} */ (input.name)) : input.name, input),
      ),
      el("div.picks", pill(t("send"), null, "main"), pill(t("no"), done)),
      problem,
    ),
  )
}
